package golden

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// File compares got with a whole file, such as a generated document. With -update it becomes the file.
func File(t testing.TB, path string, got []byte) {
	t.Helper()
	want, err := os.ReadFile(path)
	if *update {
		if string(want) != string(got) {
			require.NoError(t, os.WriteFile(path, got, 0o644))
		}
		return
	}
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got), "%s is not up to date: -update rewrites it", path)
}
