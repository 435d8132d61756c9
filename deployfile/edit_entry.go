package deployfile

import (
	"fmt"
	"slices"
	"sort"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// Insert adds an entry at the end of a list, with the list itself where the file has none. The last step of p names the
// new entry by what will identify it: deployment.worker_queues[name=large] or deployment.alert_emails["ops@example.com"].
// The fields are further keys of the entry and their values, in any order. An entry that is there already is refused.
func (e *Edit) Insert(p diag.Path, fields ...[2]string) error {
	steps, err := e.steps(p)
	if err != nil {
		return err
	}
	last := steps[len(steps)-1]
	named := last.Quoted || len(last.Match) > 0
	if named {
		steps = steps[:len(steps)-1]
	}
	t, err := e.follow(steps, false)
	switch {
	case err != nil:
		return err
	case !named && t.isList():
		return t.noEntry("name the new entry, such as " + t.example())
	case !named:
		return t.noList()
	}
	entry, err := e.newEntry(t, &last, fields)
	if err != nil {
		return err
	}
	if len(t.missing) > 0 {
		return e.add(t, listOf(entry))
	}
	if err := e.checkShared(t); err != nil {
		return err
	}
	switch {
	case t.node.Kind == yamltree.Null:
		return e.commit(t, e.tree.Fill(t.node, listOf(entry)))
	case t.node.Kind != yamltree.Sequence:
		return t.wrongForm("a list", t.node)
	default:
		return e.commit(t, e.tree.InsertItem(t.node, len(t.node.Items)-1, entry))
	}
}

// newEntry returns the entry to add to the list at t.
func (e *Edit) newEntry(t *target, s *diag.Step, fields [][2]string) (*yamltree.Node, error) {
	isList := t.isList() || t.free && t.parent != nil && (len(t.missing) > 0 || t.node.Kind == yamltree.Null)
	switch {
	case !isList:
		return nil, t.noList()
	case len(t.missing) == 0:
		if err := e.checkOwn(t); err != nil {
			return nil, err
		}
	}
	if err := t.checkSelector(s); err != nil {
		return nil, err
	}
	path := shownStep(t.shown, s)
	if len(t.missing) == 0 && slices.ContainsFunc(t.node.Items, func(item *yamltree.Node) bool { return matches(item, s) }) {
		return nil, fmt.Errorf("%s is there already", path)
	}
	if s.Quoted {
		if len(fields) > 0 {
			return nil, fmt.Errorf("%s is text and has no keys", path)
		}
		return &yamltree.Node{Kind: yamltree.Scalar, Text: s.Key}, checkText(path, s.Key)
	}
	entry := &yamltree.Node{Kind: yamltree.Mapping}
	at := target{shown: path, field: t.field, item: true, free: t.free}
	if !t.free {
		at.level = t.field.Level
	}
	for _, f := range slices.Concat(s.Match, fields) {
		if entry.Member(f[0]) != nil {
			return nil, fmt.Errorf("%s has the key %s twice", path, diag.Quote(withoutValue(clip(f[0]))))
		}
		value, err := at.fieldOf(f[0], f[1])
		if err != nil {
			return nil, err
		}
		entry.Members = append(entry.Members, member(f[0], value))
	}
	sortMembers(entry, at.level)
	return entry, nil
}

// fieldOf returns the node to write for a key of the mapping at t.
func (t *target) fieldOf(key, value string) (*yamltree.Node, error) {
	in := target{shown: shownField(t.shown, key), free: t.free}
	if !t.free {
		if in.field = t.level.Field(key); in.field == nil || in.field.Status > spec.OutputOnly {
			return nil, unknownKey(t, key, in.field)
		}
	}
	return in.scalar(value)
}

// sortMembers puts the keys of a new mapping in the order in which inspect writes them.
func sortMembers(n *yamltree.Node, level *spec.Level) {
	if level == nil {
		return
	}
	rank := ranks(level)
	sort.SliceStable(n.Members, func(i, j int) bool { return rank[n.Members[i].Key.Text] < rank[n.Members[j].Key.Text] })
}

// ranks returns the place of every key of a level in the order of inspect.
func ranks(level *spec.Level) map[string]int {
	rank := make(map[string]int, len(level.Fields))
	for i, f := range level.Fields {
		rank[f.Key()] = i
	}
	return rank
}

func listOf(entry *yamltree.Node) *yamltree.Node {
	return &yamltree.Node{Kind: yamltree.Sequence, Items: []*yamltree.Node{entry}}
}
