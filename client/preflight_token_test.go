package client_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/rbac"
)

// jwt is a token with a payload of one's choice, which nobody signed.
func jwt(payload string) string {
	return "e30." + base64.RawURLEncoding.EncodeToString([]byte(payload)) + ".x"
}

// TestPreflightWithoutAUsableToken: an error, and nothing was asked.
func TestPreflightWithoutAUsableToken(t *testing.T) {
	e := newEstate(t)
	create := intent(rbac.JobApplyCreate, rbac.Resource{Workspace: e.workspace})
	past := fmt.Sprint(time.Now().Add(-time.Hour).Unix())
	for name, test := range map[string]struct {
		token string
		is    error
		want  string
	}{
		"no JWT":              {"opaque", nil, "not a JSON Web Token"},
		"two dots":            {"a.b.c", nil, "not a JSON Web Token"},
		"no object":           {jwt(`7`), nil, "not a JSON Web Token"},
		"cut":                 {jwt(`{"permissions":`), nil, "not a JSON Web Token"},
		"expired":             {jwt(`{"apiTokenId":"t","permissions":["organizationId:` + clienttest.Organization + `"],"exp":` + past + `}`), client.ErrTokenExpired, "has expired at"},
		"expired login":       {jwt(`{"exp":` + past + `}`), client.ErrTokenExpired, "has expired at"},
		"another's":           {jwt(`{"apiTokenId":"t","permissions":["organizationId:corgother"]}`), client.ErrTokenScope, "of Organization corgother"},
		"without permissions": {jwt(`{"permissions":[7,null,"x"],"exp":` + past + `}`), client.ErrTokenExpired, "has expired at"},
	} {
		e.calls()
		err := e.as(test.token).Preflight(t.Context(), create)
		require.ErrorContains(t, err, test.want, name)
		if test.is != nil {
			require.ErrorIs(t, err, test.is, name)
		}
		assert.NotContains(t, err.Error(), test.token, name)
		assert.Empty(t, e.calls(), name)
	}
	for name, token := range map[string]string{
		"unknown token": jwt(`{"apiTokenId":"t","permissions":["organizationId:` + clienttest.Organization + `"]}`), "unknown login": jwt(`{}`),
	} {
		require.ErrorIs(t, e.as(token).Preflight(t.Context(), create), client.ErrUnauthorized, name)
	}
}

// TestIdentifyTokens that hold several roles, among them custom ones and some for Dags.
func TestIdentifyTokens(t *testing.T) {
	e := newEstate(t)
	ctx := t.Context()
	e.role("reader", "deployment.get", "deployment.logs.get")
	_, err := e.c.Roles.Create(ctx, client.CreateRole{Name: "runner", ScopeType: client.RoleScopeDag, Permissions: []string{"dag.airflow.dag.get"}})
	require.NoError(t, err)
	id, c := e.token(client.TokenScopeWorkspace, e.workspace, "WORKSPACE_ACCESSOR")
	_, err = e.c.APITokens.SetRoles(ctx, id, []client.APITokenRole{
		{EntityType: client.TokenRoleEntityWorkspace, EntityID: e.workspace, Role: "WORKSPACE_ACCESSOR"},
		{EntityType: client.TokenRoleEntityDeployment, EntityID: e.deployment, Role: "reader"},
		{EntityType: client.TokenRoleEntityDagTag, EntityID: "nightly", DeploymentID: e.deployment, Role: "runner"},
	})
	require.NoError(t, err)
	e.calls()
	who, err := e.c.IdentifyToken(ctx, id)
	require.NoError(t, err)
	assert.Len(t, e.calls(), 5, "the token, the default roles, the list of custom roles, and two of them")
	assert.Equal(t, rbac.Grant{Role: "runner", Scope: rbac.ScopeDag, ID: "nightly", Deployment: e.deployment, Tag: true}, who.Principal.Grants[2])
	at := rbac.Resource{Workspace: e.workspace, Deployment: e.deployment}
	logs := client.Intent{Operation: "GetDeploymentLogs", Resource: at}
	assert.True(t, who.Decide(logs).Allowed())
	assert.Equal(t, rbac.Reported, who.Decide(logs).Confidence)
	d, _ := refusalOf(t, who.Check(logs, intent(rbac.JobApplyUpdate, at)))
	assert.Equal(t, rbac.Permission("deployment.update"), d.Permission)

	_, err = c.IdentifyToken(ctx, id)
	require.ErrorIs(t, err, client.ErrForbidden, "it may not look at tokens, even itself")
	who, err = c.Identify(ctx)
	require.NoError(t, err)
	assert.False(t, who.Known)
	_, err = e.c.IdentifyToken(ctx, "cnone")
	require.ErrorIs(t, err, client.ErrNotFound)
	_, err = e.c.IdentifyToken(ctx, "")
	require.ErrorIs(t, err, client.ErrInvalid)
}

// TestRolesThatNobodyDescribes: a custom role that the token may not look up can allow it, so that nothing is refused.
func TestRolesThatNobodyDescribes(t *testing.T) {
	e := newEstate(t)
	ctx := t.Context()
	e.role("deployer", "deployment.get", "deployment.deploys.create", "deployment.apiTokens.get")
	id, c := e.token(client.TokenScopeDeployment, e.deployment, "deployer")
	at := rbac.Resource{Workspace: e.workspace, Deployment: e.deployment}
	deploy, erase := client.Intent{Operation: "CreateDeploy", Resource: at}, client.Intent{Operation: "DeleteWorkspace", Resource: at}
	for _, operation := range []string{"ListRoles", "GetCustomRole"} {
		e.Fail(clienttest.Match{Operation: operation, Times: -1}, clienttest.Fault{Status: http.StatusForbidden})
		who, err := c.Identify(ctx)
		require.NoError(t, err)
		assert.False(t, who.Known, operation)
		assert.Equal(t, rbac.Undecided, who.Decide(deploy).Outcome, operation)
		assert.Equal(t, rbac.Denied, who.Decide(erase).Outcome, operation)
		require.NoError(t, c.Preflight(ctx, deploy), operation)
		e.ClearFaults()
	}
	who, err := e.c.IdentifyToken(ctx, id)
	require.NoError(t, err)
	assert.True(t, who.Known)
	assert.True(t, who.Decide(deploy).Allowed())
}

// TestIdentifyAnExpiredToken from the side of who manages it: what has expired is allowed nothing.
func TestIdentifyAnExpiredToken(t *testing.T) {
	now := time.Now().AddDate(0, 0, -3)
	e := newEstate(t, clienttest.WithClock(func() time.Time { return now }))
	id, _ := e.AddToken(client.CreateAPIToken{
		Name: "ci", Scope: client.TokenScopeWorkspace, EntityID: e.workspace, Role: "WORKSPACE_OWNER", TokenExpiryPeriodInDays: 1,
	})
	who, err := e.c.IdentifyToken(t.Context(), id)
	require.NoError(t, err)
	in := client.Intent{Operation: "CreateDeployment", Resource: rbac.Resource{Workspace: e.workspace}}
	assert.Equal(t, rbac.ReasonExpired, who.Decide(in).Reason)
	require.ErrorContains(t, who.Check(in), "is a token that has expired")
}

func TestIdentityOfNobody(t *testing.T) {
	var nobody client.Identity
	in := client.Intent{Operation: "GetDeployment", Resource: rbac.Resource{Deployment: "d"}}
	assert.Equal(t, rbac.Denied, nobody.Decide(in).Outcome)
	require.ErrorIs(t, nobody.Check(in), client.ErrForbidden)
	require.NoError(t, nobody.Check())
	bare := &client.PreflightError{Decisions: []rbac.Decision{nobody.Decide(in)}}
	require.ErrorContains(t, bare, "GetDeployment needs deployment.get for Deployment \"d\"")
	require.NotErrorIs(t, bare, client.ErrTokenScope)
}

// TestFleetsAskOnce who they are, however many files there are.
func TestFleetsAskOnce(t *testing.T) {
	e := newEstate(t)
	_, c := e.token(client.TokenScopeWorkspace, e.workspace, "WORKSPACE_OPERATOR")
	var files []*deployfile.File
	for i := range 12 {
		files = append(files, &deployfile.File{Deployment: parsed(t, etlFile, "name: etl", fmt.Sprintf("name: etl-%d", i))})
	}
	e.calls()
	report, err := c.ApplyFleet(t.Context(), files, client.FleetOptions{Options: []client.ApplyOption{client.Preflighted()}})
	require.NoError(t, err)
	assert.Len(t, report.Results, 12)
	asked := strings.Join(e.calls(), " ")
	assert.Equal(t, 1, strings.Count(asked, "GetApiToken"))
	assert.Equal(t, 1, strings.Count(asked, "ListRoles"))

	_, small := e.token(client.TokenScopeDeployment, e.deployment, "DEPLOYMENT_ADMIN")
	report, err = small.ApplyFleet(t.Context(), files[:2], client.FleetOptions{Options: []client.ApplyOption{client.Preflighted()}})
	require.ErrorIs(t, err, client.ErrForbidden)
	for _, r := range report.Results {
		require.ErrorIs(t, r.Err, client.ErrTokenScope)
	}
}

// FuzzTokens states that no text of a token breaks a preflight, and that none is an answer of yes: without a control plane
// that confirms its roles nothing is allowed.
func FuzzTokens(f *testing.F) {
	for _, payload := range []string{
		`{}`, `null`, `{"permissions":[]}`, `{"permissions":["organizationId:o"]}`, `{"permissions":["organizationId:o","workspaceId:w"]}`,
		`{"permissions":["organizationId:o","deploymentId:d"],"apiTokenId":"t"}`, `{"permissions":["deploymentId:d","workspaceId:w","deploymentId:e"]}`,
		`{"permissions":["organizationId"],"exp":1e400}`, `{"permissions":[{}],"exp":-1,"apiTokenId":7}`,
	} {
		f.Add(payload)
	}
	silent := &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusForbidden, Body: http.NoBody, Request: r}, nil
	})}
	f.Fuzz(func(t *testing.T, payload string) {
		for _, token := range []string{jwt(payload), payload} {
			c, err := client.New("o", token, client.WithHTTPClient(silent))
			if err != nil {
				continue
			}
			who, err := c.Identify(t.Context())
			if err != nil {
				continue
			}
			assert.False(t, who.Known)
			for _, e := range rbac.Endpoints() {
				in := client.Intent{Operation: e.Operation, Resource: rbac.Resource{Workspace: "w", Deployment: "d"}}
				assert.False(t, who.Decide(in).Allowed(), e.Operation)
				if err := who.Check(in); err != nil {
					assert.NotEmpty(t, err.Error())
				}
			}
			require.Error(t, c.Deployments.Delete(t.Context(), "d"))
		}
	})
}
