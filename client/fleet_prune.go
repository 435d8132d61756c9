package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// prune finds the Deployments of the fleet that no file describes, and deletes them unless this is a plan.
func (f *fleet) prune(ctx context.Context) {
	if !f.o.Prune {
		return
	}
	orphans, err := f.orphans(ctx)
	if err != nil {
		f.report.PruneErr = fmt.Errorf("nothing is pruned: %w", err)
		return
	}
	f.report.Orphans = orphans
	if !f.write || slices.ContainsFunc(f.jobs, func(job fleetJob) bool { return job.conf.dryRun }) {
		return
	}
	for i := range orphans {
		orphan := &orphans[i]
		orphan.Err = f.deleteOrphan(ctx, orphan.Deployment)
		orphan.Deleted = orphan.Err == nil
	}
}

// orphans looks into the Workspaces of the files. A file that failed could be the one of a Deployment that looks like an
// orphan, so there are no orphans beside it.
func (f *fleet) orphans(ctx context.Context) ([]FleetOrphan, error) {
	if len(f.jobs) == 0 {
		return nil, errors.New("without files every Deployment with the label would go")
	}
	if failed := f.report.Counts().Failed; failed > 0 {
		return nil, fmt.Errorf("%d of %d files failed, and a Deployment of theirs may look as if it had none", failed, len(f.jobs))
	}
	described, workspaces := map[string]bool{}, map[string]bool{}
	for i := range f.jobs {
		d := &f.jobs[i].result.Result.Deployment
		described[d.ID], workspaces[d.WorkspaceID] = true, true
	}
	delete(workspaces, "")
	var orphans []FleetOrphan
	for id := range maps.Keys(workspaces) {
		byName, err := f.dir.deploymentsIn(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, same := range byName {
			for _, d := range same {
				if !described[d.ID] && f.owns(d) {
					orphans = append(orphans, FleetOrphan{Deployment: d})
				}
			}
		}
	}
	slices.SortFunc(orphans, func(a, b FleetOrphan) int {
		return cmp.Or(cmp.Compare(a.Deployment.WorkspaceName, b.Deployment.WorkspaceName),
			cmp.Compare(a.Deployment.Name, b.Deployment.Name), cmp.Compare(a.Deployment.ID, b.Deployment.ID))
	})
	return orphans, nil
}

// owns reports whether a Deployment carries exactly the mark of the fleet.
func (f *fleet) owns(d Deployment) bool {
	mark, _, ok := findMark(d.Description, fleetMark)
	return ok && mark == f.mark()
}

// deleteOrphan deletes a Deployment that still is what it was when it was listed. One that is gone is as good as deleted.
func (f *fleet) deleteOrphan(ctx context.Context, listed Deployment) error {
	d, err := f.c.Deployments.Get(ctx, listed.ID)
	switch {
	case errors.Is(err, ErrNotFound):
		return nil
	case err != nil:
		return err
	case !f.owns(d) || d.Name != listed.Name || d.WorkspaceID != listed.WorkspaceID:
		return fmt.Errorf("%w: it has changed since it was listed", ErrConflict)
	}
	return f.c.deleteDeployment(ctx, d.ID)
}
