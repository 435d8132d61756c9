package diag_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// at returns the range of the first occurrence of part in src.
func at(t testing.TB, src, part string) *diag.Range {
	t.Helper()
	start := strings.Index(src, part)
	require.GreaterOrEqual(t, start, 0, "%q is not in the source", part)
	return span(src, start, start+len(part))
}

func span(src string, start, end int) *diag.Range {
	return &diag.Range{Start: position(src, start), End: position(src, end)}
}

func position(src string, offset int) diag.Position {
	before := src[:offset]
	line := strings.LastIndexByte(before, '\n') + 1
	return diag.Position{
		Line:   strings.Count(before, "\n") + 1,
		Column: len(utf16.Encode([]rune(before[line:]))) + 1,
		Offset: offset,
	}
}

func text(t testing.TB, l diag.List, o diag.TextOptions) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, l.Text(&b, o))
	return b.String()
}

func github(t testing.TB, l diag.List) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, l.GitHub(&b))
	return b.String()
}

func sarif(t testing.TB, run diag.Run) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, diag.SARIF(&b, run))
	return b.String()
}

// queueFile is a Deployment file with a misspelt key, and queueFindings what there is to say about it.
const queueFile = `deployment:
    configuration:
        name: prod
    worker_queues:
    - name: default
      max_worker_count: 3
      worker_type: a5
      worker_concurrency: 16
      min_worker_cont: 1
`

func queueFindings(t testing.TB) diag.List {
	t.Helper()
	key := at(t, queueFile, "min_worker_cont")
	return diag.List{{
		Severity: diag.SeverityError,
		Code:     "unknown-field",
		File:     "prod.yaml",
		Path:     "deployment.worker_queues[0].min_worker_cont",
		Range:    key,
		Message:  `worker queue "default": unknown field "min_worker_cont"`,
		Hint:     `did you mean "min_worker_count"?`,
		URL:      "https://example.com/checks#unknown-field",
		Fix: &diag.Fix{
			Title: "rename to min_worker_count",
			Edits: []diag.Edit{{Start: key.Start.Offset, End: key.End.Offset, Text: "min_worker_count"}},
		},
		Related: []diag.Related{{
			Path: "deployment.worker_queues[0].name", Range: at(t, queueFile, "default"), Message: "the queue starts here",
		}},
	}}
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }
