package yamltree

// part is something that stands between two scalars: a comment (#), an anchor or a tag (&), a directive (%), a marker
// of the document (. for both kinds), or an indicator.
type part struct {
	kind       byte
	start, end int
	lines      int // line ends between this and what stands before
}

// gapParts calls yield for what stands in [from, to), and returns the line ends behind the last of it. It returns -1
// when there is something that belongs to no gap.
func (t *Tree) gapParts(from, to int, yield func(part)) (lines int) {
	src := t.Source
	for i := from; i < to; {
		p := part{kind: src[i], start: i, end: i + 1, lines: lines}
		switch c := src[i]; {
		case isBlank(c):
			i++
			continue
		case c == '\n' || c == '\r':
			lines++
			i += breakLen(src[i:])
			continue
		case c == '#':
			p.end = editorLineEnd(src, i)
		case c == '&':
			p.end = tokenEnd(src, i)
		case c == '!':
			p.kind, p.end = '&', skipTag(src, i)
		case c == '%' && t.startsLine(i):
			p.end = editorLineEnd(src, i)
		case t.isMarkerLine(i):
			p.kind, p.end = '.', i+3
		case c == '-' || c == '?' || c == ':' || isFlowIndicator(c):
		default:
			return -1
		}
		if p.end > to {
			return -1
		}
		lines, i = 0, p.end
		yield(p)
	}
	return lines
}

func (t *Tree) startsLine(at int) bool {
	return at == bomLen(t.Source) || t.Source[at-1] == '\n' || t.Source[at-1] == '\r'
}

func (t *Tree) isMarkerLine(at int) bool {
	if !t.startsLine(at) || at+3 > len(t.Source) || at+3 < len(t.Source) && !isSpaceByte(t.Source[at+3]) {
		return false
	}
	m := string(t.Source[at : at+3])
	return m == "---" || m == "..."
}

// columnOf returns how many bytes of its line stand before an offset.
func (t *Tree) columnOf(at int) int { return at - int(t.starts()[t.Line(at)-1]) }

// leadOfLine returns how far the line of an offset is indented; a tab counts as four blanks.
func (t *Tree) leadOfLine(at int) int {
	width := 0
	for i := int(t.starts()[t.Line(at)-1]); i < len(t.Source) && isBlank(t.Source[i]); i++ {
		width++
		if t.Source[i] == '\t' {
			width += len(indentation) - 1
		}
	}
	return width
}
