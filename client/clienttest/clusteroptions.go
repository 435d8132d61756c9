package clienttest

import (
	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/internal/spec"
)

// Numbers of nodes in a node pool, which are not documented.
const (
	nodeCountMin     = 1
	nodeCountDefault = 20
	nodeCountMax     = 100
)

// cloud is what a provider offers clusters beside regions.
type cloud struct {
	provider  client.CloudProvider
	nodes     []string // the first is the default
	databases []client.ProviderInstanceType
	vpc       string
}

func clouds() []cloud {
	return []cloud{
		{client.CloudProviderAWS, []string{"m5.xlarge", "m5.2xlarge", "m5.4xlarge", "m6i.xlarge", "m6i.2xlarge", "r6i.xlarge", "c6i.2xlarge"},
			[]client.ProviderInstanceType{{Name: "db.t4g.medium", CPU: 2, Memory: "4Gi"}, {Name: "db.m6g.large", CPU: 2, Memory: "8Gi"}}, "172.20.0.0/19"},
		{client.CloudProviderAzure, []string{"Standard_D4d_v5", "Standard_D8d_v5", "Standard_D4_v5"},
			[]client.ProviderInstanceType{{Name: "Standard_B2ms", CPU: 2, Memory: "8Gi"}, {Name: "Standard_D2ds_v4", CPU: 2, Memory: "8Gi"}}, "172.20.0.0/19"},
		{client.CloudProviderGCP, []string{"e2-standard-4", "e2-standard-8", "n2-standard-4", "n2-highmem-8"},
			[]client.ProviderInstanceType{{Name: "Small General Purpose", CPU: 2, Memory: "8Gi"}, {Name: "Medium General Purpose", CPU: 4, Memory: "16Gi"}}, "172.20.0.0/22"},
	}
}

// getClusterOptions answers one entry for each cloud, or for the one that is asked for.
func getClusterOptions(c *call) (any, error) {
	out := []client.ClusterOptions{}
	for _, w := range clouds() {
		if wants(c.query.Get("provider"), string(w.provider)) {
			out = append(out, clusterOptions(w.provider, client.ClusterType(c.query.Get("type"))))
		}
	}
	return withoutEmpty(out)
}

// clusterOptions is what a cluster can be made of; a provider that is unknown offers nothing.
func clusterOptions(provider client.CloudProvider, kind client.ClusterType) client.ClusterOptions {
	o := client.ClusterOptions{
		Provider: provider, NodeCountMin: nodeCountMin, NodeCountDefault: nodeCountDefault, NodeCountMax: nodeCountMax,
	}
	for _, w := range clouds() {
		if w.provider != provider {
			continue
		}
		for _, name := range w.nodes {
			n, _ := spec.NodeTypeOf(name) // all are in the table
			o.NodeInstances = append(o.NodeInstances, client.ProviderInstanceType{Name: name, CPU: n.CPU, Memory: gib(n.MemoryGiB)})
		}
		for _, name := range spec.Regions(spec.KindOf(string(kind)), string(provider)) {
			o.Regions = append(o.Regions, client.ProviderRegion{Name: name, Location: name})
		}
		o.DatabaseInstances, o.DefaultVPCSubnetRange = w.databases, w.vpc
	}
	if len(o.NodeInstances) > 0 {
		o.DefaultNodeInstance, o.DefaultDatabaseInstance = o.NodeInstances[0], o.DatabaseInstances[0]
	}
	if len(o.Regions) > 0 {
		o.DefaultRegion = o.Regions[0]
	}
	if provider == client.CloudProviderGCP {
		o.DefaultPodSubnetRange, o.DefaultServiceSubnetRange, o.DefaultServicePeeringRange = "172.21.0.0/19", "172.22.0.0/22", "172.23.0.0/20"
	}
	return o
}
