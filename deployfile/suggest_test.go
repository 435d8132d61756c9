package deployfile

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
)

var (
	suggestKeys     = []string{"name", "max_worker_count", "min_worker_count", "worker_concurrency", "worker_type", "pod_cpu", "pod_ram"}
	suggestMachines = []string{"A5", "A10", "A20", "A40", "A60", "A120", "A160"}
)

func TestNearest(t *testing.T) {
	tests := []struct {
		text       string
		candidates []string
		want       string
	}{
		{"min_worker_cont", suggestKeys, "min_worker_count"},
		{"minWorkerCount", suggestKeys, "min_worker_count"},
		{"MIN-WORKER COUNT", suggestKeys, "min_worker_count"},
		{"mim_worker_count", suggestKeys, "min_worker_count"}, // one edit; max_worker_count would be two
		{"worker_concurency", suggestKeys, "worker_concurrency"},
		{"wroker_type", suggestKeys, "worker_type"}, // a swap is one edit
		{"nmae", suggestKeys, "name"},
		{"nam", suggestKeys, "name"},
		{"Celeri", []string{"CELERY", "KUBERNETES", "ASTRO"}, "CELERY"},
		{"extra-large", []string{"SMALL", "LARGE", "EXTRA_LARGE"}, "EXTRA_LARGE"},
		{"a5", suggestMachines, "A5"},
		{"A161", suggestMachines, "A160"},
		{"pod_cpu", suggestKeys, "pod_cpu"},
		{"name_", []string{"name", "name"}, "name"}, // the same candidate twice is one candidate
		{"nme", []string{"name", "name"}, "name"},
		{"worker\u200b_type", suggestKeys, "worker_type"}, // nobody sees a zero-width space
		{"\ufeffna\u200d\u00ad\u2060me", suggestKeys, "name"},
		{"wroker\u200b_type", suggestKeys, "worker_type"},
		{"min_worker_\xffcount", suggestKeys, "min_worker_count"},
	}
	for _, test := range tests {
		got, ok := nearest(test.text, test.candidates)
		assert.True(t, ok, test.text)
		assert.Equal(t, test.want, got, test.text)
	}
}

func TestNearestNone(t *testing.T) {
	tests := []struct {
		text       string
		candidates []string
	}{
		{"", suggestKeys}, {"\u200b", suggestKeys}, {strings.Repeat("\xff", 64), suggestKeys}, {"name", nil}, {"mix_worker_count", suggestKeys}, {"pod_", suggestKeys}, {"replicas", suggestKeys},
		{"A30", suggestMachines}, {"A100", suggestMachines}, // two or more as near
		{"A6", suggestMachines}, {"xy", []string{"ab"}}, {"ab", []string{"ba"}}, // more than a third of the length
		{"worker_typexxx", suggestKeys},
		{"na_me", []string{"name", "NAME"}}, // equal letters twice
		{strings.Repeat("a", 65), []string{strings.Repeat("a", 64)}},
		{strings.Repeat("a", 64), []string{strings.Repeat("a", 65)}},
	}
	for _, test := range tests {
		got, ok := nearest(test.text, test.candidates)
		assert.False(t, ok, test.text)
		assert.Empty(t, got, test.text)
	}
}

// plainDistance is the textbook form of the restricted Damerau-Levenshtein distance.
func plainDistance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			replace := d[i-1][j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, replace)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// FuzzNearest holds the banded distance against the textbook, and checks that a suggestion works both ways.
func FuzzNearest(f *testing.F) {
	f.Add("min_worker_cont", "min_worker_count")
	f.Add("abcdef", "badcfe")
	f.Add("Worker-Type", "worker_type")
	f.Add("aaaaaa", "bbbbbb")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > longestSuggestion || len(b) > longestSuggestion {
			return
		}
		lower := func(s string) string {
			return strings.Map(func(r rune) rune {
				switch {
				case 'A' <= r && r <= 'Z':
					return r + 'a' - 'A'
				case unicode.Is(unicode.Cf, r):
					return -1
				}
				return r
			}, strings.ToValidUTF8(s, "?"))
		}
		a, b = lower(a), lower(b)
		if len(a) > longestSuggestion || len(b) > longestSuggestion {
			return
		}
		want := plainDistance(a, b)
		for limit := range 3 {
			assert.Equal(t, min(want, limit+1), min(editDistance(a, b, limit), limit+1))
		}
		_, ok := nearest(a, []string{b})
		_, back := nearest(b, []string{a})
		assert.Equal(t, ok, back)
		close := want <= 2 && want <= min(len(a), len(b))/3
		assert.Equal(t, a != "" && b != "" && (close || equalLetters(a, b)), ok)
	})
}

func TestSimilar(t *testing.T) {
	tests := []struct {
		text       string
		candidates []string
		want       []string
	}{
		{"prod-3", []string{"prod-1", "prod-2", "prod", "test-3"}, []string{"prod-1", "prod-2"}},
		{"prod-33", []string{"prod-1", "prod-2", "PROD-3"}, []string{"PROD-3"}}, // the nearest alone
		{"prod-33", []string{"prod-1", "prod-2"}, []string{"prod-1", "prod-2"}},
		{"dev", []string{"ev", "de1", "sales"}, []string{"de1"}}, // more than a third of ev
		{"name", []string{"value"}, nil},
		{"", []string{"", "a"}, []string{""}},
		{strings.Repeat("a", 65), []string{strings.Repeat("a", 64)}, nil},
		{strings.Repeat("a", 64), []string{strings.Repeat("a", 65)}, nil},
	}
	for _, test := range tests {
		assert.Equal(t, test.want, similar(test.text, test.candidates), test.text)
	}
}

func BenchmarkNearest(b *testing.B) {
	for _, text := range []string{"min_worker_cont", "completely_different", "x"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				nearest(text, suggestKeys)
			}
		})
	}
}
