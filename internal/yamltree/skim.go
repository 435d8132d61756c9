package yamltree

// skimmer walks over YAML text line by line without a parser's knowledge. It needs no correct text, and calls a function
// for each thing of the kinds that its user looks for.
type skimmer struct {
	src      []byte
	tabWidth int

	// Each of these may be nil.
	onComment func(start, end int)
	onTab     func(start, content int, flow bool) // a line with a tab between its start and its content, inside brackets or not
	onQuote   func(start, end int)                // a quoted scalar that ends
	onNode    func(at int)                        // a scalar, an alias, a collection or a document

	at     int
	quote  byte // of the quoted scalar that is open, 0 for none
	opened int  // where it begins
	open   bool // a plain scalar that may go on in the next line
	flow   int  // open brackets
	parent int  // column of the key or dash that the current value belongs to, -1 at the root
	block  bool // in a literal or folded scalar
	indent int  // its column; -1 until its first line is seen
}

func (s *skimmer) run() {
	s.at, s.parent = bomLen(s.src), -1
	for s.at < len(s.src) {
		s.line()
		s.at = nextEditorLine(s.src, s.at)
	}
}

// indentation returns the column and the offset of the first byte of a line that is not blank, and the number of
// spaces before the first tab, or -1 if there is no tab.
func (s *skimmer) indentation() (column, content, spaces int) {
	spaces = -1
	for content = s.at; content < len(s.src) && isBlank(s.src[content]); content++ {
		if s.src[content] == ' ' {
			column++
			continue
		}
		if spaces < 0 {
			spaces = content - s.at
		}
		column = (column/s.tabWidth + 1) * s.tabWidth
	}
	return column, content, spaces
}

func (s *skimmer) atLineEnd() bool {
	return s.at >= len(s.src) || s.src[s.at] == '\n' || s.src[s.at] == '\r'
}

func (s *skimmer) line() {
	start := s.at
	column, content, spaces := s.indentation()
	if s.quote == 0 && s.flow > 0 && spaces >= 0 && s.onTab != nil {
		s.onTab(start, content, true)
	}
	if s.quote == 0 && s.flow == 0 {
		s.at = content
		blank := s.atLineEnd()
		inside := s.block && s.blockLine(blank, column)
		if !inside && !blank && s.src[content] == '#' {
			s.comment()
			return
		}
		// A tab behind the indentation of a block scalar is part of its text.
		if !blank && spaces >= 0 && s.onTab != nil && (!inside || spaces < s.indent) {
			s.onTab(start, content, false)
		}
		if inside {
			return
		}
	}
	s.tokens(start, column-content)
}

// blockLine tells whether the line belongs to the block scalar that is open, and closes it if not.
func (s *skimmer) blockLine(blank bool, column int) bool {
	if blank {
		return true
	}
	if s.indent < 0 && column > s.parent {
		s.indent = column
	}
	s.block = s.indent >= 0 && column >= s.indent
	return s.block
}

func (s *skimmer) comment() {
	start := s.at
	s.at, s.open = editorLineEnd(s.src, start), false
	if s.onComment != nil {
		s.onComment(start, s.at)
	}
}

// tokens reads the rest of a line that starts at start. shift is what must be added to an offset to get a column.
func (s *skimmer) tokens(start, shift int) {
	if s.quote == 0 && s.flow == 0 && s.at == start && s.marker() {
		return
	}
	s.goOn(shift)
	for key := -1; ; { // the column of the first node since the last indicator
		if s.quote != 0 {
			s.quoted()
		}
		for !s.atLineEnd() && isBlank(s.src[s.at]) {
			s.at++
		}
		if s.atLineEnd() {
			return
		}
		b := s.src[s.at]
		if s.onNode != nil && s.opensNode(b) {
			s.onNode(s.at)
		}
		if key < 0 && s.flow == 0 {
			key = s.at + shift
		}
		switch {
		case b == '#' && (s.at == start || isBlank(s.src[s.at-1])):
			s.comment()
			return
		case b == '"' || b == '\'':
			s.quote, s.opened = b, s.at
			s.at++
		case b == '[' || b == '{':
			s.flow++
			s.at++
		case (b == ']' || b == '}') && s.flow > 0:
			s.flow--
			s.at++
		case b == ',' && s.flow > 0:
			s.at++
		case (b == '-' || b == '?') && s.separated(s.at+1):
			s.parent, key = s.at+shift, -1
			s.at++
		case b == ':' && s.separated(s.at+1):
			if s.flow == 0 {
				s.parent, key = key, -1
			}
			s.at++
		case b == '&' || b == '*' || b == '!':
			s.at = tokenEnd(s.src, s.at)
		case (b == '|' || b == '>') && s.flow == 0 && s.header():
			return
		default:
			s.plain()
		}
	}
}

// goOn reads what a plain scalar of the line before has on this one: there a quote or a dash begins nothing.
func (s *skimmer) goOn(shift int) {
	for !s.atLineEnd() && isBlank(s.src[s.at]) {
		s.at++
	}
	if !s.open || s.atLineEnd() {
		return
	}
	s.open = false
	b := s.src[s.at]
	switch {
	case s.flow == 0 && s.at+shift <= s.parent, b == '#', b == ':' && s.separated(s.at+1), s.flow > 0 && isFlowIndicator(b):
	default:
		s.plain()
	}
}

// opensNode tells whether a scalar, an alias or a flow collection starts at s.at, or behind the dash there stands
// nothing or the first dash of another list.
func (s *skimmer) opensNode(b byte) bool {
	switch b {
	case ',', ':', ']', '}', '#', '?':
		return false
	case '-':
		if !s.separated(s.at + 1) {
			return true
		}
		at := s.at + 1
		for at < len(s.src) && s.src[at] == ' ' {
			at++
		}
		return at == len(s.src) || s.src[at] == '\n' || s.src[at] == '\r' || s.src[at] == '-' && s.separated(at+1)
	}
	return true
}

// marker reads a document marker or directive at the start of a line.
func (s *skimmer) marker() bool {
	if s.src[s.at] == '%' {
		return true
	}
	if s.at+3 > len(s.src) || !s.separated(s.at+3) {
		return false
	}
	if m := string(s.src[s.at : s.at+3]); m == "---" || m == "..." {
		if s.onNode != nil {
			s.onNode(s.at) // each document has a root
		}
		s.parent, s.open = -1, false
		s.at += 3
	}
	return false
}

// separated tells whether a token that ends at at is followed by a blank or the like.
func (s *skimmer) separated(at int) bool {
	return at >= len(s.src) || isSpaceByte(s.src[at]) || s.flow > 0 && isFlowIndicator(s.src[at])
}

// quoted reads to the end of the quoted scalar or of the line.
func (s *skimmer) quoted() {
	for ; !s.atLineEnd(); s.at++ {
		switch b := s.src[s.at]; {
		case b == '\\' && s.quote == '"' && s.at+1 < len(s.src) && !isSpaceByte(s.src[s.at+1]):
			s.at++
		case b == s.quote && b == '\'' && s.at+1 < len(s.src) && s.src[s.at+1] == b:
			s.at++
		case b == s.quote:
			s.quote = 0
			s.at++
			if s.onQuote != nil {
				s.onQuote(s.opened, s.at)
			}
			return
		}
	}
}

// header reads the header of a block scalar, if it is one.
func (s *skimmer) header() bool {
	at, indent := s.at+1, -1
	for at < len(s.src) && (s.src[at] == '+' || s.src[at] == '-' || s.src[at] >= '1' && s.src[at] <= '9') {
		if s.src[at] >= '1' {
			indent = max(s.parent, 0) + int(s.src[at]-'0')
		}
		at++
	}
	end := at
	for at < len(s.src) && isBlank(s.src[at]) {
		at++
	}
	if at < len(s.src) && !isSpaceByte(s.src[at]) && (s.src[at] != '#' || at == end) {
		return false
	}
	s.at, s.block, s.indent = at, true, indent
	if !s.atLineEnd() {
		s.comment()
	}
	return true
}

// plain reads a plain scalar up to its end on this line.
func (s *skimmer) plain() {
	for s.at++; !s.atLineEnd(); s.at++ {
		switch b := s.src[s.at]; {
		case b == ':' && s.separated(s.at+1):
			return
		case b == '#' && isBlank(s.src[s.at-1]):
			return
		case s.flow > 0 && isFlowIndicator(b):
			return
		}
	}
	s.open = true
}
