package client

// requestRoot is a body that some operation sends, with the schema of the API for it.
type requestRoot struct {
	schema string
	value  any
}

// requestRoots are all bodies; a union stands with each of its members.
func requestRoots() []requestRoot {
	return []requestRoot{
		{"CreateStandardDeploymentRequest", CreateStandardDeployment{}},
		{"CreateDedicatedDeploymentRequest", CreateDedicatedDeployment{}},
		{"CreateHybridDeploymentRequest", CreateHybridDeployment{}},
		{"UpdateStandardDeploymentRequest", UpdateStandardDeployment{}},
		{"UpdateDedicatedDeploymentRequest", UpdateDedicatedDeployment{}},
		{"UpdateHybridDeploymentRequest", UpdateHybridDeployment{}},
		{"OverrideDeploymentHibernationBody", wireOverride{}},
		{"CreateDeployRequest", CreateDeploy{}},
		{"UpdateDeployRequest", UpdateDeploy{}},
		{"FinalizeDeployRequest", FinalizeDeploy{}},
		{"DeployRollbackRequest", RollbackDeploy{}},
		{"CreateAwsClusterRequest", CreateAWSCluster{}},
		{"CreateAzureClusterRequest", CreateAzureCluster{}},
		{"CreateGcpClusterRequest", CreateGCPCluster{}},
		{"UpdateDedicatedClusterRequest", UpdateDedicatedCluster{}},
		{"UpdateHybridClusterRequest", UpdateHybridCluster{}},
		{"UpdateOrganizationRequest", UpdateOrganization{}},
		{"CreateWorkspaceRequest", CreateWorkspace{}},
		{"UpdateWorkspaceRequest", UpdateWorkspace{}},
		{"CreateAllowedIpAddressRangeRequest", createIPRange{}},
		{"BulkCreateAllowedIpAddressRangesRequest", createIPRanges{[]string{}}},
		{"BulkDeleteAllowedIpAddressRangesRequest", deleteIPRanges{[]string{}}},
		{"CreateUserInviteRequest", CreateInvite{}},
		{"CreateEnvironmentObjectRequest", CreateEnvironmentObject{}},
		{"UpdateEnvironmentObjectRequest", UpdateEnvironmentObject{}},
		{"ExcludeLinkEnvironmentObjectRequest", EnvironmentObjectExcludeLink{}},
		{"CreateTeamRequest", CreateTeam{}},
		{"UpdateTeamRequest", UpdateTeam{}},
		{"AddTeamMembersRequest", addTeamMembers{[]string{}}},
		{"UpdateTeamRolesRequest", SubjectRoles{OrganizationRole: OrganizationRoleMember}.complete()},
		{"UpdateUserRolesRequest", SubjectRoles{}.complete()},
		{"CreateCustomRoleRequest", CreateRole{Permissions: []string{}}},
		{"UpdateCustomRoleRequest", UpdateRole{Permissions: []string{}}},
		{"CreateApiTokenRequest", CreateAPIToken{}},
		{"UpdateApiTokenRequest", UpdateAPIToken{}},
		{"UpdateApiTokenRolesRequest", updateAPITokenRoles{[]APITokenRole{}}},
		{"CreateAgentTokenRequest", CreateAgentToken{}},
	}
}

// answerRoots are all answers, by schema.
func answerRoots() map[string]any {
	return map[string]any{
		"Error":                           errorBody{},
		"Deployment":                      Deployment{},
		"DeploymentsPaginated":            deploymentsPage{},
		"DeploymentHibernationOverride":   HibernationOverride{},
		"DeploymentLog":                   LogPage{},
		"DeploymentOptions":               DeploymentOptions{},
		"Deploy":                          Deploy{},
		"DeploysPaginated":                deploysPage{},
		"Cluster":                         Cluster{},
		"ClustersPaginated":               clustersPage{},
		"ClusterOptions":                  ClusterOptions{},
		"Organization":                    Organization{},
		"OrganizationsPaginated":          organizationsPage{},
		"Workspace":                       Workspace{},
		"WorkspacesPaginated":             workspacesPage{},
		"AllowedIpAddressRange":           IPRange{},
		"AllowedIpAddressRangesList":      ipRangesList{},
		"AllowedIpAddressRangesPaginated": ipRangesPage{},
		"Invite":                          Invite{},
		"EnvironmentObject":               EnvironmentObject{},
		"EnvironmentObjectsPaginated":     environmentObjectsPage{},
		"CreateEnvironmentObject":         createdEnvironmentObject{},
		"User":                            User{},
		"UsersPaginated":                  usersPage{},
		"UserTeamsPaginated":              userTeamsPage{},
		"SelfUser":                        SelfUser{},
		"SubjectRoles":                    SubjectRoles{},
		"Team":                            Team{},
		"TeamsPaginated":                  teamsPage{},
		"TeamMembersPaginated":            teamMembersPage{},
		"RolesPaginated":                  rolesPage{},
		"RoleWithPermission":              RoleWithPermission{},
		"RoleTemplate":                    RoleTemplate{},
		"PermissionGroup":                 PermissionGroup{},
		"ApiToken":                        APIToken{},
		"ApiTokensPaginated":              tokensPage{},
	}
}

// schemaExceptions are the fields that differ from the API's on purpose, with the reason.
func schemaExceptions() map[string]string {
	const (
		otherType = "belongs to queues of the other types of Deployment, which have a type of their own"
		always    = "always sent: what the API does without it is not documented"
		needed    = "optional only because one schema serves both kinds of queue"
		roles     = "always sent: what the API does with roles it is not told of is not documented"
		shared    = "one wire form for all; this part of it is never set here"
		filled    = "one wire form with the optional fields of updates; the API refuses a request without it"
		grows     = "the set grows with the price list"
		whole     = "optional in the API; here both numbers or none"
	)
	return map[string]string{
		"UpdateStandardDeployment: UpdateStandardDeploymentRequest.description":                   always,
		"UpdateDedicatedDeployment: UpdateDedicatedDeploymentRequest.description":                 always,
		"UpdateHybridDeployment: UpdateHybridDeploymentRequest.description":                       always,
		"UpdateDeploy: UpdateDeployRequest.description":                                           "the only thing that the operation changes",
		"MachineQueue: UpdateWorkerQueueRequest.astroMachine":                                     needed,
		"MachineQueue: UpdateWorkerQueueRequest.nodePoolId":                                       otherType,
		"NodePoolQueue: UpdateWorkerQueueRequest.nodePoolId":                                      needed,
		"NodePoolQueue: UpdateWorkerQueueRequest.astroMachine":                                    otherType,
		"NodePoolQueue: UpdateWorkerQueueRequest.podEphemeralStorage":                             otherType,
		"Scheduler: CreateDeploymentInstanceSpecRequest.au":                                       whole,
		"Scheduler: CreateDeploymentInstanceSpecRequest.replicas":                                 whole,
		"HibernationOverride: DeploymentHibernationOverrideRequest.overrideUntil":                 "a time in the answer, and read as one by the operation of its own",
		"HibernationOverride: DeploymentHibernationOverrideRequest.isActive":                      "only in answers; the wire forms of requests clear it",
		"SubjectRoles: UpdateTeamRolesRequest.workspaceRoles":                                     roles,
		"SubjectRoles: UpdateTeamRolesRequest.deploymentRoles":                                    roles,
		"SubjectRoles: UpdateTeamRolesRequest.dagRoles":                                           roles,
		"SubjectRoles: UpdateUserRolesRequest.workspaceRoles":                                     roles,
		"SubjectRoles: UpdateUserRolesRequest.deploymentRoles":                                    roles,
		"SubjectRoles: UpdateUserRolesRequest.dagRoles":                                           roles,
		"SubjectRoles: UpdateTeamRolesRequest.organizationRole":                                   "shared with people, for whom it is optional; the API refuses a Team without it",
		"UpdateRole: UpdateCustomRoleRequest.description":                                         always,
		"UpdateRole: UpdateCustomRoleRequest.restrictedWorkspaceIds":                              always,
		"OrganizationProductPlan: OrganizationProductPlan.astronomerProduct":                      grows,
		"OrganizationProductPlan: OrganizationProductPlan.productPlanName":                        grows,
		"wireMetrics: CreateEnvironmentObjectMetricsExportRequest.endpoint":                       filled,
		"wireMetrics: CreateEnvironmentObjectMetricsExportRequest.exporterType":                   filled,
		"wireOverrides: CreateEnvironmentObjectOverridesRequest.unsetFields":                      shared,
		"wireObjectVariable: CreateEnvironmentObjectAirflowVariableOverridesRequest.isSecret":     shared,
		"wireObjectVariable: CreateEnvironmentObjectEnvironmentVariableOverridesRequest.isSecret": shared,
		"wireObjectVariable: UpdateEnvironmentObjectAirflowVariableRequest.isSecret":              shared,
		"wireObjectVariable: UpdateEnvironmentObjectAirflowVariableOverridesRequest.isSecret":     shared,
		"wireObjectVariable: UpdateEnvironmentObjectEnvironmentVariableRequest.isSecret":          shared,
		"wireObjectVariable: UpdateEnvironmentObjectEnvironmentVariableOverridesRequest.isSecret": shared,
	}
}
