package rbac_test

import (
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/rbac"
)

func ExampleDiffAccess() {
	live, _ := rbac.ReadAccess(strings.NewReader(`{"users": [
	  {"id": "u1", "email": "ann@example.com", "organizationRole": "ORGANIZATION_OWNER"},
	  {"id": "u2", "email": "ben@example.com", "organizationRole": "ORGANIZATION_MEMBER",
	   "workspaceRoles": [{"workspaceId": "w1", "role": "WORKSPACE_OWNER"}]}
	]}`))
	want, err := rbac.ReadAccess(strings.NewReader(`{"users": [
	  {"email": "ben@example.com", "organizationRole": "ORGANIZATION_MEMBER",
	   "workspaceRoles": [{"workspaceId": "w1", "role": "WORKSPACE_AUTHOR"}]}
	]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	plan := rbac.DiffAccess(live, want, rbac.AccessOptions{Applier: rbac.Party{Kind: rbac.KindPerson, Name: "ann@example.com"}})
	fmt.Println(plan)
	// Output:
	// Changes
	//   ~ users[email=ben@example.com].workspaceRoles[workspaceId=w1]  [access-removed]
	//     gets WORKSPACE_AUTHOR in place of WORKSPACE_OWNER for Workspace "w1"
	//
	// Kept
	//   = users[email=ann@example.com]: the file does not name it
	//
	// 1 to update, 1 kept (destructive)
}

func ExampleCheckToken() {
	for _, f := range rbac.CheckToken(rbac.TokenPlan{
		Name: "ci", Scope: rbac.ScopeDeployment, EntityID: "d1",
		Roles: []rbac.Grant{
			{Role: "DEPLOYMENT_ADMIN", Scope: rbac.ScopeDeployment, ID: "d1"},
			{Role: "WORKSPACE_MEMBER", Scope: rbac.ScopeWorkspace, ID: "w1"},
		},
	}, nil, nil) {
		fmt.Println(f)
	}
	// Output:
	// expiryDays: warning: token "ci" never expires (token-never-expires)
	// roles[1]: error: token "ci": role "WORKSPACE_MEMBER" is for WORKSPACE, and the token is only for DEPLOYMENT (token-role-wider)
}

func ExampleSwitchDagDeploys() {
	for _, step := range rbac.SwitchDagDeploys(false, true, true) {
		fmt.Printf("%s=%t\n", step.Field, step.Value)
	}
	// Output:
	// isCicdEnforced=false
	// isDagDeployEnabled=true
	// isCicdEnforced=true
}
