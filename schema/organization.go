package schema

import "slices"

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

// versions returns the Runtime versions, without those that the Astro executor does not run on if it has to be that.
func (o *Organization) versions(astro bool) []string {
	return slices.DeleteFunc(slices.Clone(o.RuntimeVersions), func(v string) bool { return astro && oldRuntime(v) })
}

func (o *Organization) clusterNames() []string {
	names := make([]string, len(o.Clusters))
	for i := range o.Clusters {
		names[i] = o.Clusters[i].Name
	}
	return names
}

// nodePools returns the node pools of all clusters, each name once.
func (o *Organization) nodePools() []string {
	var names []string
	seen := map[string]bool{}
	for i := range o.Clusters {
		for _, name := range o.Clusters[i].NodePools {
			if !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	return names
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
