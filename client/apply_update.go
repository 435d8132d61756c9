package client

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/astrofile/astrofile/deployfile"
)

// sendUpdate sends the one request that an update takes, and sees what comes of it.
func (r *run) sendUpdate(ctx context.Context, in UpdateDeployment) error {
	r.progress(Progress{Stage: StageWrite, DeploymentID: r.live.ID})
	answer, err := r.c.Deployments.Update(ctx, r.live.ID, in)
	switch {
	case err == nil:
		r.result.Outcome, r.result.Deployment = OutcomeUpdated, answer
		return r.prove(ctx, r.live.ID)
	case declined(err):
		return err
	}
	return r.afterLostUpdate(ctx, err)
}

// declined reports whether a failed write was turned down, or never sent, so that it had no effect for certain.
func declined(err error) bool {
	if answer := (*APIError)(nil); errors.As(err, &answer) {
		return answer.StatusCode < 500 && answer.StatusCode != http.StatusRequestTimeout
	}
	return errors.Is(err, ErrInvalid) || errors.Is(err, ErrTokenExpired) || errors.Is(err, ErrTokenScope) || errors.Is(err, ErrRateLimited)
}

// afterLostUpdate reads the Deployment to learn what an update without a usable answer has done.
func (r *run) afterLostUpdate(ctx context.Context, cause error) error {
	lost := &LostError{Name: r.live.Name, ID: r.live.ID, Effect: EffectUnknown, Err: cause}
	if ctx.Err() != nil {
		return lost
	}
	now, sick, err := r.settle(ctx, r.live.ID)
	if err != nil {
		lost.ReadErr = err
		return lost
	}
	r.result.Deployment = now
	switch {
	case r.moved(now):
		r.result.Outcome = OutcomeUpdated
		return r.judge(now, sick, cause)
	case r.visible():
		lost.Effect = EffectNone
	}
	return lost
}

// moved reports whether the Deployment is another one than before the write, by its time or by what it is.
func (r *run) moved(now Deployment) bool {
	before, after := r.live.File(r.pools), now.File(r.pools)
	return !now.UpdatedAt.Equal(r.live.UpdatedAt) || !deployfile.Diff(before, after).Empty()
}

// visible reports whether the plan changes anything but secrets, which nobody can read back.
func (r *run) visible() bool {
	return slices.ContainsFunc(r.result.Plan.Changes, func(c deployfile.Change) bool { return !c.Secret })
}

// prove waits if that is asked for, reads the Deployment back and compares.
func (r *run) prove(ctx context.Context, id string) error {
	now, sick, err := r.settle(ctx, id)
	if err != nil {
		d := r.result.Deployment
		return &LostError{Name: d.Name, ID: id, Creation: r.result.Outcome == OutcomeCreated, Effect: EffectAccepted, ReadErr: err}
	}
	r.result.Deployment = now
	return r.judge(now, sick, nil)
}

// judge compares what was read back with what was sent, by a request that may have failed. That comes before any
// complaint about the health.
func (r *run) judge(now Deployment, sick *HealthError, cause error) error {
	r.progress(Progress{Stage: StageVerify, DeploymentID: now.ID})
	p := proof{sent: r.sent, limits: r.limits, pools: r.pools}
	if r.result.Outcome == OutcomeUpdated {
		p.before, p.plan = &r.live, &r.result.Plan
	}
	if found := p.differences(now); len(found) > 0 {
		return &MismatchError{Name: now.Name, ID: now.ID, Differences: found, Err: cause}
	}
	if sick != nil {
		return sick
	}
	return nil
}

// rest waits for a Deployment that needs no write, if that is asked for and there is anything to wait for.
func (r *run) rest(ctx context.Context) error {
	if r.conf.wait <= 0 || r.conf.dryRun || r.live.Status == DeploymentStatusHealthy || r.live.Status == DeploymentStatusHibernating {
		return nil
	}
	now, sick, err := r.settle(ctx, r.live.ID)
	if err != nil {
		return err
	}
	r.result.Deployment = now
	if sick != nil {
		return sick
	}
	return nil
}
