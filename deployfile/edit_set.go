package deployfile

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// Set writes a value in place of the one at p, in the quotes that this has; a key that is not there is added where
// inspect would write it, with the mappings around it. Numbers and truth values are written as such and refused when
// the value is none, texts quoted where they need it. Setting what is there already changes nothing.
//
// A text of several lines stays in a literal block if it replaces one, and becomes one line in quotes otherwise. A
// missing entry of a list is not made: see [Edit.Insert].
func (e *Edit) Set(p diag.Path, value string) error {
	t, err := e.find(p, false)
	if err != nil {
		return err
	}
	scalar, err := t.scalar(value)
	if err != nil {
		return err
	}
	return e.put(t, scalar)
}

// SetNull writes null in place of the scalar at p, which keeps the stored value of a secret; a key that is not there is
// added.
func (e *Edit) SetNull(p diag.Path) error {
	t, err := e.find(p, false)
	if err != nil {
		return err
	}
	if err := t.checkScalar(); err != nil {
		return err
	}
	return e.put(t, &yamltree.Node{Kind: yamltree.Null})
}

// scalar returns the node to write for a value at t.
func (t *target) scalar(value string) (*yamltree.Node, error) {
	n := &yamltree.Node{Kind: yamltree.Scalar, Text: value}
	if t.free {
		return n, checkText(t.shown, value)
	}
	if err := t.checkScalar(); err != nil {
		return nil, err
	}
	switch t.kind() {
	case spec.Integer:
		if _, form := readInteger(value); form != integerDecimal {
			return nil, fmt.Errorf("%s is an integer: write decimal digits", t.shown)
		}
		n.Tag = "!!int"
	case spec.Boolean:
		if value != "true" && value != "false" {
			return nil, fmt.Errorf("%s is true or false", t.shown)
		}
		n.Tag = "!!bool"
	}
	return n, checkText(t.shown, value)
}

// checkScalar refuses a place where no single value belongs.
func (t *target) checkScalar() error {
	if t.free {
		return nil
	}
	switch t.kind() {
	case spec.Mapping:
		return fmt.Errorf("%s is a mapping: set the keys in it", t.shown)
	case spec.Mappings, spec.Texts:
		return t.noEntry("insert and delete its entries, such as " + t.example())
	}
	return nil
}

// kind returns what stands at t.
func (t *target) kind() spec.Type {
	switch {
	case t.item && t.field.Type == spec.Mappings:
		return spec.Mapping
	case t.item:
		return spec.Text
	default:
		return t.field.Type
	}
}

func checkText(p diag.Path, value string) error {
	if !utf8.ValidString(value) {
		return errors.New("the value of " + string(p) + " is not UTF-8")
	}
	return nil
}

// put writes a scalar at t.
func (e *Edit) put(t *target, scalar *yamltree.Node) error {
	if len(t.missing) > 0 {
		return e.add(t, scalar)
	}
	if err := e.checkOwn(t); err != nil {
		return err
	}
	n := t.node
	switch {
	case n.Kind == yamltree.Mapping || n.Kind == yamltree.Sequence:
		return t.wrongForm("a single value", n)
	case e.same(n, scalar):
		return nil
	}
	if err := e.checkShared(t); err != nil {
		return err
	}
	switch {
	case scalar.Kind == yamltree.Null:
		return e.commit(t, e.tree.SetLiteral(n, "null"))
	case scalar.Tag != "":
		return e.commit(t, e.tree.SetLiteral(n, scalar.Text))
	case t.free:
		return e.commit(t, e.tree.SetAlike(n, scalar.Text))
	default:
		return e.commit(t, e.tree.SetText(n, scalar.Text))
	}
}

// same tells whether the value is there already, however it is written.
func (e *Edit) same(n, scalar *yamltree.Node) bool {
	if n.Kind != scalar.Kind {
		return false
	}
	switch scalar.Tag {
	case "!!int":
		value, form := readInteger(n.Text)
		return !quoted(n) && (form == integerDecimal || form == integerNotation) && strconv.Itoa(value) == scalar.Text
	case "!!bool":
		value, form := readBoolean(n.Text)
		return !quoted(n) && form != booleanNone && strconv.FormatBool(value) == scalar.Text
	default:
		return n.Kind == yamltree.Null || n.Text == scalar.Text
	}
}

// add writes the keys that are missing, with the value in the innermost.
func (e *Edit) add(t *target, value *yamltree.Node) error {
	if err := e.checkShared(t); err != nil {
		return err
	}
	for len(t.missing) > 1 {
		last := len(t.missing) - 1
		value = mappingOf(t.missing[last], value)
		t.missing = t.missing[:last]
	}
	key := t.missing[0]
	if t.node.Kind == yamltree.Null {
		return e.commit(t, e.tree.Fill(t.node, mappingOf(key, value)))
	}
	return e.commit(t, e.tree.InsertMember(t.node, behind(t.node, t.base, key), key, value))
}

func mappingOf(key string, value *yamltree.Node) *yamltree.Node {
	return &yamltree.Node{Kind: yamltree.Mapping, Members: []yamltree.Member{member(key, value)}}
}

func member(key string, value *yamltree.Node) yamltree.Member {
	return yamltree.Member{Key: &yamltree.Node{Kind: yamltree.Scalar, Text: key}, Value: value}
}

// behind returns the index of the member behind which inspect would write the key: the last one that comes before it.
func behind(n *yamltree.Node, level *spec.Level, key string) int {
	if level == nil || level.Path == "" {
		return len(n.Members)
	}
	rank := ranks(level)
	after, best := -1, -1
	for i := range n.Members {
		if r, ok := rank[n.Members[i].Key.Text]; ok && !n.Members[i].Merged && r > best && r < rank[key] {
			after, best = i, r
		}
	}
	return after
}
