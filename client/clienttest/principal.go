package clienttest

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/astrofile/astrofile/client"
)

// principal is who makes a call: a person or an API token.
type principal struct {
	kind         client.TokenKind
	id           string // of the person or token
	organization string // of a token
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
	c.principal = principal{kind: client.TokenKind(t.Scope), id: t.ID, organization: t.organization, profile: t.profile()}
	return nil
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

// resource is what the call is about as far as path and query tell. It is not known for those that say so in the body,
// which ask again with that, and for what does not exist, which is answered with 404.
func (c *call) resource() (r resource, known bool) {
	switch c.op.name {
	case "CreateDeployment", "CreateApiToken", "CreateEnvironmentObject", "UpdateUserRoles", "UpdateTeamRoles":
		return resource{}, false
	case "ListApiTokens", "ListEnvironmentObjects":
		return c.place(c.query.Get)
	}
	if id := c.id("tokenId"); id != "" {
		t, ok := c.tokens.get(id)
		if !ok || t.organization != c.org.ID {
			return resource{}, false
		}
		return c.tokenResource(t), true
	}
	if id := c.id("environmentObjectId"); id != "" {
		return c.environmentResource(id)
	}
	return c.place(c.id)
}

// place is the Deployment or Workspace that path or query names, else the Organization as a whole.
func (c *call) place(named func(string) string) (r resource, known bool) {
	if id := named("deploymentId"); id != "" {
		org, workspace, ok := c.deploymentScope(id)
		return resource{workspace, id}, ok && org == c.org.ID
	}
	if id := named("workspaceId"); id != "" {
		_, err := c.workspace(id)
		return resource{workspace: id}, err == nil
	}
	return resource{}, true
}
