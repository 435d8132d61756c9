package yamltree

import "strings"

// singleQuoted reads a scalar in single quotes that ends on this line.
func (s *simple) singleQuoted(n *Node) bool {
	doubled := false
	for i := n.Start + 1; i < s.end; i++ {
		if s.text[i] != '\'' {
			continue
		}
		if i+1 < s.end && s.text[i+1] == '\'' {
			doubled = true
			i++
			continue
		}
		n.Kind, n.Style, n.Text, n.End = Scalar, SingleQuoted, s.text[n.Start+1:i], i+1
		if doubled {
			n.Text = strings.ReplaceAll(n.Text, "''", "'")
		}
		return true
	}
	return false
}

// doubleQuoted reads a scalar in double quotes that ends on this line and has only the escapes that are common.
func (s *simple) doubleQuoted(n *Node) bool {
	rest := s.text[n.Start+1 : s.end]
	length := strings.IndexAny(rest, `"\`)
	if length < 0 {
		return false
	}
	n.Kind, n.Style = Scalar, DoubleQuoted
	if rest[length] == '"' {
		n.Text, n.End = rest[:length], n.Start+length+2
		return true
	}
	b := make([]byte, 0, len(rest))
	for i := 0; i < len(rest); i++ {
		c := rest[i]
		switch {
		case c == '"':
			n.Text, n.End = string(b), n.Start+i+2
			return true
		case c != '\\':
			b = append(b, c)
			continue
		case i+1 == len(rest):
			return false
		}
		i++
		switch rest[i] {
		case '"', '\\', '/':
			b = append(b, rest[i])
		case 'n':
			b = append(b, '\n')
		case 't':
			b = append(b, '\t')
		default:
			return false
		}
	}
	return false
}

// literal reads a literal scalar without an indentation indicator. Its first line is not blank and its lines stand
// right of the column.
func (s *simple) literal(n *Node, column int) *Node {
	header := s.text[n.Start:s.end]
	if header != "|" && header != "|-" {
		return nil
	}
	n.Kind, n.Style = Scalar, Literal
	var b strings.Builder
	indent, blank := -1, 0
	for s.next < len(s.text) {
		start := s.next
		length := strings.IndexByte(s.text[start:], '\n')
		if length < 0 {
			return nil // the last line has no end, which changes the text
		}
		end, next := start+length, start+length+1
		if end > start && s.text[end-1] == '\r' {
			end--
		}
		content := start
		for content < end && s.text[content] == ' ' {
			content++
		}
		if content == end {
			if indent < 0 || content-start > indent {
				return nil
			}
			blank++
			s.next = next
			continue
		}
		if indent < 0 {
			indent = content - start
			if indent <= column {
				return nil
			}
		}
		if content-start < indent {
			break
		}
		for ; blank > 0; blank-- {
			b.WriteByte('\n')
		}
		b.WriteString(s.text[start+indent : end])
		b.WriteByte('\n')
		n.End, s.next = end, next
	}
	if indent < 0 {
		return nil
	}
	n.Text = b.String()
	if header == "|-" {
		n.Text = n.Text[:len(n.Text)-1]
	}
	if s.advance(); !s.eof && s.column > column {
		return nil
	}
	return n
}
