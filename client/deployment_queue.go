package client

// WorkerQueue is a group of equal workers as it runs: [MachineQueue] or [NodePoolQueue] beside the size of its pods.
type WorkerQueue struct {
	ID                  string       `json:"id"`
	Name                string       `json:"name"`
	IsDefault           bool         `json:"isDefault"`
	AstroMachine        AstroMachine `json:"astroMachine"` // Standard and Dedicated
	NodePoolID          string       `json:"nodePoolId"`   // Hybrid
	MinWorkerCount      int          `json:"minWorkerCount"`
	MaxWorkerCount      int          `json:"maxWorkerCount"`
	WorkerConcurrency   int          `json:"workerConcurrency"`
	PodCPU              string       `json:"podCpu"`
	PodMemory           string       `json:"podMemory"`
	PodEphemeralStorage string       `json:"podEphemeralStorage"`
}

// MachineQueue asks for a worker queue of a Standard or Dedicated Deployment, whose workers are Astro machines.
//
// In an update ID names the live queue that this one replaces; without it the queue is a new one, and a live queue
// that the list leaves out is deleted together with its tasks. One queue has to be called "default".
type MachineQueue struct {
	ID                  string       `json:"id,omitempty"`
	Name                string       `json:"name"`
	IsDefault           bool         `json:"isDefault"`
	AstroMachine        AstroMachine `json:"astroMachine"`
	MinWorkerCount      int          `json:"minWorkerCount"`
	MaxWorkerCount      int          `json:"maxWorkerCount"`
	WorkerConcurrency   int          `json:"workerConcurrency"`             // tasks at once on one worker
	PodEphemeralStorage string       `json:"podEphemeralStorage,omitempty"` // a quantity; empty lets the platform choose
}

// NodePoolQueue asks for a worker queue of a Hybrid Deployment, whose workers run on a node pool of its cluster. ID
// means what it means for [MachineQueue].
type NodePoolQueue struct {
	ID                string `json:"id,omitempty"`
	Name              string `json:"name"`
	IsDefault         bool   `json:"isDefault"`
	NodePoolID        string `json:"nodePoolId"`
	MinWorkerCount    int    `json:"minWorkerCount"`
	MaxWorkerCount    int    `json:"maxWorkerCount"`
	WorkerConcurrency int    `json:"workerConcurrency"`
}

// AstroMachine names a size of worker; [DeploymentOptions] says what each of them holds.
type AstroMachine string

// The machines, smallest first.
const (
	AstroMachineA5   AstroMachine = "A5"
	AstroMachineA10  AstroMachine = "A10"
	AstroMachineA20  AstroMachine = "A20"
	AstroMachineA40  AstroMachine = "A40"
	AstroMachineA60  AstroMachine = "A60"
	AstroMachineA120 AstroMachine = "A120"
	AstroMachineA160 AstroMachine = "A160"
)
