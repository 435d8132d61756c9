package client

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"
)

// readFacts reads what the rules of limits and names need. What the token may not see stays unknown.
func (r *run) readFacts(ctx context.Context, g *errgroup.Group, s search) {
	g.Go(func() error {
		options, err := r.dir.options(ctx, optionsFilter(r.want))
		if err == nil {
			r.limits = limitsOf(options)
		}
		return unlessForbidden(err)
	})
	g.Go(func() (err error) {
		r.names, err = r.dir.names(ctx, r.want, s)
		return err
	})
}

// unlessForbidden forgets that a token may not see something.
func unlessForbidden(err error) error {
	if errors.Is(err, ErrForbidden) {
		return nil
	}
	return err
}

// notThere turns the API's word that there is no such Deployment into that of a search.
func notThere(err error, listed Deployment) error {
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	e := &TargetError{Kind: "Deployment", Name: listed.ID, kind: ErrNotFound, err: err,
		Reason: fmt.Sprintf("there is no Deployment with the ID %s, or the token does not see it", quoteName(listed.ID))}
	if listed.Name != "" {
		e.Name, e.Reason = listed.Name, fmt.Sprintf("Deployment %s (%s) was deleted while it was looked at", quoteName(listed.Name), listed.ID)
	}
	return e
}
