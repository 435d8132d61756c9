package bridge

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/sample"
)

// Whatever is asked about whatever bytes: the answer is one line of JSON of version 1, no mistake of the validator, and
// nothing in it points outside of its text.
func FuzzAnswer(f *testing.F) {
	for i := range operations {
		f.Add(operations[i].name, []byte(live), []byte(edited("info", "debug")), "offset", "20", "path", "deployment.configuration.name")
		f.Add(operations[i].name, []byte("deployment: {\xed\xa0\xbd"), []byte("\xff\xfed\x00"), "width", "80", "value", "x")
	}
	f.Fuzz(func(t *testing.T, op string, source, live []byte, name1, value1, name2, value2 string) {
		r := Request{Op: op, Source: bytes.Clone(source), Live: bytes.Clone(live)}
		_, _ = r.Set(name1, value1), r.Set(name2, value2)
		out := Answer(r)
		require.Equal(t, source, r.Source, "the document is changed")
		require.True(t, json.Valid(out), "%s", out)
		require.NotContains(t, string(out), "\n")
		var a diag.Envelope
		require.NoError(t, json.Unmarshal(out, &a))
		var p struct {
			Text        *string
			Edits       []diag.Edit
			Hover       *struct{ Range diag.Range }
			Completions []struct{ Edit diag.Edit }
		}
		require.NoError(t, json.Unmarshal(out, &p))
		about, _ := deployfile.Parse(r.name, source)
		text := about.Source()
		if op == "fix" && p.Text != nil {
			fixed, _, _ := deployfile.Fix(r.name, source, deployfile.ValidateOptions{Mode: r.mode})
			text = fixed.Source()
		}
		inside := func(start, end int) {
			require.True(t, 0 <= start && start <= end && end <= len(text), "%d-%d of %d: %s", start, end, len(text), out)
		}
		for _, d := range a.Diagnostics {
			require.NotEqual(t, CodeInternalError, d.Code)
			if d.Range != nil {
				inside(d.Range.Start.Offset, d.Range.End.Offset)
			}
			if d.Fix != nil {
				for _, e := range d.Fix.Edits {
					inside(e.Start, e.End)
				}
			}
		}
		if p.Hover != nil {
			inside(p.Hover.Range.Start.Offset, p.Hover.Range.End.Offset)
		}
		for _, c := range p.Completions {
			inside(c.Edit.Start, c.Edit.End)
		}
		if op == "set" && p.Text != nil {
			edited, err := diag.Apply(text, p.Edits)
			require.NoError(t, err)
			assert.Equal(t, generic(t, string(edited)), *p.Text)
		}
	})
}

func BenchmarkAnswer(b *testing.B) {
	for _, file := range []struct {
		name string
		src  []byte
	}{{"103 lines", sample.Small()}, {"5065 lines", sample.Large()}} {
		at := bytes.Index(file.src, []byte("executor: "))
		for _, op := range []string{"validate", "fix", "format", "plan", "share", "hover", "complete", "set"} {
			b.Run(op+" "+file.name, func(b *testing.B) {
				r := Request{Op: op, Source: file.src, Live: file.src}
				switch op {
				case "validate":
					r.Live = nil
				case "hover", "complete":
					r = request(b, op, string(file.src), "offset", decimal(at))
				case "set":
					r = request(b, op, string(file.src), "path", "deployment.configuration.scheduler_size", "value", "LARGE")
				}
				b.ReportAllocs()
				b.SetBytes(int64(len(file.src)))
				for b.Loop() {
					Answer(r)
				}
			})
		}
	}
}
