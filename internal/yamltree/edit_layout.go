package yamltree

// layout is how the collections of a text are indented.
type layout struct {
	unit string // before the keys of a mapping below a key, in addition to what the key has
	list string // before the dashes of a list below a key
}

// layoutOf looks at the first mapping and the first list below a key in block style.
func (t *Tree) layoutOf() layout {
	unit, list := -1, -1
	t.arena.each(func(n *Node) {
		if unit >= 0 && list >= 0 || n.Kind != Mapping || n.Style != Block || n.Alias {
			return
		}
		for i := range written(n) {
			m := &n.Members[i]
			switch {
			case m.Value.Alias || m.Value.Style != Block || m.Value.Start <= lineEnd(t.Source, m.Key.End):
			case m.Value.Kind == Mapping && unit < 0:
				unit = t.stepTo(m)
			case m.Value.Kind == Sequence && list < 0:
				list = t.stepTo(m)
			}
		}
	})
	if unit < 1 {
		unit = max(list, 2)
		if list < 1 {
			unit = len(indentation)
		}
	}
	if list < 0 {
		list = unit
	}
	return layout{unit: spaces(unit), list: spaces(list)}
}

// stepTo returns by how much the value of a member is indented deeper than its key, or -1 if that cannot be told.
func (t *Tree) stepTo(m *Member) int {
	key, _, ok := t.margin(m.Key.Start)
	value, _, below := t.margin(m.Value.Start)
	if !ok || !below {
		return -1
	}
	return (m.Value.Start - value) - (m.Key.Start - key)
}
