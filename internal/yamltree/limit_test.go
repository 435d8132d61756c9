package yamltree

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTooLarge(t *testing.T) {
	src := append([]byte("a: "), bytes.Repeat([]byte("x"), MaxBytes-3)...)
	tree := Parse("x.yaml", src)
	assert.Empty(t, tree.Problems)
	require.NotNil(t, tree.Root)

	for _, name := range []string{"x.yaml", "x.json"} {
		tree = Parse(name, append(src, 'x'))
		assert.Nil(t, tree.Root)
		require.Equal(t, []string{"input-limit"}, codes(tree))
		assert.Equal(t, "the file has 1048577 bytes, which is above the limit of 1048576", tree.Problems[0].Message)
	}
}

func TestDepth(t *testing.T) {
	block := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.Repeat(" ", i) + "a:\n")
		}
		return b.String()
	}
	indentless := func(n int) string { // two levels each
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.Repeat("  ", i) + "a:\n" + strings.Repeat("  ", i) + "-\n")
		}
		return b.String()
	}
	flow := func(open, closing string, n int) string { return strings.Repeat(open, n) + strings.Repeat(closing, n) }
	tests := []struct {
		name  string
		file  string
		legal string
		deep  string
		at    int // of the first node that is too deep
	}{
		{"brackets", "x.yaml", flow("[", "]", 64), flow("[", "]", 65), 64},
		{"braces", "x.yaml", flow("{a: ", "}", 64), flow("{a: ", "}", 65), 64 * 4},
		{"pairs", "x.yaml", flow("[a: ", "]", 32), flow("[a: ", "]", 33), 32 * 4},
		{"block mappings", "x.yaml", block(64), block(65), strings.LastIndex(block(65), "a")},
		{"dashes", "x.yaml", strings.Repeat("- ", 64) + "a", strings.Repeat("- ", 65) + "a", 64 * 2},
		{"lists without indentation", "x.yaml", indentless(32), indentless(33), strings.LastIndex(indentless(33), "a")},
		{"block and flow", "x.yaml", strings.Repeat("- ", 60) + "[[[[]]]]", strings.Repeat("- ", 60) + "[[[[[]]]]]", 124},
		{"JSON brackets", "x.json", flow("[", "]", 64), flow("[", "]", 65), 64},
		{"JSON braces", "x.json", flow(`{"a":`, "}", 63) + strings.Repeat("", 1), flow(`{"a":`, "}", 65), 64 * 5},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			assert.NotContains(t, codes(checkTree(t, test.file, []byte(test.legal))), "input-limit")
			tree := checkTree(t, test.file, []byte(test.deep))
			require.Contains(t, codes(tree), "input-limit")
			for _, p := range tree.Problems {
				if p.Code == "input-limit" {
					assert.Equal(t, test.at, p.Start)
					assert.Contains(t, p.Message, "64")
				}
			}
			assert.True(t, tree.Partial)
		})
	}
}

func TestAliases(t *testing.T) {
	tree := checkTree(t, "x.yaml", []byte("a: &x {b: [1]}\nc: *x\nd: &y z\ne: *y\nf: &x 2\ng: *x\n"))
	require.Empty(t, tree.Problems)
	_, a := tree.Find("a")
	_, c := tree.Find("c")
	assert.True(t, c.Alias)
	assert.Equal(t, Mapping, c.Kind)
	assert.Same(t, &a.Members[0], &c.Members[0])
	_, e := tree.Find("e")
	assert.Equal(t, "z", e.Text)
	_, g := tree.Find("g")
	assert.Equal(t, "2", g.Text, "an anchor may be defined again")
	_, b := tree.Find("c.b[0]")
	assert.Equal(t, "1", b.Text)
}

func TestAliasInsideItsAnchor(t *testing.T) {
	for _, src := range []string{"a: &x [*x]\n", "a: &x {b: {c: *x}}\n", "&x a: &y\n  - *y\n", "a: &x\n  <<: *x\n  b: 1\n", "&x [*x, *x]"} {
		tree := checkTree(t, "x.yaml", []byte(src))
		require.Contains(t, codes(tree), "input-limit", "%q", src)
		assert.NotContains(t, codes(tree), "yaml-syntax", "%q", src)
		assert.Contains(t, tree.Problems[0].Message, "contains itself", "%q", src)
		assert.Equal(t, strings.LastIndex(src[:tree.Problems[0].End], "*"), tree.Problems[0].Start, "%q", src)
	}
}

func TestMerge(t *testing.T) {
	src := `a: &a {x: 1, y: 2}
b: &b {y: 3, z: 4}
c:
  <<: *a
  y: 5
d:
  <<: [*a, *b]
e: &e
  <<: {x: 6}
  w: 7
f:
  <<: *e
  "<<": 8
`
	tree := checkTree(t, "x.yaml", []byte(src))
	require.Empty(t, tree.Problems)
	for path, want := range map[string]string{
		"c": "y=5 x=1+", "d": "x=1+ y=2+ z=4+", "e": "w=7 x=6+", "f": "<<=8 w=7+ x=6+",
	} {
		_, n := tree.Find(path)
		var got []string
		for _, m := range n.Members {
			text := m.Key.Text + "=" + m.Value.Text
			if m.Merged {
				text += "+"
			}
			got = append(got, text)
		}
		assert.Equal(t, want, strings.Join(got, " "), path)
	}
}

// level writes n levels, each of which repeats the one before.
func levels(n int, first string, level func(i int) string) string {
	var b strings.Builder
	b.WriteString(first)
	for i := 1; i < n; i++ {
		b.WriteString(level(i))
	}
	return b.String()
}

func TestAliasBombs(t *testing.T) {
	repeat := func(i int, n int) string {
		return strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), n), ", ")
	}
	bombs := map[string]string{
		"lists of nine": levels(12, "a0: &a0 [x, x, x, x, x, x, x, x, x]\n", func(i int) string { return fmt.Sprintf("a%d: &a%d [%s]\n", i, i, repeat(i-1, 9)) }),
		"block lists":   levels(20, "a0: &a0\n- x\n- x\n", func(i int) string { return fmt.Sprintf("a%d: &a%d\n- *a%d\n- *a%d\n- *a%d\n", i, i, i-1, i-1, i-1) }),
		"mappings":      levels(20, "a0: &a0 {x: y}\n", func(i int) string { return fmt.Sprintf("a%d: &a%d {p: *a%d, q: *a%d, r: *a%d}\n", i, i, i-1, i-1, i-1) }),
		"block mappings": levels(20, "a0: &a0\n  x: y\n", func(i int) string {
			return fmt.Sprintf("a%d: &a%d\n  p: *a%d\n  q: *a%d\n  r: *a%d\n", i, i, i-1, i-1, i-1)
		}),
		"one document line": "[" + levels(12, "&a0 [x, x]", func(i int) string { return fmt.Sprintf(", &a%d [%s]", i, repeat(i-1, 9)) }) + "]",
		"keys":              levels(30, "? &a0 [x]\n: 1\n", func(i int) string { return fmt.Sprintf("? &a%d [*a%d, *a%d]\n: 1\n", i, i-1, i-1) }),
		"merge keys": levels(14, "a0: &a0 {x: [1, 2, 3]}\n", func(i int) string {
			return fmt.Sprintf("a%d: &a%d {<<: [%s], k%d: *a%d}\n", i, i, repeat(i-1, 9), i, i-1)
		}),
		"lists in mappings":   levels(14, "a0: &a0 [x]\n", func(i int) string { return fmt.Sprintf("a%d: &a%d {k: [%s]}\n", i, i, repeat(i-1, 5)) }),
		"wide and flat":       "a: &a [" + strings.Repeat("x, ", 1000) + "x]\nb: [" + strings.Repeat("*a, ", 1000) + "*a]\n",
		"long text, many":     "a: &a {t: " + strings.Repeat("x", 10_000) + "}\nb: [" + strings.Repeat("*a, ", 100_000) + "*a]\n",
		"deep chain":          levels(100, "a0: &a0 [x]\n", func(i int) string { return fmt.Sprintf("a%d: &a%d [*a%d]\n", i, i, i-1) }),
		"tagged, nested, 2^n": levels(40, "- &a0 !!map {x: y}\n", func(i int) string { return fmt.Sprintf("- &a%d !!seq [*a%d, *a%d]\n", i, i-1, i-1) }),
	}
	require.Len(t, bombs, 12)
	for name, src := range bombs {
		t.Run(name, func(t *testing.T) {
			tree := checkTree(t, "x.yaml", []byte(src))
			require.Equal(t, []string{"input-limit"}, codes(tree), "one problem, for the first alias too many")
			p := tree.Problems[0]
			assert.Equal(t, byte('*'), tree.Source[p.Start])
			line, _ := tree.Position(p.Start)
			assert.Contains(t, p.Message, fmt.Sprintf("on line %d", line))
			require.NotNil(t, tree.Root)
			assert.True(t, tree.Partial)
			assert.LessOrEqual(t, expandedSize(tree.Root), 2*MaxNodes)
		})
	}
}

// expandedSize counts what a reader of the tree meets.
func expandedSize(n *Node) int {
	size := 1
	for _, m := range n.Members {
		size += expandedSize(m.Key) + expandedSize(m.Value)
	}
	for _, item := range n.Items {
		size += expandedSize(item)
	}
	return size
}

func TestManyNodes(t *testing.T) {
	keys := Parse("x.yaml", []byte(numbered("key%05d: 1\n", 50_000)))
	assert.Empty(t, keys.Problems)
	assert.Len(t, keys.Root.Members, 50_000)
	line := Parse("x.yaml", []byte("["+strings.Repeat("é, ", 90_000)+"z]"))
	assert.Empty(t, line.Problems)
	last := line.Root.Items[90_000]
	assert.Equal(t, "z", string(line.Source[last.Start:last.End]))
}

// What does not fit into memory many times over is refused before the parser sees it.
func TestTooManyNodes(t *testing.T) {
	for name, src := range map[string]string{
		"x.yaml":         "a:\n" + strings.Repeat("- b\n", 100_001),
		"y.yaml":         "a: [" + strings.Repeat("1,", 300_000) + "1]\n",
		"z.yaml":         "a:\n" + strings.Repeat("-\n", 300_000),
		"x.json":         "[" + strings.Repeat("{},", 300_000) + "{}]",
		"dashes.yaml":    strings.Repeat(strings.Repeat("- ", 60)+"a\n", 8_000),
		"documents.yaml": strings.Repeat("---\n", 250_000),
		"aliases.yaml":   "a: &a {b: c}\n<<: [" + strings.Repeat("*a, ", 250_000) + "*a]\n",
	} {
		tree := checkTree(t, name, []byte(src))
		require.Equal(t, []string{"input-limit"}, codes(tree), name)
		assert.Equal(t, "the file has more than 100000 keys and values", tree.Problems[0].Message)
		assert.Positive(t, tree.Problems[0].Start)
		assert.True(t, tree.Partial)
	}
}

// What an open quote held is counted as well when the text is read without it.
func TestTooManyNodesBehindQuote(t *testing.T) {
	tree := checkTree(t, "x.yaml", []byte("a: \"b\n"+numbered("k%06d: v\n", 80_000)))
	assert.Equal(t, []string{"yaml-syntax", "input-limit"}, codes(tree))
	assert.True(t, tree.Partial)
}

func TestHostile(t *testing.T) {
	for _, shape := range hostileShapes {
		t.Run(shape.name, func(t *testing.T) {
			src := []byte(shape.text(20_000))
			checkTree(t, "", src)
			checkTree(t, "x.json", src)
		})
	}
	for _, unit := range []string{"[", "{a: ", "- ", "? ", "[{", "a:\n ", "&a ", "!!str ", "*a ", "|", "\"", ": ", ", ", "]", "%", "---\n", "<<: ", "\t", "\r", "\x00", "\xff"} {
		src := []byte(strings.Repeat(unit, MaxBytes/len(unit)))
		for _, name := range []string{"x.yaml", "x.json"} {
			assert.NotEmpty(t, Parse(name, src).Problems, "%q in %s", unit, name)
		}
	}
	var deep strings.Builder
	for i := range 1400 {
		deep.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	assert.Equal(t, []string{"input-limit"}, codes(Parse("x.yaml", []byte(deep.String()))))
	assert.Equal(t, []string{"input-limit"}, codes(Parse("x.yaml", []byte(strings.Repeat("- ", 9000)))))
}
