package deployfile_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
)

func examplePlan() deployfile.Plan {
	return deployfile.Plan{
		Deployment: deployfile.PlanTarget{Name: "etl", Workspace: "Data"},
		Changes: []deployfile.Change{
			{
				Action: deployfile.ActionUpdate, Path: "deployment.worker_queues[name=default].max_worker_count",
				Impact: []deployfile.Impact{deployfile.ImpactScale, deployfile.ImpactCostUp}, Before: "10", After: "40", Factor: 4,
				Reason: "changing worker queues restarts the Airflow components",
			},
			{
				Action: deployfile.ActionDelete, Path: "deployment.environment_variables[key=DB_URL]", Omitted: true, Secret: true,
				Impact: []deployfile.Impact{deployfile.ImpactRestart, deployfile.ImpactDataLoss}, Before: `{"key":"DB_URL","is_secret":true,"value":"(secret)"}`,
				Reason: "its value cannot be read back",
			},
		},
		Scale: deployfile.Scale{
			Before: deployfile.Capacity{MaxCPU: 10, MaxMemoryGiB: 20},
			After:  deployfile.Capacity{MaxCPU: 40, MaxMemoryGiB: 80},
		},
	}
}

func ExamplePlan_Text() {
	if err := examplePlan().Text(os.Stdout, deployfile.PlanTextOptions{Width: 80}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Plan for Deployment "etl" in Workspace "Data"
	//
	// Worker queues
	//   ~ default
	//       max_worker_count  10 → 40  [scale, cost-up 4x]
	//     changing worker queues restarts the Airflow components
	//
	// Environment variables
	//   - DB_URL  secret, deleted  [restart, data-loss] (left out of the file)
	//     its value cannot be read back
	//
	// Scale
	//   workers: at most 10 vCPU and 20 GiB → 40 vCPU and 80 GiB (4x)
	//
	// 1 to update, 1 to delete (destructive)
}

func ExamplePlan_Markdown() {
	if err := examplePlan().Markdown(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// ### Plan for Deployment `etl`: 1 to update, 1 to delete (destructive)
	//
	// Workspace `Data`
	//
	// > [!CAUTION]
	// > This update is destructive: it deletes or replaces something, or cannot be undone. See `variable DB_URL`.
	//
	// #### Worker queues (1 change)
	//
	// ```diff
	// ! default
	// !   max_worker_count  10 → 40  [scale, cost-up 4x]
	//   changing worker queues restarts the Airflow components
	// ```
	//
	// #### Environment variables (1 change)
	//
	// ```diff
	// - DB_URL  secret, deleted  [restart, data-loss] (left out of the file)
	//   its value cannot be read back
	// ```
	//
	// #### Scale
	//
	// ```diff
	//   workers: at most 10 vCPU and 20 GiB → 40 vCPU and 80 GiB (4x)
	// ```
}

func ExampleReadPlan() {
	stored, err := examplePlan().MarshalJSON()
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := deployfile.ReadPlan(stored)
	fmt.Println(plan.Summary().Delete, err)

	edited := strings.Replace(string(stored), `"after":40`, `"after":400`, 1)
	_, err = deployfile.ReadPlan([]byte(edited))
	fmt.Println(err)
	// Output:
	// 1 <nil>
	// reading the plan: digest: does not fit: the plan was changed after it was made; make a new one
}
