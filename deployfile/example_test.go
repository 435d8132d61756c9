package deployfile_test

import (
	"fmt"
	"os"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

const draft = `deployment:
    configuration:
        name: etl
        executor: CELERY
        deployment_type: STANDARD
        workspace_name: Data
        schedulerSize: LARGE
    worker_queues:
        - name: default
          worker_type: A5
          min_worker_count: 9
          max_worker_count: 4
`

func ExampleCheck() {
	_, found := deployfile.Check("etl.yaml", []byte(draft), deployfile.ValidateOptions{})
	for _, finding := range found {
		if finding.Severity == diag.SeverityError {
			fmt.Println(finding)
		}
	}
	// Output:
	// etl.yaml:7:9: error: "schedulerSize" is a name of the Astro API: the official CLI ignores it silently, the file says "scheduler_size" [api-field-name]
	// etl.yaml:11:29: error: worker queue "default": min_worker_count 9 is above max_worker_count 4 [worker-count-order]
}

func ExampleDeployment_Validate() {
	d := deployfile.Deployment{
		Configuration: deployfile.Configuration{
			Name:           "etl",
			Executor:       deployfile.ExecutorCelery,
			DeploymentType: deployfile.KindStandard,
			WorkspaceName:  "Data",
		},
		WorkerQueues: []deployfile.WorkerQueue{{Name: "default", WorkerType: "A7"}},
	}
	for _, finding := range d.Validate(deployfile.ValidateOptions{Mode: deployfile.ModeCreate}) {
		if finding.Severity == diag.SeverityError {
			fmt.Println(finding)
		}
	}
	// Output:
	// deployment.worker_queues[0].worker_type: error: worker queue "default": worker_type "A7" is not A5, A10, A20, A40, A60, A120 or A160; the official CLI complains about worker_concurrency instead [unknown-value]
}

func ExampleMarshal() {
	d := deployfile.Deployment{
		EnvironmentVariables: []deployfile.EnvironmentVariable{{Key: "ACCOUNT", Value: new("012345678901")}},
		Configuration: deployfile.Configuration{
			Name: "etl", RuntimeVersion: "3.1-13", Executor: "CeleryExecutor", DeploymentType: "standard",
			CloudProvider: deployfile.CloudAWS, Region: "us-east-1", WorkspaceName: "Data",
		},
	}
	text, err := deployfile.Marshal(d, deployfile.SyntaxYAML)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _ = os.Stdout.Write(text)
	// Output:
	// deployment:
	//     environment_variables:
	//         - is_secret: false
	//           key: ACCOUNT
	//           value: "012345678901"
	//     configuration:
	//         name: etl
	//         runtime_version: 3.1-13
	//         executor: CELERY
	//         workspace_name: Data
	//         deployment_type: STANDARD
	//         cloud_provider: AWS
	//         region: us-east-1
	//         workload_identity: ""
}
