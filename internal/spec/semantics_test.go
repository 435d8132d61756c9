package spec_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/internal/spec"
)

// collect returns the current fields that f says something about, by what it says.
func collect(f func(*spec.Field) string) map[string][]string {
	m := map[string][]string{}
	for _, row := range spec.Fields() {
		if s := f(row); s != "" && row.Status == spec.Current && row.Parent != nil {
			m[s] = append(m[s], strings.TrimPrefix(strings.TrimPrefix(row.Path, "deployment."), "configuration."))
		}
	}
	return m
}

func assertGroups(t *testing.T, want map[string]string, got map[string][]string) {
	t.Helper()
	for group, keys := range want {
		assert.ElementsMatch(t, strings.Fields(keys), got[group], group)
	}
	assert.Len(t, got, len(want))
}

func TestUpdateWithoutAField(t *testing.T) {
	const entries = "environment_variables[].key environment_variables[].value worker_queues[].name " +
		"worker_queues[].worker_type hibernation_schedules[].hibernate_at hibernation_schedules[].wake_at"
	assertGroups(t, map[string]string{
		"fails":   "deployment configuration name executor cluster_name deployment_type " + entries,
		"cleared": "environment_variables description alert_emails hibernation_schedules hibernation_schedules[].description",
		"reset to false": "ci_cd_enforcement is_high_availability environment_variables[].is_secret " +
			"hibernation_schedules[].enabled",
		"reset to 0":  "worker_queues[].min_worker_count",
		"reset to 10": "worker_queues[].max_worker_count",
		"reset to ":   "worker_queues[].worker_concurrency",
		"ignored":     "runtime_version cloud_provider region",
		"kept": "worker_queues dag_deploy_enabled scheduler_size is_development_mode scheduler_au scheduler_count " +
			"workspace_name default_task_pod_cpu default_task_pod_memory resource_quota_cpu resource_quota_memory " +
			"default_worker_type workload_identity remote_execution remote_execution.enabled " +
			"remote_execution.allowed_ip_address_ranges remote_execution.task_log_bucket " +
			"remote_execution.task_log_url_pattern worker_queues[].pod_ephemeral_storage",
	}, collect(func(f *spec.Field) string {
		if f.Omitted == spec.Reset {
			return "reset to " + f.ResetTo
		}
		return f.Omitted.String()
	}))
}

func TestUpdateWithAnEmptyField(t *testing.T) {
	assertGroups(t, map[string]string{
		"cleared": "remote_execution.allowed_ip_address_ranges remote_execution.task_log_bucket " +
			"remote_execution.task_log_url_pattern environment_variables[].value",
	}, collect(func(f *spec.Field) string {
		if f.Empty == f.Omitted {
			return "" // as absent
		}
		return f.Empty.String()
	}))
}

func TestRequired(t *testing.T) {
	const always = "deployment configuration name executor environment_variables[].key " +
		"worker_queues[].name worker_queues[].worker_type"
	const hosted = "deployment_type hibernation_schedules[].hibernate_at hibernation_schedules[].wake_at"
	names := func(k spec.Kinds) string { return strings.Join(k.Names(), " ") }
	assertGroups(t, map[string]string{
		"STANDARD DEDICATED HYBRID": always + " environment_variables[].value",
		"STANDARD DEDICATED":        hosted,
		"DEDICATED HYBRID":          "cluster_name",
	}, collect(func(f *spec.Field) string { return names(f.RequiredCreate) }))
	assertGroups(t, map[string]string{
		"STANDARD DEDICATED HYBRID": always,
		"STANDARD DEDICATED":        hosted,
		"DEDICATED HYBRID":          "cluster_name",
	}, collect(func(f *spec.Field) string { return names(f.RequiredUpdate) }))
}

func TestApplicability(t *testing.T) {
	const remote = "remote_execution remote_execution.enabled remote_execution.allowed_ip_address_ranges " +
		"remote_execution.task_log_bucket remote_execution.task_log_url_pattern"
	assertGroups(t, map[string]string{
		"STANDARD":         "cloud_provider region",
		"DEDICATED":        remote,
		"HYBRID":           "scheduler_au scheduler_count default_worker_type",
		"DEDICATED HYBRID": "cluster_name",
		"STANDARD DEDICATED": "scheduler_size is_high_availability is_development_mode default_task_pod_cpu " +
			"default_task_pod_memory resource_quota_cpu resource_quota_memory worker_queues[].pod_ephemeral_storage " +
			"hibernation_schedules hibernation_schedules[].hibernate_at hibernation_schedules[].wake_at " +
			"hibernation_schedules[].description hibernation_schedules[].enabled",
	}, collect(func(f *spec.Field) string {
		if f.Kinds == spec.AnyKind {
			return ""
		}
		return strings.Join(f.Kinds.Names(), " ")
	}))
	assertGroups(t, map[string]string{
		"ASTRO":             remote,
		"KUBERNETES":        "default_worker_type",
		"CELERY KUBERNETES": "scheduler_au scheduler_count",
		"CELERY ASTRO": "worker_queues worker_queues[].name worker_queues[].max_worker_count " +
			"worker_queues[].min_worker_count worker_queues[].worker_concurrency worker_queues[].worker_type " +
			"worker_queues[].pod_ephemeral_storage",
	}, collect(func(f *spec.Field) string {
		if f.Executors == spec.AnyExecutor {
			return ""
		}
		return strings.Join(f.Executors.Names(), " ")
	}))
}

func TestImmutable(t *testing.T) {
	assertGroups(t, map[string]string{
		"yes": "runtime_version cluster_name workspace_name deployment_type cloud_provider region " +
			"remote_execution.enabled worker_queues[].name",
	}, collect(func(f *spec.Field) string {
		if f.Immutable {
			return "yes"
		}
		return ""
	}))
}

func TestFieldLimits(t *testing.T) {
	lengths, items := map[string]int{}, map[string]int{}
	for _, f := range spec.Fields() {
		if f.MaxLength > 0 {
			lengths[f.Path] = f.MaxLength
		}
		if f.MaxItems > 0 {
			items[f.Path] = f.MaxItems
		}
	}
	assert.Equal(t, map[string]int{
		"deployment.configuration.name":                  500,
		"deployment.configuration.description":           1000,
		"deployment.worker_queues[].name":                63,
		"deployment.hibernation_schedules[].description": 200,
	}, lengths)
	assert.Equal(t, map[string]int{"deployment.hibernation_schedules": 10}, items)

	for path, want := range map[string][3]*int{
		"deployment.configuration.scheduler_au":         {new(5), new(24), nil},
		"deployment.configuration.scheduler_count":      {new(1), new(4), nil},
		"deployment.worker_queues[].max_worker_count":   {new(1), nil, new(0)},
		"deployment.worker_queues[].min_worker_count":   {new(0), nil, new(-1)},
		"deployment.worker_queues[].worker_concurrency": {new(1), nil, new(0)},
	} {
		f := spec.Lookup(path)
		require.NotNil(t, f, path)
		assert.Equal(t, want, [3]*int{f.Min, f.Max, f.Sentinel}, path)
	}
}

func TestKindAndExecutorNames(t *testing.T) {
	for _, k := range []spec.Kinds{spec.Standard, spec.Dedicated, spec.Hybrid} {
		require.Len(t, k.Names(), 1)
		assert.Equal(t, k, spec.KindOf(k.Names()[0]))
	}
	for _, x := range []spec.Executors{spec.Celery, spec.Kubernetes, spec.Astro} {
		require.Len(t, x.Names(), 1)
		assert.Equal(t, x, spec.ExecutorOf(x.Names()[0]))
	}
	assert.Equal(t, spec.Lookup("deployment.configuration.deployment_type").Enum.Names(), spec.AnyKind.Names())
	assert.Equal(t, spec.Lookup("deployment.configuration.executor").Enum.Names(), spec.AnyExecutor.Names())
	assert.Zero(t, spec.KindOf("standard"))
	assert.Zero(t, spec.ExecutorOf("CeleryExecutor"))
	assert.True(t, spec.Hosted.Has(spec.Dedicated))
	assert.False(t, spec.Hosted.Has(spec.AnyKind))
	assert.False(t, spec.Celery.Has(spec.Astro))
}
