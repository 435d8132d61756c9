package deployfile

import (
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
)

func checkPlacementMismatch(c *check) {
	cluster := c.cluster()
	if cluster == nil || !c.kind.is(KindDedicated) && !c.kind.is(KindHybrid) {
		return
	}
	cfg := &c.Configuration
	provider, known := cfg.CloudProvider.Canonical()
	if actual, told := cluster.CloudProvider.Canonical(); known && told && provider != actual {
		c.reportMismatch("cloud_provider", string(cfg.CloudProvider), string(actual), cluster)
	}
	if cfg.Region != "" && cluster.Region != "" && cfg.Region != cluster.Region {
		c.reportMismatch("region", cfg.Region, cluster.Region, cluster)
	}
}

func (c *check) reportMismatch(key, written, actual string, cluster *Cluster) {
	p := configuration(key)
	f := c.report(p, "%s %s differs from %s, that of cluster %s, which decides", key, diag.Quote(written), diag.Quote(actual), diag.Quote(cluster.Name))
	f.Hint = "write " + key + ": " + actual
	f.Fix = c.replace(p, actual)
}

// nodePools returns the Hybrid cluster that the Deployment runs on and its node instance types, each once, or nil where
// they are not known.
func (c *check) nodePools() (cluster *Cluster, types []string) {
	if !c.kind.is(KindHybrid) {
		return nil, nil
	}
	cluster = c.cluster()
	if cluster == nil || cluster.NodePools == nil {
		return nil, nil
	}
	for i := range cluster.NodePools {
		if t := cluster.NodePools[i].NodeInstanceType; !slices.Contains(types, t) {
			types = append(types, t)
		}
	}
	return cluster, types
}

func checkWorkerTypeNotInCluster(c *check) {
	cluster, types := c.nodePools()
	if cluster == nil {
		return
	}
	missing := func(text string) bool { return text != "" && !slices.Contains(types, text) }
	if c.executor.is(ExecutorKubernetes) { // has task pods in place of worker queues
		if text := c.Configuration.DefaultWorkerType; missing(text) {
			c.reportNoPool(configuration("default_worker_type"), "", text, cluster, types)
		}
		return
	}
	for i := range c.WorkerQueues {
		if text := c.WorkerQueues[i].WorkerType; missing(text) {
			c.reportNoPool(queue(i, "worker_type"), c.queueName(i), text, cluster, types)
		}
	}
}

// reportNoPool reports a node instance type that no node pool of the cluster has. Of two types the one is not a
// misspelling of the other, unless only letter case differs.
func (c *check) reportNoPool(p diag.Path, subject, text string, cluster *Cluster, types []string) {
	f := c.report(p, "%s%s %s is the node instance type of no node pool of cluster %s", subject, lastKey(p), diag.Quote(text), diag.Quote(cluster.Name))
	if !kept(f) {
		return
	}
	near, ok := sameLetters(text, types)
	switch {
	case ok && strings.EqualFold(near, text):
		f.Hint = "did you mean " + diag.Quote(near) + "?"
		f.Fix = c.replace(p, near)
	case len(types) == 0:
		f.Hint = "add a node pool to the cluster"
	default:
		f.Hint = "write " + oneOf(types) + ", or add a node pool to the cluster"
	}
}
