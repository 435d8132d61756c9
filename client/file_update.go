package client

import (
	"cmp"
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
)

// updateRequest says what an update with a file is to make of a live Deployment. An update replaces everything, so what
// the file leaves alone is sent as it is. The file's secrets are those that [deployfile.KeepSecrets] returned.
func updateRequest(want deployfile.Deployment, live Deployment, pools []NodePool, limits *deployfile.Limits) (UpdateDeployment, error) {
	base := updateBase(want, live)
	queues := queueMaker{kind: live.Type, limits: limits, pools: pools}
	switch live.Type {
	case DeploymentTypeStandard:
		hosted, err := updateHosted(want, live, base.Executor, queues)
		if err != nil {
			return nil, err
		}
		return UpdateStandardDeployment{UpdateDeploymentBase: base, UpdateHostedBase: hosted}, nil
	case DeploymentTypeDedicated:
		hosted, err := updateHosted(want, live, base.Executor, queues)
		if err != nil {
			return nil, err
		}
		return UpdateDedicatedDeployment{UpdateDeploymentBase: base, UpdateHostedBase: hosted}, nil
	case DeploymentTypeHybrid:
		return updateHybrid(want, live, base, queues)
	default:
		return nil, fmt.Errorf("%w: Deployment %s has the type %s, which this version does not know how to update",
			ErrInvalid, quoteName(live.Name), quoteName(string(live.Type)))
	}
}

func updateBase(want deployfile.Deployment, live Deployment) UpdateDeploymentBase {
	c := want.Configuration
	base := UpdateDeploymentBase{
		Name: cmp.Or(c.Name, live.Name), WorkspaceID: live.WorkspaceID,
		Executor:       cmp.Or(canonical[Executor](c.Executor, deployfile.Executor.Canonical), live.Executor),
		IsCICDEnforced: yes(c.CICDEnforcement), IsDagDeployEnabled: live.IsDagDeployEnabled,
		ContactEmails: list(want.AlertEmails), EnvironmentVariables: requestVariables(want.EnvironmentVariables),
	}
	overlay(&base.Description, c.Description)
	overlay(&base.IsDagDeployEnabled, c.DagDeployEnabled)
	if c.WorkloadIdentity != live.EffectiveWorkloadIdentity { // the same one may be the platform's choice, and stay so
		base.WorkloadIdentity = c.WorkloadIdentity
	}
	return base
}

func updateHosted(want deployfile.Deployment, live Deployment, executor Executor, queues queueMaker) (UpdateHostedBase, error) {
	c := want.Configuration
	hosted := UpdateHostedBase{
		SchedulerSize:      cmp.Or(canonical[SchedulerSize](c.SchedulerSize, deployfile.SchedulerSize.Canonical), live.SchedulerSize),
		IsHighAvailability: yes(c.IsHighAvailability),
	}
	if live.remote() { // fixed when the Deployment was created
		hosted.RemoteExecution = updateRemoteExecution(c.RemoteExecution, live.RemoteExecution)
	} else {
		hosted.DefaultTaskPodCPU = cmp.Or(c.DefaultTaskPodCPU, live.DefaultTaskPodCPU)
		hosted.DefaultTaskPodMemory = cmp.Or(c.DefaultTaskPodMemory, live.DefaultTaskPodMemory)
		hosted.ResourceQuotaCPU = cmp.Or(c.ResourceQuotaCPU, live.ResourceQuotaCPU)
		hosted.ResourceQuotaMemory = cmp.Or(c.ResourceQuotaMemory, live.ResourceQuotaMemory)
	}
	switch {
	case !live.IsDevelopmentMode: // it cannot be turned on
	case c.IsDevelopmentMode != nil && !*c.IsDevelopmentMode:
		hosted.IsDevelopmentMode = new(false)
	default:
		hosted.ScalingSpec = updateScaling(want.HibernationSchedules, live)
	}
	var err error
	if hasQueues(executor, live.remote()) {
		hosted.WorkerQueues, err = queues.machines(want.WorkerQueues, live.WorkerQueues)
	}
	return hosted, err
}

// updateScaling replaces the schedules and carries the override over, which would end otherwise. It is nil when there is
// nothing to replace.
func updateScaling(want []deployfile.HibernationSchedule, live Deployment) *ScalingSpec {
	if len(want) == 0 && (live.ScalingSpec == nil || live.ScalingSpec.HibernationSpec == nil) {
		return nil
	}
	spec := &HibernationSpec{Schedules: requestSchedules(want)}
	if o := live.activeOverride(); o != nil {
		spec.Override = &HibernationOverride{IsHibernating: new(*o.IsHibernating), OverrideUntil: o.OverrideUntil}
	}
	return &ScalingSpec{HibernationSpec: spec}
}

// updateRemoteExecution sends all settings, because they are replaced together.
func updateRemoteExecution(want *deployfile.RemoteExecution, live *RemoteExecution) *RemoteExecutionRequest {
	r := &RemoteExecutionRequest{
		Enabled: true, AllowedIPAddressRanges: list(live.AllowedIPAddressRanges),
		TaskLogBucket: new(live.TaskLogBucket), TaskLogURLPattern: new(live.TaskLogURLPattern),
	}
	if want != nil {
		overlayRemoteExecution(r, want)
	}
	return r
}

func updateHybrid(want deployfile.Deployment, live Deployment, base UpdateDeploymentBase, queues queueMaker) (UpdateDeployment, error) {
	c := want.Configuration
	hybrid := UpdateHybridDeployment{UpdateDeploymentBase: base, Scheduler: Scheduler{AU: live.SchedulerAU, Replicas: live.SchedulerReplicas}}
	overlay(&hybrid.Scheduler.AU, c.SchedulerAU)
	overlay(&hybrid.Scheduler.Replicas, c.SchedulerCount)
	var err error
	if hasQueues(base.Executor, false) {
		hybrid.WorkerQueues, err = queues.nodePools(want.WorkerQueues, live.WorkerQueues)
	} else {
		hybrid.TaskPodNodePoolID, err = queues.taskPods(c.DefaultWorkerType, live.TaskPodNodePoolID)
	}
	if err != nil {
		return nil, err
	}
	return hybrid, nil
}
