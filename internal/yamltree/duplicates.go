package yamltree

import (
	"strconv"
	"strings"
)

// largeMapping is the number of members above which keys are looked up in a map.
const largeMapping = 16

// duplicates finds keys that a mapping has twice.
type duplicates struct {
	p    *parser
	path []step // from the root to the mapping being looked at
	seen map[string]int
	room int // members that seen was made for
}

// step is one part of a path: a key, or an index where the key is nil.
type step struct {
	key   *Node
	index int
}

func (p *parser) reportDuplicates() {
	d := &duplicates{p: p}
	d.walk(p.tree.Root)
}

func (d *duplicates) walk(n *Node) {
	if n.Alias {
		return // its anchor is looked at
	}
	if n.Kind == Mapping {
		d.mapping(n)
	}
	for i := range n.Members {
		m := &n.Members[i]
		if m.Merged {
			break
		}
		if m.Key.Members == nil && m.Key.Items == nil && m.Value.Members == nil && m.Value.Items == nil {
			continue
		}
		d.path = append(d.path, step{key: m.Key})
		d.walk(m.Key)
		d.walk(m.Value)
		d.path = d.path[:len(d.path)-1]
	}
	for i, item := range n.Items {
		d.path = append(d.path, step{index: i})
		d.walk(item)
		d.path = d.path[:len(d.path)-1]
	}
}

func (d *duplicates) mapping(n *Node) {
	if len(n.Members) > largeMapping {
		d.reset(len(n.Members))
		for i := range n.Members {
			key := n.Members[i].Key
			if n.Members[i].Merged {
				return
			}
			if !isScalar(key) {
				continue
			}
			if first, ok := d.seen[key.Text]; ok {
				d.report(n, first, i)
				continue
			}
			d.seen[key.Text] = i
		}
		return
	}
	for i := range n.Members {
		key := n.Members[i].Key
		if n.Members[i].Merged {
			return
		}
		for j := range i {
			if n.Members[j].Key.Text == key.Text && isScalar(key) && isScalar(n.Members[j].Key) {
				d.report(n, j, i)
				break
			}
		}
	}
}

// reset empties seen for a mapping of n members. Emptying costs what the largest mapping cost, so that one made for a
// much larger mapping is thrown away.
func (d *duplicates) reset(n int) {
	if d.room < n || d.room > 4*n {
		d.seen, d.room = make(map[string]int, n), n
		return
	}
	clear(d.seen)
}

func isScalar(n *Node) bool { return n.Kind == Scalar || n.Kind == Null }

// report tells that member i of n has the key of member j, which stands before it.
func (d *duplicates) report(n *Node, j, i int) {
	first, later := &n.Members[j], &n.Members[i]
	for _, at := range d.p.leftOut {
		if first.Key.Start <= at && at <= later.Key.Start {
			return // the line left out between them may have parted them
		}
	}
	code, values := "duplicate-key", "different values"
	same := equal(first.Value, later.Value)
	if same {
		code, values = "duplicate-key-equal", "the same value"
	}
	if d.p.full(code) {
		return
	}
	d.path = append(d.path, step{key: later.Key})
	path := pathOf(d.path)
	d.path = d.path[:len(d.path)-1]
	problem := Problem{
		Code: code, Start: later.Key.Start, End: later.Key.End, Path: path,
		Message: "key " + strconv.Quote(later.Key.Text) + " stands twice in one mapping with " + values +
			", first on line " + strconv.Itoa(d.p.line(first.Key.Start)),
		Hint:    "keep one of the two",
		Related: []Place{{Start: first.Key.Start, End: first.Key.End, Path: path, Message: "first declared here"}},
	}
	if same {
		if edits := d.p.tree.DeleteMember(n, i); edits != nil {
			problem.Fix = &Fix{Title: "delete the second " + later.Key.Text, Edits: edits}
		}
	}
	d.p.report(problem)
}

// equal tells whether two values mean the same, whatever the style and the order of the keys.
func equal(a, b *Node) bool {
	if a.Kind == Null && b.Kind == Null {
		return true
	}
	if a.Kind != b.Kind || a.Text != b.Text || len(a.Items) != len(b.Items) || len(a.Members) != len(b.Members) {
		return false
	}
	if a.Kind == Scalar && (a.Style == Plain) != (b.Style == Plain) && mayBeTyped(a.Text) {
		return false // 1 is not "1"
	}
	for i := range a.Items {
		if !equal(a.Items[i], b.Items[i]) {
			return false
		}
	}
	for i := range a.Members {
		if !equal(a.Members[i].Key, b.Members[i].Key) {
			return equalUnordered(a.Members, b.Members)
		}
		if !equal(a.Members[i].Value, b.Members[i].Value) {
			return false
		}
	}
	return true
}

// mayBeTyped tells whether a plain text may be read as something else than text.
func mayBeTyped(text string) bool {
	if text == "" || text[0] < 'A' || text[0] > 'z' {
		return true
	}
	switch strings.ToLower(text) {
	case "true", "false", "yes", "no", "on", "off", "y", "n", "null":
		return true
	}
	return false
}

// equalUnordered compares mappings whose keys stand in different orders. Keys that are no scalars make them differ.
func equalUnordered(a, b []Member) bool {
	values := make(map[string]*Node, len(b))
	for _, m := range b {
		if !isScalar(m.Key) {
			return false
		}
		values[m.Key.Text] = m.Value
	}
	for _, m := range a {
		value := values[m.Key.Text]
		if value == nil || !isScalar(m.Key) || !equal(m.Value, value) {
			return false
		}
		delete(values, m.Key.Text)
	}
	return len(values) == 0
}
