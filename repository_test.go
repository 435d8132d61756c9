package astrofile_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// unwanted are texts that tie the repository to one machine or one mirror: which registry serves a package is the
// reader's setting, and a path of somebody's disk helps nobody else.
var unwanted = map[string]*regexp.Regexp{
	"host of a package registry": regexp.MustCompile(
		`(proxy|sum)\.golang\.org|registry\.(npmjs|yarnpkg)\.|npm\.pkg\.github|goproxy\.(io|cn)|pypi\.org|pythonhosted\.org`),
	"path of a machine": regexp.MustCompile(`(^|[^\w./~*-])(/(work|root|home|Users)/\w|[A-Z]:\\+Users\\)`),
}

func TestRepositoryNamesNoRegistryAndNoMachine(t *testing.T) {
	names := files(t)
	require.Contains(t, names, "go.mod")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if os.IsNotExist(err) {
			continue // deleted and not committed yet
		}
		require.NoError(t, err)
		if bytes.IndexByte(data, 0) >= 0 {
			continue
		}
		for what, pattern := range unwanted {
			if at := pattern.FindIndex(data); at != nil {
				line := bytes.Count(data[:at[1]], []byte("\n")) + 1
				assert.Fail(t, "unwanted text", "%s:%d: %s: %q", name, line, what, data[at[0]:at[1]])
			}
		}
	}
}

func TestUnwantedTexts(t *testing.T) {
	for text, want := range map[string]bool{
		"https://proxy." + "golang.org/x": true, "registry." + "npmjs.org": true, "open /ro" + "ot/x": true,
		`"/ho` + `me/me"`: true, `C:` + `\Users\me`: true,
		"https://example.com/home/page": false, "../home/x": false, "the registry of npm": false, "golang.org/x/tools": false,
	} {
		found := false
		for _, pattern := range unwanted {
			found = found || pattern.MatchString(text)
		}
		assert.Equal(t, want, found, text)
	}
}

// files returns the files of the repository: what git knows or would add, else everything.
func files(t *testing.T) []string {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), "git", "ls-files", "-coz", "--exclude-standard").Output(); err == nil && len(out) > 0 {
		return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	}
	var names []string
	require.NoError(t, filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if d.Type().IsRegular() {
			names = append(names, filepath.ToSlash(name))
		}
		return nil
	}))
	return names
}
