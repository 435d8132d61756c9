package clienttest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
)

func TestHybrid(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	cluster := s.AddCluster(client.Cluster{Name: "own", Type: client.ClusterTypeHybrid, NodePools: []client.NodePool{
		{Name: "large", NodeInstanceType: "m5.4xlarge", MaxNodeCount: 5}, {Name: "usual", NodeInstanceType: "m5.xlarge", IsDefault: true, MaxNodeCount: 20},
	}})
	pools := must(s.c.Clusters.Get(ctx, cluster))(t).NodePools
	large, usual := pools[0].ID, pools[1].ID
	in := client.CreateHybridDeployment{CreateDeploymentBase: client.CreateDeploymentBase{Name: "etl", WorkspaceID: s.workspace, ClusterID: cluster}}
	d := must(s.c.Deployments.Create(ctx, in))(t)
	assert.Equal(t, []any{client.ExecutorCelery, 5, 1, "0.5", "1920Mi", "own"},
		[]any{d.Executor, d.SchedulerAU, d.SchedulerReplicas, d.SchedulerCPU, d.SchedulerMemory, d.ClusterName})
	assert.False(t, d.IsDagDeployEnabled, "off unless it is asked for")
	assert.Empty(t, d.SchedulerSize)
	require.Len(t, d.WorkerQueues, 1)
	q := d.WorkerQueues[0]
	assert.Equal(t, client.WorkerQueue{ID: q.ID, Name: "default", IsDefault: true, NodePoolID: usual, MinWorkerCount: 1, MaxWorkerCount: 10,
		WorkerConcurrency: 16, PodCPU: "2", PodMemory: "14.5Gi"}, q)

	up := client.UpdateHybridDeployment{
		UpdateDeploymentBase: client.UpdateDeploymentBase{
			Name: "etl", WorkspaceID: s.workspace, Executor: client.ExecutorCelery, EnvironmentVariables: []client.EnvironmentVariable{},
		},
		WorkerQueues: []client.NodePoolQueue{{Name: "default", IsDefault: true, NodePoolID: large, MaxWorkerCount: 2, WorkerConcurrency: 64}},
		Scheduler:    client.Scheduler{AU: 24, Replicas: 4},
	}
	after := must(s.c.Deployments.Update(ctx, d.ID, up))(t)
	assert.Equal(t, []any{q.ID, large, 24, 4, "2.4"},
		[]any{after.WorkerQueues[0].ID, after.WorkerQueues[0].NodePoolID, after.SchedulerAU, after.SchedulerReplicas, after.SchedulerCPU})
	for name, change := range map[string]func(*client.UpdateHybridDeployment){
		"too much concurrency":  func(u *client.UpdateHybridDeployment) { u.WorkerQueues[0].WorkerConcurrency = 65 },
		"unknown pool":          func(u *client.UpdateHybridDeployment) { u.WorkerQueues[0].NodePoolID = "x" },
		"too many units":        func(u *client.UpdateHybridDeployment) { u.Scheduler.AU = 25 },
		"no units":              func(u *client.UpdateHybridDeployment) { u.Scheduler = client.Scheduler{} },
		"task pods with Celery": func(u *client.UpdateHybridDeployment) { u.TaskPodNodePoolID = usual },
	} {
		wrong := up
		wrong.WorkerQueues = append([]client.NodePoolQueue{}, up.WorkerQueues...)
		change(&wrong)
		_, err := s.c.Deployments.Update(ctx, d.ID, wrong)
		require.ErrorIs(t, err, client.ErrInvalid, name)
	}

	up.Executor, up.WorkerQueues = client.ExecutorKubernetes, nil
	after = must(s.c.Deployments.Update(ctx, d.ID, up))(t)
	assert.Empty(t, after.WorkerQueues)
	assert.Equal(t, usual, after.TaskPodNodePoolID, "the default pool")
	up.TaskPodNodePoolID = large
	assert.Equal(t, large, must(s.c.Deployments.Update(ctx, d.ID, up))(t).TaskPodNodePoolID)
	up.TaskPodNodePoolID = "x"
	_, err := s.c.Deployments.Update(ctx, d.ID, up)
	require.ErrorIs(t, err, client.ErrInvalid)
	require.ErrorIs(t, s.c.Clusters.Delete(ctx, cluster), client.ErrInvalid, "it still has a Deployment")
}
