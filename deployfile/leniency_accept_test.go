package deployfile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/deployfile"
)

// TestAccept holds what is read without more than an info: all of it occurs in files that the official CLI accepts, and
// none of it loses information.
func TestAccept(t *testing.T) {
	judge(t, "info", []policy{
		{"comments", standardFile, swap("# whose\n## this is\ndeployment: # here\n  # and there", "deployment:", "name: etl   # an end", "name: etl"), "", ""},
		{"comment at the end", standardFile, wrapped("", "# end"), "", ""},
		{"one blank of indentation", standardFile, all("    ", " "), "", ""},
		{"two blanks of indentation", standardFile, all("    ", "  "), "", ""},
		{"eight blanks of indentation", standardFile, all("    ", "        "), "", ""},
		{"whole document indented", standardFile, both(wrapped("    ", ""), all("\n", "\n    ")), "", ""},
		{"lists not indented", standardFile, swap("alert_emails:\n    - on", "alert_emails:\n        - on"), "", ""},
		{"byte order mark", standardFile, wrapped("\ufeff", ""), "", ""},
		{"UTF-16, little-endian", standardFile, littleEndian, "", ""},
		{"UTF-16, big-endian", standardFile, bigEndian, "", ""},
		{"CRLF", standardFile, all("\n", "\r\n"), "", ""},
		{"start of document", standardFile, wrapped("---\n", ""), "", ""},
		{"start of document behind a comment", standardFile, wrapped("# etl\n---\n", ""), "", ""},
		{"end of document", standardFile, wrapped("---\n", "...\n"), "", ""},
		{"start of an empty second document", standardFile, wrapped("---\n", "---\n"), "", ""},
		{"blank before the colon", standardFile, swap("cloud_provider : AWS", "cloud_provider: AWS"), "", ""},
		{"quoted keys", standardFile, swap(`"name": etl`, "name: etl", `'region': us`, "region: us"), "", ""},
		{"anchor and alias", standardFile, swap("name: &n etl", "name: etl", "description: *n", "description: nightly loads"), "", ""},
		{"merge key", standardFile, swap("x-size: &q {max_worker_count: 10, min_worker_count: 0}\ndeployment:", "deployment:",
			"<<: *q", "max_worker_count: 10\n          min_worker_count: 0"), "", ""},
		{"JSON with tabs", standardFile, tabbed, "", ""},
		{"JSON in a YAML file", standardFile, both(tabbed, wrapped("# JSON is YAML\n", "")), "", ""},

		{"type in lower case", standardFile, set("deployment_type", "standard"), "info enum-case", ""},
		{"type in mixed case", hybridFile, set("deployment_type", "Hybrid"), "info enum-case", ""},
		{"size in lower case", standardFile, set("scheduler_size", "small"), "info enum-case", ""},
		{"size in mixed case", sleeplessFile, set("scheduler_size", "Extra_Large"), "info enum-case", ""},
		{"provider in lower case", standardFile, set("cloud_provider", "aws"), "info enum-case", ""},
		{"provider in mixed case", both(set("region", "eastus2"))(standardFile), set("cloud_provider", "Azure"), "info enum-case", ""},
		{"machine in lower case", standardFile, set("worker_type", "a5"), "info enum-case", ""},

		{"CELERY", standardFile, as, "", ""},
		{"CeleryExecutor", standardFile, set("executor", "CeleryExecutor"), "", ""},
		{"KUBERNETES", podsFile, as, "", ""},
		{"KubernetesExecutor", podsFile, set("executor", "KubernetesExecutor"), "", ""},
		{"ASTRO", standardFile, set("executor", "ASTRO"), "", ""},
		{"AstroExecutor", standardFile, set("executor", "AstroExecutor"), "", ""},

		{"empty size on Hybrid", hybridFile, swap(`scheduler_size: ""`+"\n        executor: CELERY", "executor: CELERY"), "", ""},
		{"empty size", standardFile, set("scheduler_size", `""`), "info scheduler-missing", "create"},
		{"empty cluster", standardFile, swap(`cluster_name: ""`+"\n        region:", "region:"), "", ""},
		{"cluster N/A", standardFile, swap("cluster_name: N/A\n        region:", "region:"), "", ""},
		{"cluster is the region", standardFile, swap("cluster_name: us-east-1\n        region:", "region:"), "", ""},
		{"empty region", standardFile, set("region", `""`), "", "update"},
		{"empty provider", standardFile, set("cloud_provider", `""`), "", "update"},
		{"empty provider and region", dedicatedFile, both(set("cloud_provider", `""`), set("region", `""`)), "", ""},
		{"empty identity", standardFile, as, "", ""},
		{"no identity", standardFile, drop("workload_identity"), "", ""},
		{"empty description", standardFile, set("description", `""`), "", ""},

		{"empty variables", standardFile, before("    environment", "    configuration", "    environment_variables: []\n"), "", ""},
		{"empty emails", standardFile, before("    alert_emails", "    hibernation", "    alert_emails: []\n"), "", ""},
		{"empty schedules", sleeplessFile, as, "", ""},
		{"empty queues with KUBERNETES", podsFile, as, "", ""},
		{"empty queues with CELERY", standardFile, before("    worker_queues:", "    alert", "    worker_queues: []\n"), "info queues-missing", "create"},
		{"empty queues with remote execution", remoteFile, wrapped("", "    worker_queues: []\n"), "", ""},
		{"empty IP ranges", remoteFile, before("allowed_ip", "            task_log", "allowed_ip_address_ranges: []\n"), "", ""},

		{"metadata", standardFile, wrapped("", metadataText), "", ""},
		{"metadata of nulls", standardFile, wrapped("", "    metadata:\n        deployment_id: null\n        created_at: ~\n        status:\n"), "", ""},
		{"empty metadata", standardFile, wrapped("", "    metadata: {}\n"), "", ""},
		{"null metadata", standardFile, wrapped("", "    metadata:\n"), "", ""},
		{"metadata of the future", standardFile, wrapped("", "    metadata:\n        dr_region: eu-west-1\n"), "info metadata-unknown-field", ""},
		{"any status", standardFile, wrapped("", "    metadata:\n        status: sleepy\n"), "", ""},

		{"cron with trailing blank", standardFile, set("wake_at", `"0 6 * * 1-5 "`), "info cron-blank", ""},
		{"cron with inner blanks", standardFile, set("wake_at", "0 6  *   * 1-5"), "info cron-blank", ""},

		{"yes", standardFile, set("dag_deploy_enabled", "yes"), "info bool-notation", ""},
		{"no", standardFile, set("ci_cd_enforcement", "no"), "info bool-notation", ""},
		{"on", standardFile, set("dag_deploy_enabled", "on"), "info bool-notation", ""},
		{"off", standardFile, set("ci_cd_enforcement", "off"), "info bool-notation", ""},
		{"y and N", standardFile, both(set("dag_deploy_enabled", "y"), set("ci_cd_enforcement", "N")), "info bool-notation, info bool-notation", ""},
		{"OFF for a secret flag", standardFile, swap("is_secret: OFF", "is_secret: false"), "info bool-notation", ""},
		{"True", standardFile, set("dag_deploy_enabled", "True"), "", ""},

		{"unquoted number", standardFile, set("default_task_pod_cpu", "0.25"), "info scalar-unquoted", ""},
		{"unquoted numbers", standardFile, both(set("resource_quota_cpu", "10"), set("value", "12")), "info scalar-unquoted, info scalar-unquoted", ""},
		{"unquoted true", standardFile, set("value", "true"), "info scalar-unquoted", ""},
		{"unquoted name of digits", standardFile, set("name", "2024"), "info scalar-unquoted", ""},
		{"unquoted date", standardFile, set("value", "2024-01-01"), "", ""},
		{"unquoted time", standardFile, set("value", "12:30:45"), "", ""},
		{"unquoted version", standardFile, set("runtime_version", "12.10.0"), "", ""},

		{"scheduler_count 1", standardFile, as, "", ""},
		{"scheduler_count 2 with high availability", sleeplessFile, both(set("is_high_availability", "true"), set("scheduler_count", "2")), "", ""},
		{"hosted zeros on Hybrid", hybridFile, swap(hybridZeros+"executor: CELERY", "executor: CELERY"), "", ""},
		{"Hybrid zeros on Standard", standardFile, swap("default_worker_type: \"\"\n        scheduler_au: null\n        executor: CELERY", "executor: CELERY"), "", ""},
		{"remote execution off", standardFile, swap("remote_execution: {enabled: false}\n        executor: CELERY", "executor: CELERY"), "", ""},
		{"null remote execution", hybridFile, swap("remote_execution:\n        executor: CELERY", "executor: CELERY"), "", ""},

		{"x- keys", standardFile, wrapped("x-owner: data\nx-defaults: &d {a: [1, 2]}\n", "x-again: *d\n"), "", ""},
	})
}

const (
	metadataText = `    metadata:
        deployment_id: cm5t7q2w0001k01nr8s4h6j3e
        cluster_id: N/A
        release_name: N/A
        status: HEALTHY
        created_at: 2026-03-02T09:14:05.123456Z
        updated_at: "2026-03-02T09:14:05-08:00"
        webserver_url: x.example.io/d?orgId=org_K7mQ2xYvB9sT
        hibernation_override:
            is_hibernating: true
            override_until: 2026-07-20T06:00:00Z
`
	hybridZeros = `is_high_availability: false
        is_development_mode: false
        scheduler_size: ""
        default_task_pod_cpu: ""
        default_task_pod_memory: null
        resource_quota_cpu: ~
        resource_quota_memory:
        default_worker_type: ""
        `
)

// TestNullIsAbsent compares a file with a null for a value with the same file without the key. The one difference that
// null makes is a secret's: it is written down, so it stays what it is in both.
func TestNullIsAbsent(t *testing.T) {
	for base, keys := range map[string]string{
		standardFile: "name description runtime_version dag_deploy_enabled ci_cd_enforcement scheduler_size " +
			"is_high_availability is_development_mode executor scheduler_count workspace_name deployment_type cloud_provider " +
			"region default_task_pod_cpu default_task_pod_memory resource_quota_cpu resource_quota_memory workload_identity " +
			"max_worker_count min_worker_count worker_concurrency worker_type pod_ephemeral_storage wake_at enabled value",
		hybridFile: "scheduler_au scheduler_count cluster_name deployment_type environment_variables alert_emails",
		remoteFile: "hibernation_schedules cluster_name task_log_bucket executor",
	} {
		for key := range strings.FieldsSeq(keys) {
			for _, mode := range modes {
				o := deployfile.ValidateOptions{Mode: mode}
				absent, want := deployfile.Check("x.yaml", []byte(drop(key)(base)), o)
				for _, notation := range []string{"null", "~", "", "Null # none"} {
					file, found := deployfile.Check("x.yaml", []byte(set(key, notation)(base)), o)
					assert.Equal(t, essence(want), essence(found), "%s: %s, mode %v", key, notation, mode)
					assert.Equal(t, absent.Deployment, file.Deployment, "%s: %s", key, notation)
				}
			}
		}
	}
}
