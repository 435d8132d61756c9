package yamltree

import (
	"bytes"
	"slices"
)

// remark is a comment and whether an empty line stands above it.
type remark struct {
	start, end int
	blank      bool
}

func (p part) remark() remark { return remark{start: p.start, end: p.end, blank: p.lines > 1} }

// setBehind makes c the comment on the line of the row; one that is there already moves above.
func (r *row) setBehind(c remark) {
	if r.behind.end > 0 {
		r.raise(r.behind)
	}
	c.blank = false
	r.behind = c
}

// raise puts a comment directly above the row.
func (r *row) raise(c remark) {
	c.blank, r.blank = c.blank || r.blank, false
	r.above = append(r.above, c)
}

// trail gives a comment to the row that ends on its line.
func trail(r *row, c remark) {
	for r.group != nil && r.group.column >= 0 {
		r = &r.group.rows[r.group.last]
	}
	r.setBehind(c)
}

// sinks are the blocks that end in a gap, from the outermost inwards. Of the comments there, each belongs to the
// innermost block that it is not indented less than, once the comments before it belong no further out.
type sinks struct {
	open  []*group
	least int // the column of what follows
}

func newSinks(r *row, least int) sinks {
	s := sinks{least: least}
	for r != nil && r.group != nil && r.group.column >= 0 {
		s.open = append(s.open, r.group)
		r = &r.group.rows[r.group.last]
	}
	return s
}

func (s *sinks) at(column int) *group {
	for column > s.least && len(s.open) > 0 {
		if g := s.open[len(s.open)-1]; g.column <= column {
			return g
		}
		s.open = s.open[:len(s.open)-1]
	}
	s.open = nil
	return nil
}

// blockComment reads the comment behind the header of a block scalar.
func (a *arranger) blockComment(r *row) {
	n, src := r.value, a.tree.Source
	if n.Kind != Scalar || !isBlockScalar(n) {
		return
	}
	at, end := headerEnd(src, n.Start), editorLineEnd(src, n.Start)
	if end >= n.End {
		return // it stands behind the value, which is empty
	}
	if i := bytes.IndexByte(src[at:end], '#'); i >= 0 {
		r.setBehind(remark{start: at + i, end: end})
	}
}

// splitTop gives the first key what is said of it, when it does not stay the first: the comments directly above it, if
// an empty line parts them from those of the file, such as its licence.
func (a *arranger) splitTop() {
	last := len(a.top) - 1
	if a.root.group == nil || last < 0 || a.top[last].kind != '#' {
		return
	}
	g := a.root.group
	moved := slices.IndexFunc(g.rows, func(r row) bool { return r.value.Start == g.first })
	if moved == 0 {
		return
	}
	from := last
	for from > 0 && a.top[from].kind == '#' && a.top[from].lines == 1 {
		from--
	}
	if !a.root.blank && len(a.root.props) == 0 && from > 0 && a.top[from].kind == '#' && a.top[from].lines > 1 && !a.hasModeline(from) {
		var above []remark
		for _, p := range a.top[from:] {
			above = append(above, p.remark())
		}
		g.rows[moved].above = append(above, g.rows[moved].above...)
		a.top = a.top[:from]
	}
	a.root.blank = true
}

// hasModeline tells whether one of the comments speaks to an editor, which may look at the top of the file alone.
func (a *arranger) hasModeline(from int) bool {
	return slices.ContainsFunc(a.top[from:], func(p part) bool {
		return bytes.Contains(a.tree.Source[p.start:p.end], []byte("yaml-language-server"))
	})
}
