package rbac

// Subject is a principal whose roles have been collected, from itself, its Teams and what roles bring along. It never
// changes, and any number of goroutines can ask it.
type Subject struct {
	c            *Catalogue
	name         string
	kind         PrincipalKind
	organization string
	refused      Reason // why nothing is allowed, whatever the roles
	workspaces   map[string]string
	places       map[place][]held
	somewhere    []held // roles in Workspaces, one of each
	accessor     []held // of Workspaces that are not known
}

// place is what roles are held for. The Organization has no ID.
type place struct {
	scope      tier
	id         string // of the Workspace or Deployment, the Dag or its tag
	deployment string // of the Dag
	tag        bool
}

// held is a role at a place, and how it came there.
type held struct {
	*role
	shown   string // the role that brought it
	id      string
	via     string // name of the Team, "" for the principal's own
	derived bool   // that the principal has the role is itself a conclusion
}

// Name returns the name of the principal.
func (s *Subject) Name() string { return s.name }

// Kind says who the principal is.
func (s *Subject) Kind() PrincipalKind { return s.kind }

// Subject collects what the principal has. Nothing makes it fail: what cannot count, such as roles that the catalogue does
// not know, allows nothing and is named by a warning.
func (c *Catalogue) Subject(p Principal) (*Subject, []Warning) {
	r := resolver{
		p: &p,
		s: &Subject{
			c: c, name: p.Name, kind: p.Kind, organization: p.Organization,
			workspaces: make(map[string]string, len(p.Workspaces)), places: map[place][]held{},
		},
		seen:  map[holding]bool{},
		teams: map[*Team]teamState{},
	}
	for d, w := range p.Workspaces {
		if d != "" && w != "" {
			r.s.workspaces[d] = w
		}
	}
	for _, g := range p.Grants {
		r.add(g, "")
	}
	for _, t := range p.Teams {
		r.team(t, 0)
	}
	for _, t := range p.Teams {
		r.join(t)
	}
	r.imply()
	switch {
	case p.Token != nil && p.Token.Expired:
		r.s.refused = ReasonExpired
	case len(r.s.places) == 0 && r.unknown:
		r.s.refused = ReasonUnknownRole
	}
	return r.s, r.warnings
}

// scopeShown is the scope that the role was given for: the owner of an Organization owns its Workspaces from there.
func (h held) scopeShown() Scope {
	switch h.shown {
	case "ORGANIZATION_OWNER":
		return ScopeOrganization
	case "APC:WORKSPACE_ADMIN":
		return ScopeAPCWorkspace
	}
	return h.scope
}
