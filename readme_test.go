package astrofile_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadmeProgram compiles and runs the program of the README.
func TestReadmeProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	program := regexp.MustCompile("(?s)```go\n(.*?)```").FindSubmatch(readme)
	require.NotNil(t, program, "README.md has no Go program")
	file := filepath.Join(t.TempDir(), "main.go")
	require.NoError(t, os.WriteFile(file, program[1], 0o644))
	out, err := exec.CommandContext(t.Context(), "go", "run", file).CombinedOutput()
	require.NoError(t, err, "%s", out)
	assert.Contains(t, string(out), "[file-empty]", "there is no deployment.yaml here, so the program reads nothing")
}

// TestReadmeCommands holds the commands of the README against what there is.
func TestReadmeCommands(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	for _, m := range regexp.MustCompile(`go run (\./\S+)`).FindAllSubmatch(readme, -1) {
		assert.DirExists(t, string(m[1]))
	}
	makefile, err := os.ReadFile("Makefile")
	require.NoError(t, err)
	for _, m := range regexp.MustCompile(`(?m)^make (\w+)`).FindAllSubmatch(readme, -1) {
		assert.Contains(t, string(makefile), "\n"+string(m[1])+":")
	}
	for _, m := range regexp.MustCompile(`\]\(([\w./-]+\.md|LICENSE)\)`).FindAllSubmatch(readme, -1) {
		assert.FileExists(t, string(m[1]))
	}
}
