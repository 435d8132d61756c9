package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const repository = "../../.."

func TestEveryArchiveAndFileIsAskedAbout(t *testing.T) {
	all, err := groups(repository)
	require.NoError(t, err)
	names := map[string]int{}
	for _, g := range all {
		names[g.Name]++
		names[filepath.Dir(g.Name)]++
		assert.NotEmpty(t, g.Requests, g.Name)
	}
	for _, pattern := range []string{"deployfile/testdata/*/*.txtar", "schema/testdata/*/*.txtar"} {
		paths, err := filepath.Glob(filepath.Join(repository, pattern))
		require.NoError(t, err)
		require.NotEmpty(t, paths)
		for _, p := range paths {
			name, err := filepath.Rel(repository, p)
			require.NoError(t, err)
			assert.Positive(t, names[strings.TrimSuffix(filepath.ToSlash(name), ".txtar")], "nothing is asked about %s", name)
		}
	}
	for _, name := range []string{"sample/small", "sample/large", "schemas", "wrong requests", "hostile/alias bomb"} {
		assert.Equal(t, 1, names[name], name)
	}
}

func TestArchivesBringTheirCompany(t *testing.T) {
	all, err := documents(repository)
	require.NoError(t, err)
	var live, edits, cursors, organizations int
	for _, d := range all {
		for n, has := range map[*int]bool{&live: d.live != nil, &edits: d.edits != nil, &cursors: d.cursor >= 0, &organizations: d.organization != nil} {
			if has {
				*n++
			}
		}
		assert.False(t, bytes.Contains(d.text, []byte(cursor)) && d.cursor < 0, d.name)
	}
	for name, n := range map[string]int{"live": live, "edits": edits, "cursors": cursors, "organizations": organizations} {
		assert.Greater(t, n, 4, name)
	}
}

func TestOutputIsTheSameEveryTime(t *testing.T) {
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		require.NoError(t, run(out, repository, "sample/small", 0, ""))
	}
	assert.Equal(t, first.String(), second.String())
	var g group
	require.NoError(t, json.Unmarshal(first.Bytes(), &g))
	assert.Len(t, g.Answers, len(g.Requests))
	assert.Len(t, g.Want, 64)
	for i, a := range g.Answers {
		assert.True(t, json.Valid([]byte(a)), g.Requests[i])
		assert.NotContains(t, a, "internal-error")
		assert.NotContains(t, a, "request-invalid", g.Requests[i])
	}
}

func TestWrongRequestsAreRefused(t *testing.T) {
	g := wrong()
	g.answer(true)
	refused := slices.DeleteFunc(slices.Clone(g.Answers), func(a string) bool { return !strings.Contains(a, `"code":"request-invalid"`) })
	assert.Greater(t, len(refused), len(g.Answers)*3/4)
}

func TestUnknownGroup(t *testing.T) {
	require.EqualError(t, run(&bytes.Buffer{}, repository, "nothing", 0, ""), `there is no group "nothing"`)
	require.Error(t, run(&bytes.Buffer{}, t.TempDir(), "nothing", 0, ""))
}

func TestHostileFiles(t *testing.T) {
	dir := t.TempDir()
	var list bytes.Buffer
	require.NoError(t, run(&list, repository, "", 1<<10, dir))
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, files, 36)
	assert.Equal(t, 36, strings.Count(list.String(), "\n"))
	assert.True(t, strings.HasPrefix(list.String(), `["JSON numbers","00"]`), list.String())
}
