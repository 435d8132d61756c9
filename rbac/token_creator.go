package rbac

// creator checks that somebody may make the token, and that no role of it allows more than its creator may do.
func (k *checker) creator(p TokenPlan, s *Subject, path string, role func(int) string) {
	if s == nil || p.Scope.tier() == tierNone || p.Scope.tier() > tierDeployment {
		return
	}
	where := p.resource(Grant{Scope: p.Scope, ID: p.EntityID})
	operations := []string{"CreateApiToken"}
	if len(p.Roles) > 1 { // the first call takes one role
		operations = append(operations, "UpdateApiTokenRoles")
	}
	for _, operation := range operations {
		d := s.CanCall(operation, where)
		switch d.Outcome {
		case Denied:
			k.fail(CodeCreatorRefused, path, d.Explain(), "let "+creatorsOf(p.Scope)+" make the token")
			return
		case Undecided:
			k.warn(CodeCreatorUnknown, path, d.Explain(), "let "+creatorsOf(p.Scope)+" make the token")
			return
		}
	}
	for i, g := range p.Roles {
		k.above(p, g, s, role(i))
	}
}

// resource is what a role of the token is for.
func (p TokenPlan) resource(g Grant) Resource {
	switch g.Scope {
	case ScopeWorkspace:
		return Resource{Workspace: g.ID}
	case ScopeDeployment:
		return Resource{Workspace: p.workspace(g.ID), Deployment: g.ID}
	case ScopeDag:
		r := Resource{Workspace: p.workspace(g.Deployment), Deployment: g.Deployment}
		if g.Tag {
			r.DagTags = []string{g.ID}
		} else {
			r.Dag = g.ID
		}
		return r
	}
	return Resource{}
}

func (p TokenPlan) workspace(deployment string) string {
	if w := p.Workspaces[deployment]; w != "" || p.Scope != ScopeWorkspace {
		return w
	}
	return p.EntityID
}

// above compares a role with what the creator may do at the same place. Of the permissions that stand in the way the
// first one is named, the certain ones before the others.
func (k *checker) above(p TokenPlan, g Grant, s *Subject, path string) {
	r := k.c.find(g.Scope, g.Role)
	if r == nil || g.ID == "" && g.Scope != ScopeOrganization {
		return
	}
	where := p.resource(g)
	var sure, maybe Permission
	for permission, i := range k.c.index {
		allows := k.c.look(r, i, permission).outcome()
		if allows == Denied {
			continue
		}
		d := s.Can(permission, where)
		switch {
		case d.Outcome == Allowed:
		case d.Outcome == Denied && allows == Allowed:
			sure = earlier(sure, permission)
		case allows == Allowed, d.Outcome == Denied:
			maybe = earlier(maybe, permission)
		}
	}
	about := "token " + quote(p.Name) + ": role " + quote(g.Role) + " for " + g.spot().words()
	switch {
	case sure != "":
		k.fail(CodeAboveCreator, path, about+" allows "+string(sure)+", which "+quote(s.Name())+" may not do there",
			"choose a role that allows no more than its creator may do")
	case maybe != "":
		k.warn(CodeMaybeAboveCreator, path, about+" may allow more than "+quote(s.Name())+" may do there, such as "+string(maybe),
			"choose a weaker role, or let somebody with a role for more make the token")
	}
}

func earlier(a, b Permission) Permission {
	if a == "" || b < a {
		return b
	}
	return a
}
