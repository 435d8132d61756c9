package clienttest

import (
	"slices"
	"time"

	"github.com/astrofile/astrofile/client"
)

type apiToken struct {
	client.APIToken
	organization string
	entity       string // the Organization, Workspace or Deployment that it is for
	secret       string
}

// tokenAnswer is a token on the wire; the secret goes out once.
type tokenAnswer struct {
	client.APIToken
	Token string `json:"token,omitempty"`
}

func tokenHandlers() map[string]handler {
	return map[string]handler{
		"ListApiTokens":       listTokens,
		"GetApiToken":         getToken,
		"CreateApiToken":      createToken,
		"UpdateApiToken":      updateToken,
		"UpdateApiTokenRoles": updateTokenRoles,
		"RotateApiToken":      rotateToken,
		"DeleteApiToken":      deleteToken,
	}
}

// AddToken makes an API token of the first Organization and returns its ID and its secret. The zero value has the role
// of an Organization's owner.
func (a *Astro) AddToken(in client.CreateAPIToken) (id, secret string) { return a.AddTokenTo("", in) }

// AddTokenTo is [Astro.AddToken] for another Organization.
func (a *Astro) AddTokenTo(organizationID string, in client.CreateAPIToken) (id, secret string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	org := a.seedOrganization(organizationID)
	in.Scope = or(in.Scope, client.TokenScopeOrganization)
	in.Role = or(in.Role, map[client.TokenScope]string{
		client.TokenScopeOrganization: string(client.OrganizationRoleOwner),
		client.TokenScopeWorkspace:    string(client.WorkspaceRoleOwner),
		client.TokenScopeDeployment:   deploymentAdmin,
	}[in.Scope])
	t := a.addToken(org, a.seeder(org), in)
	return t.ID, t.secret
}

func (a *Astro) addToken(organizationID string, by client.Profile, in client.CreateAPIToken) *apiToken {
	now, id := a.now(), a.newID("tok")
	t := &apiToken{organization: organizationID, entity: or(in.EntityID, organizationID), APIToken: client.APIToken{
		ID: id, Name: or(in.Name, id), Description: in.Description, Kind: or(in.Kind, client.TokenUseStandard), Scope: in.Scope,
		StartAt: now, CreatedAt: now, CreatedBy: &by, UpdatedAt: now, UpdatedBy: &by,
	}}
	t.Roles = []client.APITokenRole{t.roleOf(in)}
	if in.TokenExpiryPeriodInDays > 0 {
		t.ExpiryPeriodInDays = new(in.TokenExpiryPeriodInDays)
	}
	a.tokens.put(id, t)
	a.renew(t)
	return t
}

// renew gives the token a new secret, and a new term if it has one.
func (a *Astro) renew(t *apiToken) {
	delete(a.credentials, t.secret)
	now := a.now()
	var expires time.Time
	if t.ExpiryPeriodInDays != nil {
		expires = now.AddDate(0, 0, *t.ExpiryPeriodInDays)
		t.EndAt = &expires
	}
	permissions := []string{"organizationId:" + t.organization}
	switch t.Scope {
	case client.TokenScopeWorkspace:
		permissions = append(permissions, "workspaceId:"+t.entity)
	case client.TokenScopeDeployment:
		permissions = append(permissions, "deploymentId:"+t.entity)
	}
	t.secret = a.mint(claims{Permissions: permissions, TokenID: t.ID, Generated: true, Subject: t.ID, Org: t.organization, Scope: string(t.Scope)}, expires)
	t.ShortToken = t.secret[len(t.secret)-8:]
	a.credentials[t.secret] = credential{token: t.ID, expires: expires}
}

func (a *Astro) removeToken(t *apiToken) {
	delete(a.credentials, t.secret)
	a.tokens.remove(t.ID)
}

func (t *apiToken) profile() client.Profile {
	return client.Profile{ID: t.ID, SubjectType: client.SubjectTypeToken, APITokenName: t.Name}
}

// answer is the token as it is read: without its secret.
func (t *apiToken) answer() tokenAnswer {
	out := tokenAnswer{APIToken: t.APIToken}
	out.Roles = slices.Clone(t.Roles)
	return out
}

// answerOnce is the token with its secret.
func (t *apiToken) answerOnce() tokenAnswer {
	out := t.answer()
	out.Token = t.secret
	return out
}

// token finds the one that the path names.
func (c *call) token() (*apiToken, error) {
	t, ok := c.tokens.get(c.id("tokenId"))
	if !ok || t.organization != c.org.ID {
		return nil, notFound("API token", c.id("tokenId"))
	}
	return t, nil
}

// tokenResource is what a token is for.
func (c *call) tokenResource(t *apiToken) resource {
	switch t.Scope {
	case client.TokenScopeWorkspace:
		return resource{workspace: t.entity}
	case client.TokenScopeDeployment:
		return c.deploymentResource(t.entity)
	}
	return resource{}
}

func listTokens(c *call) (any, error) {
	if err := c.checkDagFilter(); err != nil {
		return nil, err
	}
	items := []tokenAnswer{}
	only := c.query.Get("includeOnlyOrganizationTokens") == "true"
	for t := range c.tokens.all() {
		if t.organization == c.org.ID && c.sees("GetApiToken", c.tokenResource(t)) && (!only || t.Scope == client.TokenScopeOrganization) &&
			wants(c.query.Get("kind"), string(t.Kind)) && c.hasRole(t.subjectRoles()) {
			items = append(items, t.answer())
		}
	}
	return page(c, "tokens", items)
}

func getToken(c *call) (any, error) {
	t, err := c.token()
	if err != nil {
		return nil, err
	}
	return t.answer(), nil
}

func createToken(c *call) (any, error) {
	var in client.CreateAPIToken
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if in.EntityID == "" && in.Scope != client.TokenScopeOrganization {
		return nil, invalid("entityId", "required_if", "entityId is required for scope %s", in.Scope)
	}
	t := &apiToken{organization: c.org.ID, entity: in.EntityID, APIToken: client.APIToken{Scope: in.Scope}}
	switch in.Scope {
	case client.TokenScopeOrganization:
		if t.entity = c.org.ID; in.EntityID != "" && in.EntityID != c.org.ID {
			return nil, notFound("Organization", in.EntityID)
		}
	case client.TokenScopeWorkspace:
		if _, err := c.workspace(in.EntityID); err != nil {
			return nil, err
		}
	case client.TokenScopeDeployment:
		if org, _, ok := c.deploymentScope(in.EntityID); !ok || org != c.org.ID {
			return nil, notFound("Deployment", in.EntityID)
		}
	}
	if err := c.authorize(c.tokenResource(t)); err != nil {
		return nil, err
	}
	var bad problems
	own := t.roleOf(in)
	c.checkTokenRole(&bad, "role", in.Scope, own)
	if err := bad.err(); err != nil {
		return nil, err
	}
	if err := c.authorizeGrant(own.Grant()); err != nil {
		return nil, err
	}
	in.EntityID = t.entity
	return c.addToken(c.org.ID, c.profile(), in).answerOnce(), nil
}

func updateToken(c *call) (any, error) {
	t, err := c.token()
	if err != nil {
		return nil, err
	}
	var in client.UpdateAPIToken
	if err := c.read(&in); err != nil {
		return nil, err
	}
	t.Name = in.Name
	set(&t.Description, in.Description)
	c.touchToken(t)
	return t.answer(), nil
}

func rotateToken(c *call) (any, error) {
	t, err := c.token()
	if err != nil {
		return nil, err
	}
	c.renew(t)
	t.LastRotatedAt = new(c.at)
	c.touchToken(t)
	return t.answerOnce(), nil
}

func deleteToken(c *call) (any, error) {
	t, err := c.token()
	if err != nil {
		return nil, err
	}
	c.removeToken(t)
	return nil, nil
}

func (c *call) touchToken(t *apiToken) { t.UpdatedAt, t.UpdatedBy = c.at, new(c.profile()) }
