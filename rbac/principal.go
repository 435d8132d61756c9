package rbac

// PrincipalKind says who acts.
type PrincipalKind string

// The kinds of principals. Teams act through their members only, but one can ask what a Team's roles allow.
const (
	KindPerson PrincipalKind = "person"
	KindToken  PrincipalKind = "token" // an API token
	KindTeam   PrincipalKind = "team"
)

// Principal is somebody with roles. The zero value has none and may do nothing.
type Principal struct {
	Name         string // for sentences: a user's address, the name of a token or Team
	Kind         PrincipalKind
	Organization string  // ID of the one that it belongs to; empty: that of its grants, else the one asked about
	Grants       []Grant // its own
	Teams        []*Team // that it is a member of
	Token        *TokenFacts
	Workspaces   map[string]string // in which Workspace a Deployment is, by their IDs, as far as known
}

// Grant is one role that was given for one object.
type Grant struct {
	Role       string
	Scope      Scope
	ID         string // of the Organization (may be empty), Workspace or Deployment, or of the Dag
	Deployment string // that the Dag belongs to
	Tag        bool   // ID is a tag: the role holds for each Dag that has it
}

// Team is a group whose roles each member has. Astro's own Teams do not nest; groups of identity providers do.
type Team struct {
	Name   string
	Grants []Grant
	Teams  []*Team // that this one is a member of
}

// TokenFacts is what an API token says about itself.
type TokenFacts struct {
	Scope   Scope  // what it was made for: no role of it reaches further
	ID      string // of that Workspace or Deployment
	Expired bool   // by the caller's clock
}
