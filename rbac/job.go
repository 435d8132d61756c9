package rbac

import "slices"

// Job is something that takes several calls of the API. Its name can stand wherever the ID of an operation can.
type Job string

// The jobs of this module. Those that find things by name also list them, which every member of an Organization may.
const (
	JobInspect          Job = "inspect" // write a Deployment as a file, or compare it with one
	JobApplyCreate      Job = "apply-create"
	JobApplyUpdate      Job = "apply-update"
	JobDelete           Job = "delete"
	JobHibernate        Job = "hibernate"
	JobDeployImage      Job = "deploy-image"
	JobDeployDags       Job = "deploy-dags"
	JobDeployBundle     Job = "deploy-bundle"
	JobRollback         Job = "rollback"
	JobSwitchDagDeploys Job = "switch-dag-deploys" // turn deploys of Dags alone on or off
	JobPreviewUp        Job = "preview-up"
	JobPreviewDown      Job = "preview-down"
	JobManageTokens     Job = "manage-tokens"
	JobManageAccess     Job = "manage-access" // who has which role: users and Teams
	JobAuditExport      Job = "audit-export"
)

// work is what a job consists of.
type work struct {
	job        Job
	operations []string
	besides    []Permission // that no operation names
}

var jobs = [...]work{
	{job: JobInspect, operations: []string{"ListWorkspaces", "ListDeployments", "ListClusters", "GetDeployment"}},
	{job: JobApplyCreate, operations: []string{
		"ListWorkspaces", "ListDeployments", "ListClusters", "GetCluster", "GetDeploymentOptions", "GetClusterOptions",
		"CreateDeployment", "GetDeployment",
	}},
	{job: JobApplyUpdate, operations: []string{
		"ListWorkspaces", "ListDeployments", "ListClusters", "GetCluster", "GetDeploymentOptions", "GetDeployment", "UpdateDeployment",
	}},
	{job: JobDelete, operations: []string{"ListWorkspaces", "ListDeployments", "GetDeployment", "DeleteDeployment"}},
	{job: JobHibernate, operations: []string{
		"GetDeployment", "UpdateDeploymentHibernationOverride", "DeleteDeploymentHibernationOverride",
	}},
	{job: JobDeployImage, operations: []string{
		"GetDeployment", "GetDeploymentOptions", "CreateDeploy", "FinalizeDeploy", "GetDeploy",
	}},
	{job: JobDeployDags, operations: []string{"GetDeployment", "CreateDeploy", "FinalizeDeploy", "GetDeploy"}},
	{job: JobDeployBundle, operations: []string{"GetDeployment", "CreateDeploy", "FinalizeDeploy", "GetDeploy"}},
	{job: JobRollback, operations: []string{"GetDeployment", "ListDeploys", "GetDeploy", "DeployRollback"}},
	{
		job: JobSwitchDagDeploys, operations: []string{"GetDeployment", "UpdateDeployment"},
		besides: []Permission{"ws.deployments.dag-deploy.toggle"},
	},
	{job: JobPreviewUp, operations: []string{
		"ListWorkspaces", "ListDeployments", "ListClusters", "GetCluster", "GetDeploymentOptions", "GetClusterOptions",
		"GetDeployment", "CreateDeployment", "UpdateDeployment", "DeleteDeployment",
		"ListEnvironmentObjects", "GetEnvironmentObject", "CreateEnvironmentObject", "UpdateEnvironmentObject",
		"ExcludeLinkingEnvironmentObject",
	}},
	{job: JobPreviewDown, operations: []string{"ListDeployments", "GetDeployment", "DeleteDeployment"}},
	{job: JobManageTokens, operations: []string{
		"ListApiTokens", "GetApiToken", "CreateApiToken", "UpdateApiToken", "UpdateApiTokenRoles", "RotateApiToken", "DeleteApiToken",
	}},
	{job: JobManageAccess, operations: []string{
		"ListUsers", "GetUser", "UpdateUserRoles", "ListTeams", "GetTeam", "ListTeamMembers", "UpdateTeamRoles",
	}},
	{job: JobAuditExport, operations: []string{"GetOrganizationAuditLogs"}},
}

// Jobs lists all jobs.
func Jobs() []Job {
	all := make([]Job, len(jobs))
	for i, j := range jobs {
		all[i] = j.job
	}
	return all
}

// Operations returns the IDs of the operations that the job calls, not necessarily each time; nil for an unknown job.
func (j Job) Operations() []string {
	for _, w := range jobs {
		if w.job == j {
			return slices.Clone(w.operations)
		}
	}
	return nil
}
