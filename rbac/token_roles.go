package rbac

import "strconv"

// tokenRoles checks the roles of a token: each by itself, and what they are together.
func (k *checker) tokenRoles(p TokenPlan, at tokenPaths) {
	about := "token " + quote(p.Name)
	if len(p.Roles) == 0 {
		k.fail(CodeTokenNoRole, at.roles, about+" has no role", "give it one role for what it is made for")
		return
	}
	made := p.Scope.tier()
	scoped := p.Scope == ScopeOrganization || p.Scope == ScopeWorkspace || p.Scope == ScopeDeployment
	own, has := 0, deploymentsOf(p.Roles)
	for i, g := range p.Roles {
		k.grant(g, at.role(i))
		role := about + ": role " + quote(g.Role)
		switch tier := g.Scope.tier(); {
		case !scoped || tier == tierNone:
		case tier < made:
			k.fail(CodeTokenRoleWider, at.role(i), role+" is for "+string(g.Scope)+", and the token is only for "+string(p.Scope),
				"take the role away, or make a token for "+string(g.Scope))
		case k.outside(p, g):
			k.fail(CodeTokenRoleOutside, at.role(i), role+" is for "+g.spot().words()+", outside "+p.Scope.word()+" "+quote(p.EntityID),
				"take the role away, or make a token for more")
		}
		if g.Scope == p.Scope {
			own++
		}
		if g.Scope == ScopeDag && g.Deployment != "" && !has[g.Deployment] {
			k.warn(CodeDagRoleAlone, at.role(i), role+" is for "+g.spot().words()+", and there is no role for the Deployment",
				"add DEPLOYMENT_ACCESSOR for the Deployment")
		}
	}
	if scoped && own == 0 {
		k.fail(CodeTokenOwnRoleMissing, at.roles, about+" has no role for the "+p.Scope.word()+" it is made for", "add one: "+k.names(p.Scope))
	}
	if scoped && own > 1 {
		k.fail(CodeTokenOwnRoleExtra, at.roles, about+" has "+strconv.Itoa(own)+" roles for "+string(p.Scope)+", it can have one",
			"keep the one for what the token is made for")
	}
	k.once(p.Roles, at.role)
}

// outside reports whether a role is for something that the object the token is made for does not contain. Where a
// Deployment is may not be known; then it is let pass.
func (k *checker) outside(p TokenPlan, g Grant) bool {
	if p.EntityID == "" || g.ID == "" {
		return false
	}
	deployment := g.ID
	if g.Scope == ScopeDag {
		deployment = g.Deployment
	}
	switch {
	case p.Scope == ScopeDeployment:
		return deployment != "" && deployment != p.EntityID
	case p.Scope != ScopeWorkspace:
		return false
	case g.Scope == ScopeWorkspace:
		return g.ID != p.EntityID
	}
	w := k.workspaces[deployment]
	return w != "" && w != p.EntityID
}

// deploymentsOf returns the Deployments that there is a role for.
func deploymentsOf(grants []Grant) map[string]bool {
	ids := map[string]bool{}
	for _, g := range grants {
		if g.Scope == ScopeDeployment {
			ids[g.ID] = true
		}
	}
	return ids
}
