package client

import (
	"slices"
	"time"

	"github.com/astrofile/astrofile/deployfile"
)

// ApplyOption changes what [Client.Apply], [Client.Plan] and [Client.Drift] may do.
type ApplyOption func(*applyConfig)

type applyConfig struct {
	secrets       deployfile.SecretOptions
	diff          deployfile.DiffOptions
	fingerprinted bool
	file          *deployfile.File
	allowDelete   bool
	allowRename   bool
	allowImpacts  []deployfile.Impact
	leaveBlocked  bool
	dryRun        bool
	plain         bool // a plan to look at: nobody has to agree to anything
	drift         bool
	mode          deployfile.Mode // [deployfile.ModeCreate] or [deployfile.ModeUpdate] alone; any is both
	checked       bool
	wait          time.Duration
	progress      func(Progress)
	planned       *deployfile.Plan
	preflight     bool
}

// configured returns what the options amount to.
func configured(opts []ApplyOption) applyConfig {
	var conf applyConfig
	for _, opt := range opts {
		if opt != nil {
			opt(&conf)
		}
	}
	return conf
}

// WithSecrets says what may happen to secrets beside being kept, and where values come from that the file does not
// hold. A secret that is deleted by it needs [AllowDelete] too, because its value cannot be read back.
func WithSecrets(o deployfile.SecretOptions) ApplyOption {
	return func(c *applyConfig) { c.secrets = o }
}

// WithFingerprints lets a plan tell whether a secret value is the one that an earlier plan set. Without it, a secret
// that the file gives a value is a change every time, because the API does not tell secrets.
func WithFingerprints(f deployfile.Fingerprints) ApplyOption {
	return func(c *applyConfig) { c.diff.Fingerprints, c.fingerprinted = f, true }
}

// WithPrices adds to plans what their worker queues cost.
func WithPrices(p deployfile.Prices) ApplyOption {
	return func(c *applyConfig) { c.diff.Prices = p }
}

// FromFile says which text the Deployment was read from: comments in it silence findings, and findings get their place
// in it. The Deployment that is applied is the one given to Apply, not that of the file.
func FromFile(f *deployfile.File) ApplyOption {
	return func(c *applyConfig) { c.file = f }
}

// AllowDelete agrees to all deletions in the plan: of worker queues, variables, schedules, e-mails. Pass it for a plan
// that somebody has seen, or together with [Against].
func AllowDelete() ApplyOption { return func(c *applyConfig) { c.allowDelete = true } }

// AllowImpact agrees to changes that replace workers, lose data or cannot be undone ([deployfile.ImpactQueueReplaced],
// [deployfile.ImpactDataLoss], [deployfile.ImpactIrreversible]). Other impacts need nobody's consent.
func AllowImpact(impacts ...deployfile.Impact) ApplyOption {
	impacts = slices.Clone(impacts)
	return func(c *applyConfig) { c.allowImpacts = append(c.allowImpacts, impacts...) }
}

// AllowRename lets the file give another name to the Deployment that the [Target] names by its ID or its present name.
func AllowRename() ApplyOption { return func(c *applyConfig) { c.allowRename = true } }

// LeaveBlocked applies the rest of a file that asks for what no update can do, and leaves that as it is: another
// cluster, Workspace, type, provider or region, development mode or remote execution switched. The plan lists it under
// Kept. What is blocked for other reasons still refuses.
func LeaveBlocked() ApplyOption { return func(c *applyConfig) { c.leaveBlocked = true } }

// DryRun does everything but the write: [Client.Apply] refuses what it would refuse, and says what would have happened.
func DryRun() ApplyOption { return func(c *applyConfig) { c.dryRun = true } }

// CreateOnly refuses to touch a Deployment that exists; the error is a [TargetError] and an [ErrConflict].
func CreateOnly() ApplyOption { return func(c *applyConfig) { c.mode = deployfile.ModeCreate } }

// UpdateOnly refuses to create a Deployment; the error is a [TargetError] and an [ErrNotFound].
func UpdateOnly() ApplyOption { return func(c *applyConfig) { c.mode = deployfile.ModeUpdate } }

// Checked applies the rules that need the limits and the names of the Organization to updates too, at the price of a few
// more reads. For a creation they always apply.
func Checked() ApplyOption { return func(c *applyConfig) { c.checked = true } }

// Wait waits after the write until the Deployment is healthy or hibernates, at most so long; one that is found to be
// what the file says is waited for as well. What ends otherwise is a [HealthError].
func Wait(limit time.Duration) ApplyOption { return func(c *applyConfig) { c.wait = limit } }

// OnProgress is told what happens, step by step: in the order of the steps, and never by two goroutines at once.
func OnProgress(f func(Progress)) ApplyOption { return func(c *applyConfig) { c.progress = f } }

// Against applies only what an earlier plan says. A Deployment that was updated since, or a file that would now change
// something else, is a [StaleError]; a Deployment that already is what the file says is not. Fingerprints count when
// both plans have them, which takes the same key.
func Against(p deployfile.Plan) ApplyOption { return func(c *applyConfig) { c.planned = &p } }

// Preflighted asks before the write whether the token may make it, as [Client.Preflight] does: for the price of two reads,
// in a fleet once, the refusal comes before anything was done and names what to grant. Plans are refused too.
func Preflighted() ApplyOption { return func(c *applyConfig) { c.preflight = true } }
