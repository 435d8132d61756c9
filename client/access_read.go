package client

import (
	"context"

	"golang.org/x/sync/errgroup"

	"github.com/astrofile/astrofile/rbac"
)

// accessReaders is how many lists of members are read at a time.
const accessReaders = 8

// ReadAccess reads who has which role in the Organization: people, Teams with their members, and API tokens, all lists at
// the same time. What [rbac.Access] calls pending is whoever cannot log in: invited only, inactive or banned.
func (c *Client) ReadAccess(ctx context.Context) (rbac.Access, error) {
	var users []rbac.UserAccess
	var teams []rbac.TeamAccess
	var tokens []rbac.TokenAccess
	g, groupCtx := errgroup.WithContext(ctx)
	g.Go(func() error {
		for u, err := range c.Users.All(groupCtx, UserFilter{}) {
			if err != nil {
				return err
			}
			users = append(users, u.access())
		}
		return nil
	})
	g.Go(func() (err error) {
		teams, err = c.readTeams(groupCtx)
		return err
	})
	g.Go(func() error {
		for t, err := range c.APITokens.All(groupCtx, APITokenFilter{}) {
			if err == nil && t.Roles == nil { // lists need not have them
				t, err = c.APITokens.Get(groupCtx, t.ID)
			}
			if err != nil {
				return err
			}
			tokens = append(tokens, t.access())
		}
		return nil
	})
	if err := g.Wait(); err != nil {
		return rbac.Access{}, err
	}
	return rbac.Access{Users: users, Teams: teams, Tokens: tokens}, nil
}

func (c *Client) readTeams(ctx context.Context) ([]rbac.TeamAccess, error) {
	listed, err := gather(c.Teams.All(ctx, TeamFilter{}))
	if err != nil {
		return nil, err
	}
	teams := make([]rbac.TeamAccess, len(listed))
	g, groupCtx := errgroup.WithContext(ctx)
	g.SetLimit(accessReaders)
	for i, t := range listed {
		g.Go(func() (err error) {
			teams[i], err = c.withMembers(groupCtx, t)
			return err
		})
	}
	return teams, g.Wait()
}

// withMembers reads the members of a Team.
func (c *Client) withMembers(ctx context.Context, t Team) (rbac.TeamAccess, error) {
	out := t.access()
	for m, err := range c.Teams.Members(ctx, t.ID, TeamMemberFilter{}) {
		if err != nil {
			return out, err
		}
		out.Members = append(out.Members, m.UserID)
	}
	return out, nil
}

func (c *Client) readUser(ctx context.Context, id string) (rbac.UserAccess, error) {
	u, err := c.Users.Get(ctx, id)
	return u.access(), err
}

func (c *Client) readTeam(ctx context.Context, id string) (rbac.TeamAccess, error) {
	t, err := c.Teams.Get(ctx, id)
	if err != nil {
		return rbac.TeamAccess{}, err
	}
	return c.withMembers(ctx, t)
}

func (c *Client) readToken(ctx context.Context, id string) (rbac.TokenAccess, error) {
	t, err := c.APITokens.Get(ctx, id)
	return t.access(), err
}

// accessOptions reads what a plan is judged by: the roles that there are, who the client is and, where roles for
// Deployments are in play, in which Workspaces those are.
func (c *Client) accessOptions(ctx context.Context, live, want rbac.Access) (rbac.AccessOptions, error) {
	var o rbac.AccessOptions
	g, groupCtx := errgroup.WithContext(ctx)
	g.Go(func() error {
		reported, err := c.defaultRoles(groupCtx)
		if err != nil {
			return err
		}
		catalogue := catalogueOf(reported)
		own, err := c.customRoles(groupCtx, unlisted(catalogue, grantsOf(live), grantsOf(want)))
		o.Catalogue, _ = catalogue.With(own...) // it warns of permissions that are newer than the table
		return err
	})
	g.Go(func() (err error) {
		o.Applier, err = c.applier(groupCtx)
		return err
	})
	if inDeployments(grantsOf(live)) || inDeployments(grantsOf(want)) {
		g.Go(func() error {
			workspaces := map[string]string{}
			for d, err := range c.Deployments.All(groupCtx, DeploymentFilter{}) {
				if err != nil {
					return err
				}
				workspaces[d.ID] = d.WorkspaceID
			}
			o.Workspaces = workspaces
			return nil
		})
	}
	return o, g.Wait()
}

// applier is who the client's token belongs to, nobody when nothing tells.
func (c *Client) applier(ctx context.Context) (rbac.Party, error) {
	switch {
	case c.facts == nil:
		return rbac.Party{}, nil
	case c.facts.Kind != TokenKindPerson:
		return rbac.Party{Kind: rbac.KindToken, ID: c.facts.ID}, nil
	}
	self, err := c.Users.Self(ctx, SelfUserQuery{})
	return rbac.Party{Kind: rbac.KindPerson, ID: self.ID}, err
}

// grantsOf lists all roles of everybody.
func grantsOf(a rbac.Access) []rbac.Grant {
	var all []rbac.Grant
	for _, u := range a.Users {
		all = append(all, u.Grants()...)
	}
	for _, t := range a.Teams {
		all = append(all, t.Grants()...)
	}
	for _, t := range a.Tokens {
		all = append(all, t.Grants()...)
	}
	return all
}

// unlisted are the roles that the catalogue does not have, as customRoles wants them.
func unlisted(catalogue *rbac.Catalogue, lists ...[]rbac.Grant) map[string]bool {
	names := map[string]bool{}
	for _, grants := range lists {
		for _, g := range grants {
			if !catalogue.Has(g.Scope, g.Role) {
				names[string(g.Scope)+" "+g.Role] = true
			}
		}
	}
	return names
}

func inDeployments(grants []rbac.Grant) bool {
	for _, g := range grants {
		if g.Scope == rbac.ScopeDeployment || g.Scope == rbac.ScopeDag {
			return true
		}
	}
	return false
}
