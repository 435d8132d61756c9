package deployfile

import "github.com/astrofile/astrofile/internal/spec"

// Kind is a deployment type. A file may spell it in any case and by older names; see [Kind.Canonical].
type Kind string

const (
	KindStandard  Kind = "STANDARD"
	KindDedicated Kind = "DEDICATED"
	KindHybrid    Kind = "HYBRID"
)

// Executor is an Airflow executor. A file may also spell it CeleryExecutor and the like; see [Executor.Canonical].
type Executor string

const (
	ExecutorCelery     Executor = "CELERY"
	ExecutorKubernetes Executor = "KUBERNETES"
	ExecutorAstro      Executor = "ASTRO"
)

// SchedulerSize is the size of the scheduler of a Standard or Dedicated Deployment.
type SchedulerSize string

const (
	SchedulerSmall      SchedulerSize = "SMALL"
	SchedulerMedium     SchedulerSize = "MEDIUM"
	SchedulerLarge      SchedulerSize = "LARGE"
	SchedulerExtraLarge SchedulerSize = "EXTRA_LARGE"
)

// CloudProvider is where a Deployment runs.
type CloudProvider string

const (
	CloudAWS   CloudProvider = "AWS"
	CloudGCP   CloudProvider = "GCP"
	CloudAzure CloudProvider = "AZURE"
)

// Canonical returns the spelling that inspect writes, and whether k names a deployment type at all: HOSTED_SHARED and
// HOSTED_STANDARD are STANDARD, HOSTED_DEDICATED is DEDICATED, letter case does not count.
func (k Kind) Canonical() (Kind, bool) {
	return canonical(k, "deployment.configuration.deployment_type")
}

// Canonical returns the spelling that inspect writes, and whether e names an executor at all: CeleryExecutor,
// KubernetesExecutor and AstroExecutor are aliases, letter case does not count.
func (e Executor) Canonical() (Executor, bool) {
	return canonical(e, "deployment.configuration.executor")
}

// Canonical returns the spelling that inspect writes, and whether s names a size at all; letter case does not count.
func (s SchedulerSize) Canonical() (SchedulerSize, bool) {
	return canonical(s, "deployment.configuration.scheduler_size")
}

// Canonical returns the spelling that inspect writes, and whether c names a provider at all; letter case does not
// count.
func (c CloudProvider) Canonical() (CloudProvider, bool) {
	return canonical(c, "deployment.configuration.cloud_provider")
}

func canonical[T ~string](s T, path string) (T, bool) {
	name, ok := spec.Lookup(path).Enum.Canonical(string(s))
	return T(name), ok
}
