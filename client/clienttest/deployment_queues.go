package clienttest

import (
	"slices"
	"strconv"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/internal/spec"
)

// defaultQueue is the queue that every Deployment with queues has.
const defaultQueue = "default"

// workerQueue is a worker queue of a Deployment, as answers carry it.
type workerQueue struct {
	ID                  string `json:"id"`
	Name                string `json:"name"`
	IsDefault           bool   `json:"isDefault"`
	AstroMachine        string `json:"astroMachine,omitempty"` // hosted
	NodePoolID          string `json:"nodePoolId,omitempty"`   // Hybrid
	MinWorkerCount      int    `json:"minWorkerCount"`
	MaxWorkerCount      int    `json:"maxWorkerCount"`
	WorkerConcurrency   int    `json:"workerConcurrency"`
	PodCPU              string `json:"podCpu"`
	PodMemory           string `json:"podMemory"`
	PodEphemeralStorage string `json:"podEphemeralStorage,omitempty"` // hosted
}

// configureQueues replaces the worker queues with those of a body. A list that is absent keeps what is there; a new
// Deployment whose executor has queues then gets the default one.
func (a *Astro) configureQueues(d *deployment, asked []queueRequest, isNew bool, p *problems) {
	const list = "workerQueues"
	switch {
	case !d.usesQueues() && asked != nil:
		p.add(list, "excluded", "the executor %s has no worker queues here", executorText(d))
	case !d.usesQueues():
		d.WorkerQueues = nil
	case asked == nil && isNew:
		d.WorkerQueues = []workerQueue{a.standardQueue(d)}
	case asked == nil && len(d.WorkerQueues) == 0:
		p.add(list, "required", "the executor %s needs at least the worker queue %q", d.Executor, defaultQueue)
	case asked == nil:
	case len(asked) == 0:
		p.add(list, "min", "at least one worker queue is needed")
	default:
		d.WorkerQueues = a.replaceQueues(d, asked, isNew, p)
	}
}

func executorText(d *deployment) string {
	if d.remote() {
		return d.Executor + " with remote execution"
	}
	return d.Executor
}

// standardQueue is what a Deployment gets that asks for no queues.
func (a *Astro) standardQueue(d *deployment) workerQueue {
	kind := spec.KindOf(d.Type)
	defaults := spec.QueueDefaultsOf(kind)
	q := queueRequest{Name: defaultQueue, MinWorkerCount: defaults.MinWorkers, MaxWorkerCount: defaults.MaxWorkers, WorkerConcurrency: defaults.Concurrency}
	if d.hosted() {
		machine := spec.Machines()[0]
		q.AstroMachine, q.WorkerConcurrency = machine.Name, machine.Concurrency.Default
	} else if pool := a.defaultNodePool(d.ClusterID); pool != "" {
		q.NodePoolID = pool
	}
	return a.queue(d, q, a.newID("que"))
}

// replaceQueues makes the queues that are asked for. A known ID means that queue, no ID the queue of that name if there
// is one; everything else is new, and what nobody asks for is gone. With [WithQueuesByID] no ID always means a new queue.
func (a *Astro) replaceQueues(d *deployment, asked []queueRequest, isNew bool, p *problems) []workerQueue {
	const list = "workerQueues"
	queues := make([]workerQueue, 0, len(asked))
	seen := map[string]bool{}
	for i, q := range asked {
		if seen[q.Name] {
			p.add(item(list, i, "name"), "unique", "another worker queue is called %q, too", q.Name)
		}
		seen[q.Name] = true
		a.checkQueue(d, i, q, p)
		id := ""
		if !isNew {
			id = a.queueID(d, i, q, p)
		}
		if id == "" {
			id = a.newID("que")
		}
		queues = append(queues, a.queue(d, q, id))
	}
	if !seen[defaultQueue] {
		p.add(list, "required", "no worker queue is called %q", defaultQueue)
	}
	return queues
}

// queueID finds the live queue that an entry means, "" for none.
func (a *Astro) queueID(d *deployment, i int, q queueRequest, p *problems) string {
	if q.ID == "" {
		n := slices.IndexFunc(d.WorkerQueues, func(live workerQueue) bool { return live.Name == q.Name })
		if n < 0 || a.conf.queuesByID {
			return ""
		}
		return d.WorkerQueues[n].ID
	}
	n := slices.IndexFunc(d.WorkerQueues, func(live workerQueue) bool { return live.ID == q.ID })
	switch {
	case n < 0:
		p.add(item("workerQueues", i, "id"), "unknown", "the Deployment has no worker queue %q", q.ID)
		return ""
	case d.WorkerQueues[n].Name != q.Name:
		p.add(item("workerQueues", i, "name"), "immutable", "worker queue %s is called %q, not %q", q.ID, d.WorkerQueues[n].Name, q.Name)
	}
	return q.ID
}

func (a *Astro) checkQueue(d *deployment, i int, q queueRequest, p *problems) {
	const list = "workerQueues"
	if q.Name == "" {
		p.add(item(list, i, "name"), "required", "the name is empty")
	}
	if q.MinWorkerCount > q.MaxWorkerCount {
		p.add(item(list, i, "minWorkerCount"), "max", "%d is above the maxWorkerCount %d", q.MinWorkerCount, q.MaxWorkerCount)
	}
	if d.hosted() {
		checkMachine(i, q, p)
		return
	}
	switch {
	case q.AstroMachine != "":
		p.add(item(list, i, "astroMachine"), "excluded", "queues of Hybrid Deployments run on node pools")
	case q.PodEphemeralStorage != "":
		p.add(item(list, i, "podEphemeralStorage"), "excluded", "queues of Hybrid Deployments run on node pools")
	case !a.hasNodePool(d.ClusterID, q.NodePoolID):
		p.add(item(list, i, "nodePoolId"), "unknown", "the cluster has no node pool %q", q.NodePoolID)
	}
	if most := spec.HybridConcurrency().Ceiling; q.WorkerConcurrency > most {
		p.add(item(list, i, "workerConcurrency"), "max", "%d is above %d", q.WorkerConcurrency, most)
	}
}

func checkMachine(i int, q queueRequest, p *problems) {
	const list = "workerQueues"
	if q.NodePoolID != "" {
		p.add(item(list, i, "nodePoolId"), "excluded", "only queues of Hybrid Deployments have node pools")
	}
	machine, ok := spec.MachineOf(q.AstroMachine)
	switch {
	case !ok:
		p.add(item(list, i, "astroMachine"), "required", "no Astro machine is called %q", q.AstroMachine)
	case q.WorkerConcurrency > machine.Concurrency.Ceiling:
		p.add(item(list, i, "workerConcurrency"), "max", "%d is above %d, the most that %s allows", q.WorkerConcurrency, machine.Concurrency.Ceiling, machine.Name)
	}
	if q.PodEphemeralStorage != "" {
		bounds := spec.PodStorageGiB()
		size, ok := gibibytes(q.PodEphemeralStorage)
		if !ok || size < float64(bounds.Floor) || size > float64(bounds.Ceiling) {
			p.add(item(list, i, "podEphemeralStorage"), "format", "%q is not %dGi to %dGi", q.PodEphemeralStorage, bounds.Floor, bounds.Ceiling)
		}
	}
}

// queue fills in what follows from a request.
func (a *Astro) queue(d *deployment, q queueRequest, id string) workerQueue {
	out := workerQueue{
		ID: id, Name: q.Name, IsDefault: q.Name == defaultQueue,
		MinWorkerCount: q.MinWorkerCount, MaxWorkerCount: q.MaxWorkerCount, WorkerConcurrency: q.WorkerConcurrency,
	}
	if d.Type == string(client.DeploymentTypeHybrid) {
		out.NodePoolID = q.NodePoolID
		out.PodCPU, out.PodMemory = a.nodeSize(d.ClusterID, q.NodePoolID)
		return out
	}
	machine, _ := spec.MachineOf(q.AstroMachine)
	out.AstroMachine = q.AstroMachine
	out.PodCPU, out.PodMemory = strconv.Itoa(machine.CPU), strconv.Itoa(machine.MemoryGiB)+"Gi"
	out.PodEphemeralStorage = q.PodEphemeralStorage
	if out.PodEphemeralStorage == "" {
		out.PodEphemeralStorage = strconv.Itoa(spec.PodStorageGiB().Default) + "Gi"
	}
	return out
}
