package rbac

import (
	"slices"
	"strings"
)

// Validate finds what is wrong with a description by itself. Paths name entries by their place in the lists.
func (a Access) Validate(o AccessOptions) []Finding {
	k := newChecker(o.catalogue(), o.Workspaces)
	seen := map[string]string{}
	for i, u := range a.Users {
		at := index(pathUsers, i)
		k.user(u, at)
		k.alone(seen, at, pathUsers, u.ID, foldEmail(u.Email))
	}
	for i, t := range a.Teams {
		at := index(pathTeams, i)
		k.group(t, at)
		k.alone(seen, at, pathTeams, t.ID, t.Name)
	}
	for i, t := range a.Tokens {
		at := index(pathTokens, i)
		k.tokenAccess(t, at)
		name := ""
		if t.Name != "" {
			name = string(t.Scope) + "\x00" + t.entity() + "\x00" + t.Name
		}
		k.alone(seen, at, pathTokens, t.ID, name)
	}
	if slices.Contains(o.Prune, KindPerson) && !slices.ContainsFunc(a.Users, UserAccess.owner) {
		k.fail(CodeLastOwner, pathUsers, "nobody is ORGANIZATION_OWNER, and whoever is not named loses every role", "name an owner")
	}
	return k.found
}

func (u UserAccess) owner() bool { return u.OrganizationRole == "ORGANIZATION_OWNER" && !u.Pending }

// entity returns the ID of what the token is made for; the Organization needs none.
func (t TokenAccess) entity() string {
	if t.Scope == ScopeOrganization {
		return ""
	}
	return t.EntityID
}

// alone finds second entries about one subject, which they name by the same ID or by the same address or name.
func (k *checker) alone(seen map[string]string, at, list, id, name string) {
	if id != "" {
		id = list + " id " + id
	}
	if name != "" {
		name = list + " name " + name
	}
	for _, key := range [...]string{id, name} {
		if first := seen[key]; key != "" && first != "" {
			k.fail(CodeSubjectDuplicate, at, "the same as "+first+", which has its ID or name", "make one entry of the two")
			return
		}
	}
	for _, key := range [...]string{id, name} {
		if key != "" {
			seen[key] = at
		}
	}
}

func (k *checker) user(u UserAccess, at string) {
	switch {
	case u.Email == "" && u.ID == "":
		k.fail(CodeNameMissing, at, "a user without an address and without an ID", "write the address")
	case u.Email != "" && !address(u.Email):
		k.fail(CodeEmailInvalid, at+".email", quote(u.Email)+" is no address", "write a bare address such as ann@example.com")
	}
	k.subject(u.AccessRoles, at, "user "+quote(u.Email+orID(u.Email, u.ID)))
}

func orID(name, id string) string {
	if name != "" {
		return ""
	}
	return id
}

// address is a first look: only the service knows which addresses exist.
func address(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	return ok && local != "" && domain != "" && !strings.ContainsAny(domain, "@") && !strings.ContainsAny(s, " \t\r\n<>,;\"")
}

func (k *checker) group(t TeamAccess, at string) {
	about := "team " + quote(t.Name+orID(t.Name, t.ID))
	if t.Name == "" {
		k.fail(CodeNameMissing, at, "a team without a name", "write the name")
	}
	if t.IDPManaged && len(t.Members) > 0 {
		k.fail(CodeMembersManaged, at+".members", about+" lists members, and an identity provider decides about them", "leave the members out")
	}
	seen := make(map[string]bool, len(t.Members))
	for i, m := range t.Members {
		if seen[foldEmail(m)] {
			k.fail(CodeMemberDuplicate, index(at+".members", i), about+": member "+quote(m)+" is listed twice", "keep one of them")
		}
		seen[foldEmail(m)] = true
	}
	k.subject(t.AccessRoles, at, about)
}

// subject checks the roles of a user or Team.
func (k *checker) subject(r AccessRoles, at, about string) {
	paths, grants := pathsOf(r, at), r.Grants()
	k.dagOrTag(r, at)
	for i, g := range grants {
		k.grant(g, paths[i])
	}
	if r.OrganizationRole == "" {
		k.fail(CodeOrganizationRoleMissing, at+".organizationRole", about+" has no role in the Organization", "write ORGANIZATION_MEMBER, the least")
	}
	k.once(grants, func(i int) string { return paths[i] })
	in, has := map[string]bool{}, deploymentsOf(grants)
	for _, w := range r.WorkspaceRoles {
		in[w.WorkspaceID] = true
	}
	for i, g := range grants {
		if g.Scope == ScopeDag && g.Deployment != "" && !has[g.Deployment] {
			k.fail(CodeDagRoleAlone, paths[i], about+" has a role for "+g.spot().words()+" and none for the Deployment",
				"add DEPLOYMENT_ACCESSOR for the Deployment")
		}
		if g.Scope == ScopeDeployment && g.ID != "" {
			k.implied(g, in, paths[i], about)
		}
	}
}

// implied tells that a role for a Deployment brings one for its Workspace along.
func (k *checker) implied(g Grant, in map[string]bool, path, about string) {
	w := k.workspaces[g.ID]
	if in[w] || w == "" && len(in) > 0 {
		return
	}
	where := "its Workspace"
	if w != "" {
		where = "Workspace " + quote(w)
	}
	k.add(SeverityInfo, CodeWorkspaceRoleImplied, path,
		about+" has a role for Deployment "+quote(g.ID)+" and none for "+where+": WORKSPACE_ACCESSOR comes by itself", "write it down, to have it in sight")
}

// pathsOf returns where each of [AccessRoles.Grants] stands.
func pathsOf(r AccessRoles, at string) []string {
	var paths []string
	if r.OrganizationRole != "" {
		paths = append(paths, at+".organizationRole")
	}
	for i := range r.WorkspaceRoles {
		paths = append(paths, index(at+".workspaceRoles", i))
	}
	for i := range r.DeploymentRoles {
		paths = append(paths, index(at+".deploymentRoles", i))
	}
	for i := range r.DagRoles {
		paths = append(paths, index(at+".dagRoles", i))
	}
	return paths
}

// dagOrTag finds roles for Dags that say twice for which; a role as [Grant] has only room for one.
func (k *checker) dagOrTag(r AccessRoles, at string) {
	for i, d := range r.DagRoles {
		if d.DagID != "" && d.DagTag != "" {
			k.fail(CodeDagOrTag, index(at+".dagRoles", i), "role "+quote(d.Role)+" is for both a Dag and a tag", "keep dagId or dagTag")
		}
	}
}

func (k *checker) tokenAccess(t TokenAccess, at string) {
	paths := pathsOf(t.AccessRoles, at)
	k.dagOrTag(t.AccessRoles, at)
	k.token(t.plan(k.workspaces), tokenPaths{
		name: at + ".name", description: at + ".description", scope: at + ".scope", entity: at + ".entityId", expiry: at + ".expiryDays",
		roles: at, role: func(i int) string { return paths[i] },
	})
}

// plan returns the token as one to be made.
func (t TokenAccess) plan(workspaces map[string]string) TokenPlan {
	p := TokenPlan{
		Name: t.Name, Scope: t.Scope, EntityID: t.EntityID, Roles: t.Grants(), ExpiryDays: t.ExpiryDays, Workspaces: workspaces,
	}
	if t.Description != nil {
		p.Description = *t.Description
	}
	return p
}
