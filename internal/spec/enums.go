package spec

var deploymentTypes = &Enum{AnyCase: true, Values: []Value{
	{
		Name:    "STANDARD",
		Aliases: []string{"HOSTED_SHARED", "HOSTED_STANDARD"},
		Doc:     "Runs on a shared cluster that Astronomer manages.",
	},
	{
		Name:    "DEDICATED",
		Aliases: []string{"HOSTED_DEDICATED"},
		Doc:     "Runs on a single-tenant cluster that Astronomer manages for the Organization.",
	},
	{
		Name: "HYBRID",
		Doc:  "Runs on a cluster in the Organization's own cloud account.",
	},
}}

var executors = &Enum{AnyCase: true, Values: []Value{
	{
		Name:    "CELERY",
		Aliases: []string{"CeleryExecutor"},
		Doc:     "Runs tasks in long-lived workers that take them from worker queues.",
	},
	{
		Name:    "KUBERNETES",
		Aliases: []string{"KubernetesExecutor"},
		Doc:     "Runs every task in a pod of its own and has no worker queues.",
	},
	{
		Name:    "ASTRO",
		Aliases: []string{"AstroExecutor"},
		Doc:     "Runs tasks in agents that take them from the API server, which needs Airflow 3 and a hosted Deployment.",
	},
}}

var cloudProviders = &Enum{AnyCase: true, Values: []Value{
	{Name: "AWS", Doc: "Amazon Web Services."},
	{Name: "GCP", Doc: "Google Cloud."},
	{Name: "AZURE", Doc: "Microsoft Azure."},
}}

var statuses = &Enum{Values: []Value{
	{Name: "CREATING", Doc: "The Deployment is being made."},
	{Name: "DEPLOYING", Doc: "New code or settings are being rolled out."},
	{Name: "HEALTHY", Doc: "All components run."},
	{Name: "UNHEALTHY", Doc: "At least one component does not run as it should."},
	{Name: "UNKNOWN", Doc: "The platform cannot tell how the Deployment fares."},
	{Name: "HIBERNATING", Doc: "The Deployment is scaled to zero until it is woken."},
}}

// schedulerSizes and workerMachines take their members from the tables of figures.
var (
	schedulerSizes = &Enum{AnyCase: true, Values: schedulerSizeValues()}
	workerMachines = &Enum{AnyCase: true, Values: machineValues()}
)
