package clienttest_test

import (
	"context"
	"fmt"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// A Deployment file seeds the control plane, and the answers look as Astro's do: the secret is there, its value is not.
func ExampleAstro_AddDeployment() {
	astro := clienttest.New()
	file, found := deployfile.Parse("etl.yaml", []byte(`
deployment:
  configuration:
    name: etl
    runtime_version: 3.1-2
    executor: CELERY
    workspace_name: data
    deployment_type: STANDARD
    cloud_provider: AWS
    region: us-east-1
  environment_variables:
    - {key: DB_PASSWORD, value: hunter2, is_secret: true}
`))
	if err := found.Err(); err != nil {
		fmt.Println(err)
		return
	}
	id, err := astro.AddDeployment(file.Deployment)
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := astro.Client()
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := c.Deployments.Get(context.Background(), id)
	if err != nil {
		fmt.Println(err)
		return
	}
	value, _ := astro.RevealVariable(id, "DB_PASSWORD")
	fmt.Println(d.ID, d.Name, d.Status)
	fmt.Println(d.EnvironmentVariables[0].Key, d.EnvironmentVariables[0].Value.IsZero(), value)
	// Output:
	// cdep000000000000000000001 etl HEALTHY
	// DB_PASSWORD true hunter2
}

// A program that waits for health has to notice that it does not come.
func ExampleAstro_FailChange() {
	astro := clienttest.New()
	workspace := astro.AddWorkspace(client.Workspace{Name: "data"})
	c, err := astro.Client()
	if err != nil {
		fmt.Println(err)
		return
	}
	astro.FailChange("", "no capacity")
	ctx := context.Background()
	created, err := c.Deployments.Create(ctx, client.CreateStandardDeployment{
		CreateDeploymentBase: client.CreateDeploymentBase{Name: "etl", WorkspaceID: workspace},
		CloudProvider:        client.CloudProviderAWS, Region: "us-east-1",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	later, err := c.Deployments.Get(ctx, created.ID)
	fmt.Println(created.Status, later.Status, later.StatusReason, err)
	// Output:
	// CREATING UNHEALTHY no capacity <nil>
}
