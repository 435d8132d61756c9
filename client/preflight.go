package client

import (
	"context"
	"errors"

	"github.com/astrofile/astrofile/rbac"
)

// Intent is something that a program is about to do: an operation of the API by its ID, or a whole [rbac.Job], and what
// it acts on.
type Intent struct {
	Operation string
	Resource  rbac.Resource // an empty Organization is the client's
}

// Preflight asks before the first call whether the client's token may do all of it. It reads the roles of the token or
// person, and what those allow in this Organization, as far as it may (two requests, a few more with custom roles), and
// returns a [*PreflightError] for what cannot work:
//
//	err := c.Preflight(ctx, client.Intent{
//		Operation: string(rbac.JobDeployImage), Resource: rbac.Resource{Deployment: id},
//	})
//
// A job counts with all of its operations, also those that it calls at times only; name the operations to ask for less.
// What nobody can tell beforehand is not refused: a token that may not read its own roles is refused only what no role
// could allow it. A token that has expired is an [ErrTokenExpired], one that is not a JSON Web Token an error too.
func (c *Client) Preflight(ctx context.Context, intents ...Intent) error {
	who, err := c.Identify(ctx)
	if err != nil {
		return err
	}
	decisions := make([]rbac.Decision, len(intents))
	for i, in := range intents {
		if decisions[i], err = c.foresee(ctx, who, in); err != nil {
			return err
		}
	}
	return who.refusal(decisions)
}

// foresee decides, and reads the Deployment when the answer depends on it: on where it is, or on whether it lets people
// deploy.
func (c *Client) foresee(ctx context.Context, who *Identity, in Intent) (rbac.Decision, error) {
	d := who.Decide(in)
	kind := deployKind(in.Operation)
	person := kind != "" && who.Principal.Kind == rbac.KindPerson
	if in.Resource.Deployment == "" || d.Outcome == rbac.Denied || d.Reason != rbac.ReasonUnknownWorkspace && !person {
		return d, nil
	}
	live, err := c.Deployments.Get(ctx, in.Resource.Deployment)
	switch {
	case errors.Is(err, ErrForbidden) || errors.Is(err, ErrNotFound):
		return d, nil
	case err != nil:
		return d, err
	}
	in.Resource.Workspace = live.WorkspaceID
	if !person {
		return who.Decide(in), nil
	}
	return who.settle(rbac.MayDeploy(who.subject, kind, who.at(in.Resource), live.IsCICDEnforced)), nil
}

// deployKind returns the kind of deploy that a job is, "" for anything else.
func deployKind(operation string) rbac.DeployKind {
	for _, kind := range []rbac.DeployKind{rbac.DeployImage, rbac.DeployDags, rbac.DeployBundle, rbac.DeployRollback} {
		if string(kind.Job()) == operation {
			return kind
		}
	}
	return ""
}

// preflight refuses a write that the token may not make, if that is asked for. All that is read for it has been read.
func (r *run) preflight(ctx context.Context, job rbac.Job, write string, at rbac.Resource) error {
	if !r.conf.preflight {
		return nil
	}
	who, err := r.dir.identity(ctx)
	if err != nil {
		return err
	}
	return who.refuse(job, who.Decide(Intent{write, at}))
}

// refuse is the error of a job when one of its steps is denied: what to grant is for all of it.
func (i *Identity) refuse(job rbac.Job, steps ...rbac.Decision) error {
	for _, d := range steps {
		if d.Outcome == rbac.Denied {
			d.Operation = string(job)
			return i.refusal([]rbac.Decision{d})
		}
	}
	return nil
}

// identity is who the client acts as, read once.
func (d *directory) identity(ctx context.Context) (*Identity, error) {
	return d.principal.get(ctx, d.c.path("roles"), struct{}{}, func() (*Identity, error) { return d.c.Identify(ctx) })
}

// preflight refuses a preview that the token may not bring up, if that is asked for.
func (r *previewRun) preflight(ctx context.Context) error {
	if !r.o.Preflight {
		return nil
	}
	who, err := r.c.Identify(ctx)
	if err != nil {
		return err
	}
	at := rbac.Resource{Workspace: r.workspaceID} // connections and variables that it may not hand over are missing, no error
	return who.refuse(rbac.JobPreviewUp, who.Decide(Intent{"CreateDeployment", at}), who.Decide(Intent{"UpdateDeployment", at}))
}
