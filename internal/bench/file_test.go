package bench

// document is a Deployment file as a decoder without checks would read it.
type document struct {
	Deployment struct {
		EnvironmentVariables []struct {
			IsSecret  bool    `json:"is_secret"`
			Key       string  `json:"key"`
			UpdatedAt string  `json:"updated_at,omitempty"`
			Value     *string `json:"value"`
		} `json:"environment_variables"`
		Configuration configuration `json:"configuration"`
		WorkerQueues  []struct {
			Name                string `json:"name"`
			MaxWorkerCount      *int   `json:"max_worker_count,omitempty"`
			MinWorkerCount      *int   `json:"min_worker_count"`
			WorkerConcurrency   *int   `json:"worker_concurrency,omitempty"`
			WorkerType          string `json:"worker_type"`
			PodCPU              string `json:"pod_cpu,omitempty"`
			PodRAM              string `json:"pod_ram,omitempty"`
			PodEphemeralStorage string `json:"pod_ephemeral_storage,omitempty"`
		} `json:"worker_queues"`
		Metadata             map[string]any `json:"metadata"`
		AlertEmails          []string       `json:"alert_emails"`
		HibernationSchedules []struct {
			HibernateAt string `json:"hibernate_at"`
			WakeAt      string `json:"wake_at"`
			Description string `json:"description,omitempty"`
			Enabled     bool   `json:"enabled,omitempty"`
		} `json:"hibernation_schedules"`
	} `json:"deployment"`
}

type configuration struct {
	Name                 string `json:"name"`
	Description          string `json:"description"`
	RuntimeVersion       string `json:"runtime_version"`
	DagDeployEnabled     *bool  `json:"dag_deploy_enabled,omitempty"`
	CICDEnforcement      bool   `json:"ci_cd_enforcement"`
	SchedulerSize        string `json:"scheduler_size,omitempty"`
	IsHighAvailability   bool   `json:"is_high_availability"`
	IsDevelopmentMode    bool   `json:"is_development_mode"`
	Executor             string `json:"executor"`
	SchedulerAU          int    `json:"scheduler_au,omitempty"`
	SchedulerCount       int    `json:"scheduler_count"`
	ClusterName          string `json:"cluster_name,omitempty"`
	WorkspaceName        string `json:"workspace_name"`
	DeploymentType       string `json:"deployment_type"`
	CloudProvider        string `json:"cloud_provider"`
	Region               string `json:"region"`
	DefaultTaskPodCPU    string `json:"default_task_pod_cpu,omitempty"`
	DefaultTaskPodMemory string `json:"default_task_pod_memory,omitempty"`
	ResourceQuotaCPU     string `json:"resource_quota_cpu,omitempty"`
	ResourceQuotaMemory  string `json:"resource_quota_memory,omitempty"`
	DefaultWorkerType    string `json:"default_worker_type,omitempty"`
	WorkloadIdentity     string `json:"workload_identity"`
	RemoteExecution      *struct {
		Enabled                bool     `json:"enabled"`
		AllowedIPAddressRanges []string `json:"allowed_ip_address_ranges,omitempty"`
		TaskLogBucket          *string  `json:"task_log_bucket,omitempty"`
		TaskLogURLPattern      *string  `json:"task_log_url_pattern,omitempty"`
	} `json:"remote_execution,omitempty"`
}
