package astroruntime_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/image/astroruntime"
)

// grammar is the documented form of a version.
var grammar = regexp.MustCompile(`^v?(\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?|\d+\.\d+-\d+([.-][0-9A-Za-z.+-]+)?)$`)

func parse(t testing.TB, s string) astroruntime.Version {
	t.Helper()
	v, err := astroruntime.Parse(s)
	require.NoError(t, err)
	return v
}

func TestParse(t *testing.T) {
	tests := []struct {
		in, text, series string
		airflow          int
	}{
		{"13.11.0", "13.11.0", "13", 2},
		{"v13.11.0", "13.11.0", "13", 2},
		{"3.0.4", "3.0.4", "3", 2},
		{"3.0-4", "3.0-4", "3.0", 3},
		{"v3.3-8", "3.3-8", "3.3", 3},
		{"3.10-1", "3.10-1", "3.10", 3},
		{"4.0-1", "4.0-1", "4.0", 4},
		{"0.0.0", "0.0.0", "0", 2},
		{"03.01-010", "3.1-10", "3.1", 3},
		{"13.0.0-alpha1", "13.0.0-alpha1", "13", 2},
		{"13.0.0+build.7", "13.0.0+build.7", "13", 2},
		{"3.1-1.alpha1", "3.1-1.alpha1", "3.1", 3},
		{"3.1-1-rc.1", "3.1-1-rc.1", "3.1", 3},
		{"3.1-13-python-3.12-base", "3.1-13-python-3.12-base", "3.1", 3},
		{"0000000000000003.0-4", "3.0-4", "3.0", 3},
		{"99999999.0-1", "99999999.0-1", "99999999.0", 99999999},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			require.Regexp(t, grammar, tt.in)
			v := parse(t, tt.in)
			assert.Equal(t, tt.text, v.String())
			assert.Equal(t, tt.series, v.Series())
			assert.Equal(t, tt.airflow, v.AirflowMajor())
			assert.False(t, v.IsZero())
			assert.Equal(t, v, parse(t, v.String()))
		})
	}
}

func TestZeroVersion(t *testing.T) {
	var v astroruntime.Version
	assert.True(t, v.IsZero())
	assert.Empty(t, v.String())
	assert.Empty(t, v.Series())
	assert.Zero(t, v.AirflowMajor())
	assert.Zero(t, v.Features())
	assert.Equal(t, -1, astroruntime.Compare(v, parse(t, "0.0.0")))
	_, ok := astroruntime.Lookup(v)
	assert.False(t, ok)
}

func TestParseErrors(t *testing.T) {
	tests := []struct {
		in         string
		reason     astroruntime.Reason
		suggestion string
	}{
		{"", astroruntime.ReasonEmpty, ""},
		{"v", astroruntime.ReasonEmpty, ""},
		{"3.1", astroruntime.ReasonFloating, "3.1-21"},
		{"v3.1", astroruntime.ReasonFloating, "3.1-21"},
		{"3", astroruntime.ReasonFloating, "3.3-8"},
		{"latest", astroruntime.ReasonFloating, "3.3-8"},
		{"3.2-slim", astroruntime.ReasonFloating, "3.2-10"},
		{"3-base", astroruntime.ReasonFloating, "3.3-8"},
		{"3.1-python-3.12-base", astroruntime.ReasonFloating, "3.1-21"},
		{"13", astroruntime.ReasonFloating, "13.11.0"},
		{"12.12", astroruntime.ReasonFloating, "12.12.0"},
		{"13.5", astroruntime.ReasonFloating, ""},
		{"99", astroruntime.ReasonFloating, ""},
		{"3-0.1", astroruntime.ReasonMisplacedDash, "3.0-1"},
		{"v3-0.1", astroruntime.ReasonMisplacedDash, "3.0-1"},
		{"3-1.13-base", astroruntime.ReasonMisplacedDash, "3.1-13-base"},
		{"3-9.1", astroruntime.ReasonMisplacedDash, "3.9-1"},
		{"13-11.0", astroruntime.ReasonMisplacedDash, "13.11.0"},
		{"3-0", astroruntime.ReasonSyntax, ""},
		{"3-0.", astroruntime.ReasonSyntax, ""},
		{"3.", astroruntime.ReasonSyntax, ""},
		{"3.1-", astroruntime.ReasonSyntax, ""},
		{"3.1.", astroruntime.ReasonSyntax, ""},
		{"3.1_4", astroruntime.ReasonSyntax, ""},
		{".1.2", astroruntime.ReasonSyntax, ""},
		{"3..2", astroruntime.ReasonSyntax, ""},
		{"vv3.1-4", astroruntime.ReasonSyntax, ""},
		{"V3.1-4", astroruntime.ReasonSyntax, ""},
		{" 3.1-4", astroruntime.ReasonSyntax, ""},
		{"3.1-4\n", astroruntime.ReasonSyntax, ""},
		{"3.1-4+meta", astroruntime.ReasonSyntax, ""},
		{"13.0.0.1", astroruntime.ReasonSyntax, ""},
		{"13.0.0-", astroruntime.ReasonSyntax, ""},
		{"13.0.0-é", astroruntime.ReasonSyntax, ""},
		{"3.1-4rc", astroruntime.ReasonSyntax, ""},
		{"-base", astroruntime.ReasonSyntax, ""},
		{"stable", astroruntime.ReasonSyntax, ""},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			require.NotRegexp(t, grammar, tt.in)
			v, err := astroruntime.Parse(tt.in)
			var e *astroruntime.ParseError
			require.ErrorAs(t, err, &e)
			assert.True(t, v.IsZero())
			assert.Equal(t, tt.in, e.Text)
			assert.Equal(t, tt.reason, e.Reason)
			assert.Equal(t, tt.suggestion, e.Suggestion.String())
		})
	}
}

func TestNumbersAreBounded(t *testing.T) {
	for _, s := range []string{"100000000.0-1", "3.4294967297-1", "3.0-99999999999999999999999", "13.0.4294967296"} {
		_, err := astroruntime.Parse(s)
		assert.Error(t, err, s)
	}
}

func TestParseErrorMessages(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", `runtime version is empty`},
		{"3.1", `runtime version "3.1" is a floating tag, which names no single build; did you mean "3.1-21"?`},
		{"99", `runtime version "99" is a floating tag, which names no single build`},
		{"3-0.1", `runtime version "3-0.1" has its separators exchanged; did you mean "3.0-1"?`},
		{"a\nb", `runtime version "a\nb" has neither the form MAJOR.MINOR.PATCH nor X.Y-N`},
	}
	for _, tt := range tests {
		_, err := astroruntime.Parse(tt.in)
		require.EqualError(t, err, tt.want)
	}
	_, err := astroruntime.Parse(strings.Repeat("x", 1<<20))
	require.Error(t, err)
	assert.Less(t, len(err.Error()), 200)
}

func TestImageSuffix(t *testing.T) {
	tests := []struct{ in, suffix, rest string }{
		{"3.1-13", "", "3.1-13"},
		{"3.1-13-base", "-base", "3.1-13"},
		{"11.0.0-python-3.11-slim-base", "-python-3.11-slim-base", "11.0.0"},
		{"11.20.0-ubi9-python-3.11-slim", "-ubi9-python-3.11-slim", "11.20.0"},
		{"3.1-13-ubi", "-ubi", "3.1-13"},
		{"13.7.0-slim-python-3.12", "-slim-python-3.12", "13.7.0"},
		{"3.1-1.rc1-base", "-base", "3.1-1.rc1"},
		{"13.0.0-alpha1-slim", "-slim", "13.0.0-alpha1"},
		{"13.0.0-alpha1", "", "13.0.0-alpha1"},
		{"13.0.0+base", "", "13.0.0+base"},
		{"13.0.0-python-3", "", "13.0.0-python-3"},
		{"13.0.0-python-x", "", "13.0.0-python-x"},
		{"13.0.0-python-3.", "", "13.0.0-python-3."},
		{"13.0.0-slimmer", "", "13.0.0-slimmer"},
		{"13.0.0-slim-slim", "-slim", "13.0.0-slim"},
		{"13.0.0-slim-ubi9", "-ubi9", "13.0.0-slim"},
		{"13.0.0--base", "", "13.0.0--base"},
		{"3.1-1.-base", "", "3.1-1.-base"},
		{"3.1-1.-base-base", "-base", "3.1-1.-base"},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			v := parse(t, tt.in)
			assert.Equal(t, tt.suffix, v.ImageSuffix())
			assert.Equal(t, parse(t, tt.rest), v.WithoutSuffix())
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "3.1", "latest", "3-0.1", "v13.11.0", "3.0.4", "3.0-4", "3.1-1.rc1-base", "13.0.0--base",
		"11.20.0-ubi9-python-3.11-slim", "3.1-1.-base-base", "3-slim", "099.0-1", "13.0.0-01+x"} {
		f.Add(s)
	}
	long := regexp.MustCompile(`\d{9}`)
	f.Fuzz(func(t *testing.T, s string) {
		v, err := astroruntime.Parse(s)
		if err != nil {
			var e *astroruntime.ParseError
			require.ErrorAs(t, err, &e)
			assert.True(t, v.IsZero())
			assert.False(t, grammar.MatchString(s) && !long.MatchString(s), "refused although the grammar has it")
			if !e.Suggestion.IsZero() {
				assert.Equal(t, e.Suggestion, parse(t, e.Suggestion.String()))
			}
			return
		}
		assert.Regexp(t, grammar, s)
		assert.Equal(t, v, parse(t, v.String()))
		assert.Equal(t, v, parse(t, "v"+v.String()))
		bare := v.WithoutSuffix()
		assert.Equal(t, v.String(), bare.String()+v.ImageSuffix())
		assert.Equal(t, bare, parse(t, bare.String()))
		assert.Equal(t, v.Series(), bare.Series())
	})
}

func BenchmarkParse(b *testing.B) {
	for _, s := range []string{"13.11.0", "3.3-8", "v3.1-13-python-3.12-base"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = astroruntime.Parse(s)
			}
		})
	}
}

func TestParseDoesNotAllocate(t *testing.T) {
	allocs := testing.AllocsPerRun(100, func() { _, _ = astroruntime.Parse("v3.1-13-python-3.12-base") })
	assert.Zero(t, allocs)
}
