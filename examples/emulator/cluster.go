package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// addClusters makes the clusters that the files name, each with all node pools that some file needs.
func addClusters(astro *clienttest.Astro, files []*deployfile.File) error {
	var clusters []*client.Cluster
	for _, f := range files {
		conf := f.Deployment.Configuration
		kind, _ := conf.DeploymentType.Canonical()
		if conf.ClusterName == "" || kind != deployfile.KindDedicated && kind != deployfile.KindHybrid {
			continue
		}
		n := slices.IndexFunc(clusters, func(known *client.Cluster) bool { return known.Name == conf.ClusterName })
		if n < 0 {
			n, clusters = len(clusters), append(clusters, &client.Cluster{Name: conf.ClusterName, Type: client.ClusterType(kind)})
		}
		c := clusters[n]
		if c.Type != client.ClusterType(kind) {
			return fmt.Errorf("%s: cluster %q is %s, and %s in an earlier file", f.Name, c.Name, kind, c.Type)
		}
		cloud, _ := conf.CloudProvider.Canonical()
		c.CloudProvider = cmp.Or(c.CloudProvider, client.CloudProvider(cloud))
		c.Region = cmp.Or(c.Region, conf.Region)
		if kind == deployfile.KindHybrid {
			addPools(c, f.Deployment)
		}
	}
	for _, c := range clusters {
		astro.AddCluster(*c)
	}
	return nil
}

// addPools gives the cluster a node pool for each instance type that it has none for.
func addPools(c *client.Cluster, d deployfile.Deployment) {
	types := []string{d.Configuration.DefaultWorkerType}
	for _, q := range d.WorkerQueues {
		types = append(types, q.WorkerType)
	}
	for _, t := range types {
		known := slices.ContainsFunc(c.NodePools, func(p client.NodePool) bool { return strings.EqualFold(p.NodeInstanceType, t) })
		if t != "" && !known {
			c.NodePools = append(c.NodePools, client.NodePool{Name: strings.ToLower(t), NodeInstanceType: t})
		}
	}
}
