package yamltree

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// editCase is a text before and after an edit; an edit that must be refused has no text after it.
type editCase struct {
	name   string
	before string
	edit   func(tree *Tree) []Edit
	after  string
}

func runEdits(t *testing.T, file string, cases []editCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			tree := Parse(file, []byte(c.before))
			require.NotNil(t, tree.Root)
			edits := c.edit(tree)
			if c.after == "" {
				require.Nil(t, edits)
				return
			}
			require.NotNil(t, edits, "refused")
			assert.Equal(t, c.after, string(Apply(tree.Source, edits)))
			// The same text with the line ends of Windows keeps them.
			if strings.Contains(c.before, "\r") {
				return
			}
			tree = Parse(file, []byte(strings.ReplaceAll(c.before, "\n", "\r\n")))
			if !strings.Contains(c.before, "\n") {
				return // there is no line end to take over
			}
			assert.Equal(t, strings.ReplaceAll(c.after, "\n", "\r\n"), string(Apply(tree.Source, c.edit(tree))))
		})
	}
}

func nodeAt(t *Tree, path string) *Node {
	_, n := t.Find(path)
	return n
}

// entryAt returns the collection that the entry at path stands in, and its index.
func entryAt(t *Tree, path string) (*Node, int) {
	pl, _ := t.placeOf(nodeAt(t, path))
	return pl.parent, pl.index
}

func rename(path, key string) func(*Tree) []Edit {
	return func(t *Tree) []Edit {
		parent, i := entryAt(t, path)
		return t.Rename(&parent.Members[i], key)
	}
}

func setText(path, text string) func(*Tree) []Edit {
	return func(t *Tree) []Edit { return t.SetText(nodeAt(t, path), text) }
}

func setLiteral(path, literal string) func(*Tree) []Edit {
	return func(t *Tree) []Edit { return t.SetLiteral(nodeAt(t, path), literal) }
}

func quote(path string) func(*Tree) []Edit {
	return func(t *Tree) []Edit { return t.Quote(nodeAt(t, path)) }
}

func unquote(path string) func(*Tree) []Edit {
	return func(t *Tree) []Edit { return t.Unquote(nodeAt(t, path)) }
}

func wrapInList(path string) func(*Tree) []Edit {
	return func(t *Tree) []Edit { return t.WrapInList(nodeAt(t, path)) }
}

func remove(path string) func(*Tree) []Edit {
	return func(t *Tree) []Edit {
		parent, i := entryAt(t, path)
		if parent.Kind == Sequence {
			return t.DeleteItem(parent, i)
		}
		return t.DeleteMember(parent, i)
	}
}

func addMember(path string, after int, key, value string) func(*Tree) []Edit {
	return func(t *Tree) []Edit { return t.AddMember(nodeAt(t, path), after, key, value) }
}

func addItem(path string, after int, value string) func(*Tree) []Edit {
	return func(t *Tree) []Edit { return t.AddItem(nodeAt(t, path), after, value) }
}

func addItemLines(path string, after int, fields ...[2]string) func(*Tree) []Edit {
	return func(t *Tree) []Edit { return t.AddItemLines(nodeAt(t, path), after, fields) }
}

func mappingToList(path string) func(*Tree) []Edit {
	return func(t *Tree) []Edit { return t.MappingToList(nodeAt(t, path), "key", "value") }
}

func move(path, to string) func(*Tree) []Edit {
	return func(t *Tree) []Edit {
		parent, i := entryAt(t, path)
		return t.MoveMember(parent, i, nodeAt(t, to))
	}
}

func wrapRoot(t *Tree) []Edit { return t.WrapRoot("deployment") }

func TestApply(t *testing.T) {
	src := []byte("abcdef")
	assert.Equal(t, "abcdef", string(Apply(src, nil)))
	assert.Equal(t, "XaYef!", string(Apply(src, []Edit{{0, 0, "X"}, {1, 1, "Y"}, {1, 4, ""}, {6, 6, "!"}})))
	assert.Nil(t, Apply(src, []Edit{{2, 1, ""}}))
	assert.Nil(t, Apply(src, []Edit{{0, 2, ""}, {1, 3, ""}}))
	assert.Nil(t, Apply(src, []Edit{{0, 7, ""}}))
	assert.Nil(t, Apply(src, []Edit{{-1, 0, ""}}))
}

// TestEditsOfStrangers hands in nodes that are not written in the tree.
func TestEditsOfStrangers(t *testing.T) {
	tree := Parse("x.yaml", []byte("a: &x {b: 1}\nc: *x\nd: {<<: *x, e: 1}\nf: [1]\n"))
	require.Empty(t, tree.Problems)
	merged := nodeAt(tree, "d").Member("b")
	require.True(t, merged.Merged)
	for name, n := range map[string]*Node{
		"nil":      nil,
		"made":     {Kind: Scalar, Text: "a", Start: 0, End: 1},
		"outside":  {Kind: Scalar, Text: "a", Start: 5, End: 5000},
		"mapping":  {Kind: Mapping, Start: 0, End: 5},
		"negative": {Kind: Sequence, Start: -3, End: 5},
		"alias":    nodeAt(tree, "c"),
	} {
		t.Run(name, func(t *testing.T) {
			assert.Nil(t, tree.SetText(n, "x"))
			assert.Nil(t, tree.SetLiteral(n, "x"))
			assert.Nil(t, tree.Quote(n))
			assert.Nil(t, tree.Unquote(n))
			assert.Nil(t, tree.WrapInList(n))
			assert.Nil(t, tree.DeleteMember(n, 0))
			assert.Nil(t, tree.DeleteItem(n, 0))
			assert.Nil(t, tree.AddMember(n, 0, "k", "v"))
			assert.Nil(t, tree.AddItem(n, 0, "v"))
			assert.Nil(t, tree.AddItemLines(n, 0, [][2]string{{"k", "v"}}))
			assert.Nil(t, tree.MappingToList(n, "k", "v"))
			assert.Nil(t, tree.MoveMember(n, 0, tree.Root))
			assert.Nil(t, tree.MoveMember(tree.Root, 0, n))
		})
	}
	assert.Nil(t, tree.Rename(nil, "x"))
	assert.Nil(t, tree.Rename(merged, "x"))
	assert.Nil(t, tree.DeleteMember(nodeAt(tree, "d"), 1), "merged")
	assert.Nil(t, tree.DeleteMember(tree.Root, 9))
	assert.Nil(t, tree.DeleteMember(tree.Root, -1))
	assert.Nil(t, tree.DeleteItem(nodeAt(tree, "f"), 1))
	assert.Nil(t, tree.DeleteMember(tree.Root, 0), "the anchor is needed")
	assert.Nil(t, tree.AddItem(nodeAt(tree, "f"), 0, "two\nlines"))
	assert.Nil(t, tree.AddItem(nodeAt(tree, "f"), 0, ""))
	assert.Nil(t, tree.AddItemLines(nodeAt(tree, "f"), 0, nil))
	assert.Nil(t, (&Tree{}).WrapRoot("k"))
}

// TestEditsOfPartialTrees leaves the structure of a text alone that could not be read whole.
func TestEditsOfPartialTrees(t *testing.T) {
	tree := Parse("x.yaml", []byte("a: 1\nb: [\nc: 2\n"))
	require.True(t, tree.Partial)
	require.NotNil(t, tree.Root)
	assert.Nil(t, tree.DeleteMember(tree.Root, 0))
	assert.Nil(t, tree.AddMember(tree.Root, 0, "k", "v"))
	assert.Nil(t, tree.WrapRoot("k"))
	assert.Equal(t, "a: x\nb: [\nc: 2\n", string(Apply(tree.Source, tree.SetText(nodeAt(tree, "a"), "x"))))
}

// No fix inserts twice at one offset: which of the two comes first would be left to who applies it.
func TestEditsDoNotTouch(t *testing.T) {
	for _, src := range []string{"v: {A: 1, B: y}\n", "v:\n  A: 1\n  B: y\n", "v: {A: {b: 1}}\n"} {
		tree := Parse("x.yaml", []byte(src))
		_, n := tree.Find("v")
		edits := tree.MappingToList(n, "key", "value")
		for i := 1; i < len(edits); i++ {
			assert.Greater(t, edits[i].Start, edits[i-1].End, src)
		}
	}
	assert.Equal(t, []Edit{{Start: 0, End: 3, Text: "abc"}, {Start: 4, End: 4, Text: "d"}},
		join([]Edit{{End: 2, Text: "a"}, {Start: 2, End: 2, Text: "b"}, {Start: 2, End: 3, Text: "c"}, {Start: 4, End: 4, Text: "d"}}))
}
