package deployfile

import (
	"reflect"
	"slices"
	"strconv"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// entry returns the index of the one entry of the list that the step names.
func (w *pathWalk) entry(s *diag.Step) (int, *pathFault) {
	switch {
	case s.Index >= w.value.Len():
		return 0, w.fault(CodeUnknownField, w.name()+" has "+entries(w.value.Len())+", none with the index "+strconv.Itoa(s.Index)).
			ask("count from 0")
	case s.Index >= 0:
		return s.Index, nil
	case s.Match == nil && !s.Quoted:
		return 0, w.fault(CodeWrongType, w.name()+" is a list").ask("name one entry, such as " + string(w.at) + w.exampleEntry())
	case (s.Match == nil) != (w.field.Type == spec.Texts):
		return 0, w.fault(CodeUnknownField, "entries of "+w.name()+" are not named like that").ask("name one entry, such as " + string(w.at) + w.exampleEntry())
	case s.Match == nil:
		return w.element(s.Key)
	default:
		return w.match(s.Match)
	}
}

// exampleEntry shows how entries of the list are named.
func (w *pathWalk) exampleEntry() string {
	switch w.field.Path {
	case string(sectionVariables):
		return "[key=NAME]"
	case string(sectionQueues):
		return "[name=" + defaultQueue + "]"
	default:
		return "[0]"
	}
}

// element returns the index of a text in a list of texts.
func (w *pathWalk) element(text string) (int, *pathFault) {
	list, _ := reflect.TypeAssert[[]string](w.value)
	if i := slices.Index(list, text); i >= 0 {
		return i, nil
	}
	return 0, w.fault(CodeUnknownField, w.name()+" has no entry "+diag.Quote(text)).ask(meant(text, list, "name an entry that is there"))
}

// meant suggests the word that was most likely meant, or else something to do.
func meant(word string, words []string, otherwise string) string {
	if near, ok := nearest(word, words); ok {
		return "did you mean " + diag.Quote(near) + "?"
	}
	return otherwise
}

// match returns the index of the only entry that fulfils the conditions.
func (w *pathWalk) match(conditions [][2]string) (int, *pathFault) {
	columns := make([]int, len(conditions))
	for i, c := range conditions {
		f := w.field.Level.Field(c[0])
		switch {
		case f == nil || f.Status != spec.Current:
			sub := &pathWalk{level: w.field.Level, field: w.field, at: w.at}
			return 0, sub.unknownKey(c[0], f)
		case f.Type == spec.Integer || f.Type == spec.Boolean || f.Path == variableValuePath:
			return 0, w.fault(CodeUnknownField, "entries of "+w.name()+" are not named by "+f.Key()).ask("name one entry, such as " + string(w.at) + w.exampleEntry())
		}
		columns[i] = bindings()[f]
	}
	found, n := 0, 0
	for i := range w.value.Len() {
		if fulfils(w.value.Index(i), columns, conditions) {
			if n == 0 {
				found = i
			}
			n++
		}
	}
	if n == 1 {
		return found, nil
	}
	if n > 1 {
		return 0, w.fault(CodeDuplicateName, w.name()+" has "+entries(n)+" with "+conditionText(conditions)).ask("name the entry by its index")
	}
	hint := "name an entry that is there"
	if len(conditions) == 1 {
		hint = meant(conditions[0][1], w.column(columns[0]), hint)
	}
	return 0, w.fault(CodeUnknownField, w.name()+" has no entry with "+conditionText(conditions)).ask(hint)
}

func conditionText(conditions [][2]string) string {
	parts := make([]string, len(conditions))
	for i, c := range conditions {
		parts[i] = c[0] + " " + quoteVariable(c[1])
	}
	return allOf(parts)
}

func fulfils(entry reflect.Value, columns []int, conditions [][2]string) bool {
	for i, c := range conditions {
		if entry.Field(columns[i]).String() != c[1] {
			return false
		}
	}
	return true
}

// column returns one text of every entry.
func (w *pathWalk) column(field int) []string {
	all := make([]string, w.value.Len())
	for i := range all {
		all[i] = w.value.Index(i).Field(field).String()
	}
	return all
}
