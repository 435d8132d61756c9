package client

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/astrofile/astrofile/deployfile"
)

// cleanupTime is how long it may take to delete what a failed creation has left, or what is overdue.
const cleanupTime = 30 * time.Second

// conf agrees to everything: a preview is there to be changed.
func (r *previewRun) conf(mode deployfile.Mode) applyConfig {
	return applyConfig{
		mode: mode, wait: r.o.Wait, progress: r.o.OnProgress, allowDelete: true,
		allowImpacts: []deployfile.Impact{deployfile.ImpactQueueReplaced, deployfile.ImpactDataLoss, deployfile.ImpactIrreversible},
		secrets:      deployfile.SecretOptions{Strict: true},
	}
}

// create makes the preview. Of two that are made at once, the later one is deleted by the call that made it, which then
// finds the other one.
func (r *previewRun) create(ctx context.Context) (*Result, error) {
	want, err := r.instantiate(r.name, deployfile.ModeCreate)
	if err != nil {
		return nil, err
	}
	result, err := r.c.apply(ctx, newDirectory(r.c), Target{WorkspaceID: r.workspaceID}, want, r.conf(deployfile.ModeCreate))
	switch {
	case err == nil:
		return result, nil
	case errors.Is(err, ErrConflict) || errors.Is(err, ErrInvalid): // perhaps because the name is taken by now
		if p, findErr := r.named(ctx, r.name); mayPass(findErr) || findErr == nil && p != nil {
			return nil, errPreviewMoved
		}
	case result.Outcome == OutcomeCreated && result.Deployment.ID != "" && failedForGood(err):
		return nil, r.takeBack(ctx, result.Deployment, err)
	}
	return nil, err
}

// failedForGood reports whether a new Deployment is there and cannot become what was asked for.
func failedForGood(err error) bool {
	if health, ok := errors.AsType[*HealthError](err); ok {
		return health.Status == DeploymentStatusUnhealthy
	}
	return errors.As(err, new(*MismatchError))
}

// takeBack deletes what this call has created, unless another one has taken it over since.
func (r *previewRun) takeBack(ctx context.Context, made Deployment, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanupTime)
	defer cancel()
	overtaken, err := r.overtaken(ctx, made)
	switch {
	case overtaken:
		return errPreviewMoved
	case r.o.Keep:
		return cause
	case err == nil:
		err = r.c.deleteDeployment(ctx, made.ID)
	}
	if err != nil {
		return fmt.Errorf("%w; deleting the preview %s failed too: %w", cause, made.ID, err)
	}
	return fmt.Errorf("%w; the preview has been deleted again", cause)
}

// overtaken reports whether another call has written or deleted the preview since this one wrote it: each writes the end
// of its own time to live. It looks at what was read back and at what is there now.
func (r *previewRun) overtaken(ctx context.Context, back Deployment) (bool, error) {
	if p, err := r.check(back); err == nil && !p.Expires.Equal(r.expires) {
		return true, nil
	}
	p, err := r.read(ctx, back.ID)
	if err != nil {
		return false, err
	}
	return p == nil || !p.Expires.Equal(r.expires), nil
}

// update makes the preview what the template says now. It keeps its name, which may have the label of another time.
func (r *previewRun) update(ctx context.Context, old *Preview) (*Result, error) {
	want, err := r.instantiate(old.Deployment.Name, deployfile.ModeUpdate)
	if err != nil {
		return nil, err
	}
	conf := r.conf(deployfile.ModeUpdate)
	conf.secrets.Expose = exposed(old.Deployment, want)
	result, err := r.c.apply(ctx, newDirectory(r.c), Target{ID: old.Deployment.ID}, want, conf)
	switch {
	case errors.Is(err, ErrNotFound):
		if p, readErr := r.read(ctx, old.Deployment.ID); readErr == nil && p == nil {
			return nil, errPreviewMoved
		}
	case errors.As(err, new(*MismatchError)):
		if overtaken, readErr := r.overtaken(ctx, result.Deployment); readErr == nil && overtaken {
			return nil, errPreviewMoved
		}
	}
	return result, err
}

// exposed returns the keys of secrets that the template has made plain variables since.
func exposed(live Deployment, want deployfile.Deployment) []string {
	plain := map[string]bool{}
	for _, v := range want.EnvironmentVariables {
		plain[v.Key] = !v.IsSecret && v.Value != nil
	}
	var keys []string
	for _, v := range live.EnvironmentVariables {
		if v.IsSecret && plain[v.Key] {
			keys = append(keys, v.Key)
		}
	}
	return keys
}
