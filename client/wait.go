package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// HealthError says that a Deployment was written as asked and then did not become healthy: it is unhealthy, or the time
// to wait for it was over. The API's words are in Reason.
type HealthError struct {
	Name, ID string
	Status   DeploymentStatus // the last that was read
	Reason   string           // the API's words about it, often none
	Waited   time.Duration
	Err      error // what ended the wait or the last failure to read, nil for an unhealthy Deployment
}

// Error names the Deployment, its last status and the reason.
func (e *HealthError) Error() string {
	text := fmt.Sprintf("Deployment %s is %s after %s", quoteName(e.Name), e.Status, e.Waited.Round(time.Second))
	if e.Reason != "" {
		text += ": " + shorten(e.Reason, 500)
	}
	if e.Err != nil {
		text += fmt.Sprintf(" (%v)", e.Err)
	}
	return text + "; its configuration is what was asked for"
}

// Unwrap returns what ended the wait.
func (e *HealthError) Unwrap() error { return e.Err }

// errWait is why a wait ended that the caller's context would have allowed to go on.
var errWait = errors.New("the time to wait is over")

const (
	firstPause = time.Second
	lastPause  = 10 * time.Second
	readTries  = 3 // of what came of a write, when nobody waits for it
)

// pollPause returns how long to wait after the n-th poll, counted from 0: it grows by half, and varies by a quarter so that
// many programs do not ask in step.
func pollPause(n int) time.Duration {
	d := firstPause
	for ; n > 0 && d < lastPause; n-- {
		d += d / 2
	}
	return min(jitter(d), lastPause)
}

// over reports whether a status ends a wait.
func (s DeploymentStatus) over() bool {
	return s == DeploymentStatusHealthy || s == DeploymentStatusHibernating || s == DeploymentStatusUnhealthy
}

// passing reports whether a failed read may succeed when it is tried again.
func passing(err error) bool {
	if refused := (*APIError)(nil); errors.As(err, &refused) {
		return refused.StatusCode >= 500 || refused.StatusCode == http.StatusTooManyRequests || refused.StatusCode == http.StatusRequestTimeout
	}
	return !errors.Is(err, ErrTokenExpired) && !errors.Is(err, ErrTokenScope) && !errors.Is(err, ErrInvalid)
}

// delay returns how long to wait after the n-th poll, of which err may have come: as long as the API asks for, if it
// does.
func delay(n int, err error) time.Duration {
	d := pollPause(n)
	if refused := (*APIError)(nil); errors.As(err, &refused) {
		d = max(d, refused.RetryAfter)
	}
	return d
}

// persist tries a read a few times while it fails for reasons that pass.
func persist[T any](ctx context.Context, read func() (T, error)) (T, error) {
	for n := 0; ; n++ {
		value, err := read()
		wait := delay(n, err)
		if err == nil || !passing(err) || n+1 >= readTries || wait > lastPause || sleep(ctx, wait) != nil {
			return value, err
		}
	}
}

// ended returns why polling ended: the caller's context is over, or the wait, in which case the last failure tells more.
func ended(ctx, limited context.Context, failed error) error {
	switch {
	case failed == nil || errors.Is(failed, limited.Err()):
		return context.Cause(limited)
	case ctx.Err() != nil:
		return fmt.Errorf("%w, after %w", context.Cause(ctx), failed)
	}
	return failed
}

// settle reads a Deployment after a write, once or, with [Wait], until its status is final. The error is nil as soon as
// it could be read at all; sick says then why it is not healthy, nil if it is or nobody waits.
func (r *run) settle(ctx context.Context, id string) (d Deployment, sick *HealthError, err error) {
	if r.conf.wait <= 0 {
		d, err = persist(ctx, func() (Deployment, error) { return r.c.Deployments.Get(ctx, id) })
		return d, nil, err
	}
	started := time.Now()
	d, err = r.await(ctx, id)
	if d.ID == "" || err == nil && d.Status != DeploymentStatusUnhealthy {
		return d, nil, err
	}
	return d, &HealthError{Name: d.Name, ID: d.ID, Status: d.Status, Reason: r.c.clean(d.StatusReason), Waited: time.Since(started), Err: err}, nil
}

// await polls until the status is final. Beside an error it returns what it has read last, if anything. Failures that
// may pass do not end it.
func (r *run) await(ctx context.Context, id string) (d Deployment, err error) {
	limited, cancel := context.WithTimeoutCause(ctx, r.conf.wait, errWait)
	defer cancel()
	for n := 0; ; n++ {
		now, failed := r.c.Deployments.Get(limited, id)
		switch {
		case failed == nil:
			if now.Status != d.Status || now.StatusReason != d.StatusReason {
				r.progress(Progress{Stage: StageWait, DeploymentID: id, Status: now.Status, Reason: r.c.clean(now.StatusReason)})
			}
			if d = now; d.Status.over() {
				return d, nil
			}
		case !passing(failed):
			return d, failed
		}
		if sleep(limited, delay(n, failed)) != nil {
			return d, ended(ctx, limited, failed)
		}
	}
}
