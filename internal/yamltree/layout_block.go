package yamltree

import "strings"

// blockScalar writes a literal or folded scalar in its style.
func (s *sheet) blockScalar(r *row, indent, child int) {
	n := r.value
	lines, ok := s.contentLines(n)
	s.out = append(s.out, ' ')
	if !ok {
		if r.form > 0 && s.forms[r.form-1] != "" {
			s.out = append(s.out, s.forms[r.form-1]...)
		} else {
			s.out = append(s.out, doubleQuoted(n.Text)...)
		}
		if r.behind.end > 0 {
			s.comment(r.behind)
		}
		return
	}
	header := string(s.tree.Source[n.Start:headerEnd(s.tree.Source, n.Start)])
	s.out = append(s.out, header[0])
	if first := firstVisible(lines); strings.ContainsAny(header, "123456789") || strings.HasPrefix(first, " ") || strings.HasPrefix(first, "\t") {
		s.out = append(s.out, byte('0'+child-indent))
	}
	ends := len(n.Text) - len(strings.TrimRight(n.Text, "\n"))
	switch keep := strings.Contains(header, "+"); {
	case ends == 0:
		s.out = append(s.out, '-')
	case keep || ends > 1:
		s.out = append(s.out, '+')
		s.kept = true // start has reset it
	}
	if r.behind.end > 0 {
		s.comment(r.behind)
	}
	for _, line := range lines {
		s.out = append(s.out, s.eol...)
		if line != "" {
			s.spaces(child)
			s.out = append(s.out, line...)
		}
	}
}

func firstVisible(lines []string) string {
	for _, line := range lines {
		if line != "" {
			return line
		}
	}
	return ""
}

// hasContent tells whether a block scalar can stay one: its text has something to tell the indentation by, and no line
// ends of which editors know nothing.
func hasContent(n *Node) bool {
	return strings.Trim(n.Text, " \n") != "" && !strings.ContainsAny(n.Text, "\r\u0085\u2028\u2029")
}

// contentLines returns the lines of a block scalar without their indentation.
func (s *sheet) contentLines(n *Node) (lines []string, ok bool) {
	if !hasContent(n) {
		return nil, false
	}
	text := strings.Split(strings.TrimSuffix(n.Text, "\n"), "\n")
	if n.Style == Literal {
		return text, true
	}
	src := s.tree.Source[nextEditorLine(s.tree.Source, n.Start):n.End]
	indent := -1
	for at := 0; at < len(src); at = nextEditorLine(src, at) {
		line := string(src[at:editorLineEnd(src, at)])
		content := strings.TrimLeft(line, " ")
		if indent < 0 && content != "" {
			first := text[0]
			for _, t := range text {
				if first = t; strings.Trim(t, " ") != "" {
					break
				}
			}
			indent = len(line) - len(content) - (len(first) - len(strings.TrimLeft(first, " ")))
		}
		lines = append(lines, line)
	}
	if indent < 0 {
		return nil, false
	}
	for i, line := range lines {
		cut := min(indent, len(line)-len(strings.TrimLeft(line, " ")))
		lines[i] = line[cut:]
	}
	for range len(n.Text) - len(strings.TrimRight(n.Text, "\n")) - 1 {
		lines = append(lines, "")
	}
	return lines, true
}
