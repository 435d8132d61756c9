package yamltree

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
)

// isMergeKey tells whether a key brings in the entries of another mapping.
func isMergeKey(key *Node) bool {
	return key.Text == "<<" && key.Kind == Scalar && key.Style == Plain && !key.Alias && key.Tag == ""
}

// findMerges looks for the entries "<<", which mappings hold in the form of what they bring in alone.
func (a *arranger) findMerges() {
	if !bytes.Contains(a.tree.Source, []byte("<<")) {
		return
	}
	var key *Node
	a.tree.arena.each(func(n *Node) {
		if key != nil {
			a.merges = append(a.merges, [2]*Node{key, n})
		}
		if key = nil; isMergeKey(n) {
			key = n
		}
	})
}

// hasMerge tells whether the next of these entries starts before an offset.
func (a *arranger) hasMerge(before int) bool {
	return a.nextMerge < len(a.merges) && a.merges[a.nextMerge][0].Start < before
}

// merge reads an entry "<<" as row does.
func (a *arranger) merge(g *group, from int, shape Shape) int {
	m := a.merges[a.nextMerge]
	a.nextMerge++
	return a.row(g, from, m[0], m[1], shape)
}

// order puts the rows of a mapping in the order of their places, unless that moves an alias before its anchor, or away
// from a line that is spoken of.
func (a *arranger) order(g *group, n *Node) {
	g.first, g.last = g.rows[0].value.Start, len(g.rows)-1
	byPlace := func(x, y row) int { return cmp.Compare(x.place, y.place) }
	if g.list || !a.ordered || slices.IsSortedFunc(g.rows, byPlace) {
		return
	}
	to := a.places(g)
	if to[0] != 0 && a.isPinned(n.Start, g.rows[0].value.Start) || a.separates(g, n, to) {
		return
	}
	rows := make([]row, len(g.rows))
	for i := range g.rows {
		rows[to[i]] = g.rows[i]
	}
	g.rows, g.last = rows, to[g.last]
	if first := rows[0].leadingBlank(); to[0] != 0 && *first {
		*first, *rows[to[0]].leadingBlank() = false, true
	}
}

// places returns the new index of every row.
func (a *arranger) places(g *group) []int {
	from := make([]int, len(g.rows))
	for i := range from {
		from[i] = i
	}
	sort.SliceStable(from, func(i, j int) bool { return g.rows[from[i]].place < g.rows[from[j]].place })
	to := make([]int, len(from))
	for i, old := range from {
		to[old] = i
	}
	return to
}

// separates tells whether an alias in one of the rows comes to stand before its anchor in another.
func (a *arranger) separates(g *group, n *Node, to []int) bool {
	rowOf := func(at int) int {
		return sort.Search(len(g.rows), func(i int) bool { return g.rows[i].key.Start > at }) - 1
	}
	aliases := a.tree.aliases
	first := sort.Search(len(aliases), func(i int) bool { return aliases[i].node.Start >= n.Start })
	for _, alias := range aliases[first:] {
		if alias.node.Start >= n.End {
			break
		}
		if alias.origin.Start < n.Start {
			continue
		}
		if i, j := rowOf(alias.origin.Start), rowOf(alias.node.Start); i >= 0 && to[i] > to[j] {
			return true
		}
	}
	return false
}

// leadingBlank tells whether an empty line stands above the row and its comments.
func (r *row) leadingBlank() *bool {
	if len(r.above) > 0 {
		return &r.above[0].blank
	}
	return &r.blank
}
