package deployfile_test

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
)

const planArchives = "testdata/plans/*.txtar"

// handwritten is a plan as the archives have it: the wire form without version, summary and digest.
type handwritten struct {
	Deployment   deployfile.PlanTarget
	Base         deployfile.PlanBase
	Creation     bool
	Changes      []handwrittenChange
	Blocked      []handwrittenChange
	Kept         []deployfile.Kept
	Notes        []deployfile.Note
	Scale        deployfile.Scale
	Fingerprints map[string]string
}

type handwrittenChange struct {
	Action          deployfile.Action
	Code            diag.Code
	Path            diag.Path
	Secret, Omitted bool
	Impact          []deployfile.Impact
	Before, After   json.RawMessage
	Factor          float64
	Reason          string
	Message, Hint   string
}

func handwrittenPlan(t testing.TB, src []byte) deployfile.Plan {
	t.Helper()
	var h handwritten
	decoder := json.NewDecoder(bytes.NewReader(src))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(&h))
	p := deployfile.Plan{
		Deployment: h.Deployment, Base: h.Base, Creation: h.Creation,
		Kept: h.Kept, Notes: h.Notes, Scale: h.Scale, Fingerprints: h.Fingerprints,
	}
	for _, c := range h.Changes {
		p.Changes = append(p.Changes, deployfile.Change{
			Action: c.Action, Path: c.Path, Secret: c.Secret, Omitted: c.Omitted, Impact: c.Impact,
			Before: handwrittenValue(t, c.Before), After: handwrittenValue(t, c.After), Factor: c.Factor, Reason: c.Reason,
		})
	}
	for _, b := range h.Blocked {
		p.Blocked = append(p.Blocked, deployfile.Blocked{
			Code: b.Code, Path: b.Path, Message: b.Message, Hint: b.Hint,
			Before: handwrittenValue(t, b.Before), After: handwrittenValue(t, b.After),
		})
	}
	return p
}

// handwrittenValue spells a value as a comparison does: without the escapes for HTML.
func handwrittenValue(t testing.TB, raw json.RawMessage) deployfile.Value {
	t.Helper()
	if raw == nil || string(raw) == "null" {
		return ""
	}
	var text string
	if json.Unmarshal(raw, &text) != nil {
		return deployfile.Value(raw)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	require.NoError(t, encoder.Encode(text))
	return deployfile.Value(bytes.TrimSpace(out.Bytes()))
}

// goldenPlans calls f for the plan of every archive.
func goldenPlans(t testing.TB, f func(name string, p deployfile.Plan)) {
	t.Helper()
	for _, a := range golden.Read(t, planArchives) {
		f(a.Name(), handwrittenPlan(t, a.Input("plan")))
	}
}

func rendered(t testing.TB, write func(io.Writer) error) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, write(&out))
	return out.Bytes()
}

func planText(t testing.TB, p deployfile.Plan, o deployfile.PlanTextOptions) string {
	t.Helper()
	return string(rendered(t, func(w io.Writer) error { return p.Text(w, o) }))
}

var planSARIF = deployfile.PlanSARIFOptions{Tool: diag.Tool{Name: "astrofile", Version: "1.2.3"}, File: "etl.yaml"}

// TestPlanForms holds every form of the plans in the archives against the forms beside them.
func TestPlanForms(t *testing.T) {
	golden.Run(t, planArchives, func(t *testing.T, a *golden.Archive) {
		p := handwrittenPlan(t, a.Input("plan"))
		a.Want("text", []byte(planText(t, p, deployfile.PlanTextOptions{})))
		a.Want("text-60", []byte(planText(t, p, deployfile.PlanTextOptions{Width: 60})))
		a.Want("markdown", rendered(t, p.Markdown))
		data, err := p.MarshalJSON()
		require.NoError(t, err)
		a.Want("json", append(data, '\n'))
		if a.Options("plan", "forms")["forms"] == "sarif" {
			a.Want("sarif", rendered(t, func(w io.Writer) error { return p.SARIF(w, planSARIF) }))
		}
	})
}
