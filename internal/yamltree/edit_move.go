package yamltree

import (
	"slices"
	"sort"
	"strings"
)

// MoveMember takes member i out of a mapping and writes it again as the last member of another one, with the
// indentation of that. Both must be in block style, or the text in JSON. The edits repeat the value, whatever it is. It
// returns nil if the other mapping has the key already.
func (t *Tree) MoveMember(from *Node, i int, to *Node) []Edit {
	deleted := t.DeleteMember(from, i)
	if _, ok := t.collection(to, Mapping); !ok || deleted == nil || from == to {
		return nil
	}
	m := &from.Members[i]
	e, ok := t.entryOf(from, i)
	if !ok || to.Start >= e.start && to.Start < e.end || hasKey(to, m.Key.Text) || !isFreestanding(m.Value) {
		return nil
	}
	at := e.start
	if t.hasAnchor(&at, m.Value) {
		return nil
	}
	var lines []string
	switch {
	case t.Syntax == JSON:
		lines = t.flowLines(e)
	case from.Style == Block && to.Style == Block:
		lines, ok = t.blockLines(e, lastScalar(m.Value))
	default:
		return nil
	}
	if !ok {
		return nil
	}
	added := t.addEntry(to, written(to)-1, lines)
	if added == nil {
		return nil
	}
	last := deleted[len(deleted)-1]
	if last.End == len(t.Source) && added[0].Start == last.End && endsInBreak(t.Source[:last.Start]) {
		// The last line goes, which has no line break, and the one above has one.
		added[0].Text = strings.TrimLeft(added[0].Text, "\r\n")
	}
	if isBlockScalar(lastScalar(m.Value)) && !t.settleBlockScalar(m.Value, &added[0], last) {
		return nil
	}
	edits := slices.Concat(deleted, added)
	sort.SliceStable(edits, func(i, j int) bool {
		a, b := edits[i], edits[j]
		return a.Start < b.Start || a.Start == b.Start && a.End < b.End
	})
	if Apply(t.Source, edits) == nil {
		return nil
	}
	return join(edits)
}

// settleBlockScalar makes sure that a value that ends in a block scalar means the same where it is added.
func (t *Tree) settleBlockScalar(value *Node, added *Edit, deleted Edit) bool {
	if !endsInBreak([]byte(added.Text)) {
		added.Text += t.lineBreak(value.Start)
	}
	below := added.Start
	if below == deleted.Start {
		below = deleted.End
	}
	return t.isFreeOf(value, below, 0)
}

// isFreestanding tells whether a value has no alias inside, and so means the same anywhere in the text.
func isFreestanding(n *Node) bool {
	if n.Alias || written(n) < len(n.Members) {
		return false
	}
	for i := range written(n) {
		if n.Kind == Mapping && !isFreestanding(n.Members[i].Key) || !isFreestanding(valueOf(n, i)) {
			return false
		}
	}
	return true
}

// flowLines returns the lines of a JSON member without the indentation of the first.
func (t *Tree) flowLines(e entry) []string {
	margin := ""
	if line, own := t.ownLine(e.start); own {
		margin = string(t.Source[line:e.start])
	}
	var lines []string
	for at := e.start; at < e.end; at = nextLine(t.Source, at) {
		line := string(t.Source[at:min(lineEnd(t.Source, at), e.end)])
		lines = append(lines, strings.TrimPrefix(line, margin))
	}
	return lines
}

// blockLines returns the lines of a member in block style, with the comment behind it, without the indentation of the
// first. It fails if one of them has less indentation, or if the end of the value depends on what stands below it.
func (t *Tree) blockLines(e entry, last *Node) ([]string, bool) {
	line, _, ok := t.margin(e.start)
	end := lineEnd(t.Source, e.end)
	if !ok || t.keepsBreaks(last) || isBlockScalar(last) && end == len(t.Source) && !t.stripsBreaks(last) {
		return nil, false
	}
	margin := spaces(e.start - line)
	lines := []string{string(t.Source[e.start:lineEnd(t.Source, e.start)])}
	for at := nextLine(t.Source, e.start); at < end; at = nextLine(t.Source, at) {
		text := string(t.Source[at:lineEnd(t.Source, at)])
		rest, deep := strings.CutPrefix(text, margin)
		if !deep && strings.Trim(text, " ") != "" {
			return nil, false
		}
		if !deep {
			rest = ""
		}
		lines = append(lines, rest)
	}
	for _, wide := range wideBreaks {
		if strings.Contains(string(t.Source[e.start:end]), wide) {
			return nil, false
		}
	}
	return lines, true
}
