package validate

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// leaner rewrites a schema so that the library compiles it in two thirds of the time: without what only editors read,
// and with every part that occurs twice written once. What is left stands where it stood, so that a place in the one is
// a place in the other; only "$ref" may come between.
type leaner struct {
	ours       bool             // schemas with the comment "offer" admit everything
	parts      map[string]*part // by what they say
	ordered    []*part
	rewritable bool
}

const partPrefix = "part-"

// part is a schema that may stand in several places.
type part struct {
	id    int
	words map[string]any // with parts in place of the schemas inside
	uses  int
	name  string
}

// lean returns the rewritten schema, and false for one that refers to places which rewriting would move.
func lean(root any, ours bool) (rewritten any, ok bool) {
	l := leaner{ours: ours, parts: map[string]*part{}, rewritable: true}
	top, ok := l.schema(root).(*part)
	if !ok || !l.rewritable {
		return nil, false
	}
	definitions := map[string]any{}
	for _, p := range l.ordered {
		if p.uses > 1 && p != top {
			p.name = partPrefix + strconv.Itoa(len(definitions))
			definitions[p.name] = nil
		}
	}
	for _, p := range l.ordered {
		if p.name != "" {
			definitions[p.name] = p.written()
		}
	}
	out := top.written()
	own, _ := out["definitions"].(map[string]any)
	for name, schema := range own {
		if definitions[name] != nil {
			return nil, false
		}
		definitions[name] = schema
	}
	out["definitions"] = definitions
	return out, true
}

// schema turns a schema into a part, or returns true and false as they are.
func (l *leaner) schema(schema any) any {
	node, ok := schema.(map[string]any)
	if !ok {
		return schema
	}
	if l.ours && node["$comment"] == "offer" { // they are there for completion
		return true
	}
	words := make(map[string]any, len(node))
	var key strings.Builder
	for _, word := range slices.Sorted(maps.Keys(node)) {
		if !forEditors(word) {
			words[word] = l.word(word, node[word], &key)
		}
	}
	p := l.parts[key.String()]
	if p == nil {
		p = &part{id: len(l.ordered), words: words}
		l.parts[key.String()] = p
		l.ordered = append(l.ordered, p)
	}
	p.uses++
	return p
}

// word turns the schemas that a keyword holds into parts, and adds it to the key of its schema.
func (l *leaner) word(word string, argument any, key *strings.Builder) any {
	switch word {
	case "$id":
		l.rewritable = l.rewritable && len(l.parts) == 0
	case "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$dynamicRef", "$recursiveRef", "$defs":
		l.rewritable = false
	case "$ref":
		ref, _ := argument.(string)
		name, ok := strings.CutPrefix(ref, "#/definitions/")
		l.rewritable = l.rewritable && ok && !strings.Contains(name, "/")
	}
	key.WriteString(strconv.Quote(word))
	switch word {
	case "properties", "patternProperties", "definitions", "dependencies":
		if node, ok := argument.(map[string]any); ok {
			out := make(map[string]any, len(node))
			for _, name := range slices.Sorted(maps.Keys(node)) {
				key.WriteString(strconv.Quote(name))
				out[name] = l.child(node[name], key)
			}
			key.WriteByte('}')
			return out
		}
	case "allOf", "anyOf", "oneOf":
		if all, ok := argument.([]any); ok {
			out := make([]any, len(all))
			for i, child := range all {
				out[i] = l.child(child, key)
			}
			key.WriteByte(']')
			return out
		}
	case "if", "then", "else", "not", "items", "contains", "additionalProperties", "propertyNames":
		return l.child(argument, key)
	}
	key.WriteString(number(argument))
	return argument
}

// forEditors reports whether a keyword says nothing about values.
func forEditors(word string) bool {
	switch word {
	case "title", "description", "examples", "default", "$comment", "markdownDescription", "defaultSnippets", "errorMessage",
		"patternErrorMessage", "markdownEnumDescriptions", "enumDescriptions", "deprecationMessage", "doNotSuggest", "deprecated":
		return true
	}
	return false
}

// child turns a schema into a part and adds its identity to the key of the schema around it.
func (l *leaner) child(schema any, key *strings.Builder) any {
	child := l.schema(schema)
	if p, ok := child.(*part); ok {
		key.WriteString("#" + strconv.Itoa(p.id))
	} else {
		key.WriteString(number(child))
	}
	return child
}

// written returns the part as JSON.
func (p *part) written() map[string]any {
	out := make(map[string]any, len(p.words))
	for word, argument := range p.words {
		switch argument := argument.(type) {
		case *part:
			out[word] = argument.placed()
		case map[string]any:
			all := make(map[string]any, len(argument))
			for name, child := range argument {
				all[name] = placed(child)
			}
			out[word] = all
		case []any:
			all := make([]any, len(argument))
			for i, child := range argument {
				all[i] = placed(child)
			}
			out[word] = all
		default:
			out[word] = argument
		}
	}
	return out
}

func placed(child any) any {
	if p, ok := child.(*part); ok {
		return p.placed()
	}
	return child
}

// placed returns what stands where the part is used.
func (p *part) placed() any {
	if p.name != "" {
		return map[string]any{"$ref": "#/definitions/" + p.name}
	}
	return p.written()
}
