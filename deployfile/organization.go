package deployfile

// Organization holds the names that exist in an Organization, for findings that need them. A nil list is unknown: the
// findings that need it stay silent. A list that is empty says that there is none.
type Organization struct {
	Workspaces  []Workspace
	Clusters    []Cluster
	Deployments []ExistingDeployment // all of the Workspace that the file is for, or those of its name

	// WorkspaceID is the Workspace that the caller chose. It stands in for a name that the file leaves out, and decides
	// between Workspaces of one name; a file that names another Workspace is then refused.
	WorkspaceID string

	// Regions has those that each cloud provider offers, from the cluster options of the API. For a provider that is not
	// in it the documented list applies.
	Regions map[CloudProvider][]string
}

// Workspace is a Workspace of the Organization. Names need not be unique.
type Workspace struct {
	ID   string
	Name string
}

// Cluster is a cluster of the Organization.
type Cluster struct {
	ID            string
	Name          string
	CloudProvider CloudProvider
	Region        string
	NodePools     []NodePool // Hybrid; nil where they are not known
}

// NodePool is a group of equal nodes of a Hybrid cluster.
type NodePool struct {
	ID               string
	NodeInstanceType string
}

// ExistingDeployment is a Deployment that stands in the way of a create, or is the target of an update.
type ExistingDeployment struct {
	ID          string
	Name        string
	WorkspaceID string
}
