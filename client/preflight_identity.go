package client

import (
	"context"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/astrofile/astrofile/rbac"
)

// Identity is who somebody is to package rbac: the principal with its roles, and what roles allow in the Organization.
// [Client.Identify] and [Client.IdentifyToken] make one, and changes to it are without effect; the zero value may do
// nothing.
type Identity struct {
	Principal rbac.Principal
	Catalogue *rbac.Catalogue // the built-in roles as the API reports them, where it may be asked, and the custom ones held
	// Known is set when Principal has the roles as the API tells them, and Catalogue each of these. Otherwise the most that
	// the kind of token can have decides: what that does not allow is denied, and nothing is known to be allowed.
	Known bool

	organization string
	what         string        // in sentences: the Workspace token "ci"
	subject      *rbac.Subject // the principal
	most         *rbac.Subject // the same with the most that roles could give it
}

// Identify reads who the client's token belongs to. What the token may not read (403) stays as the built-in tables and
// the text of the token have it.
func (c *Client) Identify(ctx context.Context) (*Identity, error) {
	switch {
	case c.facts == nil:
		return nil, fmt.Errorf("%w: nothing tells what it may do", errToken)
	case c.facts.Kind == TokenKindPerson:
		return c.identifyPerson(ctx)
	}
	return c.identifyToken(ctx, c.facts.ID, c.facts)
}

// IdentifyToken reads another API token of the Organization, to learn from the side of who manages it what it may do.
// One that cannot be read is an error.
func (c *Client) IdentifyToken(ctx context.Context, id string) (*Identity, error) {
	return c.identifyToken(ctx, id, nil)
}

// identifyToken reads a token. The facts are those of the client's own; without them nothing else is known of it.
func (c *Client) identifyToken(ctx context.Context, id string, facts *TokenInfo) (*Identity, error) {
	if err := c.allowed([]string{"organizations", c.organization}); err != nil {
		return nil, err
	}
	var token *APIToken
	var builtin []DefaultRole
	g, groupCtx := errgroup.WithContext(ctx)
	if id != "" || facts == nil {
		g.Go(func() error {
			found, err := c.APITokens.Get(groupCtx, id)
			if err == nil {
				token = &found
				return nil
			}
			if facts != nil && withheld(err) {
				return nil
			}
			return err
		})
	}
	g.Go(func() (err error) {
		builtin, err = c.defaultRoles(groupCtx)
		return err
	})
	if err := g.Wait(); err != nil {
		return nil, err
	}
	if token == nil {
		return facts.bound(c.organization, builtin), nil
	}
	info := token.info(c.organization)
	who := info.bound(c.organization, builtin)
	who.Known, who.what = true, nameOfToken(*token)
	who.Principal.Name, who.Principal.Grants = token.Name, nil
	who.Principal.Token.Expired = info.Expired(time.Now().Add(-clockSkew))
	for _, r := range token.Roles {
		who.Principal.Grants = append(who.Principal.Grants, r.Grant())
	}
	return who, c.judge(ctx, who)
}

// info returns what the token says about itself, as far as its roles tell.
func (t APIToken) info(organizationID string) TokenInfo {
	info := TokenInfo{Kind: TokenKind(t.Scope), ID: t.ID, OrganizationID: organizationID}
	if t.EndAt != nil {
		info.ExpiresAt = *t.EndAt
	}
	for _, r := range t.Roles {
		switch {
		case string(r.EntityType) != string(t.Scope):
		case t.Scope == TokenScopeWorkspace:
			info.WorkspaceIDs = append(info.WorkspaceIDs, r.EntityID)
		case t.Scope == TokenScopeDeployment:
			info.DeploymentIDs = append(info.DeploymentIDs, r.EntityID)
		}
	}
	return info
}

// identifyPerson reads a person, and the Teams that the person is a member of.
func (c *Client) identifyPerson(ctx context.Context) (*Identity, error) {
	if err := c.allowed(nil); err != nil {
		return nil, err
	}
	var self SelfUser
	var teams []UserTeamMembership
	var builtin []DefaultRole
	known := true
	g, groupCtx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		if self, err = c.Users.Self(groupCtx, SelfUserQuery{}); err != nil {
			return err
		}
		if teams, err = gather(c.Users.Teams(groupCtx, self.ID, UserTeamFilter{})); withheld(err) {
			known = false
			return nil
		}
		return err
	})
	g.Go(func() (err error) {
		builtin, err = c.defaultRoles(groupCtx)
		return err
	})
	if err := g.Wait(); err != nil {
		return nil, err
	}
	who := c.facts.bound(c.organization, builtin)
	who.what, who.Principal.Name = quoteName(self.Username), self.Username
	if !known {
		return who, nil
	}
	who.Known, who.Principal.Grants = true, nil
	for _, r := range self.Roles {
		who.Principal.Grants = append(who.Principal.Grants, r.Grant())
	}
	for _, t := range teams {
		roles := SubjectRoles{t.OrganizationRole, t.WorkspaceRoles, t.DeploymentRoles, t.DagRoles}
		who.Principal.Teams = append(who.Principal.Teams, &rbac.Team{Name: t.Name, Grants: roles.Grants(c.organization)})
	}
	return who, c.judge(ctx, who)
}

// judge completes the catalogue by the custom roles that the identity has, and judges it by that.
func (c *Client) judge(ctx context.Context, who *Identity) error {
	grants := who.Principal.Grants
	for _, t := range who.Principal.Teams {
		grants = append(slices.Clip(grants), t.Grants...)
	}
	wanted := map[string]bool{}
	for _, g := range grants {
		if !who.Catalogue.Has(g.Scope, g.Role) {
			wanted[string(g.Scope)+" "+g.Role] = true
		}
	}
	own, err := c.customRoles(ctx, wanted)
	if err != nil {
		return err
	}
	who.Catalogue, _ = who.Catalogue.With(own...) // it warns of permissions that are newer than the table
	if slices.ContainsFunc(grants, func(g rbac.Grant) bool { return !who.Catalogue.Has(g.Scope, g.Role) }) && !who.expired() {
		who.Known = false // a role that the API does not describe may allow whatever the kind of token does
		return nil
	}
	who.subject, _ = who.Catalogue.Subject(who.Principal)
	return nil
}

func (i *Identity) expired() bool { return i.Principal.Token != nil && i.Principal.Token.Expired }
