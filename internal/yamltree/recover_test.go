package yamltree

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What stands between and behind several mistakes is read.
func TestRecovery(t *testing.T) {
	src := "a:\n  b: \"x\n  c: 1\nd:\n  e: f: g\n  h: 2\ni:\n\t- j\n\t- k\nl: 3\n"
	tree := checkTree(t, "x.yaml", []byte(src))
	assert.True(t, tree.Partial)
	assert.Len(t, tree.Problems, 4, "the quote, the second colon and two tabs")
	for path, want := range map[string]string{"a.c": "1", "d.h": "2", "l": "3"} {
		_, n := tree.Find(path)
		require.NotNil(t, n, path)
		assert.Equal(t, want, n.Text, path)
	}
}
