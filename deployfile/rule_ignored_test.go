package deployfile_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// notIgnored has the fields that do not apply everywhere and yet give no field-ignored, with the code that speaks of
// them instead; the path stands for everything inside it too.
var notIgnored = map[string]diag.Code{
	"deployment.hibernation_schedules":          deployfile.CodeSchedulesIgnored,
	"deployment.configuration.remote_execution": deployfile.CodeRemoteExecutionUnsupported,
	"deployment.configuration.cloud_provider":   "", // of the cluster; compared with it when the clusters are known
	"deployment.configuration.region":           "",
}

// notIgnoredByExecutor is notIgnored for the executors that a field does not apply to.
var notIgnoredByExecutor = map[string]diag.Code{
	"deployment.worker_queues":                     deployfile.CodeQueuesWithKubernetes,
	"deployment.configuration.remote_execution":    deployfile.CodeRemoteExecutionUnsupported,
	"deployment.configuration.scheduler_au":        deployfile.CodeAstroExecutorUnsupported,
	"deployment.configuration.scheduler_count":     deployfile.CodeAstroExecutorUnsupported,
	"deployment.configuration.default_worker_type": "", // waits for the other executor
}

// covered reports whether a table speaks of the field or of something around it, and marks the row as used.
func covered(table map[string]diag.Code, used map[string]bool, path string) bool {
	for row := range table {
		if path == row || strings.HasPrefix(path, row+".") || strings.HasPrefix(path, row+"[]") {
			used[row] = true
			return true
		}
	}
	return false
}

// TestEveryRestrictionIsReported goes through the table of fields: a value where the type has no place for it gives
// field-ignored, or the field has a code of its own.
func TestEveryRestrictionIsReported(t *testing.T) {
	byKind, byExecutor := map[string]bool{}, map[string]bool{}
	for _, f := range spec.Fields() {
		if f.Status != spec.Current || f.Kinds == 0 {
			continue
		}
		if f.Executors != spec.AnyExecutor {
			assert.True(t, covered(notIgnoredByExecutor, byExecutor, f.Path), "%s depends on the executor: say what reports it", f.Path)
		}
		if f.Kinds == spec.AnyKind || covered(notIgnored, byKind, f.Path) {
			continue
		}
		for _, kind := range spec.AnyKind.Names() {
			src := fileWith(t, f, kind)
			_, found := deployfile.Check("a.yaml", []byte(src), deployfile.ValidateOptions{})
			path := strings.ReplaceAll(f.Path, "[]", "[0]")
			want := []string{path}
			if f.Kinds.Has(spec.KindOf(kind)) {
				want = []string{}
			}
			assert.Equal(t, want, paths(only(found, deployfile.CodeFieldIgnored)), "%s%s", src, render(found))
		}
	}
	assert.ElementsMatch(t, slices.Collect(maps.Keys(notIgnored)), slices.Collect(maps.Keys(byKind)))
	assert.ElementsMatch(t, slices.Collect(maps.Keys(notIgnoredByExecutor)), slices.Collect(maps.Keys(byExecutor)))
}

// fileWith returns a file of the type in which the field has a value that would be missed.
func fileWith(t *testing.T, f *spec.Field, kind string) string {
	t.Helper()
	value := strconv.Quote(f.Example)
	switch f.Type {
	case spec.Boolean:
		value = "true"
	case spec.Integer:
		require.NotNil(t, f.Max, f.Path)
		value = strconv.Itoa(*f.Max)
	}
	configuration, queue := "", ""
	if strings.HasPrefix(f.Path, "deployment.worker_queues[].") {
		queue = fmt.Sprintf("      %s: %s\n", f.Key(), value)
	} else {
		configuration = fmt.Sprintf("    %s: %s\n", f.Key(), value)
	}
	return "deployment:\n  configuration:\n    name: etl\n    executor: CELERY\n    deployment_type: " + kind + "\n" + configuration +
		"  worker_queues:\n    - name: default\n      worker_type: A5\n" + queue
}

func TestFieldIgnoredSilences(t *testing.T) {
	ignored := func(d deployfile.Deployment) []string {
		return paths(only(d.Validate(deployfile.ValidateOptions{}), deployfile.CodeFieldIgnored))
	}
	const count, cluster = "deployment.configuration.scheduler_count", "deployment.configuration.cluster_name"
	for _, tt := range []struct {
		title  string
		change func(*deployfile.Configuration)
		want   []string
	}{
		{"zero values", func(c *deployfile.Configuration) { c.SchedulerAU, c.SchedulerCount = new(0), new(0) }, []string{}},
		{"count 1", func(c *deployfile.Configuration) { c.SchedulerCount = new(1) }, []string{}},
		{"count 2", func(c *deployfile.Configuration) { c.SchedulerCount = new(2) }, []string{count}},
		{"count 2 of high availability", func(c *deployfile.Configuration) {
			c.SchedulerCount, c.IsHighAvailability = new(2), new(true)
		}, []string{}},
		{"count 2 without", func(c *deployfile.Configuration) {
			c.SchedulerCount, c.IsHighAvailability = new(2), new(false)
		}, []string{count}},
		{"count 3 of high availability", func(c *deployfile.Configuration) {
			c.SchedulerCount, c.IsHighAvailability = new(3), new(true)
		}, []string{count}},
		{"cluster N/A", func(c *deployfile.Configuration) { c.ClusterName = "N/A" }, []string{}},
		{"cluster is region", func(c *deployfile.Configuration) { c.ClusterName = c.Region }, []string{}},
		{"cluster", func(c *deployfile.Configuration) { c.ClusterName = "prod" }, []string{cluster}},
		{"cluster without region", func(c *deployfile.Configuration) { c.ClusterName, c.Region = "prod", "" }, []string{cluster}},
		{"remote", func(c *deployfile.Configuration) {
			c.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(true)}
			c.DefaultTaskPodCPU = "1" // which of the two is wrong is not for this rule to say
		}, []string{}},
	} {
		d := standardModel()
		tt.change(&d.Configuration)
		assert.Equal(t, tt.want, ignored(d), tt.title)
	}

	d := hybridModel()
	d.Configuration.IsHighAvailability, d.Configuration.IsDevelopmentMode = new(false), new(false)
	d.Configuration.CloudProvider, d.Configuration.Region = deployfile.CloudAWS, "us-east-1"
	d.Configuration.Executor = deployfile.ExecutorCelery // default_worker_type waits for KUBERNETES
	d.WorkerQueues = []deployfile.WorkerQueue{{Name: "default"}}
	assert.Empty(t, ignored(d))
}

func TestFieldIgnoredWithRemoteExecution(t *testing.T) {
	d := standardModel()
	cfg := &d.Configuration
	cfg.DeploymentType, cfg.ClusterName, cfg.Executor = deployfile.KindDedicated, "prod", deployfile.ExecutorAstro
	cfg.DefaultTaskPodCPU, cfg.DefaultTaskPodMemory = "1", "2Gi"
	cfg.ResourceQuotaCPU, cfg.ResourceQuotaMemory = "10", "20Gi"
	cfg.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(true)}
	found := only(d.Validate(deployfile.ValidateOptions{}), deployfile.CodeFieldIgnored)
	assert.Len(t, found, 4)
	for _, f := range found {
		assert.Contains(t, f.Message, "remote execution")
	}
	cfg.RemoteExecution.Enabled = new(false)
	assert.Empty(t, given(d, deployfile.ValidateOptions{}, deployfile.CodeFieldIgnored))
}
