package spec

// LimitsAsOf dates the limits of the API: those of the rows, and the one below.
const LimitsAsOf = "2026-07"

// WorkspaceNameMax is how many characters the name of a Workspace may have. It is no limit of the field workspace_name,
// where a longer text is a name that no Workspace has.
const WorkspaceNameMax = 50

// Limits of this module on what it reads and reports.
const (
	FileBytesMax  = 1 << 20
	NestingMax    = 64      // mappings and lists within each other
	AliasNodesMax = 100_000 // values and keys, those that aliases repeat counted each time
	FindingsMax   = 200     // for one file; package diag, which imports nothing, has it as MaxFindings
)

// Figures at which a warning or a remark is due.
const (
	EnvValueBytes      = 32 << 10 // the most for one value
	EnvSecretsBytes    = 1 << 20  // the most for all secret values together
	ScheduleGapMinutes = 15       // the least between hibernate_at and wake_at
)

// QuotasAsOf dates the figures on task pods, quotas, queues and storage.
const QuotasAsOf = "2024-08"

// Defaults and documented ceilings of task pods and of the resource quota, Standard and Dedicated.
const (
	QuotaTaskPodCPU    = "0.25"
	QuotaTaskPodMemory = "0.5Gi"
	QuotaCPU           = "10"
	QuotaMemory        = "20Gi"

	QuotaCPUMax          = 6400  // cores, documented
	QuotaMemoryMaxGiB    = 12800 // documented
	QuotaMemoryGiBPerCPU = 2
)

// One Astronomer unit, in which the schedulers of a Hybrid Deployment are sized.
const (
	AstronomerUnitMilliCPU  = 100 // thousandths of a core
	AstronomerUnitMemoryMiB = 384
)

// PodStorageGiB returns the documented bounds of pod_ephemeral_storage in GiB.
func PodStorageGiB() Bounds { return Bounds{10, 10, 100} }

// HybridConcurrency returns the documented bounds of worker_concurrency on Hybrid.
func HybridConcurrency() Bounds { return Bounds{1, 16, 64} }

// QueueDefaults are what the platform uses where a worker queue asks for the default.
type QueueDefaults struct {
	MinWorkers  int // for min_worker_count -1; a count that is left out is 0
	MaxWorkers  int
	Concurrency int // 0: the default of the machine
}

// QueueDefaultsOf returns the documented defaults for one deployment type.
func QueueDefaultsOf(k Kinds) QueueDefaults {
	if k == Hybrid {
		return QueueDefaults{MinWorkers: 1, MaxWorkers: 10, Concurrency: HybridConcurrency().Default}
	}
	return QueueDefaults{MaxWorkers: 10}
}
