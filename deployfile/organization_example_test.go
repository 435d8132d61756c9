package deployfile_test

import (
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
)

func ExampleOrganization() {
	d := deployfile.Deployment{Configuration: deployfile.Configuration{
		Name: "etl", RuntimeVersion: "3.1-2", Executor: deployfile.ExecutorCelery, SchedulerAU: new(5), SchedulerCount: new(1),
		DeploymentType: deployfile.KindHybrid, ClusterName: "prod", WorkspaceName: "data",
	}, WorkerQueues: []deployfile.WorkerQueue{{Name: "default", WorkerType: "m5.2xlarge"}}}

	for _, finding := range d.Validate(deployfile.ValidateOptions{
		Mode: deployfile.ModeCreate,
		Organization: &deployfile.Organization{
			Workspaces: []deployfile.Workspace{{ID: "ws-1", Name: "Data"}},
			Clusters:   []deployfile.Cluster{{ID: "cl-1", Name: "prod", NodePools: []deployfile.NodePool{{NodeInstanceType: "m5.xlarge"}}}},
		},
	}) {
		fmt.Printf("%s\n  %s\n", finding, finding.Hint)
	}
	// Output:
	// deployment.configuration.workspace_name: error: workspace_name "data" is that of no Workspace of the Organization; the official CLI would look in all of them [workspace-unresolved]
	//   did you mean "Data"?
	// deployment.worker_queues[0].worker_type: error: worker queue "default": worker_type "m5.2xlarge" is the node instance type of no node pool of cluster "prod" [worker-type-not-in-cluster]
	//   write "m5.xlarge", or add a node pool to the cluster
}
