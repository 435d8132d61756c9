package yamltree

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/internal/sample"
)

// bothWays parses src with and without the short way; ok says whether the short way was taken.
func bothWays(t *testing.T, src []byte) (ok bool) {
	t.Helper()
	short := &parser{tree: &Tree{Source: src}, name: "x.yaml"}
	if len(src) > MaxBytes || !short.decode() || string(short.tree.Source) != string(src) {
		return false
	}
	short.tree.lines = lineStarts(src)
	short.starts = short.tree.lines
	short.tree.arena = newArena(len(src))
	if !short.parseSimple(src) {
		return false
	}
	long := &parser{tree: &Tree{Source: src}, name: "x.yaml", slow: true}
	long.parse()
	short.reportDuplicates()
	short.sort()
	require.Equal(t, long.tree.Root, short.tree.Root, "the tree of %q", src)
	require.Equal(t, long.tree.Problems, short.tree.Problems, "the problems of %q", src)
	require.False(t, long.tree.Partial)
	require.Equal(t, long.tree.Comments(), short.tree.Comments())
	return true
}

func TestSimpleReadsAsTheParser(t *testing.T) {
	for _, src := range []string{
		"a: 1\n", "a:\n", "a:", "a: b", "a: # c\n", "a: 'x' # c\nb: \"y\"\n", "a: [] # c\nb: {}\n", "a : b\n",
		"a:\n  b: 1\n  c:\n    - d\n    - e: f\n      g: h\n  i: j\n", "a:\n- b\n- c: d\n  e: f\nx: y\n",
		"---\na: b\n", "# c\n\n  a: b\n  c: d\n", "a: b\r\nc:\r\n  - d\r\n", "a: ~\nb: null\nc: NULL\n",
		"a: b#c\nd: e #f\n", "a: http://x:80/y\n", "a: b\na: c\na: b\n", "\ufeffa: b\n", "a: é😀 # ü\n",
		"a: |\n  b\n\n    c # no\n  d\n\n\ne: f\n", "a: |-\n  b\n", "a:\n- b: |\n    c\n  d: e\n", "a:\r\n  b: |\r\n    c\r\n    d\r\n",
		`a: "b\n\t\"c\\ \/"` + "\n", "a: 'b''c'\nd: \n", "a-b.c/d 1: e\n", "a: 1 2  \n", "a:\n    - b\n    # c\n    - d\n\n\n",
	} {
		assert.True(t, bothWays(t, []byte(src)), "%q is simple", src)
	}
	assert.True(t, bothWays(t, sample.Small()))
	assert.True(t, bothWays(t, sample.Large()))
}

func TestSimpleLeavesTheRestToTheParser(t *testing.T) {
	for _, src := range []string{
		"", "a", "- a\n", "a: b: c\n", "a: b\n c: d\n", "a: b\n  c\n", "a: >\n  b\n", "a: |2\n  b\n", "a: |+\n  b\n", "a: |\n\n  b\n", "a: |\n  b", "a: |\nb: c\n", "a: [b]\n", "a: {b: c}\n", "a: &x b\n",
		"a: *x\n", "a: !!str b\n", "? a\n: b\n", "a: \"b\\x41\"\n", "a: 'b\n", "a: \"b\" c\n", "a: b\n---\nc: d\n",
		"a: b\n...\n", "%YAML 1.2\n---\na: b\n", "a:\tb\n", "\ta: b\n", "a: -\n", "-a: b\nc\n", "a:b\n", "<<: x\n", "null: a\n",
		"a:\n  - - b\n", "a:\n  -\n", "a: b\rc: d\n", "a: 'b'#c\n", "a: @b\n", "a:\n  b: c\n d: e\n", "a: x\u2028b: c\n",
	} {
		assert.False(t, bothWays(t, []byte(src)), "%q is not simple", src)
	}
}

func FuzzSimple(f *testing.F) {
	for _, seed := range seeds() {
		f.Add(seed)
	}
	f.Add(sample.Small())
	f.Fuzz(func(t *testing.T, src []byte) {
		bothWays(t, src)
	})
}
