package deployfile

import (
	"slices"
	"strings"
)

// planSection is what a plan changes in one section of the file.
type planSection struct {
	title   string
	entries []planEntry
	changes int
}

// planEntry is a setting, or an entry of a list with what changes in it.
type planEntry struct {
	planRow
	rows   []planRow
	reason string // of all rows, when it is one; else "" and the rows have theirs
}

// planRow is one line: a name, and what becomes of its value.
type planRow struct {
	mark   byte
	name   string
	value  shown
	words  string // impacts
	reason string
}

// sectionsOf sorts the changes into sections and entries. Entries stand in the order of their first change, but those
// with the same reason follow each other.
func sectionsOf(changes []Change) []planSection {
	var all [len(planSections)]planSection
	var index [len(planSections)]map[string]int
	for i := range changes {
		c := &changes[i]
		place := planPlaceOf(c.Path)
		s := &all[place.section]
		s.changes++
		if place.entry == "" {
			s.entries = append(s.entries, settingEntry(c, place))
			continue
		}
		at := index[place.section]
		if at == nil {
			at = make(map[string]int, len(changes)-i)
			index[place.section] = at
		}
		n, known := at[place.entry]
		if !known {
			n = len(s.entries)
			at[place.entry] = n
			s.entries = append(s.entries, planEntry{planRow: planRow{mark: markUpdate, name: place.entry}, reason: c.Reason})
		}
		s.entries[n].add(c, place, planSections[place.section].identity)
	}
	var used []planSection
	for i := range all {
		if s := &all[i]; len(s.entries) > 0 {
			s.title = planSections[i].title
			for j := range s.entries {
				s.entries[j].settle()
			}
			s.gather()
			used = append(used, *s)
		}
	}
	return used
}

func markOf(a Action) byte {
	switch a {
	case ActionCreate:
		return markCreate
	case ActionDelete:
		return markDelete
	default:
		return markUpdate
	}
}

func settingEntry(c *Change, place planPlace) planEntry {
	row := newRow(c, place.field)
	return planEntry{planRow: row, reason: row.reason}
}

func newRow(c *Change, name string) planRow {
	r := planRow{mark: markOf(c.Action), name: name, words: c.words(), reason: c.Reason}
	switch r.value = showStep(c.Before, c.After, c.Secret); {
	case c.Action == ActionCreate && c.Before == "":
		r.value = shown{after: r.value.after}
	case c.Action == ActionDelete && c.After == "" && r.value.before != "":
		r.value = shown{after: r.value.before}
	}
	return r
}

// add adds a change to the entry: one of the whole entry or of a field.
func (e *planEntry) add(c *Change, place planPlace, identity string) {
	if c.Reason != e.reason {
		e.reason = ""
	}
	if place.field != "" {
		e.rows = append(e.rows, newRow(c, place.field))
		return
	}
	e.mark, e.words, e.planRow.reason = markOf(c.Action), c.words(), c.Reason
	if place.element {
		return
	}
	object := c.After
	if c.Action == ActionDelete || object == "" {
		object = c.Before
	}
	members := membersOf(object)
	if members == nil {
		e.value = newRow(c, "").value
		return
	}
	for _, m := range members {
		switch {
		case m.key == identity && identity != "", m.value == "null", strings.Contains(e.name, m.key+" "):
		case m.key == "value":
			e.value = memberValue(c, m.value)
		case m.key == "is_secret" && (m.value == "false" || c.Secret):
		default:
			e.rows = append(e.rows, planRow{name: harmless(ellipsis(m.key, maxName)), value: memberValue(c, m.value)})
		}
	}
}

// memberValue shows a value of an entry that comes or goes.
func memberValue(c *Change, v Value) shown {
	if c.Action != ActionDelete {
		return shown{after: showStep("", v, c.Secret).after}
	}
	s := showStep(v, "", c.Secret)
	if s.before != "" {
		s = shown{after: s.before}
	}
	return s
}

// settle makes one line of a variable whose value is all that changes, and leaves a reason in one place.
func (e *planEntry) settle() {
	if len(e.rows) == 1 && e.words == "" && e.planRow.reason == "" && e.rows[0].name == "value" {
		name := e.name
		e.planRow, e.rows = e.rows[0], nil
		e.name = name
	}
	if e.reason == "" {
		return
	}
	e.planRow.reason = ""
	for i := range e.rows {
		e.rows[i].reason = ""
	}
}

// gather moves entries with the same reason together.
func (s *planSection) gather() {
	if !slices.ContainsFunc(s.entries, func(e planEntry) bool { return e.reason != s.entries[0].reason || e.mixed() }) {
		return
	}
	first := make(map[string]int, 4) // group by reason
	var groups [][]planEntry
	for _, e := range s.entries {
		n, known := first[e.reason]
		if !known || e.mixed() {
			n = len(groups)
			groups = append(groups, nil)
			if !e.mixed() {
				first[e.reason] = n
			}
		}
		groups[n] = append(groups[n], e)
	}
	s.entries = s.entries[:0:0]
	for _, g := range groups {
		s.entries = append(s.entries, g...)
	}
}

// mixed reports whether the rows of the entry have reasons of their own.
func (e *planEntry) mixed() bool {
	if e.planRow.reason != "" {
		return true
	}
	for i := range e.rows {
		if e.rows[i].reason != "" {
			return true
		}
	}
	return false
}

// words lists the impacts of a change as they stand at the end of its line.
func (c *Change) words() string {
	if len(c.Impact) == 0 && !c.Omitted {
		return ""
	}
	if len(c.Impact) == 1 && c.Impact[0] == ImpactRestart && !c.Omitted { // every change of a variable
		return "[" + string(ImpactRestart) + "]"
	}
	var b strings.Builder
	if len(c.Impact) > 0 {
		b.WriteByte('[')
		for i, impact := range c.Impact {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(harmless(ellipsis(string(impact), maxName)))
			if impact == ImpactCostUp && c.Factor > 0 {
				b.WriteString(" " + decimal(c.Factor) + "x")
			}
		}
		b.WriteByte(']')
	}
	if c.Omitted {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString("(left out of the file)")
	}
	return b.String()
}
