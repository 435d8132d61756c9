package rbac

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Catalogue holds roles and what they allow. It never changes, and any number of goroutines can use it.
type Catalogue struct {
	private bool                 // of Astro Private Cloud
	index   map[Permission]int32 // of every permission known, those of the table first
	across  []int32              // by the same index: what covers it for a whole Deployment, or -1
	roles   map[tableRole]*role
	order   []*role // weakest first within a scope, widest scope first
}

// role is a role of the table, with a cell for each permission there, or one that was reported.
type role struct {
	tableRole
	cells      []cell // nil for a role of which the table knows nothing
	reported   bool
	listed     []int32 // of a reported role: what it allows, in ascending order
	workspaces []string
	weight     int // how much it allows: weaker roles come first
}

// Builtin returns the roles that every Organization of Astro has, as far as they are documented. What the table does not
// say is undecided, never denied; [Catalogue.With] replaces it by what the API reports.
func Builtin() *Catalogue { return builtin() }

// APC returns the roles of Astro Private Cloud. Their names begin with "APC:", as some mean other things there than on
// Astro; the two never mix.
func APC() *Catalogue { return private() }

var (
	builtin = sync.OnceValue(func() *Catalogue { return newCatalogue(false) })
	private = sync.OnceValue(func() *Catalogue { return newCatalogue(true) })
)

func newCatalogue(private bool) *Catalogue {
	c := &Catalogue{private: private, index: make(map[Permission]int32, len(permissions)), roles: map[tableRole]*role{}}
	var mine [len(permissions)]bool
	for _, f := range tableFacts {
		name := tableRoles[f[0]]
		if name.scope.private() != private {
			continue
		}
		r := c.roles[name]
		if r == nil {
			r = &role{tableRole: name, cells: make([]cell, len(permissions))}
			c.roles[name] = r
			c.order = append(c.order, r)
		}
		e := evidences[f[2]]
		r.cells[f[1]] = cellOf(e.answer, e.confidence)
		if e.answer == Allowed {
			r.weight++
		}
		mine[f[1]] = true
	}
	for i, p := range permissions {
		if mine[i] {
			c.index[p.name] = int32(i)
		}
	}
	c.across = make([]int32, len(permissions))
	for i, p := range permissions {
		c.across[i] = c.wider(p.name)
	}
	c.sort()
	return c
}

// wider returns the index of the permission that covers p for a whole Deployment, or -1.
func (c *Catalogue) wider(p Permission) int32 {
	if c.private {
		return -1
	}
	if i, ok := c.index[p.inDeployment()]; ok {
		return i
	}
	return -1
}

func (c *Catalogue) sort() {
	slices.SortStableFunc(c.order, func(a, b *role) int {
		return cmp.Or(cmp.Compare(a.scope.tier(), b.scope.tier()), cmp.Compare(a.weight, b.weight))
	})
}

// Knows reports whether the catalogue has anything to say about the permission.
func (c *Catalogue) Knows(p Permission) bool {
	_, ok := c.index[p]
	return ok
}

// Has reports whether the role can be given for that scope.
func (c *Catalogue) Has(scope Scope, name string) bool { return c.find(scope, name) != nil }

// find returns a role that can be given, nil if there is none of that name.
func (c *Catalogue) find(scope Scope, name string) *role {
	r := c.roles[tableRole{scope, name}]
	if r == nil || !r.reported && !r.assignable() {
		return nil
	}
	return r
}

// Roles lists what can be given for one scope, weakest first, with what each is known to allow.
func (c *Catalogue) Roles(scope Scope) []Role {
	var out []Role
	for _, r := range c.order {
		if r.scope == scope && c.find(scope, r.name) == r {
			out = append(out, c.describe(r, r.name))
		}
	}
	return out
}

// Templates lists the sets of permissions that Astro offers as a start for custom roles.
func (c *Catalogue) Templates() []Role {
	var out []Role
	for _, r := range c.order {
		if name, ok := strings.CutPrefix(r.name, templatePrefix); ok && !r.reported {
			out = append(out, c.describe(r, strings.ReplaceAll(name, "_", " ")))
		}
	}
	return out
}

// Grantable lists what a custom role of the scope is known to be able to allow; there is more, as the API grows.
func (c *Catalogue) Grantable(scope Scope) []Permission {
	if r := c.roles[tableRole{scope, grantableName}]; r != nil && !r.reported {
		return c.describe(r, r.name).Permissions
	}
	return nil
}

// describe leaves out the names of this package's own, for which the API has no use.
func (c *Catalogue) describe(r *role, name string) Role {
	out := Role{Name: name, Scope: r.scope, Workspaces: slices.Clone(r.workspaces)}
	for p, i := range c.index {
		slug := int(i) < len(permissions) && permissions[i].slug
		if r.lists(i) || !slug && !r.reported && int(i) < len(r.cells) && r.cells[i].kind() == cellAllowed {
			out.Permissions = append(out.Permissions, p)
		}
	}
	slices.Sort(out.Permissions)
	return out
}
