package deployfile_test

import (
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
)

// load reads a Deployment file that is known to be good.
func load(text string) deployfile.Deployment {
	file, _ := deployfile.Parse("etl.yaml", []byte(text))
	return file.Deployment
}

const smallLive = `deployment:
    environment_variables:
        - {key: API_TOKEN, is_secret: true, updated_at: "2026-03-01T10:00:00Z"}
        - {key: LOG_LEVEL, value: info}
    configuration: {name: etl, executor: CELERY, deployment_type: STANDARD, region: us-east-1}
    worker_queues:
        - {name: default, worker_type: A5, max_worker_count: 4}
        - {name: heavy, worker_type: A20, max_worker_count: 2}
`

func ExampleDiff() {
	want := load(`deployment:
    environment_variables:
        - {key: API_TOKEN, is_secret: true}
        - {key: LOG_LEVEL, value: debug}
    configuration: {name: etl, executor: CELERY, deployment_type: STANDARD, region: eu-west-1}
    worker_queues:
        - {name: default, worker_type: A5, max_worker_count: 4}
`)
	plan := deployfile.Diff(load(smallLive), want)
	for _, b := range plan.Blocked {
		fmt.Println("blocked:", b.Message)
	}
	for _, c := range plan.Changes {
		fmt.Println(c.Action, c.Path, c.Impact)
	}
	for _, k := range plan.Kept {
		fmt.Println("kept:", k.Path)
	}
	// Output:
	// blocked: region cannot change from "us-east-1" to "eu-west-1"
	// delete deployment.worker_queues[name=heavy] [queue-deleted scale restart]
	// update deployment.environment_variables[key=LOG_LEVEL].value [restart]
	// kept: deployment.environment_variables[key=API_TOKEN].value
}

func ExampleDiffOptions_Diff() {
	fingerprints, err := deployfile.NewFingerprints([]byte("kept apart from the plans"))
	if err != nil {
		fmt.Println(err)
		return
	}
	options := deployfile.DiffOptions{
		Fingerprints: fingerprints,
		Prices:       deployfile.Prices{Currency: "USD", PerHour: map[string]float64{"A5": 0.13, "A20": 0.52}},
	}
	live, want := load(smallLive), load(smallLive)
	want.EnvironmentVariables[0].Value = new("opal")
	want.WorkerQueues[1].MaxWorkerCount = new(4)
	first := options.Diff(live, want)
	fmt.Println(first)

	// Later: what the first plan recorded, and when it was applied.
	options.Fingerprints.Of, options.Fingerprints.Since = first.Fingerprints, "2026-03-01T10:00:00Z"
	live.WorkerQueues = want.WorkerQueues
	again := options.Diff(live, want)
	fmt.Println("\nthe second time:", len(again.Changes), "changes,", again.Kept[0].Reason)
	// Output:
	// Plan for Deployment "etl"
	//
	// Worker queues
	//   ~ heavy
	//       max_worker_count  2 → 4  [scale, restart, cost-up 2x]
	//     changing worker queues restarts the Airflow components; running Celery tasks get 24 hours to
	//     finish
	//
	// Environment variables
	//   ~ API_TOKEN  secret, set  [restart]
	//     whether the value differs from the stored one is not known; changing any variable restarts the
	//     Airflow components
	//
	// Scale
	//   workers: at most 12 vCPU and 24 GiB → 20 vCPU and 40 GiB (1.67x)
	//   workers cost at most 1.56 USD an hour → 2.60 USD an hour (1.67x)
	//   workers cost at least 0.00 USD an hour, as before
	//
	// 2 to update
	//
	// the second time: 0 changes, its value is the one that was applied last
}

func ExampleKeepSecrets_values() {
	want := load(`deployment:
    environment_variables:
        - {key: API_TOKEN, is_secret: true}
        - {key: DB_PASSWORD, is_secret: true}
        - {key: LOG_LEVEL, value: info}
`)
	vault := map[string]string{"DB_PASSWORD": "opal"}
	sent, found := deployfile.KeepSecrets(load(smallLive), want, deployfile.SecretOptions{
		Values: func(key string) (string, bool) { value, ok := vault[key]; return value, ok },
	})
	for _, finding := range found {
		fmt.Println(finding)
	}
	fmt.Println(sent.EnvironmentVariables)
	// Output:
	// deployment.environment_variables[0].value: info: environment variable "API_TOKEN": the file gives the secret no value: the stored one is kept [secret-kept]
	// deployment.environment_variables[1].value: info: environment variable "DB_PASSWORD": the secret is new, with a value from outside the file [secret-set]
	// [API_TOKEN DB_PASSWORD=(secret) LOG_LEVEL="info"]
}

func ExampleFile_Validate_live() {
	live := load(smallLive)
	file, _ := deployfile.Parse("etl.yaml", []byte(`deployment:
    environment_variables:
        - {key: API_TOKNE, is_secret: true}
        - {key: LOG_LEVEL, value: info}
    configuration: {name: etl, executor: CELERY, deployment_type: STANDARD, region: us-east-1, cloud_provider: AWS,
        workspace_name: Data, scheduler_size: SMALL, description: "", runtime_version: 3.1-13}
    worker_queues:
        - {name: default, worker_type: A5, max_worker_count: 4, min_worker_count: 0}
`))
	for _, finding := range file.Validate(deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Live: &live, KeepsSecrets: true}) {
		fmt.Println(finding)
		fmt.Println("  " + finding.Hint)
	}
	// Output:
	// etl.yaml:3:12: error: environment variable "API_TOKNE": the secret has no value, and the live Deployment has no secret of this key to keep [secret-unknown]
	//   did you mean "API_TOKEN"? else write the value, or give it from outside the file
	// etl.yaml:7:5: warning: the live worker queue "heavy" is not in the file, so the update deletes it, and tasks bound to it stall [queue-deleted]
	//   add it, or make sure that no task is bound to it
}
