package client

import (
	"context"
	"iter"
	"net/url"
)

// AgentTokens manages the tokens with which agents of remote execution register at their Deployment.
type AgentTokens struct{ c *Client }

// AgentTokenFilter orders [AgentTokens.All]; the API cannot narrow this list.
type AgentTokenFilter struct {
	Sorts []Sort // name, description, createdAt, updatedAt, createdById, updatedById, tokenStartAt
}

// All lists the agent tokens of a Deployment without their secrets, page by page as the sequence is read.
//
//astro:operation ListAgentTokens GET /organizations/{organizationId}/deployments/{deploymentId}/agent-tokens
func (s *AgentTokens) All(ctx context.Context, deploymentID string, f AgentTokenFilter) iter.Seq2[APIToken, error] {
	q := url.Values{}
	addAll(q, "sorts", f.Sorts)
	return pages[APIToken, tokensPage](ctx, s.c, s.path(deploymentID), q)
}

// Get reads one agent token without its secret.
//
//astro:operation GetAgentToken GET /organizations/{organizationId}/deployments/{deploymentId}/agent-tokens/{agentTokenId}
func (s *AgentTokens) Get(ctx context.Context, deploymentID, id string) (APIToken, error) {
	return get[APIToken](ctx, s.c, s.path(deploymentID, id), nil)
}

// CreateAgentToken describes a new agent token; what it allows is fixed.
type CreateAgentToken struct {
	Name                    string `json:"name"`
	Description             string `json:"description,omitempty"`
	TokenExpiryPeriodInDays int    `json:"tokenExpiryPeriodInDays,omitempty"` // 1 to 3650; 0: it never expires
}

// Create makes an agent token and returns its secret, which cannot be read again. The Deployment must use remote
// execution.
//
//astro:operation CreateAgentToken POST /organizations/{organizationId}/deployments/{deploymentId}/agent-tokens
func (s *AgentTokens) Create(ctx context.Context, deploymentID string, in CreateAgentToken) (APIToken, error) {
	return post[APIToken](ctx, s.c, s.path(deploymentID), in)
}

// Delete removes an agent token; agents that use it lose their connection.
//
//astro:operation DeleteAgentToken DELETE /organizations/{organizationId}/deployments/{deploymentId}/agent-tokens/{agentTokenId}
func (s *AgentTokens) Delete(ctx context.Context, deploymentID, id string) error {
	return remove(ctx, s.c, s.path(deploymentID, id))
}

func (s *AgentTokens) path(deploymentID string, rest ...string) string {
	return s.c.path(append([]string{"deployments", deploymentID, "agent-tokens"}, rest...)...)
}
