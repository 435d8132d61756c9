package yamltree

import "math"

// row is an entry of a collection that is written in block style, with the comments that belong to it.
type row struct {
	above  []remark
	blank  bool // an empty line between above and the entry
	key    *Node
	bare   bool // the key is written without its quotes
	value  *Node
	marks  []part // anchor and tag of the key
	props  []part // anchor and tag of the value
	behind remark
	group  *group // of a value that is written in block style
	empty  bool   // the value is a collection without entries
	form   int    // number of the form that replaces what is written; 0 for none
	place  int    // among the other entries
}

// group is a collection that is written in block style.
type group struct {
	list   bool
	column int // where its entries stand in the text; -1 for one in brackets
	rows   []row
	first  int // where the value of the first row in the text starts
	last   int // which of the rows is the last one in the text
	below  []remark
}

// arranger makes groups of a tree, in the order of the text.
type arranger struct {
	tree    *Tree
	pinned  func(start, end int) bool
	ordered bool
	problem *Problem

	top, bottom []part // what stands before and behind the root
	root        row
	merges      [][2]*Node // candidates for the entries "<<" and their values
	nextMerge   int
	forms       []form
	pending     []remark // comments between a key and the first entry below it
	pendingGap  bool
}

func (a *arranger) document(shape Shape) {
	t := a.tree
	a.findMerges()
	a.root = row{value: t.Root}
	first := bomLen(t.Source)
	a.gap(first, t.Root.Start, func(p part) {
		switch p.kind {
		case '&':
			a.root.props = append(a.root.props, p)
		case '#', '%', '.':
			a.top = append(a.top, p)
		}
	}, &a.root.blank)
	a.value(&a.root, shape)
	a.end(t.Root.End)
	a.splitTop()
}

// end reads what stands behind the root.
func (a *arranger) end(from int) {
	closed, open := false, newSinks(&a.root, -1)
	lines := 0
	a.gap(from, len(a.tree.Source), func(p part) {
		lines += p.lines
		switch {
		case closed || p.kind == '.':
			closed = true
			a.bottom = append(a.bottom, p)
		case p.kind != '#':
			a.refuse(p.start, p.end, strangeGap)
		case lines == 0:
			trail(&a.root, p.remark())
		default:
			if g := open.at(a.tree.columnOf(p.start)); g != nil {
				g.below = append(g.below, p.remark())
			} else {
				a.bottom = append(a.bottom, p)
			}
		}
	}, nil)
}

func (a *arranger) refuse(start, end int, message string) {
	if a.problem == nil {
		a.problem = a.tree.unsafe(start, end, message)
	}
}

const strangeGap = "something between two values that is neither a comment nor a mark of YAML"

// gap reads [from, to), and tells by blank whether an empty line stands at its end.
func (a *arranger) gap(from, to int, yield func(part), blank *bool) {
	lines := a.tree.gapParts(from, to, yield)
	if lines < 0 {
		a.refuse(from, to, strangeGap)
	}
	if blank != nil {
		*blank = lines > 1
	}
}

func (a *arranger) isPinned(start, end int) bool { return a.pinned != nil && a.pinned(start, end) }

// value decides how the value of a row is written. Its comments before the value are read already.
func (a *arranger) value(r *row, shape Shape) {
	n := r.value
	if n.Alias {
		return
	}
	if shape != nil && !shape.Fits(n) {
		shape = nil
	}
	switch n.Kind {
	case Scalar:
		if shape != nil && n.Tag == "" && !a.isPinned(n.Start, n.End) {
			a.scalar(r, shape)
		}
	case Mapping, Sequence:
		switch {
		case written(n) == 0 && !a.hasMerge(n.End):
			a.emptied(r)
		case n.Style == Block || shape != nil && !a.isPinned(n.Start, n.End):
			r.group = a.group(n, shape)
		}
	}
}

// emptied reads the comments inside the brackets of an empty collection.
func (a *arranger) emptied(r *row) {
	r.empty = true
	a.gap(r.value.Start, r.value.End, func(p part) {
		if p.kind == '#' {
			r.setBehind(p.remark())
		}
	}, nil)
}

func (a *arranger) group(n *Node, shape Shape) *group {
	g := &group{list: n.Kind == Sequence, column: -1}
	at, end := n.Start, n.End
	if n.Style == Block {
		g.column = a.tree.columnOf(n.Start)
	} else if c := a.tree.Source[n.Start]; c == '[' || c == '{' {
		at++
	}
	g.rows = make([]row, 0, written(n))
	if g.list {
		for _, item := range n.Items {
			at = a.row(g, at, nil, item, shape)
		}
	} else {
		for i := range written(n) {
			m := &n.Members[i]
			for a.hasMerge(m.Key.Start) {
				at = a.merge(g, at, shape)
			}
			at = a.row(g, at, m.Key, m.Value, shape)
		}
		for a.hasMerge(end) {
			at = a.merge(g, at, shape)
		}
	}
	if n.Style == Flow {
		a.closing(g, at, end)
	}
	a.order(g, n)
	return g
}

// closing reads what stands before the closing bracket.
func (a *arranger) closing(g *group, from, to int) {
	lines := 0
	a.gap(from, to, func(p part) {
		lines += p.lines
		switch {
		case p.kind != '#':
		case lines == 0:
			trail(&g.rows[len(g.rows)-1], p.remark())
		default:
			g.below = append(g.below, p.remark())
		}
	}, nil)
}

// row reads an entry, and returns where it ends.
func (a *arranger) row(g *group, from int, key, value *Node, shape Shape) int {
	r := row{key: key, value: value}
	start := value.Start
	if key != nil {
		start = key.Start
		a.checkKey(key)
	}
	a.lead(g, &r, from, start)
	var below Shape
	switch {
	case shape == nil:
	case key == nil:
		below = shape.Item(value)
	case isMergeKey(key):
		r.place = math.MinInt
	default:
		r.place, below = shape.Member(&Member{Key: key, Value: value})
		r.bare = !key.Alias && key.Style != Plain && key.Tag == "" && fitsPlain(key.Text, false) && !isTyped(key.Text)
	}
	if key != nil {
		a.between(&r, key.End, value.Start)
	}
	g.rows = append(g.rows, r)
	mine := &g.rows[len(g.rows)-1]
	a.value(mine, below)
	for _, c := range a.pending { // the value is no group
		mine.raise(c)
	}
	a.pending, a.pendingGap = nil, false
	a.blockComment(mine)
	for a.hasMerge(value.End) {
		a.nextMerge++ // a text "<<"
	}
	return value.End
}

// lead reads what stands before an entry: comments that belong to it, to the one before, or to a block that ends there.
func (a *arranger) lead(g *group, r *row, from, to int) {
	r.above, a.pending = a.pending, nil
	blank := a.pendingGap
	a.pendingGap = false
	var last *row
	if len(g.rows) > 0 {
		last = &g.rows[len(g.rows)-1]
	}
	lines, begun, marked := 0, g.column < 0 || last == nil, false
	open := newSinks(last, g.column)
	var gap bool
	a.gap(from, to, func(p part) {
		lines += p.lines
		switch p.kind {
		case '#':
			switch {
			case lines == 0 && last != nil:
				trail(last, p.remark())
				return
			case marked && p.lines == 0:
				r.setBehind(p.remark())
				return
			case marked && r.key == nil:
				a.pending = append(a.pending, p.remark())
				return
			}
			if !begun {
				if into := open.at(a.tree.columnOf(p.start)); into != nil {
					into.below = append(into.below, p.remark())
					return
				}
			}
			note := p.remark()
			note.blank = note.blank || blank
			r.above, blank, begun = append(r.above, note), false, true
		case '&':
			if r.key == nil {
				r.props = append(r.props, p)
			} else {
				r.marks = append(r.marks, p)
			}
			blank, marked = blank || p.lines > 1, true
		case '-', '?':
			begun = true
			blank = blank || p.lines > 1
		}
	}, &gap)
	switch {
	case r.key != nil || g.column < 0:
		blank = blank || gap
	case marked:
		a.pendingGap = gap
	}
	r.blank = blank
}

// between reads what stands between a key and its value.
func (a *arranger) between(r *row, from, to int) {
	lines := 0
	a.gap(from, to, func(p part) {
		lines += p.lines
		switch {
		case p.kind == '&':
			r.props = append(r.props, p)
		case p.kind != '#':
		case lines == 0:
			r.setBehind(p.remark())
		default:
			a.pending = append(a.pending, p.remark())
		}
	}, &a.pendingGap)
}

// checkKey refuses keys that need more than one line.
func (a *arranger) checkKey(key *Node) {
	const longest = 1000 // the parser wants the colon within 1024 bytes
	if key.Start == key.End || key.End-key.Start > longest || a.tree.hasBreak(key) ||
		!key.Alias && !isScalar(key) {
		a.refuse(key.Start, key.End, "a key that is no text of one line cannot be laid out")
	}
}
