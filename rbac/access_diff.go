package rbac

import (
	"cmp"
	"slices"
)

// DiffAccess says what has to change so that live is as the file wants it. Subjects are matched by what identifies them:
// users by ID or address, Teams by ID or name, tokens by ID or by the name among those made for the same object; the
// order of lists never counts, and the plan is the same for the same content. Who the file does not name stays, unless
// [AccessOptions].Prune says otherwise; who it names gets just the roles that it lists.
//
// The plan blocks what the API cannot do, what would leave the Organization without an owner, and what would take from
// the applier the right to change roles. What is wrong with the file by itself is for [Access.Validate].
func DiffAccess(live, want Access, o AccessOptions) AccessPlan {
	d := &differ{o: o, c: o.catalogue(), live: live, want: want, gained: map[swap]bool{}}
	d.know()
	each(d, live.Users, want.Users, &d.after.Users, d.user)
	each(d, live.Teams, want.Teams, &d.after.Teams, d.team)
	each(d, live.Tokens, want.Tokens, &d.after.Tokens, d.token)
	d.lastOwner()
	d.ownRights()
	d.finish()
	return d.plan
}

// differ makes a plan.
type differ struct {
	o          AccessOptions
	c          *Catalogue
	live, want Access
	after      Access            // what the plan makes of live
	ids        map[string]string // of live users, by folded address
	emails     map[string]string // of live users, by ID
	invited    map[string]bool   // folded addresses of those who have no ID yet
	gained     map[swap]bool     // answers of gains
	plan       AccessPlan
}

func (d *differ) block(code FindingCode, path, message, hint string) {
	d.plan.Blocked = append(d.plan.Blocked, AccessBlocked{code, path, message, hint})
}

func (d *differ) keep(path, reason string) {
	d.plan.Kept = append(d.plan.Kept, AccessKept{path, reason})
}

func (d *differ) prunes(kind PrincipalKind) bool { return slices.Contains(d.o.Prune, kind) }

// Why something stays or goes.
const (
	unnamed   = "the file does not name it"
	notListed = "the file does not list it"
)

// each goes through the subjects of one kind; those whose entries cannot be told apart stay as they are.
func each[T accessSubject](d *differ, live, want []T, after *[]T, diff func(live, want *T, path string)) {
	done := make(map[*T]bool, len(live))
	for _, p := range pairUp(live, want) {
		switch p.problem {
		case "":
			done[p.live] = true
			diff(p.live, p.want, p.path)
		case CodeSubjectUnknown:
			d.block(p.problem, p.path, "nothing here has the ID "+quote(p.id), "correct the ID, or leave it out to make a new one")
		case CodeSubjectAmbiguous:
			d.block(p.problem, p.path, "several have that name or ID", "add the ID of the one that is meant")
		case CodeSubjectDuplicate:
			d.block(p.problem, p.path, "several entries of the file are about it", "make one entry of them")
		default:
			d.block(p.problem, p.path, "an entry without a name and without an ID", "write the address or name")
		}
	}
	for i := range live {
		if !done[&live[i]] {
			*after = append(*after, live[i])
		}
	}
}

func (d *differ) user(live, want *UserAccess, path string) {
	switch {
	case live == nil:
		d.invite(*want, path)
	case want == nil && !d.prunes(KindPerson):
		d.keep(path, unnamed)
		d.after.Users = append(d.after.Users, *live)
	case want == nil:
		d.strip(*live, path)
	default:
		next := *want
		if next.Email != "" && foldEmail(next.Email) != foldEmail(live.Email) {
			d.block(CodeEmailFixed, path, "the user has the address "+quote(live.Email)+", the file says "+quote(next.Email),
				"correct the ID or the address")
		}
		next.ID, next.Email, next.Pending = live.ID, live.Email, live.Pending
		d.changeUser(*live, next, path, notListed)
	}
}

// strip takes all roles from a user but the least, as no operation of the API removes anybody.
func (d *differ) strip(live UserAccess, path string) {
	next := UserAccess{ID: live.ID, Email: live.Email, Pending: live.Pending, AccessRoles: AccessRoles{OrganizationRole: organizationMember}}
	before := len(d.plan.Changes)
	d.changeUser(live, next, path, "the file does not name the user")
	if len(d.plan.Changes) == before {
		d.keep(path, "the file does not name the user, and the API removes no members")
	}
}

func (d *differ) changeUser(live, next UserAccess, path, why string) {
	before := len(d.plan.Changes)
	live.AccessRoles, next.AccessRoles = d.normal(live.AccessRoles, true), d.normal(next.AccessRoles, true)
	d.accessors(path, live.AccessRoles, &next.AccessRoles)
	d.roles(path, live.AccessRoles, next.AccessRoles, why)
	d.after.Users = append(d.after.Users, next)
	if len(d.plan.Changes) > before {
		d.plan.Users = append(d.plan.Users, AccessStep[UserAccess]{AccessUpdate, path, live, next})
	}
}

func (d *differ) invite(next UserAccess, path string) {
	next.AccessRoles, next.Pending = d.normal(next.AccessRoles, true), true
	impact := []AccessImpact{ImpactGranted, ImpactInvitation}
	if next.OrganizationRole == organizationOwner {
		impact = append(impact, ImpactOwner)
	}
	shownAs := next
	shownAs.Pending = false
	d.plan.Changes = append(d.plan.Changes, AccessChange{
		Action: AccessCreate, Path: path, Impact: impact, After: value(shownAs), Reason: "is invited, with " + next.words(),
	})
	d.plan.Users = append(d.plan.Users, AccessStep[UserAccess]{Action: AccessCreate, Path: path, Want: next})
	d.after.Users = append(d.after.Users, next)
}

// finish puts the plan into its order.
func (d *differ) finish() {
	byOwner := func(a, b AccessStep[UserAccess]) int { return cmp.Compare(rankOfOwner(a), rankOfOwner(b)) }
	slices.SortStableFunc(d.plan.Users, byOwner)
	slices.SortStableFunc(d.plan.Blocked, func(a, b AccessBlocked) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	d.plan.Blocked = slices.Compact(d.plan.Blocked)
}

// rankOfOwner puts new owners first and those who no longer are one last, so that there always is one.
func rankOfOwner(s AccessStep[UserAccess]) int {
	switch was, is := s.Live.owner(), s.Want.OrganizationRole == organizationOwner; {
	case is && !was:
		return 0
	case was && !is:
		return 2
	}
	return 1
}
