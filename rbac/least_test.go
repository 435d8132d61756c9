package rbac_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/rbac"
)

// TestLeastOfEveryOperation holds what is advised for each operation and job, for each kind of object where it differs
// from the next wider one.
func TestLeastOfEveryOperation(t *testing.T) {
	var b strings.Builder
	for _, operation := range operations() {
		last := ""
		for _, s := range scopes {
			l, err := rbac.Builtin().Least(s, operation)
			require.NoError(t, err)
			if text := l.Explain(); text != last {
				fmt.Fprintf(&b, "%-12s %s\n", s, text)
				last = text
			}
		}
	}
	golden.File(t, "testdata/least.txt", []byte(b.String()))
}

// TestLeastSuffices grants what is advised, and checks that it is enough and, for the custom role, that nothing of it can
// be left out.
func TestLeastSuffices(t *testing.T) {
	for _, operation := range operations() {
		for _, s := range scopes {
			l, err := rbac.Builtin().Least(s, operation)
			require.NoError(t, err)
			needs, _ := rbac.Required(operation)
			if l.Role == "" {
				assert.True(t, len(l.Undecided) > 0 || len(l.Missing) > 0 || len(needs) == 0, "%s for %s: %s", operation, s, l.Explain())
			} else {
				who := holder(t, rbac.Builtin(), l.Scope, l.Role)
				for _, n := range needs {
					assert.True(t, !n.AppliesTo(s) || who.Can(n.Permission, place(l.Scope)).Allowed(), l.Explain())
				}
			}
			if l.Custom == nil {
				continue
			}
			for i := range l.Custom.Permissions {
				short := *l.Custom
				short.Name = "less"
				short.Permissions = append(append([]rbac.Permission{}, l.Custom.Permissions[:i]...), l.Custom.Permissions[i+1:]...)
				full := *l.Custom
				full.Name = "full"
				c, warnings := rbac.Builtin().With(full, short)
				require.Empty(t, warnings)
				enough, less := holder(t, c, full.Scope, "full"), holder(t, c, full.Scope, "less")
				all := true
				for _, n := range needs {
					if n.AppliesTo(s) {
						assert.True(t, enough.Can(n.Permission, place(full.Scope)).Allowed(), l.Explain())
						all = all && less.Can(n.Permission, place(full.Scope)).Allowed()
					}
				}
				assert.False(t, all, l.Explain())
			}
		}
	}
}

func TestLeast(t *testing.T) {
	tests := []struct {
		target     rbac.Scope
		operations []string
		want       string
	}{
		{rbac.ScopeDeployment, []string{"deploy-dags"}, "deploy-dags: DEPLOYMENT_ADMIN of the Deployment suffices (derived), or a custom Deployment role with " +
			"deployment.deploys.create deployment.deploys.get deployment.deploys.update deployment.get"},
		{rbac.ScopeWorkspace, []string{"deploy-dags"}, "deploy-dags: WORKSPACE_AUTHOR of the Workspace suffices (derived), or a custom Deployment role with " +
			"deployment.deploys.create deployment.deploys.get deployment.deploys.update deployment.get"},
		{"", []string{"GetOrganizationAuditLogs"}, "GetOrganizationAuditLogs: ORGANIZATION_OWNER of the Organization suffices (documented)"},
		{rbac.ScopeDeployment, []string{"CreateDeployment"}, "CreateDeployment: WORKSPACE_OPERATOR of the Workspace suffices (documented)"},
		{rbac.ScopeDeployment, []string{"ListWorkspaces"}, "ListWorkspaces: ORGANIZATION_MEMBER of the Organization suffices (derived)"},
		{rbac.ScopeDeployment, []string{"RotateApiToken"}, "RotateApiToken: WORKSPACE_OWNER of the Workspace suffices (derived), " +
			"or a custom Deployment role with deployment.apiTokens.rotate; a weaker role may, if it has deployment.apiTokens.rotate"},
		{rbac.ScopeWorkspace, []string{"CreateApiToken"}, "CreateApiToken: WORKSPACE_OWNER of the Workspace suffices (derived); " +
			"a weaker role may, if it has ws.apitokens.manage"},
		{rbac.ScopeDag, []string{"ListEnvironmentObjects"}, "ListEnvironmentObjects: DEPLOYMENT_ADMIN of the Deployment suffices (derived), " +
			"or a custom Deployment role with deployment.envObjects.get"},
		{"", []string{"ListEnvironmentObjects", "GetDeployment"}, "ListEnvironmentObjects, GetDeployment: no built-in role is known to suffice; " +
			"nobody says what comes with organization.envObjects.access"},
		{"", []string{"ListEnvironmentObjects", "CreateEnvironmentObject"}, "ListEnvironmentObjects, CreateEnvironmentObject: no built-in role is known to suffice; " +
			"nobody says what comes with organization.envObjects.access"},
		{"", nil, "whoever is signed in may"},
		{rbac.ScopeOrganization, []string{"GetSelfUser"}, "GetSelfUser: whoever is signed in may"},
	}
	for _, tt := range tests {
		l, err := rbac.Builtin().Least(tt.target, tt.operations...)
		require.NoError(t, err)
		assert.Equal(t, tt.want, l.Explain())
	}
	_, err := rbac.Builtin().Least("", "GetDeployment", "MakeCoffee", "Dance")
	require.ErrorIs(t, err, rbac.ErrUnknownOperation)
	require.ErrorContains(t, err, `"MakeCoffee"`)
	assert.ErrorContains(t, err, `"Dance"`)
}

// TestLeastOfARealOrganization takes the roles of an Organization instead of the table's.
func TestLeastOfARealOrganization(t *testing.T) {
	c, _ := rbac.Builtin().With(rbac.Role{Name: "DEPLOYMENT_ADMIN", Scope: rbac.ScopeDeployment, Permissions: []rbac.Permission{"deployment.apiTokens.rotate"}})
	l, err := c.Least(rbac.ScopeDeployment, "RotateApiToken")
	require.NoError(t, err)
	assert.Equal(t, "DEPLOYMENT_ADMIN", l.Role)
	l, err = c.Least(rbac.ScopeDeployment, "UpdateDeployment")
	require.NoError(t, err)
	assert.Equal(t, "WORKSPACE_OPERATOR", l.Role)
}

func TestLeastIsNoCustomRoleThatExists(t *testing.T) {
	c, _ := rbac.Builtin().With(rbac.Role{Name: "updater", Scope: rbac.ScopeDeployment, Permissions: []rbac.Permission{"deployment.update"}})
	l, err := c.Least(rbac.ScopeDeployment, "UpdateDeployment")
	require.NoError(t, err)
	assert.Equal(t, "DEPLOYMENT_ADMIN", l.Role)
}

func TestLeastWhereNothingSuffices(t *testing.T) {
	c, _ := rbac.Builtin().With(
		rbac.Role{Name: "ORGANIZATION_OWNER", Scope: rbac.ScopeOrganization},
		rbac.Role{Name: "WORKSPACE_OWNER", Scope: rbac.ScopeWorkspace},
	)
	l, err := c.Least("", "UpdateOrganization")
	require.NoError(t, err)
	assert.Equal(t, "UpdateOrganization: no built-in role is known to suffice; nothing allows organization.settings.update", l.Explain())
	assert.Equal(t, []rbac.Permission{"organization.settings.update"}, l.Missing)
	assert.Contains(t, holder(t, c, rbac.ScopeOrganization, "ORGANIZATION_MEMBER").Can("organization.settings.update", rbac.Resource{}).Explain(), "no role there allows it")

	l, err = c.Least(rbac.ScopeDeployment, "CreateApiToken")
	require.NoError(t, err)
	assert.Empty(t, l.Missing, "one role may")
	assert.Empty(t, l.Role)
	assert.Equal(t, []rbac.Permission{"deployment.apiTokens.create"}, l.Undecided)
}
