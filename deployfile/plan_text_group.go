package deployfile

import (
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
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

// planSections are those of a Deployment file in the order in which a plan shows them. The last takes what belongs nowhere.
var planSections = [...]struct{ key, title, identity, noun string }{
	{"configuration", "Configuration", "", ""},
	{"worker_queues", "Worker queues", "name", "worker queue"},
	{"environment_variables", "Environment variables", "key", "variable"},
	{"alert_emails", "Alert e-mails", "", "alert e-mail"},
	{"hibernation_schedules", "Hibernation schedules", "", "hibernation schedule"},
	{"", "Elsewhere", "", ""},
}

const elsewhere = len(planSections) - 1

// planPlace is a path in the words of a plan.
type planPlace struct {
	section int    // index in planSections
	entry   string // what identifies the entry of a list; "" for a setting
	field   string // below the entry, or the setting
	element bool   // the entry is its own value
	member  string // the element of a list that is a setting
}

// planPlaceOf takes a path apart. A path that cannot be understood is shown as it is.
func planPlaceOf(p diag.Path) planPlace {
	whole := planPlace{section: elsewhere, field: harmless(ellipsis(string(p), 2*maxName))}
	rest, ok := strings.CutPrefix(string(p), "deployment.")
	if !ok {
		return whole
	}
	setting, inConfiguration := strings.CutPrefix(rest, "configuration.")
	if inConfiguration && strings.IndexByte(setting, '[') < 0 {
		return planPlace{field: harmless(ellipsis(setting, maxName))}
	}
	if place, ok := plainPlace(rest); ok {
		return place
	}
	steps, err := p.Steps()
	if err != nil || len(steps) < 2 || steps[1].Quoted {
		return whole
	}
	if last := &steps[len(steps)-1]; inConfiguration && last.Quoted { // an element of a list, which is its own value
		list := strings.TrimSuffix(setting, string(diag.Path("").Element(last.Key)))
		return planPlace{field: harmless(ellipsis(list, maxName)), member: plainName(last.Key)}
	}
	for i := range planSections[:elsewhere] {
		if planSections[i].key != steps[1].Key {
			continue
		}
		place := planPlace{section: i}
		if len(steps) == 2 {
			place.field = "the whole section"
			return place
		}
		switch entry := &steps[2]; {
		case len(entry.Match) == 1 && entry.Match[0][0] == planSections[i].identity:
			place.entry = plainName(entry.Match[0][1])
		case len(entry.Match) > 0:
			place.entry = conditions(entry.Match)
		case entry.Quoted && len(steps) == 3:
			place.entry, place.element = plainName(entry.Key), true
		default:
			return whole
		}
		for _, s := range steps[3:] {
			if s.Key == "" {
				return whole
			}
			if place.field != "" {
				place.field += "."
			}
			place.field += harmless(ellipsis(s.Key, maxName))
		}
		return place
	}
	return whole
}

// plainPlace is the short way for what most changes of a large plan have: section[field=word], and maybe .field.
func plainPlace(rest string) (planPlace, bool) {
	for i := 1; i < elsewhere; i++ {
		s := &planSections[i]
		text, ok := strings.CutPrefix(rest, s.key+"[")
		if !ok || s.identity == "" {
			continue
		}
		if text, ok = strings.CutPrefix(text, s.identity+"="); !ok {
			return planPlace{}, false
		}
		word, field, ok := strings.Cut(text, "]")
		if !ok || len(field) == 1 || !plainWord(word) || field != "" && (field[0] != '.' || !plainWord(field[1:])) {
			return planPlace{}, false
		}
		return planPlace{section: i, entry: word, field: strings.TrimPrefix(field, ".")}, true
	}
	return planPlace{}, false
}

// plainWord reports whether s is a short word of letters, digits, hyphens and underscores.
func plainWord(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != '_' && c != '-' && (c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 'a' || c > 'z') {
			return false
		}
	}
	return s != "" && len(s) <= maxName
}

func conditions(match [][2]string) string {
	words := make([]string, len(match))
	for i, m := range match {
		words[i] = harmless(ellipsis(m[0], maxName)) + " " + quoteName(m[1])
	}
	return strings.Join(words, ", ")
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
