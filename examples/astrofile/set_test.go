package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSetTakesDashes sets values that look like flags.
func TestSetTakesDashes(t *testing.T) {
	const path = "deployment.configuration.description"
	for _, args := range [][]string{
		{"-", path, "-" + canary}, {"-", path, "--", "-" + canary}, {"--", "-", path, "-" + canary}, {"-w", "-", path, "-" + canary}, {"-", path, "-" + canary, "-w"},
	} {
		code, out, errs := do(t, good, append([]string{"set"}, args...)...)
		assert.Equal(t, exitOK, code, args)
		assert.Contains(t, out, "description: \"-"+canary+"\"\n", args)
		assert.Empty(t, errs)
	}
	code, _, errs := do(t, good, "set", "-", "deployment.worker_queues[name=x].name", "-"+canary)
	assert.Equal(t, exitInvalid, code)
	assert.NotContains(t, errs, canary)

	code, _, _ = do(t, good, "set", "-x", "-", path, "a")
	assert.Equal(t, exitUsage, code, "a flag that is none")
	code, _, errs = do(t, good, "set", "-", path, "-h")
	assert.Equal(t, exitOK, code)
	assert.Contains(t, errs, "usage: astrofile set")
}

func TestSetSaysWhyAFileCannotBeEdited(t *testing.T) {
	code, out, errs := do(t, good+"    alert_emails: [\n", "set", "-", "deployment.configuration.name", "x")
	assert.Equal(t, exitInvalid, code)
	assert.Empty(t, out)
	assert.Contains(t, errs, "astrofile set: stdin: the file cannot be read whole, line 10: ")
}

// TestFixReportsWhatIsInTheFile tells of findings that a fix has mended in memory but not on disk.
func TestFixReportsWhatIsInTheFile(t *testing.T) {
	dir := folder(t, map[string]string{"a.yaml": strings.Replace(good, "region", "regoin", 1)})
	name := filepath.Join(dir, "a.yaml")
	require.NoError(t, os.Chmod(name, 0o444))
	if file, err := os.OpenFile(name, os.O_WRONLY, 0); err == nil {
		require.NoError(t, file.Close())
		t.Skip("this user may write everything")
	}
	code, out, errs := do(t, "", "validate", "-fix", name)
	assert.Equal(t, exitOutput, code)
	assert.Contains(t, out, `unknown field "regoin"`)
	assert.Contains(t, errs, "the file is as it was")
	code, _, errs = do(t, "", "set", "-w", name, "deployment.configuration.name", "x")
	assert.Equal(t, exitOutput, code, "a folder that may be written does not make its files so")
	assert.Contains(t, errs, "permission denied")
}

func TestFileWithoutName(t *testing.T) {
	for _, args := range [][]string{{"format", ""}, {"template", ""}, {"set", "", "deployment.configuration.name", "x"}} {
		code, _, errs := do(t, "", args...)
		assert.Equal(t, exitUnreadable, code)
		assert.Contains(t, errs, `cannot read "": the name of a file is empty`)
	}
}
