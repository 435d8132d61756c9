package clienttest

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
)

func TestUsers(t *testing.T) {
	a, c := ready(t)
	w := a.AddWorkspace(client.Workspace{})
	d := addStandard(t, c, w, "etl")
	owner := all(t, c.Users.All(t.Context(), client.UserFilter{}))[0]
	id := a.AddUser(client.User{Username: "ann@example.com", FullName: "Ann"})
	want := client.SubjectRoles{
		OrganizationRole: client.OrganizationRoleMember,
		WorkspaceRoles:   []client.WorkspaceRole{},
		DeploymentRoles:  []client.DeploymentRole{{DeploymentID: d, Role: "DEPLOYMENT_ADMIN"}},
		DagRoles:         []client.DagRole{{DeploymentID: d, DagTag: "finance", Role: "DAG_VIEWER"}},
	}
	got, err := c.Users.SetRoles(t.Context(), id, want)
	require.NoError(t, err)
	want.WorkspaceRoles = []client.WorkspaceRole{{WorkspaceID: w, Role: client.WorkspaceRoleAccessor}}
	assert.Equal(t, want, got, "a role in a Deployment brings the least role in its Workspace")
	u, err := c.Users.Get(t.Context(), id)
	require.NoError(t, err)
	assert.Equal(t, want, u.Roles())
	for filter, n := range map[string]int{"workspace": 1, "deployment": 1, "tag": 1, "other tag": 0} {
		f := map[string]client.UserFilter{
			"workspace": {WorkspaceID: w}, "deployment": {DeploymentID: d}, "tag": {DeploymentID: d, DagTags: []string{"x", "finance"}},
			"other tag": {DeploymentID: d, DagTags: []string{"x"}},
		}[filter]
		assert.Len(t, all(t, c.Users.All(t.Context(), f)), n, filter)
	}
	wantRefusal(t, firstError(c.Users.All(t.Context(), client.UserFilter{DagID: "x"})), http.StatusBadRequest, "deploymentId required_with")

	for field, roles := range map[string]client.SubjectRoles{
		"organizationRole oneof":               {OrganizationRole: "BOSS"},
		"workspaceRoles[0].workspaceId exists": {OrganizationRole: "ORGANIZATION_MEMBER", WorkspaceRoles: []client.WorkspaceRole{{WorkspaceID: "none", Role: "WORKSPACE_OWNER"}}},
		"workspaceRoles[0].role oneof":         {OrganizationRole: "ORGANIZATION_MEMBER", WorkspaceRoles: []client.WorkspaceRole{{WorkspaceID: w, Role: "OWNER"}}},
		"workspaceRoles[1] unique":             {OrganizationRole: "ORGANIZATION_MEMBER", WorkspaceRoles: []client.WorkspaceRole{{WorkspaceID: w, Role: "WORKSPACE_OWNER"}, {WorkspaceID: w, Role: "WORKSPACE_AUTHOR"}}},
		"deploymentRoles[0].role oneof":        {OrganizationRole: "ORGANIZATION_MEMBER", DeploymentRoles: []client.DeploymentRole{{DeploymentID: d, Role: "custom"}}},
		"dagRoles[0] excluded_with":            {OrganizationRole: "ORGANIZATION_MEMBER", DagRoles: []client.DagRole{{DeploymentID: d, DagID: "x", DagTag: "y", Role: "DAG_VIEWER"}}},
		"dagRoles[0].deploymentId exists":      {OrganizationRole: "ORGANIZATION_MEMBER", DagRoles: []client.DagRole{{DeploymentID: "none", DagID: "x", Role: "DAG_VIEWER"}}},
		"organizationRole required_with":       {WorkspaceRoles: []client.WorkspaceRole{{WorkspaceID: w, Role: "WORKSPACE_OWNER"}}},
	} {
		_, err = c.Users.SetRoles(t.Context(), id, roles)
		wantRefusal(t, err, http.StatusBadRequest, field)
	}
	_, err = c.Users.SetRoles(t.Context(), owner.ID, client.SubjectRoles{OrganizationRole: client.OrganizationRoleMember})
	wantRefusal(t, err, http.StatusBadRequest, "organizationRole last_owner")
	_, err = c.Users.SetRoles(t.Context(), "none", want)
	wantNotFound(t, err)
	_, err = c.Users.Get(t.Context(), "none")
	wantNotFound(t, err)

	require.NoError(t, c.Deployments.Delete(t.Context(), d))
	u, err = c.Users.Get(t.Context(), id)
	require.NoError(t, err)
	assert.Empty(t, append(u.DeploymentRoles, client.DeploymentRole{})[1:], "roles go with what they are for")
}

// TestOmittedRoles sends a body that leaves lists out, as the official command does.
func TestOmittedRoles(t *testing.T) {
	for name, test := range map[string]struct {
		opts []Option
		want int
	}{"cleared": {nil, 0}, "kept": {[]Option{WithKeptRoles()}, 1}} {
		a, c := ready(t, test.opts...)
		w := a.AddWorkspace(client.Workspace{})
		roles := []client.WorkspaceRole{{WorkspaceID: w, Role: client.WorkspaceRoleAuthor}}
		user := a.AddUser(client.User{WorkspaceRoles: roles})
		team := a.AddTeam(client.Team{WorkspaceRoles: roles})
		for _, path := range []string{client.Path("organizations", Organization, "users", user, "roles"), client.Path("organizations", Organization, "teams", team, "roles")} {
			var got client.SubjectRoles
			require.NoError(t, c.Do(t.Context(), http.MethodPost, path, nil, json.RawMessage(`{"organizationRole":"ORGANIZATION_MEMBER"}`), &got))
			assert.Len(t, got.WorkspaceRoles, test.want, name)
		}
	}
}

func TestSelfAndInvites(t *testing.T) {
	a, c := ready(t, WithClock(day))
	w := a.AddWorkspace(client.Workspace{})
	id := a.AddUser(client.User{Username: "ann@example.com", WorkspaceRoles: []client.WorkspaceRole{{WorkspaceID: w, Role: client.WorkspaceRoleOwner}}})
	other := a.AddOrganization(client.Organization{})
	theirs, err := a.ClientFor(other, a.TokenOf(other))
	require.NoError(t, err)
	invite, err := theirs.Invites.Create(t.Context(), client.CreateInvite{InviteeEmail: "ann@example.com", Role: client.OrganizationRoleMember})
	require.NoError(t, err)
	assert.Equal(t, id, invite.UserID)
	assert.Equal(t, day().AddDate(0, 0, 7), invite.ExpiresAt)

	unknown, err := c.Invites.Create(t.Context(), client.CreateInvite{InviteeEmail: "new@example.com", Role: client.OrganizationRoleMember})
	require.NoError(t, err)
	assert.Equal(t, client.Profile{ID: unknown.UserID, SubjectType: client.SubjectTypeUser, Username: "new@example.com"}, unknown.Invitee)

	secret := a.Login(id)
	info, err := client.ReadToken(secret)
	require.NoError(t, err)
	assert.Equal(t, client.TokenKindPerson, info.Kind)
	// The token of a fixed clock has expired for a client, which looks at its own.
	_, err = as(t, a, secret).Users.Self(t.Context(), client.SelfUserQuery{})
	require.ErrorIs(t, err, client.ErrTokenExpired)
	_, err = c.Users.Self(t.Context(), client.SelfUserQuery{})
	wantRefusal(t, err, http.StatusUnauthorized)

	_, err = c.Invites.Create(t.Context(), client.CreateInvite{InviteeEmail: "ann@example.com", Role: client.OrganizationRoleMember})
	wantRefusal(t, err, http.StatusBadRequest, "inviteeEmail member")
	_, err = c.Invites.Create(t.Context(), client.CreateInvite{InviteeEmail: "Ann <ann@example.com>", Role: client.OrganizationRoleMember})
	wantRefusal(t, err, http.StatusBadRequest, "inviteeEmail email")
	wantNotFound(t, c.Invites.Delete(t.Context(), invite.InviteID))
	require.NoError(t, theirs.Invites.Delete(t.Context(), invite.InviteID))
	wantNotFound(t, theirs.Invites.Delete(t.Context(), invite.InviteID))
}

func TestSelf(t *testing.T) {
	a := New()
	w := a.AddWorkspace(client.Workspace{})
	id := a.AddUser(client.User{Username: "ann@example.com", WorkspaceRoles: []client.WorkspaceRole{{WorkspaceID: w, Role: client.WorkspaceRoleOwner}}})
	self, err := as(t, a, a.Login(id)).Users.Self(t.Context(), client.SelfUserQuery{CreateIfNotExist: true})
	require.NoError(t, err)
	assert.Equal(t, "ann@example.com", self.Username)
	assert.Equal(t, Organization, self.OrganizationID)
	assert.Equal(t, []client.SelfUserRole{
		{Role: "ORGANIZATION_MEMBER", Scope: client.SelfUserRoleScope{Type: "ORGANIZATION", EntityID: Organization}},
		{Role: "WORKSPACE_OWNER", Scope: client.SelfUserRoleScope{Type: "WORKSPACE", EntityID: w}},
	}, self.Roles)
}

func TestTeams(t *testing.T) {
	a, c := ready(t)
	w := a.AddWorkspace(client.Workspace{})
	ann, bob := a.AddUser(client.User{FullName: "Ann"}), a.AddUser(client.User{FullName: "Bob"})
	made, err := c.Teams.Create(t.Context(), client.CreateTeam{Name: "data", MemberIDs: []string{ann, ann}})
	require.NoError(t, err)
	assert.Equal(t, client.OrganizationRoleMember, made.OrganizationRole)
	got, err := c.Teams.Update(t.Context(), made.ID, client.UpdateTeam{Name: "data2", Description: new("d")})
	require.NoError(t, err)
	got, err = c.Teams.Update(t.Context(), made.ID, client.UpdateTeam{Name: "data3"})
	require.NoError(t, err)
	assert.Equal(t, "d", got.Description, "omitted stays")
	require.NoError(t, c.Teams.AddMembers(t.Context(), made.ID, []string{bob, ann}))
	members := all(t, c.Teams.Members(t.Context(), made.ID, client.TeamMemberFilter{Sorts: []client.Sort{client.Descending("fullName")}}))
	require.Len(t, members, 2)
	assert.Equal(t, bob, members[0].UserID)
	require.NoError(t, c.Teams.RemoveMember(t.Context(), made.ID, ann))
	wantNotFound(t, c.Teams.RemoveMember(t.Context(), made.ID, ann))

	roles, err := c.Teams.SetRoles(t.Context(), made.ID, client.SubjectRoles{
		OrganizationRole: client.OrganizationRoleMember, WorkspaceRoles: []client.WorkspaceRole{{WorkspaceID: w, Role: client.WorkspaceRoleAuthor}},
	})
	require.NoError(t, err)
	assert.Len(t, roles.WorkspaceRoles, 1)
	_, err = c.Teams.SetRoles(t.Context(), made.ID, client.SubjectRoles{})
	wantRefusal(t, err, http.StatusBadRequest, "organizationRole required")
	got, err = c.Teams.Get(t.Context(), made.ID)
	require.NoError(t, err)
	assert.Equal(t, 2, got.RolesCount)
	assert.Equal(t, []client.Team{got}, all(t, c.Teams.All(t.Context(), client.TeamFilter{Names: []string{"data3"}, WorkspaceID: w})))
	assert.Empty(t, all(t, c.Teams.All(t.Context(), client.TeamFilter{DeploymentID: "none"})))
	memberships := all(t, c.Users.Teams(t.Context(), bob, client.UserTeamFilter{}))
	require.Len(t, memberships, 1)
	assert.Equal(t, got.WorkspaceRoles, memberships[0].WorkspaceRoles)
	wantNotFound(t, firstError(c.Users.Teams(t.Context(), "none", client.UserTeamFilter{})))

	_, err = c.Teams.Create(t.Context(), client.CreateTeam{Name: "x", MemberIDs: []string{"none"}})
	wantNotFound(t, err)
	_, err = c.Teams.Create(t.Context(), client.CreateTeam{})
	wantRefusal(t, err, http.StatusBadRequest, "name min")
	wantNotFound(t, c.Teams.AddMembers(t.Context(), made.ID, []string{"none"}))
	wantRefusal(t, c.Teams.AddMembers(t.Context(), made.ID, nil), http.StatusBadRequest, "memberIds min")
	managed := a.AddTeam(client.Team{Name: "sso", IsIDPManaged: true}, ann)
	wantRefusal(t, c.Teams.AddMembers(t.Context(), managed, []string{bob}), http.StatusBadRequest)
	wantRefusal(t, c.Teams.RemoveMember(t.Context(), managed, ann), http.StatusBadRequest)

	require.NoError(t, c.Teams.Delete(t.Context(), made.ID))
	wantNotFound(t, c.Teams.Delete(t.Context(), made.ID))
	_, err = c.Teams.Get(t.Context(), made.ID)
	wantNotFound(t, err)
	_, err = c.Teams.Update(t.Context(), made.ID, client.UpdateTeam{Name: "x"})
	wantNotFound(t, err)
	_, err = c.Teams.SetRoles(t.Context(), made.ID, client.SubjectRoles{OrganizationRole: client.OrganizationRoleMember})
	wantNotFound(t, err)
	wantNotFound(t, firstError(c.Teams.Members(t.Context(), made.ID, client.TeamMemberFilter{})))
	wantNotFound(t, c.Teams.AddMembers(t.Context(), made.ID, []string{ann}))
}

func TestRoles(t *testing.T) {
	a, c := ready(t)
	w := a.AddWorkspace(client.Workspace{})
	made, err := c.Roles.Create(t.Context(), client.CreateRole{
		Name: "deployer", ScopeType: client.RoleScopeDeployment, Permissions: []string{"deployment.get", "unheard.of"}, RestrictedWorkspaceIDs: []string{w},
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"deployment.get", "unheard.of"}, made.Permissions)
	got, err := c.Roles.Get(t.Context(), made.ID)
	require.NoError(t, err)
	assert.Equal(t, made, got)
	assert.Equal(t, []client.Role{made.Role}, all(t, c.Roles.All(t.Context(), client.RoleFilter{ScopeTypes: []client.RoleScope{"DEPLOYMENT"}})))
	assert.Empty(t, all(t, c.Roles.All(t.Context(), client.RoleFilter{ScopeTypes: []client.RoleScope{"DAG"}})))

	d := addStandard(t, c, w, "etl")
	user := a.AddUser(client.User{})
	_, err = c.Users.SetRoles(t.Context(), user, client.SubjectRoles{
		OrganizationRole: client.OrganizationRoleMember, DeploymentRoles: []client.DeploymentRole{{DeploymentID: d, Role: "deployer"}},
	})
	require.NoError(t, err)
	wantRefusal(t, c.Roles.Delete(t.Context(), made.ID), http.StatusBadRequest)
	changed, err := c.Roles.Update(t.Context(), made.ID, client.UpdateRole{Name: "shipper", Permissions: []string{"deployment.get"}})
	require.NoError(t, err)
	assert.Empty(t, changed.RestrictedWorkspaceIDs, "replaced")
	u, err := c.Users.Get(t.Context(), user)
	require.NoError(t, err)
	assert.Equal(t, "shipper", u.DeploymentRoles[0].Role)

	for field, in := range map[string]client.CreateRole{
		"name unique":                   {Name: "shipper", ScopeType: "DAG", Permissions: []string{"x"}},
		"scopeType oneof":               {Name: "x", ScopeType: "WORKSPACE", Permissions: []string{"x"}},
		"permissions min":               {Name: "x", ScopeType: "DAG"},
		"restrictedWorkspaceIds exists": {Name: "x", ScopeType: "DAG", Permissions: []string{"x"}, RestrictedWorkspaceIDs: []string{"none"}},
		"restrictedWorkspaceIds unique": {Name: "x", ScopeType: "DAG", Permissions: []string{"x"}, RestrictedWorkspaceIDs: []string{w, w}},
	} {
		_, err = c.Roles.Create(t.Context(), in)
		wantRefusal(t, err, http.StatusBadRequest, field)
	}
	_, err = c.Roles.Update(t.Context(), made.ID, client.UpdateRole{Name: "DAG_VIEWER", Permissions: []string{"x"}})
	wantRefusal(t, err, http.StatusBadRequest, "name unique")

	require.NoError(t, c.Deployments.Delete(t.Context(), d))
	require.NoError(t, c.Roles.Delete(t.Context(), made.ID))
	wantNotFound(t, c.Roles.Delete(t.Context(), made.ID))
	_, err = c.Roles.Get(t.Context(), made.ID)
	wantNotFound(t, err)
	_, err = c.Roles.Update(t.Context(), made.ID, client.UpdateRole{Name: "x", Permissions: []string{"x"}})
	wantNotFound(t, err)
}

func TestRolesThatAreThere(t *testing.T) {
	_, c := ready(t)
	defaults, err := c.Roles.Defaults(t.Context())
	require.NoError(t, err)
	assert.Len(t, defaults, 13)
	for _, r := range defaults {
		assert.NotEmpty(t, r.Permissions, r.Name)
	}
	dags, err := c.Roles.Defaults(t.Context(), client.RoleScopeDag)
	require.NoError(t, err)
	assert.Len(t, dags, 2)
	templates, err := c.Roles.Templates(t.Context(), client.RoleScopeDeployment)
	require.NoError(t, err)
	names := []string{}
	for _, r := range templates {
		names = append(names, r.Name)
	}
	assert.Equal(t, []string{"Deployment Viewer", "Deployment Author", "Deployment Operator"}, names)
	for scope, want := range map[client.RoleScope]int{"": 2, "DEPLOYMENT": 1, "DAG": 1, "WORKSPACE": 0, "ORGANIZATION": 0} {
		groups, failed := c.Roles.PermissionGroups(t.Context(), scope)
		require.NoError(t, failed)
		assert.Len(t, groups, want, scope)
	}
	_, err = c.Roles.PermissionGroups(t.Context(), "SYSTEM")
	wantRefusal(t, err, http.StatusBadRequest, "scopeType oneof")
}

// TestRenamedRoles follows a role wherever somebody has it.
func TestRenamedRoles(t *testing.T) {
	a, c := ready(t)
	w := a.AddWorkspace(client.Workspace{})
	d := addStandard(t, c, w, "etl")
	role, err := c.Roles.Create(t.Context(), client.CreateRole{Name: "old", ScopeType: client.RoleScopeDag, Permissions: []string{"dag.get"}})
	require.NoError(t, err)
	dags := client.SubjectRoles{OrganizationRole: client.OrganizationRoleMember, DagRoles: []client.DagRole{{DeploymentID: d, DagID: "x", Role: "old"}}}
	user, team := a.AddUser(client.User{}), a.AddTeam(client.Team{})
	_, err = c.Users.SetRoles(t.Context(), user, dags)
	require.NoError(t, err)
	_, err = c.Teams.SetRoles(t.Context(), team, dags)
	require.NoError(t, err)
	token, _ := a.AddToken(client.CreateAPIToken{Scope: client.TokenScopeWorkspace, EntityID: w})
	_, err = c.APITokens.SetRoles(t.Context(), token, []client.APITokenRole{
		{EntityType: "WORKSPACE", EntityID: w, Role: "WORKSPACE_MEMBER"}, {EntityType: "DAG", EntityID: "x", DeploymentID: d, Role: "old"},
	})
	require.NoError(t, err)
	_, err = c.Roles.Update(t.Context(), role.ID, client.UpdateRole{Name: "new", Permissions: []string{"dag.get"}})
	require.NoError(t, err)

	u, err := c.Users.Get(t.Context(), user)
	require.NoError(t, err)
	g, err := c.Teams.Get(t.Context(), team)
	require.NoError(t, err)
	k, err := c.APITokens.Get(t.Context(), token)
	require.NoError(t, err)
	assert.Equal(t, []string{"new", "new", "new"}, []string{u.DagRoles[0].Role, g.DagRoles[0].Role, k.Roles[1].Role})
	wantRefusal(t, c.Roles.Delete(t.Context(), role.ID), http.StatusBadRequest)

	self, err := as(t, a, a.Login(user)).Users.Self(t.Context(), client.SelfUserQuery{})
	require.NoError(t, err)
	assert.Contains(t, self.Roles, client.SelfUserRole{Role: "new", Scope: client.SelfUserRoleScope{Type: "DAG", EntityID: "x", DeploymentID: d}})
	wantRefusal(t, c.Workspaces.Delete(t.Context(), w), http.StatusBadRequest)
	require.NoError(t, c.Deployments.Delete(t.Context(), d))
	require.NoError(t, c.Workspaces.Delete(t.Context(), w))
	_, err = c.APITokens.Get(t.Context(), token)
	wantNotFound(t, err)
	require.NoError(t, c.Roles.Delete(t.Context(), role.ID), "nobody has it any more")
}

func TestOwnersOfNewWorkspaces(t *testing.T) {
	a := New()
	person := a.AddUser(client.User{OrganizationRole: client.OrganizationRoleOwner})
	c := as(t, a, a.Login(person))
	w, err := c.Workspaces.Create(t.Context(), client.CreateWorkspace{Name: "mine"})
	require.NoError(t, err)
	assert.Equal(t, person, w.CreatedBy.ID)
	u, err := c.Users.Get(t.Context(), person)
	require.NoError(t, err)
	assert.Equal(t, []client.WorkspaceRole{{WorkspaceID: w.ID, Role: client.WorkspaceRoleOwner}}, u.WorkspaceRoles)
}

func TestSeededUsers(t *testing.T) {
	a, c := ready(t)
	id := a.AddUser(client.User{})
	got, err := c.Users.Get(t.Context(), id)
	require.NoError(t, err)
	assert.Equal(t, []string{id + "@example.com", id + "@example.com", "ACTIVE", "ORGANIZATION_MEMBER"},
		[]string{got.Username, got.FullName, string(got.Status), string(got.OrganizationRole)})
	assert.NotEmpty(t, got.AvatarURL)
	other := a.AddOrganization(client.Organization{})
	assert.Equal(t, id, a.AddUserTo(other, client.User{ID: id, OrganizationRole: client.OrganizationRoleOwner}))
	again, err := c.Users.Get(t.Context(), id)
	require.NoError(t, err)
	assert.Equal(t, got, again, "roles are per Organization")
}
