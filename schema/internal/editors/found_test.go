package editors

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/sample"
	"github.com/astrofile/astrofile/internal/spec"
)

// TestGoodFilesAreSilent shows files to the server that have no mistake: what inspect writes for every type and
// executor, and the file that benchmarks measure.
func TestGoodFilesAreSilent(t *testing.T) {
	t.Parallel()
	e := open(t)
	checks := []func(){e.none(t, "update", string(sample.Small()), "sample.Small")}
	paths, err := filepath.Glob("../../../deployfile/testdata/inspect/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		folder := "update"
		if strings.HasSuffix(path, "-template.yaml") {
			folder = "template"
		}
		_, found := deployfile.Check(path, text, deployfile.ValidateOptions{Mode: modeOf(t, folder)})
		if found.Err() != nil { // KUBERNETES on Hybrid: inspect writes a queue that no update takes
			assert.Len(t, e.diagnostics(folder, string(text)), found.Counts().Error, path)
			continue
		}
		checks = append(checks, e.none(t, folder, string(text), path), e.none(t, "any", string(text), path))
	}
	all(checks)
}

func modeOf(t *testing.T, name string) deployfile.Mode {
	t.Helper()
	mode, err := deployfile.ParseMode(name)
	require.NoError(t, err)
	return mode
}

func TestWholeFilesAreSilent(t *testing.T) {
	t.Parallel()
	e := open(t)
	var checks []func()
	for _, v := range variants {
		for _, mode := range modes {
			if mode != deployfile.ModeTemplate {
				_, found := deployfile.Check("deployment.yaml", []byte(whole(v)), deployfile.ValidateOptions{Mode: mode})
				require.NoError(t, found.Err(), "%s as %s", v, mode)
			}
			checks = append(checks, e.none(t, mode.String(), whole(v), v.String()))
		}
	}
	all(checks)
}

// at returns the position, as [renderDiagnostics] writes it, of the text that stands once in the file.
func at(t *testing.T, text, part string) string {
	t.Helper()
	require.Equal(t, 1, strings.Count(text, part), "%q in\n%s", part, text)
	_, start := cut(t, strings.Replace(text, part, cursor+part, 1))
	_, end := cut(t, strings.Replace(text, part, part+cursor, 1))
	return strings.Fields(renderDiagnostics([]diagnostic{{Range: span{start, end}}}))[0]
}

// one shows a text and returns the check that the server says one thing about it, where the part stands.
func (e *editor) one(t *testing.T, folder, text, part, about string) func() {
	t.Helper()
	uri := e.show(folder, text)
	return func() {
		got := renderDiagnostics(e.found(uri))
		place, message, _ := strings.Cut(strings.TrimSuffix(got, "\n"), " ")
		assert.NotContains(t, message, "\n", "%s: more than one message about\n%s", about, text)
		assert.Equal(t, at(t, text, part), place, "%s: %s\n%s", about, got, text)
		assert.NotContains(t, message, "Matches a schema that is not allowed", about)
	}
}

// none shows a text and returns the check that the server says nothing about it.
func (e *editor) none(t *testing.T, folder, text, about string) func() {
	t.Helper()
	uri := e.show(folder, text)
	return func() {
		assert.Equal(t, "nothing\n", renderDiagnostics(e.found(uri)), "%s as %s\n%s", about, folder, text)
	}
}

func all(checks []func()) {
	for _, check := range checks {
		check()
	}
}

func TestEveryFieldTakesItsExample(t *testing.T) {
	t.Parallel()
	e := open(t)
	var checks []func()
	for _, f := range fieldsOfToday() {
		for _, mode := range []string{"any", "create", "update"} {
			checks = append(checks, e.none(t, mode, insert(f, variantOf(f), valueOf(f)), f.Path))
		}
	}
	all(checks)
}

func TestWrongTypeIsOneMessage(t *testing.T) {
	t.Parallel()
	e := open(t)
	var checks []func()
	for _, f := range fieldsOfToday() {
		if f.Path == "deployment.worker_queues[].name" { // then no queue is called default, which is a second mistake
			continue
		}
		wrong := "{wrong: type}"
		if f.Type == spec.Mapping {
			wrong = "[wrong type]"
		}
		checks = append(checks, e.one(t, "create", insert(f, variantOf(f), wrong), wrong, f.Path))
	}
	all(checks)
}

func TestUnknownValueIsOneMessage(t *testing.T) {
	t.Parallel()
	e := open(t)
	var checks []func()
	for _, f := range fieldsOfToday() {
		v := variantOf(f)
		if f.Type == spec.Boolean || f.Type == spec.Integer || f.Enum != nil && f.Closed.Has(spec.KindOf(v.kind)) {
			checks = append(checks, e.one(t, "create", insert(f, v, "nonsense"), "nonsense", f.Path))
		}
	}
	all(checks)
}

func TestUnknownKeyIsOneMessage(t *testing.T) {
	t.Parallel()
	e := open(t)
	var checks []func()
	for _, f := range fieldsOfToday() {
		if f.Key() == "" {
			continue
		}
		line := f.Key() + ": " + valueOf(f) + "\n"
		text := insert(f, variantOf(f), valueOf(f))
		before, after, _ := strings.Cut(text, line)
		column := len(before) - strings.LastIndexByte(before, '\n') - 1
		checks = append(checks, e.one(t, "create", before+line+strings.Repeat(" ", column)+"nonsense: 1\n"+after, "nonsense", f.Path))
	}
	all(checks)
}

func TestMissingFieldIsOneMessage(t *testing.T) {
	t.Parallel()
	e := open(t)
	var checks []func()
	for _, f := range fieldsOfToday() {
		if f.Path == "deployment.worker_queues[].name" { // then no queue is called default, which is a second mistake
			continue
		}
		for _, v := range variants {
			if !v.has(f) || !f.RequiredCreate.Has(spec.KindOf(v.kind)) || f.Level != nil {
				continue
			}
			text := without(insert(f, v, valueOf(f)), f.Key())
			if _, found := deployfile.Check("deployment.yaml", []byte(text), deployfile.ValidateOptions{Mode: deployfile.ModeCreate}); found.Err() == nil {
				continue // a type that the rest of the file implies
			}
			uri := e.show("create", text)
			checks = append(checks, func() {
				got := renderDiagnostics(e.found(uri))
				assert.Equal(t, 1, strings.Count(got, "\n"), "%s: %s\n%s", f.Path, got, text)
				assert.Contains(t, got, f.Key(), "%s\n%s", f.Path, text)
				if f.Parent.Path == "deployment.configuration" { // an entry of a list has no key to point at
					assert.Contains(t, got, at(t, text, "configuration"), "%s\n%s", f.Path, text)
				}
			})
		}
	}
	all(checks)
}
