package clienttest

import (
	"net/http"
	"strings"
	"time"

	"github.com/astrofile/astrofile/client"
)

// agentToken lets agents of remote execution register. Answers have the form of an API token without roles, which is not
// documented.
type agentToken struct {
	ID          string            `json:"id"`
	Name        string            `json:"name"`
	Description string            `json:"description"`
	Kind        client.TokenUse   `json:"kind"`
	Scope       client.TokenScope `json:"scope"`
	ShortToken  string            `json:"shortToken"`
	Token       string            `json:"token,omitempty"` // in the answer to its creation alone
	StartAt     time.Time         `json:"startAt"`
	EndAt       *time.Time        `json:"endAt,omitempty"`
	Days        *int              `json:"expiryPeriodInDays,omitempty"`
	CreatedAt   time.Time         `json:"createdAt"`
	CreatedBy   client.Profile    `json:"createdBy"`
	UpdatedAt   time.Time         `json:"updatedAt"`
	UpdatedBy   client.Profile    `json:"updatedBy"`
}

func agentTokenHandlers() map[string]handler {
	return map[string]handler{
		"ListAgentTokens":  listAgentTokens,
		"GetAgentToken":    getAgentToken,
		"CreateAgentToken": createAgentToken,
		"DeleteAgentToken": deleteAgentToken,
	}
}

func listAgentTokens(c *call) (any, error) {
	d, err := c.deployment()
	if err != nil {
		return nil, err
	}
	var found []agentToken
	for t := range d.agentTokens.all() {
		found = append(found, *t)
	}
	return page(c, "tokens", found)
}

func (c *call) agentToken() (*deployment, *agentToken, error) {
	d, err := c.deployment()
	if err != nil {
		return nil, nil, err
	}
	id := c.id("agentTokenId")
	t, ok := d.agentTokens.get(id)
	if !ok {
		return nil, nil, notFound("agent token", id)
	}
	return d, t, nil
}

func getAgentToken(c *call) (any, error) {
	_, t, err := c.agentToken()
	if err != nil {
		return nil, err
	}
	return *t, nil
}

// createAgentToken answers CreateAgentToken. Its secret is good for agents, which this control plane does not have: no
// operation accepts it.
func createAgentToken(c *call) (any, error) {
	d, err := c.deployment()
	if err != nil {
		return nil, err
	}
	var r struct {
		Name        string `json:"name"`
		Description string `json:"description"`
		Days        *int   `json:"tokenExpiryPeriodInDays"`
	}
	if err := c.read(&r); err != nil {
		return nil, err
	}
	if !d.remote() {
		return nil, refuse(http.StatusBadRequest, "Deployment %q does not use remote execution", d.Name)
	}
	if strings.TrimSpace(r.Name) == "" {
		return nil, invalid("name", "required", "the name is empty")
	}
	t := &agentToken{
		ID: c.newID("agt"), Name: r.Name, Description: r.Description, Kind: client.TokenUseStandard, Scope: client.TokenScopeDeployment,
		StartAt: c.at, CreatedAt: c.at, CreatedBy: c.profile(), UpdatedAt: c.at, UpdatedBy: c.profile(), Days: r.Days,
	}
	var expires time.Time
	if r.Days != nil {
		expires = c.at.AddDate(0, 0, *r.Days)
		t.EndAt = &expires
	}
	secret := c.mint(claims{Permissions: []string{"organizationId:" + c.org.ID, "deploymentId:" + d.ID}, TokenID: t.ID, Subject: t.ID, Org: c.org.ID}, expires)
	t.ShortToken = secret[len(secret)-8:]
	d.agentTokens.put(t.ID, t)
	out := *t
	out.Token = secret
	return out, nil
}

func deleteAgentToken(c *call) (any, error) {
	d, t, err := c.agentToken()
	if err != nil {
		return nil, err
	}
	d.agentTokens.remove(t.ID)
	return nil, nil
}
