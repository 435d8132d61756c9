package client_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/rbac"
)

// crew is an Organization with people, a Team and tokens whose roles are spread over all lists.
type crew struct {
	*clienttest.Astro
	c                      *client.Client
	w1, w2, d1             string
	founder, ann, bob, cyd string // cyd is only invited
	team, token            string // their IDs
	secrets                map[string]client.Secret
}

func newCrew(t *testing.T, opts ...clienttest.Option) *crew {
	t.Helper()
	a := clienttest.New(append([]clienttest.Option{clienttest.WithPageSize(2)}, opts...)...)
	s := &crew{Astro: a, secrets: map[string]client.Secret{}}
	s.w1 = a.AddWorkspace(client.Workspace{Name: "one"})
	s.w2 = a.AddWorkspace(client.Workspace{Name: "two"})
	file, found := deployfile.Parse("etl.yaml", []byte(exampleFile))
	require.NoError(t, found.Err())
	file.Deployment.Configuration.WorkspaceName = "one"
	file.Deployment.EnvironmentVariables = nil
	var err error
	s.d1, err = a.AddDeployment(file.Deployment)
	require.NoError(t, err)
	s.c, err = a.Client()
	require.NoError(t, err)
	_, err = s.c.Roles.Create(t.Context(), client.CreateRole{
		Name: "deployer", ScopeType: client.RoleScopeDeployment, Permissions: []string{"deployment.get", "deployment.deploys.create"},
	})
	require.NoError(t, err)
	s.ann = a.AddUser(client.User{
		Username: "ann@example.com", OrganizationRole: client.OrganizationRoleMember,
		WorkspaceRoles: []client.WorkspaceRole{
			{WorkspaceID: s.w1, Role: client.WorkspaceRoleMember}, {WorkspaceID: s.w2, Role: client.WorkspaceRoleAuthor},
		},
		DeploymentRoles: []client.DeploymentRole{{DeploymentID: s.d1, Role: "deployer"}},
		DagRoles:        []client.DagRole{{DeploymentID: s.d1, DagTag: "finance", Role: "DAG_AUTHOR"}, {DeploymentID: s.d1, DagID: "etl", Role: "DAG_VIEWER"}},
	})
	s.bob = a.AddUser(client.User{Username: "Bob@example.com", OrganizationRole: client.OrganizationRoleOwner})
	s.cyd = a.AddUser(client.User{Username: "cyd@example.com", Status: client.UserStatusPending})
	s.team = a.AddTeam(client.Team{
		Name: "data", Description: "loads", OrganizationRole: client.OrganizationRoleMember,
		WorkspaceRoles: []client.WorkspaceRole{
			{WorkspaceID: s.w1, Role: client.WorkspaceRoleAccessor}, {WorkspaceID: s.w2, Role: client.WorkspaceRoleOwner},
		},
		DeploymentRoles: []client.DeploymentRole{{DeploymentID: s.d1, Role: "DEPLOYMENT_ADMIN"}},
		DagRoles:        []client.DagRole{{DeploymentID: s.d1, DagID: "etl", Role: "DAG_AUTHOR"}},
	}, s.ann, s.bob)
	s.token, _ = a.AddToken(client.CreateAPIToken{
		Name: "ci", Description: "builds", Scope: client.TokenScopeWorkspace, EntityID: s.w1, Role: string(client.WorkspaceRoleAuthor),
		TokenExpiryPeriodInDays: 30,
	})
	_, err = s.c.APITokens.SetRoles(t.Context(), s.token, []client.APITokenRole{
		{EntityType: client.TokenRoleEntityWorkspace, EntityID: s.w1, Role: "WORKSPACE_AUTHOR"},
		{EntityType: client.TokenRoleEntityDeployment, EntityID: s.d1, Role: "deployer"},
		{EntityType: client.TokenRoleEntityDagTag, EntityID: "finance", DeploymentID: s.d1, Role: "DAG_VIEWER"},
	})
	require.NoError(t, err)
	users, err := gathered(s.c.Users.All(t.Context(), client.UserFilter{}))
	require.NoError(t, err)
	s.founder = users[0].ID
	s.ForgetRequests()
	return s
}

// read returns who has which role.
func (s *crew) read(t *testing.T) rbac.Access {
	t.Helper()
	live, err := s.c.ReadAccess(t.Context())
	require.NoError(t, err)
	return live
}

// only returns a description of the live subjects that the functions choose, changed by them.
func (s *crew) only(t *testing.T, change ...func(*rbac.Access, rbac.Access)) rbac.Access {
	t.Helper()
	var want rbac.Access
	live := s.read(t)
	for _, f := range change {
		f(&want, live)
	}
	return want
}

func user(email string, change func(*rbac.UserAccess)) func(*rbac.Access, rbac.Access) {
	return func(want *rbac.Access, live rbac.Access) {
		for _, u := range live.Users {
			if u.Email == email {
				change(&u)
				want.Users = append(want.Users, u)
			}
		}
	}
}

func team(name string, change func(*rbac.TeamAccess)) func(*rbac.Access, rbac.Access) {
	return func(want *rbac.Access, live rbac.Access) {
		for _, t := range live.Teams {
			if t.Name == name {
				change(&t)
				want.Teams = append(want.Teams, t)
			}
		}
	}
}

func token(name string, change func(*rbac.TokenAccess)) func(*rbac.Access, rbac.Access) {
	return func(want *rbac.Access, live rbac.Access) {
		for _, t := range live.Tokens {
			if t.Name == name {
				change(&t)
				want.Tokens = append(want.Tokens, t)
			}
		}
	}
}

// apply applies with consent, and keeps the secrets of new tokens.
func (s *crew) apply(t *testing.T, want rbac.Access, opts ...client.AccessOption) (*client.AccessResult, error) {
	t.Helper()
	keep := client.OnTokenSecret(func(of rbac.TokenAccess, secret client.Secret) error {
		s.secrets[of.Name] = secret
		return nil
	})
	return s.c.ApplyAccess(t.Context(), want, append([]client.AccessOption{client.AllowRevoke(), keep}, opts...)...)
}

// writes are the operations that changed something, or were to.
func (s *crew) writes() []string {
	var all []string
	for _, r := range s.Requests() {
		if r.Method != http.MethodGet {
			all = append(all, r.Operation)
		}
	}
	return all
}

// settled asserts that a second run finds nothing to do.
func (s *crew) settled(t *testing.T, want rbac.Access, opts ...client.AccessOption) {
	t.Helper()
	s.ForgetRequests()
	again, err := s.apply(t, want, opts...)
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeUnchanged, again.Outcome)
	assert.Empty(t, again.Plan.Changes)
	assert.Empty(t, s.writes())
}

func gathered[T any](seq func(func(T, error) bool)) (all []T, err error) {
	for item, failed := range seq {
		if failed != nil {
			return all, failed
		}
		all = append(all, item)
	}
	return all, nil
}

// withRole returns the list with another role in one Workspace.
func withRole(list []rbac.WorkspaceRole, workspaceID, role string) []rbac.WorkspaceRole {
	list = slices.Clone(list)
	for i := range list {
		if list[i].WorkspaceID == workspaceID {
			list[i].Role = role
			return list
		}
	}
	return append(list, rbac.WorkspaceRole{WorkspaceID: workspaceID, Role: role})
}
