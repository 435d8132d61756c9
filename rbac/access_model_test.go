package rbac_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/rbac"
)

// access reads a description that a test writes as JSON.
func access(t testing.TB, text string) rbac.Access {
	t.Helper()
	a, err := rbac.ReadAccess(strings.NewReader(text))
	require.NoError(t, err, text)
	return a
}

// company is the Organization of the tests: two owners, Teams, and a token of each scope.
const company = `{
  "users": [
    {"id": "u1", "email": "ann@example.com", "organizationRole": "ORGANIZATION_OWNER"},
    {"id": "u2", "email": "ben@example.com", "organizationRole": "ORGANIZATION_MEMBER",
     "workspaceRoles": [{"workspaceId": "w1", "role": "WORKSPACE_OWNER"}, {"workspaceId": "w2", "role": "WORKSPACE_MEMBER"}]},
    {"id": "u3", "email": "Cat@Example.com", "organizationRole": "ORGANIZATION_MEMBER",
     "workspaceRoles": [{"workspaceId": "w1", "role": "WORKSPACE_ACCESSOR"}],
     "deploymentRoles": [{"deploymentId": "d1", "role": "DEPLOYMENT_ACCESSOR"}],
     "dagRoles": [{"deploymentId": "d1", "dagId": "etl", "role": "DAG_AUTHOR"}, {"deploymentId": "d1", "dagTag": "team-a", "role": "DAG_VIEWER"}]}
  ],
  "teams": [
    {"id": "t1", "name": "data", "description": "builds pipelines", "members": ["u2", "u3"], "organizationRole": "ORGANIZATION_MEMBER",
     "workspaceRoles": [{"workspaceId": "w2", "role": "WORKSPACE_AUTHOR"}]},
    {"id": "t2", "name": "everybody", "idpManaged": true, "organizationRole": "ORGANIZATION_MEMBER"}
  ],
  "tokens": [
    {"id": "k1", "name": "audit", "scope": "ORGANIZATION", "expiryDays": 90, "organizationRole": "ORGANIZATION_OWNER"},
    {"id": "k2", "name": "ci", "scope": "WORKSPACE", "entityId": "w1", "expiryDays": 90,
     "workspaceRoles": [{"workspaceId": "w1", "role": "WORKSPACE_OPERATOR"}]},
    {"id": "k3", "name": "ci", "scope": "DEPLOYMENT", "entityId": "d1", "expiryDays": 30,
     "deploymentRoles": [{"deploymentId": "d1", "role": "DEPLOYMENT_ADMIN"}]}
  ]
}`

func TestReadAccess(t *testing.T) {
	a := access(t, company)
	assert.Len(t, a.Users, 3)
	assert.Equal(t, rbac.DagRole{DeploymentID: "d1", DagTag: "team-a", Role: "DAG_VIEWER"}, a.Users[2].DagRoles[1])
	assert.Nil(t, a.Teams[1].Members)
	assert.Equal(t, 30, *a.Tokens[2].ExpiryDays)
	assert.Empty(t, a.Validate(rbac.AccessOptions{Workspaces: where}))

	text, err := json.Marshal(a)
	require.NoError(t, err)
	assert.Equal(t, a, access(t, string(text)))
	assert.Equal(t, rbac.Access{}, access(t, "{}"))
	none := access(t, `{"teams":[{"name":"x","members":[]}]}`)
	assert.NotNil(t, none.Teams[0].Members, "no members is not the same as nothing said")
	text, err = json.Marshal(none)
	require.NoError(t, err)
	assert.Contains(t, string(text), `"members":[]`)
}

func TestReadAccessRefuses(t *testing.T) {
	for text, want := range map[string]string{
		``:                     "not a JSON object",
		`null`:                 "not a JSON object",
		`[]`:                   "not a JSON object",
		`{`:                    "unexpected EOF",
		`{} {}`:                "something follows",
		`{}]`:                  "something follows",
		"{\"users\":\"\xff\"}": "not UTF-8",
		`{"people":[]}`:        "unknown field",
		`{"users":[{"email":"a@b.c","role":"ORGANIZATION_OWNER"}]}`:                  "unknown field",
		`{"users":[],"users":[]}`:                                                    `key "users" stands twice`,
		`{"users":[],"Users":[]}`:                                                    `key "Users" stands twice`,
		`{"uſers":[],"users":[]}`:                                                    "twice",
		`{"users":[{"email":"a@b.c","id":"1","id":"2"}]}`:                            `key "id" stands twice`,
		`{"users":[{"workspaceRoles":[{"role":"A","workspaceId":"w","role":"B"}]}]}`: `key "role" stands twice`,
		`{"tokens":[{"expiryDays":"90"}]}`:                                           "cannot unmarshal",
		`{"tokens":[{"expiryDays":1.5}]}`:                                            "cannot unmarshal",
	} {
		a, err := rbac.ReadAccess(strings.NewReader(text))
		require.ErrorContains(t, err, want, text)
		require.ErrorContains(t, err, "reading who has access: ")
		assert.Equal(t, rbac.Access{}, a)
	}
	_, err := rbac.ReadAccess(bytes.NewReader(bytes.Repeat([]byte{' '}, 17<<20)))
	require.ErrorContains(t, err, "more than")
	_, err = rbac.ReadAccess(strings.NewReader(strings.Repeat(`{"users":[`, 20000)))
	require.Error(t, err, "depth")
	same := access(t, `{"users":[{"email":"a@b.c"},{"email":"d@e.f"}]}`)
	assert.Len(t, same.Users, 2, "keys of different objects are no duplicates")
}

var validateCases = []struct {
	name, text string
	prune      []rbac.PrincipalKind
	want       []string
}{
	{"two roles in a workspace", `{"users":[{"email":"a@b.c","organizationRole":"ORGANIZATION_MEMBER","workspaceRoles":[
		{"workspaceId":"w1","role":"WORKSPACE_MEMBER"},{"workspaceId":"w1","role":"WORKSPACE_OWNER"}]}]}`, nil,
		[]string{"error role-duplicate users[0].workspaceRoles[1]"}},
	{"two roles in a deployment", `{"teams":[{"name":"x","organizationRole":"ORGANIZATION_MEMBER","workspaceRoles":[{"workspaceId":"w1","role":"WORKSPACE_MEMBER"}],
		"deploymentRoles":[{"deploymentId":"d1","role":"DEPLOYMENT_ADMIN"},{"deploymentId":"d1","role":"DEPLOYMENT_ADMIN"}]}]}`, nil,
		[]string{"error role-duplicate teams[0].deploymentRoles[1]"}},
	{"two roles for a dag", `{"users":[{"email":"a@b.c","organizationRole":"ORGANIZATION_MEMBER","workspaceRoles":[{"workspaceId":"w1","role":"WORKSPACE_MEMBER"}],
		"deploymentRoles":[{"deploymentId":"d1","role":"DEPLOYMENT_ACCESSOR"}],"dagRoles":[{"deploymentId":"d1","dagId":"g","role":"DAG_VIEWER"},
		{"deploymentId":"d1","dagTag":"g","role":"DAG_VIEWER"},{"deploymentId":"d1","dagId":"g","role":"DAG_AUTHOR"}]}]}`, nil,
		[]string{"error role-duplicate users[0].dagRoles[2]"}},
	{"dag alone", `{"users":[{"email":"a@b.c","organizationRole":"ORGANIZATION_MEMBER","workspaceRoles":[{"workspaceId":"w1","role":"WORKSPACE_OWNER"}],
		"dagRoles":[{"deploymentId":"d1","dagId":"g","role":"DAG_VIEWER"}]}]}`, nil, []string{"error dag-role-alone users[0].dagRoles[0]"}},
	{"both and neither", `{"users":[{"email":"a@b.c","organizationRole":"ORGANIZATION_MEMBER","workspaceRoles":[{"workspaceId":"w1","role":"WORKSPACE_MEMBER"}],
		"deploymentRoles":[{"deploymentId":"d1","role":"DEPLOYMENT_ACCESSOR"}],"dagRoles":[{"deploymentId":"d1","dagId":"g","dagTag":"h","role":"DAG_VIEWER"},
		{"deploymentId":"d1","role":"DAG_VIEWER"}]}]}`, nil, []string{"error dag-or-tag users[0].dagRoles[0]", "error dag-or-tag users[0].dagRoles[1]"}},
	{"no IDs", `{"users":[{"email":"a@b.c","organizationRole":"ORGANIZATION_MEMBER","workspaceRoles":[{"role":"WORKSPACE_MEMBER"}],
		"deploymentRoles":[{"role":"DEPLOYMENT_ADMIN"}],"dagRoles":[{"dagId":"g","role":"DAG_VIEWER"}]}]}`, nil,
		[]string{"error role-id-missing users[0].workspaceRoles[0]", "error role-id-missing users[0].deploymentRoles[0]", "error role-id-missing users[0].dagRoles[0]"}},
	{"accessor comes by itself", `{"users":[{"email":"a@b.c","organizationRole":"ORGANIZATION_MEMBER","deploymentRoles":[{"deploymentId":"d1","role":"DEPLOYMENT_ADMIN"}]},
		{"email":"d@e.f","organizationRole":"ORGANIZATION_MEMBER","deploymentRoles":[{"deploymentId":"d9","role":"DEPLOYMENT_ADMIN"}]},
		{"email":"g@h.i","organizationRole":"ORGANIZATION_MEMBER","workspaceRoles":[{"workspaceId":"w2","role":"WORKSPACE_OWNER"}],
		"deploymentRoles":[{"deploymentId":"d1","role":"DEPLOYMENT_ADMIN"},{"deploymentId":"d3","role":"DEPLOYMENT_ADMIN"}]}]}`, nil,
		[]string{"info workspace-role-implied users[0].deploymentRoles[0]", "info workspace-role-implied users[1].deploymentRoles[0]",
			"info workspace-role-implied users[2].deploymentRoles[0]"}},
	{"unknown roles", `{"users":[{"email":"a@b.c","organizationRole":"OWNER","workspaceRoles":[{"workspaceId":"w1","role":"ORGANIZATION_OWNER"}],
		"deploymentRoles":[{"deploymentId":"d1","role":"deployer"}]}]}`, nil,
		[]string{"error role-unknown users[0].organizationRole", "error role-scope users[0].workspaceRoles[0]", "warning role-unchecked users[0].deploymentRoles[0]"}},
	{"no role in the organization", `{"users":[{"email":"a@b.c"}],"teams":[{"name":"x"}]}`, nil,
		[]string{"error organization-role-missing users[0].organizationRole", "error organization-role-missing teams[0].organizationRole"}},
	{"nameless", `{"users":[{"organizationRole":"ORGANIZATION_MEMBER"},{"id":"u","organizationRole":"ORGANIZATION_MEMBER"}],
		"teams":[{"id":"t","organizationRole":"ORGANIZATION_MEMBER"}]}`, nil, []string{"error name-missing users[0]", "error name-missing teams[0]"}},
	{"no addresses", `{"users":[{"email":"ann","organizationRole":"ORGANIZATION_MEMBER"},{"email":"Ann <a@b.c>","organizationRole":"ORGANIZATION_MEMBER"},
		{"email":"a@b@c","organizationRole":"ORGANIZATION_MEMBER"}]}`, nil,
		[]string{"error email-invalid users[0].email", "error email-invalid users[1].email", "error email-invalid users[2].email"}},
	{"twice", `{"users":[{"email":"a@b.c","organizationRole":"ORGANIZATION_MEMBER"},{"email":"A@B.C","organizationRole":"ORGANIZATION_MEMBER"},
		{"id":"1","organizationRole":"ORGANIZATION_MEMBER"},{"id":"1","email":"d@e.f","organizationRole":"ORGANIZATION_MEMBER"}],
		"teams":[{"name":"a@b.c","id":"1","organizationRole":"ORGANIZATION_MEMBER"},{"name":"a@b.c","id":"2","organizationRole":"ORGANIZATION_MEMBER"}]}`, nil,
		[]string{"error subject-duplicate users[1]", "error subject-duplicate users[3]", "error subject-duplicate teams[1]"}},
	{"tokens of one name", `{"tokens":[
		{"name":"ci","scope":"ORGANIZATION","expiryDays":9,"organizationRole":"ORGANIZATION_MEMBER"},
		{"name":"ci","scope":"WORKSPACE","entityId":"w1","expiryDays":9,"workspaceRoles":[{"workspaceId":"w1","role":"WORKSPACE_MEMBER"}]},
		{"name":"ci","scope":"WORKSPACE","entityId":"w2","expiryDays":9,"workspaceRoles":[{"workspaceId":"w2","role":"WORKSPACE_MEMBER"}]},
		{"name":"ci","scope":"WORKSPACE","entityId":"w1","expiryDays":9,"workspaceRoles":[{"workspaceId":"w1","role":"WORKSPACE_OWNER"}]}]}`, nil,
		[]string{"error subject-duplicate tokens[3]"}},
	{"managed members", `{"teams":[{"name":"x","idpManaged":true,"members":["a@b.c"],"organizationRole":"ORGANIZATION_MEMBER"},
		{"name":"y","members":["a@b.c","u1","A@b.c"],"organizationRole":"ORGANIZATION_MEMBER"}]}`, nil,
		[]string{"error members-managed teams[0].members", "error member-duplicate teams[1].members[2]"}},
	{"nobody owns it", `{"users":[{"email":"a@b.c","organizationRole":"ORGANIZATION_MEMBER"},{"email":"d@e.f","pending":true,"organizationRole":"ORGANIZATION_OWNER"}]}`,
		[]rbac.PrincipalKind{rbac.KindPerson}, []string{"error last-owner users"}},
	{"others own it", `{"users":[{"email":"a@b.c","organizationRole":"ORGANIZATION_MEMBER"}]}`, []rbac.PrincipalKind{rbac.KindTeam, rbac.KindToken}, []string{}},
	{"bad token", `{"tokens":[{"scope":"WORKSPACE","expiryDays":0,"organizationRole":"ORGANIZATION_OWNER",
		"workspaceRoles":[{"workspaceId":"w1","role":"WORKSPACE_MEMBER"},{"workspaceId":"w2","role":"WORKSPACE_MEMBER"}],
		"dagRoles":[{"deploymentId":"d1","dagId":"g","dagTag":"h","role":"DAG_VIEWER"}]}]}`, nil,
		[]string{"error dag-or-tag tokens[0].dagRoles[0]", "error token-name-invalid tokens[0].name", "error token-expiry-invalid tokens[0].expiryDays",
			"error token-entity-missing tokens[0].entityId", "error token-role-wider tokens[0].organizationRole",
			"warning dag-role-alone tokens[0].dagRoles[0]", "error token-own-role-extra tokens[0]"}},
}

func TestValidateAccess(t *testing.T) {
	for _, c := range validateCases {
		t.Run(c.name, func(t *testing.T) {
			found := access(t, c.text).Validate(rbac.AccessOptions{Workspaces: where, Prune: c.prune})
			assert.Equal(t, c.want, said(found))
			assertWritten(t, found)
		})
	}
}

func TestPrincipalOfAccess(t *testing.T) {
	a := access(t, company)
	c := rbac.Builtin()
	can := func(who rbac.Party, operation string, r rbac.Resource) rbac.Outcome {
		p, ok := a.Principal(who, where)
		require.True(t, ok)
		return subject(t, c, p).CanCall(operation, r).Outcome
	}
	ben := rbac.Party{Kind: rbac.KindPerson, Name: "Ben@example.com"}
	assert.Equal(t, rbac.Allowed, can(ben, "DeleteDeployment", rbac.Resource{Deployment: "d1"}))
	assert.Equal(t, rbac.Allowed, can(ben, "CreateDeploy", rbac.Resource{Deployment: "d3"}), "by way of the Team")
	assert.Equal(t, rbac.Denied, can(ben, "DeleteDeployment", rbac.Resource{Deployment: "d3"}))
	assert.Equal(t, rbac.Allowed, can(rbac.Party{Kind: rbac.KindPerson, ID: "u3"}, "CreateDeploy", rbac.Resource{Deployment: "d3"}), "a member by the ID")
	assert.Equal(t, rbac.Allowed, can(rbac.Party{Kind: rbac.KindToken, ID: "k2"}, "CreateDeployment", rbac.Resource{Workspace: "w1"}))
	assert.Equal(t, rbac.Denied, can(rbac.Party{Kind: rbac.KindToken, ID: "k2"}, "CreateDeployment", rbac.Resource{Workspace: "w2"}))
	assert.Equal(t, rbac.Allowed, can(rbac.Party{Kind: rbac.KindTeam, Name: "data"}, "CreateDeploy", rbac.Resource{Deployment: "d3"}))
	a.Users = append(a.Users, rbac.UserAccess{ID: "u9"})
	for _, nobody := range []rbac.Party{
		{}, {Kind: rbac.KindPerson}, {Kind: rbac.KindPerson, Name: "dan@example.com"}, {Kind: rbac.KindToken, Name: "ci"}, {Kind: rbac.KindTeam, ID: "k1"},
		{Kind: "robot", ID: "u1"},
	} {
		p, ok := a.Principal(nobody, where)
		assert.False(t, ok, "%+v", nobody)
		assert.Equal(t, rbac.Principal{}, p)
	}
}
