package deployfile_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/internal/sample"
)

func TestRedact(t *testing.T) {
	golden.Run(t, "testdata/redact/*.txtar", func(t *testing.T, a *golden.Archive) {
		for _, name := range a.Inputs() {
			file, _ := deployfile.Parse(name, a.Input(name))
			r, ok := file.Redact(a.Options(name, "comments")["comments"] == "true")
			require.True(t, ok)
			a.Want(name, r.Text)
		}
	})
}

func TestRedactedFilesShowNoSecret(t *testing.T) {
	for name, src := range leakFiles() {
		t.Run(name, func(t *testing.T) {
			for _, comments := range []bool{false, true} {
				file, _ := deployfile.Parse(name, []byte(src))
				r, ok := file.Redact(comments)
				if !assert.True(t, ok, "cannot be shown") {
					continue
				}
				assert.NotContains(t, string(r.Text), canary)
				assert.Positive(t, r.Values+r.Comments)
			}
		})
	}
}

func TestRedactedHalvesShowNoSecret(t *testing.T) {
	const src = "# c4n4ry\ndeployment:\n  environment_variables:\n  - is_secret: true\n    key: LOGIN\n    value: |\n      c4n4ry\n  - {key: PASSWORD, value: \"c4n4ry\"} # c4n4ry\n" + plainConfiguration
	for end := range len(src) {
		for _, name := range []string{"a.yaml", "a.json"} {
			file, _ := deployfile.Parse(name, []byte(src[:end]))
			if r, ok := file.Redact(false); ok {
				require.NotContains(t, string(r.Text), canary, "%s: %q", name, src[:end])
			}
		}
	}
}

func TestRedactCountsWhatIsLost(t *testing.T) {
	file, _ := deployfile.Parse("a.yaml", []byte("# one\ndeployment: # two\n  environment_variables:\n  - {key: A, is_secret: true, value: b}\n  - {key: C, is_secret: true, value: null}\n"))
	r, ok := file.Redact(false)
	require.True(t, ok)
	assert.Equal(t, 1, r.Values)
	assert.Equal(t, 2, r.Comments)
	again, _ := deployfile.Parse("a.yaml", r.Text)
	twice, ok := again.Redact(false)
	require.True(t, ok)
	assert.Equal(t, deployfile.Redacted{Text: r.Text}, twice)

	_, ok = (&deployfile.File{}).Redact(true)
	assert.False(t, ok)
}

func FuzzRedact(f *testing.F) {
	for name, src := range leakFiles() {
		f.Add(name, []byte(src))
	}
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		file, _ := deployfile.Parse(name, src)
		r, ok := file.Redact(false)
		if !ok {
			return
		}
		require.LessOrEqual(t, len(r.Text), len(src)*6+64)
		again, _ := deployfile.Parse(name, r.Text)
		twice, ok := again.Redact(false)
		require.True(t, ok)
		require.Equal(t, r.Text, twice.Text)
		if mark := []byte("\ufeff"); json.Valid(bytes.TrimPrefix(src, mark)) && file.Syntax() == deployfile.SyntaxJSON {
			require.True(t, json.Valid(bytes.TrimPrefix(r.Text, mark)), "%s", r.Text)
		}
	})
}

func BenchmarkRedact(b *testing.B) {
	for name, src := range map[string][]byte{"103 lines": sample.Small(), "5065 lines": sample.Large()} {
		file, _ := deployfile.Parse("a.yaml", src)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				file.Redact(false)
			}
		})
	}
}

// A long line with many secrets takes time in proportion to its length.
func BenchmarkRedactLongLine(b *testing.B) {
	entry := []byte(`{"key": "TOKEN", "is_secret": true, "value": "a"}, `)
	for _, n := range []int{1_000, 4_000, 16_000} {
		src := slices.Concat([]byte(`{"deployment": {"environment_variables": [`), bytes.Repeat(entry, n), []byte("{}]}}"))
		file, _ := deployfile.Parse("a.json", src)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				if _, ok := file.Redact(false); !ok {
					b.Fatal("cannot be shown")
				}
			}
		})
	}
}
