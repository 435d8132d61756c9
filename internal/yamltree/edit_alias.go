package yamltree

import "slices"

// Origin returns the node that an alias repeats, or nil if n is no alias.
func (t *Tree) Origin(n *Node) *Node {
	for _, a := range t.aliases {
		if a.node == n {
			return a.origin
		}
	}
	return nil
}

// Repeats returns the first alias in the text that repeats one of the nodes, or nil. An edit of such a node counts for
// the alias as well.
func (t *Tree) Repeats(nodes []*Node) *Node {
	for _, a := range t.aliases {
		if slices.Contains(nodes, a.origin) {
			return a.node
		}
	}
	return nil
}

// PathOf returns the path of a value that stands in the text itself, as [Tree.Find] takes it.
func (t *Tree) PathOf(n *Node) (path string, ok bool) {
	if n == nil {
		return "", false
	}
	var steps []step
	for at := t.Root; at != n; {
		switch {
		case at == nil || at.Alias:
			return "", false
		case at.Kind == Sequence:
			item, i := itemAt(at.Items, n)
			steps, at = append(steps, step{index: i}), item
		default:
			value, i := valueAt(at.Members, n)
			if value == nil {
				return "", false
			}
			steps, at = append(steps, step{key: at.Members[i].Key}), value
		}
	}
	return pathOf(steps), true
}
