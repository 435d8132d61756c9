package deployfile

import (
	"slices"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// Plan says what becomes of a live Deployment that is updated with the file, its secrets kept as [KeepSecrets] does, and
// everything that is wrong with the file for that purpose. A live Deployment that is the zero value does not exist yet:
// the file creates it, and [Plan].Creation says so.
//
// The findings are those of [Check] in [ModeUpdate] with the live Deployment, or in [ModeCreate], sorted by position, at
// most [diag.MaxFindings] of them. The rules judge the values that are sent: one that the options give counts. Errors of
// KeepSecrets are among them, and what it has to say about the options; what it keeps, sets and deletes stands in the plan.
//
// The plan is good when the file has no errors but those that the plan shows as blocked: such a plan says why it cannot be
// carried out. Any other is not worth showing, as what could not be read is taken for left out. The file and live stay as
// they are.
func (f *File) Plan(live Deployment, o SecretOptions) (p Plan, found diag.List, good bool) {
	made := PlanOptions{Secrets: o}.Plan(f, live)
	return made.Plan, made.Findings, made.Good
}

// PlanOptions are those of [File.Plan] and of everything that it does.
type PlanOptions struct {
	Secrets      SecretOptions
	Diff         DiffOptions   // the limits are also those that the rules go by
	Organization *Organization // the names that exist; nil: rules that need them stay silent
}

// Planned is what [PlanOptions.Plan] returns.
type Planned struct {
	Plan     Plan
	Sent     Deployment // what makes the plan come true when it is sent: the file, with the secrets that [KeepSecrets] adds
	Findings diag.List
	Good     bool // as [File.Plan] says
}

// Plan is [File.Plan] with these options, and says too what has to be sent. It asks for each value outside the file once.
func (o PlanOptions) Plan(f *File, live Deployment) Planned {
	want, merged := KeepSecrets(live, f.Deployment, o.Secrets)
	written := f.Deployment.EnvironmentVariables
	sent := *f
	sent.Deployment.EnvironmentVariables = sentValues(written, want.EnvironmentVariables)

	p := o.Diff.Diff(live, want)
	p.tellSecrets(written, live.EnvironmentVariables, o.Secrets.Delete, merged)

	options := ValidateOptions{Mode: ModeUpdate, Live: &live, ClearsVariables: true}
	if p.Creation {
		options = ValidateOptions{Mode: ModeCreate}
	}
	options.KeepsSecrets = !p.Creation
	options.Limits, options.Organization = o.Diff.Limits, o.Organization
	alone := options
	alone.Live, alone.ClearsVariables, alone.KeepsSecrets = nil, false, true
	found := joined(sent.examine(options), f.Locate(merged))
	good := sent.examine(alone).Err() == nil && !slices.ContainsFunc(found, func(d diag.Diagnostic) bool {
		return d.Severity == diag.SeverityError && !p.blocks(d.Code)
	})
	return Planned{Plan: p, Sent: want, Findings: found.Cap(diag.MaxFindings), Good: good}
}

// sentValues returns the variables of the file, each in its place, with the values that are sent. What the merge adds or
// deletes moves no entry away from its line.
func sentValues(written, sent []EnvironmentVariable) []EnvironmentVariable {
	list := slices.Clone(written)
	for i, next := 0, 0; i < len(list) && next < len(sent); i++ {
		if list[i].Key == sent[next].Key {
			list[i] = sent[next]
			next++
		}
	}
	return list
}

// joined adds to the findings of the file what the merge says that the plan does not: its errors, in place of milder
// findings about the same, and remarks on the options.
func joined(found, merged diag.List) diag.List {
	for _, d := range merged {
		failed := d.Severity == diag.SeverityError
		if !failed && d.Code != CodeSecretOption {
			continue
		}
		same := func(other diag.Diagnostic) bool { return other.Code == d.Code && other.Path == d.Path }
		if failed {
			found = slices.DeleteFunc(found, func(other diag.Diagnostic) bool {
				return same(other) && other.Severity != diag.SeverityError
			})
		}
		if !slices.ContainsFunc(found, same) {
			found = append(found, d)
		}
	}
	found.Sort()
	return found
}

// blocks reports whether something is blocked for the reason of a code.
func (p *Plan) blocks(code diag.Code) bool {
	return slices.ContainsFunc(p.Blocked, func(b Blocked) bool { return b.Code == code })
}
