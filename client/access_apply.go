package client

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/rbac"
)

// accessTask is the work on one user, Team or token.
type accessTask struct {
	path  string
	rank  accessRank
	owner bool // it owned the Organization before
	work  func(context.Context) error
}

// accessRank is when something is done: nobody is left without roles that others do not have yet, and who does all this
// may do it until the end.
type accessRank int

const (
	rankGives accessRank = iota
	rankTakes
	rankTakesOwn // from who applies the plan
)

// carryOut works off the plan and stops at the first failure.
func (r *accessRun) carryOut(ctx context.Context) error {
	for _, t := range r.tasks() {
		if err := ctx.Err(); err != nil {
			return &AccessStepError{Path: t.path, Effect: EffectNone, Reason: "it was not begun", Err: err}
		}
		if t.rank == rankTakesOwn || t.rank == rankTakes && t.owner {
			if err := r.guard(ctx, t.path); err != nil {
				return err
			}
		}
		if err := t.work(ctx); err != nil {
			return err
		}
		r.result.Done = append(r.result.Done, t.path)
	}
	if r.result.Outcome == "" {
		r.result.Outcome = OutcomeUnchanged // somebody else has done it meanwhile
	}
	return nil
}

// tasks returns the steps of the plan in the order in which they are done.
func (r *accessRun) tasks() []accessTask {
	var all []accessTask
	own, plan := r.options.Applier, r.result.Plan
	add := func(path, role string, touches bool, work func(context.Context) error) {
		t := accessTask{path: path, owner: role == string(OrganizationRoleOwner), work: work}
		if r.takes(path) {
			t.rank = rankTakes
			if touches && own.ID != "" {
				t.rank = rankTakesOwn
			}
		}
		all = append(all, t)
	}
	for _, s := range plan.Users {
		add(s.Path, s.Live.OrganizationRole, s.Live.ID == own.ID, func(ctx context.Context) error { return r.user(ctx, s) })
	}
	for _, s := range plan.Teams {
		add(s.Path, s.Live.OrganizationRole, slices.Contains(s.Live.Members, own.ID), func(ctx context.Context) error { return r.team(ctx, s) })
	}
	for _, s := range plan.Tokens {
		add(s.Path, "", s.Live.ID == own.ID, func(ctx context.Context) error { return r.token(ctx, s) })
	}
	slices.SortStableFunc(all, func(a, b accessTask) int { return cmp.Compare(a.rank, b.rank) })
	return all
}

// takes reports whether the plan takes something from the subject.
func (r *accessRun) takes(path string) bool {
	return slices.ContainsFunc(r.result.Plan.Changes, func(c rbac.AccessChange) bool {
		rest, ok := strings.CutPrefix(c.Path, path)
		return ok && (rest == "" || rest[0] == '.') && c.Destructive()
	})
}

// guard looks again, at everybody, before an owner goes or who applies the plan loses something: others may have done
// the like meanwhile.
func (r *accessRun) guard(ctx context.Context, path string) error {
	now, err := r.c.ReadAccess(ctx)
	if err != nil {
		return &AccessStepError{Path: path, Effect: EffectNone, Reason: "whether another owner is left could not be read", Err: err}
	}
	for _, b := range rbac.DiffAccess(now, r.want, r.options).Blocked {
		if b.Code == rbac.CodeLastOwner || b.Code == rbac.CodeOwnAdministration {
			return conflict(path, "somebody else has changed roles since the plan was made: "+b.Message)
		}
	}
	return nil
}

func conflict(path, reason string) error {
	return &AccessStepError{Path: path, Effect: EffectNone, Reason: reason, kind: ErrConflict}
}
