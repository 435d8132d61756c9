package rbac_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/rbac"
)

func TestTokenRules(t *testing.T) {
	for scope, further := range map[rbac.Scope][]rbac.Scope{
		rbac.ScopeOrganization: {rbac.ScopeWorkspace, rbac.ScopeDeployment, rbac.ScopeDag},
		rbac.ScopeWorkspace:    {rbac.ScopeDeployment, rbac.ScopeDag},
		rbac.ScopeDeployment:   {rbac.ScopeDag},
	} {
		r, ok := rbac.TokenRules(scope)
		require.True(t, ok)
		assert.Equal(t, further, r.AlsoHolds)
		assert.Equal(t, scope, r.ManagedIn, "where it was made, not where it has roles")
		assert.Equal(t, scope == rbac.ScopeDeployment, r.Custom)
		assert.NotEmpty(t, r.Rotation)
		assert.NotEmpty(t, r.Deletion)
		for _, role := range r.OwnRoles {
			assert.True(t, rbac.Builtin().Has(scope, role))
		}
		for _, s := range scopes {
			held := s == scope
			for _, f := range further {
				held = held || s == f
			}
			assert.Equal(t, held, r.MayHold(s), "%s holds %s", scope, s)
		}
	}
	for _, scope := range []rbac.Scope{rbac.ScopeDag, "", "X", rbac.ScopeAPCWorkspace} {
		r, ok := rbac.TokenRules(scope)
		assert.False(t, ok)
		assert.False(t, r.MayHold(scope))
	}
}

// TestTokenRulesAgreeWithTheCheck adds a role of each scope to a token of each scope.
func TestTokenRulesAgreeWithTheCheck(t *testing.T) {
	role := map[rbac.Scope]string{
		rbac.ScopeOrganization: "ORGANIZATION_MEMBER", rbac.ScopeWorkspace: "WORKSPACE_MEMBER",
		rbac.ScopeDeployment: "DEPLOYMENT_ADMIN", rbac.ScopeDag: "DAG_VIEWER",
	}
	for _, made := range scopes[:3] {
		rule, _ := rbac.TokenRules(made)
		for _, scope := range scopes {
			p := rbac.TokenPlan{Name: "t", Scope: made, EntityID: place(made).Workspace, Roles: own(made, role[made]), ExpiryDays: new(1), Workspaces: where}
			if made == rbac.ScopeDeployment {
				p.EntityID = "d1"
			}
			if scope != made {
				p.Roles = append(p.Roles, grant(scope, role[scope]))
			}
			assert.Equal(t, rule.MayHold(scope), !rbac.HasErrors(rbac.CheckToken(p, nil, nil)), "%s holds %s", made, scope)
		}
	}
}

// TestTokenCreatorsAgreeWithTheTable asks the catalogue about every built-in role.
func TestTokenCreatorsAgreeWithTheTable(t *testing.T) {
	for _, scope := range scopes[:3] {
		rule, _ := rbac.TokenRules(scope)
		named := map[string]rbac.Outcome{"ORGANIZATION_OWNER": rbac.Allowed}
		for _, c := range rule.Creators {
			if c.Role != "" {
				named[c.Role] = c.Outcome
			}
		}
		for _, role := range allRoles() {
			want, ok := named[role.Name]
			if !ok {
				want = rbac.Denied
			}
			got := holder(t, rbac.Builtin(), role.Scope, role.Name).CanCall("CreateApiToken", place(scope)).Outcome
			if role.Scope == rbac.ScopeDag || role.Name == "DEPLOYMENT_ACCESSOR" { // of which nobody knows what it allows
				assert.NotEqual(t, rbac.Allowed, got)
				continue
			}
			assert.Equal(t, want, got, "%s makes a token for %s", role.Name, scope)
		}
	}
}

// tokenOf is a token with one role of its own scope, for the place of the tests.
func tokenOf(t *testing.T, scope rbac.Scope, role string) *rbac.Subject {
	t.Helper()
	p := rbac.TokenPlan{Name: "t", Scope: scope, EntityID: place(scope).Workspace, Roles: own(scope, role), ExpiryDays: new(30), Workspaces: where}
	if scope == rbac.ScopeDeployment {
		p.EntityID = "d1"
	}
	require.Empty(t, rbac.CheckToken(p, nil, nil))
	return subject(t, rbac.Builtin(), rbac.Principal{
		Name: p.Name, Kind: rbac.KindToken, Organization: "o1", Grants: p.Roles,
		Token: &rbac.TokenFacts{Scope: scope, ID: p.EntityID}, Workspaces: where,
	})
}

// does reports whether the token may do everything that the use case takes.
func does(s *rbac.Subject, u rbac.UseCase) bool {
	for _, operation := range u.Operations {
		if !s.CanCall(operation, place(u.Scope)).Allowed() {
			return false
		}
	}
	for _, p := range u.Permissions {
		if !s.Can(p, place(u.Scope)).Allowed() {
			return false
		}
	}
	return true
}

// TestUseCasesNameTheLeastToken holds that the token of a use case can do it, and that no weaker role and no narrower
// token can.
func TestUseCasesNameTheLeastToken(t *testing.T) {
	seen := map[string]bool{}
	for _, u := range rbac.UseCases() {
		t.Run(u.Name, func(t *testing.T) {
			assert.False(t, seen[u.Name])
			seen[u.Name] = true
			assert.NotEmpty(t, u.Title)
			assert.NotZero(t, len(u.Permissions)+len(u.Operations))
			assert.Equal(t, u.Note == "", u.Confidence == rbac.Documented, "what is concluded says why")
			assert.True(t, does(tokenOf(t, u.Scope, u.Role), u))
			for _, scope := range scopes[slices.Index(scopes, u.Scope):3] {
				for _, role := range rbac.Builtin().Roles(scope) {
					if scope == u.Scope && role.Name == u.Role {
						break
					}
					assert.False(t, does(tokenOf(t, scope, role.Name), u), "a token for %s with %s does as well", scope, role.Name)
				}
			}
		})
	}
}

func TestUseCasesGiveTheirScope(t *testing.T) {
	want := map[string]rbac.Scope{
		"deploy-code": rbac.ScopeDeployment, "update-deployment": rbac.ScopeDeployment, "change-executor": rbac.ScopeDeployment,
		"enforce-cicd": rbac.ScopeDeployment, "call-airflow": rbac.ScopeDeployment,
		"switch-dag-deploys": rbac.ScopeWorkspace, "create-deployments": rbac.ScopeWorkspace, "previews": rbac.ScopeWorkspace, "workspace-access": rbac.ScopeWorkspace,
		"manage-workspaces": rbac.ScopeOrganization, "organization-access": rbac.ScopeOrganization, "export-audit-logs": rbac.ScopeOrganization,
	}
	got := map[string]rbac.Scope{}
	for _, u := range rbac.UseCases() {
		got[u.Name] = u.Scope
		for _, operation := range u.Operations {
			_, known := rbac.Required(operation)
			assert.True(t, known, operation)
		}
	}
	assert.Equal(t, want, got)
	rbac.UseCases()[0].Operations[0] = "changed"
	assert.NotEqual(t, "changed", rbac.UseCases()[0].Operations[0], "callers get copies")
}
