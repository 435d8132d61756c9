package clienttest

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/internal/spec"
)

// deploymentState is what the control plane knows of Deployments and what belongs to them.
type deploymentState struct {
	deployments rows[deployment] // of all Organizations
	blobs       map[string]*blob // by path
	lastVersion int64            // of a blob, in units of 100 nanoseconds
	objects     rows[environmentObject]
	failures    []changeFailure
}

func deploymentHandlers() map[string]handler {
	return map[string]handler{
		"ListDeployments":                     listDeployments,
		"GetDeployment":                       getDeployment,
		"CreateDeployment":                    createDeployment,
		"UpdateDeployment":                    updateDeployment,
		"DeleteDeployment":                    deleteDeployment,
		"UpdateDeploymentHibernationOverride": updateOverride,
		"DeleteDeploymentHibernationOverride": deleteOverride,
		"GetDeploymentLogs":                   getLogs,
	}
}

// deployment returns the Deployment that the path names.
func (c *call) deployment() (*deployment, error) {
	id := c.id("deploymentId")
	d, ok := c.deployments.get(id)
	if !ok || d.OrganizationID != c.org.ID {
		return nil, notFound("Deployment", id)
	}
	return d, nil
}

// touch notes who changed d last.
func (d *deployment) touch(c *call) { d.UpdatedAt, d.UpdatedBy = c.at, c.profile() }

// answer returns d as answers show it.
func (c *call) answer(d *deployment) deployment {
	out := *d
	out.EnvironmentVariables = masked(d.EnvironmentVariables)
	if w, ok := c.workspaces.get(d.WorkspaceID); ok {
		out.WorkspaceName = w.Name
	}
	if cluster, ok := c.clusters.get(d.ClusterID); ok {
		out.ClusterName = cluster.Name
	}
	return out
}

func getDeployment(c *call) (any, error) {
	d, err := c.deployment()
	if err != nil {
		return nil, err
	}
	return c.answer(d), nil
}

// listDeployments answers ListDeployments. Whether lists carry environment variables is not documented: they do not,
// unless [WithVariablesInLists] says so.
func listDeployments(c *call) (any, error) {
	var found []*deployment
	for d := range c.deployments.all() {
		if d.OrganizationID != c.org.ID || !c.sees("GetDeployment", resource{workspace: d.WorkspaceID, deployment: d.ID}) {
			continue
		}
		if !wantsAny(c.query["deploymentIds"], d.ID) || !wantsAny(c.query["names"], d.Name) || !wantsAny(c.query["workspaceIds"], d.WorkspaceID) {
			continue
		}
		found = append(found, d)
	}
	return shownPage(c, "deployments", found, func(d *deployment) deployment {
		out := c.answer(d)
		if !c.conf.listVariables {
			out.EnvironmentVariables = nil
		}
		return out
	})
}

// deleteDeployment answers DeleteDeployment, which takes effect at once.
func deleteDeployment(c *call) (any, error) {
	d, err := c.deployment()
	if err != nil {
		return nil, err
	}
	c.dropDeployment(d)
	return nil, nil
}

// dropDeployment removes a Deployment with everything that belongs to it.
func (a *Astro) dropDeployment(d *deployment) {
	for deploy := range d.deploys.all() {
		a.dropBlobs(deploy)
	}
	a.deployments.remove(d.ID)
	a.dropImages(repositoryOf(d.ImageRepository))
	a.forgetDeploymentObjects(d.ID)
	a.forgetDeployment(d.ID)
}

// nodePool returns a node pool of a cluster.
func (a *Astro) nodePool(clusterID, id string) (client.NodePool, bool) {
	cluster, ok := a.clusters.get(clusterID)
	if !ok {
		return client.NodePool{}, false
	}
	for _, pool := range cluster.NodePools {
		if pool.ID == id {
			return pool, true
		}
	}
	return client.NodePool{}, false
}

func (a *Astro) hasNodePool(clusterID, id string) bool {
	_, ok := a.nodePool(clusterID, id)
	return ok
}

// defaultNodePool returns the ID of the pool that is marked as default, else of the first; "" without pools.
func (a *Astro) defaultNodePool(clusterID string) string {
	cluster, ok := a.clusters.get(clusterID)
	if !ok || len(cluster.NodePools) == 0 {
		return ""
	}
	pools := slices.Clone(cluster.NodePools)
	slices.SortStableFunc(pools, func(x, y client.NodePool) int { return cmp.Compare(order(x.IsDefault), order(y.IsDefault)) })
	return pools[0].ID
}

func order(first bool) int {
	if first {
		return 0
	}
	return 1
}

// nodeSize returns what a worker on a node pool has, as far as the instance type is known.
func (a *Astro) nodeSize(clusterID, poolID string) (cpu, memory string) {
	pool, _ := a.nodePool(clusterID, poolID)
	node, ok := spec.NodeTypeOf(pool.NodeInstanceType)
	if !ok {
		return "0", "0Gi"
	}
	number := func(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }
	return number(node.PodCPU), number(node.PodMemoryGiB) + "Gi"
}

// deploymentScope says where a Deployment is.
func (a *Astro) deploymentScope(id string) (organization, workspace string, ok bool) {
	d, ok := a.deployments.get(id)
	if !ok {
		return "", "", false
	}
	return d.OrganizationID, d.WorkspaceID, true
}

// deploymentsIn counts the Deployments that match.
func (a *Astro) deploymentsIn(match func(organization, workspace, cluster string) bool) int {
	n := 0
	for d := range a.deployments.all() {
		if match(d.OrganizationID, d.WorkspaceID, d.ClusterID) {
			n++
		}
	}
	return n
}

// deploymentFacts says what the options of a Deployment depend on.
func (a *Astro) deploymentFacts(id string) (kind client.DeploymentType, runtime string) {
	d, ok := a.deployments.get(id)
	if !ok {
		return "", ""
	}
	return client.DeploymentType(d.Type), d.AstroRuntimeVersion
}
