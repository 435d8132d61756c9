package yamltree

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// isWord tells whether b may stand in a number, a literal or a key without quotes.
func isWord(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' ||
		b == '_' || b == '-' || b == '$' || b >= utf8.RuneSelf
}

func (r *jsonReader) wordEnd() int {
	end := r.at
	for end < len(r.src) && (isWord(r.src[end]) || r.src[end] == '.' || r.src[end] == '+') {
		end++
	}
	return end
}

// word reads a number, true, false or null. Any other word is reported and taken as it is.
func (r *jsonReader) word(node *Node) {
	node.End = r.wordEnd()
	node.Kind, node.Text = Scalar, r.text[r.at:node.End]
	r.at = node.End
	first := node.Text[0]
	switch {
	case node.Text == "null":
		node.Kind = Null
	case node.Text == "true", node.Text == "false", isNumber(node.Text):
	case first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.':
		r.report(node.Start, node.End, "a number in a notation that JSON does not have",
			"write it in decimals without a leading zero or plus, or quote it", nil)
	default:
		r.report(node.Start, node.End, "a value without quotes that is neither a number nor true, false or null",
			"quote the value", nil)
	}
}

// isNumber tells whether s is a number as RFC 8259 writes it.
func isNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole := digits(s)
	if whole == 0 || s[0] == '0' && whole > 1 {
		return false
	}
	s = s[whole:]
	if strings.HasPrefix(s, ".") {
		n := digits(s[1:])
		if n == 0 {
			return false
		}
		s = s[1+n:]
	}
	if s == "" {
		return true
	}
	if s[0] != 'e' && s[0] != 'E' {
		return false
	}
	s = s[1:]
	if s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	return s != "" && digits(s) == len(s)
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// key reads the key of a member. One without quotes is reported and taken as it is.
func (r *jsonReader) key() *Node {
	node := r.p.tree.arena.node()
	node.Start, node.End = r.at, r.at
	switch b := r.src[r.at]; {
	case b == '"' || b == '\'':
		r.str(node)
	case isWord(b):
		node.End = r.wordEnd()
		node.Kind, node.Text = Scalar, r.text[r.at:node.End]
		r.at = node.End
		r.report(node.Start, node.End, "a key without quotes", "put the key in double quotes", &Fix{
			Title: "put the key in double quotes",
			Edits: []Edit{{Start: node.Start, End: node.End, Text: doubleQuoted(node.Text)}},
		})
	default:
		r.fail("a key in double quotes is expected here", "")
	}
	return node
}

// str reads a string. One in single quotes is reported and taken as it is meant.
func (r *jsonReader) str(node *Node) {
	quote := r.src[r.at]
	node.Kind, node.Style = Scalar, DoubleQuoted
	if quote == '\'' {
		node.Style = SingleQuoted
	}
	start := r.at + 1
	end, escaped := start, false
	for end < len(r.src) && r.src[end] != quote && r.src[end] != '\n' && r.src[end] != '\r' {
		switch {
		case r.src[end] == '\t':
			r.report(end, end+1, "a tab inside a string", `write \t`, &Fix{
				Title: `replace the tab by \t`, Edits: []Edit{{Start: end, End: end + 1, Text: `\t`}},
			})
		case r.src[end] == '\\' && end+1 < len(r.src) && r.src[end+1] != '\n' && r.src[end+1] != '\r':
			escaped = true
			r.escape(end)
			end++
		}
		end++
	}
	node.Text = r.text[start:end]
	if escaped {
		node.Text = unescape(node.Text)
	}
	if end == len(r.src) || r.src[end] != quote {
		node.End = end
		r.at = end
		r.failAt(node.Start, end, "the string opened on line "+strconv.Itoa(r.p.line(node.Start))+" is not closed",
			"close it with "+strconv.Quote(string(quote)))
		return
	}
	r.at = end + 1
	node.End = r.at
	if quote == '\'' {
		r.report(node.Start, node.End, "a string in single quotes", "use double quotes", &Fix{
			Title: "use double quotes", Edits: []Edit{{Start: node.Start, End: node.End, Text: doubleQuoted(node.Text)}},
		})
	}
}

// escape checks the escape at at.
func (r *jsonReader) escape(at int) {
	switch r.src[at+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
	case 'u':
		if _, ok := hex4(r.text[at+2:]); !ok {
			r.report(at, at+2, `an escape \u without four hexadecimal digits behind it`, "", nil)
		}
	default:
		_, size := utf8.DecodeRune(r.src[at+1:])
		r.report(at, at+1+size, "an escape that JSON does not have", `write \\ for a backslash`, nil)
	}
}

func hex4(s string) (rune, bool) {
	if len(s) < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(s[:4], 16, 32)
	return rune(n), err == nil
}

// unescape replaces the escapes of s. Those that JSON does not have stay as they are.
func unescape(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for {
		i := strings.IndexByte(s, '\\')
		if i < 0 || i+1 == len(s) {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		used := 2
		switch s[1] {
		case '"', '\\', '/', '\'':
			b.WriteByte(s[1])
		case 'b':
			b.WriteByte('\b')
		case 'f':
			b.WriteByte('\f')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 't':
			b.WriteByte('\t')
		case 'u':
			used = unescapeUnicode(&b, s)
		default:
			b.WriteString(s[:2])
		}
		s = s[used:]
	}
}

// unescapeUnicode writes what the escape \uXXXX, or a pair of them, at the start of s means, and returns its length.
func unescapeUnicode(b *strings.Builder, s string) int {
	high, ok := hex4(s[2:])
	if !ok {
		b.WriteString(s[:2])
		return 2
	}
	if high >= 0xD800 && high < 0xDC00 && strings.HasPrefix(s[6:], `\u`) {
		if low, ok := hex4(s[8:]); ok && low >= 0xDC00 && low < 0xE000 {
			b.WriteRune((high-0xD800)<<10 + (low - 0xDC00) + 0x10000)
			return 12
		}
	}
	b.WriteRune(high) // half a pair becomes U+FFFD
	return 6
}
