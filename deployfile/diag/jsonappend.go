package diag

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// The findings of a file are written on every keystroke in a browser, so they are appended field by field instead of
// by reflection; a test holds the result against encoding/json.

func (d *Diagnostic) appendJSON(dst []byte) []byte {
	dst = appendField(dst, `{"severity":`, string(d.Severity))
	dst = appendField(dst, `,"code":`, string(d.Code))
	dst = appendField(dst, `,"path":`, string(d.Path))
	dst = appendRange(dst, `,"range":`, d.Range)
	dst = appendField(dst, `,"message":`, d.Message)
	dst = appendOptional(dst, `,"hint":`, d.Hint)
	dst = appendOptional(dst, `,"url":`, d.URL)
	if d.Fix != nil {
		dst = d.Fix.appendJSON(append(dst, `,"fix":`...))
	}
	dst = append(dst, `,"related":[`...)
	for i := range d.Related {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = d.Related[i].appendJSON(dst)
	}
	dst = append(dst, ']')
	dst = appendOptional(dst, `,"ignored":`, d.Ignored)
	if d.More != nil {
		dst = appendCounts(append(dst, `,"more":{`...), d.More.Counts)
		if d.More.Ignored != 0 {
			dst = appendInt(dst, `,"ignored":`, d.More.Ignored)
		}
		dst = append(dst, '}')
	}
	return append(dst, '}')
}

func (r *Related) appendJSON(dst []byte) []byte {
	dst = append(dst, '{')
	if r.Path != "" {
		dst = append(appendField(dst, `"path":`, string(r.Path)), ',')
	}
	if r.Range != nil {
		dst = append(appendRange(dst, `"range":`, r.Range), ',')
	}
	return append(appendField(dst, `"message":`, r.Message), '}')
}

func (f *Fix) appendJSON(dst []byte) []byte {
	dst = append(appendField(dst, `{"title":`, f.Title), `,"edits":[`...)
	for i, e := range f.Edits {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendInt(dst, `{"start":`, e.Start)
		dst = appendInt(dst, `,"end":`, e.End)
		dst = append(appendField(dst, `,"text":`, e.Text), '}')
	}
	return append(dst, `]}`...)
}

func appendRange(dst []byte, name string, r *Range) []byte {
	if r == nil {
		return dst
	}
	dst = append(dst, name...)
	dst = appendPosition(dst, `{"start":`, r.Start)
	dst = appendPosition(dst, `,"end":`, r.End)
	return append(dst, '}')
}

func appendPosition(dst []byte, name string, p Position) []byte {
	dst = append(dst, name...)
	dst = appendInt(dst, `{"line":`, p.Line)
	dst = appendInt(dst, `,"column":`, p.Column)
	dst = appendInt(dst, `,"offset":`, p.Offset)
	return append(dst, '}')
}

func appendCounts(dst []byte, c Counts) []byte {
	dst = appendInt(dst, `"error":`, c.Error)
	dst = appendInt(dst, `,"warning":`, c.Warning)
	return appendInt(dst, `,"info":`, c.Info)
}

func appendInt(dst []byte, name string, n int) []byte {
	return strconv.AppendInt(append(dst, name...), int64(n), 10)
}

func appendOptional(dst []byte, name, s string) []byte {
	if s == "" {
		return dst
	}
	return appendField(dst, name, s)
}

// appendField appends name, which brings its punctuation along, and s as a JSON string. HTML is not escaped; what does
// not print is, so that JSON on a terminal is harmless. Bytes that are not UTF-8 become U+FFFD.
func appendField(dst []byte, name, s string) []byte {
	dst = append(append(dst, name...), '"')
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if ' ' <= c && c < '\x7F' && c != '"' && c != '\\' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if size > 1 && strconv.IsPrint(r) {
			i += size
			continue
		}
		dst = appendEscape(append(dst, s[done:i]...), r)
		i += size
		done = i
	}
	return append(append(dst, s[done:]...), '"')
}

func appendEscape(dst []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(dst, '\\', byte(r))
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	if high, low := utf16.EncodeRune(r); high != utf8.RuneError {
		return appendUnit(appendUnit(dst, high), low)
	}
	return appendUnit(dst, r)
}

// appendUnit appends one UTF-16 code unit in hexadecimal.
func appendUnit(dst []byte, unit rune) []byte {
	const digits = "0123456789abcdef"
	return append(dst, '\\', 'u', digits[unit>>12&0xF], digits[unit>>8&0xF], digits[unit>>4&0xF], digits[unit&0xF])
}
