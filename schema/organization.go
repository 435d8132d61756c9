package schema

// Organization is what there is in an Organization and what its files must have: the document of `astrofile schema
// -organization-file`. A nil list is not known and restricts nothing.
type Organization struct {
	Workspaces        []string  `json:"workspaces,omitempty"` // names
	Clusters          []Cluster `json:"clusters,omitempty"`
	RuntimeVersions   []string  `json:"runtimeVersions,omitempty"`   // that a Deployment may start with
	WorkerTypes       []string  `json:"workerTypes,omitempty"`       // Astro machines that queues may use, such as A5
	RequiredVariables []string  `json:"requiredVariables,omitempty"` // keys that every file has among its environment variables
}

// Cluster is a cluster of the Organization.
type Cluster struct {
	Name          string   `json:"name"`
	NodePools     []string `json:"nodePools,omitempty"` // node instance types; Hybrid
	CloudProvider string   `json:"cloudProvider,omitempty"`
	Region        string   `json:"region,omitempty"`
}

// where returns the cloud provider and the region.
func (k *Cluster) where() string {
	if k.CloudProvider != "" && k.Region != "" {
		return k.CloudProvider + " " + k.Region
	}
	return k.CloudProvider + k.Region
}

// Options returns the organization as options of [For]. What is nil gives none.
func (o Organization) Options() []Option {
	var all []Option
	for _, it := range [...]struct {
		names  []string
		option func(...string) Option
	}{
		{o.Workspaces, WithWorkspaces},
		{o.RuntimeVersions, WithRuntimeVersions},
		{o.WorkerTypes, WithWorkerTypes},
		{o.RequiredVariables, WithRequiredVariables},
	} {
		if it.names != nil {
			all = append(all, it.option(it.names...))
		}
	}
	if o.Clusters != nil {
		all = append(all, WithClusters(o.Clusters...))
	}
	return all
}
