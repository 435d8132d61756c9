package client

// OrganizationRole is what a person or Team may do in the Organization as a whole.
type OrganizationRole string

// The roles in an Organization.
const (
	OrganizationRoleOwner         OrganizationRole = "ORGANIZATION_OWNER"
	OrganizationRoleBillingAdmin  OrganizationRole = "ORGANIZATION_BILLING_ADMIN"
	OrganizationRoleMember        OrganizationRole = "ORGANIZATION_MEMBER"
	OrganizationRoleObserveAdmin  OrganizationRole = "ORGANIZATION_OBSERVE_ADMIN"
	OrganizationRoleObserveMember OrganizationRole = "ORGANIZATION_OBSERVE_MEMBER"
)

// WorkspaceRoleName is what a person, Team or token may do in one Workspace.
type WorkspaceRoleName string

// The roles in a Workspace.
const (
	WorkspaceRoleOwner    WorkspaceRoleName = "WORKSPACE_OWNER"
	WorkspaceRoleOperator WorkspaceRoleName = "WORKSPACE_OPERATOR"
	WorkspaceRoleAuthor   WorkspaceRoleName = "WORKSPACE_AUTHOR"
	WorkspaceRoleMember   WorkspaceRoleName = "WORKSPACE_MEMBER"
	WorkspaceRoleAccessor WorkspaceRoleName = "WORKSPACE_ACCESSOR" // sees it exists, for roles in its Deployments
)

// SubjectRoles is everything that one person, Team or token may do. Setting roles replaces all of them: start from what
// was read, and change that.
type SubjectRoles struct {
	OrganizationRole OrganizationRole `json:"organizationRole,omitempty"`
	WorkspaceRoles   []WorkspaceRole  `json:"workspaceRoles"`
	DeploymentRoles  []DeploymentRole `json:"deploymentRoles"`
	DagRoles         []DagRole        `json:"dagRoles"`
}

// WorkspaceRole is a role in one Workspace.
type WorkspaceRole struct {
	WorkspaceID string            `json:"workspaceId"`
	Role        WorkspaceRoleName `json:"role"`
}

// DeploymentRole is a role in one Deployment: "DEPLOYMENT_ADMIN" or the name of a custom role.
type DeploymentRole struct {
	DeploymentID string `json:"deploymentId"`
	Role         string `json:"role"`
}

// DagRole is a role for one Dag, or for all Dags with a tag, of a Deployment: "DAG_VIEWER", "DAG_AUTHOR" or the name of
// a custom role. Exactly one of DagID and DagTag is given.
type DagRole struct {
	DeploymentID string `json:"deploymentId"`
	DagID        string `json:"dagId,omitempty"`
	DagTag       string `json:"dagTag,omitempty"`
	Role         string `json:"role"`
}

// complete returns the roles with every list present: what the API does with an omitted one is not documented.
func (r SubjectRoles) complete() SubjectRoles {
	r.WorkspaceRoles = list(r.WorkspaceRoles)
	r.DeploymentRoles = list(r.DeploymentRoles)
	r.DagRoles = list(r.DagRoles)
	return r
}
