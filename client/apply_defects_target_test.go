package client_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// poolsFile is the file that put every queue of somebody's on the largest machines.
func poolsFile() deployfile.Deployment {
	d := deployfile.Deployment{Configuration: deployfile.Configuration{
		Name: realmName, WorkspaceName: realmWorkspace, DeploymentType: deployfile.KindHybrid, ClusterName: "pools", RuntimeVersion: realmRuntime,
		Executor: deployfile.ExecutorCelery, SchedulerAU: new(5), SchedulerCount: new(1),
	}}
	for _, q := range []struct {
		name, node  string
		concurrency int
	}{
		{"default", "m6id.4xlarge", 4}, {"small-16gb-4cpu", "m6id.xlarge", 1}, {"medium-32gb-8cpu", "m6id.2xlarge", 1},
		{"large-64gb-16cpu", "m6id.4xlarge", 1}, {"xlarge-128gb-32cpu", "m6id.8xlarge", 1},
	} {
		d.WorkerQueues = append(d.WorkerQueues, deployfile.WorkerQueue{
			Name: q.name, MaxWorkerCount: new(30), MinWorkerCount: new(0), WorkerConcurrency: &q.concurrency, WorkerType: q.node,
		})
	}
	return d
}

func poolsCluster() client.Cluster {
	w := client.Cluster{Name: "pools", Type: client.ClusterTypeHybrid}
	for _, pool := range [][2]string{{"p-x", "m6id.xlarge"}, {"p-2x", "m6id.2xlarge"}, {"p-4x", "m6id.4xlarge"}, {"p-8x", "m6id.8xlarge"}} {
		w.NodePools = append(w.NodePools, client.NodePool{ID: pool[0], NodeInstanceType: pool[1]})
	}
	return w
}

// A queue gets the node pool of its own machine, on creation and on update, and keeps its ID.
func defectNodePools(t *testing.T) {
	want := map[string]string{
		"default": "p-4x", "small-16gb-4cpu": "p-x", "medium-32gb-8cpu": "p-2x", "large-64gb-16cpu": "p-4x", "xlarge-128gb-32cpu": "p-8x",
	}
	pools := func(r *realm, id string) map[string]string {
		m := map[string]string{}
		for _, q := range get(t, r, id).WorkerQueues {
			m[q.Name] = q.NodePoolID
		}
		return m
	}
	r := newRealm(t)
	r.AddCluster(poolsCluster())
	result, err := r.c.Apply(t.Context(), client.Target{}, poolsFile())
	require.NoError(t, err)
	assert.Equal(t, want, pools(r, result.Deployment.ID))

	b := &bench{newRealm(t, clienttest.WithQueuesByID()), t, "", poolsFile()}
	b.AddCluster(poolsCluster())
	part := poolsFile()
	part.WorkerQueues = part.WorkerQueues[:2]
	b.id, err = b.AddDeployment(part)
	require.NoError(t, err)
	ids := queueIDs(t, b.realm, b.id)
	body, err := b.apply(nil)
	require.NoError(t, err)
	assert.Equal(t, want, pools(b.realm, b.id))
	for name, id := range ids {
		assert.Equal(t, id, body.queue(name)["id"], name)
	}
}

// Queues are the same by their names, wherever a new one comes in the alphabet; a new one has no ID, not even an empty
// one.
func defectQueueInserted(t *testing.T) {
	for _, opts := range [][]clienttest.Option{nil, {clienttest.WithQueuesByID()}} {
		for _, name := range []string{"fast", "aaa", "zzz", "alpha"} {
			b := measuredBench(t, opts...)
			ids := queueIDs(t, b.realm, b.id)
			body, err := b.apply(func(d *deployfile.Deployment) {
				d.WorkerQueues = append(d.WorkerQueues, deployfile.WorkerQueue{
					Name: name, WorkerType: "A5", MinWorkerCount: new(0), MaxWorkerCount: new(3), WorkerConcurrency: new(5),
				})
			})
			require.NoError(t, err)
			assert.Equal(t, ids["default"], body.queue("default")["id"], name)
			assert.Equal(t, ids["heavy"], body.queue("heavy")["id"], name)
			assert.NotContains(t, body.queue(name), "id")
			after := queueIDs(t, b.realm, b.id)
			assert.Equal(t, ids["heavy"], after["heavy"])
			assert.NotEmpty(t, after[name])
		}
	}
}

// Nothing is even asked of the API.
func defectWrongQueues(t *testing.T) {
	for name, edit := range map[string]func(q []deployfile.WorkerQueue){
		"Z99":                 func(q []deployfile.WorkerQueue) { q[1].WorkerType, q[1].WorkerConcurrency = "Z99", new(15) },
		"Z99 in default":      func(q []deployfile.WorkerQueue) { q[0].WorkerType = "Z99" },
		"concurrency too far": func(q []deployfile.WorkerQueue) { q[0].WorkerConcurrency = new(16) },
		"min 9 of max 4":      func(q []deployfile.WorkerQueue) { q[1].MinWorkerCount = new(9) },
		"two default":         func(q []deployfile.WorkerQueue) { q[1].Name = "default" },
		"none called default": func(q []deployfile.WorkerQueue) { q[0].Name = "Default" },
	} {
		b := measuredBench(t)
		b.refuses(func(d *deployfile.Deployment) { edit(d.WorkerQueues) })
		assert.Empty(t, b.Requests(), name)
	}
	b := measuredBench(t)
	err := b.refuses(func(d *deployfile.Deployment) { d.WorkerQueues[1].WorkerType = "Z99" })
	assert.Contains(t, err.Error(), "A160", "the types that there are")
}

func defectNoNodePools(t *testing.T) {
	r := newRealm(t)
	r.AddCluster(client.Cluster{Name: "pools", Type: client.ClusterTypeHybrid})
	r.c = r.rewritten(t, without("nodePools"))
	_, err := r.c.Apply(t.Context(), client.Target{}, poolsFile())
	require.Error(t, err)
	assert.Contains(t, err.Error(), "m6id.4xlarge")
	assert.Empty(t, r.writes())

	file := poolsFile()
	file.Configuration.Executor, file.WorkerQueues = deployfile.ExecutorKubernetes, nil
	_, err = r.c.Apply(t.Context(), client.Target{}, file)
	require.ErrorIs(t, err, client.ErrInvalid)
	require.ErrorContains(t, err, "node pool")
	assert.Empty(t, r.writes())
}

func defectUnknownWorkspace(t *testing.T) {
	for _, name := range []string{"Data Platfrom", "data platform"} {
		b := measuredBench(t)
		err := b.refuses(func(d *deployfile.Deployment) { d.Configuration.WorkspaceName = name }, client.AllowDelete())
		var target *client.TargetError
		require.ErrorAs(t, err, &target)
		require.ErrorIs(t, err, client.ErrNotFound)
		assert.Contains(t, err.Error(), realmWorkspace, "the names that there are")
		assert.Equal(t, "not ours", get(t, b.realm, b.stranger).Description)

		err = b.refuses(func(d *deployfile.Deployment) {
			d.Configuration.Name, d.Configuration.WorkspaceName = "new", name
			variableOf(d, "DB_PASSWORD").Value = new(storedPassword)
		})
		require.ErrorIs(t, err, client.ErrNotFound)
	}
}

func defectIDAndName(t *testing.T) {
	b := measuredBench(t)
	other := measured(t)
	other.Configuration.Name = "alpha"
	alpha, err := b.AddDeployment(other)
	require.NoError(t, err)

	body, err := b.applyTo(client.Target{ID: alpha}, nil)
	require.Error(t, err)
	assert.Nil(t, body)
	var consent *client.ConsentError
	require.ErrorAs(t, err, &consent)
	assert.Equal(t, client.NeedRename, consent.Needs[0].Kind)

	renamed := func(d *deployfile.Deployment) { d.Configuration.Name = "etl-renamed" }
	body, err = b.applyTo(client.Target{ID: b.id}, renamed)
	require.Error(t, err)
	assert.Nil(t, body)
	body, err = b.applyTo(client.Target{ID: b.id}, renamed, client.AllowRename())
	require.NoError(t, err)
	assert.Equal(t, "etl-renamed", body["name"])
	assert.Equal(t, "etl-renamed", get(t, b.realm, b.id).Name)
	b.password(storedPassword)
}

// The Runtime changes with an image, so the plan tells; what cannot change at all refuses the file.
func defectPlacement(t *testing.T) {
	b := measuredBench(t)
	file := withoutSecrets(b.file)
	file.Configuration.RuntimeVersion = "3.0-4"
	planned, err := b.c.Plan(t.Context(), client.Target{}, file)
	require.NoError(t, err)
	require.Len(t, planned.Plan.Notes, 1)
	assert.Equal(t, deployfile.CodeRuntimeVersionDiffers, planned.Plan.Notes[0].Code)

	moved := func(d *deployfile.Deployment) {
		d.Configuration.CloudProvider, d.Configuration.Region, d.Configuration.Description = deployfile.CloudGCP, "us-central1", new("moved")
	}
	b.blocks(deployfile.CodeImmutableChanged, moved)
	body, err := b.apply(moved, client.LeaveBlocked())
	require.NoError(t, err)
	assert.Equal(t, "moved", body["description"])
	assert.NotContains(t, body, "region")
	assert.Equal(t, "us-east-1", get(t, b.realm, b.id).Region)
}

func defectCluster(t *testing.T) {
	b := newBench(t, dedicatedFile(false))
	other := b.AddCluster(client.Cluster{Name: "other"})
	moved := func(d *deployfile.Deployment) { d.Configuration.ClusterName = "other" }
	b.blocks(deployfile.CodeImmutableChanged, moved)
	assert.NotEqual(t, other, get(t, b.realm, b.id).ClusterID)
}

func defectDevelopmentMode(t *testing.T) {
	b := measuredBench(t)
	off := func(d *deployfile.Deployment) {
		d.Configuration.IsDevelopmentMode, d.HibernationSchedules = new(false), nil
	}
	b.refuses(off)
	body, err := b.apply(off, client.AllowDelete(), client.AllowImpact(deployfile.ImpactIrreversible))
	require.NoError(t, err)
	assert.Equal(t, false, body["isDevelopmentMode"])
	b.blocks(deployfile.CodeDevelopmentModeEnable, nil)

	result, err := b.c.Plan(t.Context(), client.Target{}, func() deployfile.Deployment {
		d := withoutSecrets(b.file)
		d.Configuration.IsDevelopmentMode = new(false)
		return d
	}())
	require.NoError(t, err)
	assert.Contains(t, fmt.Sprint(result.Findings), deployfile.CodeSchedulesIgnored)
}

// dedicatedFile is a Deployment of the Astro executor, with or without agents outside.
func dedicatedFile(remote bool) deployfile.Deployment {
	d := deployfile.Deployment{Configuration: deployfile.Configuration{
		Name: realmName, WorkspaceName: realmWorkspace, DeploymentType: deployfile.KindDedicated, ClusterName: realmDedicated,
		RuntimeVersion: realmRuntime, Executor: deployfile.ExecutorAstro, SchedulerSize: deployfile.SchedulerSmall, DagDeployEnabled: new(false),
	}}
	if remote {
		d.Configuration.RemoteExecution = &deployfile.RemoteExecution{
			Enabled: new(true), AllowedIPAddressRanges: []string{"10.0.0.0/8"}, TaskLogBucket: new("s3://logs"),
		}
	} else {
		d.WorkerQueues = []deployfile.WorkerQueue{{Name: "default", WorkerType: "A5", MinWorkerCount: new(0), MaxWorkerCount: new(10), WorkerConcurrency: new(5)}}
	}
	return d
}

// Remote execution stays when the file says nothing of it, and cannot come to a Deployment that was made without.
func defectRemoteExecution(t *testing.T) {
	b := newBench(t, dedicatedFile(true))
	body, err := b.apply(func(d *deployfile.Deployment) {
		d.Configuration.RemoteExecution, d.Configuration.Description = nil, new("changed")
	})
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"enabled": true,
		"allowedIpAddressRanges": []any{"10.0.0.0/8"}, "taskLogBucket": "s3://logs", "taskLogUrlPattern": ""}, body["remoteExecution"])
	assert.NotContains(t, body, "workerQueues")
	assert.True(t, get(t, b.realm, b.id).RemoteExecution.Enabled)

	b = newBench(t, dedicatedFile(false))
	b.blocks(deployfile.CodeRemoteExecutionToggled, func(d *deployfile.Deployment) { *d = dedicatedFile(true) }, client.AllowDelete())
	b = measuredBench(t)
	b.findsFault(deployfile.CodeRemoteExecutionUnsupported, func(d *deployfile.Deployment) {
		d.Configuration.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(true)}
	})
}

func defectOtherType(t *testing.T) {
	b := measuredBench(t)
	b.blocks(deployfile.CodeImmutableChanged, func(d *deployfile.Deployment) {
		c := &d.Configuration
		c.DeploymentType, c.ClusterName, c.CloudProvider, c.Region = deployfile.KindDedicated, realmDedicated, "", ""
	}, client.AllowDelete())
}
