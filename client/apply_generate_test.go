package client_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// canary is part of every secret value that the tests of Apply use: it must never show.
const canary = "s3cret-canary"

// The names in the realm.
const (
	realmName      = "etl"
	realmWorkspace = "Data Platform"
	realmDedicated = "prod-dedicated"
	realmHybrid    = "prod-hybrid"
	realmRuntime   = "3.2-10"
	realmOverride  = "2099-01-02T03:04:05Z"
)

// realm is a control plane with two Workspaces, a cluster of each kind, and a Deployment of the usual name in the
// Workspace that none of the files mean.
type realm struct {
	*clienttest.Astro
	c        *client.Client
	stranger string // ID of the Deployment in the other Workspace
}

func newRealm(t testing.TB, opts ...clienttest.Option) *realm {
	t.Helper()
	astro := clienttest.New(opts...)
	astro.AddWorkspace(client.Workspace{Name: realmWorkspace})
	analytics := astro.AddWorkspace(client.Workspace{Name: "Analytics"})
	astro.AddCluster(client.Cluster{Name: realmDedicated})
	astro.AddCluster(client.Cluster{Name: realmHybrid, Type: client.ClusterTypeHybrid, NodePools: []client.NodePool{
		{NodeInstanceType: "m5.xlarge"}, {NodeInstanceType: "m5.2xlarge"}, {NodeInstanceType: "m6i.xlarge"},
	}})
	stranger := astro.AddLiveDeployment(client.Deployment{Name: realmName, WorkspaceID: analytics, Description: "not ours"})
	c, err := astro.Client(client.WithHTTPClient(&http.Client{Transport: &client.Retry{Base: astro}}))
	require.NoError(t, err)
	return &realm{astro, c, stranger}
}

// lots draws Deployments that could exist, the same ones for the same seed.
type lots struct{ *rand.Rand }

func newLots(seed uint64) lots { return lots{rand.New(rand.NewPCG(seed, 0))} }

func (l lots) chance(percent int) bool { return l.IntN(100) < percent }

func oneOf[T any](l lots, of ...T) T { return of[l.IntN(len(of))] }

func (l lots) some(of ...string) []string {
	list := []string{}
	for _, s := range of {
		if l.chance(50) {
			list = append(list, s)
		}
	}
	l.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

func (l lots) secret() string { return fmt.Sprintf("%s-%08x", canary, l.Uint32()) }

// kind draws a deployment type.
func (l lots) kind() deployfile.Kind {
	return oneOf(l, deployfile.KindStandard, deployfile.KindDedicated, deployfile.KindHybrid)
}

func (l lots) executor(kind deployfile.Kind) deployfile.Executor {
	executors := []deployfile.Executor{deployfile.ExecutorCelery, deployfile.ExecutorKubernetes, deployfile.ExecutorAstro}
	if kind == deployfile.KindHybrid {
		executors = executors[:2]
	}
	return oneOf(l, executors...)
}

// file draws a file that says everything that applies to a Deployment of the type.
func (l lots) file(kind deployfile.Kind) deployfile.Deployment {
	c := deployfile.Configuration{
		Name: realmName, WorkspaceName: realmWorkspace, DeploymentType: kind, RuntimeVersion: realmRuntime, Executor: l.executor(kind),
		Description: new(oneOf(l, "", "nightly", "with \"quotes\" and €")), DagDeployEnabled: new(l.chance(50)), CICDEnforcement: new(l.chance(30)),
		WorkloadIdentity: oneOf(l, "", "arn:aws:iam::123456789012:role/a", "arn:aws:iam::123456789012:role/b"),
	}
	l.place(&c)
	if kind == deployfile.KindHybrid {
		c.SchedulerAU, c.SchedulerCount = new(5+l.IntN(20)), new(1+l.IntN(4))
		if c.Executor == deployfile.ExecutorKubernetes {
			c.DefaultWorkerType = l.node()
		}
	} else {
		c.SchedulerSize = oneOf(l, deployfile.SchedulerSmall, deployfile.SchedulerMedium, deployfile.SchedulerLarge)
		c.IsHighAvailability, c.IsDevelopmentMode = new(l.chance(30)), new(l.chance(50))
		l.sizes(&c)
	}
	if kind == deployfile.KindDedicated && c.Executor == deployfile.ExecutorAstro && l.chance(50) {
		c.DagDeployEnabled, c.RemoteExecution = new(false), l.remote()
	}
	all := deployfile.Deployment{Configuration: c, AlertEmails: l.some("a@example.com", "b@example.com", "c@example.com")}
	if c.Executor != deployfile.ExecutorKubernetes && c.RemoteExecution == nil {
		all.WorkerQueues = l.queues(kind)
	}
	if c.IsDevelopmentMode != nil && *c.IsDevelopmentMode {
		all.HibernationSchedules = l.schedules()
	}
	all.EnvironmentVariables = l.variables()
	return all
}

func (l lots) place(c *deployfile.Configuration) {
	switch c.DeploymentType {
	case deployfile.KindStandard:
		c.CloudProvider, c.Region = deployfile.CloudAWS, oneOf(l, "us-east-1", "us-west-2")
	case deployfile.KindDedicated:
		c.ClusterName = realmDedicated
	case deployfile.KindHybrid:
		c.ClusterName = realmHybrid
	}
}

func (l lots) node() string { return oneOf(l, "m5.xlarge", "m5.2xlarge", "m6i.xlarge") }

// sizes draws pairs of cores and memory, in several spellings.
func (l lots) sizes(c *deployfile.Configuration) {
	pod := oneOf(l, [2]string{"0.25", "0.5Gi"}, [2]string{"0.5", "1Gi"}, [2]string{"500m", "1Gi"}, [2]string{"1", "2Gi"})
	quota := oneOf(l, [2]string{"10", "20Gi"}, [2]string{"20", "40Gi"}, [2]string{"12.5", "25Gi"})
	c.DefaultTaskPodCPU, c.DefaultTaskPodMemory, c.ResourceQuotaCPU, c.ResourceQuotaMemory = pod[0], pod[1], quota[0], quota[1]
}

func (l lots) remote() *deployfile.RemoteExecution {
	return &deployfile.RemoteExecution{
		Enabled: new(true), AllowedIPAddressRanges: l.some("10.0.0.0/8", "192.0.2.0/24", "2001:db8::/32"),
		TaskLogBucket: new(oneOf(l, "", "s3://logs", "s3://other")), TaskLogURLPattern: new(oneOf(l, "", "https://logs.example.com/{{ ti.dag_id }}")),
	}
}

func (l lots) queues(kind deployfile.Kind) []deployfile.WorkerQueue {
	queues := []deployfile.WorkerQueue{l.queue("default", kind)}
	for _, name := range l.some("heavy", "aaa", "gpu", "zz") { // before and after default in the alphabet
		queues = append(queues, l.queue(name, kind))
	}
	l.Shuffle(len(queues), func(i, j int) { queues[i], queues[j] = queues[j], queues[i] })
	return queues
}

func (l lots) queue(name string, kind deployfile.Kind) deployfile.WorkerQueue {
	q := deployfile.WorkerQueue{Name: name, MinWorkerCount: new(l.IntN(3)), MaxWorkerCount: new(3 + l.IntN(8)), WorkerConcurrency: new(1 + l.IntN(15)), WorkerType: l.node()}
	if kind != deployfile.KindHybrid {
		q.WorkerType, q.PodEphemeralStorage = oneOf(l, "A5", "A10", "A20"), oneOf(l, "10Gi", "20Gi", "30Gi")
	}
	return q
}

func (l lots) schedules() []deployfile.HibernationSchedule {
	list := []deployfile.HibernationSchedule{}
	for range l.IntN(4) {
		list = append(list, deployfile.HibernationSchedule{
			HibernateAt: oneOf(l, "0 20 * * *", "0 18 * * 5"), WakeAt: oneOf(l, "0 7 * * *", "0 6 * * 1"),
			Description: oneOf(l, "", "nights"), Enabled: new(l.chance(80)),
		})
	}
	return list
}

// variables draws variables, secrets among them, all with values.
func (l lots) variables() []deployfile.EnvironmentVariable {
	list := []deployfile.EnvironmentVariable{}
	for _, key := range l.some("KEY_A", "KEY_B", "KEY_C", "KEY_D", "KEY_E", "KEY_F") {
		v := deployfile.EnvironmentVariable{Key: key, IsSecret: l.chance(50), Value: new(oneOf(l, "", "info", "a\nb", "012"))}
		if v.IsSecret {
			v.Value = new(l.secret())
		}
		list = append(list, v)
	}
	return list
}

// live draws a Deployment into the realm and returns its ID. Some were put to sleep or kept awake by hand.
func (l lots) live(t testing.TB, r *realm) (id string, f deployfile.Deployment) {
	t.Helper()
	f = l.file(l.kind())
	id, err := r.AddDeployment(f)
	require.NoError(t, err)
	if dev := f.Configuration.IsDevelopmentMode; dev != nil && *dev && l.chance(50) {
		body := map[string]any{"isHibernating": l.chance(50), "overrideUntil": realmOverride}
		path := client.Path("organizations", clienttest.Organization, "deployments", id, "hibernation-override")
		require.NoError(t, r.c.Do(t.Context(), "POST", path, nil, body, nil))
	}
	return id, f
}

// wish is a file for a live Deployment that nothing stands in the way of, and what may happen to its secrets.
type wish struct {
	file    deployfile.Deployment
	secrets deployfile.SecretOptions
}

// wanted draws a file for an update: parts of it are as they were, others new, others left out.
func (l lots) wanted(live deployfile.Deployment) wish {
	was, next := live.Configuration, l.file(live.Configuration.DeploymentType)
	for (was.RemoteExecution != nil) != (next.Configuration.RemoteExecution != nil) {
		next = l.file(was.DeploymentType)
	}
	w := wish{file: live}
	w.file.Metadata = nil
	c, n := &w.file.Configuration, next.Configuration
	c.Executor = n.Executor
	if l.chance(30) {
		c.Executor = map[deployfile.Executor]deployfile.Executor{"CELERY": "CeleryExecutor", "KUBERNETES": "KubernetesExecutor", "ASTRO": "AstroExecutor"}[n.Executor]
	}
	drawn(l, &c.Description, n.Description)
	drawn(l, &c.CICDEnforcement, n.CICDEnforcement)
	if c.CICDEnforcement == nil || !*c.CICDEnforcement || was.CICDEnforcement == nil || !*was.CICDEnforcement { // else it is locked
		drawn(l, &c.DagDeployEnabled, n.DagDeployEnabled)
	}
	drawn(l, &c.IsHighAvailability, n.IsHighAvailability)
	drawn(l, &c.SchedulerAU, n.SchedulerAU)
	drawn(l, &c.SchedulerCount, n.SchedulerCount)
	drawnText(l, &c.SchedulerSize, n.SchedulerSize)
	drawnText(l, &c.DefaultWorkerType, n.DefaultWorkerType)
	drawnText(l, &c.WorkloadIdentity, n.WorkloadIdentity)
	drawnText(l, &c.RuntimeVersion, c.RuntimeVersion)
	if l.chance(50) {
		c.DefaultTaskPodCPU, c.DefaultTaskPodMemory = n.DefaultTaskPodCPU, n.DefaultTaskPodMemory
	} else if l.chance(50) {
		c.ResourceQuotaCPU, c.ResourceQuotaMemory = "", ""
	}
	if c.IsDevelopmentMode != nil && l.chance(30) {
		c.IsDevelopmentMode = oneOf(l, nil, new(false))
	}
	l.wantedRemote(c, n)
	w.file.WorkerQueues = l.wantedQueues(live, next)
	if c.Executor != deployfile.ExecutorKubernetes && n.Executor != deployfile.ExecutorKubernetes {
		c.DefaultWorkerType = ""
	}
	w.file.AlertEmails = oneOf(l, next.AlertEmails, live.AlertEmails, nil)
	w.file.HibernationSchedules = oneOf(l, l.schedules(), live.HibernationSchedules, nil)
	l.wantedVariables(&w, live.EnvironmentVariables, next.EnvironmentVariables)
	return w
}

func (l lots) wantedRemote(c *deployfile.Configuration, n deployfile.Configuration) {
	if c.RemoteExecution == nil {
		return
	}
	if l.chance(20) {
		c.RemoteExecution = nil
		return
	}
	remote := *n.RemoteExecution
	if l.chance(30) {
		remote.AllowedIPAddressRanges = nil
	}
	drawn(l, &remote.TaskLogBucket, c.RemoteExecution.TaskLogBucket)
	drawn(l, &remote.TaskLogURLPattern, c.RemoteExecution.TaskLogURLPattern)
	c.RemoteExecution = &remote
}

// wantedQueues leaves numbers out of queues, or all queues where the live ones can stay.
func (l lots) wantedQueues(live, next deployfile.Deployment) []deployfile.WorkerQueue {
	if len(next.WorkerQueues) == 0 || len(live.WorkerQueues) > 0 && l.chance(20) {
		return nil
	}
	queues := next.WorkerQueues
	for i := range queues {
		q := &queues[i]
		drawn(l, &q.MinWorkerCount, new(-1))
		drawn(l, &q.MaxWorkerCount, new(0))
		drawn(l, &q.WorkerConcurrency, new(0))
		drawnText(l, &q.PodEphemeralStorage, q.PodEphemeralStorage)
	}
	if l.chance(30) { // a queue stays as it is
		for i := range queues {
			at := slices.IndexFunc(live.WorkerQueues, func(q deployfile.WorkerQueue) bool { return q.Name == queues[i].Name })
			if at >= 0 {
				queues[i] = live.WorkerQueues[at]
			}
		}
	}
	return queues
}

// wantedVariables keeps, changes, drops and adds variables.
func (l lots) wantedVariables(w *wish, live, next []deployfile.EnvironmentVariable) {
	var list []deployfile.EnvironmentVariable
	has := map[string]bool{}
	for _, v := range live {
		has[v.Key] = true
		switch {
		case v.IsSecret && l.chance(20):
			w.secrets.Delete = append(w.secrets.Delete, v.Key)
			continue
		case l.chance(20): // left out: a plain one goes, a secret stays
			continue
		case v.IsSecret && l.chance(20):
			w.secrets.Expose = append(w.secrets.Expose, v.Key)
			v.IsSecret, v.Value = false, new("now plain")
		case v.IsSecret && l.chance(30):
			v.Value = new(l.secret())
		case !v.IsSecret && l.chance(20):
			v.IsSecret, v.Value = true, new(l.secret())
		case !v.IsSecret && l.chance(40):
			v.Value = new(oneOf(l, "", "changed"))
		}
		list = append(list, v)
	}
	for _, v := range next {
		if !has[v.Key] {
			list = append(list, v)
		}
	}
	l.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	w.file.EnvironmentVariables = list
}

// drawn leaves a field as it is, leaves it out or takes another value.
func drawn[T any](l lots, field **T, value *T) {
	switch {
	case *field == nil:
	case l.chance(25):
		*field = nil
	case l.chance(50):
		*field = value
	}
}

func drawnText[T ~string](l lots, field *T, value T) {
	switch {
	case l.chance(25):
		*field = ""
	case l.chance(50):
		*field = value
	}
}
