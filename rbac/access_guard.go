package rbac

import (
	"cmp"
	"slices"
	"strings"
)

// lastOwner blocks a plan that leaves nobody who owns the Organization. Who is only invited does not count, nor does an
// owner by way of a Team, unless there was no other.
func (d *differ) lastOwner() {
	before, beforeByTeam := owners(d.live)
	after, afterByTeam := owners(d.after)
	if after > 0 || before == 0 && (beforeByTeam == 0 || afterByTeam > 0) {
		return
	}
	path := pathUsers
	for _, s := range d.plan.Users {
		if s.Live.owner() && !s.Want.owner() {
			path = s.Path + ".organizationRole"
			break
		}
	}
	d.block(CodeLastOwner, path, "nobody would be ORGANIZATION_OWNER any more", "leave one owner, who has accepted the invitation")
}

// owners counts those who own the Organization by themselves, and the others who do by way of a Team.
func owners(a Access) (direct, byTeam int) {
	members := map[string]bool{}
	for _, t := range a.Teams {
		if t.OrganizationRole == organizationOwner {
			for _, m := range t.Members {
				members[foldEmail(m)] = true
			}
		}
	}
	for _, u := range a.Users {
		switch {
		case u.Pending:
		case u.owner():
			direct++
		case u.ID != "" && members[foldEmail(u.ID)], u.Email != "" && members[foldEmail(u.Email)]:
			byTeam++
		}
	}
	return direct, byTeam
}

// ownRights blocks a plan after which the applier could not change roles somewhere that it can now. Only the widest such
// place is named.
func (d *differ) ownRights() {
	p, ok := d.live.Principal(d.o.Applier, d.o.Workspaces)
	if !ok {
		return
	}
	path, id := d.applier()
	who := d.o.Applier
	if id != "" {
		who.ID = id // which no plan changes, as it can a name
	}
	next, _ := d.after.Principal(who, d.o.Workspaces)
	now, _ := d.c.Subject(p)
	then, _ := d.c.Subject(next)
	for _, r := range places(p) {
		for _, operation := range [...]string{"UpdateUserRoles", "UpdateTeamRoles", "UpdateApiTokenRoles"} {
			if now.CanCall(operation, r).Allowed() && !then.CanCall(operation, r).Allowed() {
				d.block(CodeOwnAdministration, path, quote(p.Name)+", who applies this, could no longer change roles in "+object(r.Scope(), r.id()),
					"keep the roles that allow it, or let somebody else apply this")
				return
			}
		}
	}
}

// applier finds who applies the plan among the live subjects.
func (d *differ) applier() (path, id string) {
	switch d.o.Applier.Kind {
	case KindPerson:
		u, _ := d.live.userOf(d.o.Applier)
		return u.path(), u.ID
	case KindTeam:
		t, _ := d.live.teamOf(d.o.Applier)
		return t.path(), t.ID
	}
	t, _ := d.live.tokenOf(d.o.Applier)
	return t.path(), t.ID
}

// places lists what the principal has roles for, widest first.
func places(p Principal) []Resource {
	grants := slices.Clone(p.Grants)
	for _, t := range p.Teams {
		grants = append(grants, t.Grants...)
	}
	all := []Resource{{}}
	for _, g := range grants {
		switch g.Scope {
		case ScopeWorkspace:
			all = append(all, Resource{Workspace: g.ID})
		case ScopeDeployment:
			all = append(all, Resource{Workspace: p.Workspaces[g.ID], Deployment: g.ID})
		}
	}
	slices.SortFunc(all, func(a, b Resource) int {
		return cmp.Or(cmp.Compare(a.tier(), b.tier()), strings.Compare(a.id(), b.id()))
	})
	return all
}
