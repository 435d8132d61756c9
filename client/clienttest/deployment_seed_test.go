package clienttest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

const seedFile = `
deployment:
    environment_variables:
        - key: A
          value: "1"
        - key: B
          is_secret: true
          value: hidden
    configuration:
        name: etl
        description: loads
        runtime_version: 13.0.0
        dag_deploy_enabled: true
        ci_cd_enforcement: true
        scheduler_size: MEDIUM
        is_high_availability: false
        is_development_mode: true
        executor: CeleryExecutor
        workspace_name: lake
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
        default_task_pod_cpu: "0.5"
        default_task_pod_memory: 1Gi
        resource_quota_cpu: "20"
        resource_quota_memory: 40Gi
    worker_queues:
        - name: default
          max_worker_count: 5
          min_worker_count: 1
          worker_concurrency: 10
          worker_type: A10
    alert_emails:
        - ann@example.com
    hibernation_schedules:
        - hibernate_at: 0 20 * * *
          wake_at: 0 6 * * *
          enabled: true
`

func TestAddDeployment(t *testing.T) {
	s := newScene(t)
	file, found := deployfile.Parse("etl.yaml", []byte(seedFile))
	require.NoError(t, found.Err())
	id := must(s.AddDeployment(file.Deployment))(t)
	d := must(s.c.Deployments.Get(t.Context(), id))(t)
	assert.Equal(t, client.DeploymentStatusHealthy, d.Status)
	assert.Equal(t, []any{"etl", "loads", "lake", "13.0.0", client.ExecutorCelery, client.SchedulerSizeMedium, "us-east-1", "20"},
		[]any{d.Name, d.Description, d.WorkspaceName, d.AstroRuntimeVersion, d.Executor, d.SchedulerSize, d.Region, d.ResourceQuotaCPU})
	assert.Equal(t, []string{"ann@example.com"}, d.ContactEmails)
	assert.Equal(t, []any{client.AstroMachineA10, 1, 5, 10},
		[]any{d.WorkerQueues[0].AstroMachine, d.WorkerQueues[0].MinWorkerCount, d.WorkerQueues[0].MaxWorkerCount, d.WorkerQueues[0].WorkerConcurrency})
	assert.Equal(t, "0 20 * * *", d.ScalingSpec.HibernationSpec.Schedules[0].HibernateAtCron)
	value, _ := s.RevealVariable(id, "B")
	assert.Equal(t, "hidden", value)
	_, err := s.AddDeployment(file.Deployment)
	require.ErrorContains(t, err, "etl", "the name is taken")

	file.Deployment.Configuration.Name, file.Deployment.Configuration.DeploymentType = "own", deployfile.KindDedicated
	file.Deployment.Configuration.ClusterName = "big"
	_, err = s.AddDeployment(file.Deployment)
	require.ErrorContains(t, err, "big", "clusters have to be there")
	cluster := s.AddCluster(client.Cluster{Name: "big"})
	id = must(s.AddDeployment(file.Deployment))(t)
	assert.Equal(t, cluster, must(s.c.Deployments.Get(t.Context(), id))(t).ClusterID)
}

// What was read can be put into another control plane, secrets aside.
func TestAddLiveDeployment(t *testing.T) {
	s := newScene(t)
	d := s.live(t, func(in *client.CreateStandardDeployment) {
		in.EnvironmentVariables = []client.EnvironmentVariable{{Key: "A", Value: client.NewSecret("1")}}
		in.IsDevelopmentMode, in.ScalingSpec = new(true), development("", "").ScalingSpec
	})
	other := newScene(t)
	assert.Equal(t, d.ID, other.AddLiveDeployment(d))
	assert.Equal(t, d, must(other.c.Deployments.Get(t.Context(), d.ID))(t))

	id := other.AddLiveDeployment(client.Deployment{Name: "bare"})
	bare := must(other.c.Deployments.Get(t.Context(), id))(t)
	assert.NotEmpty(t, bare.AstroRuntimeVersion)
	assert.NotEmpty(t, bare.ResourceQuotaMemory)
	assert.Equal(t, client.DeploymentStatusHealthy, bare.Status)
	must(other.c.Deployments.Update(t.Context(), id, updateOf(bare)))(t)
}

func TestBlankRuntime(t *testing.T) {
	s := newScene(t, clienttest.WithBlankRuntime())
	status, answer := s.send(t, http.MethodPost, "/deployments",
		`{"type":"STANDARD","name":"n","workspaceId":"`+s.workspace+`","cloudProvider":"AWS","region":"us-east-1","astroRuntimeVersion":""}`)
	assert.Equal(t, http.StatusOK, status)
	assert.NotEmpty(t, answer["astroRuntimeVersion"])
}

func TestDuplicateNames(t *testing.T) {
	s := newScene(t, clienttest.WithDuplicateNames())
	for range 2 {
		must(s.c.Deployments.Create(t.Context(), standard(s.workspace, "twin")))(t)
	}
	assert.Len(t, all(t, s.c.Deployments.All(t.Context(), client.DeploymentFilter{Names: []string{"twin"}})), 2)
}

// TestSeedWithDefaults resolves the numbers by which a file asks for the default.
func TestSeedWithDefaults(t *testing.T) {
	s := newScene(t)
	file, found := deployfile.Parse("etl.yaml", []byte(seedFile))
	require.NoError(t, found.Err())
	q := &file.Deployment.WorkerQueues[0]
	q.MinWorkerCount, q.MaxWorkerCount, q.WorkerConcurrency = new(-1), new(0), new(0)
	id := must(s.AddDeployment(file.Deployment))(t)
	got := must(s.c.Deployments.Get(t.Context(), id))(t).WorkerQueues[0]
	assert.Equal(t, []int{0, 10, 10}, []int{got.MinWorkerCount, got.MaxWorkerCount, got.WorkerConcurrency}, "an A10 takes 10 tasks")
}
