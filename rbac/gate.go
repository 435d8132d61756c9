package rbac

// door names what stands behind the gates of some operations, one permission for each kind of object that a call can be
// about. The specification tells only that there is a second check; which one is our conclusion from the documentation.
type door struct {
	operations                          []string
	organization, workspace, deployment Permission
}

var doors = [...]door{
	{ // without a filter, the list shows everybody what is theirs to see
		operations:   []string{"ListApiTokens"},
		organization: "organization.get", workspace: "ws.apitokens.manage", deployment: "deployment.apiTokens.get",
	},
	{
		operations:   []string{"GetApiToken"},
		organization: "org.apitokens.manage", workspace: "ws.apitokens.manage", deployment: "deployment.apiTokens.get",
	},
	{
		operations:   []string{"CreateApiToken"},
		organization: "org.apitokens.manage", workspace: "ws.apitokens.manage", deployment: "deployment.apiTokens.create",
	},
	{
		operations:   []string{"UpdateApiToken", "UpdateApiTokenRoles"},
		organization: "org.apitokens.manage", workspace: "ws.apitokens.manage", deployment: "deployment.apiTokens.update",
	},
	{
		operations:   []string{"RotateApiToken"},
		organization: "org.apitokens.manage", workspace: "ws.apitokens.manage", deployment: "deployment.apiTokens.rotate",
	},
	{
		operations:   []string{"DeleteApiToken"},
		organization: "org.apitokens.manage", workspace: "ws.apitokens.manage", deployment: "deployment.apiTokens.delete",
	},
	{
		operations: []string{"ListEnvironmentObjects", "GetEnvironmentObject"},
		workspace:  "ws.env-manager.view", deployment: "deployment.envObjects.get",
	},
	{
		operations: []string{"CreateEnvironmentObject"},
		workspace:  "ws.env-manager.manage", deployment: "deployment.envObjects.create",
	},
	{
		operations: []string{"UpdateEnvironmentObject", "ExcludeLinkingEnvironmentObject"},
		workspace:  "ws.env-manager.manage", deployment: "deployment.envObjects.update",
	},
	{
		operations: []string{"DeleteEnvironmentObject"},
		workspace:  "ws.env-manager.manage", deployment: "deployment.envObjects.delete",
	},
	{ // the permission to delete users stands for changing who has which role
		operations:   []string{"UpdateUserRoles"},
		organization: "org.users.roles.manage", workspace: "ws.users.roles.manage", deployment: "deployment.users.delete",
	},
	{
		operations:   []string{"UpdateTeamRoles"},
		organization: "org.teams.manage", workspace: "ws.teams.assign", deployment: "deployment.teams.delete",
	},
}

// behind returns what stands behind the gate of an operation. What holds for a Deployment holds for its Dags.
func behind(operation string) []Requirement {
	var needs []Requirement
	add := func(p Permission, s Scope) {
		if p != "" {
			needs = append(needs, Requirement{Permission: p, Scope: s, Behind: true, Confidence: Derived})
		}
	}
	for _, d := range doors {
		for _, o := range d.operations {
			if o == operation {
				add(d.organization, ScopeOrganization)
				add(d.workspace, ScopeWorkspace)
				add(d.deployment, ScopeDeployment)
				add(d.deployment, ScopeDag)
			}
		}
	}
	return needs
}
