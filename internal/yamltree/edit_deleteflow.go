package yamltree

// between is what stands between two entries of a flow collection, or between an entry and a bracket.
type between struct {
	comma    int // offset, or -1
	comments bool
}

// betweenOf reads [from, to). It fails if anything but white space, comments and one comma stands there.
func (t *Tree) betweenOf(from, to int) (between, bool) {
	b := between{comma: -1}
	for at := from; at < to; {
		switch c := t.Source[at]; {
		case c == ',' && b.comma < 0:
			b.comma = at
			at++
		case isSpaceByte(c):
			at++
		case c == '#' && t.Syntax == YAML:
			b.comments = true
			at = lineEnd(t.Source, at)
		case breakLen(t.Source[at:]) > 0:
			at += breakLen(t.Source[at:])
		default:
			return b, false
		}
	}
	return b, from <= to
}

// hasBrackets tells whether a flow collection has brackets of its own, which the pair of a list such as [a: b] has not.
func (t *Tree) hasBrackets(n *Node) bool {
	open, end := byte('{'), byte('}')
	if n.Kind == Sequence {
		open, end = '[', ']'
	} else if len(n.Members) > 0 && n.Members[0].Key.Start <= n.Start {
		return false
	}
	return n.Style == Flow && n.End-n.Start > 1 && t.Source[n.Start] == open && t.Source[n.End-1] == end
}

// flowAround reads what stands before and behind entry i of a flow collection.
func (t *Tree) flowAround(n *Node, i int, e entry) (before, behind between, ok bool) {
	if !t.hasBrackets(n) {
		return before, behind, false
	}
	from, to := n.Start+1, n.End-1
	if i > 0 {
		previous, found := t.entryOf(n, i-1)
		if !found {
			return before, behind, false
		}
		from = previous.end
	}
	if i+1 < written(n) {
		next, found := t.entryOf(n, i+1)
		if !found {
			return before, behind, false
		}
		to = next.start
	}
	before, ok = t.betweenOf(from, e.start)
	if !ok || (before.comma >= 0) != (i > 0) {
		return before, behind, false
	}
	behind, ok = t.betweenOf(e.end, to)
	return before, behind, ok && (behind.comma >= 0 || i+1 == written(n))
}

// ownLine returns the start of the line of at if only blanks stand before at.
func (t *Tree) ownLine(at int) (line int, ok bool) {
	line = at
	for line > bomLen(t.Source) && isBlank(t.Source[line-1]) {
		line--
	}
	return line, line == bomLen(t.Source) || endsInBreak(t.Source[:line])
}

func (t *Tree) deleteFlow(n *Node, i int, e entry) []Edit {
	before, behind, ok := t.flowAround(n, i, e)
	if !ok {
		return nil
	}
	count := written(n)
	if count == 1 && !before.comments && !behind.comments {
		return []Edit{{Start: n.Start + 1, End: n.End - 1}}
	}
	end := max(e.end, behind.comma+1)
	line, own := t.ownLine(e.start)
	next, closed := t.closeLine(end)
	if own && closed && (i == 0 || behind.comma >= 0) {
		return []Edit{{Start: line, End: next}}
	}
	switch {
	case behind.comma < 0 && i > 0 && !before.comments && (!own || !closed || !behind.comments):
		return []Edit{{Start: before.comma, End: e.end}}
	case behind.comma < 0 && i > 0 && own && closed:
		return append(t.deleteComma(before.comma), Edit{Start: line, End: next})
	case i+1 < count && !behind.comments:
		following, _ := t.entryOf(n, i+1)
		return []Edit{{Start: e.start, End: following.start}}
	case i > 0 && !before.comments && behind.comma >= 0:
		return []Edit{{Start: before.comma, End: behind.comma}}
	case end < len(t.Source) && t.Source[end] == '#':
		return nil
	default:
		return []Edit{{Start: e.start, End: end}}
	}
}

// deleteComma deletes a comma unless a comment begins right behind it.
func (t *Tree) deleteComma(at int) []Edit {
	if t.Source[at+1] == '#' {
		return nil
	}
	return []Edit{{Start: at, End: at + 1}}
}
