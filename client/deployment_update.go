package client

import "fmt"

// UpdateDeployment is what [Deployments.Update] asks for: one of [UpdateStandardDeployment],
// [UpdateDedicatedDeployment] and [UpdateHybridDeployment], according to the type the Deployment has.
type UpdateDeployment interface {
	updateDeployment()
	check() error
	wire() any
}

// Compile-time proof that the set holds these.
var (
	_ UpdateDeployment = UpdateStandardDeployment{}
	_ UpdateDeployment = UpdateDedicatedDeployment{}
	_ UpdateDeployment = UpdateHybridDeployment{}
)

// UpdateDeploymentBase is the part that every update has. An update replaces the configuration: fields that are not
// pointers, lists or marked as kept are sent with whatever they hold.
//
// For a list, nil leaves the live one alone and an empty list clears it. EnvironmentVariables may not be nil: the API
// wants the whole list every time and deletes the variables that it leaves out.
type UpdateDeploymentBase struct {
	Name                 string                `json:"name"`
	Description          string                `json:"description"`
	WorkspaceID          string                `json:"workspaceId"` // the one it is in; it cannot move
	Executor             Executor              `json:"executor"`
	IsCICDEnforced       bool                  `json:"isCicdEnforced"`
	IsDagDeployEnabled   bool                  `json:"isDagDeployEnabled"` // a change removes the Dags until the next deploy
	ContactEmails        []string              `json:"contactEmails,omitzero"`
	EnvironmentVariables []EnvironmentVariable `json:"environmentVariables"`
	WorkloadIdentity     string                `json:"workloadIdentity,omitempty"`   // empty: kept
	DRWorkloadIdentity   string                `json:"drWorkloadIdentity,omitempty"` // empty: kept
}

// UpdateHostedBase is the part that updates of Standard and Dedicated Deployments share. The four sizes are sent when
// they are not empty; what the API does without them is not documented, so carry the live ones over.
type UpdateHostedBase struct {
	WorkerQueues         []MachineQueue          `json:"workerQueues,omitzero"` // all of them; nil with the Kubernetes executor
	SchedulerSize        SchedulerSize           `json:"schedulerSize"`
	DefaultTaskPodCPU    string                  `json:"defaultTaskPodCpu,omitempty"`
	DefaultTaskPodMemory string                  `json:"defaultTaskPodMemory,omitempty"`
	ResourceQuotaCPU     string                  `json:"resourceQuotaCpu,omitempty"`
	ResourceQuotaMemory  string                  `json:"resourceQuotaMemory,omitempty"`
	IsHighAvailability   bool                    `json:"isHighAvailability"`
	IsDevelopmentMode    *bool                   `json:"isDevelopmentMode,omitempty"` // can only be switched off
	ScalingSpec          *ScalingSpec            `json:"scalingSpec,omitempty"`
	RemoteExecution      *RemoteExecutionRequest `json:"remoteExecution,omitempty"`
}

// UpdateStandardDeployment changes a Deployment on shared clusters.
type UpdateStandardDeployment struct {
	UpdateDeploymentBase
	UpdateHostedBase
}

// UpdateDedicatedDeployment changes a Deployment on a cluster of the Organization's own.
type UpdateDedicatedDeployment struct {
	UpdateDeploymentBase
	UpdateHostedBase
}

// UpdateHybridDeployment changes a Deployment on a cluster in the customer's own cloud account.
type UpdateHybridDeployment struct {
	UpdateDeploymentBase
	WorkerQueues      []NodePoolQueue `json:"workerQueues,omitzero"`       // all of them; nil with the Kubernetes executor
	TaskPodNodePoolID string          `json:"taskPodNodePoolId,omitempty"` // Kubernetes executor
	Scheduler         Scheduler       `json:"scheduler"`                   // both numbers have to be given
}

func (UpdateStandardDeployment) updateDeployment()  {}
func (UpdateDedicatedDeployment) updateDeployment() {}
func (UpdateHybridDeployment) updateDeployment()    {}

// check refuses an update that would delete every environment variable because nobody thought of them.
func (d UpdateDeploymentBase) check() error {
	if d.EnvironmentVariables == nil {
		return fmt.Errorf("%w: environment variables of Deployment %q are nil, and an update replaces them all: "+
			"give the whole list, or an empty one to delete every variable", ErrInvalid, d.Name)
	}
	return nil
}

func (d UpdateStandardDeployment) wire() any {
	return struct {
		Type DeploymentType `json:"type"`
		UpdateStandardDeployment
		EnvironmentVariables []wireVariable `json:"environmentVariables"`
		ScalingSpec          *ScalingSpec   `json:"scalingSpec,omitempty"`
	}{DeploymentTypeStandard, d, wireVariables(d.EnvironmentVariables), d.ScalingSpec.wire()}
}

func (d UpdateDedicatedDeployment) wire() any {
	return struct {
		Type DeploymentType `json:"type"`
		UpdateDedicatedDeployment
		EnvironmentVariables []wireVariable `json:"environmentVariables"`
		ScalingSpec          *ScalingSpec   `json:"scalingSpec,omitempty"`
	}{DeploymentTypeDedicated, d, wireVariables(d.EnvironmentVariables), d.ScalingSpec.wire()}
}

func (d UpdateHybridDeployment) wire() any {
	return struct {
		Type DeploymentType `json:"type"`
		UpdateHybridDeployment
		EnvironmentVariables []wireVariable `json:"environmentVariables"`
	}{DeploymentTypeHybrid, d, wireVariables(d.EnvironmentVariables)}
}
