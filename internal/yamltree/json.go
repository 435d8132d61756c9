package yamltree

import (
	"bytes"
	"strconv"
	"strings"
)

// jsonReader reads RFC 8259. What people write by habit although it is no JSON (comments, a comma too many, a key
// without quotes) is reported with its fix and read as it was meant; at anything else it stops.
type jsonReader struct {
	p      *parser
	src    []byte
	text   string // src again: the texts of the nodes are parts of it
	at     int
	failed bool
	deep   bool // the limit of depth was reported
}

func (p *parser) parseJSON() {
	t := p.tree
	r := &jsonReader{p: p, src: t.Source, text: string(t.Source), at: bomLen(t.Source)}
	if at := yamlKey(r.src, r.at); at >= 0 {
		t.Partial = true
		r.report(at, tokenEnd(r.src, at), "the file is YAML, not JSON", "name it .yaml", nil)
		return
	}
	r.space()
	if r.at == len(r.src) {
		if len(t.Problems) == 0 {
			p.reportEmpty()
		}
		return
	}
	root := r.value(0)
	if root.Start < root.End || !r.failed {
		t.Root = root
	}
	r.rest()
	t.Partial = t.Partial || r.failed
	if root.Kind == Null && !r.failed && !r.deep {
		t.Root = nil
		p.reportEmpty()
	}
}

// rest reports what stands behind the value. It offers to delete only what holds no content: behind a bracket too many
// stands the rest of the file.
func (r *jsonReader) rest() {
	if r.failed {
		return
	}
	if r.space(); r.at == len(r.src) {
		return
	}
	end := len(strings.TrimRight(r.text, " \t\r\n"))
	const message = "text behind the value"
	if strings.Trim(r.text[r.at:end], " \t\r\n,]}") == "" {
		r.report(r.at, end, message, "keep one value in a file", &Fix{
			Title: "delete the text behind the value", Edits: []Edit{{Start: r.at, End: end}},
		})
		return
	}
	r.p.tree.Partial = true
	hint := "keep one value in a file"
	if strings.IndexByte(",]}", r.text[r.at]) >= 0 {
		hint = "remove the bracket that closes too early"
	}
	r.report(r.at, end, message, hint, nil)
}

// yamlKey returns where the text behind comments and the document marker begins, if that is a key as only YAML writes
// it: a word without quotes and a colon. Else it returns -1.
func yamlKey(src []byte, at int) int {
	for at = skipSpace(src, at); bytes.HasPrefix(src[at:], []byte("---")); {
		at = skipSpace(src, at+3)
	}
	end := at
	for end < len(src) && (isWord(src[end]) || src[end] == '.') {
		end++
	}
	colon := end
	for colon < len(src) && isBlank(src[colon]) {
		colon++
	}
	if end == at || colon == len(src) || src[colon] != ':' {
		return -1
	}
	return at
}

func (r *jsonReader) report(start, end int, message, hint string, fix *Fix) {
	r.p.report(Problem{Code: "json-syntax", Start: start, End: end, Message: message, Hint: hint, Fix: fix})
}

// fail reports what the reader cannot go on after, at the token that stands at r.at.
func (r *jsonReader) fail(message, hint string) {
	r.failAt(r.at, tokenEnd(r.src, r.at), message, hint)
}

func (r *jsonReader) failAt(start, end int, message, hint string) {
	if r.failed {
		return
	}
	r.failed = true
	start, end = visibleRange(r.src, start, end)
	r.report(start, end, message, hint, nil)
}

// value reads the value at r.at, which stands in depth collections.
func (r *jsonReader) value(depth int) *Node {
	node := r.p.tree.arena.node()
	node.Start, node.End = r.at, r.at
	if r.at == len(r.src) {
		r.fail("the text ends where a value is expected", "")
		return node
	}
	if r.p.tree.arena.count > MaxNodes && !r.failed {
		r.failed = true
		r.p.reportNodes(r.src, r.at)
		return node
	}
	switch b := r.src[r.at]; {
	case (b == '{' || b == '[') && depth == MaxDepth:
		r.tooDeep(node)
	case b == '{':
		r.object(node, depth)
	case b == '[':
		r.array(node, depth)
	case b == '"' || b == '\'':
		r.str(node)
	case isWord(b) || b == '+' || b == '.':
		r.word(node)
	default:
		r.fail("a value is expected here", "")
	}
	return node
}

// tooDeep steps over a collection without looking into it.
func (r *jsonReader) tooDeep(node *Node) {
	depth := 0
	for r.at < len(r.src) {
		switch r.src[r.at] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '"':
			r.at = quotedEnd(r.src, r.at) - 1
		}
		if r.at++; depth == 0 {
			break
		}
	}
	node.End = r.at
	r.p.tree.Partial = true
	if !r.deep {
		r.deep = true
		r.p.reportDepth(node.Start, node.End)
	}
	if depth > 0 {
		r.failed = true
	}
}

func (r *jsonReader) object(node *Node, depth int) {
	node.Kind, node.Style = Mapping, Flow
	first := len(r.p.scratch.members)
	r.collection(node, '}', func() {
		key := r.key()
		if r.failed {
			return
		}
		if r.space(); r.at == len(r.src) || r.src[r.at] != ':' {
			r.fail("a colon is expected behind the key", "")
			r.p.scratch.members = append(r.p.scratch.members, Member{Key: key, Value: r.absent(key.End)})
			return
		}
		r.at++
		r.space()
		value := r.value(depth + 1)
		r.p.scratch.members = append(r.p.scratch.members, Member{Key: key, Value: value})
	})
	node.Members = append(r.p.tree.arena.memberSlice(len(r.p.scratch.members)-first), r.p.scratch.members[first:]...)
	r.p.scratch.members = r.p.scratch.members[:first]
}

func (r *jsonReader) absent(at int) *Node {
	node := r.p.tree.arena.node()
	node.Start, node.End = at, at
	return node
}

func (r *jsonReader) array(node *Node, depth int) {
	node.Kind, node.Style = Sequence, Flow
	first := len(r.p.scratch.items)
	r.collection(node, ']', func() {
		r.p.scratch.items = append(r.p.scratch.items, r.value(depth+1))
	})
	node.Items = append(r.p.tree.arena.itemSlice(len(r.p.scratch.items)-first), r.p.scratch.items[first:]...)
	r.p.scratch.items = r.p.scratch.items[:first]
}

// collection reads what stands between brackets: entries with commas between them.
func (r *jsonReader) collection(node *Node, closing byte, entry func()) {
	open := r.at
	r.at++
	comma := -1 // the comma behind the last entry
	for begun := false; ; begun = true {
		end := r.at
		r.space()
		if begun && r.at < len(r.src) && r.src[r.at] == ',' {
			comma = r.at
			r.at++
			r.space()
		} else {
			comma = -1
		}
		for r.at < len(r.src) && r.src[r.at] == ',' {
			r.extraComma(r.at, "a comma without a value before it")
			r.at++
			r.space()
		}
		switch {
		case r.at == len(r.src):
			r.failAt(open, open+1, "the bracket opened on line "+strconv.Itoa(r.p.line(open))+" is not closed",
				"close it with "+strconv.Quote(string(closing)))
		case r.src[r.at] == closing:
			if comma >= 0 {
				r.extraComma(comma, "a comma behind the last value")
			}
			r.at++
			node.End = r.at
			return
		case r.src[r.at] == '}' || r.src[r.at] == ']':
			r.fail("the bracket opened on line "+strconv.Itoa(r.p.line(open))+" is closed by another kind of bracket",
				"close it with "+strconv.Quote(string(closing)))
		case begun && comma < 0:
			r.report(end, end+1, "a comma is missing between two values", "put a comma behind the first", &Fix{
				Title: "insert a comma", Edits: []Edit{{Start: end, End: end, Text: ","}},
			})
		}
		if !r.failed {
			entry()
		}
		if r.failed {
			node.End = r.at
			return
		}
	}
}

func (r *jsonReader) extraComma(at int, message string) {
	if r.p.full("json-syntax") {
		return
	}
	r.report(at, at+1, message, "delete the comma", &Fix{
		Title: "delete the comma", Edits: []Edit{{Start: at, End: at + 1}},
	})
}

// space skips white space, and comments with a report.
func (r *jsonReader) space() {
	for r.at < len(r.src) {
		switch b := r.src[r.at]; {
		case b == ' ' || b == '\t' || b == '\n' || b == '\r':
			r.at++
		case b == '#' || b == '/' && r.at+1 < len(r.src) && (r.src[r.at+1] == '/' || r.src[r.at+1] == '*'):
			r.comment()
		default:
			return
		}
	}
}

func (r *jsonReader) comment() {
	start := r.at
	if r.src[start] == '/' && r.src[start+1] == '*' {
		if i := strings.Index(r.text[start+2:], "*/"); i >= 0 {
			r.at = start + 2 + i + 2
		} else {
			r.at = len(r.src)
		}
	} else {
		r.at = editorLineEnd(r.src, start)
	}
	if r.p.full("json-syntax") {
		return
	}
	r.report(start, r.at, "a comment, which JSON does not have", "delete the comment", &Fix{
		Title: "delete the comment", Edits: []Edit{{Start: start, End: r.at}},
	})
}
