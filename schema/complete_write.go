package schema

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// part is something to write: a key with its value, or a value alone.
type part struct {
	key     string
	value   string
	literal bool // a number, a truth value or null
	stop    bool // to be filled in
	blank   bool // the value is left to the author; shape says what it is going to be, value what it may be
	shape   spec.Type
	group   []part   // a mapping
	entries [][]part // a list of mappings
	texts   []part   // a list of texts
}

// layout is how the text is laid out.
type layout struct {
	unit    string // one level of indentation
	dash    string // from a key to the dashes of its list
	newline string
}

// measure looks up how the text is laid out: where it does not say, as inspect writes.
func (c *completer) measure() layout {
	l := layout{unit: "    ", dash: "    ", newline: "\n"}
	if bytes.Contains(c.src, []byte("\r\n")) {
		l.newline = "\r\n"
	}
	if c.root.flow {
		for line := range bytes.Lines(c.src) {
			text := bytes.TrimLeft(line, " \t")
			if n := len(line) - len(text); 0 < n && n < widest && len(bytes.TrimSpace(text)) > 0 {
				l.unit = string(line[:n])
				break
			}
		}
		return l
	}
	top := c.root.member(rootKey)
	if top == nil || top.flow || top.kind != mapping {
		return l
	}
	if step := top.indent - c.root.indent; 0 < step && step < widest {
		l.unit = spaces(step)
		l.dash = l.unit
	}
	for _, n := range top.kids {
		if n.kind == list && !n.flow && len(n.kids) > 0 && n.indent-top.indent < widest {
			l.dash = spaces(n.indent - top.indent)
			break
		}
	}
	return l
}

// widest is the most blanks that count as one level of indentation.
const widest = 64

func spaces(n int) string { return strings.Repeat(" ", max(0, n)) }

// writer writes parts in the notation of the place, once in plain text and once as a snippet.
type writer struct {
	json, flow     bool
	layout         layout
	margin         string // what a further line at this level begins with
	quote          byte   // of the text that is written over, or 0
	plain, snippet strings.Builder
	stops          int
}

func (c *completer) writer() *writer {
	at := &c.spot
	w := &writer{json: c.json, flow: c.json || at.flow, layout: c.layout}
	switch {
	case at.flow:
		line := c.src[at.line:at.start]
		w.margin = string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
	case at.kind == spotItem:
		w.margin = spaces(at.in.indent + 2)
	case at.in.parent != nil || at.in.kind == mapping:
		w.margin = spaces(at.in.indent)
	}
	if at.end > at.start {
		if q := c.src[at.start]; q == '"' || q == '\'' {
			w.quote = q
		}
	}
	return w
}

// text writes something that stays as it is.
func (w *writer) text(s string) {
	w.plain.WriteString(s)
	w.escaped(s)
}

// fill writes something to be written over.
func (w *writer) fill(s string) {
	w.stops++
	w.plain.WriteString(s)
	w.snippet.WriteString("${" + strconv.Itoa(w.stops))
	if s != "" {
		w.snippet.WriteByte(':')
		w.escaped(s)
	}
	w.snippet.WriteByte('}')
}

func (w *writer) escaped(s string) {
	for i := range len(s) {
		if c := s[i]; c == '\\' || c == '$' || c == '}' {
			w.snippet.WriteByte('\\')
		}
		w.snippet.WriteByte(s[i])
	}
}

// line begins a new line, as many levels deeper as there are indents.
func (w *writer) line(indents ...string) {
	w.text(w.layout.newline + w.margin + strings.Join(indents, ""))
}

// deeper writes what stands further right.
func (w *writer) deeper(by string, write func()) {
	margin := w.margin
	w.margin += by
	write()
	w.margin = margin
}

// scalar writes a value.
func (w *writer) scalar(p part) {
	text := w.scalarText(p)
	if p.stop {
		w.fill(text)
		return
	}
	w.text(text)
}

func (w *writer) scalarText(p part) string {
	switch {
	case p.literal:
		return p.value
	case w.json, w.quote == '"':
		return yamltree.Quoted(p.value, yamltree.JSON)
	case w.quote == '\'' && !strings.ContainsFunc(p.value, func(r rune) bool { return r < ' ' || !strconv.IsPrint(r) }):
		return "'" + strings.ReplaceAll(p.value, "'", "''") + "'"
	}
	text := yamltree.Quoted(p.value, yamltree.YAML)
	if w.flow && text == p.value && strings.ContainsAny(text, ",[]{}") {
		return yamltree.Quoted(p.value, yamltree.JSON)
	}
	return text
}

// offer adds a completion that writes what w holds at the cursor.
func (c *completer) offer(w *writer, v Completion) {
	at := &c.spot
	edit := diag.Edit{Start: at.start, End: at.end, Text: w.plain.String()}
	insert := w.snippet.String()
	if v.Placeholders = w.stops > 0; !v.Placeholders {
		insert = edit.Text
	}
	before, after := "", ""
	switch {
	case at.near:
		before = " "
	case !at.flow && !at.inline:
		column := w.margin
		if at.kind == spotItem {
			column = spaces(at.in.indent)
		}
		indent := string(c.src[at.line:at.start])
		if at.kind != spotValue && len(indent) != len(column) && strings.TrimLeft(indent, " \t") == "" {
			edit.Start, before = at.line, column
		}
	}
	if at.flow && !at.colon && c.meetsEntry(at.end) {
		after = ","
	}
	switch missing := at.comma > 0 && !at.colon; {
	case missing && at.comma == edit.Start: // two edits of one place would have no order
		before = ", "
	case missing:
		v.Also = []diag.Edit{{Start: at.comma, End: at.comma, Text: ","}}
	}
	v.Insert, edit.Text = before+insert+after, before+edit.Text+after
	v.Edit = edit
	c.list = append(c.list, v)
}

// meetsEntry tells whether another entry of the collection in brackets begins behind p.
func (c *completer) meetsEntry(p int) bool {
	for p < len(c.src) {
		switch b := c.src[p]; {
		case blank(b):
			p++
		case b == '\n', b == '\r':
			if p = c.lineAfter(p); c.leaves(p, c.spot.outer) {
				return false
			}
		case b == '#' && !c.json:
			p = c.lineEnd(p)
		default:
			return bytes.IndexByte([]byte(",]}"), b) < 0
		}
	}
	return false
}
