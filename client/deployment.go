package client

import "time"

// Deployment is one Airflow environment as the API describes it: what was asked for (the settings) beside what the
// platform made of it (status, addresses, versions). Secret environment variables arrive without their values.
//
// Text that the API left out is empty here. Enumerations may hold values younger than this package.
type Deployment struct {
	ID             string         `json:"id"`
	Name           string         `json:"name"`
	Description    string         `json:"description"`
	Type           DeploymentType `json:"type"`
	OrganizationID string         `json:"organizationId"`
	WorkspaceID    string         `json:"workspaceId"`
	WorkspaceName  string         `json:"workspaceName"`

	// Placement. A Standard Deployment has a provider and a region; the others have a cluster.
	ClusterID     string        `json:"clusterId"`
	ClusterName   string        `json:"clusterName"`
	CloudProvider CloudProvider `json:"cloudProvider"`
	Region        string        `json:"region"`
	Namespace     string        `json:"namespace"`

	Status       DeploymentStatus `json:"status"`
	StatusReason string           `json:"statusReason"`
	CreatedAt    time.Time        `json:"createdAt"`
	CreatedBy    Profile          `json:"createdBy"`
	UpdatedAt    time.Time        `json:"updatedAt"`
	UpdatedBy    Profile          `json:"updatedBy"`

	Executor             Executor              `json:"executor"`
	IsCICDEnforced       bool                  `json:"isCicdEnforced"`
	IsDagDeployEnabled   bool                  `json:"isDagDeployEnabled"`
	IsDevelopmentMode    bool                  `json:"isDevelopmentMode"`
	IsHighAvailability   bool                  `json:"isHighAvailability"`
	ContactEmails        []string              `json:"contactEmails"`
	EnvironmentVariables []EnvironmentVariable `json:"environmentVariables"`
	WorkerQueues         []WorkerQueue         `json:"workerQueues"`
	RemoteExecution      *RemoteExecution      `json:"remoteExecution"`
	ScalingSpec          *ScalingSpec          `json:"scalingSpec"`
	ScalingStatus        *ScalingStatus        `json:"scalingStatus"`
	TaskPodNodePoolID    string                `json:"taskPodNodePoolId"` // Hybrid with the Kubernetes executor

	// Sizes are Kubernetes quantities: cores, and memory with its unit.
	SchedulerSize        SchedulerSize `json:"schedulerSize"` // Standard and Dedicated
	SchedulerAU          int           `json:"schedulerAu"`   // Hybrid, in Astronomer units
	SchedulerReplicas    int           `json:"schedulerReplicas"`
	SchedulerCPU         string        `json:"schedulerCpu"`
	SchedulerMemory      string        `json:"schedulerMemory"`
	WebServerReplicas    int           `json:"webServerReplicas"`
	WebServerCPU         string        `json:"webServerCpu"`
	WebServerMemory      string        `json:"webServerMemory"`
	DefaultTaskPodCPU    string        `json:"defaultTaskPodCpu"`
	DefaultTaskPodMemory string        `json:"defaultTaskPodMemory"`
	ResourceQuotaCPU     string        `json:"resourceQuotaCpu"`
	ResourceQuotaMemory  string        `json:"resourceQuotaMemory"`

	// What runs. The two tarball versions differ while a deploy of Dags is under way.
	AstroRuntimeVersion      string `json:"astroRuntimeVersion"`
	RuntimeVersion           string `json:"runtimeVersion"` // older name of AstroRuntimeVersion, same value
	AirflowVersion           string `json:"airflowVersion"` // "NA" when the platform does not know it
	ImageRepository          string `json:"imageRepository"`
	ImageTag                 string `json:"imageTag"`
	ImageVersion             string `json:"imageVersion"`
	DagTarballVersion        string `json:"dagTarballVersion"`
	DesiredDagTarballVersion string `json:"desiredDagTarballVersion"`

	// Addresses. APIURL and UIURL carry a scheme; the three of the web server do not.
	APIURL                   string   `json:"apiUrl"`
	UIURL                    string   `json:"uiUrl"`
	WebServerURL             string   `json:"webServerUrl"`
	WebServerAirflowAPIURL   string   `json:"webServerAirflowApiUrl"`
	WebServerIngressHostname string   `json:"webServerIngressHostname"`
	ExternalIPs              []string `json:"externalIPs"`
	OIDCIssuerURL            string   `json:"oidcIssuerUrl"`

	// Identities in use: the one that was set, else one that the platform made. Sending the latter back in an update
	// pins it.
	EffectiveWorkloadIdentity   string `json:"effectiveWorkloadIdentity"`
	EffectiveDRWorkloadIdentity string `json:"effectiveDRWorkloadIdentity"`

	// The same facts in the region that takes over after a disaster.
	DRExternalIPs   []string `json:"drExternalIPs"`
	DROIDCIssuerURL string   `json:"drOidcIssuerUrl"`
}

// DeploymentType says on whose hardware a Deployment runs, and with it which settings exist.
type DeploymentType string

// The types: shared clusters, a cluster of the Organization's own run by Astronomer, and a cluster in the customer's
// own cloud account.
const (
	DeploymentTypeStandard  DeploymentType = "STANDARD"
	DeploymentTypeDedicated DeploymentType = "DEDICATED"
	DeploymentTypeHybrid    DeploymentType = "HYBRID"
)

// DeploymentStatus is the health of a Deployment at the moment of the answer.
type DeploymentStatus string

// A new Deployment is CREATING; a change of settings or code makes it DEPLOYING until it is HEALTHY again.
const (
	DeploymentStatusCreating    DeploymentStatus = "CREATING"
	DeploymentStatusDeploying   DeploymentStatus = "DEPLOYING"
	DeploymentStatusHealthy     DeploymentStatus = "HEALTHY"
	DeploymentStatusUnhealthy   DeploymentStatus = "UNHEALTHY"
	DeploymentStatusUnknown     DeploymentStatus = "UNKNOWN"
	DeploymentStatusHibernating DeploymentStatus = "HIBERNATING"
)

// Executor is the part of Airflow that decides where tasks run.
type Executor string

// The executors. Celery uses worker queues, Kubernetes has none, Astro uses them unless execution is remote; Hybrid
// Deployments know only the first two.
const (
	ExecutorCelery     Executor = "CELERY"
	ExecutorKubernetes Executor = "KUBERNETES"
	ExecutorAstro      Executor = "ASTRO"
)

// SchedulerSize names a size of scheduler on Standard and Dedicated Deployments; [DeploymentOptions] says what each
// of them holds.
type SchedulerSize string

// The sizes, smallest first.
const (
	SchedulerSizeSmall      SchedulerSize = "SMALL"
	SchedulerSizeMedium     SchedulerSize = "MEDIUM"
	SchedulerSizeLarge      SchedulerSize = "LARGE"
	SchedulerSizeExtraLarge SchedulerSize = "EXTRA_LARGE"
)

// RemoteExecution describes a Deployment whose tasks run on agents outside Astro.
type RemoteExecution struct {
	Enabled                bool     `json:"enabled"`
	AllowedIPAddressRanges []string `json:"allowedIpAddressRanges"`
	RemoteAPIURL           string   `json:"remoteApiUrl"` // where agents call in
	TaskLogBucket          string   `json:"taskLogBucket"`
	TaskLogURLPattern      string   `json:"taskLogUrlPattern"`
}

// RemoteExecutionRequest asks for remote execution. An update replaces all four settings at once, and a Deployment
// that was created without remote execution cannot get it later. What is nil is left out; an empty list or text clears.
type RemoteExecutionRequest struct {
	Enabled                bool     `json:"enabled"`
	AllowedIPAddressRanges []string `json:"allowedIpAddressRanges,omitzero"` // CIDR notation
	TaskLogBucket          *string  `json:"taskLogBucket,omitempty"`
	TaskLogURLPattern      *string  `json:"taskLogUrlPattern,omitempty"`
}
