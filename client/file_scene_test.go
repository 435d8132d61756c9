package client_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// fileDay is when everything in these tests happens.
var fileDay = time.Date(2026, 3, 2, 10, 0, 0, 123456000, time.UTC)

const (
	fileWorkspace = "Data Platform"
	ownCluster    = "prod-aws"
	sharedCluster = "Europe (shared)"
)

// fileScene is a control plane with a Workspace, a Dedicated and a Hybrid cluster.
type fileScene struct {
	*clienttest.Astro
	c         *client.Client
	workspace string
	clusters  map[string]*client.Cluster // by name
}

func newFileScene(t testing.TB, opts ...clienttest.Option) fileScene {
	t.Helper()
	astro := clienttest.New(append([]clienttest.Option{clienttest.WithClock(func() time.Time { return fileDay })}, opts...)...)
	c, err := astro.Client()
	require.NoError(t, err)
	s := fileScene{Astro: astro, c: c, workspace: astro.AddWorkspace(client.Workspace{Name: fileWorkspace}), clusters: map[string]*client.Cluster{}}
	s.addCluster(t, client.Cluster{Name: ownCluster})
	s.addCluster(t, client.Cluster{Name: sharedCluster, Type: client.ClusterTypeHybrid, NodePools: []client.NodePool{
		{ID: "p-x", Name: "x", NodeInstanceType: "m6id.xlarge", IsDefault: true},
		{ID: "p-2x", Name: "2x", NodeInstanceType: "m6id.2xlarge"},
		{ID: "p-4x", Name: "4x", NodeInstanceType: "m6id.4xlarge"},
		{ID: "p-8x", Name: "8x", NodeInstanceType: "m6id.8xlarge"},
		{ID: "p-4x-spare", Name: "4x-spare", NodeInstanceType: "m6id.4xlarge"},
	}})
	return s
}

func (s fileScene) addCluster(t testing.TB, c client.Cluster) {
	t.Helper()
	made, err := s.c.Clusters.Get(t.Context(), s.AddCluster(c))
	require.NoError(t, err)
	s.clusters[made.Name] = &made
}

func (s fileScene) get(t testing.TB, id string) client.Deployment {
	t.Helper()
	_, err := s.c.Deployments.Get(t.Context(), id) // finishes what is under way
	require.NoError(t, err)
	d, err := s.c.Deployments.Get(t.Context(), id)
	require.NoError(t, err)
	return d
}

// pools returns the node pools that the Deployment's cluster has.
func (s fileScene) pools(d client.Deployment) []client.NodePool {
	if c := s.clusters[d.ClusterName]; c != nil {
		return c.NodePools
	}
	return nil
}

// create makes the Deployment of a file and returns it as it then is.
func (s fileScene) create(t testing.TB, want deployfile.Deployment) client.Deployment {
	t.Helper()
	request, err := client.CreateRequest(want, s.workspace, s.clusters[want.Configuration.ClusterName], nil)
	require.NoError(t, err)
	made, err := s.c.Deployments.Create(t.Context(), request)
	require.NoError(t, err)
	return s.get(t, made.ID)
}

// update sends the file and returns what became of the Deployment.
func (s fileScene) update(t testing.TB, want deployfile.Deployment, live client.Deployment) client.Deployment {
	t.Helper()
	request, err := client.UpdateRequest(want, live, s.pools(live), nil)
	require.NoError(t, err)
	_, err = s.c.Deployments.Update(t.Context(), live.ID, request)
	require.NoError(t, err)
	return s.get(t, live.ID)
}

// lasting returns the Deployment without what every update changes.
func lasting(d client.Deployment) client.Deployment {
	d.UpdatedAt, d.UpdatedBy, d.Status = time.Time{}, client.Profile{}, ""
	return d
}

// standardFile is a file that says everything a Standard Deployment can be told.
func standardFile() deployfile.Deployment {
	return deployfile.Deployment{
		EnvironmentVariables: []deployfile.EnvironmentVariable{
			{Key: "LOG_LEVEL", Value: new("info")}, {Key: "ACCOUNT", Value: new("012345678901")}, {Key: "EMPTY", Value: new("")},
			{Key: "DB_PASSWORD", IsSecret: true, Value: new("hunter2")},
		},
		Configuration: deployfile.Configuration{
			Name: "etl", Description: new("nightly: etl"), RuntimeVersion: "3.1-21", DagDeployEnabled: new(true), CICDEnforcement: new(true),
			SchedulerSize: "medium", IsHighAvailability: new(false), IsDevelopmentMode: new(true), Executor: "CeleryExecutor",
			WorkspaceName: fileWorkspace, DeploymentType: "standard", CloudProvider: "aws", Region: "us-east-1",
			DefaultTaskPodCPU: "0.5", DefaultTaskPodMemory: "1Gi", ResourceQuotaCPU: "20", ResourceQuotaMemory: "40Gi",
			WorkloadIdentity: "arn:aws:iam::123456789012:role/etl",
		},
		WorkerQueues: []deployfile.WorkerQueue{
			{Name: "default", MaxWorkerCount: new(5), MinWorkerCount: new(1), WorkerConcurrency: new(7), WorkerType: "a5", PodEphemeralStorage: "20Gi"},
			{Name: "heavy", MaxWorkerCount: new(4), WorkerType: "A20"},
		},
		AlertEmails: []string{"oncall@example.com", "data+alerts@example.com"},
		HibernationSchedules: []deployfile.HibernationSchedule{
			{HibernateAt: "0 20 * * *", WakeAt: "0 6 * * *", Description: "nights", Enabled: new(true)},
			{HibernateAt: "0 20 * * 5", WakeAt: "0 6 * * 1"},
		},
	}
}

// fileForHosted is standardFile without what not every executor and type has.
func fileForHosted(kind deployfile.Kind, executor deployfile.Executor) deployfile.Deployment {
	d := standardFile()
	c := &d.Configuration
	c.DeploymentType, c.Executor, c.IsDevelopmentMode, c.IsHighAvailability = kind, executor, nil, new(true)
	c.WorkloadIdentity = ""
	d.HibernationSchedules = nil
	if kind == deployfile.KindDedicated {
		c.CloudProvider, c.Region, c.ClusterName = "", "", ownCluster
	}
	if executor == deployfile.ExecutorKubernetes {
		d.WorkerQueues = nil
	}
	return d
}

func fileWithAgents() deployfile.Deployment {
	d := fileForHosted(deployfile.KindDedicated, deployfile.ExecutorAstro)
	c := &d.Configuration
	d.WorkerQueues, c.DagDeployEnabled = nil, nil
	c.DefaultTaskPodCPU, c.DefaultTaskPodMemory, c.ResourceQuotaCPU, c.ResourceQuotaMemory = "", "", "", ""
	c.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(true), AllowedIPAddressRanges: []string{"203.0.113.0/24", "2001:db8:40::/48"},
		TaskLogBucket: new("s3://example-task-logs/etl"), TaskLogURLPattern: new("{{ ti.dag_id }}.log")}
	return d
}

// fileForHybrid has the five queues of a Deployment that ran on the wrong machines for months.
func fileForHybrid(executor deployfile.Executor) deployfile.Deployment {
	d := deployfile.Deployment{
		EnvironmentVariables: standardFile().EnvironmentVariables,
		Configuration: deployfile.Configuration{
			Name: "billing", RuntimeVersion: "13.11.0", DagDeployEnabled: new(false), CICDEnforcement: new(false), Executor: executor,
			SchedulerAU: new(10), SchedulerCount: new(2), ClusterName: sharedCluster, WorkspaceName: fileWorkspace, DeploymentType: deployfile.KindHybrid,
		},
		AlertEmails: []string{"oncall@example.com"},
	}
	if executor == deployfile.ExecutorKubernetes {
		d.Configuration.DefaultWorkerType = "m6id.2xlarge"
		return d
	}
	for _, q := range [][2]string{{"default", "m6id.4xlarge"}, {"small-16gb-4cpu", "m6id.xlarge"}, {"medium-32gb-8cpu", "m6id.2xlarge"},
		{"large-64gb-16cpu", "m6id.4xlarge"}, {"xlarge-128gb-32cpu", "m6id.8xlarge"}} {
		d.WorkerQueues = append(d.WorkerQueues, deployfile.WorkerQueue{
			Name: q[0], MaxWorkerCount: new(30), MinWorkerCount: new(0), WorkerConcurrency: new(4), WorkerType: q[1],
		})
	}
	return d
}

// everyFile has one of each type and executor.
func everyFile() map[string]deployfile.Deployment {
	return map[string]deployfile.Deployment{
		"standard development": standardFile(),
		"standard celery":      fileForHosted(deployfile.KindStandard, deployfile.ExecutorCelery),
		"standard kubernetes":  fileForHosted(deployfile.KindStandard, deployfile.ExecutorKubernetes),
		"standard astro":       fileForHosted(deployfile.KindStandard, deployfile.ExecutorAstro),
		"dedicated celery":     fileForHosted(deployfile.KindDedicated, deployfile.ExecutorCelery),
		"dedicated kubernetes": fileForHosted(deployfile.KindDedicated, deployfile.ExecutorKubernetes),
		"dedicated astro":      fileForHosted(deployfile.KindDedicated, deployfile.ExecutorAstro),
		"dedicated remote":     fileWithAgents(),
		"hybrid celery":        fileForHybrid(deployfile.ExecutorCelery),
		"hybrid kubernetes":    fileForHybrid(deployfile.ExecutorKubernetes),
	}
}
