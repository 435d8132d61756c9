package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
)

const committed = "../../documents"

func TestDocumentsAreUpToDate(t *testing.T) {
	fresh := t.TempDir()
	require.NoError(t, run(fresh))
	names, err := filepath.Glob(filepath.Join(committed, "*"))
	require.NoError(t, err)
	require.Len(t, names, len(modes), "a document for each mode and nothing else")
	for _, name := range names {
		want, err := os.ReadFile(filepath.Join(fresh, filepath.Base(name)))
		require.NoError(t, err)
		got, err := os.ReadFile(name)
		require.NoError(t, err)
		assert.True(t, bytes.Equal(want, got), "%s is stale: run go generate ./schema", name)
	}
}

func TestStable(t *testing.T) {
	for _, mode := range modes {
		first, err := generate(mode)
		require.NoError(t, err)
		for range 5 {
			again, err := generate(mode)
			require.NoError(t, err)
			require.Equal(t, string(first), string(again), "%s", mode)
		}
	}
}

// TestRunLeavesEqualFiles keeps build tools that go by time from running again.
func TestRunLeavesEqualFiles(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, run(folder))
	name := filepath.Join(folder, "create.schema.json")
	past := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	require.NoError(t, os.Chtimes(name, past, past))
	require.NoError(t, run(folder))
	info, err := os.Stat(name)
	require.NoError(t, err)
	assert.True(t, past.Equal(info.ModTime()), "written again")

	require.NoError(t, os.WriteFile(name, []byte("{}"), 0o600))
	require.NoError(t, run(folder))
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Greater(t, len(text), 2)
	assert.Error(t, run(filepath.Join(folder, "absent")))
}

// documents returns every document, decoded.
func documents(t *testing.T) map[deployfile.Mode]map[string]any {
	t.Helper()
	all := map[deployfile.Mode]map[string]any{}
	for _, mode := range modes {
		text, err := generate(mode)
		require.NoError(t, err)
		var d map[string]any
		require.NoError(t, json.Unmarshal(text, &d))
		all[mode] = d
	}
	return all
}
