package rbac

// Scope is the kind of object that a role is given for. The words are those of the API.
type Scope string

// The scopes of Astro, widest first: each object of one contains those of the next.
const (
	ScopeOrganization Scope = "ORGANIZATION"
	ScopeWorkspace    Scope = "WORKSPACE"
	ScopeDeployment   Scope = "DEPLOYMENT"
	ScopeDag          Scope = "DAG" // one Dag, or all with a tag
)

// The scopes of Astro Private Cloud, which has roles and permissions of its own: see [APC].
const (
	ScopeAPCSystem     Scope = "APC_SYSTEM"
	ScopeAPCWorkspace  Scope = "APC_WORKSPACE"
	ScopeAPCDeployment Scope = "APC_DEPLOYMENT"
)

// tier is how deep a scope lies, whichever the product.
type tier int8

const (
	tierNone tier = iota - 1
	tierOrganization
	tierWorkspace
	tierDeployment
	tierDag
)

func (s Scope) tier() tier {
	switch s {
	case ScopeOrganization, ScopeAPCSystem:
		return tierOrganization
	case ScopeWorkspace, ScopeAPCWorkspace:
		return tierWorkspace
	case ScopeDeployment, ScopeAPCDeployment:
		return tierDeployment
	case ScopeDag:
		return tierDag
	}
	return tierNone
}

// private reports whether the scope is one of Astro Private Cloud.
func (s Scope) private() bool {
	return s == ScopeAPCSystem || s == ScopeAPCWorkspace || s == ScopeAPCDeployment
}

// scope returns the scope of Astro at a tier.
func (t tier) scope() Scope {
	switch t {
	case tierOrganization:
		return ScopeOrganization
	case tierWorkspace:
		return ScopeWorkspace
	case tierDeployment:
		return ScopeDeployment
	case tierDag:
		return ScopeDag
	}
	return ""
}

// word names the kind of object in sentences.
func (s Scope) word() string {
	switch s.tier() {
	case tierOrganization:
		if s.private() {
			return "system"
		}
		return "Organization"
	case tierWorkspace:
		return "Workspace"
	case tierDeployment:
		return "Deployment"
	case tierDag:
		return "Dag"
	}
	return "object"
}

// Resource is what somebody wants to act on: the deepest object that is set. Those above it say where it is; a Resource
// without any ID stands for the Organization, or the system, as a whole.
type Resource struct {
	Organization string   `json:"organization,omitempty"`
	Workspace    string   `json:"workspace,omitempty"` // of a Deployment: taken from the principal when empty
	Deployment   string   `json:"deployment,omitempty"`
	Dag          string   `json:"dag,omitempty"`
	DagTags      []string `json:"dagTags,omitempty"` // of the Dag: roles can be bound to one
}

// Scope returns the kind of object that the resource is.
func (r Resource) Scope() Scope { return r.tier().scope() }

func (r Resource) tier() tier {
	switch {
	case r.Dag != "" || len(r.DagTags) > 0:
		return tierDag
	case r.Deployment != "":
		return tierDeployment
	case r.Workspace != "":
		return tierWorkspace
	}
	return tierOrganization
}

// id returns the ID of the deepest object.
func (r Resource) id() string {
	switch r.tier() {
	case tierDag:
		return r.Dag
	case tierDeployment:
		return r.Deployment
	case tierWorkspace:
		return r.Workspace
	}
	return r.Organization
}
