package deployfile

import (
	"slices"
	"sort"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

const (
	mask       = "•••"
	leastMask  = 4 // bytes; a shorter text stands in too many words
	mostMasked = 4 * maxText
)

// hidden are the texts of confidential variables, by their first bytes, the longest first. They may stand elsewhere in
// the file too, where a finding would quote them.
type hidden map[string][]string

// hiddenTexts collects them; it is nil when there are none.
func (f *File) hiddenTexts() hidden {
	c := hiddenCollector{r: redaction{file: f, tree: f.tree}, texts: map[string]struct{}{}}
	if f.tree.Root != nil {
		c.mapping(f.tree.Root, spec.LevelAt(""))
	}
	var h hidden
	for text := range c.texts {
		if h == nil {
			h = hidden{}
		}
		h[text[:leastMask]] = append(h[text[:leastMask]], text)
	}
	for _, texts := range h {
		sort.SliceStable(texts, func(i, j int) bool { return len(texts[i]) > len(texts[j]) })
	}
	return h
}

type hiddenCollector struct {
	r     redaction
	texts map[string]struct{}
}

func (c *hiddenCollector) mapping(n *yamltree.Node, level *spec.Level) {
	for i := range n.Members {
		m := &n.Members[i]
		field := c.r.meant(level, m.Key.Text)
		switch {
		case field == nil:
		case field.Path == string(sectionVariables):
			c.variables(m.Value)
		case field.Level != nil && !m.Value.Alias && !m.Merged:
			c.mapping(m.Value, field.Level)
			for _, item := range m.Value.Items {
				if !item.Alias {
					c.mapping(item, field.Level)
				}
			}
		}
	}
}

func (c *hiddenCollector) variables(n *yamltree.Node) {
	for i := range n.Members {
		if m := &n.Members[i]; m.Value.Kind == yamltree.Scalar {
			if _, credential := credentialSign(m.Key.Text, m.Value.Text); credential {
				c.add(m.Value.Text)
			}
		}
	}
	for _, item := range n.Items {
		c.variable(item)
	}
}

func (c *hiddenCollector) variable(n *yamltree.Node) {
	private := confidential(n)
	for i := range n.Members {
		m := &n.Members[i]
		if strange(m.Key.Text) && (private || unwritten(m.Value)) {
			c.add(m.Key.Text)
		}
		if !private || m.Value.Kind != yamltree.Scalar || m.Key.Text == "key" {
			continue
		}
		if _, form := readBoolean(m.Value.Text); form == booleanNone {
			c.add(m.Value.Text)
		}
	}
}

// add notes a text, and the way that a message quotes it. The names of fields are no secret.
func (c *hiddenCollector) add(text string) {
	isPart := func(f *spec.Field) bool { return strings.Contains(f.Key(), strings.ToLower(text)) }
	if len(text) < leastMask || known(text) != nil || slices.ContainsFunc(variableLevel().Fields, isPart) {
		return
	}
	c.texts[text] = struct{}{}
	quoted := strings.Trim(diag.Quote(text), "\"…")
	if len(quoted) >= leastMask {
		c.texts[quoted] = struct{}{}
	}
}

// at returns how many bytes of s, from i on, are a hidden text.
func (h hidden) at(s string, i int) int {
	if i+leastMask > len(s) {
		return 0
	}
	for _, text := range h[s[i:i+leastMask]] {
		if strings.HasPrefix(s[i:], text) {
			return len(text)
		}
	}
	return 0
}

func (h hidden) in(s string) bool {
	for i := range len(s) {
		if h.at(s, i) > 0 {
			return true
		}
	}
	return false
}

// cover returns s without the hidden texts.
func (h hidden) cover(s string) string {
	if len(s) > mostMasked {
		s = s[:mostMasked]
	}
	if !h.in(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if n := h.at(s, i); n > 0 {
			b.WriteString(mask)
			i += n
			continue
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

// path returns p up to the first made-up key that has a hidden text.
func (h hidden) path(p diag.Path) diag.Path {
	if !h.in(string(p)) {
		return p
	}
	shown := p
	for at := p; at != ""; at = at.Parent() {
		if key := lastKey(at); known(key) == nil && h.in(key) {
			shown = at.Parent()
		}
	}
	return shown
}

// clean takes the hidden texts out of all that a finding says.
func (h hidden) clean(d *diag.Diagnostic) {
	d.Message, d.Hint, d.Path = h.cover(d.Message), h.cover(d.Hint), h.path(d.Path)
	for i := range d.Related {
		r := &d.Related[i]
		r.Message, r.Path = h.cover(r.Message), h.path(r.Path)
	}
	if d.Fix == nil {
		return
	}
	for _, e := range d.Fix.Edits {
		if h.in(e.Text) {
			d.Fix = nil
			return
		}
	}
	if title := h.cover(d.Fix.Title); title != d.Fix.Title {
		d.Fix = &diag.Fix{Title: title, Edits: d.Fix.Edits}
	}
}
