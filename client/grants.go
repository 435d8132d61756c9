package client

import (
	"cmp"

	"github.com/astrofile/astrofile/rbac"
)

// Grants returns the roles in the form that package rbac judges. The Organization is the one that the role in the
// Organization is for.
func (r SubjectRoles) Grants(organizationID string) []rbac.Grant {
	all := make([]rbac.Grant, 0, 1+len(r.WorkspaceRoles)+len(r.DeploymentRoles)+len(r.DagRoles))
	if r.OrganizationRole != "" {
		all = append(all, rbac.Grant{Role: string(r.OrganizationRole), Scope: rbac.ScopeOrganization, ID: organizationID})
	}
	for _, w := range r.WorkspaceRoles {
		all = append(all, rbac.Grant{Role: string(w.Role), Scope: rbac.ScopeWorkspace, ID: w.WorkspaceID})
	}
	for _, d := range r.DeploymentRoles {
		all = append(all, rbac.Grant{Role: d.Role, Scope: rbac.ScopeDeployment, ID: d.DeploymentID})
	}
	for _, d := range r.DagRoles {
		all = append(all, rbac.Grant{
			Role: d.Role, Scope: rbac.ScopeDag, ID: cmp.Or(d.DagID, d.DagTag), Deployment: d.DeploymentID, Tag: d.DagID == "",
		})
	}
	return all
}

// Grant returns the role in the form that package rbac judges.
func (r APITokenRole) Grant() rbac.Grant {
	g := rbac.Grant{Role: r.Role, Scope: rbac.Scope(r.EntityType), ID: r.EntityID}
	switch r.EntityType {
	case TokenRoleEntityDag, TokenRoleEntityDagTag:
		g.Scope, g.Deployment, g.Tag = rbac.ScopeDag, r.DeploymentID, r.EntityType == TokenRoleEntityDagTag
	}
	return g
}

// Grant returns the role in the form that package rbac judges.
func (r SelfUserRole) Grant() rbac.Grant {
	g := rbac.Grant{Role: r.Role, Scope: rbac.Scope(r.Scope.Type), ID: r.Scope.EntityID}
	if r.Scope.Type == string(RoleScopeDag) || r.Scope.Type == string(TokenRoleEntityDagTag) {
		g.Scope, g.Deployment = rbac.ScopeDag, r.Scope.DeploymentID
		if g.Tag = r.Scope.DagTag != ""; g.Tag {
			g.ID = r.Scope.DagTag
		}
	}
	return g
}
