package yamltree

import (
	"bytes"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// YAML forbids tabs in indentation. A text that has them is read as if they were spaces: expand makes that text, and
// everything found in it is moved back to where it stands in the source.

// tabRun is the part of a line's indentation from its first to its last tab, and the spaces that replace it.
type tabRun struct {
	start, end int // in the source
	from       int // in the expanded text
	width      int
}

// maxExpanded limits the length of the expanded texts that are tried.
const maxExpanded = 2 * MaxBytes

// parseTabbed reads a source that has tabs in its indentation. It returns false if it has none.
func (p *parser) parseTabbed() bool {
	t := p.tree
	if bytes.IndexByte(t.Source, '\t') < 0 || !p.hasTabbedLine() {
		return false
	}
	inferred := p.inferTabWidth()
	text, runs := expand(t.Source, toStops(inferred))
	if len(runs) == 0 {
		p.readLoaded(text, load(text))
		return true
	}
	if len(text) > maxExpanded {
		t.Partial = true
		p.report(runs[0].problem(p))
		return true
	}
	single := true
	l := load(text)
	if l.err != nil && l.filled() == nil {
		for _, indent := range p.otherIndents(inferred, len(runs)) {
			otherText, otherRuns := expand(t.Source, indent)
			if len(otherText) > maxExpanded {
				break
			}
			if tried := load(otherText); tried.err == nil {
				text, runs, l = otherText, otherRuns, tried
				single = len(runs) == 1
				break
			}
		}
	}
	p.setText(text)
	p.readLoaded(text, l)
	back := func(offset int) int { return mapBack(runs, offset) }
	t.arena.each(func(n *Node) { n.Start, n.End = back(n.Start), back(n.End) })
	for i, at := range p.leftOut {
		p.leftOut[i] = back(at)
	}
	for i := range t.Problems { // none of these has a fix or a second place yet
		problem := &t.Problems[i]
		problem.Start, problem.End = back(problem.Start), back(problem.End)
	}
	p.setText(t.Source)
	p.reportTabs(runs, single)
	return true
}

func (p *parser) hasTabbedLine() bool {
	src := p.tree.Source
	for _, start := range p.tree.lines {
		for i := int(start); i < len(src) && isBlank(src[i]); i++ {
			if src[i] == '\t' {
				return true
			}
		}
	}
	return false
}

// inferTabWidth returns how many spaces a tab stands for: as many as the least indented line of spaces has, at most 4.
// The replacement of any tab leaves this number as it is, so that one line can be mended without moving the others.
func (p *parser) inferTabWidth() int {
	src := p.tree.Source
	width := 4
	for _, start := range p.tree.lines {
		i := int(start)
		for i < len(src) && src[i] == ' ' {
			i++
		}
		if n := i - int(start); n > 0 && i < len(src) && src[i] != '#' && !isSpaceByte(src[i]) {
			width = min(width, n)
		}
	}
	return width
}

// indent returns the column at which the text of a line shall stand, of which start and content are the offsets of the
// first byte and of the text.
type indent func(src []byte, start, content int) int

// toStops moves a text to where tab stops of a width put it.
func toStops(width int) indent {
	return func(src []byte, start, content int) int {
		column := 0
		for _, b := range src[start:content] {
			if b == '\t' {
				column = (column/width + 1) * width
			} else {
				column++
			}
		}
		return column
	}
}

// below moves a text to where the text of the next line stands that has no tab in its indentation, above to that of
// the line before.
func below(src []byte, _, content int) int {
	for start := nextEditorLine(src, content); start < len(src); start = nextEditorLine(src, start) {
		if column := spaceColumn(src, start); column >= 0 {
			return column
		}
	}
	return 0
}

func above(src []byte, start, _ int) int {
	for start > 0 {
		start--
		for start > 0 && src[start-1] != '\n' && src[start-1] != '\r' {
			start--
		}
		if column := spaceColumn(src, start); column >= 0 {
			return column
		}
	}
	return 0
}

// spaceColumn returns the column of the text of the line at start, or -1 when it has none, or a comment alone, or a tab
// in front of it.
func spaceColumn(src []byte, start int) int {
	i := start
	for i < len(src) && src[i] == ' ' {
		i++
	}
	if i == len(src) || isSpaceByte(src[i]) || src[i] == '#' {
		return -1
	}
	return i - start
}

// maxAligned is the number of lines with tabs up to which the lines around them are looked at.
const maxAligned = 100

// otherIndents returns what to try when the text does not fit with tab stops of the inferred width.
func (p *parser) otherIndents(inferred, lines int) []indent {
	var all []indent
	for _, width := range []int{2, 4, 8} {
		if width != inferred {
			all = append(all, toStops(width))
		}
	}
	if lines <= maxAligned {
		all = append(all, below, above)
	}
	return all
}

// expand replaces the tabs in the indentation of src. Those inside brackets, which YAML allows but the parser does not
// always, become one space each.
func expand(src []byte, column indent) (text []byte, runs []tabRun) {
	copied := 0
	s := skimmer{src: src, tabWidth: 4}
	s.onTab = func(start, content int, flow bool) {
		if flow {
			text = append(text, src[copied:start]...)
			text = append(text, bytes.Repeat([]byte{' '}, content-start)...)
			copied = content
			return
		}
		run := tabRun{start: start + bytes.IndexByte(src[start:content], '\t')}
		run.end = start + bytes.LastIndexByte(src[start:content], '\t') + 1
		kept := run.start - start + content - run.end
		run.width = max(column(src, start, content)-kept, 0)
		text = append(text, src[copied:run.start]...)
		run.from = len(text)
		text = append(text, bytes.Repeat([]byte{' '}, run.width)...)
		copied = run.end
		runs = append(runs, run)
	}
	s.run()
	return append(text, src[copied:]...), runs
}

// mapBack returns where an offset of the expanded text lies in the source.
func mapBack(runs []tabRun, offset int) int {
	i := sort.Search(len(runs), func(i int) bool { return runs[i].from > offset }) - 1
	if i < 0 {
		return offset
	}
	run := runs[i]
	switch behind := offset - run.from - run.width; {
	case offset == run.from && run.width > 0:
		return run.start
	case behind < 0:
		return run.end
	default:
		return run.end + behind
	}
}

// reportTabs reports the lines with tabs. Each has its own fix if mending one leaves the reading of the others as it
// is; else the first has a fix for all.
func (p *parser) reportTabs(runs []tabRun, single bool) {
	for i, run := range runs {
		if p.full("tab-indentation") {
			continue
		}
		problem := run.problem(p)
		switch {
		case single:
			problem.Fix = &Fix{Title: "replace the tabs of the line by spaces", Edits: []Edit{run.edit()}}
		case i == 0:
			edits := make([]Edit, 0, len(runs))
			for _, r := range runs {
				edits = append(edits, r.edit())
			}
			problem.Fix = &Fix{Title: "replace the tabs of all lines by spaces", Edits: slices.Clip(edits)}
		}
		p.report(problem)
	}
}

func (r tabRun) problem(p *parser) Problem {
	return Problem{
		Code: "tab-indentation", Start: r.start, End: r.end,
		Message: "a tab in the indentation of line " + strconv.Itoa(p.line(r.start)),
		Hint:    "indent with spaces",
	}
}

func (r tabRun) edit() Edit {
	return Edit{Start: r.start, End: r.end, Text: strings.Repeat(" ", r.width)}
}
