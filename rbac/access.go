package rbac

// Access describes who has which role: users, Teams and API tokens. It is what a file says and what an Organization
// has; [DiffAccess] compares the two. In JSON it is read by [ReadAccess].
//
// A file need not name everybody. What it names it describes as a whole: roles that a subject has and the file does not
// list are taken away, whether their list is empty or left out.
type Access struct {
	Users  []UserAccess  `json:"users,omitempty"`
	Teams  []TeamAccess  `json:"teams,omitempty"`
	Tokens []TokenAccess `json:"tokens,omitempty"`
}

// UserAccess is a person, known by the ID or else by the address, in which letter case does not count.
type UserAccess struct {
	ID      string `json:"id,omitempty"`
	Email   string `json:"email,omitempty"`
	Pending bool   `json:"pending,omitempty"` // invited only; a fact that no plan changes
	AccessRoles
}

// TeamAccess is a Team, known by the ID or else by the name. With an ID, another name renames it.
type TeamAccess struct {
	ID          string  `json:"id,omitempty"`
	Name        string  `json:"name,omitempty"`
	Description *string `json:"description,omitempty"` // nil: stays as it is
	IDPManaged  bool    `json:"idpManaged,omitempty"`  // an identity provider decides who is a member; a fact that no plan changes
	// Members are addresses or IDs of users, the whole list; nil leaves it as it is.
	Members []string `json:"members,omitzero"`
	AccessRoles
}

// TokenAccess is an API token, known by the ID or else by the name among those made for the same object. With an ID,
// another name renames it. Its secret is no part of this.
type TokenAccess struct {
	ID          string  `json:"id,omitempty"`
	Name        string  `json:"name,omitempty"`
	Description *string `json:"description,omitempty"` // nil: stays as it is
	Scope       Scope   `json:"scope,omitempty"`
	EntityID    string  `json:"entityId,omitempty"`   // of the Workspace or Deployment that it is made for
	ExpiryDays  *int    `json:"expiryDays,omitempty"` // nil: a new one never expires, a live one stays as it is
	AccessRoles
}

// AccessRoles are all roles of one subject. The names in JSON are those of the API.
type AccessRoles struct {
	OrganizationRole string           `json:"organizationRole,omitempty"`
	WorkspaceRoles   []WorkspaceRole  `json:"workspaceRoles,omitempty"`
	DeploymentRoles  []DeploymentRole `json:"deploymentRoles,omitempty"`
	DagRoles         []DagRole        `json:"dagRoles,omitempty"`
}

// WorkspaceRole is a role for one Workspace and all Deployments in it.
type WorkspaceRole struct {
	WorkspaceID string `json:"workspaceId"`
	Role        string `json:"role"`
}

// DeploymentRole is a role for one Deployment, built-in or custom.
type DeploymentRole struct {
	DeploymentID string `json:"deploymentId"`
	Role         string `json:"role"`
}

// DagRole is a role for one Dag, or for all that have a tag.
type DagRole struct {
	DeploymentID string `json:"deploymentId"`
	DagID        string `json:"dagId,omitempty"`
	DagTag       string `json:"dagTag,omitempty"`
	Role         string `json:"role"`
}

// AccessOptions say what a file is checked against and what a plan may do. The zero value checks built-in roles and
// deletes nobody.
type AccessOptions struct {
	Catalogue  *Catalogue        // nil: the built-in roles, and custom ones are not checked
	Workspaces map[string]string // in which Workspace a Deployment is, by their IDs, as far as known
	// Prune takes everything from those that the file does not name: Teams and tokens are deleted, people stay members of
	// the Organization without any other role, as the API cannot remove them.
	Prune []PrincipalKind
	// Applier is who carries out the plan; changes that take its right to change roles are blocked. The zero value
	// is nobody.
	Applier Party
}

// Party names a user, Team or token: by the ID or, without one, by the address or name.
type Party struct {
	Kind PrincipalKind
	ID   string
	Name string
}

func (o *AccessOptions) catalogue() *Catalogue {
	if o.Catalogue == nil {
		return Builtin()
	}
	return o.Catalogue
}

// Grants returns the roles as a [Principal] has them.
func (r AccessRoles) Grants() []Grant {
	var out []Grant
	if r.OrganizationRole != "" {
		out = append(out, Grant{Role: r.OrganizationRole, Scope: ScopeOrganization})
	}
	for _, w := range r.WorkspaceRoles {
		out = append(out, w.grant())
	}
	for _, d := range r.DeploymentRoles {
		out = append(out, d.grant())
	}
	for _, d := range r.DagRoles {
		out = append(out, d.grant())
	}
	return out
}

func (w WorkspaceRole) grant() Grant {
	return Grant{Role: w.Role, Scope: ScopeWorkspace, ID: w.WorkspaceID}
}

func (d DeploymentRole) grant() Grant {
	return Grant{Role: d.Role, Scope: ScopeDeployment, ID: d.DeploymentID}
}

func (d DagRole) grant() Grant {
	g := Grant{Role: d.Role, Scope: ScopeDag, ID: d.DagID, Deployment: d.DeploymentID}
	if d.DagTag != "" {
		g.ID, g.Tag = d.DagTag, true
	}
	return g
}
