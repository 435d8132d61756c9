package yamltree

// MappingToList turns a mapping of names to scalars into a list of mappings that have the name below keyName and the
// scalar below valueName. Names, values and comments stay where they are; in block style the further lines of a value
// move to the right.
func (t *Tree) MappingToList(n *Node, keyName, valueName string) []Edit {
	pl, ok := t.collection(n, Mapping)
	if !ok || written(n) < len(n.Members) || !isShortKey(keyName) || !isShortKey(valueName) {
		return nil
	}
	if pl.parent != nil {
		if l, ok := t.leadOf(pl); !ok || l.props {
			return nil
		}
	}
	for i := range n.Members {
		m := &n.Members[i]
		if !isScalar(m.Value) || m.Key.Style == Plain && t.Syntax == YAML && !fitsPlain(m.Key.Text, pl.flow || n.Style == Flow) {
			return nil
		}
	}
	if n.Style == Flow {
		return join(t.flowToList(n, keyName, valueName))
	}
	return join(t.blockToList(n, scalarText(keyName, false), scalarText(valueName, false)))
}

func (t *Tree) blockToList(n *Node, keyName, valueName string) []Edit {
	edits := make([]Edit, 0, 2*len(n.Members))
	at := n.Start
	for i := range n.Members {
		m := &n.Members[i]
		e, ok := t.entryOf(n, i)
		if !ok || e.start != at || t.hasBreak(m.Key) || lineEnd(t.Source, m.Key.End) < m.Value.Start {
			return nil
		}
		line, _, ok := t.margin(e.start)
		if _, closed := t.closeLine(e.end); !ok || !closed {
			return nil
		}
		colon := skipSpace(t.Source, m.Key.End)
		edits = append(edits,
			Edit{Start: e.start, End: e.start, Text: "- " + keyName + ": "},
			Edit{Start: m.Key.End, End: colon + 1, Text: t.lineBreak(m.Key.End) + spaces(e.start-line+2) + valueName + ":"})
		edits = t.indentLines(edits, nextLine(t.Source, m.Value.Start), e.end, "  ")
		at = skipSpace(t.Source, e.end)
	}
	if at < n.End {
		return nil
	}
	return edits
}

// indentLines inserts margin at the start of every line of [line, end) that is not empty. The first one starts at line.
func (t *Tree) indentLines(edits []Edit, line, end int, margin string) []Edit {
	for line < end {
		if breakLen(t.Source[line:]) == 0 {
			edits = append(edits, Edit{Start: line, End: line, Text: margin})
		}
		line = nextLine(t.Source, line)
	}
	return edits
}

func (t *Tree) flowToList(n *Node, keyName, valueName string) []Edit {
	if !t.hasBrackets(n) {
		return nil
	}
	edits := make([]Edit, 0, 3*len(n.Members)+2)
	edits = append(edits, Edit{Start: n.Start, End: n.Start + 1, Text: "["})
	for i := range n.Members {
		e, ok := t.entryOf(n, i)
		if !ok {
			return nil
		}
		m := &n.Members[i]
		if _, _, ok = t.flowAround(n, i, e); !ok || isUnwritten(m.Value) {
			return nil
		}
		style := t.memberStyleOf(n, i)
		first, second, comma := style.member(keyName, ""), style.member(valueName, ""), ","
		if !style.compact {
			first, comma = first+" ", ", "
		}
		edits = append(edits,
			Edit{Start: e.start, End: e.start, Text: "{" + first},
			Edit{Start: m.Key.End, End: m.Key.End, Text: comma + second[:len(second)-1]}, // its colon is there
			Edit{Start: e.end, End: e.end, Text: "}"})
	}
	if len(n.Members) == 0 {
		if b, ok := t.betweenOf(n.Start+1, n.End-1); !ok || b.comma >= 0 {
			return nil
		}
	}
	return append(edits, Edit{Start: n.End - 1, End: n.End, Text: "]"})
}
