package deployfile

// Limits are the figures an Organization may use: the answer of the Astro API's deployment options
// (GET /organizations/{organizationId}/deployment-options), which can be decoded straight into it with encoding/json.
// Without them the documented figures apply. A zero value inside means that this limit is not known.
type Limits struct {
	RuntimeReleases []RuntimeRelease `json:"runtimeReleases"`
	WorkerMachines  []WorkerMachine  `json:"workerMachines"`
	WorkerQueues    QueueLimits      `json:"workerQueues"`
	ResourceQuotas  ResourceQuotas   `json:"resourceQuotas"`
}

// RuntimeRelease is an Astro Runtime version that new Deployments may use.
type RuntimeRelease struct {
	Version string `json:"version"`
}

// WorkerMachine is an Astro machine and the worker concurrency that it allows.
type WorkerMachine struct {
	Name        string      `json:"name"`
	Concurrency NumberRange `json:"concurrency"`
}

// QueueLimits bound the numbers of a worker queue.
type QueueLimits struct {
	MinWorkers        NumberRange `json:"minWorkers"`
	MaxWorkers        NumberRange `json:"maxWorkers"`
	WorkerConcurrency NumberRange `json:"workerConcurrency"` // Hybrid; hosted machines have their own
}

// ResourceQuotas bound task pods and the quota of a Deployment.
type ResourceQuotas struct {
	DefaultPodSize ResourceLimits `json:"defaultPodSize"`
	ResourceQuota  ResourceLimits `json:"resourceQuota"`
}

// ResourceLimits bound a pair of CPU (cores) and memory (with a unit).
type ResourceLimits struct {
	CPU    QuantityRange `json:"cpu"`
	Memory QuantityRange `json:"memory"`
}

// NumberRange is a closed interval with the value that is used when none is given.
type NumberRange struct {
	Floor   float64 `json:"floor"`
	Default float64 `json:"default"`
	Ceiling float64 `json:"ceiling"`
}

// QuantityRange is a closed interval of Kubernetes quantities with the value that is used when none is given.
type QuantityRange struct {
	Floor   string `json:"floor"`
	Default string `json:"default"`
	Ceiling string `json:"ceiling"`
}
