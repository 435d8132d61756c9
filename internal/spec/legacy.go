package spec

var legacyFields = []Field{
	{
		Path: "deployment.astronomer_variables", Type: Mappings, Status: Legacy,
		ReplacedBy: "deployment.environment_variables", Rename: true,
		WrittenBy: "the official CLI of November and December 2022",
		Title:     "Variables, old name",
		Doc:       "The first name of environment_variables, whose entries nothing reads any more.",
		URL:       referencePage,
	},
	{
		Path: "deployment.information", Type: Mapping, Status: Legacy,
		ReplacedBy: "deployment.metadata",
		WrittenBy:  "the official CLI of November 2022",
		Title:      "Metadata, old name",
		Doc:        "The first name of metadata.",
		URL:        referencePage,
	},
	{
		Path: "deployment.configuration.cluster_id", Type: Text, Status: Legacy,
		ReplacedBy: "deployment.configuration.cluster_name",
		WrittenBy:  "the official CLI of October to December 2022",
		Title:      "Cluster ID", Example: "clz3k8q1x000308l4e5f6a7b8",
		Doc: "The ID of the cluster, which a file names by cluster_name today.",
		URL: referencePage,
	},
	{
		Path: "deployment.configuration.scheduler_replicas", Type: Integer, Status: Legacy,
		ReplacedBy: "deployment.configuration.scheduler_count", Rename: true,
		WrittenBy: "the official CLI 1.7 and 1.8",
		Title:     "Scheduler count, old name", Example: "1",
		Doc: "The first name of scheduler_count.",
		URL: referencePage,
	},
	{
		Path: "deployment.configuration.pod_cpu", Type: Text, Status: Legacy,
		ReplacedBy: "deployment.configuration.default_task_pod_cpu",
		WrittenBy:  "the documentation of 2023",
		Title:      "Pod CPU, old name", Example: "0.25",
		Doc: "The CPU of a task pod, for which default_task_pod_cpu stands today.",
		URL: referencePage,
	},
	{
		Path: "deployment.configuration.pod_memory", Type: Text, Status: Legacy,
		ReplacedBy: "deployment.configuration.default_task_pod_memory",
		WrittenBy:  "the documentation of 2023",
		Title:      "Pod memory, old name", Example: "0.5Gi",
		Doc: "The memory of a task pod, for which default_task_pod_memory stands today.",
		URL: referencePage,
	},
	{
		Path: "deployment.worker_queues[].is_default", Type: Boolean, Status: Legacy,
		ReplacedBy: "deployment.worker_queues[].name",
		WrittenBy:  "the official CLI until January 2023",
		Title:      "Default queue", Example: "true",
		Doc: "Marked the default queue, which is the one named default today.",
		URL: referencePage,
	},
	{
		Path: "deployment.worker_queues[].id", Type: Text, Status: Legacy,
		WrittenBy: "the official CLI 1.7 to 1.9",
		Title:     "Queue ID", Example: "clz3k8q1x000408l4c9d0e1f2",
		Doc: "The ID of the queue, which is found by its name today.",
		URL: referencePage,
	},
	{
		Path: "deployment.worker_queues[].node_pool_id", Type: Text, Status: Legacy, Kinds: Hybrid,
		ReplacedBy: "deployment.worker_queues[].worker_type",
		WrittenBy:  "the official CLI 1.7 to 1.9",
		Title:      "Node pool ID", Example: "clz3k8q1x000508l4a3b4c5d6",
		Doc: "The ID of the node pool, which is found by worker_type today.",
		URL: referencePage,
	},
	{
		Path: "deployment.metadata.workload_identity", Type: Text, Status: Legacy,
		ReplacedBy: "deployment.configuration.workload_identity",
		WrittenBy:  "the official CLI 1.15 to 1.23",
		Title:      "Workload identity", Example: "arn:aws:iam::123456789012:role/etl-prod",
		Doc: "The cloud identity of the Deployment, which stands in configuration today.",
		URL: referencePage,
	},
	{
		Path: "deployment.metadata.workloadIdentity", Type: Text, Status: Legacy,
		ReplacedBy: "deployment.configuration.workload_identity",
		WrittenBy:  "fixtures and documentation of the official CLI",
		Title:      "Workload identity", Example: "arn:aws:iam::123456789012:role/etl-prod",
		Doc: "Another spelling of the workload identity, which stands in configuration today.",
		URL: referencePage,
	},
	{
		Path: "deployment.metadata.dag_deploy_enabled", Type: Boolean, Status: Legacy,
		ReplacedBy: "deployment.configuration.dag_deploy_enabled",
		WrittenBy:  "older output of the official CLI",
		Title:      "Dag deploys", Example: "true",
		Doc: "Whether Dags can be deployed without an image, which stands in configuration today.",
		URL: referencePage,
	},
	{
		Path: "deployment.metadata.ci_cd_enforcement", Type: Boolean, Status: Legacy,
		ReplacedBy: "deployment.configuration.ci_cd_enforcement",
		WrittenBy:  "older output of the official CLI",
		Title:      "CI/CD enforcement", Example: "true",
		Doc: "Whether code can be deployed with API tokens only, which stands in configuration today.",
		URL: referencePage,
	},
}

// misplacedFields are keys that authors often put one level too deep; any other key of another level is found by
// [Elsewhere].
var misplacedFields = []Field{
	misplaced("hibernation_schedules", Mappings),
	misplaced("worker_queues", Mappings),
	misplaced("alert_emails", Texts),
	misplaced("environment_variables", Mappings),
	misplaced("metadata", Mapping),
}

func misplaced(key string, t Type) Field {
	return Field{
		Path: "deployment.configuration." + key, Type: t, Status: Misplaced, ReplacedBy: "deployment." + key,
		Title: "Misplaced section",
		Doc:   "Belongs one level up, beside configuration, and has no effect here.",
		URL:   referencePage,
	}
}
