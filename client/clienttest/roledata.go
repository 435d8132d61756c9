package clienttest

import (
	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/rbac"
)

const deploymentAdmin = "DEPLOYMENT_ADMIN"

// roleScopes are what roles can be for, widest first.
func roleScopes() []rbac.Scope {
	return []rbac.Scope{rbac.ScopeOrganization, rbac.ScopeWorkspace, rbac.ScopeDeployment, rbac.ScopeDag}
}

// defaultRoles are the roles that every Organization has, with what is enforced: what package rbac knows, from
// documentation or by conclusion, that they allow and, unless [WithStrictRoles] refuses that, what nobody knows. A role
// of which nothing is known to be allowed, DEPLOYMENT_ACCESSOR, is not among them.
func (a *Astro) defaultRoles() []client.DefaultRole {
	type key struct {
		scope rbac.Scope
		name  string
	}
	allows := map[key][]string{}
	for f := range rbac.Builtin().Facts() {
		if k := (key{f.Scope, f.Role}); !f.Slug && (f.Answer == rbac.Allowed || f.Answer == rbac.Undecided && !a.conf.strictRoles) {
			allows[k] = append(allows[k], string(f.Permission))
		}
	}
	var out []client.DefaultRole
	for _, scope := range roleScopes() {
		for _, r := range rbac.Builtin().Roles(scope) {
			if len(r.Permissions) == 0 {
				continue
			}
			out = append(out, client.DefaultRole{Name: r.Name, ScopeType: client.RoleScope(scope), Permissions: notNil(allows[key{scope, r.Name}])})
		}
	}
	return out
}

// listRoleTemplates answers the templates that are documented. How they divide the permissions among them is a
// conclusion of package rbac.
func listRoleTemplates(c *call) (any, error) {
	out := []client.RoleTemplate{}
	for _, t := range rbac.Builtin().Templates() {
		if wantsAny(c.query["scopeTypes"], string(t.Scope)) {
			out = append(out, client.RoleTemplate{Name: t.Name, ScopeType: client.RoleScope(t.Scope), Permissions: texts(t.Permissions)})
		}
	}
	return out, nil
}

// listPermissionGroups has something to say about Deployments and Dags only: what is documented that custom roles can
// allow. Which of them Astro puts into one group is not, so that all of a scope are in one here.
func listPermissionGroups(c *call) (any, error) {
	out := []client.PermissionGroup{}
	for _, scope := range roleScopes() {
		grantable := rbac.Builtin().Grantable(scope)
		if len(grantable) == 0 || !wants(c.query.Get("scopeType"), string(scope)) {
			continue
		}
		group := client.PermissionGroup{Name: string(scope), Description: "What a role for it can allow", Scope: string(scope)}
		for _, p := range grantable {
			group.Permissions = append(group.Permissions, client.PermissionEntry{Action: string(p), Description: p.Label()})
		}
		out = append(out, group)
	}
	return out, nil
}

func texts(all []rbac.Permission) []string {
	out := make([]string, len(all))
	for i, p := range all {
		out[i] = string(p)
	}
	return out
}
