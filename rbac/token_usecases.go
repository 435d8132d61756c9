package rbac

import "slices"

// UseCase is something that is commonly automated, with the narrowest API token that suffices for it. Its Scope is what
// the token has to be made for and Role the weakest built-in role of that scope; a custom role can be smaller still, see
// [Catalogue.Least].
type UseCase struct {
	Name        string       `json:"name"` // in kebab-case
	Title       string       `json:"title"`
	Scope       Scope        `json:"scope"`
	Role        string       `json:"role"`
	Operations  []string     `json:"operations,omitempty"`  // of the API, or jobs
	Permissions []Permission `json:"permissions,omitempty"` // for what is no operation of the API
	Confidence  Confidence   `json:"confidence"`            // that a token of that scope is meant for it
	Note        string       `json:"note,omitempty"`
}

// useCases come from the documentation's list of what each kind of token is for; the roles follow from the tables.
var useCases = [...]UseCase{
	{
		Name: "deploy-code", Title: "deploy code to one Deployment", Scope: ScopeDeployment, Role: "DEPLOYMENT_ADMIN",
		Operations: []string{string(JobDeployImage), string(JobDeployDags), string(JobDeployBundle), string(JobRollback)}, Confidence: Documented,
	},
	{
		Name: "update-deployment", Title: "update one Deployment from a file", Scope: ScopeDeployment, Role: "DEPLOYMENT_ADMIN",
		Operations: []string{string(JobApplyUpdate)}, Confidence: Documented,
	},
	{
		Name: "change-executor", Title: "change the executor or scheduler of one Deployment", Scope: ScopeDeployment, Role: "DEPLOYMENT_ADMIN",
		Operations: []string{"GetDeployment", "UpdateDeployment"}, Confidence: Documented,
	},
	{
		Name: "enforce-cicd", Title: "turn CI/CD enforcement of one Deployment on or off", Scope: ScopeDeployment, Role: "DEPLOYMENT_ADMIN",
		Operations: []string{"GetDeployment", "UpdateDeployment"}, Confidence: Documented,
	},
	{
		Name: "call-airflow", Title: "call the REST API of Airflow in one Deployment, such as to start runs", Scope: ScopeDeployment, Role: "DEPLOYMENT_ADMIN",
		Permissions: []Permission{"deployment.airflow.dag.get", "deployment.airflow.dagRun.get", "deployment.airflow.dagRun.create"}, Confidence: Documented,
	},
	{
		Name: "switch-dag-deploys", Title: "turn deploys of Dags alone on or off", Scope: ScopeWorkspace, Role: "WORKSPACE_OWNER",
		Operations: []string{string(JobSwitchDagDeploys)}, Confidence: Derived,
		Note: "the documentation names a Deployment token, but keeps the permission for WORKSPACE_OWNER, which such a token cannot be",
	},
	{
		Name: "create-deployments", Title: "create and update Deployments of one Workspace from files", Scope: ScopeWorkspace, Role: "WORKSPACE_OPERATOR",
		Operations: []string{string(JobApplyCreate), string(JobApplyUpdate)}, Confidence: Documented,
	},
	{
		Name: "previews", Title: "create and delete ephemeral Deployments in one Workspace", Scope: ScopeWorkspace, Role: "WORKSPACE_OPERATOR",
		Operations: []string{string(JobPreviewUp), string(JobDeployImage), string(JobPreviewDown)}, Confidence: Documented,
	},
	{
		Name: "workspace-access", Title: "manage users, Teams and tokens of one Workspace", Scope: ScopeWorkspace, Role: "WORKSPACE_OWNER",
		Operations: []string{string(JobManageAccess), string(JobManageTokens)}, Confidence: Documented,
	},
	{
		Name: "manage-workspaces", Title: "create, change and delete Workspaces", Scope: ScopeOrganization, Role: "ORGANIZATION_OWNER",
		Operations: []string{"ListWorkspaces", "CreateWorkspace", "UpdateWorkspace", "DeleteWorkspace"}, Confidence: Documented,
	},
	{
		Name: "organization-access", Title: "manage users, Teams and tokens of the Organization", Scope: ScopeOrganization, Role: "ORGANIZATION_OWNER",
		Operations: []string{
			"CreateUserInvite", "DeleteUserInvite", "CreateTeam", "UpdateTeam", "DeleteTeam", "AddTeamMembers", "RemoveTeamMember",
			string(JobManageAccess), string(JobManageTokens),
		},
		Confidence: Documented,
	},
	{
		Name: "export-audit-logs", Title: "export the audit logs", Scope: ScopeOrganization, Role: "ORGANIZATION_OWNER",
		Operations: []string{string(JobAuditExport)}, Confidence: Documented,
	},
}

// UseCases lists what is commonly automated, narrowest token first. A token for more does as well: what is said of one
// Deployment holds for all of a Workspace with a token made for that.
func UseCases() []UseCase {
	all := slices.Clone(useCases[:])
	for i := range all {
		all[i].Operations = slices.Clone(all[i].Operations)
		all[i].Permissions = slices.Clone(all[i].Permissions)
	}
	return all
}
