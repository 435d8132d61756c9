package spec_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/internal/spec"
)

var statusNames = map[string]spec.Status{
	"current": spec.Current, "output-only": spec.OutputOnly, "legacy": spec.Legacy,
	"misplaced": spec.Misplaced, "api-name": spec.APIName,
}

func TestEveryPathHasARow(t *testing.T) {
	data, err := os.ReadFile("testdata/paths.txt")
	require.NoError(t, err)
	want := map[string]spec.Status{}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		path, name, ok := strings.Cut(line, ",")
		require.True(t, ok, line)
		require.Contains(t, statusNames, name)
		want[path] = statusNames[name]
	}
	got := map[string]spec.Status{}
	for _, f := range spec.Fields() {
		assert.NotContains(t, got, f.Path, "two rows")
		got[f.Path] = f.Status
	}
	assert.Equal(t, want, got)
}

func TestRows(t *testing.T) {
	goName := map[string]string{}
	for _, f := range spec.Fields() {
		t.Run(f.Path, func(t *testing.T) {
			assert.Same(t, f, spec.Lookup(f.Path))
			checkTexts(t, f)
			checkExample(t, f)
			checkBounds(t, f)
			if f.Status == spec.Current || f.Status == spec.OutputOnly {
				checkPresent(t, f)
			} else {
				checkPast(t, f)
			}
			if f.Go != "" {
				assert.Empty(t, goName[f.Go], "two rows for one Go field")
				goName[f.Go] = f.Path
			}
		})
	}
}

func checkTexts(t *testing.T, f *spec.Field) {
	assert.NotEmpty(t, f.Title)
	assert.LessOrEqual(t, len(strings.Fields(f.Title)), 4)
	checkSentence(t, f.Doc)
	if f.Note != "" {
		checkSentence(t, f.Note)
	}
	assert.Regexp(t, `^https://www\.astronomer\.io/docs/astro/[a-z-]+(#[a-z_-]+)?$`, f.URL)
}

var sentenceEnd = regexp.MustCompile(`[.!?] +[A-Z]`)

func checkSentence(t *testing.T, s string) {
	t.Helper()
	assert.Regexp(t, `^[A-Z0-9].*[^. ]\.$`, s)
	assert.NotRegexp(t, sentenceEnd, s, "more than one sentence")
	assert.NotContains(t, s, "  ")
	assert.LessOrEqual(t, len(s), 160)
}

func checkExample(t *testing.T, f *spec.Field) {
	switch f.Type {
	case spec.Mapping, spec.Mappings, spec.Texts:
		assert.Empty(t, f.Example)
		return
	}
	for _, v := range []string{f.Example, f.Default, f.ResetTo} {
		if v != "" {
			checkValue(t, f, v)
		}
	}
	assert.NotEmpty(t, f.Example)
}

func checkValue(t *testing.T, f *spec.Field, v string) {
	t.Helper()
	switch f.Type {
	case spec.Integer:
		assert.Regexp(t, `^\d+$`, v)
	case spec.Boolean:
		assert.Regexp(t, `^(true|false)$`, v)
	case spec.Quantity:
		assert.Regexp(t, spec.PatternQuantity, v)
	case spec.Cron:
		assert.Len(t, strings.Fields(v), 5)
	case spec.Time:
		assert.Regexp(t, `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`, v)
	}
	for _, pattern := range []string{f.Pattern, f.Style} {
		if pattern != "" {
			assert.Regexp(t, pattern, v)
		}
	}
	if f.Enum != nil {
		name, ok := f.Enum.Canonical(v)
		assert.True(t, ok && name == v, "%q is not canonical", v)
	}
	if f.MaxLength > 0 {
		assert.LessOrEqual(t, len(v), f.MaxLength)
	}
}

func checkBounds(t *testing.T, f *spec.Field) {
	if f.Type != spec.Integer {
		assert.Nil(t, f.Min)
		assert.Nil(t, f.Max)
		assert.Nil(t, f.Sentinel)
	}
	if f.Min != nil && f.Max != nil {
		assert.Less(t, *f.Min, *f.Max)
	}
	if f.Sentinel != nil {
		require.NotNil(t, f.Min)
		assert.Less(t, *f.Sentinel, *f.Min)
	}
	assert.Equal(t, f.Type == spec.Choice, f.Enum != nil && f.Closed == spec.AnyKind)
	if f.Enum == nil {
		assert.Zero(t, f.Closed)
	}
	if f.MaxItems > 0 {
		assert.Contains(t, []spec.Type{spec.Mappings, spec.Texts}, f.Type)
	}
}

// checkPresent looks at a field of the file of today.
func checkPresent(t *testing.T, f *spec.Field) {
	assert.NotZero(t, f.Kinds)
	assert.NotZero(t, f.Executors)
	assert.True(t, f.Kinds.Has(f.RequiredCreate))
	assert.True(t, f.Kinds.Has(f.RequiredUpdate))
	assert.Empty(t, f.ReplacedBy)
	assert.Empty(t, f.WrittenBy)
	assert.False(t, f.Rename)
	assert.Equal(t, strings.HasSuffix(f.Path, "[]"), f.Go == "")
	assert.Equal(t, f.Type == spec.Mapping || f.Type == spec.Mappings, f.Level != nil)
	assert.Equal(t, f.Type == spec.Texts, f.Item != nil)

	if f.Status == spec.OutputOnly {
		assert.Equal(t, spec.Ignored, f.Omitted)
		assert.Equal(t, spec.Ignored, f.Empty)
		assert.Zero(t, f.RequiredCreate)
	}
	if f.RequiredUpdate != 0 {
		assert.Equal(t, spec.Fails, f.Omitted)
	}
	if f.Omitted != spec.Reset {
		assert.Empty(t, f.ResetTo)
	}
	if f.Type == spec.Integer || f.Type == spec.Boolean {
		assert.Equal(t, f.Omitted, f.Empty, "an empty %s is an absent one", f.Type)
	}
}

// checkPast looks at a key that the file of today has not got.
func checkPast(t *testing.T, f *spec.Field) {
	assert.Empty(t, f.Go)
	assert.Nil(t, f.Level)
	assert.Equal(t, spec.Ignored, f.Omitted)
	assert.Equal(t, f.Status == spec.Misplaced, f.WrittenBy == "")
	if f.ReplacedBy == "" {
		assert.Equal(t, "deployment.worker_queues[].id", f.Path)
		return
	}
	to := spec.Lookup(f.ReplacedBy)
	require.NotNil(t, to, f.ReplacedBy)
	assert.Contains(t, []spec.Status{spec.Current, spec.OutputOnly}, to.Status)
	if f.Rename {
		assert.Equal(t, to.Type, f.Type)
		assert.Same(t, to.Parent, f.Parent)
	}
}
