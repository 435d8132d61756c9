package yamltree

import "strings"

// fillBrackets writes the first entry of an empty flow collection.
func (t *Tree) fillBrackets(n *Node, lines []string) []Edit {
	if !t.hasBrackets(n) {
		return nil
	}
	inside, ok := t.betweenOf(n.Start+1, n.End-1)
	if !ok || inside.comma >= 0 {
		return nil
	}
	text := t.joinInline(lines, n.Start)
	if !inside.comments {
		return []Edit{{Start: n.Start + 1, End: n.End - 1, Text: text}}
	}
	if t.Source[n.Start+1] == '#' {
		return nil
	}
	return []Edit{{Start: n.Start + 1, End: n.Start + 1, Text: text}}
}

func (t *Tree) addFlowFirst(n *Node, e entry, lines []string) []Edit {
	if _, _, ok := t.flowAround(n, 0, e); !ok {
		return nil
	}
	if line, own := t.ownLine(e.start); own {
		separator := t.lineBreak(e.start) + string(t.Source[line:e.start])
		return []Edit{{Start: e.start, End: e.start, Text: strings.Join(lines, separator) + "," + separator}}
	}
	return []Edit{{Start: e.start, End: e.start, Text: t.joinInline(lines, e.start) + "," + t.commaGap(n)}}
}

func (t *Tree) addFlow(n *Node, after int, e entry, lines []string) []Edit {
	_, behind, ok := t.flowAround(n, after, e)
	if !ok || t.Source[e.end-1] == ':' {
		return nil // a comma right behind a colon is not read as one by everybody
	}
	line, own := t.ownLine(e.start)
	if !own {
		return []Edit{{Start: e.end, End: e.end, Text: "," + t.commaGap(n) + t.joinInline(lines, e.start)}}
	}
	separator := t.lineBreak(line) + string(t.Source[line:e.start])
	text := strings.Join(lines, separator)
	next, closed := t.closeLine(max(e.end, behind.comma+1))
	switch {
	case behind.comma >= 0 && closed && next < len(t.Source):
		return []Edit{{Start: next, End: next, Text: string(t.Source[line:e.start]) + text + "," + t.lineBreak(line)}}
	case behind.comma < 0 && closed && lineEnd(t.Source, e.end) > e.end:
		end := lineEnd(t.Source, e.end)
		return []Edit{{Start: e.end, End: e.end, Text: ","}, {Start: end, End: end, Text: separator + text}}
	default:
		return []Edit{{Start: e.end, End: e.end, Text: "," + separator + text}}
	}
}

// joinInline joins lines that go into the line of at.
func (t *Tree) joinInline(lines []string, at int) string {
	if len(lines) == 1 {
		return lines[0]
	}
	return strings.Join(lines, t.lineBreak(at))
}

// commaGap returns what stands behind the commas of a flow collection in one line.
func (t *Tree) commaGap(n *Node) string {
	if first, ok := t.entryOf(n, 0); ok && written(n) > 1 {
		if comma := skipSpace(t.Source, first.end); comma < n.End && t.Source[comma] == ',' {
			return blankAt(t.Source, comma+1)
		}
	}
	if n.Kind == Sequence && len(n.Items) == 1 && n.Items[0].Kind == Mapping {
		n = n.Items[0]
	}
	if n.Kind == Mapping && written(n) > 0 {
		if l, ok := t.leadOf(place{parent: n}); ok && t.Syntax == JSON {
			return blankAt(t.Source, l.behind)
		}
	}
	return " "
}

// blankAt returns a blank if there is white space at at, else nothing.
func blankAt(src []byte, at int) string {
	if at > 0 && at < len(src) && isSpaceByte(src[at]) {
		return " "
	}
	return ""
}

// fitsFlow tells whether a value may stand between brackets as it is.
func (t *Tree) fitsFlow(value string) bool {
	if value == "" || t.Syntax == JSON {
		return value != ""
	}
	return strings.IndexByte(`"'[{`, value[0]) >= 0 || fitsPlain(value, true)
}

// memberStyle is how the members of a mapping are written.
type memberStyle struct {
	quoted  bool // keys in double quotes
	compact bool // no blank behind the colon
	flow    bool
}

// styleOf looks at the first member of n, which may be nil; flow tells how the new members are written.
func (t *Tree) styleOf(n *Node, flow bool) memberStyle {
	if n == nil || n.Kind != Mapping || n.Alias || written(n) == 0 {
		return memberStyle{quoted: t.Syntax == JSON, flow: flow}
	}
	s := t.memberStyleOf(n, 0)
	s.quoted = s.quoted && n.Members[0].Key.Style != SingleQuoted
	s.compact = s.compact && s.quoted && flow
	s.flow = flow
	return s
}

// memberStyleOf looks at member i of a mapping in flow style.
func (t *Tree) memberStyleOf(n *Node, i int) memberStyle {
	s := memberStyle{quoted: t.Syntax == JSON || n.Members[i].Key.Style != Plain, flow: true}
	if l, ok := t.leadOf(place{parent: n, index: i}); ok && !l.props && !isUnwritten(n.Members[i].Value) {
		s.compact = s.quoted && blankAt(t.Source, l.behind) == ""
	}
	return s
}

// member returns key and value of one line.
func (s memberStyle) member(key, value string) string {
	if s.quoted {
		key = doubleQuoted(key)
	} else {
		key = scalarText(key, s.flow)
	}
	if s.compact || value == "" {
		return key + ":" + value
	}
	return key + ": " + value
}

// sibling returns the item whose layout an item behind item after takes over, nil if the list has none.
func sibling(seq *Node, after int) *Node {
	if len(seq.Items) == 0 {
		return nil
	}
	return seq.Items[min(max(after, 0), len(seq.Items)-1)]
}

// dashGap returns the blanks between dash and value of the item that the new one follows.
func (t *Tree) dashGap(seq *Node, after int) string {
	if item := sibling(seq, after); item != nil && !isUnwritten(item) {
		i := item.Start
		for i > 0 && t.Source[i-1] == ' ' {
			i--
		}
		if i > 0 && i < item.Start && t.Source[i-1] == '-' {
			return spaces(item.Start - i)
		}
	}
	return " "
}

// flowMapping returns the lines of a mapping in brackets with these members. It is laid out like the sibling.
func (t *Tree) flowMapping(like *Node, members []string, style memberStyle) []string {
	if like != nil && !like.Alias && like.Kind == Mapping && written(like) > 0 && t.hasBrackets(like) {
		outer, own := t.ownLine(like.Start)
		inner, ownMember := t.ownLine(like.Members[0].Key.Start)
		margin, deeper := string(t.Source[outer:like.Start]), string(t.Source[inner:like.Members[0].Key.Start])
		if unit, ok := strings.CutPrefix(deeper, margin); ok && own && ownMember {
			lines := make([]string, 0, len(members)+2)
			lines = append(lines, "{")
			for i, m := range members {
				if i+1 < len(members) {
					m += ","
				}
				lines = append(lines, unit+m)
			}
			return append(lines, "}")
		}
	}
	separator := ", "
	if style.compact {
		separator = ","
	}
	return []string{"{" + strings.Join(members, separator) + "}"}
}
