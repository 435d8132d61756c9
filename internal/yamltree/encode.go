package yamltree

import (
	"bytes"

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
			b.Write(AppendJSONText(b.AvailableBuffer(), n.Members[i].Key.Text, false))
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
		b.Write(AppendJSONText(b.AvailableBuffer(), n.Text, false))
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
