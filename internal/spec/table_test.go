package spec_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/internal/spec"
)

// order is what inspect writes, level by level.
var order = map[string]string{
	"":           "deployment",
	"deployment": "environment_variables configuration worker_queues metadata alert_emails hibernation_schedules",
	"deployment.configuration": "name description runtime_version dag_deploy_enabled ci_cd_enforcement scheduler_size " +
		"is_high_availability is_development_mode executor scheduler_au scheduler_count cluster_name workspace_name " +
		"deployment_type cloud_provider region default_task_pod_cpu default_task_pod_memory resource_quota_cpu " +
		"resource_quota_memory default_worker_type workload_identity remote_execution",
	"deployment.configuration.remote_execution": "enabled allowed_ip_address_ranges task_log_bucket task_log_url_pattern",
	"deployment.environment_variables[]":        "is_secret key updated_at value",
	"deployment.worker_queues[]": "name max_worker_count min_worker_count worker_concurrency worker_type pod_cpu pod_ram " +
		"pod_ephemeral_storage",
	"deployment.hibernation_schedules[]": "hibernate_at wake_at description enabled",
	"deployment.metadata": "deployment_id workspace_id cluster_id release_name airflow_version current_tag status " +
		"created_at updated_at deployment_url webserver_url airflow_api_url hibernation_override",
	"deployment.metadata.hibernation_override": "is_hibernating override_until",
}

func TestKeyOrder(t *testing.T) {
	seen := 0
	for path, want := range order {
		level := spec.LevelAt(path)
		require.NotNil(t, level, path)
		assert.Equal(t, path, level.Path)
		var got []string
		for _, f := range level.Fields {
			got = append(got, f.Key())
			assert.Same(t, level, f.Parent)
			assert.Same(t, f, level.Field(f.Key()))
			if f.Level != nil {
				assert.Same(t, f.Level, level.Child(f.Key()))
				assert.Contains(t, order, f.Level.Path)
				seen++
			}
		}
		assert.Equal(t, strings.Fields(want), got, path)
	}
	assert.Equal(t, len(order)-1, seen, "every level but the root is inside a field")
}

func TestAlwaysWrite(t *testing.T) {
	var got []string
	for _, f := range spec.Fields() {
		if f.AlwaysWrite {
			got = append(got, f.Path)
		}
	}
	var want []string
	for path, keys := range map[string]string{
		"":           "deployment",
		"deployment": "configuration worker_queues",
		"deployment.configuration": "name description runtime_version ci_cd_enforcement is_high_availability " +
			"is_development_mode executor scheduler_count workspace_name deployment_type cloud_provider region " +
			"workload_identity",
		"deployment.worker_queues[]":         "name min_worker_count worker_type",
		"deployment.environment_variables[]": "is_secret key value",
	} {
		for key := range strings.FieldsSeq(keys) {
			want = append(want, strings.TrimPrefix(path+"."+key, "."))
		}
	}
	assert.ElementsMatch(t, want, got)
}

func TestLevelKnowsKeysOfEveryStatus(t *testing.T) {
	for _, f := range spec.Fields() {
		if strings.HasSuffix(f.Path, "[]") {
			assert.Nil(t, f.Parent)
			assert.Empty(t, f.Key())
			assert.Same(t, f, spec.Lookup(strings.TrimSuffix(f.Path, "[]")).Item)
			continue
		}
		assert.Same(t, f, f.Parent.Field(f.Key()), f.Path)
		assert.Equal(t, f.Path, strings.TrimPrefix(f.Parent.Path+"."+f.Key(), "."))
	}
}

func TestUnknownKeys(t *testing.T) {
	queue := spec.LevelAt("deployment.worker_queues[]")
	for _, key := range []string{"", "Name", "name ", "min_worker_cont", "configuration", "worker_queues[]"} {
		assert.Nil(t, queue.Field(key), key)
		assert.Nil(t, queue.Child(key), key)
	}
	assert.Nil(t, queue.Child("name"), "a text has no level")
	assert.Nil(t, spec.LevelAt("deployment").Child("information"), "the rows of a legacy section are nobody's")
	assert.Nil(t, spec.LevelAt("deployment.worker_queues"))
	assert.Nil(t, spec.Lookup(""))
	assert.Nil(t, spec.Lookup("deployment.worker_queues[]"))
	assert.Nil(t, (*spec.Level)(nil).Field("name"))
	assert.Nil(t, (*spec.Level)(nil).Child("name"))
}

func TestElsewhere(t *testing.T) {
	paths := func(key string) (all []string) {
		for _, f := range spec.Elsewhere(key) {
			all = append(all, f.Path)
		}
		return all
	}
	assert.Equal(t, []string{"deployment.hibernation_schedules"}, paths("hibernation_schedules"))
	assert.Equal(t, []string{"deployment.configuration.name", "deployment.worker_queues[].name"}, paths("name"))
	assert.Equal(t, []string{"deployment.configuration.description", "deployment.hibernation_schedules[].description"},
		paths("description"))
	assert.Equal(t, []string{"deployment.worker_queues[].pod_cpu"}, paths("pod_cpu"), "not the legacy key of configuration")
	assert.Empty(t, paths("is_default"))
	assert.Empty(t, paths("astroMachine"))
	assert.Empty(t, paths(""))
}

// TestAPINamesAgree holds the names of apinames.go against the API column of the rows that they lead to.
func TestAPINamesAgree(t *testing.T) {
	for _, f := range spec.Fields() {
		if f.Status != spec.APIName || !strings.ContainsFunc(f.Key(), unicode.IsUpper) || f.Key() == "nodePoolId" {
			continue
		}
		assert.Equal(t, spec.Lookup(f.ReplacedBy).API, f.Key(), f.Path)
	}
	for _, id := range []string{"clusterId", "workspaceId", "taskPodNodePoolId"} {
		assert.False(t, spec.LevelAt("deployment.configuration").Field(id).Rename, "an ID is not a name")
	}
	assert.False(t, spec.LevelAt("deployment.worker_queues[]").Field("nodePoolId").Rename)
}

func TestLegacyRenames(t *testing.T) {
	var got []string
	for _, f := range spec.Fields() {
		if f.Status == spec.Legacy && f.Rename {
			got = append(got, f.Path)
		}
	}
	slices.Sort(got)
	assert.Equal(t, []string{"deployment.astronomer_variables", "deployment.configuration.scheduler_replicas"}, got)
}

func TestWords(t *testing.T) {
	assert.Equal(t, "list of mappings", spec.Mappings.String())
	assert.Equal(t, "choice", spec.Choice.String())
	assert.Equal(t, "unknown", spec.Type(99).String())
	assert.Equal(t, "API name", spec.APIName.String())
	assert.Equal(t, "unknown", spec.Status(99).String())
	assert.Equal(t, "ignored", spec.Ignored.String())
	assert.Equal(t, "unknown", spec.Omission(99).String())
}
