package rbac_test

import (
	"fmt"

	"github.com/astrofile/astrofile/rbac"
)

func Example() {
	who, _ := rbac.Builtin().Subject(rbac.Principal{
		Name:   "ci",
		Grants: []rbac.Grant{{Role: "WORKSPACE_MEMBER", Scope: rbac.ScopeWorkspace, ID: "w1"}},
	})
	d := who.CanCall("CreateDeploy", rbac.Resource{Workspace: "w1", Deployment: "d1"})
	fmt.Println(d.Explain())
	// Output:
	// denied: "ci" lacks deployment.deploys.create, which CreateDeploy needs, for Deployment "d1": no role there allows it; the least that does: DEPLOYMENT_ADMIN or WORKSPACE_AUTHOR or ORGANIZATION_OWNER
}

func ExampleCatalogue_Least() {
	least, err := rbac.Builtin().Least(rbac.ScopeDeployment, string(rbac.JobDeployDags))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(least.Role, least.Confidence)
	for _, p := range least.Custom.Permissions {
		fmt.Println("-", p)
	}
	// Output:
	// DEPLOYMENT_ADMIN derived
	// - deployment.deploys.create
	// - deployment.deploys.get
	// - deployment.deploys.update
	// - deployment.get
}

func ExampleCatalogue_With() {
	c, warnings := rbac.Builtin().With(rbac.Role{
		Name: "reviewer", Scope: rbac.ScopeDeployment, Permissions: []rbac.Permission{"deployment.get", "deployment.airflow.hitl.update"},
	})
	fmt.Println(warnings)
	who, _ := c.Subject(rbac.Principal{Name: "ann", Grants: []rbac.Grant{{Role: "reviewer", Scope: rbac.ScopeDeployment, ID: "d1"}}})
	fmt.Println(who.Can("deployment.airflow.hitl.update", rbac.Resource{Deployment: "d1"}).Explain())
	// Output:
	// [role "reviewer": permission "deployment.airflow.hitl.update" is not in the table (unknown-permission)]
	// allowed: "ann" has deployment.airflow.hitl.update for Deployment "d1" through reviewer of Deployment "d1" (reported)
}

func ExampleRequired() {
	needs, _ := rbac.Required("CreateApiToken")
	for _, n := range needs {
		if n.AppliesTo(rbac.ScopeWorkspace) {
			fmt.Println(n.Permission, n.Confidence)
		}
	}
	// Output:
	// organization.apiTokens.access documented
	// ws.apitokens.manage derived
}

func ExampleSubject_Can() {
	who, _ := rbac.Builtin().Subject(rbac.Principal{
		Name:  "ann",
		Teams: []*rbac.Team{{Name: "data", Grants: []rbac.Grant{{Role: "DEPLOYMENT_ADMIN", Scope: rbac.ScopeDeployment, ID: "d1"}}}},
	})
	for _, p := range []rbac.Permission{"deployment.update", "deployment.apiTokens.create"} {
		fmt.Println(who.Can(p, rbac.Resource{Deployment: "d1"}).Explain())
	}
	// Output:
	// allowed: "ann" has deployment.update for Deployment "d1" through DEPLOYMENT_ADMIN of Deployment "d1" by way of team "data" (derived)
	// undecided: "ann" may have deployment.apiTokens.create for Deployment "d1" through DEPLOYMENT_ADMIN of Deployment "d1" by way of team "data", nobody says whether that allows it
}
