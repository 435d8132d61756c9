package deployfile_test

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/internal/spec"
)

// TestWild reads files of the shapes that people have, and shows what is found in them and what the fixes make of them.
func TestWild(t *testing.T) { golden.Run(t, "testdata/wild/*.txtar", readAll) }

// readAll shows where there is a finding about each input of an archive, and the text after all fixes. How findings are
// worded is the matter of testdata/checks.
func readAll(t *testing.T, a *golden.Archive) {
	for _, name := range a.Inputs() {
		file, found := deployfile.Check(name, a.Input(name), options(t, a, name))
		a.Want(name, places(found))
		if fixed, n := diag.ApplyFixes(file.Source(), found); n > 0 {
			a.Want("fixed/"+name, fixed)
		}
	}
}

// places writes findings one a line: where, how severe, code and path.
func places(found diag.List) []byte {
	var b bytes.Buffer
	for _, d := range found {
		fmt.Fprintf(&b, "%d:%d-%d:%d %s %s %s\n", d.Range.Start.Line, d.Range.Start.Column, d.Range.End.Line, d.Range.End.Column,
			d.Severity, d.Code, cmp.Or(d.Path, "(document)"))
	}
	return b.Bytes()
}

// TestStrangeKeys has every key that older tools, the documentation or the Astro API put where the file of today has
// none: the code, and the file after the fix.
func TestStrangeKeys(t *testing.T) {
	const (
		legacy    = deployfile.CodeLegacyField
		misplaced = deployfile.CodeMisplacedField
		api       = deployfile.CodeAPIFieldName
		unknown   = deployfile.CodeUnknownField
	)
	tests := []struct {
		path string // of the key
		code diag.Code
		fix  string // the path that takes its value, "" for a deletion, "-" for no fix
	}{
		{"worker_queues[0].is_default", legacy, ""},
		{"worker_queues[0].id", legacy, ""},
		{"worker_queues[0].node_pool_id", legacy, ""},
		{"configuration.cluster_id", legacy, ""},
		{"configuration.scheduler_replicas", legacy, "configuration.scheduler_count"},
		{"configuration.pod_cpu", legacy, ""},
		{"configuration.pod_memory", legacy, ""},
		{"metadata.workload_identity", legacy, ""},
		{"metadata.workloadIdentity", legacy, ""},
		{"metadata.dag_deploy_enabled", legacy, ""},
		{"metadata.ci_cd_enforcement", legacy, ""},
		{"information", legacy, ""},
		{"astronomer_variables", deployfile.CodeLegacySection, "environment_variables"},

		{"configuration.hibernation_schedules", misplaced, "hibernation_schedules"},
		{"configuration.worker_queues", misplaced, "-"},
		{"configuration.alert_emails", misplaced, "alert_emails"},
		{"configuration.environment_variables", misplaced, "environment_variables"},
		{"configuration.metadata", misplaced, "-"},
		{"scheduler_size", misplaced, "configuration.scheduler_size"},
		{"configuration.worker_type", misplaced, "-"},
		{"configuration.enabled", misplaced, "-"},
		{"worker_queues[0].scheduler_size", misplaced, "configuration.scheduler_size"},

		{"contact_emails", api, "alert_emails"},
		{"contactEmails", api, "alert_emails"},
		{"environmentVariables", api, "environment_variables"},
		{"workerQueues", api, "-"},
		{"configuration.astroRuntimeVersion", api, "configuration.runtime_version"},
		{"configuration.cloudProvider", api, "configuration.cloud_provider"},
		{"configuration.defaultTaskPodCpu", api, "configuration.default_task_pod_cpu"},
		{"configuration.defaultTaskPodMemory", api, "configuration.default_task_pod_memory"},
		{"configuration.isCicdEnforced", api, "configuration.ci_cd_enforcement"},
		{"configuration.isDagDeployEnabled", api, "configuration.dag_deploy_enabled"},
		{"configuration.isDevelopmentMode", api, "configuration.is_development_mode"},
		{"configuration.isHighAvailability", api, "configuration.is_high_availability"},
		{"configuration.remoteExecution", api, "configuration.remote_execution"},
		{"configuration.resourceQuotaCpu", api, "configuration.resource_quota_cpu"},
		{"configuration.resourceQuotaMemory", api, "configuration.resource_quota_memory"},
		{"configuration.schedulerSize", api, "configuration.scheduler_size"},
		{"configuration.type", api, "-"},
		{"configuration.workloadIdentity", api, "configuration.workload_identity"},
		{"configuration.clusterId", api, "-"},
		{"configuration.workspaceId", api, "-"},
		{"configuration.taskPodNodePoolId", api, "-"},
		{"worker_queues[0].astro_machine", api, "-"},
		{"worker_queues[0].astroMachine", api, "-"},
		{"worker_queues[0].maxWorkerCount", api, "worker_queues[0].max_worker_count"},
		{"worker_queues[0].minWorkerCount", api, "worker_queues[0].min_worker_count"},
		{"worker_queues[0].workerConcurrency", api, "worker_queues[0].worker_concurrency"},
		{"worker_queues[0].podEphemeralStorage", api, "worker_queues[0].pod_ephemeral_storage"},
		{"worker_queues[0].nodePoolId", api, "-"},
		{"configuration.remote_execution.allowedIpAddressRanges", api, "configuration.remote_execution.allowed_ip_address_ranges"},
		{"configuration.remote_execution.taskLogBucket", api, "configuration.remote_execution.task_log_bucket"},
		{"configuration.remote_execution.taskLogUrlPattern", api, "configuration.remote_execution.task_log_url_pattern"},
		{"environment_variables[0].isSecret", api, "environment_variables[0].is_secret"},
		{"hibernation_schedules[0].hibernate_at_cron", api, "hibernation_schedules[0].hibernate_at"},
		{"hibernation_schedules[0].hibernateAtCron", api, "hibernation_schedules[0].hibernate_at"},
		{"hibernation_schedules[0].wake_at_cron", api, "hibernation_schedules[0].wake_at"},
		{"hibernation_schedules[0].wakeAtCron", api, "hibernation_schedules[0].wake_at"},
		{"hibernation_schedules[0].is_enabled", api, "hibernation_schedules[0].enabled"},
		{"hibernation_schedules[0].isEnabled", api, "hibernation_schedules[0].enabled"},

		{"worker_queues[0].min_worker_cont", unknown, "worker_queues[0].min_worker_count"},
		{"configuration.workspaceName", unknown, "configuration.workspace_name"},
		{"configuration.colour", unknown, "-"},
	}
	tested := map[string]bool{}
	for _, test := range tests {
		tested["deployment."+strings.Replace(test.path, "[0]", "[]", 1)] = true
		t.Run(test.path, func(t *testing.T) {
			text, at := withKey(test.path)
			_, found := deployfile.Parse("x.yaml", []byte(text))
			require.Len(t, found, 1, "%v in\n%s", found, text)
			assert.Equal(t, test.code, found[0].Code)
			assert.Equal(t, "deployment."+test.path, string(found[0].Path))
			assert.Equal(t, at, found[0].Range.Start.Line)
			if test.fix == "-" {
				assert.Nil(t, found[0].Fix)
				return
			}
			require.NotNil(t, found[0].Fix)
			fixed, _ := diag.ApplyFixes([]byte(text), found)
			file, found := deployfile.Parse("x.yaml", fixed)
			assert.Empty(t, found, "%s", fixed)
			same, _ := withKey(test.fix)
			if test.fix == "" {
				same = strangeBase
			}
			want, _ := deployfile.Parse("x.yaml", []byte(same))
			assert.Equal(t, want.Deployment, file.Deployment, "%s", fixed)
		})
	}
	for _, f := range spec.Fields() {
		if f.Status > spec.OutputOnly {
			assert.True(t, tested[f.Path], "no row for %s", f.Path)
		}
	}
}

const strangeBase = `deployment:
    configuration:
        name: etl
        executor: CELERY
        deployment_type: STANDARD
        cluster_name: N/A
    worker_queues:
        - name: default
          worker_type: A5
    metadata:
        status: HEALTHY
`

// withKey adds a key with a value that fits its name to a small file, and returns the line that it stands on.
func withKey(path string) (text string, line int) {
	key := path[strings.LastIndexByte(path, '.')+1:]
	behind, indent := "    metadata:\n        status: HEALTHY\n", "    "
	switch {
	case strings.HasPrefix(path, "configuration.remote_execution."):
		behind, indent = "        cluster_name: N/A\n", "        remote_execution:\n            "
	case strings.HasPrefix(path, "environment_variables[0]."):
		behind, indent = "deployment:\n", "    environment_variables:\n        - value: info\n          "
	case strings.HasPrefix(path, "hibernation_schedules[0]."):
		indent = "    hibernation_schedules:\n        - description: nights\n          "
	case strings.HasPrefix(path, "configuration."):
		behind, indent = "        cluster_name: N/A\n", "        "
	case strings.HasPrefix(path, "worker_queues[0]."):
		behind, indent = "          worker_type: A5\n", "          "
	case strings.HasPrefix(path, "metadata."):
		indent = "        "
	}
	head, tail, _ := strings.Cut(strangeBase, behind)
	head += behind + indent
	return head + key + ": " + valueFor(key) + "\n" + tail, strings.Count(head, "\n") + 1
}

// valueFor returns a value of the type that a field of this name has.
func valueFor(key string) string {
	folded := strings.ToLower(strings.ReplaceAll(key, "_", ""))
	has := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(folded, p) {
				return true
			}
		}
		return false
	}
	switch {
	case has("enabled", "enforce", "issecret", "isdefault", "ishigh", "isdev"):
		return "true"
	case has("emails", "variables", "queues", "schedules", "ranges"):
		return "[]"
	case has("metadata", "information", "remoteexecution"):
		return "{}"
	case has("count", "cont", "concurrency", "replicas"):
		return "3"
	default:
		return "SMALL"
	}
}
