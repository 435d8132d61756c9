package rbac

// teamState is how far the resolver has come with a Team.
type teamState uint8

const (
	teamNew teamState = iota
	teamOpen
	teamGood
	teamBad
	teamJoined
)

const maxNesting = 64

// team looks whether a Team and those that it is a member of can count, each once. One that is a member of itself, in
// however many steps, does not, nor does one that belongs to such a Team or to a chain of more than 64: nobody can say what
// was meant.
func (r *resolver) team(t *Team, depth int) teamState {
	if t == nil {
		return teamGood
	}
	if state := r.teams[t]; state != teamNew {
		return state
	}
	if depth > maxNesting {
		return teamBad
	}
	r.teams[t] = teamOpen
	state := teamGood
	for _, up := range t.Teams {
		if r.team(up, depth+1) != teamGood {
			state = teamBad
		}
	}
	switch {
	case state == teamBad:
		r.warn(CyclicTeam, "team "+quote(t.Name)+": a member of itself or of a team that is, or of too many in a row; its roles do not count")
	case len(t.Grants) == 0 && len(t.Teams) == 0:
		r.warn(EmptyTeam, "team "+quote(t.Name)+": has no roles")
	}
	r.teams[t] = state
	return state
}

// join counts the roles of a Team and of those that it is a member of, once.
func (r *resolver) join(t *Team) {
	if t == nil || r.teams[t] != teamGood {
		return
	}
	r.teams[t] = teamJoined
	for _, g := range t.Grants {
		r.add(g, t.Name)
	}
	for _, up := range t.Teams {
		r.join(up)
	}
}
