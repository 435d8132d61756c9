package rbac

import (
	"errors"
	"fmt"
	"slices"
)

// ErrUnknownOperation is returned for what is neither an operation of the API nor a [Job]. Astro Private Cloud has none.
var ErrUnknownOperation = errors.New("neither an operation of the Astro API nor a job")

// Least is the smallest grant that suffices for some operations.
type Least struct {
	Operations []string   `json:"operations"`
	Role       string     `json:"role,omitempty"`  // the weakest built-in role; empty: none is known to suffice, or needed
	Scope      Scope      `json:"scope,omitempty"` // of what Role is to be given for
	Confidence Confidence `json:"confidence,omitempty"`
	Custom     *Role      `json:"custom,omitempty"` // the smallest custom role, without a name; nil: none can, or is needed
	// Undecided are permissions that kept a weaker role, or any, from being chosen: nobody says whether it has them, or
	// what is asked behind that gate.
	Undecided []Permission `json:"undecided,omitempty"`
	// Missing are permissions that no role of the catalogue allows.
	Missing []Permission `json:"missing,omitempty"`
}

// Least returns the weakest role that allows all operations of the API or jobs, and the smallest custom role that does.
// The target says what they are to act on: one Deployment, every Deployment of a Workspace, and so on; a role for more is
// chosen only when none for that suffices. The zero Scope leaves the choice to the operations, which works for those without
// a gate ([Requirement]). The permissions that every member of an Organization has need no role of their own.
func (c *Catalogue) Least(target Scope, operations ...string) (Least, error) {
	l := Least{Operations: slices.Clone(operations)}
	if c.private {
		return l, ErrUnknownOperation
	}
	q, err := collect(target, operations)
	if err != nil || len(q.needs) == 0 {
		return l, err
	}
	if target.tier() == tierNone || target.tier() > q.deepest {
		target = q.deepest.scope()
	}
	if l.Undecided = q.open; len(q.open) > 0 {
		return l, nil
	}
	l.Custom = c.smallest(q.needs)
	for at := target.tier(); at >= tierOrganization && l.Role == ""; at-- {
		c.weakest(&l, at, q.needs)
	}
	for _, n := range q.needs {
		if !slices.Contains(l.Undecided, n.Permission) && !c.anyRole(n.Permission) {
			l.Missing = append(l.Missing, n.Permission)
		}
	}
	return l, nil
}

// question is what some operations need together.
type question struct {
	needs   []Requirement
	open    []Permission // gates, when nobody knows what stands behind them for the target
	deepest tier         // of what the permissions are about
}

func collect(target Scope, operations []string) (q question, err error) {
	var unknown []error
	for _, operation := range operations {
		all, ok := required()[operation]
		if !ok {
			unknown = append(unknown, fmt.Errorf("%s: %w", quote(operation), ErrUnknownOperation))
		}
		var gate Permission
		for _, n := range all {
			if !n.AppliesTo(target) {
				continue
			}
			q.needs = merge(q.needs, n)
			q.deepest = max(q.deepest, n.Permission.tier())
			if n.Gate {
				gate = n.Permission
			}
		}
		second := slices.ContainsFunc(all, func(n Requirement) bool { return n.Behind && n.AppliesTo(target) })
		if gate != "" && !second && !slices.Contains(q.open, gate) {
			q.open = append(q.open, gate)
		}
	}
	return q, errors.Join(unknown...)
}

// The objects of a principal that exists only to be asked.
const someOrganization, someWorkspace, someDeployment = "o", "w", "d"

// holder is somebody with one role. The resource is what it is given for. Operations of the API are about nothing smaller
// than a Deployment.
func (c *Catalogue) holder(r *role) (*Subject, Resource) {
	g, at := Grant{Role: r.name, Scope: r.scope}, Resource{Organization: someOrganization}
	switch r.scope.tier() {
	case tierWorkspace:
		g.ID, at.Workspace = someWorkspace, someWorkspace
	case tierDeployment:
		g.ID, at.Workspace, at.Deployment = someDeployment, someWorkspace, someDeployment
	}
	s, _ := c.Subject(Principal{
		Organization: someOrganization, Grants: []Grant{g}, Workspaces: map[string]string{someDeployment: someWorkspace},
	})
	return s, at
}

// weakest puts the weakest built-in role of one tier that suffices into l, if there is one.
func (c *Catalogue) weakest(l *Least, at tier, needs []Requirement) {
	for _, r := range c.order {
		if r.scope.tier() != at || r.cells == nil || c.find(r.scope, r.name) != r || r.weight == 0 {
			continue
		}
		s, where := c.holder(r)
		denied, confidence := false, Reported
		var undecided []Permission
		for _, n := range needs {
			switch d := s.Can(n.Permission, where); {
			case d.Outcome == Denied:
				denied = true
			case d.Outcome == Undecided, disputed(r, n.Permission):
				undecided = append(undecided, n.Permission)
			default:
				confidence = weaker(confidence, d.Confidence)
			}
		}
		switch {
		case denied:
		case len(undecided) == 0:
			l.Role, l.Scope, l.Confidence = r.name, r.scope, confidence
			return
		case l.Undecided == nil:
			l.Undecided = undecided
		}
	}
}

// disputed reports whether one page of the documentation gives a permission to the role and another one does not. Checks
// believe the first, advice the second.
func disputed(r *role, p Permission) bool {
	return !r.reported && r.name == "WORKSPACE_OPERATOR" && p == "ws.apitokens.manage"
}

func (c *Catalogue) anyRole(p Permission) bool {
	i, ok := c.index[p]
	return ok && slices.ContainsFunc(c.order, func(r *role) bool {
		return c.find(r.scope, r.name) == r && c.look(r, i, p).kind() == cellAllowed
	})
}

// smallest returns the custom role with just what its holder would lack without it, nil if custom roles cannot have that
// or nothing is lacking.
func (c *Catalogue) smallest(needs []Requirement) *Role {
	custom := Role{Name: "custom", Scope: ScopeDeployment}
	with, _ := c.With(custom)
	s, where := with.holder(with.find(custom.Scope, custom.Name))
	for _, n := range needs {
		if s.Can(n.Permission, where).Allowed() {
			continue
		}
		if !n.Permission.Valid() || n.Permission.tier() < tierDeployment {
			return nil
		}
		custom.Permissions = append(custom.Permissions, n.Permission)
	}
	if len(custom.Permissions) == 0 {
		return nil
	}
	slices.Sort(custom.Permissions)
	return &Role{Scope: custom.Scope, Permissions: custom.Permissions}
}
