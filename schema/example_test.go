package schema_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/schema"
)

func ExampleFor() {
	document, err := schema.For(deployfile.ModeCreate,
		schema.WithWorkspaces("Data Platform", "Machine Learning"),
		schema.WithID("https://example.com/astro-deployment.schema.json"),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	var head struct {
		ID    string `json:"$id"`
		Title string `json:"title"`
	}
	if err = json.Unmarshal(document, &head); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(head.ID, head.Title)
	fmt.Println(bytes.Contains(document, []byte("workspace_name must be Data Platform or Machine Learning")))

	_, err = schema.For(deployfile.ModeCreate, schema.WithWorkerTypes("A7"))
	fmt.Println(err)
	// Output:
	// https://example.com/astro-deployment.schema.json Astro Deployment file
	// true
	// WithWorkerTypes: there is no worker type "A7": it is A5, A10, A20, A40, A60, A120 or A160
}

func ExampleReadOrganization() {
	_, err := schema.ReadOrganization([]byte(`{
  "workspaces": ["Data Platform"],
  "clusters": [{"name": "prod", "nodePool": ["m5.xlarge"]}]
}`))
	fmt.Println(err)
	// Output:
	// line 3, column 33: unknown key "nodePool": a cluster has cloudProvider, name, nodePools and region
}

func ExampleDescribe() {
	d, _ := schema.Describe("deployment.worker_queues[name=default].max_worker_count")
	fmt.Print(d.Markdown())
	// Output:
	// **Most workers** · whole number
	//
	// The most workers that the queue scales up to; 0 or nothing at all stands for the default, on update too.
	//
	// - Applies to: executor CELERY or ASTRO
	// - Default: `10`
	// - Limits: at least 1, 0 stands for the default
	// - Left out on update: the value is reset to 10
	// - Example: `10`
	//
	// [Documentation](https://www.astronomer.io/docs/astro/configure-worker-queues)
}

func ExampleDescribeValue() {
	v, _ := schema.DescribeValue("deployment.worker_queues[0].worker_type", "a20")
	fmt.Println(v.Value, v.Doc)
	// Output:
	// A20 4 vCPU and 8 GiB of memory, up to 60 tasks per worker.
}

func ExampleComplete() {
	text := []byte(`deployment:
    configuration:
        deployment_type: HYBRID
        executor: C
`)
	file, _ := deployfile.Parse("prod.yaml", text)
	cursor := bytes.Index(text, []byte(": C")) + len(": C")
	for _, c := range schema.Complete(file, cursor, schema.CompleteOptions{Mode: deployfile.ModeCreate}) {
		fmt.Println(c.Kind, c.Label)
		if c.Label == "CELERY" {
			text, _ = diag.Apply(text, []diag.Edit{c.Edit})
		}
	}
	fmt.Print(string(text))
	// Output:
	// value CELERY
	// value KUBERNETES
	// deployment:
	//     configuration:
	//         deployment_type: HYBRID
	//         executor: CELERY
}

func ExampleDescribeAt() {
	text := []byte("deployment:\n  configuration:\n    executor: CELERY\n    scheduler_siz")
	file, _ := deployfile.Parse("prod.yaml", text)
	if hover, ok := schema.DescribeAt(file, bytes.Index(text, []byte("CELERY"))); ok {
		heading, _, _ := strings.Cut(hover.Markdown, "\n\n---")
		fmt.Printf("%s, line %d\n%s\n", hover.Path, hover.Range.Start.Line, heading)
	}
	// Output:
	// deployment.configuration.executor, line 3
	// **`CELERY`**
	//
	// Runs tasks in long-lived workers that take them from worker queues.
	//
	// - Also written: `CeleryExecutor`
}

func ExampleWithModeline() {
	text := []byte("# Owner: data\ndeployment:\n")
	fmt.Print(string(schema.WithModeline(text, "./astro-deployment.schema.json")))
	// Output:
	// # yaml-language-server: $schema=./astro-deployment.schema.json
	// # Owner: data
	// deployment:
}
