package client

import (
	"context"

	"golang.org/x/sync/errgroup"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/rbac"
)

// Outcome says what has become of a Deployment.
type Outcome string

// The outcomes. A dry run says what would have been done.
const (
	OutcomeUnchanged Outcome = "unchanged" // nothing was sent
	OutcomeCreated   Outcome = "created"
	OutcomeUpdated   Outcome = "updated"
)

// Result is what [Client.Apply], [Client.Plan] and [Client.Drift] return.
type Result struct {
	// Outcome is empty when there is none: something was refused, or is blocked in a plan to look at. Beside an error that
	// came after a write it says what was sent.
	Outcome  Outcome
	Plan     deployfile.Plan
	Findings diag.List // about the file; those of severity error refuse it
	// Deployment is as it was read last. Of one that would have to be created first it has the name, and the Workspace
	// that it would be in.
	Deployment Deployment
}

// Apply makes a Deployment what a Deployment file says: it finds the Deployment, reads it, plans, sends one request if
// there is anything to do, and reads back what came of it. A Deployment that does not exist is created, with everything
// in one request. A file that is silent about CI/CD enforcement turns it off then too, as it does in every update, whatever
// the default of the Workspace.
//
// Nothing is sent unless the file is free of errors, the options agree to what the plan deletes and destroys, and
// nothing in it is blocked. A nil error means that what was asked for is what runs. The errors to tell apart, beside
// those of the API: a [TargetError] or a [ConsentError] (nothing was done), the findings ([deployfile/diag.Error]),
// [StaleError], and after a write [MismatchError], [HealthError] and [LostError]. All of them can be met by running
// Apply again, which does nothing when there is nothing to do; a write is never sent twice.
//
// The Result is never nil: beside an error it holds what was known by then. Updating by name takes four requests, by ID
// three; when nothing changes it is two, by ID one. For a Hybrid Deployment its cluster is read as well.
func (c *Client) Apply(ctx context.Context, target Target, want deployfile.Deployment, opts ...ApplyOption) (*Result, error) {
	return c.apply(ctx, newDirectory(c), target, want, configured(opts))
}

// Plan says what [Client.Apply] would do, without any write and without asking for consent: a plan that deletes, or in
// which something is blocked, is no error. A file with errors is.
func (c *Client) Plan(ctx context.Context, target Target, want deployfile.Deployment, opts ...ApplyOption) (*Result, error) {
	conf := configured(opts)
	conf.dryRun, conf.plain = true, true
	return c.apply(ctx, newDirectory(c), target, want, conf)
}

// apply is [Client.Apply] with a directory that may be shared.
func (c *Client) apply(ctx context.Context, dir *directory, target Target, want deployfile.Deployment, conf applyConfig) (*Result, error) {
	r := &run{c: c, dir: dir, conf: conf, want: want, result: &Result{}}
	err := r.do(ctx, target)
	return r.result, err
}

// run is one call of Apply.
type run struct {
	c      *Client
	dir    *directory
	conf   applyConfig
	want   deployfile.Deployment // what to make of it
	result *Result

	live   Deployment // as it was before the write
	pools  []NodePool // of the cluster of a Hybrid Deployment
	limits *deployfile.Limits
	names  *deployfile.Organization
	sent   deployfile.Deployment // want and the secrets that stay
}

func (r *run) do(ctx context.Context, target Target) error {
	r.progress(Progress{Stage: StageResolve})
	if err := r.precheck(); err != nil {
		return err
	}
	s, err := target.search(&r.want)
	if err != nil {
		return err
	}
	listed, err := r.dir.find(ctx, s)
	switch {
	case err != nil:
		return err
	case listed == nil && r.conf.mode == deployfile.ModeUpdate:
		return s.missing()
	case listed == nil:
		return r.create(ctx, s)
	case r.conf.mode == deployfile.ModeCreate:
		return r.exists(s, *listed)
	}
	return r.update(ctx, s, *listed)
}

// precheck refuses a file that is wrong whatever it is for, before anything is asked of the API. What a value from
// elsewhere may put right is not judged yet.
func (r *run) precheck() error {
	judged := r.want
	if r.conf.secrets.Values != nil {
		judged.EnvironmentVariables = nil
	}
	found := r.file(judged).Validate(deployfile.ValidateOptions{KeepsSecrets: true, ClearsVariables: true})
	if err := found.Err(); err != nil {
		r.result.Findings = found
		return err
	}
	return nil
}

// file returns the Deployment with the text that it comes from.
func (r *run) file(d deployfile.Deployment) *deployfile.File {
	var f deployfile.File
	if r.conf.file != nil {
		f = *r.conf.file
	}
	f.Deployment = d
	return &f
}

// plan compares and judges.
func (r *run) plan(live deployfile.Deployment) error {
	options := deployfile.PlanOptions{Secrets: r.conf.secrets, Diff: r.conf.diff, Organization: r.names}
	options.Diff.Limits = r.limits
	planned := options.Plan(r.file(r.want), live)
	r.result.Plan, r.result.Findings, r.sent = planned.Plan, planned.Findings, planned.Sent
	if !planned.Good {
		return planned.Findings.Err()
	}
	return nil
}

// refuse returns why the plan must not be carried out.
func (r *run) refuse() error {
	if r.conf.plain {
		return nil
	}
	if err := r.conf.consent(r.result.Plan); err != nil {
		return err
	}
	return r.stale()
}

// update changes a Deployment that exists.
func (r *run) update(ctx context.Context, s search, listed Deployment) error {
	if err := r.read(ctx, s, listed); err != nil {
		return err
	}
	if err := r.planUpdate(); err != nil {
		return err
	}
	r.progress(Progress{Stage: StagePlan, Plan: &r.result.Plan})
	if err := r.refuse(); err != nil {
		return err
	}
	switch {
	case r.result.Plan.Empty():
		r.result.Outcome = OutcomeUnchanged
		return r.rest(ctx)
	case len(r.result.Plan.Blocked) > 0: // a plan to look at
		return nil
	}
	at := rbac.Resource{Workspace: r.live.WorkspaceID, Deployment: r.live.ID}
	if err := r.preflight(ctx, rbac.JobApplyUpdate, "UpdateDeployment", at); err != nil {
		return err
	}
	in, err := updateRequest(r.sent, r.live, r.pools, r.limits)
	if err != nil {
		return err
	}
	if r.conf.dryRun {
		r.result.Outcome = OutcomeUpdated
		return nil
	}
	return r.sendUpdate(ctx, in)
}

// planUpdate compares the Deployment with what the file and the options make of it.
func (r *run) planUpdate() error {
	r.result.Deployment = r.live
	if r.names != nil {
		r.names.WorkspaceID = r.live.WorkspaceID
	}
	before := fileFor(r.live, r.pools, r.want)
	var left []deployfile.Kept
	if r.conf.leaveBlocked {
		r.want, left = leave(before, r.want)
	}
	if r.conf.drift {
		r.want = r.conf.comparable(before, r.want)
	}
	err := r.plan(before)
	r.result.Plan.Kept = append(r.result.Plan.Kept, left...)
	return err
}

// read reads the Deployment and what belongs to it, at the same time as far as the list has told what that is.
func (r *run) read(ctx context.Context, s search, listed Deployment) error {
	r.progress(Progress{Stage: StageRead, DeploymentID: listed.ID})
	g, groupCtx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		r.live, err = r.c.Deployments.Get(groupCtx, listed.ID)
		return err
	})
	g.Go(func() error {
		_, err := r.dir.nodePools(groupCtx, listed)
		return err
	})
	if r.conf.checked {
		g.Go(func() error { return r.readFacts(groupCtx, s) })
	}
	if err := g.Wait(); err != nil {
		return notThere(err, listed)
	}
	var err error
	r.pools, err = r.dir.nodePools(ctx, r.live)
	return err
}

// readFacts reads what the rules of limits and names need.
func (r *run) readFacts(ctx context.Context, s search) (err error) {
	r.limits, r.names, err = r.dir.facts(ctx, r.want, s)
	return err
}
