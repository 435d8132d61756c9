package client

import (
	"context"
	"iter"
	"net/url"
	"time"
)

// Workspaces manages the Workspaces of the client's Organization.
type Workspaces struct{ c *Client }

// Workspace groups Deployments and the people who work on them. The defaults say where a Deployment goes that names no
// place: either a cloud with a region, or a cluster.
type Workspace struct {
	ID                   string        `json:"id"`
	Name                 string        `json:"name"`
	Description          string        `json:"description,omitempty"`
	OrganizationID       string        `json:"organizationId"`
	OrganizationName     string        `json:"organizationName,omitempty"`
	CICDEnforcedDefault  bool          `json:"cicdEnforcedDefault"` // new Deployments accept code from API tokens only
	DefaultCloudProvider CloudProvider `json:"defaultCloudProvider,omitempty"`
	DefaultRegion        string        `json:"defaultRegion,omitempty"`
	DefaultClusterID     string        `json:"defaultClusterId,omitempty"`
	CreatedAt            time.Time     `json:"createdAt"`
	CreatedBy            *Profile      `json:"createdBy,omitempty"`
	UpdatedAt            time.Time     `json:"updatedAt"`
	UpdatedBy            *Profile      `json:"updatedBy,omitempty"`
}

func (w Workspace) identity() string { return w.ID }

// WorkspaceFilter narrows [Workspaces.All]; its zero value lists every Workspace the token can see.
type WorkspaceFilter struct {
	IDs   []string
	Names []string
	Sorts []Sort // name, createdAt, updatedAt
}

func (f WorkspaceFilter) query() url.Values {
	q := url.Values{}
	addAll(q, "workspaceIds", f.IDs)
	addAll(q, "names", f.Names)
	addAll(q, "sorts", f.Sorts)
	return q
}

type workspacesPage struct {
	Workspaces []Workspace `json:"workspaces"`
	page
}

func (p workspacesPage) items() []Workspace { return p.Workspaces }

// All lists Workspaces, page by page as the sequence is read.
//
//astro:operation ListWorkspaces GET /organizations/{organizationId}/workspaces
func (s *Workspaces) All(ctx context.Context, f WorkspaceFilter) iter.Seq2[Workspace, error] {
	return pages[Workspace, workspacesPage](ctx, s.c, s.c.path("workspaces"), f.query())
}

// Get reads one Workspace by its ID.
//
//astro:operation GetWorkspace GET /organizations/{organizationId}/workspaces/{workspaceId}
func (s *Workspaces) Get(ctx context.Context, id string) (Workspace, error) {
	return get[Workspace](ctx, s.c, s.c.path("workspaces", id), nil)
}

// CreateWorkspace describes a new Workspace. Of the defaults either the cloud together with the region may be given, or
// the cluster.
type CreateWorkspace struct {
	Name                 string        `json:"name"` // at most 50 characters
	Description          string        `json:"description,omitempty"`
	CICDEnforcedDefault  bool          `json:"cicdEnforcedDefault,omitempty"`
	DefaultCloudProvider CloudProvider `json:"defaultCloudProvider,omitempty"`
	DefaultRegion        string        `json:"defaultRegion,omitempty"`
	DefaultClusterID     string        `json:"defaultClusterId,omitempty"`
}

// Create makes a Workspace and its creator the owner. Repeating it makes a second one.
//
//astro:operation CreateWorkspace POST /organizations/{organizationId}/workspaces
func (s *Workspaces) Create(ctx context.Context, in CreateWorkspace) (Workspace, error) {
	return post[Workspace](ctx, s.c, s.c.path("workspaces"), in)
}

// UpdateWorkspace replaces name, description and the CI/CD default; defaults of placement that are empty stay as they
// are.
type UpdateWorkspace struct {
	Name                 string        `json:"name"` // at most 50 characters
	Description          string        `json:"description"`
	CICDEnforcedDefault  bool          `json:"cicdEnforcedDefault"`
	DefaultCloudProvider CloudProvider `json:"defaultCloudProvider,omitempty"`
	DefaultRegion        string        `json:"defaultRegion,omitempty"`
	DefaultClusterID     string        `json:"defaultClusterId,omitempty"`
}

// Update replaces the settings of a Workspace and returns it as it is then. Its Deployments do not change.
//
//astro:operation UpdateWorkspace POST /organizations/{organizationId}/workspaces/{workspaceId}
func (s *Workspaces) Update(ctx context.Context, id string, in UpdateWorkspace) (Workspace, error) {
	return post[Workspace](ctx, s.c, s.c.path("workspaces", id), in)
}

// Delete removes a Workspace with its tokens, environment objects and roles; the API refuses while it has Deployments.
//
//astro:operation DeleteWorkspace DELETE /organizations/{organizationId}/workspaces/{workspaceId}
func (s *Workspaces) Delete(ctx context.Context, id string) error {
	return remove(ctx, s.c, s.c.path("workspaces", id))
}
