package deployfile

import (
	"fmt"
	"slices"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// toEntry goes to an entry of the list at t.
func (e *Edit) toEntry(t *target, s *diag.Step) error {
	if s.Index < 0 && len(s.Match) == 0 && !s.Quoted {
		return t.noEntry("name an entry, such as " + t.example())
	}
	if err := t.checkSelector(s); err != nil {
		return err
	}
	if len(t.missing) > 0 || t.node.Kind == yamltree.Null {
		return t.noEntry("it has no entries")
	}
	if t.node.Kind != yamltree.Sequence {
		return t.wrongForm("a list", t.node)
	}
	i, err := e.pick(t, s)
	if err != nil {
		return err
	}
	t.enter(i, s)
	return nil
}

// enter makes entry i of the list at t the target.
func (t *target) enter(i int, s *diag.Step) {
	list := t.node
	t.trail = append(t.trail, list)
	t.shown = shownStep(t.shown, s)
	t.parent, t.index, t.node = list, i, list.Items[i]
	if !t.free {
		t.item, t.level = true, t.field.Level
	}
}

// checkSelector refuses conditions on what does not identify an entry.
func (t *target) checkSelector(s *diag.Step) error {
	switch {
	case t.free:
		return nil
	case s.Quoted && t.field.Type == spec.Mappings:
		return t.noEntry("name an entry by a field, such as " + t.example())
	case len(s.Match) > 0 && t.field.Type == spec.Texts:
		return t.noEntry(`name an entry by its text, such as ` + t.example())
	}
	for _, condition := range s.Match {
		f := t.field.Level.Field(condition[0])
		if f == nil || f.Status > spec.OutputOnly {
			return unknownKey(&target{shown: t.shown, level: t.field.Level}, condition[0], f)
		}
		if t.field.Path == string(sectionVariables) && f.Key() != "key" {
			return t.noEntry("name a variable by its key, such as " + t.example())
		}
	}
	return nil
}

// pick returns the index of the one entry that a step names.
func (e *Edit) pick(t *target, s *diag.Step) (int, error) {
	items := t.node.Items
	if s.Index >= 0 {
		if s.Index >= len(items) {
			return 0, t.noEntry(fmt.Sprintf("it has %s, none with the index %d", entries(len(items)), s.Index))
		}
		return s.Index, nil
	}
	var found []int
	for i, item := range items {
		if matches(item, s) {
			found = append(found, i)
		}
	}
	switch len(found) {
	case 0:
		return 0, t.noMatch(s)
	case 1:
		return found[0], nil
	default:
		return 0, e.manyMatches(t, s, found)
	}
}

// matches tells whether an item is what a step names.
func matches(item *yamltree.Node, s *diag.Step) bool {
	if s.Quoted {
		return item.Kind == yamltree.Scalar && item.Text == s.Key
	}
	return len(s.Match) > 0 && !slices.ContainsFunc(s.Match, func(condition [2]string) bool {
		m := item.Member(condition[0])
		return m == nil || m.Value.Kind != yamltree.Scalar || m.Value.Text != condition[1]
	})
}

func entries(n int) string {
	switch n {
	case 0:
		return "no entries"
	case 1:
		return "1 entry"
	default:
		return fmt.Sprintf("%d entries", n)
	}
}
