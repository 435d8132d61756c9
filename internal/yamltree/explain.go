package yamltree

import (
	"errors"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// fault is an error of the parser in our words.
type fault struct {
	start, end int  // what to show
	repeats    bool // the lines below have the same fault, for the same reason
	from, to   int  // the lines to read without
	at         int  // how far the parser came
	message    string
	hint       string
	tooDeep    bool
	behind     bool // the error is text behind the end of the document
}

func (f fault) problem() Problem {
	return Problem{Code: "yaml-syntax", Start: f.start, End: f.end, Message: f.message, Hint: f.hint}
}

// explainer knows where an error happened and where the construct began that it happened in.
type explainer struct {
	src         []byte
	mark        int
	context     int    // -1 if the parser names none
	reason      string // the parser's words
	construct   string
	contextLine string
}

func explain(src []byte, l loaded) fault {
	e := &explainer{src: src, context: -1, mark: bomLen(src)}
	if failure, ok := errors.AsType[*yaml.LoadError](l.err); ok {
		c := newCursor(src, lineStarts(src))
		e.reason, e.construct = failure.Message, failure.ContextMsg
		if failure.ContextMsg != "" && failure.ContextMark.Line > 0 {
			e.context = c.offset(failure.ContextMark.Line, failure.ContextMark.Column)
			e.contextLine = strconv.Itoa(lineNumber(lineStarts(src), e.context))
		}
		if failure.Mark.Line > 0 {
			e.mark = c.offset(failure.Mark.Line, failure.Mark.Column)
		}
	}
	var f fault
	switch {
	case l.policy.tooDeep:
		if e.mark < len(src) && src[e.mark] == ':' && e.context >= 0 {
			e.mark = e.context // the mapping begins with its key
		}
		f = e.at(e.mark, tokenEnd(src, e.mark), depthMessage, "")
		f.tooDeep = true
	case e.behindQuote() >= 0:
		open := e.behindQuote()
		f = e.at(open, lineEnd(src, open), "the quote opened on line "+e.lineOf(open)+" is not closed before line "+
			e.lineOf(e.mark), "close the quote")
	case strings.Contains(e.reason, "mapping values are not allowed"):
		f = e.secondColon()
	case strings.Contains(e.construct, "quoted scalar"):
		f = e.quoted()
	case strings.Contains(e.construct, "flow sequence"), strings.Contains(e.construct, "flow mapping"):
		f = e.bracket()
	case strings.Contains(e.construct, "simple key"):
		f = e.lostKey(e.context)
	case strings.Contains(e.construct, "block mapping"), strings.Contains(e.construct, "block collection"):
		f = e.misaligned()
	default:
		f = e.other()
	}
	f.at = e.mark
	f.behind = strings.Contains(e.reason, "<document start>")
	return f
}

// behindQuote returns where a quoted scalar opens that ends on the line of the mark although it began on an earlier one,
// or -1. Most likely its quote was left open, and what closed it was meant to open the next.
func (e *explainer) behindQuote() int {
	opened, line := -1, e.lineStart(e.mark)
	s := skimmer{src: e.src[:min(e.mark, len(e.src))], tabWidth: 1, onQuote: func(start, end int) {
		opened = -1
		if start < line && end > line {
			opened = start
		}
	}}
	s.run()
	return opened
}

func (e *explainer) lineOf(at int) string { return strconv.Itoa(lineNumber(lineStarts(e.src), at)) }

// at makes the fault that shows [start, end) and leaves out the line of start.
func (e *explainer) at(start, end int, message, hint string) fault {
	f := fault{message: message, hint: hint}
	f.start, f.end = visibleRange(e.src, start, end)
	f.from = e.lineStart(f.start)
	f.to = lineEnd(e.src, f.start)
	return f
}

func (e *explainer) lineStart(at int) int {
	at = min(at, len(e.src))
	for at > 0 && e.src[at-1] != '\n' && e.src[at-1] != '\r' {
		at--
	}
	return max(at, min(bomLen(e.src), len(e.src)))
}

// content returns the offset of the first byte of the line of at that is not blank.
func (e *explainer) content(at int) int {
	at = e.lineStart(at)
	for at < len(e.src) && isBlank(e.src[at]) {
		at++
	}
	return at
}

func (e *explainer) quoted() fault {
	switch {
	case strings.Contains(e.reason, "end of stream"), strings.Contains(e.reason, "document indicator"):
		return e.at(e.context, lineEnd(e.src, e.context), "the quote opened on line "+e.contextLine+" is not closed",
			"close the quote")
	case strings.Contains(e.reason, "escape"), strings.Contains(e.reason, "hexadecimal"):
		start := e.mark
		for start > e.context && e.src[min(start, len(e.src)-1)] != '\\' {
			start--
		}
		return e.at(start, min(start+2, lineEnd(e.src, start)), "an escape that double quotes do not have",
			`write \\ for a backslash, or use single quotes`)
	}
	return e.at(e.context, lineEnd(e.src, e.context), "the quoted value that begins on line "+e.contextLine+
		" cannot be read", "")
}

func (e *explainer) bracket() fault {
	open, closing := "[", "]"
	if strings.Contains(e.construct, "mapping") {
		open, closing = "{", "}"
	}
	if e.mark < len(e.src) && e.lineStart(e.mark) == e.lineStart(e.context) {
		return e.at(e.mark, tokenEnd(e.src, e.mark), "a comma or "+strconv.Quote(closing)+
			" is expected here, because of the "+strconv.Quote(open)+" opened on line "+e.contextLine,
			"close the bracket, or quote a value that begins with one")
	}
	return e.at(e.context, lineEnd(e.src, e.context), "the "+strconv.Quote(open)+" opened on line "+e.contextLine+
		" is not closed", "close it with "+strconv.Quote(closing)+", or quote the value")
}

// secondColon explains a colon where none may be: a second one on its line, one on a line that is indented too deep,
// or one behind a line that has none.
func (e *explainer) secondColon() fault {
	content := e.content(e.mark)
	if hasColon(e.src[content:min(e.mark, len(e.src))]) {
		return e.at(e.mark, e.mark+1, "a second colon in one entry", "quote the value")
	}
	before := e.lineBefore(content)
	if before < 0 {
		return e.at(e.mark, e.mark+1, "a colon is not expected here", "quote the value")
	}
	if hasColon(e.src[before:lineEnd(e.src, before)]) {
		hint := "align the line with the entries of its mapping"
		if e.isDash(content) {
			hint = dashHint
		}
		return e.at(content, lineEnd(e.src, content), "the line is indented deeper than the entry before it, "+
			"which already has a value", hint)
	}
	return e.lostKey(before)
}

// lineBefore returns the content of the last line before at that is neither blank nor comment, -1 if there is none.
func (e *explainer) lineBefore(at int) int {
	for at = e.lineStart(at); at > bomLen(e.src); {
		at = e.lineStart(at - 1)
		content := e.content(at)
		if content < len(e.src) && e.src[content] != '#' && breakLen(e.src[content:]) == 0 {
			return content
		}
	}
	return -1
}

// hasColon tells whether the text holds a colon that ends a key.
func hasColon(line []byte) bool {
	for i, b := range line {
		if b == ':' && (i+1 == len(line) || isSpaceByte(line[i+1])) {
			return true
		}
	}
	return false
}

// lostKey explains the line of at, which has no colon, or none with a blank behind it.
func (e *explainer) lostKey(at int) fault {
	start := e.content(at)
	end := lineEnd(e.src, start)
	for i, b := range e.src[start:end] {
		if isBlank(b) {
			break
		}
		if b == ':' && i > 0 {
			return e.at(start, end, "no blank behind the colon", "put a blank behind the colon")
		}
	}
	return e.at(start, end, "a line without a colon where an entry is expected", "write key: value")
}

const dashHint = "align the dashes of the list"

// isDash tells whether a list item begins at at.
func (e *explainer) isDash(at int) bool {
	return at+1 < len(e.src) && e.src[at] == '-' && isSpaceByte(e.src[at+1])
}

// misaligned explains a token that fits neither into the mapping or list it stands in nor behind the value before it.
func (e *explainer) misaligned() fault {
	if e.mark > e.content(e.mark) {
		return e.at(e.mark, lineEnd(e.src, e.mark), "text behind the end of the value", "quote the whole value")
	}
	kind := "mapping"
	if strings.Contains(e.construct, "collection") {
		kind = "list"
	}
	hint := "align the line with the entries of the " + kind
	if e.isDash(e.mark) {
		hint = dashHint
	}
	if e.isDash(e.mark) && kind == "mapping" {
		return e.at(e.mark, lineEnd(e.src, e.mark), "a list item between the entries of the mapping that begins on line "+
			e.contextLine, hint)
	}
	f := e.at(e.mark, lineEnd(e.src, e.mark), "the line does not fit into the "+kind+" that begins on line "+
		e.contextLine, hint)
	f.repeats = true
	f.to = e.blockEnd(f.from, f.to)
	return f
}

// blockEnd returns the end of the lines below the one that ends at to which are indented deeper than it: they belong to
// it, and fit in no better.
func (e *explainer) blockEnd(from, to int) int {
	column := spaceColumn(e.src, from)
	for start := nextEditorLine(e.src, to); start < len(e.src); start = nextEditorLine(e.src, start) {
		switch deeper := spaceColumn(e.src, start); {
		case deeper < 0:
		case deeper > column:
			to = lineEnd(e.src, start)
		default:
			return to
		}
	}
	return to
}
