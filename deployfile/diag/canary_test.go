package diag_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// TestRedactedValuesAppearNowhere points findings at and around each secret of a file and looks for any part of the
// secrets in every form of the findings.
func TestRedactedValuesAppearNowhere(t *testing.T) {
	secrets := []string{
		"c4n4ry-plain", "c4n4ry with spaces", "c4n4ry-größe-😀", "c4n4ry\\x1b[31m", "c4n4ry-" + strings.Repeat("long", 200),
		"|\n    c4n4ry-block\n    c4n4ry-second\n",
	}
	src := "environment_variables:\n"
	var redact []diag.Span
	for i, s := range secrets {
		src += fmt.Sprintf("- key: KEY_%d\n  value: ", i)
		redact = append(redact, diag.Span{Start: len(src), End: len(src) + len(s)})
		src += s + " # why\n"
	}
	var l diag.List
	for start := 0; start < len(src); start += 3 {
		for _, length := range []int{0, 1, 7, 5000} {
			r := span(src, start, min(start+length, len(src)))
			l = append(l, diag.Diagnostic{
				Severity: diag.SeverityError, Code: "c", File: "prod.yaml", Path: "environment_variables", Range: r, Message: "here",
				Hint: "look", Fix: &diag.Fix{Title: "quote it", Edits: []diag.Edit{{Start: start, End: start, Text: `"`}}},
				Related: []diag.Related{{Range: r, Message: "there"}},
			})
		}
	}
	var outputs strings.Builder
	for _, width := range []int{1, 40, 100, 5000} {
		for _, colour := range []bool{false, true} {
			outputs.WriteString(text(t, l, diag.TextOptions{Source: []byte(src), Redact: redact, Width: width, Color: colour}))
		}
	}
	outputs.Write(diag.NewEnvelope("prod.yaml", "", l).AppendJSON(nil))
	outputs.WriteString(sarif(t, diag.Run{Findings: l}))
	outputs.WriteString(github(t, l))
	fmt.Fprintf(&outputs, "%v %+v %s", l, l, l.Err())
	for _, part := range []string{"c4n", "ry-", "spaces", "größe", "x1b", "longlong", "block", "second"} {
		assert.NotContains(t, outputs.String(), part)
	}
	assert.Contains(t, outputs.String(), "value: ••• # why")
}
