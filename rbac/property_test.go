package rbac_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/rbac"
)

var rank = map[rbac.Outcome]int{rbac.Denied: 0, rbac.Undecided: 1, rbac.Allowed: 2}

// places are all resources of the tests' scene.
var places = []rbac.Resource{
	{}, {Workspace: "w1"}, {Workspace: "w2"}, {Workspace: "w9"},
	{Deployment: "d1"}, {Workspace: "w1", Deployment: "d1"}, {Deployment: "d2"}, {Deployment: "d3"}, {Deployment: "d9"},
	{Deployment: "d1", Dag: "g1"}, {Deployment: "d1", Dag: "g2"}, {Deployment: "d2", Dag: "g1"}, {Deployment: "d1", DagTags: []string{"g1"}},
}

func TestStrongerRolesOfAScopeLoseNothing(t *testing.T) {
	for _, s := range []rbac.Scope{rbac.ScopeOrganization, rbac.ScopeWorkspace, rbac.ScopeDag} {
		roles := rbac.Builtin().Roles(s)
		for i := range roles[1:] {
			weak, strong := holder(t, rbac.Builtin(), s, roles[i].Name), holder(t, rbac.Builtin(), s, roles[i+1].Name)
			for _, p := range allPermissions() {
				for _, r := range places {
					a, b := weak.Can(p, r), strong.Can(p, r)
					assert.LessOrEqual(t, rank[a.Outcome], rank[b.Outcome], "%s\n%s", a.Explain(), b.Explain())
				}
			}
		}
	}
}

// TestAddingARoleRemovesNothing adds each role to each other one, directly and through a Team. Roles in the Workspace of a
// Deployment role replace the accessor that comes with it; every one of them is stronger.
func TestAddingARoleRemovesNothing(t *testing.T) {
	permissions := []rbac.Permission{
		"organization.get", "org.observe.use", "organization.apiTokens.access", "workspace.get", "workspace.deployments.create",
		"ws.apitokens.manage", "deployment.get", "deployment.update", "deployment.apiTokens.create", "deployment.futures.get",
		"dag.view", "dag.edit", "dag.airflow.dag.get", "dag.airflow.dag.update",
	}
	for _, a := range allRoles() {
		for _, b := range allRoles() {
			one, more := []rbac.Grant{grant(a.Scope, a.Name)}, []rbac.Grant{grant(b.Scope, b.Name)}
			p := rbac.Principal{Organization: "o1", Grants: one, Workspaces: where}
			before, _ := rbac.Builtin().Subject(p)
			p.Grants = append(p.Grants, more...)
			direct, _ := rbac.Builtin().Subject(p)
			p.Grants, p.Teams = one, []*rbac.Team{{Name: "data", Grants: more}}
			team, _ := rbac.Builtin().Subject(p)
			for _, q := range permissions {
				for _, r := range places {
					want := rank[before.Can(q, r).Outcome]
					assert.LessOrEqual(t, want, rank[direct.Can(q, r).Outcome], "%s + %s: %s %v", a.Name, b.Name, q, r)
					assert.LessOrEqual(t, want, rank[team.Can(q, r).Outcome], "%s + team's %s: %s %v", a.Name, b.Name, q, r)
				}
			}
		}
	}
}

func TestRolesOfParentsCoverChildren(t *testing.T) {
	steps := []struct{ parent, child rbac.Resource }{
		{rbac.Resource{}, rbac.Resource{Workspace: "w1"}},
		{rbac.Resource{Workspace: "w1"}, rbac.Resource{Deployment: "d1"}},
		{rbac.Resource{Workspace: "w1"}, rbac.Resource{Workspace: "w1", Deployment: "d9"}},
		{rbac.Resource{Deployment: "d1"}, rbac.Resource{Deployment: "d1", Dag: "g1"}},
		{rbac.Resource{Deployment: "d1"}, rbac.Resource{Deployment: "d1", DagTags: []string{"a", "b"}}},
	}
	for _, role := range allRoles() {
		s := holder(t, rbac.Builtin(), role.Scope, role.Name)
		for _, p := range allPermissions() {
			for _, step := range steps {
				a, b := s.Can(p, step.parent), s.Can(p, step.child)
				if a.Reason == rbac.ReasonUnknownWorkspace {
					continue
				}
				assert.LessOrEqual(t, rank[a.Outcome], rank[b.Outcome], "%s\n%s", a.Explain(), b.Explain())
			}
		}
	}
}

// TestOwnersOwnEverythingBelow holds that whoever owns the Organization may do what any role in it may.
func TestOwnersOwnEverythingBelow(t *testing.T) {
	owner := holder(t, rbac.Builtin(), rbac.ScopeOrganization, "ORGANIZATION_OWNER")
	for _, role := range allRoles() {
		s := holder(t, rbac.Builtin(), role.Scope, role.Name)
		for _, p := range allPermissions() {
			for _, r := range places {
				if s.Can(p, r).Allowed() {
					assert.True(t, owner.Can(p, r).Allowed(), "%s has %s, the owner not: %v", role.Name, p, r)
				}
			}
		}
	}
}

func TestRolesStayWhereTheyWereGiven(t *testing.T) {
	member := holder(t, rbac.Builtin(), rbac.ScopeOrganization, "ORGANIZATION_MEMBER")
	outside := map[rbac.Scope][]rbac.Resource{
		rbac.ScopeWorkspace:  {{}, {Workspace: "w2"}, {Deployment: "d3"}, {Workspace: "w9", Deployment: "d9"}, {Deployment: "d3", Dag: "g1"}},
		rbac.ScopeDeployment: {{}, {Workspace: "w2"}, {Deployment: "d2"}, {Workspace: "w1", Deployment: "d9"}, {Deployment: "d3"}, {Deployment: "d2", Dag: "g1"}},
		rbac.ScopeDag:        {{}, {Workspace: "w2"}, {Deployment: "d2"}, {Deployment: "d2", Dag: "g1"}, {Deployment: "d3"}},
	}
	accessor := holder(t, rbac.Builtin(), rbac.ScopeWorkspace, "WORKSPACE_ACCESSOR")
	for scope, resources := range outside {
		for _, role := range rbac.Builtin().Roles(scope) {
			s := holder(t, rbac.Builtin(), scope, role.Name)
			for _, p := range allPermissions() {
				for _, r := range resources {
					want := max(rank[member.Can(p, r).Outcome], rank[accessor.Can(p, r).Outcome])
					if scope == rbac.ScopeWorkspace {
						want = rank[member.Can(p, r).Outcome]
					}
					assert.Equal(t, want, rank[s.Can(p, r).Outcome], "%s: %s %v", role.Name, p, r)
				}
			}
		}
	}
}

// TestDagRolesStayWithTheirDag is about the siblings in the same Deployment.
func TestDagRolesStayWithTheirDag(t *testing.T) {
	s := holder(t, rbac.Builtin(), rbac.ScopeDag, "DAG_AUTHOR")
	for _, p := range []rbac.Permission{"dag.view", "dag.edit", "dag.delete", "dag.airflow.dag.get"} {
		assert.Equal(t, rbac.Allowed, s.Can(p, rbac.Resource{Deployment: "d1", Dag: "g1"}).Outcome)
		assert.NotEqual(t, rbac.Allowed, s.Can(p, rbac.Resource{Deployment: "d1", Dag: "g2"}).Outcome)
		assert.NotEqual(t, rbac.Allowed, s.Can(p, rbac.Resource{Deployment: "d1", DagTags: []string{"g1"}}).Outcome, "a tag of that name")
		assert.NotEqual(t, rbac.Allowed, s.Can(p, rbac.Resource{Deployment: "d1"}).Outcome)
		assert.NotEqual(t, rbac.Allowed, s.Can(p, rbac.Resource{Dag: "g1"}).Outcome)
	}
}
