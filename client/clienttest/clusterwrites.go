package clienttest

import (
	"fmt"
	"net/netip"
	"slices"
	"time"

	"github.com/astrofile/astrofile/client"
)

// clusterBody is what a create or update may hold; which of it the cloud and type allow was checked before.
type clusterBody struct {
	client.Cluster
	Tags      []client.ClusterTag `json:"k8sTags"`
	NodePools []client.NodePool   `json:"nodePools"`
	EnableDR  *bool               `json:"enableDr"`
}

func createCluster(c *call) (any, error) {
	var in clusterBody
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if err := c.checkCluster(in); err != nil {
		return nil, err
	}
	w := in.Cluster
	w.ID, w.OrganizationID, w.Status = "", c.org.ID, client.ClusterStatusCreating
	w.Tags, w.NodePools, w.IsDREnabled = in.Tags, in.NodePools, w.DRRegion != ""
	row := c.addCluster(w)
	c.laterCreated(row)
	return row.answer()
}

// laterCreated lets the cluster be ready one step from now.
func (c *call) laterCreated(w *cluster) {
	c.later(func(at time.Time) {
		if w.Status == client.ClusterStatusCreating || w.Status == client.ClusterStatusUpdating {
			w.Status, w.UpdatedAt = client.ClusterStatusCreated, at
		}
	})
}

func (c *call) checkCluster(in clusterBody) error {
	var bad problems
	o := clusterOptions(in.CloudProvider, in.Type)
	if !slices.ContainsFunc(o.Regions, func(r client.ProviderRegion) bool { return r.Name == in.Region }) {
		bad.add("region", "oneof", "region %q is not offered for %s clusters in %s", in.Region, in.Type, in.CloudProvider)
	}
	for name, cidr := range map[string]string{
		"vpcSubnetRange": in.VPCSubnetRange, "podSubnetRange": in.PodSubnetRange, "serviceSubnetRange": in.ServiceSubnetRange,
		"servicePeeringRange": in.ServicePeeringRange,
	} {
		if _, err := netip.ParsePrefix(cidr); err != nil && c.has(name) {
			bad.add(name, "cidr", "%s is not in CIDR notation", name)
		}
	}
	if len(in.NodePools) > 0 && in.Type != client.ClusterTypeHybrid {
		bad.add("nodePools", "excluded_if", "nodePools are for Hybrid clusters only")
	}
	slices.SortFunc(bad, func(x, y client.FieldError) int { return compareText(x.Field, y.Field) })
	c.checkWorkspaces(&bad, in.WorkspaceIDs)
	c.checkNodePools(&bad, in.NodePools)
	return bad.err()
}

func (c *call) checkWorkspaces(bad *problems, ids []string) {
	for i, id := range ids {
		if _, err := c.workspace(id); err != nil {
			bad.add(fmt.Sprintf("workspaceIds[%d]", i), "exists", "Workspace %q does not exist", id)
		}
	}
}

func (c *call) checkNodePools(bad *problems, pools []client.NodePool) {
	for i, p := range pools {
		if slices.ContainsFunc(pools[:i], func(other client.NodePool) bool { return other.Name == p.Name }) {
			bad.add(fmt.Sprintf("nodePools[%d].name", i), "unique", "node pool %q is listed twice", p.Name)
		}
	}
}

func updateCluster(c *call) (any, error) {
	w, err := c.cluster(c.id("clusterId"))
	if err != nil {
		return nil, err
	}
	var in clusterBody
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if t := c.fields["clusterType"]; t != string(w.Type) {
		return nil, invalid("clusterType", "immutable", "clusterType is %v, but the cluster is %s", t, w.Type)
	}
	var bad problems
	c.checkWorkspaces(&bad, in.WorkspaceIDs)
	if in.EnableDR != nil && *in.EnableDR && !w.IsDREnabled {
		bad.add("enableDr", "immutable", "disaster recovery cannot be switched on later")
	}
	if in.IsFailedOver && !w.IsDREnabled {
		bad.add("isFailedOver", "required_with", "the cluster has no region to fail over to")
	}
	if len(in.NodePools) > 0 {
		bad.add("nodePools", "excluded_if", "nodePools are for Hybrid clusters only")
	}
	if err := bad.err(); err != nil {
		return nil, err
	}
	if err := w.idle(); err != nil {
		return nil, err
	}
	if c.has("workspaceIds") {
		w.WorkspaceIDs = slices.Clone(in.WorkspaceIDs)
	}
	if w.Type == client.ClusterTypeDedicated {
		c.changeDedicated(w, in)
	}
	w.Status, w.UpdatedAt = client.ClusterStatusUpdating, c.at
	c.laterCreated(w)
	return w.answer()
}

// changeDedicated replaces name and tags, and of the rest what the body holds.
func (c *call) changeDedicated(w *cluster, in clusterBody) {
	w.Name, w.Tags = in.Name, slices.Clone(in.Tags)
	w.DBInstanceType = or(in.DBInstanceType, w.DBInstanceType)
	if c.has("isPrivateNetworkEgressEnabled") {
		w.IsPrivateNetworkEgressEnabled = in.IsPrivateNetworkEgressEnabled
	}
	if c.has("enableReplicationTimeControl") {
		w.EnableReplicationTimeControl = in.EnableReplicationTimeControl
	}
	if in.EnableDR != nil && !*in.EnableDR {
		w.IsDREnabled, w.DRRegion = false, ""
	}
	if c.has("isFailedOver") {
		w.IsFailedOver = in.IsFailedOver
	}
	w.DRRegion = or(in.DRRegion, w.DRRegion)
	w.DRVPCSubnetRange = or(in.DRVPCSubnetRange, w.DRVPCSubnetRange)
	w.DRPodSubnetRange = or(in.DRPodSubnetRange, w.DRPodSubnetRange)
	w.DRServiceSubnetRange = or(in.DRServiceSubnetRange, w.DRServiceSubnetRange)
	w.DRServicePeeringRange = or(in.DRServicePeeringRange, w.DRServicePeeringRange)
}
