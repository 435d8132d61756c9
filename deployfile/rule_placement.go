package deployfile

import (
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// placementRules are about what kind of Deployment it is and where it runs.
var placementRules = []rule{
	{code: CodeClusterNameMissing, level: levels{failure, failure, warning}, needs: theWhole | mustStay,
		hint:    "write the name of the cluster",
		summary: "A Dedicated or Hybrid Deployment names no cluster.", check: checkClusterNameMissing},
	{code: CodeClusterUnresolved, level: notInTemplates(failure), needs: theOrganization | mustStay,
		summary: "No cluster of the Organization has the name that the file gives, or several have.", check: checkClusterUnresolved},
	{code: CodeWorkspaceNameMissing, level: notInTemplates(warning), needs: theWhole,
		hint:    "write the name of the Workspace",
		summary: "The file names no Workspace, so whoever applies it has to.", check: checkWorkspaceNameMissing},
	{code: CodeWorkspaceUnresolved, level: notInTemplates(failure), needs: theOrganization | mustStay,
		summary: "No Workspace has the name that the file gives, or several have and nothing decides between them.", check: checkWorkspaceUnresolved},
	{code: CodeDeploymentTypeMissing, level: always(failure), needs: theWhole | mustStay,
		summary: "The type of the Deployment is missing and cannot be inferred; the official CLI would assume Hybrid.", check: checkDeploymentTypeMissing},
	{code: CodeDeploymentTypeImplied, level: always(warning), needs: theWhole | noLive,
		hint:    "write deployment_type: HYBRID",
		summary: "The type of the Deployment is missing, and Hybrid is assumed because the file names a cluster.", check: checkDeploymentTypeImplied},
	{code: CodeDeploymentTypeAlias, level: always(warning),
		summary: "The type of the Deployment goes by an older name.", check: checkDeploymentTypeAlias},
	{code: CodePlacementMissing, level: levels{create: warning, template: warning}, needs: theWhole,
		summary: "A Standard Deployment lacks cloud provider, region or both.", check: checkPlacementMissing},
	{code: CodePlacementMismatch, level: notInTemplates(warning), needs: theOrganization,
		summary: "The cloud provider or the region is not that of the cluster.", check: checkPlacementMismatch},
	{code: CodeRegionUnknown, level: always(warning),
		summary: "The region is not among those that are known for Standard Deployments on this cloud provider.", check: checkRegionUnknown},
}

func checkClusterNameMissing(c *check) {
	if c.Configuration.ClusterName != "" || !c.kind.is(KindDedicated) && !c.kind.is(KindHybrid) {
		return
	}
	c.report(configuration("cluster_name"), "cluster_name is missing: a %s Deployment runs on a cluster of the Organization", c.kind.value)
}

func checkWorkspaceNameMissing(c *check) {
	if c.Configuration.WorkspaceName != "" || c.Organization != nil && c.Organization.WorkspaceID != "" {
		return
	}
	c.report(configuration("workspace_name"),
		"workspace_name is missing: whoever applies the file has to name the Workspace; the official CLI goes on without one")
}

func checkDeploymentTypeMissing(c *check) {
	if !c.kind.absent || c.kind.known {
		return
	}
	p := configuration("deployment_type")
	cluster := c.written("cluster_name", c.Configuration.ClusterName)
	evidence := c.hostedEvidence()
	switch {
	case evidence != "":
		f := c.report(p, "deployment_type is missing: %s points to STANDARD or DEDICATED, while the official CLI would assume HYBRID", evidence)
		f.Hint = "write deployment_type: " + anyOf(spec.Hosted.Names())
		if c.remote {
			f.Hint = "write deployment_type: " + string(KindDedicated) + ", which remote execution needs"
		}
		if !cluster && c.fitsStandard() {
			f.Fix = c.insert(p, string(KindStandard))
		}
	case !cluster:
		f := c.report(p, "deployment_type is missing: the official CLI would assume HYBRID, which needs a cluster_name")
		f.Hint = "write deployment_type: " + anyOf(spec.AnyKind.Names())
	}
}

// fitsStandard reports whether nothing in the file rules out STANDARD.
func (c *check) fitsStandard() bool {
	if c.Configuration.RemoteExecution != nil || c.isLost(remoteExecution) {
		return false
	}
	for i := range c.WorkerQueues {
		if name := c.WorkerQueues[i].WorkerType; name != "" && !isAstroMachine(name) {
			return false
		}
	}
	return true
}

func checkDeploymentTypeImplied(c *check) {
	if !c.kind.absent || !c.kind.known {
		return
	}
	p := configuration("deployment_type")
	f := c.report(p, "deployment_type is missing: %s is assumed, because the file names a cluster and nothing in it belongs to another type", c.kind.value)
	f.Fix = c.insert(p, string(c.kind.value))
}

func checkDeploymentTypeAlias(c *check) {
	const p = diag.Path("deployment.configuration.deployment_type")
	text := string(c.Configuration.DeploymentType)
	m, ok := spec.Lookup(string(p)).Enum.Match(text)
	if !ok || !m.Alias {
		return
	}
	f := c.report(p, "deployment_type %s is an older name of %s", diag.Quote(text), m.Value.Name)
	f.Hint = "write " + m.Value.Name
	f.Fix = c.replace(p, m.Value.Name)
}

func checkPlacementMissing(c *check) {
	if !c.kind.is(KindStandard) {
		return
	}
	cfg := &c.Configuration
	provider := c.written("cloud_provider", string(cfg.CloudProvider))
	region := c.written("region", cfg.Region)
	switch {
	case provider && region:
		return
	case provider:
		c.reportHalf("region", "cloud_provider")
	case region:
		c.reportHalf("cloud_provider", "region")
	default:
		f := c.report(configuration("cloud_provider"), "cloud_provider and region are missing: the default of the Workspace applies")
		f.Hint = "write cloud_provider and region"
	}
}

// reportHalf reports that one of the two keys of the placement is missing.
func (c *check) reportHalf(missing, given string) {
	f := c.report(configuration(missing), "%s is missing beside %s: the API takes both or neither, so no create is sent", missing, given)
	f.Hint = "write " + missing
}

// hostedEvidence names the first thing in the file that only Standard and Dedicated Deployments have, or returns "". It
// answers before the type is known.
func (c *check) hostedEvidence() string {
	cfg := &c.Configuration
	for _, it := range []struct{ key, text string }{
		{"scheduler_size", string(cfg.SchedulerSize)},
		{"default_task_pod_cpu", cfg.DefaultTaskPodCPU},
		{"default_task_pod_memory", cfg.DefaultTaskPodMemory},
		{"resource_quota_cpu", cfg.ResourceQuotaCPU},
		{"resource_quota_memory", cfg.ResourceQuotaMemory},
	} {
		if c.written(it.key, it.text) {
			return strings.TrimSuffix(it.key+" "+diag.Quote(it.text), ` ""`)
		}
	}
	switch {
	case isTrue(cfg.IsHighAvailability):
		return "is_high_availability true"
	case isTrue(cfg.IsDevelopmentMode):
		return "is_development_mode true"
	case cfg.RemoteExecution != nil || c.isLost(remoteExecution):
		return "remote_execution"
	case c.executor.is(ExecutorAstro):
		return "executor " + string(ExecutorAstro)
	case len(c.HibernationSchedules) > 0 || c.isLost(sectionSchedules):
		return "hibernation_schedules"
	}
	return c.hostedQueue()
}

// hostedQueue is hostedEvidence for the worker queues.
func (c *check) hostedQueue() string {
	for i := range c.WorkerQueues {
		q := &c.WorkerQueues[i]
		if isAstroMachine(q.WorkerType) {
			return "worker_type " + diag.Quote(q.WorkerType) + " of " + strings.TrimSuffix(c.queueName(i), ": ")
		}
		if q.PodEphemeralStorage != "" {
			return "pod_ephemeral_storage " + diag.Quote(q.PodEphemeralStorage) + " of " + strings.TrimSuffix(c.queueName(i), ": ")
		}
	}
	return ""
}

// written reports whether a key of the configuration has a value, be it one that could not be read.
func (c *check) written(key, text string) bool { return text != "" || c.isLost(configuration(key)) }

// astroMachines is the set of worker types of Standard and Dedicated Deployments.
func astroMachines() *spec.Enum { return spec.Lookup("deployment.worker_queues[].worker_type").Enum }

func isAstroMachine(workerType string) bool {
	_, ok := astroMachines().Canonical(workerType)
	return ok
}
