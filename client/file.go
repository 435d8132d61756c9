package client

import (
	"slices"
	"strings"
	"time"

	"github.com/astrofile/astrofile/deployfile"
)

// File returns the Deployment as a Deployment file describes it, which is what the official command line's inspect
// writes: with every setting that a file can have, the section metadata, and secrets without their values. The pools
// are those of its cluster, which give the worker types of a Hybrid Deployment their names; other types need none.
//
// An update with the file changes nothing. The workload identity stays empty, because the API tells only the one in
// use and a file that names it would pin one that the platform chose.
func (d Deployment) File(pools []NodePool) deployfile.Deployment {
	return deployfile.Deployment{
		EnvironmentVariables: fileVariables(d.EnvironmentVariables),
		Configuration:        d.fileConfiguration(pools),
		WorkerQueues:         d.fileQueues(pools),
		Metadata:             d.fileMetadata(),
		AlertEmails:          filled(d.ContactEmails),
		HibernationSchedules: d.fileSchedules(),
	}
}

func (d Deployment) fileConfiguration(pools []NodePool) deployfile.Configuration {
	c := deployfile.Configuration{
		Name:               d.Name,
		Description:        new(d.Description),
		RuntimeVersion:     d.runtimeVersion(),
		DagDeployEnabled:   new(d.IsDagDeployEnabled),
		CICDEnforcement:    new(d.IsCICDEnforced),
		IsHighAvailability: new(d.IsHighAvailability),
		IsDevelopmentMode:  new(d.IsDevelopmentMode),
		Executor:           deployfile.Executor(d.Executor),
		WorkspaceName:      d.WorkspaceName,
		DeploymentType:     deployfile.Kind(d.Type),
		CloudProvider:      deployfile.CloudProvider(d.CloudProvider),
		Region:             d.Region,
	}
	if d.Type != DeploymentTypeStandard {
		c.ClusterName = d.ClusterName
	}
	if d.Type == DeploymentTypeHybrid {
		c.SchedulerAU, c.SchedulerCount = positive(d.SchedulerAU), positive(d.SchedulerReplicas)
		c.DefaultWorkerType = workerType(pools, d.taskPodPool())
		return c
	}
	c.SchedulerSize = deployfile.SchedulerSize(d.SchedulerSize)
	c.SchedulerCount = new(1)
	if d.IsHighAvailability {
		c.SchedulerCount = new(2)
	}
	if d.remote() {
		c.RemoteExecution = d.fileRemoteExecution()
		return c
	}
	c.DefaultTaskPodCPU, c.DefaultTaskPodMemory = d.DefaultTaskPodCPU, d.DefaultTaskPodMemory
	c.ResourceQuotaCPU, c.ResourceQuotaMemory = d.ResourceQuotaCPU, d.ResourceQuotaMemory
	return c
}

// runtimeVersion returns the version under either of its names.
func (d Deployment) runtimeVersion() string {
	if d.AstroRuntimeVersion == "" {
		return d.RuntimeVersion
	}
	return d.AstroRuntimeVersion
}

// remote reports whether tasks run on agents, which takes worker queues and task pods away.
func (d Deployment) remote() bool { return d.RemoteExecution != nil && d.RemoteExecution.Enabled }

// hasQueues reports whether worker queues mean anything for an executor.
func hasQueues(executor Executor, remote bool) bool { return executor != ExecutorKubernetes && !remote }

// taskPodPool returns the ID of the node pool for task pods where there are any.
func (d Deployment) taskPodPool() string {
	if d.Executor != ExecutorKubernetes {
		return ""
	}
	return d.TaskPodNodePoolID
}

func (d Deployment) fileRemoteExecution() *deployfile.RemoteExecution {
	return &deployfile.RemoteExecution{
		Enabled:                new(true),
		AllowedIPAddressRanges: filled(d.RemoteExecution.AllowedIPAddressRanges),
		TaskLogBucket:          given(d.RemoteExecution.TaskLogBucket),
		TaskLogURLPattern:      given(d.RemoteExecution.TaskLogURLPattern),
	}
}

// fileVariables leaves the values of secrets out, also where an API tells them. A plain variable without a value is one
// whose value is empty.
func fileVariables(live []EnvironmentVariable) []deployfile.EnvironmentVariable {
	var variables []deployfile.EnvironmentVariable
	for _, v := range live {
		variable := deployfile.EnvironmentVariable{Key: v.Key, IsSecret: v.IsSecret, UpdatedAt: fileTime(v.UpdatedAt)}
		if !v.IsSecret {
			variable.Value = new(v.Value.Reveal())
		}
		variables = append(variables, variable)
	}
	return variables
}

// fileQueues returns a list that is not nil, because inspect writes an empty one.
func (d Deployment) fileQueues(pools []NodePool) []deployfile.WorkerQueue {
	queues := []deployfile.WorkerQueue{}
	if !hasQueues(d.Executor, d.remote()) {
		return queues
	}
	for _, q := range d.WorkerQueues {
		queue := deployfile.WorkerQueue{
			Name: q.Name, MaxWorkerCount: new(q.MaxWorkerCount), MinWorkerCount: new(q.MinWorkerCount), WorkerConcurrency: new(q.WorkerConcurrency),
			WorkerType: string(q.AstroMachine), PodEphemeralStorage: q.PodEphemeralStorage,
		}
		if d.Type == DeploymentTypeHybrid {
			queue.WorkerType, queue.PodEphemeralStorage = workerType(pools, q.NodePoolID), ""
		}
		queues = append(queues, queue)
	}
	return queues
}

// workerType returns the node instance type of a pool, "" for one that is not among them.
func workerType(pools []NodePool, id string) string {
	i := slices.IndexFunc(pools, func(p NodePool) bool { return p.ID == id })
	if i < 0 || id == "" {
		return ""
	}
	return pools[i].NodeInstanceType
}

// fileSchedules returns the schedules of a Deployment that may hibernate. A schedule that is off says nothing about it.
func (d Deployment) fileSchedules() []deployfile.HibernationSchedule {
	if !d.IsDevelopmentMode || d.ScalingSpec == nil || d.ScalingSpec.HibernationSpec == nil {
		return nil
	}
	var schedules []deployfile.HibernationSchedule
	for _, s := range d.ScalingSpec.HibernationSpec.Schedules {
		schedule := deployfile.HibernationSchedule{HibernateAt: s.HibernateAtCron, WakeAt: s.WakeAtCron, Description: s.Description}
		if s.IsEnabled {
			schedule.Enabled = new(true)
		}
		schedules = append(schedules, schedule)
	}
	return schedules
}

// filled returns a copy of a list, nil for one without entries, which a file leaves out.
func filled(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return slices.Clone(list)
}

// given returns nil for text that a file leaves out.
func given(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// positive returns nil for a number that the API left out.
func positive(n int) *int {
	if n <= 0 {
		return nil
	}
	return &n
}

// fileTime writes a time with all the digits that the API gave, "" for none.
func fileTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// schemeless returns an address as inspect writes it.
func schemeless(address string) string {
	if _, rest, ok := strings.Cut(address, "://"); ok {
		return rest
	}
	return address
}
