package spec

var remoteExecutionFields = []Field{
	{
		Path: "deployment.configuration.remote_execution.enabled", Go: "RemoteExecution.Enabled", Type: Boolean,
		Kinds: Dedicated, Executors: Astro,
		Default: "false", Omitted: Kept, Immutable: true, API: "enabled",
		Title: "Enabled", Example: "true",
		Doc:  "Whether tasks run in remote agents; the other keys of the block mean nothing unless it is true.",
		Note: "It is chosen at creation, and inspect does not write false.",
		URL:  remotePage,
	},
	{
		Path: "deployment.configuration.remote_execution.allowed_ip_address_ranges",
		Go:   "RemoteExecution.AllowedIPAddressRanges", Type: Texts,
		Kinds: Dedicated, Executors: Astro,
		Omitted: Kept, Empty: Cleared, API: "allowedIpAddressRanges",
		Title: "Allowed IP ranges",
		Doc:   "The networks from which remote agents may connect; an empty list lets them connect from anywhere.",
		URL:   remotePage,
	},
	{
		Path: "deployment.configuration.remote_execution.allowed_ip_address_ranges[]", Type: Text,
		Kinds: Dedicated, Executors: Astro, RequiredCreate: Dedicated, RequiredUpdate: Dedicated,
		Omitted: Fails, Empty: Fails,
		Title: "IP range", Example: "203.0.113.0/24",
		Doc: "An IPv4 or IPv6 network in CIDR notation.",
		URL: remotePage,
	},
	{
		Path: "deployment.configuration.remote_execution.task_log_bucket",
		Go:   "RemoteExecution.TaskLogBucket", Type: Text,
		Kinds: Dedicated, Executors: Astro,
		Omitted: Kept, Empty: Cleared, API: "taskLogBucket",
		Title: "Task log bucket", Example: "s3://example-logs/airflow",
		Doc: "The bucket from which the Airflow UI reads the logs of remote tasks.",
		URL: remotePage,
	},
	{
		Path: "deployment.configuration.remote_execution.task_log_url_pattern",
		Go:   "RemoteExecution.TaskLogURLPattern", Type: Text,
		Kinds: Dedicated, Executors: Astro,
		Omitted: Kept, Empty: Cleared, API: "taskLogUrlPattern",
		Title: "Task log URL pattern", Example: "{{ ti.dag_id }}/{{ ti.run_id }}/{{ ti.task_id }}/attempt={{ try_number }}.log",
		Doc: "How the log file of one try of a task is called in the bucket, as a Jinja template.",
		URL: remotePage,
	},
}
