package clienttest

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
)

func TestTokensThatAreNone(t *testing.T) {
	a := New()
	expired := as(t, a, a.Login(a.AddUser(client.User{})))
	for name, header := range map[string]string{
		"none": "", "basic": "Basic abc", "unknown": "Bearer abc", "lower case": "bearer " + a.Token(),
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, BaseURL+"/organizations", nil)
		require.NoError(t, err)
		req.Header.Set("Authorization", header)
		resp, err := a.RoundTrip(req)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		assert.Equal(t, http.StatusUnauthorized, resp.StatusCode, name)
	}
	_, err := expired.Users.Self(t.Context(), client.SelfUserQuery{})
	require.NoError(t, err)
	a.Advance(25 * time.Hour)
	_, err = expired.Users.Self(t.Context(), client.SelfUserQuery{})
	wantRefusal(t, err, http.StatusUnauthorized)
}

func TestOrganizationsAreApart(t *testing.T) {
	a, first := ready(t)
	other := a.AddOrganization(client.Organization{Name: "other"})
	second, err := a.ClientFor(other, a.TokenOf(other))
	require.NoError(t, err)
	mine := a.AddWorkspace(client.Workspace{Name: "mine"})
	theirs := a.AddWorkspace(client.Workspace{Name: "theirs", OrganizationID: other})
	person := a.AddUser(client.User{})
	a.AddUserTo(other, client.User{ID: person})
	both := as(t, a, a.Login(person))

	assert.Len(t, all(t, second.Workspaces.All(t.Context(), client.WorkspaceFilter{})), 1)
	_, err = first.Workspaces.Get(t.Context(), theirs)
	wantNotFound(t, err)
	_, err = second.Workspaces.Get(t.Context(), mine)
	wantNotFound(t, err)
	assert.Len(t, all(t, both.Organizations.All(t.Context(), client.OrganizationFilter{})), 2)
	assert.Len(t, all(t, first.Organizations.All(t.Context(), client.OrganizationFilter{})), 1)
	_, err = both.Organizations.Get(t.Context(), "corgnone", client.OrganizationQuery{})
	wantNotFound(t, err)

	stranger := a.AddUserTo(other, client.User{})
	c := as(t, a, a.Login(stranger))
	wantRefusal(t, firstError(c.Workspaces.All(t.Context(), client.WorkspaceFilter{})), http.StatusForbidden)
	assert.Empty(t, a.TokenOf("corgnone"))
}

// TestScopes proves that tokens of Workspaces and Deployments see and touch only theirs.
func TestScopes(t *testing.T) {
	a, owner := ready(t)
	ctx := t.Context()
	w1, w2 := a.AddWorkspace(client.Workspace{Name: "one"}), a.AddWorkspace(client.Workspace{Name: "two"})
	d1, d2, d3 := addStandard(t, owner, w1, "a"), addStandard(t, owner, w1, "b"), addStandard(t, owner, w2, "c")
	_, secret := a.AddToken(client.CreateAPIToken{Scope: client.TokenScopeWorkspace, EntityID: w1})
	workspace := as(t, a, secret)
	_, secret = a.AddToken(client.CreateAPIToken{Scope: client.TokenScopeDeployment, EntityID: d1})
	deployment := as(t, a, secret)

	deployments := func(c *client.Client) (ids []string) {
		for _, d := range all(t, c.Deployments.All(ctx, client.DeploymentFilter{})) {
			ids = append(ids, d.ID)
		}
		return ids
	}
	assert.Equal(t, []string{d1, d2, d3}, deployments(owner))
	assert.Equal(t, []string{d1, d2}, deployments(workspace))
	assert.Equal(t, []string{d1}, deployments(deployment))
	assert.Len(t, all(t, workspace.Workspaces.All(ctx, client.WorkspaceFilter{})), 1)
	assert.Len(t, all(t, deployment.Workspaces.All(ctx, client.WorkspaceFilter{})), 1)
	assert.Len(t, all(t, workspace.APITokens.All(ctx, client.APITokenFilter{})), 2)
	assert.Len(t, all(t, deployment.APITokens.All(ctx, client.APITokenFilter{})), 1)

	allowed := map[string]struct {
		c  *client.Client
		do func(context.Context, *client.Client) error
	}{
		"Workspace reads its Workspace":  {workspace, getWorkspaceOf(w1)},
		"Deployment reads its Workspace": {deployment, getWorkspaceOf(w1)},
		"Workspace reads a Deployment":   {workspace, getDeploymentOf(d1)},
		"Deployment reads itself":        {deployment, getDeploymentOf(d1)},
		"Workspace reads the Organization": {workspace, func(ctx context.Context, c *client.Client) error {
			_, err := c.Organizations.Get(ctx, Organization, client.OrganizationQuery{})
			return err
		}},
		"Workspace creates a Deployment": {workspace, func(ctx context.Context, c *client.Client) error {
			_, err := c.Deployments.Create(ctx, standard(w1, "new"))
			return err
		}},
		"Workspace deletes a Deployment": {workspace, func(ctx context.Context, c *client.Client) error { return c.Deployments.Delete(ctx, d2) }},
	}
	for name, test := range allowed {
		require.NoError(t, test.do(ctx, test.c), name)
	}
	refused := map[string]struct {
		c  *client.Client
		do func(context.Context, *client.Client) error
	}{
		"Workspace reads another Workspace":         {workspace, getWorkspaceOf(w2)},
		"Workspace reads another's Deployment":      {workspace, getDeploymentOf(d3)},
		"Deployment reads another of its Workspace": {deployment, getDeploymentOf(d3)},
		"Workspace creates elsewhere": {workspace, func(ctx context.Context, c *client.Client) error {
			_, err := c.Deployments.Create(ctx, standard(w2, "new"))
			return err
		}},
		"Deployment creates": {deployment, func(ctx context.Context, c *client.Client) error {
			_, err := c.Deployments.Create(ctx, standard(w1, "x"))
			return err
		}},
		"Workspace creates a Workspace": {workspace, func(ctx context.Context, c *client.Client) error {
			_, err := c.Workspaces.Create(ctx, client.CreateWorkspace{Name: "w"})
			return err
		}},
		"Workspace rotates an Organization token": {workspace, func(ctx context.Context, c *client.Client) error {
			_, err := c.APITokens.Rotate(ctx, "ctok000000000000000000001")
			return err
		}},
		"Deployment reads a token of its Workspace": {deployment, func(ctx context.Context, c *client.Client) error {
			_, err := c.APITokens.Get(ctx, "ctok000000000000000000002")
			return err
		}},
		"Deployment deletes its Workspace": {deployment, func(ctx context.Context, c *client.Client) error { return c.Workspaces.Delete(ctx, w1) }},
		"Workspace makes an Organization token": {workspace, func(ctx context.Context, c *client.Client) error {
			_, err := c.APITokens.Create(ctx, client.CreateAPIToken{Name: "t", Scope: client.TokenScopeOrganization, Role: "ORGANIZATION_OWNER"})
			return err
		}},
	}
	for name, test := range refused {
		err := test.do(ctx, test.c)
		require.Error(t, err, name)
		wantRefusal(t, err, http.StatusForbidden)
	}
	wantNotFound(t, getDeploymentOf("cdepnone")(ctx, workspace))
	wantNotFound(t, workspace.Deployments.Delete(ctx, "cdepnone"))

	require.NoError(t, owner.Deployments.Delete(ctx, d1))
	wantRefusal(t, getDeploymentOf(d1)(ctx, deployment), http.StatusUnauthorized)
}

func getWorkspaceOf(id string) func(context.Context, *client.Client) error {
	return func(ctx context.Context, c *client.Client) error {
		_, err := c.Workspaces.Get(ctx, id)
		return err
	}
}

func getDeploymentOf(id string) func(context.Context, *client.Client) error {
	return func(ctx context.Context, c *client.Client) error {
		_, err := c.Deployments.Get(ctx, id)
		return err
	}
}

// standard is the least that makes a Deployment on shared clusters.
func standard(workspaceID, name string) client.CreateStandardDeployment {
	var d client.CreateStandardDeployment
	d.Name, d.WorkspaceID, d.CloudProvider, d.Region = name, workspaceID, client.CloudProviderAWS, "us-east-1"
	return d
}

func addStandard(t *testing.T, c *client.Client, workspaceID, name string) string {
	t.Helper()
	d, err := c.Deployments.Create(t.Context(), standard(workspaceID, name))
	require.NoError(t, err)
	return d.ID
}
