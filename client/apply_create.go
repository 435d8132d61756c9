package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/rbac"
)

// exists refuses to touch a Deployment that is there already.
func (r *run) exists(s search, listed Deployment) error {
	if s.id != "" {
		return &TargetError{Kind: "Deployment", Name: s.id, kind: ErrInvalid,
			Reason: fmt.Sprintf("the Deployment with the ID %s was only to be created, and an ID is that of one that exists", quoteName(s.id))}
	}
	name := listed.Name
	r.result.Deployment = listed
	return &TargetError{Kind: "Deployment", Name: name, Candidates: candidates([]Deployment{listed}), kind: ErrConflict,
		Reason: fmt.Sprintf("Deployment %s exists already (%s), and it was only to be created", quoteName(name), listed.ID)}
}

// create makes a Deployment that does not exist.
func (r *run) create(ctx context.Context, s search) error {
	if s.name != r.want.Configuration.Name { // it was to be renamed
		return s.missing()
	}
	workspace, err := r.readForCreation(ctx, s)
	if err != nil {
		return err
	}
	switch says := r.want.Configuration.WorkspaceName; says {
	case "":
		r.want.Configuration.WorkspaceName = workspace.Name
	case workspace.Name:
	default:
		return otherWorkspace(says, workspace)
	}
	r.result.Deployment = Deployment{Name: s.name, WorkspaceID: workspace.ID, WorkspaceName: workspace.Name}
	if err = r.plan(deployfile.Deployment{}); err != nil {
		return err
	}
	r.noteEnforcement(workspace)
	at, err := r.place(ctx, workspace)
	if err != nil {
		return err
	}
	r.progress(Progress{Stage: StagePlan, Plan: &r.result.Plan})
	if err = r.refuse(); err != nil || len(r.result.Plan.Blocked) > 0 {
		return err
	}
	if err = r.preflight(ctx, rbac.JobApplyCreate, "CreateDeployment", rbac.Resource{Workspace: workspace.ID}); err != nil {
		return err
	}
	in, err := createRequest(r.sent, at, r.limits)
	if err != nil {
		return err
	}
	if r.conf.dryRun {
		r.result.Outcome = OutcomeCreated
		return nil
	}
	return r.sendCreation(ctx, at, in)
}

// noteEnforcement says in the plan that a file which is silent about CI/CD enforcement turns off what its Workspace turns
// on: an update would, so a creation does too.
func (r *run) noteEnforcement(w Workspace) {
	if !w.CICDEnforcedDefault || r.want.Configuration.CICDEnforcement != nil {
		return
	}
	r.result.Plan.Notes = append(r.result.Plan.Notes, deployfile.Note{
		Code: deployfile.CodeOmittedResets, Path: pathConfiguration.Field("ci_cd_enforcement"),
		Message: "ci_cd_enforcement is not in the file and will be off, although Workspace " + quoteName(w.Name) + " turns it on for new Deployments",
		Hint:    "write ci_cd_enforcement: true",
	})
}

// readForCreation reads names and limits at the same time, and returns the Workspace that is meant.
func (r *run) readForCreation(ctx context.Context, s search) (Workspace, error) {
	r.progress(Progress{Stage: StageRead})
	var workspace Workspace
	g, groupCtx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		workspace, err = r.dir.workspace(groupCtx, s)
		return err
	})
	g.Go(func() error { return r.readFacts(groupCtx, s) })
	return workspace, g.Wait()
}

// place finds what the names in the file stand for.
func (r *run) place(ctx context.Context, w Workspace) (place, error) {
	at := place{workspaceID: w.ID}
	c := &r.want.Configuration
	if kind, _ := c.DeploymentType.Canonical(); c.ClusterName == "" || kind == deployfile.KindStandard {
		return at, nil
	}
	cluster, err := r.dir.clusterCalled(ctx, c.ClusterName)
	if err != nil {
		return at, err
	}
	at.cluster, r.pools = cluster, cluster.NodePools
	return at, nil
}

// sendCreation sends the one request that a creation takes, and sees what comes of it. It is never sent again: what
// became of it is found out by the name.
func (r *run) sendCreation(ctx context.Context, at place, in CreateDeployment) error {
	r.progress(Progress{Stage: StageWrite})
	answer, err := r.c.Deployments.Create(ctx, in)
	switch {
	case err == nil:
		r.result.Outcome, r.result.Deployment = OutcomeCreated, answer
		return r.afterCreation(ctx, at, answer)
	case errors.Is(err, ErrInvalid) || errors.Is(err, ErrConflict):
		return r.afterRefusedCreation(ctx, at, err)
	case declined(err):
		return err
	}
	return r.afterLostCreation(ctx, at, err)
}

// afterCreation makes sure that nobody has made another Deployment of the name at the same time: the one that was
// created later goes, by the hand of whoever made it.
func (r *run) afterCreation(ctx context.Context, at place, made Deployment) error {
	all, err := persist(ctx, func() ([]Deployment, error) { return r.c.deploymentsNamed(ctx, at.workspaceID, made.Name) })
	if err != nil {
		return &LostError{Name: made.Name, ID: made.ID, Creation: true, Effect: EffectAccepted, ReadErr: err}
	}
	first := made
	for _, d := range all {
		if later(first, d) {
			first = d
		}
	}
	if first.ID == made.ID {
		if err = r.prove(ctx, made.ID); err != nil || len(all) == 1 {
			return err
		}
		return r.outlast(ctx, at, made)
	}
	conflict := &TargetError{Kind: "Deployment", Name: made.Name, kind: ErrConflict, Candidates: candidates([]Deployment{first})}
	if err = r.c.deleteDeployment(ctx, made.ID); err != nil {
		conflict.err = err
		conflict.Reason = fmt.Sprintf("somebody else created Deployment %s (%s) at the same time, and the later one (%s), which this call made, could not be deleted: %v",
			quoteName(made.Name), first.ID, made.ID, err)
		return conflict
	}
	r.result.Outcome, r.result.Deployment, conflict.Again = "", first, true
	conflict.Reason = fmt.Sprintf("somebody else created Deployment %s (%s) at the same time: the later one, which this call made, was deleted again; run it again to update the other",
		quoteName(made.Name), first.ID)
	return conflict
}

// outlast waits for the others to take back the Deployments of the name that they have made later, and says so when one
// stays: it may have been made by a request of this call that arrived twice.
func (r *run) outlast(ctx context.Context, at place, made Deployment) error {
	var others []Deployment
	for n := range readTries {
		all, err := r.c.deploymentsNamed(ctx, at.workspaceID, made.Name)
		others = selected(all, func(d *Deployment) bool { return d.ID != made.ID })
		if err == nil && len(others) == 0 {
			return nil
		}
		if sleep(ctx, pollPause(n)) != nil {
			break
		}
	}
	e := &TargetError{Kind: "Deployment", Name: made.Name, kind: ErrConflict, Candidates: candidates(others)}
	e.Reason = fmt.Sprintf("Deployment %s (%s) was created, and another one of the name at the same time, which is still there", quoteName(made.Name), made.ID)
	if len(others) > 0 {
		e.Reason += fmt.Sprintf(" (%s); look at it and delete it", others[0].ID)
	}
	return e
}

// later reports whether a was created after b.
func later(a, b Deployment) bool {
	return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID)) > 0
}

// afterRefusedCreation looks whether it was refused because somebody else has just created a Deployment of the name.
func (r *run) afterRefusedCreation(ctx context.Context, at place, cause error) error {
	all, err := r.c.deploymentsNamed(ctx, at.workspaceID, r.sent.Configuration.Name)
	if err != nil || len(all) == 0 {
		return cause
	}
	r.result.Deployment = all[0]
	return &TargetError{Kind: "Deployment", Name: all[0].Name, Candidates: candidates(all), Again: true, kind: ErrConflict, err: cause,
		Reason: fmt.Sprintf("the creation of Deployment %s was refused because there is one by now (%s), made by somebody else or by a request that arrived twice; run it again to update it",
			quoteName(all[0].Name), all[0].ID)}
}

// afterLostCreation looks by name for the Deployment that a request without a usable answer may have made. The first
// look may come too early, so there are a few.
func (r *run) afterLostCreation(ctx context.Context, at place, cause error) error {
	lost := &LostError{Name: r.sent.Configuration.Name, Creation: true, Effect: EffectUnknown, Err: cause}
	for n := range readTries {
		if n > 0 && sleep(ctx, pollPause(n-1)) != nil || ctx.Err() != nil {
			return lost
		}
		all, err := r.c.deploymentsNamed(ctx, at.workspaceID, lost.Name)
		lost.ReadErr = err
		if err == nil && len(all) > 0 {
			return r.adopt(ctx, lost, all)
		}
	}
	if lost.ReadErr == nil {
		lost.Effect = EffectNone
	}
	return lost
}

// adopt takes the one Deployment of the name for what this call has made, if it can be, and proves that it is as asked
// for.
func (r *run) adopt(ctx context.Context, lost *LostError, all []Deployment) error {
	mine := slices.DeleteFunc(slices.Clone(all), func(d Deployment) bool { return !r.c.mayHaveMade(d) })
	if len(all) > 1 || len(mine) == 0 {
		r.result.Deployment = all[0]
		return &TargetError{Kind: "Deployment", Name: lost.Name, Candidates: candidates(all), kind: ErrConflict, err: lost.Err,
			Reason: fmt.Sprintf("the answer to the creation of Deployment %s was lost, and somebody else has created one of the name (%s); look at it, then run it again",
				quoteName(lost.Name), all[0].ID)}
	}
	r.result.Outcome, r.result.Deployment = OutcomeCreated, mine[0]
	return r.prove(ctx, mine[0].ID)
}

// mayHaveMade reports whether the client's token may be what a Deployment was created with.
func (c *Client) mayHaveMade(d Deployment) bool {
	return c.facts == nil || c.facts.ID == "" || d.CreatedBy.ID == "" || d.CreatedBy.ID == c.facts.ID
}
