package deployfile

import (
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// Rename gives the value at p another key and leaves it where it stands. The old key need not be one that a Deployment
// file may have; the new one must.
func (e *Edit) Rename(p diag.Path, key string) error {
	t, err := e.present(p)
	if err != nil {
		return err
	}
	if t.parent == nil || t.parent.Kind != yamltree.Mapping {
		return fmt.Errorf("%s is an entry of a list and has no key: set the field that names it", t.shown)
	}
	home, err := e.find(p.Parent(), false)
	if err != nil {
		return err
	}
	switch {
	case t.parent.Members[t.index].Key.Text == key:
		return nil
	case home.free || home.level != nil && home.level.Path == "" && strings.HasPrefix(key, "x-"):
	case home.level == nil:
		return home.noKeys()
	default:
		if f := home.level.Field(key); f == nil || f.Status > spec.OutputOnly {
			return unknownKey(home, key, f)
		}
	}
	if t.parent.Member(key) != nil {
		return fmt.Errorf("%s is there already", shownField(home.shown, key))
	}
	if err := e.checkShared(&target{shown: t.shown, free: t.free, trail: t.trail}); err != nil {
		return err
	}
	return e.commit(t, e.tree.Rename(&t.parent.Members[t.index], key))
}

// Delete removes a key with its value, or an entry of a list, together with the comments on its lines; comments above
// it stay. What is left empty becomes {} or [], which for most lists means something else than no list at all. The key
// need not be one that a Deployment file may have.
func (e *Edit) Delete(p diag.Path) error {
	t, err := e.present(p)
	if err != nil {
		return err
	}
	if err := e.checkShared(&target{shown: t.shown, free: t.free, trail: t.trail}); err != nil {
		return err
	}
	if alias := e.tree.Repeats([]*yamltree.Node{t.node}); alias != nil {
		return fmt.Errorf("%s is what the alias on line %d repeats: delete that first", t.shown, e.tree.Line(alias.Start))
	}
	if t.parent.Kind == yamltree.Sequence {
		return e.commit(t, e.tree.DeleteItem(t.parent, t.index))
	}
	return e.commit(t, e.tree.DeleteMember(t.parent, t.index))
}

// present finds what stands at p itself.
func (e *Edit) present(p diag.Path) (*target, error) {
	t, err := e.find(p, true)
	if err != nil {
		return nil, err
	}
	if len(t.missing) > 0 {
		return nil, e.absent(t)
	}
	return t, nil
}

// absent says that the file does not have a key that it may have.
func (e *Edit) absent(t *target) error {
	var have []string
	if t.node != nil && len(t.missing) == 1 {
		for i := range t.node.Members {
			have = append(have, withoutValue(clip(t.node.Members[i].Key.Text)))
		}
	}
	if meant, ok := nearest(t.missing[0], have); ok {
		return fmt.Errorf("%s is not in the file: did you mean %s?", t.shown, diag.Quote(meant))
	}
	return fmt.Errorf("%s is not in the file", t.shown)
}
