package deployfile_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// TestEveryCodeIsDocumented holds the rows, the archives and CHECKS.md together.
func TestEveryCodeIsDocumented(t *testing.T) {
	checks, err := os.ReadFile("CHECKS.md")
	require.NoError(t, err)
	seen := map[diag.Code]bool{}
	for _, r := range deployfile.Catalogue() {
		assert.False(t, seen[r.Code], "%s has two rows", r.Code)
		seen[r.Code] = true
		assert.NotEmpty(t, r.Severity, "%s is never reported", r.Code)
		assert.True(t, strings.HasSuffix(r.Summary, "."), "the summary of %s is not a sentence", r.Code)
		assert.FileExists(t, filepath.Join("testdata", "checks", string(r.Code)+".txtar"))
		assert.Contains(t, string(checks), "\n## "+string(r.Code)+"\n", "CHECKS.md does not explain %s", r.Code)
		assert.True(t, strings.HasSuffix(r.URL, "#"+string(r.Code)))
	}
	archives, err := filepath.Glob("testdata/checks/*.txtar")
	require.NoError(t, err)
	for _, path := range archives {
		code := diag.Code(strings.TrimSuffix(filepath.Base(path), ".txtar"))
		assert.True(t, seen[code], "%s is the archive of no rule", path)
	}
}

// TestSeverities holds the rows against the figures of the rule catalogue.
func TestSeverities(t *testing.T) {
	file, err := os.Open("testdata/severities.csv")
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	got := map[string][]string{}
	for _, r := range deployfile.Severities() {
		got[string(r.Code)] = []string{string(r.Create), string(r.Update), string(r.Template)}
	}
	for _, row := range rows[1:] {
		assert.Equal(t, row[1:], got[row[0]], row[0])
		delete(got, row[0])
	}
	assert.Empty(t, got, "rules that are not in the catalogue")
}
