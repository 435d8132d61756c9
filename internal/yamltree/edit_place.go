package yamltree

import "sort"

// place is where a value stands: entry index of parent, which is nil for the root.
type place struct {
	parent *Node
	index  int
	flow   bool // a collection around it is in brackets
}

// placeOf finds n in the tree. It does not find what only an alias or a merge brings there, so that every edit is made
// where the text really stands.
func (t *Tree) placeOf(n *Node) (place, bool) {
	if n == nil || n.Start < 0 || n.End < n.Start || n.End > len(t.Source) {
		return place{}, false
	}
	pl := place{}
	for at := t.Root; at != n; {
		if at == nil || at.Alias {
			return place{}, false
		}
		pl = place{parent: at, flow: pl.flow || at.Style == Flow}
		if at.Kind == Sequence {
			at, pl.index = itemAt(at.Items, n)
		} else {
			at, pl.index = valueAt(at.Members, n)
		}
	}
	return pl, true
}

// itemAt returns the item that is n or has n inside.
func itemAt(items []*Node, n *Node) (*Node, int) {
	i := sort.Search(len(items), func(i int) bool { return items[i].Start > n.Start }) - 1
	if i < 0 {
		return nil, 0
	}
	return items[i], i
}

// valueAt returns the value, written in the mapping itself, that is n or has n inside.
func valueAt(members []Member, n *Node) (*Node, int) {
	i := sort.Search(len(members), func(i int) bool {
		return members[i].Merged || members[i].Key.Start > n.Start
	}) - 1
	if i < 0 {
		return nil, 0
	}
	return members[i].Value, i
}

// lead is what stands before a value.
type lead struct {
	behind int  // the offset behind the colon, dash, comma or bracket, and behind anchor and tag
	marked bool // false only for a key that stands alone, without a colon
	props  bool // there is an anchor or a tag
}

// leadOf reads the text between the value at pl and what precedes it. It fails if anything else stands there.
func (t *Tree) leadOf(pl place) (lead, bool) {
	var l lead
	var value *Node
	switch {
	case pl.parent == nil:
		return l, false
	case pl.parent.Kind == Sequence:
		value = pl.parent.Items[pl.index]
		at, ok := t.itemMark(pl.parent, pl.index)
		if !ok {
			return l, false
		}
		l.behind, l.marked = at+1, true
	default:
		m := pl.parent.Members[pl.index]
		value = m.Value
		if !isScalar(m.Key) || m.Key.Alias || m.Key.End > value.Start {
			return l, false
		}
		l.behind = m.Key.End
		at := skipSpace(t.Source, l.behind)
		if l.marked = at < len(t.Source) && t.Source[at] == ':'; l.marked {
			l.behind = at + 1
		} else if !isUnwritten(value) || isUnwritten(m.Key) {
			return l, false
		}
	}
	for l.behind < value.Start {
		at := skipSpace(t.Source, l.behind)
		if at >= value.Start {
			return l, at == value.Start
		}
		switch t.Source[at] {
		case '&':
			at = tokenEnd(t.Source, at)
		case '!':
			at = skipTag(t.Source, at)
		default:
			return l, false
		}
		l.behind, l.props = at, true
	}
	return l, l.behind == value.Start
}

// isUnwritten tells whether nothing stands for n: it is a null, or an empty text behind a tag.
func isUnwritten(n *Node) bool { return isScalar(n) && n.Start == n.End && !n.Alias }

// itemMark returns the offset of the dash, bracket or comma before an item.
func (t *Tree) itemMark(seq *Node, i int) (int, bool) {
	at, mark := seq.Start, byte('[')
	if i > 0 {
		at, mark = skipSpace(t.Source, seq.Items[i-1].End), ','
	}
	if at >= len(t.Source) {
		return at, false
	}
	if seq.Style == Flow {
		return at, t.Source[at] == mark
	}
	return at, t.Source[at] == '-' && (at+1 == len(t.Source) || isSpaceByte(t.Source[at+1]))
}
