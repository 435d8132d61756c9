package client

import (
	"context"

	"github.com/astrofile/astrofile/rbac"
)

// AccessResult is what [Client.ApplyAccess] and [Client.PlanAccess] return.
type AccessResult struct {
	// Outcome is [OutcomeUnchanged] or [OutcomeUpdated], and empty when nothing was to be done or something was refused.
	Outcome  Outcome
	Plan     rbac.AccessPlan
	Findings []rbac.Finding // about what was asked for; those of severity error refuse it
	Live     rbac.Access    // as it was before
	Done     []string       // the users, Teams and tokens that are as asked for, by their paths in the plan, in the order of the work
	// Waiting are those that get the rest when an invitation has been accepted: apply the same again then.
	Waiting []string
}

// ApplyAccess makes the roles of the users, Teams and API tokens that want names what it says, with the members of its
// Teams: it reads who has which role, plans, and works off the plan one user, Team or token at a time. Those that want
// does not name are left alone, see [PruneAccess].
//
// The API replaces all lists of roles at once and clears those that a request leaves out, so every request carries all
// of them. Each subject is read again right before it is written: if it is not what the plan starts from any more, that
// is an [AccessStepError] which is an [ErrConflict]. It is read back right after, and the next one is touched only when
// that has proved this one to be as asked for. Roles are given before others are taken away, and those of who applies
// the plan change last.
//
// Nothing is sent unless want is free of errors, nothing in the plan is blocked (the last Owner never goes, and who
// applies the plan keeps the right to), and the options agree to what is taken away: otherwise the error is an
// [AccessRefusedError]. Running the same again goes on where an error has stopped it, and does nothing when there is
// nothing to do. The result is never nil.
//
// People who are not there yet are invited, with their role in the Organization. As long as the API does not list them,
// each run sends an invitation.
func (c *Client) ApplyAccess(ctx context.Context, want rbac.Access, opts ...AccessOption) (*AccessResult, error) {
	r, err := c.planAccess(ctx, want, opts)
	if err != nil {
		return r.result, err
	}
	if err := r.refuse(); err != nil {
		return r.result, err
	}
	if len(r.result.Plan.Changes) == 0 {
		r.result.Outcome = OutcomeUnchanged
		return r.result, nil
	}
	return r.result, r.carryOut(ctx)
}

// PlanAccess says what [Client.ApplyAccess] would do, without any write and without asking for consent. What is blocked
// stands in the plan.
func (c *Client) PlanAccess(ctx context.Context, want rbac.Access, opts ...AccessOption) (*AccessResult, error) {
	r, err := c.planAccess(ctx, want, opts)
	if err == nil && r.result.Plan.Empty() {
		r.result.Outcome = OutcomeUnchanged
	}
	return r.result, err
}

// accessRun is one call of ApplyAccess.
type accessRun struct {
	c       *Client
	conf    accessConfig
	want    rbac.Access
	options rbac.AccessOptions
	result  *AccessResult
}

func (c *Client) planAccess(ctx context.Context, want rbac.Access, opts []AccessOption) (*accessRun, error) {
	r := &accessRun{c: c, want: want, result: &AccessResult{}}
	for _, opt := range opts {
		if opt != nil {
			opt(&r.conf)
		}
	}
	live, err := c.ReadAccess(ctx)
	if err != nil {
		return r, err
	}
	r.result.Live = live
	if r.options, err = c.accessOptions(ctx, live, want); err != nil {
		return r, err
	}
	r.options.Prune = r.conf.prune
	r.result.Findings = want.Validate(r.options)
	if rbac.HasErrors(r.result.Findings) {
		return r, &AccessRefusedError{Findings: r.result.Findings}
	}
	r.result.Plan = rbac.DiffAccess(live, want, r.options)
	return r, nil
}

// refuse returns why the plan must not be carried out.
func (r *accessRun) refuse() error {
	plan := r.result.Plan
	e := &AccessRefusedError{Blocked: plan.Blocked}
	for _, change := range plan.Changes {
		if change.Destructive() && !r.conf.revoke {
			e.Needs = append(e.Needs, change)
		}
	}
	for _, s := range plan.Tokens {
		if s.Action == rbac.AccessCreate && r.conf.secret == nil {
			e.NoReceiver = true
		}
	}
	if len(e.Blocked) > 0 || len(e.Needs) > 0 || e.NoReceiver {
		return e
	}
	if then := r.conf.planned; then != nil && len(plan.Changes) > 0 && !sameAccessPlan(*then, plan) {
		return &AccessStepError{Effect: EffectNone, Reason: "the plan is out of date: it would now change something else", kind: ErrConflict}
	}
	return nil
}
