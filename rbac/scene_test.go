package rbac_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/rbac"
)

// The objects of the tests: Deployments d1 and d2 in Workspace w1, d3 in w2.
var where = map[string]string{"d1": "w1", "d2": "w1", "d3": "w2"}

var scopes = []rbac.Scope{rbac.ScopeOrganization, rbac.ScopeWorkspace, rbac.ScopeDeployment, rbac.ScopeDag}

// place is what the tests' roles are given for.
func place(s rbac.Scope) rbac.Resource {
	r := rbac.Resource{Organization: "o1"}
	switch s {
	case rbac.ScopeWorkspace, rbac.ScopeAPCWorkspace:
		r.Workspace = "w1"
	case rbac.ScopeDeployment, rbac.ScopeAPCDeployment:
		r.Workspace, r.Deployment = "w1", "d1"
	case rbac.ScopeDag:
		r.Workspace, r.Deployment, r.Dag = "w1", "d1", "g1"
	}
	return r
}

// grant gives a role for [place].
func grant(s rbac.Scope, role string) rbac.Grant {
	g, r := rbac.Grant{Role: role, Scope: s}, place(s)
	switch {
	case r.Dag != "":
		g.ID, g.Deployment = r.Dag, r.Deployment
	case r.Deployment != "":
		g.ID = r.Deployment
	default:
		g.ID = r.Workspace
	}
	return g
}

// holder is somebody with one role. For a Dag that comes with one for its Deployment, as Astro wants it.
func holder(t testing.TB, c *rbac.Catalogue, s rbac.Scope, role string) *rbac.Subject {
	t.Helper()
	p := rbac.Principal{Name: "ann", Organization: "o1", Grants: []rbac.Grant{grant(s, role)}, Workspaces: where}
	if s == rbac.ScopeDag {
		p.Grants = append(p.Grants, grant(rbac.ScopeDeployment, "DEPLOYMENT_ACCESSOR"))
	}
	return subject(t, c, p)
}

// subject expects no warnings.
func subject(t testing.TB, c *rbac.Catalogue, p rbac.Principal) *rbac.Subject {
	t.Helper()
	s, warnings := c.Subject(p)
	require.Empty(t, warnings)
	return s
}

// allRoles are the built-in ones with their scopes, widest scope first.
func allRoles() (all []rbac.Role) {
	for _, s := range scopes {
		all = append(all, rbac.Builtin().Roles(s)...)
	}
	return all
}

// allPermissions are those of the table, and one that is newer.
func allPermissions() []rbac.Permission {
	seen := map[rbac.Permission]bool{}
	all := []rbac.Permission{"deployment.futures.get", "dag.futures.get", "organization.futures.get"}
	for f := range rbac.Builtin().Facts() {
		if !seen[f.Permission] {
			seen[f.Permission] = true
			all = append(all, f.Permission)
		}
	}
	return all
}
