package spec

import "sync"

// VariablesAsOf dates the list of environment variables that the platform sets.
const VariablesAsOf = "2024-08"

// VariableClass says what the platform uses an environment variable for.
type VariableClass string

const (
	ClassIdentity VariableClass = "platform identity"
	ClassLogging  VariableClass = "logging"
	ClassBroker   VariableClass = "celery broker"
	ClassMetrics  VariableClass = "metrics"
	ClassLineage  VariableClass = "lineage"
)

// PlatformVariable is an environment variable that the platform sets for itself.
type PlatformVariable struct {
	Name    string
	Class   VariableClass
	Value   string // the platform's own, where it is documented
	Instead string // path of the field that does what setting the variable would
	Where   string // the only Deployments that have it; "" is all
	Likely  bool   // inferred for Airflow 3 from an older name, not documented
}

// PlatformVariableOf returns what is known about an environment variable that the platform sets.
func PlatformVariableOf(name string) (PlatformVariable, bool) {
	i, found := platformVariableIndex()[name]
	if !found {
		return PlatformVariable{}, false
	}
	return platformVariables[i], true
}

// PlatformVariables returns the environment variables that the platform sets.
func PlatformVariables() []PlatformVariable {
	return append([]PlatformVariable(nil), platformVariables[:]...)
}

// OverridableVariables returns the environment variables that the platform sets and that an author may set otherwise.
func OverridableVariables() []string {
	return []string{
		"AIRFLOW__SCHEDULER__DAG_DIR_LIST_INTERVAL",
		"AIRFLOW__CELERY__STALLED_TASK_TIMEOUT",
		"AIRFLOW_CORE_PARALLELISM",
		"AIRFLOW__SCHEDULER__MAX_TIS_PER_QUERY",
		"AIRFLOW__KUBERNETES_EXECUTOR__WORKER_PODS_CREATION_BATCH_SIZE",
		"AIRFLOW_MONITORING_DAG_SCHEDULE_INTERVAL",
	}
}

var platformVariableIndex = sync.OnceValue(func() map[string]int {
	m := make(map[string]int, len(platformVariables))
	for i := range platformVariables {
		m[platformVariables[i].Name] = i
	}
	return m
})

var platformVariables = [...]PlatformVariable{
	{Name: "AIRFLOW_CONN_AIRFLOW_DB", Class: ClassIdentity},
	{Name: "AIRFLOW_CONN_ASTRO_S3_LOGGING", Class: ClassLogging},
	{Name: "AIRFLOW_HOME", Class: ClassIdentity},
	{Name: "AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__RETRY_ON_TIMEOUT", Class: ClassBroker, Value: "True"},
	{Name: "AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__SOCKET_CONNECT_TIMEOUT", Class: ClassBroker, Value: "5"},
	{Name: "AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__SOCKET_KEEPALIVE", Class: ClassBroker, Value: "True"},
	{Name: "AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__SOCKET_TIMEOUT", Class: ClassBroker, Value: "30"},
	{Name: "AIRFLOW__CELERY__WORKER_CONCURRENCY", Class: ClassIdentity, Instead: "deployment.worker_queues[].worker_concurrency"},
	{Name: "AIRFLOW__CORE__EXECUTOR", Class: ClassIdentity, Instead: "deployment.configuration.executor"},
	{Name: "AIRFLOW__CORE__FERNET_KEY", Class: ClassIdentity},
	{Name: "AIRFLOW__CORE__HOSTNAME_CALLABLE", Class: ClassIdentity},
	{Name: "AIRFLOW__CORE__SQL_ALCHEMY_CONN", Class: ClassIdentity},
	{Name: "AIRFLOW__KUBERNETES__NAMESPACE", Class: ClassIdentity},
	{Name: "AIRFLOW__LOGGING__DAG_PROCESSOR_LOG_TARGET", Class: ClassLogging},
	{Name: "AIRFLOW__LOGGING__ENCRYPT_S3_LOGS", Class: ClassLogging},
	{Name: "AIRFLOW__LOGGING__LOGGING_CONFIG_CLASS", Class: ClassLogging},
	{Name: "AIRFLOW__LOGGING__REMOTE_BASE_LOG_FOLDER", Class: ClassLogging},
	{Name: "AIRFLOW__LOGGING__REMOTE_LOGGING", Class: ClassLogging},
	{Name: "AIRFLOW__LOGGING__REMOTE_LOG_CONN_ID", Class: ClassLogging},
	{Name: "AIRFLOW__METRICS__STATSD_HOST", Class: ClassMetrics},
	{Name: "AIRFLOW__METRICS__STATSD_ON", Class: ClassMetrics},
	{Name: "AIRFLOW__METRICS__STATSD_PORT", Class: ClassMetrics},
	{Name: "AIRFLOW__METRICS__STATSD_PREFIX", Class: ClassMetrics},
	{Name: "AIRFLOW__SCHEDULER__STATSD_HOST", Class: ClassMetrics},
	{Name: "AIRFLOW__SCHEDULER__STATSD_ON", Class: ClassMetrics},
	{Name: "AIRFLOW__SCHEDULER__STATSD_PORT", Class: ClassMetrics},
	{Name: "AIRFLOW__WEBSERVER__BASE_URL", Class: ClassIdentity},
	{Name: "AIRFLOW__WEBSERVER__COOKIE_SECURE", Class: ClassIdentity},
	{Name: "AIRFLOW__WEBSERVER__ENABLE_PROXY_FIX", Class: ClassIdentity},
	{Name: "AIRFLOW__WEBSERVER__EXPOSE_CONFIG", Class: ClassIdentity},
	{Name: "AIRFLOW__WEBSERVER__INSTANCE_NAME", Class: ClassIdentity},
	{Name: "AIRFLOW__WEBSERVER__NAVBAR_COLOR", Class: ClassIdentity, Where: "Astro Runtime up to 9.4.0"},
	{Name: "AIRFLOW__WEBSERVER__UPDATE_FAB_PERMS", Class: ClassIdentity},
	{Name: "AWS_DEFAULT_REGION", Class: ClassLogging, Where: "clusters on AWS"},
	{Name: "AWS_SECRET_ACCESS_KEY", Class: ClassLogging, Where: "clusters on AWS"},
	{Name: "INSTANCE_TYPE", Class: ClassIdentity},
	{Name: "OPENLINEAGE_API_KEY", Class: ClassLineage},
	{Name: "OPENLINEAGE_URL", Class: ClassLineage},
	{Name: "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", Class: ClassIdentity, Likely: true},
	{Name: "AIRFLOW__API__BASE_URL", Class: ClassIdentity, Likely: true},
	{Name: "AIRFLOW__CORE__EXECUTION_API_SERVER_URL", Class: ClassIdentity, Likely: true},
	{Name: "AIRFLOW__API_AUTH__JWT_SECRET", Class: ClassIdentity, Likely: true},
	{Name: "AIRFLOW__KUBERNETES_EXECUTOR__NAMESPACE", Class: ClassIdentity, Likely: true},
}
