package client

import "time"

// Cluster is a Kubernetes cluster of the Organization's own. Which of the network fields are set depends on the
// cloud: GCP has four ranges, the others one, and AWS may have a second.
type Cluster struct {
	ID             string         `json:"id"`
	Name           string         `json:"name"`
	Type           ClusterType    `json:"type"`
	Status         ClusterStatus  `json:"status"`
	HealthStatus   *ClusterHealth `json:"healthStatus"`
	OrganizationID string         `json:"organizationId"`
	WorkspaceIDs   []string       `json:"workspaceIds"` // the Workspaces that may use it
	CreatedAt      time.Time      `json:"createdAt"`
	UpdatedAt      time.Time      `json:"updatedAt"`

	CloudProvider   CloudProvider    `json:"cloudProvider"`
	Region          string           `json:"region"`
	ProviderAccount string           `json:"providerAccount"` // GCP
	TenantID        string           `json:"tenantId"`        // Azure
	DBInstanceType  string           `json:"dbInstanceType"`
	NodePools       []NodePool       `json:"nodePools"`
	Tags            []ClusterTag     `json:"tags"` // AWS, Hybrid
	IsLimited       bool             `json:"isLimited"`
	Metadata        *ClusterMetadata `json:"metadata"`

	VPCSubnetRange                string `json:"vpcSubnetRange"`
	PodSubnetRange                string `json:"podSubnetRange"`      // GCP
	ServiceSubnetRange            string `json:"serviceSubnetRange"`  // GCP
	ServicePeeringRange           string `json:"servicePeeringRange"` // GCP
	SecondaryVPCCIDR              string `json:"secondaryVpcCidr"`    // AWS
	IsPrivateNetworkEgressEnabled bool   `json:"isPrivateNetworkEgressEnabled"`

	// Disaster recovery: the region that takes over, and its network.
	IsDREnabled                  bool   `json:"isDrEnabled"`
	IsFailedOver                 bool   `json:"isFailedOver"`
	FailoverInProgress           bool   `json:"failoverInProgress"`
	EnableReplicationTimeControl bool   `json:"enableReplicationTimeControl"`
	DRRegion                     string `json:"drRegion"`
	DRVPCSubnetRange             string `json:"drVpcSubnetRange"`
	DRPodSubnetRange             string `json:"drPodSubnetRange"`
	DRServiceSubnetRange         string `json:"drServiceSubnetRange"`
	DRServicePeeringRange        string `json:"drServicePeeringRange"`
	DRSecondaryVPCCIDR           string `json:"drSecondaryVpcCidr"`
}

// ClusterType says who owns the cloud account that a cluster runs in.
type ClusterType string

// A Dedicated cluster runs in an account of Astronomer's, a Hybrid one in the customer's.
const (
	ClusterTypeDedicated ClusterType = "DEDICATED"
	ClusterTypeHybrid    ClusterType = "HYBRID"
)

// ClusterStatus is what the platform is doing with a cluster, or how that ended.
type ClusterStatus string

// Only a cluster that is CREATED takes changes; the API refuses them with a conflict while another is under way.
const (
	ClusterStatusCreating       ClusterStatus = "CREATING"
	ClusterStatusCreated        ClusterStatus = "CREATED"
	ClusterStatusCreateFailed   ClusterStatus = "CREATE_FAILED"
	ClusterStatusUpdating       ClusterStatus = "UPDATING"
	ClusterStatusUpdateFailed   ClusterStatus = "UPDATE_FAILED"
	ClusterStatusUpgradePending ClusterStatus = "UPGRADE_PENDING"
	ClusterStatusAccessDenied   ClusterStatus = "ACCESS_DENIED"
	ClusterStatusFailingOver    ClusterStatus = "FAILING_OVER"
	ClusterStatusFailoverFailed ClusterStatus = "FAILOVER_FAILED"
)

// ClusterHealth is the state of a cluster and what speaks against it.
type ClusterHealth struct {
	Value   ClusterHealthValue    `json:"value"`
	Details []ClusterHealthDetail `json:"details"`
}

// ClusterHealthValue sums the findings about a cluster up.
type ClusterHealthValue string

// A cluster is UNKNOWN when the platform could not reach it.
const (
	ClusterHealthValueHealthy   ClusterHealthValue = "HEALTHY"
	ClusterHealthValueUnhealthy ClusterHealthValue = "UNHEALTHY"
	ClusterHealthValueUnknown   ClusterHealthValue = "UNKNOWN"
)

// ClusterHealthDetail is one finding about one component of a cluster.
type ClusterHealthDetail struct {
	Code        string `json:"code"`
	Component   string `json:"component"`
	Description string `json:"description"`
	Severity    string `json:"severity"`
}

// ClusterMetadata are what firewalls and identity providers outside need to know about a cluster.
type ClusterMetadata struct {
	ExternalIPs   []string `json:"externalIPs"`
	KubeDNSIP     string   `json:"kubeDnsIp"`
	OIDCIssuerURL string   `json:"oidcIssuerUrl"`
}

// ClusterTag is a Kubernetes tag of a cluster.
type ClusterTag struct {
	Key   string `json:"key,omitempty"`
	Value string `json:"value,omitempty"`
}

// NodePool is a group of equal nodes of a cluster.
type NodePool struct {
	ID                     string        `json:"id"`
	Name                   string        `json:"name"`
	ClusterID              string        `json:"clusterId"`
	CloudProvider          CloudProvider `json:"cloudProvider"`
	IsDefault              bool          `json:"isDefault"`
	MaxNodeCount           int           `json:"maxNodeCount"`
	NodeInstanceType       string        `json:"nodeInstanceType"`
	SupportedAstroMachines []string      `json:"supportedAstroMachines"` // Dedicated
	CreatedAt              time.Time     `json:"createdAt"`
	UpdatedAt              time.Time     `json:"updatedAt"`
}
