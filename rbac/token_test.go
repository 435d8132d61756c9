package rbac_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/rbac"
)

// said is a finding without its sentences.
func said(found []rbac.Finding) []string {
	out := []string{}
	for _, f := range found {
		out = append(out, string(f.Severity)+" "+string(f.Code)+" "+f.Path)
	}
	return out
}

func own(scope rbac.Scope, role string) []rbac.Grant { return []rbac.Grant{grant(scope, role)} }

// deployToken is right in every respect; cases change one thing.
func deployToken() rbac.TokenPlan {
	return rbac.TokenPlan{
		Name: "ci", Scope: rbac.ScopeDeployment, EntityID: "d1", Roles: own(rbac.ScopeDeployment, "DEPLOYMENT_ADMIN"), ExpiryDays: new(90),
		Workspaces: where,
	}
}

func workspaceToken(more ...rbac.Grant) rbac.TokenPlan {
	return rbac.TokenPlan{
		Name: "previews", Scope: rbac.ScopeWorkspace, EntityID: "w1", Roles: append(own(rbac.ScopeWorkspace, "WORKSPACE_OPERATOR"), more...),
		ExpiryDays: new(90), Workspaces: where,
	}
}

func organizationToken(more ...rbac.Grant) rbac.TokenPlan {
	return rbac.TokenPlan{
		Name: "audit", Scope: rbac.ScopeOrganization, Roles: append([]rbac.Grant{{Role: "ORGANIZATION_OWNER", Scope: rbac.ScopeOrganization}}, more...),
		ExpiryDays: new(90), Workspaces: where,
	}
}

// custom is a catalogue of an Organization with roles of its own.
func custom(t testing.TB) *rbac.Catalogue {
	t.Helper()
	c, warnings := rbac.Builtin().With(
		rbac.Role{Name: "deployer", Scope: rbac.ScopeDeployment, Permissions: []rbac.Permission{"deployment.get", "deployment.deploys.create"}},
		rbac.Role{Name: "minter", Scope: rbac.ScopeDeployment, Permissions: []rbac.Permission{"deployment.get", "deployment.apiTokens.create", "deployment.apiTokens.update"}},
		rbac.Role{Name: "once", Scope: rbac.ScopeDeployment, Permissions: []rbac.Permission{"deployment.get", "deployment.apiTokens.create"}},
		rbac.Role{Name: "elsewhere", Scope: rbac.ScopeDeployment, Permissions: []rbac.Permission{"deployment.get"}, Workspaces: []string{"w2"}},
	)
	require.Empty(t, warnings)
	return c
}

var tokenCases = []struct {
	name string
	plan func() rbac.TokenPlan
	want []string
}{
	{"deployment", deployToken, []string{}},
	{"workspace", func() rbac.TokenPlan { return workspaceToken() }, []string{}},
	{"organization", func() rbac.TokenPlan { return organizationToken() }, []string{}},
	{"workspace with further roles", func() rbac.TokenPlan {
		return workspaceToken(grant(rbac.ScopeDeployment, "DEPLOYMENT_ADMIN"), grant(rbac.ScopeDag, "DAG_AUTHOR"))
	}, []string{}},
	{"organization with further roles", func() rbac.TokenPlan {
		return organizationToken(grant(rbac.ScopeWorkspace, "WORKSPACE_OWNER"), rbac.Grant{Role: "WORKSPACE_MEMBER", Scope: rbac.ScopeWorkspace, ID: "w2"},
			grant(rbac.ScopeDeployment, "DEPLOYMENT_ADMIN"), grant(rbac.ScopeDag, "DAG_VIEWER"))
	}, []string{}},
	{"longest name", func() rbac.TokenPlan {
		p := deployToken()
		p.Name, p.Description = strings.Repeat("é", 256), strings.Repeat("é", 500)
		return p
	}, []string{}},
	{"no name", func() rbac.TokenPlan { p := deployToken(); p.Name = ""; return p }, []string{"error token-name-invalid name"}},
	{"long name", func() rbac.TokenPlan { p := deployToken(); p.Name = strings.Repeat("é", 257); return p }, []string{"error token-name-invalid name"}},
	{"long description", func() rbac.TokenPlan { p := deployToken(); p.Description = strings.Repeat("d", 501); return p },
		[]string{"error token-description-long description"}},
	{"never expires", func() rbac.TokenPlan { p := deployToken(); p.ExpiryDays = nil; return p }, []string{"warning token-never-expires expiryDays"}},
	{"shortest", func() rbac.TokenPlan { p := deployToken(); p.ExpiryDays = new(1); return p }, []string{}},
	{"longest", func() rbac.TokenPlan { p := deployToken(); p.ExpiryDays = new(3650); return p }, []string{}},
	{"expires at once", func() rbac.TokenPlan { p := deployToken(); p.ExpiryDays = new(0); return p }, []string{"error token-expiry-invalid expiryDays"}},
	{"expires too late", func() rbac.TokenPlan { p := deployToken(); p.ExpiryDays = new(3651); return p }, []string{"error token-expiry-invalid expiryDays"}},
	{"for a dag", func() rbac.TokenPlan { p := deployToken(); p.Scope = rbac.ScopeDag; return p }, []string{"error token-scope-unknown scope"}},
	{"for nothing", func() rbac.TokenPlan { p := deployToken(); p.Scope = ""; return p }, []string{"error token-scope-unknown scope"}},
	{"of private cloud", func() rbac.TokenPlan { p := deployToken(); p.Scope = rbac.ScopeAPCDeployment; return p }, []string{"error token-scope-unknown scope"}},
	{"no entity", func() rbac.TokenPlan { p := deployToken(); p.EntityID = ""; return p }, []string{"error token-entity-missing entityId"}},
	{"no role", func() rbac.TokenPlan { p := deployToken(); p.Roles = nil; return p }, []string{"error token-no-role roles"}},
	{"only further roles", func() rbac.TokenPlan {
		p := workspaceToken()
		p.Roles = own(rbac.ScopeDeployment, "DEPLOYMENT_ADMIN")
		return p
	}, []string{"error token-own-role-missing roles"}},
	{"two of its own", func() rbac.TokenPlan {
		return workspaceToken(rbac.Grant{Role: "WORKSPACE_MEMBER", Scope: rbac.ScopeWorkspace, ID: "w2"})
	}, []string{"error token-role-outside roles[1]", "error token-own-role-extra roles"}},
	{"the same twice", func() rbac.TokenPlan { return workspaceToken(grant(rbac.ScopeWorkspace, "WORKSPACE_OWNER")) },
		[]string{"error token-own-role-extra roles", "error role-duplicate roles[1]"}},
	{"workspace holds organization", func() rbac.TokenPlan {
		return workspaceToken(rbac.Grant{Role: "ORGANIZATION_MEMBER", Scope: rbac.ScopeOrganization})
	},
		[]string{"error token-role-wider roles[1]"}},
	{"deployment holds workspace", func() rbac.TokenPlan {
		p := deployToken()
		p.Roles = append(p.Roles, grant(rbac.ScopeWorkspace, "WORKSPACE_MEMBER"))
		return p
	}, []string{"error token-role-wider roles[1]"}},
	{"deployment elsewhere", func() rbac.TokenPlan {
		return workspaceToken(rbac.Grant{Role: "DEPLOYMENT_ADMIN", Scope: rbac.ScopeDeployment, ID: "d3"})
	}, []string{"error token-role-outside roles[1]"}},
	{"deployment nobody knows where", func() rbac.TokenPlan {
		return workspaceToken(rbac.Grant{Role: "DEPLOYMENT_ADMIN", Scope: rbac.ScopeDeployment, ID: "d9"})
	}, []string{}},
	{"dag elsewhere", func() rbac.TokenPlan {
		p := deployToken()
		p.Roles = append(p.Roles, rbac.Grant{Role: "DAG_AUTHOR", Scope: rbac.ScopeDag, ID: "g", Deployment: "d2"})
		return p
	}, []string{"error token-role-outside roles[1]", "warning dag-role-alone roles[1]"}},
	{"dag alone", func() rbac.TokenPlan { return workspaceToken(grant(rbac.ScopeDag, "DAG_AUTHOR")) }, []string{"warning dag-role-alone roles[1]"}},
	{"dag of no deployment", func() rbac.TokenPlan {
		return workspaceToken(rbac.Grant{Role: "DAG_AUTHOR", Scope: rbac.ScopeDag, ID: "g"})
	},
		[]string{"error role-id-missing roles[1]"}},
	{"neither dag nor tag", func() rbac.TokenPlan {
		p := deployToken()
		p.Roles = append(p.Roles, rbac.Grant{Role: "DAG_AUTHOR", Scope: rbac.ScopeDag, Deployment: "d1"})
		return p
	}, []string{"error dag-or-tag roles[1]"}},
	{"dag and tag of one name", func() rbac.TokenPlan {
		p := deployToken()
		p.Roles = append(p.Roles, grant(rbac.ScopeDag, "DAG_AUTHOR"), rbac.Grant{Role: "DAG_VIEWER", Scope: rbac.ScopeDag, ID: "g1", Deployment: "d1", Tag: true})
		return p
	}, []string{}},
	{"dag twice", func() rbac.TokenPlan {
		p := deployToken()
		p.Roles = append(p.Roles, grant(rbac.ScopeDag, "DAG_AUTHOR"), grant(rbac.ScopeDag, "DAG_VIEWER"))
		return p
	}, []string{"error role-duplicate roles[2]"}},
	{"tag of a workspace", func() rbac.TokenPlan {
		p := workspaceToken()
		p.Roles[0].Tag = true
		return p
	}, []string{"error dag-or-tag roles[0]"}},
	{"role for nothing", func() rbac.TokenPlan {
		return workspaceToken(rbac.Grant{Role: "DEPLOYMENT_ADMIN", Scope: rbac.ScopeDeployment})
	},
		[]string{"error role-id-missing roles[1]"}},
	{"unknown role", func() rbac.TokenPlan { p := workspaceToken(); p.Roles[0].Role = "WORKSPACE_ADMIN"; return p }, []string{"error role-unknown roles[0]"}},
	{"role of another kind", func() rbac.TokenPlan { p := workspaceToken(); p.Roles[0].Role = "ORGANIZATION_OWNER"; return p }, []string{"error role-scope roles[0]"}},
	{"role for no kind", func() rbac.TokenPlan {
		return workspaceToken(rbac.Grant{Role: "DAG_AUTHOR", Scope: "DAG_TAG", ID: "g"})
	},
		[]string{"error role-scope roles[1]"}},
	{"custom role unseen", func() rbac.TokenPlan { p := deployToken(); p.Roles[0].Role = "deployer"; return p }, []string{"warning role-unchecked roles[0]"}},
}

func TestCheckToken(t *testing.T) {
	for _, c := range tokenCases {
		t.Run(c.name, func(t *testing.T) {
			found := rbac.CheckToken(c.plan(), nil, nil)
			assert.Equal(t, c.want, said(found))
			assert.Equal(t, strings.Contains(strings.Join(c.want, " "), "error"), rbac.HasErrors(found))
			assertWritten(t, found)
		})
	}
}

// assertWritten holds the sentences of findings to the style of the module.
func assertWritten(t *testing.T, found []rbac.Finding) {
	t.Helper()
	for _, f := range found {
		assert.NotEmpty(t, f.Message)
		assert.NotEmpty(t, f.Hint, f.Message)
		for _, s := range []string{f.Message, f.Hint} {
			assert.NotEqual(t, '.', rune(s[len(s)-1]), s)
			assert.Less(t, len(s), 1000)
		}
		assert.Contains(t, f.String(), f.Message)
	}
}

func TestCheckTokenWithCustomRoles(t *testing.T) {
	p := deployToken()
	for role, want := range map[string][]string{
		"deployer":  {},
		"elsewhere": {"error role-restricted roles[0]"},
		"nobody":    {"error role-unknown roles[0]"},
	} {
		p.Roles[0].Role = role
		assert.Equal(t, want, said(rbac.CheckToken(p, custom(t), nil)), role)
	}
}

type creatorCase struct {
	name    string
	plan    rbac.TokenPlan
	creator *rbac.Subject
	want    []string
}

func creatorCases(t testing.TB) []creatorCase {
	t.Helper()
	c := custom(t)
	who := func(scope rbac.Scope, role string) *rbac.Subject { return holder(t, c, scope, role) }
	deployer := deployToken()
	deployer.Roles[0].Role = "deployer"
	minted := deployToken()
	minted.Roles[0].Role = "minter"
	ownerToken := workspaceToken()
	ownerToken.Roles[0].Role = "WORKSPACE_OWNER"
	return []creatorCase{
		{"owner of everything", organizationToken(), who(rbac.ScopeOrganization, "ORGANIZATION_OWNER"), []string{}},
		{"billing admin", organizationToken(), who(rbac.ScopeOrganization, "ORGANIZATION_BILLING_ADMIN"), []string{"error creator-refused scope"}},
		{"workspace owner for the organization", organizationToken(), who(rbac.ScopeWorkspace, "WORKSPACE_OWNER"), []string{"error creator-refused scope"}},
		{"workspace owner", ownerToken, who(rbac.ScopeWorkspace, "WORKSPACE_OWNER"), []string{}},
		{"workspace operator", workspaceToken(), who(rbac.ScopeWorkspace, "WORKSPACE_OPERATOR"), []string{}},
		{"operator makes an owner", ownerToken, who(rbac.ScopeWorkspace, "WORKSPACE_OPERATOR"), []string{"error role-above-creator roles[0]"}},
		{"author", workspaceToken(), who(rbac.ScopeWorkspace, "WORKSPACE_AUTHOR"), []string{"error creator-refused scope"}},
		{"owner of the workspace for a deployment", deployToken(), who(rbac.ScopeWorkspace, "WORKSPACE_OWNER"), []string{}},
		{"operator for a deployment", deployToken(), who(rbac.ScopeWorkspace, "WORKSPACE_OPERATOR"), []string{"error creator-refused scope"}},
		{"deployment admin", deployToken(), who(rbac.ScopeDeployment, "DEPLOYMENT_ADMIN"), []string{"warning creator-unknown scope"}},
		{"custom role", minted, who(rbac.ScopeDeployment, "minter"), []string{}},
		{"custom role that makes no second role", func() rbac.TokenPlan {
			p := deployToken()
			p.Roles[0].Role = "once"
			p.Roles = append(p.Roles, grant(rbac.ScopeDag, "DAG_VIEWER"))
			return p
		}(), who(rbac.ScopeDeployment, "once"), []string{"error creator-refused scope"}},
		{"custom role above itself", deployer, who(rbac.ScopeDeployment, "minter"), []string{"error role-above-creator roles[0]"}},
		{"custom role makes an admin", deployToken(), who(rbac.ScopeDeployment, "minter"), []string{"error role-above-creator roles[0]"}},
		{"custom role makes what nobody knows", func() rbac.TokenPlan {
			p := deployToken()
			p.Roles[0].Role = "DEPLOYMENT_ACCESSOR"
			return p
		}(), who(rbac.ScopeDeployment, "minter"), []string{"warning role-maybe-above-creator roles[0]"}},
		{"owner adds an admin where nobody knows", workspaceToken(rbac.Grant{Role: "DEPLOYMENT_ADMIN", Scope: rbac.ScopeDeployment, ID: "d9"}),
			who(rbac.ScopeWorkspace, "WORKSPACE_OWNER"), []string{}},
		{"further role of the organization's", organizationToken(rbac.Grant{Role: "DEPLOYMENT_ADMIN", Scope: rbac.ScopeDeployment, ID: "d9"}),
			who(rbac.ScopeOrganization, "ORGANIZATION_OWNER"), []string{}},
	}
}

func TestCheckTokenAsksForItsCreator(t *testing.T) {
	c := custom(t)
	for _, x := range creatorCases(t) {
		t.Run(x.name, func(t *testing.T) {
			found := rbac.CheckToken(x.plan, c, x.creator)
			assert.Equal(t, x.want, said(found))
			assertWritten(t, found)
		})
	}
}

// TestWhoMakesATokenCanMakeItWeaker holds that whoever may give a role may give each weaker one of the scope.
func TestWhoMakesATokenCanMakeItWeaker(t *testing.T) {
	for _, creator := range allRoles() {
		s := holder(t, rbac.Builtin(), creator.Scope, creator.Name)
		for _, scope := range []rbac.Scope{rbac.ScopeOrganization, rbac.ScopeWorkspace} {
			lost := false
			for _, role := range rbac.Builtin().Roles(scope) {
				p := rbac.TokenPlan{Name: "t", Scope: scope, EntityID: place(scope).Workspace, Roles: own(scope, role.Name), ExpiryDays: new(1), Workspaces: where}
				bad := rbac.HasErrors(rbac.CheckToken(p, nil, s))
				assert.False(t, lost && !bad, "%s makes %s and nothing weaker", creator.Name, role.Name)
				lost = lost || bad
			}
		}
	}
}
