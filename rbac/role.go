package rbac

import (
	"maps"
	"slices"
)

// Role is a custom role, or a role that every Organization has as its API reports it. It allows what it lists and nothing
// else.
type Role struct {
	Name        string       `json:"name"`
	Scope       Scope        `json:"scope"`
	Permissions []Permission `json:"permissions"`
	Workspaces  []string     `json:"workspaces,omitempty"` // the IDs of the only ones it can be used in; none: all
}

// With returns a catalogue that knows these roles too. A role of a name and scope that the catalogue has already takes
// its place: what the API reports overrules the table. Permissions that nobody has heard of are kept, as Astro adds some
// every few months; the warnings name them, and what was left out.
func (c *Catalogue) With(roles ...Role) (*Catalogue, []Warning) {
	b := builder{
		c: &Catalogue{
			private: c.private, across: slices.Clone(c.across), order: slices.Clone(c.order),
			index: make(map[Permission]int32, len(c.index)), roles: make(map[tableRole]*role, len(c.roles)+len(roles)),
		},
		seen: make(map[tableRole]bool, len(roles)),
	}
	maps.Copy(b.c.index, c.index)
	maps.Copy(b.c.roles, c.roles)
	for _, r := range roles {
		b.add(r)
	}
	b.c.finish()
	return b.c, b.warnings
}

// builder adds roles to a catalogue that nobody else has yet.
type builder struct {
	c        *Catalogue
	seen     map[tableRole]bool
	warnings []Warning
}

func (b *builder) warn(code WarningCode, message string) {
	b.warnings = append(b.warnings, Warning{code, message})
}

func (b *builder) add(in Role) {
	name := tableRole{in.Scope, in.Name}
	switch {
	case in.Name == "" || in.Name == grantableName:
		b.warn(UnusableRole, "role "+quote(in.Name)+": no name that can be given to anybody")
		return
	case in.Scope.tier() == tierNone || in.Scope.private() != b.c.private:
		b.warn(UnknownRoleScope, "role "+quote(in.Name)+": unknown scope "+quote(string(in.Scope)))
		return
	case b.seen[name]:
		b.warn(DuplicateRole, "role "+quote(in.Name)+": listed twice for "+string(in.Scope)+", the first one counts")
		return
	}
	b.seen[name] = true
	r := &role{tableRole: name, reported: true, workspaces: slices.Sorted(slices.Values(in.Workspaces))}
	if old := b.c.find(name.scope, name.name); old != nil {
		r.cells = old.cells
	}
	for _, p := range in.Permissions {
		if i, ok := b.permission(in, p); ok {
			r.listed = append(r.listed, i)
		}
	}
	slices.Sort(r.listed)
	r.listed = slices.Compact(r.listed)
	r.weight = len(r.listed)
	b.c.roles[name] = r
	b.c.order = append(b.c.order, r)
}

// permission returns the index of one permission of a role, which is new in the catalogue if it is in nobody's list yet.
func (b *builder) permission(r Role, p Permission) (int32, bool) {
	warn := func(code WarningCode, why string) {
		b.warn(code, "role "+quote(r.Name)+": permission "+quote(string(p))+why)
	}
	i, known := b.c.index[p]
	switch {
	case p == "", !b.c.private && !p.Valid():
		warn(MalformedPermission, " is none of the API's: want scope.object.action")
		return 0, false
	case p.tier() < r.Scope.tier() && !b.c.private:
		warn(ForeignPermission, " is about more than a "+r.Scope.word())
		return 0, false
	case !known:
		warn(UnknownPermission, " is not in the table")
		i = int32(len(b.c.across))
		b.c.index[p] = i
		b.c.across = append(b.c.across, -1)
	}
	return i, true
}

// finish puts the catalogue in order after roles were added.
func (c *Catalogue) finish() {
	for p, i := range c.index {
		c.across[i] = c.wider(p)
	}
	c.order = slices.DeleteFunc(c.order, func(r *role) bool { return c.roles[r.tableRole] != r })
	c.sort()
}
