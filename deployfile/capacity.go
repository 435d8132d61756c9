package deployfile

import "github.com/astrofile/astrofile/internal/spec"

// workerSize is what one worker has.
type workerSize struct{ cpu, memoryGiB float64 }

// workerSizeOf returns the size of a worker of the type, by its canonical name: an Astro machine or, on Hybrid, what a
// node of that instance type leaves for the worker.
func workerSizeOf(kind Kind, workerType string) (workerSize, bool) {
	if kind == KindHybrid {
		n, ok := spec.NodeTypeOf(workerType)
		return workerSize{n.PodCPU, n.PodMemoryGiB}, ok
	}
	m, ok := spec.MachineOf(workerType)
	return workerSize{float64(m.CPU), float64(m.MemoryGiB)}, ok
}

// capacityOf adds up what the queues may use. Their counts and worker types are the ones that hold, not those of a file
// that leaves them to the server; a queue that lacks one all the same counts as unknown.
func capacityOf(kind Kind, queues []WorkerQueue) Capacity {
	var c Capacity
	for i := range queues {
		q := &queues[i]
		size, known := workerSizeOf(kind, q.WorkerType)
		fewest, most, counted := workerCounts(q)
		if !known || !counted {
			c.Unknown = append(c.Unknown, q.Name)
			continue
		}
		c.MinCPU += fewest * size.cpu
		c.MaxCPU += most * size.cpu
		c.MinMemoryGiB += fewest * size.memoryGiB
		c.MaxMemoryGiB += most * size.memoryGiB
	}
	return c
}

// workerCounts returns how many workers the queue may have, as numbers that products of any size fit in.
func workerCounts(q *WorkerQueue) (fewest, most float64, ok bool) {
	if q.MinWorkerCount == nil || q.MaxWorkerCount == nil {
		return 0, 0, false
	}
	return float64(max(0, *q.MinWorkerCount)), float64(max(0, *q.MaxWorkerCount)), true
}
