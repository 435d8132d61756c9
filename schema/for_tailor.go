package schema

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// tailor writes what the options say into a document.
type tailor struct {
	document
	*settings
	mode deployfile.Mode

	deployment, configuration *object // where conditions are added
}

// reason is the $comment of every condition that comes from an Organization.
const reason = "organization"

// run returns the document with everything in it.
func (t *tailor) run() ([]byte, error) {
	for _, it := range [...]struct {
		path string
		to   **object
	}{{rootKey, &t.deployment}, {configurationAt, &t.configuration}} {
		places, err := t.at(it.path)
		if err != nil {
			return nil, err
		}
		*it.to = places[0]
	}
	for _, step := range [...]func() error{t.workspaces, t.clusters, t.versions, t.workers, t.variables, t.snippets} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return t.identified()
}

func (t *tailor) workspaces() error {
	names := t.organization.Workspaces
	return t.choose(configurationAt+".workspace_name", names, t.choice(names, nil, "workspace_name must be "+alternatives(names), true))
}

func (t *tailor) versions() error {
	names := t.organization.RuntimeVersions
	if names == nil {
		return nil
	}
	c := t.choice(names, nil, "runtime_version must be "+alternatives(names), t.mode != deployfile.ModeUpdate)
	if refused := c.object("else"); refused != nil {
		for _, name := range names { // files may write a v in front, which means nothing
			refused.add("enum", "v"+name)
		}
		c.object("if").add("anyOf", pairs("not", pairs("type", "string", "pattern", spec.PatternRuntimeVersion))) // is refused already
	}
	return t.choose(configurationAt+".runtime_version", names, c)
}

// choose adds a choice of names for a key of the configuration.
func (t *tailor) choose(path string, names []string, choice *object) error {
	if names == nil {
		return nil
	}
	if err := t.forget(path); err != nil {
		return err
	}
	t.configuration.add("allOf", pairs("properties", pairs(spec.Lookup(path).Key(), choice)))
	return nil
}

// forget removes the examples of a place for which real values are known.
func (t *tailor) forget(path string) error {
	places, err := t.at(path)
	if err != nil {
		return err
	}
	for _, p := range places {
		p.remove("examples")
		p.remove("default")
	}
	return nil
}

// choice returns a schema that offers names and, if it is strict, refuses others. What is not there yet and what is no
// single value pass: the rest of the document judges them.
func (t *tailor) choice(names, docs []string, message string, strict bool) *object {
	offered := pairs("$comment", reason, "type", "string", "enum", texts(names)) // of a string, editors put in quotes what needs them
	if docs != nil {
		offered.set("enumDescriptions", texts(docs))
		offered.set("markdownEnumDescriptions", texts(docs))
	}
	c := pairs("anyOf", []any{offered, pairs("not", pairs("enum", texts(names)))})
	if !strict {
		return c
	}
	passed := []any{pairs("type", texts([]string{"null", "string", "object", "array"}), "maxLength", literal("0"))}
	if t.definition(placeholderRef) != nil {
		passed = append(passed, pairs("$ref", placeholderRef))
	}
	if slices.ContainsFunc(names, retyped) {
		passed = append(passed, pairs("type", texts([]string{"number", "boolean"})))
	}
	c.set("if", pairs("anyOf", passed))
	c.set("else", pairs("$comment", reason, "enum", texts(names), "errorMessage", message))
	return c
}

const placeholderRef = "#/definitions/placeholder"

// retyped tells whether a name that a file does not put in quotes may come out as a number or a truth value.
func retyped(name string) bool { return yamltree.Quoted(name, yamltree.YAML) != name }

// variables adds that the file has certain environment variables.
func (t *tailor) variables() error {
	keys := t.organization.RequiredVariables
	if keys == nil {
		return nil
	}
	if _, err := t.at(variablesAt + ".key"); err != nil {
		return err
	}
	var each []any
	for _, key := range keys {
		each = append(each, pairs("$comment", reason, "contains", pairs(
			"type", "object", "required", texts([]string{"key"}), "properties", pairs("key", pairs("const", key)),
		), "errorMessage", "environment_variables has no "+sayable([]string{key})[0]+", which the Organization requires"))
	}
	section := "environment_variables"
	message := "environment_variables is missing: the Organization requires " + listed(sayable(keys), " and ")
	t.deployment.add("allOf", pairs("$comment", reason, "required", texts([]string{section}), "errorMessage", message),
		pairs("properties", pairs(section, pairs("$comment", reason, "type", "array", "errorMessage", message))),
		pairs("properties", pairs(section, pairs("allOf", each))))
	return nil
}

// identified returns the text of the document with an $id of its own.
func (t *tailor) identified() ([]byte, error) {
	id, ok := t.root.values["$id"].(string)
	if !ok {
		return nil, errors.New("it has no $id")
	}
	if t.id != "" {
		t.root.set("$id", t.id)
		return writeJSON(t.root), nil
	}
	const suffix = ".schema.json"
	stem, ok := strings.CutSuffix(id, suffix)
	if !ok {
		return nil, fmt.Errorf("its $id does not end in %s", suffix)
	}
	text := writeJSON(t.root)
	h := fnv.New64a()
	h.Write(text)
	own := fmt.Sprintf("%s.%016x%s", stem, h.Sum64(), suffix)
	return bytes.Replace(text, []byte(id), []byte(own), 1), nil
}

func texts(names []string) []any {
	list := make([]any, len(names))
	for i, name := range names {
		list[i] = name
	}
	return list
}

// alternatives lists names for a message, of many only the first.
func alternatives(names []string) string {
	const most = 12
	if len(names) > most {
		return strings.Join(sayable(names[:most]), ", ") + fmt.Sprintf(" or one of %d others", len(names)-most)
	}
	return listed(sayable(names), " or ")
}

// sayable puts in quotes what a message could not show otherwise.
func sayable(names []string) []string {
	said := slices.Clone(names)
	for i, name := range names {
		if quoted := diag.Quote(name); quoted != `"`+name+`"` {
			said[i] = quoted
		}
	}
	return said
}
