package diag_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile/diag"
)

func TestEnvelope(t *testing.T) {
	l := queueFindings(t)
	l[0].Related = nil
	want := `{"version":1,"file":"prod.yaml","mode":"update","valid":false,"counts":{"error":1,"warning":0,"info":0},` +
		`"diagnostics":[{"severity":"error","code":"unknown-field","path":"deployment.worker_queues[0].min_worker_cont",` +
		`"range":{"start":{"line":9,"column":7,"offset":172},"end":{"line":9,"column":22,"offset":187}},` +
		`"message":"worker queue \"default\": unknown field \"min_worker_cont\"","hint":"did you mean \"min_worker_count\"?",` +
		`"url":"https://example.com/checks#unknown-field","fix":{"title":"rename to min_worker_count",` +
		`"edits":[{"start":172,"end":187,"text":"min_worker_count"}]},"related":[]}]}`
	assert.Equal(t, want, string(diag.NewEnvelope("prod.yaml", "update", l).AppendJSON(nil)))
}

func TestEnvelopeWithoutFindings(t *testing.T) {
	want := `{"version":1,"file":"a.yaml","mode":"","valid":true,"counts":{"error":0,"warning":0,"info":0},"diagnostics":[]}`
	assert.Equal(t, "x"+want, string(diag.NewEnvelope("a.yaml", "", nil).AppendJSON([]byte("x"))))
}

func TestEnvelopeValid(t *testing.T) {
	for list, want := range map[string]bool{"": true, "wi": true, "x": true, "we": false} {
		assert.Equal(t, want, diag.NewEnvelope("", "", severities(list)).Valid, list)
	}
	capped := severities("eee").Cap(1)[1:] // the note alone
	assert.False(t, diag.NewEnvelope("", "", capped).Valid)
}

// everything is a list that uses each field.
func everything(t testing.TB) diag.List {
	l := queueFindings(t)
	l = append(l, diag.Diagnostic{
		Severity: diag.SeverityWarning, Code: "c", File: "prod.yaml", Message: "<b> & \u2028\x00\x7f\u0085\t\n\r\\ \"ä😀\U000E0001\uFFFD", Ignored: "known & accepted",
		Fix:     &diag.Fix{Title: "delete", Edits: []diag.Edit{{End: 5}, {Start: 7, End: 8, Text: "\n"}}},
		Related: []diag.Related{{Message: "a"}, {Path: "p", Message: "b"}},
	})
	return append(l, severities("eewwixx").Cap(3)...)
}

func TestEnvelopeRoundTrip(t *testing.T) {
	for _, l := range []diag.List{nil, queueFindings(t), everything(t)} {
		for i := range l {
			l[i].File = "prod.yaml"
		}
		want := diag.NewEnvelope("prod.yaml", "create", l)
		data := want.AppendJSON(nil)
		assert.NotContains(t, string(data), "\n")
		harmless(t, string(data))

		var got diag.Envelope
		require.NoError(t, json.Unmarshal(data, &got))
		if l == nil {
			want.Diagnostics = diag.List{}
		}
		assert.Equal(t, want, got)
		assert.Equal(t, string(data), string(got.AppendJSON(nil)))

		marshalled, err := json.Marshal(want)
		require.NoError(t, err)
		assert.JSONEq(t, string(data), string(marshalled))
	}
}

func TestMarshalJSONWithoutEnvelope(t *testing.T) {
	data, err := json.Marshal(map[string]any{"none": diag.List(nil), "one": diag.Diagnostic{Message: "<m>"}, "capped": severities("exx").Cap(1)})
	require.NoError(t, err)
	assert.JSONEq(t, `{
		"none": [],
		"one": {"severity": "", "code": "", "path": "", "message": "<m>", "related": []},
		"capped": [
			{"severity": "error", "code": "", "path": "", "message": "0", "related": []},
			{"severity": "info", "code": "findings-capped", "path": "", "message": "2 more findings are not shown: 2 ignored", "related": [],
			 "more": {"error": 0, "warning": 0, "info": 0, "ignored": 2}}
		]
	}`, string(data))
}

func TestEnvelopeRefusesOtherVersions(t *testing.T) {
	for data, want := range map[string]string{
		`{"version":2,"diagnostics":{"new":"shape"}}`: "reading findings: version 2 is not supported, only version 1 is",
		`{}`:                            "reading findings: version 0 is not supported, only version 1 is",
		`{"version":"1"}`:               "reading findings: json: cannot unmarshal string into Go struct field .version of type int",
		`{"version":1,"diagnostics":3}`: "reading findings: json: cannot unmarshal number into Go struct field plain.diagnostics of type diag.List",
	} {
		e := diag.Envelope{File: "kept"}
		require.EqualError(t, json.Unmarshal([]byte(data), &e), want)
		assert.Equal(t, diag.Envelope{File: "kept"}, e)
	}
}

// The types below have the fields and tags of the wire form and nothing else, so that encoding/json writes them by
// reflection.
type (
	plainEnvelope struct {
		Version     int               `json:"version"`
		File        string            `json:"file"`
		Mode        string            `json:"mode"`
		Valid       bool              `json:"valid"`
		Counts      diag.Counts       `json:"counts"`
		Diagnostics []plainDiagnostic `json:"diagnostics"`
	}
	plainDiagnostic diag.Diagnostic
)

func TestAppendJSONAgreesWithReflection(t *testing.T) {
	e := diag.NewEnvelope("a\xffb.yaml", "template", everything(t))
	plain := plainEnvelope{e.Version, e.File, e.Mode, e.Valid, e.Counts, nil}
	for _, d := range e.Diagnostics {
		if d.Related == nil {
			d.Related = []diag.Related{}
		}
		plain.Diagnostics = append(plain.Diagnostics, plainDiagnostic(d))
	}
	want, err := json.Marshal(plain)
	require.NoError(t, err)
	got := e.AppendJSON(nil)
	assert.JSONEq(t, string(want), string(got))
	assert.Equal(t, names(t, want), names(t, got), "the order of the names")
}

// names returns the names of all members in the order of the document.
func names(t *testing.T, data []byte) []string {
	t.Helper()
	var all []string
	for decoder := json.NewDecoder(bytes.NewReader(data)); ; {
		token, err := decoder.Token()
		if err != nil {
			return all
		}
		if s, ok := token.(string); ok && bytes.Contains(data, []byte(`"`+s+`":`)) {
			all = append(all, s)
		}
	}
}

func FuzzAppendJSON(f *testing.F) {
	f.Add("plain", 1)
	f.Add("\xff\u2028\x1b\"\\<>&\u007f\U000E0001😀", -5)
	f.Fuzz(func(t *testing.T, s string, n int) {
		e := diag.NewEnvelope(s, s, diag.List{{
			Code: diag.Code(s), Path: diag.Path(s), Message: s, Hint: s, Ignored: s,
			Fix: &diag.Fix{Title: s, Edits: []diag.Edit{{Start: n, End: n, Text: s}}},
		}})
		data := e.AppendJSON(nil)
		harmless(t, string(data))
		assert.NotContains(t, string(data), "\n")
		var got diag.Envelope
		require.NoError(t, json.Unmarshal(data, &got))
		want := string([]rune(s)) // U+FFFD for each byte that is not UTF-8
		assert.Equal(t, want, got.File)
		assert.Equal(t, want, got.Diagnostics[0].Fix.Edits[0].Text)
		assert.Equal(t, n, got.Diagnostics[0].Fix.Edits[0].Start)
	})
}
