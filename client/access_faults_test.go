package client_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/rbac"
)

// deed is something to ask for, by the write that it takes.
type deed struct {
	operation string
	prune     []rbac.PrincipalKind
	want      func(t *testing.T, s *crew) rbac.Access
}

func deeds() []deed {
	ofTeam := func(change func(s *crew, g *rbac.TeamAccess)) func(*testing.T, *crew) rbac.Access {
		return func(t *testing.T, s *crew) rbac.Access {
			t.Helper()
			return s.only(t, team("data", func(g *rbac.TeamAccess) { change(s, g) }))
		}
	}
	ofToken := func(change func(k *rbac.TokenAccess)) func(*testing.T, *crew) rbac.Access {
		return func(t *testing.T, s *crew) rbac.Access {
			t.Helper()
			return s.only(t, token("ci", change))
		}
	}
	return []deed{
		{operation: "UpdateUserRoles", want: func(t *testing.T, s *crew) rbac.Access {
			t.Helper()
			return s.only(t, user("ann@example.com", func(u *rbac.UserAccess) { u.WorkspaceRoles = withRole(u.WorkspaceRoles, s.w1, "WORKSPACE_OWNER") }))
		}},
		{operation: "UpdateTeamRoles", want: ofTeam(func(_ *crew, g *rbac.TeamAccess) { g.DagRoles = nil })},
		{operation: "UpdateTeam", want: ofTeam(func(_ *crew, g *rbac.TeamAccess) { g.Name = "renamed" })},
		{operation: "AddTeamMembers", want: ofTeam(func(s *crew, g *rbac.TeamAccess) { g.Members = append(g.Members, s.founder) })},
		{operation: "RemoveTeamMember", want: ofTeam(func(_ *crew, g *rbac.TeamAccess) { g.Members = g.Members[:1] })},
		{operation: "CreateTeam", want: func(_ *testing.T, s *crew) rbac.Access {
			return rbac.Access{Teams: []rbac.TeamAccess{{Name: "new", Members: []string{s.bob}, AccessRoles: rbac.AccessRoles{OrganizationRole: "ORGANIZATION_MEMBER"}}}}
		}},
		{operation: "DeleteTeam", prune: []rbac.PrincipalKind{rbac.KindTeam}, want: func(*testing.T, *crew) rbac.Access { return rbac.Access{} }},
		{operation: "UpdateApiTokenRoles", want: ofToken(func(k *rbac.TokenAccess) { k.DagRoles = nil })},
		{operation: "UpdateApiToken", want: ofToken(func(k *rbac.TokenAccess) { k.Description = new("") })},
		{operation: "DeleteApiToken", prune: []rbac.PrincipalKind{rbac.KindToken}, want: func(t *testing.T, s *crew) rbac.Access {
			t.Helper()
			return rbac.Access{Tokens: s.read(t).Tokens[:1]}
		}},
	}
}

// TestApplyAccessLostAnswers loses the answer to each write: what has happened is found, and what has not is done by the
// next run.
func TestApplyAccessLostAnswers(t *testing.T) {
	for _, d := range deeds() {
		for name, happened := range map[string]bool{"done": true, "not done": false} {
			t.Run(d.operation+" "+name, func(t *testing.T) {
				s := newCrew(t)
				want := d.want(t, s)
				s.ForgetRequests()
				s.Fail(clienttest.Match{Operation: d.operation}, clienttest.Fault{Cut: clienttest.CutConnection, Effect: happened})
				done, err := s.apply(t, want, client.PruneAccess(d.prune...))
				assert.Equal(t, []string{d.operation}, s.writes(), "once, whatever happens")
				assert.Equal(t, client.OutcomeUpdated, done.Outcome)
				if happened {
					require.NoError(t, err)
					s.settled(t, want, client.PruneAccess(d.prune...))
					return
				}
				var e *client.AccessStepError
				require.ErrorAs(t, err, &e)
				assert.Equal(t, client.EffectNone, e.Effect)
				assert.Equal(t, e.Path, d.path(done))
				assert.Contains(t, e.Error(), "safe to run it again")
				assert.Empty(t, done.Done)
				_, err = s.apply(t, want, client.PruneAccess(d.prune...))
				require.NoError(t, err)
				s.settled(t, want, client.PruneAccess(d.prune...))
			})
		}
	}
}

// path is that of the only subject in the plan.
func (deed) path(r *client.AccessResult) string {
	for _, s := range r.Plan.Users {
		return s.Path
	}
	for _, s := range r.Plan.Teams {
		return s.Path
	}
	return r.Plan.Tokens[0].Path
}

// TestApplyAccessIgnoredWrites accepts each write and does nothing, which the proof finds.
func TestApplyAccessIgnoredWrites(t *testing.T) {
	answers := map[string]string{
		"UpdateTeam": `{"id":"x"}`, "CreateTeam": `{"id":"x"}`, "UpdateApiToken": `{"id":"x"}`, "DeleteTeam": "{}", "DeleteApiToken": "{}",
	}
	for _, d := range deeds() {
		t.Run(d.operation, func(t *testing.T) {
			s := newCrew(t)
			want := d.want(t, s)
			body := answers[d.operation]
			if body == "" {
				body = "{}"
			}
			s.Fail(clienttest.Match{Operation: d.operation}, clienttest.Fault{Status: 200, Body: body})
			done, err := s.apply(t, want, client.PruneAccess(d.prune...))
			var e *client.AccessStepError
			require.ErrorAs(t, err, &e)
			assert.Equal(t, client.EffectAccepted, e.Effect, e.Error())
			assert.Empty(t, done.Done)
			_, err = s.apply(t, want, client.PruneAccess(d.prune...))
			require.NoError(t, err)
		})
	}
}

// TestApplyAccessStale changes each subject between the plan and the write: nothing of that is overwritten.
func TestApplyAccessStale(t *testing.T) {
	for _, d := range deeds() {
		if d.operation == "CreateTeam" {
			continue // TestApplyAccessTwice
		}
		t.Run(d.operation, func(t *testing.T) {
			s := newCrew(t)
			want := d.want(t, s)
			other, err := s.Client()
			require.NoError(t, err)
			meddle := func() {
				ctx := t.Context()
				_, err1 := other.Users.SetRoles(ctx, s.ann, client.SubjectRoles{OrganizationRole: "ORGANIZATION_BILLING_ADMIN"})
				_, err2 := other.Teams.SetRoles(ctx, s.team, client.SubjectRoles{OrganizationRole: "ORGANIZATION_BILLING_ADMIN"})
				_, err3 := other.APITokens.SetRoles(ctx, s.token, []client.APITokenRole{{EntityType: "WORKSPACE", EntityID: s.w1, Role: "WORKSPACE_MEMBER"}})
				assert.NoError(t, errors.Join(err1, err2, err3))
			}
			s.Fail(clienttest.Match{Operation: "ListDeployments"}, clienttest.Fault{Then: meddle}) // the last thing before the plan
			_, err = s.apply(t, want, client.PruneAccess(d.prune...))
			require.ErrorIs(t, err, client.ErrConflict)
			assert.Contains(t, err.Error(), "somebody else has changed it")
			live := s.read(t)
			assert.Equal(t, "ORGANIZATION_BILLING_ADMIN", live.Users[1].OrganizationRole)
			assert.Equal(t, "ORGANIZATION_BILLING_ADMIN", live.Teams[0].OrganizationRole)
			assert.Equal(t, "WORKSPACE_MEMBER", live.Tokens[1].WorkspaceRoles[0].Role)
		})
	}
}

// TestApplyAccessLastOwnerRace takes the other owners away between the plan and the write: the last one stays.
func TestApplyAccessLastOwnerRace(t *testing.T) {
	s := newCrew(t)
	want := s.only(t, user("Bob@example.com", func(u *rbac.UserAccess) { u.OrganizationRole = "ORGANIZATION_MEMBER" }))
	other, err := s.Client()
	require.NoError(t, err)
	s.Fail(clienttest.Match{Operation: "ListDeployments"}, clienttest.Fault{Then: func() {
		_, failed := other.Users.SetRoles(t.Context(), s.founder, client.SubjectRoles{OrganizationRole: "ORGANIZATION_MEMBER"})
		assert.NoError(t, failed)
	}})
	_, err = s.apply(t, want)
	require.ErrorIs(t, err, client.ErrConflict)
	assert.Contains(t, err.Error(), "nobody would be ORGANIZATION_OWNER any more")
	assert.Equal(t, "ORGANIZATION_OWNER", s.read(t).Users[2].OrganizationRole)
}

// TestApplyAccessStops leaves what comes behind a failure alone, and goes on from there.
func TestApplyAccessStops(t *testing.T) {
	s := newCrew(t)
	want := s.only(t,
		user("ann@example.com", func(u *rbac.UserAccess) { u.OrganizationRole = "ORGANIZATION_OWNER" }),
		user("Bob@example.com", func(u *rbac.UserAccess) { u.OrganizationRole = "ORGANIZATION_MEMBER" }))
	s.Fail(clienttest.Match{Operation: "UpdateUserRoles"}, clienttest.Fault{Status: 403})
	s.ForgetRequests()
	done, err := s.apply(t, want)
	require.ErrorIs(t, err, client.ErrForbidden)
	var e *client.AccessStepError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "users[email=ann@example.com]", e.Path)
	assert.Empty(t, done.Done)
	assert.Equal(t, []string{"UpdateUserRoles"}, s.writes())
	_, err = s.apply(t, want)
	require.NoError(t, err)
	s.settled(t, want)
}

// TestApplyAccessNewToken follows the secret of a new token, which can be read once.
func TestApplyAccessNewToken(t *testing.T) {
	fresh := rbac.Access{Tokens: []rbac.TokenAccess{{Name: "audit", Scope: rbac.ScopeOrganization, ExpiryDays: new(30), AccessRoles: rbac.AccessRoles{
		OrganizationRole: "ORGANIZATION_MEMBER",
	}}}}
	made := func(s *crew) (n int) {
		for _, k := range s.read(t).Tokens {
			if k.Name == "audit" {
				n++
			}
		}
		return n
	}
	t.Run("answer lost", func(t *testing.T) {
		s := newCrew(t)
		s.Fail(clienttest.Match{Operation: "CreateApiToken"}, clienttest.Fault{Cut: clienttest.CutBody})
		_, err := s.apply(t, fresh)
		var e *client.AccessStepError
		require.ErrorAs(t, err, &e)
		require.NotEmpty(t, e.TokenID)
		assert.Contains(t, err.Error(), "rotate the token with the ID "+e.TokenID)
		assert.Empty(t, s.secrets)
		assert.Equal(t, 1, made(s))
		again, err := s.c.APITokens.Rotate(t.Context(), e.TokenID)
		require.NoError(t, err)
		assert.False(t, again.Token.IsZero())
		s.settled(t, fresh)
	})
	t.Run("not made", func(t *testing.T) {
		s := newCrew(t)
		s.Fail(clienttest.Match{Operation: "CreateApiToken"}, clienttest.Fault{Cut: clienttest.CutConnection})
		_, err := s.apply(t, fresh)
		var e *client.AccessStepError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, client.EffectNone, e.Effect)
		assert.Empty(t, e.TokenID)
		_, err = s.apply(t, fresh)
		require.NoError(t, err)
		assert.Equal(t, 1, made(s))
		assert.NotEmpty(t, s.secrets["audit"].Reveal())
	})
	t.Run("not kept", func(t *testing.T) {
		s := newCrew(t)
		full, saw := errors.New("the vault is full"), ""
		_, err := s.c.ApplyAccess(t.Context(), fresh, client.OnTokenSecret(func(_ rbac.TokenAccess, secret client.Secret) error {
			saw = secret.Reveal()
			return full
		}))
		require.ErrorIs(t, err, full)
		require.NotEmpty(t, saw)
		assert.NotContains(t, err.Error(), saw)
		var e *client.AccessStepError
		require.ErrorAs(t, err, &e)
		assert.NotEmpty(t, e.TokenID)
	})
	t.Run("without a secret", func(t *testing.T) {
		s := newCrew(t)
		s.Fail(clienttest.Match{Operation: "CreateApiToken"}, clienttest.Fault{Status: 200, Body: `{"id":"tok"}`})
		_, err := s.apply(t, fresh)
		var e *client.AccessStepError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "tok", e.TokenID)
	})
}

// TestApplyAccessTwice makes what somebody else makes at the same moment: no second one.
func TestApplyAccessTwice(t *testing.T) {
	s := newCrew(t)
	want := rbac.Access{
		Teams:  []rbac.TeamAccess{{Name: "new", AccessRoles: rbac.AccessRoles{OrganizationRole: "ORGANIZATION_MEMBER"}}},
		Tokens: []rbac.TokenAccess{{Name: "new", Scope: rbac.ScopeWorkspace, EntityID: s.w1, AccessRoles: rbac.AccessRoles{WorkspaceRoles: []rbac.WorkspaceRole{{WorkspaceID: s.w1, Role: "WORKSPACE_MEMBER"}}}}},
	}
	for _, only := range []rbac.Access{{Teams: want.Teams}, {Tokens: want.Tokens}} {
		s.Fail(clienttest.Match{Operation: "ListDeployments"}, clienttest.Fault{Then: func() {
			if only.Teams != nil {
				s.AddTeam(client.Team{Name: "new"})
				return
			}
			s.AddToken(client.CreateAPIToken{Name: "new", Scope: client.TokenScopeWorkspace, EntityID: s.w1, Role: "WORKSPACE_MEMBER"})
		}})
		_, err := s.apply(t, only)
		require.ErrorIs(t, err, client.ErrConflict)
		_, err = s.apply(t, only)
		require.NoError(t, err)
		s.settled(t, only)
	}
}

// TestConcurrentApplyAccess lets several apply the same at once: each ends well or in a conflict, and the state is what
// they wanted.
func TestConcurrentApplyAccess(t *testing.T) {
	s := newCrew(t)
	want := s.only(t,
		user("ann@example.com", func(u *rbac.UserAccess) { u.DagRoles = nil }),
		user("Bob@example.com", func(u *rbac.UserAccess) { u.OrganizationRole = "ORGANIZATION_MEMBER" }),
		team("data", func(g *rbac.TeamAccess) { g.Members, g.DagRoles = []string{s.founder}, nil }),
		token("ci", func(k *rbac.TokenAccess) { k.DagRoles = nil }))
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if _, err := s.c.ApplyAccess(t.Context(), want, client.AllowRevoke()); err != nil {
				assert.True(t, errors.Is(err, client.ErrConflict) || errors.Is(err, client.ErrInvalid), err)
			}
		})
	}
	group.Wait()
	_, err := s.apply(t, want)
	require.NoError(t, err)
	s.settled(t, want)
}

// TestApplyAccessParts fails in the middle of the writes that one Team or token takes.
func TestApplyAccessParts(t *testing.T) {
	for operation, change := range map[string]func(s *crew, want *rbac.Access){
		"UpdateTeamRoles": func(s *crew, want *rbac.Access) {
			want.Teams[0].Members, want.Teams[0].DagRoles = []string{s.ann, s.bob, s.founder}, nil
		},
		"RemoveTeamMember": func(s *crew, want *rbac.Access) {
			want.Teams[0].Members = []string{s.founder}
		},
		"UpdateApiTokenRoles": func(_ *crew, want *rbac.Access) {
			want.Tokens[0].Name, want.Tokens[0].DagRoles = "renamed", nil
		},
	} {
		t.Run(operation, func(t *testing.T) {
			s := newCrew(t)
			want := s.only(t, team("data", func(*rbac.TeamAccess) {}), token("ci", func(*rbac.TokenAccess) {}))
			change(s, &want)
			s.Fail(clienttest.Match{Operation: operation}, clienttest.Fault{Status: 403})
			done, err := s.apply(t, want)
			require.ErrorIs(t, err, client.ErrForbidden)
			var e *client.AccessStepError
			require.ErrorAs(t, err, &e)
			assert.Equal(t, client.EffectUnknown, e.Effect)
			assert.Contains(t, e.Error(), "only a part was done")
			assert.NotEmpty(t, e.Differences)
			assert.Empty(t, done.Done)
			_, err = s.apply(t, want)
			require.NoError(t, err)
			s.settled(t, want)
		})
	}
}

// TestApplyAccessUnproven writes and cannot read what came of it.
func TestApplyAccessUnproven(t *testing.T) {
	reads := map[string]string{
		"UpdateUserRoles": "GetUser", "UpdateTeamRoles": "GetTeam", "UpdateApiTokenRoles": "GetApiToken", "DeleteTeam": "GetTeam",
		"DeleteApiToken": "GetApiToken",
	}
	for _, d := range deeds() {
		read, ok := reads[d.operation]
		if !ok {
			continue
		}
		for effect, fault := range map[client.Effect]clienttest.Fault{client.EffectAccepted: {}, client.EffectUnknown: {Status: 500}} {
			t.Run(fmt.Sprint(d.operation, " ", effect), func(t *testing.T) {
				s := newCrew(t)
				want := d.want(t, s)
				s.Fail(clienttest.Match{Operation: d.operation}, fault)
				s.Fail(clienttest.Match{Operation: read, Skip: 1}, clienttest.Fault{Status: 500})
				_, err := s.apply(t, want, client.PruneAccess(d.prune...))
				var e *client.AccessStepError
				require.ErrorAs(t, err, &e)
				assert.Equal(t, effect, e.Effect, e.Error())
				_, err = s.apply(t, want, client.PruneAccess(d.prune...))
				require.NoError(t, err)
				s.settled(t, want, client.PruneAccess(d.prune...))
			})
		}
	}
}

// TestApplyAccessGone meets somebody who has been deleted since the plan was made.
func TestApplyAccessGone(t *testing.T) {
	for _, d := range deeds() {
		if d.operation == "UpdateUserRoles" || d.operation == "CreateTeam" {
			continue
		}
		t.Run(d.operation, func(t *testing.T) {
			s := newCrew(t)
			want := d.want(t, s)
			other, err := s.Client()
			require.NoError(t, err)
			s.Fail(clienttest.Match{Operation: "ListDeployments"}, clienttest.Fault{Then: func() {
				assert.NoError(t, errors.Join(other.Teams.Delete(t.Context(), s.team), other.APITokens.Delete(t.Context(), s.token)))
			}})
			_, err = s.apply(t, want, client.PruneAccess(d.prune...))
			if d.prune != nil { // as it was to be
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, client.ErrConflict)
			assert.Contains(t, err.Error(), "does not exist any more")
		})
	}
}

// TestApplyAccessCancelled gives up between two steps, and in the middle of one.
func TestApplyAccessCancelled(t *testing.T) {
	for operation, effect := range map[string]client.Effect{"GetUser": client.EffectNone, "UpdateUserRoles": client.EffectUnknown} {
		s := newCrew(t)
		want := deeds()[0].want(t, s)
		ctx, cancel := context.WithCancel(t.Context())
		s.Fail(clienttest.Match{Operation: operation}, clienttest.Fault{Then: cancel, Cut: clienttest.CutConnection, Effect: true})
		_, err := s.c.ApplyAccess(ctx, want)
		var e *client.AccessStepError
		require.ErrorAs(t, err, &e, operation)
		assert.Equal(t, effect, e.Effect, operation)
		done, err := s.apply(t, want)
		require.NoError(t, err)
		assert.NotEmpty(t, done.Outcome)
	}
}

// TestApplyAccessRequests counts what a change takes: lists, and three requests for each subject.
func TestApplyAccessRequests(t *testing.T) {
	s := newCrew(t)
	want := deeds()[0].want(t, s)
	s.ForgetRequests()
	_, err := s.apply(t, want)
	require.NoError(t, err)
	counts := map[string]int{}
	for _, r := range s.Requests() {
		counts[r.Operation]++
	}
	assert.Equal(t, 2, counts["GetUser"])
	assert.Equal(t, 1, counts["UpdateUserRoles"])
	assert.Equal(t, 2, counts["ListUsers"], "pages")
	assert.Equal(t, 1, counts["ListTeamMembers"])
}

// TestAccessUnreadable ends without a write when something cannot be read.
func TestAccessUnreadable(t *testing.T) {
	for _, operation := range []string{"ListUsers", "ListTeams", "ListTeamMembers", "ListApiTokens", "ListDeployments", "ListRoles", "GetUser"} {
		s := newCrew(t)
		want := s.only(t, user("ann@example.com", func(u *rbac.UserAccess) { u.DagRoles = nil }))
		s.ForgetRequests()
		s.Fail(clienttest.Match{Operation: operation, Times: -1}, clienttest.Fault{Status: 500})
		done, err := s.apply(t, want)
		require.Error(t, err, operation)
		require.NotNil(t, done)
		assert.Empty(t, s.writes(), operation)
	}
}
