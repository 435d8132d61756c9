package deployfile

import (
	"bytes"
	"sort"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// Redacted is a text that may be shown to people, and what it lacks.
type Redacted struct {
	Text     []byte
	Values   int // parts that were hidden
	Comments int // that were taken out
}

// Redact returns the text of the file without what [File.SecretRanges] hides: null stands in its place, and nothing where
// a line holds nothing else. Comments go too unless they are asked for, because nobody knows what they say; those that
// silence a finding stay without their reason. YAML stays YAML and JSON stays JSON. The file stays as it is.
//
// The result is read again. It reports false when that still shows something to hide, which must not be shown then.
func (f *File) Redact(comments bool) (Redacted, bool) {
	if f.reading == nil {
		return Redacted{}, false
	}
	c := copier{file: f, keep: comments, name: f.Name}
	if f.Syntax() == SyntaxJSON {
		c.name = "file.json"
	}
	for range maxRedactions {
		if !c.run() {
			c.Text = c.file.Source()
			return c.Redacted, true
		}
	}
	return Redacted{}, false
}

// maxRedactions bounds how often a text is redacted: what is hidden can change what the rest means.
const maxRedactions = 5

// copier makes a redacted copy of a text.
type copier struct {
	Redacted
	file *File
	keep bool // comments
	name string
}

// cut replaces a part of the text.
type cut struct {
	start, end int
	text       string
}

// run redacts the text once and reports whether that changed anything.
func (c *copier) run() bool {
	cuts := c.values()
	hidden := len(cuts)
	if !c.keep {
		cuts = c.comments(cuts)
	}
	if len(cuts) == 0 {
		return false
	}
	c.Values += hidden
	c.Comments += len(cuts) - hidden
	sort.SliceStable(cuts, func(i, j int) bool { return cuts[i].start < cuts[j].start })
	src := c.file.Source()
	out := make([]byte, 0, len(src))
	at := 0
	for _, it := range cuts {
		if it.end < at {
			continue
		}
		out = append(append(out, src[at:max(at, it.start)]...), it.text...)
		at = it.end
	}
	c.file = parse(c.name, append(out, src[at:]...))
	return true
}

// values returns what to put in place of the parts to hide, sorted and apart from each other.
func (c *copier) values() []cut {
	src := c.file.Source()
	spans := c.file.SecretRanges()
	sort.SliceStable(spans, func(i, j int) bool { return spans[i].Start < spans[j].Start })
	var cuts []cut
	line := lineBefore{at: len(src) - len(bytes.TrimPrefix(src, []byte("\ufeff")))}
	for i := 0; i < len(spans); {
		s := spans[i]
		for i++; i < len(spans) && spans[i].Start < s.End; i++ {
			s.End = max(s.End, spans[i].End)
		}
		s.End = s.Start + len(bytes.TrimRight(src[s.Start:s.End], " \t\r\n"))
		if hidesNothing(src[s.Start:s.End]) {
			continue
		}
		line.advance(src, s.Start)
		cuts = append(cuts, cut{start: s.Start, end: s.End, text: c.standIn(&line, src[s.End:])})
	}
	return cuts
}

// hidesNothing reports whether a part to hide says nothing.
func hidesNothing(text []byte) bool {
	switch string(bytes.Trim(text, " \t\r\n,{}[]:-?")) {
	case "", "null":
		return true
	}
	return false
}

// standIn returns what stands in the place of a part to hide: nothing where it has its lines for itself.
func (c *copier) standIn(line *lineBefore, rest []byte) string {
	switch {
	case line.colon:
		return " null"
	case line.content || !endsHere(rest) || c.file.tree.Syntax == yamltree.JSON:
		return "null"
	}
	return ""
}

// lineBefore knows what stands on a line in front of a place. Places come in the order of the text, which is read once.
type lineBefore struct {
	at      int
	content bool // something that is not blank
	colon   bool // right in front of the place
}

func (l *lineBefore) advance(src []byte, to int) {
	for ; l.at < to; l.at++ {
		c := src[l.at]
		l.colon = c == ':'
		if c == '\n' || c == '\r' {
			l.content = false
		} else if !isBlank(c) {
			l.content = true
		}
	}
}

func endsHere(rest []byte) bool {
	rest = bytes.TrimLeft(rest, " \t")
	return len(rest) == 0 || rest[0] == '\n' || rest[0] == '\r'
}

// comments adds the comments to what is replaced.
func (c *copier) comments(cuts []cut) []cut {
	src := c.file.Source()
	hidden := cuts
	for _, comment := range c.file.everyComment() {
		for len(hidden) > 0 && hidden[0].end <= comment.Start {
			hidden = hidden[1:]
		}
		if len(hidden) > 0 && hidden[0].start < comment.End {
			continue
		}
		it := cut{start: comment.Start, end: comment.End, text: silencing(string(src[comment.Start:comment.End]))}
		if it.text == string(src[it.start:it.end]) {
			continue
		}
		if it.text == "" {
			it.start, it.end = withLine(src, it.start, it.end)
		}
		cuts = append(cuts, it)
	}
	return cuts
}

// everyComment returns the comments of the text. Where it cannot be read whole, everything that may be one counts.
func (f *File) everyComment() []yamltree.Comment {
	if !f.tree.Partial || f.tree.Syntax == yamltree.JSON {
		return f.tree.Comments()
	}
	var found []yamltree.Comment
	src := f.tree.Source
	for at := 0; at < len(src); at++ {
		if src[at] == '#' && (at == 0 || isBlank(src[at-1]) || endsLine(src, at)) {
			end := at + lineLength(src[at:])
			found = append(found, yamltree.Comment{Start: at, End: end})
			at = end
		}
	}
	return found
}

// silencing returns what is kept of a comment: that it silences findings of a code.
func silencing(comment string) string {
	rest, ok := strings.CutPrefix(strings.TrimSpace(strings.TrimLeft(comment, "#")), string(ignoreMarker))
	words := strings.Fields(rest)
	if !ok || len(words) < 2 || words[0] != "ignore" || ruleOf()[diag.Code(words[1])] == nil {
		return ""
	}
	return "# astrofile: ignore " + words[1] + " (reason left out)"
}

// withLine widens the range of a comment to the blanks before it and, where nothing else stands there, to its line.
func withLine(src []byte, start, end int) (int, int) {
	for start > 0 && isBlank(src[start-1]) {
		start--
	}
	if start > 0 && !endsLine(src, start) {
		return start, end
	}
	if bytes.HasPrefix(src[end:], []byte("\r\n")) {
		return start, end + 2
	}
	return start, min(end+1, len(src))
}
