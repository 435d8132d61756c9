package deployfile_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/internal/hostile"
	"github.com/astrofile/astrofile/internal/sample"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// TestFormatText runs the archives of testdata/format: every input is laid out, or refused with findings, and laid out
// again.
func TestFormatText(t *testing.T) {
	golden.Run(t, "testdata/format/*.txtar", func(t *testing.T, a *golden.Archive) {
		for _, name := range a.Inputs() {
			src := a.Input(name)
			out, found := deployfile.Format(name, src)
			if len(found) > 0 {
				a.Want("findings/"+name, render(found))
				assert.Equal(t, string(src), string(out))
				continue
			}
			a.Want(name, out)
			checkFormat(t, name, src)
		}
	})
}

// checkFormat states what holds for every text: laying it out twice changes nothing more, and no comment, no value and
// no finding goes but for those about the layout.
func checkFormat(t *testing.T, name string, src []byte) {
	t.Helper()
	out, found := deployfile.Format(name, src)
	if len(found) > 0 {
		require.Equal(t, string(src), string(out))
		require.Error(t, found.Err())
		return
	}
	again, found := deployfile.Format(name, out)
	require.Empty(t, found, "of\n%s", out)
	require.Equal(t, string(out), string(again), "laid out twice:\n%s", src)

	before, foundBefore := deployfile.Check(name, src, deployfile.ValidateOptions{KeepIgnored: true})
	after, foundAfter := deployfile.Check(name, out, deployfile.ValidateOptions{KeepIgnored: true})
	require.True(t, reflect.DeepEqual(before.Deployment, after.Deployment), "another Deployment:\n%s\nmade of\n%s", out, src)
	require.Equal(t, comments(name, src), comments(name, out), "%s\nmade of\n%s", out, src)
	if len(foundBefore) < diag.MaxFindings {
		require.Equal(t, lasting(foundBefore), lasting(foundAfter), "%s\nmade of\n%s", out, src)
	}
}

// lasting returns the codes and the reasons to ignore them, without the findings that a layout removes. A path may be
// shorter where a value that is not written makes the key look like a secret.
func lasting(found diag.List) []string {
	var all []string
	for _, d := range found {
		switch d.Code {
		case deployfile.CodeScalarRetyped, deployfile.CodeScalarUnquoted, deployfile.CodeTabIndentation:
		default:
			all = append(all, fmt.Sprint(d.Code, " ", d.Ignored))
		}
	}
	slices.Sort(all)
	return all
}

func comments(name string, src []byte) []string {
	tree := yamltree.Parse(name, src)
	var all []string
	for _, c := range tree.Comments() {
		all = append(all, strings.TrimRight(string(tree.Source[c.Start:c.End]), " \t"))
	}
	slices.Sort(all)
	return all
}

// TestFormatInspect lays out what inspect writes: nothing changes, in either notation.
func TestFormatInspect(t *testing.T) {
	paths, err := filepath.Glob("testdata/inspect/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		formatted(t, path, src, string(src))
		file, _ := deployfile.Parse(path, src)
		json, err := deployfile.Marshal(file.Deployment, deployfile.SyntaxJSON)
		require.NoError(t, err)
		formatted(t, "x.json", json, string(json))
		formatted(t, "x.json", bytes.ReplaceAll(json, []byte("\n"), nil), strings.TrimSuffix(string(json), "\n")+"\n")
	}
}

// formatted asserts what becomes of a text.
func formatted(t *testing.T, name string, src []byte, want string) {
	t.Helper()
	out, found := deployfile.Format(name, src)
	require.Empty(t, found)
	assert.Equal(t, want, string(out))
}

// TestFormatSeeds lays out every text that the other tests have.
func TestFormatSeeds(t *testing.T) {
	formatSeeds(t, func(name string, src []byte) {
		checkFormat(t, name, src)
	})
}

func formatSeeds(t testing.TB, f func(name string, src []byte)) {
	for _, pattern := range []string{"testdata/checks/*.txtar", "testdata/wild/*.txtar", "testdata/defects/*.txtar", "testdata/format/*.txtar"} {
		for _, a := range golden.Read(t, pattern) {
			for _, name := range a.Inputs() {
				if !strings.HasPrefix(name, "context/") {
					f(filepath.Ext(name), a.Input(name))
				}
			}
		}
	}
	paths, err := filepath.Glob("testdata/inspect/*.yaml")
	require.NoError(t, err)
	for _, path := range paths {
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		f(".yaml", src)
	}
	f(".yaml", sample.Small())
}

// FuzzFormat states the same for every text.
func FuzzFormat(f *testing.F) {
	formatSeeds(f, func(name string, src []byte) { f.Add(name, src) })
	f.Fuzz(func(t *testing.T, name string, src []byte) { checkFormat(t, name, src) })
}

// FuzzFormatMarshal states that what Marshal writes is in canonical layout.
func FuzzFormatMarshal(f *testing.F) {
	formatSeeds(f, func(name string, src []byte) { f.Add(name, src) })
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		file, _ := deployfile.Parse(name, src)
		for name, s := range map[string]deployfile.Syntax{"x.yaml": deployfile.SyntaxYAML, "x.json": deployfile.SyntaxJSON} {
			text := marshal(t, file.Deployment, s)
			out, found := deployfile.Format(name, text)
			if len(found) == 0 {
				require.Equal(t, string(text), string(out))
			}
		}
	})
}

// TestFormatHostile lays out the texts that are made to be slow.
func TestFormatHostile(t *testing.T) {
	for name, src := range hostile.Texts(1 << 17) {
		t.Run(name, func(t *testing.T) {
			out, found := deployfile.Format("x.yaml", src)
			if len(found) > 0 {
				require.Error(t, found.Err())
				require.Equal(t, string(src), string(out))
				return
			}
			again, found := deployfile.Format("x.yaml", out)
			require.Empty(t, found)
			require.Equal(t, string(out), string(again))
		})
	}
}

// TestFormatTooLong lays out a text that has no room for its lines.
func TestFormatTooLong(t *testing.T) {
	for name, src := range map[string]string{
		"x.yaml": "deployment: {alert_emails: [" + strings.Repeat("abcdef,", 95_000) + "abcdef]}\n",
		"x.json": `{"deployment":{"alert_emails":[` + strings.Repeat(`"abcd",`, 95_000) + `"abcd"]}}`,
	} {
		out, found := deployfile.Format(name, []byte(src))
		require.Len(t, found, 1)
		assert.Equal(t, deployfile.CodeInputLimit, found[0].Code)
		require.Error(t, found.Err())
		assert.Equal(t, src, string(out))
	}
}
