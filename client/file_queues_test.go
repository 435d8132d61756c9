package client_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// idsOfQueues returns the ID of each queue by its name.
func idsOfQueues(queues []client.WorkerQueue) map[string]string {
	ids := map[string]string{}
	for _, q := range queues {
		ids[q.Name] = q.ID
	}
	return ids
}

// Wherever a queue is put into the list, the others stay the queues that they are. An API that makes a new queue of
// everything without an ID shows whether the request says so.
func TestQueuesKeepTheirIDs(t *testing.T) {
	for _, name := range []string{"aaa", "alpha", "fast", "zeta"} {
		for at := range 3 {
			s := newFileScene(t, clienttest.WithQueuesByID())
			live := s.create(t, fileForHosted(deployfile.KindStandard, deployfile.ExecutorCelery))
			before := idsOfQueues(live.WorkerQueues)
			file := live.File(nil)
			added := deployfile.WorkerQueue{Name: name, WorkerType: "A5", MaxWorkerCount: new(3), WorkerConcurrency: new(5)}
			file.WorkerQueues = slices.Insert(file.WorkerQueues, at, added)
			after := idsOfQueues(s.update(t, file, live).WorkerQueues)
			assert.NotEmpty(t, after[name])
			delete(after, name)
			assert.Equal(t, before, after, "%s at %d", name, at)

			live = s.get(t, live.ID)
			file = live.File(nil)
			slices.Reverse(file.WorkerQueues)
			assert.Equal(t, idsOfQueues(live.WorkerQueues), idsOfQueues(s.update(t, file, live).WorkerQueues))
		}
	}
}

// Nothing may make an ID of nothing: an empty one is a new queue to some and an error to others.
func TestNewQueuesHaveNoID(t *testing.T) {
	for name, file := range everyFile() {
		if len(file.WorkerQueues) == 0 {
			continue
		}
		s := newFileScene(t)
		live := s.create(t, file)
		file.WorkerQueues = append(slices.Clone(file.WorkerQueues), file.WorkerQueues[0])
		file.WorkerQueues[len(file.WorkerQueues)-1].Name = "another"
		request, err := client.UpdateRequest(file, live, s.pools(live), nil)
		require.NoError(t, err)
		body, err := client.Wire(request)
		require.NoError(t, err)
		queues, _ := body["workerQueues"].([]any)
		require.Len(t, queues, len(file.WorkerQueues))
		for i, q := range queues {
			q, _ := q.(map[string]any)
			id, has := q["id"]
			assert.Equal(t, i < len(queues)-1, has, "%s: %v", name, id)
			if has {
				assert.NotEmpty(t, id)
			}
			assert.Equal(t, q["name"] == "default", q["isDefault"])
		}
	}
}

// Five queues on four machines once all ran on the largest, and nobody was told.
func TestEachQueueHasItsOwnNodePool(t *testing.T) {
	want := []string{"p-4x", "p-x", "p-2x", "p-4x", "p-8x"}
	s := newFileScene(t)
	file := fileForHybrid(deployfile.ExecutorCelery)
	live := s.create(t, file)
	pools := func(d client.Deployment) []string {
		var ids []string
		for _, q := range d.WorkerQueues {
			ids = append(ids, q.NodePoolID)
		}
		return ids
	}
	assert.Equal(t, want, pools(live))

	fewer := file
	fewer.Configuration.Name = "smaller"
	fewer.WorkerQueues = file.WorkerQueues[:2]
	live = s.create(t, fewer)
	before := idsOfQueues(live.WorkerQueues)
	fewer.WorkerQueues = file.WorkerQueues
	live = s.update(t, fewer, live)
	assert.Equal(t, want, pools(live))
	after := idsOfQueues(live.WorkerQueues)
	for name, id := range before {
		assert.Equal(t, id, after[name])
	}
}

// Of two pools of one machine the queue stays on its own: only the ID tells them apart.
func TestQueueStaysOnItsPool(t *testing.T) {
	s := newFileScene(t)
	id := s.AddLiveDeployment(client.Deployment{
		Name: "twins", Type: client.DeploymentTypeHybrid, ClusterID: s.clusters[sharedCluster].ID, ClusterName: sharedCluster, WorkspaceID: s.workspace,
		WorkerQueues: []client.WorkerQueue{{Name: "default", IsDefault: true, NodePoolID: "p-4x-spare", MaxWorkerCount: 2, WorkerConcurrency: 3}},
	})
	live := s.get(t, id)
	pools := s.clusters[sharedCluster].NodePools
	file := live.File(pools)
	require.Equal(t, "m6id.4xlarge", file.WorkerQueues[0].WorkerType)
	queue := func(pools []client.NodePool) client.NodePoolQueue {
		request, err := client.UpdateRequest(file, live, pools, nil)
		require.NoError(t, err)
		hybrid, ok := request.(client.UpdateHybridDeployment)
		require.True(t, ok)
		return hybrid.WorkerQueues[0]
	}
	assert.Equal(t, "p-4x-spare", queue(pools).NodePoolID)
	file.WorkerQueues[0].Name = "other"
	assert.Equal(t, "p-4x", queue(pools).NodePoolID, "a new queue takes the first")
	file = live.File(nil)
	assert.Equal(t, "p-4x-spare", queue(nil).NodePoolID, "nobody knows its name, and nobody changes it")
}

func TestUnknownMachines(t *testing.T) {
	s := newFileScene(t)
	celery := fileForHosted(deployfile.KindStandard, deployfile.ExecutorCelery)
	hosted := s.create(t, celery)
	billing := fileForHybrid(deployfile.ExecutorCelery)
	pods := fileForHybrid(deployfile.ExecutorKubernetes)
	pods.Configuration.Name = "pods"
	queues, taskPods := s.create(t, billing), s.create(t, pods)
	with := func(d deployfile.Deployment, machine string) deployfile.Deployment {
		d.WorkerQueues = slices.Clone(d.WorkerQueues)
		if len(d.WorkerQueues) > 1 {
			d.WorkerQueues[1].WorkerType = machine
		} else {
			d.Configuration.DefaultWorkerType = machine
		}
		return d
	}
	limits := &deployfile.Limits{WorkerMachines: []deployfile.WorkerMachine{{Name: "B1", Concurrency: deployfile.NumberRange{Floor: 1, Default: 3, Ceiling: 9}}, {Name: "B2"}}}
	for name, test := range map[string]struct {
		file   deployfile.Deployment
		live   client.Deployment
		limits *deployfile.Limits
		want   []string
	}{
		"machine":           {with(celery, "A7"), hosted, nil, []string{`"heavy"`, `"A7"`, "A5, A10, A20, A40, A60, A120, A160"}},
		"no machine":        {with(celery, ""), hosted, nil, []string{`"heavy"`, `""`, "A5"}},
		"machine offered":   {with(celery, "A7"), hosted, limits, []string{`"heavy"`, `"A7"`, "B1, B2"}},
		"no concurrency":    {with(celery, "B2"), hosted, limits, []string{`"heavy"`, `"B2"`, "write worker_concurrency"}},
		"instance":          {with(billing, "m5.xlarge"), queues, nil, []string{`"small-16gb-4cpu"`, `"m5.xlarge"`, "m6id.xlarge, m6id.2xlarge, m6id.4xlarge, m6id.8xlarge"}},
		"case of instance":  {with(billing, "M6ID.xlarge"), queues, nil, []string{`"M6ID.xlarge"`}},
		"no instance":       {with(billing, ""), queues, nil, []string{`"small-16gb-4cpu"`, `""`}},
		"task pod instance": {with(pods, "m5.xlarge"), taskPods, nil, []string{"default_worker_type", `"m5.xlarge"`, "m6id.xlarge"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := client.UpdateRequest(test.file, test.live, s.pools(test.live), test.limits)
			_, created := client.CreateRequest(test.file, s.workspace, s.clusters[test.live.ClusterName], test.limits)
			for _, err := range []error{err, created} {
				require.ErrorIs(t, err, client.ErrInvalid)
				assert.NotContains(t, err.Error(), "\n")
				for _, text := range test.want {
					assert.ErrorContains(t, err, text)
				}
			}
		})
	}
	_, err := client.CreateRequest(with(pods, ""), s.workspace, &client.Cluster{ID: "c", Type: client.ClusterTypeHybrid}, nil)
	require.ErrorContains(t, err, "node pool")
	_, err = client.CreateRequest(billing, s.workspace, &client.Cluster{ID: "c", Type: client.ClusterTypeHybrid}, nil)
	assert.ErrorContains(t, err, "it has no node pools")
}

// A machine that this version does not know can stay where it runs.
func TestYoungMachines(t *testing.T) {
	live := client.Deployment{Name: "etl", Type: client.DeploymentTypeDedicated, Executor: client.ExecutorCelery,
		WorkerQueues: []client.WorkerQueue{{ID: "q", Name: "default", IsDefault: true, AstroMachine: "C9", MaxWorkerCount: 2, WorkerConcurrency: 500}}}
	request, err := client.UpdateRequest(live.File(nil), live, nil, nil)
	require.NoError(t, err)
	dedicated, ok := request.(client.UpdateDedicatedDeployment)
	require.True(t, ok)
	assert.Equal(t, []client.MachineQueue{{ID: "q", Name: "default", IsDefault: true, AstroMachine: "C9", MaxWorkerCount: 2, WorkerConcurrency: 500}}, dedicated.WorkerQueues)
}

// What a queue leaves out is what a plan assumes: both are asked about the same file.
func TestAbsentNumbersAreThoseOfThePlan(t *testing.T) {
	limits := &deployfile.Limits{
		WorkerMachines: []deployfile.WorkerMachine{{Name: "A20", Concurrency: deployfile.NumberRange{Floor: 1, Default: 11, Ceiling: 60}}},
		WorkerQueues: deployfile.QueueLimits{
			MinWorkers: deployfile.NumberRange{Default: 2, Ceiling: 20}, MaxWorkers: deployfile.NumberRange{Floor: 1, Default: 12, Ceiling: 30},
			WorkerConcurrency: deployfile.NumberRange{Floor: 1, Default: 13, Ceiling: 64},
		},
	}
	odd := &deployfile.Limits{WorkerQueues: deployfile.QueueLimits{MaxWorkers: deployfile.NumberRange{Floor: 5, Default: 3, Ceiling: 30}}}
	for _, file := range []deployfile.Deployment{fileForHosted(deployfile.KindStandard, deployfile.ExecutorCelery), fileForHybrid(deployfile.ExecutorCelery)} {
		for _, limits := range []*deployfile.Limits{nil, {}, limits, odd} {
			for _, fewest := range []*int{nil, new(-1), new(0), new(1)} {
				for _, zero := range []*int{nil, new(0)} {
					s := newFileScene(t)
					live := s.create(t, file)
					want := live.File(s.pools(live))
					for i := range want.WorkerQueues {
						q := &want.WorkerQueues[i]
						q.MinWorkerCount, q.MaxWorkerCount, q.WorkerConcurrency = fewest, zero, zero
					}
					request, err := client.UpdateRequest(want, live, s.pools(live), limits)
					require.NoError(t, err)
					_, err = s.c.Deployments.Update(t.Context(), live.ID, request)
					require.NoError(t, err)
					live = s.get(t, live.ID)
					assert.Empty(t, deployfile.DiffOptions{Limits: limits}.Diff(live.File(s.pools(live)), want).Changes)
				}
			}
		}
	}
}

// A file without queues keeps the live ones, and one without the storage of a queue keeps that.
func TestQueuesAreKept(t *testing.T) {
	for _, file := range []deployfile.Deployment{fileForHosted(deployfile.KindDedicated, deployfile.ExecutorAstro), fileForHybrid(deployfile.ExecutorCelery)} {
		s := newFileScene(t, clienttest.WithQueuesByID())
		live := s.create(t, file)
		file.WorkerQueues = nil
		assert.Equal(t, live.WorkerQueues, s.update(t, file, live).WorkerQueues)
		file.WorkerQueues = live.File(s.pools(live)).WorkerQueues
		for i := range file.WorkerQueues {
			file.WorkerQueues[i].PodEphemeralStorage = ""
		}
		assert.Equal(t, live.WorkerQueues, s.update(t, file, live).WorkerQueues)
	}
}

// The executor decides whether there are queues at all.
func TestExecutorChanges(t *testing.T) {
	s := newFileScene(t)
	file := fileForHosted(deployfile.KindStandard, deployfile.ExecutorCelery)
	live := s.create(t, file)
	queues := file.WorkerQueues
	file.Configuration.Executor, file.WorkerQueues = "KubernetesExecutor", nil
	live = s.update(t, file, live)
	assert.Equal(t, client.ExecutorKubernetes, live.Executor)
	assert.Empty(t, live.WorkerQueues)
	file.Configuration.Executor, file.WorkerQueues = "astro", queues
	live = s.update(t, file, live)
	assert.Equal(t, client.ExecutorAstro, live.Executor)
	assert.Len(t, live.WorkerQueues, 2)

	file = fileForHybrid(deployfile.ExecutorCelery)
	live = s.create(t, file)
	file.Configuration.Executor, file.WorkerQueues = "kubernetes", nil
	live = s.update(t, file, live)
	assert.Equal(t, "p-x", live.TaskPodNodePoolID, "the first of the cluster")
	file.Configuration.DefaultWorkerType = "m6id.8xlarge"
	live = s.update(t, file, live)
	assert.Equal(t, "p-8x", live.TaskPodNodePoolID)
	file.Configuration.DefaultWorkerType = ""
	assert.Equal(t, "p-8x", s.update(t, file, live).TaskPodNodePoolID)
}
