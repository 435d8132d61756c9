package clienttest

import (
	"slices"
	"strings"

	"github.com/astrofile/astrofile/client"
)

const (
	deploymentAdmin = "DEPLOYMENT_ADMIN"
	dagViewer       = "DAG_VIEWER"
	dagAuthor       = "DAG_AUTHOR"
)

// deploymentActions are the actions of the API that a role for a Deployment can allow; the first of each object reads.
func deploymentActions() []string {
	return []string{
		"deployment.get", "deployment.update", "deployment.delete", "deployment.logs.get",
		"deployment.deploys.get", "deployment.deploys.create", "deployment.deploys.update",
		"deployment.agentTokens.get", "deployment.agentTokens.create", "deployment.agentTokens.delete",
	}
}

func dagActions() []string { return []string{"dag.get", "dag.runs.create", "dag.update"} }

// workspaceActions are those on a Workspace and the Deployments in it.
func workspaceActions() []string {
	return append([]string{"workspace.get", "workspace.settings.update", "workspace.delete", "workspace.deployments.create"}, deploymentActions()...)
}

// organizationActions are those on an Organization, without those on its Workspaces.
func organizationActions() []string {
	return []string{
		"organization.get", "organization.settings.update", "organization.auditLogs.get", "organization.deploymentConfigurations.get",
		"organization.allowedIpAddressRanges.get", "organization.allowedIpAddressRanges.create", "organization.allowedIpAddressRanges.delete",
		"organization.apiTokens.access", "organization.clusters.get", "organization.clusters.create", "organization.clusters.update",
		"organization.clusters.delete", "organization.customRoles.get", "organization.customRoles.create", "organization.customRoles.update",
		"organization.customRoles.delete", "organization.deployments.get", "organization.envObjects.access", "organization.teamRoles.access",
		"organization.teams.get", "organization.teams.create", "organization.teams.update", "organization.teams.delete",
		"organization.userRoles.access", "organization.users.get", "organization.users.create", "organization.users.delete",
		"organization.workspaces.get", "organization.workspaces.create",
	}
}

// reading returns the actions that change nothing.
func reading(actions []string) []string {
	return slices.DeleteFunc(slices.Clone(actions), func(a string) bool { return !strings.HasSuffix(a, ".get") })
}

// defaultRoles are the roles that every Organization has. What they allow is not enforced; the lists show the shape.
func defaultRoles() []client.DefaultRole {
	organization, workspace, deployment, dag := client.RoleScopeOrganization, client.RoleScopeWorkspace, client.RoleScopeDeployment, client.RoleScopeDag
	return []client.DefaultRole{
		{Name: string(client.OrganizationRoleOwner), Description: "Does everything", ScopeType: organization, Permissions: append(organizationActions(), workspaceActions()...)},
		{Name: string(client.OrganizationRoleBillingAdmin), Description: "Manages settings and clusters", ScopeType: organization, Permissions: organizationActions()},
		{Name: string(client.OrganizationRoleMember), Description: "Belongs to the Organization", ScopeType: organization, Permissions: reading(organizationActions())},
		{Name: string(client.OrganizationRoleObserveAdmin), Description: "Manages Observe", ScopeType: organization, Permissions: reading(organizationActions())},
		{Name: string(client.OrganizationRoleObserveMember), Description: "Uses Observe", ScopeType: organization, Permissions: reading(organizationActions())},
		{Name: string(client.WorkspaceRoleOwner), Description: "Manages the Workspace and all in it", ScopeType: workspace, Permissions: workspaceActions()},
		{Name: string(client.WorkspaceRoleOperator), Description: "Manages the Deployments of the Workspace", ScopeType: workspace, Permissions: append([]string{"workspace.get", "workspace.deployments.create"}, deploymentActions()...)},
		{Name: string(client.WorkspaceRoleAuthor), Description: "Deploys code", ScopeType: workspace, Permissions: append(reading(workspaceActions()), "deployment.deploys.create", "deployment.deploys.update")},
		{Name: string(client.WorkspaceRoleMember), Description: "Reads the Workspace", ScopeType: workspace, Permissions: reading(workspaceActions())},
		{Name: string(client.WorkspaceRoleAccessor), Description: "Knows the Workspace", ScopeType: workspace, Permissions: []string{"workspace.get"}},
		{Name: deploymentAdmin, Description: "Manages the Deployment", ScopeType: deployment, Permissions: deploymentActions()},
		{Name: dagAuthor, Description: "Changes and runs Dags", ScopeType: dag, Permissions: dagActions()},
		{Name: dagViewer, Description: "Reads Dags", ScopeType: dag, Permissions: reading(dagActions())},
	}
}

func listRoleTemplates(c *call) (any, error) {
	out := []client.RoleTemplate{}
	for _, t := range []client.RoleTemplate{
		{Name: "DEPLOYMENT_VIEWER", Description: "Reads the Deployment", ScopeType: client.RoleScopeDeployment, Permissions: reading(deploymentActions())},
		{Name: deploymentAdmin, Description: "Manages the Deployment", ScopeType: client.RoleScopeDeployment, Permissions: deploymentActions()},
		{Name: dagAuthor, Description: "Changes and runs Dags", ScopeType: client.RoleScopeDag, Permissions: dagActions()},
		{Name: dagViewer, Description: "Reads Dags", ScopeType: client.RoleScopeDag, Permissions: reading(dagActions())},
	} {
		if wantsAny(c.query["scopeTypes"], string(t.ScopeType)) {
			out = append(out, t)
		}
	}
	return out, nil
}

// listPermissionGroups has something to say about Deployments and Dags only.
func listPermissionGroups(c *call) (any, error) {
	out := []client.PermissionGroup{}
	for _, scope := range []struct {
		name    client.RoleScope
		actions []string
	}{{client.RoleScopeDeployment, deploymentActions()}, {client.RoleScopeDag, dagActions()}} {
		if !wants(c.query.Get("scopeType"), string(scope.name)) {
			continue
		}
		group := client.PermissionGroup{Name: string(scope.name), Description: "Everything about it", Scope: string(scope.name)}
		for _, action := range scope.actions {
			group.Permissions = append(group.Permissions, client.PermissionEntry{Action: action, Description: "Allows " + action})
		}
		out = append(out, group)
	}
	return out, nil
}
