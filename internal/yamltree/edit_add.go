package yamltree

import "strings"

// AddMember adds a key behind member after of a mapping, or before all others if after is -1. The value is a text of
// one line that stands as it is, or "". It returns nil if the mapping has the key already.
func (t *Tree) AddMember(parent *Node, after int, key, value string) []Edit {
	pl, ok := t.collection(parent, Mapping)
	if !ok || hasKey(parent, key) || !isShortKey(key) || value != "" && !isOneLine(value) {
		return nil
	}
	flow := pl.flow || parent.Style == Flow
	if flow && !t.fitsFlow(value) {
		return nil
	}
	style := t.styleOf(parent, flow)
	return t.addEntry(parent, after, []string{style.member(key, value)})
}

// AddItem adds an item behind item after of a list, or before all others if after is -1. The value is a text of one
// line that stands as it is.
func (t *Tree) AddItem(seq *Node, after int, value string) []Edit {
	pl, ok := t.collection(seq, Sequence)
	if !ok || !isOneLine(value) || (pl.flow || seq.Style == Flow) && !t.fitsFlow(value) {
		return nil
	}
	if seq.Style == Block {
		value = "-" + t.dashGap(seq, after) + value
	}
	return t.addEntry(seq, after, []string{value})
}

// AddItemLines is [Tree.AddItem] for a mapping of keys and values; the values stand as they are. In block style every
// key has its own line, and so it has in JSON when the item that the new one follows is written like this.
func (t *Tree) AddItemLines(seq *Node, after int, fields [][2]string) []Edit {
	pl, ok := t.collection(seq, Sequence)
	if !ok || len(fields) == 0 {
		return nil
	}
	flow := pl.flow || seq.Style == Flow
	style := t.styleOf(sibling(seq, after), flow)
	lines := make([]string, len(fields))
	for i, field := range fields {
		if !isShortKey(field[0]) || field[1] != "" && !isOneLine(field[1]) || flow && !t.fitsFlow(field[1]) {
			return nil
		}
		lines[i] = style.member(field[0], field[1])
	}
	if flow {
		return t.addEntry(seq, after, t.flowMapping(sibling(seq, after), lines, style))
	}
	gap := t.dashGap(seq, after)
	for i := range lines {
		if i == 0 {
			lines[i] = "-" + gap + lines[i]
		} else {
			lines[i] = " " + spaces(len(gap)) + lines[i]
		}
	}
	return t.addEntry(seq, after, lines)
}

// addEntry adds an entry of some lines, which have the indentation that they need below the first.
func (t *Tree) addEntry(n *Node, after int, lines []string) []Edit {
	count := written(n)
	after = min(max(after, -1), count-1)
	switch {
	case n.Style == Flow && count == 0:
		return t.fillBrackets(n, lines)
	case count == 0:
		return nil
	}
	e, ok := t.entryOf(n, max(after, 0))
	switch {
	case !ok:
		return nil
	case n.Style == Flow && after < 0:
		return t.addFlowFirst(n, e, lines)
	case n.Style == Flow:
		return t.addFlow(n, after, e, lines)
	case after < 0:
		return t.addBlockFirst(e, lines)
	default:
		return t.addBlock(valueOf(n, after), e, lines)
	}
}

func (t *Tree) addBlockFirst(e entry, lines []string) []Edit {
	line, dashed, ok := t.margin(e.start)
	if !ok {
		return nil
	}
	indent, eol := spaces(e.start-line), t.lineBreak(e.start)
	if dashed {
		return []Edit{{Start: e.start, End: e.start, Text: strings.Join(lines, eol+indent) + eol + indent}}
	}
	at := t.headStart(line)
	return []Edit{{Start: at, End: at, Text: indent + strings.Join(lines, eol+indent) + eol}}
}

// headStart returns where the comment lines directly above a line start. Those that open the file belong to the file.
func (t *Tree) headStart(line int) int {
	at := line
	for at > bomLen(t.Source) {
		above := t.lineAbove(at)
		start := above
		for start < at && t.Source[start] == ' ' {
			start++
		}
		if t.Source[start] != '#' {
			return at
		}
		at = above
	}
	return line
}

// lineAbove returns the start of the line above the one that starts at line.
func (t *Tree) lineAbove(line int) int {
	at := line - 1
	if at > 0 && t.Source[at] == '\n' && t.Source[at-1] == '\r' {
		at--
	}
	for at > bomLen(t.Source) && !endsInBreak(t.Source[:at]) {
		at--
	}
	return at
}

func (t *Tree) addBlock(above *Node, e entry, lines []string) []Edit {
	line, _, ok := t.margin(e.start)
	if !ok {
		return nil
	}
	next, ok := t.closeLine(e.end)
	if !ok {
		return nil
	}
	above = lastScalar(above)
	if t.keepsBreaks(above) {
		next = t.skipEmpty(next)
	}
	indent, eol := spaces(e.start-line), t.lineBreak(e.end)
	text := joinLines(lines, eol, indent)
	if next < len(t.Source) || endsInBreak(t.Source) {
		return []Edit{{Start: next, End: next, Text: text + eol}}
	}
	if isBlockScalar(above) && !t.stripsBreaks(above) {
		return nil // the line break that is missing would become part of the block scalar
	}
	return []Edit{{Start: next, End: next, Text: eol + text}}
}

// joinLines puts the margin before every line that is not empty.
func joinLines(lines []string, eol, margin string) string {
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteString(eol)
		}
		if line != "" {
			b.WriteString(margin)
			b.WriteString(line)
		}
	}
	return b.String()
}

// skipEmpty returns the start of the first line at or below line that is more than blanks.
func (t *Tree) skipEmpty(line int) int {
	for line < len(t.Source) {
		at := line
		for at < len(t.Source) && t.Source[at] == ' ' {
			at++
		}
		if at < len(t.Source) && breakLen(t.Source[at:]) == 0 {
			break
		}
		line = nextLine(t.Source, at)
	}
	return line
}
