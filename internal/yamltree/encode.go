package yamltree

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// indentation is what the official CLI puts before each line of a level more.
const indentation = "    "

// Encode writes a value in the layout of the official CLI: four blanks of indentation, lists indented, long lines not
// folded. Of a node it uses Kind, Style, Tag, Text, Members and Items. A text of style Plain is written plain when that
// is unambiguous, and quoted otherwise, as the CLI quotes: twice what would be read as another type, once what is not
// well-formed without quotes. A time is written plain when its Tag is !!timestamp. A null is written null.
func Encode(n *Node, syntax Syntax) ([]byte, error) {
	if syntax == JSON {
		var b bytes.Buffer
		encodeJSON(&b, n, "\n")
		b.WriteByte('\n')
		return b.Bytes(), nil
	}
	return yaml.Dump(yamlNode(n), yaml.WithIndent(len(indentation)), yaml.WithLineWidth(-1), yaml.WithCompactSeqIndent(false),
		yaml.WithQuotePreference(yaml.QuoteLegacy))
}

func yamlNode(n *Node) *yaml.Node {
	switch n.Kind {
	case Mapping:
		out := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: make([]*yaml.Node, 0, 2*len(n.Members))}
		for _, m := range n.Members {
			out.Content = append(out.Content, yamlNode(m.Key), yamlNode(m.Value))
		}
		return out
	case Sequence:
		out := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Content: make([]*yaml.Node, 0, len(n.Items))}
		for _, item := range n.Items {
			out.Content = append(out.Content, yamlNode(item))
		}
		return out
	case Null:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Value: "null"}
	}
	out := &yaml.Node{Kind: yaml.ScalarNode, Tag: n.Tag, Value: n.Text}
	if out.Tag == "" {
		out.Tag = "!!str"
	}
	if n.Style == DoubleQuoted {
		out.Style = yaml.DoubleQuotedStyle
	}
	return out
}

// encodeJSON writes the value; separator is the line break with the indentation of the line that the value starts on.
func encodeJSON(b *bytes.Buffer, n *Node, separator string) {
	deeper := separator + indentation
	switch n.Kind {
	case Mapping:
		encodeList(b, '{', '}', len(n.Members), separator, func(i int) {
			encodeText(b, n.Members[i].Key.Text)
			b.WriteString(": ")
			encodeJSON(b, n.Members[i].Value, deeper)
		})
	case Sequence:
		encodeList(b, '[', ']', len(n.Items), separator, func(i int) { encodeJSON(b, n.Items[i], deeper) })
	case Null:
		b.WriteString("null")
	default:
		if n.Tag == "!!int" || n.Tag == "!!bool" {
			b.WriteString(n.Text)
			return
		}
		encodeText(b, n.Text)
	}
}

func encodeList(b *bytes.Buffer, open, end byte, n int, separator string, entry func(int)) {
	b.WriteByte(open)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(separator + indentation)
		entry(i)
	}
	if n > 0 {
		b.WriteString(separator)
	}
	b.WriteByte(end)
}

// encodeText writes a JSON string as encoding/json does, which a browser need not load for it, without escaping <, >
// and &.
func encodeText(b *bytes.Buffer, text string) {
	const digits, short = "0123456789abcdef", "\b\f\n\r\t\"\\"
	b.WriteByte('"')
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if at := strings.IndexRune(short, r); at >= 0 && size == 1 && r != utf8.RuneError {
			b.WriteByte('\\')
			b.WriteByte(`bfnrt"\`[at])
		} else if r < ' ' || r == '\u2028' || r == '\u2029' || r == utf8.RuneError && size == 1 {
			b.WriteString(`\u`)
			for shift := 12; shift >= 0; shift -= 4 {
				b.WriteByte(digits[r>>shift&0xf])
			}
		} else {
			b.WriteString(text[i : i+size])
		}
		i += size
	}
	b.WriteByte('"')
}
