package diag

import (
	"strconv"
	"unicode"
	"unicode/utf8"
)

const (
	maxQuoted = 60 // runes of a value that a message repeats

	zeroWidthNonJoiner = '\u200C'
	zeroWidthJoiner    = '\u200D'
)

// Quote returns s in quotes as %q does, so that no byte of it can disturb a terminal or a log. Of a long value it shows
// the first 60 characters and then an ellipsis.
func Quote(s string) string {
	runes := 0
	for i := range s {
		if runes == maxQuoted {
			return strconv.Quote(s[:i]) + "…"
		}
		runes++
	}
	return strconv.Quote(s)
}

// visible returns r or, for a character that would act on the terminal, a picture of it: controls, marks that turn the
// direction of writing, characters without any extent.
func visible(r rune) rune {
	switch {
	case r < ' ':
		return '␀' + r
	case r < '\x7F':
		return r
	case r == '\x7F':
		return '␡'
	case r == zeroWidthJoiner, r == zeroWidthNonJoiner: // scripts and emoji need them
		return r
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
		return utf8.RuneError
	}
	return r
}

// appendVisible appends s as one line of harmless text.
func appendVisible(dst []byte, s string) []byte {
	for _, r := range s {
		dst = utf8.AppendRune(dst, visible(r))
	}
	return dst
}

// displayWidth returns how many columns of a terminal s takes up after [appendVisible].
func displayWidth(s string) int {
	width := 0
	for _, r := range s {
		width += runeWidth(visible(r))
	}
	return width
}

// runeWidth returns how many columns a terminal gives to r: none to marks that join the character before them, two to
// East Asian wide characters and emoji.
func runeWidth(r rune) int {
	switch {
	case r < '\u0300':
		return 1
	case r == zeroWidthJoiner, r == zeroWidthNonJoiner, '\u1160' <= r && r <= '\u11FF', unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case unicode.Is(wide, r):
		return 2
	default:
		return 1
	}
}

// wide holds the characters that Unicode calls wide or full-width, which is where emoji are.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x115F, 1}, {0x231A, 0x231B, 1}, {0x2329, 0x232A, 1}, {0x23E9, 0x23EC, 1}, {0x23F0, 0x23F3, 3},
		{0x25FD, 0x25FE, 1}, {0x2614, 0x2615, 1}, {0x2630, 0x2637, 1}, {0x2648, 0x2653, 1}, {0x267F, 0x2693, 20},
		{0x26A1, 0x26AA, 9}, {0x26AB, 0x26BD, 18}, {0x26BE, 0x26C4, 6}, {0x26C5, 0x26CE, 9}, {0x26D4, 0x26EA, 22},
		{0x26F2, 0x26F3, 1}, {0x26F5, 0x26FA, 5}, {0x26FD, 0x2705, 8}, {0x270A, 0x270B, 1}, {0x2728, 0x274C, 36},
		{0x274E, 0x2753, 5}, {0x2754, 0x2755, 1}, {0x2757, 0x2795, 62}, {0x2796, 0x2797, 1}, {0x27B0, 0x27BF, 15},
		{0x2B1B, 0x2B1C, 1}, {0x2B50, 0x2B55, 5}, {0x2E80, 0x303E, 1}, {0x3041, 0xA4CF, 1}, {0xA960, 0xA97F, 1},
		{0xAC00, 0xD7A3, 1}, {0xF900, 0xFAFF, 1}, {0xFE10, 0xFE19, 1}, {0xFE30, 0xFE6F, 1}, {0xFF01, 0xFF60, 1},
		{0xFFE0, 0xFFE6, 1},
	},
	R32: []unicode.Range32{
		{0x16FE0, 0x18DFF, 1}, {0x1AFF0, 0x1B2FF, 1}, {0x1D300, 0x1D376, 1}, {0x1F004, 0x1F0CF, 203},
		{0x1F18E, 0x1F191, 3}, {0x1F192, 0x1F19A, 1}, {0x1F200, 0x1F320, 1}, {0x1F32D, 0x1F335, 1},
		{0x1F337, 0x1F37C, 1}, {0x1F37E, 0x1F393, 1}, {0x1F3A0, 0x1F3CA, 1}, {0x1F3CF, 0x1F3D3, 1},
		{0x1F3E0, 0x1F3F0, 1}, {0x1F3F4, 0x1F3F8, 4}, {0x1F3F9, 0x1F43E, 1}, {0x1F440, 0x1F442, 2},
		{0x1F443, 0x1F4FC, 1}, {0x1F4FF, 0x1F53D, 1}, {0x1F54B, 0x1F54E, 1}, {0x1F550, 0x1F567, 1},
		{0x1F57A, 0x1F595, 27}, {0x1F596, 0x1F5A4, 14}, {0x1F5FB, 0x1F64F, 1}, {0x1F680, 0x1F6C5, 1},
		{0x1F6CC, 0x1F6D0, 4}, {0x1F6D1, 0x1F6D2, 1}, {0x1F6D5, 0x1F6D7, 1}, {0x1F6DC, 0x1F6DF, 1},
		{0x1F6EB, 0x1F6EC, 1}, {0x1F6F4, 0x1F6FC, 1}, {0x1F7E0, 0x1F7EB, 1}, {0x1F7F0, 0x1F7F0, 1},
		{0x1F90C, 0x1F93A, 1}, {0x1F93C, 0x1F945, 1}, {0x1F947, 0x1F9FF, 1}, {0x1FA70, 0x1FAFF, 1},
		{0x20000, 0x2FFFD, 1}, {0x30000, 0x3FFFD, 1},
	},
}
