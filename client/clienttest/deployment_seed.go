package clienttest

import (
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

// AddDeployment makes a healthy Deployment of the first Organization out of a Deployment file and returns its ID. The
// Workspace that the file names is made if there is none; a cluster has to be there. What Astro would refuse is an error.
func (a *Astro) AddDeployment(d deployfile.Deployment) (id string, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	org := a.seedOrganization("")
	w := a.seedWorkspace(org, d.Configuration.WorkspaceName)
	r, err := a.requestOf(d, org)
	if err != nil {
		return "", err
	}
	r.exists = true
	made, err := a.newDeployment(r, w)
	if err != nil {
		return "", fmt.Errorf("the Deployment %q: %w", d.Configuration.Name, err)
	}
	by := a.seeder(org)
	made.CreatedAt, made.CreatedBy, made.UpdatedAt, made.UpdatedBy = a.now(), by, a.now(), by
	a.deployments.put(made.ID, made)
	made.hibernate(a.now())
	made.settle()
	return made.ID, nil
}

// seedWorkspace finds a Workspace by its name, the first when there is none, and makes one when it has to.
func (a *Astro) seedWorkspace(org, name string) *client.Workspace {
	for w := range a.workspaces.all() {
		if w.OrganizationID == org && (name == "" || w.Name == name) {
			return w
		}
	}
	return a.addWorkspace(client.Workspace{OrganizationID: org, Name: or(name, "default")}, a.seeder(org))
}

// requestOf turns a file into the body of a create, with names instead of IDs resolved.
func (a *Astro) requestOf(d deployfile.Deployment, org string) (*deploymentRequest, error) {
	conf := d.Configuration
	kind, _ := conf.DeploymentType.Canonical()
	executor, _ := conf.Executor.Canonical()
	size, _ := conf.SchedulerSize.Canonical()
	cloud, _ := conf.CloudProvider.Canonical()
	r := &deploymentRequest{
		Type: string(kind), Name: conf.Name, Description: conf.Description,
		AstroRuntimeVersion: given(conf.RuntimeVersion), Executor: given(string(executor)), SchedulerSize: given(string(size)),
		IsCICDEnforced: conf.CICDEnforcement, IsDagDeployEnabled: conf.DagDeployEnabled,
		IsDevelopmentMode: conf.IsDevelopmentMode, IsHighAvailability: conf.IsHighAvailability,
		DefaultTaskPodCPU: given(conf.DefaultTaskPodCPU), DefaultTaskPodMemory: given(conf.DefaultTaskPodMemory),
		ResourceQuotaCPU: given(conf.ResourceQuotaCPU), ResourceQuotaMemory: given(conf.ResourceQuotaMemory),
		WorkloadIdentity: given(conf.WorkloadIdentity), CloudProvider: given(string(cloud)), Region: given(conf.Region),
		ContactEmails: optional[[]string]{set: d.AlertEmails != nil, value: d.AlertEmails},
	}
	if conf.SchedulerAU != nil || conf.SchedulerCount != nil {
		r.Scheduler = &schedulerRequest{AU: conf.SchedulerAU, Replicas: conf.SchedulerCount}
	}
	cluster, err := a.clusterNamed(org, conf.ClusterName, kind)
	if err != nil {
		return nil, err
	}
	if cluster != nil {
		r.ClusterID, r.CloudProvider, r.Region = &cluster.ID, nil, nil
		r.TaskPodNodePoolID = given(poolOf(cluster, conf.DefaultWorkerType))
	}
	for _, v := range d.EnvironmentVariables {
		r.EnvironmentVariables = append(r.EnvironmentVariables, variableRequest{Key: v.Key, IsSecret: v.IsSecret, Value: v.Value})
	}
	for _, q := range d.WorkerQueues {
		r.WorkerQueues = append(r.WorkerQueues, queueRequestOf(q, kind, cluster))
	}
	if d.HibernationSchedules != nil {
		r.ScalingSpec = &scalingRequest{HibernationSpec: &hibernationRequest{}}
	}
	for _, s := range d.HibernationSchedules {
		r.ScalingSpec.HibernationSpec.Schedules = append(r.ScalingSpec.HibernationSpec.Schedules, hibernationSchedule{
			Description: s.Description, HibernateAtCron: s.HibernateAt, WakeAtCron: s.WakeAt, IsEnabled: s.Enabled != nil && *s.Enabled,
		})
	}
	if x := conf.RemoteExecution; x != nil {
		r.RemoteExecution = &remoteRequest{
			Enabled: x.Enabled != nil && *x.Enabled, AllowedIPAddressRanges: x.AllowedIPAddressRanges,
			TaskLogBucket: x.TaskLogBucket, TaskLogURLPattern: x.TaskLogURLPattern,
		}
	}
	return r, nil
}

// given returns nil for what a file leaves out.
func given(value string) *string {
	if value == "" {
		return nil
	}
	return &value
}

// clusterNamed finds the cluster of a file, nil for a Deployment that needs none.
func (a *Astro) clusterNamed(org, name string, kind deployfile.Kind) (*client.Cluster, error) {
	if kind == deployfile.KindStandard || name == "" {
		return nil, nil
	}
	for c := range a.clusters.all() {
		if c.OrganizationID == org && c.Name == name {
			return &c.Cluster, nil
		}
	}
	return nil, fmt.Errorf("no cluster is called %q", name)
}

// poolOf returns the ID of the node pool with an instance type, "" for none.
func poolOf(cluster *client.Cluster, instance string) string {
	for _, pool := range cluster.NodePools {
		if strings.EqualFold(pool.NodeInstanceType, instance) {
			return pool.ID
		}
	}
	return ""
}

// queueRequestOf fills in what the official command line fills in for a file.
func queueRequestOf(q deployfile.WorkerQueue, kind deployfile.Kind, cluster *client.Cluster) queueRequest {
	defaults := spec.QueueDefaultsOf(spec.KindOf(string(kind)))
	r := queueRequest{
		Name: q.Name, MaxWorkerCount: defaults.MaxWorkers, MinWorkerCount: defaults.MinWorkers,
		WorkerConcurrency: defaults.Concurrency, PodEphemeralStorage: q.PodEphemeralStorage,
	}
	if kind == deployfile.KindHybrid && cluster != nil {
		r.NodePoolID = poolOf(cluster, q.WorkerType)
	} else {
		r.AstroMachine = strings.ToUpper(or(q.WorkerType, spec.Machines()[0].Name))
		machine, _ := spec.MachineOf(r.AstroMachine)
		r.WorkerConcurrency = machine.Concurrency.Default
	}
	setCount(&r.MinWorkerCount, q.MinWorkerCount, -1)
	setCount(&r.MaxWorkerCount, q.MaxWorkerCount, 0)
	setCount(&r.WorkerConcurrency, q.WorkerConcurrency, 0)
	return r
}

// setCount changes the target unless the file leaves it out, or says so with the number that stands for the default.
func setCount(target *int, count *int, usual int) {
	if count != nil && *count != usual {
		*target = *count
	}
}

// RevealVariable returns the value that a Deployment's environment variable has, secret or not: what no answer of the API
// says about secrets. It reports false for an unknown Deployment or key.
func (a *Astro) RevealVariable(deploymentID, key string) (value string, ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	d, ok := a.deployments.get(deploymentID)
	if !ok {
		return "", false
	}
	for _, v := range d.EnvironmentVariables {
		if v.Key == key {
			return text(v.Value), true
		}
	}
	return "", false
}
