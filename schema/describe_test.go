package schema_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/schema"
)

func TestDescribe(t *testing.T) {
	golden.Run(t, "testdata/describe/*.txtar", func(t *testing.T, a *golden.Archive) {
		for _, name := range a.Inputs() {
			var b bytes.Buffer
			for line := range strings.Lines(string(a.Input(name))) {
				path := diag.Path(strings.TrimSuffix(line, "\n"))
				b.WriteString("======== " + string(path) + "\n")
				if d, ok := schema.Describe(path); ok {
					b.WriteString(d.Markdown())
				} else {
					b.WriteString("nothing\n")
				}
			}
			a.Want(name, b.Bytes())
		}
	})
}

// Every row of the table can be hovered over, and no fact of it gets lost.
func TestDescribeKnowsEveryField(t *testing.T) {
	for _, f := range spec.Fields() {
		d, ok := schema.Describe(diag.Path(f.Path))
		require.True(t, ok, f.Path)
		assert.Equal(t, f.Path, string(d.Path))
		assert.Equal(t, f.Doc, d.Doc)
		assert.Equal(t, f.Status == spec.OutputOnly, d.ReadOnly, f.Path)
		assert.Equal(t, f.Status > spec.OutputOnly, d.Deprecated, f.Path)
		assert.Equal(t, f.Kinds.Names() == nil, d.Kinds == nil, f.Path)
		text := d.Markdown()
		for _, part := range []string{f.Title, f.Doc, f.Note, f.Example, f.Default, f.URL, f.ReplacedBy} {
			assert.Contains(t, text, part, f.Path)
		}
		if f.Enum != nil {
			for _, v := range f.Enum.Values {
				assert.Contains(t, text, "| `"+v.Name+"` | "+v.Doc+" |", f.Path)
			}
		}
		assert.NotContains(t, text, "unknown", f.Path)
	}
}

func TestDescribeEntriesByAnySelector(t *testing.T) {
	want, ok := schema.Describe("deployment.worker_queues[].name")
	require.True(t, ok)
	for _, p := range []diag.Path{
		"deployment.worker_queues[0].name", "deployment.worker_queues[17].name", `deployment.worker_queues[name="a [] b"].name`,
		"deployment.worker_queues[name=default].name", `deployment["worker_queues"][0]["name"]`,
	} {
		got, ok := schema.Describe(p)
		assert.True(t, ok, p)
		assert.Equal(t, want, got, p)
	}
}

func TestDescribeValue(t *testing.T) {
	tests := []struct {
		path  diag.Path
		value string
		want  string // "" is unknown
	}{
		{"deployment.configuration.executor", "CELERY", "CELERY"},
		{"deployment.configuration.executor", "celeryExecutor", "CELERY"},
		{"deployment.configuration.deployment_type", "HOSTED_DEDICATED", "DEDICATED"},
		{"deployment.worker_queues[0].worker_type", "a20", "A20"},
		{"deployment.worker_queues[0].worker_type", "m5.xlarge", ""},
		{"deployment.configuration.name", "CELERY", ""},
		{"deployment.nothing", "CELERY", ""},
		{"deployment.executor", "CELERY", ""},
	}
	for _, tt := range tests {
		d, ok := schema.DescribeValue(tt.path, tt.value)
		assert.Equal(t, tt.want != "", ok, tt)
		assert.Equal(t, tt.want, d.Value, tt)
		assert.Equal(t, tt.want != "", d.Doc != "", tt)
	}
}

func TestDescriptionIsSafeToChange(t *testing.T) {
	d, _ := schema.Describe("deployment.configuration.executor")
	d.Values[0].Aliases[0] = "changed"
	again, _ := schema.Describe("deployment.configuration.executor")
	assert.Equal(t, "CeleryExecutor", again.Values[0].Aliases[0])
}

func TestDescriptionAsJSON(t *testing.T) {
	d, _ := schema.Describe("deployment.worker_queues[0].id")
	text, err := json.Marshal(d)
	require.NoError(t, err)
	assert.JSONEq(t, `{"path": "deployment.worker_queues[].id", "title": "Queue ID", "type": "text", "deprecated": true,
		"doc": "The ID of the queue, which is found by its name today.", "example": "clz3k8q1x000408l4c9d0e1f2",
		"url": "https://www.astronomer.io/docs/astro/deployment-file-reference", "writtenBy": "the official CLI 1.7 to 1.9"}`, string(text))
}

func FuzzDescribe(f *testing.F) {
	for _, p := range []string{"deployment.worker_queues[name=a].name", `deployment["x"]`, "deployment.alert_emails[0][0]", "a..b", "[]"} {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, p string) {
		d, ok := schema.Describe(diag.Path(p))
		if !ok {
			assert.Empty(t, d)
			return
		}
		again, ok := schema.Describe(d.Path)
		require.True(t, ok)
		assert.Equal(t, d, again, "the path of a description describes the same")
	})
}

func BenchmarkDescribe(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if d, ok := schema.Describe("deployment.worker_queues[3].worker_type"); !ok || d.Markdown() == "" {
			b.Fatal("nothing")
		}
	}
}
