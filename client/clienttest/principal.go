package clienttest

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/astrofile/astrofile/client"
)

// principal is who makes a call: a person, or an API token with what it is for.
type principal struct {
	kind         client.TokenKind
	id           string // of the person or token
	organization string // of a token
	workspace    string // of a Workspace or Deployment token
	deployment   string // of a Deployment token
	profile      client.Profile
}

// credential is whom a secret stands for.
type credential struct {
	user    string
	token   string
	expires time.Time // zero: never
}

// resource is what a call is about; an empty one stands for the Organization as a whole.
type resource struct{ workspace, deployment string }

// authenticate finds the principal of the Authorization header.
func (c *call) authenticate(header string) error {
	secret, ok := strings.CutPrefix(header, "Bearer ")
	if !ok {
		return refuse(http.StatusUnauthorized, "no bearer token")
	}
	cred, ok := c.credentials[secret]
	if !ok {
		return refuse(http.StatusUnauthorized, "invalid token")
	}
	if !cred.expires.IsZero() && !c.at.Before(cred.expires) {
		return refuse(http.StatusUnauthorized, "token has expired")
	}
	if u, known := c.users.get(cred.user); known {
		c.principal = principal{kind: client.TokenKindPerson, id: u.ID, profile: u.profile()}
		return nil
	}
	t, ok := c.tokens.get(cred.token)
	if !ok {
		return refuse(http.StatusUnauthorized, "invalid token")
	}
	t.LastUsedAt = new(c.at)
	c.principal = c.principalOf(t)
	return nil
}

func (a *Astro) principalOf(t *apiToken) principal {
	p := principal{kind: client.TokenKind(t.Scope), id: t.ID, organization: t.organization, profile: t.profile()}
	switch t.Scope {
	case client.TokenScopeWorkspace:
		p.workspace = t.entity
	case client.TokenScopeDeployment:
		p.deployment = t.entity
		_, p.workspace, _ = a.deploymentScope(t.entity)
	}
	return p
}

// member refuses principals that do not belong to the Organization of the call at all.
func (c *call) member() error {
	if c.belongs(c.org) {
		return nil
	}
	return refuse(http.StatusForbidden, "not a member of Organization %q", c.org.ID)
}

func (c *call) belongs(org *organization) bool {
	if c.principal.kind != client.TokenKindPerson {
		return c.principal.organization == org.ID
	}
	u, ok := c.users.get(c.principal.id)
	return ok && slices.Contains(u.organizations, org.ID)
}

// authorize is the one place that decides whether a principal may carry out an operation on a resource. Today it looks at
// what the token is for, and lets every role do everything there: a Workspace token touches its Workspace and the
// Deployments in it, a Deployment token its Deployment, which it sees the Workspace of, and both read what belongs to the
// Organization as a whole.
func (c *call) authorize(r resource) error {
	p, read, allowed := c.principal, c.op.method == http.MethodGet, true
	switch p.kind {
	case client.TokenKindWorkspace:
		allowed = r.workspace == p.workspace || read && r == resource{}
	case client.TokenKindDeployment:
		allowed = r.deployment == p.deployment || read && r == resource{} || c.op.name == "GetWorkspace" && r.workspace == p.workspace
	}
	if !allowed {
		return refuse(http.StatusForbidden, "the token does not allow %s here", c.op.name)
	}
	return nil
}

// sees reports whether a list shows the principal an object.
func (c *call) sees(r resource) bool {
	switch p := c.principal; p.kind {
	case client.TokenKindWorkspace:
		return r.workspace == p.workspace
	case client.TokenKindDeployment:
		return r.deployment == p.deployment
	}
	return true
}

// undecided reports whether the path does not say what the call is about: the body will, and the operation asks again
// with that, or the path names something unknown, which is answered with 404.
func (c *call) undecided() bool {
	switch c.op.name {
	case "CreateDeployment", "CreateApiToken", "CreateEnvironmentObject":
		return true
	}
	if id := c.vars["tokenId"]; id != "" { // one for the Organization as a whole is known, and no resource
		_, ok := c.tokens.get(id)
		return !ok
	}
	for _, name := range []string{"workspaceId", "deploymentId", "environmentObjectId"} {
		if c.vars[name] != "" {
			return c.resource() == resource{}
		}
	}
	return false
}

// resource is what the path is about.
func (c *call) resource() resource {
	if id := c.id("workspaceId"); id != "" {
		if _, ok := c.workspaces.get(id); ok {
			return resource{workspace: id}
		}
	}
	if id := c.id("deploymentId"); id != "" {
		if _, workspace, ok := c.deploymentScope(id); ok {
			return resource{workspace, id}
		}
	}
	if id := c.id("tokenId"); id != "" {
		if t, ok := c.tokens.get(id); ok {
			return c.tokenResource(t)
		}
	}
	if id := c.id("environmentObjectId"); id != "" {
		if r, ok := c.environmentResource(id); ok {
			return r
		}
	}
	return resource{}
}
