package client

import (
	"context"
	"iter"
	"net/url"
	"time"
)

// APITokens manages the API tokens of the client's Organization, its Workspaces and Deployments.
type APITokens struct{ c *Client }

// TokenScope is the kind of object that an API token belongs to.
type TokenScope string

// What API tokens belong to.
const (
	TokenScopeOrganization TokenScope = "ORGANIZATION"
	TokenScopeWorkspace    TokenScope = "WORKSPACE"
	TokenScopeDeployment   TokenScope = "DEPLOYMENT"
)

// TokenUse is what an API token is for: the field kind of the API.
type TokenUse string

// The uses of API tokens.
const (
	TokenUseStandard     TokenUse = "STANDARD"
	TokenUseDirectAccess TokenUse = "DIRECT_ACCESS" // calls Airflow itself
)

// APIToken describes a token. Token, the secret itself, is there only in the answers to its creation and rotation.
type APIToken struct {
	ID                 string         `json:"id"`
	Name               string         `json:"name"`
	Description        string         `json:"description"`
	Kind               TokenUse       `json:"kind"`
	Scope              TokenScope     `json:"scope"`
	Roles              []APITokenRole `json:"roles,omitempty"`
	ShortToken         string         `json:"shortToken"` // its first characters, to recognise it by
	Token              Secret         `json:"token,omitzero"`
	StartAt            time.Time      `json:"startAt"`
	EndAt              *time.Time     `json:"endAt,omitempty"`              // nil: it never expires
	ExpiryPeriodInDays *int           `json:"expiryPeriodInDays,omitempty"` // nil: it never expires
	LastRotatedAt      *time.Time     `json:"lastRotatedAt,omitempty"`
	LastUsedAt         *time.Time     `json:"lastUsedAt,omitempty"`
	CreatedAt          time.Time      `json:"createdAt"`
	CreatedBy          *Profile       `json:"createdBy,omitempty"`
	UpdatedAt          time.Time      `json:"updatedAt"`
	UpdatedBy          *Profile       `json:"updatedBy,omitempty"`
}

func (t APIToken) identity() string { return t.ID }

// TokenRoleEntity is the kind of object that a role of an API token is for.
type TokenRoleEntity string

// What roles of API tokens can be for.
const (
	TokenRoleEntityOrganization TokenRoleEntity = "ORGANIZATION"
	TokenRoleEntityWorkspace    TokenRoleEntity = "WORKSPACE"
	TokenRoleEntityDeployment   TokenRoleEntity = "DEPLOYMENT"
	TokenRoleEntityDag          TokenRoleEntity = "DAG"
	TokenRoleEntityDagTag       TokenRoleEntity = "DAG_TAG"
)

// APITokenRole is one role of a token. Roles for Dags name the Deployment too.
type APITokenRole struct {
	EntityType   TokenRoleEntity `json:"entityType"`
	EntityID     string          `json:"entityId"`
	DeploymentID string          `json:"deploymentId,omitempty"`
	Role         string          `json:"role"` // a built-in role, or the name of a custom one
}

// APITokenFilter narrows [APITokens.All] to tokens with a role in a Workspace, a Deployment, a Dag or Dags with given
// tags; its zero value lists all.
type APITokenFilter struct {
	WorkspaceID            string
	DeploymentID           string
	DagID                  string   // needs DeploymentID
	DagTags                []string // needs DeploymentID
	OnlyOrganizationTokens bool
	Kind                   TokenUse
	Sorts                  []Sort // name, description, createdAt, updatedAt, tokenStartAt
}

func (f APITokenFilter) query() url.Values {
	q := url.Values{}
	set(q, "workspaceId", f.WorkspaceID)
	set(q, "deploymentId", f.DeploymentID)
	set(q, "dagId", f.DagID)
	addAll(q, "dagTags", f.DagTags)
	setTrue(q, "includeOnlyOrganizationTokens", f.OnlyOrganizationTokens)
	set(q, "kind", f.Kind)
	addAll(q, "sorts", f.Sorts)
	return q
}

type tokensPage struct {
	Tokens []APIToken `json:"tokens"`
	page
}

func (p tokensPage) items() []APIToken { return p.Tokens }

// All lists API tokens without their secrets, page by page as the sequence is read.
//
//astro:operation ListApiTokens GET /organizations/{organizationId}/tokens
func (s *APITokens) All(ctx context.Context, f APITokenFilter) iter.Seq2[APIToken, error] {
	return pages[APIToken, tokensPage](ctx, s.c, s.c.path("tokens"), f.query())
}

// Get reads one API token without its secret.
//
//astro:operation GetApiToken GET /organizations/{organizationId}/tokens/{tokenId}
func (s *APITokens) Get(ctx context.Context, id string) (APIToken, error) {
	return get[APIToken](ctx, s.c, s.c.path("tokens", id), nil)
}

// CreateAPIToken describes a new token with one role; [APITokens.SetRoles] gives it more.
type CreateAPIToken struct {
	Name                    string     `json:"name"`
	Description             string     `json:"description,omitempty"`
	Scope                   TokenScope `json:"scope"`
	EntityID                string     `json:"entityId,omitempty"` // the Workspace or Deployment it belongs to
	Role                    string     `json:"role"`
	Kind                    TokenUse   `json:"kind,omitempty"`                    // "" is the standard use
	TokenExpiryPeriodInDays int        `json:"tokenExpiryPeriodInDays,omitempty"` // 1 to 3650; 0: it never expires
}

// Create makes a token and returns its secret, which cannot be read again. Repeating it makes a second one.
//
//astro:operation CreateApiToken POST /organizations/{organizationId}/tokens
func (s *APITokens) Create(ctx context.Context, in CreateAPIToken) (APIToken, error) {
	return post[APIToken](ctx, s.c, s.c.path("tokens"), in)
}

// UpdateAPIToken replaces the name and, unless it is nil, the description.
type UpdateAPIToken struct {
	Name        string  `json:"name"`                  // 1 to 256 characters
	Description *string `json:"description,omitempty"` // at most 500 characters
}

// Update renames or redescribes a token; its secret and roles stay as they are.
//
//astro:operation UpdateApiToken POST /organizations/{organizationId}/tokens/{tokenId}
func (s *APITokens) Update(ctx context.Context, id string, in UpdateAPIToken) (APIToken, error) {
	return post[APIToken](ctx, s.c, s.c.path("tokens", id), in)
}

type updateAPITokenRoles struct {
	Roles []APITokenRole `json:"roles"`
}

// SetRoles replaces all roles of a token; exactly one of them is for the object that the token belongs to.
//
//astro:operation UpdateApiTokenRoles POST /organizations/{organizationId}/tokens/{tokenId}/roles
func (s *APITokens) SetRoles(ctx context.Context, id string, roles []APITokenRole) (SubjectRoles, error) {
	return post[SubjectRoles](ctx, s.c, s.c.path("tokens", id, "roles"), updateAPITokenRoles{list(roles)})
}

// Rotate gives a token a new secret and returns it; the old one stops working at once. If the answer is lost, so is the
// secret: rotate again.
//
//astro:operation RotateApiToken POST /organizations/{organizationId}/tokens/{tokenId}/rotate
func (s *APITokens) Rotate(ctx context.Context, id string) (APIToken, error) {
	return post[APIToken](ctx, s.c, s.c.path("tokens", id, "rotate"), nil)
}

// Delete removes a token; its secret stops working at once.
//
//astro:operation DeleteApiToken DELETE /organizations/{organizationId}/tokens/{tokenId}
func (s *APITokens) Delete(ctx context.Context, id string) error {
	return remove(ctx, s.c, s.c.path("tokens", id))
}
