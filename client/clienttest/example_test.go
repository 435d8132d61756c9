package clienttest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

func Example() {
	astro := clienttest.New()
	workspace := astro.AddWorkspace(client.Workspace{Name: "data"})
	c, err := astro.Client()
	if err != nil {
		fmt.Println(err)
		return
	}
	var want client.CreateStandardDeployment
	want.Name, want.WorkspaceID, want.CloudProvider, want.Region = "etl", workspace, client.CloudProviderAWS, "us-east-1"
	made, err := c.Deployments.Create(context.Background(), want)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(made.ID, made.Status)
	live, err := c.Deployments.Get(context.Background(), made.ID)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(live.Name, live.Status)
	// Output:
	// cdep000000000000000000001 CREATING
	// etl HEALTHY
}

// A lost answer: the Workspace is there although the call failed.
func ExampleAstro_Fail() {
	astro := clienttest.New()
	c, err := astro.Client()
	if err != nil {
		fmt.Println(err)
		return
	}
	astro.Fail(clienttest.Match{Operation: "CreateWorkspace"}, clienttest.Fault{Status: http.StatusBadGateway, Effect: true})
	_, err = c.Workspaces.Create(context.Background(), client.CreateWorkspace{Name: "data"})
	var refused *client.APIError
	fmt.Println(errors.As(err, &refused), refused.StatusCode)
	for w, err := range c.Workspaces.All(context.Background(), client.WorkspaceFilter{}) {
		fmt.Println(w.Name, err)
	}
	// Output:
	// true 502
	// data <nil>
}

func ExampleAstro_Requests() {
	astro := clienttest.New()
	c, err := astro.Client()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = c.Workspaces.Create(context.Background(), client.CreateWorkspace{Name: "data", CICDEnforcedDefault: true})
	fmt.Println(err)
	for _, r := range astro.Requests() {
		fmt.Println(r)
	}
	// Output:
	// <nil>
	// POST /organizations/corg000000000000000000001/workspaces {"cicdEnforcedDefault":true,"name":"data"}
}
