package validate_test

import (
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/schema/validate"
)

func ExampleFile() {
	src := []byte(`deployment:
    configuration:
        name: etl
        executor: CELRY
        deployment_type: STANDARD
        is_dev_mode: true
`)
	file, _ := deployfile.Parse("prod.yaml", src)
	found, err := validate.File(deployfile.ModeCreate, file)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range found {
		fmt.Println(d.Range.Start.Line, d.Code, d.Path)
	}
	// Output:
	// 4 unknown-value deployment.configuration.executor
	// 6 unknown-field deployment.configuration.is_dev_mode
}

func ExampleValue() {
	found, err := validate.Value(deployfile.ModeUpdate, map[string]any{
		"deployment": map[string]any{
			"configuration": map[string]any{"name": "etl", "executor": "ASTRO", "deployment_type": "STANDARD"},
			"worker_queues": []any{map[string]any{"name": "default", "worker_type": "A5", "worker_concurrency": 20}},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range found {
		fmt.Println(d.Code, d.Path)
	}
	// Output: worker-concurrency-ceiling deployment.worker_queues[0].worker_concurrency
}

// A schema of one's own, such as one that a platform team has made stricter.
func ExampleCompile() {
	policy, err := validate.Compile([]byte(`{
		"properties": {"deployment": {"properties": {"configuration": {"properties": {
			"name": {"pattern": "^(dev|prod)-", "patternErrorMessage": "name begins with dev- or prod-"}
		}}}}}
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	file, _ := deployfile.Parse("prod.yaml", []byte("deployment:\n    configuration:\n        name: etl\n"))
	found, err := policy.File(file)
	fmt.Println(found.Err(), err)
	// Output: prod.yaml:3:15: error: name begins with dev- or prod- [schema] <nil>
}
