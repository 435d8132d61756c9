package diag_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// many returns a file of n environment variables and a finding about each, in an order far from sorted.
func many(n int) ([]byte, diag.List) {
	var src strings.Builder
	l := make(diag.List, n)
	for i := range n {
		start := src.Len()
		fmt.Fprintf(&src, "- {key: VARIABLE_%d, value: some text, is_sekret: true}\n", i)
		l[i*7919%n] = diag.Diagnostic{
			Severity: diag.SeverityError,
			Code:     "unknown-field",
			File:     "prod.yaml",
			Path:     diag.Path("deployment.environment_variables").Index(i).Field("is_sekret"),
			Range: &diag.Range{
				Start: diag.Position{Line: i + 1, Column: 40, Offset: start + 39},
				End:   diag.Position{Line: i + 1, Column: 49, Offset: start + 48},
			},
			Message: fmt.Sprintf("environment variable %q: unknown field %q", fmt.Sprint("VARIABLE_", i), "is_sekret"),
			Hint:    `did you mean "is_secret"?`,
			URL:     "https://example.com/checks#unknown-field",
			Fix: &diag.Fix{
				Title: "rename to is_secret",
				Edits: []diag.Edit{{Start: start + 39, End: start + 48, Text: "is_secret"}},
			},
		}
	}
	return []byte(src.String()), l
}

func BenchmarkSort(b *testing.B) {
	for _, n := range []int{diag.MaxFindings, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			_, shuffled := many(n)
			l := make(diag.List, n)
			for b.Loop() {
				copy(l, shuffled)
				l.Sort()
			}
		})
	}
	b.Run("sorted", func(b *testing.B) {
		_, l := many(diag.MaxFindings)
		l.Sort()
		for b.Loop() {
			l.Sort()
		}
	})
}

func BenchmarkJSON(b *testing.B) {
	_, l := many(diag.MaxFindings)
	e := diag.NewEnvelope("prod.yaml", "update", l)
	buffer := e.AppendJSON(nil)
	b.SetBytes(int64(len(buffer)))
	b.ReportAllocs()
	for b.Loop() {
		buffer = e.AppendJSON(buffer[:0])
	}
}

func BenchmarkText(b *testing.B) {
	src, l := many(diag.MaxFindings)
	hostile := []byte(strings.Repeat("é", 1<<19))
	far := make(diag.List, len(l))
	for i := range far {
		at := diag.Position{Line: 1, Column: 1, Offset: i * 5000}
		far[i] = diag.Diagnostic{Message: "m", Range: &diag.Range{Start: at, End: at}}
	}
	for _, c := range []struct {
		name string
		l    diag.List
		o    diag.TextOptions
	}{
		{"200 lines", l, diag.TextOptions{Source: src}},
		{"one line of 1 MiB", far, diag.TextOptions{Source: hostile}},
		{"redacted", far, diag.TextOptions{Source: hostile, Redact: []diag.Span{{Start: 1, End: 1 << 19}, {Start: 1 << 19, End: 1 << 20}}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := c.l.Text(io.Discard, c.o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSARIF(b *testing.B) {
	_, l := many(diag.MaxFindings)
	b.ReportAllocs()
	for b.Loop() {
		if err := diag.SARIF(io.Discard, diag.Run{Findings: l}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkApplyFixes(b *testing.B) {
	for _, n := range []int{diag.MaxFindings, 20_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			src, l := many(n)
			for b.Loop() {
				if _, applied := diag.ApplyFixes(src, l); applied != n {
					b.Fatal(applied)
				}
			}
		})
	}
}
