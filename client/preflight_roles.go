package client

import (
	"context"
	"errors"

	"github.com/astrofile/astrofile/rbac"
)

// customRoles reads the custom roles of the given scopes and names.
func (c *Client) customRoles(ctx context.Context, wanted map[string]bool) ([]rbac.Role, error) {
	var all []rbac.Role
	if len(wanted) == 0 {
		return nil, nil
	}
	for r, err := range c.Roles.All(ctx, RoleFilter{}) {
		if err != nil {
			return nil, unlessWithheld(err)
		}
		if !wanted[string(r.ScopeType)+" "+r.Name] {
			continue
		}
		full, err := c.Roles.Get(ctx, r.ID)
		if err != nil {
			if withheld(err) {
				continue
			}
			return nil, err
		}
		all = append(all, roleFrom(full.Name, full.ScopeType, full.Permissions, full.RestrictedWorkspaceIDs))
	}
	return all, nil
}

// defaultRoles reads what the built-in roles allow in the Organization, nothing when the token may not ask.
func (c *Client) defaultRoles(ctx context.Context) ([]DefaultRole, error) {
	roles, err := c.Roles.Defaults(ctx)
	return roles, unlessWithheld(err)
}

// catalogueOf puts what the API reports over the built-in table.
func catalogueOf(reported []DefaultRole) *rbac.Catalogue {
	roles := make([]rbac.Role, 0, len(reported))
	for _, r := range reported {
		roles = append(roles, roleFrom(r.Name, r.ScopeType, r.Permissions, nil))
	}
	catalogue, _ := rbac.Builtin().With(roles...) // roles of other kinds are nobody's
	return catalogue
}

func roleFrom(name string, scope RoleScope, permissions, workspaces []string) rbac.Role {
	r := rbac.Role{Name: name, Scope: rbac.Scope(scope), Workspaces: workspaces}
	for _, p := range permissions {
		r.Permissions = append(r.Permissions, rbac.Permission(p))
	}
	return r
}

// withheld reports whether the API refused to show something, or says that it is not there.
func withheld(err error) bool { return errors.Is(err, ErrForbidden) || errors.Is(err, ErrNotFound) }

func unlessWithheld(err error) error {
	if withheld(err) {
		return nil
	}
	return err
}
