package clienttest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// connection is an object of the scene's Workspace.
func (s scene) connection() client.CreateEnvironmentObject {
	return client.CreateEnvironmentObject{
		ObjectKey: "pg", ObjectType: client.EnvironmentObjectTypeConnection, Scope: client.EnvironmentObjectScopeWorkspace, ScopeEntityID: s.workspace,
		Connection: &client.ConnectionRequest{
			Type: "postgres", Host: "db", Port: 5432, Password: client.NewSecret("pw"), Extra: client.NewSecretMap(map[string]any{"key": "k", "mode": "m"}),
		},
	}
}

// revealed reads an object with its secrets.
func (s scene) revealed(t *testing.T, id string) client.EnvironmentObject {
	t.Helper()
	for _, o := range all(t, s.c.EnvironmentObjects.All(t.Context(), client.EnvironmentObjectFilter{WorkspaceID: s.workspace, ShowSecrets: true})) {
		if o.ID == id {
			return o
		}
	}
	require.Fail(t, "no object "+id)
	return client.EnvironmentObject{}
}

func TestSecretsOfObjects(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	id := must(s.c.EnvironmentObjects.Create(ctx, s.connection()))(t)
	o := must(s.c.EnvironmentObjects.Get(ctx, id))(t)
	assert.Equal(t, []string{"extra.key", "extra.mode", "password"}, o.SetFields)
	assert.Empty(t, o.Connection.Password.Reveal())
	assert.Equal(t, map[string]any{"key": "", "mode": ""}, o.Connection.Extra.Reveal())
	assert.Equal(t, []any{"db", 5432}, []any{o.Connection.Host, o.Connection.Port})

	for name, password := range map[string]client.Secret{"absent": {}, "empty": client.NewSecret("")} {
		must(s.c.EnvironmentObjects.Update(ctx, id, client.UpdateEnvironmentObject{Connection: &client.ConnectionRequest{
			Type: "postgres", Host: "other", Password: password, Extra: client.NewSecretMap(map[string]any{"key": "", "more": "n"}),
		}}))(t)
		shown := s.revealed(t, id).Connection
		assert.Equal(t, "pw", shown.Password.Reveal(), name)
		assert.Equal(t, "other", shown.Host)
		assert.Zero(t, shown.Port, "what is no secret is replaced")
		assert.Equal(t, map[string]any{"key": "k", "more": "n"}, shown.Extra.Reveal())
	}
	must(s.c.EnvironmentObjects.Update(ctx, id, client.UpdateEnvironmentObject{Connection: &client.ConnectionRequest{Type: "postgres", Password: client.NewSecret("new")}}))(t)
	assert.Equal(t, "new", s.revealed(t, id).Connection.Password.Reveal())
	assert.Equal(t, map[string]any{"key": "k", "more": "n"}, s.revealed(t, id).Connection.Extra.Reveal())

	plain := s.connection()
	plain.ObjectType, plain.Connection, plain.AirflowVariable = client.EnvironmentObjectTypeAirflowVariable, nil, &client.CreateObjectVariable{Value: client.NewSecret("v")}
	id = must(s.c.EnvironmentObjects.Create(ctx, plain))(t)
	assert.Equal(t, "v", must(s.c.EnvironmentObjects.Get(ctx, id))(t).AirflowVariable.Value.Reveal())
	must(s.c.EnvironmentObjects.Update(ctx, id, client.UpdateEnvironmentObject{AirflowVariable: &client.UpdateObjectVariable{Value: client.NewSecret("")}}))(t)
	assert.Empty(t, must(s.c.EnvironmentObjects.Get(ctx, id))(t).AirflowVariable.Value.Reveal(), "no secret: the empty value counts")

	hidden := newScene(t, clienttest.WithHiddenSecrets())
	for _, err := range hidden.c.EnvironmentObjects.All(ctx, client.EnvironmentObjectFilter{WorkspaceID: hidden.workspace, ShowSecrets: true}) {
		require.ErrorIs(t, err, client.ErrForbidden)
	}
}

func TestLinks(t *testing.T) {
	for _, keep := range []bool{false, true} {
		opts := []clienttest.Option{}
		if keep {
			opts = append(opts, clienttest.WithKeptLinks())
		}
		s := newScene(t, opts...)
		ctx := t.Context()
		a := must(s.c.Deployments.Create(ctx, standard(s.workspace, "a")))(t).ID
		b := must(s.c.Deployments.Create(ctx, standard(s.workspace, "b")))(t).ID
		in := s.connection()
		in.Links = []client.CreateEnvironmentObjectLink{{
			Scope: client.EnvironmentObjectScopeDeployment, ScopeEntityID: a,
			Overrides: &client.EnvironmentObjectOverrides{Connection: &client.ConnectionOverrides{Host: "a-db", Password: client.NewSecret("a-pw")}},
		}}
		id := must(s.c.EnvironmentObjects.Create(ctx, in))(t)
		got := func(deployment string) []client.EnvironmentObject {
			return all(t, s.c.EnvironmentObjects.All(ctx, client.EnvironmentObjectFilter{DeploymentID: deployment, ResolveLinked: true, ShowSecrets: true}))
		}
		require.Len(t, got(a), 1)
		o := got(a)[0]
		assert.Empty(t, o.ID)
		assert.Equal(t, []any{"a-db", "a-pw", 5432}, []any{o.Connection.Host, o.Connection.Password.Reveal(), o.Connection.Port})
		assert.Equal(t, []any{client.EnvironmentObjectScopeDeployment, a, client.EnvironmentObjectScopeWorkspace, s.workspace},
			[]any{o.Scope, o.ScopeEntityID, o.SourceScope, o.SourceScopeEntityID})
		assert.Empty(t, got(b))

		link := client.UpdateEnvironmentObjectLink{Scope: client.EnvironmentObjectScopeDeployment, ScopeEntityID: a}
		up := client.UpdateEnvironmentObject{AutoLinkDeployments: new(true), Links: []client.UpdateEnvironmentObjectLink{link}, ExcludeLinks: []client.EnvironmentObjectExcludeLink{}}
		o = must(s.c.EnvironmentObjects.Update(ctx, id, up))(t)
		assert.Equal(t, []string{"password"}, o.Links[0].SetFields, "overrides that an entry does not name stay")
		assert.Equal(t, "a-db", o.Links[0].ConnectionOverrides.Host)
		assert.Equal(t, "db", got(b)[0].Connection.Host)

		link.Overrides = &client.UpdateEnvironmentObjectOverrides{UnsetFields: []string{"host"}}
		up.Links[0] = link
		must(s.c.EnvironmentObjects.Update(ctx, id, up))(t)
		assert.Equal(t, []any{"db", "a-pw"}, []any{got(a)[0].Connection.Host, got(a)[0].Connection.Password.Reveal()})
		link.Overrides.Connection = &client.ConnectionOverrides{Host: "x"}
		_, err := s.c.EnvironmentObjects.Update(ctx, id, up)
		require.ErrorIs(t, err, client.ErrInvalid, "set and unset at once")

		require.NoError(t, s.c.EnvironmentObjects.ExcludeLinking(ctx, id, b))
		assert.Empty(t, got(b))
		require.ErrorIs(t, s.c.EnvironmentObjects.ExcludeLinking(ctx, id, "x"), client.ErrNotFound)
		o = must(s.c.EnvironmentObjects.Update(ctx, id, client.UpdateEnvironmentObject{Description: new("d")}))(t)
		assert.Equal(t, keep, len(o.Links) == 1)
		assert.Equal(t, keep, len(o.ExcludeLinks) == 1)
		assert.Equal(t, keep, o.AutoLinkDeployments)
	}
}

func TestRefusedObjects(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	d := must(s.c.Deployments.Create(ctx, standard(s.workspace, "a")))(t).ID
	id := must(s.c.EnvironmentObjects.Create(ctx, s.connection()))(t)
	_, err := s.c.EnvironmentObjects.Create(ctx, s.connection())
	require.ErrorIs(t, err, client.ErrConflict)
	for name, tc := range map[string]struct {
		change func(*client.CreateEnvironmentObject)
		want   error
	}{
		"no content":         {func(o *client.CreateEnvironmentObject) { o.Connection = nil }, client.ErrInvalid},
		"other content":      {func(o *client.CreateEnvironmentObject) { o.AirflowVariable = &client.CreateObjectVariable{} }, client.ErrInvalid},
		"no key":             {func(o *client.CreateEnvironmentObject) { o.ObjectKey = "" }, client.ErrInvalid},
		"unknown Workspace":  {func(o *client.CreateEnvironmentObject) { o.ScopeEntityID = "x" }, client.ErrNotFound},
		"unknown Deployment": {func(o *client.CreateEnvironmentObject) { o.Scope = client.EnvironmentObjectScopeDeployment }, client.ErrNotFound},
		"linked Deployment object": {func(o *client.CreateEnvironmentObject) {
			o.Scope, o.ScopeEntityID, o.AutoLinkDeployments = client.EnvironmentObjectScopeDeployment, d, true
		}, client.ErrInvalid},
		"link elsewhere": {func(o *client.CreateEnvironmentObject) {
			o.Links = []client.CreateEnvironmentObjectLink{{Scope: client.EnvironmentObjectScopeDeployment, ScopeEntityID: "x"}}
		}, client.ErrInvalid},
	} {
		in := s.connection()
		in.ObjectKey = "new"
		tc.change(&in)
		_, err = s.c.EnvironmentObjects.Create(ctx, in)
		require.ErrorIs(t, err, tc.want, name)
	}
	_, err = s.c.EnvironmentObjects.Update(ctx, id, client.UpdateEnvironmentObject{AirflowVariable: &client.UpdateObjectVariable{}})
	require.ErrorIs(t, err, client.ErrInvalid)
	for _, call := range []func() error{
		func() error { _, err := s.c.EnvironmentObjects.Get(ctx, "x"); return err },
		func() error {
			_, err := s.c.EnvironmentObjects.Update(ctx, "x", client.UpdateEnvironmentObject{})
			return err
		},
		func() error { return s.c.EnvironmentObjects.Delete(ctx, "x") },
		func() error { return s.c.EnvironmentObjects.ExcludeLinking(ctx, "x", d) },
	} {
		require.ErrorIs(t, call(), client.ErrNotFound)
	}
	for _, err := range s.c.EnvironmentObjects.All(ctx, client.EnvironmentObjectFilter{}) {
		require.ErrorIs(t, err, client.ErrInvalid)
	}
	for _, f := range []client.EnvironmentObjectFilter{{WorkspaceID: "x"}, {DeploymentID: "x"}} {
		for _, err := range s.c.EnvironmentObjects.All(ctx, f) {
			require.ErrorIs(t, err, client.ErrNotFound)
		}
	}
	assert.Empty(t, all(t, s.c.EnvironmentObjects.All(ctx, client.EnvironmentObjectFilter{WorkspaceID: s.workspace, ObjectKey: "other"})))
	require.NoError(t, s.c.EnvironmentObjects.Delete(ctx, id))
	require.NoError(t, s.c.Deployments.Delete(ctx, d))
	require.NoError(t, s.c.Workspaces.Delete(ctx, s.workspace))
}

func TestAgentTokens(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	id := must(s.c.Deployments.Create(ctx, remoteDeployment(s.workspace, s.AddCluster(client.Cluster{}), "etl")))(t).ID
	token := must(s.c.AgentTokens.Create(ctx, id, client.CreateAgentToken{Name: "one", TokenExpiryPeriodInDays: 2}))(t)
	assert.False(t, token.Token.IsZero())
	assert.Equal(t, day.AddDate(0, 0, 2), *token.EndAt)
	again := must(s.c.AgentTokens.Get(ctx, id, token.ID))(t)
	assert.True(t, again.Token.IsZero(), "it is shown once")
	forever := must(s.c.AgentTokens.Create(ctx, id, client.CreateAgentToken{Name: "two"}))(t)
	assert.Nil(t, forever.EndAt)
	assert.Len(t, all(t, s.c.AgentTokens.All(ctx, id, client.AgentTokenFilter{})), 2)
	for _, in := range []client.CreateAgentToken{{}, {Name: "x", TokenExpiryPeriodInDays: 3651}} {
		_, err := s.c.AgentTokens.Create(ctx, id, in)
		require.ErrorIs(t, err, client.ErrInvalid)
	}
	plain := must(s.c.Deployments.Create(ctx, standard(s.workspace, "plain")))(t).ID
	_, err := s.c.AgentTokens.Create(ctx, plain, client.CreateAgentToken{Name: "x"})
	require.ErrorIs(t, err, client.ErrInvalid, "no remote execution")
	require.NoError(t, s.c.AgentTokens.Delete(ctx, id, token.ID))
	require.ErrorIs(t, s.c.AgentTokens.Delete(ctx, id, token.ID), client.ErrNotFound)
	_, err = s.c.AgentTokens.Get(ctx, id, token.ID)
	require.ErrorIs(t, err, client.ErrNotFound)
}
