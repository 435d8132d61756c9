package client_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// exampleFile is what somebody keeps in a repository.
const exampleFile = `
deployment:
    environment_variables:
        - {key: DB_PASSWORD, is_secret: true}
        - {key: LOG_LEVEL, is_secret: false, value: info}
    configuration:
        name: etl
        description: nightly loads
        runtime_version: 3.1-21
        dag_deploy_enabled: true
        scheduler_size: SMALL
        executor: CELERY
        workspace_name: data
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
    worker_queues:
        - {name: default, max_worker_count: 10, min_worker_count: 0, worker_concurrency: 5, worker_type: A5}
`

// example returns a client of a control plane with a Workspace, and the file.
func example() (*client.Client, deployfile.Deployment) {
	astro := clienttest.New()
	astro.AddWorkspace(client.Workspace{Name: "data"})
	c, err := astro.Client()
	if err != nil {
		fmt.Println(err)
	}
	file, found := deployfile.Parse("etl.yaml", []byte(exampleFile))
	if err := found.Err(); err != nil {
		fmt.Println(err)
	}
	return c, file.Deployment
}

// vault is where the values of secrets come from.
func vault(key string) (string, bool) { return "s3cret", key == "DB_PASSWORD" }

// The first run creates the Deployment, the second finds nothing to do, and a changed file changes what it changes. The
// secret, whose value the file does not have, stays.
func ExampleClient_Apply() {
	c, file := example()
	ctx := context.Background()

	result, err := c.Apply(ctx, client.Target{}, file, client.Wait(10*time.Minute),
		client.WithSecrets(deployfile.SecretOptions{Values: vault}))
	fmt.Println(result.Outcome, result.Deployment.Status, err)

	result, err = c.Apply(ctx, client.Target{}, file)
	fmt.Println(result.Outcome, err)

	file.WorkerQueues[0].MaxWorkerCount = new(20)
	result, err = c.Apply(ctx, client.Target{}, file)
	fmt.Println(result.Outcome, err)
	for _, change := range result.Plan.Changes {
		fmt.Println(change.Path, change.Before, "->", change.After)
	}
	// Output:
	// created HEALTHY <nil>
	// unchanged <nil>
	// updated <nil>
	// deployment.worker_queues[name=default].max_worker_count 10 -> 20
}

// What a plan deletes has to be agreed to; the error says what, and how.
func ExampleConsentError() {
	c, file := example()
	ctx := context.Background()
	if _, err := c.Apply(ctx, client.Target{}, file, client.WithSecrets(deployfile.SecretOptions{Values: vault})); err != nil {
		fmt.Println(err)
	}

	file.EnvironmentVariables = file.EnvironmentVariables[:1]
	_, err := c.Apply(ctx, client.Target{}, file)
	if refused, ok := errors.AsType[*client.ConsentError](err); ok {
		for _, need := range refused.Needs {
			fmt.Println(need)
		}
	}
	result, err := c.Apply(ctx, client.Target{}, file, client.AllowDelete())
	fmt.Println(result.Outcome, err)
	// Output:
	// deployment.environment_variables[key=LOG_LEVEL] is deleted: AllowDelete()
	// updated <nil>
}

// A plan that somebody has looked at is applied as it is, or not at all.
func ExampleAgainst() {
	c, file := example()
	ctx := context.Background()
	if _, err := c.Apply(ctx, client.Target{}, file, client.WithSecrets(deployfile.SecretOptions{Values: vault})); err != nil {
		fmt.Println(err)
	}

	file.Configuration.Description = new("hourly loads")
	planned, err := c.Plan(ctx, client.Target{}, file)
	fmt.Println(planned.Plan.Summary().Update, err)

	file.Configuration.SchedulerSize = deployfile.SchedulerLarge
	_, err = c.Apply(ctx, client.Target{}, file, client.Against(planned.Plan))
	fmt.Println(err)
	// Output:
	// 1 <nil>
	// the plan for Deployment "etl" is out of date: the file now changes something else; make a new plan and look at it again
}

// Drift asks whether somebody has changed the Deployment by hand.
func ExampleClient_Drift() {
	c, file := example()
	ctx := context.Background()
	made, err := c.Apply(ctx, client.Target{}, file, client.WithSecrets(deployfile.SecretOptions{Values: vault}))
	if err != nil {
		fmt.Println(err)
	}
	byHand := file
	byHand.Configuration.Description = new("do not touch")
	if _, err = c.Apply(ctx, client.Target{ID: made.Deployment.ID}, byHand); err != nil {
		fmt.Println(err)
	}

	result, err := c.Drift(ctx, client.Target{}, file)
	fmt.Println(result.Plan.Empty(), err)
	fmt.Println(result.Plan.Changes[0].Path, result.Plan.Changes[0].Before)
	// Output:
	// false <nil>
	// deployment.configuration.description "do not touch"
}

// Inspect is the way back: a live Deployment as a file, without the values of its secrets.
func ExampleClient_Inspect() {
	c, file := example()
	ctx := context.Background()
	if _, err := c.Apply(ctx, client.Target{}, file, client.WithSecrets(deployfile.SecretOptions{Values: vault})); err != nil {
		fmt.Println(err)
	}
	d, err := c.Inspect(ctx, client.Target{Name: "etl", Workspace: "data"})
	fmt.Println(d.Configuration.Name, d.Metadata.Status, d.EnvironmentVariables[0], err)
	// Output:
	// etl HEALTHY DB_PASSWORD <nil>
}
