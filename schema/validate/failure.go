package validate

import (
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// failure is one keyword that a value does not satisfy.
type failure struct {
	instance []string // where the value stands: keys and indexes
	keyword  string   // "false" for a schema that refuses everything
	argument any      // of the keyword; for anyOf the texts or types that would do
	chain    []any    // the schemas from the root of the document down to the one with the keyword
	path     []string // what leads from each to the next
	words    string   // what the alternatives of a choice say, when nothing around them says anything
	comment  string   // the same for their code
}

// node is the schema that the keyword stands in.
func (f *failure) node() map[string]any {
	node, _ := f.chain[len(f.chain)-1].(map[string]any)
	return node
}

// conditional reports whether the failure depends on other values of the file: a condition around it speaks of the
// mapping or list that the value stands in.
func (f *failure) conditional() bool { return f.condition() >= 0 }

// condition returns the index in path of the innermost condition on something around the value, or -1.
func (f *failure) condition() int {
	inside := f.keyword == "required" || f.keyword == "contains"
	for i := range slices.Backward(f.path) {
		switch {
		case f.entersAt(i):
			inside = true
		case inside && (f.path[i] == "then" || f.path[i] == "else"):
			if step(f.chain[i], "if") != true {
				return i
			}
		case inside && f.path[i] == "dependencies":
			return i
		}
	}
	return -1
}

// entersAt reports whether token i of path leads from a mapping or list to what stands in it.
func (f *failure) entersAt(i int) bool {
	if i > 0 && (f.path[i-1] == "properties" || f.path[i-1] == "patternProperties") && !f.entersAt(i-1) {
		return true
	}
	switch f.path[i] {
	case "items", "additionalProperties", "propertyNames", "contains":
		return i == 0 || f.path[i-1] != "properties"
	}
	return false
}

// flatten returns the failures that say something: the ones at the ends, and one for all alternatives of a choice.
func (d *document) flatten(e *jsonschema.ValidationError) []failure {
	if e == nil {
		return nil
	}
	switch word := lastWord(e); {
	case len(e.Causes) == 0:
		return []failure{d.leaf(e)}
	case e.Message == "": // several failures of one schema
	case word == "minContains": // the library's name for contains
		return []failure{d.leaf(e)}
	case word == "anyOf" || word == "oneOf":
		return d.choose(e)
	}
	var all []failure
	for _, cause := range e.Causes {
		all = append(all, d.flatten(cause)...)
	}
	return all
}

func lastWord(e *jsonschema.ValidationError) string {
	return e.KeywordLocation[strings.LastIndexByte(e.KeywordLocation, '/')+1:]
}

// leaf turns an error without causes into a failure, with the schemas that lead to it.
func (d *document) leaf(e *jsonschema.ValidationError) failure {
	f := failure{instance: tokens(e.InstanceLocation)}
	path := tokens(e.KeywordLocation)
	if e.Message == "not allowed" {
		f.keyword, f.argument = "false", false
	} else if len(path) > 0 {
		f.keyword, path = path[len(path)-1], path[:len(path)-1]
	}
	f.chain, f.path = []any{d.root}, path
	at := d.root
	for _, token := range path {
		ref, refers := step(at, "$ref").(string)
		switch {
		case token == "$ref" && refers:
			at = d.pointer(ref)
		case token != "$ref": // else it is one that only the lean schema has
			at = step(at, token)
		}
		f.chain = append(f.chain, at)
	}
	switch n := len(path); {
	case f.keyword == "false":
	case n > 1 && path[n-2] == "dependencies": // on a key instead of a schema
		f.argument = step(f.chain[n], f.keyword)
		f.keyword, f.chain, f.path = "required", f.chain[:n-1], path[:n-2]
	case f.keyword == "minContains":
		f.keyword = "contains"
		fallthrough
	default:
		f.argument = f.node()[f.keyword]
	}
	if f.keyword == "pattern" || f.keyword == "type" {
		d.settle(&f)
	}
	return f
}

// settle reads a pattern for what it stands for: the spellings of an enumeration, or those that some readers know of a
// number or a truth value. Of a type it finds those that would do as well, because the same value was first held against
// them.
func (d *document) settle(f *failure) {
	types := list(f.node()["type"])
	for i := len(f.path) - 1; i >= 0 && !f.entersAt(i); i-- {
		if f.path[i] == "else" {
			types = slices.Concat(list(d.resolved(step(f.chain[i], "if"))["type"]), types)
		}
	}
	exact := slices.Contains(types, any("boolean")) != slices.Contains(types, any("integer")) && !slices.Contains(types, any("number"))
	switch {
	case exact:
		f.keyword = "type"
		f.argument = slices.DeleteFunc(types, func(t any) bool { return t == "string" || t == "null" })
		return
	case f.keyword == "type":
		f.argument = types
		return
	}
	branches, _ := f.node()["anyOf"].([]any)
	for _, branch := range branches {
		if enum := step(branch, "enum"); enum != nil {
			f.keyword, f.argument = "enum", enum
			return
		}
	}
}

// resolved returns a schema or the one that it refers to.
func (d *document) resolved(schema any) map[string]any {
	node, _ := schema.(map[string]any)
	if ref, ok := node["$ref"].(string); ok {
		node, _ = d.pointer(ref).(map[string]any)
	}
	return node
}

// choose makes the failures of all alternatives one: the types that would do, the texts that would do, or what the
// alternative that fits best is missing.
func (d *document) choose(e *jsonschema.ValidationError) []failure {
	whole := d.leaf(e)
	var best []failure // of the alternative that fits best
	var tried []failure
	var types, texts []any
	for _, cause := range e.Causes {
		branch := d.flatten(cause)
		tried = append(tried, branch...)
		is := func(ofKind func(*failure) bool) int {
			return slices.IndexFunc(branch, func(f failure) bool { return len(f.instance) == len(whole.instance) && ofKind(&f) })
		}
		if i := is(func(f *failure) bool { return f.keyword == "type" }); i >= 0 {
			types = append(types, list(branch[i].argument)...)
			continue
		}
		if i := is(func(f *failure) bool { return f.keyword == "enum" || f.keyword == "const" }); i >= 0 {
			texts = append(texts, list(branch[i].argument)...)
		}
		if best == nil || len(branch) < len(best) {
			best = branch
		}
	}
	switch {
	case texts != nil:
		whole.keyword, whole.argument = "enum", texts
	case best == nil, best[0].keyword == "pattern" && (slices.Contains(types, any("boolean")) || slices.Contains(types, any("integer"))):
		whole.keyword, whole.argument = "type", types
	case messageOf(whole.node(), best[0].keyword) != "" && len(best[0].instance) == len(whole.instance):
		whole.keyword, whole.argument = best[0].keyword, best[0].argument
	default:
		return best
	}
	if whole.annotation(wordsOf(whole.keyword)) == "" {
		whole.words = first(tried, wordsOf(whole.keyword))
	}
	if whole.annotation(commentOf) == "" {
		whole.comment = first(tried, commentOf)
	}
	return []failure{whole}
}

// first returns the first annotation of the failures.
func first(failures []failure, read func(map[string]any) string) string {
	for i := range failures {
		if text := failures[i].annotation(read); text != "" {
			return text
		}
	}
	return ""
}

// list returns the members of an argument that may be one value, a list of them or nothing.
func list(argument any) []any {
	if argument == nil {
		return nil
	}
	if all, ok := argument.([]any); ok {
		return all
	}
	return []any{argument}
}
