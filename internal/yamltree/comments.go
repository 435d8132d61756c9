package yamltree

// Comment is the range of a comment from its number sign to the end of its text.
type Comment struct {
	Start, End int
}

// Comments returns the comments of a YAML text in their order; JSON has none.
func (t *Tree) Comments() []Comment {
	if t.Syntax == JSON {
		return nil
	}
	var found []Comment
	add := func(start, end int) { found = append(found, Comment{Start: start, End: end}) }
	if !t.whole {
		s := skimmer{src: t.Source, tabWidth: 8, onComment: add}
		s.run()
		return found
	}
	at := bomLen(t.Source)
	t.arena.each(func(n *Node) {
		if n.Kind != Scalar && n.Kind != Null && !n.Alias || n.Start < at {
			return
		}
		t.gap(at, n.Start, add)
		if !n.Alias && (n.Style == Literal || n.Style == Folded) {
			t.gap(n.Start, min(nextLine(t.Source, n.Start), n.End), add)
		}
		at = n.End
	})
	t.gap(at, len(t.Source), add)
	return found
}

// gap finds the comments of [from, to), where no scalar stands.
func (t *Tree) gap(from, to int, add func(start, end int)) {
	for i := from; i < to; i++ {
		if t.Source[i] != '#' || !startsComment(t.Source, i) {
			continue
		}
		end := editorLineEnd(t.Source, i)
		add(i, end)
		i = end
	}
}

// startsComment tells whether the number sign at at has a blank or line end before it.
func startsComment(src []byte, at int) bool {
	if at == bomLen(src) || isSpaceByte(src[at-1]) {
		return true
	}
	for size := 2; size <= 3; size++ {
		if at >= size && breakLen(src[at-size:at]) == size {
			return true
		}
	}
	return false
}
