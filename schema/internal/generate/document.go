package main

import (
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

const address = "https://github.com/astrofile/astrofile/schema/v1/"

// writer makes the document of one mode.
type writer struct {
	mode  deployfile.Mode
	model map[string]shape // by path
}

func (w *writer) document() node {
	root := w.mapping(spec.LevelAt(""))
	root["$schema"] = "http://json-schema.org/draft-07/schema#"
	root["$id"] = address + w.mode.String() + ".schema.json"
	root["title"] = "Astro Deployment file"
	root["description"] = purpose[w.mode]
	root["patternProperties"] = members{{"^x-", node{"title": "Key of your own", "description": "Anything you like, such as an anchor; it is never applied."}}}
	root["definitions"] = definitions(root)
	offerSnippets(root, false, wholeFiles())
	return root
}

// purpose says what each document is for.
var purpose = map[deployfile.Mode]string{
	deployfile.ModeAny:      "A Deployment file of any purpose: what it refuses is wrong in a file to create from, in one to update with and in a template.",
	deployfile.ModeCreate:   "A Deployment file to create a Deployment from.",
	deployfile.ModeUpdate:   "A Deployment file to update a Deployment with.",
	deployfile.ModeTemplate: "A Deployment file to make others from: it needs no name, and placeholders may stand for values.",
}

// definitions are the schemas that more than one place of the document refers to, by name.
func definitions(root node) members {
	var all members
	for names := references(root); len(names) > 0; names = names[1:] {
		if slices.ContainsFunc(all, func(m member) bool { return m.name == names[0] }) {
			continue
		}
		n := definition(names[0])
		all = append(all, member{names[0], n})
		names = append(names, references(n)...)
	}
	slices.SortFunc(all, func(a, b member) int { return strings.Compare(a.name, b.name) })
	return all
}

func definition(name string) node {
	switch name {
	case "placeholder":
		return placeholderForms()
	case "filled":
		return filledIn()
	case "remote_execution.enabled":
		return having(members{{"remote_execution", having(members{{"enabled", truth(true)}})}})
	default:
		return spellingsOf(name)
	}
}

// references returns the definitions that a part of the document refers to.
func references(part any) (names []string) {
	switch v := part.(type) {
	case node:
		for key, value := range v {
			if text, ok := value.(string); ok && key == "$ref" {
				names = append(names, strings.TrimPrefix(text, "#/definitions/"))
			}
			names = append(names, references(value)...)
		}
	case members:
		for _, m := range v {
			names = append(names, references(m.schema)...)
		}
	case []node:
		for _, n := range v {
			names = append(names, references(n)...)
		}
	}
	return names
}

// placeholderForms matches a value that somebody still has to fill in. Without quotes, [CLUSTER NAME] is a list of one
// text to YAML.
func placeholderForms() node {
	return node{
		"type": []string{"string", "array"}, "pattern": placeholder, "minItems": 1, "maxItems": 1,
		"items": node{"type": "string", "pattern": "^[0-9 _-]*[A-Z][A-Z0-9 _-]*$"},
	}
}

// ordinaryForms matches a value that is no placeholder for sure, as most are.
func ordinaryForms() node {
	return node{"type": []string{"string", "number", "boolean", "null"}, "pattern": ordinary}
}

// filledIn refuses a placeholder.
func filledIn() node {
	bad := fault{deployfile.CodePlaceholder, "a placeholder that is not filled in"}
	n := mostly(ordinaryForms(), refuse(ref("placeholder"), bad))
	n["doNotSuggest"] = true
	return n
}

// mapping returns the schema of one level, with all keys that may stand there.
func (w *writer) mapping(level *spec.Level) node {
	var keys members
	var required []string
	for _, f := range level.Fields {
		keys = append(keys, member{f.Key(), w.field(f)})
		if w.needs(f) {
			required = append(required, f.Key())
		}
	}
	for _, f := range spec.Fields() {
		if f.Parent == level && f.Status == spec.Legacy {
			keys = append(keys, member{f.Key(), decorate(node{}, f)})
		}
	}
	n := node{"properties": keys, "additionalProperties": false}
	n["if"], n["else"] = ofType("object"), noMapping(level).on(ofType("object"))
	if len(required) > 0 {
		n["required"] = required
	}
	if d := dependencies(level); d != nil {
		n["dependencies"] = d
	}
	all := conditions(level)
	if level.Path == "deployment" {
		all = append(all, w.byPurpose()...)
	}
	if len(all) > 0 {
		n["allOf"] = all
	}
	return n
}

// noMapping is what is wrong with a level of another type. The type stands behind a condition, because editors have an
// odd message for the type of a mapping.
func noMapping(level *spec.Level) fault {
	if level.Path == "" {
		return fault{deployfile.CodeRootNotMapping, "the file must be a mapping with the key deployment"}
	}
	return fault{deployfile.CodeWrongType, level.Path[strings.LastIndexByte(level.Path, '.')+1:] + " must be a mapping"}
}

// needs reports whether the level refuses a file without the field, whatever else it says.
func (w *writer) needs(f *spec.Field) bool {
	switch f.Path {
	case "deployment.configuration.name":
		return w.mode == deployfile.ModeCreate || w.mode == deployfile.ModeUpdate
	case "deployment.environment_variables[].value", "deployment.configuration.deployment_type", "deployment.configuration.cluster_name":
		return false // depends on what the file is for, and on other fields
	}
	return f.Status == spec.Current && f.RequiredCreate != 0
}

// field returns the schema of the value of a field in its level.
func (w *writer) field(f *spec.Field) node {
	n := w.value(f)
	if isConditional(f) {
		n["doNotSuggest"] = true
		delete(n, "description")
	}
	return n
}

// value returns the schema of the value of a field.
func (w *writer) value(f *spec.Field) node {
	switch held := w.model[f.Path]; {
	case held == "object":
		return decorate(w.section(f), f)
	case held == "array" && f.Item == nil:
		return decorate(list(f, entry(f, w.mapping(f.Level))), f)
	case held == "array":
		items := decorate(w.scalar(f.Item), f.Item)
		items["default"] = f.Item.Example // of an entry, which editors write with its list
		return decorate(list(f, items), f)
	default:
		return decorate(w.scalar(f), f)
	}
}

var entryTitle = map[string]string{
	"environment_variables": "Environment variable",
	"worker_queues":         "Worker queue",
	"hibernation_schedules": "Hibernation schedule",
}

// entry makes a schema of a mapping one of the entries of a list. Editors write entries by their type.
func entry(f *spec.Field, n node) node {
	delete(n, "if")
	delete(n, "else")
	n["title"], n["type"] = entryTitle[f.Key()], "object"
	return n
}

// section returns the schema of a mapping. Null is the same as none, unless the mapping has to be there.
func (w *writer) section(f *spec.Field) node {
	n := w.mapping(f.Level)
	if f.Status == spec.OutputOnly { // never applied, so any key and even another type will do
		delete(n, "if")
		delete(n, "else")
		delete(n, "additionalProperties")
		n["propertyNames"] = exactCase(f.Level)
		return n
	}
	if !w.needs(f) {
		n["else"].(node)["type"] = "null"
	}
	return n
}

func list(f *spec.Field, items node) node {
	n := mostly(ofType("array"), isWrong(f, "a list").on(ofType("null")))
	n["items"] = items
	offerSnippets(n, true, entries(f.Key()))
	if f.MaxItems > 0 {
		n["maxItems"] = f.MaxItems
	}
	if f.Path == "deployment.worker_queues" {
		n["allOf"] = []node{defaultQueue()}
	}
	return n
}

// exactCase refuses keys that differ from a known one in letter case only. Some letters of other alphabets fold to k
// and s.
func exactCase(level *spec.Level) node {
	var names, variants []string
	for _, f := range level.Fields {
		names = append(names, f.Key())
		variants = append(variants, fold(f.Key(), "\u212a", "\u017f"))
	}
	bad := fault{deployfile.CodeFieldCase, "the key must be in lower case"}
	variant := node{"type": "string", "pattern": "^(?:" + strings.Join(variants, "|") + ")$"}
	return mostly(node{"enum": names}, node{"if": variant, "then": bad.on(node{"enum": names})})
}
