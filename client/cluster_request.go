package client

import "fmt"

// CreateCluster is what [Clusters.Create] asks for: one of [CreateAWSCluster], [CreateAzureCluster] and
// [CreateGCPCluster]. The set is closed, because each cloud divides its network in its own way.
type CreateCluster interface {
	createCluster()
	wire() any
}

// UpdateCluster is what [Clusters.Update] asks for: [UpdateDedicatedCluster] or [UpdateHybridCluster], according to
// the type the cluster has.
type UpdateCluster interface {
	updateCluster()
	check() error
	wire() any
}

// Compile-time proof that the sets hold these.
var (
	_ CreateCluster = CreateAWSCluster{}
	_ CreateCluster = CreateAzureCluster{}
	_ CreateCluster = CreateGCPCluster{}
	_ UpdateCluster = UpdateDedicatedCluster{}
	_ UpdateCluster = UpdateHybridCluster{}
)

// CreateClusterBase is the part that a new cluster has in every cloud. Name, Type, Region and VPCSubnetRange have to
// be given; ranges are in CIDR notation.
type CreateClusterBase struct {
	Name            string        `json:"name"`
	Type            ClusterType   `json:"type"`
	Region          string        `json:"region"`
	VPCSubnetRange  string        `json:"vpcSubnetRange"`
	ProviderAccount string        `json:"providerAccount,omitempty"`
	DBInstanceType  string        `json:"dbInstanceType,omitempty"`
	NodePools       []NewNodePool `json:"nodePools,omitempty"`    // Hybrid
	WorkspaceIDs    []string      `json:"workspaceIds,omitempty"` // who may use it
	Tags            []ClusterTag  `json:"k8sTags,omitempty"`

	DRRegion                     string `json:"drRegion,omitempty"` // empty: no disaster recovery
	DRVPCSubnetRange             string `json:"drVpcSubnetRange,omitempty"`
	EnableReplicationTimeControl *bool  `json:"enableReplicationTimeControl,omitempty"`
}

// NewNodePool asks for a group of equal nodes in a new cluster.
type NewNodePool struct {
	Name             string `json:"name"`
	IsDefault        *bool  `json:"isDefault,omitempty"`
	NodeInstanceType string `json:"nodeInstanceType"`
	MaxNodeCount     int    `json:"maxNodeCount"`
}

// CreateAWSCluster asks for a cluster in AWS.
type CreateAWSCluster struct {
	CreateClusterBase
	SecondaryVPCCIDR              string `json:"secondaryVpcCidr,omitempty"`
	DRSecondaryVPCCIDR            string `json:"drSecondaryVpcCidr,omitempty"`
	IsPrivateNetworkEgressEnabled *bool  `json:"isPrivateNetworkEgressEnabled,omitempty"` // true: no public Internet
}

// CreateAzureCluster asks for a cluster in Azure.
type CreateAzureCluster struct {
	CreateClusterBase
	TenantID string `json:"tenantId,omitempty"`
}

// CreateGCPCluster asks for a cluster in Google Cloud, where all four primary ranges have to be given.
type CreateGCPCluster struct {
	CreateClusterBase
	PodSubnetRange        string `json:"podSubnetRange"`
	ServiceSubnetRange    string `json:"serviceSubnetRange"`
	ServicePeeringRange   string `json:"servicePeeringRange"`
	DRPodSubnetRange      string `json:"drPodSubnetRange,omitempty"`
	DRServiceSubnetRange  string `json:"drServiceSubnetRange,omitempty"`
	DRServicePeeringRange string `json:"drServicePeeringRange,omitempty"`
}

// UpdateDedicatedCluster changes a cluster that Astronomer runs. Tags replaces all tags and may not be nil; for the
// other lists nil leaves the live one alone, and an empty WorkspaceIDs takes every Workspace off the cluster. Fields
// that are empty or nil are not sent.
type UpdateDedicatedCluster struct {
	Name                          string           `json:"name"`
	Tags                          []ClusterTag     `json:"k8sTags"`
	WorkspaceIDs                  []string         `json:"workspaceIds,omitzero"`
	NodePools                     []UpdateNodePool `json:"nodePools,omitzero"` // for Hybrid clusters only, the API says
	DBInstanceType                string           `json:"dbInstanceType,omitempty"`
	IsPrivateNetworkEgressEnabled *bool            `json:"isPrivateNetworkEgressEnabled,omitempty"` // AWS

	EnableDR                     *bool  `json:"enableDr,omitempty"`     // can only be switched off
	IsFailedOver                 *bool  `json:"isFailedOver,omitempty"` // true starts a failover to DRRegion
	EnableReplicationTimeControl *bool  `json:"enableReplicationTimeControl,omitempty"`
	DRRegion                     string `json:"drRegion,omitempty"`
	DRVPCSubnetRange             string `json:"drVpcSubnetRange,omitempty"`
	DRPodSubnetRange             string `json:"drPodSubnetRange,omitempty"`      // GCP
	DRServiceSubnetRange         string `json:"drServiceSubnetRange,omitempty"`  // GCP
	DRServicePeeringRange        string `json:"drServicePeeringRange,omitempty"` // GCP
}

// UpdateHybridCluster changes which Workspaces may use a cluster in the customer's own cloud account: nil leaves them
// alone, an empty list takes every Workspace off the cluster.
type UpdateHybridCluster struct {
	WorkspaceIDs []string `json:"workspaceIds,omitzero"`
}

// UpdateNodePool is a node pool as it shall be; without an ID it is a new one.
type UpdateNodePool struct {
	ID               string `json:"id,omitempty"`
	Name             string `json:"name"`
	IsDefault        *bool  `json:"isDefault,omitempty"`
	NodeInstanceType string `json:"nodeInstanceType"`
	MaxNodeCount     int    `json:"maxNodeCount"`
}

func (CreateAWSCluster) createCluster()       {}
func (CreateAzureCluster) createCluster()     {}
func (CreateGCPCluster) createCluster()       {}
func (UpdateDedicatedCluster) updateCluster() {}
func (UpdateHybridCluster) updateCluster()    {}

// check refuses an update that would delete every tag because nobody thought of them.
func (d UpdateDedicatedCluster) check() error {
	if d.Tags == nil {
		return fmt.Errorf("%w: tags of cluster %q are nil, and an update replaces them all: "+
			"give the whole list, or an empty one to delete every tag", ErrInvalid, d.Name)
	}
	return nil
}

func (UpdateHybridCluster) check() error { return nil }

// The wire forms add what tells the variants apart.

func (d CreateAWSCluster) wire() any {
	return struct {
		CreateAWSCluster
		CloudProvider CloudProvider `json:"cloudProvider"`
	}{d, CloudProviderAWS}
}

func (d CreateAzureCluster) wire() any {
	return struct {
		CreateAzureCluster
		CloudProvider CloudProvider `json:"cloudProvider"`
	}{d, CloudProviderAzure}
}

func (d CreateGCPCluster) wire() any {
	return struct {
		CreateGCPCluster
		CloudProvider CloudProvider `json:"cloudProvider"`
	}{d, CloudProviderGCP}
}

func (d UpdateDedicatedCluster) wire() any {
	return struct {
		UpdateDedicatedCluster
		ClusterType ClusterType `json:"clusterType"`
	}{d, ClusterTypeDedicated}
}

func (d UpdateHybridCluster) wire() any {
	return struct {
		UpdateHybridCluster
		ClusterType ClusterType `json:"clusterType"`
	}{d, ClusterTypeHybrid}
}
