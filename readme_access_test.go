package astrofile_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadmeAnswers asks what the README asks, and gets the answers that it shows.
func TestReadmeAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	session := regexp.MustCompile("(?s)\n```\n(\\$ astrofile can.*?)```").FindSubmatch(readme)
	require.NotNil(t, session, "README.md has no session")
	program := filepath.Join(t.TempDir(), "astrofile.exe")
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./examples/astrofile").CombinedOutput()
	require.NoError(t, err, "%s", out)
	var printed bytes.Buffer
	for line := range strings.Lines(string(session[1])) {
		args, asked := strings.CutPrefix(strings.TrimSpace(line), "$ astrofile ")
		if !asked {
			continue
		}
		printed.WriteString(line)
		out, err := exec.CommandContext(t.Context(), program, strings.Fields(args)...).Output()
		if failed := (*exec.ExitError)(nil); err != nil {
			require.ErrorAs(t, err, &failed)
			assert.Equal(t, 1, failed.ExitCode())
		}
		printed.Write(out)
	}
	assert.Equal(t, string(session[1]), printed.String())
}
