package yamltree

import (
	"bytes"
	"slices"
)

// sheet is the text that Layout writes. Lines are ended when the next one starts.
type sheet struct {
	tree  *Tree
	forms []string // see arranger.encoded
	eol   string
	out   []byte

	lead  int  // indentation of the current line
	fresh bool // a block starts: no empty line here
	kept  bool // a scalar ends here that empty lines would belong to
	blank bool // an empty line is due
}

func (s *sheet) document(a *arranger) {
	s.parts(a.top)
	s.fresh = len(a.top) == 0
	s.blank = a.root.blank && !s.fresh
	s.root(&a.root, len(a.top) > 0 && a.top[len(a.top)-1].kind == '.')
	s.fresh = false
	s.parts(a.bottom)
	s.out = append(s.out, s.eol...)
}

// parts writes what stands before or behind the root, a line each.
func (s *sheet) parts(all []part) {
	for _, p := range all {
		if p.kind == '#' && p.lines == 0 && len(s.out) > 0 {
			s.comment(remark{start: p.start, end: p.end})
			continue
		}
		s.start(0, p.lines > 1)
		s.out = append(s.out, bytes.TrimRight(s.tree.Source[p.start:p.end], " \t")...)
	}
}

// root writes the root; behind a marker, its anchor and tag stay on that line.
func (s *sheet) root(r *row, marked bool) {
	if len(r.props) > 0 {
		if marked && r.props[0].lines == 0 {
			s.out = append(s.out, ' ')
		} else {
			s.start(0, false)
		}
		s.marks(r.props)
	}
	for _, c := range r.above {
		s.start(0, c.blank)
		s.text(c)
	}
	if r.group == nil {
		s.start(0, false)
		s.value(r, 0, len(indentation))
	}
	if r.behind.end > 0 {
		if r.group != nil {
			s.start(0, false)
			s.text(r.behind)
		} else {
			s.comment(r.behind)
		}
	}
	if r.group != nil {
		s.group(r.group, 0, false)
	}
}

// start begins a line, behind an empty one where that is wanted and possible.
func (s *sheet) start(indent int, blank bool) {
	if len(s.out) > 0 {
		s.out = append(s.out, s.eol...)
		if (blank || s.blank) && !s.fresh && !s.kept {
			s.out = append(s.out, s.eol...)
		}
	}
	s.fresh, s.kept, s.blank = false, false, false
	s.lead = indent
	s.spaces(indent)
}

func (s *sheet) spaces(n int) {
	for range n {
		s.out = append(s.out, ' ')
	}
}

func (s *sheet) text(c remark) {
	s.out = append(s.out, bytes.TrimRight(s.tree.Source[c.start:c.end], " \t")...)
}

// comment writes a comment behind what stands on the line.
func (s *sheet) comment(c remark) {
	s.out = append(s.out, ' ')
	s.text(c)
}

// marks writes anchors and tags.
func (s *sheet) marks(all []part) {
	for i, p := range all {
		if i > 0 {
			s.out = append(s.out, ' ')
		}
		s.out = append(s.out, s.tree.Source[p.start:p.end]...)
	}
}

// group writes a collection whose entries stand in a column; inline, the first one goes on in the current line.
func (s *sheet) group(g *group, indent int, inline bool) {
	for i := range g.rows {
		if len(s.out) > MaxBytes {
			return
		}
		s.row(&g.rows[i], indent, g.list, inline && i == 0)
	}
	for _, c := range g.below {
		s.start(indent, c.blank)
		s.text(c)
	}
}

func (s *sheet) row(r *row, indent int, list, inline bool) {
	if !inline {
		notes := r.notes(list)
		for _, c := range notes {
			s.start(indent, c.blank)
			s.text(c)
		}
		s.start(indent, r.blank && len(notes) == len(r.above))
	}
	child := nextIndent(indent)
	if list {
		s.out = append(s.out, '-')
		child = indent + 2
	} else {
		s.key(r)
	}
	if len(r.props) > 0 {
		s.out = append(s.out, ' ')
		s.marks(r.props)
	}
	switch {
	case r.group == nil:
		s.value(r, indent, child)
	case r.opens(list):
		s.out = append(s.out, ' ')
		s.group(r.group, child, true)
		return
	}
	if r.behind.end > 0 && (r.group != nil || !isBlockScalar(r.value)) {
		s.comment(r.behind)
	}
	if r.group != nil {
		s.fresh = true
		s.group(r.group, child, false)
	}
}

// nextIndent returns where stands what is inside an entry at this column. The keys of a list item stand between two
// levels.
func nextIndent(column int) int { return (column/len(indentation) + 1) * len(indentation) }

// opens tells whether the row is the dash of a collection that starts on its line.
func (r *row) opens(list bool) bool { return list && r.group != nil && len(r.props) == 0 }

// notes returns the comments above a row, with those of the rows that start on its line.
func (r *row) notes(list bool) []remark {
	notes := r.above
	blank := r.blank
	for r.opens(list) {
		if r.behind.end > 0 {
			notes = append(slices.Clip(notes), remark{start: r.behind.start, end: r.behind.end, blank: blank})
			blank = false
		}
		inner := &r.group.rows[0]
		for _, c := range inner.above {
			notes = append(slices.Clip(notes), remark{start: c.start, end: c.end, blank: c.blank || blank})
			blank = false
		}
		list, r = r.group.list, inner
	}
	return notes
}

func (s *sheet) key(r *row) {
	if len(r.marks) > 0 {
		s.marks(r.marks)
		s.out = append(s.out, ' ')
	}
	if r.bare {
		s.out = append(s.out, r.key.Text...)
	} else {
		s.out = append(s.out, s.tree.Source[r.key.Start:r.key.End]...)
	}
	if r.key.Alias {
		s.out = append(s.out, ' ') // a colon may be part of the name
	}
	s.out = append(s.out, ':')
}

// value writes what is no group. Lines behind the first stand in column child.
func (s *sheet) value(r *row, indent, child int) {
	n := r.value
	if !n.Alias && n.Kind == Scalar && isBlockScalar(n) {
		s.blockScalar(r, indent, child)
		return
	}
	raw := s.tree.Source[n.Start:n.End]
	if len(s.out) > 0 && (len(raw) > 0 || n.Kind == Null) && s.out[len(s.out)-1] != '\n' {
		s.out = append(s.out, ' ')
	}
	switch {
	case n.Alias:
		s.out = append(s.out, raw...)
	case n.Kind == Null:
		s.out = append(s.out, "null"...)
	case r.empty && n.Kind == Mapping:
		s.out = append(s.out, "{}"...)
	case r.empty:
		s.out = append(s.out, "[]"...)
	case n.Kind != Scalar:
		s.flow(n, raw, indent)
	case r.form > 0 && s.forms[r.form-1] != "":
		s.out = append(s.out, s.forms[r.form-1]...)
	case !s.tree.hasBreak(n):
		s.out = append(s.out, raw...)
	case r.form > 0:
		s.out = append(s.out, doubleQuoted(n.Text)...)
	default:
		s.lines(raw, func(int) int { return child })
	}
}

// flow writes a collection in brackets as it stands, its lines moved by as much as the first one, but not to the left of
// the entry, where the parser wants none of them.
func (s *sheet) flow(n *Node, raw []byte, indent int) {
	moved := s.lead - s.tree.leadOfLine(n.Start)
	s.lines(raw, func(width int) int { return max(width+moved, indent) })
}

// lines writes text of several lines, whose indentation means nothing.
func (s *sheet) lines(raw []byte, column func(width int) int) {
	for first := true; ; first = false {
		end := editorLineEnd(raw, 0)
		line := raw[:end]
		if !first {
			width := 0
			for len(line) > 0 && isBlank(line[0]) {
				width++
				if line[0] == '\t' {
					width += len(indentation) - 1
				}
				line = line[1:]
			}
			s.out = append(s.out, s.eol...)
			if len(line) > 0 {
				s.spaces(column(width))
			}
		}
		s.out = append(s.out, line...)
		if end == len(raw) {
			return
		}
		raw = raw[end+breakLen(raw[end:]):]
	}
}
