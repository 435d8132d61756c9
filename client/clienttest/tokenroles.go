package clienttest

import (
	"fmt"
	"slices"

	"github.com/astrofile/astrofile/client"
)

// updateTokenRoles replaces all roles; exactly one is for what the token is for.
func updateTokenRoles(c *call) (any, error) {
	t, err := c.token()
	if err != nil {
		return nil, err
	}
	var in struct {
		Roles []client.APITokenRole `json:"roles"`
	}
	if err := c.read(&in); err != nil {
		return nil, err
	}
	var bad problems
	own := 0
	for i, r := range in.Roles {
		at := fmt.Sprintf("roles[%d]", i)
		if r.EntityType == client.TokenRoleEntity(t.Scope) && r.EntityID == t.entity {
			own++
		}
		c.checkTokenRole(&bad, at+".role", t.Scope, r)
		c.checkTokenRoleEntity(&bad, at, r)
	}
	if own != 1 {
		bad.add("roles", "own_role", "roles holds %d roles for the %s that the token is for, not 1", own, t.Scope)
	}
	if err := bad.err(); err != nil {
		return nil, err
	}
	for _, r := range in.Roles {
		if slices.Contains(t.Roles, r) {
			continue
		}
		if err := c.authorizeGrant(r.Grant()); err != nil {
			return nil, err
		}
	}
	t.Roles = slices.Clone(in.Roles)
	c.touchToken(t)
	return t.subjectRoles(), nil
}

// checkTokenRole refuses roles that do not exist for the kind of object, and kinds of objects above what the token is for.
func (c *call) checkTokenRole(bad *problems, at string, scope client.TokenScope, r client.APITokenRole) {
	ok, rank := false, 0
	switch r.EntityType {
	case client.TokenRoleEntityOrganization:
		ok, rank = slices.Contains(organizationRoles, client.OrganizationRole(r.Role)), 3
	case client.TokenRoleEntityWorkspace:
		ok, rank = slices.Contains(workspaceRoles, client.WorkspaceRoleName(r.Role)), 2
	case client.TokenRoleEntityDeployment:
		ok, rank = c.hasRoleName(client.RoleScopeDeployment, r.Role), 1
	default:
		ok = c.hasRoleName(client.RoleScopeDag, r.Role)
	}
	ranks := map[client.TokenScope]int{client.TokenScopeOrganization: 3, client.TokenScopeWorkspace: 2, client.TokenScopeDeployment: 1}
	switch {
	case !ok:
		bad.add(at, "oneof", "%q is no role for %s", r.Role, r.EntityType)
	case rank > ranks[scope]:
		bad.add(at, "scope", "a token for a %s cannot have a role for a %s", scope, r.EntityType)
	}
}

func (c *call) checkTokenRoleEntity(bad *problems, at string, r client.APITokenRole) {
	deployment := ""
	switch r.EntityType {
	case client.TokenRoleEntityOrganization:
		if r.EntityID != c.org.ID {
			bad.add(at+".entityId", "exists", "Organization %q is not that of the token", r.EntityID)
		}
		return
	case client.TokenRoleEntityWorkspace:
		if _, err := c.workspace(r.EntityID); err != nil {
			bad.add(at+".entityId", "exists", "Workspace %q does not exist", r.EntityID)
		}
		return
	case client.TokenRoleEntityDeployment:
		deployment = r.EntityID
	default:
		if deployment = r.DeploymentID; deployment == "" {
			bad.add(at+".deploymentId", "required_if", "%s.deploymentId is required for %s", at, r.EntityType)
			return
		}
	}
	if org, _, ok := c.deploymentScope(deployment); !ok || org != c.org.ID {
		bad.add(at+".entityId", "exists", "Deployment %q does not exist", deployment)
	}
}

// subjectRoles sorts the roles of a token into the lists that people and Teams have.
func (t *apiToken) subjectRoles() client.SubjectRoles {
	out := client.SubjectRoles{WorkspaceRoles: []client.WorkspaceRole{}, DeploymentRoles: []client.DeploymentRole{}, DagRoles: []client.DagRole{}}
	for _, r := range t.Roles {
		switch r.EntityType {
		case client.TokenRoleEntityOrganization:
			out.OrganizationRole = client.OrganizationRole(r.Role)
		case client.TokenRoleEntityWorkspace:
			out.WorkspaceRoles = append(out.WorkspaceRoles, client.WorkspaceRole{WorkspaceID: r.EntityID, Role: client.WorkspaceRoleName(r.Role)})
		case client.TokenRoleEntityDeployment:
			out.DeploymentRoles = append(out.DeploymentRoles, client.DeploymentRole{DeploymentID: r.EntityID, Role: r.Role})
		case client.TokenRoleEntityDag:
			out.DagRoles = append(out.DagRoles, client.DagRole{DeploymentID: r.DeploymentID, DagID: r.EntityID, Role: r.Role})
		case client.TokenRoleEntityDagTag:
			out.DagRoles = append(out.DagRoles, client.DagRole{DeploymentID: r.DeploymentID, DagTag: r.EntityID, Role: r.Role})
		}
	}
	return out
}
