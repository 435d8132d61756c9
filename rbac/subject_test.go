package rbac_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/rbac"
)

func TestNobodyMayNothing(t *testing.T) {
	var none *rbac.Subject
	zero, _ := rbac.Builtin().Subject(rbac.Principal{})
	empty, _ := new(rbac.Catalogue).Subject(rbac.Principal{Grants: []rbac.Grant{grant(rbac.ScopeWorkspace, "WORKSPACE_OWNER")}})
	for _, s := range []*rbac.Subject{none, {}, zero, empty} {
		for _, p := range []rbac.Permission{"organization.get", "deployment.get", "organization.apiTokens.access", "deployment.futures.get"} {
			d := s.Can(p, place(rbac.ScopeDeployment))
			assert.Equal(t, rbac.Denied, d.Outcome)
			assert.NotEmpty(t, d.Explain())
		}
		for _, o := range []string{"GetSelfUser", "GetDeployment"} {
			assert.Equal(t, rbac.Denied, s.CanCall(o, rbac.Resource{}).Outcome, o)
		}
		assert.Equal(t, rbac.Undecided, s.CanCall("MakeCoffee", rbac.Resource{}).Outcome)
	}
}

func TestGrantsThatDoNotCount(t *testing.T) {
	const w, d, o, g = rbac.ScopeWorkspace, rbac.ScopeDeployment, rbac.ScopeOrganization, rbac.ScopeDag
	deploymentToken := &rbac.TokenFacts{Scope: d, ID: "d1"}
	workspaceToken := &rbac.TokenFacts{Scope: w, ID: "w1"}
	tests := []struct {
		name  string
		grant rbac.Grant
		token *rbac.TokenFacts
		want  rbac.WarningCode
	}{
		{"role", rbac.Grant{Role: "WORKSPACE_KING", Scope: w, ID: "w1"}, nil, rbac.UnknownRole},
		{"case", rbac.Grant{Role: "workspace_owner", Scope: w, ID: "w1"}, nil, rbac.UnknownRole},
		{"role of another scope", rbac.Grant{Role: "WORKSPACE_OWNER", Scope: d, ID: "d1"}, nil, rbac.UnknownRole},
		{"role of Astro Private Cloud", rbac.Grant{Role: "APC:WORKSPACE_ADMIN", Scope: w, ID: "w1"}, nil, rbac.UnknownRole},
		{"template", rbac.Grant{Role: "template:Deployment_Operator", Scope: d, ID: "d1"}, nil, rbac.UnknownRole},
		{"recipe", rbac.Grant{Role: "recipe:cli-deploy-token(docs)", Scope: d, ID: "d1"}, nil, rbac.UnknownRole},
		{"scope", rbac.Grant{Role: "WORKSPACE_OWNER", Scope: "CLUSTER", ID: "w1"}, nil, rbac.UnknownScope},
		{"no scope", rbac.Grant{Role: "WORKSPACE_OWNER", ID: "w1"}, nil, rbac.UnknownScope},
		{"scope of Astro Private Cloud", rbac.Grant{Role: "APC:WORKSPACE_ADMIN", Scope: rbac.ScopeAPCWorkspace, ID: "w1"}, nil, rbac.UnknownScope},
		{"no Workspace", rbac.Grant{Role: "WORKSPACE_OWNER", Scope: w}, nil, rbac.MissingID},
		{"no Deployment", rbac.Grant{Role: "DEPLOYMENT_ADMIN", Scope: d}, nil, rbac.MissingID},
		{"Dag of nothing", rbac.Grant{Role: "DAG_AUTHOR", Scope: g, ID: "g1"}, nil, rbac.MissingID},
		{"other Organization", rbac.Grant{Role: "ORGANIZATION_OWNER", Scope: o, ID: "o2"}, nil, rbac.OtherOrganization},
		{"Deployment token with the Organization", rbac.Grant{Role: "ORGANIZATION_OWNER", Scope: o}, deploymentToken, rbac.BeyondToken},
		{"Deployment token with its Workspace", rbac.Grant{Role: "WORKSPACE_OWNER", Scope: w, ID: "w1"}, deploymentToken, rbac.BeyondToken},
		{"Deployment token with a sibling", rbac.Grant{Role: "DEPLOYMENT_ADMIN", Scope: d, ID: "d2"}, deploymentToken, rbac.BeyondToken},
		{"Deployment token with a sibling's Dag", rbac.Grant{Role: "DAG_AUTHOR", Scope: g, ID: "g1", Deployment: "d2"}, deploymentToken, rbac.BeyondToken},
		{"Workspace token with the Organization", rbac.Grant{Role: "ORGANIZATION_OWNER", Scope: o}, workspaceToken, rbac.BeyondToken},
		{"Workspace token with another", rbac.Grant{Role: "WORKSPACE_OWNER", Scope: w, ID: "w2"}, workspaceToken, rbac.BeyondToken},
		{"Workspace token with a Deployment of another", rbac.Grant{Role: "DEPLOYMENT_ADMIN", Scope: d, ID: "d3"}, workspaceToken, rbac.BeyondToken},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, warnings := rbac.Builtin().Subject(rbac.Principal{
				Organization: "o1", Grants: []rbac.Grant{tt.grant}, Token: tt.token, Workspaces: where,
			})
			assert.Equal(t, []rbac.WarningCode{tt.want}, codes(warnings))
			for _, p := range allPermissions() {
				for _, r := range places {
					assert.Equal(t, rbac.Denied, s.Can(p, r).Outcome, "%s %v", p, r)
				}
			}
			reason := s.Can("deployment.get", rbac.Resource{}).Reason
			assert.Equal(t, tt.want == rbac.UnknownRole, reason == rbac.ReasonUnknownRole, reason)
		})
	}
}

func TestOneOrganization(t *testing.T) {
	owner := func(id string) rbac.Grant {
		return rbac.Grant{Role: "ORGANIZATION_OWNER", Scope: rbac.ScopeOrganization, ID: id}
	}
	s := subject(t, rbac.Builtin(), rbac.Principal{Grants: []rbac.Grant{owner("o1")}})
	assert.True(t, s.Can("organization.get", rbac.Resource{Organization: "o1"}).Allowed())
	assert.Equal(t, rbac.ReasonOtherOrganization, s.Can("organization.get", rbac.Resource{Organization: "o2"}).Reason, "no Organization was named but that of the grant")
	assert.Equal(t, rbac.ReasonOtherOrganization, s.CanCall("GetSelfUser", rbac.Resource{Organization: "o2"}).Reason)
	_, warnings := rbac.Builtin().Subject(rbac.Principal{Grants: []rbac.Grant{owner("o1"), owner("o2")}})
	assert.Equal(t, []rbac.WarningCode{rbac.OtherOrganization}, codes(warnings))
	s = subject(t, rbac.Builtin(), rbac.Principal{Grants: []rbac.Grant{owner("")}})
	assert.True(t, s.Can("organization.get", rbac.Resource{Organization: "o2"}).Allowed())
}

func TestTokens(t *testing.T) {
	admin := []rbac.Grant{grant(rbac.ScopeDeployment, "DEPLOYMENT_ADMIN"), {Role: "DAG_AUTHOR", Scope: rbac.ScopeDag, ID: "etl", Deployment: "d1", Tag: true}}
	p := rbac.Principal{Name: "ci", Kind: rbac.KindToken, Organization: "o1", Grants: admin, Token: &rbac.TokenFacts{Scope: rbac.ScopeDeployment, ID: "d1"}}
	s := subject(t, rbac.Builtin(), p)
	assert.Equal(t, "ci", s.Name())
	assert.Equal(t, rbac.KindToken, s.Kind())
	assert.True(t, s.CanCall("deploy-image", rbac.Resource{Deployment: "d1"}).Allowed())
	assert.True(t, s.Can("workspace.get", rbac.Resource{Workspace: "w1", Deployment: "d1"}).Allowed())
	assert.True(t, s.Can("dag.delete", rbac.Resource{Deployment: "d1", Dag: "x", DagTags: []string{"a", "etl"}}).Allowed())

	p.Token = &rbac.TokenFacts{Scope: rbac.ScopeDeployment, ID: "d1", Expired: true}
	s = subject(t, rbac.Builtin(), p)
	for _, q := range allPermissions() {
		d := s.Can(q, rbac.Resource{Deployment: "d1"})
		assert.Equal(t, rbac.Denied, d.Outcome)
		assert.Equal(t, rbac.ReasonExpired, d.Reason)
	}
	assert.Equal(t, rbac.ReasonExpired, s.CanCall("GetSelfUser", rbac.Resource{}).Reason)

	workspace := rbac.Principal{Grants: []rbac.Grant{grant(rbac.ScopeWorkspace, "WORKSPACE_MEMBER"), grant(rbac.ScopeDeployment, "DEPLOYMENT_ADMIN")}, Token: &rbac.TokenFacts{Scope: rbac.ScopeWorkspace, ID: "w1"}, Workspaces: where}
	s = subject(t, rbac.Builtin(), workspace)
	assert.True(t, s.Can("deployment.update", rbac.Resource{Deployment: "d1"}).Allowed())
	assert.False(t, s.Can("deployment.update", rbac.Resource{Deployment: "d2"}).Allowed())
}

func TestTeams(t *testing.T) {
	leaf := &rbac.Team{Name: "leaf", Grants: []rbac.Grant{grant(rbac.ScopeWorkspace, "WORKSPACE_OPERATOR")}}
	middle := &rbac.Team{Name: "middle", Teams: []*rbac.Team{leaf, nil}}
	s := subject(t, rbac.Builtin(), rbac.Principal{Name: "ann", Teams: []*rbac.Team{middle, leaf, nil}})
	d := s.Can("deployment.update", place(rbac.ScopeDeployment))
	assert.Equal(t, `allowed: "ann" has deployment.update for Deployment "d1" through WORKSPACE_OPERATOR of Workspace "w1" by way of team "leaf" (documented)`, d.Explain())
	assert.Equal(t, "leaf", d.Via)

	_, warnings := rbac.Builtin().Subject(rbac.Principal{Teams: []*rbac.Team{{Name: "void"}}})
	assert.Equal(t, []rbac.WarningCode{rbac.EmptyTeam}, codes(warnings))
}

func TestCyclicTeams(t *testing.T) {
	owner := []rbac.Grant{grant(rbac.ScopeWorkspace, "WORKSPACE_OWNER")}
	self := &rbac.Team{Name: "self", Grants: owner}
	self.Teams = []*rbac.Team{self}
	a, b, c := &rbac.Team{Name: "a", Grants: owner}, &rbac.Team{Name: "b", Grants: owner}, &rbac.Team{Name: "c", Grants: owner}
	a.Teams, b.Teams, c.Teams = []*rbac.Team{b}, []*rbac.Team{c}, []*rbac.Team{b}
	deep := &rbac.Team{Name: "deepest", Grants: owner}
	for range 100 {
		deep = &rbac.Team{Name: "deep", Teams: []*rbac.Team{deep}, Grants: owner}
	}
	for _, team := range []*rbac.Team{self, a, b, deep} {
		s, warnings := rbac.Builtin().Subject(rbac.Principal{Teams: []*rbac.Team{team}})
		assert.Contains(t, codes(warnings), rbac.CyclicTeam)
		assert.Contains(t, warnings[0].Message, "or of too many in a row", "which is what the deep one is")
		assert.Equal(t, rbac.ReasonNoRole, s.Can("deployment.get", place(rbac.ScopeDeployment)).Reason, team.Name)
	}
	good := &rbac.Team{Name: "good", Grants: owner}
	c.Teams = append(c.Teams, good)
	for _, teams := range [][]*rbac.Team{{a, good}, {good, a}} {
		s, _ := rbac.Builtin().Subject(rbac.Principal{Teams: teams})
		assert.Equal(t, "good", s.Can("deployment.get", place(rbac.ScopeDeployment)).Via, "one bad Team spoils no other")
	}
}

func TestWhereADeploymentIs(t *testing.T) {
	member := rbac.Principal{Grants: []rbac.Grant{grant(rbac.ScopeWorkspace, "WORKSPACE_MEMBER")}}
	s := subject(t, rbac.Builtin(), member)
	d := s.Can("deployment.get", rbac.Resource{Deployment: "d1"})
	assert.Equal(t, rbac.Undecided, d.Outcome)
	assert.Equal(t, rbac.ReasonUnknownWorkspace, d.Reason)
	assert.Equal(t, rbac.Denied, s.Can("deployment.update", rbac.Resource{Deployment: "d1"}).Outcome, "wherever it is")
	assert.Equal(t, rbac.Allowed, s.Can("deployment.get", rbac.Resource{Workspace: "w1", Deployment: "d1"}).Outcome)
	member.Workspaces = where
	s = subject(t, rbac.Builtin(), member)
	assert.Equal(t, rbac.Allowed, s.Can("deployment.get", rbac.Resource{Deployment: "d1"}).Outcome)
	d = s.Can("deployment.get", rbac.Resource{Workspace: "w1", Deployment: "d3"})
	assert.Equal(t, rbac.ReasonOtherWorkspace, d.Reason, "the Deployment of another Workspace is not reached by naming one's own")
	assert.Equal(t, rbac.Denied, d.Outcome)

	admin := rbac.Principal{Grants: []rbac.Grant{grant(rbac.ScopeDeployment, "DEPLOYMENT_ADMIN")}}
	s = subject(t, rbac.Builtin(), admin)
	assert.Equal(t, rbac.ReasonUnknownWorkspace, s.Can("workspace.get", rbac.Resource{Workspace: "w1"}).Reason)
	assert.Equal(t, rbac.Denied, s.Can("workspace.delete", rbac.Resource{Workspace: "w1"}).Outcome)
	admin.Workspaces = where
	s = subject(t, rbac.Builtin(), admin)
	assert.Equal(t, rbac.Allowed, s.Can("workspace.get", rbac.Resource{Workspace: "w1"}).Outcome)
	assert.Equal(t, rbac.Denied, s.Can("workspace.get", rbac.Resource{Workspace: "w2"}).Outcome)
	assert.Equal(t, rbac.ReasonOtherOrganization, subject(t, rbac.Builtin(), rbac.Principal{Organization: "o1", Grants: admin.Grants}).
		Can("deployment.get", rbac.Resource{Organization: "o2", Deployment: "d1"}).Reason)
}

func TestDagRolesNeedADeploymentRole(t *testing.T) {
	s, warnings := rbac.Builtin().Subject(rbac.Principal{Grants: []rbac.Grant{grant(rbac.ScopeDag, "DAG_VIEWER")}, Workspaces: where})
	assert.Equal(t, []rbac.WarningCode{rbac.DagRoleAlone}, codes(warnings))
	assert.Equal(t, rbac.Allowed, s.Can("dag.view", place(rbac.ScopeDag)).Outcome)
	assert.Equal(t, rbac.Denied, s.Can("dag.edit", rbac.Resource{Workspace: "w1"}).Outcome)
	assert.Equal(t, rbac.Undecided, s.Can("deployment.get", place(rbac.ScopeDag)).Outcome, "the base role comes along")
	assert.Equal(t, rbac.Allowed, s.Can("workspace.get", rbac.Resource{Workspace: "w1"}).Outcome)
}

func TestAstroPrivateCloud(t *testing.T) {
	c := rbac.APC()
	g := rbac.Grant{Role: "APC:WORKSPACE_ADMIN", Scope: rbac.ScopeAPCWorkspace, ID: "w1"}
	s := subject(t, c, rbac.Principal{Grants: []rbac.Grant{g}})
	d := s.Can("deployment.config.delete", rbac.Resource{Workspace: "w1", Deployment: "d1"})
	assert.Equal(t, rbac.Allowed, d.Outcome)
	assert.Equal(t, rbac.ScopeAPCWorkspace, d.Scope)
	assert.Equal(t, "APC:WORKSPACE_ADMIN", d.Role)
	assert.Equal(t, rbac.Denied, s.Can("deployment.config.delete", rbac.Resource{Workspace: "w2"}).Outcome)
	g.Role = "APC:WORKSPACE_EDITOR"
	s = subject(t, c, rbac.Principal{Grants: []rbac.Grant{g}})
	assert.Equal(t, rbac.Undecided, s.Can("deployment.config.delete", rbac.Resource{Workspace: "w1", Deployment: "d1"}).Outcome, "nobody says")
	assert.Equal(t, rbac.Denied, s.Can("system.users.get", rbac.Resource{}).Outcome)
	assert.Equal(t, rbac.ReasonMalformedPermission, s.Can("workspace.deployments.get", rbac.Resource{}).Reason, "a permission of Astro's form, but not of this product")
	assert.Equal(t, rbac.Undecided, s.CanCall("GetDeployment", rbac.Resource{}).Outcome)
	_, warnings := c.Subject(rbac.Principal{Grants: []rbac.Grant{grant(rbac.ScopeDeployment, "DEPLOYMENT_ADMIN")}})
	assert.Equal(t, []rbac.WarningCode{rbac.UnknownScope}, codes(warnings))
	_, err := c.Least("", "GetDeployment")
	require.ErrorIs(t, err, rbac.ErrUnknownOperation)
	with, warnings := c.With(rbac.Role{Name: "APC:CUSTOM", Scope: rbac.ScopeAPCDeployment, Permissions: []rbac.Permission{"deployment.images.push"}})
	assert.Empty(t, warnings)
	s = subject(t, with, rbac.Principal{Grants: []rbac.Grant{{Role: "APC:CUSTOM", Scope: rbac.ScopeAPCDeployment, ID: "d1"}}})
	assert.True(t, s.Can("deployment.images.push", rbac.Resource{Deployment: "d1"}).Allowed())
	assert.False(t, s.Can("deployment.images.push", rbac.Resource{Deployment: "d2"}).Allowed())
}

func TestConcurrentQuestions(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			c, _ := rbac.Builtin().With(rbac.Role{Name: fmt.Sprint(i), Scope: rbac.ScopeDeployment, Permissions: []rbac.Permission{"deployment.hitl.get"}})
			s := holder(t, c, rbac.ScopeDeployment, fmt.Sprint(i))
			assert.True(t, s.Can("deployment.hitl.get", place(rbac.ScopeDeployment)).Allowed())
			assert.False(t, s.CanCall("UpdateDeployment", place(rbac.ScopeDeployment)).Allowed())
		})
	}
	wg.Wait()
}
