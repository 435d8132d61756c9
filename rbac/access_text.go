package rbac

import (
	"io"
	"strconv"
	"strings"
)

// Text writes the plan for people: what stands in the way, the changes by subject, what stays, and one line that counts.
func (p AccessPlan) Text(w io.Writer) error {
	_, err := io.WriteString(w, p.String()+"\n")
	return err
}

// String returns what [AccessPlan.Text] writes, without the end of its last line. Names that do not print stand in
// quotes.
func (p AccessPlan) String() string {
	var b strings.Builder
	if p.Empty() {
		b.WriteString("no changes: everybody whom the file names has the access that it says\n")
	}
	title := func(text string) {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(text + "\n")
	}
	if len(p.Blocked) > 0 {
		title("Blocked")
	}
	for _, x := range p.Blocked {
		b.WriteString("  ! " + x.Path + "  [" + string(x.Code) + "]\n    " + x.Message + "\n    " + x.Hint + "\n")
	}
	if len(p.Changes) > 0 {
		title("Changes")
	}
	for _, c := range p.Changes {
		b.WriteString("  " + c.mark() + " " + c.Path)
		for i, impact := range c.Impact {
			b.WriteString(separator(i) + string(impact))
		}
		if len(c.Impact) > 0 {
			b.WriteByte(']')
		}
		b.WriteString("\n    " + c.Reason + "\n")
	}
	if len(p.Kept) > 0 {
		title("Kept")
	}
	for _, k := range p.Kept {
		b.WriteString("  = " + k.Path + ": " + k.Reason + "\n")
	}
	if counts := p.Summary().words(); counts != "" {
		b.WriteString("\n" + counts + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func separator(i int) string {
	if i == 0 {
		return "  ["
	}
	return ", "
}

func (c AccessChange) mark() string {
	switch c.Action {
	case AccessCreate:
		return "+"
	case AccessDelete:
		return "-"
	}
	return "~"
}

func (s AccessSummary) words() string {
	var all []string
	add := func(n int, words string) {
		if n > 0 {
			all = append(all, strconv.Itoa(n)+" "+words)
		}
	}
	add(s.Create, "to create")
	add(s.Update, "to update")
	add(s.Delete, "to delete")
	add(s.Keep, "kept")
	add(s.Blocked, "blocked")
	text := strings.Join(all, ", ")
	if s.Destructive {
		text += " (destructive)"
	}
	return text
}
