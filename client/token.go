package client

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"
	"time"
)

// TokenKind says whose token it is and how far it can reach at most.
type TokenKind string

// The kinds of token. A person's login is no API token: it has the person's roles everywhere.
const (
	TokenKindPerson       TokenKind = "PERSON"
	TokenKindOrganization TokenKind = "ORGANIZATION"
	TokenKindWorkspace    TokenKind = "WORKSPACE"
	TokenKindDeployment   TokenKind = "DEPLOYMENT"
)

// TokenInfo is what a token says about itself. Nobody has checked it: it serves for early and clear errors, not for
// decisions about what somebody may do.
type TokenInfo struct {
	Kind           TokenKind
	ID             string // of the API token, "" for a person
	OrganizationID string // "" for a person
	WorkspaceIDs   []string
	DeploymentIDs  []string
	IssuedBySystem bool      // made by Astronomer itself, not by a user
	ExpiresAt      time.Time // zero: never
}

const (
	maxToken  = 64 << 10
	clockSkew = time.Minute // how far this machine's clock may be ahead before it calls a token expired
)

var errToken = errors.New("the API token is not a JSON Web Token")

// claims are the parts of the payload that this package uses. Permissions is a list of "kind:ID".
type claims struct {
	Permissions []any    `json:"permissions"`
	ID          string   `json:"apiTokenId"`
	System      bool     `json:"isAstronomerGenerated"`
	Expiry      *float64 `json:"exp"`
}

// ReadToken decodes an API token or a login without verifying its signature. The error for text that is neither shows
// nothing of it.
func ReadToken(token string) (TokenInfo, error) {
	if len(token) > maxToken || strings.Count(token, ".") != 2 {
		return TokenInfo{}, errToken
	}
	parts := strings.Split(token, ".")
	payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return TokenInfo{}, errToken
	}
	var c *claims
	if json.Unmarshal(payload, &c) != nil || c == nil {
		return TokenInfo{}, errToken
	}
	info := TokenInfo{ID: c.ID, IssuedBySystem: c.System, ExpiresAt: expiry(c.Expiry)}
	info.scope(c.Permissions)
	return info, nil
}

func (t *TokenInfo) scope(permissions []any) {
	for _, p := range permissions {
		text, _ := p.(string)
		switch kind, id, _ := strings.Cut(text, ":"); {
		case id == "":
		case kind == "organizationId":
			t.OrganizationID = id
		case kind == "workspaceId":
			t.WorkspaceIDs = append(t.WorkspaceIDs, id)
		case kind == "deploymentId":
			t.DeploymentIDs = append(t.DeploymentIDs, id)
		}
	}
	switch {
	case len(permissions) == 0:
		t.Kind = TokenKindPerson
	case len(t.DeploymentIDs) > 0:
		t.Kind = TokenKindDeployment
	case len(t.WorkspaceIDs) > 0:
		t.Kind = TokenKindWorkspace
	default:
		t.Kind = TokenKindOrganization
	}
}

// expiry converts seconds since 1970. What lies outside the years that RFC 3339 can write is no expiry.
func expiry(seconds *float64) time.Time {
	if seconds == nil || *seconds <= 0 || *seconds > 253402300799 {
		return time.Time{}
	}
	return time.Unix(int64(math.Floor(*seconds)), 0).UTC()
}

// Expired reports whether the token's time is over at the given moment; one without an expiry never is.
func (t TokenInfo) Expired(now time.Time) bool {
	return !t.ExpiresAt.IsZero() && !now.Before(t.ExpiresAt)
}

func (t TokenInfo) clone() TokenInfo {
	t.WorkspaceIDs, t.DeploymentIDs = slices.Clone(t.WorkspaceIDs), slices.Clone(t.DeploymentIDs)
	return t
}

// allowed says before a call what the API could only refuse.
func (c *Client) allowed(segments []string) error {
	if c.facts == nil {
		return nil
	}
	if c.facts.Expired(time.Now().Add(-clockSkew)) {
		return c.facts.expired()
	}
	if len(segments) > 1 && segments[0] == "organizations" && c.facts.OrganizationID != "" && segments[1] != c.facts.OrganizationID {
		return fmt.Errorf("%w: it is of Organization %s", ErrTokenScope, c.facts.OrganizationID)
	}
	return nil
}

func (t TokenInfo) expired() error {
	return fmt.Errorf("%w at %s", ErrTokenExpired, t.ExpiresAt.Format(time.RFC3339))
}

// explain says what the token contributes to a 401 or 403, nil if it says nothing.
func (c *Client) explain(method, path string, status int) error {
	t := c.facts
	if t == nil || status != http.StatusUnauthorized && status != http.StatusForbidden {
		return nil
	}
	if t.Expired(time.Now()) {
		return t.expired()
	}
	if status == http.StatusUnauthorized {
		return errors.New("the API token has not expired by this machine's clock: it may be revoked, rotated or of another Astro")
	}
	segments, err := splitPath(path)
	if err != nil {
		return nil
	}
	return t.refusedBy(c.organization, method, segments)
}

// outside tells a path that the token cannot reach from one for which it lacks a role.
func (t TokenInfo) outside(segments []string) error {
	named := func(kind string) string {
		if i := slices.Index(segments, kind); i == 2 && len(segments) > 3 {
			return segments[3]
		}
		return ""
	}
	workspace, deployment := named("workspaces"), named("deployments")
	switch {
	case len(t.DeploymentIDs) > 0 && deployment != "" && !slices.Contains(t.DeploymentIDs, deployment):
		return fmt.Errorf("%w: it is for Deployment %s", ErrTokenScope, enumerate(t.DeploymentIDs))
	case len(t.WorkspaceIDs) > 0 && workspace != "" && !slices.Contains(t.WorkspaceIDs, workspace):
		return fmt.Errorf("%w: it is for Workspace %s", ErrTokenScope, enumerate(t.WorkspaceIDs))
	case t.Kind == TokenKindDeployment && deployment == "":
		return fmt.Errorf("%w: it is for Deployment %s", ErrTokenScope, enumerate(t.DeploymentIDs))
	case t.Kind == TokenKindWorkspace && workspace == "":
		return fmt.Errorf("the API token reaches Workspace %s only, with the role it has there", enumerate(t.WorkspaceIDs))
	}
	return t.lacking()
}

// lacking says that it takes other roles.
func (t TokenInfo) lacking() error {
	if t.Kind == TokenKindPerson {
		return errors.New("the roles of the person do not allow it")
	}
	return errors.New("the roles of the API token do not allow it")
}

func enumerate(ids []string) string {
	if len(ids) > 3 {
		return strings.Join(ids[:3], ", ") + fmt.Sprintf(" and %d more", len(ids)-3)
	}
	return strings.Join(ids, ", ")
}
