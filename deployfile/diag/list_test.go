package diag_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/hashicorp/go-multierror"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile/diag"
)

func from(offset int) *diag.Range { return &diag.Range{Start: diag.Position{Offset: offset}} }

func TestSortOrder(t *testing.T) {
	want := diag.List{
		{File: "a.yaml", Path: ""},
		{File: "a.yaml", Path: "deployment"},
		{File: "a.yaml", Path: "deployment.worker_queues"},
		{File: "a.yaml", Path: "deployment.worker_queues[1]"},
		{File: "a.yaml", Path: "deployment.worker_queues[2].name"},
		{File: "a.yaml", Path: "deployment.worker_queues[9]"},
		{File: "a.yaml", Path: "deployment.worker_queues[10]"},
		{File: "a.yaml", Path: "deployment.worker_queues[12].name"},
		{File: "a.yaml", Path: "deployment.worker_queues[100]"},
		{File: "a.yaml", Path: "z", Range: from(3)},
		{File: "a.yaml", Path: "a", Range: from(20), Code: "a", Message: "a"},
		{File: "a.yaml", Path: "a", Range: from(20), Code: "a", Message: "b"},
		{File: "a.yaml", Path: "a", Range: from(20), Code: "b", Message: "a"},
		{File: "a.yaml", Path: "b", Range: from(20), Code: "a"},
		{File: "a.yaml", Path: "a", Range: from(100)},
		{File: "a.yaml", Code: diag.CodeFindingsCapped, More: &diag.More{}},
		{File: "b.yaml", Path: "a"},
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		got := append(diag.List(nil), want...)
		random.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		got.Sort()
		require.Equal(t, want, got)
		got.Sort()
		require.Equal(t, want, got, "sorted already")
	}
}

func TestSortIsStable(t *testing.T) {
	var l diag.List
	for i := range 40 {
		l = append(l, diag.Diagnostic{Path: "b", Hint: string(rune('a' + i))}, diag.Diagnostic{Path: "a", Hint: string(rune('a' + i))})
	}
	l.Sort()
	for i := 1; i < 40; i++ {
		assert.Less(t, l[i-1].Hint, l[i].Hint)
		assert.Less(t, l[40+i-1].Hint, l[40+i].Hint)
	}
}

func TestErrIsNilWithoutErrors(t *testing.T) {
	for name, l := range map[string]diag.List{
		"nil":          nil,
		"empty":        {},
		"warning only": {{Severity: diag.SeverityWarning}, {Severity: diag.SeverityInfo}, {}},
		"ignored":      {{Severity: diag.SeverityError, Ignored: "the cluster is being replaced"}},
	} {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, l.Err()) // which a typed nil is not
		})
	}
}

func TestErrHoldsEveryError(t *testing.T) {
	l := diag.List{
		{Severity: diag.SeverityWarning, Code: "soft", Message: "may be slow"},
		{Severity: diag.SeverityError, Code: "duplicate-key", Path: "deployment.name", Message: "one", File: "a.yaml"},
		{Severity: diag.SeverityError, Code: "unknown-field", Path: "deployment.x", Message: "two"},
		{Severity: diag.SeverityError, Code: "silenced", Message: "three", Ignored: "on purpose"},
	}
	err := l.Err()
	require.EqualError(t, err, "a.yaml:deployment.name: error: one [duplicate-key]\ndeployment.x: error: two [unknown-field]")

	var all *multierror.Error
	require.ErrorAs(t, err, &all)
	assert.Len(t, all.Errors, 2)
	var one *diag.Error
	require.ErrorAs(t, err, &one)
	assert.Equal(t, l[1], one.Diagnostic)

	is := func(code diag.Code, path diag.Path) bool {
		return errors.Is(err, &diag.Error{Diagnostic: diag.Diagnostic{Code: code, Path: path}})
	}
	assert.True(t, is("duplicate-key", ""))
	assert.True(t, is("unknown-field", ""), "the second member")
	assert.True(t, is("unknown-field", "deployment.x"))
	assert.False(t, is("unknown-field", "deployment.name"), "the path of another finding")
	assert.False(t, is("soft", ""), "a warning")
	assert.False(t, is("silenced", ""))
	assert.NotErrorIs(t, err, errors.New("else"))
}

func TestStringLeavesOutWhatIsAbsent(t *testing.T) {
	place := &diag.Range{Start: diag.Position{Line: 9, Column: 7, Offset: 100}}
	for _, test := range []struct {
		want string
		d    diag.Diagnostic
	}{
		{"a.yaml:9:7: error: m [c]", diag.Diagnostic{File: "a.yaml", Range: place, Severity: diag.SeverityError, Message: "m", Code: "c"}},
		{"9:7: info: m [c]", diag.Diagnostic{Range: place, Severity: diag.SeverityInfo, Message: "m", Code: "c"}},
		{"a.yaml: warning: m [c]", diag.Diagnostic{File: "a.yaml", Severity: diag.SeverityWarning, Message: "m", Code: "c"}},
		{"a.yaml: m", diag.Diagnostic{File: "a.yaml", Range: &diag.Range{}, Message: "m"}},
		{"m", diag.Diagnostic{Message: "m"}},
		{"", diag.Diagnostic{}},
		{"a␛[31m: m␊::error::␡�", diag.Diagnostic{File: "a\x1b[31m", Message: "m\n::error::\x7f\u202e"}},
	} {
		assert.Equal(t, test.want, test.d.String())
	}
}
