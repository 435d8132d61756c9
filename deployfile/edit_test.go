package deployfile_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/internal/sample"
)

const edited = `deployment:
    environment_variables:
        - is_secret: true
          key: TOKEN
          value: canary-1 # c
        - {key: EMPTY, value: }
        - key: NOTHING
          value: ~
    configuration:
        name: 'etl'
        description: >-
            folded
            text
        scheduler_au: "5"
        is_development_mode: yes
    worker_queues: null
x-note: 5
`

func edit(t *testing.T, src string) *deployfile.Edit {
	f, _ := deployfile.Parse("x.yaml", []byte(src))
	require.NotNil(t, f)
	return f.Edit()
}

func TestEditSet(t *testing.T) {
	const variables = "deployment.environment_variables"
	tests := []struct {
		path        diag.Path
		value       string
		before, now string
	}{
		{variables + "[key=TOKEN].value", "next", "value: canary-1 # c", "value: next # c"},
		{variables + "[0].is_secret", "false", "is_secret: true", "is_secret: false"},
		{variables + "[key=EMPTY].value", "a,b", "value: }", `value: "a,b" }`},
		{variables + "[key=NOTHING].value", "", "value: ~", `value: ""`},
		{variables + "[0].key", "yes", "key: TOKEN", `key: "yes"`},
		{"deployment.configuration.name", "it's", "'etl'", "'it''s'"},
		{"deployment.configuration.name", "a\tb", "'etl'", `"a\tb"`},
		{"deployment.configuration.description", "one\ntwo", ">-\n            folded\n            text", `"one\ntwo"`},
		{"deployment.configuration.scheduler_au", "5", `"5"`, "5"},
		{"deployment.configuration.is_development_mode", "false", "mode: yes", "mode: false"},
		{"x-note", "7", "x-note: 5", "x-note: 7"},
		{"x-note", "text", "x-note: 5", "x-note: text"},
		{"x-note", "a: b", "x-note: 5", `x-note: "a: b"`},
	}
	for _, test := range tests {
		t.Run(string(test.path)+"="+test.value, func(t *testing.T) {
			e := edit(t, edited)
			require.NoError(t, e.Set(test.path, test.value))
			assert.Equal(t, strings.Replace(edited, test.before, test.now, 1), string(e.Bytes()))
			require.NoError(t, e.Set(test.path, test.value))
			assert.Equal(t, strings.Replace(edited, test.before, test.now, 1), string(e.Bytes()), "set twice")
		})
	}
}

func TestEditSetWhatIsThere(t *testing.T) {
	e := edit(t, edited)
	for path, value := range map[diag.Path]string{
		"deployment.environment_variables[key=TOKEN].value": "canary-1",
		"deployment.configuration.name":                     "etl",
		"deployment.configuration.description":              "folded text",
		"deployment.configuration.is_development_mode":      "true",
		"x-note": "5",
	} {
		require.NoError(t, e.Set(path, value), path)
	}
	require.NoError(t, e.SetNull("deployment.environment_variables[key=NOTHING].value"))
	require.NoError(t, e.SetNull("deployment.environment_variables[key=EMPTY].value"))
	assert.Empty(t, e.Edits())
	assert.Equal(t, edited, string(e.Bytes()))
}

func TestEditBackAndForth(t *testing.T) {
	e := edit(t, edited)
	require.NoError(t, e.Set("deployment.configuration.name", "other"))
	require.NoError(t, e.Insert(`deployment.worker_queues[name=default]`, [2]string{"max_worker_count", "5"}))
	require.NoError(t, e.Set("deployment.worker_queues[name=default].max_worker_count", "6"))
	require.NoError(t, e.Set("deployment.configuration.name", "etl"))
	assert.Len(t, e.Edits(), 2, "the queue, and the null that it replaces")
	assert.Equal(t, strings.Replace(edited, "worker_queues: null\n",
		"worker_queues:\n        - name: default\n          max_worker_count: 6\n", 1), string(e.Bytes()))
}

func TestEditNeedsText(t *testing.T) {
	units := utf16.Encode([]rune(edited))
	wide := []byte{0xFF, 0xFE}
	for _, u := range units {
		wide = append(wide, byte(u), byte(u>>8))
	}
	sameLength := []byte("\xFF\xFE\xE5\x65\x2C\x67") // two characters that take three bytes in UTF-8
	for _, c := range []struct {
		name string
		src  []byte
	}{
		{"UTF-16", wide}, {"UTF-16", sameLength}, {"cannot be read whole", []byte("deployment:\n  a: [\n")}, {"no mapping", []byte("# nothing\n")},
	} {
		name := c.name
		f, _ := deployfile.Parse("x.yaml", c.src)
		e := f.Edit()
		require.ErrorContains(t, e.Set("deployment.configuration.name", "x"), name)
		require.ErrorContains(t, e.SetNull("deployment.configuration.name"), name)
		require.ErrorContains(t, e.Insert("deployment.worker_queues[name=x]"), name)
		require.ErrorContains(t, e.Rename("deployment.configuration.name", "x"), name)
		require.ErrorContains(t, e.Delete("deployment.configuration.name"), name)
		assert.Empty(t, e.Edits())
		assert.Equal(t, string(f.Source()), string(e.Bytes()))
	}
	require.ErrorContains(t, new(deployfile.File).Edit().Set("deployment.configuration.name", "x"), "no text")
}

func TestEditRefusesValues(t *testing.T) {
	e := edit(t, edited)
	for _, path := range []diag.Path{
		"deployment.environment_variables[key=canary-2].value", "deployment.environment_variables[value=canary-1].value",
		"deployment.environment_variables[key=TOKEN].is_secret", "deployment.environment_variables[key=TOKEN].value=canary-1",
		`deployment.environment_variables[key=TOKEN].value=canary-1 "`, "deployment.configuration.is_development_mode",
		"deployment.configuration.scheduler_au", "deployment.environment_variables[key=TOKEN=canary-1].value",
	} {
		err := e.Set(path, "canary-3")
		require.Error(t, err, path)
		assert.NotContains(t, err.Error(), "canary-1", path)
		assert.NotContains(t, err.Error(), "canary-3", path)
	}
	own := edit(t, "x-vars: [{key: A, value: canary-1}, {key: B, value: canary-4}]\ndeployment:\n")
	err := own.Set("x-vars[value=canary-2].value", "canary-3")
	require.Error(t, err)
	assert.NotContains(t, err.Error(), "canary")
	require.ErrorContains(t, e.Set("deployment.configuration.name", "\xff"), "not UTF-8")
	assert.Empty(t, e.Edits())
}

// TestEditsCompose makes many edits, one after another, and holds their sum against the text.
func TestEditsCompose(t *testing.T) {
	src := string(sample.Small())
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 2))
		e := edit(t, src)
		made := 0
		for i := range 25 {
			queue := diag.Path("deployment.worker_queues").Index(r.IntN(5))
			var err error
			switch r.IntN(6) {
			case 0:
				err = e.Delete(queue)
			case 1:
				err = e.Insert(diag.Path("deployment.worker_queues").Entry("name", fmt.Sprint("q", i)))
			case 2:
				err = e.Set(queue.Field("max_worker_count"), fmt.Sprint(r.IntN(1000)))
			case 3:
				err = e.Delete(queue.Field("max_worker_count"))
			case 4:
				err = e.Set("deployment.configuration.name", strings.Repeat("n", r.IntN(5)))
			default:
				err = e.Rename(queue.Field("worker_concurrency"), "pod_ram")
			}
			if err == nil {
				made++
			}
			last := -1
			for _, change := range e.Edits() {
				require.Greater(t, change.Start, last, "edits touch")
				last = change.End
			}
			got, fault := diag.Apply([]byte(src), e.Edits())
			require.NoError(t, fault)
			require.Equal(t, string(e.Bytes()), string(got))
		}
		assert.Greater(t, made, 8)
	}
}

// TestFixesConverge applies fixes until none is left, which takes a few rounds at most.
func TestFixesConverge(t *testing.T) {
	fixed := 0
	for _, a := range golden.Read(t, "testdata/checks/*.txtar") {
		for _, name := range a.Inputs() {
			if strings.HasPrefix(name, "context/") {
				continue
			}
			src, applied := a.Input(name), 1
			for round := 0; applied > 0; round++ {
				require.Less(t, round, 6, "%s %s: fixes do not come to an end:\n%s", a.Path, name, src)
				f, found := deployfile.Check(name, src, deployfile.ValidateOptions{})
				if string(f.Source()) != string(src) {
					break // UTF-16
				}
				src, applied = diag.ApplyFixes(src, found)
				fixed += applied
			}
		}
	}
	assert.Greater(t, fixed, 100)
}
