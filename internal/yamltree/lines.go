package yamltree

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

const byteOrderMark = "\xef\xbb\xbf"

func bomLen(src []byte) int {
	if bytes.HasPrefix(src, []byte(byteOrderMark)) {
		return len(byteOrderMark)
	}
	return 0
}

// lineStarts returns the offset of the first byte of each line, a line being ended by LF, CRLF or CR. The first line
// starts behind a byte order mark.
func lineStarts(src []byte) []int32 {
	starts := make([]int32, 1, bytes.Count(src, []byte{'\n'})+2)
	starts[0] = int32(bomLen(src))
	if bytes.IndexByte(src, '\r') < 0 {
		for at := 0; ; {
			i := bytes.IndexByte(src[at:], '\n')
			if i < 0 {
				return starts
			}
			at += i + 1
			starts = append(starts, int32(at))
		}
	}
	for i := range src {
		if src[i] == '\n' || src[i] == '\r' && (i+1 == len(src) || src[i+1] != '\n') {
			starts = append(starts, int32(i+1))
		}
	}
	return starts
}

// Position returns the line and the column of an offset as editors count them: both from 1, lines ended by LF, CRLF
// or CR, columns in UTF-16 code units. An offset outside the source counts as the nearest one inside, and one inside a
// character as its start.
func (t *Tree) Position(offset int) (line, column int) {
	starts := t.starts()
	offset = min(max(offset, int(starts[0])), len(t.Source))
	offset = t.runeStart(offset, int(starts[0]))
	n := lineNumber(starts, offset)
	column = 1
	for rest := t.Source[starts[n-1]:offset]; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r > 0xFFFF {
			column++
		}
		column++
		rest = rest[size:]
	}
	return n, column
}

// runeStart returns where the character begins that offset is inside of. A byte that belongs to none counts as one of
// its own.
func (t *Tree) runeStart(offset, least int) int {
	for at := offset - 1; at >= max(least, offset-utf8.UTFMax+1) && offset < len(t.Source); at-- {
		if _, size := utf8.DecodeRune(t.Source[at:]); at+size > offset {
			return at
		}
	}
	return offset
}

// Line returns the line of an offset, from 1. It costs less than [Tree.Position] in long lines.
func (t *Tree) Line(offset int) int {
	return lineNumber(t.starts(), offset)
}

// starts returns the lines of the source, which a text that was refused for its length does not have yet.
func (t *Tree) starts() []int32 {
	if t.lines == nil {
		return lineStarts(t.Source)
	}
	return t.lines
}

// lineNumber returns the line of an offset, from 1.
func lineNumber(starts []int32, offset int) int {
	return max(sort.Search(len(starts), func(i int) bool { return int(starts[i]) > offset }), 1)
}
