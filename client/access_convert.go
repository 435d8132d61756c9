package client

import "github.com/astrofile/astrofile/rbac"

// access returns the roles in the form of package rbac.
func (r SubjectRoles) access() rbac.AccessRoles {
	out := rbac.AccessRoles{OrganizationRole: string(r.OrganizationRole)}
	for _, w := range r.WorkspaceRoles {
		out.WorkspaceRoles = append(out.WorkspaceRoles, rbac.WorkspaceRole{WorkspaceID: w.WorkspaceID, Role: string(w.Role)})
	}
	for _, d := range r.DeploymentRoles {
		out.DeploymentRoles = append(out.DeploymentRoles, rbac.DeploymentRole(d))
	}
	for _, d := range r.DagRoles {
		out.DagRoles = append(out.DagRoles, rbac.DagRole(d))
	}
	return out
}

// subjectRoles returns all roles of a person or Team, as requests carry them: with every list.
func subjectRoles(a rbac.AccessRoles) SubjectRoles {
	r := SubjectRoles{OrganizationRole: OrganizationRole(a.OrganizationRole)}
	for _, w := range a.WorkspaceRoles {
		r.WorkspaceRoles = append(r.WorkspaceRoles, WorkspaceRole{WorkspaceID: w.WorkspaceID, Role: WorkspaceRoleName(w.Role)})
	}
	for _, d := range a.DeploymentRoles {
		r.DeploymentRoles = append(r.DeploymentRoles, DeploymentRole(d))
	}
	for _, d := range a.DagRoles {
		r.DagRoles = append(r.DagRoles, DagRole(d))
	}
	return r.complete()
}

func (u User) access() rbac.UserAccess {
	return rbac.UserAccess{
		ID: u.ID, Email: u.Username, Pending: u.Status != "" && u.Status != UserStatusActive, AccessRoles: u.Roles().access(),
	}
}

func (t Team) access() rbac.TeamAccess {
	return rbac.TeamAccess{
		ID: t.ID, Name: t.Name, Description: described(t.Description), IDPManaged: t.IsIDPManaged, Members: []string{},
		AccessRoles: t.Roles().access(),
	}
}

func (t APIToken) access() rbac.TokenAccess {
	out := rbac.TokenAccess{
		ID: t.ID, Name: t.Name, Description: described(t.Description), Scope: rbac.Scope(t.Scope), ExpiryDays: t.ExpiryPeriodInDays,
	}
	for _, r := range t.Roles {
		if t.Scope != TokenScopeOrganization && string(r.EntityType) == string(t.Scope) {
			out.EntityID = r.EntityID
		}
		switch r.EntityType {
		case TokenRoleEntityOrganization:
			out.OrganizationRole = r.Role
		case TokenRoleEntityWorkspace:
			out.WorkspaceRoles = append(out.WorkspaceRoles, rbac.WorkspaceRole{WorkspaceID: r.EntityID, Role: r.Role})
		case TokenRoleEntityDeployment:
			out.DeploymentRoles = append(out.DeploymentRoles, rbac.DeploymentRole{DeploymentID: r.EntityID, Role: r.Role})
		case TokenRoleEntityDag:
			out.DagRoles = append(out.DagRoles, rbac.DagRole{DeploymentID: r.DeploymentID, DagID: r.EntityID, Role: r.Role})
		case TokenRoleEntityDagTag:
			out.DagRoles = append(out.DagRoles, rbac.DagRole{DeploymentID: r.DeploymentID, DagTag: r.EntityID, Role: r.Role})
		}
	}
	return out
}

// tokenRoles returns all roles of a token as requests carry them, in one list.
func (c *Client) tokenRoles(a rbac.AccessRoles) []APITokenRole {
	var all []APITokenRole
	for _, g := range a.Grants() {
		r := APITokenRole{EntityType: TokenRoleEntity(g.Scope), EntityID: g.ID, DeploymentID: g.Deployment, Role: g.Role}
		switch {
		case g.Scope == rbac.ScopeOrganization:
			r.EntityID = c.organization
		case g.Tag:
			r.EntityType = TokenRoleEntityDagTag
		}
		all = append(all, r)
	}
	return all
}

// ownRole is the role of a token for what it is made for.
func ownRole(t rbac.TokenAccess) string {
	for _, g := range t.Grants() {
		if g.Scope == t.Scope && (g.ID == t.EntityID || g.Scope == rbac.ScopeOrganization) {
			return g.Role
		}
	}
	return ""
}

// described returns a description, nil for none.
func described(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
