package main

import (
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

// choice makes the schema of a closed set: a list of the canonical names, which editors offer, and a pattern of every
// other spelling. The two are disjoint and share a title, else editors show both when they explain a value.
func (w *writer) choice(f *spec.Field) node {
	other := node{"type": []string{"string"}, "pattern": "^" + spellings(f.Enum, f.Enum.Names()...) + "$", "not": node{"enum": f.Enum.Names()}}
	if !w.needs(f) {
		other = mostly(empty(), other)
	}
	list := fault{deployfile.CodeUnknownValue, f.Key() + " must be " + anyOf(f.Enum.Names())}.on(names(f))
	return either(list, unlessPlaceholder(f, other))
}

// names lists the members of the set of a field with what they mean: editors read one of the two keywords for it.
func names(f *spec.Field) node {
	docs := make([]string, len(f.Enum.Values))
	for i, v := range f.Enum.Values {
		docs[i] = v.Doc
	}
	return node{"title": f.Title, "enum": f.Enum.Names(), "enumDescriptions": docs, "markdownEnumDescriptions": docs}
}
