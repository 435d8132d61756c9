package deployfile

import (
	"errors"
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// target is the place that a path names, as far as the file has it.
type target struct {
	shown   diag.Path // the path, fit for a message
	parent  *yamltree.Node
	index   int            // of the entry in parent
	node    *yamltree.Node // the value, or where the path ends too early: what the missing keys belong into
	missing []string       // keys that the file does not have, outermost first
	base    *spec.Level    // what may stand in the mapping that the first of them belongs into; nil when that is free
	trail   []*yamltree.Node

	free  bool        // below a key of the author's own, where every key is allowed
	level *spec.Level // what may stand in a mapping here
	field *spec.Field // of a key; for an item of a list the field of the list
	item  bool
	known bool // the last key is one that the file may have
}

// find follows a path. The last key need not be one that the file may have if strange is true and it is there.
func (e *Edit) find(p diag.Path, strange bool) (*target, error) {
	steps, err := e.steps(p)
	if err != nil {
		return nil, err
	}
	return e.follow(steps, strange)
}

func (e *Edit) steps(p diag.Path) ([]diag.Step, error) {
	if err := e.ready(); err != nil {
		return nil, err
	}
	steps, err := p.Steps()
	switch {
	case err != nil && strings.Contains(string(p), "environment_variables"):
		return nil, errors.New("the path cannot be read: it has keys with dots between them, and behind a list [key=NAME] or an index")
	case err != nil:
		return nil, err
	case len(steps) >= yamltree.MaxDepth:
		return nil, fmt.Errorf("the path has %d steps, and a file may not nest deeper than %d", len(steps), yamltree.MaxDepth)
	case len(steps) == 0:
		return nil, errors.New("the path is empty: name a key, such as " + string(configuration("name")))
	}
	return steps, rooted(p, steps)
}

// follow walks from the root along the steps.
func (e *Edit) follow(steps []diag.Step, strange bool) (*target, error) {
	t := &target{node: e.tree.Root, level: spec.LevelAt(""), known: true}
	for i := range steps {
		if err := e.step(t, &steps[i], strange && i == len(steps)-1); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// step goes one step down.
func (e *Edit) step(t *target, s *diag.Step, strange bool) error {
	if len(t.missing) == 0 {
		if err := e.checkOwn(t); err != nil {
			return err
		}
	}
	if t.isList() {
		return e.toEntry(t, s)
	}
	if s.Index >= 0 || len(s.Match) > 0 {
		return t.noList()
	}
	return e.toKey(t, s.Key, strange)
}

// isList tells whether a list belongs at t, or below a key of the author's own stands there.
func (t *target) isList() bool {
	if t.free {
		return len(t.missing) == 0 && t.node.Kind == yamltree.Sequence
	}
	return !t.item && t.field != nil && (t.field.Type == spec.Mappings || t.field.Type == spec.Texts)
}

// toKey goes to a key of the mapping at t.
func (e *Edit) toKey(t *target, key string, strange bool) error {
	if !t.free && t.level == nil {
		return t.noKeys()
	}
	at := *t
	t.shown = shownField(at.shown, key)
	switch {
	case at.free:
	case at.level.Path == "" && strings.HasPrefix(key, "x-"):
		t.free, t.field, t.level = true, nil, nil
	default:
		t.field = at.level.Field(key)
		t.known = t.field != nil && t.field.Status <= spec.OutputOnly
		there := strange && len(at.missing) == 0 && at.node.Member(key) != nil
		if !t.known && !there {
			return unknownKey(&at, key, t.field)
		}
		t.level, t.item = nil, false
		if t.known && t.field.Type == spec.Mapping {
			t.level = t.field.Level
		}
	}
	if len(at.missing) > 0 || at.node.Kind == yamltree.Null {
		t.miss(&at, key)
		return nil
	}
	if at.node.Kind != yamltree.Mapping {
		return at.wrongForm("a mapping", at.node)
	}
	t.trail = append(t.trail, at.node)
	i, err := e.memberOf(&at, key)
	switch {
	case err != nil:
		return err
	case i < 0:
		t.miss(&at, key)
	default:
		t.parent, t.index, t.node = at.node, i, at.node.Members[i].Value
	}
	return nil
}

func (t *target) miss(at *target, key string) {
	if len(t.missing) == 0 {
		t.base = at.level
	}
	t.missing = append(t.missing, key)
}

// memberOf returns the index of the one member that has the key and that the text writes in the mapping itself, or -1.
func (e *Edit) memberOf(t *target, key string) (int, error) {
	found := -1
	for i := range t.node.Members {
		m := &t.node.Members[i]
		switch {
		case m.Key.Text != key || m.Key.Kind != yamltree.Scalar:
		case m.Merged && found < 0:
			return -1, e.fromElsewhere(shownField(t.shown, key), "comes from a merge", m.Value, m.Key)
		case m.Merged:
		case found >= 0:
			return -1, e.twice(shownField(t.shown, key), t.node.Members[found].Key, m.Key)
		default:
			found = i
		}
	}
	return found, nil
}
