package yamltree

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile/diag"
)

func TestDuplicates(t *testing.T) {
	tests := []struct {
		name, file, src string
		want            []string // "code path", the path being the entry's
	}{
		{"different", "x.yaml", "a: 1\nb: 2\na: 3\n", []string{"duplicate-key a"}},
		{"equal", "x.yaml", "a: 1\na: 1\n", []string{"duplicate-key-equal a"}},
		{"three times", "x.yaml", "a: 1\na: 1\na: 2\n", []string{"duplicate-key-equal a", "duplicate-key a"}},
		{"quotes do not matter for text", "x.yaml", "a: x\n'a': x\nb: 'x'\nb: \"x\"\n", []string{"duplicate-key-equal a", "duplicate-key-equal b"}},
		{"quotes or none", "x.yaml", "a: text\na: 'text'\nb: yes\nb: 'yes'\n", []string{"duplicate-key-equal a", "duplicate-key b"}},
		{"a number is no text", "x.yaml", "a: 1\na: '1'\n", []string{"duplicate-key a"}},
		{"order of keys does not matter", "x.yaml", "a: {x: 1, y: [2]}\na:\n  y:\n  - 2\n  x: 1\n", []string{"duplicate-key-equal a"}},
		{"order of items does", "x.yaml", "a: [1, 2]\na: [2, 1]\n", []string{"duplicate-key a"}},
		{"more keys", "x.yaml", "a: {x: 1}\na: {x: 1, y: 2}\nb: {x: 1, y: 2}\nb: {y: 2, z: 1}\n", []string{"duplicate-key a", "duplicate-key b"}},
		{"nested", "x.yaml", "a:\n  - b c: {d: 1, d: 2}\n", []string{`duplicate-key a[0]["b c"].d`}},
		{"in a key", "x.yaml", "? {a: 1, a: 2}\n: b\n", []string{`duplicate-key [""].a`}},
		{"nulls", "x.yaml", "a:\na: ~\nb: null\nb:\n", []string{"duplicate-key-equal a", "duplicate-key-equal b"}},
		{"aliases", "x.yaml", "a: &a {x: 1, x: 2}\nb: *a\nc: *a\nc: {x: 1, x: 2}\n", []string{"duplicate-key a.x", "duplicate-key-equal c", "duplicate-key c.x"}},
		{"merged is not written", "x.yaml", "a: &a {x: 1}\nb: {<<: *a, x: 2}\n", nil},
		{"large mapping", "x.yaml", numbered("k%d: 1\n", 40) + "k7: 1\nk8: 2\n", []string{"duplicate-key-equal k7", "duplicate-key k8"}},
		{"JSON", "x.json", `{"a": 1, "b": {"c": [], "c": []}, "a": 2}`, []string{"duplicate-key-equal b.c", "duplicate-key a"}},
		{"JSON escapes", "x.json", `{"é": 1, "\u00e9": 1}`, []string{"duplicate-key-equal é"}},
		{"no duplicates", "x.yaml", "a: {a: {a: 1}}\nb: [{a: 1}, {a: 1}]\n", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree := checkTree(t, test.file, []byte(test.src))
			var got []string
			for _, p := range tree.Problems {
				got = append(got, p.Code+" "+p.Path)
			}
			assert.Equal(t, test.want, got)
		})
	}
}

func TestDuplicatePlaces(t *testing.T) {
	tree := checkTree(t, "x.yaml", []byte("a: secret-1\nb: 1\n\"a\": secret-2\n"))
	require.Len(t, tree.Problems, 1)
	p := tree.Problems[0]
	assert.Equal(t, `"a"`, string(tree.Source[p.Start:p.End]), "the later key is shown")
	assert.Equal(t, `key "a" stands twice in one mapping with different values, first on line 1`, p.Message)
	assert.Equal(t, []Place{{Start: 0, End: 1, Path: "a", Message: "first declared here"}}, p.Related)
	assert.NotContains(t, p.Message+p.Hint, "secret")
}

func TestDuplicateFix(t *testing.T) {
	for src, want := range map[string]string{
		"a: 1\nb: 2\na: 1 # c\nd: 3\n":       "a: 1\nb: 2\nd: 3\n",
		"x:\n  a: {b: 1}\n  a:\n    b: 1\n":  "x:\n  a: {b: 1}\n",
		"x: {a: 1, b: 2, a: 1}\n":            "x: {a: 1, b: 2}\n",
		"x:\n  - a: 1\n    a: 1\n    b: 2\n": "x:\n  - a: 1\n    b: 2\n",
	} {
		tree := checkTree(t, "x.yaml", []byte(src))
		require.Len(t, tree.Problems, 1, "%q", src)
		require.NotNil(t, tree.Problems[0].Fix, "%q", src)
		assert.Equal(t, want, apply(tree.Source, tree.Problems[0].Fix))
		assert.Empty(t, checkTree(t, "x.yaml", []byte(want)).Problems)
	}
	assert.Nil(t, Parse("x.yaml", []byte("a: 1\na: 2\n")).Problems[0].Fix)
}

func TestManyDuplicates(t *testing.T) {
	tree := Parse("x.yaml", []byte(strings.Repeat("a: 1\n", 1000)+strings.Repeat("a: 2\n", 1000)))
	assert.Len(t, tree.Problems, 400)
	assert.Equal(t, map[string]int{"duplicate-key": 800, "duplicate-key-equal": 799}, tree.Dropped)
}

// Paths are spelled as package diag spells them.
func TestPathOf(t *testing.T) {
	for _, key := range []string{"a", "", "a.b", "a b", "a[0]", `"`, `\`, "é", "a\n", "0", "-"} {
		node := &Node{Text: key}
		assert.Equal(t, string(diag.Path("x").Field(key).Index(3)), pathOf([]step{{key: &Node{Text: "x"}}, {key: node}, {index: 3}}))
		assert.Equal(t, string(diag.Path("").Field(key)), pathOf([]step{{key: node}}))
	}
}
