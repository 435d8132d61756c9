package yamltree

import (
	"bytes"
	"slices"
	"sort"
)

// proves reads a text that was made of the tree, and tells whether it says the same and has the same comments.
func (t *Tree) proves(out []byte) bool {
	other := Parse("x.yaml", out)
	if other.Root == nil || len(other.Problems) > 0 || !other.whole || !same(t.Root, other.Root) {
		return false
	}
	return slices.EqualFunc(t.commentTexts(), other.commentTexts(), bytes.Equal)
}

// commentTexts returns the comments without the blanks at their ends, in the order of their bytes.
func (t *Tree) commentTexts() [][]byte {
	var all [][]byte
	for _, c := range t.Comments() {
		all = append(all, bytes.TrimRight(t.Source[c.Start:c.End], " \t"))
	}
	sort.SliceStable(all, func(i, j int) bool { return bytes.Compare(all[i], all[j]) < 0 })
	return all
}

// same tells whether two values mean the same, the order of keys aside.
func same(a, b *Node) bool {
	if a.Kind != b.Kind || a.Tag != b.Tag || a.Alias != b.Alias || a.Kind == Scalar && a.Text != b.Text ||
		len(a.Items) != len(b.Items) || len(a.Members) != len(b.Members) {
		return false
	}
	for i := range a.Items {
		if !same(a.Items[i], b.Items[i]) {
			return false
		}
	}
	var values map[string]*Node // of b, once the order of keys differs
	for i := range a.Members {
		x, y := &a.Members[i], &b.Members[i]
		value := y.Value
		if values == nil && !same(x.Key, y.Key) {
			values = make(map[string]*Node, len(b.Members))
			for _, m := range b.Members {
				values[m.Key.Text] = m.Value
			}
		}
		if values != nil {
			value = values[x.Key.Text]
		}
		if value == nil || !same(x.Value, value) {
			return false
		}
	}
	return true
}
