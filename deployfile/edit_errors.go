package deployfile

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// Errors of edits name places and keys and never hold a value, neither that of the file nor the one to be written.

// unreadable says where and why the text cannot be read whole.
func (f *File) unreadable() error {
	c := newCheck(&f.Deployment, f, ValidateOptions{})
	c.repeat()
	for _, d := range c.finish() {
		switch d.Code {
		case CodeInputLimit, CodeEncodingInvalid, CodeYAMLSyntax, CodeJSONSyntax, CodeTabIndentation:
			return fmt.Errorf("the file cannot be read whole, line %d: %s: repair that before the file is edited", d.Range.Start.Line, d.Message)
		}
	}
	return errors.New("the file cannot be read whole: repair the syntax before it is edited")
}

// rooted refuses a path that does not start at a key of the root, and shows the one that is meant where that is clear.
func rooted(p diag.Path, steps []diag.Step) error {
	key := steps[0].Key
	if key == "deployment" || strings.HasPrefix(key, "x-") {
		return nil
	}
	const rule = "a path starts with deployment, or with a root key that starts with x-"
	if steps[0].Index >= 0 || len(steps[0].Match) > 0 {
		return errors.New(rule)
	}
	rest := p[len(diag.Path("").Field(key)):]
	shown := string(rest)
	if strings.Contains(shown, "=") && !strings.Contains(shown, "[") {
		rest = "" // a value may be behind it
	}
	if fields := spec.Elsewhere(key); len(fields) == 1 {
		return fmt.Errorf("%s: write %s", rule, fields[0].Path+string(rest))
	} else if len(fields) > 1 {
		homes := make([]string, len(fields))
		for i, f := range fields {
			homes[i] = f.Path
		}
		return fmt.Errorf("%s: %s may be %s", rule, diag.Quote(key), anyOf(homes))
	}
	if _, ok := nearest(key, []string{"deployment"}); ok {
		return fmt.Errorf("%s: did you mean %s", rule, "deployment"+string(rest))
	}
	if name, ok := nearest(key, currentKeys(spec.LevelAt("deployment"))); ok {
		return fmt.Errorf("%s: did you mean %s", rule, diag.Path("deployment").Field(name)+rest)
	}
	return errors.New(rule)
}

// unknownKey says that a mapping cannot have a key, and which one is meant.
func unknownKey(t *target, key string, f *spec.Field) error {
	at := levelName(t.level.Path)
	name := diag.Quote(withoutValue(clip(key)))
	switch {
	case f != nil && f.ReplacedBy != "":
		return fmt.Errorf("%s has no key %s: write %s", at, name, f.ReplacedBy)
	case f != nil:
		return fmt.Errorf("%s has no key %s: nothing reads it today", at, name)
	}
	keys := currentKeys(t.level)
	if meant, ok := nearest(key, keys); ok {
		return fmt.Errorf("%s has no key %s: did you mean %q?", at, name, meant)
	}
	if elsewhere := spec.Elsewhere(key); len(elsewhere) > 0 {
		return fmt.Errorf("%s has no key %s: it belongs to %s", at, name, levelName(parentPath(elsewhere[0].Path)))
	}
	return fmt.Errorf("%s has no key %s: it has %s", at, name, allOf(keys))
}

func (t *target) noKeys() error {
	return fmt.Errorf("%s holds a single value, and nothing below it", t.shown)
}

func (t *target) noList() error {
	return fmt.Errorf("%s is no list: name a key behind a dot", t.shown)
}

func (t *target) noEntry(reason string) error {
	return fmt.Errorf("%s is a list: %s", t.shown, reason)
}

func (t *target) wrongForm(wanted string, n *yamltree.Node) error {
	return fmt.Errorf("%s is %s instead of %s", t.shown, kindOf(n), wanted)
}

// example returns the path of an entry as one would write it.
func (t *target) example() string {
	switch {
	case t.free || t.field == nil:
		return string(t.shown) + "[0]"
	case t.field.Type == spec.Texts:
		return string(t.shown.Element(t.sample()))
	case t.field.Path == string(sectionVariables):
		return string(t.shown.Entry("key", "NAME"))
	case t.field.Path == string(sectionQueues):
		return string(t.shown.Entry("name", "default"))
	default:
		return string(t.shown.Entry("hibernate_at", "0 18 * * *").And("wake_at", "0 6 * * *"))
	}
}

func (t *target) sample() string {
	if t.field.Item != nil && t.field.Item.Example != "" {
		return t.field.Item.Example
	}
	return "TEXT"
}

// mostCandidates is how many entries an error lists.
const mostCandidates = 10

// noMatch says that a list has no entry that the step names, and which ones it has.
func (t *target) noMatch(s *diag.Step) error {
	wanted := s.Key
	if !s.Quoted {
		wanted = s.Match[0][1]
	}
	var have []string
	for _, item := range t.node.Items {
		if text := identityOf(item, s); text != "" && !slices.Contains(have[max(0, len(have)-mostCandidates):], text) {
			have = append(have, text)
		}
	}
	path := shownStep(t.shown, s)
	if t.free || len(have) == 0 { // what stands below a key of the author's own may be anything
		return fmt.Errorf("there is no %s: %s has %s", path, t.shown, entries(len(t.node.Items)))
	}
	if meant, ok := nearest(wanted, have); ok && len(s.Match) < 2 {
		return fmt.Errorf("there is no %s: did you mean %s?", path, t.quoteIdentity(meant))
	}
	more := ""
	if len(have) > mostCandidates {
		more = fmt.Sprintf(" and %d more", len(have)-mostCandidates)
		have = have[:mostCandidates]
	}
	for i := range have {
		have[i] = t.quoteIdentity(have[i])
	}
	if more != "" {
		return fmt.Errorf("there is no %s: the list has %s%s", path, strings.Join(have, ", "), more)
	}
	return fmt.Errorf("there is no %s: the list has %s", path, allOf(have))
}

// identityOf returns what the first condition of a step compares in an item, "" if that is no text.
func identityOf(item *yamltree.Node, s *diag.Step) string {
	if !s.Quoted {
		m := item.Member(s.Match[0][0])
		if m == nil {
			return ""
		}
		item = m.Value
	}
	if item.Kind != yamltree.Scalar {
		return ""
	}
	return item.Text
}

func (t *target) quoteIdentity(text string) string {
	if t.shown == sectionVariables {
		return quoteVariable(text)
	}
	return diag.Quote(text)
}

// manyMatches lists the entries that a step names.
func (e *Edit) manyMatches(t *target, s *diag.Step, found []int) error {
	var places []string
	for _, i := range found[:min(len(found), mostCandidates)] {
		places = append(places, fmt.Sprintf("%s on line %d", t.shown.Index(i), e.tree.Line(t.node.Items[i].Start)))
	}
	return fmt.Errorf("%s names %s: choose %s", shownStep(t.shown, s), entries(len(found)), anyOf(places))
}

func (e *Edit) twice(p diag.Path, first, second *yamltree.Node) error {
	return fmt.Errorf("%s stands twice, on lines %d and %d: delete one of the two by hand", p, e.tree.Line(first.Start), e.tree.Line(second.Start))
}

// checkOwn refuses a value that does not stand in the text where the path says.
func (e *Edit) checkOwn(t *target) error {
	switch {
	case t.node.Alias:
		origin := e.tree.Origin(t.node)
		return e.fromElsewhere(t.shown, "is an alias", origin, origin)
	case t.node.Unknown:
		return fmt.Errorf("%s on line %d cannot be known: it has a tag or an alias that nothing explains", t.shown, e.tree.Line(t.node.Start))
	}
	return nil
}

// fromElsewhere says where a value really stands.
func (e *Edit) fromElsewhere(p diag.Path, why string, value, at *yamltree.Node) error {
	if value == nil || at == nil {
		return fmt.Errorf("%s %s: edit the text by hand", p, why)
	}
	line := e.tree.Line(at.Start)
	path, ok := e.tree.PathOf(value)
	if !ok {
		return fmt.Errorf("%s %s of what stands on line %d: edit it there", p, why, line)
	}
	if !strings.HasPrefix(path, "x-") { // there it would be refused as well: it counts for both
		return fmt.Errorf("%s %s of what stands at %s on line %d: write it out here by hand", p, why, withoutValue(path), line)
	}
	return fmt.Errorf("%s %s of what stands at %s on line %d: edit it there", p, why, withoutValue(path), line)
}

// checkShared refuses to edit what an alias repeats, unless it stands below a key of the author's own.
func (e *Edit) checkShared(t *target) error {
	if t.free {
		return nil
	}
	alias := e.tree.Repeats(append(t.trail, t.node))
	if alias == nil {
		return nil
	}
	return fmt.Errorf("%s counts for the alias on line %d as well: write it out there by hand", t.shown, e.tree.Line(alias.Start))
}
