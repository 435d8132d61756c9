package clienttest

import (
	"slices"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/internal/spec"
)

// placement is where a new Deployment goes: to a cluster, or to a region of a cloud.
type placement struct{ cluster, cloud, region string }

// placement returns what the request names, else the Workspace's default, else the only cluster that there is.
func (a *Astro) placement(r *deploymentRequest, w *client.Workspace) placement {
	if at := (placement{text(r.ClusterID), text(r.CloudProvider), text(r.Region)}); at != (placement{}) {
		return at
	}
	if at := (placement{w.DefaultClusterID, string(w.DefaultCloudProvider), w.DefaultRegion}); at != (placement{}) {
		return at
	}
	only := ""
	for cluster := range a.clusters.all() {
		if cluster.OrganizationID != w.OrganizationID {
			continue
		}
		if only != "" {
			return placement{}
		}
		only = cluster.ID
	}
	return placement{cluster: only}
}

// place decides on type, cluster, cloud and region.
func (a *Astro) place(d *deployment, r *deploymentRequest, w *client.Workspace, p *problems) {
	switch at := a.placement(r, w); {
	case at.cluster != "":
		a.placeOnCluster(d, r.Type, at.cluster, p)
	case at == placement{}:
		p.add("clusterId", "required", "nothing says where the Deployment goes: name a cluster, or a cloud and a region")
	case at.cloud == "" || at.region == "":
		p.add("region", "required", "cloudProvider and region go together")
	case r.Type != "" && r.Type != string(client.DeploymentTypeStandard):
		p.add("clusterId", "required", "a %s Deployment needs a cluster", r.Type)
	case !spec.HasRegion(spec.Standard, at.cloud, at.region):
		p.add("region", "unknown", "%q is no region of %s for Standard Deployments", at.region, at.cloud)
	default:
		d.Type, d.CloudProvider, d.Region = string(client.DeploymentTypeStandard), at.cloud, at.region
	}
}

// variant returns the type of a new Deployment whose body does not say it: that of the cluster it goes to, else Standard.
func (c *call) variant() string {
	if c.op.name != "CreateDeployment" {
		return ""
	}
	var r struct {
		WorkspaceID optional[any] `json:"workspaceId"`
		ClusterID   optional[any] `json:"clusterId"`
	}
	if err := c.read(&r); err != nil {
		return ""
	}
	asked := deploymentRequest{}
	if id, ok := r.ClusterID.value.(string); ok {
		asked.ClusterID = &id
	}
	id, _ := r.WorkspaceID.value.(string)
	w, err := c.workspace(id)
	if err != nil {
		w = &client.Workspace{OrganizationID: c.org.ID}
	}
	if c.has("region") || c.has("cloudProvider") {
		w = &client.Workspace{}
	}
	if cluster, ok := c.clusters.get(c.placement(&asked, w).cluster); ok {
		return string(cluster.Type)
	}
	return string(client.DeploymentTypeStandard)
}

func (a *Astro) placeOnCluster(d *deployment, kind, id string, p *problems) {
	cluster, ok := a.clusters.get(id)
	switch {
	case !ok || cluster.OrganizationID != d.OrganizationID:
		p.add("clusterId", "unknown", "no cluster %q", id)
	case kind != "" && kind != string(cluster.Type):
		p.add("clusterId", "excluded", "cluster %q is %s, the Deployment %s", id, cluster.Type, kind)
	case len(cluster.WorkspaceIDs) > 0 && !slices.Contains(cluster.WorkspaceIDs, d.WorkspaceID):
		p.add("clusterId", "excluded", "cluster %q is not for Workspace %q", id, d.WorkspaceID)
	default:
		d.Type, d.ClusterID, d.ClusterName = string(cluster.Type), cluster.ID, cluster.Name
		d.CloudProvider, d.Region = string(cluster.CloudProvider), cluster.Region
	}
}
