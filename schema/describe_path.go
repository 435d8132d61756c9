package schema

import (
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// lookup returns the row of a path or, for a key that belongs to another level, a description that says so.
func lookup(p diag.Path) (*spec.Field, *Description) {
	steps, err := diag.Path(strings.ReplaceAll(string(p), "[]", "[0]")).Steps()
	if err != nil || len(steps) == 0 {
		return nil, nil
	}
	level := spec.LevelAt("")
	var f *spec.Field
	for i := range steps {
		s := &steps[i]
		switch {
		case level == nil && f.Type == spec.Mappings && entry(s) && !s.Quoted:
			level = f.Level
		case level == nil && f.Type == spec.Texts && entry(s):
			f = f.Item
		case entry(s) && !s.Quoted, level == nil:
			return nil, nil
		default:
			next := level.Field(s.Key)
			if next == nil && i == len(steps)-1 {
				return nil, elsewhere(level, s.Key)
			}
			if next == nil {
				return nil, nil
			}
			f, level = next, nil
			if f.Type == spec.Mapping {
				level = f.Level
			}
		}
		if f == nil { // an entry of a list that nothing is known about
			return nil, nil
		}
	}
	return f, nil
}

// entry tells whether a step may name an entry of a list.
func entry(s *diag.Step) bool { return s.Quoted || s.Index >= 0 || len(s.Match) > 0 }

// elsewhere describes a key that the level does not have and others do, or returns nil.
func elsewhere(level *spec.Level, key string) *Description {
	var places []string
	var first *spec.Field
	for _, f := range spec.Elsewhere(key) {
		if first == nil {
			first = f
		}
		places = append(places, f.Parent.Path)
	}
	if first == nil {
		return nil
	}
	d := Description{
		Path: diag.Path(level.Path).Field(key), Title: first.Title, Type: typeInWords(first),
		Doc: "Has no effect here: it belongs to " + listed(places, " or ") + ".", URL: first.URL, Deprecated: true,
	}
	if len(places) == 1 {
		d.ReplacedBy = diag.Path(first.Path)
	}
	return &d
}
