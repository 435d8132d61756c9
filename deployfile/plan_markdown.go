package deployfile

import (
	"bytes"
	"io"
	"strconv"
	"strings"
)

// Limits of [Plan.Markdown].
const (
	maxMarkdown  = 65_536 // characters that a comment on GitHub can have; counted here in bytes, of which there are more
	longSection  = 30     // lines of a block that is folded
	longKept     = 8
	namedDeleted = 8 // names in the warning at the top
)

// Markdown writes the plan as a comment on a pull request: a heading that counts, a warning where something is destroyed
// or cannot be done, a block in the colours of a diff for each section, long ones folded. It stays below 65,536 bytes,
// which every comment on GitHub can have, and says how many lines had to be left out.
//
// Everything that comes from files stands in code, so it cannot end a block, mention people, become a link or an image,
// or add HTML.
func (p Plan) Markdown(w io.Writer) error {
	m := markdownWriter{plan: &p}
	m.write()
	_, err := w.Write(m.out)
	return err
}

// markdownWriter appends blocks as long as there is room.
type markdownWriter struct {
	plan *Plan
	out  []byte
	left int // lines that found no room
}

func (m *markdownWriter) write() {
	p := m.plan
	m.heading()
	if !p.Empty() {
		m.warnings()
	}
	if len(p.Blocked) > 0 {
		m.block(p.blockedTitle(), false, (*planPrinter).blocked)
	}
	for _, s := range sectionsOf(p.Changes) {
		m.block(s.title+" ("+count(s.changes, "change")+")", true, func(t *planPrinter) { t.entries(s.entries) })
	}
	if len(p.Notes) > 0 {
		m.block("Notes ("+count(len(p.Notes), "note")+")", true, (*planPrinter).notes)
	}
	if p.scales() {
		m.block("Scale", false, (*planPrinter).scale)
	}
	if len(p.Kept) > 0 {
		m.block(titleKept, true, func(t *planPrinter) { t.kept(func(Kept) bool { return true }) })
	}
	if m.left > 0 {
		m.text("\n**" + count(m.left, "line") + " of this plan did not fit into a comment and were left out.** " +
			"The counts at the top are those of the whole plan.\n")
	}
}

func (m *markdownWriter) text(s string) { m.out = append(m.out, s...) }

func (m *markdownWriter) heading() {
	p := m.plan
	what, name := "Plan for ", "a Deployment without a name"
	if p.Empty() {
		what = "No changes for "
	}
	if p.Deployment.Name != "" {
		name = "Deployment " + codeSpan(p.Deployment.Name)
	}
	if p.Creation {
		name = "a new " + strings.TrimPrefix(name, "a ")
	}
	m.text("### " + what + name)
	if counts := p.counts(); counts != "" {
		m.text(": " + counts)
	}
	m.text("\n")
	var facts []string
	add := func(label, s string) {
		if s != "" {
			facts = append(facts, label+" "+codeSpan(s))
		}
	}
	add("Workspace", p.Deployment.Workspace)
	add("ID", p.Deployment.ID)
	add("compared with the state of", p.Base.UpdatedAt)
	if len(facts) > 0 {
		m.text("\n" + strings.Join(facts, ", ") + "\n")
	}
	if p.Empty() {
		m.text("\nThe Deployment already is what the file says" + p.keptWords() + ".\n")
	}
}

// warnings says first what hurts most.
func (m *markdownWriter) warnings() {
	p := m.plan
	var destroyed []string
	for i := range p.Changes {
		if p.Changes[i].Destructive() {
			destroyed = append(destroyed, shortPath(p.Changes[i].Path))
		}
	}
	if n := len(destroyed); n > 0 {
		spans := make([]string, 0, namedDeleted)
		for _, name := range destroyed[:min(n, namedDeleted)] {
			spans = append(spans, codeSpan(name))
		}
		if n > namedDeleted {
			spans = append(spans, strconv.Itoa(n-namedDeleted)+" more")
		}
		m.text("\n> [!CAUTION]\n> This update is destructive: it deletes or replaces something, or cannot be undone. See " + allOf(spans) + ".\n")
	}
	if n := len(p.Blocked); n > 0 {
		what := "One change of the file is blocked: no update can make it."
		switch {
		case p.Creation:
			what = "The Deployment cannot be created like this: " + count(n, "problem") + " in the file."
		case n > 1:
			what = count(n, "change") + " of the file are blocked: no update can make them."
		}
		m.text("\n> [!WARNING]\n> " + what + " What works instead stands below.\n")
	}
}

// block appends what body prints, in a fence that nothing in it can close, as far as there is room.
func (m *markdownWriter) block(title string, foldable bool, body func(*planPrinter)) {
	t := newPlanPrinter(m.plan, PlanTextOptions{})
	t.look = planLook{update: markBlocked, prefix: true}
	body(&t)
	text := bytes.TrimSuffix(t.out, []byte("\n"))
	lines := bytes.Count(text, []byte("\n")) + 1

	opening, closing := "\n#### "+title+"\n\n", ""
	if foldable && (lines > longSection || lines > longKept && title == titleKept) {
		opening, closing = "\n<details>\n<summary>"+title+"</summary>\n\n", "\n</details>\n"
	}
	fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	opening += fence + "diff\n"
	closing = fence + "\n" + closing
	const reserve = 256 // for the sentence about lines that are left out
	room := maxMarkdown - 1 - reserve - len(m.out) - len(opening) - len(closing)
	fits := text
	if len(text)+1 > room {
		fits = text[:max(0, bytes.LastIndexByte(text[:max(0, min(room, len(text)))], '\n'))]
	}
	if len(fits) == 0 {
		m.left += lines
		return
	}
	m.left += lines - bytes.Count(fits, []byte("\n")) - 1
	m.text(opening)
	m.out = append(append(m.out, fits...), '\n')
	m.text(closing)
}

// codeSpan returns s as inline code.
func codeSpan(s string) string {
	s = harmless(ellipsis(s, maxName))
	fence := strings.Repeat("`", longestRun([]byte(s), '`')+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") || strings.TrimSpace(s) != s {
		s = " " + s + " "
	}
	return fence + s + fence
}

// longestRun returns how often b stands in a row at most.
func longestRun(text []byte, b byte) int {
	longest, run := 0, 0
	for _, c := range text {
		if c != b {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}
