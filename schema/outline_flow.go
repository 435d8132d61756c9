package schema

import (
	"bytes"

	"github.com/astrofile/astrofile/internal/spec"
)

// flowReader reads what stands in brackets.
type flowReader struct {
	*outline
	in, stop *node // the collection that is open; the one around the outermost
	member   *node // the key that was read last, until its value is there
	colon    bool  // and its colon
	done     bool  // an entry is complete: a comma comes next
	indent   int   // a line that is no further right than this ends it all
	last     int   // the end of the last token
	eol      int   // the end of the line
}

// flow reads a collection in brackets that starts at p as the value of a slot, and returns where the next line starts.
func (o *outline) flow(slot *node, p, indent int) int {
	r := flowReader{outline: o, indent: indent, stop: slot}
	r.openBracket(slot, p)
	p++
	for !o.broken {
		q, ended := r.space(p)
		if ended {
			return q
		}
		p = r.token(q)
		if r.in == nil {
			return o.lineAfter(o.lineEnd(p))
		}
	}
	return len(o.src) + 1
}

func (r *flowReader) openBracket(n *node, p int) {
	n.flow, n.kind = true, list
	if r.src[p] == '{' {
		n.kind = mapping
	}
	r.in, r.member, r.colon, r.done, r.last = n, nil, false, false, p+1
	if r.depth++; r.depth > spec.NestingMax {
		r.broken = true
	}
}

// space skips white space and comments from p on. It reports true, and where to go on, when the text ends or a line
// begins that belongs to what is around the brackets.
func (r *flowReader) space(p int) (next int, ended bool) {
	from := p
	for p < len(r.src) {
		switch c := r.src[p]; {
		case blank(c):
			p++
		case c == '\n' || c == '\r':
			line := r.lineAfter(p)
			if r.leaves(line, r.indent) {
				r.cursorIn(from, p, false)
				r.depth = 0
				return line, true
			}
			p = line
		case c == '#' && !r.json && p > 0 && (blank(r.src[p-1]) || r.src[p-1] == '\n' || r.src[p-1] == '\r'):
			end := r.lineEnd(p)
			r.cursorIn(from, p-1, false)
			r.nowhere(p <= r.offset && r.offset <= end)
			p = end
			from = end + 1
		default:
			r.cursorIn(from, p, bytes.IndexByte([]byte("{}[],:"), c) < 0)
			return p, false
		}
	}
	r.cursorIn(from, len(r.src), false)
	return len(r.src) + 1, true
}

// leaves tells whether the line at p belongs to what is around the brackets, which somebody has not closed yet.
func (o *outline) leaves(p, indent int) bool {
	if indent < 0 || p >= len(o.src) {
		return false
	}
	first := o.skipBlanks(p, len(o.src))
	return first < len(o.src) && first-p <= indent && bytes.IndexByte([]byte("]},#\r\n"), o.src[first]) < 0
}

// cursorIn settles what the cursor between two tokens is for; the word that follows may claim its own start.
func (r *flowReader) cursorIn(from, to int, word bool) {
	if r.spot.kind != spotUnknown || r.offset < from || r.offset > to || word && r.offset == to {
		return
	}
	at := fragment{start: r.offset, end: r.offset, line: r.lineStart(r.offset), flow: true, inline: true, outer: r.indent}
	if r.done {
		at.comma = r.last
	}
	switch {
	case r.in.kind == list && r.in.field() == nil:
		r.nowhere(true)
	case r.in.kind == list:
		r.found(spot{kind: spotItem, in: r.in, fragment: at})
	case r.member == nil:
		r.found(spot{kind: spotKey, in: r.in, fragment: at})
	case r.colon && !r.valueAt(to):
		at.near = r.src[r.offset-1] == ':' && !r.json
		r.found(spot{kind: spotValue, in: r.in, self: r.member, fragment: at})
	default:
		r.nowhere(true)
	}
}

// token reads the token at p and returns where it ends.
func (r *flowReader) token(p int) int {
	switch r.src[p] {
	case '{', '[':
		slot := r.member
		switch {
		case r.in.kind == list:
			slot = r.add(r.in)
		case slot == nil || !r.colon:
			slot = r.node(r.in) // nobody knows what it is
		}
		r.openBracket(slot, p)
		return p + 1
	case '}', ']':
		r.depth--
		if r.in == r.stop {
			r.in = nil
			return p + 1
		}
		r.in = r.in.parent
		r.member, r.colon, r.done = nil, false, true
	case ',':
		r.member, r.colon, r.done = nil, false, false
	case ':':
		r.colon = r.member != nil
	default:
		return r.word(p)
	}
	r.last = p + 1
	return p + 1
}

// word reads a key or a scalar.
func (r *flowReader) word(p int) int {
	if p >= r.eol { // looked for once a line
		r.eol = r.lineEnd(p)
	}
	lineEnd := r.eol
	end := r.wordEnd(p, lineEnd)
	at := fragment{start: p, end: end, flow: true, inline: true, word: true, outer: r.indent}
	if r.done {
		at.comma = r.last
	}
	r.last = end
	here := p <= r.offset && r.offset <= end
	if here {
		at.line = r.lineStart(p)
	}
	if r.in.kind == mapping && !r.colon {
		if r.member == nil {
			r.member = r.add(r.in)
			r.member.key, r.member.keyStart, r.member.keyEnd = unquoted(string(r.src[p:end])), p, end
		}
		if here {
			after := r.skipBlanks(end, lineEnd)
			at.colon = after < lineEnd && r.src[after] == ':'
			r.found(spot{kind: spotKey, in: r.in, self: r.member, fragment: at})
		}
		r.done = false
		return end
	}
	slot := r.member
	if r.in.kind == list {
		slot = r.add(r.in)
	}
	slot.kind, slot.start, slot.end = scalar, p, end
	if here {
		r.found(spot{kind: spotValue, in: r.in, self: slot, fragment: at})
	}
	r.member, r.colon, r.done = nil, false, true
	return end
}

// wordEnd returns the end of the word that starts at p, quotes included.
func (r *flowReader) wordEnd(p, lineEnd int) int {
	if c := r.src[p]; c == '"' || c == '\'' && !r.json {
		if end := r.quoteOnLine(p, lineEnd); end >= 0 {
			return end
		}
	}
	return r.flowPlainEnd(p, lineEnd)
}

// valueAt tells whether the token at p is the value of the key before it: a word with a colon is the next key.
func (r *flowReader) valueAt(p int) bool {
	p = r.skipBlanks(p, len(r.src)) // up to a comment
	if p == len(r.src) {
		return false
	}
	switch r.src[p] {
	case ',', ']', '}', '\n', '\r', '#':
		return false
	case '{', '[', ':':
		return true
	}
	end := r.wordEnd(p, r.lineEnd(p))
	for end < len(r.src) && bytes.IndexByte([]byte(" \t\r\n"), r.src[end]) >= 0 {
		end++
	}
	return end == len(r.src) || r.src[end] != ':'
}

// flowPlainEnd returns the end of a text without quotes, or of one whose quote is not closed. It is beyond p.
func (r *flowReader) flowPlainEnd(p, end int) int {
	i := p + 1
	for ; i < end; i++ {
		c := r.src[i]
		if bytes.IndexByte([]byte(",[]{}"), c) >= 0 || c == '#' && blank(r.src[i-1]) {
			break
		}
		if c == ':' && (i+1 == end || bytes.IndexByte([]byte(" \t,[]{}"), r.src[i+1]) >= 0) {
			break
		}
	}
	for i > p+1 && blank(r.src[i-1]) {
		i--
	}
	return i
}

// lineStart returns the start of the line that p is in.
func (o *outline) lineStart(p int) int {
	return bytes.LastIndexAny(o.src[:p], "\r\n") + 1
}
