package yamltree

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// transcode turns UTF-16 with a byte order mark into UTF-8. It returns the offset in src of what is no UTF-16, or -1.
func transcode(src []byte) (text []byte, bad int) {
	high := 0 // which byte of a unit is the higher one
	switch {
	case bytes.HasPrefix(src, []byte{0xFF, 0xFE}):
		high = 1
	case !bytes.HasPrefix(src, []byte{0xFE, 0xFF}):
		return src, -1
	}
	unit := func(i int) rune { return rune(src[i+high])<<8 | rune(src[i+1-high]) }
	text = make([]byte, 0, len(src))
	for i := 2; i < len(src); i += 2 {
		if i+1 == len(src) {
			return text, i
		}
		r := unit(i)
		if utf16.IsSurrogate(r) {
			low := rune(-1)
			if i+3 < len(src) {
				low = unit(i + 2)
			}
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
				return text, i
			}
			i += 2
		}
		text = utf8.AppendRune(text, r)
	}
	return text, -1
}

// badByte returns the offset of the first byte that no text may have: one that is not UTF-8, or a control character
// other than tab and line end. It returns -1 if there is none.
func badByte(src []byte) int {
	for i := 0; i < len(src); {
		b := src[i]
		if b < utf8.RuneSelf {
			if b < ' ' && b != '\n' && b != '\t' && b != '\r' {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size == 1 || r == 0xFFFE || r == 0xFFFF {
			return i
		}
		i += size
	}
	return -1
}

// decode makes sure that the source is text, and reports it if it is not.
func (p *parser) decode() bool {
	t := p.tree
	text, bad := transcode(t.Source)
	if bad >= 0 {
		p.report(Problem{
			Code:    "encoding-invalid",
			Message: "byte 0x" + hexByte(t.Source[bad]) + " at offset " + strconv.Itoa(bad) + " is not UTF-16",
			Hint:    "save the file as UTF-8",
		})
		t.Source = text
		return false
	}
	t.Source = text
	if bad = badByte(text); bad < 0 {
		return true
	}
	t.lines = lineStarts(text)
	p.starts = t.lines
	b := text[bad]
	message := "byte 0x" + hexByte(b) + " at offset " + strconv.Itoa(bad) + " on line " + strconv.Itoa(p.line(bad))
	if b < ' ' || utf8.FullRune(text[bad:]) && utf8.Valid(text[bad:min(bad+3, len(text))]) {
		message += " is a control character, which the file may not contain"
	} else {
		message += " is not UTF-8"
	}
	p.report(Problem{
		Code: "encoding-invalid", Start: bad, End: bad + 1, Message: message, Hint: "save the file as UTF-8 text",
	})
	return false
}

func hexByte(b byte) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[b>>4], digits[b&15]})
}
