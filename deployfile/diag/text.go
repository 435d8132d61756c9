package diag

import (
	"io"
	"strconv"
)

// TextOptions say how [List.Text] shows findings. With the zero value each takes a line and its notes.
type TextOptions struct {
	Source []byte // the text that the ranges of the findings count in; nil: no excerpts
	Redact []Span // parts of Source that must not be shown, in any order: values of environment variables
	Width  int    // columns that an excerpt may fill, at most 1,000; 0 means 100
	Color  bool   // use the colours of an ANSI terminal
}

// Span is the byte range [Start, End) of a text.
type Span struct{ Start, End int }

const (
	defaultWidth = 100
	maxWidth     = 1000 // bounds the work for a finding in a line of any length
	minGutter    = 4    // columns for line numbers
)

// Text writes the findings for people, one block each: place, severity, message and code in a line, then the line of
// the source with the range underlined, the hint, the title of the fix and the related places. Ignored findings are
// left out. Nothing that a file brought along reaches w as a control character.
func (l List) Text(w io.Writer, o TextOptions) error {
	if o.Width <= 0 {
		o.Width = defaultWidth
	}
	p := printer{width: min(o.Width, maxWidth), source: newSource(o.Source, o.Redact)}
	if o.Color {
		p.style = ansi
	}
	for i := range l {
		if l[i].Ignored != "" {
			continue
		}
		p.out = p.out[:0]
		p.finding(&l[i])
		if _, err := w.Write(p.out); err != nil {
			return err
		}
	}
	return nil
}

// String returns the finding in one line, file:line:column: severity: message [code], without what it does not have. A
// finding about a model built in Go has its path in place of line and column.
func (d Diagnostic) String() string {
	var p printer
	p.headline(&d)
	return string(p.out)
}

// style holds the control sequences that switch a look on; without colours all are empty.
type style struct {
	place, code, gutter, reset string
	severity                   [ranks]string
}

var ansi = style{
	place: "\x1b[1m", code: "\x1b[2m", gutter: "\x1b[34m", reset: "\x1b[0m",
	severity: [ranks]string{rankError: "\x1b[1;31m", rankWarning: "\x1b[1;33m", rankInfo: "\x1b[1;36m"},
}

type printer struct {
	source source
	width  int
	style  style
	out    []byte
	gutter int // columns for the line number of this finding
}

func (p *printer) finding(d *Diagnostic) {
	p.headline(d)
	p.out = append(p.out, '\n')
	p.gutter = minGutter
	hint := d.Hint
	if d.Range != nil && d.Range.Start.Line > 0 {
		line := strconv.Itoa(d.Range.Start.Line)
		p.gutter = max(minGutter, len(line))
		if p.excerpt(d, line) {
			hint = ""
		}
	}
	p.note("hint: ", hint)
	if d.Fix != nil {
		p.note("fix: ", d.Fix.Title)
	}
	for i := range d.Related {
		p.note(d.Related[i].place(), d.Related[i].Message)
	}
}

func (p *printer) headline(d *Diagnostic) {
	p.out = append(p.out, p.style.place...)
	if d.File != "" {
		p.out = append(appendVisible(p.out, d.File), ':')
	}
	switch {
	case d.Range != nil && d.Range.Start.Line > 0:
		p.out = append(strconv.AppendInt(p.out, int64(d.Range.Start.Line), 10), ':')
		p.out = append(strconv.AppendInt(p.out, int64(d.Range.Start.Column), 10), ':')
	case d.Range == nil && d.Path != "":
		p.out = append(appendVisible(p.out, string(d.Path)), ':')
	}
	p.out = append(p.out, p.style.reset...)
	if len(p.out) > len(p.style.place)+len(p.style.reset) {
		p.out = append(p.out, ' ')
	}
	if d.Severity != "" {
		p.paint(p.style.severity[d.rank()], string(d.Severity)+":")
		p.out = append(p.out, ' ')
	}
	p.out = appendVisible(p.out, d.Message)
	if d.Code != "" {
		p.out = append(p.out, ' ')
		p.paint(p.style.code, "["+string(d.Code)+"]")
	}
}

// excerpt shows the line on which the finding starts and reports whether the hint stands behind the mark.
func (p *printer) excerpt(d *Diagnostic, number string) (hinted bool) {
	w, ok := p.source.window(d.Range, p.width-p.gutter-len(" | "))
	if !ok {
		return false
	}
	p.pad(p.gutter - len(number))
	p.paint(p.style.gutter, number+" |")
	p.out = append(p.out, ' ')
	p.out = append(p.out, w.text...)
	p.out = append(p.out, '\n')
	p.pad(p.gutter + 1)
	p.paint(p.style.gutter, "|")
	p.pad(1 + w.before)
	p.out = append(p.out, p.style.severity[d.rank()]...)
	for range w.marked {
		p.out = append(p.out, '^')
	}
	p.out = append(p.out, p.style.reset...)
	end := p.gutter + len(" | ") + w.before + w.marked + 1
	if d.Hint != "" && end+displayWidth(d.Hint) <= p.width {
		p.out = appendVisible(append(p.out, ' '), d.Hint)
		hinted = true
	}
	p.out = append(p.out, '\n')
	return hinted
}

// note writes a line below the excerpt, unless there is nothing to say.
func (p *printer) note(label, text string) {
	if text == "" {
		return
	}
	p.pad(p.gutter + 1)
	p.paint(p.style.gutter, "=")
	p.out = append(p.out, ' ')
	p.out = appendVisible(p.out, label)
	p.out = appendVisible(p.out, text)
	p.out = append(p.out, '\n')
}

func (p *printer) paint(look, text string) {
	p.out = append(p.out, look...)
	p.out = appendVisible(p.out, text)
	p.out = append(p.out, p.style.reset...)
}

func (p *printer) pad(n int) {
	for range n {
		p.out = append(p.out, ' ')
	}
}

// place returns where r is, as the label of a note.
func (r *Related) place() string {
	switch {
	case r.Range != nil && r.Range.Start.Line > 0:
		return "line " + strconv.Itoa(r.Range.Start.Line) + ": "
	case r.Path != "":
		return string(r.Path) + ": "
	default:
		return ""
	}
}
