package yamltree

import "bytes"

// The parser ends lines at NEL, LS and PS too, which YAML 1.2 does not.
var wideBreaks = [...]string{"\u0085", "\u2028", "\u2029"}

func hasWideBreak(src []byte) bool {
	for _, b := range wideBreaks {
		if bytes.Contains(src, []byte(b)) {
			return true
		}
	}
	return false
}

// breakLen returns the length of the line break that src starts with, 0 if it starts with none.
func breakLen(src []byte) int {
	switch {
	case len(src) == 0:
		return 0
	case src[0] == '\n':
		return 1
	case src[0] == '\r':
		if len(src) > 1 && src[1] == '\n' {
			return 2
		}
		return 1
	case src[0] == 0xC2 && len(src) > 1 && src[1] == 0x85:
		return 2
	case src[0] == 0xE2 && len(src) > 2 && src[1] == 0x80 && (src[2] == 0xA8 || src[2] == 0xA9):
		return 3
	}
	return 0
}

// lineEnd returns the offset of the line break at or behind at, or the length of src.
func lineEnd(src []byte, at int) int {
	for at < len(src) && breakLen(src[at:]) == 0 {
		at++
	}
	return at
}

// nextLine returns the offset behind the line break at or behind at.
func nextLine(src []byte, at int) int {
	at = lineEnd(src, at)
	return at + breakLen(src[at:])
}

// endsInBreak tells whether src ends in a line break.
func endsInBreak(src []byte) bool {
	if n := len(src); n > 0 && (src[n-1] == '\n' || src[n-1] == '\r') {
		return true
	}
	for _, b := range wideBreaks {
		if bytes.HasSuffix(src, []byte(b)) {
			return true
		}
	}
	return false
}

// Editors end lines at LF, CRLF and CR alone. Positions count in their lines, and comments end with them.

// editorLineEnd returns the offset of the line end at or behind at, or the length of src.
func editorLineEnd(src []byte, at int) int {
	for at < len(src) && src[at] != '\n' && src[at] != '\r' {
		at++
	}
	return at
}

// nextEditorLine returns the offset behind the line end at or behind at.
func nextEditorLine(src []byte, at int) int {
	at = editorLineEnd(src, at)
	return at + breakLen(src[at:])
}
