package yamltree

import (
	"strings"
	"unicode/utf8"
)

// Quoted returns text as a scalar that reads back as this string whoever reads it: a JSON string, or in YAML the plain
// text if YAML 1.1 and YAML 1.2 both take it for the same string, else the JSON string again. What is not UTF-8 becomes
// U+FFFD. In YAML it may not fit between brackets.
func Quoted(text string, syntax Syntax) string {
	if syntax == JSON {
		return doubleQuoted(text)
	}
	return scalarText(text, false)
}

// scalarText is Quoted for YAML; with flow the result may stand between brackets.
func scalarText(text string, flow bool) string {
	if fitsPlain(text, flow) && !isTyped(text) {
		return text
	}
	return doubleQuoted(text)
}

func doubleQuoted(text string) string {
	var b strings.Builder
	b.Grow(len(text) + 2)
	b.WriteByte('"')
	writeEscaped(&b, text)
	b.WriteByte('"')
	return b.String()
}

func writeEscaped(b *strings.Builder, text string) {
	const hex = "0123456789abcdef"
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteByte(byte(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case isPrintable(r):
			b.WriteRune(r)
		default: // every rune that is not printable has at most four hexadecimal digits
			b.WriteString(`\u`)
			for shift := 12; shift >= 0; shift -= 4 {
				b.WriteByte(hex[r>>shift&15])
			}
		}
	}
}

// isPrintable tells whether r may stand in a text as it is and is no line break.
func isPrintable(r rune) bool {
	switch {
	case r < ' ', r >= 0x7F && r <= 0x9F, r == 0x2028, r == 0x2029, r == 0xFEFF, r == 0xFFFE, r == 0xFFFF:
		return false
	}
	return true
}

// fitsPlain tells whether text without quotes is read as a scalar of this text, whatever its type.
func fitsPlain(text string, flow bool) bool {
	if text == "" || strings.IndexByte("-?:,[]{}#&*!|>'\"%@` ", text[0]) >= 0 && !isSigned(text) {
		return false
	}
	if last := text[len(text)-1]; last == ' ' || last == ':' || strings.HasPrefix(text, "...") {
		return false
	}
	if !utf8.ValidString(text) || strings.Contains(text, ": ") || strings.Contains(text, " #") {
		return false
	}
	// The parser of the official CLI ends a plain scalar between brackets at some colons and question marks.
	if flow && strings.ContainsAny(text, ",[]{}:?") {
		return false
	}
	return isPrintableText(text)
}

// isSigned tells whether text starts with a minus and what may be a number behind it.
func isSigned(text string) bool {
	return len(text) > 1 && text[0] == '-' && (text[1] == '.' || isDigit(text[1]))
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
