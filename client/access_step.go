package client

import (
	"context"
	"errors"

	"github.com/astrofile/astrofile/rbac"
)

// accessKind is how users, Teams or tokens are read and written.
type accessKind[T any] struct {
	read   func(ctx context.Context, id string) (T, error)
	alone  func(T) rbac.Access // a description of it and nobody else
	write  func(ctx context.Context, now, want T) error
	remove func(ctx context.Context, id string) error
}

// differences are what takes now to want, none if that is the same.
func (r *accessRun) differences(now, want rbac.Access) []rbac.AccessChange {
	return rbac.DiffAccess(now, want, rbac.AccessOptions{Catalogue: r.options.Catalogue, Workspaces: r.options.Workspaces}).Changes
}

// change brings one subject from live to want: it reads, writes and proves.
func change[T any](ctx context.Context, r *accessRun, k accessKind[T], path, id string, live, want T) error {
	now, err := k.read(ctx, id)
	switch {
	case errors.Is(err, ErrNotFound):
		return conflict(path, "it does not exist any more")
	case err != nil:
		return &AccessStepError{Path: path, Effect: EffectNone, Reason: "it could not be read", Err: err}
	case len(r.differences(k.alone(now), k.alone(want))) == 0:
		return nil // done already, by an earlier run or somebody else
	case len(r.differences(k.alone(now), k.alone(live))) > 0:
		return conflict(path, "somebody else has changed it since the plan was made")
	}
	r.result.Outcome = OutcomeUpdated
	failed := k.write(ctx, now, want)
	if failed != nil && ctx.Err() != nil {
		return &AccessStepError{Path: path, Effect: EffectUnknown, Reason: "it may have been changed", Err: failed}
	}
	after, err := k.read(ctx, id)
	if err != nil {
		return unread(path, failed, err)
	}
	left := r.differences(k.alone(after), k.alone(want))
	switch {
	case len(left) == 0:
		return nil
	case failed == nil:
		return &AccessStepError{Path: path, Effect: EffectAccepted, Reason: "it is not what was asked for, although the API accepted it", Differences: left}
	case len(r.differences(k.alone(after), k.alone(now))) > 0:
		return &AccessStepError{Path: path, Effect: EffectUnknown, Reason: "only a part was done", Differences: left, Err: failed}
	}
	return &AccessStepError{Path: path, Effect: EffectNone, Reason: "it is as it was", Err: failed}
}

// unread says that what came of a write could not be read.
func unread(path string, failed, err error) error {
	if failed == nil {
		return &AccessStepError{Path: path, Effect: EffectAccepted, Reason: "the change was accepted, and could not be read back", Err: err}
	}
	return &AccessStepError{Path: path, Effect: EffectUnknown, Reason: "it may have been changed, and could not be read back", Err: errors.Join(failed, err)}
}

// erase deletes one subject, if it is still the one of the plan.
func erase[T any](ctx context.Context, r *accessRun, k accessKind[T], path, id string, live T) error {
	now, err := k.read(ctx, id)
	switch {
	case errors.Is(err, ErrNotFound):
		return nil
	case err != nil:
		return &AccessStepError{Path: path, Effect: EffectNone, Reason: "it could not be read", Err: err}
	case len(r.differences(k.alone(now), k.alone(live))) > 0:
		return conflict(path, "somebody else has changed it since the plan was made")
	}
	r.result.Outcome = OutcomeUpdated
	failed := k.remove(ctx, id)
	if failed != nil && ctx.Err() != nil {
		return &AccessStepError{Path: path, Effect: EffectUnknown, Reason: "it may have been deleted", Err: failed}
	}
	switch _, err = k.read(ctx, id); {
	case errors.Is(err, ErrNotFound):
		return nil
	case err != nil:
		return unread(path, failed, err)
	case failed == nil:
		return &AccessStepError{Path: path, Effect: EffectAccepted, Reason: "it is still there, although the API accepted that it is deleted"}
	}
	return &AccessStepError{Path: path, Effect: EffectNone, Reason: "it was not deleted", Err: failed}
}
