package yamltree

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTabs(t *testing.T) {
	tests := []struct {
		name  string
		src   string
		fixed string // with all fixes
		tree  []string
	}{
		{"tabs alone", "a:\n\tb: 1\n\tc:\n\t\t- x\nd: 2\n", "a:\n    b: 1\n    c:\n        - x\nd: 2\n",
			[]string{"a = b: 1\n\tc:\n\t\t- x", "a.b = 1", "a.c = - x", "a.c[0] = x", "d = 2"}},
		{"among two spaces", "a:\n  b: 1\n\tc: 2\n", "a:\n  b: 1\n  c: 2\n", []string{"a = b: 1\n\tc: 2", "a.b = 1", "a.c = 2"}},
		{"behind spaces", "a:\n  b:\n  \tc: 2\n    d: 3\n", "a:\n  b:\n    c: 2\n    d: 3\n",
			[]string{"a = b:\n  \tc: 2\n    d: 3", "a.b = c: 2\n    d: 3", "a.b.c = 2", "a.b.d = 3"}},
		{"before spaces", "a:\n    b: 1\n\t  c: 2\n", "", nil},
		{"as wide as eight", "a:\n  b:\n    c:\n      d:\n\te: 1\n        f: 2\n", "a:\n  b:\n    c:\n      d:\n        e: 1\n        f: 2\n", nil},
		{"with byte order mark and CRLF", "\xef\xbb\xbfa:\r\n\tb: é\r\n\tc: 1\r\n", "\xef\xbb\xbfa:\r\n    b: é\r\n    c: 1\r\n",
			[]string{"a = b: é\r\n\tc: 1", "a.b = é", "a.c = 1"}},
		{"indentation of a block text", "a: |\n\tx\n\t\ty\nb: 1\n", "a: |\n    x\n        y\nb: 1\n", []string{"a = |\n\tx\n\t\ty", "b = 1"}},
		{"comments and blank lines between", "a:\n\t# c\n\t\n\tb: 1\n", "a:\n\t# c\n\t\n    b: 1\n", []string{"a = b: 1", "a.b = 1"}},
		{"behind a quoted text", "a: \"x\n\ty\"\nb:\n\tc: 1\n", "a: \"x\n\ty\"\nb:\n    c: 1\n",
			[]string{"a = \"x\n\ty\"", "b = c: 1", "b.c = 1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree := checkTree(t, "x.yaml", []byte(test.src))
			require.Contains(t, codes(tree), "tab-indentation")
			assert.Equal(t, test.src, string(tree.Source))
			if test.fixed == "" {
				return
			}
			assert.Empty(t, slices.DeleteFunc(codes(tree), func(code string) bool { return code == "tab-indentation" }))
			if test.tree != nil {
				assert.Equal(t, test.tree, flatten(tree))
			}
			fixed := tree
			for range tree.Problems {
				i := slices.IndexFunc(fixed.Problems, func(p Problem) bool { return p.Fix != nil })
				if i < 0 {
					break
				}
				fixed = checkTree(t, "x.yaml", []byte(apply(fixed.Source, fixed.Problems[i].Fix)))
			}
			assert.Equal(t, test.fixed, string(fixed.Source))
			assert.Empty(t, fixed.Problems)
		})
	}
}

func TestTabsThatAreFine(t *testing.T) {
	for _, src := range []string{
		"a: 1\t# c\nb:\t2\n", "a:\n  # c\n\t\nb: 1\n", "\t# c\na: 1\n", "a: |\n  x\n  \ty\n", "a: [\n\tx,\n\t{\n\t\ty: 1\n\t}\n\t]\n", "{\n\t\"a\": {\n\t\t\"b\": 1 # c\n\t},\n\t\"d\": x\n\t y\n\t}",
		"a: \"x\n\ty\"\n", "a: 'x\n\ty'\n", "a: x\ty\n", "a: >\n  x\n\n  \ty\nb: 1\n", "- |\n x\n \ty\n",
	} {
		assert.Empty(t, checkTree(t, "x.yaml", []byte(src)).Problems, "%q", src)
	}
	assert.Empty(t, checkTree(t, "x.json", []byte("{\n\t\"a\":\t1\n}")).Problems)
}

// Mending one line does not change how the others are read, whatever the order.
func TestTabFixesAreIndependent(t *testing.T) {
	for _, src := range []string{
		"a:\n\tb: 1\n\tc:\n\t\td: 2\n\t\te: 3\nf: 4\n",
		"a:\n  b: 1\n\tc:\n\t\td: 2\n    e: 3\n",
		"a:\n \tb: 1\n\tc:\n\t \td: 2\n",
		"a:\n   b: 1\n\tc:\n\t\td: 2\n",
	} {
		want := checkTree(t, "x.yaml", []byte(src))
		require.NotNil(t, want.Root)
		for _, p := range want.Problems {
			require.Equal(t, "tab-indentation", p.Code, "%q", src)
			require.NotNil(t, p.Fix)
			got := checkTree(t, "x.yaml", []byte(apply(want.Source, p.Fix)))
			assert.Len(t, got.Problems, len(want.Problems)-1)
			assert.True(t, equal(want.Root, got.Root), "%q becomes %q", src, got.Source)
		}
	}
}

func TestTabsWithOtherProblems(t *testing.T) {
	tree := checkTree(t, "x.yaml", []byte("a:\n\tb: 1\n\tb: 2\nc: d: e\nf: \"x\n"))
	assert.Equal(t, []string{
		`tab-indentation 2:1 "\t": a tab in the indentation of line 2`,
		`tab-indentation 3:1 "\t": a tab in the indentation of line 3`,
		`duplicate-key 3:2 "b": key "b" stands twice in one mapping with different values, first on line 2`,
		`yaml-syntax 4:5 ":": a second colon in one entry`,
		`yaml-syntax 5:4 "\"x": the quote opened on line 5 is not closed`,
	}, shown(tree))
	assert.Equal(t, []string{"a = b: 1\n\tb: 2", "a.b = 1", "a.b = 2"}, flatten(tree))
}

func TestManyTabs(t *testing.T) {
	src := "a:\n"
	for range 300 {
		src += "\t- x\n"
	}
	tree := checkTree(t, "x.yaml", []byte(src))
	assert.Len(t, tree.Problems, 200)
	assert.Equal(t, map[string]int{"tab-indentation": 100}, tree.Dropped)
}
