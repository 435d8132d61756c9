package client

import (
	"maps"
	"slices"

	"github.com/astrofile/astrofile/deployfile"
)

// stale returns why an earlier plan no longer fits, nil when it does or there is none.
func (r *run) stale() error {
	then, now := r.conf.planned, &r.result.Plan
	if then == nil || now.Empty() && !now.Creation {
		return nil // there is nothing left to do
	}
	e := &StaleError{Name: now.Deployment.Name, ID: now.Deployment.ID, Planned: then.Base.UpdatedAt, Present: now.Base.UpdatedAt}
	anew := then.Creation || now.Creation
	switch {
	case then.Deployment.Name != now.Deployment.Name && (anew || then.Deployment.ID != now.Deployment.ID):
		e.Reason = "it was made for Deployment " + quoteName(then.Deployment.Name)
	case then.Creation && !now.Creation:
		e.Reason = "it was to be created, and exists by now"
	case !then.Creation && now.Creation:
		e.Reason = "it was to be updated, and does not exist any more"
	case then.Deployment.ID != now.Deployment.ID:
		e.Reason = "it was made for the Deployment with the ID " + quoteName(then.Deployment.ID)
	case then.Base.UpdatedAt != now.Base.UpdatedAt:
		e.Reason = "the Deployment was updated at " + now.Base.UpdatedAt + ", after the state that the plan starts from, " + then.Base.UpdatedAt
	case !slices.EqualFunc(then.Changes, now.Changes, sameChange) || !sameFingerprints(then, now):
		e.Reason = "the file now changes something else"
	default:
		return nil
	}
	return e
}

// sameChange compares what two changes do, not how they are told.
func sameChange(a, b deployfile.Change) bool {
	return a.Action == b.Action && a.Path == b.Path && a.Secret == b.Secret && a.Before == b.Before && a.After == b.After
}

func sameFingerprints(a, b *deployfile.Plan) bool {
	return len(a.Fingerprints) == 0 || len(b.Fingerprints) == 0 || maps.Equal(a.Fingerprints, b.Fingerprints)
}
