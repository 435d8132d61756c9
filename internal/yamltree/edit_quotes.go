package yamltree

import (
	"bytes"
	"strings"
)

// Quote puts a plain scalar of one line in quotes and leaves its text untouched: single quotes when the text has a
// double quote or a backslash, which makes every single quote in it two.
func (t *Tree) Quote(n *Node) []Edit {
	pl, l, ok := t.scalarAt(n)
	if !ok || !t.isPlainLine(n) || n.Tag != "" && n.Tag != "!!str" || n.Tag == "" && t.hasTag(pl, l) {
		return nil
	}
	text := t.Source[n.Start:n.End]
	if !bytes.ContainsAny(text, "\"\\\t") {
		return []Edit{{Start: n.Start, End: n.Start, Text: `"`}, {Start: n.End, End: n.End, Text: `"`}}
	}
	if t.Syntax == JSON {
		return nil
	}
	edits := []Edit{{Start: n.Start, End: n.Start, Text: "'"}}
	for i, b := range text {
		if b == '\'' {
			edits = append(edits, Edit{Start: n.Start + i, End: n.Start + i, Text: "'"})
		}
	}
	return append(edits, Edit{Start: n.End, End: n.End, Text: "'"})
}

// Unquote takes the quotes off a scalar, which then may be read as a number or a truth value. It returns nil if the
// scalar means something else than its text without quotes, or would be null.
func (t *Tree) Unquote(n *Node) []Edit {
	pl, l, ok := t.scalarAt(n)
	if !ok || n.Style != SingleQuoted && n.Style != DoubleQuoted || n.Tag != "" || t.hasTag(pl, l) ||
		string(t.Source[n.Start+1:n.End-1]) != n.Text || isNull(n.Text) {
		return nil
	}
	if t.Syntax == JSON {
		if n.Text != "true" && n.Text != "false" && !isNumber(n.Text) {
			return nil
		}
	} else if !fitsPlain(n.Text, pl.flow) {
		return nil
	}
	return []Edit{{Start: n.Start, End: n.Start + 1}, {Start: n.End - 1, End: n.End}}
}

// WrapInList makes a scalar of one line a list with this one item. It returns nil for a null, and for a plain scalar
// that would end early between brackets.
func (t *Tree) WrapInList(n *Node) []Edit {
	_, l, ok := t.scalarAt(n)
	if !ok || n.Kind != Scalar || l.props || t.hasBreak(n) {
		return nil
	}
	switch n.Style {
	case Plain:
		if t.Syntax == YAML && !fitsPlain(n.Text, true) {
			return nil
		}
	case SingleQuoted, DoubleQuoted:
	default:
		return nil
	}
	return []Edit{{Start: n.Start, End: n.Start, Text: "["}, {Start: n.End, End: n.End, Text: "]"}}
}

// isPlainLine tells whether n is written, without quotes and on one line.
func (t *Tree) isPlainLine(n *Node) bool {
	return n.Style == Plain && n.Start < n.End && !t.hasBreak(n) && !strings.ContainsFunc(n.Text, isControl)
}

func isControl(r rune) bool { return r != '\t' && !isPrintable(r) }
