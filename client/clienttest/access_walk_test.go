package clienttest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/rbac"
)

// estate is a control plane with one object of each kind that a path can name.
type estate struct {
	*Astro
	workspace, deployment string
	ids                   map[string]string // by variable of the path
	tokens                map[rbac.Scope]string
	objects               map[rbac.Scope]string
}

func newEstate(t *testing.T, opts ...Option) *estate {
	t.Helper()
	a, c := ready(t, opts...)
	e := &estate{Astro: a, workspace: a.AddWorkspace(client.Workspace{Name: "data"}), tokens: map[rbac.Scope]string{}, objects: map[rbac.Scope]string{}}
	e.deployment = addStandard(t, c, e.workspace, "etl")
	e.ids = map[string]string{
		"organizationId": Organization, "workspaceId": e.workspace, "deploymentId": e.deployment,
		"userId": a.AddUser(client.User{}), "teamId": a.AddTeam(client.Team{}), "clusterId": a.AddCluster(client.Cluster{}),
	}
	for scope, id := range map[rbac.Scope]string{rbac.ScopeOrganization: "", rbac.ScopeWorkspace: e.workspace, rbac.ScopeDeployment: e.deployment} {
		e.tokens[scope], _ = a.AddToken(client.CreateAPIToken{Scope: client.TokenScope(scope), EntityID: id})
		if id == "" {
			continue
		}
		object, err := c.EnvironmentObjects.Create(t.Context(), client.CreateEnvironmentObject{
			ObjectKey: "OLD", ObjectType: client.EnvironmentObjectTypeAirflowVariable, Scope: client.EnvironmentObjectScope(scope), ScopeEntityID: id,
			AirflowVariable: &client.CreateObjectVariable{Value: client.NewSecret("v")},
		})
		require.NoError(t, err)
		e.objects[scope] = object
	}
	return e
}

// about is one way to make a call: what it acts on, with which path, query and body.
type about struct {
	scope       rbac.Scope
	ids         map[string]string
	query, body string
}

// ways returns the calls of an operation that differ in what they act on.
func (e *estate) ways(op *operation) []about {
	entity := map[rbac.Scope]string{rbac.ScopeOrganization: Organization, rbac.ScopeWorkspace: e.workspace, rbac.ScopeDeployment: e.deployment}
	weakest := map[rbac.Scope]string{rbac.ScopeOrganization: "ORGANIZATION_MEMBER", rbac.ScopeWorkspace: "WORKSPACE_ACCESSOR", rbac.ScopeDeployment: "DEPLOYMENT_ACCESSOR"}
	var ways []about
	each := func(aboutOne func(scope rbac.Scope, id string) about, scopes ...rbac.Scope) []about {
		for _, s := range scopes {
			way := aboutOne(s, entity[s])
			way.scope = s
			ways = append(ways, way)
		}
		return ways
	}
	org, workspace, deployment := rbac.ScopeOrganization, rbac.ScopeWorkspace, rbac.ScopeDeployment
	switch op.name {
	case "ListApiTokens":
		return each(func(s rbac.Scope, id string) about { return about{query: filterOf(s, id)} }, org, workspace, deployment)
	case "ListEnvironmentObjects":
		return each(func(s rbac.Scope, id string) about { return about{query: filterOf(s, id)} }, workspace, deployment)
	case "GetApiToken", "UpdateApiToken", "RotateApiToken", "DeleteApiToken":
		return each(func(s rbac.Scope, _ string) about {
			return about{ids: map[string]string{"tokenId": e.tokens[s]}}
		}, org, workspace, deployment)
	case "UpdateApiTokenRoles":
		return each(func(s rbac.Scope, id string) about {
			return about{
				ids:  map[string]string{"tokenId": e.tokens[s]},
				body: fmt.Sprintf(`{"roles":[{"entityType":%q,"entityId":%q,"role":%q}]}`, s, id, weakest[s]),
			}
		}, org, workspace, deployment)
	case "CreateApiToken":
		return each(func(s rbac.Scope, id string) about {
			return about{body: fmt.Sprintf(`{"name":"new","scope":%q,"entityId":%q,"role":%q}`, s, id, weakest[s])}
		}, org, workspace, deployment)
	case "CreateEnvironmentObject":
		return each(func(s rbac.Scope, id string) about {
			return about{body: fmt.Sprintf(`{"objectKey":"NEW","objectType":"AIRFLOW_VARIABLE","scope":%q,"scopeEntityId":%q,"airflowVariable":{"value":"v"}}`, s, id)}
		}, workspace, deployment)
	case "GetEnvironmentObject", "UpdateEnvironmentObject", "DeleteEnvironmentObject", "ExcludeLinkingEnvironmentObject":
		return each(func(s rbac.Scope, _ string) about {
			return about{ids: map[string]string{"environmentObjectId": e.objects[s]}}
		}, workspace, deployment)
	case "UpdateUserRoles", "UpdateTeamRoles":
		return each(func(s rbac.Scope, id string) about {
			switch s {
			case org:
				return about{body: `{"organizationRole":"ORGANIZATION_OBSERVE_MEMBER"}`}
			case workspace:
				return about{body: fmt.Sprintf(`{"organizationRole":"ORGANIZATION_MEMBER","workspaceRoles":[{"workspaceId":%q,"role":"WORKSPACE_ACCESSOR"}]}`, id)}
			}
			return about{body: fmt.Sprintf(`{"organizationRole":"ORGANIZATION_MEMBER","deploymentRoles":[{"deploymentId":%q,"role":"DEPLOYMENT_ACCESSOR"}]}`, id)}
		}, org, workspace, deployment)
	case "CreateDeployment":
		return []about{{scope: workspace, body: fmt.Sprintf(`{"type":"STANDARD","name":"new","workspaceId":%q,"cloudProvider":"AWS","region":"us-east-1"}`, e.workspace)}}
	}
	scope := org
	for _, s := range op.path {
		switch s {
		case "{workspaceId}":
			scope = workspace
		case "{deploymentId}":
			scope = deployment
		}
	}
	return []about{{scope: scope}}
}

func filterOf(s rbac.Scope, id string) string {
	switch s {
	case rbac.ScopeWorkspace:
		return "?workspaceId=" + id
	case rbac.ScopeDeployment:
		return "?deploymentId=" + id
	}
	return ""
}

// resource is what a call acts on, as package rbac is asked about it.
func (e *estate) resource(scope rbac.Scope) rbac.Resource {
	r := rbac.Resource{Organization: Organization}
	if scope != rbac.ScopeOrganization {
		r.Workspace = e.workspace
	}
	if scope == rbac.ScopeDeployment {
		r.Deployment = e.deployment
	}
	return r
}

// send makes a call and returns its status and what a refusal says.
func (e *estate) send(t *testing.T, op *operation, way about, secret string) (status int, message string) {
	t.Helper()
	path := make([]string, len(op.path))
	for i, s := range op.path {
		if path[i] = s; isPlaceholder(s) {
			name := strings.Trim(s, "{}")
			path[i] = or(way.ids[name], or(e.ids[name], "cnone"))
		}
	}
	body := way.body
	if body == "" && op.body != "" {
		body = "{}"
	}
	req, err := http.NewRequestWithContext(t.Context(), op.method, BaseURL+"/"+strings.Join(path, "/")+way.query, strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Authorization", "Bearer "+secret)
	req.Header.Set("Content-Type", "application/json")
	resp, err := e.RoundTrip(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	var refused errorBody
	_ = json.Unmarshal(text, &refused) // logs are no JSON
	return resp.StatusCode, refused.Message
}

// hand gives somebody one role and returns who that is to package rbac, and a secret of theirs: a token where tokens of
// that kind can be, else a person.
func (e *estate) hand(role string, scope rbac.Scope, person bool) (*rbac.Subject, string) {
	g := rbac.Grant{Role: role, Scope: scope}
	roles := client.SubjectRoles{OrganizationRole: client.OrganizationRoleMember}
	in := client.CreateAPIToken{Scope: client.TokenScope(scope), Role: role}
	switch scope {
	case rbac.ScopeOrganization:
		g.ID, roles.OrganizationRole = Organization, client.OrganizationRole(role)
	case rbac.ScopeWorkspace:
		g.ID, in.EntityID = e.workspace, e.workspace
		roles.WorkspaceRoles = []client.WorkspaceRole{{WorkspaceID: g.ID, Role: client.WorkspaceRoleName(role)}}
	case rbac.ScopeDeployment:
		g.ID, in.EntityID = e.deployment, e.deployment
		roles.DeploymentRoles = []client.DeploymentRole{{DeploymentID: g.ID, Role: role}}
	case rbac.ScopeDag:
		g.ID, g.Deployment = "dag", e.deployment
		roles.DagRoles = []client.DagRole{{DeploymentID: e.deployment, DagID: "dag", Role: role}}
	}
	p := rbac.Principal{Organization: Organization, Kind: rbac.KindToken, Grants: []rbac.Grant{g}, Workspaces: map[string]string{e.deployment: e.workspace}}
	secret := ""
	if person || scope == rbac.ScopeDag {
		p.Kind = rbac.KindPerson
		p.Grants = append(p.Grants, rbac.Grant{Role: string(roles.OrganizationRole), Scope: rbac.ScopeOrganization, ID: Organization})
		secret = e.Login(e.AddUser(client.User{
			OrganizationRole: roles.OrganizationRole, WorkspaceRoles: roles.WorkspaceRoles, DeploymentRoles: roles.DeploymentRoles, DagRoles: roles.DagRoles,
		}))
	} else {
		_, secret = e.AddToken(in)
	}
	who, _ := rbac.Builtin().Subject(p)
	return who, secret
}

// TestEveryRoleAndOperation proves that the control plane refuses what package rbac denies, and nothing else: each
// operation with each built-in role, given to a person and to a token, on each kind of object it can act on.
func TestEveryRoleAndOperation(t *testing.T) {
	for name, opts := range map[string][]Option{"usual": nil, "strict": {WithStrictRoles()}} {
		t.Run(name, func(t *testing.T) {
			e := newEstate(t, opts...)
			asked, refused := 0, 0
			for _, op := range operations() {
				for i, n := 0, len(e.ways(op)); i < n; i++ {
					for _, scope := range roleScopes() {
						for _, role := range rbac.Builtin().Roles(scope) {
							for _, person := range []bool{true, false} {
								who, secret := e.hand(role.Name, scope, person)
								way := e.ways(op)[i]
								d := who.CanCall(op.name, e.resource(way.scope))
								status, message := e.send(t, op, way, secret)
								want := d.Outcome == rbac.Denied || d.Outcome == rbac.Undecided && name == "strict"
								asked++
								if want {
									refused++
								}
								if !assert.Equal(t, want, status == http.StatusForbidden, "%s of a %s by %s (person: %t): %d %s; %s", op.name, way.scope, role.Name, person, status, message, d.Explain()) {
									return
								}
								if want && !bodyTells(op) {
									assert.Contains(t, message, fmt.Sprintf("missing permission %q", d.Permission))
								}
								if status < 300 && op.method != http.MethodGet {
									e = newEstate(t, opts...)
								}
							}
						}
					}
				}
			}
			t.Logf("%d calls, %d refused", asked, refused)
			assert.Greater(t, refused, asked/4)
			assert.Less(t, refused, asked*3/4)
		})
	}
}

// bodyTells reports whether only the body says what a call acts on: who may do it nowhere is refused before that is read.
func bodyTells(op *operation) bool {
	return slices.Contains([]string{"CreateApiToken", "UpdateUserRoles", "UpdateTeamRoles"}, op.name)
}

func (e *estate) resourceID(s rbac.Scope) string {
	switch s {
	case rbac.ScopeOrganization:
		return Organization
	case rbac.ScopeWorkspace:
		return e.workspace
	case rbac.ScopeDeployment:
		return e.deployment
	}
	return "dag"
}
