package clienttest

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
)

func TestAPITokens(t *testing.T) {
	a, c := ready(t)
	w := a.AddWorkspace(client.Workspace{})
	d := addStandard(t, c, w, "etl")
	made, err := c.APITokens.Create(t.Context(), client.CreateAPIToken{
		Name: "ci", Scope: client.TokenScopeWorkspace, EntityID: w, Role: "WORKSPACE_AUTHOR", TokenExpiryPeriodInDays: 30,
	})
	require.NoError(t, err)
	info, err := client.ReadToken(made.Token.Reveal())
	require.NoError(t, err)
	assert.Equal(t, client.TokenKindWorkspace, info.Kind)
	assert.Equal(t, []string{w}, info.WorkspaceIDs)
	assert.Equal(t, made.ID, info.ID)
	assert.Equal(t, made.EndAt.Truncate(time.Second), info.ExpiresAt.UTC())
	use := func(token client.Secret) error {
		_, failed := as(t, a, token.Reveal()).Workspaces.Get(t.Context(), w)
		return failed
	}
	require.NoError(t, use(made.Token))
	got, err := c.APITokens.Get(t.Context(), made.ID)
	require.NoError(t, err)
	assert.True(t, got.Token.IsZero(), "the secret goes out once")
	assert.NotNil(t, got.LastUsedAt)

	rotated, err := c.APITokens.Rotate(t.Context(), made.ID)
	require.NoError(t, err)
	assert.Equal(t, made.ID, rotated.ID)
	assert.NotNil(t, rotated.LastRotatedAt)
	wantRefusal(t, use(made.Token), http.StatusUnauthorized)
	require.NoError(t, use(rotated.Token))
	a.Advance(31 * 24 * time.Hour)
	wantRefusal(t, use(rotated.Token), http.StatusUnauthorized)

	named, err := c.APITokens.Update(t.Context(), made.ID, client.UpdateAPIToken{Name: "cd", Description: new("d")})
	require.NoError(t, err)
	assert.True(t, named.Token.IsZero())
	assert.Equal(t, "cd d", named.Name+" "+named.Description)
	_, err = c.APITokens.Update(t.Context(), made.ID, client.UpdateAPIToken{Description: new(strings.Repeat("d", 501))})
	wantRefusal(t, err, http.StatusBadRequest, "description max", "name min")

	own := client.APITokenRole{EntityType: "WORKSPACE", EntityID: w, Role: "WORKSPACE_OWNER"}
	roles, err := c.APITokens.SetRoles(t.Context(), made.ID, []client.APITokenRole{own, {EntityType: "DAG_TAG", EntityID: "finance", DeploymentID: d, Role: "DAG_AUTHOR"}})
	require.NoError(t, err)
	assert.Equal(t, []client.DagRole{{DeploymentID: d, DagTag: "finance", Role: "DAG_AUTHOR"}}, roles.DagRoles)
	assert.Len(t, all(t, c.APITokens.All(t.Context(), client.APITokenFilter{DeploymentID: d, DagTags: []string{"finance"}})), 1)
	assert.Len(t, all(t, c.APITokens.All(t.Context(), client.APITokenFilter{OnlyOrganizationTokens: true, Kind: client.TokenUseStandard})), 1)
	for field, list := range map[string][]client.APITokenRole{
		"roles min":                         {},
		"roles own_role":                    {{EntityType: "DEPLOYMENT", EntityID: d, Role: "DEPLOYMENT_ADMIN"}},
		"roles[1].role scope":               {own, {EntityType: "ORGANIZATION", EntityID: Organization, Role: "ORGANIZATION_MEMBER"}},
		"roles[1].deploymentId required_if": {own, {EntityType: "DAG", EntityID: "x", Role: "DAG_VIEWER"}},
		"roles[1].role oneof":               {own, {EntityType: "DEPLOYMENT", EntityID: d, Role: "WORKSPACE_OWNER"}},
		"roles[1].entityId exists":          {own, {EntityType: "DEPLOYMENT", EntityID: "none", Role: "DEPLOYMENT_ADMIN"}},
	} {
		_, err = c.APITokens.SetRoles(t.Context(), made.ID, list)
		wantRefusal(t, err, http.StatusBadRequest, field)
	}
	require.NoError(t, c.APITokens.Delete(t.Context(), made.ID))
	wantNotFound(t, c.APITokens.Delete(t.Context(), made.ID))
	_, err = c.APITokens.Get(t.Context(), made.ID)
	wantNotFound(t, err)
	_, err = c.APITokens.Rotate(t.Context(), made.ID)
	wantNotFound(t, err)
	_, err = c.APITokens.Update(t.Context(), made.ID, client.UpdateAPIToken{Name: "x"})
	wantNotFound(t, err)
	_, err = c.APITokens.SetRoles(t.Context(), made.ID, []client.APITokenRole{own})
	wantNotFound(t, err)
}

func TestAPITokensThatAreRefused(t *testing.T) {
	a, c := ready(t)
	w := a.AddWorkspace(client.Workspace{})
	for field, in := range map[string]client.CreateAPIToken{
		"entityId required_if":        {Name: "t", Scope: "WORKSPACE", Role: "WORKSPACE_OWNER"},
		"role oneof":                  {Name: "t", Scope: "WORKSPACE", EntityID: w, Role: "ORGANIZATION_OWNER"},
		"scope oneof":                 {Name: "t", Scope: "PLANET", Role: "x"},
		"tokenExpiryPeriodInDays max": {Name: "t", Scope: "ORGANIZATION", Role: "ORGANIZATION_OWNER", TokenExpiryPeriodInDays: 3651},
	} {
		_, err := c.APITokens.Create(t.Context(), in)
		wantRefusal(t, err, http.StatusBadRequest, field)
	}
	for _, in := range []client.CreateAPIToken{
		{Name: "t", Scope: "WORKSPACE", EntityID: "none", Role: "WORKSPACE_OWNER"},
		{Name: "t", Scope: "DEPLOYMENT", EntityID: "none", Role: "DEPLOYMENT_ADMIN"},
		{Name: "t", Scope: "ORGANIZATION", EntityID: "none", Role: "ORGANIZATION_OWNER"},
	} {
		_, err := c.APITokens.Create(t.Context(), in)
		wantNotFound(t, err)
	}
}

func TestSeededTokens(t *testing.T) {
	a, c := ready(t)
	w := a.AddWorkspace(client.Workspace{})
	d := addStandard(t, c, w, "etl")
	for want, in := range map[string]client.CreateAPIToken{
		"ORGANIZATION ORGANIZATION_OWNER": {},
		"WORKSPACE WORKSPACE_OWNER":       {Scope: client.TokenScopeWorkspace, EntityID: w},
		"DEPLOYMENT DEPLOYMENT_ADMIN":     {Scope: client.TokenScopeDeployment, EntityID: d},
		"WORKSPACE WORKSPACE_AUTHOR":      {Scope: client.TokenScopeWorkspace, EntityID: w, Role: "WORKSPACE_AUTHOR"},
	} {
		id, secret := a.AddToken(in)
		got, err := c.APITokens.Get(t.Context(), id)
		require.NoError(t, err)
		require.Len(t, got.Roles, 1)
		assert.Equal(t, want, string(got.Scope)+" "+got.Roles[0].Role)
		assert.Equal(t, id, got.Name)
		assert.True(t, strings.HasSuffix(secret, got.ShortToken))
		info, err := client.ReadToken(secret)
		require.NoError(t, err)
		assert.Equal(t, string(got.Scope), string(info.Kind))
		assert.True(t, info.ExpiresAt.IsZero())
	}
}
