package schema

import (
	"bytes"

	"github.com/astrofile/astrofile/internal/spec"
)

// line reads the line that starts at pos, and further ones when a value goes on, and returns where the next one starts.
func (o *outline) line(pos int) int {
	end := o.lineEnd(pos)
	next := o.lineAfter(end)
	indent := 0
	for pos+indent < end && blank(o.src[pos+indent]) {
		indent++
	}
	text := o.src[pos+indent : end]
	here := pos <= o.offset && o.offset <= end
	if o.text >= 0 {
		if len(text) > 0 && indent > o.text || len(text) == 0 && (!here || o.offset-pos > o.text) {
			o.nowhere(here)
			return next
		}
		if len(text) > 0 {
			o.text = -1
		}
	}
	switch {
	case len(text) == 0:
		if here {
			o.fresh(o.offset-pos, next, fragment{start: o.offset, end: end, line: pos})
		}
		return next
	case text[0] == '#':
		return next
	case indent == 0 && text[0] == '%':
		return next
	case indent == 0 && marker(text):
		if o.root.kind != nothing {
			return len(o.src) + 1 // what follows is another document, which a file may not have
		}
		return next
	}
	return o.content(pos+indent, indent, pos, end, next)
}

// marker tells whether a line separates documents.
func marker(text []byte) bool {
	return (bytes.HasPrefix(text, []byte("---")) || bytes.HasPrefix(text, []byte("..."))) && (len(text) == 3 || blank(text[3]))
}

// content reads what stands at p in column col of the line from start to end.
func (o *outline) content(p, col, start, end, next int) int {
	for o.src[p] == '-' && (p+1 == end || blank(o.src[p+1])) && !o.broken {
		in := o.enter(col, list)
		if in == nil {
			return next
		}
		item := o.add(in)
		q := o.skipBlanks(p+1, end)
		if q == end || o.src[q] == '#' {
			if at, ok := o.gap(p+1, q, end, start); ok {
				o.inSlot(item, max(col+q-p, col+2), at)
			}
			return next
		}
		p, col = q, col+q-p
	}
	if key, keyEnd, colon := o.keyAt(p, end); colon >= 0 {
		in := o.enter(col, mapping)
		if in == nil {
			return next
		}
		member := o.add(in)
		member.key, member.keyStart, member.keyEnd = key, p, keyEnd
		if p <= o.offset && o.offset <= keyEnd {
			o.found(spot{kind: spotKey, in: in, self: member, fragment: fragment{start: p, end: keyEnd, line: start, colon: true}})
		}
		return o.after(member, colon+1, in.indent, start, end, next)
	}
	return o.bare(p, col, start, end, next)
}

// gap returns what to replace when the cursor stands in the blanks from p to q, where the line or its comment begins.
func (o *outline) gap(p, q, end, line int) (fragment, bool) {
	at := fragment{start: o.offset, end: o.offset, line: line, near: o.offset == p, inline: true}
	if q == end {
		at.end = q
		return at, p <= o.offset && o.offset <= q
	}
	return at, p <= o.offset && o.offset < q
}

// after reads the value of a key from behind its colon.
func (o *outline) after(member *node, p, indent, start, end, next int) int {
	q := o.skipProperties(o.skipBlanks(p, end), end)
	if q == end || o.src[q] == '#' {
		if at, ok := o.gap(p, q, end, start); ok {
			o.found(spot{kind: spotValue, in: member.parent, self: member, fragment: at})
		}
		return next
	}
	return o.scalarOrFlow(member, p, q, indent, start, end, next)
}

// scalarOrFlow reads a value that starts at q, in front of which the cursor may stand from p on.
func (o *outline) scalarOrFlow(n *node, p, q, indent, start, end, next int) int {
	switch c := o.src[q]; c {
	case '|', '>':
		n.kind, n.start, n.end = scalar, q, q
		o.text = max(indent, 0)
		if indent < 0 {
			o.text = -1
		}
		return next
	case '{', '[':
		return o.flow(n, q, indent)
	case '"', '\'':
		n.end = o.quoteEnd(q, end, indent)
	default:
		n.end = o.plainEnd(q, end)
	}
	n.kind, n.start = scalar, q
	tail := n.end
	if n.end <= end {
		if rest := o.skipBlanks(n.end, end); rest == end {
			tail = end
		}
	}
	if n.end > end {
		o.nowhere(p <= o.offset && o.offset <= n.end) // nobody replaces several lines
	}
	if p <= o.offset && o.offset <= tail {
		o.found(spot{kind: spotValue, in: n.parent, self: n, fragment: fragment{
			start: min(q, o.offset), end: max(n.end, o.offset), line: start, inline: true,
		}})
	}
	if n.end > end {
		return o.lineAfter(o.lineEnd(n.end))
	}
	return next
}

// bare reads what is no key: the value of an entry, of the key above, or a word that is going to be a key.
func (o *outline) bare(p, col, start, end, next int) int {
	q := o.skipProperties(p, end)
	if q == end {
		return next
	}
	slot := o.root
	indent := -1
	if top := o.top(); top != nil {
		if indent = top.indent; col > indent {
			slot = top.last()
		} else {
			slot = nil
		}
	}
	flow := o.src[q] == '{' || o.src[q] == '['
	if slot != nil && slot.kind == nothing && (flow || textual(slot.field())) {
		return o.scalarOrFlow(slot, q, q, indent, start, end, next)
	}
	word := o.plainEnd(q, end)
	if q <= o.offset && o.offset <= word {
		o.fresh(col, next, fragment{start: q, end: word, line: start, word: true})
	}
	return next
}

// textual tells whether a field holds neither a mapping nor a list.
func textual(f *spec.Field) bool { return f != nil && f.Type > spec.Texts }

// fresh says what the cursor's line, on which there is nothing or one word, is going to be: with what is further right
// on the lines below it has to line up, or that would become part of it.
func (o *outline) fresh(col, next int, at fragment) {
	below, dash := o.below(next)
	col = max(col, below)
	i := len(o.open)
	for i > 0 && col < o.open[i-1].indent {
		i--
	}
	if i > 0 && col == o.open[i-1].indent {
		switch in := o.open[i-1]; {
		case in.kind == mapping && dash && below == col && in.last() != nil && in.last().kind == nothing:
			o.inSlot(in.last(), col, at)
			return
		case in.kind == mapping:
			o.found(spot{kind: spotKey, in: in, fragment: at})
			return
		case !at.word:
			o.found(spot{kind: spotItem, in: in, fragment: at})
			return
		}
		if i--; i > 0 && o.open[i-1].indent == col { // the list has its dashes in the column of its key
			o.found(spot{kind: spotKey, in: o.open[i-1], fragment: at})
		}
		return
	}
	slot := o.root
	if i > 0 {
		slot = o.open[i-1].last()
	}
	if slot == nil {
		o.nowhere(true)
		return
	}
	switch {
	case slot.kind == nothing && i == len(o.open):
		o.inSlot(slot, col, at)
	case slot.kind == mapping && !slot.flow:
		o.found(spot{kind: spotKey, in: slot, fragment: at})
	case slot.kind == list && !slot.flow && !at.word:
		o.found(spot{kind: spotItem, in: slot, fragment: at})
	default:
		o.nowhere(true)
	}
}

// below returns the column in which the next line of content starts, -1 without one, and whether it starts with a dash.
func (o *outline) below(next int) (col int, dash bool) {
	for next < len(o.src) {
		end := o.lineEnd(next)
		p := o.skipBlanks(next, end)
		if p < end && o.src[p] != '#' {
			return p - next, o.src[p] == '-' && (p+1 == end || blank(o.src[p+1]))
		}
		next = o.lineAfter(end)
	}
	return -1, false
}

// inSlot says that the cursor stands where the value of a slot is going to be.
func (o *outline) inSlot(slot *node, col int, at fragment) {
	f := slot.field()
	switch {
	case slot.level() != nil:
		slot.kind, slot.indent = mapping, col
		o.push(slot)
		o.found(spot{kind: spotKey, in: slot, fragment: at})
	case f == nil:
		o.nowhere(true)
	case !textual(f):
		if at.word {
			o.nowhere(true)
			return
		}
		slot.kind, slot.indent = list, col
		o.push(slot)
		o.found(spot{kind: spotItem, in: slot, fragment: at})
	default:
		o.found(spot{kind: spotValue, in: slot.parent, self: slot, fragment: at})
	}
}
