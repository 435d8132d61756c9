package spec

// apiNames are keys of the Astro API that authors write into files, by level.
var apiNames = []struct {
	level, api, file string
	id               bool   // holds an ID where the file has a name
	by               string // who showed it in a file; "" is the API alone
}{
	{"deployment", "contact_emails", "alert_emails", false, ""},
	{"deployment", "contactEmails", "alert_emails", false, ""},
	{"deployment", "environmentVariables", "environment_variables", false, ""},
	{"deployment", "workerQueues", "worker_queues", false, ""},

	{"deployment.configuration", "astroRuntimeVersion", "runtime_version", false, ""},
	{"deployment.configuration", "cloudProvider", "cloud_provider", false, ""},
	{"deployment.configuration", "defaultTaskPodCpu", "default_task_pod_cpu", false, ""},
	{"deployment.configuration", "defaultTaskPodMemory", "default_task_pod_memory", false, ""},
	{"deployment.configuration", "isCicdEnforced", "ci_cd_enforcement", false, ""},
	{"deployment.configuration", "isDagDeployEnabled", "dag_deploy_enabled", false, ""},
	{"deployment.configuration", "isDevelopmentMode", "is_development_mode", false, ""},
	{"deployment.configuration", "isHighAvailability", "is_high_availability", false, ""},
	{"deployment.configuration", "remoteExecution", "remote_execution", false, ""},
	{"deployment.configuration", "resourceQuotaCpu", "resource_quota_cpu", false, ""},
	{"deployment.configuration", "resourceQuotaMemory", "resource_quota_memory", false, ""},
	{"deployment.configuration", "schedulerSize", "scheduler_size", false, ""},
	{"deployment.configuration", "type", "deployment_type", false, ""},
	{"deployment.configuration", "workloadIdentity", "workload_identity", false, ""},
	{"deployment.configuration", "clusterId", "cluster_name", true, ""},
	{"deployment.configuration", "workspaceId", "workspace_name", true, ""},
	{"deployment.configuration", "taskPodNodePoolId", "default_worker_type", true, ""},

	{"deployment.configuration.remote_execution", "allowedIpAddressRanges", "allowed_ip_address_ranges", false, ""},
	{"deployment.configuration.remote_execution", "taskLogBucket", "task_log_bucket", false, ""},
	{"deployment.configuration.remote_execution", "taskLogUrlPattern", "task_log_url_pattern", false, ""},

	{"deployment.environment_variables[]", "isSecret", "is_secret", false, ""},

	{"deployment.worker_queues[]", "astro_machine", "worker_type", false, "the documentation of June 2023"},
	{"deployment.worker_queues[]", "astroMachine", "worker_type", false, ""},
	{"deployment.worker_queues[]", "maxWorkerCount", "max_worker_count", false, ""},
	{"deployment.worker_queues[]", "minWorkerCount", "min_worker_count", false, ""},
	{"deployment.worker_queues[]", "workerConcurrency", "worker_concurrency", false, ""},
	{"deployment.worker_queues[]", "podEphemeralStorage", "pod_ephemeral_storage", false, ""},
	{"deployment.worker_queues[]", "nodePoolId", "worker_type", true, ""},

	{"deployment.hibernation_schedules[]", "hibernate_at_cron", "hibernate_at", false, "the documentation of February 2024"},
	{"deployment.hibernation_schedules[]", "hibernateAtCron", "hibernate_at", false, ""},
	{"deployment.hibernation_schedules[]", "wake_at_cron", "wake_at", false, "the documentation of February 2024"},
	{"deployment.hibernation_schedules[]", "wakeAtCron", "wake_at", false, ""},
	{"deployment.hibernation_schedules[]", "is_enabled", "enabled", false, "the documentation of February 2024"},
	{"deployment.hibernation_schedules[]", "isEnabled", "enabled", false, ""},
}

// apiNameFields makes rows of the names; what they hold follows from the field that they stand for.
func apiNameFields(x *index) []Field {
	rows := make([]Field, len(apiNames))
	for i, n := range apiNames {
		to := x.paths[n.level+"."+n.file]
		f := Field{
			Path: n.level + "." + n.api, Type: to.Type, Enum: to.Enum, Closed: to.Closed, Status: APIName,
			ReplacedBy: to.Path, WrittenBy: n.by, Rename: !n.id,
			Title: to.Title, Example: to.Example, URL: to.URL,
			Doc: "The Astro API's name for what a file calls " + n.file + ".",
		}
		if n.id {
			f.Type, f.Enum, f.Closed, f.Example = Text, nil, 0, "clz3k8q1x000308l4e5f6a7b8"
			f.Doc = "An ID of the Astro API; a file has the name instead, in " + n.file + "."
		}
		if f.WrittenBy == "" {
			f.WrittenBy = "the Astro API"
		}
		rows[i] = f
	}
	return rows
}
