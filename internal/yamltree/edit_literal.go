package yamltree

import "strings"

// SetAlike is [Tree.SetText] for a value whose type nobody knows: in place of a number or a truth value without quotes
// it writes none either, so that another number is one, too.
func (t *Tree) SetAlike(n *Node, text string) []Edit {
	if n != nil && n.Kind == Scalar && n.Style == Plain && !isNull(text) {
		switch {
		case t.Syntax == JSON && (text == "true" || text == "false" || isNumber(text)):
			return t.SetLiteral(n, text)
		case t.Syntax == YAML && isTyped(n.Text) && fitsPlain(text, true):
			return t.SetLiteral(n, text)
		}
	}
	return t.SetText(n, text)
}

// setLiteralStyle writes a text of several lines in place of that of a literal scalar, line by line. It returns nil
// when the text cannot stand there as it is.
func (t *Tree) setLiteralStyle(n *Node, text string) []Edit {
	header := headerEnd(t.Source, n.Start)
	first := nextLine(t.Source, n.Start)
	if n.Style != Literal || first >= n.End || strings.ContainsAny(string(t.Source[n.Start:header]), "0123456789") {
		return nil
	}
	content := skipBlanks(t.Source, first)
	indent := string(t.Source[first:content])
	if indent == "" || breakLen(t.Source[content:]) > 0 || strings.Contains(indent, "\t") {
		return nil
	}
	lines := strings.Split(text, "\n")
	mark := "|-"
	if last := len(lines) - 1; lines[last] == "" {
		mark, lines = "|", lines[:last]
		if n.End == len(t.Source) {
			return nil // the last line break would be missing
		}
	}
	if len(lines) < 2 || strings.HasPrefix(lines[0], " ") {
		return nil
	}
	for i, line := range lines {
		if !isPrintableText(line) || line != "" && strings.Trim(line, " ") == "" || line == "" && (i == 0 || i == len(lines)-1) {
			return nil
		}
	}
	var edits []Edit
	if string(t.Source[n.Start:header]) != mark {
		edits = append(edits, Edit{Start: n.Start, End: header, Text: mark})
	}
	return append(edits, Edit{Start: first, End: n.End, Text: joinLines(lines, t.lineBreak(n.Start), indent)})
}
