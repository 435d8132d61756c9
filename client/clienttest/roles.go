package clienttest

import (
	"net/http"
	"slices"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/rbac"
)

type role struct {
	client.RoleWithPermission
	organization string
}

func roleHandlers() map[string]handler {
	return map[string]handler{
		"ListRoles":            listRoles,
		"GetCustomRole":        getRole,
		"CreateCustomRole":     createRole,
		"UpdateCustomRole":     updateRole,
		"DeleteCustomRole":     deleteRole,
		"ListRoleTemplates":    listRoleTemplates,
		"ListPermissionGroups": listPermissionGroups,
	}
}

func listRoles(c *call) (any, error) {
	scopes := c.query["scopeTypes"]
	items := []client.Role{}
	for r := range c.roles.all() {
		if r.organization == c.org.ID && wantsAny(scopes, string(r.ScopeType)) {
			items = append(items, r.Role)
		}
	}
	out, err := page(c, "roles", items)
	if err == nil && c.query.Get("includeDefaultRoles") == "true" {
		defaults := []client.DefaultRole{}
		for _, r := range c.defaultRoles() {
			if wantsAny(scopes, string(r.ScopeType)) {
				defaults = append(defaults, r)
			}
		}
		out["defaultRoles"] = defaults
	}
	return out, err
}

// role finds the one that the path names.
func (c *call) role(variable string) (*role, error) {
	r, ok := c.roles.get(c.id(variable))
	if !ok || r.organization != c.org.ID {
		return nil, notFound("role", c.id(variable))
	}
	return r, nil
}

// hasRoleName reports whether the Organization has a role of that name, built-in or its own.
func (c *call) hasRoleName(scope client.RoleScope, name string) bool {
	return c.catalogue(c.org).Has(rbac.Scope(scope), name)
}

func getRole(c *call) (any, error) {
	r, err := c.role("roleId")
	if err != nil {
		return nil, err
	}
	return r.RoleWithPermission, nil
}

func createRole(c *call) (any, error) {
	var in client.CreateRole
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if err := c.checkRole("", in.Name, in.RestrictedWorkspaceIDs); err != nil {
		return nil, err
	}
	r := &role{organization: c.org.ID, RoleWithPermission: client.RoleWithPermission{Permissions: in.Permissions, Role: client.Role{
		ID: c.newID("rol"), Name: in.Name, Description: in.Description, ScopeType: in.ScopeType,
		RestrictedWorkspaceIDs: notNil(in.RestrictedWorkspaceIDs),
		CreatedAt:              c.at, CreatedBy: c.profile(), UpdatedAt: c.at, UpdatedBy: c.profile(),
	}}}
	c.roles.put(r.ID, r)
	c.org.catalogue = nil
	return r.RoleWithPermission, nil
}

// updateRole replaces everything; what is omitted is empty.
func updateRole(c *call) (any, error) {
	r, err := c.role("customRoleId")
	if err != nil {
		return nil, err
	}
	var in client.UpdateRole
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if err := c.checkRole(r.ID, in.Name, in.RestrictedWorkspaceIDs); err != nil {
		return nil, err
	}
	if in.Name != r.Name {
		c.renameRole(r.Name, in.Name)
	}
	r.Name, r.Description, r.Permissions = in.Name, in.Description, in.Permissions
	r.RestrictedWorkspaceIDs = notNil(in.RestrictedWorkspaceIDs)
	r.UpdatedAt, r.UpdatedBy = c.at, c.profile()
	c.org.catalogue = nil
	return r.RoleWithPermission, nil
}

func (c *call) checkRole(id, name string, workspaceIDs []string) error {
	var bad problems
	builtIn := slices.ContainsFunc(roleScopes(), func(s rbac.Scope) bool { return rbac.Builtin().Has(s, name) })
	for r := range c.roles.all() {
		builtIn = builtIn || r.organization == c.org.ID && r.Name == name && r.ID != id
	}
	if builtIn {
		bad.add("name", "unique", "a role %q exists already", name)
	}
	for i, w := range workspaceIDs {
		if _, err := c.workspace(w); err != nil {
			bad.add("restrictedWorkspaceIds", "exists", "Workspace %q does not exist", w)
		}
		if slices.Contains(workspaceIDs[:i], w) {
			bad.add("restrictedWorkspaceIds", "unique", "Workspace %q is listed twice", w)
		}
	}
	return bad.err()
}

func deleteRole(c *call) (any, error) {
	r, err := c.role("customRoleId")
	if err != nil {
		return nil, err
	}
	if c.roleInUse(r.Name) {
		return nil, refuse(http.StatusBadRequest, "role %q is in use", r.Name)
	}
	c.roles.remove(r.ID)
	c.org.catalogue = nil
	return nil, nil
}

// holders yields every set of roles in the Organization with how to change it.
func (c *call) holders(yield func(r client.SubjectRoles, change func(client.SubjectRoles)) bool) {
	for u := range c.users.all() {
		if r, ok := u.roles[c.org.ID]; ok && !yield(r, func(r client.SubjectRoles) { u.roles[c.org.ID] = r }) {
			return
		}
	}
	for t := range c.teams.all() {
		if t.OrganizationID == c.org.ID && !yield(t.roles, func(r client.SubjectRoles) { t.roles = r }) {
			return
		}
	}
}

func (c *call) roleInUse(name string) bool {
	used := false
	c.holders(func(r client.SubjectRoles, _ func(client.SubjectRoles)) bool {
		used = slices.ContainsFunc(r.DeploymentRoles, func(d client.DeploymentRole) bool { return d.Role == name }) ||
			slices.ContainsFunc(r.DagRoles, func(d client.DagRole) bool { return d.Role == name })
		return !used
	})
	for t := range c.tokens.all() {
		used = used || t.organization == c.org.ID && slices.ContainsFunc(t.Roles, func(r client.APITokenRole) bool { return r.Role == name })
	}
	return used
}

// renameRole follows the new name wherever somebody has the role.
func (c *call) renameRole(old, name string) {
	c.holders(func(r client.SubjectRoles, change func(client.SubjectRoles)) bool {
		r.DeploymentRoles, r.DagRoles = slices.Clone(r.DeploymentRoles), slices.Clone(r.DagRoles)
		for i := range r.DeploymentRoles {
			if r.DeploymentRoles[i].Role == old {
				r.DeploymentRoles[i].Role = name
			}
		}
		for i := range r.DagRoles {
			if r.DagRoles[i].Role == old {
				r.DagRoles[i].Role = name
			}
		}
		change(r)
		return true
	})
	for t := range c.tokens.all() {
		for i := range t.Roles {
			if t.organization == c.org.ID && t.Roles[i].Role == old {
				t.Roles[i].Role = name
			}
		}
	}
}
