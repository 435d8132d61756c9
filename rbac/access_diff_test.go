package rbac_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/rbac"
)

// planned is a plan in short: blocked codes, then actions, with their paths.
func planned(p rbac.AccessPlan) []string {
	out := []string{}
	for _, b := range p.Blocked {
		out = append(out, "! "+string(b.Code)+" "+b.Path)
	}
	for _, c := range p.Changes {
		out = append(out, string(c.Action)+" "+c.Path)
	}
	return out
}

// edited is the company with some text replaced.
func edited(t *testing.T, replacements ...string) rbac.Access {
	t.Helper()
	for i := 0; i < len(replacements); i += 2 {
		require.Contains(t, company, replacements[i])
	}
	return access(t, strings.NewReplacer(replacements...).Replace(company))
}

const (
	annOwns = `"email": "ann@example.com", "organizationRole": "ORGANIZATION_OWNER"`
	annLess = `"email": "ann@example.com", "organizationRole": "ORGANIZATION_MEMBER"`
)

var everybody = []rbac.PrincipalKind{rbac.KindPerson, rbac.KindTeam, rbac.KindToken}

type diffCase struct {
	name string
	want rbac.Access
	o    rbac.AccessOptions
	plan []string
}

// diffCases are wishes for the company, and the plans.
func diffCases(t *testing.T) []diffCase {
	t.Helper()
	cases := []diffCase{
		{"nothing said", rbac.Access{}, rbac.AccessOptions{}, []string{}},
		{"the same", access(t, company), rbac.AccessOptions{Prune: everybody}, []string{}},
		{"letter case of addresses", edited(t, "ann@example.com", "ANN@example.COM"), rbac.AccessOptions{}, []string{}},
		{"by name only", edited(t, `"id": "u2", `, "", `"id": "t1", `, "", `"id": "k2", `, ""), rbac.AccessOptions{}, []string{}},
		{"members by address", edited(t, `["u2", "u3"]`, `["cat@example.com", "BEN@example.com"]`), rbac.AccessOptions{}, []string{}},
		{"accessor left out", edited(t, `"workspaceRoles": [{"workspaceId": "w1", "role": "WORKSPACE_ACCESSOR"}],`, ""), rbac.AccessOptions{}, []string{}},
		{"descriptions and members left out", edited(t, `"description": "builds pipelines", "members": ["u2", "u3"], `, ""), rbac.AccessOptions{}, []string{}},
		{"expiry left out", edited(t, `"expiryDays": 30,`, ""), rbac.AccessOptions{}, []string{}},
		{"no members", edited(t, `["u2", "u3"]`, `[]`), rbac.AccessOptions{}, []string{
			"delete teams[name=data].members[email=ben@example.com]", "delete teams[name=data].members[email=cat@example.com]",
		}},
		{"lists left out are replaced too", access(t, `{"users":[{"id":"u2","organizationRole":"ORGANIZATION_MEMBER"}]}`), rbac.AccessOptions{}, []string{
			"delete users[email=ben@example.com].workspaceRoles[workspaceId=w1]", "delete users[email=ben@example.com].workspaceRoles[workspaceId=w2]",
		}},
		{"accessor without a deployment", access(t, `{"users":[{"id":"u3","organizationRole":"ORGANIZATION_MEMBER"}]}`), rbac.AccessOptions{}, []string{
			"delete users[email=cat@example.com].workspaceRoles[workspaceId=w1]", "delete users[email=cat@example.com].deploymentRoles[deploymentId=d1]",
			"delete users[email=cat@example.com].dagRoles[deploymentId=d1,dagId=etl]", "delete users[email=cat@example.com].dagRoles[deploymentId=d1,dagTag=team-a]",
		}},
		{"an owner goes, another comes", edited(t, annOwns, annLess, `"email": "ben@example.com", "organizationRole": "ORGANIZATION_MEMBER"`,
			`"email": "ben@example.com", "organizationRole": "ORGANIZATION_OWNER"`), rbac.AccessOptions{},
			[]string{"update users[email=ann@example.com].organizationRole", "update users[email=ben@example.com].organizationRole"}},
		{"the last owner goes", edited(t, annOwns, annLess), rbac.AccessOptions{},
			[]string{"! last-owner users[email=ann@example.com].organizationRole", "update users[email=ann@example.com].organizationRole"}},
		{"an invited owner is none", access(t, `{"users":[{"email":"ann@example.com","organizationRole":"ORGANIZATION_MEMBER"},{"email":"eve@example.com","organizationRole":"ORGANIZATION_OWNER"}]}`),
			rbac.AccessOptions{},
			[]string{"! last-owner users[email=ann@example.com].organizationRole", "update users[email=ann@example.com].organizationRole", "create users[email=eve@example.com]"}},
		{"everybody is taken everything", rbac.Access{}, rbac.AccessOptions{Prune: []rbac.PrincipalKind{rbac.KindPerson}}, []string{
			"! last-owner users[email=ann@example.com].organizationRole", "update users[email=ann@example.com].organizationRole",
			"delete users[email=ben@example.com].workspaceRoles[workspaceId=w1]", "delete users[email=ben@example.com].workspaceRoles[workspaceId=w2]",
			"delete users[email=cat@example.com].workspaceRoles[workspaceId=w1]", "delete users[email=cat@example.com].deploymentRoles[deploymentId=d1]",
			"delete users[email=cat@example.com].dagRoles[deploymentId=d1,dagId=etl]", "delete users[email=cat@example.com].dagRoles[deploymentId=d1,dagTag=team-a]",
		}},
		{"teams and tokens go", rbac.Access{}, rbac.AccessOptions{Prune: everybody[1:]}, []string{
			"delete teams[name=data]", "delete teams[name=everybody]",
			"delete tokens[scope=DEPLOYMENT,entityId=d1,name=ci]", "delete tokens[scope=ORGANIZATION,name=audit]", "delete tokens[scope=WORKSPACE,entityId=w1,name=ci]",
		}},
		{"one's own role", edited(t, `"role": "WORKSPACE_OWNER"}, {`, `"role": "WORKSPACE_OPERATOR"}, {`), rbac.AccessOptions{Applier: rbac.Party{Kind: rbac.KindPerson, Name: "BEN@example.com"}},
			[]string{"! own-administration-lost users[email=ben@example.com]", "update users[email=ben@example.com].workspaceRoles[workspaceId=w1]"}},
		{"somebody else's role", edited(t, `"role": "WORKSPACE_OWNER"}, {`, `"role": "WORKSPACE_OPERATOR"}, {`), rbac.AccessOptions{Applier: rbac.Party{Kind: rbac.KindPerson, ID: "u1"}},
			[]string{"update users[email=ben@example.com].workspaceRoles[workspaceId=w1]"}},
		{"one's own token", rbac.Access{}, rbac.AccessOptions{Prune: []rbac.PrincipalKind{rbac.KindToken}, Applier: rbac.Party{Kind: rbac.KindToken, ID: "k1"}}, []string{
			"! own-administration-lost tokens[scope=ORGANIZATION,name=audit]",
			"delete tokens[scope=DEPLOYMENT,entityId=d1,name=ci]", "delete tokens[scope=ORGANIZATION,name=audit]", "delete tokens[scope=WORKSPACE,entityId=w1,name=ci]",
		}},
		{"one's own token is renamed", edited(t, `"name": "audit"`, `"name": "renamed"`), rbac.AccessOptions{Applier: rbac.Party{Kind: rbac.KindToken, Name: "audit"}},
			[]string{"update tokens[scope=ORGANIZATION,name=audit].name"}},
		{"an applier who is not there", rbac.Access{}, rbac.AccessOptions{Applier: rbac.Party{Kind: rbac.KindPerson, Name: "eve@example.com"}}, []string{}},
		{"unknown IDs", access(t, `{"users":[{"id":"u9"}],"teams":[{"id":"u1","name":"data"}],"tokens":[{"id":"t1","name":"x"}]}`), rbac.AccessOptions{},
			[]string{"! subject-unknown teams[name=data]", "! subject-unknown tokens[scope=\"\",name=x]", "! subject-unknown users[id=u9]"}},
		{"one user twice", access(t, `{"users":[{"id":"u1","organizationRole":"ORGANIZATION_MEMBER"},{"email":"ann@example.com","organizationRole":"ORGANIZATION_BILLING_ADMIN"}]}`),
			rbac.AccessOptions{Prune: everybody[:1]}, []string{
				"! subject-duplicate users[email=ann@example.com]",
				"delete users[email=ben@example.com].workspaceRoles[workspaceId=w1]", "delete users[email=ben@example.com].workspaceRoles[workspaceId=w2]",
				"delete users[email=cat@example.com].workspaceRoles[workspaceId=w1]", "delete users[email=cat@example.com].deploymentRoles[deploymentId=d1]",
				"delete users[email=cat@example.com].dagRoles[deploymentId=d1,dagId=etl]", "delete users[email=cat@example.com].dagRoles[deploymentId=d1,dagTag=team-a]",
			}},
		{"one new team twice", access(t, `{"teams":[{"name":"x","organizationRole":"ORGANIZATION_OWNER"},{"name":"x","organizationRole":"ORGANIZATION_MEMBER"}]}`), rbac.AccessOptions{},
			[]string{"! subject-duplicate teams[name=x]"}},
		{"nameless", access(t, `{"users":[{}],"teams":[{}],"tokens":[{}]}`), rbac.AccessOptions{},
			[]string{`! name-missing teams[id=""]`, `! name-missing tokens[id=""]`, `! name-missing users[id=""]`}},
		{"another address", edited(t, "ben@example.com", "benjamin@example.com"), rbac.AccessOptions{}, []string{"! email-fixed users[email=ben@example.com]"}},
		{"another object of a token", edited(t, `"scope": "WORKSPACE", "entityId": "w1"`, `"scope": "WORKSPACE", "entityId": "w2"`), rbac.AccessOptions{},
			[]string{"! token-scope-fixed tokens[scope=WORKSPACE,entityId=w1,name=ci]"}},
		{"a token without its object", access(t, `{"tokens":[{"id":"k2","name":"ci","workspaceRoles":[{"workspaceId":"w1","role":"WORKSPACE_OPERATOR"}]}]}`), rbac.AccessOptions{}, []string{}},
		{"another expiry", edited(t, `"expiryDays": 30`, `"expiryDays": 31`), rbac.AccessOptions{},
			[]string{"! token-expiry-fixed tokens[scope=DEPLOYMENT,entityId=d1,name=ci].expiryDays"}},
		{"members of a provider's team", edited(t, `"idpManaged": true`, `"idpManaged": true, "members": ["u1"]`), rbac.AccessOptions{}, []string{"! members-managed teams[name=everybody].members"}},
		{"strangers", edited(t, `["u2", "u3"]`, `["u2", "u3", "eve@example.com", "u9"]`), rbac.AccessOptions{}, []string{
			"! member-unknown teams[name=data].members[email=eve@example.com]", "! member-unknown teams[name=data].members[id=u9]",
			"create teams[name=data].members[email=eve@example.com]", "create teams[name=data].members[id=u9]",
		}},
	}
	for i := range cases {
		cases[i].o.Workspaces = where
	}
	return cases
}

func TestDiffAccess(t *testing.T) {
	for _, c := range diffCases(t) {
		t.Run(c.name, func(t *testing.T) {
			plan := rbac.DiffAccess(access(t, company), c.want, c.o)
			assert.Equal(t, c.plan, planned(plan))
			assert.Equal(t, len(c.plan) == 0, plan.Empty())
			for _, b := range plan.Blocked {
				assert.NotEmpty(t, b.Message)
				assert.NotEmpty(t, b.Hint)
			}
			for _, x := range plan.Changes {
				assert.NotEmpty(t, x.Reason)
				assert.NotNil(t, x.Impact)
			}
		})
	}
}

// twins is an Organization with two Teams of one name.
func twins(t *testing.T) rbac.Access {
	t.Helper()
	return access(t, `{"teams":[{"id":"1","name":"x","organizationRole":"ORGANIZATION_MEMBER"},{"id":"2","name":"x","organizationRole":"ORGANIZATION_MEMBER"}]}`)
}

func TestDiffAccessOfEqualNames(t *testing.T) {
	live, want := twins(t), access(t, `{"teams":[{"name":"x","organizationRole":"ORGANIZATION_MEMBER"}]}`)
	assert.Equal(t, []string{"! subject-ambiguous teams[name=x]"}, planned(rbac.DiffAccess(live, want, rbac.AccessOptions{Prune: everybody})), "neither is deleted")
	want.Teams[0].ID = "2"
	plan := rbac.DiffAccess(live, want, rbac.AccessOptions{Prune: everybody})
	assert.Equal(t, []string{"delete teams[name=x]"}, planned(plan))
	assert.Equal(t, "1", plan.Teams[0].Live.ID)
}

// TestStepsAreComplete holds that a step has every list, as updates replace them all, and IDs instead of names.
func TestStepsAreComplete(t *testing.T) {
	want := edited(t, `"id": "u3", `, "", `"role": "DAG_VIEWER"`, `"role": "DAG_AUTHOR"`, `"id": "t1", `, "", `"role": "WORKSPACE_AUTHOR"`, `"role": "WORKSPACE_MEMBER"`,
		`"members": ["u2", "u3"], `, "", `"workspaceRoles": [{"workspaceId": "w1", "role": "WORKSPACE_ACCESSOR"}],`, "")
	for _, workspaces := range []map[string]string{where, nil} {
		plan := rbac.DiffAccess(access(t, company), want, rbac.AccessOptions{Workspaces: workspaces})
		require.Len(t, plan.Users, 1)
		assert.Equal(t, rbac.AccessUpdate, plan.Users[0].Action)
		assert.Equal(t, access(t, company).Users[2], plan.Users[0].Live)
		next := access(t, company).Users[2]
		next.DagRoles[1].Role = "DAG_AUTHOR"
		assert.Equal(t, plan.Users[0].Want, next)
		require.Len(t, plan.Teams, 1)
		assert.Equal(t, "t1", plan.Teams[0].Want.ID)
		assert.Equal(t, []string{"u2", "u3"}, plan.Teams[0].Want.Members, "left out, so that they stay")
		assert.Equal(t, "builds pipelines", *plan.Teams[0].Want.Description)
		assert.Empty(t, plan.Tokens)
	}
}

func TestOwnersComeBeforeTheyGo(t *testing.T) {
	live := access(t, `{"users":[{"id":"1","email":"a@b.c","organizationRole":"ORGANIZATION_OWNER"},{"id":"2","email":"b@b.c","organizationRole":"ORGANIZATION_BILLING_ADMIN"},
		{"id":"3","email":"c@b.c","organizationRole":"ORGANIZATION_MEMBER"}]}`)
	want := access(t, `{"users":[{"id":"1","organizationRole":"ORGANIZATION_MEMBER"},{"id":"2","organizationRole":"ORGANIZATION_MEMBER"},{"id":"3","organizationRole":"ORGANIZATION_OWNER"}]}`)
	plan := rbac.DiffAccess(live, want, rbac.AccessOptions{})
	var order []string
	for _, s := range plan.Users {
		order = append(order, s.Want.ID)
	}
	assert.Equal(t, []string{"3", "2", "1"}, order)
}

func TestOwnersByWayOfATeamCountWhenThereAreNoOthers(t *testing.T) {
	live := access(t, `{"users":[{"id":"1","email":"a@b.c","organizationRole":"ORGANIZATION_MEMBER"}],
		"teams":[{"id":"t","name":"admins","members":["A@b.c"],"organizationRole":"ORGANIZATION_OWNER"}]}`)
	assert.Equal(t, []string{"! last-owner users", "delete teams[name=admins]"}, planned(rbac.DiffAccess(live, rbac.Access{}, rbac.AccessOptions{Prune: everybody[1:]})))
	live.Users = append(live.Users, rbac.UserAccess{ID: "2", Email: "d@b.c", AccessRoles: rbac.AccessRoles{OrganizationRole: "ORGANIZATION_OWNER"}})
	assert.Equal(t, []string{"delete teams[name=admins]"}, planned(rbac.DiffAccess(live, rbac.Access{}, rbac.AccessOptions{Prune: everybody[1:]})))
}

func TestInvitedMembersOfATeamOwnNothing(t *testing.T) {
	live := access(t, `{"users":[{"id":"1","email":"a@b.c","organizationRole":"ORGANIZATION_MEMBER"},{"id":"2","email":"d@b.c","pending":true,"organizationRole":"ORGANIZATION_MEMBER"}],
		"teams":[{"id":"t","name":"admins","members":["1","2"],"organizationRole":"ORGANIZATION_OWNER"}]}`)
	want := access(t, `{"teams":[{"id":"t","members":["2"],"organizationRole":"ORGANIZATION_OWNER"}]}`)
	assert.Equal(t, []string{"! last-owner users", "delete teams[name=admins].members[email=a@b.c]"}, planned(rbac.DiffAccess(live, want, rbac.AccessOptions{})))
}

func TestMembersAreNotStrangersWhenUsersAreNotRead(t *testing.T) {
	live := access(t, `{"teams":[{"id":"t","name":"x","members":["1"],"organizationRole":"ORGANIZATION_MEMBER"}]}`)
	want := access(t, `{"teams":[{"id":"t","members":["1","2"],"organizationRole":"ORGANIZATION_MEMBER"}]}`)
	assert.Equal(t, []string{"create teams[name=x].members[id=2]"}, planned(rbac.DiffAccess(live, want, rbac.AccessOptions{})))
}

// TestTokenStepsKeepWhatNoUpdateChanges is about what the file leaves out of a token.
func TestTokenStepsKeepWhatNoUpdateChanges(t *testing.T) {
	live := access(t, `{"tokens":[{"id":"k","name":"x","description":"d","scope":"ORGANIZATION","entityId":"o1","expiryDays":90,"organizationRole":"ORGANIZATION_OWNER"}]}`)
	plan := rbac.DiffAccess(live, access(t, `{"tokens":[{"name":"x","scope":"ORGANIZATION","organizationRole":"ORGANIZATION_MEMBER"}]}`), rbac.AccessOptions{})
	want := live.Tokens[0]
	want.OrganizationRole = "ORGANIZATION_MEMBER"
	require.Len(t, plan.Tokens, 1)
	assert.Equal(t, want, plan.Tokens[0].Want)
}

func TestImpactsFollowTheRoles(t *testing.T) {
	live := access(t, `{"users":[{"id":"1","organizationRole":"ORGANIZATION_MEMBER","workspaceRoles":[{"workspaceId":"w1","role":"WORKSPACE_MEMBER"}],
		"deploymentRoles":[{"deploymentId":"d1","role":"deployer"}]}]}`)
	for role, want := range map[string][]rbac.AccessImpact{
		"WORKSPACE_OWNER": {rbac.ImpactGranted}, "WORKSPACE_ACCESSOR": {rbac.ImpactRemoved}, "WORKSPACE_FUTURE": {rbac.ImpactGranted, rbac.ImpactRemoved},
	} {
		next := access(t, `{"users":[{"id":"1","organizationRole":"ORGANIZATION_MEMBER","workspaceRoles":[{"workspaceId":"w1","role":"`+role+`"}],
			"deploymentRoles":[{"deploymentId":"d1","role":"deployer"}]}]}`)
		plan := rbac.DiffAccess(live, next, rbac.AccessOptions{Workspaces: where, Catalogue: custom(t)})
		require.Len(t, plan.Changes, 1)
		assert.Equal(t, want, plan.Changes[0].Impact, role)
		assert.Equal(t, role != "WORKSPACE_OWNER", plan.Summary().Destructive)
	}
}

func TestEmptyAccessPlan(t *testing.T) {
	var p rbac.AccessPlan
	text, err := json.Marshal(p)
	require.NoError(t, err)
	assert.JSONEq(t, `{"version":1,"summary":{"create":0,"update":0,"delete":0,"keep":0,"blocked":0,"destructive":false},"changes":[],"blocked":[],"kept":[]}`, string(text))
	assert.Equal(t, "no changes: everybody whom the file names has the access that it says", p.String())
}
