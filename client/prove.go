package client

import (
	"fmt"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// MismatchError says that a Deployment, read back after a write, is not what was asked for: the API ignored something,
// or somebody else wrote at the same time. Values of secrets are not compared, because nobody can read them; that they
// exist is.
type MismatchError struct {
	Name, ID    string
	Differences []Difference // at least one, in the order of the file
	Err         error        // of the write, when its answer was lost
}

// Difference is one field that is not what was asked for.
type Difference struct {
	Path diag.Path
	Want deployfile.Value // "" for nothing
	Live deployfile.Value
}

// Error lists the first fields that differ and counts the rest.
func (e *MismatchError) Error() string {
	const most = 5
	var parts []string
	for _, d := range e.Differences[:min(len(e.Differences), most)] {
		parts = append(parts, fmt.Sprintf("%s is %s instead of %s", d.Path, shown(d.Live), shown(d.Want)))
	}
	text := fmt.Sprintf("Deployment %s is not what was asked for: %s", quoteName(e.Name), strings.Join(parts, "; "))
	if more := len(e.Differences) - most; more > 0 {
		text += fmt.Sprintf("; and %d more", more)
	}
	if e.Err != nil {
		text += fmt.Sprintf(" (the answer to the write was lost: %v)", e.Err)
	}
	return text + "; make a new plan to see where it stands"
}

// Unwrap returns the error of the write.
func (e *MismatchError) Unwrap() error { return e.Err }

func shown(v deployfile.Value) string {
	if v == "" {
		return "nothing"
	}
	return shorten(string(v), 100)
}

// proof compares what was read back with what was sent.
type proof struct {
	sent   deployfile.Deployment
	before *Deployment // nil for a creation
	plan   *deployfile.Plan
	limits *deployfile.Limits
	pools  []NodePool
}

// differences returns what is not as it was sent, none if all is.
func (p proof) differences(now Deployment) []Difference {
	plan := deployfile.DiffOptions{Limits: p.limits}.Diff(fileFor(now, p.pools, p.sent), withoutSecrets(p.sent))
	var found []Difference
	for _, b := range plan.Blocked {
		found = append(found, Difference{Path: b.Path, Want: b.After, Live: b.Before})
	}
	for _, c := range plan.Changes {
		found = append(found, Difference{Path: c.Path, Want: c.After, Live: c.Before})
	}
	if p.before == nil {
		return append(found, p.runtime(plan.Notes, now)...)
	}
	found = append(found, p.strays(now, found)...)
	return append(found, p.queues(now)...)
}

// strays finds what has changed without being in the plan: what the file leaves out was to stay. Settings that there were
// none of may be the platform's choice. Variables are not looked at, because what was sent names all of them.
func (p proof) strays(now Deployment, known []Difference) []Difference {
	if p.plan == nil {
		return nil
	}
	var found []Difference
	happened := deployfile.DiffOptions{Limits: p.limits}.Diff(fileFor(*p.before, p.pools, p.sent), fileFor(now, p.pools, p.sent))
	for _, c := range happened.Changes {
		same := func(d Difference) bool { return within(c.Path, d.Path) }
		meant := func(planned deployfile.Change) bool { return within(c.Path, planned.Path) }
		chosen := c.Before == "" && within(c.Path, pathConfiguration)
		if chosen || within(c.Path, pathVariables) || slices.ContainsFunc(known, same) || slices.ContainsFunc(p.plan.Changes, meant) {
			continue
		}
		found = append(found, Difference{Path: c.Path, Want: c.Before, Live: c.After})
	}
	return found
}

// within reports whether one of the paths is the other or a part of it.
func within(a, b diag.Path) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	rest, ok := strings.CutPrefix(string(a), string(b))
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// runtime finds another Runtime than the one a Deployment was to be created with.
func (p proof) runtime(notes []deployfile.Note, now Deployment) []Difference {
	for _, n := range notes {
		if n.Code == deployfile.CodeRuntimeVersionDiffers {
			want, live := p.sent.Configuration.RuntimeVersion, now.AstroRuntimeVersion
			return []Difference{{Path: n.Path, Want: deployfile.Value(quoteName(want)), Live: deployfile.Value(quoteName(live))}}
		}
	}
	return nil
}

// queues finds worker queues that were made anew although they were to stay: their waiting tasks are gone.
func (p proof) queues(now Deployment) []Difference {
	ids := make(map[string]string, len(p.before.WorkerQueues))
	for _, q := range p.before.WorkerQueues {
		ids[q.Name] = q.ID
	}
	var found []Difference
	for _, q := range now.WorkerQueues {
		if id := ids[q.Name]; id != "" && id != q.ID {
			found = append(found, Difference{Path: pathQueues.Entry("name", q.Name).Field("id"),
				Want: deployfile.Value(quoteName(id)), Live: deployfile.Value(quoteName(q.ID))})
		}
	}
	return found
}

// withoutSecrets returns d with secrets that say nothing of their values.
func withoutSecrets(d deployfile.Deployment) deployfile.Deployment {
	d.EnvironmentVariables = slices.Clone(d.EnvironmentVariables)
	for i := range d.EnvironmentVariables {
		if v := &d.EnvironmentVariables[i]; v.IsSecret {
			v.Value = nil
		}
	}
	return d
}

// fileFor returns a live Deployment as a file to compare want with. The API tells only the workload identity in use:
// it counts where want names one.
func fileFor(live Deployment, pools []NodePool, want deployfile.Deployment) deployfile.Deployment {
	file := live.File(pools)
	if want.Configuration.WorkloadIdentity != "" {
		file.Configuration.WorkloadIdentity = live.EffectiveWorkloadIdentity
	}
	return file
}
