package client_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/rbac"
)

func TestReadAccess(t *testing.T) {
	s := newCrew(t)
	live := s.read(t)
	require.Len(t, live.Users, 4)
	assert.Equal(t, rbac.UserAccess{ID: s.ann, Email: "ann@example.com", AccessRoles: rbac.AccessRoles{
		OrganizationRole: "ORGANIZATION_MEMBER",
		WorkspaceRoles:   []rbac.WorkspaceRole{{WorkspaceID: s.w1, Role: "WORKSPACE_MEMBER"}, {WorkspaceID: s.w2, Role: "WORKSPACE_AUTHOR"}},
		DeploymentRoles:  []rbac.DeploymentRole{{DeploymentID: s.d1, Role: "deployer"}},
		DagRoles:         []rbac.DagRole{{DeploymentID: s.d1, DagTag: "finance", Role: "DAG_AUTHOR"}, {DeploymentID: s.d1, DagID: "etl", Role: "DAG_VIEWER"}},
	}}, live.Users[1])
	assert.True(t, live.Users[3].Pending)
	assert.Equal(t, []rbac.TeamAccess{{
		ID: s.team, Name: "data", Description: new("loads"), Members: []string{s.ann, s.bob}, AccessRoles: rbac.AccessRoles{
			OrganizationRole: "ORGANIZATION_MEMBER",
			WorkspaceRoles:   []rbac.WorkspaceRole{{WorkspaceID: s.w1, Role: "WORKSPACE_ACCESSOR"}, {WorkspaceID: s.w2, Role: "WORKSPACE_OWNER"}},
			DeploymentRoles:  []rbac.DeploymentRole{{DeploymentID: s.d1, Role: "DEPLOYMENT_ADMIN"}},
			DagRoles:         []rbac.DagRole{{DeploymentID: s.d1, DagID: "etl", Role: "DAG_AUTHOR"}},
		},
	}}, live.Teams)
	require.Len(t, live.Tokens, 2)
	assert.Equal(t, rbac.TokenAccess{
		ID: s.token, Name: "ci", Description: new("builds"), Scope: rbac.ScopeWorkspace, EntityID: s.w1, ExpiryDays: new(30),
		AccessRoles: rbac.AccessRoles{
			WorkspaceRoles:  []rbac.WorkspaceRole{{WorkspaceID: s.w1, Role: "WORKSPACE_AUTHOR"}},
			DeploymentRoles: []rbac.DeploymentRole{{DeploymentID: s.d1, Role: "deployer"}},
			DagRoles:        []rbac.DagRole{{DeploymentID: s.d1, DagTag: "finance", Role: "DAG_VIEWER"}},
		},
	}, live.Tokens[1])
}

// TestReadAccessTwice reads, applies what was read, as it is and by way of a file, and changes nothing.
func TestReadAccessTwice(t *testing.T) {
	s := newCrew(t)
	live := s.read(t)
	s.settled(t, live)
	s.settled(t, live, client.PruneAccess(rbac.KindPerson, rbac.KindTeam, rbac.KindToken))
	text, err := json.Marshal(live)
	require.NoError(t, err)
	var again rbac.Access
	require.NoError(t, json.Unmarshal(text, &again))
	s.settled(t, again)
}

// TestApplyAccessLosesNothing changes one list of a user, a Team or a token and finds all the others as they were,
// whatever the API does with lists that a request omits.
func TestApplyAccessLosesNothing(t *testing.T) {
	lists := map[string]func(s *crew, r *rbac.AccessRoles){
		"Workspace": func(s *crew, r *rbac.AccessRoles) {
			r.WorkspaceRoles = withRole(r.WorkspaceRoles, s.w1, "WORKSPACE_OPERATOR")
		},
		"Deployment": func(s *crew, r *rbac.AccessRoles) {
			r.DeploymentRoles = []rbac.DeploymentRole{{DeploymentID: s.d1, Role: "DEPLOYMENT_ADMIN"}}
		},
		"Dag": func(s *crew, r *rbac.AccessRoles) {
			r.DagRoles = append(slices.Clip(r.DagRoles), rbac.DagRole{DeploymentID: s.d1, DagID: "new", Role: "DAG_AUTHOR"})
		},
		"no Dag": func(_ *crew, r *rbac.AccessRoles) { r.DagRoles = nil },
	}
	for name, change := range lists {
		for _, opts := range [][]clienttest.Option{nil, {clienttest.WithKeptRoles()}} {
			t.Run(fmt.Sprint(name, len(opts)), func(t *testing.T) {
				s := newCrew(t, opts...)
				want := s.only(t,
					user("ann@example.com", func(u *rbac.UserAccess) { change(s, &u.AccessRoles) }),
					team("data", func(g *rbac.TeamAccess) { change(s, &g.AccessRoles) }),
					token("ci", func(k *rbac.TokenAccess) { change(s, &k.AccessRoles) }))
				s.ForgetRequests()
				if name == "Deployment" {
					want.Teams[0].DeploymentRoles[0].Role = "deployer"
				}
				done, err := s.apply(t, want)
				require.NoError(t, err)
				assert.Equal(t, client.OutcomeUpdated, done.Outcome)
				assert.ElementsMatch(t, []string{"UpdateUserRoles", "UpdateTeamRoles", "UpdateApiTokenRoles"}, s.writes())
				assert.Len(t, done.Done, 3)
				now := s.only(t, user("ann@example.com", func(*rbac.UserAccess) {}), team("data", func(*rbac.TeamAccess) {}), token("ci", func(*rbac.TokenAccess) {}))
				assert.Empty(t, rbac.DiffAccess(now, want, rbac.AccessOptions{}).Changes)
				assert.ElementsMatch(t, want.Users[0].Grants(), now.Users[0].Grants())
				assert.ElementsMatch(t, want.Teams[0].Grants(), now.Teams[0].Grants())
				assert.ElementsMatch(t, want.Tokens[0].Grants(), now.Tokens[0].Grants())
				for _, r := range s.Requests() {
					if r.Operation == "UpdateUserRoles" || r.Operation == "UpdateTeamRoles" {
						var body map[string]any
						require.NoError(t, r.Body.JSON(&body))
						for _, list := range []string{"organizationRole", "workspaceRoles", "deploymentRoles", "dagRoles"} {
							assert.NotNil(t, body[list], "%s without %s", r.Operation, list)
						}
					}
				}
				s.settled(t, want)
			})
		}
	}
}

// TestApplyAccessAll makes, changes and deletes everything that can be, in one run.
func TestApplyAccessAll(t *testing.T) {
	s := newCrew(t)
	old := s.AddTeam(client.Team{Name: "old"})
	gone, _ := s.AddToken(client.CreateAPIToken{Name: "gone"})
	want := s.read(t)
	want.Users = want.Users[:3] // pruning leaves cyd a member, which cyd is
	want.Users[1].DeploymentRoles, want.Users[1].DagRoles = nil, nil
	want.Teams = []rbac.TeamAccess{
		{ID: s.team, Name: "data platform", Description: new("loads and serves"), Members: []string{"ann@example.com", s.founder}, AccessRoles: want.Teams[0].AccessRoles},
		{Name: "viewers", Members: []string{"BOB@example.com"}, AccessRoles: rbac.AccessRoles{
			OrganizationRole: "ORGANIZATION_MEMBER", DeploymentRoles: []rbac.DeploymentRole{{DeploymentID: s.d1, Role: "deployer"}},
		}},
	}
	want.Tokens = append(want.Tokens[:2:2], rbac.TokenAccess{
		Name: "previews", Scope: rbac.ScopeWorkspace, EntityID: s.w1, ExpiryDays: new(90), AccessRoles: rbac.AccessRoles{
			WorkspaceRoles:  []rbac.WorkspaceRole{{WorkspaceID: s.w1, Role: "WORKSPACE_OPERATOR"}},
			DeploymentRoles: []rbac.DeploymentRole{{DeploymentID: s.d1, Role: "deployer"}},
		},
	})
	want.Tokens[1].Name, want.Tokens[1].Description = "continuous", new("deploys")
	everybody := client.PruneAccess(rbac.KindPerson, rbac.KindTeam, rbac.KindToken)
	found, err := s.c.PlanAccess(t.Context(), want, everybody)
	require.NoError(t, err)
	for _, f := range found.Findings {
		assert.NotEqual(t, rbac.SeverityError, f.Severity, f.String())
	}
	done, err := s.apply(t, want, everybody)
	require.NoError(t, err, "%s", found.Plan)
	assert.Equal(t, client.OutcomeUpdated, done.Outcome)
	assert.Equal(t, found.Plan.String(), done.Plan.String())
	assert.Empty(t, done.Waiting)

	now := s.read(t)
	assert.Empty(t, now.Users[1].DagRoles)
	require.Len(t, now.Teams, 2)
	assert.Equal(t, "data platform", now.Teams[0].Name)
	assert.Equal(t, "loads and serves", *now.Teams[0].Description)
	assert.ElementsMatch(t, []string{s.ann, s.founder}, now.Teams[0].Members)
	assert.Equal(t, []string{s.bob}, now.Teams[1].Members)
	assert.Contains(t, now.Teams[1].WorkspaceRoles, rbac.WorkspaceRole{WorkspaceID: s.w1, Role: "WORKSPACE_ACCESSOR"}, "which comes by itself")
	require.Len(t, now.Tokens, 3)
	assert.Equal(t, "continuous", now.Tokens[1].Name)
	assert.Equal(t, new(90), now.Tokens[2].ExpiryDays)
	assert.Len(t, now.Tokens[2].Grants(), 2)
	_, err = s.c.Teams.Get(t.Context(), old)
	require.ErrorIs(t, err, client.ErrNotFound)
	_, err = s.c.APITokens.Get(t.Context(), gone)
	require.ErrorIs(t, err, client.ErrNotFound)
	s.settled(t, want, everybody)

	secret := s.secrets["previews"].Reveal()
	require.NotEmpty(t, secret)
	made, err := s.ClientFor(clienttest.Organization, secret)
	require.NoError(t, err)
	_, err = made.Workspaces.Get(t.Context(), s.w1)
	require.NoError(t, err, "the secret works")
	for _, text := range []string{fmt.Sprintf("%+v", done), fmt.Sprintf("%#v", done), done.Plan.String()} {
		assert.NotContains(t, text, secret)
	}
}

func TestApplyAccessRefuses(t *testing.T) {
	s := newCrew(t)
	refused := func(want rbac.Access, opts ...client.AccessOption) *client.AccessRefusedError {
		t.Helper()
		s.ForgetRequests()
		result, err := s.c.ApplyAccess(t.Context(), want, opts...)
		var e *client.AccessRefusedError
		require.ErrorAs(t, err, &e)
		require.NotNil(t, result)
		assert.Empty(t, result.Outcome)
		assert.Empty(t, s.writes())
		return e
	}
	less := s.only(t, user("ann@example.com", func(u *rbac.UserAccess) { u.DagRoles = u.DagRoles[:1] }))
	e := refused(less)
	require.Len(t, e.Needs, 1)
	assert.Contains(t, e.Error(), "AllowRevoke() agrees")
	lower := s.only(t, team("data", func(g *rbac.TeamAccess) { g.WorkspaceRoles[1].Role = "WORKSPACE_MEMBER" }))
	assert.Len(t, refused(lower).Needs, 1)
	assert.Len(t, refused(s.only(t, team("data", func(g *rbac.TeamAccess) { g.Members = g.Members[:1] }))).Needs, 1)
	everybody := s.read(t)
	everybody.Teams, everybody.Tokens = nil, everybody.Tokens[:1]
	assert.Len(t, refused(everybody, client.PruneAccess(rbac.KindTeam, rbac.KindToken)).Needs, 2)

	typo := s.only(t, user("ann@example.com", func(u *rbac.UserAccess) { u.WorkspaceRoles[0].Role = "WORKSPACE_OWNR" }))
	e = refused(typo, client.AllowRevoke())
	require.ErrorIs(t, e, client.ErrInvalid)
	assert.Contains(t, e.Error(), "WORKSPACE_OWNR")
	assert.Contains(t, e.Error(), "choose one of WORKSPACE_ACCESSOR", "and what would be right")

	noOwner := s.only(t, func(want *rbac.Access, live rbac.Access) {
		want.Users = live.Users
		for i := range want.Users {
			want.Users[i].OrganizationRole = "ORGANIZATION_MEMBER"
		}
	})
	e = refused(noOwner, client.AllowRevoke())
	require.NotEmpty(t, e.Blocked)
	assert.Equal(t, rbac.CodeLastOwner, e.Blocked[0].Code)

	self := s.only(t, token(s.read(t).Tokens[0].Name, func(k *rbac.TokenAccess) { k.OrganizationRole = "ORGANIZATION_MEMBER" }))
	e = refused(self, client.AllowRevoke())
	assert.Equal(t, rbac.CodeOwnAdministration, e.Blocked[0].Code)

	fresh := rbac.Access{Tokens: []rbac.TokenAccess{{Name: "new", Scope: rbac.ScopeOrganization, AccessRoles: rbac.AccessRoles{OrganizationRole: "ORGANIZATION_MEMBER"}}}}
	e = refused(fresh, client.AllowRevoke())
	assert.True(t, e.NoReceiver)
	assert.Contains(t, e.Error(), "OnTokenSecret")
}

func TestApplyAccessAgainst(t *testing.T) {
	s := newCrew(t)
	want := s.only(t, user("ann@example.com", func(u *rbac.UserAccess) { u.WorkspaceRoles = withRole(u.WorkspaceRoles, s.w1, "WORKSPACE_OWNER") }))
	seen, err := s.c.PlanAccess(t.Context(), want)
	require.NoError(t, err)
	more := s.only(t, user("ann@example.com", func(u *rbac.UserAccess) { u.OrganizationRole = "ORGANIZATION_OWNER" }))
	s.ForgetRequests()
	_, err = s.apply(t, more, client.AgainstAccess(seen.Plan))
	require.ErrorIs(t, err, client.ErrConflict)
	assert.Empty(t, s.writes())
	_, err = s.apply(t, want, client.AgainstAccess(seen.Plan))
	require.NoError(t, err)
	s.settled(t, want, client.AgainstAccess(seen.Plan))
}

// TestApplyAccessInvites invites who is not there, and leaves what needs an ID for later.
func TestApplyAccessInvites(t *testing.T) {
	s := newCrew(t)
	want := s.only(t, team("data", func(g *rbac.TeamAccess) { g.Members = append(g.Members, "Dan@example.com") }))
	want.Users = []rbac.UserAccess{{Email: "dan@example.com", AccessRoles: rbac.AccessRoles{
		OrganizationRole: "ORGANIZATION_MEMBER", WorkspaceRoles: []rbac.WorkspaceRole{{WorkspaceID: s.w1, Role: "WORKSPACE_MEMBER"}},
	}}}
	s.ForgetRequests()
	done, err := s.apply(t, want)
	require.NoError(t, err)
	assert.Equal(t, []string{"CreateUserInvite"}, s.writes())
	assert.Equal(t, []string{"users[email=dan@example.com]", "teams[name=data].members"}, done.Waiting)

	dan := s.AddUser(client.User{Username: "dan@example.com"}) // who has accepted
	done, err = s.apply(t, want)
	require.NoError(t, err)
	assert.Empty(t, done.Waiting)
	assert.Contains(t, s.read(t).Teams[0].Members, dan)
	s.settled(t, want)
}

// TestApplyAccessOrder gives before it takes, and takes from who applies the plan last.
func TestApplyAccessOrder(t *testing.T) {
	s := newCrew(t)
	me, err := s.ClientFor(clienttest.Organization, s.Login(s.bob))
	require.NoError(t, err)
	s.c = me
	want := s.only(t,
		user("Bob@example.com", func(u *rbac.UserAccess) { u.OrganizationRole = "ORGANIZATION_MEMBER" }),
		user("ann@example.com", func(u *rbac.UserAccess) { u.OrganizationRole = "ORGANIZATION_OWNER" }),
		team("data", func(g *rbac.TeamAccess) { g.OrganizationRole = "ORGANIZATION_OWNER" }),
		token("ci", func(k *rbac.TokenAccess) { k.DagRoles = nil }))
	s.ForgetRequests()
	done, err := s.apply(t, want)
	require.NoError(t, err)
	assert.Equal(t, []string{"users[email=ann@example.com]", "teams[name=data]", done.Done[2], "users[email=bob@example.com]"}, done.Done)
	assert.Contains(t, done.Done[2], "tokens[")
}

// TestApplyAccessOrganizationToken gives roles of all kinds to a token of the Organization.
func TestApplyAccessOrganizationToken(t *testing.T) {
	s := newCrew(t)
	want := rbac.Access{Tokens: []rbac.TokenAccess{{Name: "fleet", Scope: rbac.ScopeOrganization, ExpiryDays: new(7), AccessRoles: rbac.AccessRoles{
		OrganizationRole: "ORGANIZATION_MEMBER",
		WorkspaceRoles:   []rbac.WorkspaceRole{{WorkspaceID: s.w2, Role: "WORKSPACE_OPERATOR"}},
		DeploymentRoles:  []rbac.DeploymentRole{{DeploymentID: s.d1, Role: "deployer"}},
		DagRoles:         []rbac.DagRole{{DeploymentID: s.d1, DagID: "etl", Role: "DAG_VIEWER"}},
	}}}}
	_, err := s.apply(t, want)
	require.NoError(t, err)
	now := s.only(t, token("fleet", func(*rbac.TokenAccess) {}))
	assert.Equal(t, want.Tokens[0].Grants(), now.Tokens[0].Grants())
	s.settled(t, want)
}

// TestApplyAccessLostInvitation does not know whether an invitation was sent, and says so.
func TestApplyAccessLostInvitation(t *testing.T) {
	want := rbac.Access{Users: []rbac.UserAccess{{Email: "eve@example.com", AccessRoles: rbac.AccessRoles{OrganizationRole: "ORGANIZATION_MEMBER"}}}}
	for effect, fault := range map[client.Effect]clienttest.Fault{
		client.EffectUnknown: {Cut: clienttest.CutConnection, Effect: true}, client.EffectNone: {Status: 400},
	} {
		s := newCrew(t)
		s.Fail(clienttest.Match{Operation: "CreateUserInvite"}, fault)
		_, err := s.apply(t, want)
		var e *client.AccessStepError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, effect, e.Effect)
	}
}
