package schema_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/internal/sample"
	"github.com/astrofile/astrofile/schema"
)

func TestDescribeAt(t *testing.T) {
	golden.Run(t, "testdata/hover/*.txtar", func(t *testing.T, a *golden.Archive) {
		for _, name := range a.Inputs() {
			show := a.Options(name, "show")["show"]
			src, offset := cut(t, a.Input(name))
			file, _ := deployfile.Parse(name, src)
			h, ok := schema.DescribeAt(file, offset)
			a.Want(name, hovered(src, h, ok, show))
		}
	})
}

// hovered shows a hover: its place and the line that opens its text, or with "all" the whole text.
func hovered(src []byte, h schema.Hover, ok bool, show string) []byte {
	if !ok {
		return []byte("nothing\n")
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n%d:%d-%d:%d %q\n", h.Path, h.Range.Start.Line, h.Range.Start.Column,
		h.Range.End.Line, h.Range.End.Column, src[h.Range.Start.Offset:h.Range.End.Offset])
	if show == "all" {
		return append(b.Bytes(), h.Markdown...)
	}
	heading, _, _ := strings.Cut(h.Markdown, "\n")
	fmt.Fprintln(&b, heading)
	return b.Bytes()
}

// Every key that the validator knows is described, wherever the cursor stands in it, and a hover is about the word that
// it stands in.
func TestDescribeAtEveryByte(t *testing.T) {
	src := sample.Small()
	file, _ := deployfile.Parse("sample.yaml", src)
	var paths []string
	for offset := range len(src) + 1 {
		h, ok := schema.DescribeAt(file, offset)
		if !ok {
			continue
		}
		assert.LessOrEqual(t, h.Range.Start.Offset, offset)
		assert.GreaterOrEqual(t, h.Range.End.Offset, offset)
		_, known := schema.Describe(h.Path)
		assert.True(t, known, h.Path)
		if !slices.Contains(paths, string(h.Path)) {
			paths = append(paths, string(h.Path))
		}
	}
	for _, key := range []string{
		"deployment", "deployment.configuration.name", "deployment.worker_queues[1].worker_type",
		"deployment.environment_variables[7].value", "deployment.metadata.deployment_id",
	} {
		assert.Contains(t, paths, key)
	}
}

func TestDescribeAtOutside(t *testing.T) {
	file, _ := deployfile.Parse("a.yaml", []byte("deployment: {}"))
	for _, offset := range []int{-1, 15, 1 << 30} {
		_, ok := schema.DescribeAt(file, offset)
		assert.False(t, ok, offset)
	}
	_, ok := schema.DescribeAt(nil, 0)
	assert.False(t, ok)
	_, ok = schema.DescribeAt(&deployfile.File{}, 0)
	assert.False(t, ok)
	large, _ := deployfile.Parse("a.yaml", append([]byte("deployment:\n"), bytes.Repeat([]byte("#"), 1<<20)...))
	_, ok = schema.DescribeAt(large, 3)
	assert.False(t, ok)
}

// A value that may be secret is nowhere in a hover.
func TestDescribeAtShowsNoValue(t *testing.T) {
	const canary = "s3cr3t-canary"
	src := []byte("deployment:\n  environment_variables:\n  - key: A\n    is_secret: true\n    value: " + canary + "\n  configuration:\n    executor: " + canary + "\n")
	file, _ := deployfile.Parse("a.yaml", src)
	for offset := range src {
		h, _ := schema.DescribeAt(file, offset)
		assert.NotContains(t, h.Markdown+string(h.Path), canary)
	}
}

func FuzzDescribeAt(f *testing.F) {
	for _, src := range []string{string(sample.Small()), "deployment: {configuration: {executor: celery", "a: [b, {c: \"", "\ufeffdeployment:\r\n- x: |\r\n   y"} {
		f.Add([]byte(src), len(src)/2)
	}
	f.Fuzz(func(t *testing.T, src []byte, offset int) {
		for _, name := range []string{"a.yaml", "a.json"} {
			file, _ := deployfile.Parse(name, src)
			h, ok := schema.DescribeAt(file, offset)
			if !ok {
				continue
			}
			start, end := h.Range.Start.Offset, h.Range.End.Offset
			require.True(t, 0 <= start && start <= offset && offset <= end && end <= len(file.Source()), "%d-%d", start, end)
			d, known := schema.Describe(h.Path)
			require.True(t, known)
			require.True(t, strings.HasSuffix(h.Markdown, d.Markdown()))
		}
	})
}

func BenchmarkDescribeAt(b *testing.B) {
	for name, src := range map[string][]byte{"103 lines": sample.Small(), "5065 lines": sample.Large()} {
		file, _ := deployfile.Parse("a.yaml", src)
		at := bytes.Index(src, []byte("executor: "))
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, ok := schema.DescribeAt(file, at); !ok {
					b.Fatal("nothing is there")
				}
			}
		})
	}
}
