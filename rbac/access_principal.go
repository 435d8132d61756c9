package rbac

// Principal returns somebody of the description as [Catalogue.Subject] wants it: with its own roles and those of its
// Teams. It is false for who is not there, and for a name that several have. The Workspaces say where Deployments are, as
// far as known.
func (a Access) Principal(who Party, workspaces map[string]string) (Principal, bool) {
	p := Principal{Kind: who.Kind, Workspaces: workspaces}
	switch who.Kind {
	case KindPerson:
		u, ok := a.userOf(who)
		if !ok {
			return Principal{}, false
		}
		p.Name, p.Grants = u.Email+orID(u.Email, u.ID), u.Grants()
		for _, t := range a.Teams {
			if t.has(u) {
				p.Teams = append(p.Teams, &Team{Name: t.Name, Grants: t.Grants()})
			}
		}
	case KindTeam:
		t, ok := a.teamOf(who)
		if !ok {
			return Principal{}, false
		}
		p.Name, p.Grants = t.Name, t.Grants()
	case KindToken:
		t, ok := a.tokenOf(who)
		if !ok {
			return Principal{}, false
		}
		p.Name, p.Grants, p.Token = t.Name, t.Grants(), &TokenFacts{Scope: t.Scope, ID: t.entity()}
	default:
		return Principal{}, false
	}
	return p, true
}

func (a Access) userOf(who Party) (UserAccess, bool) {
	name := foldEmail(who.Name)
	return pick(a.Users, func(u UserAccess) bool { return who.is(u.ID, foldEmail(u.Email), name) })
}

func (a Access) teamOf(who Party) (TeamAccess, bool) {
	return pick(a.Teams, func(t TeamAccess) bool { return who.is(t.ID, t.Name, who.Name) })
}

func (a Access) tokenOf(who Party) (TokenAccess, bool) {
	return pick(a.Tokens, func(t TokenAccess) bool { return who.is(t.ID, t.Name, who.Name) })
}

// is reports whether the party is meant: by its ID, or by its name when it names no ID.
func (who Party) is(id, name, wanted string) bool {
	if who.ID != "" {
		return id == who.ID
	}
	return wanted != "" && name == wanted
}

// pick returns the only element that matches.
func pick[T any](list []T, match func(T) bool) (found T, ok bool) {
	for _, x := range list {
		if !match(x) {
			continue
		}
		if ok {
			return found, false
		}
		found, ok = x, true
	}
	return found, ok
}

// has reports whether the user is a member of the Team.
func (t TeamAccess) has(u UserAccess) bool {
	for _, m := range t.Members {
		if m != "" && (m == u.ID || foldEmail(m) == foldEmail(u.Email)) {
			return true
		}
	}
	return false
}
