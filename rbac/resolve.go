package rbac

import "slices"

// resolver fills a subject.
type resolver struct {
	p        *Principal
	s        *Subject
	seen     map[holding]bool
	teams    map[*Team]teamState
	placed   []grantPlace
	warnings []Warning
	unknown  bool // a role was not known
	member   bool // a role of the Organization was given
}

// holding is what makes two grants the same.
type holding struct {
	place
	role *role
}

// grantPlace is where a role of a Deployment or Dag was given.
type grantPlace struct{ deployment, via string }

func (r *resolver) warn(code WarningCode, message string) {
	r.warnings = append(r.warnings, Warning{code, message})
}

// add counts one grant, or warns why not.
func (r *resolver) add(g Grant, via string) {
	at, code, why := r.check(g)
	if code != "" {
		r.unknown = r.unknown || code == UnknownRole
		r.warn(code, "role "+quote(g.Role)+": "+why)
		return
	}
	found := r.s.c.find(g.Scope, g.Role)
	r.hold(at, held{role: found, shown: g.Role, id: g.ID, via: via})
	switch at.scope {
	case tierOrganization:
		if r.member = true; r.s.organization == "" {
			r.s.organization = g.ID
		}
		if owner := r.s.c.find(ScopeWorkspace, "WORKSPACE_OWNER"); g.Role == "ORGANIZATION_OWNER" && owner != nil {
			r.hold(at, held{role: owner, shown: g.Role, id: g.ID, via: via})
		}
	case tierWorkspace:
		if admin := r.s.c.find(ScopeAPCDeployment, "APC:DEPLOYMENT_ADMIN"); g.Role == "APC:WORKSPACE_ADMIN" && admin != nil {
			r.hold(at, held{role: admin, shown: g.Role, id: g.ID, via: via})
		}
	case tierDeployment:
		r.placed = append(r.placed, grantPlace{g.ID, via})
	case tierDag:
		r.placed = append(r.placed, grantPlace{g.Deployment, via})
	}
}

// check returns the place of a grant, or why it cannot count.
func (r *resolver) check(g Grant) (at place, code WarningCode, why string) {
	at = place{scope: g.Scope.tier(), id: g.ID}
	switch {
	case at.scope == tierNone || g.Scope.private() != r.s.c.private:
		return at, UnknownScope, "unknown scope " + quote(string(g.Scope))
	case r.s.c.find(g.Scope, g.Role) == nil:
		return at, UnknownRole, "not known for " + string(g.Scope)
	case at.scope == tierOrganization && g.ID != "" && r.s.organization != "" && g.ID != r.s.organization:
		return at, OtherOrganization, "given in Organization " + quote(g.ID) + ", the principal belongs to " + quote(r.s.organization)
	case at.scope != tierOrganization && g.ID == "":
		return at, MissingID, "given for no " + g.Scope.word()
	case at.scope == tierDag && g.Deployment == "":
		return at, MissingID, "given for a Dag of no Deployment"
	}
	if beyond := r.beyond(g); beyond != "" {
		return at, BeyondToken, beyond
	}
	deployment := ""
	switch at.scope {
	case tierOrganization:
		at.id = ""
	case tierDeployment:
		deployment = g.ID
	case tierDag:
		at.deployment, at.tag, deployment = g.Deployment, g.Tag, g.Deployment
	}
	if w := r.s.workspaces[deployment]; w != "" && !r.s.c.find(g.Scope, g.Role).usableIn(w) {
		return at, RestrictedRole, "cannot be used in Workspace " + quote(w)
	}
	return at, "", ""
}

func (r *role) usableIn(workspace string) bool {
	_, ok := slices.BinarySearch(r.workspaces, workspace)
	return ok || len(r.workspaces) == 0
}

// beyond says how a grant reaches further than the token it belongs to, "" if it does not.
func (r *resolver) beyond(g Grant) string {
	t := r.p.Token
	if t == nil {
		return ""
	}
	at, made := g.Scope.tier(), t.Scope.tier()
	if at < made {
		return "a token made for a " + t.Scope.word() + " cannot hold a role for " + string(g.Scope)
	}
	if t.ID == "" || made == tierOrganization || made == tierNone {
		return ""
	}
	deployment := g.ID
	if at == tierDag {
		deployment = g.Deployment
	}
	outside := made == tierDeployment && deployment != t.ID || made == tierWorkspace && at == tierWorkspace && g.ID != t.ID
	if w := r.s.workspaces[deployment]; made == tierWorkspace && at > tierWorkspace && w != "" {
		outside = w != t.ID
	}
	if outside {
		return "given outside " + t.Scope.word() + " " + quote(t.ID) + ", which the token is made for"
	}
	return ""
}

// hold adds a role to a place, once.
func (r *resolver) hold(at place, h held) {
	if key := (holding{at, h.role}); !r.seen[key] {
		r.seen[key] = true
		r.s.places[at] = append(r.s.places[at], h)
	}
	if kind := (holding{place{scope: tierNone}, h.role}); at.scope == tierWorkspace && !r.seen[kind] {
		r.seen[kind] = true
		r.s.somewhere = append(r.s.somewhere, h)
	}
}

// imply adds what roles bring along: whoever has one in a Deployment or Dag sees that its Workspace exists, whoever has
// one for a Dag has one in its Deployment, and whoever has any is a member of the Organization.
func (r *resolver) imply() {
	c := r.s.c
	for _, g := range r.placed {
		in := place{scope: tierDeployment, id: g.deployment}
		if base := c.find(ScopeDeployment, "DEPLOYMENT_ACCESSOR"); base != nil && len(r.s.places[in]) == 0 {
			r.warn(DagRoleAlone, "a Dag of Deployment "+quote(g.deployment)+": no role for the Deployment itself")
			r.hold(in, held{role: base, shown: base.name, id: g.deployment, via: g.via, derived: true})
		}
		accessor := c.find(ScopeWorkspace, "WORKSPACE_ACCESSOR")
		w := r.s.workspaces[g.deployment]
		if accessor == nil || w != "" && len(r.s.places[place{scope: tierWorkspace, id: w}]) > 0 {
			continue
		}
		h := held{role: accessor, shown: accessor.name, id: w, via: g.via}
		r.hold(in, h)
		if w != "" {
			r.hold(place{scope: tierWorkspace, id: w}, h)
		} else {
			r.s.accessor = []held{h}
		}
	}
	if member := c.find(ScopeOrganization, "ORGANIZATION_MEMBER"); !r.member && member != nil && len(r.s.places) > 0 {
		r.hold(place{scope: tierOrganization}, held{role: member, shown: member.name, derived: true})
	}
}
