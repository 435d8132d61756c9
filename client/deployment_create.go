package client

// CreateDeployment is what [Deployments.Create] asks for: one of [CreateStandardDeployment],
// [CreateDedicatedDeployment] and [CreateHybridDeployment]. The set is closed, because each type of Deployment has
// settings that the others refuse.
type CreateDeployment interface {
	createDeployment()
	wire() any
}

// Compile-time proof that the set holds these.
var (
	_ CreateDeployment = CreateStandardDeployment{}
	_ CreateDeployment = CreateDedicatedDeployment{}
	_ CreateDeployment = CreateHybridDeployment{}
)

// CreateDeploymentBase is the part that every new Deployment has. Only Name and WorkspaceID have to be given; what
// is left at its zero value is not sent, and the platform chooses.
type CreateDeploymentBase struct {
	Name        string `json:"name"` // unique within its Workspace
	WorkspaceID string `json:"workspaceId"`
	Description string `json:"description,omitempty"`

	// ClusterID places the Deployment. Without it the Workspace's default counts, else the only cluster there is.
	ClusterID string `json:"clusterId,omitempty"`

	AstroRuntimeVersion  string                `json:"astroRuntimeVersion,omitempty"` // empty: the newest
	Executor             Executor              `json:"executor,omitempty"`
	IsCICDEnforced       *bool                 `json:"isCicdEnforced,omitempty"` // nil: the Workspace's default
	IsDagDeployEnabled   *bool                 `json:"isDagDeployEnabled,omitempty"`
	ContactEmails        []string              `json:"contactEmails,omitempty"`
	EnvironmentVariables []EnvironmentVariable `json:"environmentVariables,omitempty"`
	WorkloadIdentity     string                `json:"workloadIdentity,omitempty"`   // empty: one that the platform makes
	DRWorkloadIdentity   string                `json:"drWorkloadIdentity,omitempty"` // the same for the second region
}

// CreateHostedBase is the part that Standard and Dedicated Deployments share. The four sizes are quantities, memory
// with the unit Gi and twice the number of cores; they are needed unless execution is remote.
type CreateHostedBase struct {
	WorkerQueues         []MachineQueue          `json:"workerQueues,omitempty"` // none with the Kubernetes executor
	SchedulerSize        SchedulerSize           `json:"schedulerSize,omitempty"`
	DefaultTaskPodCPU    string                  `json:"defaultTaskPodCpu,omitempty"`
	DefaultTaskPodMemory string                  `json:"defaultTaskPodMemory,omitempty"`
	ResourceQuotaCPU     string                  `json:"resourceQuotaCpu,omitempty"`
	ResourceQuotaMemory  string                  `json:"resourceQuotaMemory,omitempty"`
	IsHighAvailability   *bool                   `json:"isHighAvailability,omitempty"`
	IsDevelopmentMode    *bool                   `json:"isDevelopmentMode,omitempty"` // cannot be switched on later
	ScalingSpec          *ScalingSpec            `json:"scalingSpec,omitempty"`       // development mode only
	RemoteExecution      *RemoteExecutionRequest `json:"remoteExecution,omitempty"`   // Dedicated with the Astro executor
}

// CreateStandardDeployment asks for a Deployment on shared clusters. CloudProvider and Region go together, and a
// ClusterID takes precedence over the two.
type CreateStandardDeployment struct {
	CreateDeploymentBase
	CreateHostedBase
	CloudProvider CloudProvider `json:"cloudProvider,omitempty"`
	Region        string        `json:"region,omitempty"`
}

// CreateDedicatedDeployment asks for a Deployment on a cluster of the Organization's own, run by Astronomer.
type CreateDedicatedDeployment struct {
	CreateDeploymentBase
	CreateHostedBase
}

// CreateHybridDeployment asks for a Deployment on a cluster in the customer's own cloud account.
type CreateHybridDeployment struct {
	CreateDeploymentBase
	WorkerQueues      []NodePoolQueue `json:"workerQueues,omitempty"`      // Celery executor
	TaskPodNodePoolID string          `json:"taskPodNodePoolId,omitempty"` // Kubernetes executor
	Scheduler         *Scheduler      `json:"scheduler,omitempty"`
}

// Scheduler sizes the scheduler of a Hybrid Deployment, with both numbers.
type Scheduler struct {
	AU       int `json:"au"`       // Astronomer units, 5 to 24
	Replicas int `json:"replicas"` // 1 to 4
}

func (CreateStandardDeployment) createDeployment()  {}
func (CreateDedicatedDeployment) createDeployment() {}
func (CreateHybridDeployment) createDeployment()    {}

// The wire forms say the type, and shadow the fields that must not be sent as they stand.

func (d CreateStandardDeployment) wire() any {
	return struct {
		Type DeploymentType `json:"type"`
		CreateStandardDeployment
		EnvironmentVariables []wireVariable `json:"environmentVariables,omitempty"`
		ScalingSpec          *ScalingSpec   `json:"scalingSpec,omitempty"`
	}{DeploymentTypeStandard, d, wireVariables(d.EnvironmentVariables), d.ScalingSpec.wire()}
}

func (d CreateDedicatedDeployment) wire() any {
	return struct {
		Type DeploymentType `json:"type"`
		CreateDedicatedDeployment
		EnvironmentVariables []wireVariable `json:"environmentVariables,omitempty"`
		ScalingSpec          *ScalingSpec   `json:"scalingSpec,omitempty"`
	}{DeploymentTypeDedicated, d, wireVariables(d.EnvironmentVariables), d.ScalingSpec.wire()}
}

func (d CreateHybridDeployment) wire() any {
	return struct {
		Type DeploymentType `json:"type"`
		CreateHybridDeployment
		EnvironmentVariables []wireVariable `json:"environmentVariables,omitempty"`
	}{DeploymentTypeHybrid, d, wireVariables(d.EnvironmentVariables)}
}
