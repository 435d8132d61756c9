package deployfile

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// PlanTextOptions say how [Plan.Text] shows a plan.
type PlanTextOptions struct {
	Color bool // use the colours of an ANSI terminal
	Width int  // columns, between 40 and 1,000; 0 means 100
}

const (
	defaultPlanWidth = 100
	minPlanWidth     = 40
	maxPlanWidth     = 1000
)

// Text writes the plan for people: what stands in the way first, then the changes by section and entry with their
// impacts and reasons, what stays, notes, the capacity of the workers, and one line that counts. What does not change is
// left out. Reasons are wrapped; names and values never are, but long ones are shortened in the middle. No byte of a
// name or a value reaches w as a control character.
func (p Plan) Text(w io.Writer, o PlanTextOptions) error {
	t := newPlanPrinter(&p, o)
	if p.Empty() {
		t.nothing()
	} else {
		t.everything()
	}
	_, err := w.Write(t.out)
	return err
}

// String returns what [Plan.Text] writes, without colour and without the end of its last line.
func (p Plan) String() string {
	var b strings.Builder
	_ = p.Text(&b, PlanTextOptions{}) // a strings.Builder takes everything
	return strings.TrimSuffix(b.String(), "\n")
}

// The marks in front of a line.
const (
	markCreate  = '+'
	markUpdate  = '~'
	markDelete  = '-'
	markBlocked = '!'
	markKept    = '='
	markNote    = '*'
)

// planLook is what the forms of a plan differ in.
type planLook struct {
	margin string // in front of the mark
	update byte   // the mark of updates
	prefix bool   // every line of a change starts with its mark, as in a diff
	color  bool
}

// planPrinter appends lines.
type planPrinter struct {
	plan  *Plan
	out   []byte
	width int
	look  planLook
}

func newPlanPrinter(p *Plan, o PlanTextOptions) planPrinter {
	if o.Width <= 0 {
		o.Width = defaultPlanWidth
	}
	return planPrinter{
		plan:  p,
		out:   make([]byte, 0, 512+128*len(p.Changes)),
		width: min(max(o.Width, minPlanWidth), maxPlanWidth),
		look:  planLook{margin: "  ", update: markUpdate, color: o.Color},
	}
}

func (t *planPrinter) nothing() {
	t.prose("no changes: "+t.plan.subject()+" already is what the file says"+t.plan.keptWords(), "")
	if slices.ContainsFunc(t.plan.Kept, Kept.unasked) {
		t.title(titleKept)
		t.kept(Kept.unasked)
	}
	if len(t.plan.Notes) > 0 {
		t.title("Notes")
		t.notes()
	}
}

func (t *planPrinter) everything() {
	p := t.plan
	t.prose("Plan for "+p.subject(), "")
	if p.Base.UpdatedAt != "" {
		t.prose("compared with its state of "+harmless(ellipsis(p.Base.UpdatedAt, maxName)), "")
	}
	if len(p.Blocked) > 0 {
		t.title(p.blockedTitle())
		t.blocked()
	}
	for _, s := range sectionsOf(p.Changes) {
		t.title(s.title)
		t.entries(s.entries)
	}
	if len(p.Kept) > 0 {
		t.title(titleKept)
		t.kept(func(Kept) bool { return true })
	}
	if len(p.Notes) > 0 {
		t.title("Notes")
		t.notes()
	}
	if p.scales() {
		t.title("Scale")
		t.scale()
	}
	t.out = append(t.out, '\n')
	t.prose(p.counts(), "")
}

const titleKept = "Kept"

// blockedTitle says what the blocked differences stand in the way of.
func (p *Plan) blockedTitle() string {
	if p.Creation {
		return "Blocked: the Deployment cannot be created like this"
	}
	return "Blocked: no update can do this"
}

// title starts a part of the plan.
func (t *planPrinter) title(text string) {
	t.out = append(t.out, '\n')
	t.paint(lookTitle, text)
	t.out = append(t.out, '\n')
}

// Colours of an ANSI terminal.
const (
	lookReset  = "\x1b[0m"
	lookTitle  = "\x1b[1m"
	lookRed    = "\x1b[31m"
	lookGreen  = "\x1b[32m"
	lookYellow = "\x1b[33m"
)

func colorOf(mark byte) string {
	switch mark {
	case markCreate:
		return lookGreen
	case markUpdate:
		return lookYellow
	case markDelete, markBlocked:
		return lookRed
	default:
		return ""
	}
}

// paint appends text, which is harmless already, in a colour.
func (t *planPrinter) paint(color, text string) {
	if !t.look.color || color == "" {
		t.out = append(t.out, text...)
		return
	}
	t.out = append(append(append(t.out, color...), text...), lookReset...)
}

// prose appends a harmless text, each line of it behind the indent and none longer than the width, unless that leaves
// too little room.
func (t *planPrinter) prose(text, indent string) {
	room := max(t.width-len(indent), minPlanWidth/2)
	for text != "" {
		n := lineBreak(text, room)
		t.out = append(append(append(t.out, indent...), strings.TrimRight(text[:n], " ")...), '\n')
		text = strings.TrimLeft(text[n:], " ")
	}
}

// lineBreak returns how many bytes of text belong on a line of so many columns.
func lineBreak(text string, columns int) int {
	if len(text) <= columns {
		return len(text)
	}
	n, space := 0, 0
	for range columns + 1 {
		if n >= len(text) {
			return len(text)
		}
		if text[n] == ' ' {
			space = n
		}
		_, size := utf8.DecodeRuneInString(text[n:])
		n += size
	}
	if space > 0 {
		return space
	}
	_, last := utf8.DecodeLastRuneInString(text[:n])
	return n - last
}

func (t *planPrinter) pad(n int) {
	for range n {
		t.out = append(t.out, ' ')
	}
}

// counts sums the plan up in one line.
func (p *Plan) counts() string {
	s := p.Summary()
	var b strings.Builder
	add := func(n int, words string) {
		if n == 0 {
			return
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strconv.Itoa(n))
		b.WriteString(words)
	}
	// The word stands behind the last kind of change, which is the one that destroys most.
	flag := func(last bool) string {
		if s.Destructive && last {
			return " (destructive)"
		}
		return ""
	}
	add(s.Create, " to create"+flag(s.Update == 0 && s.Delete == 0))
	add(s.Update, " to update"+flag(s.Delete == 0))
	add(s.Delete, " to delete"+flag(true))
	add(s.Keep, " kept")
	add(s.Blocked, " blocked")
	return b.String()
}
