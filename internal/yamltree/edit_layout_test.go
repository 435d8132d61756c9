package yamltree

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestStrangeLayouts edits texts that nobody writes on purpose: right, or not at all.
func TestStrangeLayouts(t *testing.T) {
	runEdits(t, "x.yaml", []editCase{
		{"carriage returns", "a: 1\rb: 2\rc: 3", remove("b"), "a: 1\rc: 3"},
		{"carriage returns, add", "a: 1\rb: 2", addMember("", 1, "k", "v"), "a: 1\rb: 2\rk: v"},
		{"line separators", "a: 1\u2028b: 2\u2028c: 3\r\n", remove("b"), "a: 1\u2028c: 3\r\n"},
		{"line separators, add", "a: 1\u2028b: 2\r\n", addMember("", 0, "k", "v"), "a: 1\u2028k: v\nb: 2\r\n"},
		{"line separators, move", "m:\n  a: |\n    x\u2028    y\n  b: 1\n", move("m.a", ""), ""},
		{"line separators in brackets", "{a: 1,\u2028b: 2}\r\n", remove("b"), "{a: 1}\r\n"},
		{"tab behind a dash", "-\ta\n-\tb\n", remove("[0]"), "-\tb\n"},
		{"tagged first key", "- !!str a: 1\n  b: 2\n", addMember("[0]", -1, "k", "v"), ""},
		{"tagged key", "- !!str a: 1\n  b: 2\n", addMember("[0]", 0, "k", "v"), ""},
		{"tagged key, list", "v:\n  !!str A: 1\n", mappingToList("v"), ""},
		{"list begins with a merge", "x: &x {a: 1}\nv:\n  <<: [*x]\n  A: 1\n", mappingToList("v"), ""},
		{"mapping as key", "? {a: 1}\n: b\n", func(t *Tree) []Edit { return t.DeleteMember(t.Root, 0) }, ""},
		{"empty brackets, comment", "{ # c\n}\n", addMember("", -1, "k", "v"), "{k: v # c\n}\n"},
		{"empty brackets, list with comment", "v: { # c\n}\n", mappingToList("v"), "v: [ # c\n]\n"},
		{"comma and comment", "{a: 1, # c\n  b: 2, # d\n  c: 3 # e\n}\n", remove("c"), "{a: 1, # c\n  b: 2 # d\n}\n"},
		{"brackets in a line, comments", "{a: 1, # c\n  b: 2}\n", remove("b"), "{a: 1, # c\n  }\n"},
		{"pair, add", "[a: 1]\n", addMember("[0]", 0, "k", "v"), ""},
		{"pair, list", "[a: 1]\n", mappingToList("[0]"), ""},
		{"question mark in brackets", "{? a : 1, b: 2}\n", remove("a"), ""},
		{"question mark in brackets, before", "{b: 2, ? a : 1}\n", remove("b"), ""},
		{"own indicator line", "a:\n |\n  x\n", setText("a", "y"), ""},
	})
	runEdits(t, "x.json", []editCase{
		{"json comment in brackets", "{\"a\": {/* c */}}", addMember("a", -1, "k", "1"), ""},
		{"json value without blank", `{"a" :5}`, setLiteral("a", "6"), `{"a" :6}`},
		{"json text without quotes", `{"a": b\c}`, quote("a"), ""},
		{"json list", `[1]`, wrapRoot, ""},
	})
}

// TestEditsRepeatNoValues checks that nothing of a value gets into an edit, unless it is to be written elsewhere.
func TestEditsRepeatNoValues(t *testing.T) {
	for name, src := range map[string]string{
		"x.yaml": "m:\n  A: hunter2\n  B: 'hunter2'\n  C: |\n    hunter2\n  D: \"hunter2\n    hunter2\"\nn: {A: hunter2, B: [hunter2, 'hunter2']}\n" +
			"l:\n  - hunter2\n  - A: hunter2\n    B: it's \"hunter2\"\n",
		"x.json": "{\n  \"m\": {\"A\": \"hunter2\", \"B\": 5},\n  \"l\": [\n    \"hunter2\",\n    {\n      \"A\": \"hunter2\"\n    }\n  ]\n}\n",
	} {
		tree := Parse(name, []byte(src))
		require.Empty(t, tree.Problems)
		var all []Edit
		each := func(n *Node) {
			for i := range written(n) {
				value := valueOf(n, i)
				all = append(all, tree.SetText(value, "x")...)
				all = append(all, tree.SetLiteral(value, "x")...)
				all = append(all, tree.Quote(value)...)
				all = append(all, tree.Unquote(value)...)
				all = append(all, tree.WrapInList(value)...)
				all = append(all, tree.DeleteMember(n, i)...)
				all = append(all, tree.DeleteItem(n, i)...)
				all = append(all, tree.AddMember(n, i, "k", "1")...)
				all = append(all, tree.AddItem(n, i, "1")...)
				all = append(all, tree.AddItemLines(n, i, [][2]string{{"k", "1"}})...)
			}
			all = append(all, tree.MappingToList(n, "key", "value")...)
		}
		tree.arena.each(each)
		all = append(all, tree.WrapRoot("k")...)
		assert.Greater(t, len(all), 50)
		for _, e := range all {
			assert.False(t, strings.Contains(e.Text, "hunter") || strings.Contains(e.Text, "5"), "%+v", e)
		}
	}
}
