package rbac_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/rbac"
)

// codes returns what the warnings are about, in their order.
func codes(warnings []rbac.Warning) (all []rbac.WarningCode) {
	for _, w := range warnings {
		all = append(all, w.Code)
	}
	return all
}

func TestCustomRoles(t *testing.T) {
	deployer := rbac.Role{Name: "deployer", Scope: rbac.ScopeDeployment, Permissions: []rbac.Permission{
		"deployment.get", "deployment.deploys.create", "deployment.airflow.dag.get", "deployment.get",
	}}
	c, warnings := rbac.Builtin().With(deployer)
	require.Empty(t, warnings)
	assert.True(t, c.Has(rbac.ScopeDeployment, "deployer"))
	assert.False(t, rbac.Builtin().Has(rbac.ScopeDeployment, "deployer"), "the catalogue it was made from stays as it was")
	s := holder(t, c, rbac.ScopeDeployment, "deployer")
	tests := []struct {
		permission rbac.Permission
		outcome    rbac.Outcome
		confidence rbac.Confidence
	}{
		{"deployment.deploys.create", rbac.Allowed, rbac.Reported},
		{"deployment.deploys.update", rbac.Denied, rbac.Derived}, // by the accessor of the Workspace that comes along
		{"deployment.futures.get", rbac.Undecided, rbac.Unknown}, // the member of the Organization that comes along
		{"dag.view", rbac.Allowed, rbac.Derived},
		{"dag.airflow.dag.get", rbac.Allowed, rbac.Derived},
		{"dag.edit", rbac.Denied, rbac.Derived},
		{"workspace.get", rbac.Allowed, rbac.Documented},
		{"ws.code.deploy", rbac.Denied, rbac.Derived},
		{"organization.clusters.get", rbac.Allowed, rbac.Derived},
	}
	for _, tt := range tests {
		d := s.Can(tt.permission, rbac.Resource{Deployment: "d1"})
		assert.Equal(t, tt.outcome, d.Outcome, d.Explain())
		assert.Equal(t, tt.confidence, d.Confidence, d.Explain())
	}
	var listed []rbac.Permission
	for _, r := range c.Roles(rbac.ScopeDeployment) {
		if r.Name == "deployer" {
			listed = r.Permissions
		}
	}
	assert.Equal(t, []rbac.Permission{"deployment.airflow.dag.get", "deployment.deploys.create", "deployment.get"}, listed)
}

func TestReportedRolesOverruleTheTable(t *testing.T) {
	c, warnings := rbac.Builtin().With(
		rbac.Role{Name: "WORKSPACE_MEMBER", Scope: rbac.ScopeWorkspace, Permissions: []rbac.Permission{"deployment.update", "deployment.futures.get"}},
		rbac.Role{Name: "DEPLOYMENT_ACCESSOR", Scope: rbac.ScopeDeployment, Permissions: []rbac.Permission{"deployment.get"}},
	)
	assert.Equal(t, []rbac.WarningCode{rbac.UnknownPermission}, codes(warnings))
	in := rbac.Resource{Workspace: "w1", Deployment: "d1"}
	member := holder(t, c, rbac.ScopeWorkspace, "WORKSPACE_MEMBER")
	d := member.Can("deployment.update", in)
	assert.Equal(t, rbac.Allowed, d.Outcome, "the table says no")
	assert.Equal(t, rbac.Reported, d.Confidence)
	assert.Equal(t, rbac.Denied, member.Can("deployment.get", in).Outcome, "the table says yes")
	assert.Equal(t, rbac.Allowed, member.Can("deployment.futures.get", in).Outcome)
	assert.Equal(t, rbac.Allowed, member.Can("ws.deployments.view", in).Outcome, "the API has no such names, so the table counts")
	assert.Equal(t, rbac.Denied, member.Can("ws.apitokens.manage", in).Outcome)
	assert.Equal(t, rbac.Denied, member.Can("dag.edit", in).Outcome)

	accessor := holder(t, c, rbac.ScopeDeployment, "DEPLOYMENT_ACCESSOR")
	assert.Equal(t, rbac.Allowed, accessor.Can("deployment.get", in).Outcome)
	assert.Equal(t, rbac.Denied, accessor.Can("deployment.update", in).Outcome, "no longer unknown")

	owner := holder(t, c, rbac.ScopeWorkspace, "WORKSPACE_OWNER")
	d = owner.Can("deployment.futures.get", in)
	assert.Equal(t, rbac.Undecided, d.Outcome, "its role comes from the table, which is older than the permission")
	assert.Equal(t, rbac.ReasonUnknownPermission, d.Reason)

	assert.Equal(t, "WORKSPACE_MEMBER", c.Roles(rbac.ScopeWorkspace)[1].Name)
	assert.Len(t, c.Roles(rbac.ScopeWorkspace), 5)
}

func TestWithWarns(t *testing.T) {
	role := func(name string, s rbac.Scope, p ...rbac.Permission) rbac.Role {
		return rbac.Role{Name: name, Scope: s, Permissions: p}
	}
	tests := []struct {
		name  string
		roles []rbac.Role
		want  []rbac.WarningCode
		has   bool // a DEPLOYMENT role r
	}{
		{"good", []rbac.Role{role("r", rbac.ScopeDeployment, "deployment.get", "dag.airflow.dag.get")}, nil, true},
		{"nothing", []rbac.Role{role("r", rbac.ScopeDeployment)}, nil, true},
		{"new", []rbac.Role{role("r", rbac.ScopeDeployment, "deployment.hitl.get", "deployment.hitl.get")}, []rbac.WarningCode{rbac.UnknownPermission}, true},
		{"malformed", []rbac.Role{role("r", rbac.ScopeDeployment, "", "deployment", "deployment.", "deployment.x.look", "deployment.X.get", "\xff", "*")}, []rbac.WarningCode{
			rbac.MalformedPermission, rbac.MalformedPermission, rbac.MalformedPermission, rbac.MalformedPermission,
			rbac.MalformedPermission, rbac.MalformedPermission, rbac.MalformedPermission,
		}, true},
		{"ours", []rbac.Role{role("r", rbac.ScopeDeployment, "ws.code.deploy", "dag.view", "dag.delete")}, []rbac.WarningCode{rbac.MalformedPermission, rbac.MalformedPermission}, true},
		{"wider", []rbac.Role{role("r", rbac.ScopeDeployment, "workspace.delete")}, []rbac.WarningCode{rbac.ForeignPermission}, true},
		{"twice", []rbac.Role{role("r", rbac.ScopeDeployment, "deployment.get"), role("r", rbac.ScopeDeployment, "deployment.delete")}, []rbac.WarningCode{rbac.DuplicateRole}, true},
		{"no name", []rbac.Role{role("", rbac.ScopeDeployment)}, []rbac.WarningCode{rbac.UnusableRole}, false},
		{"list", []rbac.Role{role("(grantable to custom role)", rbac.ScopeDeployment)}, []rbac.WarningCode{rbac.UnusableRole}, false},
		{"scope", []rbac.Role{role("r", "SYSTEM"), role("r", ""), role("r", rbac.ScopeAPCDeployment)}, []rbac.WarningCode{
			rbac.UnknownRoleScope, rbac.UnknownRoleScope, rbac.UnknownRoleScope,
		}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, warnings := rbac.Builtin().With(tt.roles...)
			assert.Equal(t, tt.want, codes(warnings))
			assert.Equal(t, tt.has, c.Has(rbac.ScopeDeployment, "r"))
			if tt.has {
				s := holder(t, c, rbac.ScopeDeployment, "r")
				assert.False(t, s.Can("workspace.delete", place(rbac.ScopeDeployment)).Allowed())
				assert.False(t, s.Can("deployment.delete", place(rbac.ScopeDeployment)).Allowed())
			}
			for _, w := range warnings {
				assert.True(t, strings.HasPrefix(w.String(), "role ") && strings.HasSuffix(w.String(), "("+string(w.Code)+")"), w.String())
			}
		})
	}
	_, warnings := rbac.Builtin().With(role(strings.Repeat("r", 1000), "SYSTEM"))
	assert.Less(t, len(warnings[0].Message), 200)
}

func TestWithAgain(t *testing.T) {
	role := rbac.Role{Name: "r", Scope: rbac.ScopeDeployment, Permissions: []rbac.Permission{"deployment.hitl.get"}}
	one, _ := rbac.Builtin().With(role)
	role.Permissions = []rbac.Permission{"deployment.hitl.update"}
	two, warnings := one.With(role)
	assert.Equal(t, []rbac.WarningCode{rbac.UnknownPermission}, codes(warnings))
	assert.False(t, one.Knows("deployment.hitl.update"))
	at := place(rbac.ScopeDeployment)
	assert.True(t, holder(t, one, rbac.ScopeDeployment, "r").Can("deployment.hitl.get", at).Allowed())
	assert.True(t, holder(t, two, rbac.ScopeDeployment, "r").Can("deployment.hitl.update", at).Allowed())
	assert.False(t, holder(t, two, rbac.ScopeDeployment, "r").Can("deployment.hitl.get", at).Allowed())
	assert.Len(t, two.Roles(rbac.ScopeDeployment), 3)

	empty, warnings := new(rbac.Catalogue).With(role)
	assert.Len(t, warnings, 1)
	assert.True(t, empty.Has(rbac.ScopeDeployment, "r"))
}

func TestRestrictedRoles(t *testing.T) {
	c, _ := rbac.Builtin().With(rbac.Role{
		Name: "r", Scope: rbac.ScopeDeployment, Permissions: []rbac.Permission{"deployment.get"}, Workspaces: []string{"w2", "w1"},
	})
	for d, allowed := range map[string]bool{"d1": true, "d3": true, "d4": false} {
		in := map[string]string{"d1": "w1", "d3": "w2", "d4": "w4"}
		s, warnings := c.Subject(rbac.Principal{Grants: []rbac.Grant{{Role: "r", Scope: rbac.ScopeDeployment, ID: d}}, Workspaces: in})
		assert.Equal(t, allowed, s.Can("deployment.get", rbac.Resource{Deployment: d}).Allowed(), d)
		assert.Equal(t, allowed, len(warnings) == 0)
	}
}

func TestPermissionsOfTheGrammar(t *testing.T) {
	for p, valid := range map[rbac.Permission]bool{
		"deployment.get": true, "dag.airflow.dagRun.create": true, "organization.apiTokens.access": true,
		"workspace.deployments.create": true, "deployment.apiTokens.rotate": true,
		"": false, ".": false, "deployment": false, "deployment.": false, "deployment..get": false, "deployment.get.": false,
		"deployment.x1.get": false, "deployment.x_y.get": false, "deployment.Xy.get": false, "deployment.xy.read": false,
		"cluster.xy.get": false, "Deployment.get": false, " deployment.get": false, "deployment.get\n": false, "deployment.é.get": false,
	} {
		assert.Equal(t, valid, p.Valid(), string(p))
	}
	assert.Equal(t, rbac.ScopeWorkspace, rbac.Permission("ws.code.deploy").Scope())
	assert.Equal(t, rbac.ScopeDag, rbac.Permission("dag.view").Scope())
	assert.Empty(t, rbac.Permission("cluster.get").Scope())
	assert.Empty(t, rbac.Permission("cluster.get").Label())
}

func TestEveryMachinePermissionIsOfTheGrammar(t *testing.T) {
	for f := range rbac.Builtin().Facts() {
		assert.Equal(t, !f.Slug || f.Permission == "dag.delete", f.Permission.Valid(), f.Permission)
		assert.NotEmpty(t, f.Permission.Scope(), f.Permission)
	}
}
