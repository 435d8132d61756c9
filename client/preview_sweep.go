package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"
)

const (
	defaultSweepMax   = 20
	defaultSweepGrace = 10 * time.Minute
)

// SweepOptions say what [Previews.Sweep] may do. The zero value deletes nothing.
type SweepOptions struct {
	WorkspaceIDs []string      // at least one; previews elsewhere are not looked for
	Delete       bool          // without it the report says what would be deleted
	Max          int           // most deletions of one run; 0 is 20
	Grace        time.Duration // how long a preview has to be overdue; 0 is 10 minutes, by which clocks may differ
	Now          time.Time     // without Delete: look from another time than the present
}

// SweepOutcome says what has become of a preview that is overdue.
type SweepOutcome string

// The outcomes.
const (
	SweepOverdue SweepOutcome = "overdue" // it would be deleted, had Delete been set
	SweepDeleted SweepOutcome = "deleted"
	SweepSkipped SweepOutcome = "skipped" // it stays, Reason says why
	SweepFailed  SweepOutcome = "failed"  // Err says why
)

// SweepResult is what has become of one preview.
type SweepResult struct {
	Preview Preview
	Outcome SweepOutcome
	Reason  string
	Err     error
}

// SweepReport is what [Previews.Sweep] found.
type SweepReport struct {
	Results []SweepResult // what is overdue, longest first, then marks that cannot be read
	Alive   int           // previews whose time is not over, or by less than the grace
}

// Err returns the failures, one a line, or nil.
func (r *SweepReport) Err() error {
	var all []error
	for _, it := range r.Results {
		if it.Err != nil {
			all = append(all, fmt.Errorf("preview %s is not deleted: %w", quoteName(it.Preview.Deployment.Name), it.Err))
		}
	}
	return errors.Join(all...)
}

// Sweep deletes the previews whose time is over, when Delete is set, and reports on all that are overdue. Each one is read
// again right before: if its mark is gone or was renewed, it stays. Deployments without the mark are never touched, and a
// mark that cannot be read is reported and left alone.
//
// What fails for one preview does not keep the others. The error is that of the report, or what ended the sweep early; the
// report then holds what was done before.
func (s *Previews) Sweep(ctx context.Context, o SweepOptions) (*SweepReport, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	report := &SweepReport{}
	for _, id := range slices.Compact(slices.Sorted(slices.Values(o.WorkspaceIDs))) {
		if err := s.overdue(ctx, id, o.Now.Add(-o.Grace), report); err != nil {
			return report, err
		}
	}
	slices.SortFunc(report.Results, func(a, b SweepResult) int {
		return cmp.Or(cmp.Compare(a.Outcome, b.Outcome), a.Preview.Expires.Compare(b.Preview.Expires),
			cmp.Compare(a.Preview.Deployment.ID, b.Preview.Deployment.ID))
	})
	if !o.Delete {
		return report, nil
	}
	tried := 0
	for i := range report.Results {
		it := &report.Results[i]
		switch {
		case it.Outcome != SweepOverdue:
		case ctx.Err() != nil:
			return report, fmt.Errorf("the sweep ended before preview %s: %w", quoteName(it.Preview.Deployment.Name), ctx.Err())
		case tried == o.Max:
			it.Outcome, it.Reason = SweepSkipped, fmt.Sprintf("%d were deleted in this run, which is the most allowed", o.Max)
		default:
			s.sweep(ctx, it, o.Grace)
			if it.Outcome != SweepSkipped { // one that failed may have been deleted
				tried++
			}
		}
	}
	return report, report.Err()
}

func (o *SweepOptions) check() error {
	switch {
	case len(o.WorkspaceIDs) == 0 || slices.Contains(o.WorkspaceIDs, ""):
		return fmt.Errorf("%w: nothing says in which Workspaces to sweep", ErrInvalid)
	case o.Max < 0 || o.Grace < 0:
		return fmt.Errorf("%w: a sweep cannot delete %d previews after %s", ErrInvalid, o.Max, o.Grace)
	case o.Delete && !o.Now.IsZero():
		return fmt.Errorf("%w: a sweep from another time than the present cannot delete", ErrInvalid)
	}
	o.Max, o.Grace = cmp.Or(o.Max, defaultSweepMax), cmp.Or(o.Grace, defaultSweepGrace)
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	return nil
}

// overdue adds the previews of a Workspace that were overdue at the time.
func (s *Previews) overdue(ctx context.Context, workspaceID string, at time.Time, report *SweepReport) error {
	for p, err := range s.All(ctx, workspaceID) {
		var unreadable *PreviewError
		switch {
		case errors.As(err, &unreadable):
			report.Results = append(report.Results, SweepResult{Preview: p, Outcome: SweepSkipped, Reason: unreadable.Reason})
		case err != nil:
			return err
		case p.Overdue(at):
			report.Results = append(report.Results, SweepResult{Preview: p, Outcome: SweepOverdue})
		default:
			report.Alive++
		}
	}
	return nil
}

// sweep deletes a preview if it still is what it was, soon after looking.
func (s *Previews) sweep(ctx context.Context, it *SweepResult, grace time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, cleanupTime)
	defer cancel()
	listed := it.Preview.Deployment
	now, err := previewSearch{c: s.c, workspaceID: listed.WorkspaceID}.read(ctx, listed.ID)
	var other *PreviewError
	switch {
	case errors.As(err, &other):
		it.Outcome, it.Reason = SweepSkipped, "it "+other.Reason
	case err != nil:
		it.Outcome, it.Err = SweepFailed, err
	case now == nil:
		it.Outcome, it.Reason = SweepSkipped, "it is gone already"
	case !now.Overdue(time.Now().Add(-grace)):
		it.Preview, it.Outcome, it.Reason = *now, SweepSkipped, "it was renewed meanwhile"
	default:
		it.Outcome = SweepDeleted
		if err := s.c.deleteDeployment(ctx, listed.ID); err != nil {
			it.Outcome, it.Err = SweepFailed, err
		}
	}
}

// All lists the previews of a Workspace. A mark that cannot be read is a [*PreviewError] beside a preview of which only
// the Deployment is known; the sequence goes on after it, and ends after any other error.
func (s *Previews) All(ctx context.Context, workspaceID string) iter.Seq2[Preview, error] {
	return func(yield func(Preview, error) bool) {
		if workspaceID == "" {
			yield(Preview{}, fmt.Errorf("%w: nothing says in which Workspace to look for previews", ErrInvalid))
			return
		}
		for d, err := range s.c.Deployments.All(ctx, DeploymentFilter{WorkspaceIDs: []string{workspaceID}}) {
			if err != nil {
				yield(Preview{}, err)
				return
			}
			p, marked, err := previewOf(d)
			if !marked || d.WorkspaceID != workspaceID {
				continue
			}
			if err != nil {
				err = notPreview(d, "has a mark that cannot be read: %v", err)
			}
			if !yield(p, err) {
				return
			}
		}
	}
}
