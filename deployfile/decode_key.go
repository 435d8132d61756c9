package deployfile

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// strangeKey reports member i of n, whose key is not part of the file of today at this level. What the author seems to
// have meant counts as unknown from there on, not as absent.
func (d *decoder) strangeKey(n *yamltree.Node, i int, level *spec.Level, field *spec.Field, at *step) {
	if at.parent == nil && strings.HasPrefix(at.key, "x-") {
		return // the author's own
	}
	if field != nil {
		switch field.Status {
		case spec.Legacy:
			d.legacyKey(n, i, field, at)
		case spec.Misplaced:
			d.misplacedKey(n, i, []*spec.Field{spec.Lookup(field.ReplacedBy)}, at)
		default:
			d.apiName(n, i, field, at)
		}
		return
	}
	if known := otherCase(level, at.key); known != nil {
		f := d.unknown(CodeFieldCase, n, i, at, "key %s must be written %q: the official CLI accepts any case, other readers do not", quoteKey(at), known.Key())
		f.Hint = "write " + known.Key()
		d.rename(f, n, i, known, at)
		return
	}
	if strings.HasPrefix(level.Path, string(sectionMetadata)) {
		f := d.unknown(CodeMetadataUnknownField, n, i, at, "unknown key %s, which is ignored like all of metadata", quoteKey(at))
		d.delete(f, n, i, at)
		return
	}
	if elsewhere := spec.Elsewhere(at.key); len(elsewhere) > 0 {
		d.misplacedKey(n, i, elsewhere, at)
		return
	}
	if d.file.found.full(failure) {
		d.file.found.count(failure)
		return // nobody will read a suggestion
	}
	name, ok := nearest(at.key, currentKeys(level))
	var f *diag.Diagnostic
	switch {
	case level != variableLevel():
		f = d.unknown(CodeUnknownField, n, i, at, "unknown field %s: the official CLI ignores it silently", quoteKey(at))
	case len(n.Members) == 1 && !ok:
		d.lose(at.parent)
		d.unknown(CodeUnknownField, n, i, at.parent, "an entry has key and value").Hint = "write key: NAME and value: TEXT"
		return
	case unwritten(n.Members[i].Value) || confidential(n):
		f = d.unknown(CodeUnknownField, n, i, at.parent, "unknown field: the official CLI ignores it silently")
		f.Hint = "quote the value if the text belongs to it"
		if !unwritten(n.Members[i].Value) {
			f.Hint = "correct the spelling, or " + f.Hint
		}
		at = &step{parent: at.parent, key: name}
	default:
		f = d.unknown(CodeUnknownField, n, i, at, "unknown field %s: the official CLI ignores it silently", quoteKey(at))
	}
	if ok {
		f.Hint = fmt.Sprintf("did you mean %q?", name)
		d.rename(f, n, i, level.Field(name), at)
	}
}

// legacyKey reports a key that older tools wrote and that nothing reads today.
func (d *decoder) legacyKey(n *yamltree.Node, i int, field *spec.Field, at *step) {
	m := &n.Members[i]
	var target *spec.Field
	if field.ReplacedBy != "" {
		target = spec.Lookup(field.ReplacedBy)
	}
	replaceable := field.Rename && d.member(n, target.Key()) == nil
	switch {
	case field.Path == "deployment.astronomer_variables" && replaceable:
		f := d.unknown(CodeLegacySection, n, i, at, "%s, the name of environment_variables in 2022, is ignored today: %s would be lost",
			at.key, count(len(m.Value.Items)+len(m.Value.Members), "variable"))
		f.Hint = "rename it to environment_variables"
		d.rename(f, n, i, target, at)
		return
	case field.Key() == "is_default" && d.contradicts(n, m.Value):
		subject := "the name"
		if name := d.member(n, "name"); name == nil || name.Value.Kind != yamltree.Scalar {
			subject = "a queue without a name"
		}
		f := d.unknown(CodeLegacyDefaultFlag, n, i, at, "is_default %s contradicts %s: the default queue is the one named default", m.Value.Text, subject)
		d.delete(f, n, i, at)
		return
	}
	f := d.unknown(CodeLegacyField, n, i, at, "%s, a key of %s, is ignored today", at.key, field.WrittenBy)
	switch {
	case replaceable:
		f.Hint = "rename it to " + target.Key()
		d.rename(f, n, i, target, at)
		return
	case target == nil:
		f.Hint = "delete it"
	default:
		f.Hint = "delete it; " + describe(target, field) + " has taken its place"
	}
	d.delete(f, n, i, at)
}

// contradicts reports whether is_default says something else than the name of the queue.
func (d *decoder) contradicts(queue *yamltree.Node, flag *yamltree.Node) bool {
	value, form := readBoolean(flag.Text)
	if flag.Kind != yamltree.Scalar || form == booleanNone {
		return false
	}
	name := d.member(queue, "name")
	return value != (name != nil && name.Value.Text == "default")
}

// misplacedKey reports a key that belongs to another level, or to one of several.
func (d *decoder) misplacedKey(n *yamltree.Node, i int, targets []*spec.Field, at *step) {
	target := targets[0]
	home := parentPath(target.Path)
	if at.parent == nil && home == "deployment" && d.member(n, "deployment") == nil {
		d.asMeant(n, i, target, at) // the finding is section-missing
		return
	}
	homes := make([]string, len(targets))
	for k, t := range targets {
		homes[k] = levelName(parentPath(t.Path))
	}
	f := d.unknown(CodeMisplacedField, n, i, at, "%s belongs to %s: the official CLI drops it silently here", quoteKey(at), anyOf(homes))
	f.Hint = "move it to " + anyOf(homes)
	if len(targets) > 1 {
		return
	}
	if parent := d.home(home); parent != nil && parent.Kind == yamltree.Mapping {
		d.move(f, n, i, target, parent, at)
	}
	d.asMeant(n, i, target, at)
}

// move completes a finding about a key that belongs into parent.
func (d *decoder) move(f *diag.Diagnostic, n *yamltree.Node, i int, target *spec.Field, parent *yamltree.Node, at *step) {
	if d.member(parent, target.Key()) != nil {
		f.Hint = "merge it into " + target.Path
		return
	}
	d.file.lost.add(diag.Path(target.Path))
	if home := parentPath(target.Path); home != "" && d.moves < maxMoves && d.fixable(f, at) && d.file.showsAll(n, i) {
		d.moves++ // a move repeats what it moves
		f.Fix = fix("move to "+home, d.file.tree.MoveMember(n, i, parent))
	}
}

// apiName reports a name of the Astro API in place of the name of the file.
func (d *decoder) apiName(n *yamltree.Node, i int, field *spec.Field, at *step) {
	target := spec.Lookup(field.ReplacedBy)
	f := d.unknown(CodeAPIFieldName, n, i, at, "%s is a name of %s: the official CLI ignores it silently, the file says %q",
		quoteKey(at), field.WrittenBy, target.Key())
	if !field.Rename {
		f.Hint = fmt.Sprintf("write %s with a name instead of an ID", target.Key())
		if d.member(n, target.Key()) == nil {
			d.lose(&step{parent: at.parent, key: target.Key()})
		}
		return
	}
	f.Hint = "rename it to " + target.Key()
	d.rename(f, n, i, target, at)
}

// unknown reports a finding about the key of member i, introduced by the list entry that it stands in.
func (d *decoder) unknown(code diag.Code, n *yamltree.Node, i int, at *step, format string, args ...any) *diag.Diagnostic {
	f := d.report(code, at, spanOf(n.Members[i].Key), format, args...)
	if kept(f) {
		if at.node != n { // the path may be that of the entry, when the key must not be shown
			at = at.parent
		}
		f.Message = d.entry(at, n) + f.Message
	}
	return f
}

// rename completes a finding whose key should be another one, when that one is still free, and judges the value by it.
func (d *decoder) rename(f *diag.Diagnostic, n *yamltree.Node, i int, target *spec.Field, at *step) {
	if d.member(n, target.Key()) != nil {
		f.Hint = "keep one of the two: " + target.Key() + " is there as well"
	} else {
		d.lose(&step{parent: at.parent, key: target.Key()})
		if d.fixable(f, at) {
			f.Fix = fix("rename to "+target.Key(), d.file.tree.Rename(&n.Members[i], target.Key()))
		}
	}
	d.asMeant(n, i, target, at)
}

// asMeant reports what is wrong with the value of member i if its key is that of another field, so that correcting the
// key brings up nothing new.
func (d *decoder) asMeant(n *yamltree.Node, i int, target *spec.Field, at *step) {
	if place, ok := placeOf(target); ok && target.Status <= spec.OutputOnly {
		d.value(n, i, target, reflect.New(place.Type).Elem(), at)
	}
}

// otherCase returns the field of the level whose key differs only in letter case, or nil.
func otherCase(level *spec.Level, key string) *spec.Field {
	for _, f := range level.Fields {
		if strings.EqualFold(f.Key(), key) {
			return f
		}
	}
	return nil
}

func currentKeys(level *spec.Level) []string {
	keys := make([]string, 0, len(level.Fields))
	for _, f := range level.Fields {
		keys = append(keys, f.Key())
	}
	return keys
}

func parentPath(path string) string { return path[:max(0, strings.LastIndexByte(path, '.'))] }
