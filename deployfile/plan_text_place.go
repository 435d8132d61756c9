package deployfile

import (
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
)

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
		if place, ok := sectionPlace(i, steps[2:]); ok {
			return place
		}
	}
	return whole
}

// sectionPlace names what the steps lead to from a section; it is not ok when they lead to nothing that a plan has.
func sectionPlace(section int, steps []diag.Step) (place planPlace, ok bool) {
	place.section = section
	if len(steps) == 0 {
		place.field = "the whole section"
		return place, true
	}
	switch entry := &steps[0]; {
	case len(entry.Match) == 1 && entry.Match[0][0] == planSections[section].identity:
		place.entry = plainName(entry.Match[0][1])
	case len(entry.Match) > 0:
		place.entry = conditions(entry.Match)
	case entry.Quoted && len(steps) == 1:
		place.entry, place.element = plainName(entry.Key), true
	default:
		return place, false
	}
	for _, s := range steps[1:] {
		if s.Key == "" {
			return place, false
		}
		if place.field != "" {
			place.field += "."
		}
		place.field += harmless(ellipsis(s.Key, maxName))
	}
	return place, true
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

// shortPath names a place in the file without the key that everything stands below.
func shortPath(p diag.Path) string {
	place := planPlaceOf(p)
	section := &planSections[place.section]
	switch {
	case p == "":
		return "the whole file"
	case section.noun == "" && place.member != "":
		return place.field + " " + place.member
	case section.noun == "":
		return place.field
	case place.entry == "":
		return section.key
	case place.field == "" || place.field == "value":
		return section.noun + " " + place.entry
	default:
		return place.field + " of " + section.noun + " " + place.entry
	}
}
