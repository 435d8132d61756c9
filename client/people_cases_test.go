package client

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	userAnswer = `{"id":"clu1","username":"a@example.com","fullName":"A B","avatarUrl":"https://x.example/a.png","status":"ACTIVE",
"organizationRole":"ORGANIZATION_MEMBER","workspaceRoles":[{"workspaceId":"clw","role":"WORKSPACE_ACCESSOR"}],
"deploymentRoles":[{"deploymentId":"cld","role":"DEPLOYMENT_ADMIN"}],"dagRoles":[{"deploymentId":"cld","dagTag":"finance","role":"DAG_AUTHOR"}],
"createdAt":"2025-03-16T03:50:37Z","updatedAt":"2025-03-16T03:50:36.817Z","fromTheFuture":1}`
	selfAnswer = `{"id":"clu1","username":"a@example.com","fullName":"A B","avatarUrl":"","status":"PENDING","organizationId":"clo","isIdpManaged":true,
"roles":[{"role":"DAG_VIEWER","scope":{"type":"DAG_TAG","entityId":"x","deploymentId":"cld","dagTag":"x"}}],
"invites":[{"inviteId":"cli","organizationId":"clo","expiresAt":"2025-03-16T03:50:37Z"}],"featureFlags":[{"key":"k","value":true}],
"createdAt":"2025-03-16T03:50:37Z","updatedAt":"2025-03-16T03:50:37Z"}`
	teamAnswer = `{"id":"clt1","name":"data","description":"d","organizationId":"clo","isIdpManaged":false,"organizationRole":"ORGANIZATION_MEMBER",
"workspaceRoles":[{"workspaceId":"clw","role":"WORKSPACE_OWNER"}],"rolesCount":2,"createdAt":"2025-03-16T03:50:37Z","createdBy":{"id":"clu1"},
"updatedAt":"2025-03-16T03:50:37Z","updatedBy":{"id":"clu1"}}`
	rolesAnswer = `{"organizationRole":"ORGANIZATION_MEMBER","workspaceRoles":[{"workspaceId":"clw","role":"WORKSPACE_OWNER"}],"dagRoles":[{"deploymentId":"cld","dagId":"etl","role":"DAG_VIEWER"}]}`
	roleAnswer  = `{"id":"clr1","name":"deployer","description":"d","scopeType":"DEPLOYMENT","restrictedWorkspaceIds":["clw"],"permissions":["deployment.get"],
"createdAt":"2025-03-16T03:50:37Z","createdBy":{"id":"clu1"},"updatedAt":"2025-03-16T03:50:37Z","updatedBy":{"id":"clu1"}}`
	tokenAnswer = `{"id":"clk1","name":"ci","description":"","kind":"STANDARD","scope":"WORKSPACE","shortToken":"eyJh","token":"eyJh.secret.x",
"roles":[{"entityType":"WORKSPACE","entityId":"clw","role":"WORKSPACE_AUTHOR"}],"startAt":"2025-03-16T03:50:37Z","endAt":"2025-04-15T03:50:37Z",
"expiryPeriodInDays":30,"lastRotatedAt":"2025-03-17T03:50:37Z","lastUsedAt":"2025-03-18T03:50:37Z","createdAt":"2025-03-16T03:50:37Z","createdBy":{"id":"clu1"},
"updatedAt":"2025-03-16T03:50:37Z","updatedBy":{"id":"clu1"}}`
)

// listed is the answer of a list with one item.
func listed(name, item string) string {
	return `{"` + name + `":[` + item + `],"limit":100,"offset":0,"totalCount":1}`
}

func peopleCases() []operationCase {
	return append(append(userCases(), teamCases()...), append(roleCases(), tokenCases()...)...)
}

func userCases() []operationCase {
	id := nasty("userId")
	return []operationCase{
		{
			operation: "ListUsers",
			call: func(ctx context.Context, c *Client) (any, error) {
				return collect(c.Users.All(ctx, UserFilter{WorkspaceID: "w&", DeploymentID: "d", DagID: "g", DagTags: []string{"a", "b"}, Sorts: []Sort{Descending("fullName")}}))
			},
			query:  "dagId=g&dagTags=a&dagTags=b&deploymentId=d&sorts=fullName%3Adesc&workspaceId=w%26",
			answer: listed("users", userAnswer),
			want:   []User{decoded[User](userAnswer)},
		},
		{
			operation: "GetUser",
			call:      func(ctx context.Context, c *Client) (any, error) { return result(c.Users.Get(ctx, id)) },
			answer:    userAnswer,
			want:      decoded[User](userAnswer),
		},
		{
			operation: "GetSelfUser",
			call:      func(ctx context.Context, c *Client) (any, error) { return result(c.Users.Self(ctx, SelfUserQuery{})) },
			answer:    selfAnswer,
			want:      decoded[SelfUser](selfAnswer),
		},
		{
			operation: "GetSelfUser",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Users.Self(ctx, SelfUserQuery{CreateIfNotExist: true}))
			},
			query:  "createIfNotExist=true",
			answer: selfAnswer,
			want:   decoded[SelfUser](selfAnswer),
		},
		{
			operation: "UpdateUserRoles", // lists that are empty are sent
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Users.SetRoles(ctx, id, SubjectRoles{OrganizationRole: OrganizationRoleOwner}))
			},
			body:   `{"organizationRole":"ORGANIZATION_OWNER","workspaceRoles":[],"deploymentRoles":[],"dagRoles":[]}`,
			answer: rolesAnswer,
			want:   decoded[SubjectRoles](rolesAnswer),
		},
		{
			operation: "UpdateUserRoles", // what was read goes back as it was
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Users.SetRoles(ctx, id, decoded[User](userAnswer).Roles()))
			},
			body: `{"organizationRole":"ORGANIZATION_MEMBER","workspaceRoles":[{"workspaceId":"clw","role":"WORKSPACE_ACCESSOR"}],
				"deploymentRoles":[{"deploymentId":"cld","role":"DEPLOYMENT_ADMIN"}],"dagRoles":[{"deploymentId":"cld","dagTag":"finance","role":"DAG_AUTHOR"}]}`,
			answer: rolesAnswer,
			want:   decoded[SubjectRoles](rolesAnswer),
		},
		{
			operation: "ListUserTeams",
			call: func(ctx context.Context, c *Client) (any, error) {
				return collect(c.Users.Teams(ctx, id, UserTeamFilter{Sorts: []Sort{Ascending("name")}}))
			},
			query:  "sorts=name%3Aasc",
			answer: listed("teams", teamAnswer),
			want:   []UserTeamMembership{decoded[UserTeamMembership](teamAnswer)},
		},
	}
}

func teamCases() []operationCase {
	id := nasty("teamId")
	const member = `{"userId":"clu1","username":"a@example.com","fullName":"A B","avatarUrl":"x","createdAt":"2025-03-16T03:50:37Z"}`
	return []operationCase{
		{
			operation: "ListTeams",
			call: func(ctx context.Context, c *Client) (any, error) {
				return collect(c.Teams.All(ctx, TeamFilter{Names: []string{"a b", "c"}, WorkspaceID: "w", DeploymentID: "d", Sorts: []Sort{Ascending("name")}}))
			},
			query:  "deploymentId=d&names=a+b&names=c&sorts=name%3Aasc&workspaceId=w",
			answer: listed("teams", teamAnswer),
			want:   []Team{decoded[Team](teamAnswer)},
		},
		{
			operation: "GetTeam",
			call:      func(ctx context.Context, c *Client) (any, error) { return result(c.Teams.Get(ctx, id)) },
			answer:    teamAnswer,
			want:      decoded[Team](teamAnswer),
		},
		{
			operation: "CreateTeam",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Teams.Create(ctx, CreateTeam{Name: "data", Description: "d", MemberIDs: []string{"u"}, OrganizationRole: OrganizationRoleMember}))
			},
			body:   `{"name":"data","description":"d","memberIds":["u"],"organizationRole":"ORGANIZATION_MEMBER"}`,
			answer: teamAnswer,
			want:   decoded[Team](teamAnswer),
		},
		{
			operation: "UpdateTeam",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Teams.Update(ctx, id, UpdateTeam{Name: "data"}))
			},
			body:   `{"name":"data"}`,
			answer: teamAnswer,
			want:   decoded[Team](teamAnswer),
		},
		{
			operation: "UpdateTeam",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Teams.Update(ctx, id, UpdateTeam{Name: "data", Description: new("")}))
			},
			body:   `{"name":"data","description":""}`,
			answer: teamAnswer,
			want:   decoded[Team](teamAnswer),
		},
		{
			operation: "DeleteTeam",
			call:      func(ctx context.Context, c *Client) (any, error) { return done(c.Teams.Delete(ctx, id)) },
		},
		{
			operation: "UpdateTeamRoles",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Teams.SetRoles(ctx, id, decoded[Team](teamAnswer).Roles()))
			},
			body:   `{"organizationRole":"ORGANIZATION_MEMBER","workspaceRoles":[{"workspaceId":"clw","role":"WORKSPACE_OWNER"}],"deploymentRoles":[],"dagRoles":[]}`,
			answer: rolesAnswer,
			want:   decoded[SubjectRoles](rolesAnswer),
		},
		{
			operation: "ListTeamMembers",
			call: func(ctx context.Context, c *Client) (any, error) {
				return collect(c.Teams.Members(ctx, id, TeamMemberFilter{Sorts: []Sort{Ascending("username")}}))
			},
			query:  "sorts=username%3Aasc",
			answer: listed("teamMembers", member),
			want:   []TeamMember{decoded[TeamMember](member)},
		},
		{
			operation: "AddTeamMembers",
			call: func(ctx context.Context, c *Client) (any, error) {
				return done(c.Teams.AddMembers(ctx, id, []string{"u1", "u2"}))
			},
			body: `{"memberIds":["u1","u2"]}`,
		},
		{
			operation: "RemoveTeamMember",
			call: func(ctx context.Context, c *Client) (any, error) {
				return done(c.Teams.RemoveMember(ctx, id, nasty("memberId")))
			},
		},
	}
}

func roleCases() []operationCase {
	const (
		group    = `{"name":"Deploys","description":"d","scope":"DEPLOYMENT","permissions":[{"action":"deployment.deploys.create","description":"c"}]}`
		template = `{"name":"DEPLOYMENT_ADMIN","description":"d","scopeType":"DEPLOYMENT","permissions":["deployment.get"]}`
	)
	return []operationCase{
		{
			operation: "ListRoles",
			call: func(ctx context.Context, c *Client) (any, error) {
				return collect(c.Roles.All(ctx, RoleFilter{ScopeTypes: []RoleScope{RoleScopeDeployment, RoleScopeDag}, Sorts: []Sort{Ascending("name")}}))
			},
			query:  "scopeTypes=DEPLOYMENT&scopeTypes=DAG&sorts=name%3Aasc",
			answer: listed("roles", roleAnswer),
			want:   []Role{decoded[Role](roleAnswer)},
		},
		{
			operation: "GetCustomRole",
			call:      func(ctx context.Context, c *Client) (any, error) { return result(c.Roles.Get(ctx, nasty("roleId"))) },
			answer:    roleAnswer,
			want:      decoded[RoleWithPermission](roleAnswer),
		},
		{
			operation: "CreateCustomRole",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Roles.Create(ctx, CreateRole{Name: "deployer", ScopeType: RoleScopeDeployment, Permissions: []string{"deployment.get"}}))
			},
			body:   `{"name":"deployer","scopeType":"DEPLOYMENT","permissions":["deployment.get"]}`,
			answer: roleAnswer,
			want:   decoded[RoleWithPermission](roleAnswer),
		},
		{
			operation: "UpdateCustomRole", // the restrictions are always sent: leaving them out would lift them
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Roles.Update(ctx, nasty("customRoleId"), UpdateRole{Name: "deployer", Permissions: []string{"deployment.get"}}))
			},
			body:   `{"name":"deployer","description":"","permissions":["deployment.get"],"restrictedWorkspaceIds":[]}`,
			answer: roleAnswer,
			want:   decoded[RoleWithPermission](roleAnswer),
		},
		{
			operation: "DeleteCustomRole",
			call: func(ctx context.Context, c *Client) (any, error) {
				return done(c.Roles.Delete(ctx, nasty("customRoleId")))
			},
		},
		{
			operation: "ListRoleTemplates",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Roles.Templates(ctx, RoleScopeDeployment))
			},
			query:  "scopeTypes=DEPLOYMENT",
			answer: "[" + template + "]",
			want:   []RoleTemplate{decoded[RoleTemplate](template)},
		},
		{
			operation: "ListPermissionGroups",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Roles.PermissionGroups(ctx, RoleScopeDeployment))
			},
			query:  "scopeType=DEPLOYMENT",
			answer: "[" + group + "]",
			want:   []PermissionGroup{decoded[PermissionGroup](group)},
		},
	}
}

func tokenCases() []operationCase {
	id, deployment, agent := nasty("tokenId"), nasty("deploymentId"), nasty("agentTokenId")
	token := decoded[APIToken](tokenAnswer)
	return []operationCase{
		{
			operation: "ListApiTokens",
			call: func(ctx context.Context, c *Client) (any, error) {
				return collect(c.APITokens.All(ctx, APITokenFilter{WorkspaceID: "w", DeploymentID: "d", DagID: "g", DagTags: []string{"a"},
					OnlyOrganizationTokens: true, Kind: TokenUseDirectAccess, Sorts: []Sort{Descending("tokenStartAt")}}))
			},
			query:  "dagId=g&dagTags=a&deploymentId=d&includeOnlyOrganizationTokens=true&kind=DIRECT_ACCESS&sorts=tokenStartAt%3Adesc&workspaceId=w",
			answer: listed("tokens", tokenAnswer),
			want:   []APIToken{token},
		},
		{
			operation: "GetApiToken",
			call:      func(ctx context.Context, c *Client) (any, error) { return result(c.APITokens.Get(ctx, id)) },
			answer:    tokenAnswer,
			want:      token,
		},
		{
			operation: "CreateApiToken",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.APITokens.Create(ctx, CreateAPIToken{Name: "ci", Description: "d", Scope: TokenScopeWorkspace, EntityID: "clw", Role: string(WorkspaceRoleAuthor),
					Kind: TokenUseStandard, TokenExpiryPeriodInDays: 30}))
			},
			body:   `{"name":"ci","description":"d","scope":"WORKSPACE","entityId":"clw","role":"WORKSPACE_AUTHOR","kind":"STANDARD","tokenExpiryPeriodInDays":30}`,
			answer: tokenAnswer,
			want:   token,
		},
		{
			operation: "CreateApiToken", // what is not given is not sent
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.APITokens.Create(ctx, CreateAPIToken{Name: "ci", Scope: TokenScopeOrganization, Role: string(OrganizationRoleMember)}))
			},
			body:   `{"name":"ci","scope":"ORGANIZATION","role":"ORGANIZATION_MEMBER"}`,
			answer: tokenAnswer,
			want:   token,
		},
		{
			operation: "UpdateApiToken",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.APITokens.Update(ctx, id, UpdateAPIToken{Name: "ci", Description: new("")}))
			},
			body:   `{"name":"ci","description":""}`,
			answer: tokenAnswer,
			want:   token,
		},
		{
			operation: "UpdateApiTokenRoles",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.APITokens.SetRoles(ctx, id, []APITokenRole{
					{EntityType: TokenRoleEntityWorkspace, EntityID: "clw", Role: "WORKSPACE_AUTHOR"},
					{EntityType: TokenRoleEntityDagTag, EntityID: "x", DeploymentID: "cld", Role: "DAG_VIEWER"},
				}))
			},
			body: `{"roles":[{"entityType":"WORKSPACE","entityId":"clw","role":"WORKSPACE_AUTHOR"},
				{"entityType":"DAG_TAG","entityId":"x","deploymentId":"cld","role":"DAG_VIEWER"}]}`,
			answer: rolesAnswer,
			want:   decoded[SubjectRoles](rolesAnswer),
		},
		{
			operation: "RotateApiToken",
			call:      func(ctx context.Context, c *Client) (any, error) { return result(c.APITokens.Rotate(ctx, id)) },
			answer:    tokenAnswer,
			want:      token,
		},
		{
			operation: "DeleteApiToken",
			call:      func(ctx context.Context, c *Client) (any, error) { return done(c.APITokens.Delete(ctx, id)) },
		},
		{
			operation: "ListAgentTokens",
			call: func(ctx context.Context, c *Client) (any, error) {
				return collect(c.AgentTokens.All(ctx, deployment, AgentTokenFilter{Sorts: []Sort{Ascending("createdById")}}))
			},
			query:  "sorts=createdById%3Aasc",
			answer: listed("tokens", tokenAnswer),
			want:   []APIToken{token},
		},
		{
			operation: "GetAgentToken",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.AgentTokens.Get(ctx, deployment, agent))
			},
			answer: tokenAnswer,
			want:   token,
		},
		{
			operation: "CreateAgentToken",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.AgentTokens.Create(ctx, deployment, CreateAgentToken{Name: "agent", Description: "d", TokenExpiryPeriodInDays: 1}))
			},
			body:   `{"name":"agent","description":"d","tokenExpiryPeriodInDays":1}`,
			answer: tokenAnswer,
			want:   token,
		},
		{
			operation: "DeleteAgentToken",
			call: func(ctx context.Context, c *Client) (any, error) {
				return done(c.AgentTokens.Delete(ctx, deployment, agent))
			},
		},
	}
}

func TestDefaultRoles(t *testing.T) {
	s := &script{status: 200, answer: `{"roles":[],"defaultRoles":[{"name":"DEPLOYMENT_ADMIN","scopeType":"DEPLOYMENT","permissions":["deployment.get"]}],"limit":1,"offset":0,"totalCount":0}`}
	roles, err := serve(t, s).Roles.Defaults(t.Context(), RoleScopeDeployment)
	require.NoError(t, err)
	assert.Equal(t, []DefaultRole{{Name: "DEPLOYMENT_ADMIN", ScopeType: RoleScopeDeployment, Permissions: []string{"deployment.get"}}}, roles)
}

func TestReceivedTokenIsHidden(t *testing.T) {
	token := decoded[APIToken](tokenAnswer)
	assert.Equal(t, "eyJh.secret.x", token.Token.Reveal())
	assert.NotContains(t, printed(t, token), "secret.x")
}
