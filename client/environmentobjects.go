package client

import (
	"context"
	"iter"
	"net/url"
)

// EnvironmentObjects manages what Astro's environment manager hands to Deployments: connections, Airflow variables,
// environment variables and exports of metrics, each kept by one Workspace or Deployment.
type EnvironmentObjects struct{ c *Client }

// EnvironmentObjectFilter narrows [EnvironmentObjects.All]. WorkspaceID or DeploymentID is needed.
type EnvironmentObjectFilter struct {
	WorkspaceID   string
	DeploymentID  string
	ObjectType    EnvironmentObjectType
	ObjectKey     string
	ShowSecrets   bool   // answer the values of secrets; the Organization may forbid it
	ResolveLinked bool   // answer what a Deployment gets, links of its Workspace included; IDs are blank then
	Sorts         []Sort // objectType, objectKey, createdAt, updatedAt
}

func (f EnvironmentObjectFilter) query() url.Values {
	q := url.Values{}
	set(q, "workspaceId", f.WorkspaceID)
	set(q, "deploymentId", f.DeploymentID)
	set(q, "objectType", f.ObjectType)
	set(q, "objectKey", f.ObjectKey)
	setTrue(q, "showSecrets", f.ShowSecrets)
	setTrue(q, "resolveLinked", f.ResolveLinked)
	addAll(q, "sorts", f.Sorts)
	return q
}

type environmentObjectsPage struct {
	EnvironmentObjects []EnvironmentObject `json:"environmentObjects"`
	page
}

func (p environmentObjectsPage) items() []EnvironmentObject { return p.EnvironmentObjects }

// All lists environment objects, page by page as the sequence is read. There is no other way to find one by its key.
//
//astro:operation ListEnvironmentObjects GET /organizations/{organizationId}/environment-objects
func (s *EnvironmentObjects) All(ctx context.Context, f EnvironmentObjectFilter) iter.Seq2[EnvironmentObject, error] {
	return pages[EnvironmentObject, environmentObjectsPage](ctx, s.c, s.c.path("environment-objects"), f.query())
}

// Get reads one environment object by its ID; its secrets are empty, SetFields tells which of them have a value.
//
//astro:operation GetEnvironmentObject GET /organizations/{organizationId}/environment-objects/{environmentObjectId}
func (s *EnvironmentObjects) Get(ctx context.Context, id string) (EnvironmentObject, error) {
	return get[EnvironmentObject](ctx, s.c, s.c.path("environment-objects", id), nil)
}

// Create makes an environment object and returns its ID. A key that the scope already has for this type is an
// [ErrConflict].
//
//astro:operation CreateEnvironmentObject POST /organizations/{organizationId}/environment-objects
func (s *EnvironmentObjects) Create(ctx context.Context, in CreateEnvironmentObject) (id string, err error) {
	out, err := post[createdEnvironmentObject](ctx, s.c, s.c.path("environment-objects"), in)
	return out.ID, err
}

// Update changes an environment object; see [UpdateEnvironmentObject] for what absent parts mean.
//
//astro:operation UpdateEnvironmentObject POST /organizations/{organizationId}/environment-objects/{environmentObjectId}
func (s *EnvironmentObjects) Update(ctx context.Context, id string, in UpdateEnvironmentObject) (EnvironmentObject, error) {
	return post[EnvironmentObject](ctx, s.c, s.c.path("environment-objects", id), in)
}

// Delete removes an environment object from everything it is linked to.
//
//astro:operation DeleteEnvironmentObject DELETE /organizations/{organizationId}/environment-objects/{environmentObjectId}
func (s *EnvironmentObjects) Delete(ctx context.Context, id string) error {
	return remove(ctx, s.c, s.c.path("environment-objects", id))
}

// ExcludeLinking keeps an object that its Workspace links to all Deployments out of one of them.
//
//astro:operation ExcludeLinkingEnvironmentObject POST /organizations/{organizationId}/environment-objects/{environmentObjectId}/exclude-linking
func (s *EnvironmentObjects) ExcludeLinking(ctx context.Context, id, deploymentID string) error {
	in := EnvironmentObjectExcludeLink{Scope: EnvironmentObjectScopeDeployment, ScopeEntityID: deploymentID}
	return send(ctx, s.c, s.c.path("environment-objects", id, "exclude-linking"), in)
}
