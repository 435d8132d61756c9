package client

import (
	"context"
	"fmt"
	"iter"
	"net/url"
)

// Deployments reads and changes the Deployments of the client's Organization.
type Deployments struct{ c *Client }

// DeploymentFilter narrows a list of Deployments. A field at its zero value does not narrow; several values of one
// field widen it again.
type DeploymentFilter struct {
	IDs          []string
	Names        []string
	WorkspaceIDs []string
	Sorts        []Sort // name, createdAt, updatedAt
}

func (f DeploymentFilter) query() url.Values {
	q := url.Values{}
	addAll(q, "deploymentIds", f.IDs)
	addAll(q, "names", f.Names)
	addAll(q, "workspaceIds", f.WorkspaceIDs)
	addAll(q, "sorts", f.Sorts)
	return q
}

type deploymentsPage struct {
	Deployments []Deployment `json:"deployments"`
	page
}

func (p deploymentsPage) items() []Deployment { return p.Deployments }

func (d Deployment) identity() string { return d.ID }

// All lists the Deployments that the filter lets through, page by page as the loop goes on. Whether a list carries
// environment variables is not documented: use [Deployments.Get] before reading them.
//
//astro:operation ListDeployments GET /organizations/{organizationId}/deployments
func (s *Deployments) All(ctx context.Context, filter DeploymentFilter) iter.Seq2[Deployment, error] {
	return pages[Deployment, deploymentsPage](ctx, s.c, s.c.path("deployments"), filter.query())
}

// Get reads one Deployment in full.
//
//astro:operation GetDeployment GET /organizations/{organizationId}/deployments/{deploymentId}
func (s *Deployments) Get(ctx context.Context, id string) (Deployment, error) {
	return get[Deployment](ctx, s.c, s.c.path("deployments", id), nil)
}

// Create makes a Deployment and returns it while it is still being set up, with status CREATING. Sending the same
// request twice makes two Deployments: after a lost answer, look for the name before trying again.
//
//astro:operation CreateDeployment POST /organizations/{organizationId}/deployments
func (s *Deployments) Create(ctx context.Context, in CreateDeployment) (Deployment, error) {
	if absent(in) {
		return Deployment{}, fmt.Errorf("%w: nothing says which Deployment to create", ErrInvalid)
	}
	return post[Deployment](ctx, s.c, s.c.path("deployments"), in)
}

// Update replaces the configuration of a Deployment; see [UpdateDeploymentBase] for what is kept. Environment
// variables that are nil are refused without a call.
//
//astro:operation UpdateDeployment POST /organizations/{organizationId}/deployments/{deploymentId}
func (s *Deployments) Update(ctx context.Context, id string, in UpdateDeployment) (Deployment, error) {
	if absent(in) {
		return Deployment{}, fmt.Errorf("%w: nothing says how to change Deployment %q", ErrInvalid, id)
	}
	if err := in.check(); err != nil {
		return Deployment{}, err
	}
	return post[Deployment](ctx, s.c, s.c.path("deployments", id), in)
}

// Delete removes a Deployment with everything in it, at once and for good.
//
//astro:operation DeleteDeployment DELETE /organizations/{organizationId}/deployments/{deploymentId}
func (s *Deployments) Delete(ctx context.Context, id string) error {
	return remove(ctx, s.c, s.c.path("deployments", id))
}
