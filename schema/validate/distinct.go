package validate

import (
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// distinct leaves out what follows from another mistake: a second word about one value, what a condition says about a
// value that is wrong in itself, and the lack of a field whose key is only misspelt, or of all fields in a mapping that
// is something else altogether.
func (d *document) distinct(all []mistake) []mistake {
	wrong := map[diag.Path]bool{}   // in themselves
	meant := map[diag.Path]bool{}   // keys that others are misspellings of
	alien := map[diag.Path]bool{}   // entries of a list without a known key
	lacking := map[diag.Path]bool{} // lists with an entry that lacks a field
	bare := slices.ContainsFunc(all, func(m mistake) bool { return m.keyword == "required" && m.at == "deployment" })
	guesses := 0
	for i := range all {
		m := &all[i]
		switch {
		case m.keyword == "required":
			lacking[m.here.Parent()] = true
		case !m.strange():
			wrong[m.at] = wrong[m.at] || !m.conditional()
		case guesses < diag.MaxFindings: // of more nobody reads
			guesses++
			parent := m.at.Parent()
			if near := nearest(m.name, d.siblings(m.instance)); near != "" {
				meant[parent.Field(near)] = true
			} else if homes := d.homes[m.name]; len(homes) == 1 {
				meant[homes[0].Field(m.name)] = true
			} else if strings.HasSuffix(string(parent), "]") && !m.known() {
				alien[parent] = true
			}
		}
	}
	inside := map[diag.Path]map[string]bool{} // the keys of values below that are wrong in themselves
	note := func(p diag.Path) {
		for key := lastKey(p); p != ""; p = p.Parent() {
			if up := p.Parent(); inside[up] == nil {
				inside[up] = map[string]bool{key: true}
			} else {
				inside[up][key] = true
			}
		}
	}
	for p, is := range wrong {
		if is {
			note(p)
		}
	}
	for p := range meant {
		note(p)
	}
	conditions := map[string]map[string]bool{}
	type word struct {
		at   diag.Path
		text string
	}
	said := map[word]bool{}
	return slices.DeleteFunc(all, func(m mistake) bool {
		switch {
		case m.keyword == "required" && (meant[m.at] || alien[m.at.Parent()]),
			m.keyword == "contains" && (inside[m.at] != nil || lacking[m.at]),
			m.strange() && bare && slices.Contains(d.homes[m.name], "deployment") && m.at.Parent() == "",
			m.conditional() && (m.keyword != "required" && within(m.at, wrong) || d.rests(&m, inside, conditions)):
			return true
		}
		w := word{at: m.at}
		if m.conditional() {
			w.text = m.message()
		}
		if said[w] {
			return true
		}
		said[w] = true
		return false
	})
}

// rests reports whether a condition around a mistake asks for a value that is wrong in itself. It notes in known which
// keys each condition asks for.
func (d *document) rests(m *mistake, inside map[diag.Path]map[string]bool, known map[string]map[string]bool) bool {
	entered := 0
	for i, token := range m.path {
		if m.entersAt(i) {
			entered++
		}
		if token != "then" && token != "else" {
			continue
		}
		at := m.here
		for range len(m.instance) - entered {
			at = at.Parent()
		}
		if inside[at] == nil {
			continue
		}
		name := strings.Join(m.path[:i], "/")
		asked, ok := known[name]
		if !ok {
			asked = map[string]bool{}
			d.asked(step(m.chain[i], "if"), asked, 0)
			known[name] = asked
		}
		for key := range inside[at] {
			if asked[key] {
				return true
			}
		}
	}
	return false
}

// asked notes the keys that a schema has a say about.
func (d *document) asked(schema any, keys map[string]bool, depth int) {
	if depth > maxLevels {
		return
	}
	if all, ok := schema.([]any); ok {
		for _, child := range all {
			d.asked(child, keys, depth+1)
		}
		return
	}
	for word, child := range d.resolved(schema) {
		if properties, ok := child.(map[string]any); ok && word == "properties" {
			for key := range properties {
				keys[key] = true
			}
		}
		d.asked(child, keys, depth+1)
	}
}

// lastKey returns the key that p ends with; of an entry of a list, that of the list.
func lastKey(p diag.Path) string {
	text := string(p)
	for strings.HasSuffix(text, "]") {
		text = text[:strings.LastIndexByte(text, '[')]
	}
	return text[strings.LastIndexByte(text, '.')+1:]
}

// within reports whether p is one of the places or stands inside of one.
func within(p diag.Path, places map[diag.Path]bool) bool {
	for ; len(places) > 0; p = p.Parent() {
		if places[p] {
			return true
		}
		if p == "" {
			return false
		}
	}
	return false
}
