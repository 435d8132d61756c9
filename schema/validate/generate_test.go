package validate_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/sample"
)

// goodFiles returns files that people wrote or inspect did, as far as the mode accepts them.
func goodFiles(t *testing.T, mode deployfile.Mode) [][]byte {
	t.Helper()
	paths, err := filepath.Glob("../../deployfile/testdata/inspect/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	all := [][]byte{sample.Small()}
	for _, path := range paths {
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		all = append(all, src)
	}
	for i := 0; i < len(all); {
		if _, found := deployfile.Check("good.yaml", all[i], deployfile.ValidateOptions{Mode: mode}); found.Err() != nil {
			all = append(all[:i], all[i+1:]...)
			continue
		}
		i++
	}
	return all
}

var (
	kinds     = []deployfile.Kind{deployfile.KindStandard, deployfile.KindDedicated, deployfile.KindHybrid, "HOSTED_SHARED", "hybrid", ""}
	executors = []deployfile.Executor{deployfile.ExecutorCelery, deployfile.ExecutorKubernetes, deployfile.ExecutorAstro, "CeleryExecutor", "astroexecutor"}
)

// pick returns one of the values.
func pick[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

// often returns the value, one time in eight the zero value.
func often[T any](r *rand.Rand, value T) T {
	if r.IntN(8) == 0 {
		var zero T
		return zero
	}
	return value
}

// deployment makes a Deployment that somebody could have written, with a mistake now and then.
func deployment(r *rand.Rand, kind deployfile.Kind, executor deployfile.Executor) deployfile.Deployment {
	hosted := !strings.EqualFold(string(kind), "HYBRID") && kind != ""
	cpu := pick(r, "0.25", "1", "2", "500m")
	memory := map[string]string{"0.25": "0.5Gi", "1": "2Gi", "2": "4Gi", "500m": "1Gi"}[cpu]
	c := deployfile.Configuration{
		Name: often(r, pick(r, "etl", "etl prod", "12", "yes")), Description: often(r, new("nightly loads")),
		RuntimeVersion: often(r, pick(r, "3.1-2", "12.5.0", "v3.0-4")), DagDeployEnabled: often(r, new(r.IntN(2) == 0)),
		CICDEnforcement: often(r, new(true)), Executor: executor, WorkspaceName: often(r, "Data"), DeploymentType: kind,
		WorkloadIdentity: pick(r, "", "arn:aws:iam::123456789012:role/etl"),
	}
	if hosted {
		c.SchedulerSize = often(r, pick[deployfile.SchedulerSize](r, "SMALL", "medium", "EXTRA_LARGE"))
		c.IsHighAvailability, c.IsDevelopmentMode = often(r, new(false)), often(r, new(r.IntN(2) == 0))
		c.CloudProvider, c.Region = often(r, pick[deployfile.CloudProvider](r, "AWS", "gcp", "AZURE")), often(r, "us-east-1")
		if r.IntN(2) == 0 {
			c.DefaultTaskPodCPU, c.DefaultTaskPodMemory = often(r, cpu), often(r, memory)
			c.ResourceQuotaCPU, c.ResourceQuotaMemory = "10", pick(r, "20Gi", "20Gi", "20480Mi", "10Gi")
		}
	} else {
		c.SchedulerAU, c.SchedulerCount = often(r, new(5+r.IntN(21))), often(r, new(1+r.IntN(4)))
		c.DefaultWorkerType = pick(r, "", "m5.xlarge")
	}
	if kind != deployfile.KindStandard {
		c.ClusterName = often(r, "prod-aws")
	}
	if r.IntN(6) == 0 {
		c.RemoteExecution = &deployfile.RemoteExecution{
			Enabled: often(r, new(r.IntN(4) > 0)), AllowedIPAddressRanges: pick(r, nil, []string{}, []string{"203.0.113.0/24", "2001:db8::/32"}),
			TaskLogBucket: pick(r, nil, new("s3://logs/airflow")), TaskLogURLPattern: pick(r, nil, new("https://logs/{{ti.task_id}}")),
		}
	}
	d := deployfile.Deployment{Configuration: c, WorkerQueues: queues(r, hosted, executor), EnvironmentVariables: variables(r)}
	for range r.IntN(3) {
		d.AlertEmails = append(d.AlertEmails, pick(r, "data@example.com", "on.call+etl@mail.example.com", "root@localhost"))
	}
	for range r.IntN(3) * r.IntN(6) {
		d.HibernationSchedules = append(d.HibernationSchedules, deployfile.HibernationSchedule{
			HibernateAt: pick(r, "0 18 * * 1-5", "*/30 18-23 1,15 * *", "0 18 * JAN-MAR MON-FRI"), WakeAt: pick(r, "0 6 * * 1-5", " 0  6 * * * ", "5/10 6 * * 7"),
			Description: pick(r, "", "nights"), Enabled: pick(r, nil, new(true)),
		})
	}
	if r.IntN(3) == 0 {
		d.Metadata = &deployfile.Metadata{
			DeploymentID: often(r, "cm3kq0a1x000108l41f2g5h7d"), Status: pick(r, "", "HEALTHY", "ODD"), CreatedAt: pick(r, "", "2026-03-02T07:15:00Z", "today"),
			HibernationOverride: pick(r, nil, &deployfile.HibernationOverride{IsHibernating: new(true)}),
		}
	}
	return d
}

func queues(r *rand.Rand, hosted bool, executor deployfile.Executor) []deployfile.WorkerQueue {
	if executor == deployfile.ExecutorKubernetes && r.IntN(8) > 0 {
		return pick(r, nil, []deployfile.WorkerQueue{})
	}
	var all []deployfile.WorkerQueue
	for i := range r.IntN(4) {
		q := deployfile.WorkerQueue{
			Name: []string{"default", "heavy", "My queue 2"}[i], MaxWorkerCount: often(r, new(1+r.IntN(30))), MinWorkerCount: often(r, new(r.IntN(2))),
			WorkerConcurrency: often(r, new(1+r.IntN(15))), WorkerType: pick(r, "A5", "A20", "a5", "A160"), PodEphemeralStorage: pick(r, "", "10Gi"),
		}
		if !hosted {
			q.WorkerType, q.PodCPU, q.PodRAM = "m5.xlarge", pick(r, "", "2"), pick(r, "", "6.5Gi")
		}
		all = append(all, q)
	}
	return all
}

func variables(r *rand.Rand) []deployfile.EnvironmentVariable {
	var all []deployfile.EnvironmentVariable
	for i := range r.IntN(4) {
		v := deployfile.EnvironmentVariable{Key: []string{"DB_URL", "batch size"[:5], "AIRFLOW__CORE__X"}[i], Value: often(r, new(pick(r, "x", "", "5", "{{ ds }}", "<fill>")))}
		if v.IsSecret = r.IntN(3) == 0; v.IsSecret && r.IntN(2) == 0 {
			v.Value = nil
		}
		all = append(all, v)
	}
	return all
}
