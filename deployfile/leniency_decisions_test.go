package deployfile_test

import "testing"

// TestDecisions holds the cases in which two readings were possible, and the one that was chosen. What only the live
// Deployment decides is not among them.
func TestDecisions(t *testing.T) {
	secret := swap("is_secret: true", "is_secret: false")
	judge(t, "info", []policy{
		{"4: half a placement on update", standardFile, drop("region"), "", "update"},
		{"8: queues without remote execution", dedicatedFile, as, "", ""},
		{"10: scheduler_size absent on create", standardFile, drop("scheduler_size"), "info scheduler-missing", "create"},
		{"10: scheduler_au absent on create", hybridFile, drop("scheduler_au"), "info scheduler-missing", "create"},
		{"10: scheduler_count absent on create", hybridFile, drop("scheduler_count"), "info scheduler-missing", "create"},
		{"11: queues absent on create", standardFile, before("    worker_queues:", "    alert", ""), "info queues-missing", "create"},
		{"12: enforcement absent", standardFile, drop("ci_cd_enforcement"), "info omitted-resets", "update"},
		{"12: enforcement absent on create", standardFile, drop("ci_cd_enforcement"), "", "create"},
		{"12: high availability absent", standardFile, drop("is_high_availability"), "info omitted-resets", "update"},
		{"12: both and the description absent", standardFile, both(drop("is_high_availability"), drop("ci_cd_enforcement"), drop("description")), "info omitted-resets", "update"},
		{"12: high availability absent on Hybrid", hybridFile, as, "", "update"},
		{"15: secret value", standardFile, secret, "info secret-in-plain-text", ""},
		{"16: pod size", standardFile, set("worker_type", "A5\n          pod_cpu: \"1\"\n          pod_ram: 2Gi"), "info pod-size-read-only, info pod-size-read-only", ""},
		{"17: cluster is the region", standardFile, set("region", "us-east-1\n        cluster_name: us-east-1"), "", ""},
		{"17: empty cluster", standardFile, set("region", "us-east-1\n        cluster_name: \"\""), "", ""},
		{"22: one worker", standardFile, set("max_worker_count", "1"), "", ""},
		{"23: schedule without enabled", standardFile, drop("enabled"), "info schedule-enabled-missing", ""},
		{"24: unknown key of metadata", standardFile, wrapped("", "    metadata: {colour: red}\n"), "info metadata-unknown-field", ""},
		{"24: unknown key of the override", standardFile, wrapped("", "    metadata: {hibernation_override: {colour: red}}\n"), "info metadata-unknown-field", ""},
		{"28: KUBERNETES with an empty list", podsFile, as, "", ""},
		{"30: ten minutes apart", standardFile, set("wake_at", "10 18 * * 1-5"), "info schedule-overlap", ""},
		{"30: overlapping", standardFile, wrapped("", "        - {hibernate_at: 0 17 * * 1-5, wake_at: 0 5 * * 1-5, enabled: true}\n"), "info schedule-overlap", ""},
		{"30: overlapping, disabled", standardFile, wrapped("", "        - {hibernate_at: 0 17 * * 1-5, wake_at: 0 5 * * 1-5, enabled: false}\n"), "", ""},
	})
	judge(t, "warning", []policy{
		{"1: equal values", standardFile, set("region", "us-east-1\n        cloud_provider: AWS"), "warning duplicate-key-equal", ""},
		{"2: type absent, no evidence", hybridFile, drop("deployment_type"), "warning deployment-type-implied", ""},
		{"3: Workspace absent", standardFile, drop("workspace_name"), "warning workspace-name-missing", ""},
		{"4: provider absent on create", standardFile, drop("cloud_provider"), "warning placement-missing", "create"},
		{"5: field that does not apply", standardFile, set("region", "us-east-1\n        scheduler_au: 10"), "warning field-ignored", ""},
		{"6: high availability with hibernation", standardFile, set("is_high_availability", "true"), "warning hibernation-conflict", ""},
		{"7: schedules without development mode", standardFile, set("is_development_mode", "false"), "warning schedules-ignored", ""},
		{"8: queues with remote execution", remoteFile, wrapped("", "    worker_queues: [{name: default, worker_type: A5}]\n"), "warning queues-ignored", ""},
		{"9: remote execution without enabled", wrapped("", "    worker_queues: [{name: default, worker_type: A5}]\n")(remoteFile), drop("enabled"), "warning remote-execution-disabled", ""},
		{"10: scheduler_size absent", standardFile, drop("scheduler_size"), "warning scheduler-missing", "update"},
		{"10: scheduler_au absent", hybridFile, drop("scheduler_au"), "warning scheduler-missing", "update"},
		{"10: scheduler_count absent", hybridFile, drop("scheduler_count"), "warning scheduler-missing", "update"},
		{"11: queues absent", standardFile, before("    worker_queues:", "    alert", ""), "warning queues-missing", "update"},
		{"14: empty secret on create", standardFile, both(secret, set("value", `""`)), "warning secret-blank", "create"},
		{"16: pod size without counts", standardFile, both(drop("max_worker_count"), drop("worker_concurrency"), set("worker_type", "A5\n          pod_cpu: \"1\"")),
			"warning queue-counts-dropped, info pod-size-read-only", ""},
		{"17: cluster on Standard", standardFile, set("region", "us-east-1\n        cluster_name: prod"), "warning field-ignored", ""},
		{"19: domain without a dot", standardFile, swap("- oncall@relay", "- oncall@example.com"), "warning email-domain", ""},
		{"20: CPU in m", standardFile, set("default_task_pod_cpu", "250m"), "warning quantity-unit", ""},
		{"20: memory in Mi", standardFile, set("default_task_pod_memory", "512Mi"), "warning quantity-unit", ""},
		{"21: large quota", standardFile, both(set("resource_quota_cpu", `"7000"`), set("resource_quota_memory", "14000Gi")), "warning quota-documented, warning quota-documented", ""},
		{"21: pod storage", standardFile, set("pod_ephemeral_storage", "120Gi"), "warning pod-storage-documented", ""},
		{"22: -1 and 0", standardFile, both(set("min_worker_count", "-1"), set("max_worker_count", "0"), set("worker_concurrency", "0")),
			"warning worker-count-sentinel, warning worker-count-sentinel, warning worker-count-sentinel", ""},
		{"25: information", standardFile, wrapped("", "    information: {status: HEALTHY}\n"), "warning legacy-field", ""},
		{"28: KUBERNETES with a queue, template", standardFile, set("executor", "KUBERNETES"), "warning queues-with-kubernetes", "template"},
	})
	judge(t, "error", []policy{
		{"1: different values", standardFile, set("region", "us-east-1\n        region: us-west-2"), "error duplicate-key", ""},
		{"2: type absent, evidence", dedicatedFile, drop("deployment_type"), "error deployment-type-missing", ""},
		{"2: type absent, no cluster", standardFile, drop("deployment_type"), "error deployment-type-missing", ""},
		{"13: empty secret", standardFile, both(secret, set("value", `""`)), "error secret-blank", "update"},
		{"18: name of a recipient", standardFile, swap("- On Call <oncall@example.com>", "- oncall@example.com"), "error email-format", ""},
		{"20: memory without unit", standardFile, set("resource_quota_memory", `"20"`), "error quantity-format", ""},
		{"22: other negatives", standardFile, both(set("min_worker_count", "-2"), set("worker_concurrency", "-1")), "error worker-count-range, error worker-count-range", ""},
		{"25: astronomer_variables", standardFile, swap("astronomer_variables:", "environment_variables:"), "error legacy-section", ""},
		{"28: KUBERNETES with a queue", standardFile, set("executor", "KUBERNETES"), "error queues-with-kubernetes", ""},
		{"29: leading zero", standardFile, set("worker_concurrency", "05"), "error integer-ambiguous", ""},
	})
}
