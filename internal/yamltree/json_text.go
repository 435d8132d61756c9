package yamltree

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// AppendJSONText appends s as a JSON string, spelt as encoding/json does without its escapes for HTML; bytes that are not
// UTF-8 become U+FFFD. A tame string has escapes for everything that does not print, too, so that a terminal shows it
// unharmed.
func AppendJSONText(dst []byte, s string, tame bool) []byte {
	dst = append(dst, '"')
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if ' ' <= c && c < '\x7f' && c != '"' && c != '\\' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if c == '\x7f' && !tame || size > 1 && r != '\u2028' && r != '\u2029' && (!tame || strconv.IsPrint(r)) {
			i += size
			continue
		}
		dst = appendJSONEscape(append(dst, s[done:i]...), r)
		i += size
		done = i
	}
	return append(append(dst, s[done:]...), '"')
}

func appendJSONEscape(dst []byte, r rune) []byte {
	const short = "\b\f\n\r\t"
	switch {
	case r == '"' || r == '\\':
		return append(dst, '\\', byte(r))
	case r < ' ':
		for i := range len(short) {
			if rune(short[i]) == r {
				return append(dst, '\\', "bfnrt"[i])
			}
		}
	}
	if high, low := utf16.EncodeRune(r); high != utf8.RuneError {
		return appendUTF16(appendUTF16(dst, high), low)
	}
	return appendUTF16(dst, r)
}

func appendUTF16(dst []byte, unit rune) []byte {
	const digits = "0123456789abcdef"
	return append(dst, '\\', 'u', digits[unit>>12&0xf], digits[unit>>8&0xf], digits[unit>>4&0xf], digits[unit&0xf])
}
