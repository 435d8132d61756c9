package deployfile_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/astrofile/astrofile/deployfile"
)

// dice makes Deployments that could exist, each of another shape, the same ones for the same seed.
type dice struct{ *rand.Rand }

func newDice(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 0))} }

func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

func pick[T any](d dice, of ...T) T { return of[d.IntN(len(of))] }

func maybe[T any](d dice, percent int, of ...T) *T {
	if !d.chance(percent) {
		return nil
	}
	return new(pick(d, of...))
}

// live makes a Deployment as the API reports it: everything is there that applies to its type, secrets have no value.
func (d dice) live() deployfile.Deployment {
	kind := pick(d, deployfile.KindStandard, deployfile.KindDedicated, deployfile.KindHybrid)
	hosted := kind != deployfile.KindHybrid
	executors := []deployfile.Executor{deployfile.ExecutorCelery, deployfile.ExecutorKubernetes}
	if hosted {
		executors = append(executors, deployfile.ExecutorAstro)
	}
	c := deployfile.Configuration{
		Name: "etl", Description: new(pick(d, "", "nightly", "with \"quotes\" and €")), RuntimeVersion: pick(d, "3.1-1", "3.0-4"),
		DagDeployEnabled: new(d.chance(50)), CICDEnforcement: new(d.chance(30)), Executor: pick(d, executors...),
		WorkspaceName: "Data", DeploymentType: kind, WorkloadIdentity: pick(d, "", "arn:aws:iam::123456789012:role/a"),
	}
	if hosted {
		c.SchedulerSize = pick(d, deployfile.SchedulerSmall, deployfile.SchedulerMedium, deployfile.SchedulerExtraLarge)
		c.IsHighAvailability = new(d.chance(30))
		c.IsDevelopmentMode = new(d.chance(50))
		c.DefaultTaskPodCPU, c.DefaultTaskPodMemory = pick(d, "0.25", "0.5"), pick(d, "0.5Gi", "1Gi")
		c.ResourceQuotaCPU, c.ResourceQuotaMemory = pick(d, "10", "20"), pick(d, "20Gi", "40Gi")
	} else {
		c.SchedulerAU, c.SchedulerCount = new(5+d.IntN(20)), new(1+d.IntN(4))
		c.DefaultWorkerType = pick(d, "", "m5.xlarge")
	}
	if kind == deployfile.KindStandard {
		c.CloudProvider, c.Region = deployfile.CloudAWS, "us-east-1"
	} else {
		c.ClusterName = "prod"
	}
	if kind == deployfile.KindDedicated && c.Executor == deployfile.ExecutorAstro && d.chance(40) {
		c.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(true), AllowedIPAddressRanges: d.some("10.0.0.0/8", "192.0.2.0/24", "2001:db8::/32"),
			TaskLogBucket: maybe(d, 50, "s3://logs", "s3://other"), TaskLogURLPattern: maybe(d, 50, "{{ ti }}")}
	}
	all := deployfile.Deployment{Configuration: c, AlertEmails: d.some("a@example.com", "b@example.com", "c@Example.com")}
	if c.Executor != deployfile.ExecutorKubernetes && c.RemoteExecution == nil {
		all.WorkerQueues = d.queues(hosted)
	}
	if c.IsDevelopmentMode != nil && *c.IsDevelopmentMode {
		all.HibernationSchedules = d.schedules()
	}
	for i := range d.IntN(6) {
		v := deployfile.EnvironmentVariable{Key: fmt.Sprintf("KEY_%c", 'A'+i), IsSecret: d.chance(50)}
		if !v.IsSecret {
			v.Value = new(pick(d, "", "info", "debug", "a\nb", "012"))
		}
		all.EnvironmentVariables = append(all.EnvironmentVariables, v)
	}
	d.Shuffle(len(all.EnvironmentVariables), func(i, j int) {
		v := all.EnvironmentVariables
		v[i], v[j] = v[j], v[i]
	})
	return all
}

func (d dice) some(of ...string) []string {
	some := []string{}
	for _, s := range of {
		if d.chance(50) {
			some = append(some, s)
		}
	}
	d.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
	return some
}

func (d dice) queues(hosted bool) []deployfile.WorkerQueue {
	queues := []deployfile.WorkerQueue{d.queue("default", hosted)}
	for _, name := range d.some("heavy", "aaa", "gpu") {
		queues = append(queues, d.queue(name, hosted))
	}
	d.Shuffle(len(queues), func(i, j int) { queues[i], queues[j] = queues[j], queues[i] })
	return queues
}

func (d dice) queue(name string, hosted bool) deployfile.WorkerQueue {
	q := deployfile.WorkerQueue{Name: name, MinWorkerCount: new(d.IntN(3)), MaxWorkerCount: new(3 + d.IntN(8)), WorkerConcurrency: new(1 + d.IntN(15)), WorkerType: "m5.xlarge"}
	if hosted {
		q.WorkerType = pick(d, "A5", "A10", "A20")
		q.PodEphemeralStorage = pick(d, "", "10Gi", "20Gi")
	}
	return q
}

func (d dice) schedules() []deployfile.HibernationSchedule {
	var schedules []deployfile.HibernationSchedule
	for range d.IntN(4) {
		schedules = append(schedules, deployfile.HibernationSchedule{HibernateAt: pick(d, "0 20 * * *", "0 18 * * 5"), WakeAt: pick(d, "0 7 * * *", "0 6 * * 1"),
			Description: pick(d, "", "nights"), Enabled: maybe(d, 80, true, false)})
	}
	return schedules
}

// file makes a Deployment file for an update of live that nothing stands in the way of: what cannot change is the same or
// left out, secrets without a value are live ones.
func (d dice) file(live deployfile.Deployment) deployfile.Deployment {
	want := live
	c := &want.Configuration
	next := d.live() // to take values from
	for next.Configuration.DeploymentType != c.DeploymentType || (next.Configuration.RemoteExecution != nil) != (c.RemoteExecution != nil) {
		next = d.live()
	}
	n := next.Configuration
	if c.RemoteExecution == nil {
		c.Executor = n.Executor
		if d.chance(30) {
			c.Executor = deployfile.Executor(map[deployfile.Executor]string{"CELERY": "CeleryExecutor", "KUBERNETES": "KubernetesExecutor", "ASTRO": "AstroExecutor"}[n.Executor])
		}
	} else if d.chance(50) {
		c.RemoteExecution = n.RemoteExecution
		if d.chance(30) {
			c.RemoteExecution.AllowedIPAddressRanges = nil
		}
	} else {
		c.RemoteExecution = nil
	}
	optional(d, &c.Description, n.Description)
	optional(d, &c.DagDeployEnabled, n.DagDeployEnabled)
	optional(d, &c.CICDEnforcement, n.CICDEnforcement)
	optional(d, &c.IsHighAvailability, n.IsHighAvailability)
	optional(d, &c.SchedulerAU, n.SchedulerAU)
	optional(d, &c.SchedulerCount, n.SchedulerCount)
	optionalText(d, &c.SchedulerSize, n.SchedulerSize)
	optionalText(d, &c.DefaultTaskPodCPU, n.DefaultTaskPodCPU)
	optionalText(d, &c.ResourceQuotaMemory, n.ResourceQuotaMemory)
	optionalText(d, &c.DefaultWorkerType, n.DefaultWorkerType)
	optionalText(d, &c.WorkloadIdentity, n.WorkloadIdentity)
	optionalText(d, &c.WorkspaceName, c.WorkspaceName)
	if d.chance(30) && c.IsDevelopmentMode != nil {
		c.IsDevelopmentMode = maybe(d, 50, false)
	}
	queues := live.Configuration.RemoteExecution == nil && n.Executor != deployfile.ExecutorKubernetes
	switch {
	case !queues:
		want.WorkerQueues = nil
	case len(live.WorkerQueues) == 0 || d.chance(80):
		want.WorkerQueues = d.queues(c.DeploymentType != deployfile.KindHybrid)
		for i := range want.WorkerQueues {
			q := &want.WorkerQueues[i]
			q.MinWorkerCount, q.MaxWorkerCount = maybe(d, 80, *q.MinWorkerCount), maybe(d, 80, *q.MaxWorkerCount, 0)
			q.WorkerConcurrency = maybe(d, 80, *q.WorkerConcurrency)
		}
	default:
		want.WorkerQueues = nil
	}
	want.AlertEmails = next.AlertEmails
	want.HibernationSchedules = d.schedules()
	if d.chance(20) {
		want.AlertEmails = nil
	}
	want.EnvironmentVariables = d.variables(live.EnvironmentVariables, next.EnvironmentVariables)
	return want
}

func (d dice) variables(live, next []deployfile.EnvironmentVariable) []deployfile.EnvironmentVariable {
	var list []deployfile.EnvironmentVariable
	has := map[string]bool{}
	for _, v := range live {
		switch {
		case d.chance(25):
			continue // deleted
		case v.IsSecret && d.chance(40): // kept
		case d.chance(50):
			v.Value = new(pick(d, "", "x", "s3cret-canary"))
			v.IsSecret = d.chance(50)
		}
		has[v.Key] = true
		list = append(list, v)
	}
	for _, v := range next {
		if !has[v.Key] && (v.Value != nil || d.chance(50)) {
			if v.Value == nil {
				v.Value = new("s3cret-canary")
			}
			list = append(list, v)
		}
	}
	d.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

func optional[T any](d dice, field **T, value *T) {
	switch {
	case d.chance(30):
		*field = nil
	case d.chance(50):
		*field = value
	}
}

func optionalText[T ~string](d dice, field *T, value T) {
	switch {
	case d.chance(30):
		*field = ""
	case d.chance(50):
		*field = value
	}
}
