package schema

import "github.com/astrofile/astrofile/internal/spec"

// entry writes a key and its value.
func (w *writer) entry(p part) {
	if p.key != "" {
		if w.json {
			w.text(`"` + p.key + `":`)
		} else {
			w.text(p.key + ":")
		}
	}
	switch {
	case p.blank:
		w.empty(p)
	case p.group != nil:
		w.group(p.group)
	case p.entries != nil:
		w.list(len(p.entries), func(i int) { w.mapping(p.entries[i]) })
	case p.texts != nil:
		w.list(len(p.texts), func(i int) { w.scalar(p.texts[i]) })
	default:
		w.text(" ")
		w.scalar(p)
	}
}

// empty leaves the place of a value to the author.
func (w *writer) empty(p part) {
	switch block := !w.flow; {
	case block && p.shape == spec.Mapping:
		w.line(w.layout.unit)
		return
	case block && p.shape <= spec.Texts:
		w.line(w.layout.dash, "- ")
		return
	}
	if p.key != "" {
		w.text(" ")
	}
	switch {
	case p.shape == spec.Mapping:
		w.between("{", "}")
	case p.shape <= spec.Texts:
		w.between("[", "]")
	case !w.json: // null, until something is written
	case p.shape == spec.Integer, p.shape == spec.Boolean:
		w.fill(p.value)
	default:
		w.between(`"`, `"`)
	}
}

func (w *writer) between(opening, closing string) {
	w.text(opening)
	w.fill("")
	w.text(closing)
}

// group writes a mapping as the value of a key.
func (w *writer) group(parts []part) {
	if w.flow {
		w.text(" ")
		w.braces(parts)
		return
	}
	w.deeper(w.layout.unit, func() {
		w.line()
		w.mapping(parts)
	})
}

// mapping writes keys, the first one where the writer is.
func (w *writer) mapping(parts []part) {
	if w.flow {
		w.braces(parts)
		return
	}
	for i, p := range parts {
		if i > 0 {
			w.line()
		}
		w.entry(p)
	}
}

func (w *writer) braces(parts []part) {
	w.text("{")
	w.brackets(len(parts), func(i int) { w.entry(parts[i]) })
	w.text("}")
}

// list writes a list as the value of a key.
func (w *writer) list(n int, item func(i int)) {
	if w.flow {
		w.text(" [")
		w.brackets(n, item)
		w.text("]")
		return
	}
	w.deeper(w.layout.dash, func() {
		for i := range n {
			w.line("- ")
			w.deeper("  ", func() { item(i) })
		}
	})
}

// brackets writes what stands between brackets: in JSON a line each, in YAML one after the other.
func (w *writer) brackets(n int, item func(i int)) {
	w.deeper(w.layout.unit, func() {
		for i := range n {
			switch {
			case i > 0 && !w.json:
				w.text(", ")
			case i > 0:
				w.text(",")
			}
			if w.json {
				w.line()
			}
			item(i)
		}
	})
	if w.json {
		w.line()
	}
}
