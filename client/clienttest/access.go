package clienttest

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/rbac"
)

// catalogue returns the roles of an Organization: those that every one has, and its own.
func (a *Astro) catalogue(org *organization) *rbac.Catalogue {
	if org.catalogue == nil {
		var own []rbac.Role
		for r := range a.roles.all() {
			if r.organization == org.ID {
				own = append(own, rbacRole(r))
			}
		}
		org.catalogue, _ = rbac.Builtin().With(own...) // it warns of permissions that are new, which roles may have
	}
	return org.catalogue
}

func rbacRole(r *role) rbac.Role {
	out := rbac.Role{Name: r.Name, Scope: rbac.Scope(r.ScopeType), Workspaces: r.RestrictedWorkspaceIDs}
	for _, p := range r.Permissions {
		out.Permissions = append(out.Permissions, rbac.Permission(p))
	}
	return out
}

// who returns the principal with all its roles in the Organization of the call.
func (c *call) who() *rbac.Subject {
	if c.subject == nil {
		c.subject, _ = c.catalogue(c.org).Subject(c.holder()) // roles that do not count allow nothing
	}
	return c.subject
}

// holder collects the roles of the principal: its own, and those of a person's Teams.
func (c *call) holder() rbac.Principal {
	p := rbac.Principal{Name: c.principal.id, Kind: rbac.KindPerson, Organization: c.org.ID, Workspaces: map[string]string{}}
	if t, ok := c.tokens.get(c.principal.id); ok {
		p.Kind, p.Token = rbac.KindToken, &rbac.TokenFacts{Scope: rbac.Scope(t.Scope), ID: t.entity}
		for _, r := range t.Roles {
			p.Grants = append(p.Grants, r.Grant())
		}
	}
	if u, ok := c.users.get(c.principal.id); ok {
		p.Grants = u.roles[c.org.ID].Grants(c.org.ID)
		for t := range c.teams.all() {
			if t.OrganizationID == c.org.ID && slices.Contains(t.members, u.ID) {
				p.Teams = append(p.Teams, &rbac.Team{Name: t.Name, Grants: t.roles.Grants(c.org.ID)})
			}
		}
	}
	c.locate(p.Workspaces, p.Grants)
	for _, t := range p.Teams {
		c.locate(p.Workspaces, t.Grants)
	}
	return p
}

// locate notes in which Workspaces the Deployments are that roles were given for.
func (a *Astro) locate(workspaces map[string]string, grants []rbac.Grant) {
	for _, g := range grants {
		if r := a.grantResource(g); r.deployment != "" {
			workspaces[r.deployment] = r.workspace
		}
	}
}

// grantResource is what a role was given for; of one for a Dag the Deployment.
func (a *Astro) grantResource(g rbac.Grant) resource {
	switch g.Scope {
	case rbac.ScopeWorkspace:
		return resource{workspace: g.ID}
	case rbac.ScopeDeployment:
		return a.deploymentResource(g.ID)
	case rbac.ScopeDag:
		return a.deploymentResource(g.Deployment)
	}
	return resource{}
}

func (a *Astro) deploymentResource(id string) resource {
	_, workspace, _ := a.deploymentScope(id)
	return resource{workspace: workspace, deployment: id}
}

// decide says whether the principal may carry out an operation on a resource.
func (c *call) decide(operation string, r resource) rbac.Decision {
	return c.who().CanCall(operation, rbac.Resource{Organization: c.org.ID, Workspace: r.workspace, Deployment: r.deployment})
}

// lets reports whether a decision lets a call through. What nobody knows does, unless [WithStrictRoles] says otherwise.
func (c *call) lets(d rbac.Decision) bool {
	switch d.Outcome {
	case rbac.Allowed:
		return true
	case rbac.Undecided:
		return !c.conf.strictRoles || d.Reason == rbac.ReasonUnknownCheck
	}
	return false
}

// authorize is the one place that refuses to carry out an operation on a resource, by the roles of the principal.
func (c *call) authorize(r resource) error {
	if d := c.decide(c.op.name, r); !c.lets(d) {
		return forbidden(d)
	}
	return nil
}

// authorizeSomewhere refuses those who may carry the operation out nowhere. It is asked when the path does not say what
// the call is about, or names something unknown: then only those learn that who might.
func (c *call) authorizeSomewhere() error {
	d := c.decide(c.op.name, resource{})
	if c.lets(d) {
		return nil
	}
	p := c.holder()
	for _, t := range p.Teams {
		p.Grants = append(p.Grants, t.Grants...)
	}
	for _, g := range p.Grants {
		r := c.grantResource(g)
		there := c.decide(c.op.name, r)
		if c.lets(there) {
			return nil
		}
		if r != (resource{}) {
			d = there // what is missing where there is a role says more
		}
	}
	return refuse(http.StatusForbidden, "missing permission %q, which %s needs", d.Permission, d.Operation)
}

// sees reports whether a list shows the principal an object, which the operation reads.
func (c *call) sees(operation string, r resource) bool { return c.lets(c.decide(operation, r)) }

// authorizeGrants refuses roles that the principal may not give or take away, and those that allow more than its own.
func (c *call) authorizeGrants(before, after []rbac.Grant) error {
	for _, g := range slices.Concat(before, after) {
		if slices.Contains(before, g) && slices.Contains(after, g) {
			continue
		}
		if err := c.authorize(c.grantResource(g)); err != nil {
			return err
		}
	}
	for _, g := range after {
		if !slices.Contains(before, g) {
			if err := c.authorizeGrant(g); err != nil {
				return err
			}
		}
	}
	return nil
}

// authorizeGrant refuses a role that allows more than the principal's own do.
func (c *call) authorizeGrant(g rbac.Grant) error {
	r := c.grantResource(g)
	at := rbac.Resource{Organization: c.org.ID, Workspace: r.workspace, Deployment: r.deployment}
	for _, known := range c.catalogue(c.org).Roles(g.Scope) {
		if known.Name != g.Role {
			continue
		}
		for _, p := range known.Permissions {
			if d := c.who().Can(p, at); !c.lets(d) {
				return refuse(http.StatusForbidden, "role %q is above your own: missing permission %q for %s", g.Role, p, objectOf(d))
			}
		}
	}
	return nil
}

func forbidden(d rbac.Decision) error {
	return refuse(http.StatusForbidden, "missing permission %q for %s, which %s needs", d.Permission, objectOf(d), d.Operation)
}

// objectOf names what a permission is missing for.
func objectOf(d rbac.Decision) string {
	scope, r := d.Permission.Scope(), d.Resource
	switch {
	case scope == rbac.ScopeOrganization:
	case r.Deployment != "" && scope != rbac.ScopeWorkspace:
		return "Deployment " + strconv.Quote(r.Deployment)
	case r.Workspace != "":
		return "Workspace " + strconv.Quote(r.Workspace)
	}
	return "Organization " + strconv.Quote(r.Organization)
}

// roleOf returns the role that a new token is made with.
func (t *apiToken) roleOf(in client.CreateAPIToken) client.APITokenRole {
	return client.APITokenRole{EntityType: client.TokenRoleEntity(in.Scope), EntityID: t.entity, Role: in.Role}
}
