package diag_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// severities builds findings from a letter each: e, w, i or x for an ignored error.
func severities(letters string) diag.List {
	var l diag.List
	for i, c := range letters {
		d := diag.Diagnostic{File: "a.yaml", Message: fmt.Sprint(i)}
		switch c {
		case 'e':
			d.Severity = diag.SeverityError
		case 'w':
			d.Severity = diag.SeverityWarning
		case 'i':
			d.Severity = diag.SeverityInfo
		case 'x':
			d.Severity, d.Ignored = diag.SeverityError, "on purpose"
		}
		l = append(l, d)
	}
	return l
}

// shown returns the messages of all findings but the last.
func shown(l diag.List) string {
	s := ""
	for _, d := range l[:len(l)-1] {
		s += d.Message + " "
	}
	return s
}

func TestCap(t *testing.T) {
	for _, test := range []struct {
		list, shown, note string
		n                 int
	}{
		{"iwewex", "2 4 ", "4 more findings are not shown: 2 warnings, 1 info, 1 ignored", 2},
		{"iwewex", "1 2 4 ", "3 more findings are not shown: 1 warning, 1 info, 1 ignored", 3},
		{"iwewex", "0 1 2 3 4 ", "1 more finding is not shown: 1 ignored", 5},
		{"eee", "0 ", "2 more findings are not shown: 2 errors", 1},
		{"iie", "2 ", "2 more findings are not shown: 2 infos", 0},
		{"iie", "2 ", "2 more findings are not shown: 2 infos", -7},
	} {
		t.Run(fmt.Sprint(test.list, test.n), func(t *testing.T) {
			l := severities(test.list)
			got := l.Cap(test.n)
			assert.Equal(t, severities(test.list), l, "the input is left alone")
			assert.Equal(t, test.shown, shown(got))
			note := got[len(got)-1]
			assert.Equal(t, test.note, note.Message)
			assert.Equal(t, diag.CodeFindingsCapped, note.Code)
			assert.Equal(t, diag.SeverityInfo, note.Severity)
			assert.Equal(t, "a.yaml", note.File)
			assert.Nil(t, note.Range)
			assert.Empty(t, note.Path)
			assert.Equal(t, l.Counts(), got.Counts())
		})
	}
}

func TestCapLeavesShortListsAlone(t *testing.T) {
	assert.Nil(t, diag.List(nil).Cap(5))
	l := severities("ewi")
	assert.Equal(t, l, l.Cap(3))
	capped := severities("ewiwe").Cap(2)
	assert.Equal(t, capped, capped.Cap(2), "capping twice changes nothing")
	assert.Equal(t, capped, capped.Cap(2, diag.Counts{}))
}

func TestCapAddsUp(t *testing.T) {
	l := severities("eww").Cap(2) // one warning cut
	l = append(severities("i").Cap(9, diag.Counts{Error: 5}), l...)
	got := l.Cap(2, diag.Counts{Warning: 10, Info: 1})
	assert.Equal(t, "0 1 ", shown(got))
	assert.Equal(t, "18 more findings are not shown: 5 errors, 11 warnings, 2 infos", got[len(got)-1].Message)
	assert.Equal(t, diag.Counts{Error: 6, Warning: 12, Info: 2}, got.Counts())

	alone := diag.List(nil).Cap(2, diag.Counts{Error: 1})
	assert.Equal(t, diag.Counts{Error: 1}, alone.Counts())
	assert.False(t, diag.NewEnvelope("a.yaml", "", alone).Valid, "errors that are only counted count")

	several := append(severities("e"), diag.Diagnostic{File: "b.yaml"}).Cap(1)
	assert.Empty(t, several[1].File, "a note about several files names none")
}

func TestCapProperties(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		letters := ""
		for range random.IntN(30) {
			letters += string("ewix"[random.IntN(4)])
		}
		l, n := severities(letters), 1+random.IntN(20)
		once := l.Cap(n)
		require.Equal(t, l.Counts(), once.Counts(), letters)
		require.Equal(t, l.Err() == nil, once.Err() == nil, letters)
		require.LessOrEqual(t, len(once), n+1, letters)
		require.Equal(t, once, once.Cap(n), letters)
		m := 1 + random.IntN(20)
		require.Equal(t, l.Cap(min(n, m)), once.Cap(m).Cap(n), letters)
	}
}

func TestCountsLeavesOutIgnored(t *testing.T) {
	assert.Equal(t, diag.Counts{Error: 2, Warning: 1, Info: 3}, severities("exwieiix").Counts())
	assert.Zero(t, diag.List(nil).Counts())
}
