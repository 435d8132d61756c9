package deployfile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// refusedInspect names the files of testdata/inspect that inspect writes and update then refuses, with our code for it.
var refusedInspect = map[string]diag.Code{
	"hybrid-kubernetes":          deployfile.CodeQueuesWithKubernetes,
	"hybrid-kubernetes-template": deployfile.CodeQueuesWithKubernetes,
}

// TestInspect reads files in the form that inspect of the official CLI writes for each deployment type and executor,
// with and without --template: nothing in their text is worth a word, they are fit for an update (the one exception
// becomes it by its fix), and they are written back byte for byte.
func TestInspect(t *testing.T) {
	paths, err := filepath.Glob("testdata/inspect/*.yaml")
	require.NoError(t, err)
	require.Len(t, paths, 12)
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".yaml")
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile(path)
			require.NoError(t, err)
			file, found := deployfile.Parse(path, src)
			assert.Empty(t, found, "what the text says")

			mode := deployfile.ModeUpdate
			if strings.HasSuffix(name, "-template") {
				mode = deployfile.ModeTemplate
			}
			found = file.Validate(deployfile.ValidateOptions{Mode: mode})
			if code, refused := refusedInspect[name]; refused {
				require.Len(t, only(found, code), 1)
				fixed, _ := diag.ApplyFixes(file.Source(), only(found, code))
				file, _ = deployfile.Parse(path, fixed)
				found = file.Validate(deployfile.ValidateOptions{Mode: mode})
			}
			for _, d := range atLeast(found, diag.SeverityWarning) {
				assert.Equal(t, deployfile.CodeEnvValueEmpty, d.Code, "%v", d)
			}

			assert.Equal(t, string(src), writtenBack(t, path, src))
		})
	}
}

// TestInspectAsJSON reads the same files as inspect --output json writes them.
func TestInspectAsJSON(t *testing.T) {
	paths, err := filepath.Glob("testdata/inspect/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			src, err := os.ReadFile(path)
			require.NoError(t, err)
			file, _ := deployfile.Parse(path, src)
			text, err := deployfile.Marshal(file.Deployment, deployfile.SyntaxJSON)
			require.NoError(t, err)

			again, found := deployfile.Parse("inspect.json", text)
			assert.Empty(t, found)
			assert.Equal(t, file.Deployment, again.Deployment)
			back, err := deployfile.Marshal(again.Deployment, deployfile.SyntaxJSON)
			require.NoError(t, err)
			assert.Equal(t, string(text), string(back))
			assert.Equal(t, string(src), writtenBack(t, "inspect.json", text))
		})
	}
}

// TestInspectOfBareTemplate completes a template by a name alone: it must do for a new Deployment.
func TestInspectOfBareTemplate(t *testing.T) {
	for _, name := range []string{
		"standard-celery", "standard-kubernetes", "standard-astro", "dedicated-astro-remote", "hybrid-celery",
	} {
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile("testdata/inspect/" + name + "-template.yaml")
			require.NoError(t, err)
			_, found := deployfile.Check(name, src, deployfile.ValidateOptions{Mode: deployfile.ModeCreate})
			assert.Equal(t, []string{"deployment.configuration.name"}, paths(atLeast(found, diag.SeverityError)))

			named := strings.Replace(string(src), `name: ""`, "name: etl-copy", 1)
			_, found = deployfile.Check(name, []byte(named), deployfile.ValidateOptions{Mode: deployfile.ModeCreate})
			assert.Empty(t, atLeast(found, diag.SeverityError))
		})
	}
}

// writtenBack reads a file and writes it as YAML.
func writtenBack(t *testing.T, name string, src []byte) string {
	t.Helper()
	file, _ := deployfile.Parse(name, src)
	text, err := deployfile.Marshal(file.Deployment, deployfile.SyntaxYAML)
	require.NoError(t, err)
	return string(text)
}

// atLeast returns the findings of a severity and above.
func atLeast(found diag.List, s diag.Severity) diag.List {
	var list diag.List
	for _, d := range found {
		if d.Severity == diag.SeverityError || d.Severity == s {
			list = append(list, d)
		}
	}
	return list
}
