package deployfile

import (
	"sort"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// Diff returns the plan of an update that replaces live by want: what the file says, and what an update makes of
// everything that it leaves out. Worker queues are compared by name, variables by key, schedules, e-mails and address
// ranges as sets. What the server fills in or ignores is no difference, so Diff(d, d) is empty. A live Deployment that is
// the zero value does not exist yet: the plan is that of its creation.
//
// Diff is strict: a secret that want leaves out is deleted. Pass the result of [KeepSecrets] to keep it.
func Diff(live, want Deployment) Plan { return DiffOptions{}.Diff(live, want) }

// DiffOptions give a plan more to go by. The zero value is right for most.
type DiffOptions struct {
	Limits       *Limits      // the API's deployment options: defaults and ceilings; nil: documented figures
	Fingerprints Fingerprints // tell whether a secret value is the one that an earlier plan set
	Prices       Prices       // add costs to the capacities
}

// Diff is [Diff] with these options.
func (o DiffOptions) Diff(live, want Deployment) Plan {
	d := newDiffer(o, &live, &want)
	d.target()
	d.configuration()
	d.remoteExecution()
	d.queues()
	d.variables()
	d.emails()
	d.schedules()
	d.metadata()
	return d.plan
}

// differ is one comparison.
type differ struct {
	DiffOptions
	live, want *Deployment
	was, is    *check // the facts of live, and of what it becomes
	kind       fact[Kind]
	implied    fact[Kind] // what a file that names no deployment type is taken for
	plan       Plan
	restart    []Impact // shared by the changes of many variables
	texts      joiner
	leftOut    []string // keys of the live secrets that the file does not have, nil until somebody asks
	looks      int      // comparisons made to find what a misspelt key means
}

func newDiffer(o DiffOptions, live, want *Deployment) *differ {
	d := &differ{DiffOptions: o, live: live, want: want}
	d.plan.Creation = isNothing(live)
	d.restart = []Impact{ImpactRestart}
	mode := ModeUpdate
	if d.plan.Creation {
		mode = ModeCreate
	}
	d.was = newCheck(live, nil, ValidateOptions{Mode: ModeCreate, Limits: o.Limits})
	d.is = newCheck(want, nil, ValidateOptions{Mode: mode, Limits: o.Limits, Live: live})
	d.kind = d.was.kind
	if !d.kind.known {
		d.kind = d.is.kind
	}
	if !d.is.executor.known && d.is.executor.absent {
		d.is.executor = d.was.executor
	}
	if !d.plan.Creation {
		d.is.remote = d.was.remote // chosen when the Deployment is created
		if d.is.kind.absent {
			d.implied = d.is.kind
		}
		d.is.kind = d.kind
	}
	d.was.kind = d.kind
	return d
}

// isNothing reports whether the Deployment says nothing at all.
func isNothing(d *Deployment) bool {
	return d.Configuration == (Configuration{}) && d.EnvironmentVariables == nil && d.WorkerQueues == nil &&
		d.AlertEmails == nil && d.HibernationSchedules == nil && d.Metadata == nil
}

// target records what the plan is about.
func (d *differ) target() {
	of := d.live
	if d.plan.Creation {
		of = d.want
	}
	d.plan.Deployment = PlanTarget{Name: of.Configuration.Name, Workspace: of.Configuration.WorkspaceName}
	if m := d.live.Metadata; m != nil {
		d.plan.Deployment.ID = m.DeploymentID
		d.plan.Base.UpdatedAt = m.UpdatedAt
	}
}

// applies reports whether a field means something for the deployment type and the executor. What is not known is no
// reason against it.
func (d *differ) applies(f *spec.Field, executor fact[Executor]) bool {
	var kind spec.Kinds
	if d.kind.known {
		kind = spec.KindOf(string(d.kind.value))
	}
	var of spec.Executors
	if executor.known {
		of = spec.ExecutorOf(string(executor.value))
	}
	return f.Kinds.Has(kind) && f.Executors.Has(of)
}

func (d *differ) change(c Change) {
	if c.Impact == nil {
		c.Impact = []Impact{}
	}
	if d.plan.Creation { // nothing runs yet that could restart or be lost
		c.Impact = []Impact{}
		c.Factor = 0
		c.Reason = ""
	}
	d.plan.Changes = append(d.plan.Changes, c)
}

func (d *differ) block(b Blocked) { d.plan.Blocked = append(d.plan.Blocked, b) }

func (d *differ) note(n Note) { d.plan.Notes = append(d.plan.Notes, n) }

func (d *differ) keep(k Kept) {
	if !d.plan.Creation {
		d.plan.Kept = append(d.plan.Kept, k)
	}
}

// sortByPath sorts what is large to move, equal paths in the order that they came in.
func sortByPath[T any](list []T, path func(*T) diag.Path) {
	ordered := true
	for i := 1; i < len(list) && ordered; i++ {
		ordered = path(&list[i-1]) <= path(&list[i])
	}
	if ordered {
		return
	}
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return path(&list[order[i]]) < path(&list[order[j]]) })
	sorted := make([]T, len(list))
	for i, from := range order {
		sorted[i] = list[from]
	}
	copy(list, sorted)
}

// section runs the comparison of one section and sorts what it adds to the plan.
func (d *differ) section(compare func()) {
	changes, blocked, kept := len(d.plan.Changes), len(d.plan.Blocked), len(d.plan.Kept)
	compare()
	sortByPath(d.plan.Changes[changes:], func(c *Change) diag.Path { return c.Path })
	sortByPath(d.plan.Blocked[blocked:], func(b *Blocked) diag.Path { return b.Path })
	sortByPath(d.plan.Kept[kept:], func(k *Kept) diag.Path { return k.Path })
}

// duplicate blocks what two entries of one list claim.
func (d *differ) duplicate(p diag.Path, what string, inLive bool) {
	b := Blocked{Code: CodeDuplicateName, Path: p, Message: what + " stands twice in the file", Hint: "delete one of the two"}
	if inLive {
		b.Message = what + " stands twice in the live Deployment, so nothing can be said about it"
		b.Hint = "remove one of the two where it was made"
	}
	d.block(b)
}
