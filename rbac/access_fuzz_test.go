package rbac_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/rbac"
)

// FuzzReadAccess holds that any bytes are refused or read in full, that what is read is the same when it is written and
// read again, and that plans from and to it are sound.
func FuzzReadAccess(f *testing.F) {
	f.Add([]byte(company))
	for _, c := range validateCases {
		f.Add([]byte(c.text))
	}
	f.Add([]byte(`{"users":[{"email":"a@b.c"},{"email":"A@B.C"}],"teams":[{"members":[]}]}`))
	live := access(f, company)
	f.Fuzz(func(t *testing.T, text []byte) {
		a, err := rbac.ReadAccess(bytes.NewReader(text))
		if err != nil {
			assert.Equal(t, rbac.Access{}, a)
			return
		}
		again := access(t, wire(t, a))
		assert.Equal(t, wire(t, a), wire(t, again))

		o := rbac.AccessOptions{Workspaces: where, Prune: everybody, Applier: rbac.Party{Kind: rbac.KindPerson, ID: "u2"}}
		found := a.Validate(o)
		known := findingCodes(t)
		for _, x := range found {
			assert.Contains(t, known, string(x.Code))
		}
		if self := rbac.DiffAccess(a, a, o); !rbac.HasErrors(found) {
			assert.True(t, self.Empty(), "%s", self)
		}
		for _, plan := range []rbac.AccessPlan{rbac.DiffAccess(live, a, o), rbac.DiffAccess(a, live, o), rbac.DiffAccess(a, a, o)} {
			assert.True(t, json.Valid([]byte(wire(t, plan))))
			for _, r := range strings.ReplaceAll(plan.String(), "\n", "") {
				require.True(t, unicode.IsPrint(r), "%q", r)
			}
			for _, b := range plan.Blocked {
				assert.Contains(t, known, string(b.Code))
			}
		}
	})
}

// FuzzCheckToken holds that a token without errors keeps the rules, that unknown roles never pass in silence, and that
// nobody without roles makes a token.
func FuzzCheckToken(f *testing.F) {
	f.Add("ci", "DEPLOYMENT", "d1", "DEPLOYMENT_ADMIN", "DEPLOYMENT", "d1", "", false, "DAG_AUTHOR", "DAG", "g1", "d1", true, 90)
	f.Add("ci", "WORKSPACE", "w1", "WORKSPACE_OWNER", "WORKSPACE", "w1", "", false, "DEPLOYMENT_ADMIN", "DEPLOYMENT", "d1", "", false, 0)
	f.Add("", "ORGANIZATION", "", "ORGANIZATION_OWNER", "ORGANIZATION", "", "", false, "", "", "", "", false, 3651)
	f.Add("\xff", "DAG", "", "APC:WORKSPACE_ADMIN", "APC_WORKSPACE", "x", "", true, "(grantable to custom role)", "DEPLOYMENT", "", "", false, -1)
	owner := holder(f, rbac.Builtin(), rbac.ScopeOrganization, "ORGANIZATION_OWNER")
	nobody, _ := rbac.Builtin().Subject(rbac.Principal{Name: "nobody"})
	f.Fuzz(func(t *testing.T, name, scope, entity, role, at, id, deployment string, tag bool, role2, at2, id2, deployment2 string, tag2 bool, days int) {
		p := rbac.TokenPlan{Name: name, Description: name, Scope: rbac.Scope(scope), EntityID: entity, ExpiryDays: &days, Workspaces: where, Roles: []rbac.Grant{
			{Role: role, Scope: rbac.Scope(at), ID: id, Deployment: deployment, Tag: tag},
			{Role: role2, Scope: rbac.Scope(at2), ID: id2, Deployment: deployment2, Tag: tag2},
		}}
		if role2 == "" {
			p.Roles = p.Roles[:1]
		}
		found := rbac.CheckToken(p, nil, owner)
		assert.Equal(t, found, rbac.CheckToken(p, nil, owner))
		codes := map[rbac.FindingCode]bool{}
		for _, x := range found {
			codes[x.Code] = true
			assert.NotEmpty(t, x.Message)
			assert.Less(t, len(x.Message), 4000)
		}
		for _, g := range p.Roles {
			if !rbac.Builtin().Has(g.Scope, g.Role) {
				assert.True(t, codes[rbac.CodeRoleUnknown] || codes[rbac.CodeRoleScope] || codes[rbac.CodeRoleUnchecked], "%+v", g)
			}
		}
		if rbac.HasErrors(found) {
			return
		}
		rule, ok := rbac.TokenRules(p.Scope)
		require.True(t, ok)
		own := 0
		for _, g := range p.Roles {
			assert.True(t, rule.MayHold(g.Scope))
			if g.Scope == p.Scope {
				own++
			}
		}
		assert.Equal(t, 1, own)
		assert.GreaterOrEqual(t, days, 1)
		assert.LessOrEqual(t, days, 3650)
		assert.True(t, rbac.HasErrors(rbac.CheckToken(p, nil, nobody)))
	})
}
