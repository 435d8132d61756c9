package schema

import "bytes"

func blank(c byte) bool { return c == ' ' || c == '\t' }

// lineEnd returns the end of the line that pos is in, without its line break.
func (o *outline) lineEnd(pos int) int {
	if i := bytes.IndexAny(o.src[pos:], "\r\n"); i >= 0 {
		return pos + i
	}
	return len(o.src)
}

// lineAfter returns the start of the line behind the one that ends at end; behind the last one it is beyond the text.
func (o *outline) lineAfter(end int) int {
	if end+1 < len(o.src) && o.src[end] == '\r' && o.src[end+1] == '\n' {
		return end + 2
	}
	return end + 1
}

func (o *outline) skipBlanks(p, end int) int {
	for p < end && blank(o.src[p]) {
		p++
	}
	return p
}

// skipProperties skips anchors and tags and the blanks behind them.
func (o *outline) skipProperties(p, end int) int {
	for p < end && (o.src[p] == '&' || o.src[p] == '!') {
		for p < end && !blank(o.src[p]) {
			p++
		}
		p = o.skipBlanks(p, end)
	}
	return p
}

// keyAt returns the key that starts at p, where it ends, and where its colon is: -1 when there is none.
func (o *outline) keyAt(p, end int) (key string, keyEnd, colon int) {
	switch c := o.src[p]; c {
	case '{', '[', '#', '|', '>':
		return "", p, -1
	case '"', '\'':
		keyEnd = o.quoteOnLine(p, end)
		if keyEnd < 0 {
			return "", p, -1
		}
		colon = o.skipBlanks(keyEnd, end)
		if !o.colonAt(colon, end) {
			return "", p, -1
		}
		return unquoted(string(o.src[p:keyEnd])), keyEnd, colon
	}
	for colon = p; colon < end; colon++ {
		switch {
		case o.colonAt(colon, end):
			for keyEnd = colon; keyEnd > p && blank(o.src[keyEnd-1]); keyEnd-- {
			}
			return string(o.src[p:keyEnd]), keyEnd, colon
		case o.src[colon] == '#' && colon > p && blank(o.src[colon-1]):
			return "", p, -1
		}
	}
	return "", p, -1
}

// colonAt tells whether the colon of a key stands at p.
func (o *outline) colonAt(p, end int) bool {
	return p < end && o.src[p] == ':' && (p+1 == end || blank(o.src[p+1]))
}

// plainEnd returns the end of a text without quotes that starts at p.
func (o *outline) plainEnd(p, end int) int {
	for i := p + 1; i < end; i++ {
		if o.src[i] == '#' && blank(o.src[i-1]) {
			end = i
			break
		}
	}
	for end > p && blank(o.src[end-1]) {
		end--
	}
	return end
}

// quoteOnLine returns the end of a text in quotes that starts at p, or -1 when it does not end before the line does.
func (o *outline) quoteOnLine(p, end int) int {
	quote := o.src[p]
	for i := p + 1; i < end; i++ {
		switch c := o.src[i]; {
		case c == '\\' && quote == '"':
			i++
		case c != quote:
		case quote == '\'' && i+1 < end && o.src[i+1] == quote:
			i++
		default:
			return i + 1
		}
	}
	return -1
}

// quoteEnd is quoteOnLine for a value, which may go on over lines that are further right than indent. A quote that is
// never closed ends with its line.
func (o *outline) quoteEnd(p, end, indent int) int {
	if e := o.quoteOnLine(p, end); e >= 0 {
		return e
	}
	stop := end
	for next := o.lineAfter(end); next < len(o.src); {
		e := o.lineEnd(next)
		first := o.skipBlanks(next, e)
		if first < e && first-next <= indent {
			break
		}
		if i := bytes.IndexByte(o.src[next:e], o.src[p]); i >= 0 {
			stop = e
			break
		}
		next = o.lineAfter(e)
	}
	if e := o.quoteOnLine(p, stop); e >= 0 {
		return e
	}
	return o.plainEnd(p, end)
}
