package golden

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

const (
	wantPrefix    = "want/"
	optionsSuffix = ".options"
	optionsName   = "options"
)

// Archive is one txtar file. Its methods report problems to the test that it was read for; they may be called by
// parallel subtests.
type Archive struct {
	Path    string // of the file
	Comment string // the text in front of the first section

	t      testing.TB
	update bool

	mu   sync.Mutex
	file *txtar.Archive
	got  []output // what Want was called with, in order of the first call
}

type output struct {
	name string
	data []byte
}

// Read returns the archives that match pattern without running anything: for seeds of fuzz tests, and for tests that
// hold the archives against a list. It stops the test when the pattern matches no file.
func Read(t testing.TB, pattern string) []*Archive {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	require.NoError(t, err)
	require.NotEmpty(t, paths, "no file matches %s", pattern)
	archives := make([]*Archive, len(paths))
	for i, path := range paths {
		archives[i] = read(t, path)
	}
	return archives
}

func read(t testing.TB, path string) *Archive {
	t.Helper()
	file, err := txtar.ParseFile(path)
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, s := range file.Files {
		name := strings.TrimSuffix(s.Name, quotedSuffix)
		require.False(t, seen[name], "%s: two sections are called %s", path, name)
		seen[name] = true
	}
	return &Archive{Path: path, Comment: string(file.Comment), t: t, file: file}
}

// Name returns the name of the file without folder and extension.
func (a *Archive) Name() string {
	return strings.TrimSuffix(filepath.Base(a.Path), filepath.Ext(a.Path))
}

// Inputs returns the names of the inputs in the order of the archive.
func (a *Archive) Inputs() []string {
	var names []string
	for _, s := range a.file.Files {
		name := strings.TrimSuffix(s.Name, quotedSuffix)
		if !strings.HasPrefix(name, wantPrefix) && !strings.HasSuffix(name, optionsSuffix) && name != optionsName {
			names = append(names, name)
		}
	}
	return names
}

// Input returns the content of the input, unquoted when it is held quoted. It stops the test when there is none.
func (a *Archive) Input(name string) []byte {
	a.t.Helper()
	data, ok := a.section(name)
	require.True(a.t, ok, "%s: there is no section %s", a.Path, name)
	return data
}

// Options returns the settings of an input: those of the section "options", overridden by those of NAME.options. A
// key that is not in known stops the test, so that a misspelt one cannot pass unseen.
func (a *Archive) Options(name string, known ...string) map[string]string {
	a.t.Helper()
	all := map[string]string{}
	for _, section := range []string{optionsName, name + optionsSuffix} {
		data, _ := a.section(section)
		options, err := parseOptions(string(data), known)
		require.NoError(a.t, err, "%s: section %s", a.Path, section)
		maps.Copy(all, options)
	}
	return all
}

// Want compares got with the output of that name. With -update it becomes the output.
func (a *Archive) Want(name string, got []byte) {
	a.t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, o := range a.got {
		require.NotEqual(a.t, o.name, name, "%s: output wanted twice", a.Path)
	}
	a.got = append(a.got, output{name, got})
	if a.update {
		return
	}
	want, ok := a.section(wantPrefix + name)
	if !ok {
		assert.Fail(a.t, "no section "+wantPrefix+name, "%s: run the test with -update to write\n%s", a.Path, got)
		return
	}
	assert.Equal(a.t, string(want), string(got), "%s: section %s%s; -update rewrites it", a.Path, wantPrefix, name)
}

// finish writes the archive back or, without -update, reports outputs that the test no longer makes. A test that
// wants nothing only reads the archive.
func (a *Archive) finish() {
	a.t.Helper()
	if len(a.got) == 0 || a.t.Failed() || a.t.Skipped() {
		return
	}
	if a.update {
		require.NoError(a.t, a.write())
		return
	}
	made := map[string]bool{}
	for _, o := range a.got {
		made[wantPrefix+o.name] = true
	}
	for _, s := range a.file.Files {
		if name := strings.TrimSuffix(s.Name, quotedSuffix); strings.HasPrefix(name, wantPrefix) {
			assert.True(a.t, made[name], "%s: nothing makes the output %s; -update removes it", a.Path, name)
		}
	}
}

func (a *Archive) write() error {
	before, err := os.ReadFile(a.Path)
	if err != nil {
		return err
	}
	after := txtar.Format(arrange(a.file, a.got))
	if string(before) == string(after) {
		return nil
	}
	return os.WriteFile(a.Path, after, 0o644)
}

func (a *Archive) section(name string) (data []byte, ok bool) {
	a.t.Helper()
	for _, s := range a.file.Files {
		switch s.Name {
		case name:
			return s.Data, true
		case name + quotedSuffix:
			data, err := unquote(s.Data)
			require.NoError(a.t, err, "%s: section %s", a.Path, s.Name)
			return data, true
		}
	}
	return nil, false
}

func parseOptions(text string, known []string) (map[string]string, error) {
	options := map[string]string{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("line %q is not of the form key: value", line)
		}
		options[strings.TrimSpace(key)] = strings.TrimSpace(value)
	}
	for key := range options {
		if !slices.Contains(known, key) {
			return nil, fmt.Errorf("unknown option %q, known are %q", key, known)
		}
	}
	return options, nil
}
