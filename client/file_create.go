package client

import (
	"fmt"
	"strconv"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

// createRequest says in one request what a file says: settings, queues, variables and e-mails. What the file leaves to
// the platform is not sent. Silence about CI/CD enforcement means off, as in an update, whatever the Workspace's default is:
// the next update with the same file would turn it off anyway.
func createRequest(want deployfile.Deployment, at place, limits *deployfile.Limits) (CreateDeployment, error) {
	kind := wantedType(want.Configuration, at)
	base := createBase(want, at, kind)
	queues := queueMaker{kind: kind, limits: limits}
	switch kind {
	case DeploymentTypeStandard:
		hosted, err := createHosted(want, queues)
		if err != nil {
			return nil, err
		}
		return CreateStandardDeployment{
			CreateDeploymentBase: base, CreateHostedBase: hosted,
			CloudProvider: canonical[CloudProvider](want.Configuration.CloudProvider, deployfile.CloudProvider.Canonical), Region: want.Configuration.Region,
		}, nil
	case DeploymentTypeDedicated:
		hosted, err := createHosted(want, queues)
		if err == nil {
			base.ClusterID, err = clusterID(at, kind)
		}
		if err != nil {
			return nil, err
		}
		return CreateDedicatedDeployment{CreateDeploymentBase: base, CreateHostedBase: hosted}, nil
	case DeploymentTypeHybrid:
		return createHybrid(want, base, at, queues)
	case "":
		return nil, fmt.Errorf("%w: the file has no deployment_type, and nothing else says which type Deployment %s is to have", ErrInvalid, quoteName(base.Name))
	default:
		return nil, fmt.Errorf("%w: deployment_type %s is none of STANDARD, DEDICATED, HYBRID", ErrInvalid, quoteName(string(kind)))
	}
}

// wantedType returns the type that the file names; without a name a Hybrid cluster makes a Hybrid Deployment.
func wantedType(c deployfile.Configuration, at place) DeploymentType {
	if c.DeploymentType == "" && at.cluster != nil && at.cluster.Type == ClusterTypeHybrid {
		return DeploymentTypeHybrid
	}
	return canonical[DeploymentType](c.DeploymentType, deployfile.Kind.Canonical)
}

func clusterID(at place, kind DeploymentType) (string, error) {
	if at.cluster == nil || at.cluster.ID == "" {
		return "", fmt.Errorf("%w: a %s Deployment needs a cluster, and the file names none that is known", ErrInvalid, kind)
	}
	return at.cluster.ID, nil
}

func createBase(want deployfile.Deployment, at place, kind DeploymentType) CreateDeploymentBase {
	c := want.Configuration
	base := CreateDeploymentBase{
		Name: c.Name, WorkspaceID: at.workspaceID, AstroRuntimeVersion: c.RuntimeVersion,
		Executor:       canonical[Executor](c.Executor, deployfile.Executor.Canonical),
		IsCICDEnforced: new(yes(c.CICDEnforcement)), IsDagDeployEnabled: c.DagDeployEnabled,
		ContactEmails: list(want.AlertEmails), EnvironmentVariables: requestVariables(want.EnvironmentVariables),
		WorkloadIdentity: c.WorkloadIdentity,
	}
	overlay(&base.Description, c.Description)
	if base.IsDagDeployEnabled == nil {
		base.IsDagDeployEnabled = new(kind != DeploymentTypeHybrid && requestRemoteExecution(c.RemoteExecution) == nil)
	}
	return base
}

func createHosted(want deployfile.Deployment, queues queueMaker) (CreateHostedBase, error) {
	c := want.Configuration
	hosted := CreateHostedBase{
		SchedulerSize:      canonical[SchedulerSize](c.SchedulerSize, deployfile.SchedulerSize.Canonical),
		IsHighAvailability: c.IsHighAvailability, IsDevelopmentMode: c.IsDevelopmentMode,
		RemoteExecution: requestRemoteExecution(c.RemoteExecution),
	}
	remote := hosted.RemoteExecution != nil
	if !remote {
		hosted.DefaultTaskPodCPU, hosted.DefaultTaskPodMemory = c.DefaultTaskPodCPU, c.DefaultTaskPodMemory
		hosted.ResourceQuotaCPU, hosted.ResourceQuotaMemory = c.ResourceQuotaCPU, c.ResourceQuotaMemory
		usualSizes(&hosted, queues.limits)
	}
	if yes(c.IsDevelopmentMode) && len(want.HibernationSchedules) > 0 {
		hosted.ScalingSpec = &ScalingSpec{HibernationSpec: &HibernationSpec{Schedules: requestSchedules(want.HibernationSchedules)}}
	}
	var err error
	if hasQueues(canonical[Executor](c.Executor, deployfile.Executor.Canonical), remote) {
		hosted.WorkerQueues, err = queues.machines(want.WorkerQueues, nil)
	}
	return hosted, err
}

// usualSizes fills in pairs that the file leaves out with the defaults of the Organization, where they are known. Half a
// pair is left for the API to judge.
func usualSizes(hosted *CreateHostedBase, limits *deployfile.Limits) {
	if limits == nil {
		return
	}
	fill := func(cpu, memory *string, usual deployfile.ResourceLimits) {
		if *cpu == "" && *memory == "" && usual.CPU.Default != "" && usual.Memory.Default != "" {
			*cpu, *memory = usual.CPU.Default, usual.Memory.Default
		}
	}
	fill(&hosted.DefaultTaskPodCPU, &hosted.DefaultTaskPodMemory, limits.ResourceQuotas.DefaultPodSize)
	fill(&hosted.ResourceQuotaCPU, &hosted.ResourceQuotaMemory, limits.ResourceQuotas.ResourceQuota)
}

func createHybrid(want deployfile.Deployment, base CreateDeploymentBase, at place, queues queueMaker) (CreateDeployment, error) {
	c := want.Configuration
	id, err := clusterID(at, DeploymentTypeHybrid)
	if err != nil {
		return nil, err
	}
	base.ClusterID, queues.pools = id, at.cluster.NodePools
	hybrid := CreateHybridDeployment{CreateDeploymentBase: base}
	if c.SchedulerAU != nil || c.SchedulerCount != nil {
		hybrid.Scheduler = &Scheduler{AU: usualNumber("scheduler_au"), Replicas: usualNumber("scheduler_count")}
		overlay(&hybrid.Scheduler.AU, c.SchedulerAU)
		overlay(&hybrid.Scheduler.Replicas, c.SchedulerCount)
	}
	if hasQueues(base.Executor, false) {
		hybrid.WorkerQueues, err = queues.nodePools(want.WorkerQueues, nil)
	} else {
		hybrid.TaskPodNodePoolID, err = queues.taskPods(c.DefaultWorkerType, "")
	}
	if err != nil {
		return nil, err
	}
	return hybrid, nil
}

// usualNumber returns the default of a number in deployment.configuration.
func usualNumber(key string) int {
	n, _ := strconv.Atoi(spec.Lookup("deployment.configuration." + key).Default)
	return n
}
