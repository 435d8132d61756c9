package deployfile_test

import "testing"

// TestWarn holds what is accepted with a warning: it can be applied, and somebody should look at it.
func TestWarn(t *testing.T) {
	judge(t, "warning", []policy{
		{"HOSTED_SHARED", standardFile, set("deployment_type", "HOSTED_SHARED"), "warning deployment-type-alias", ""},
		{"HOSTED_STANDARD", standardFile, set("deployment_type", "HOSTED_STANDARD"), "warning deployment-type-alias", ""},
		{"HOSTED_DEDICATED", dedicatedFile, set("deployment_type", "HOSTED_DEDICATED"), "warning deployment-type-alias", ""},
		{"hosted_shared", standardFile, set("deployment_type", "hosted_shared"), "warning deployment-type-alias", ""},

		{"celery", standardFile, set("executor", "celery"), "warning executor-case", ""},
		{"celeryexecutor", standardFile, set("executor", "celeryexecutor"), "warning executor-case", ""},
		{"CELERYEXECUTOR", standardFile, set("executor", "CELERYEXECUTOR"), "warning executor-case", ""},
		{"astro", standardFile, set("executor", "astro"), "warning executor-case", ""},
		{"kubernetes", podsFile, set("executor", "kubernetes"), "warning executor-case", ""},
		{"kubernetesExecutor", podsFile, set("executor", "kubernetesExecutor"), "warning executor-case", ""},

		{"type implied", hybridFile, drop("deployment_type"), "warning deployment-type-implied", ""},
		{"empty type implied", hybridFile, set("deployment_type", `""`), "warning deployment-type-implied", ""},

		{"legacy key", standardFile, set("worker_concurrency", "5\n          is_default: true"), "warning legacy-field", ""},
		{"information", standardFile, wrapped("", "    information: {cluster_id: N/A}\n"), "warning legacy-field", ""},
		{"both sections of variables", standardFile, wrapped("", "    astronomer_variables: []\n"), "warning legacy-field", ""},
		{"legacy key of metadata", standardFile, wrapped("", "    metadata:\n        workloadIdentity: x\n"), "warning legacy-field", ""},

		{"created_at", standardFile, wrapped("", "    metadata:\n        created_at: yesterday\n"), "warning metadata-time", ""},
		{"updated_at", standardFile, wrapped("", "    metadata:\n        updated_at: 2026-03-02\n"), "warning metadata-time", ""},
		{"override_until", standardFile, wrapped("", "    metadata:\n        hibernation_override:\n            override_until: 10h\n"), "warning metadata-time", ""},
		{"metadata is a list", standardFile, wrapped("", "    metadata: [1, 2]\n"), "warning wrong-type", ""},

		{"scheduler_au on Standard", standardFile, set("scheduler_count", "1\n        scheduler_au: 5"), "warning field-ignored", ""},
		{"scheduler_count on Standard", standardFile, set("scheduler_count", "3"), "warning field-ignored", ""},
		{"scheduler_count 2 without high availability", standardFile, set("scheduler_count", "2"), "warning field-ignored", ""},
		{"default_worker_type on Standard", standardFile, set("scheduler_count", "1\n        default_worker_type: m5.xlarge"), "warning field-ignored", ""},
		{"cluster on Standard", standardFile, set("scheduler_count", "1\n        cluster_name: prod"), "warning field-ignored", ""},
		{"scheduler_size on Hybrid", hybridFile, set("scheduler_count", "2\n        scheduler_size: SMALL"), "warning field-ignored", ""},
		{"high availability on Hybrid", hybridFile, set("scheduler_count", "2\n        is_high_availability: true"), "warning field-ignored", ""},
		{"development mode on Hybrid", hybridFile, set("scheduler_count", "2\n        is_development_mode: true"), "warning field-ignored", ""},
		{"task pod on Hybrid", hybridFile, set("scheduler_count", "2\n        default_task_pod_cpu: \"1\"\n        default_task_pod_memory: 2Gi"), "warning field-ignored, warning field-ignored", ""},
		{"quota on Hybrid", hybridFile, set("scheduler_count", "2\n        resource_quota_cpu: \"1\"\n        resource_quota_memory: 2Gi"), "warning field-ignored, warning field-ignored", ""},
		{"pod storage on Hybrid", hybridFile, set("worker_concurrency", "16\n          pod_ephemeral_storage: 20Gi"), "warning field-ignored", ""},
		{"quota with remote execution", remoteFile, set("executor", "ASTRO\n        resource_quota_cpu: \"1\"\n        resource_quota_memory: 2Gi"), "warning field-ignored, warning field-ignored", ""},

		{"schedules without development mode", standardFile, set("is_development_mode", "false"), "warning schedules-ignored", ""},
		{"schedules and no development mode", standardFile, drop("is_development_mode"), "warning schedules-ignored", ""},
		{"schedules on Hybrid", hybridFile, wrapped("", schedule), "warning schedules-ignored", ""},
		{"queues with remote execution", remoteFile, wrapped("", "    worker_queues:\n        - {name: default, worker_type: A5}\n"), "warning queues-ignored", ""},

		{"equal duplicate", standardFile, set("scheduler_count", "1\n        scheduler_size: SMALL"), "warning duplicate-key-equal", ""},
		{"equal duplicate section", hybridFile, wrapped("", "    alert_emails: []\n"), "warning duplicate-key-equal", ""},

		{"concurrency on Hybrid", hybridFile, set("worker_concurrency", "65"), "warning worker-concurrency-documented", ""},
		{"CPU quota", standardFile, both(set("resource_quota_cpu", `"6401"`), set("resource_quota_memory", "12802Gi")), "warning quota-documented, warning quota-documented", ""},
		{"pod storage too small", standardFile, set("pod_ephemeral_storage", "9Gi"), "warning pod-storage-documented", ""},
		{"pod storage too large", standardFile, set("pod_ephemeral_storage", "101Gi"), "warning pod-storage-documented", ""},

		{"no Workspace", standardFile, drop("workspace_name"), "warning workspace-name-missing", ""},
		{"empty Workspace", standardFile, set("workspace_name", `""`), "warning workspace-name-missing", ""},
		{"no provider", standardFile, drop("cloud_provider"), "warning placement-missing", "create"},
		{"empty provider on create", standardFile, set("cloud_provider", `""`), "warning placement-missing", "create"},
		{"no region", standardFile, drop("region"), "warning placement-missing", "create"},
		{"neither", standardFile, both(drop("cloud_provider"), drop("region")), "warning placement-missing", "create"},
		{"no version", standardFile, drop("runtime_version"), "warning runtime-version-missing", "create"},

		{"unquoted 0.250", standardFile, set("default_task_pod_cpu", "0.250"), "warning scalar-retyped", ""},
		{"unquoted account", standardFile, set("value", "012345678901"), "warning scalar-retyped", ""},
		{"unquoted yes", standardFile, set("description", "yes"), "warning scalar-retyped", ""},
		{"unquoted y", standardFile, set("name", "y"), "warning scalar-retyped", ""},
		{"octal", standardFile, set("value", "0123"), "warning scalar-retyped", ""},
		{"hexadecimal", standardFile, set("value", "0x1F"), "warning scalar-retyped", ""},

		{"least workers -1", standardFile, set("min_worker_count", "-1"), "warning worker-count-sentinel", ""},
		{"most workers 0", standardFile, set("max_worker_count", "0"), "warning worker-count-sentinel", ""},
		{"concurrency 0", standardFile, set("worker_concurrency", "0"), "warning worker-count-sentinel", ""},

		{"5.0", standardFile, set("worker_concurrency", "5.0"), "warning integer-notation", ""},
		{"1e1", standardFile, set("max_worker_count", "1e1"), "warning integer-notation", ""},
		{"0x5", standardFile, set("worker_concurrency", "0x5"), "warning integer-notation", ""},
		{"+5", standardFile, set("worker_concurrency", "+5"), "warning integer-notation", ""},
		{"1_0", standardFile, set("max_worker_count", "1_0"), "warning integer-notation", ""},

		{"empty plain value", standardFile, set("value", `""`), "warning env-value-empty", ""},

		{"millicores", standardFile, set("default_task_pod_cpu", "250m"), "warning quantity-unit", ""},
		{"mebibytes", standardFile, set("default_task_pod_memory", "512Mi"), "warning quantity-unit", ""},
		{"storage in gigabytes", standardFile, set("pod_ephemeral_storage", "20G"), "warning quantity-unit", ""},

		{"region of another provider", standardFile, set("region", "us-east1"), "warning region-unknown", ""},
		{"region of nobody", standardFile, set("region", "mars-east-1"), "warning region-unknown", ""},

		{"high availability with hibernation", standardFile, set("is_high_availability", "true"), "warning hibernation-conflict", ""},
		{"larger scheduler with hibernation", standardFile, set("scheduler_size", "MEDIUM"), "warning hibernation-conflict", ""},
	})
}

const schedule = "    hibernation_schedules:\n        - {hibernate_at: 0 1 * * *, wake_at: 0 2 * * *, enabled: true}\n"
