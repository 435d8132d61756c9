package clienttest

import (
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/rbac"
)

// TestOrderOfChecks: token, Organization, permission, body, object.
func TestOrderOfChecks(t *testing.T) {
	e := newEstate(t)
	_, author := e.hand("WORKSPACE_AUTHOR", rbac.ScopeWorkspace, false)
	_, owner := e.hand("WORKSPACE_OWNER", rbac.ScopeWorkspace, false)
	_, member := e.hand("ORGANIZATION_MEMBER", rbac.ScopeOrganization, false)
	op := func(name string) *operation {
		i := slices.IndexFunc(operations(), func(o *operation) bool { return o.name == name })
		require.NotEqual(t, -1, i, name)
		return operations()[i]
	}
	elsewhere, unknown := map[string]string{"organizationId": "cnone"}, map[string]string{"deploymentId": "cnone"}
	other := e.AddOrganization(client.Organization{})
	for name, test := range map[string]struct {
		operation, secret string
		way               about
		want              int
	}{
		"token before Organization":         {"UpdateDeployment", "nobody", about{ids: elsewhere}, 401},
		"Organization before permission":    {"UpdateDeployment", author, about{ids: elsewhere}, 404},
		"another Organization":              {"UpdateDeployment", author, about{ids: map[string]string{"organizationId": other}}, 403},
		"permission before body":            {"UpdateDeployment", author, about{body: "{"}, 403},
		"body":                              {"UpdateDeployment", owner, about{body: "{"}, 400},
		"permission before object":          {"DeleteDeployment", author, about{ids: unknown}, 403},
		"object":                            {"DeleteDeployment", owner, about{ids: unknown}, 404},
		"body before object":                {"UpdateDeployment", owner, about{ids: unknown, body: "{"}, 400},
		"a member learns nothing":           {"GetDeployment", member, about{ids: unknown}, 403},
		"permission before the body's word": {"CreateDeployment", author, about{body: `{"type":"STANDARD"}`}, 403},
		"the body's word":                   {"CreateDeployment", owner, about{body: `{"type":"STANDARD","name":"x"}`}, 400},
	} {
		status, message := e.send(t, op(test.operation), test.way, test.secret)
		assert.Equal(t, test.want, status, "%s: %s", name, message)
	}
}

// TestRolesAboveOnesOwn: nobody gives what they do not have.
func TestRolesAboveOnesOwn(t *testing.T) {
	a, owner := ready(t)
	ctx := t.Context()
	w := a.AddWorkspace(client.Workspace{Name: "data"})
	d := addStandard(t, owner, w, "etl")
	minter, err := owner.Roles.Create(ctx, client.CreateRole{Name: "minter", ScopeType: client.RoleScopeDeployment, Permissions: []string{
		"deployment.get", "deployment.apiTokens.get", "deployment.apiTokens.create", "deployment.apiTokens.update",
	}})
	require.NoError(t, err)
	_, err = owner.Roles.Create(ctx, client.CreateRole{Name: "reader", ScopeType: client.RoleScopeDeployment, Permissions: []string{"deployment.get"}})
	require.NoError(t, err)
	_, secret := a.AddToken(client.CreateAPIToken{Scope: client.TokenScopeDeployment, EntityID: d, Role: minter.Name})
	c := as(t, a, secret)
	mint := func(role string) (client.APIToken, error) {
		return c.APITokens.Create(ctx, client.CreateAPIToken{Name: role, Scope: client.TokenScopeDeployment, EntityID: d, Role: role})
	}
	made, err := mint("reader")
	require.NoError(t, err)
	_, err = mint("DEPLOYMENT_ADMIN")
	wantRefusal(t, err, http.StatusForbidden)
	require.ErrorContains(t, err, "above your own")
	for role, want := range map[string]int{"minter": 0, "DEPLOYMENT_ADMIN": http.StatusForbidden} {
		_, err = c.APITokens.SetRoles(ctx, made.ID, []client.APITokenRole{{EntityType: client.TokenRoleEntityDeployment, EntityID: d, Role: role}})
		if want == 0 {
			require.NoError(t, err)
		} else {
			wantRefusal(t, err, want)
		}
	}

	_, err = owner.Roles.Update(ctx, minter.ID, client.UpdateRole{Name: "minter", Permissions: []string{"deployment.get"}})
	require.NoError(t, err)
	_, err = mint("reader")
	wantRefusal(t, err, http.StatusForbidden)
	require.ErrorContains(t, err, `missing permission "deployment.apiTokens.create"`, "a role changes for whoever has it, at once")
	require.NotErrorIs(t, err, client.ErrTokenScope)
}

// TestRolesOfPeople: the owner of a Workspace decides about that alone, and what others gave stays.
func TestRolesOfPeople(t *testing.T) {
	a, owner := ready(t)
	ctx := t.Context()
	mine, theirs := a.AddWorkspace(client.Workspace{Name: "mine"}), a.AddWorkspace(client.Workspace{Name: "theirs"})
	d := addStandard(t, owner, mine, "etl")
	_, secret := a.AddToken(client.CreateAPIToken{Scope: client.TokenScopeWorkspace, EntityID: mine})
	c := as(t, a, secret)
	elsewhere := client.WorkspaceRole{WorkspaceID: theirs, Role: client.WorkspaceRoleAuthor}
	ann := a.AddUser(client.User{WorkspaceRoles: []client.WorkspaceRole{elsewhere}})
	set := func(roles client.SubjectRoles) error {
		roles.OrganizationRole = or(roles.OrganizationRole, client.OrganizationRoleMember)
		_, err := c.Users.SetRoles(ctx, ann, roles)
		return err
	}
	here := client.WorkspaceRole{WorkspaceID: mine, Role: client.WorkspaceRoleOperator}
	require.NoError(t, set(client.SubjectRoles{WorkspaceRoles: []client.WorkspaceRole{elsewhere, here}}))
	require.NoError(t, set(client.SubjectRoles{
		WorkspaceRoles: []client.WorkspaceRole{elsewhere}, DeploymentRoles: []client.DeploymentRole{{DeploymentID: d, Role: deploymentAdmin}},
	}))
	u, err := owner.Users.Get(ctx, ann)
	require.NoError(t, err)
	assert.Equal(t, []client.WorkspaceRole{elsewhere, {WorkspaceID: mine, Role: client.WorkspaceRoleAccessor}}, u.WorkspaceRoles)
	for name, roles := range map[string]client.SubjectRoles{
		"taken elsewhere":   {WorkspaceRoles: []client.WorkspaceRole{here}},
		"changed elsewhere": {WorkspaceRoles: []client.WorkspaceRole{{WorkspaceID: theirs, Role: client.WorkspaceRoleMember}, here}},
		"Organization":      {OrganizationRole: client.OrganizationRoleOwner, WorkspaceRoles: u.WorkspaceRoles, DeploymentRoles: u.DeploymentRoles},
	} {
		require.ErrorIs(t, set(roles), client.ErrForbidden, name)
	}
	again, err := owner.Users.Get(ctx, ann)
	require.NoError(t, err)
	assert.Equal(t, u, again)
}

// TestRolesAddUp: a person has what the Teams have, and lists show what one may read.
func TestRolesAddUp(t *testing.T) {
	a, owner := ready(t)
	ctx := t.Context()
	w1, w2 := a.AddWorkspace(client.Workspace{Name: "one"}), a.AddWorkspace(client.Workspace{Name: "two"})
	d1, d2, d3 := addStandard(t, owner, w1, "a"), addStandard(t, owner, w1, "b"), addStandard(t, owner, w2, "c")
	ann := a.AddUser(client.User{DeploymentRoles: []client.DeploymentRole{{DeploymentID: d1, Role: deploymentAdmin}}})
	c := as(t, a, a.Login(ann))
	seen := func() (ids []string) {
		for _, d := range all(t, c.Deployments.All(ctx, client.DeploymentFilter{})) {
			ids = append(ids, d.ID)
		}
		return ids
	}
	assert.Equal(t, []string{d1}, seen())
	assert.Len(t, all(t, c.Workspaces.All(ctx, client.WorkspaceFilter{})), 1)
	require.ErrorIs(t, getDeploymentOf(d2)(ctx, c), client.ErrForbidden)
	require.ErrorIs(t, c.Deployments.Delete(ctx, d3), client.ErrForbidden)

	team := a.AddTeam(client.Team{WorkspaceRoles: []client.WorkspaceRole{{WorkspaceID: w2, Role: client.WorkspaceRoleOperator}}}, ann)
	assert.Equal(t, []string{d1, d3}, seen())
	require.NoError(t, c.Deployments.Delete(ctx, d3))
	_, err := owner.Teams.SetRoles(ctx, team, client.SubjectRoles{OrganizationRole: client.OrganizationRoleOwner})
	require.NoError(t, err)
	assert.Equal(t, []string{d1, d2}, seen())
	require.NoError(t, owner.Teams.RemoveMember(ctx, team, ann))
	assert.Equal(t, []string{d1}, seen())
}

// TestRestrictedRoles: a custom role counts only in the Workspaces that it is restricted to.
func TestRestrictedRoles(t *testing.T) {
	a, owner := ready(t)
	ctx := t.Context()
	here, there := a.AddWorkspace(client.Workspace{Name: "here"}), a.AddWorkspace(client.Workspace{Name: "there"})
	d1, d2 := addStandard(t, owner, here, "a"), addStandard(t, owner, there, "b")
	_, err := owner.Roles.Create(ctx, client.CreateRole{
		Name: "reader", ScopeType: client.RoleScopeDeployment, Permissions: []string{"deployment.get"}, RestrictedWorkspaceIDs: []string{here},
	})
	require.NoError(t, err)
	c := as(t, a, a.Login(a.AddUser(client.User{DeploymentRoles: []client.DeploymentRole{{DeploymentID: d1, Role: "reader"}, {DeploymentID: d2, Role: "reader"}}})))
	require.NoError(t, getDeploymentOf(d1)(ctx, c))
	require.ErrorIs(t, getDeploymentOf(d2)(ctx, c), client.ErrForbidden)
}

// TestDefaultRolesAreEnforced proves that the roles that can be read are those that are enforced.
func TestDefaultRolesAreEnforced(t *testing.T) {
	for name, opts := range map[string][]Option{"usual": nil, "strict": {WithStrictRoles()}} {
		t.Run(name, func(t *testing.T) {
			e := newEstate(t, opts...)
			c, err := e.Client()
			require.NoError(t, err)
			defaults, err := c.Roles.Defaults(t.Context())
			require.NoError(t, err)
			var roles []rbac.Role
			for _, r := range defaults {
				out := rbac.Role{Name: r.Name, Scope: rbac.Scope(r.ScopeType)}
				for _, p := range r.Permissions {
					out.Permissions = append(out.Permissions, rbac.Permission(p))
				}
				roles = append(roles, out)
			}
			reported, warnings := rbac.Builtin().With(roles...)
			assert.Empty(t, warnings)
			for _, r := range defaults {
				grant := rbac.Grant{Role: r.Name, Scope: rbac.Scope(r.ScopeType), ID: e.resourceID(rbac.Scope(r.ScopeType)), Deployment: e.deployment}
				p := rbac.Principal{Organization: Organization, Grants: []rbac.Grant{grant}, Workspaces: map[string]string{e.deployment: e.workspace}}
				table, _ := rbac.Builtin().Subject(p)
				told, _ := reported.Subject(p)
				for _, op := range operations() {
					for _, way := range e.ways(op) {
						known, said := table.CanCall(op.name, e.resource(way.scope)), told.CanCall(op.name, e.resource(way.scope))
						enforced := known.Outcome == rbac.Denied || name == "strict" && known.Outcome == rbac.Undecided
						assert.Equal(t, enforced, said.Outcome == rbac.Denied || name == "strict" && said.Outcome == rbac.Undecided,
							"%s of a %s by %s: %s", op.name, way.scope, r.Name, said.Explain())
					}
				}
			}
		})
	}
}
