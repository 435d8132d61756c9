package deployfile

// Deployment is the content of a Deployment file. It is plain: fill it in by hand, copy it, compare it.
//
// A nil pointer and a nil slice mean that the file does not have the field; an empty slice is a list without entries.
// A plain string that is empty means the same as an absent one, because the Astro API treats the two alike.
type Deployment struct {
	EnvironmentVariables []EnvironmentVariable
	Configuration        Configuration
	WorkerQueues         []WorkerQueue
	Metadata             *Metadata // written by inspect, never applied
	AlertEmails          []string
	HibernationSchedules []HibernationSchedule
}

// Configuration is the section deployment.configuration.
type Configuration struct {
	Name                 string
	Description          *string // nil and "" both clear the live description; only nil does it by omission
	RuntimeVersion       string
	DagDeployEnabled     *bool
	CICDEnforcement      *bool
	SchedulerSize        SchedulerSize
	IsHighAvailability   *bool
	IsDevelopmentMode    *bool
	Executor             Executor
	SchedulerAU          *int // Hybrid: Astronomer units, 5 to 24
	SchedulerCount       *int // Hybrid: replicas, 1 to 4
	ClusterName          string
	WorkspaceName        string
	DeploymentType       Kind
	CloudProvider        CloudProvider
	Region               string
	DefaultTaskPodCPU    string // cores, such as "0.25"
	DefaultTaskPodMemory string // with a unit, such as "0.5Gi"
	ResourceQuotaCPU     string
	ResourceQuotaMemory  string
	DefaultWorkerType    string // Hybrid with the Kubernetes executor: node instance type of task pods
	WorkloadIdentity     string
	RemoteExecution      *RemoteExecution
}

// RemoteExecution is the block deployment.configuration.remote_execution. It has no effect unless Enabled is true.
type RemoteExecution struct {
	Enabled                *bool
	AllowedIPAddressRanges []string // CIDR; nil keeps the live list, empty clears it
	TaskLogBucket          *string  // nil keeps the live value, "" clears it
	TaskLogURLPattern      *string  // nil keeps the live value, "" clears it
}

// WorkerQueue is one entry of deployment.worker_queues. Queues have identity: Name.
type WorkerQueue struct {
	Name                string
	MaxWorkerCount      *int
	MinWorkerCount      *int
	WorkerConcurrency   *int
	WorkerType          string // an Astro machine (A5 … A160), on Hybrid a node instance type of the cluster
	PodCPU              string // written by inspect, ignored on input
	PodRAM              string // written by inspect, ignored on input
	PodEphemeralStorage string // with a unit, such as "10Gi"
}

// HibernationSchedule is one entry of deployment.hibernation_schedules. Times are cron expressions in UTC.
type HibernationSchedule struct {
	HibernateAt string
	WakeAt      string
	Description string
	Enabled     *bool // nil means false
}

// Metadata is the section deployment.metadata: what inspect reports about an existing Deployment. Applying a file
// ignores it.
type Metadata struct {
	DeploymentID        string
	WorkspaceID         string
	ClusterID           string
	ReleaseName         string
	AirflowVersion      string
	CurrentTag          string
	Status              string
	CreatedAt           string
	UpdatedAt           string
	DeploymentURL       string
	WebserverURL        string
	AirflowAPIURL       string
	HibernationOverride *HibernationOverride
}

// HibernationOverride is the manual override that was active when inspect wrote the file.
type HibernationOverride struct {
	IsHibernating *bool
	OverrideUntil string
}
