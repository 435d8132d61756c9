package schema

import (
	"cmp"

	"github.com/astrofile/astrofile/internal/spec"
)

// keys offers the keys of a mapping that it does not have, those that the file needs first.
func (c *completer) keys(in *node, level *spec.Level) {
	have := make(map[string]bool, len(in.kids))
	for _, n := range in.kids {
		if n != c.spot.self {
			have[n.key] = true
		}
	}
	readOnly := true // whoever is in a section that inspect writes gets what inspect writes
	for _, f := range level.Fields {
		readOnly = readOnly && f.Status == spec.OutputOnly
	}
	for _, first := range [...]bool{true, false} {
		for _, f := range level.Fields {
			if have[f.Key()] || f.Status == spec.OutputOnly && !readOnly || !c.facts.fits(f) {
				continue
			}
			if required := c.required(f); required == first {
				c.key(f, required)
			}
		}
	}
}

// key offers one key.
func (c *completer) key(f *spec.Field, required bool) {
	d := describe(f)
	w := c.writer()
	switch {
	case c.spot.colon:
		w.text(c.keyText(f.Key()))
	default:
		w.entry(part{key: f.Key(), blank: true, shape: f.Type, value: cmp.Or(f.Default, f.Example)})
	}
	detail := f.Title
	if required {
		detail += ", required"
	}
	c.offer(w, Completion{
		Label: f.Key(), Kind: CompletionKey, Detail: detail, Documentation: d.Markdown(), Required: required,
	})
}

// keyText returns a key in the notation of the text.
func (c *completer) keyText(key string) string {
	if c.json {
		return `"` + key + `"`
	}
	if at := c.spot; at.end > at.start {
		switch quote := c.src[at.start]; quote {
		case '"', '\'':
			return string(quote) + key + string(quote)
		}
	}
	return key
}
