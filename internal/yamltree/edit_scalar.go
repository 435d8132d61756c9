package yamltree

import "strings"

// Rename makes key the key of m and keeps the quotes that the key has. It returns nil if the mapping has such a key.
func (t *Tree) Rename(m *Member, key string) []Edit {
	if m == nil || m.Merged || !isScalar(m.Key) || isBlockScalar(m.Key) || m.Key.Alias || m.Key.Start >= m.Key.End {
		return nil
	}
	pl, ok := t.placeOf(m.Value)
	if !ok || pl.parent == nil || pl.parent.Kind != Mapping || pl.parent.Members[pl.index].Key != m.Key ||
		!t.isIntact(m.Key) || t.hasBreak(m.Key) || !t.isOpen(m.Key.Start) || hasKey(pl.parent, key) || !isShortKey(key) {
		return nil
	}
	return t.rewrite(m.Key, key, pl.flow)
}

// hasKey tells whether a mapping has a key itself, not by a merge.
func hasKey(n *Node, key string) bool {
	m := n.Member(key)
	return m != nil && !m.Merged
}

// isShortKey tells whether the colon of a key is found: the parsers stop looking after 1024 characters.
func isShortKey(key string) bool { return len(key) <= 128 }

// SetText makes text the value of a scalar or null. A scalar in quotes keeps them; otherwise quotes are written where
// the text would be taken for something else without them. A literal scalar stays one if the text has several lines that
// can stand as they are; any other block scalar gives way to one line.
func (t *Tree) SetText(n *Node, text string) []Edit {
	pl, l, ok := t.scalarAt(n)
	if !ok || n.Tag != "" && n.Tag != "!!str" || l.props && n.Tag == "" && t.hasTag(pl, l) {
		return nil
	}
	if n.Style == SingleQuoted || n.Style == DoubleQuoted {
		return t.rewrite(n, text, pl.flow)
	}
	if edits := t.setLiteralStyle(n, text); edits != nil {
		return edits
	}
	return t.setRaw(n, pl, l, t.scalarFor(text, pl.flow))
}

// SetLiteral writes literal, such as true, 5 or null, in place of a scalar or null. The literal is written as it is.
func (t *Tree) SetLiteral(n *Node, literal string) []Edit {
	pl, l, ok := t.scalarAt(n)
	if !ok || n.Tag != "" || t.hasTag(pl, l) || !isOneLine(literal) {
		return nil
	}
	return t.setRaw(n, pl, l, literal)
}

// setRaw writes raw in place of the value of n.
func (t *Tree) setRaw(n *Node, pl place, l lead, raw string) []Edit {
	switch {
	case !isUnwritten(n) && n.Style != Literal && n.Style != Folded:
		return []Edit{{Start: n.Start, End: n.End, Text: raw}}
	case !isUnwritten(n): // the header gives way to the value, a comment behind it stays, the lines below go
		edits := []Edit{{Start: n.Start, End: headerEnd(t.Source, n.Start), Text: raw}}
		if end := lineEnd(t.Source, n.Start); end < n.End {
			edits = append(edits, Edit{Start: end, End: n.End})
		}
		return edits
	case l.marked:
		return []Edit{{Start: n.Start, End: n.Start, Text: " " + raw}}
	case t.Syntax == JSON || pl.parent.Style == Block: // ? key
		return nil
	default:
		return []Edit{{Start: n.Start, End: n.Start, Text: ": " + raw}}
	}
}

// rewrite puts text in place of the text of n, a scalar that is no block scalar, within the quotes that it has.
func (t *Tree) rewrite(n *Node, text string, flow bool) []Edit {
	switch {
	case n.Style == DoubleQuoted:
		quoted := doubleQuoted(text)
		return []Edit{{Start: n.Start + 1, End: n.End - 1, Text: quoted[1 : len(quoted)-1]}}
	case n.Style == SingleQuoted && t.Syntax == YAML && isPrintableText(text):
		return []Edit{{Start: n.Start + 1, End: n.End - 1, Text: strings.ReplaceAll(text, "'", "''")}}
	case n.Style == SingleQuoted:
		return []Edit{{Start: n.Start, End: n.End, Text: doubleQuoted(text)}}
	default:
		return []Edit{{Start: n.Start, End: n.End, Text: t.scalarFor(text, flow)}}
	}
}

// scalarFor returns text as the syntax of the tree writes it.
func (t *Tree) scalarFor(text string, flow bool) string {
	if t.Syntax == JSON {
		return doubleQuoted(text)
	}
	return scalarText(text, flow)
}

// scalarAt finds a scalar or null that the text writes there itself.
func (t *Tree) scalarAt(n *Node) (place, lead, bool) {
	pl, ok := t.placeOf(n)
	if !ok || n.Alias || !isScalar(n) || !t.isIntact(n) || t.Partial && t.hasBreak(n) {
		return pl, lead{}, false
	}
	l, ok := t.leadOf(pl)
	switch {
	case !ok || isUnwritten(n):
	case isBlockScalar(n): // one on a line of its own may stand where nothing else may
		ok = lineEnd(t.Source, l.behind) > n.Start
	default:
		ok = t.isClosed(n, pl.flow) && (t.isOpen(n.Start) || t.isBehindQuotedKey(n.Start))
	}
	return pl, l, ok
}

// isIntact tells whether the bytes at the range of a scalar are what its style says.
func (t *Tree) isIntact(n *Node) bool {
	src := t.Source[n.Start:n.End]
	switch n.Style {
	case SingleQuoted, DoubleQuoted:
		return len(src) > 1 && (src[0] == '"' || src[0] == '\'') && src[len(src)-1] == src[0]
	case Literal, Folded:
		return len(src) > 0 && (src[0] == '|' || src[0] == '>')
	default:
		return string(src) == n.Text || t.hasBreak(n)
	}
}

// hasTag tells whether a tag is among the properties before the value at pl, also one that the tree does not keep.
func (t *Tree) hasTag(pl place, l lead) bool {
	if !l.props {
		return false
	}
	from := pl.parent.Start
	if pl.parent.Kind == Mapping {
		from = pl.parent.Members[pl.index].Key.End
	} else if pl.index > 0 {
		from = pl.parent.Items[pl.index-1].End
	}
	for i := from; i < l.behind; i++ {
		if t.Source[i] == '!' {
			return true
		}
	}
	return false
}

// isOpen tells whether a scalar may begin at start: nothing directly before it could be one with it.
func (t *Tree) isOpen(start int) bool {
	if start == bomLen(t.Source) || endsInBreak(t.Source[:start]) {
		return true
	}
	before := t.Source[start-1]
	return isBlank(before) || isFlowIndicator(before)
}

// isBehindQuotedKey tells whether a value stands right behind the colon of a key in quotes, as in compact JSON.
func (t *Tree) isBehindQuotedKey(start int) bool {
	if start < 2 || t.Source[start-1] != ':' {
		return false
	}
	return t.Syntax == JSON || t.Source[start-2] == '"' || t.Source[start-2] == '\''
}

// isClosed tells whether a plain scalar in place of n would end where n ends.
func (t *Tree) isClosed(n *Node, flow bool) bool {
	if n.End == len(t.Source) || isBlank(t.Source[n.End]) || breakLen(t.Source[n.End:]) > 0 {
		return true
	}
	return flow && isFlowIndicator(t.Source[n.End])
}

func (t *Tree) hasBreak(n *Node) bool {
	return lineEnd(t.Source[:n.End], n.Start) < n.End
}

func isOneLine(raw string) bool { return isPrintableText(raw) && strings.TrimSpace(raw) != "" }

func isPrintableText(text string) bool {
	for _, r := range text {
		if !isPrintable(r) {
			return false
		}
	}
	return true
}
