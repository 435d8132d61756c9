package main

import (
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
)

// describe adds what people read about a field.
func describe(n node, f *spec.Field) node {
	n["title"] = f.Title
	n["description"] = sentences(f)
	n["markdownDescription"] = sentences(f) + "\n\n[Documentation](" + f.URL + ")"
	return n
}

// decorate adds what people read about a field and what editors write for it. Editors write the default of a key
// wherever they write its mapping, so only a key that every such mapping has gets one; the others say it in words.
func decorate(n node, f *spec.Field) node {
	describe(n, f)
	if f.AlwaysWrite && f.Default != "" && strings.HasSuffix(f.Parent.Path, "environment_variables[]") {
		n["default"] = typed(f, f.Default)
	}
	if f.Example != "" && f.Status <= spec.OutputOnly && f.Enum == nil {
		n["examples"] = []any{typed(f, f.Example)}
		if f.Type == spec.Boolean {
			n["examples"] = []any{true, false}
		}
	}
	if f.Status == spec.OutputOnly && !strings.HasPrefix(f.Path, "deployment.metadata.") {
		n["doNotSuggest"] = true
	}
	if f.Status == spec.Legacy {
		deprecate(n, f)
	}
	return n
}

func sentences(f *spec.Field) string {
	text := f.Doc
	if f.Note != "" {
		text += " " + f.Note
	}
	if f.Default != "" && f.Type != spec.Boolean {
		text += " A create without it takes " + f.Default + "."
	}
	return text
}

// deprecate marks a key that nothing reads today.
func deprecate(n node, f *spec.Field) {
	n["deprecated"], n["doNotSuggest"] = true, true
	message := f.Key() + ", a key of " + f.WrittenBy + ", is ignored today: delete it"
	if f.ReplacedBy != "" {
		message = f.Key() + ", a key of " + f.WrittenBy + ", is ignored today: " + place(f) + " has taken its place"
	}
	n["deprecationMessage"] = message
}

// place names the field that stands for a legacy one today, with its level when that differs.
func place(f *spec.Field) string {
	now := spec.Lookup(f.ReplacedBy)
	if now.Parent == f.Parent {
		return now.Key()
	}
	return now.Path
}

// typed returns the value that a text of the table stands for in a file.
func typed(f *spec.Field, text string) any {
	switch f.Type {
	case spec.Integer:
		if n, err := strconv.Atoi(text); err == nil {
			return n
		}
	case spec.Boolean:
		return text == "true"
	}
	return text
}

// anyOf lists values for a sentence: "CELERY, KUBERNETES or ASTRO".
func anyOf(values []string) string {
	n := len(values)
	if n < 2 {
		return strings.Join(values, "")
	}
	return strings.Join(values[:n-1], ", ") + " or " + values[n-1]
}
