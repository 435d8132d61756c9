package rbac

import (
	"slices"
	"strconv"
)

// checker collects findings about roles that are given.
type checker struct {
	c          *Catalogue
	custom     bool // the catalogue knows more than the built-in roles
	workspaces map[string]string
	found      []Finding
}

func newChecker(c *Catalogue, workspaces map[string]string) *checker {
	if c == nil {
		c = Builtin()
	}
	custom := slices.ContainsFunc(c.order, func(r *role) bool { return r.reported })
	return &checker{c: c, custom: custom, workspaces: workspaces}
}

func (k *checker) add(severity Severity, code FindingCode, path, message, hint string) {
	k.found = append(k.found, Finding{severity, code, path, message, hint})
}

func (k *checker) fail(code FindingCode, path, message, hint string) {
	k.add(SeverityError, code, path, message, hint)
}

func (k *checker) warn(code FindingCode, path, message, hint string) {
	k.add(SeverityWarning, code, path, message, hint)
}

// grant checks one role by itself: that it exists, for this kind of object, and says for which one it is.
func (k *checker) grant(g Grant, path string) {
	k.role(g, path)
	switch {
	case g.Tag && g.Scope != ScopeDag:
		k.fail(CodeDagOrTag, path, "role "+quote(g.Role)+" names a tag but is given for "+string(g.Scope), "give it for DAG, or name the object by its ID")
	case g.ID == "" && g.Scope != ScopeOrganization && g.Scope != ScopeDag:
		k.fail(CodeRoleIDMissing, path, "role "+quote(g.Role)+" is given for no "+g.Scope.word(), "name the "+g.Scope.word()+" by its ID")
	case g.Scope == ScopeDag && g.ID == "":
		k.fail(CodeDagOrTag, path, "role "+quote(g.Role)+" is for neither a Dag nor a tag", "name the Dag or a tag")
	case g.Scope == ScopeDag && g.Deployment == "":
		k.fail(CodeRoleIDMissing, path, "role "+quote(g.Role)+" is given for a Dag of no Deployment", "name the Deployment that the Dag belongs to")
	}
}

// role checks that the catalogue has the role for this kind of object and that it can be used there.
func (k *checker) role(g Grant, path string) {
	r := k.c.find(g.Scope, g.Role)
	if r == nil {
		k.missingRole(g, path)
		return
	}
	deployment := g.ID
	if g.Scope == ScopeDag {
		deployment = g.Deployment
	}
	if w := k.workspaces[deployment]; g.Scope.tier() >= tierDeployment && w != "" && !r.usableIn(w) {
		k.fail(CodeRoleRestricted, path, "role "+quote(g.Role)+" cannot be used in Workspace "+quote(w), "choose another role, or let the role be used there")
	}
}

func (k *checker) missingRole(g Grant, path string) {
	of := k.scopesOf(g.Role)
	switch {
	case g.Scope.tier() == tierNone || g.Scope.private() != k.c.private:
		k.fail(CodeRoleScope, path, "role "+quote(g.Role)+" is given for "+quote(string(g.Scope))+", which is no kind of object",
			"use ORGANIZATION, WORKSPACE, DEPLOYMENT or DAG")
	case of != "":
		k.fail(CodeRoleScope, path, "role "+quote(g.Role)+" is for "+string(of)+", not for "+string(g.Scope), "choose one of "+k.names(g.Scope))
	case g.Role != "" && !k.custom && g.Scope.tier() >= tierDeployment:
		k.warn(CodeRoleUnchecked, path, "role "+quote(g.Role)+" is not built-in, and custom roles are not known here",
			"check with the roles of the Organization")
	default:
		k.fail(CodeRoleUnknown, path, "unknown role "+quote(g.Role)+" for "+string(g.Scope), "choose one of "+k.names(g.Scope))
	}
}

// scopesOf returns what a role is for, "" if there is none of that name.
func (k *checker) scopesOf(name string) Scope {
	for _, s := range [...]Scope{
		ScopeOrganization, ScopeWorkspace, ScopeDeployment, ScopeDag, ScopeAPCSystem, ScopeAPCWorkspace, ScopeAPCDeployment,
	} {
		if k.c.find(s, name) != nil {
			return s
		}
	}
	return ""
}

// names lists the first roles of a scope: an Organization can have hundreds of its own.
func (k *checker) names(scope Scope) string {
	const most = 12
	text, n := "", 0
	for _, r := range k.c.order {
		if r.scope != scope || k.c.find(scope, r.name) != r {
			continue
		}
		if n++; n > most {
			return text + ", …"
		}
		if text != "" {
			text += ", "
		}
		text += r.name
	}
	return text
}

// spot is what two roles of one subject must not be for at once.
type spot struct {
	scope          Scope
	id, deployment string
	tag            bool
}

func (g Grant) spot() spot {
	if g.Scope == ScopeOrganization {
		return spot{scope: g.Scope}
	}
	s := spot{g.Scope, g.ID, "", g.Tag}
	if g.Scope == ScopeDag {
		s.deployment = g.Deployment
	}
	return s
}

// words names the spot in a sentence.
func (s spot) words() string {
	switch {
	case s.scope == ScopeOrganization:
		return "the Organization"
	case s.scope == ScopeDag && s.tag:
		return "Dags with tag " + quote(s.id) + " of Deployment " + quote(s.deployment)
	case s.scope == ScopeDag:
		return "Dag " + quote(s.id) + " of Deployment " + quote(s.deployment)
	}
	return s.scope.word() + " " + quote(s.id)
}

// once finds second roles for one spot.
func (k *checker) once(grants []Grant, path func(int) string) {
	first := make(map[spot]int, len(grants))
	for i, g := range grants {
		at := g.spot()
		if at.id == "" && at.scope != ScopeOrganization {
			continue // said already
		}
		j, twice := first[at]
		if !twice {
			first[at] = i
			continue
		}
		k.fail(CodeRoleDuplicate, path(i), "a second role for "+at.words()+": "+quote(g.Role)+" beside "+quote(grants[j].Role), "keep one of them")
	}
}

// index is a place in a list.
func index(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }
