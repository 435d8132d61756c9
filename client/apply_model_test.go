package client_test

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
)

// replaced is what an update makes of a live Deployment, worked out from the documentation of the file and not with the
// code that Apply uses: what the file says, and for what it leaves out the documented meaning of that.
func replaced(live deployfile.Deployment, w wish) deployfile.Deployment {
	was, want := live.Configuration, w.file.Configuration
	c := was
	c.Description, c.CICDEnforcement, c.IsHighAvailability = want.Description, want.CICDEnforcement, want.IsHighAvailability // reset
	c.Executor, _ = want.Executor.Canonical()
	kept(&c.DagDeployEnabled, want.DagDeployEnabled)
	kept(&c.SchedulerAU, want.SchedulerAU)
	kept(&c.SchedulerCount, want.SchedulerCount)
	kept(&c.IsDevelopmentMode, want.IsDevelopmentMode)
	keptText(&c.SchedulerSize, want.SchedulerSize)
	keptText(&c.DefaultTaskPodCPU, want.DefaultTaskPodCPU)
	keptText(&c.DefaultTaskPodMemory, want.DefaultTaskPodMemory)
	keptText(&c.ResourceQuotaCPU, want.ResourceQuotaCPU)
	keptText(&c.ResourceQuotaMemory, want.ResourceQuotaMemory)
	keptText(&c.WorkloadIdentity, want.WorkloadIdentity)
	switch {
	case c.DeploymentType != deployfile.KindHybrid || c.Executor != deployfile.ExecutorKubernetes:
		c.DefaultWorkerType = ""
	default:
		keptText(&c.DefaultWorkerType, want.DefaultWorkerType)
		keptText(&c.DefaultWorkerType, cmp.Or(c.DefaultWorkerType, "m5.xlarge")) // the first node pool
	}
	if r := want.RemoteExecution; r != nil && was.RemoteExecution != nil {
		remote := *was.RemoteExecution
		kept(&remote.TaskLogBucket, r.TaskLogBucket)
		kept(&remote.TaskLogURLPattern, r.TaskLogURLPattern)
		if r.AllowedIPAddressRanges != nil {
			remote.AllowedIPAddressRanges = r.AllowedIPAddressRanges
		}
		c.RemoteExecution = &remote
	}
	d := deployfile.Deployment{Configuration: c, AlertEmails: w.file.AlertEmails}
	if c.Executor != deployfile.ExecutorKubernetes && c.RemoteExecution == nil {
		d.WorkerQueues = replacedQueues(live.WorkerQueues, w.file.WorkerQueues, c.DeploymentType)
	}
	if c.IsDevelopmentMode != nil && *c.IsDevelopmentMode {
		d.HibernationSchedules = w.file.HibernationSchedules
		if live.Metadata != nil {
			d.Metadata = &deployfile.Metadata{HibernationOverride: live.Metadata.HibernationOverride}
		}
	}
	d.EnvironmentVariables = slices.Clone(w.file.EnvironmentVariables)
	for _, v := range live.EnvironmentVariables {
		named := func(other deployfile.EnvironmentVariable) bool { return other.Key == v.Key }
		if v.IsSecret && !slices.ContainsFunc(d.EnvironmentVariables, named) && !slices.Contains(w.secrets.Delete, v.Key) {
			d.EnvironmentVariables = append(d.EnvironmentVariables, v)
		}
	}
	return d
}

func replacedQueues(live, want []deployfile.WorkerQueue, kind deployfile.Kind) []deployfile.WorkerQueue {
	if len(want) == 0 {
		return live
	}
	queues := slices.Clone(want)
	for i := range queues {
		q := &queues[i]
		fewest, concurrency := 0, map[string]int{"A5": 5, "A10": 10, "A20": 20}[q.WorkerType]
		if kind == deployfile.KindHybrid {
			fewest, concurrency = 1, 16
		} else if q.PodEphemeralStorage == "" {
			q.PodEphemeralStorage = "10Gi"
			if at := slices.IndexFunc(live, func(l deployfile.WorkerQueue) bool { return l.Name == q.Name }); at >= 0 {
				q.PodEphemeralStorage = live[at].PodEphemeralStorage
			}
		}
		q.MaxWorkerCount = number(q.MaxWorkerCount, 10, 0, 10)
		q.MinWorkerCount = number(q.MinWorkerCount, 0, -1, fewest)
		q.WorkerConcurrency = number(q.WorkerConcurrency, concurrency, 0, concurrency)
	}
	return queues
}

// number returns what a number of a queue means: one that is absent, and the one that stands for the default.
func number(n *int, absent, sentinel, usual int) *int {
	switch {
	case n == nil:
		return &absent
	case *n == sentinel:
		return &usual
	}
	return n
}

// fresh is a Deployment that the API has just made of a request for nothing in particular: what creating a file means is
// replacing this.
func fresh(kind deployfile.Kind) deployfile.Deployment {
	d := deployfile.Deployment{}
	c := &d.Configuration
	c.Name, c.WorkspaceName, c.DeploymentType, c.DagDeployEnabled = realmName, realmWorkspace, kind, new(kind != deployfile.KindHybrid)
	if kind == deployfile.KindHybrid {
		c.SchedulerAU, c.SchedulerCount = new(5), new(1)
		d.WorkerQueues = []deployfile.WorkerQueue{{Name: "default", WorkerType: "m5.xlarge", MinWorkerCount: new(1), MaxWorkerCount: new(10), WorkerConcurrency: new(16)}}
		return d
	}
	c.SchedulerSize, c.IsDevelopmentMode = deployfile.SchedulerSmall, new(false)
	c.DefaultTaskPodCPU, c.DefaultTaskPodMemory, c.ResourceQuotaCPU, c.ResourceQuotaMemory = "0.25", "0.5Gi", "10", "20Gi"
	d.WorkerQueues = []deployfile.WorkerQueue{{Name: "default", WorkerType: "A5", MinWorkerCount: new(0), MaxWorkerCount: new(10), WorkerConcurrency: new(5), PodEphemeralStorage: "10Gi"}}
	return d
}

func kept[T any](field **T, value *T) {
	if value != nil {
		*field = value
	}
}

func keptText[T ~string](field *T, value T) {
	if value != "" {
		*field = value
	}
}

// plain brings a Deployment into the one form in which equal ones are equal: without values of secrets, what the server
// computes, order and spelling.
func plain(d deployfile.Deployment) deployfile.Deployment {
	c := &d.Configuration
	c.Executor, _ = c.Executor.Canonical()
	absent(&c.Description)
	absent(&c.CICDEnforcement)
	absent(&c.IsHighAvailability)
	absent(&c.IsDevelopmentMode)
	c.DefaultTaskPodCPU, c.ResourceQuotaCPU = cores(c.DefaultTaskPodCPU), cores(c.ResourceQuotaCPU)
	c.RuntimeVersion, c.WorkloadIdentity = "", "" // the first cannot change, the second no answer tells
	if c.DeploymentType == deployfile.KindHybrid {
		c.SchedulerSize = ""
	} else {
		c.SchedulerAU, c.SchedulerCount = nil, nil
	}
	if c.DeploymentType != deployfile.KindStandard {
		c.CloudProvider, c.Region = "", ""
	}
	if c.RemoteExecution != nil {
		c.DefaultTaskPodCPU, c.DefaultTaskPodMemory, c.ResourceQuotaCPU, c.ResourceQuotaMemory = "", "", "", "" // no pods run here
		r := *c.RemoteExecution
		r.AllowedIPAddressRanges = inOrder(r.AllowedIPAddressRanges, strings.Compare)
		absent(&r.TaskLogBucket)
		absent(&r.TaskLogURLPattern)
		c.RemoteExecution = &r
	}
	d.AlertEmails = inOrder(d.AlertEmails, strings.Compare)
	d.WorkerQueues = inOrder(d.WorkerQueues, func(a, b deployfile.WorkerQueue) int { return cmp.Compare(a.Name, b.Name) })
	for i := range d.WorkerQueues {
		d.WorkerQueues[i].PodCPU, d.WorkerQueues[i].PodRAM = "", ""
	}
	d.HibernationSchedules = slices.Clone(d.HibernationSchedules)
	for i := range d.HibernationSchedules {
		absent(&d.HibernationSchedules[i].Enabled)
	}
	d.HibernationSchedules = inOrder(d.HibernationSchedules, func(a, b deployfile.HibernationSchedule) int {
		return cmp.Or(cmp.Compare(a.HibernateAt, b.HibernateAt), cmp.Compare(a.WakeAt, b.WakeAt), cmp.Compare(a.Description, b.Description),
			cmp.Compare(strconv.FormatBool(*a.Enabled), strconv.FormatBool(*b.Enabled)))
	})
	variables := make([]deployfile.EnvironmentVariable, 0, len(d.EnvironmentVariables))
	for _, v := range inOrder(d.EnvironmentVariables, func(a, b deployfile.EnvironmentVariable) int { return cmp.Compare(a.Key, b.Key) }) {
		v = deployfile.EnvironmentVariable{Key: v.Key, Value: v.Value, IsSecret: v.IsSecret} // without what hides it
		if v.IsSecret {
			v.Value = nil
		}
		variables = append(variables, v)
	}
	d.EnvironmentVariables = variables
	if d.Metadata != nil {
		d.Metadata = &deployfile.Metadata{HibernationOverride: d.Metadata.HibernationOverride}
		if d.Metadata.HibernationOverride == nil {
			d.Metadata = nil
		}
	}
	return d
}

// absent makes a field that is not written the zero value, which means the same.
func absent[T any](field **T) {
	if *field == nil {
		*field = new(T)
	}
}

// inOrder returns a sorted copy, never nil.
func inOrder[T any](list []T, compare func(a, b T) int) []T {
	return slices.SortedFunc(slices.Values(append([]T{}, list...)), compare)
}

func cores(text string) string {
	milli, ok := strings.CutSuffix(text, "m")
	n, err := strconv.ParseFloat(milli, 64)
	if err != nil {
		return text
	}
	if ok {
		n /= 1000
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// withoutSecrets is a file without the values of its secrets.
func withoutSecrets(d deployfile.Deployment) deployfile.Deployment {
	d.EnvironmentVariables = slices.Clone(d.EnvironmentVariables)
	for i, v := range d.EnvironmentVariables {
		if v.IsSecret {
			d.EnvironmentVariables[i] = deployfile.EnvironmentVariable{Key: v.Key, IsSecret: true}
		}
	}
	return d
}
