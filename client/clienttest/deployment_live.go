package clienttest

import (
	"time"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/internal/spec"
)

// AddLiveDeployment puts a Deployment in just as the API would describe it, whether Astro would have made it so or not, and
// returns its ID. What is empty and cannot be takes the value of a new Deployment.
func (a *Astro) AddLiveDeployment(in client.Deployment) (id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	org := a.seedOrganization(in.OrganizationID)
	w, ok := a.workspaces.get(in.WorkspaceID)
	if !ok {
		w = a.seedWorkspace(org, in.WorkspaceName)
	}
	d := liveDeployment(in)
	d.OrganizationID, d.WorkspaceID = org, w.ID
	a.name(d)
	d.ID = or(in.ID, d.ID)
	d.Namespace = or(in.Namespace, d.Namespace)
	d.ImageRepository = or(in.ImageRepository, a.repository(d.ID))
	d.EffectiveWorkloadIdentity = or(in.EffectiveWorkloadIdentity, d.EffectiveWorkloadIdentity)
	by := a.seeder(org)
	d.CreatedBy, d.UpdatedBy = or(in.CreatedBy, by), or(in.UpdatedBy, by)
	d.CreatedAt, d.UpdatedAt = orTime(in.CreatedAt, a.now()), orTime(in.UpdatedAt, a.now())
	for i := range d.WorkerQueues {
		d.WorkerQueues[i].ID = orNew(d.WorkerQueues[i].ID, func() string { return a.newID("que") })
	}
	a.complete(d)
	a.deployments.put(d.ID, d)
	d.hibernate(a.now())
	if d.Status == "" {
		d.settle()
	}
	return d.ID
}

// complete gives a Deployment what every Deployment has: a Runtime, sizes, queues.
func (a *Astro) complete(d *deployment) {
	var ignored problems // the caller decides what is right
	if d.AstroRuntimeVersion == "" {
		a.chooseRuntime(d, &deploymentRequest{}, &ignored)
	}
	if d.SchedulerCPU == "" || d.hosted() && d.DefaultTaskPodCPU == "" {
		configureSizes(d, &deploymentRequest{}, &ignored)
	}
	if d.usesQueues() && len(d.WorkerQueues) == 0 {
		d.WorkerQueues = []workerQueue{a.standardQueue(d)}
	}
}

func orTime(t, other time.Time) time.Time {
	if t.IsZero() {
		return other
	}
	return t
}

// liveDeployment copies the settings of a Deployment of package client.
func liveDeployment(in client.Deployment) *deployment {
	d := &deployment{
		Name: in.Name, Description: in.Description, Type: string(or(in.Type, client.DeploymentTypeStandard)),
		ClusterID: in.ClusterID, CloudProvider: string(or(in.CloudProvider, client.CloudProviderAWS)), Region: or(in.Region, "us-east-1"),
		Status: in.Status, StatusReason: in.StatusReason, Executor: string(or(in.Executor, client.ExecutorCelery)),
		IsCICDEnforced: in.IsCICDEnforced, IsDagDeployEnabled: in.IsDagDeployEnabled,
		ContactEmails: notNil(in.ContactEmails), ExternalIPs: notNil(in.ExternalIPs), TaskPodNodePoolID: in.TaskPodNodePoolID,
		SchedulerSize: string(in.SchedulerSize), SchedulerAU: in.SchedulerAU, SchedulerReplicas: in.SchedulerReplicas,
		SchedulerCPU: in.SchedulerCPU, SchedulerMemory: in.SchedulerMemory,
		DefaultTaskPodCPU: in.DefaultTaskPodCPU, DefaultTaskPodMemory: in.DefaultTaskPodMemory,
		ResourceQuotaCPU: in.ResourceQuotaCPU, ResourceQuotaMemory: in.ResourceQuotaMemory,
		DesiredDagTarballVersion: in.DesiredDagTarballVersion, EffectiveDRWorkloadIdentity: in.EffectiveDRWorkloadIdentity,
		EnvironmentVariables: []variable{}, workloadIdentity: in.EffectiveWorkloadIdentity,
		code: code{
			AstroRuntimeVersion: in.AstroRuntimeVersion, AirflowVersion: or(in.AirflowVersion, "NA"),
			ImageTag: or(in.ImageTag, in.AstroRuntimeVersion), ImageVersion: in.ImageVersion, DagTarballVersion: in.DagTarballVersion,
		},
	}
	d.RuntimeVersion, d.next = d.AstroRuntimeVersion, d.code
	if d.hosted() {
		d.IsDevelopmentMode, d.IsHighAvailability = new(in.IsDevelopmentMode), new(in.IsHighAvailability)
		d.SchedulerSize = or(d.SchedulerSize, spec.SchedulerSizes()[0].Name)
	} else {
		d.SchedulerAU, d.SchedulerReplicas = or(d.SchedulerAU, usualAU), or(d.SchedulerReplicas, 1)
	}
	for _, v := range in.EnvironmentVariables {
		d.EnvironmentVariables = append(d.EnvironmentVariables, variable{v.Key, v.IsSecret, new(v.Value.Reveal()), v.UpdatedAt})
	}
	for _, q := range in.WorkerQueues {
		d.WorkerQueues = append(d.WorkerQueues, workerQueue{
			q.ID, q.Name, q.IsDefault, string(q.AstroMachine), q.NodePoolID, q.MinWorkerCount, q.MaxWorkerCount, q.WorkerConcurrency,
			q.PodCPU, q.PodMemory, q.PodEphemeralStorage,
		})
	}
	if x := in.RemoteExecution; x != nil {
		d.RemoteExecution = &remoteExecution{x.Enabled, notNil(x.AllowedIPAddressRanges), x.RemoteAPIURL, x.TaskLogBucket, x.TaskLogURLPattern}
	}
	if in.ScalingSpec != nil && in.ScalingSpec.HibernationSpec != nil {
		d.ScalingSpec = &scalingSpec{hibernationOf(*in.ScalingSpec.HibernationSpec)}
	}
	return d
}

func hibernationOf(in client.HibernationSpec) *hibernationSpec {
	spec := &hibernationSpec{}
	for _, s := range in.Schedules {
		spec.Schedules = append(spec.Schedules, hibernationSchedule{s.Description, s.HibernateAtCron, s.WakeAtCron, s.IsEnabled})
	}
	if o := in.Override; o != nil && o.IsHibernating != nil {
		spec.Override = &hibernationOverride{IsActive: true, IsHibernating: o.IsHibernating}
		if !o.OverrideUntil.IsZero() {
			spec.Override.OverrideUntil = new(o.OverrideUntil.UTC())
		}
	}
	return spec
}
