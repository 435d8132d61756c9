package spec

const metadataDocs = referencePage + "#deploymentmetadata"

var metadataFields = []Field{
	metadata("deployment_id", "DeploymentID", "id", "Deployment ID", "clz3k8q1x000108l4d5e6f7g8",
		"The ID of the Deployment, with which a caller may select or confirm the target of an update."),
	metadata("workspace_id", "WorkspaceID", "workspaceId", "Workspace ID", "clz3k8q1x000208l4a1b2c3d4",
		"The ID of the Workspace, which decides between Workspaces of the same name."),
	metadata("cluster_id", "ClusterID", "clusterId", "Cluster ID", "clz3k8q1x000308l4e5f6a7b8",
		"The ID of the cluster, or N/A on Standard."),
	metadata("release_name", "ReleaseName", "namespace", "Release name", "N/A",
		"The Kubernetes namespace of a Hybrid Deployment, N/A for the other types."),
	metadata("airflow_version", "AirflowVersion", "airflowVersion", "Airflow version", "3.1.2",
		"The Airflow version that runs."),
	metadata("current_tag", "CurrentTag", "imageTag", "Image tag", "deploy-2026-03-01T09-30",
		"The tag of the image that runs."),
	metadataStatus,
	metadataTime("created_at", "CreatedAt", "createdAt", "Created at", "When the Deployment was created."),
	metadataTime("updated_at", "UpdatedAt", "updatedAt", "Updated at", "When the Deployment was last changed."),
	metadata("deployment_url", "DeploymentURL", "", "Deployment URL", "cloud.astronomer.io/clz3k8q1x/deployments/clz3k8q1y/overview",
		"The address of the Deployment in the Astro UI, without a scheme."),
	metadata("webserver_url", "WebserverURL", "webServerUrl", "Airflow URL", "clz3k8q1x.astronomer.run/d4e5f6a7",
		"The address of the Airflow UI, without a scheme and at times with a query."),
	metadata("airflow_api_url", "AirflowAPIURL", "webServerAirflowApiUrl", "Airflow API URL", "clz3k8q1x.astronomer.run/d4e5f6a7/api/v2",
		"The address of the Airflow REST API."),
	{
		Path: "deployment.metadata.hibernation_override", Go: "Metadata.HibernationOverride", Type: Mapping,
		Status: OutputOnly, Kinds: AnyKind, Executors: AnyExecutor, API: "scalingSpec.hibernationSpec.override",
		Title: "Hibernation override",
		Doc:   "The manual override of the hibernation schedules that was active when the file was written.",
		URL:   hibernationPage,
	},
	{
		Path: "deployment.metadata.hibernation_override.is_hibernating", Go: "HibernationOverride.IsHibernating",
		Type: Boolean, Status: OutputOnly, Kinds: AnyKind, Executors: AnyExecutor, API: "isHibernating",
		Title: "Hibernating", Example: "true",
		Doc: "Whether the override keeps the Deployment asleep; false keeps it awake.",
		URL: hibernationPage,
	},
	{
		Path: "deployment.metadata.hibernation_override.override_until", Go: "HibernationOverride.OverrideUntil",
		Type: Time, Status: OutputOnly, Kinds: AnyKind, Executors: AnyExecutor, API: "overrideUntil",
		Title: "Until", Example: "2026-03-02T06:00:00Z",
		Doc: "When the schedules take over again.",
		URL: hibernationPage,
	},
}

var metadataStatus = func() Field {
	f := metadata("status", "Status", "status", "Status", "HEALTHY", "How the Deployment fared when the file was written.")
	f.Enum = statuses
	return f
}()

func metadata(key, goName, api, title, example, doc string) Field {
	return Field{
		Path: "deployment.metadata." + key, Go: "Metadata." + goName, Type: Text, Status: OutputOnly,
		Kinds: AnyKind, Executors: AnyExecutor, API: api,
		Title: title, Doc: doc, Example: example, URL: metadataDocs,
	}
}

func metadataTime(key, goName, api, title, doc string) Field {
	f := metadata(key, goName, api, title, "2026-03-01T09:30:00Z", doc)
	f.Type = Time
	return f
}
