package spec

// Pages of the Astro documentation that rows point to.
const (
	docs            = "https://www.astronomer.io/docs/astro/"
	referencePage   = docs + "deployment-file-reference"
	resourcesPage   = docs + "deployment-resources"
	settingsPage    = docs + "deployment-settings"
	executorsPage   = docs + "executors-overview"
	hibernationPage = docs + "deployment-resources#hibernate-a-development-deployment"
	variablesPage   = docs + "environment-variables"
	remotePage      = docs + "remote-execution-overview"
	identityPage    = docs + "authorize-deployments-to-your-cloud"
	runtimePage     = docs + "upgrade-runtime"
)

// rootFields are the key of the root and the sections below it.
var rootFields = []Field{
	{
		Path: "deployment", Go: "Document.Deployment", Type: Mapping,
		Kinds: AnyKind, Executors: AnyExecutor, RequiredCreate: AnyKind, RequiredUpdate: AnyKind,
		Omitted: Fails, Empty: Fails, AlwaysWrite: true,
		Title: "Deployment",
		Doc:   "The Deployment that the file describes; every other key of the root that does not start with x- is refused.",
		URL:   referencePage,
	},
	{
		Path: "deployment.environment_variables", Go: "Deployment.EnvironmentVariables", Type: Mappings,
		Kinds: AnyKind, Executors: AnyExecutor,
		Omitted: Cleared, Empty: Cleared, API: "environmentVariables",
		Title: "Environment variables",
		Doc:   "The environment variables of the Deployment, all of them: an update deletes each one that is not listed.",
		Note:  "A section that is left out deletes every variable, secrets too.",
		URL:   referencePage + "#deploymentenvironment_variables",
	},
	{
		Path: "deployment.configuration", Go: "Deployment.Configuration", Type: Mapping,
		Kinds: AnyKind, Executors: AnyExecutor, RequiredCreate: AnyKind, RequiredUpdate: AnyKind,
		Omitted: Fails, Empty: Fails, AlwaysWrite: true,
		Title: "Configuration",
		Doc:   "What the Deployment is called, where it runs and how it is sized.",
		URL:   referencePage + "#deploymentconfiguration",
	},
	{
		Path: "deployment.worker_queues", Go: "Deployment.WorkerQueues", Type: Mappings,
		Kinds: AnyKind, Executors: Celery | Astro,
		Omitted: Kept, Empty: Kept, AlwaysWrite: true, API: "workerQueues",
		Title: "Worker queues",
		Doc:   "The worker queues of the Deployment, of which one is named default; a list that is not empty deletes each queue that it leaves out.",
		Note:  "A create without queues gets one called default from the server, and queues do not apply to remote execution.",
		URL:   referencePage + "#deploymentworker_queues",
	},
	{
		Path: "deployment.metadata", Go: "Deployment.Metadata", Type: Mapping, Status: OutputOnly,
		Kinds: AnyKind, Executors: AnyExecutor,
		Title: "Metadata",
		Doc:   "What inspect reports about the Deployment as it runs; it is never applied.",
		URL:   referencePage + "#deploymentmetadata",
	},
	{
		Path: "deployment.alert_emails", Go: "Deployment.AlertEmails", Type: Texts,
		Kinds: AnyKind, Executors: AnyExecutor,
		Omitted: Cleared, Empty: Cleared, API: "contactEmails",
		Title: "Alert e-mails",
		Doc:   "Who is told by e-mail when the Deployment has a problem; a list that is left out clears the live one.",
		URL:   referencePage + "#deploymentalert_emails",
	},
	{
		Path: "deployment.hibernation_schedules", Go: "Deployment.HibernationSchedules", Type: Mappings,
		Kinds: Hosted, Executors: AnyExecutor, MaxItems: 10,
		Omitted: Cleared, Empty: Cleared, API: "scalingSpec.hibernationSpec.schedules",
		Title: "Hibernation schedules",
		Doc:   "When a Deployment in development mode scales to zero and when it wakes; schedules that are left out are removed.",
		Note:  "Without development mode schedules are not sent, because the API refuses them.",
		URL:   referencePage + "#deploymenthibernation_schedules",
	},
}
