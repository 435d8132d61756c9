package client_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/rbac"
)

// dice makes up valid roles.
type dice struct {
	*rand.Rand
	s *crew
}

func (d dice) one(of ...string) string { return of[d.IntN(len(of))] }

func (d dice) coin() bool { return d.IntN(2) == 0 }

func (d dice) roles() rbac.AccessRoles {
	r := rbac.AccessRoles{OrganizationRole: d.one("ORGANIZATION_MEMBER", "ORGANIZATION_BILLING_ADMIN", "ORGANIZATION_OWNER")}
	for _, w := range []string{d.s.w2, d.s.w1} {
		if d.coin() {
			r.WorkspaceRoles = append(r.WorkspaceRoles, rbac.WorkspaceRole{WorkspaceID: w, Role: d.one("WORKSPACE_MEMBER", "WORKSPACE_AUTHOR", "WORKSPACE_OWNER", "WORKSPACE_ACCESSOR")})
		}
	}
	d.below(&r)
	return r
}

// below adds roles in the Deployment.
func (d dice) below(r *rbac.AccessRoles) {
	if d.coin() {
		return
	}
	r.DeploymentRoles = []rbac.DeploymentRole{{DeploymentID: d.s.d1, Role: d.one("DEPLOYMENT_ADMIN", "deployer", "DEPLOYMENT_ACCESSOR")}}
	for _, dag := range []rbac.DagRole{{DagID: "etl"}, {DagTag: "finance"}, {DagID: "report"}} {
		if d.coin() {
			dag.DeploymentID, dag.Role = d.s.d1, d.one("DAG_VIEWER", "DAG_AUTHOR")
			r.DagRoles = append(r.DagRoles, dag)
		}
	}
}

// access describes some of the people, the Team and the token, in any order.
func (d dice) access() rbac.Access {
	var a rbac.Access
	for _, email := range []string{"bob@example.com", "ann@example.com"} {
		if d.coin() {
			a.Users = append(a.Users, rbac.UserAccess{Email: email, AccessRoles: d.roles()})
		}
	}
	if d.coin() {
		t := rbac.TeamAccess{Name: "data", AccessRoles: d.roles()}
		if d.coin() {
			t.Members = []string{}
			for _, m := range []string{d.s.founder, "ann@example.com", d.s.bob} {
				if d.coin() {
					t.Members = append(t.Members, m)
				}
			}
		}
		a.Teams = append(a.Teams, t)
	}
	if d.coin() {
		k := rbac.TokenAccess{Name: "ci", Scope: rbac.ScopeWorkspace, EntityID: d.s.w1}
		k.WorkspaceRoles = []rbac.WorkspaceRole{{WorkspaceID: d.s.w1, Role: d.one("WORKSPACE_AUTHOR", "WORKSPACE_OPERATOR")}}
		d.below(&k.AccessRoles)
		a.Tokens = append(a.Tokens, k)
	}
	return a
}

// TestApplyAccessProperties applies what is made up, one after the other, to the same Organization: each time that is what
// there is afterwards, beside what comes by itself; who is not named has the same as before; and nothing is left to do.
func TestApplyAccessProperties(t *testing.T) {
	for seed := range uint64(40 / sampleOf) {
		var opts []clienttest.Option
		if seed%2 == 0 {
			opts = append(opts, clienttest.WithKeptRoles())
		}
		s := newCrew(t, opts...)
		d := dice{rand.New(rand.NewPCG(seed, 1)), s}
		for range 5 {
			want, before := d.access(), s.read(t)
			_, err := s.apply(t, want)
			require.NoError(t, err)
			after := s.read(t)
			assert.Equal(t, before.Users[0], after.Users[0], "the founder is not named")
			for i, u := range before.Users {
				if w := find(want.Users, func(w rbac.UserAccess) bool { return w.Email == fold(u.Email) }); w != nil {
					sameRoles(t, s, w.AccessRoles, after.Users[i].AccessRoles, true)
				} else {
					assert.Equal(t, u, after.Users[i])
				}
			}
			if len(want.Teams) == 0 {
				assert.Equal(t, before.Teams, after.Teams)
			} else {
				sameRoles(t, s, want.Teams[0].AccessRoles, after.Teams[0].AccessRoles, true)
				assert.Equal(t, before.Teams[0].Description, after.Teams[0].Description)
			}
			if len(want.Tokens) == 0 {
				assert.Equal(t, before.Tokens, after.Tokens)
			} else {
				sameRoles(t, s, want.Tokens[0].AccessRoles, after.Tokens[1].AccessRoles, false)
			}
			s.settled(t, want)
			if t.Failed() {
				t.Fatalf("seed %d: %+v", seed, want)
			}
		}
	}
}

// sameRoles compares roles, with the one that a role for a Deployment brings along.
func sameRoles(t *testing.T, s *crew, want, got rbac.AccessRoles, implied bool) {
	t.Helper()
	grants := want.Grants()
	if implied && len(want.DeploymentRoles) > 0 && find(want.WorkspaceRoles, func(w rbac.WorkspaceRole) bool { return w.WorkspaceID == s.w1 }) == nil {
		grants = append(grants, rbac.Grant{Role: "WORKSPACE_ACCESSOR", Scope: rbac.ScopeWorkspace, ID: s.w1})
	}
	assert.ElementsMatch(t, grants, got.Grants())
}

func find[T any](list []T, match func(T) bool) *T {
	for i := range list {
		if match(list[i]) {
			return &list[i]
		}
	}
	return nil
}

// fold is how addresses are compared.
func fold(email string) string {
	return fmt.Sprintf("%c%s", email[0]|0x20, email[1:])
}
