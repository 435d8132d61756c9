package yamltree

import (
	"bytes"
	"strings"
)

// simple reads the part of YAML that nearly every Deployment file keeps to, many times faster than the parser does:
// block mappings and lists of scalars that end on the line they start on, and literal scalars. At anything else (flow
// collections, folded scalars, rare escapes, anchors, tags, several documents, tabs, and every mistake) it gives up, and
// the parser reads the text. What it reads it reads as the parser does; a fuzz test holds the two together.
type simple struct {
	src   []byte
	text  string // the same bytes; scalars are slices of it
	arena *arena

	line   int // offset of the current line
	at     int // offset of the token to read
	column int // its column
	end    int // offset behind the last byte of the line
	next   int // offset of the next line
	eof    bool

	members []Member // of the mappings that are open
	items   []*Node  // of the lists that are open
}

// parseSimple makes the tree of src, or reports that the text needs the parser.
func (p *parser) parseSimple(src []byte) bool {
	if p.slow || !isSimple(src) {
		return false
	}
	s := &simple{src: src, text: string(src), arena: &p.tree.arena, next: bomLen(src)}
	s.advance()
	if !s.eof && s.text[s.at:s.end] == "---" && s.column == 0 {
		s.advance()
	}
	if !s.eof && s.column <= maxSimpleColumn && s.keyEnd() >= 0 {
		if root := s.mapping(s.column, 1); root != nil && s.eof {
			p.tree.Root, p.tree.whole = root, !p.tree.Partial
			return true
		}
	}
	p.tree.arena = newArena(len(src))
	return false
}

const maxSimpleColumn = 200

// isSimple rules out the characters that end a line for the parser but not here.
func isSimple(src []byte) bool {
	if bytes.IndexByte(src, '\t') >= 0 || bytes.Count(src, []byte{'\r'}) != bytes.Count(src, []byte("\r\n")) {
		return false
	}
	return !hasWideBreak(src) && bytes.Count(src, []byte(byteOrderMark)) == min(bomLen(src), 1)
}

// advance moves to the first token of the next line that has one.
func (s *simple) advance() {
	for s.next < len(s.text) {
		s.line = s.next
		s.end = len(s.text)
		s.next = s.end
		if i := strings.IndexByte(s.text[s.line:], '\n'); i >= 0 {
			s.end, s.next = s.line+i, s.line+i+1
		}
		if s.end > s.line && s.text[s.end-1] == '\r' {
			s.end--
		}
		s.at = s.line
		for s.at < s.end && s.text[s.at] == ' ' {
			s.at++
		}
		s.column = s.at - s.line
		if s.at == s.end || s.text[s.at] == '#' {
			continue
		}
		return
	}
	s.eof = true
}

// mapping reads a block mapping whose keys stand in this column, or returns nil.
func (s *simple) mapping(column, depth int) *Node {
	if depth > MaxDepth || s.arena.count > MaxNodes {
		return nil
	}
	n := s.arena.node()
	n.Kind, n.Style, n.Start = Mapping, Block, s.at
	first := len(s.members)
	for {
		key, value := s.entry(column, depth)
		if value == nil {
			return nil
		}
		s.members = append(s.members, Member{Key: key, Value: value})
		n.End = value.End
		if s.eof || s.column < column {
			break
		}
		if s.column > column {
			return nil
		}
	}
	n.Members = append(s.arena.memberSlice(len(s.members)-first), s.members[first:]...)
	s.members = s.members[:first]
	return n
}

// entry reads a key and its value.
func (s *simple) entry(column, depth int) (key, value *Node) {
	colon := s.keyEnd()
	if colon < 0 {
		return nil, nil
	}
	key = s.arena.node()
	key.Kind, key.Start, key.End = Scalar, s.at, colon
	for s.text[key.End-1] == ' ' {
		key.End--
	}
	key.Text = s.text[key.Start:key.End]
	if isNull(key.Text) {
		return nil, nil
	}
	at := s.skip(colon + 1)
	if at < s.end && s.text[at] != '#' {
		return key, s.scalar(at, column)
	}
	s.advance()
	switch {
	case !s.eof && s.column == column && s.isItem():
		return key, s.list(column, depth+1)
	case s.eof || s.column <= column:
		value = s.arena.node()
		value.Start, value.End = colon+1, colon+1
		return key, value
	case s.isItem():
		return key, s.list(s.column, depth+1)
	default:
		return key, s.mapping(s.column, depth+1)
	}
}

// list reads a block sequence whose dashes stand in this column, or returns nil.
func (s *simple) list(column, depth int) *Node {
	if depth > MaxDepth {
		return nil
	}
	n := s.arena.node()
	n.Kind, n.Style, n.Start = Sequence, Block, s.at
	first := len(s.items)
	for {
		item := s.item(column, depth)
		if item == nil {
			return nil
		}
		s.items = append(s.items, item)
		n.End = item.End
		if s.eof || s.column < column || s.column == column && !s.isItem() {
			break
		}
		if s.column > column {
			return nil
		}
	}
	n.Items = append(s.arena.itemSlice(len(s.items)-first), s.items[first:]...)
	s.items = s.items[:first]
	return n
}

// item reads what stands behind a dash.
func (s *simple) item(column, depth int) *Node {
	at := s.skip(s.at + 1)
	if at == s.end || s.text[at] == '#' {
		return nil
	}
	s.at, s.column = at, at-s.line
	if s.keyEnd() >= 0 {
		return s.mapping(s.column, depth+1)
	}
	return s.scalar(at, column)
}

// scalar reads a scalar that ends on this line, behind which nothing stands in a column right of the given one.
func (s *simple) scalar(at, column int) *Node {
	if s.arena.count >= MaxNodes {
		return nil
	}
	n := s.arena.node()
	n.Start = at
	switch first := s.text[at]; first {
	case '"':
		if !s.doubleQuoted(n) {
			return nil
		}
	case '\'':
		if !s.singleQuoted(n) {
			return nil
		}
	case '|':
		return s.literal(n, column)
	case '[', '{':
		if at+1 == s.end || s.text[at+1] != first+2 { // the closing bracket
			return nil
		}
		n.Kind, n.Style, n.End = Sequence, Flow, at+2
		if first == '{' {
			n.Kind = Mapping
		}
	default:
		if !s.plain(n) {
			return nil
		}
	}
	if n.Style != Plain {
		rest := s.skip(n.End)
		if rest < s.end && (s.text[rest] != '#' || rest == n.End) {
			return nil
		}
	}
	if s.advance(); !s.eof && s.column > column {
		return nil
	}
	return n
}

// plain reads a plain scalar that starts at n.Start.
func (s *simple) plain(n *Node) bool {
	if strings.IndexByte("-?:,[]{}#&*!|>'\"%@`", s.text[n.Start]) >= 0 {
		return false
	}
	n.End = n.Start
	for i := n.Start; i < s.end; i++ {
		switch s.text[i] {
		case ' ':
			continue
		case ':':
			if i+1 == s.end || s.text[i+1] == ' ' {
				return false
			}
		case '#':
			if s.text[i-1] == ' ' {
				i = s.end
				continue
			}
		}
		n.End = i + 1
	}
	n.Kind, n.Text = Scalar, s.text[n.Start:n.End]
	if isNull(n.Text) {
		n.Kind = Null
	}
	return true
}

// keyEnd returns the offset of the colon behind the key at s.at, or -1 when no simple key stands there.
func (s *simple) keyEnd() int {
	if !isWordByte(s.text[s.at]) {
		return -1
	}
	for i := s.at + 1; i < s.end && i < s.at+maxSimpleColumn; i++ {
		switch c := s.text[i]; {
		case isWordByte(c) || c == '-' || c == '.' || c == '/' || c == ' ':
		case c == ':' && (i+1 == s.end || s.text[i+1] == ' '):
			return i
		default:
			return -1
		}
	}
	return -1
}

// isItem reports whether a dash with something behind it stands at s.at.
func (s *simple) isItem() bool {
	return s.text[s.at] == '-' && s.at+1 < s.end && s.text[s.at+1] == ' '
}

func (s *simple) skip(at int) int {
	for at < s.end && s.text[at] == ' ' {
		at++
	}
	return at
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}
