package yamltree

import "strings"

// raw returns a scalar or null as it is written; of the node it uses Kind, Tag and Text, as [Encode] does.
func (t *Tree) raw(n *Node, flow bool) string {
	switch {
	case n.Kind == Null:
		return "null"
	case n.Tag == "!!int" || n.Tag == "!!bool":
		return n.Text
	default:
		return t.scalarFor(n.Text, flow)
	}
}

// blockMember returns the lines of a key and its value in block style.
func (t *Tree) blockMember(key string, value *Node, style memberStyle, l layout) []string {
	if isScalar(value) {
		return []string{style.member(key, t.raw(value, false))}
	}
	deeper := l.unit
	if value.Kind == Sequence {
		deeper = l.list
	}
	return append([]string{style.member(key, "")}, indented(t.blockLinesOf(value, l), deeper, deeper)...)
}

// blockLinesOf returns the lines of a collection in block style.
func (t *Tree) blockLinesOf(n *Node, l layout) []string {
	var lines []string
	for i := range n.Members {
		lines = append(lines, t.blockMember(n.Members[i].Key.Text, n.Members[i].Value, memberStyle{}, l)...)
	}
	for _, item := range n.Items {
		if isScalar(item) {
			lines = append(lines, "- "+t.raw(item, false))
		} else {
			lines = append(lines, indented(t.blockLinesOf(item, l), "- ", "  ")...)
		}
	}
	return lines
}

func indented(lines []string, first, rest string) []string {
	for i := range lines {
		if i == 0 {
			lines[i] = first + lines[i]
		} else {
			lines[i] = rest + lines[i]
		}
	}
	return lines
}

// flowLinesOf returns the lines of a value between brackets: one, unless every entry is to have a line of its own,
// indented by unit.
func (t *Tree) flowLinesOf(n *Node, style memberStyle, unit string) []string {
	if isScalar(n) {
		return []string{t.raw(n, true)}
	}
	var entries [][]string
	for i := range n.Members {
		entries = append(entries, t.flowMember(n.Members[i].Key.Text, n.Members[i].Value, style, unit))
	}
	for _, item := range n.Items {
		entries = append(entries, t.flowLinesOf(item, style, unit))
	}
	opening, closing := "{", "}"
	if n.Kind == Sequence {
		opening, closing = "[", "]"
	}
	if unit == "" {
		texts := make([]string, len(entries))
		for i, entry := range entries {
			texts[i] = strings.Join(entry, "")
		}
		separator := ", "
		if style.compact {
			separator = ","
		}
		return []string{opening + strings.Join(texts, separator) + closing}
	}
	lines := []string{opening}
	for i, entry := range entries {
		if i+1 < len(entries) {
			entry[len(entry)-1] += ","
		}
		lines = append(lines, indented(entry, unit, unit)...)
	}
	return append(lines, closing)
}

// flowMember returns the lines of a key and its value between brackets.
func (t *Tree) flowMember(key string, value *Node, style memberStyle, unit string) []string {
	lines := t.flowLinesOf(value, style, unit)
	lines[0] = style.member(key, lines[0])
	return lines
}

// isWritable tells whether all keys of a value that is to be written are short enough, and no collection is empty.
func isWritable(n *Node) bool {
	if isScalar(n) {
		return n.Kind == Null || n.Tag != "!!int" && n.Tag != "!!bool" || isOneLine(n.Text)
	}
	for i := range n.Members {
		if !isShortKey(n.Members[i].Key.Text) || !isWritable(n.Members[i].Value) {
			return false
		}
	}
	for _, item := range n.Items {
		if !isWritable(item) {
			return false
		}
	}
	return len(n.Members)+len(n.Items) > 0
}
