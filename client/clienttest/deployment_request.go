package clienttest

import "strconv"

// deploymentRequest is the body of a create or an update of any type. Which of the fields a type and an operation have,
// and which are required, the table of requests has decided before. Null means absent, except where optional stands.
type deploymentRequest struct {
	Type                 string             `json:"type"`
	Name                 string             `json:"name"`
	WorkspaceID          string             `json:"workspaceId"`
	Description          *string            `json:"description"`
	ClusterID            *string            `json:"clusterId"`
	CloudProvider        *string            `json:"cloudProvider"`
	Region               *string            `json:"region"`
	AstroRuntimeVersion  *string            `json:"astroRuntimeVersion"`
	Executor             *string            `json:"executor"`
	IsCICDEnforced       *bool              `json:"isCicdEnforced"`
	IsDagDeployEnabled   *bool              `json:"isDagDeployEnabled"`
	IsDevelopmentMode    *bool              `json:"isDevelopmentMode"`
	IsHighAvailability   *bool              `json:"isHighAvailability"`
	ContactEmails        optional[[]string] `json:"contactEmails"`
	EnvironmentVariables []variableRequest  `json:"environmentVariables"`
	WorkloadIdentity     *string            `json:"workloadIdentity"`
	DRWorkloadIdentity   *string            `json:"drWorkloadIdentity"`
	WorkerQueues         []queueRequest     `json:"workerQueues"` // nil: absent
	SchedulerSize        *string            `json:"schedulerSize"`
	Scheduler            *schedulerRequest  `json:"scheduler"`
	TaskPodNodePoolID    *string            `json:"taskPodNodePoolId"`
	DefaultTaskPodCPU    *string            `json:"defaultTaskPodCpu"`
	DefaultTaskPodMemory *string            `json:"defaultTaskPodMemory"`
	ResourceQuotaCPU     *string            `json:"resourceQuotaCpu"`
	ResourceQuotaMemory  *string            `json:"resourceQuotaMemory"`
	ScalingSpec          *scalingRequest    `json:"scalingSpec"`
	RemoteExecution      *remoteRequest     `json:"remoteExecution"`

	exists bool // the Deployment is older than the control plane: it may run what new ones may not
}

type variableRequest struct {
	Key      string  `json:"key"`
	IsSecret bool    `json:"isSecret"`
	Value    *string `json:"value"`
}

type queueRequest struct {
	ID                  string `json:"id"` // "" means none: the official command line sends it for new queues
	Name                string `json:"name"`
	AstroMachine        string `json:"astroMachine"`
	NodePoolID          string `json:"nodePoolId"`
	MinWorkerCount      int    `json:"minWorkerCount"`
	MaxWorkerCount      int    `json:"maxWorkerCount"`
	WorkerConcurrency   int    `json:"workerConcurrency"`
	PodEphemeralStorage string `json:"podEphemeralStorage"`
}

type schedulerRequest struct {
	AU       *int `json:"au"`
	Replicas *int `json:"replicas"`
}

type scalingRequest struct {
	HibernationSpec *hibernationRequest `json:"hibernationSpec"`
}

type hibernationRequest struct {
	Schedules []hibernationSchedule `json:"schedules"`
	Override  *overrideRequest      `json:"override"`
}

type overrideRequest struct {
	IsHibernating *bool   `json:"isHibernating"`
	OverrideUntil *string `json:"overrideUntil"`
}

type remoteRequest struct {
	Enabled                bool     `json:"enabled"`
	AllowedIPAddressRanges []string `json:"allowedIpAddressRanges"`
	TaskLogBucket          *string  `json:"taskLogBucket"`
	TaskLogURLPattern      *string  `json:"taskLogUrlPattern"`
}

// item names a field of an item of a list, as objections to bodies do.
func item(list string, i int, field string) string {
	return list + "[" + strconv.Itoa(i) + "]." + field
}
