package diag

import (
	"slices"
	"sort"
	"unicode/utf8"
)

const (
	minWindow = 20    // columns of source that an excerpt shows at least
	tabWidth  = 4     // columns of every tab, wherever it stands
	dots      = "•••" // shown for a redacted part, however long it is
	dotsWidth = 3

	byteOrderMark = '\uFEFF'
)

// source is text to show excerpts of. It is read only around the place of a finding, so that the cost of an excerpt
// does not grow with the length of its line.
type source struct {
	text   []byte
	hidden []Span // sorted, apart, inside text, none across a line end

	left, right side // reused from excerpt to excerpt
}

func newSource(text []byte, redact []Span) source {
	s := source{text: text}
	if text == nil {
		return s
	}
	spans := slices.Clone(redact)
	sort.SliceStable(spans, func(i, j int) bool { return spans[i].Start < spans[j].Start })
	done := 0 // everything before is treated
	for _, span := range spans {
		at, end := max(span.Start, done), min(span.End, len(text))
		for start := at; at < end; at++ {
			last := at+1 == end
			if lineEnd(text[at]) {
				s.hide(start, at)
				start = at + 1
			} else if last {
				s.hide(start, end)
			}
		}
		done = max(done, end)
	}
	return s
}

// hide adds a span behind all others, joining it to the last one when they touch.
func (s *source) hide(start, end int) {
	if start >= end {
		return
	}
	if n := len(s.hidden); n > 0 && s.hidden[n-1].End == start {
		s.hidden[n-1].End = end
		return
	}
	s.hidden = append(s.hidden, Span{start, end})
}

func lineEnd(b byte) bool { return b == '\n' || b == '\r' }

// cell is a piece of a line that is shown or cut as a whole.
type cell struct {
	start, end int // bytes
	char       rune
	width      int
	redacted   bool
}

// cellAfter returns the cell that holds the byte at offset; there is none at the end of the line.
func (s *source) cellAfter(offset int) (cell, bool) {
	if offset >= len(s.text) || lineEnd(s.text[offset]) {
		return cell{}, false
	}
	if c, ok := s.redacted(offset); ok {
		return c, true
	}
	r, size := utf8.DecodeRune(s.text[offset:])
	return newCell(r, offset, offset+size), true
}

// cellBefore returns the cell that ends at offset; there is none at the start of the line.
func (s *source) cellBefore(offset int) (cell, bool) {
	if offset <= 0 || lineEnd(s.text[offset-1]) {
		return cell{}, false
	}
	if c, ok := s.redacted(offset - 1); ok {
		return c, true
	}
	r, size := utf8.DecodeLastRune(s.text[:offset])
	return newCell(r, offset-size, offset), true
}

func newCell(r rune, start, end int) cell {
	c := cell{start: start, end: end, char: r}
	switch {
	case r == '\t':
		c.width = tabWidth
	case r == byteOrderMark && start == 0: // not part of the text
	default:
		c.char = visible(r)
		c.width = runeWidth(c.char)
	}
	return c
}

// redacted returns the redacted cell around offset, if there is one.
func (s *source) redacted(offset int) (cell, bool) {
	i := sort.Search(len(s.hidden), func(i int) bool { return s.hidden[i].End > offset })
	if i == len(s.hidden) || s.hidden[i].Start > offset {
		return cell{}, false
	}
	return cell{start: s.hidden[i].Start, end: s.hidden[i].End, width: dotsWidth, redacted: true}, true
}

func (c cell) append(dst []byte) []byte {
	switch {
	case c.redacted:
		return append(dst, dots...)
	case c.char == '\t':
		return append(dst, "    "[:tabWidth]...)
	case c.char == byteOrderMark:
		return dst
	default:
		return utf8.AppendRune(dst, c.char)
	}
}

// window is the visible part of one line.
type window struct {
	text   []byte
	before int // columns in front of the marked part
	marked int // columns of the marked part, at least 1
}

// window returns what fits into so many columns of the line on which r starts. There is none when r is outside of the
// text or the line is empty.
func (s *source) window(r *Range, columns int) (window, bool) {
	at := r.Start.Offset
	if at < 0 || at > len(s.text) {
		return window{}, false
	}
	columns = max(columns, minWindow)
	at = s.align(at)
	s.left.collect(columns, at, s.cellBefore, func(c cell) int { return c.start })
	s.right.collect(columns, at, s.cellAfter, func(c cell) int { return c.end })
	if len(s.left.cells)+len(s.right.cells) == 0 {
		return window{}, false
	}
	fit(&s.left, &s.right, columns)
	return draw(s.left, s.right, r.End.Offset), true
}

// align moves an offset to the start of the cell that it is in.
func (s *source) align(at int) int {
	if 0 < at && at < len(s.text) && s.text[at] == '\n' && s.text[at-1] == '\r' {
		at-- // between the two halves of a line end
	}
	if c, ok := s.redacted(at); ok {
		return c.start
	}
	for back := 1; back < utf8.UTFMax && back <= at && at < len(s.text) && !utf8.RuneStart(s.text[at]); back++ {
		if utf8.RuneStart(s.text[at-back]) {
			if _, size := utf8.DecodeRune(s.text[at-back:]); size > back {
				return at - back
			}
			break
		}
	}
	return at
}

// side holds the cells on one side of the place of a finding, the nearest first.
type side struct {
	cells []cell
	width int
	cut   bool // the line goes on
}

// collect walks away from offset until the line ends or enough is known to fill the columns. Marks without width are
// bounded too: a line may consist of nothing else.
func (s *side) collect(columns, offset int, next func(int) (cell, bool), beyond func(cell) int) {
	*s = side{cells: s.cells[:0]}
	for {
		c, ok := next(offset)
		if !ok {
			return
		}
		if s.width+c.width > columns || len(s.cells) >= 4*columns {
			s.cut = true
			return
		}
		s.cells = append(s.cells, c)
		s.width += c.width
		offset = beyond(c)
	}
}

// fit cuts both sides so that together, with an ellipsis where something is missing, they fill the columns. A third is
// kept for what stands before, and either side may use what the other leaves.
func fit(left, right *side, columns int) {
	if !left.cut && !right.cut && left.width+right.width <= columns {
		return
	}
	before := min(left.width, columns/3)
	after := min(right.width, columns-before)
	before = min(left.width, columns-after)
	left.trim(before)
	right.trim(after)
	if left.cut {
		left.trim(before - 1)
	}
	if right.cut {
		right.trim(after - 1)
	}
}

func (s *side) trim(columns int) {
	for n := len(s.cells); s.width > max(columns, 0); n-- {
		s.width -= s.cells[n-1].width
		s.cells = s.cells[:n-1]
		s.cut = true
	}
}

func draw(left, right side, end int) window {
	w := window{before: left.width}
	if left.cut {
		w.text = append(w.text, "…"...)
		w.before++
	}
	for _, c := range slices.Backward(left.cells) {
		w.text = c.append(w.text)
	}
	for _, c := range right.cells {
		w.text = c.append(w.text)
		if c.start < end {
			w.marked += c.width
		}
	}
	if right.cut {
		w.text = append(w.text, "…"...)
	}
	w.marked = max(w.marked, 1)
	return w
}
