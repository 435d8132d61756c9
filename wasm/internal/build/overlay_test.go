package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryCutHasAReason(t *testing.T) {
	for _, c := range append(append([]cut(nil), yamlCuts...), cryptoCuts...) {
		assert.NotEmpty(t, c.why, c.file)
		assert.NotEqual(t, c.old, c.new, c.file)
	}
}

func TestCutsFitOnce(t *testing.T) {
	library, tmp := t.TempDir(), t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(library, "a.go"), []byte("one two two three"), 0o600))
	files, err := carryOut([]cut{{file: "a.go", old: "one", new: "1"}, {file: "a.go", old: "three"}}, library, "/virtual", tmp)
	require.NoError(t, err)
	text, err := os.ReadFile(files[filepath.Join("/virtual", "a.go")])
	require.NoError(t, err)
	assert.Equal(t, "1 two two ", string(text))
	for _, old := range []string{"two", "four"} {
		_, err = carryOut([]cut{{file: "a.go", old: old}}, library, "/virtual", tmp)
		require.ErrorContains(t, err, strconv.Quote(old))
	}
	_, err = carryOut([]cut{{file: "b.go", old: "x"}}, library, "/virtual", tmp)
	assert.ErrorIs(t, err, os.ErrNotExist)
}

// The expression of the library and what replaces it agree wherever the library asks: it parses what passed, and
// nothing but the outcome counts.
func FuzzFloatsAreThoseOfTheLibrary(f *testing.F) {
	expression := regexp.MustCompile(`^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$`)
	for _, s := range []string{"1", "1.", ".5", "-1e3", "+1E-3", "1e", "e5", ".", "", "0x1p4", "+inf", "nan", "1.2.3", "12-3", "1e400", "--1", "1ee5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, err := strconv.ParseFloat(s, 64)
		assert.Equal(t, expression.MatchString(s) && err == nil, strings.Trim(s, "+-.0123456789eE") == "" && err == nil, "%q", s)
	})
}
