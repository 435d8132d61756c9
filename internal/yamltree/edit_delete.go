package yamltree

// DeleteMember deletes member i of a mapping: in block style its lines with the comment behind it, in flow style and
// JSON also a comma. Comments above it stay. A mapping without members becomes {}.
func (t *Tree) DeleteMember(parent *Node, i int) []Edit {
	return t.deleteEntry(parent, i, Mapping, "{}")
}

// DeleteItem is [Tree.DeleteMember] for item i of a list, which becomes [] without items.
func (t *Tree) DeleteItem(seq *Node, i int) []Edit { return t.deleteEntry(seq, i, Sequence, "[]") }

func (t *Tree) deleteEntry(n *Node, i int, kind Kind, empty string) []Edit {
	pl, ok := t.collection(n, kind)
	if !ok {
		return nil
	}
	e, ok := t.entryOf(n, i)
	if !ok || t.isAnchorNeeded(e.start, e.end, valueOf(n, i)) {
		return nil
	}
	if n.Style == Flow {
		return t.deleteFlow(n, i, e)
	}
	return t.deleteBlock(pl, n, i, e, empty)
}

func (t *Tree) deleteBlock(pl place, n *Node, i int, e entry, empty string) []Edit {
	line, dashed, ok := t.margin(e.start)
	if !ok {
		return nil
	}
	next, ok := t.closeLine(e.end)
	if !ok {
		return nil
	}
	last := skipSpace(t.Source, e.end) >= n.End
	switch {
	case e.start == n.Start && last:
		return t.emptyBlock(pl, e, line, next, dashed, empty)
	case dashed: // what follows moves up behind the dash
		for next < len(t.Source) && isSpaceByte(t.Source[next]) {
			next++
		}
		return []Edit{{Start: e.start, End: next}}
	case i > 0 && !t.isFreeOf(valueOf(n, i-1), next, e.start-line):
		return nil
	default:
		return []Edit{{Start: line, End: next}}
	}
}

// emptyBlock deletes the only entry of a block collection.
func (t *Tree) emptyBlock(pl place, e entry, line, next int, dashed bool, empty string) []Edit {
	if dashed || pl.parent == nil {
		return []Edit{{Start: e.start, End: e.end, Text: empty}}
	}
	l, ok := t.leadOf(pl)
	if !ok || l.behind > line {
		return nil
	}
	return []Edit{{Start: l.behind, End: l.behind, Text: " " + empty}, {Start: line, End: next}}
}

// isFreeOf tells whether the lines from next on stay what they are when they directly follow the value above. Below a
// block scalar, lines that are blank or indented deeper would become part of it.
func (t *Tree) isFreeOf(above *Node, next, indent int) bool {
	above = lastScalar(above)
	if !isBlockScalar(above) {
		return true
	}
	for next < len(t.Source) {
		at := next
		for at < len(t.Source) && isBlank(t.Source[at]) {
			at++
		}
		if at < len(t.Source) && breakLen(t.Source[at:]) == 0 {
			return at-next <= indent
		}
		if at > next || t.keepsBreaks(above) {
			return false
		}
		next = nextLine(t.Source, at)
	}
	return true
}
