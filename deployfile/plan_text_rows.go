package deployfile

import (
	"unicode/utf8"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// maxColumn is how far names push the values to the right; a longer name pushes only its own.
const maxColumn = 36

// entries appends the entries of a section, with the reason behind those that share it.
func (t *planPrinter) entries(entries []planEntry) {
	column := 0
	for i := range entries {
		column = widest(column, &entries[i].planRow)
	}
	several := false
	for start := 0; start < len(entries); {
		end := start + 1
		for end < len(entries) && entries[end].reason == entries[start].reason && !entries[start].mixed() && !entries[end].mixed() {
			end++
		}
		group := entries[start:end]
		if start > 0 && (several || len(group) > 1) { // else nobody can take the reason for that of a line further up
			t.out = append(t.out, '\n')
		}
		several = len(group) > 1
		for i := range group {
			t.entry(&group[i], column)
		}
		t.reason(group[0].reason, 0)
		start = end
	}
}

func (t *planPrinter) entry(e *planEntry, column int) {
	t.row(&e.planRow, e.mark, 0, column)
	t.reason(e.planRow.reason, 0)
	column = 0
	for i := range e.rows {
		column = widest(column, &e.rows[i])
	}
	for i := range e.rows {
		t.row(&e.rows[i], e.mark, 1, column)
		if i+1 == len(e.rows) || e.rows[i].reason != e.rows[i+1].reason {
			t.reason(e.rows[i].reason, 1)
		}
	}
}

func widest(column int, r *planRow) int {
	if r.value == (shown{}) {
		return column
	}
	if n := utf8.RuneCountInString(r.name); n <= maxColumn {
		return max(column, n)
	}
	return column
}

// margin starts a line of a change: the mark stands on the first level only, but in front of every line of a diff.
func (t *planPrinter) margin(mark byte, level int) {
	t.out = append(t.out, t.look.margin...)
	if mark == markUpdate {
		mark = t.look.update
	}
	switch {
	case level == 0:
		t.paintMark(mark)
	case t.look.prefix:
		t.out = append(t.out, mark)
	default:
		t.out = append(t.out, ' ')
	}
	t.out = append(t.out, ' ')
	t.pad(2 * level)
}

func (t *planPrinter) paintMark(mark byte) {
	if t.look.color {
		t.paint(colorOf(mark), string(rune(mark)))
		return
	}
	t.out = append(t.out, mark)
}

// row appends one line, or several where before, after and impacts do not fit on one.
func (t *planPrinter) row(r *planRow, mark byte, level, column int) {
	t.margin(mark, level)
	if level == 0 {
		t.paint(colorOf(mark), r.name)
	} else {
		t.out = append(t.out, r.name...)
	}
	name := utf8.RuneCountInString(r.name)
	if r.value == (shown{}) {
		if r.words != "" {
			t.out = append(append(t.out, "  "...), r.words...)
		}
		t.out = append(t.out, '\n')
		return
	}
	column = max(column, name)
	t.pad(column - name + 2)
	start := len(t.look.margin) + 2 + 2*level + column + 2
	at := start
	if r.value.before != "" {
		t.out = append(t.out, r.value.before...)
		at += utf8.RuneCountInString(r.value.before)
		if at+3+utf8.RuneCountInString(r.value.after) > t.width {
			t.out = append(t.out, '\n')
			t.margin(mark, 1)
			t.pad(start - len(t.look.margin) - 7)
			at = start - 3
		}
		t.out = append(t.out, " → "...)
		at += 3
	}
	t.out = append(t.out, r.value.after...)
	at += utf8.RuneCountInString(r.value.after)
	if r.words != "" {
		if at+2+utf8.RuneCountInString(r.words) > t.width {
			t.out = append(t.out, '\n')
			t.margin(mark, 1)
			t.pad(start - len(t.look.margin) - 6)
		}
		t.out = append(append(t.out, "  "...), r.words...)
	}
	t.out = append(t.out, '\n')
}

// reason appends the reason for the rows above it.
func (t *planPrinter) reason(text string, level int) {
	if text != "" {
		t.prose(prose(text), t.indent(level))
	}
}

// indent is what stands in front of prose below a row of the level.
func (t *planPrinter) indent(level int) string {
	const spaces = "                "
	return spaces[:len(t.look.margin)+2+2*level]
}

// blocked appends what no update can do, and what does it instead.
func (t *planPrinter) blocked() {
	for i := range t.plan.Blocked {
		b := &t.plan.Blocked[i]
		if i > 0 {
			t.out = append(t.out, '\n')
		}
		r := planRow{name: shortPath(b.Path), value: showStep(b.Before, b.After, true), words: codeWords(b.Code)}
		hidden, isHidden := redactedWords(b.Before)
		switch {
		case b.Before == "" && b.After != "":
			r.value.before = ""
		case isHidden && b.After == "": // nothing is deleted
			r.value = shown{after: hidden}
		case membersOf(b.Before) != nil || membersOf(b.After) != nil:
			r.value = shown{}
		}
		t.row(&r, markBlocked, 0, 0)
		t.reason(b.Message, 0)
		if b.Hint != "" {
			t.reason("instead: "+b.Hint, 0)
		}
	}
}

func codeWords(c diag.Code) string {
	if c == "" {
		return ""
	}
	return "[" + harmless(ellipsis(string(c), maxName)) + "]"
}
