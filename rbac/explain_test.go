package rbac_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/rbac"
)

func TestExplain(t *testing.T) {
	c := rbac.Builtin()
	member := holder(t, c, rbac.ScopeWorkspace, "WORKSPACE_MEMBER")
	nowhere := subject(t, c, rbac.Principal{Name: "ann", Organization: "o1", Grants: []rbac.Grant{grant(rbac.ScopeWorkspace, "WORKSPACE_MEMBER")}})
	unknown, _ := c.Subject(rbac.Principal{Name: "ann", Grants: []rbac.Grant{{Role: "KING", Scope: rbac.ScopeOrganization}}})
	expired, _ := c.Subject(rbac.Principal{Token: &rbac.TokenFacts{Expired: true}})
	d1 := rbac.Resource{Deployment: "d1"}
	tests := []struct {
		decision rbac.Decision
		want     string
	}{
		{member.Can("deployment.get", d1), `allowed: "ann" has deployment.get for Deployment "d1" through WORKSPACE_MEMBER of Workspace "w1" (documented)`},
		{member.Can("deployment.update", d1), `denied: "ann" lacks deployment.update for Deployment "d1": no role there allows it; ` +
			`the least that does: DEPLOYMENT_ADMIN or WORKSPACE_OPERATOR or ORGANIZATION_OWNER`},
		{member.Can("deployment.update", rbac.Resource{Deployment: "d3"}), `denied: "ann" lacks deployment.update: no role for Deployment "d3"; ` +
			`the least that does: DEPLOYMENT_ADMIN or WORKSPACE_OPERATOR or ORGANIZATION_OWNER`},
		{member.Can("organization.auditLogs.get", rbac.Resource{}), `denied: "ann" lacks organization.auditLogs.get for the Organization: no role there allows it; ` +
			`the least that does: ORGANIZATION_OWNER`},
		{member.CanCall("FinalizeDeploy", d1), `denied: "ann" lacks deployment.deploys.update, which FinalizeDeploy needs, for Deployment "d1": no role there allows it; ` +
			`the least that does: DEPLOYMENT_ADMIN or WORKSPACE_AUTHOR or ORGANIZATION_OWNER`},
		{member.Can("ws.apitokens.manage", rbac.Resource{Workspace: "w1"}), `denied: "ann" lacks ws.apitokens.manage for Workspace "w1": no role there allows it; ` +
			`the least that does: WORKSPACE_OWNER`},
		{member.Can("organization.auditLogs.get", d1), `denied: "ann" lacks organization.auditLogs.get for the Organization: no role there allows it; ` +
			`the least that does: ORGANIZATION_OWNER`},
		{member.Can("workspace.deployments.create", rbac.Resource{Workspace: "w1", Deployment: "d1"}),
			`denied: "ann" lacks workspace.deployments.create for Workspace "w1": no role there allows it; the least that does: WORKSPACE_OPERATOR or ORGANIZATION_OWNER`},
		{member.CanCall("preview-down", rbac.Resource{Workspace: "w1", Deployment: "d9"}), `denied: "ann" lacks deployment.delete, which preview-down needs, for Deployment "d9": ` +
			`no role there allows it; the least that does: DEPLOYMENT_ADMIN or WORKSPACE_OPERATOR or ORGANIZATION_OWNER`},
		{holder(t, c, rbac.ScopeWorkspace, "WORKSPACE_OPERATOR").CanCall("preview-down", d1), `allowed: "ann" has all that preview-down needs, ` +
			`the least certain being organization.deployments.get for the Organization through ORGANIZATION_MEMBER of the Organization (derived)`},
		{member.CanCall("GetSelfUser", d1), `allowed: "ann" may call GetSelfUser, as everybody who is signed in`},
		{member.CanCall("MakeCoffee", d1), `undecided: "ann" may or may not call "MakeCoffee": the operation is not known`},
		{member.CanCall("ListEnvironmentObjects", rbac.Resource{}), `undecided: "ann" passes the gate organization.envObjects.access, which ListEnvironmentObjects needs, ` +
			`but what is asked behind it for the Organization is not known`},
		{member.Can("deployment.futures.get", d1), `undecided: "ann" may have deployment.futures.get for Deployment "d1": the permission is newer than the table`},
		{member.Can("deployment futures", d1), `denied: "ann" cannot have "deployment futures", which is no permission`},
		{member.Can("deployment.get", rbac.Resource{Workspace: "w2", Deployment: "d1"}), `denied: "ann" cannot be asked about Deployment "d1" in Workspace "w2", it is in another one`},
		{member.Can("deployment.get", rbac.Resource{Organization: "o2"}), `denied: "ann" belongs to another Organization than "o2"`},
		{nowhere.Can("deployment.get", d1), `undecided: "ann" has deployment.get for Deployment "d1" only if WORKSPACE_MEMBER of Workspace "w1" covers it, which depends on where a Deployment is`},
		{holder(t, c, rbac.ScopeDeployment, "DEPLOYMENT_ADMIN").Can("deployment.alerts.create", d1), `undecided: "ann" may have deployment.alerts.create for Deployment "d1" ` +
			`through DEPLOYMENT_ADMIN of Deployment "d1", nobody says whether that allows it`},
		{unknown.Can("deployment.get", d1), `denied: "ann" has only roles that are not known`},
		{expired.Can("deployment.get", d1), `denied: the principal is a token that has expired`},
		{(*rbac.Subject)(nil).Can("deployment.get", d1), `denied: the principal lacks deployment.get: no role for Deployment "d1"`},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, tt.decision.Explain())
	}
	assert.Equal(t, rbac.Permission("deployment.deploys.update"), member.CanCall("FinalizeDeploy", d1).Missing())
	assert.Empty(t, member.Can("deployment.get", d1).Missing())
	assert.Less(t, len(member.Can(rbac.Permission("deployment."+strings.Repeat("x", 9999)+".get"), d1).Explain()), 300)
}

func TestDecisionAsJSON(t *testing.T) {
	d := holder(t, rbac.Builtin(), rbac.ScopeWorkspace, "WORKSPACE_OWNER").CanCall("UpdateDeployment", place(rbac.ScopeDeployment))
	text, err := json.Marshal(d)
	require.NoError(t, err)
	assert.JSONEq(t, `{"outcome":"allowed","reason":"granted","operation":"UpdateDeployment","permission":"deployment.update",
		"resource":{"organization":"o1","workspace":"w1","deployment":"d1"},"role":"WORKSPACE_OWNER","scope":"WORKSPACE","id":"w1","confidence":"documented"}`, string(text))
}
