package deployfile

// Organization holds the names that exist in an Organization, for findings that need them. A nil list is unknown: the
// findings that need it stay silent.
type Organization struct {
	Workspaces  []Workspace
	Clusters    []Cluster
	Deployments []ExistingDeployment
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
	NodePools     []NodePool // Hybrid
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
