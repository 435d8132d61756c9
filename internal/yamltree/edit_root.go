package yamltree

import "strings"

// WrapRoot puts everything in the root mapping below key: in block style with four blanks more before every line from
// the first key to the end of the document, in JSON and flow style in braces. Comments that open the file stay above.
func (t *Tree) WrapRoot(key string) []Edit {
	root := t.Root
	if root == nil || !isShortKey(key) {
		return nil
	}
	if _, ok := t.collection(root, Mapping); !ok || !t.isBareRoot() {
		return nil
	}
	if root.Style == Flow {
		return t.wrapBraces(root, key)
	}
	line, dashed, ok := t.margin(root.Start)
	if !ok || dashed {
		return nil
	}
	at := t.headStart(line)
	opening := spaces(root.Start-line) + scalarText(key, false) + ":" + t.lineBreak(root.Start) + indentation
	edits := []Edit{{Start: at, End: at, Text: opening}}
	return join(t.indentLines(edits, nextLine(t.Source, at), t.documentEnd(root.End), indentation))
}

// isBareRoot tells whether nothing but comments, directives and document markers stands before the root.
func (t *Tree) isBareRoot() bool {
	for at := bomLen(t.Source); ; {
		at = skipSpace(t.Source, at)
		switch {
		case at >= t.Root.Start:
			return at == t.Root.Start
		case t.Source[at] == '%':
			at = lineEnd(t.Source, at)
		case t.isMarker(at, "---"):
			at += len("---")
		default:
			return false
		}
	}
}

// isMarker tells whether the line that starts at at is a document marker.
func (t *Tree) isMarker(at int, marker string) bool {
	if at > bomLen(t.Source) && !endsInBreak(t.Source[:at]) || !strings.HasPrefix(string(t.Source[at:min(at+3, len(t.Source))]), marker) {
		return false
	}
	return at+3 == len(t.Source) || isSpaceByte(t.Source[at+3])
}

// documentEnd returns the start of the first document marker below at, or the length of the text.
func (t *Tree) documentEnd(at int) int {
	for at = nextLine(t.Source, at); at < len(t.Source); at = nextLine(t.Source, at) {
		if t.isMarker(at, "---") || t.isMarker(at, "...") {
			break
		}
	}
	return at
}

func (t *Tree) wrapBraces(root *Node, key string) []Edit {
	if !t.hasBrackets(root) {
		return nil
	}
	style := t.styleOf(root, true)
	opening := style.member(key, "") // ends in the colon
	if !style.compact {
		opening += " "
	}
	margin, unit, ok := t.jsonIndent(root)
	if !ok {
		return []Edit{
			{Start: root.Start, End: root.Start, Text: "{" + opening},
			{Start: root.End, End: root.End, Text: "}"},
		}
	}
	eol := t.lineBreak(root.Start)
	edits := []Edit{{Start: root.Start, End: root.Start, Text: "{" + eol + margin + unit + opening}}
	edits = t.indentLines(edits, nextLine(t.Source, root.Start), root.End, unit)
	return append(edits, Edit{Start: root.End, End: root.End, Text: eol + margin + "}"})
}

// jsonIndent returns the indentation of a JSON object and what its members have in addition, if it has a line for each.
func (t *Tree) jsonIndent(n *Node) (margin, unit string, ok bool) {
	if t.Syntax != JSON || written(n) == 0 {
		return "", "", false
	}
	outer, own := t.ownLine(n.Start)
	inner, deeper := t.ownLine(n.Members[0].Key.Start)
	if !own || !deeper {
		return "", "", false
	}
	margin = string(t.Source[outer:n.Start])
	unit, ok = strings.CutPrefix(string(t.Source[inner:n.Members[0].Key.Start]), margin)
	return margin, unit, ok && unit != ""
}
