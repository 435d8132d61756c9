package rbac

import "slices"

// look answers for one role held at its own scope. The index is that of the permission, or -1 for one that the catalogue
// does not know.
func (c *Catalogue) look(r *role, i int32, p Permission) cell {
	if r.reported {
		return c.lookReported(r, i, p)
	}
	if i < 0 || int(i) >= len(r.cells) {
		return cellUnknown // newer than the table
	}
	if x := r.cells[i]; x != 0 {
		return x
	}
	return c.absent(r, i, p)
}

// lookReported answers for a role whose permissions are all listed. The names of this package's own are in no such list:
// for them the table still counts.
func (c *Catalogue) lookReported(r *role, i int32, p Permission) cell {
	if i < 0 {
		return cellDenied | cellReported
	}
	if r.lists(i) {
		return cellAllowed | cellReported
	}
	covered := r.scope.tier() < tierDag && c.across[i] >= 0
	if covered && r.lists(c.across[i]) {
		return cellAllowed | cellDerived
	}
	switch slug := int(i) < len(permissions) && permissions[i].slug; {
	case !slug:
		return cellDenied | cellReported
	case covered:
		return cellDenied | cellDerived
	case r.cells != nil && r.cells[i] != 0:
		return r.cells[i]
	}
	return c.absent(r, i, p)
}

func (r *role) lists(i int32) bool {
	_, ok := slices.BinarySearch(r.listed, i)
	return ok
}

// absent answers where the table has no row. Roles that hold for less than the permission is about do not allow it; the
// roles of an Organization do nothing in its Workspaces, but for its owner's, who owns those too. Roles that hold for
// more may allow it without a word being said.
func (c *Catalogue) absent(r *role, i int32, p Permission) cell {
	about, at := p.tier(), r.scope.tier()
	switch {
	case about < at, about > at && r.scope == ScopeOrganization && r.cells != nil:
		return cellDenied | cellDerived
	case about == tierDag && c.across[i] >= 0 && int(c.across[i]) < len(r.cells):
		if x := r.cells[c.across[i]]; x != 0 {
			return x.derived()
		}
	}
	return cellUnknown
}
