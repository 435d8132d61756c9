package deployfile

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// string reads a text in quotes.
func (c *jsonCursor) string() (string, error) {
	if c.peek() != '"' {
		return "", c.expected("a text in quotes")
	}
	start := c.at + 1
	var out []byte // nil as long as nothing is escaped
	done := start
	for i := start; i < len(c.text); {
		switch b := c.text[i]; {
		case b == '"':
			c.at = i + 1
			if out == nil {
				return c.text[start:i], nil
			}
			return string(append(out, c.text[done:i]...)), nil
		case b < ' ':
			c.at = i
			return "", fault("a control character at byte %d is not escaped", i+1)
		case b == '\\':
			r, size := unescape(c.text[i:])
			if size == 0 {
				c.at = i
				return "", fault("an escape at byte %d stands for no character", i+1)
			}
			out = utf8.AppendRune(append(out, c.text[done:i]...), r)
			i += size
			done = i
		default:
			i++
		}
	}
	return "", fault("a text that starts at byte %d does not end", start)
}

// unescape reads the escape that s starts with. A size of 0 says that there is none.
func unescape(s string) (r rune, size int) {
	if len(s) < 2 {
		return 0, 0
	}
	if s[1] != 'u' {
		if i := strings.IndexByte(`"\/bfnrt`, s[1]); i >= 0 {
			return rune("\"\\/\b\f\n\r\t"[i]), 2
		}
		return 0, 0
	}
	r, ok := utf16Unit(s)
	switch {
	case !ok:
		return 0, 0
	case !utf16.IsSurrogate(r):
		return r, 6
	}
	low, ok := utf16Unit(s[6:])
	if r = utf16.DecodeRune(r, low); !ok || r == utf8.RuneError {
		return 0, 0
	}
	return r, 12
}

// utf16Unit reads \u and four digits.
func utf16Unit(s string) (rune, bool) {
	if len(s) < 6 || s[:2] != `\u` {
		return 0, false
	}
	var r rune
	for i := 2; i < 6; i++ {
		d := strings.IndexByte("0123456789abcdef", s[i]|0x20)
		if d < 0 || s[i] < '0' {
			return 0, false
		}
		r = r<<4 | rune(d)
	}
	return r, true
}

// number reads a number and returns its text.
func (c *jsonCursor) number() (string, error) {
	c.peek()
	rest := c.text[c.at:]
	n := 0
	if strings.HasPrefix(rest, "-") {
		n++
	}
	whole := runOf(rest[n:], asciiDigit)
	if whole == 0 || whole > 1 && rest[n] == '0' {
		return "", c.expected("a number")
	}
	n += whole
	if strings.HasPrefix(rest[n:], ".") {
		digits := runOf(rest[n+1:], asciiDigit)
		if digits == 0 {
			return "", c.expected("a number")
		}
		n += 1 + digits
	}
	if n < len(rest) && rest[n]|0x20 == 'e' {
		n++
		if n < len(rest) && (rest[n] == '+' || rest[n] == '-') {
			n++
		}
		digits := runOf(rest[n:], asciiDigit)
		if digits == 0 {
			return "", c.expected("a number")
		}
		n += digits
	}
	c.at += n
	return rest[:n], nil
}

// word reads the literal and reports whether it stood there.
func (c *jsonCursor) word(literal string) bool {
	c.peek()
	if !strings.HasPrefix(c.text[c.at:], literal) {
		return false
	}
	c.at += len(literal)
	return true
}
