package bridge

import (
	"strconv"
	"unicode/utf8"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/schema"
)

// Answers are appended member by member: reflection would cost the binary more than the members do.

// appendMember begins a member behind others.
func appendMember(dst []byte, name string) []byte {
	return append(append(append(dst, ',', '"'), name...), '"', ':')
}

func appendInt(dst []byte, n int) []byte { return strconv.AppendInt(dst, int64(n), 10) }

// appendText appends a text as a JSON string. A surrogate without its partner, which is what JavaScript makes strings
// of and UTF-8 forbids, is written as the escape that stands for it, so that the string comes back as it was. Any other
// byte that is not UTF-8 becomes U+FFFD; see [exact].
func appendText[T ~string | ~[]byte](dst []byte, s T) []byte {
	dst = append(dst, '"')
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if ' ' <= c && c < utf8.RuneSelf && c != '"' && c != '\\' && c != 0x7F {
			i++
			continue
		}
		unit, size := decode(s[i:])
		if size > 1 && unit < 0 {
			i += size
			continue
		}
		dst = append(dst, s[done:i]...)
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		default:
			const digits = "0123456789abcdef"
			dst = append(dst, '\\', 'u', digits[unit>>12&0xF], digits[unit>>8&0xF], digits[unit>>4&0xF], digits[unit&0xF])
		}
		i += size
		done = i
	}
	return append(append(dst, s[done:]...), '"')
}

// decode reads what s begins with, which is not empty. The unit is what to write as an escape, -1 for a character that
// can stand as it is.
func decode[T ~string | ~[]byte](s T) (unit, size int) {
	if s[0] < utf8.RuneSelf {
		return int(s[0]), 1
	}
	if surrogate(s) {
		return 0xD000 | int(s[1]&0x3F)<<6 | int(s[2]&0x3F), 3
	}
	var head [utf8.UTFMax]byte
	r, size := utf8.DecodeRune(head[:copy(head[:], s)])
	switch {
	case r == utf8.RuneError && size == 1:
		return utf8.RuneError, 1
	case r == '\u2028' || r == '\u2029': // ends a line for some readers
		return int(r), size
	}
	return -1, size
}

// surrogate reports whether s begins with half of a pair of UTF-16, encoded as if it were a character.
func surrogate[T ~string | ~[]byte](s T) bool {
	return len(s) >= 3 && s[0] == 0xED && s[1]&0xE0 == 0xA0 && s[2]&0xC0 == 0x80
}

// exact reports whether [appendText] loses nothing of the text.
func exact(text []byte) bool {
	if utf8.Valid(text) {
		return true
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			if !surrogate(text[i:]) {
				return false
			}
			size = 3
		}
		i += size
	}
	return true
}

// appendDocument appends a text that may be missing.
func appendDocument(dst, text []byte) []byte {
	if text == nil {
		return append(dst, "null"...)
	}
	return appendText(dst, text)
}

func appendEdit(dst []byte, e diag.Edit) []byte {
	dst = appendInt(append(dst, `{"start":`...), e.Start)
	dst = appendInt(append(dst, `,"end":`...), e.End)
	return append(appendText(append(dst, `,"text":`...), e.Text), '}')
}

func appendEdits(dst []byte, edits []diag.Edit) []byte {
	return appendList(dst, edits, appendEdit)
}

func appendRange(dst []byte, r diag.Range) []byte {
	dst = appendPosition(append(dst, `{"start":`...), r.Start)
	return append(appendPosition(append(dst, `,"end":`...), r.End), '}')
}

func appendPosition(dst []byte, p diag.Position) []byte {
	dst = appendInt(append(dst, `{"line":`...), p.Line)
	dst = appendInt(append(dst, `,"column":`...), p.Column)
	return append(appendInt(append(dst, `,"offset":`...), p.Offset), '}')
}

func appendList[T any](dst []byte, list []T, appendOne func([]byte, T) []byte) []byte {
	dst = append(dst, '[')
	for i := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendOne(dst, list[i])
	}
	return append(dst, ']')
}

func appendCompletion(dst []byte, c schema.Completion) []byte {
	dst = appendText(append(dst, `{"label":`...), c.Label)
	dst = appendText(appendMember(dst, "kind"), c.Kind)
	if c.Detail != "" {
		dst = appendText(appendMember(dst, "detail"), c.Detail)
	}
	if c.Documentation != "" {
		dst = appendText(appendMember(dst, "documentation"), c.Documentation)
	}
	if c.Required {
		dst = append(appendMember(dst, "required"), "true"...)
	}
	dst = appendText(appendMember(dst, "insert"), c.Insert)
	if c.Placeholders {
		dst = append(appendMember(dst, "placeholders"), "true"...)
	}
	dst = appendEdit(appendMember(dst, "edit"), c.Edit)
	if len(c.Also) > 0 {
		dst = appendEdits(appendMember(dst, "also"), c.Also)
	}
	return append(dst, '}')
}
