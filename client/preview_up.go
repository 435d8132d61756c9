package client

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/astrofile/astrofile/deployfile"
)

// DefaultPreviewTTL is how long a preview lives after the last [Previews.Up] or [Previews.Renew] that names no time.
const DefaultPreviewTTL = 72 * time.Hour

// StageObjects is the stage in which [Previews.Up] hands connections and variables to the preview, after all others.
const StageObjects Stage = "objects"

// PreviewOptions say what [Previews.Up] brings up. Only the key has to be given.
type PreviewOptions struct {
	Key PreviewKey
	// Template is what the preview is made from; nil: the Deployment whose ID is Key.Source.
	Template *deployfile.Deployment
	// WorkspaceID is where the preview is; "": the Workspace of the base Deployment, or the one that the template names.
	WorkspaceID string
	Label       string // in the name of the preview; "": the name of the base Deployment or in the template
	NameMax     int    // longest name that is made, see [PreviewNameOptions]
	Name        string // the name itself, in place of one that is made

	// Set changes what the template says: smaller queues, development mode, hibernation, no alert e-mails.
	Set []deployfile.Override
	// Values is where the values of secret environment variables come from; the API tells none. All of them that a new
	// preview lacks are reported together, before anything is created.
	Values  func(key string) (string, bool)
	Objects PreviewObjects

	TTL  time.Duration // from now on; 0 is [DefaultPreviewTTL]
	Wait time.Duration // until it is healthy, see [Wait]; 0 does not wait
	Keep bool          // leave a new preview that came up unhealthy, or not as asked for, to be looked at

	Preflight bool // ask first whether the token may bring up previews there, as [Client.Preflight] does

	OnProgress func(Progress) // is told the stages of an Apply, and then StageObjects
}

const (
	previewRounds = 8                      // in which a preview is looked for that another pipeline writes at the same time
	previewPause  = 500 * time.Millisecond // before the second, and longer before each later one
)

// Up brings up the preview of a key. It creates the Deployment with all it needs in one request, or updates the one that
// has the key's mark to what the base or the template says now: what these no longer have is deleted from the preview too.
// Then it hands over the connections and variables, and lists in Missing what it could not. Each call lets the preview
// live for the whole TTL again.
//
// When two calls bring up the same preview at once, both end with the same one. A new preview that turns out unhealthy or
// different from what was asked for is deleted again. After any other error it is safe to run Up again.
//
// A Deployment that has the name and not the mark is a [*PreviewError]; see [Client.Apply] for the other errors.
func (s *Previews) Up(ctx context.Context, o PreviewOptions) (*Preview, error) {
	r, err := s.c.prepareUp(ctx, o)
	if err != nil {
		return nil, err
	}
	var p *Preview
	for n := range previewRounds {
		if p, err = r.round(ctx); !mayPass(err) {
			return p, err
		}
		if ended := sleep(ctx, jitter(time.Duration(n+1)*previewPause)); ended != nil {
			return nil, fmt.Errorf("preview %s: %w", quoteName(r.name), ended)
		}
	}
	if errors.Is(err, errPreviewMoved) {
		err = fmt.Errorf("%w: others keep writing preview %s", ErrConflict, quoteName(r.name))
	}
	return p, err
}

// errPreviewMoved says that somebody else made, changed or deleted the preview between two looks.
var errPreviewMoved = errors.New("the preview was written meanwhile")

// mayPass reports whether an error may be gone at another look.
func mayPass(err error) bool {
	var several *PreviewError
	return errors.Is(err, errPreviewMoved) || errors.As(err, &several) && several.several
}

// round finds the preview and makes it what it shall be.
func (r *previewRun) round(ctx context.Context) (*Preview, error) {
	old, err := r.find(ctx)
	if err != nil {
		return nil, err
	}
	var result *Result
	if old == nil {
		result, err = r.create(ctx)
	} else {
		result, err = r.update(ctx, old)
	}
	if err != nil {
		return nil, err
	}
	p, err := r.check(result.Deployment)
	if err != nil {
		return nil, err
	}
	p.Outcome, p.Plan, p.Findings = result.Outcome, result.Plan, result.Findings
	if r.objects != nil {
		r.tell(Progress{Stage: StageObjects, Name: p.Deployment.Name, DeploymentID: p.Deployment.ID})
		if p.Missing, err = r.objects.run(ctx, p.Deployment.ID, old == nil); err != nil {
			return p, r.objectsFailed(ctx, p, err)
		}
	}
	if old != nil && old.Overdue(time.Now()) { // a sweep that saw it overdue may still have deleted it
		still, err := r.read(ctx, p.Deployment.ID)
		if err == nil && still == nil {
			err = errPreviewMoved
		}
		return p, err
	}
	return p, nil
}

// objectsFailed tells why connections and variables could not be handed over: the preview may have been deleted.
func (r *previewRun) objectsFailed(ctx context.Context, p *Preview, err error) error {
	if still, readErr := r.read(ctx, p.Deployment.ID); readErr == nil && still == nil {
		return errPreviewMoved
	}
	return fmt.Errorf("preview %s is up, but lacks connections and variables; run it again: %w", quoteName(p.Deployment.Name), err)
}

// find returns the preview if there is one. A base that was renamed since is no obstacle: the end of the name tells.
func (r *previewRun) find(ctx context.Context) (*Preview, error) {
	p, err := r.named(ctx, r.name)
	if p != nil || err != nil || r.o.Name != "" {
		return p, err
	}
	ours, _, err := r.hashed(ctx)
	if err != nil {
		return nil, err
	}
	return only(ours)
}

func (r *previewRun) tell(p Progress) {
	if r.o.OnProgress != nil {
		r.o.OnProgress(p)
	}
}
