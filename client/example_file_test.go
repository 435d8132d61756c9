package client_test

import (
	"context"
	"fmt"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// A Deployment that was made by hand becomes a file. Secrets are in it by name alone.
func ExampleDeployment_File() {
	astro := clienttest.New()
	id := astro.AddLiveDeployment(client.Deployment{
		Name: "etl", Executor: client.ExecutorCelery, AstroRuntimeVersion: "3.1-21", ContactEmails: []string{"oncall@example.com"},
		EnvironmentVariables: []client.EnvironmentVariable{{Key: "DB_PASSWORD", IsSecret: true, Value: client.NewSecret("hunter2")}},
	})
	c, err := astro.Client()
	if err != nil {
		fmt.Println(err)
		return
	}
	live, err := c.Deployments.Get(context.Background(), id)
	if err != nil {
		fmt.Println(err)
		return
	}
	file := live.File(nil)
	file.Metadata = nil
	text, err := deployfile.Marshal(file, deployfile.SyntaxYAML)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(text))
	// Output:
	// deployment:
	//     environment_variables:
	//         - is_secret: true
	//           key: DB_PASSWORD
	//           value: null
	//     configuration:
	//         name: etl
	//         description: ""
	//         runtime_version: 3.1-21
	//         dag_deploy_enabled: false
	//         ci_cd_enforcement: false
	//         scheduler_size: SMALL
	//         is_high_availability: false
	//         is_development_mode: false
	//         executor: CELERY
	//         scheduler_count: 1
	//         workspace_name: default
	//         deployment_type: STANDARD
	//         cloud_provider: AWS
	//         region: us-east-1
	//         default_task_pod_cpu: "0.25"
	//         default_task_pod_memory: 0.5Gi
	//         resource_quota_cpu: "10"
	//         resource_quota_memory: 20Gi
	//         workload_identity: ""
	//     worker_queues:
	//         - name: default
	//           max_worker_count: 10
	//           min_worker_count: 0
	//           worker_concurrency: 5
	//           worker_type: A5
	//           pod_ephemeral_storage: 10Gi
	//     alert_emails:
	//         - oncall@example.com
}

// The rules of a file that need names and limits of the Organization get them from the API.
func ExampleClient_ValidateOptions() {
	astro := clienttest.New()
	astro.AddWorkspace(client.Workspace{Name: "Data Platform"})
	c, err := astro.Client()
	if err != nil {
		fmt.Println(err)
		return
	}
	file, _ := deployfile.Parse("etl.yaml", []byte(`deployment:
    configuration:
        name: etl
        runtime_version: 99.9-9
        executor: CELERY
        workspace_name: Data Platfrom
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
`))
	o, err := c.ValidateOptions(context.Background(), deployfile.ModeCreate, client.Target{}, file.Deployment)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range file.Validate(o) {
		if d.Severity == diag.SeverityError {
			fmt.Printf("line %d: %s\n", d.Range.Start.Line, d.Message)
		}
	}
	// Output:
	// line 4: runtime_version "99.9-9" is not among those that the Organization may use for new Deployments
	// line 6: workspace_name "Data Platfrom" is that of no Workspace of the Organization; the official CLI would look in all of them
}
