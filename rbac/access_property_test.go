package rbac_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/rbac"
)

// few is a source of descriptions of a few subjects with a few roles, so that two of them have much in common.
type few struct{ *rand.Rand }

func (f few) of(words ...string) string { return words[f.IntN(len(words))] }

func (f few) roles() rbac.AccessRoles {
	r := rbac.AccessRoles{OrganizationRole: f.of("ORGANIZATION_MEMBER", "ORGANIZATION_BILLING_ADMIN", "ORGANIZATION_OWNER")}
	for _, w := range []string{"w1", "w2"} {
		if f.IntN(2) == 0 {
			r.WorkspaceRoles = append(r.WorkspaceRoles, rbac.WorkspaceRole{WorkspaceID: w, Role: f.of("WORKSPACE_ACCESSOR", "WORKSPACE_AUTHOR", "WORKSPACE_OWNER")})
		}
	}
	for _, d := range []string{"d1", "d2", "d9"} { // of d9 nobody knows where it is
		if f.IntN(3) == 0 {
			r.DeploymentRoles = append(r.DeploymentRoles, rbac.DeploymentRole{DeploymentID: d, Role: f.of("DEPLOYMENT_ACCESSOR", "DEPLOYMENT_ADMIN", "deployer")})
		}
		if f.IntN(4) == 0 {
			r.DagRoles = append(r.DagRoles, rbac.DagRole{DeploymentID: d, DagID: f.of("a", "b"), Role: f.of("DAG_VIEWER", "DAG_AUTHOR")})
		}
		if f.IntN(4) == 0 {
			r.DagRoles = append(r.DagRoles, rbac.DagRole{DeploymentID: d, DagTag: f.of("a", "x,y=\"z]"), Role: f.of("DAG_VIEWER", "DAG_AUTHOR")})
		}
	}
	return r
}

// access describes up to six of each kind; live ones have IDs.
func (f few) access(live bool) (a rbac.Access) {
	id := func(s string) string {
		if live || f.IntN(4) == 0 {
			return s
		}
		return ""
	}
	for i := range 6 {
		n := string(rune('a' + i))
		if f.IntN(4) > 0 {
			a.Users = append(a.Users, rbac.UserAccess{ID: id("u" + n), Email: n + "@example.com", Pending: live && f.IntN(5) == 0, AccessRoles: f.roles()})
		}
		if f.IntN(3) == 0 {
			t := rbac.TeamAccess{ID: id("t" + n), Name: "team " + n, AccessRoles: f.roles()}
			for _, u := range a.Users {
				switch {
				case f.IntN(2) == 0:
				case u.ID != "":
					t.Members = append(t.Members, u.ID)
				default:
					t.Members = append(t.Members, u.Email)
				}
			}
			a.Teams = append(a.Teams, t)
		}
		if f.IntN(3) == 0 {
			t := rbac.TokenAccess{ID: id("k" + n), Name: "token", Scope: rbac.ScopeWorkspace, EntityID: "w" + n, AccessRoles: f.roles()}
			if f.IntN(2) == 0 {
				t.Description = new(f.of("", "x"))
			}
			a.Tokens = append(a.Tokens, t)
		}
	}
	f.Shuffle(len(a.Users), func(i, j int) { a.Users[i], a.Users[j] = a.Users[j], a.Users[i] })
	return a
}

// pairOf is a live description and a wanted one; what the latter names by ID exists.
func (f few) pairOf() (live, want rbac.Access) {
	live, want = f.access(true), f.access(false)
	for i := range want.Users {
		if !slices.ContainsFunc(live.Users, func(u rbac.UserAccess) bool { return u.ID == want.Users[i].ID }) {
			want.Users[i].ID = ""
		}
	}
	for i := range want.Teams {
		if !slices.ContainsFunc(live.Teams, func(x rbac.TeamAccess) bool { return x.ID == want.Teams[i].ID }) {
			want.Teams[i].ID = ""
		}
		want.Teams[i].Members = nil
		for _, u := range live.Users {
			if f.IntN(3) == 0 {
				want.Teams[i].Members = append(want.Teams[i].Members, f.of(u.ID, strings.ToUpper(u.Email)))
			}
		}
	}
	for i := range want.Tokens {
		if !slices.ContainsFunc(live.Tokens, func(x rbac.TokenAccess) bool { return x.ID == want.Tokens[i].ID }) {
			want.Tokens[i].ID = ""
		}
	}
	return live, want
}

func wire(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

// scenes runs a property over many pairs, with and without taking from those who are not named.
func scenes(t *testing.T, property func(f few, live, want rbac.Access, o rbac.AccessOptions)) {
	t.Helper()
	c := custom(t)
	for seed := range uint64(400) {
		f := few{rand.New(rand.NewPCG(seed, 7))}
		live, want := f.pairOf()
		o := rbac.AccessOptions{Workspaces: where, Catalogue: c}
		if seed%2 == 0 {
			o.Prune = everybody
		}
		property(f, live, want, o)
		if t.Failed() {
			t.Logf("seed %d\nlive %s\nwant %s", seed, wire(t, live), wire(t, want))
			return
		}
	}
}

func TestNothingDiffersFromItself(t *testing.T) {
	scenes(t, func(_ few, live, want rbac.Access, o rbac.AccessOptions) {
		for _, a := range []rbac.Access{live, want} {
			plan := rbac.DiffAccess(a, a, o)
			assert.True(t, plan.Empty(), "%s", plan)
			assert.Empty(t, plan.Kept)
			assert.Empty(t, plan.Users)
			assert.Empty(t, plan.Teams)
			assert.Empty(t, plan.Tokens)
		}
	})
}

func shuffled[T any](f few, list []T) []T {
	list = slices.Clone(list)
	f.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

func shuffledAccess(f few, a rbac.Access) rbac.Access {
	mix := func(r rbac.AccessRoles) rbac.AccessRoles {
		r.WorkspaceRoles, r.DeploymentRoles, r.DagRoles = shuffled(f, r.WorkspaceRoles), shuffled(f, r.DeploymentRoles), shuffled(f, r.DagRoles)
		return r
	}
	a = rbac.Access{Users: shuffled(f, a.Users), Teams: shuffled(f, a.Teams), Tokens: shuffled(f, a.Tokens)}
	for i := range a.Users {
		a.Users[i].AccessRoles = mix(a.Users[i].AccessRoles)
	}
	for i := range a.Teams {
		a.Teams[i].AccessRoles, a.Teams[i].Members = mix(a.Teams[i].AccessRoles), shuffled(f, a.Teams[i].Members)
	}
	for i := range a.Tokens {
		a.Tokens[i].AccessRoles = mix(a.Tokens[i].AccessRoles)
	}
	return a
}

func TestOrderNeverCounts(t *testing.T) {
	scenes(t, func(f few, live, want rbac.Access, o rbac.AccessOptions) {
		before := wire(t, live) + wire(t, want)
		plan := rbac.DiffAccess(live, want, o)
		assert.Equal(t, before, wire(t, live)+wire(t, want), "inputs are left alone")
		other := rbac.DiffAccess(shuffledAccess(f, live), shuffledAccess(f, want), o)
		assert.Equal(t, wire(t, plan), wire(t, other))
		assert.Equal(t, wire(t, plan.Users)+wire(t, plan.Teams)+wire(t, plan.Tokens), wire(t, other.Users)+wire(t, other.Teams)+wire(t, other.Tokens))
		assert.Equal(t, plan.String(), other.String())
	})
}

// carryOut does what the steps say, as the service does: it gives IDs to what is new.
func carryOut(live rbac.Access, p rbac.AccessPlan) rbac.Access {
	next := rbac.Access{Users: slices.Clone(live.Users), Teams: slices.Clone(live.Teams), Tokens: slices.Clone(live.Tokens)}
	for i, s := range p.Users {
		next.Users = slices.DeleteFunc(next.Users, func(u rbac.UserAccess) bool { return s.Action != rbac.AccessCreate && u.ID == s.Want.ID })
		if s.Action == rbac.AccessCreate {
			s.Want.ID = fmt.Sprintf("new%d", i)
		}
		next.Users = append(next.Users, s.Want)
	}
	for i, s := range p.Teams {
		next.Teams = slices.DeleteFunc(next.Teams, func(x rbac.TeamAccess) bool { return s.Action != rbac.AccessCreate && x.ID == s.Live.ID })
		if s.Action == rbac.AccessCreate {
			s.Want.ID = fmt.Sprintf("new%d", i)
		}
		if s.Action != rbac.AccessDelete {
			next.Teams = append(next.Teams, s.Want)
		}
	}
	for i, s := range p.Tokens {
		next.Tokens = slices.DeleteFunc(next.Tokens, func(x rbac.TokenAccess) bool { return s.Action != rbac.AccessCreate && x.ID == s.Live.ID })
		if s.Action == rbac.AccessCreate {
			s.Want.ID = fmt.Sprintf("new%d", i)
		}
		if s.Action != rbac.AccessDelete {
			next.Tokens = append(next.Tokens, s.Want)
		}
	}
	return next
}

// TestStepsLeadToWhatTheFileSays holds that nothing is left to do after the steps, that what the file names has just the
// roles it lists, and that an owner stays.
func TestStepsLeadToWhatTheFileSays(t *testing.T) {
	owners := func(a rbac.Access) (n int) {
		for _, u := range a.Users {
			if u.OrganizationRole == "ORGANIZATION_OWNER" && !u.Pending {
				n++
			}
		}
		return n
	}
	done := 0
	scenes(t, func(_ few, live, want rbac.Access, o rbac.AccessOptions) {
		plan := rbac.DiffAccess(live, want, o)
		next := carryOut(live, plan)
		if len(plan.Blocked) > 0 {
			assert.Equal(t, rbac.CodeLastOwner, plan.Blocked[0].Code)
			assert.Zero(t, owners(next))
			return
		}
		done++
		if owners(live) > 0 {
			assert.Positive(t, owners(next))
		}
		again := rbac.DiffAccess(next, want, o)
		assert.True(t, again.Empty(), "%s", again)
		for _, u := range want.Users {
			i := slices.IndexFunc(next.Users, func(x rbac.UserAccess) bool { return x.ID == u.ID || strings.EqualFold(x.Email, u.Email) })
			require.GreaterOrEqual(t, i, 0)
			got := next.Users[i].Grants()
			for _, g := range u.Grants() {
				assert.Contains(t, got, g)
			}
			for _, g := range got {
				assert.True(t, g.Role == "WORKSPACE_ACCESSOR" || slices.Contains(u.Grants(), g), "%+v was not asked for", g)
			}
		}
	})
	assert.Greater(t, done, 200)
}

// TestChangesTellAll puts the changes on the roles of live, by their paths, and arrives at what the steps want.
func TestChangesTellAll(t *testing.T) {
	flat := func(path string, r rbac.AccessRoles, into map[string]string) {
		into[path+".organizationRole"] = r.OrganizationRole
		for _, g := range r.Grants()[1:] {
			into[fmt.Sprintf("%s %+v", path, rbac.Grant{Scope: g.Scope, ID: g.ID, Deployment: g.Deployment, Tag: g.Tag})] = g.Role
		}
	}
	scenes(t, func(_ few, live, want rbac.Access, o rbac.AccessOptions) {
		plan := rbac.DiffAccess(live, want, o)
		before, after, differ := map[string]string{}, map[string]string{}, 0
		for _, s := range plan.Users {
			if s.Action == rbac.AccessUpdate {
				flat(s.Path, s.Live.AccessRoles, before)
				flat(s.Path, s.Want.AccessRoles, after)
			}
		}
		for k, role := range after {
			if before[k] != role {
				differ++
			}
		}
		for k := range before {
			if after[k] == "" {
				differ++
			}
		}
		told := 0
		seen := map[string]bool{}
		for _, c := range plan.Changes {
			assert.False(t, seen[c.Path], "two changes at %s", c.Path)
			seen[c.Path] = true
			if strings.HasPrefix(c.Path, "users[") && strings.Contains(c.Path, "].") {
				told++
				assert.NotEqual(t, c.Before, c.After)
			}
		}
		assert.Equal(t, differ, told)
	})
}

// TestOnlyTheNamedChange holds that without Prune everybody else stays and is listed as kept.
func TestOnlyTheNamedChange(t *testing.T) {
	scenes(t, func(_ few, live, want rbac.Access, o rbac.AccessOptions) {
		o.Prune = nil
		plan := rbac.DiffAccess(live, want, o)
		for _, c := range plan.Changes {
			if c.Action == rbac.AccessDelete {
				assert.Contains(t, c.Path, "].", "somebody is deleted")
			}
		}
		changed := map[string]bool{}
		for _, s := range plan.Users {
			changed[s.Live.ID] = true
		}
		for _, u := range live.Users {
			named := slices.ContainsFunc(want.Users, func(x rbac.UserAccess) bool { return x.ID == u.ID || x.ID == "" && x.Email == u.Email })
			kept := slices.ContainsFunc(plan.Kept, func(k rbac.AccessKept) bool { return k.Path == "users[email="+u.Email+"]" })
			assert.Equal(t, !named, kept)
			assert.False(t, changed[u.ID] && !named)
		}
	})
}

// TestAppliersKeepTheirRights lets everybody apply every plan.
func TestAppliersKeepTheirRights(t *testing.T) {
	refused := 0
	scenes(t, func(_ few, live, want rbac.Access, o rbac.AccessOptions) {
		for _, u := range live.Users[:min(2, len(live.Users))] {
			o.Applier = rbac.Party{Kind: rbac.KindPerson, ID: u.ID}
			plan := rbac.DiffAccess(live, want, o)
			if slices.ContainsFunc(plan.Blocked, func(b rbac.AccessBlocked) bool { return b.Code == rbac.CodeOwnAdministration }) {
				refused++
				continue
			}
			before, _ := live.Principal(o.Applier, where)
			after, _ := carryOut(live, plan).Principal(o.Applier, where)
			was, _ := o.Catalogue.Subject(before)
			is, _ := o.Catalogue.Subject(after)
			for _, r := range []rbac.Resource{{}, {Workspace: "w1"}, {Workspace: "w2"}, {Deployment: "d1"}} {
				if was.CanCall("UpdateUserRoles", r).Allowed() {
					assert.True(t, is.CanCall("UpdateUserRoles", r).Allowed(), "%s loses %v", u.Email, r)
				}
			}
		}
	})
	assert.Greater(t, refused, 50)
}
