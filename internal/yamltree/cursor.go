package yamltree

import "unicode/utf8"

// cursor turns the parser's positions, a line and a column in code points, into byte offsets. It remembers where it
// is: positions that come in the order of the text cost one walk over the text, however long its lines are.
type cursor struct {
	src       []byte
	starts    []int32
	ascii     bool
	line, col int
	off       int
}

// newCursor makes a cursor for src; starts are its lines as [lineStarts] gives them.
func newCursor(src []byte, starts []int32) *cursor {
	c := &cursor{src: src, starts: starts, ascii: isASCII(src[bomLen(src):]), line: 1, col: 1, off: int(starts[0])}
	if !c.ascii && hasWideBreak(src) {
		c.starts = parserLines(src)
	}
	return c
}

func (c *cursor) offset(line, col int) int {
	if line < 1 || line > len(c.starts) {
		return len(c.src)
	}
	if c.ascii {
		return min(int(c.starts[line-1])+max(col, 1)-1, len(c.src))
	}
	if line != c.line {
		c.line, c.col, c.off = line, 1, int(c.starts[line-1])
	}
	for c.col > col && c.col > 1 {
		_, size := utf8.DecodeLastRune(c.src[:c.off])
		c.off -= size
		c.col--
	}
	for c.col < col && c.off < len(c.src) {
		size := 1
		if c.src[c.off] >= utf8.RuneSelf {
			_, size = utf8.DecodeRune(c.src[c.off:])
		}
		c.off += size
		c.col++
	}
	return c.off
}

func isASCII(src []byte) bool {
	for _, b := range src {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// parserLines is lineStarts with the line ends of the parser.
func parserLines(src []byte) []int32 {
	starts := []int32{int32(bomLen(src))}
	for i := int(starts[0]); i < len(src); {
		size := breakLen(src[i:])
		if size == 0 {
			i++
			continue
		}
		i += size
		starts = append(starts, int32(i))
	}
	return starts
}
