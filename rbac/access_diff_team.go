package rbac

import (
	"cmp"
	"slices"
	"strings"
)

// know collects who can be a member of a Team.
func (d *differ) know() {
	d.ids, d.emails, d.invited = map[string]string{}, map[string]string{}, map[string]bool{}
	for _, u := range d.live.Users {
		if u.Email != "" && u.ID != "" {
			d.ids[foldEmail(u.Email)] = u.ID
		}
		if u.ID != "" {
			d.emails[u.ID] = u.Email
		}
	}
	for _, u := range slices.Concat(d.live.Users, d.want.Users) {
		if u.ID == "" && u.Email != "" {
			d.invited[foldEmail(u.Email)] = true
		}
	}
}

// member returns the ID of a user that a Team lists, or the address of one that has none yet.
func (d *differ) member(m string) string {
	if id := d.ids[foldEmail(m)]; id != "" {
		return id
	}
	if strings.Contains(m, "@") {
		return foldEmail(m)
	}
	return m
}

// members returns the IDs of all members, sorted; nil stays nil.
func (d *differ) members(list []string) []string {
	if list == nil {
		return nil
	}
	out := make([]string, len(list))
	for i, m := range list {
		out[i] = d.member(m)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (d *differ) team(live, want *TeamAccess, path string) {
	switch {
	case live == nil:
		d.createTeam(*want, path)
	case want == nil && !d.prunes(KindTeam):
		d.keep(path, unnamed)
		d.after.Teams = append(d.after.Teams, *live)
	case want == nil:
		d.deleteTeam(*live, path)
	default:
		d.changeTeam(*live, *want, path)
	}
}

func (d *differ) createTeam(next TeamAccess, path string) {
	next.AccessRoles, next.Members, next.IDPManaged = d.normal(next.AccessRoles, true), d.members(next.Members), false
	for _, m := range next.Members {
		d.unknownMember(m, path)
	}
	impact := []AccessImpact{ImpactGranted}
	if next.OrganizationRole == organizationOwner {
		impact = append(impact, ImpactOwner)
	}
	d.plan.Changes = append(d.plan.Changes, AccessChange{
		Action: AccessCreate, Path: path, Impact: impact, After: d.teamValue(next), Reason: "is made, with " + next.words(),
	})
	d.plan.Teams = append(d.plan.Teams, AccessStep[TeamAccess]{Action: AccessCreate, Path: path, Want: next})
	d.after.Teams = append(d.after.Teams, next)
}

func (d *differ) deleteTeam(live TeamAccess, path string) {
	live.AccessRoles, live.Members = d.normal(live.AccessRoles, true), d.members(live.Members)
	impact := []AccessImpact{ImpactRemoved, ImpactIrreversible}
	if live.OrganizationRole == organizationOwner {
		impact = append(impact, ImpactOwner)
	}
	d.plan.Changes = append(d.plan.Changes, AccessChange{
		Action: AccessDelete, Path: path, Impact: impact, Before: d.teamValue(live),
		Reason: "its members lose " + live.words() + ": the file does not name the Team",
	})
	d.plan.Teams = append(d.plan.Teams, AccessStep[TeamAccess]{Action: AccessDelete, Path: path, Live: live})
}

// teamValue shows members by their addresses.
func (d *differ) teamValue(t TeamAccess) AccessValue {
	t.Members = slices.Clone(t.Members)
	for i, m := range t.Members {
		t.Members[i] = d.memberName(m)
	}
	slices.Sort(t.Members)
	return value(t)
}

func (d *differ) changeTeam(live, next TeamAccess, path string) {
	before := len(d.plan.Changes)
	next.ID, next.IDPManaged = live.ID, live.IDPManaged
	d.named(path, live.Name, &next.Name, live.Description, &next.Description)
	live.AccessRoles, next.AccessRoles = d.normal(live.AccessRoles, true), d.normal(next.AccessRoles, true)
	live.Members, next.Members = d.members(live.Members), d.members(next.Members)
	d.accessors(path, live.AccessRoles, &next.AccessRoles)
	d.roles(path, live.AccessRoles, next.AccessRoles, notListed)
	switch {
	case next.Members == nil:
		next.Members = live.Members
		if len(live.Members) > 0 && !live.IDPManaged {
			d.keep(path+".members", "the file lists no members")
		}
	case live.IDPManaged && !slices.Equal(live.Members, next.Members):
		d.block(CodeMembersManaged, path+".members", "an identity provider decides who is a member", "leave the members out")
	default:
		d.changeMembers(path, live.Members, next.Members)
	}
	d.after.Teams = append(d.after.Teams, next)
	if len(d.plan.Changes) > before {
		d.plan.Teams = append(d.plan.Teams, AccessStep[TeamAccess]{AccessUpdate, path, live, next})
	}
}

// named adds the changes of a name and a description, which stay when the file says nothing.
func (d *differ) named(path, live string, next *string, about *string, nextAbout **string) {
	if *next == "" {
		*next = live
	}
	if *next != live {
		d.plan.Changes = append(d.plan.Changes, AccessChange{
			Action: AccessUpdate, Path: path + ".name", Impact: []AccessImpact{}, Before: text(live), After: text(*next), Reason: "is called " + quote(*next),
		})
	}
	if *nextAbout == nil {
		*nextAbout = about
	}
	from, to := content(about), content(*nextAbout)
	if from != to {
		d.plan.Changes = append(d.plan.Changes, AccessChange{
			Action: AccessUpdate, Path: path + ".description", Impact: []AccessImpact{}, Before: text(from), After: text(to),
			Reason: "is described otherwise",
		})
	}
}

func content(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func (d *differ) changeMembers(path string, live, next []string) {
	all := slices.Concat(live, next)
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(d.memberPath(a), d.memberPath(b)), cmp.Compare(a, b)) })
	for _, m := range slices.Compact(all) {
		_, was := slices.BinarySearch(live, m)
		_, is := slices.BinarySearch(next, m)
		c := AccessChange{Path: path + "." + d.memberPath(m)}
		switch {
		case was == is:
			continue
		case is:
			d.unknownMember(m, path)
			c.Action, c.Impact, c.After, c.Reason = AccessCreate, []AccessImpact{ImpactGranted}, value(d.memberName(m)), "becomes a member, with all roles of the Team"
		default:
			c.Action, c.Impact, c.Before, c.Reason = AccessDelete, []AccessImpact{ImpactRemoved}, value(d.memberName(m)),
				"is no member any more and loses the roles of the Team: the file does not list the member"
		}
		d.plan.Changes = append(d.plan.Changes, c)
	}
}

func (d *differ) memberName(m string) string {
	if email := d.emails[m]; email != "" {
		return foldEmail(email)
	}
	return m
}

func (d *differ) memberPath(m string) string {
	name := d.memberName(m)
	if strings.Contains(name, "@") {
		return entry("members", "email", name)
	}
	return entry("members", "id", name)
}

// unknownMember blocks a new member who is not in the Organization and whom the file does not invite. When nothing is
// known about users, nobody is unknown.
func (d *differ) unknownMember(m, path string) {
	if _, known := d.emails[m]; !known && !d.invited[m] && len(d.live.Users) > 0 {
		d.block(CodeMemberUnknown, path+"."+d.memberPath(m), quote(m)+" is not in the Organization", "invite the user, or leave it out")
	}
}
