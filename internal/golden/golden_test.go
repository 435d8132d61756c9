package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// recorder is a test that keeps its failures to itself.
type recorder struct {
	testing.TB
	failures []string
}

type stopped struct{}

func (r *recorder) Helper()       {}
func (r *recorder) Failed() bool  { return len(r.failures) > 0 }
func (r *recorder) Skipped() bool { return false }
func (r *recorder) FailNow()      { panic(stopped{}) }
func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

// record runs f against a recorder and returns what it reported.
func record(t *testing.T, f func(t testing.TB)) (failures string) {
	t.Helper()
	r := &recorder{TB: t}
	defer func() {
		if p := recover(); p != nil && p != any(stopped{}) {
			panic(p)
		}
		failures = strings.Join(r.failures, "\n")
	}()
	f(r)
	return ""
}

func file(t *testing.T, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "case.txtar")
	require.NoError(t, os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600))
	return path
}

// upper wants every input in upper case, as a real test would.
func upper(t testing.TB, path string, update bool) {
	a := read(t, path)
	a.update = update
	for _, name := range a.Inputs() {
		a.Want(name, []byte(strings.ToUpper(string(a.Input(name)))))
	}
	a.finish()
}

func TestRunFindsItsArchives(t *testing.T) {
	var names []string
	Run(t, "testdata/*.txtar", func(t *testing.T, a *Archive) {
		names = append(names, a.Name())
		for _, name := range a.Inputs() {
			got := strings.ToUpper(string(a.Input(name)))
			if a.Options(name, "twice")["twice"] == "yes" {
				got += got
			}
			a.Want(name, []byte(got))
		}
	})
	assert.Equal(t, []string{"upper"}, names)
}

func TestReadFailsWithoutMatch(t *testing.T) {
	got := record(t, func(t testing.TB) { Read(t, "testdata/none/*.txtar") })
	assert.Contains(t, got, "no file matches testdata/none/*.txtar")
}

func TestReadRefusesTwoSectionsOfOneName(t *testing.T) {
	path := file(t, "-- a --", "-- a.quoted --")
	got := record(t, func(t testing.TB) { Read(t, path) })
	assert.Contains(t, got, "two sections are called a")
}

func TestWantReportsDifferences(t *testing.T) {
	for _, c := range []struct {
		name    string
		archive []string
		want    string
	}{
		{"equal", []string{"-- a --", "x", "-- want/a --", "X"}, ""},
		{"other text", []string{"-- a --", "x", "-- want/a --", "Y"}, "section want/a; -update rewrites it"},
		{"no output yet", []string{"-- a --", "x"}, "no section want/a"},
		{"stale output", []string{"-- a --", "x", "-- want/a --", "X", "-- want/b --", "B"}, "nothing makes the output want/b"},
		{"quoted output", []string{"-- a.quoted --", `"x\r\n"`, "-- want/a.quoted --", `"X\r\n"`}, ""},
		{"bad quote", []string{"-- a.quoted --", `x`}, "section a.quoted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := file(t, c.archive...)
			got := record(t, func(t testing.TB) { upper(t, path, false) })
			if c.want == "" {
				assert.Empty(t, got)
				return
			}
			assert.Contains(t, got, c.want)
		})
	}
}

func TestWantTwiceIsAMistake(t *testing.T) {
	path := file(t, "-- a --", "x")
	got := record(t, func(t testing.TB) {
		a := read(t, path)
		a.update = true
		a.Want("a", nil)
		a.Want("a", nil)
	})
	assert.Contains(t, got, "output wanted twice")
}

func TestUpdateRewritesAndThenPasses(t *testing.T) {
	path := file(t,
		"why", "-- want/gone --", "old", "-- a.yaml --", "x", "-- a.yaml.options --", "mode: any",
		"-- want/a.yaml --", "old", "-- b.yaml.quoted --", `"y\r\n" `, `"-- z --\n"`)
	upper(t, path, true)
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	want := strings.Join([]string{
		"why", "-- a.yaml --", "x", "-- a.yaml.options --", "mode: any", "-- want/a.yaml --", "X",
		"-- b.yaml.quoted --", `"y\r\n" `, `"-- z --\n"`, "-- want/b.yaml.quoted --", `"Y\r\n"`, `"-- Z --\n"`, "",
	}, "\n")
	assert.Equal(t, want, string(got))
	assert.Empty(t, record(t, func(t testing.TB) { upper(t, path, false) }))
}

func TestUpdateLeavesAnUnchangedFileAlone(t *testing.T) {
	path := file(t, "-- a --", "x", "-- want/a --", "X")
	require.NoError(t, os.Chmod(path, 0o400))
	assert.Empty(t, record(t, func(t testing.TB) { upper(t, path, true) }))
}

func TestReadingOnlyIsNotStale(t *testing.T) {
	path := file(t, "-- a --", "x", "-- want/a --", "X")
	assert.Empty(t, record(t, func(t testing.TB) { read(t, path).finish() }))
}

func TestOptions(t *testing.T) {
	path := file(t, "-- options --", "mode: create", "strict: yes", "-- a --", "-- a.options --", "mode: update", "",
		"-- b --", "-- c --", "-- c.options --", "mode", "-- d --", "-- d.options --", "mod: any")
	a := read(t, path)
	assert.Equal(t, map[string]string{"mode": "update", "strict": "yes"}, a.Options("a", "mode", "strict"))
	assert.Equal(t, map[string]string{"mode": "create", "strict": "yes"}, a.Options("b", "mode", "strict"))
	assert.Equal(t, []string{"a", "b", "c", "d"}, a.Inputs())
	for name, want := range map[string]string{"c": `line "mode" is not`, "d": `unknown option "mod"`} {
		got := record(t, func(t testing.TB) { read(t, path).Options(name, "mode", "strict") })
		assert.Contains(t, got, want)
	}
}

func TestArrangePutsOutputsBehindTheirInput(t *testing.T) {
	given := &txtar.Archive{Files: []txtar.File{{Name: "live"}, {Name: "live.yaml"}, {Name: "file"}}}
	outputs := []output{{"plan", nil}, {"file", nil}, {"live.yaml.json", nil}, {"live.json", nil}}
	var names []string
	for _, s := range arrange(given, outputs).Files {
		names = append(names, s.Name)
	}
	assert.Equal(t, []string{
		"live", "want/live.json", "live.yaml", "want/live.yaml.json", "file", "want/file", "want/plan",
	}, names)
}

func TestFiltered(t *testing.T) {
	for run, want := range map[string]bool{"": false, "TestChecks": false, "TestChecks/a": false, "TestChecks/a/b": true} {
		assert.Equal(t, want, filtered("TestChecks/a", run), run)
	}
}

func FuzzSectionHoldsAnyText(f *testing.F) {
	for _, s := range []string{"", "a\n", "a", "a\r\n", "-- a --\n", "\x00", "\xff\n", "\"\n\\", "\ufeff"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		packed := txtar.Format(&txtar.Archive{Files: []txtar.File{section("want/x", data)}})
		a := &Archive{t: t, file: txtar.Parse(packed)}
		got, ok := a.section("want/x")
		require.True(t, ok)
		assert.Equal(t, string(data), string(got))
	})
}
