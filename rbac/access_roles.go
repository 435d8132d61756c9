package rbac

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// normal returns a copy of the roles, sorted and with one for each object. Of people and Teams, what comes by itself is
// added: who has a role in a Deployment sees that its Workspace exists.
func (d *differ) normal(r AccessRoles, implied bool) AccessRoles {
	r.WorkspaceRoles, r.DeploymentRoles, r.DagRoles = slices.Clone(r.WorkspaceRoles), slices.Clone(r.DeploymentRoles), slices.Clone(r.DagRoles)
	if implied {
		in := map[string]bool{}
		for _, w := range r.WorkspaceRoles {
			in[w.WorkspaceID] = true
		}
		for _, deployment := range r.deployments() {
			if w := d.o.Workspaces[deployment]; w != "" && !in[w] {
				in[w] = true
				r.WorkspaceRoles = append(r.WorkspaceRoles, WorkspaceRole{w, workspaceAccessor})
			}
		}
	}
	slices.SortFunc(r.WorkspaceRoles, func(a, b WorkspaceRole) int {
		return cmp.Or(cmp.Compare(a.WorkspaceID, b.WorkspaceID), cmp.Compare(a.Role, b.Role))
	})
	slices.SortFunc(r.DeploymentRoles, func(a, b DeploymentRole) int {
		return cmp.Or(cmp.Compare(a.DeploymentID, b.DeploymentID), cmp.Compare(a.Role, b.Role))
	})
	slices.SortFunc(r.DagRoles, func(a, b DagRole) int {
		return cmp.Or(cmp.Compare(a.path(), b.path()), cmp.Compare(a.Role, b.Role))
	})
	r.WorkspaceRoles = slices.CompactFunc(r.WorkspaceRoles, func(a, b WorkspaceRole) bool { return a.WorkspaceID == b.WorkspaceID })
	r.DeploymentRoles = slices.CompactFunc(r.DeploymentRoles, func(a, b DeploymentRole) bool { return a.DeploymentID == b.DeploymentID })
	r.DagRoles = slices.CompactFunc(r.DagRoles, func(a, b DagRole) bool { return a.path() == b.path() })
	return r
}

const workspaceAccessor = "WORKSPACE_ACCESSOR"

// deployments lists the Deployments that the roles are for, or for Dags of.
func (r AccessRoles) deployments() []string {
	var ids []string
	for _, d := range r.DeploymentRoles {
		ids = append(ids, d.DeploymentID)
	}
	for _, d := range r.DagRoles {
		ids = append(ids, d.DeploymentID)
	}
	return ids
}

// accessors adds the roles to want that came by themselves with a role for a Deployment of which nobody says where it is.
func (d *differ) accessors(path string, live AccessRoles, want *AccessRoles) {
	lost := slices.ContainsFunc(want.deployments(), func(id string) bool { return d.o.Workspaces[id] == "" })
	if !lost {
		return
	}
	in := map[string]bool{}
	for _, w := range want.WorkspaceRoles {
		in[w.WorkspaceID] = true
	}
	for _, w := range live.WorkspaceRoles {
		if w.Role != workspaceAccessor || in[w.WorkspaceID] {
			continue
		}
		want.WorkspaceRoles = append(want.WorkspaceRoles, w)
		d.keep(path+"."+w.path(), "it may come with a role for a Deployment, and in which Workspace that is is not known")
	}
	slices.SortFunc(want.WorkspaceRoles, func(a, b WorkspaceRole) int { return cmp.Compare(a.WorkspaceID, b.WorkspaceID) })
}

// given is a role by the path of the entry that holds it.
type given struct {
	rank  int
	grant Grant
}

func (r AccessRoles) byPath() map[string]given {
	all := map[string]given{}
	if r.OrganizationRole != "" {
		all["organizationRole"] = given{0, Grant{Role: r.OrganizationRole, Scope: ScopeOrganization}}
	}
	for _, w := range r.WorkspaceRoles {
		all[w.path()] = given{1, w.grant()}
	}
	for _, x := range r.DeploymentRoles {
		all[x.path()] = given{2, x.grant()}
	}
	for _, x := range r.DagRoles {
		all[x.path()] = given{3, x.grant()}
	}
	return all
}

// roles adds the changes from one set of normal roles to another. The reason is why roles go.
func (d *differ) roles(path string, live, want AccessRoles, why string) {
	before, after := live.byPath(), want.byPath()
	brings := map[string]bool{} // the Workspaces of the Deployments that roles are for
	for _, id := range want.deployments() {
		brings[d.o.Workspaces[id]] = true
	}
	union := maps.Clone(before)
	maps.Copy(union, after)
	paths := slices.SortedFunc(maps.Keys(union), func(a, b string) int {
		return cmp.Or(cmp.Compare(union[a].rank, union[b].rank), cmp.Compare(a, b))
	})
	for _, p := range paths {
		from, to := before[p].grant.Role, after[p].grant.Role
		if from == to {
			continue
		}
		g := union[p].grant
		where := " for " + g.spot().words()
		c := AccessChange{Action: AccessUpdate, Path: path + "." + p, Impact: d.impacts(g.Scope, from, to), Before: text(from), After: text(to)}
		switch {
		case from == "":
			c.Action, c.Reason = AccessCreate, "gets "+shown(to)+where
			if g.Scope == ScopeWorkspace && to == workspaceAccessor && brings[g.ID] {
				c.Reason += ", which comes by itself with a role for a Deployment in it"
			}
		case to == "":
			c.Action, c.Reason = AccessDelete, "loses "+shown(from)+where+": "+why
		default:
			c.Reason = "gets " + shown(to) + " in place of " + shown(from) + where
			if why != notListed {
				c.Reason += ": " + why
			}
		}
		d.plan.Changes = append(d.plan.Changes, c)
	}
}

// impacts says what it means that one role takes the place of another; "" is none.
func (d *differ) impacts(scope Scope, from, to string) []AccessImpact {
	out := []AccessImpact{}
	if d.gains(scope, from, to) {
		out = append(out, ImpactGranted)
	}
	if d.gains(scope, to, from) {
		out = append(out, ImpactRemoved)
	}
	if scope == ScopeOrganization && (from == organizationOwner || to == organizationOwner) {
		out = append(out, ImpactOwner)
	}
	return out
}

const (
	organizationOwner  = "ORGANIZATION_OWNER"
	organizationMember = "ORGANIZATION_MEMBER"
)

// gains reports whether the second role allows, or may allow, something that the first one does not.
func (d *differ) gains(scope Scope, from, to string) bool {
	if from == to || to == "" {
		return false
	}
	a, b := d.c.find(scope, from), d.c.find(scope, to)
	if a == nil || b == nil {
		return true
	}
	key := swap{a, b}
	more, known := d.gained[key]
	if known {
		return more
	}
	for permission, i := range d.c.index {
		if more = d.c.look(b, i, permission).kind() > d.c.look(a, i, permission).kind(); more {
			break
		}
	}
	d.gained[key] = more
	return more
}

// swap is one role in place of another.
type swap struct{ from, to *role }

// words lists the roles in a sentence.
func (r AccessRoles) words() string {
	var all []string
	for _, g := range r.Grants() {
		all = append(all, shown(g.Role)+" for "+g.spot().words())
	}
	if len(all) == 0 {
		return "no role"
	}
	return strings.Join(all, ", ")
}

// shown is a role in a sentence: as it is when nobody can take it for anything else.
func shown(role string) string {
	if plain(role) == role {
		return role
	}
	return quote(role)
}

// value returns v in JSON. What is marshalled here are strings, numbers and structs of them, which cannot fail.
func value(v any) AccessValue {
	out, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return AccessValue(out)
}

// text returns a text in JSON, none for "".
func text(s string) AccessValue {
	if s == "" {
		return ""
	}
	return value(s)
}
