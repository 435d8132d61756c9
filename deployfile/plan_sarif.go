package deployfile

import (
	"io"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// PlanSARIFOptions say what a log of [Plan.SARIF] names.
type PlanSARIFOptions struct {
	Tool diag.Tool // the program that compared
	File string    // the Deployment file; "" leaves results without a file
}

// The rules of a log about drift. They are API like the codes of findings.
const (
	codeDriftCreate diag.Code = "drift-create"
	codeDriftUpdate diag.Code = "drift-update"
	codeDriftDelete diag.Code = "drift-delete"
)

var driftRules = [...]diag.RuleInfo{
	{Code: codeDriftCreate, Severity: diag.SeverityWarning, Summary: "The file has something that the live Deployment lacks."},
	{Code: codeDriftUpdate, Severity: diag.SeverityWarning, Summary: "The live Deployment differs from the file."},
	{Code: codeDriftDelete, Severity: diag.SeverityWarning, Summary: "The live Deployment has something that the file leaves out."},
}

// SARIF writes what the live Deployment and the file differ in as a SARIF 2.1.0 log: a result for each change, with the
// rule drift-create, drift-update or drift-delete, for each blocked difference and for each note, with the rule of their
// code. Results name the file and the path, but no lines. Their fingerprints depend on rule and path alone, so a
// service sees which drift is still the same.
func (p Plan) SARIF(w io.Writer, o PlanSARIFOptions) error {
	run := diag.Run{Tool: o.Tool, Rules: driftRules[:], Findings: make(diag.List, 0, len(p.Changes)+len(p.Blocked)+len(p.Notes))}
	add := func(s diag.Severity, code diag.Code, path diag.Path, message, hint string) {
		run.Findings = append(run.Findings, diag.Diagnostic{
			Severity: s, File: o.File, Code: diag.Code(harmless(ellipsis(string(code), maxName))),
			Path: diag.Path(harmless(ellipsis(string(path), maxProse))), Message: prose(message), Hint: prose(hint),
		})
	}
	for i := range p.Blocked {
		b := &p.Blocked[i]
		add(diag.SeverityError, b.Code, b.Path, b.Message, b.Hint)
	}
	for i := range p.Changes {
		c := &p.Changes[i]
		code, what := c.drift()
		add(diag.SeverityWarning, code, c.Path, shortPath(c.Path)+what, c.Reason)
	}
	for i := range p.Notes {
		n := &p.Notes[i]
		add(diag.SeverityInfo, n.Code, n.Path, n.Message, n.Hint)
	}
	return diag.SARIF(w, run)
}

// drift returns the rule of a change and the end of a sentence that starts with its place.
func (c *Change) drift() (code diag.Code, what string) {
	words := ""
	if w := c.words(); w != "" {
		words = " " + w
	}
	switch c.Action {
	case ActionCreate:
		return codeDriftCreate, " is in the file only" + words
	case ActionDelete:
		return codeDriftDelete, " is live only" + words
	}
	step := showStep(c.Before, c.After, c.Secret)
	if step.before != "" {
		step.after = step.before + " → " + step.after
	}
	return codeDriftUpdate, ": " + step.after + words
}
