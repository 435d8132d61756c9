package client

import (
	"context"
	"iter"
	"net/url"
	"strconv"
	"time"
)

// Roles manages the custom roles of the client's Organization and reads what roles can be made of.
type Roles struct{ c *Client }

// RoleScope is the kind of object that a role is for. Custom roles are for Deployments or Dags.
type RoleScope string

// What roles can be for.
const (
	RoleScopeOrganization RoleScope = "ORGANIZATION"
	RoleScopeWorkspace    RoleScope = "WORKSPACE"
	RoleScopeDeployment   RoleScope = "DEPLOYMENT"
	RoleScopeDag          RoleScope = "DAG"
	RoleScopeSystem       RoleScope = "SYSTEM" // of Astronomer itself
)

// Role is a custom role as lists show it, without what it allows.
type Role struct {
	ID                     string    `json:"id"`
	Name                   string    `json:"name"`
	Description            string    `json:"description,omitempty"`
	ScopeType              RoleScope `json:"scopeType"`
	RestrictedWorkspaceIDs []string  `json:"restrictedWorkspaceIds"` // the only Workspaces it can be used in; none: all
	CreatedAt              time.Time `json:"createdAt"`
	CreatedBy              Profile   `json:"createdBy"`
	UpdatedAt              time.Time `json:"updatedAt"`
	UpdatedBy              Profile   `json:"updatedBy"`
}

func (r Role) identity() string { return r.ID }

// RoleWithPermission is a custom role and what it allows.
type RoleWithPermission struct {
	Role
	Permissions []string `json:"permissions"` // such as "deployment.get"
}

// DefaultRole is a role that every Organization has and nobody can change.
type DefaultRole struct {
	Name        string    `json:"name"`
	Description string    `json:"description,omitempty"`
	ScopeType   RoleScope `json:"scopeType"`
	Permissions []string  `json:"permissions"`
}

// RoleTemplate is a set of permissions to start a custom role from.
type RoleTemplate struct {
	Name        string    `json:"name"`
	Description string    `json:"description,omitempty"`
	ScopeType   RoleScope `json:"scopeType"`
	Permissions []string  `json:"permissions"`
}

// RoleFilter narrows [Roles.All] to roles for given kinds of objects.
type RoleFilter struct {
	ScopeTypes []RoleScope
	Sorts      []Sort // name, scopeType, description, createdAt, updatedAt
}

func (f RoleFilter) query() url.Values {
	q := url.Values{}
	addAll(q, "scopeTypes", f.ScopeTypes)
	addAll(q, "sorts", f.Sorts)
	return q
}

type rolesPage struct {
	Roles        []Role        `json:"roles"`
	DefaultRoles []DefaultRole `json:"defaultRoles,omitempty"` // the same on every page, if asked for
	page
}

func (p rolesPage) items() []Role { return p.Roles }

// All lists custom roles, page by page as the sequence is read. [Roles.Defaults] has the others.
//
//astro:operation ListRoles GET /organizations/{organizationId}/roles
func (s *Roles) All(ctx context.Context, f RoleFilter) iter.Seq2[Role, error] {
	return pages[Role, rolesPage](ctx, s.c, s.c.path("roles"), f.query())
}

// Defaults lists the roles that every Organization has, for all kinds of objects or for the given ones. It is the same
// operation of the API as [Roles.All].
func (s *Roles) Defaults(ctx context.Context, scopes ...RoleScope) ([]DefaultRole, error) {
	q := RoleFilter{ScopeTypes: scopes}.query()
	setTrue(q, "includeDefaultRoles", true)
	q.Set("limit", strconv.Itoa(1))
	p, err := get[rolesPage](ctx, s.c, s.c.path("roles"), q)
	return p.DefaultRoles, err
}

// Get reads one custom role and what it allows.
//
//astro:operation GetCustomRole GET /organizations/{organizationId}/roles/{roleId}
func (s *Roles) Get(ctx context.Context, id string) (RoleWithPermission, error) {
	return get[RoleWithPermission](ctx, s.c, s.c.path("roles", id), nil)
}

// CreateRole describes a new custom role with at least one permission.
type CreateRole struct {
	Name                   string    `json:"name"`
	Description            string    `json:"description,omitempty"`
	ScopeType              RoleScope `json:"scopeType"` // Deployment or Dag
	Permissions            []string  `json:"permissions"`
	RestrictedWorkspaceIDs []string  `json:"restrictedWorkspaceIds,omitempty"` // none: usable in all Workspaces
}

// Create makes a custom role. The API accepts permissions it does not know; [Roles.PermissionGroups] has those it does.
//
//astro:operation CreateCustomRole POST /organizations/{organizationId}/roles
func (s *Roles) Create(ctx context.Context, in CreateRole) (RoleWithPermission, error) {
	in.Permissions = list(in.Permissions)
	return post[RoleWithPermission](ctx, s.c, s.c.path("roles"), in)
}

// UpdateRole replaces everything about a custom role but the kind of object it is for. No restriction means that the
// role can be used in all Workspaces, whatever was set before.
type UpdateRole struct {
	Name                   string   `json:"name"`
	Description            string   `json:"description"`
	Permissions            []string `json:"permissions"`
	RestrictedWorkspaceIDs []string `json:"restrictedWorkspaceIds"`
}

// Update replaces a custom role; whoever has it gains and loses permissions at once.
//
//astro:operation UpdateCustomRole POST /organizations/{organizationId}/roles/{customRoleId}
func (s *Roles) Update(ctx context.Context, id string, in UpdateRole) (RoleWithPermission, error) {
	in.Permissions, in.RestrictedWorkspaceIDs = list(in.Permissions), list(in.RestrictedWorkspaceIDs)
	return post[RoleWithPermission](ctx, s.c, s.c.path("roles", id), in)
}

// Delete removes a custom role that nobody has any more.
//
//astro:operation DeleteCustomRole DELETE /organizations/{organizationId}/roles/{customRoleId}
func (s *Roles) Delete(ctx context.Context, id string) error {
	return remove(ctx, s.c, s.c.path("roles", id))
}

// Templates lists starting points for custom roles, for all kinds of objects or for the given ones.
//
//astro:operation ListRoleTemplates GET /organizations/{organizationId}/role-templates
func (s *Roles) Templates(ctx context.Context, scopes ...RoleScope) ([]RoleTemplate, error) {
	q := url.Values{}
	addAll(q, "scopeTypes", scopes)
	return get[[]RoleTemplate](ctx, s.c, s.c.path("role-templates"), q)
}

// PermissionGroup is a set of permissions that belong together in the product.
type PermissionGroup struct {
	Name        string            `json:"name"`
	Description string            `json:"description"`
	Scope       string            `json:"scope"` // such as "DEPLOYMENT"
	Permissions []PermissionEntry `json:"permissions"`
}

// PermissionEntry is one permission that a custom role can have.
type PermissionEntry struct {
	Action      string `json:"action"` // such as "deployment.deploys.create"
	Description string `json:"description"`
}

// PermissionGroups lists what custom roles for Deployments or for Dags can allow; the API answers nothing for other
// kinds of objects.
//
//astro:operation ListPermissionGroups GET /authorization/permission-groups
func (s *Roles) PermissionGroups(ctx context.Context, scope RoleScope) ([]PermissionGroup, error) {
	q := url.Values{}
	set(q, "scopeType", scope)
	return get[[]PermissionGroup](ctx, s.c, Path("authorization", "permission-groups"), q)
}
