package rbac

// Can answers whether the principal has the permission for the resource. Roles add up: it is allowed if any role allows
// it, undecided if none does but one may, and denied otherwise.
func (s *Subject) Can(p Permission, r Resource) Decision {
	d := Decision{Outcome: Denied, Permission: p, Resource: r, subject: s}
	if s == nil || s.c == nil {
		d.Reason = ReasonNoRole
		return d
	}
	i, known := s.c.index[p]
	if !known {
		i = -1
	}
	workspace := s.workspaces[r.Deployment]
	switch {
	case s.refused != "":
		d.Reason = s.refused
	case !known && (s.c.private || !p.Valid()):
		d.Reason = ReasonMalformedPermission
	case r.Organization != "" && s.organization != "" && r.Organization != s.organization:
		d.Reason = ReasonOtherOrganization
	case r.Workspace != "" && workspace != "" && r.Workspace != workspace:
		d.Reason = ReasonOtherWorkspace
	}
	if d.Reason != "" {
		return d
	}
	if r.Workspace != "" {
		workspace = r.Workspace
	}
	v := verdict{s: s, index: i, permission: p}
	v.weighAll(r, workspace)
	v.into(&d)
	return d
}

// verdict weighs the roles that cover a resource.
type verdict struct {
	s          *Subject
	index      int32
	permission Permission
	best       cell
	by         held
	covered    bool // a role was given for the object or, short of the Organization, for what contains it
	lost       bool // undecided because of a Workspace that is not known
}

func (v *verdict) weighAll(r Resource, workspace string) {
	v.covered = v.permission.tier() == tierOrganization
	v.weigh(place{scope: tierOrganization})
	if workspace != "" {
		v.weigh(place{scope: tierWorkspace, id: workspace})
	}
	if r.Deployment != "" {
		v.weigh(place{scope: tierDeployment, id: r.Deployment})
		if r.Dag != "" {
			v.weigh(place{scope: tierDag, id: r.Dag, deployment: r.Deployment})
		}
		for _, tag := range r.DagTags {
			v.weigh(place{scope: tierDag, id: tag, deployment: r.Deployment, tag: true})
		}
	}
	switch {
	case v.best.kind() > cellDenied:
	case workspace == "" && r.Deployment != "":
		v.suppose(v.s.somewhere)
	case workspace != "" && r.Deployment == "":
		v.suppose(v.s.accessor)
	}
}

// weigh keeps what allows most and, if nothing allows it, the denial that is least certain. That the roles of an
// Organization do nothing in its Workspaces is no news where a role for one denies it.
func (v *verdict) weigh(at place) {
	for _, h := range v.s.places[at] {
		x := v.s.c.look(h.role, v.index, v.permission)
		if h.derived {
			x = x.derived()
		}
		better := x > v.best
		if x.kind() == cellDenied && v.best.kind() == cellDenied {
			better = x < v.best || !v.covered
		}
		if better {
			v.best, v.by = x, h
		}
		v.covered = v.covered || at.scope != tierOrganization
	}
}

// suppose asks what roles would decide if they were held here, which nobody can say.
func (v *verdict) suppose(roles []held) {
	for _, h := range roles {
		if v.s.c.look(h.role, v.index, v.permission).kind() != cellDenied {
			v.best, v.by, v.lost = cellUnknown, h, true
			return
		}
	}
}

func (v *verdict) into(d *Decision) {
	if v.best == 0 {
		d.Reason = ReasonNoRole
		return
	}
	d.Outcome, d.Confidence = v.best.outcome(), v.best.confidence()
	switch {
	case d.Outcome == Denied && !v.covered:
		d.Reason = ReasonNoRole
	case d.Outcome == Denied:
		d.Reason = ReasonNotInRole
	case d.Outcome == Allowed:
		d.Reason = ReasonGranted
	case v.lost:
		d.Reason = ReasonUnknownWorkspace
	case v.index < 0 || int(v.index) >= len(permissions):
		d.Reason = ReasonUnknownPermission
	default:
		d.Reason = ReasonUnknownFact
	}
	if d.Outcome != Denied {
		d.Role, d.Scope, d.ID, d.Via = v.by.shown, v.by.scopeShown(), v.by.id, v.by.via
	}
}
