package client_test

import (
	"context"
	"fmt"
	"strings"
	"testing/fstest"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// A folder of files is applied as one. Later one of them is corrected and another is gone, and its Deployment with it.
func ExampleClient_ApplyFleet() {
	astro := clienttest.New()
	astro.AddWorkspace(client.Workspace{Name: "data"})
	c, err := astro.Client()
	if err != nil {
		fmt.Println(err)
		return
	}
	const text = `deployment:
    configuration:
        name: NAME
        runtime_version: 3.2-10
        executor: KUBERNETES
        scheduler_size: SMALL
        workspace_name: data
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
`
	file := func(name, text string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, "NAME", name))}
	}
	folder := fstest.MapFS{ // os.DirFS("deployments")
		"etl.yaml":      file("etl", text),
		"ml.yaml":       file("ml", strings.ReplaceAll(text, "executor", "exectuor")),
		"reports.yaml":  file("reports", text),
		"ci/build.yaml": file("", "steps: []\n"),
	}
	apply := func() {
		files, skipped, err := client.ReadFleet(folder)
		if err != nil {
			fmt.Println(err)
			return
		}
		report, err := c.ApplyFleet(context.Background(), files, client.FleetOptions{
			Label: "demo", // marks the Deployments of these files,
			Prune: true,   // and what has the mark and no file is deleted
		})
		for _, result := range report.Results {
			if result.Err == nil {
				fmt.Println(result.File.Name, result.Result.Outcome)
			}
		}
		for _, orphan := range report.Orphans {
			fmt.Println(orphan.Deployment.Name, "deleted:", orphan.Deleted)
		}
		fmt.Println("passed over:", skipped, "error:", err)
	}
	apply()
	folder["ml.yaml"] = file("ml", text)
	delete(folder, "reports.yaml")
	apply()
	// Output:
	// etl.yaml created
	// reports.yaml created
	// passed over: [ci/build.yaml] error: ml.yaml:5:9: error: unknown field "exectuor": the official CLI ignores it silently [unknown-field]
	// nothing is pruned: 1 of 3 files failed, and a Deployment of theirs may look as if it had none
	// etl.yaml unchanged
	// ml.yaml created
	// reports deleted: true
	// passed over: [ci/build.yaml] error: <nil>
}
