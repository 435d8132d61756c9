package clienttest

import (
	"net/http"
	"slices"

	"github.com/astrofile/astrofile/client"
)

// cluster is one of an Organization's own.
type cluster struct{ client.Cluster }

func clusterHandlers() map[string]handler {
	return map[string]handler{
		"ListClusters":  listClusters,
		"GetCluster":    getCluster,
		"CreateCluster": createCluster,
		"UpdateCluster": updateCluster,
		"DeleteCluster": deleteCluster,
	}
}

// AddCluster makes a cluster, with the node pools that the value holds, in the Organization it names, else in the first,
// and returns its ID. It is ready for use, and of the Dedicated type in AWS unless the value says otherwise; a Hybrid one
// without node pools gets one.
func (a *Astro) AddCluster(w client.Cluster) (id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	w.OrganizationID = a.seedOrganization(w.OrganizationID)
	w.Status = or(w.Status, client.ClusterStatusCreated)
	return a.addCluster(w).ID
}

func (a *Astro) addCluster(w client.Cluster) *cluster {
	w.ID = orNew(w.ID, func() string { return a.newID("cls") })
	w.Name = or(w.Name, w.ID)
	w.Type = or(w.Type, client.ClusterTypeDedicated)
	w.CloudProvider = or(w.CloudProvider, client.CloudProviderAWS)
	o := clusterOptions(w.CloudProvider, w.Type)
	w.Region = or(w.Region, o.DefaultRegion.Name)
	w.DBInstanceType = or(w.DBInstanceType, o.DefaultDatabaseInstance.Name)
	w.VPCSubnetRange = or(w.VPCSubnetRange, o.DefaultVPCSubnetRange)
	w.WorkspaceIDs = notNil(slices.Clone(w.WorkspaceIDs))
	w.CreatedAt, w.UpdatedAt = a.now(), a.now()
	w.HealthStatus = &client.ClusterHealth{Value: client.ClusterHealthValueHealthy, Details: []client.ClusterHealthDetail{}}
	w.Metadata = &client.ClusterMetadata{ExternalIPs: []string{"192.0.2.10"}, KubeDNSIP: "10.0.0.10", OIDCIssuerURL: "https://oidc.example.com/" + w.ID}
	if w.Type == client.ClusterTypeHybrid && len(w.NodePools) == 0 {
		w.NodePools = []client.NodePool{{Name: "default", IsDefault: true, MaxNodeCount: o.NodeCountMax}}
	}
	pools := slices.Clone(w.NodePools)
	if len(pools) > 0 && !slices.ContainsFunc(pools, func(p client.NodePool) bool { return p.IsDefault }) {
		pools[0].IsDefault = true
	}
	for i := range pools {
		p := &pools[i]
		p.ID = orNew(p.ID, func() string { return a.newID("npl") })
		p.Name = or(p.Name, p.ID)
		p.NodeInstanceType = or(p.NodeInstanceType, o.DefaultNodeInstance.Name)
		p.MaxNodeCount = or(p.MaxNodeCount, o.NodeCountDefault)
		p.ClusterID, p.CloudProvider, p.CreatedAt, p.UpdatedAt = w.ID, w.CloudProvider, w.CreatedAt, w.UpdatedAt
	}
	w.NodePools = pools
	row := &cluster{w}
	a.clusters.put(w.ID, row)
	return row
}

// cluster finds one of the Organization of the call.
func (c *call) cluster(id string) (*cluster, error) {
	w, ok := c.clusters.get(id)
	if !ok || w.OrganizationID != c.org.ID {
		return nil, notFound("cluster", id)
	}
	return w, nil
}

// answer is the cluster on the wire. The region of disaster recovery is there even when there is none.
func (w *cluster) answer() (any, error) {
	out, err := withoutEmpty(w.Cluster)
	if fields, ok := out.(map[string]any); ok && fields["drRegion"] == nil {
		fields["drRegion"] = ""
	}
	return out, err
}

// listClusters shows all to every principal: Workspace tokens have to find where to create Deployments.
func listClusters(c *call) (any, error) {
	items := []any{}
	for w := range c.clusters.all() {
		if w.OrganizationID != c.org.ID || !wantsAny(c.query["names"], w.Name) || !wants(c.query.Get("provider"), string(w.CloudProvider)) {
			continue
		}
		item, err := w.answer()
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return page(c, "clusters", items)
}

func getCluster(c *call) (any, error) {
	w, err := c.cluster(c.id("clusterId"))
	if err != nil {
		return nil, err
	}
	return w.answer()
}

func deleteCluster(c *call) (any, error) {
	w, err := c.cluster(c.id("clusterId"))
	if err != nil {
		return nil, err
	}
	if err := w.idle(); err != nil {
		return nil, err
	}
	if c.deploymentsIn(func(_, _, cluster string) bool { return cluster == w.ID }) > 0 {
		return nil, refuse(http.StatusBadRequest, "cluster %q still has Deployments", w.Name)
	}
	c.clusters.remove(w.ID)
	return nil, nil
}

// idle refuses changes while another is under way.
func (w *cluster) idle() error {
	switch w.Status {
	case client.ClusterStatusCreating, client.ClusterStatusUpdating, client.ClusterStatusFailingOver:
		return conflict("cluster %q is %s", w.Name, w.Status)
	}
	return nil
}
