package yamltree

import "strings"

// InsertMember adds a key with any value behind member after of a mapping, or before all others if after is -1. Of the
// value it uses what [Encode] uses, and lays it out as the text around it. It returns nil if the mapping has the key.
func (t *Tree) InsertMember(parent *Node, after int, key string, value *Node) []Edit {
	pl, ok := t.collection(parent, Mapping)
	if !ok || hasKey(parent, key) || !isShortKey(key) || !isWritable(value) {
		return nil
	}
	if len(parent.Members) == 0 {
		return t.Fill(parent, mappingOf(key, value))
	}
	flow := pl.flow || parent.Style == Flow
	style := t.styleOf(parent, flow)
	if flow {
		return t.addEntry(parent, after, t.flowMember(key, value, style, t.unitOf(parent)))
	}
	return t.addEntry(parent, after, t.blockMember(key, value, style, t.layoutOf()))
}

// InsertItem adds an item behind item after of a list, or before all others if after is -1: a scalar, or a mapping of
// scalars.
func (t *Tree) InsertItem(seq *Node, after int, value *Node) []Edit {
	pl, ok := t.collection(seq, Sequence)
	if !ok || !isWritable(value) {
		return nil
	}
	flow := pl.flow || seq.Style == Flow
	switch {
	case len(seq.Items) == 0:
		return t.Fill(seq, &Node{Kind: Sequence, Items: []*Node{value}})
	case isScalar(value):
		return t.AddItem(seq, after, t.raw(value, flow))
	case value.Kind == Sequence:
		return nil
	}
	fields := make([][2]string, len(value.Members))
	for i := range value.Members {
		m := &value.Members[i]
		if !isScalar(m.Value) {
			return nil
		}
		fields[i] = [2]string{m.Key.Text, t.raw(m.Value, flow)}
	}
	return t.AddItemLines(seq, after, fields)
}

// Fill writes a collection in place of a null or of a collection without entries. Comments beside it stay.
func (t *Tree) Fill(n, value *Node) []Edit {
	pl, ok := t.placeOf(n)
	if !ok || t.Partial || n.Alias || n.Unknown || n.Tag != "" || isScalar(value) || !isWritable(value) || !t.isHollow(n) {
		return nil
	}
	if pl.parent == nil {
		return t.fillRoot(n, value)
	}
	l, ok := t.leadOf(pl)
	if !ok || l.props {
		return nil
	}
	if pl.flow || pl.parent.Style == Flow {
		return t.fillFlow(pl, l, n, value)
	}
	return t.fillBlock(pl, l, n, value)
}

// isHollow tells whether n is a null, or a pair of brackets with nothing between them but white space.
func (t *Tree) isHollow(n *Node) bool {
	switch {
	case isScalar(n):
		return n.Kind == Null && t.isIntact(n)
	case len(n.Members)+len(n.Items) > 0 || !t.hasBrackets(n):
		return false
	default:
		return strings.TrimSpace(string(t.Source[n.Start+1:n.End-1])) == ""
	}
}

func (t *Tree) fillRoot(n, value *Node) []Edit {
	line, own := t.ownLine(n.Start)
	if isScalar(n) || !t.isBareRoot() || !own || line != n.Start {
		return nil
	}
	eol := t.lineBreak(n.Start)
	lines := t.flowLinesOf(value, memberStyle{quoted: true, flow: true}, indentation)
	if t.Syntax == YAML {
		if _, closed := t.closeLine(n.End); !closed || skipBlanks(t.Source, n.End) != lineEnd(t.Source, n.End) {
			return nil
		}
		lines = t.blockLinesOf(value, t.layoutOf())
	}
	return []Edit{{Start: n.Start, End: n.End, Text: strings.Join(lines, eol)}}
}

// fillFlow writes the collection between brackets: in JSON over several lines if the entry has a line of its own.
func (t *Tree) fillFlow(pl place, l lead, n, value *Node) []Edit {
	style := t.memberStyleAround(pl)
	unit, separator := "", ""
	if e, ok := t.entryOf(pl.parent, pl.index); ok {
		if line, own := t.ownLine(e.start); own && t.Syntax == JSON {
			unit, separator = t.unitOf(pl.parent), t.lineBreak(e.start)+string(t.Source[line:e.start])
		}
	}
	text := strings.Join(t.flowLinesOf(value, style, unit), separator)
	if !l.marked {
		return nil // what the key alone ends at may be read otherwise with something behind it
	}
	if isUnwritten(n) {
		return t.setRaw(n, pl, l, text)
	}
	if isScalar(n) {
		if _, _, ok := t.scalarAt(n); !ok {
			return nil
		}
	}
	return []Edit{{Start: n.Start, End: n.End, Text: text}}
}

// memberStyleAround looks at the members beside the value at pl.
func (t *Tree) memberStyleAround(pl place) memberStyle {
	if pl.parent.Kind == Mapping && pl.parent.Style == Flow {
		return t.styleOf(pl.parent, true)
	}
	return memberStyle{quoted: t.Syntax == JSON, flow: true}
}

// unitOf returns the indentation of a level of JSON if the entries of n have a line each, else "".
func (t *Tree) unitOf(n *Node) string {
	e, ok := t.entryOf(n, 0)
	if !ok || t.Syntax != JSON {
		return ""
	}
	if _, own := t.ownLine(e.start); !own {
		return ""
	}
	if _, unit, ok := t.jsonIndent(t.Root); ok {
		return unit
	}
	return ""
}

// fillBlock writes the collection below its key.
func (t *Tree) fillBlock(pl place, l lead, n, value *Node) []Edit {
	if pl.parent.Kind != Mapping || !l.marked {
		return nil
	}
	e, ok := t.entryOf(pl.parent, pl.index)
	if !ok {
		return nil
	}
	line, _, ok := t.margin(e.start)
	next, closed := t.closeLine(n.End)
	if !ok || !closed {
		return nil
	}
	eol, how := t.lineBreak(e.start), t.layoutOf()
	lines := t.blockLinesOf(value, how)
	if !isUnwritten(n) && lineEnd(t.Source, l.behind) < n.Start { // it has a line of its own, and what is below may too
		at, own := t.ownLine(n.Start)
		if !own || skipBlanks(t.Source, n.End) != lineEnd(t.Source, n.End) {
			return nil
		}
		return []Edit{{Start: n.Start, End: n.End, Text: strings.Join(lines, eol+string(t.Source[at:n.Start]))}}
	}
	deeper := how.unit
	if value.Kind == Sequence {
		deeper = how.list
	}
	margin := spaces(e.start-line) + deeper
	text := joinLines(lines, eol, margin)
	if next < len(t.Source) || endsInBreak(t.Source) {
		text += eol
	} else {
		text = eol + text
	}
	var edits []Edit
	if !isUnwritten(n) {
		gap := ""
		if n.End < len(t.Source) && t.Source[n.End] == '#' {
			gap = " "
		}
		edits = append(edits, Edit{Start: l.behind, End: n.End, Text: gap})
	}
	return join(append(edits, Edit{Start: next, End: next, Text: text}))
}

func mappingOf(key string, value *Node) *Node {
	return &Node{Kind: Mapping, Members: []Member{{Key: &Node{Kind: Scalar, Text: key}, Value: value}}}
}

func skipBlanks(src []byte, at int) int {
	for at < len(src) && isBlank(src[at]) {
		at++
	}
	return at
}
