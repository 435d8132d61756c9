package client_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/rbac"
)

// estate is a control plane with one Deployment and its owner's client.
type estate struct {
	*plane
	workspace, deployment string
}

func newEstate(t *testing.T, opts ...clienttest.Option) *estate {
	t.Helper()
	clock := clienttest.WithClock(time.Now) // logins expire by the clock of this machine
	e := &estate{plane: newPlane(t, append([]clienttest.Option{clock}, opts...)...)}
	e.workspace = e.AddWorkspace(client.Workspace{Name: "data"})
	e.deployment = e.AddLiveDeployment(client.Deployment{Name: "base", WorkspaceID: e.workspace})
	return e
}

// token makes a token with one role and returns its ID and a client that has it.
func (e *estate) token(scope client.TokenScope, entity, role string) (string, *client.Client) {
	e.t.Helper()
	id, secret := e.AddToken(client.CreateAPIToken{Name: "ci", Scope: scope, EntityID: entity, Role: role})
	return id, e.as(secret)
}

func (e *estate) as(secret string) *client.Client {
	e.t.Helper()
	c, err := e.ClientFor(clienttest.Organization, secret)
	require.NoError(e.t, err)
	return c
}

// role makes a custom role for Deployments.
func (e *estate) role(name string, permissions ...rbac.Permission) {
	e.t.Helper()
	in := client.CreateRole{Name: name, ScopeType: client.RoleScopeDeployment}
	for _, p := range permissions {
		in.Permissions = append(in.Permissions, string(p))
	}
	_, err := e.c.Roles.Create(e.t.Context(), in)
	require.NoError(e.t, err)
}

func intent(job rbac.Job, at rbac.Resource) client.Intent {
	return client.Intent{Operation: string(job), Resource: at}
}

// refusalOf returns the one refusal that an error is about.
func refusalOf(t *testing.T, err error) (rbac.Decision, rbac.Least) {
	t.Helper()
	require.ErrorIs(t, err, client.ErrForbidden)
	var refused *client.PreflightError
	require.ErrorAs(t, err, &refused)
	require.Len(t, refused.Decisions, 1)
	require.Len(t, refused.Least, 1)
	return refused.Decisions[0], refused.Least[0]
}

// TestDeployPipeline deploys code with a token of the Deployment. Its role, the least according to the documentation, is
// refused when the deploy is finalized; the role that the refusal names suffices.
func TestDeployPipeline(t *testing.T) {
	e := newEstate(t)
	ctx := t.Context()
	job := intent(rbac.JobDeployImage, rbac.Resource{Deployment: e.deployment})
	deploy := func(c *client.Client) error {
		d, err := c.Deploys.Create(ctx, e.deployment, client.CreateDeploy{Type: client.DeployTypeImageAndDag})
		if err != nil {
			return err
		}
		_, err = c.Deploys.Finalize(ctx, e.deployment, d.ID, client.FinalizeDeploy{})
		return err
	}
	e.role("deployer", "deployment.get", "deployment.deploys.create")
	id, c := e.token(client.TokenScopeDeployment, e.deployment, "deployer")
	require.NoError(t, c.Preflight(ctx, job), "the token may not read its roles, and there are some that would do")
	err := deploy(c)
	d, _ := refusalOf(t, err)
	assert.Equal(t, rbac.Permission("deployment.deploys.update"), d.Permission)
	assert.Equal(t, "FinalizeDeploy", d.Operation)
	require.ErrorContains(t, err, "the roles of the API token do not allow it; FinalizeDeploy needs deployment.deploys.update for Deployment")
	require.NotErrorIs(t, err, client.ErrTokenScope)

	who, err := e.c.IdentifyToken(ctx, id)
	require.NoError(t, err)
	assert.True(t, who.Known)
	d, least := refusalOf(t, who.Check(job))
	assert.Contains(t, []rbac.Permission{"deployment.deploys.update", "deployment.deploys.get"}, d.Permission)
	require.NotNil(t, least.Custom)
	assert.Equal(t, []rbac.Permission{"deployment.deploys.create", "deployment.deploys.get", "deployment.deploys.update", "deployment.get"}, least.Custom.Permissions)

	e.role("least", least.Custom.Permissions...)
	id, c = e.token(client.TokenScopeDeployment, e.deployment, "least")
	who, err = e.c.IdentifyToken(ctx, id)
	require.NoError(t, err)
	require.NoError(t, who.Check(job))
	require.NoError(t, c.Preflight(ctx, job))
	require.NoError(t, deploy(c))
}

// TestPreviewPipeline brings up previews with a token of the Workspace, whose role deploys code and creates nothing.
func TestPreviewPipeline(t *testing.T) {
	e := newEstate(t)
	ctx := t.Context()
	up := client.PreviewOptions{Key: client.PreviewKey{Source: e.deployment, Ref: "refs/heads/x"}, Preflight: true}
	id, c := e.token(client.TokenScopeWorkspace, e.workspace, "WORKSPACE_AUTHOR")
	_, err := c.Previews.Up(ctx, up)
	d, least := refusalOf(t, err)
	assert.Equal(t, rbac.Permission("workspace.deployments.create"), d.Permission)
	assert.Equal(t, "WORKSPACE_OPERATOR", least.Role)
	require.NotErrorIs(t, err, client.ErrTokenScope)

	ann := e.as(e.Login(e.AddUser(client.User{Username: "ann", WorkspaceRoles: []client.WorkspaceRole{{WorkspaceID: e.workspace, Role: client.WorkspaceRoleAuthor}}})))
	e.calls()
	_, err = ann.Previews.Up(ctx, up)
	d, least = refusalOf(t, err)
	assert.Equal(t, "preview-up", d.Operation)
	assert.Equal(t, "WORKSPACE_OPERATOR", least.Role)
	require.ErrorContains(t, err, `preview-up needs workspace.deployments.create for Workspace`)
	assert.NotContains(t, e.calls(), "CreateDeployment", "it was known before")

	who, err := e.c.IdentifyToken(ctx, id)
	require.NoError(t, err)
	err = who.Check(intent(rbac.JobPreviewUp, rbac.Resource{Workspace: e.workspace}), intent(rbac.JobDeployDags, rbac.Resource{Workspace: e.workspace, Deployment: e.deployment}))
	d, least = refusalOf(t, err)
	assert.Equal(t, rbac.Permission("workspace.deployments.create"), d.Permission)
	require.EqualError(t, err, `preview-up needs workspace.deployments.create for Workspace "`+e.workspace+
		`", which no role of the Workspace token "ci" allows; WORKSPACE_OPERATOR of the Workspace suffices (derived)`)

	_, err = e.c.APITokens.SetRoles(ctx, id, []client.APITokenRole{{EntityType: client.TokenRoleEntity(least.Scope), EntityID: e.workspace, Role: least.Role}})
	require.NoError(t, err)
	p, err := c.Previews.Up(ctx, up)
	require.NoError(t, err)
	deleted, err := c.Previews.Down(ctx, client.PreviewRef{ID: p.Deployment.ID})
	require.NoError(t, err)
	assert.True(t, deleted)
}

// TestAuditPipeline exports the audit log with a token of the Organization.
func TestAuditPipeline(t *testing.T) {
	e := newEstate(t)
	ctx := t.Context()
	var log bytes.Buffer
	export := func(c *client.Client) error { return c.AuditLogs.Write(ctx, &log, client.AuditLogFilter{}) }
	id, c := e.token(client.TokenScopeOrganization, "", "ORGANIZATION_MEMBER")
	d, least := refusalOf(t, export(c))
	assert.Equal(t, rbac.Permission("organization.auditLogs.get"), d.Permission)
	assert.Equal(t, rbac.ScopeOrganization, least.Scope)

	_, err := e.c.APITokens.SetRoles(ctx, id, []client.APITokenRole{{EntityType: client.TokenRoleEntity(least.Scope), EntityID: clienttest.Organization, Role: least.Role}})
	require.NoError(t, err)
	require.NoError(t, c.Preflight(ctx, intent(rbac.JobAuditExport, rbac.Resource{})))
	require.NoError(t, export(c))

	_, small := e.token(client.TokenScopeWorkspace, e.workspace, "WORKSPACE_OWNER")
	err = small.Preflight(ctx, intent(rbac.JobAuditExport, rbac.Resource{}))
	require.ErrorIs(t, err, client.ErrTokenScope, "no role of such a token helps")
	_, again := refusalOf(t, err)
	assert.Equal(t, least.Role, again.Role)
}

// TestWhatTheTokenRulesOut is refused although the roles cannot be read, and what some role would allow is not.
func TestWhatTheTokenRulesOut(t *testing.T) {
	e := newEstate(t)
	ctx := t.Context()
	other := e.AddLiveDeployment(client.Deployment{Name: "other", WorkspaceID: e.AddWorkspace(client.Workspace{Name: "elsewhere"})})
	e.role("nothing", "deployment.logs.get")
	_, deployment := e.token(client.TokenScopeDeployment, e.deployment, "nothing")
	_, workspace := e.token(client.TokenScopeWorkspace, e.workspace, "WORKSPACE_ACCESSOR")
	for name, test := range map[string]struct {
		c       *client.Client
		in      client.Intent
		refused bool
	}{
		"Deployment deploys":                     {deployment, intent(rbac.JobDeployDags, rbac.Resource{Deployment: e.deployment}), false},
		"Deployment updates":                     {deployment, intent(rbac.JobApplyUpdate, rbac.Resource{Workspace: e.workspace, Deployment: e.deployment}), false},
		"Deployment deploys elsewhere":           {deployment, intent(rbac.JobDeployDags, rbac.Resource{Deployment: other}), true},
		"Deployment creates":                     {deployment, intent(rbac.JobApplyCreate, rbac.Resource{Workspace: e.workspace}), true},
		"Deployment reads its Workspace":         {deployment, client.Intent{Operation: "GetWorkspace", Resource: rbac.Resource{Workspace: e.workspace}}, false},
		"Workspace creates":                      {workspace, intent(rbac.JobApplyCreate, rbac.Resource{Workspace: e.workspace}), false},
		"Workspace creates elsewhere":            {workspace, intent(rbac.JobApplyCreate, rbac.Resource{Workspace: "cwksother"}), true},
		"Workspace deploys somewhere":            {workspace, intent(rbac.JobDeployDags, rbac.Resource{Deployment: other}), false}, // it may not even read where that is
		"Workspace deploys elsewhere":            {workspace, intent(rbac.JobDeployDags, rbac.Resource{Workspace: "cwksother", Deployment: other}), true},
		"Workspace makes a Workspace":            {workspace, client.Intent{Operation: "CreateWorkspace"}, true},
		"nobody knows the operation":             {workspace, client.Intent{Operation: "LaunchRocket"}, false},
		"Workspace in another Organization":      {workspace, client.Intent{Operation: "GetWorkspace", Resource: rbac.Resource{Organization: "corgother"}}, true},
		"Workspace hands out Organization roles": {workspace, client.Intent{Operation: "UpdateUserRoles"}, true},
	} {
		who, err := test.c.Identify(ctx)
		require.NoError(t, err)
		assert.False(t, who.Known, name)
		assert.False(t, who.Decide(test.in).Allowed(), "%s: what is only supposed is never allowed", name)
		err = test.c.Preflight(ctx, test.in)
		if !test.refused {
			require.NoError(t, err, name)
			continue
		}
		require.ErrorIs(t, err, client.ErrForbidden, name)
		require.ErrorIs(t, err, client.ErrTokenScope, name)
	}
}

// TestPreflightOfPeople adds up what a person and the Teams have, and knows that CI/CD enforcement keeps people out.
func TestPreflightOfPeople(t *testing.T) {
	e := newEstate(t)
	ctx := t.Context()
	ann := e.AddUser(client.User{Username: "ann@example.com"})
	c := e.as(e.Login(ann))
	here := rbac.Resource{Deployment: e.deployment}
	d, least := refusalOf(t, c.Preflight(ctx, intent(rbac.JobDeployImage, here)))
	who, err := c.Identify(ctx)
	require.NoError(t, err)
	assert.Equal(t, "ann@example.com", who.Principal.Name)
	assert.Equal(t, rbac.Permission("deployment.get"), d.Permission)
	assert.Equal(t, "DEPLOYMENT_ADMIN", least.Role)

	e.AddTeam(client.Team{Name: "authors", WorkspaceRoles: []client.WorkspaceRole{{WorkspaceID: e.workspace, Role: client.WorkspaceRoleAuthor}}}, ann)
	require.NoError(t, c.Preflight(ctx, intent(rbac.JobDeployImage, here)), "where the Deployment is has been read")
	_, least = refusalOf(t, c.Preflight(ctx, intent(rbac.JobApplyUpdate, here)))
	assert.Equal(t, "DEPLOYMENT_ADMIN", least.Role)

	guarded := e.AddLiveDeployment(client.Deployment{Name: "prod", WorkspaceID: e.workspace, IsCICDEnforced: true})
	err = c.Preflight(ctx, intent(rbac.JobDeployDags, rbac.Resource{Deployment: guarded}))
	d, _ = refusalOf(t, err)
	assert.Equal(t, rbac.ReasonCICDEnforced, d.Reason)
	require.ErrorContains(t, err, "CI/CD")
	require.NotErrorIs(t, err, client.ErrTokenScope)
	_, err = c.Deploys.Create(ctx, guarded, client.CreateDeploy{Type: client.DeployTypeImageAndDag})
	require.ErrorContains(t, err, "or CI/CD is enforced, which keeps people from deploying")
	_, token := e.token(client.TokenScopeWorkspace, e.workspace, "WORKSPACE_OPERATOR")
	require.NoError(t, token.Preflight(ctx, intent(rbac.JobDeployDags, rbac.Resource{Deployment: guarded})))
}

// TestReportedRolesOverruleTheTable: what the API says that a role allows counts, not what the table has.
func TestReportedRolesOverruleTheTable(t *testing.T) {
	e := newEstate(t)
	ctx := t.Context()
	_, c := e.token(client.TokenScopeWorkspace, e.workspace, "WORKSPACE_OPERATOR")
	create := intent(rbac.JobApplyCreate, rbac.Resource{Workspace: e.workspace})
	require.NoError(t, c.Preflight(ctx, create))
	report := `{"roles":[],"totalCount":0,"offset":0,"limit":1,"defaultRoles":[{"name":"WORKSPACE_OPERATOR","scopeType":"WORKSPACE","permissions":["workspace.get"]}]}`
	e.Fail(clienttest.Match{Operation: "ListRoles", Times: 1}, clienttest.Fault{Status: 200, Body: report})
	d, _ := refusalOf(t, c.Preflight(ctx, create))
	assert.Equal(t, rbac.Permission("workspace.deployments.create"), d.Permission)

	e.Fail(clienttest.Match{Operation: "ListRoles", Times: 1}, clienttest.Fault{Status: 403})
	require.NoError(t, c.Preflight(ctx, create), "without the report the table counts")
	e.Fail(clienttest.Match{Operation: "ListRoles", Times: 1}, clienttest.Fault{Status: 400})
	require.ErrorIs(t, c.Preflight(ctx, create), client.ErrInvalid, "what fails otherwise is no answer")
	e.Fail(clienttest.Match{Operation: "GetApiToken", Times: 1}, clienttest.Fault{Status: 400})
	require.ErrorIs(t, c.Preflight(ctx, create), client.ErrInvalid)
}

func TestPreflightedApply(t *testing.T) {
	e := newEstate(t)
	ctx := t.Context()
	want := parsed(t, etlFile)
	_, member := e.token(client.TokenScopeWorkspace, e.workspace, "WORKSPACE_OPERATOR")
	e.calls()
	result, err := member.Apply(ctx, client.Target{}, want, client.Preflighted())
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeCreated, result.Outcome)
	reads := map[string]int{}
	for _, call := range e.calls() {
		reads[call]++
	}
	assert.Equal(t, 1, reads["GetApiToken"])
	assert.Equal(t, 1, reads["ListRoles"])

	ann := e.as(e.Login(e.AddUser(client.User{WorkspaceRoles: []client.WorkspaceRole{{WorkspaceID: e.workspace, Role: client.WorkspaceRoleAuthor}}})))
	changed := parsed(t, etlFile, "nightly loads", "hourly loads")
	for name, apply := range map[string]func() (*client.Result, error){
		"update": func() (*client.Result, error) {
			return ann.Apply(ctx, client.Target{}, bareOf(changed), client.Preflighted())
		},
		"plan": func() (*client.Result, error) {
			return ann.Plan(ctx, client.Target{}, bareOf(changed), client.Preflighted())
		},
		"create": func() (*client.Result, error) {
			return ann.Apply(ctx, client.Target{}, parsed(t, etlFile, "name: etl", "name: new"), client.Preflighted())
		},
	} {
		e.calls()
		result, err = apply()
		_, least := refusalOf(t, err)
		assert.NotEmpty(t, least.Role, name)
		require.NotNil(t, result, name)
		assert.False(t, result.Plan.Empty(), "%s: the plan is there to be seen", name)
		assert.Empty(t, result.Outcome, name)
		for _, call := range e.calls() {
			assert.NotContains(t, []string{"UpdateDeployment", "CreateDeployment"}, call, name)
		}
	}
	result, err = ann.Apply(ctx, client.Target{}, bareOf(want), client.Preflighted())
	require.NoError(t, err, "there is nothing to do, which everybody may who may read")
	assert.Equal(t, client.OutcomeUnchanged, result.Outcome)

	_, err = ann.Apply(ctx, client.Target{}, bareOf(changed))
	_, least := refusalOf(t, err)
	assert.Equal(t, []rbac.Permission{"deployment.update"}, least.Custom.Permissions, "after a refusal the same is said")
}
