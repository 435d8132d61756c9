package astrofile_test

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// readmeFile is the deployment.yaml that the program of the README applies.
const readmeFile = `deployment:
    configuration:
        name: etl
        runtime_version: "13.10.0"
        executor: KUBERNETES
        workspace_name: Data
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
`

// TestReadmeProgram compiles the program of the README and runs it against an Astro in memory: it creates, and the second
// time finds nothing to do.
func TestReadmeProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	source := regexp.MustCompile("(?s)```go\n(.*?)```").FindSubmatch(readme)
	require.NotNil(t, source, "README.md has no Go program")
	dir := t.TempDir()
	file, program := filepath.Join(dir, "main.go"), filepath.Join(dir, "program.exe")
	require.NoError(t, os.WriteFile(file, source[1], 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "deployment.yaml"), []byte(readmeFile), 0o644))
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, file).CombinedOutput()
	require.NoError(t, err, "%s", out)

	astro := clienttest.New()
	astro.AddWorkspace(client.Workspace{Name: "Data"})
	server := httptest.NewServer(astro)
	defer server.Close()
	apply := func() (string, error) {
		cmd := exec.CommandContext(t.Context(), program)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "ASTRO_API_TOKEN="+astro.Token(), "ASTRO_BASE_URL="+server.URL)
		text, failure := cmd.CombinedOutput()
		return string(text), failure
	}
	for _, want := range []string{"created cdep", "unchanged cdep"} {
		text, failure := apply()
		require.NoError(t, failure, text)
		assert.Contains(t, text, `Deployment "etl"`)
		assert.Contains(t, text, "\n"+want)
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "deployment.yaml"), []byte(strings.Replace(readmeFile, "executor", "executer", 1)), 0o644))
	text, err := apply()
	require.Error(t, err)
	assert.Contains(t, text, "unknown field")
}

// TestReadmePlan holds the plan in the README against the one that the quickstart prints.
func TestReadmePlan(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	printed, err := os.ReadFile("examples/quickstart/testdata/output.txt")
	require.NoError(t, err)
	plan := regexp.MustCompile("(?s)\n```\n(Plan for.*?)```").FindSubmatch(readme)
	require.NotNil(t, plan, "README.md has no plan")
	rest := string(printed)
	for line := range strings.Lines(string(plan[1])) {
		if strings.TrimSpace(line) == "…" {
			continue
		}
		_, after, found := strings.Cut(rest, line)
		require.True(t, found, "the quickstart does not print %q there", line)
		rest = after
	}
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
