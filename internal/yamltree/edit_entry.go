package yamltree

import (
	"bytes"
	"strings"
)

// entry is the text of one member or item: from its key, dash or value to the end of its value.
type entry struct {
	start, end int
}

// entryOf returns the range of entry i of a collection that the text writes itself.
func (t *Tree) entryOf(n *Node, i int) (entry, bool) {
	if i < 0 || i >= written(n) {
		return entry{}, false
	}
	l, ok := t.leadOf(place{parent: n, index: i})
	if !ok {
		return entry{}, false
	}
	if n.Kind == Mapping {
		m := &n.Members[i]
		if n.Style == Block && !t.isSimpleKey(m.Key) {
			return entry{}, false
		}
		return entry{m.Key.Start, max(l.behind, m.Value.End)}, m.Key.Start < m.Key.End
	}
	e := entry{n.Items[i].Start, n.Items[i].End}
	if n.Style == Block {
		e.start, ok = t.itemMark(n, i)
	}
	return e, ok
}

// isSimpleKey tells whether the colon stands behind the key on its line. A key behind a question mark may do without.
func (t *Tree) isSimpleKey(key *Node) bool {
	at := skipSpace(t.Source, key.End)
	return at < lineEnd(t.Source, key.End) && t.Source[at] == ':'
}

// written returns how many entries a collection has without those that a merge brings.
func written(n *Node) int {
	if n.Kind == Sequence {
		return len(n.Items)
	}
	count := len(n.Members)
	for count > 0 && n.Members[count-1].Merged {
		count--
	}
	return count
}

// collection finds a collection that can be taken apart: a part of the text that was read whole.
func (t *Tree) collection(n *Node, kind Kind) (place, bool) {
	pl, ok := t.placeOf(n)
	return pl, ok && !t.Partial && n.Kind == kind && !n.Alias
}

// margin finds the line that an entry of a block collection starts: where it begins, and whether dashes of lists stand
// between there and the entry. It fails if anything else does.
func (t *Tree) margin(at int) (line int, dashed, ok bool) {
	for line = at; line > bomLen(t.Source) && !endsInBreak(t.Source[:line]); line-- {
		switch t.Source[line-1] {
		case ' ':
		case '-':
			if t.Source[line] != ' ' {
				return line, dashed, false
			}
			dashed = true
		default:
			return line, dashed, false
		}
	}
	return line, dashed, true
}

// closeLine returns the start of the line below at if nothing but a comment stands between at and the line break.
func (t *Tree) closeLine(at int) (next int, ok bool) {
	for at < len(t.Source) && isBlank(t.Source[at]) {
		at++
	}
	if at < len(t.Source) && t.Source[at] == '#' && t.Syntax == YAML {
		at = lineEnd(t.Source, at)
	}
	end := at + breakLen(t.Source[at:])
	return end, at == len(t.Source) || end > at
}

// lineBreak returns the line break of the line that at stands in, or of the one above if that is the last.
func (t *Tree) lineBreak(at int) string {
	if end := lineEnd(t.Source, at); end < len(t.Source) {
		return asciiBreak(t.Source[end:])
	}
	for i := at; i > 0; i-- {
		switch {
		case t.Source[i-1] == '\r':
			return "\r"
		case t.Source[i-1] != '\n':
		case i > 1 && t.Source[i-2] == '\r':
			return "\r\n"
		default:
			return "\n"
		}
	}
	return "\n"
}

func asciiBreak(src []byte) string {
	if src[0] != '\r' {
		return "\n"
	}
	return string(src[:breakLen(src)])
}

// isAnchorNeeded tells whether [start, end), the text of some entries, has an anchor that an alias behind it may name.
// In doubt it says yes.
func (t *Tree) isAnchorNeeded(start, end int, values ...*Node) bool {
	if bytes.IndexByte(t.Source[start:end], '&') < 0 || bytes.IndexByte(t.Source[end:], '*') < 0 {
		return false
	}
	at := start
	for _, value := range values {
		if t.hasAnchor(&at, value) {
			return true
		}
	}
	return false
}

// hasAnchor looks for an anchor before n and those in n; at is where the text that belongs to no scalar goes on.
func (t *Tree) hasAnchor(at *int, n *Node) bool {
	if *at < n.Start && bytes.IndexByte(t.Source[*at:n.Start], '&') >= 0 {
		return true
	}
	*at = max(*at, n.Start)
	if n.Alias || isScalar(n) {
		*at = max(*at, n.End)
		return false
	}
	for i := range written(n) {
		if n.Kind == Sequence {
			if t.hasAnchor(at, n.Items[i]) {
				return true
			}
			continue
		}
		if m := &n.Members[i]; t.hasAnchor(at, m.Key) || t.hasAnchor(at, m.Value) {
			return true
		}
	}
	found := *at < n.End && bytes.IndexByte(t.Source[*at:n.End], '&') >= 0
	*at = max(*at, n.End)
	return found
}

// lastScalar returns the value that ends last in n.
func lastScalar(n *Node) *Node {
	for !n.Alias {
		switch count := written(n); {
		case count == 0:
			return n
		case n.Kind == Sequence:
			n = n.Items[count-1]
		default:
			n = n.Members[count-1].Value
		}
	}
	return n
}

func isBlockScalar(n *Node) bool { return !n.Alias && (n.Style == Literal || n.Style == Folded) }

// keepsBreaks tells whether the empty lines below a block scalar belong to it.
func (t *Tree) keepsBreaks(n *Node) bool {
	return isBlockScalar(n) && bytes.IndexByte(t.Source[n.Start:headerEnd(t.Source, n.Start)], '+') >= 0
}

// stripsBreaks tells whether a block scalar ends without a line break whatever stands below it.
func (t *Tree) stripsBreaks(n *Node) bool {
	return bytes.IndexByte(t.Source[n.Start:headerEnd(t.Source, n.Start)], '-') >= 0
}

// valueOf returns the value of entry i.
func valueOf(n *Node, i int) *Node {
	if n.Kind == Sequence {
		return n.Items[i]
	}
	return n.Members[i].Value
}

// spaces returns a margin of n blanks.
func spaces(n int) string { return strings.Repeat(" ", n) }
