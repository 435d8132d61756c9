package deployfile

import (
	"fmt"
	"slices"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// hasQueues reports whether worker queues mean anything for the Deployment; unless it is known that they do not, they do.
func (d *differ) hasQueues(c *check) bool {
	return !c.executor.is(ExecutorKubernetes) && !c.remote
}

// queues compares the worker queues by name.
func (d *differ) queues() {
	d.section(func() {
		var live, after []WorkerQueue
		if d.hasQueues(d.was) {
			live = d.resolve(d.was)
			for i := range live {
				d.assumeStorage(&live[i])
			}
		}
		if d.hasQueues(d.is) {
			after = d.queuesAfter(live)
		} else {
			d.deleteQueues(live, len(d.want.WorkerQueues) == 0, reasonKubernetes)
		}
		scale := &d.plan.Scale
		scale.Before, scale.After = capacityOf(d.kind.value, live), capacityOf(d.kind.value, after)
		scale.Cost = d.Prices.cost(live, after)
	})
}

const (
	podStorage = "deployment.worker_queues[].pod_ephemeral_storage"

	reasonKubernetes   = "the Kubernetes executor has no worker queues: tasks run in pods of their own"
	reasonQueueDeleted = "tasks bound to a deleted queue stall; " + reasonQueues
)

// queuesAfter compares the queues and returns those after the update.
func (d *differ) queuesAfter(live []WorkerQueue) []WorkerQueue {
	if len(d.want.WorkerQueues) == 0 {
		switch {
		case d.plan.Creation:
		case len(live) > 0:
			d.keep(Kept{Path: sectionQueues, Reason: "the file has no worker queues"})
		case d.was.executor.is(ExecutorKubernetes) && d.is.executor.known:
			d.block(Blocked{Code: CodeQueuesRequired, Path: sectionQueues,
				Message: "the change from the Kubernetes executor to " + string(d.is.executor.value) + " needs worker queues, and the file has none",
				Hint:    "add at least a queue called default"})
		}
		return live
	}
	want := d.resolve(d.is)
	p := pair(len(live), len(want), func(i int) string { return live[i].Name }, func(i int) string { return want[i].Name })
	for _, name := range p.twiceLive {
		d.duplicate(sectionQueues.Entry("name", name), "worker queue "+diag.Quote(name), true)
	}
	for _, name := range p.twiceWant {
		d.duplicate(sectionQueues.Entry("name", name), "worker queue "+diag.Quote(name), false)
	}
	for i, at := range p.of {
		q := &want[i]
		if at >= 0 && q.PodEphemeralStorage == "" {
			q.PodEphemeralStorage = live[at].PodEphemeralStorage
		}
		d.assumeStorage(q)
		switch {
		case at >= 0:
			d.changeQueue(i, &live[at], q)
		case at == newEntry:
			d.createQueue(q)
		}
	}
	d.deleteMissing(live, p.gone)
	return want
}

// deleteMissing records the live queues that the file leaves out.
func (d *differ) deleteMissing(live []WorkerQueue, gone []int) {
	var deleted []WorkerQueue
	for _, i := range gone {
		q := &live[i]
		if q.Name == defaultQueue {
			d.block(Blocked{Code: CodeQueueDefaultMissing, Path: sectionQueues.Entry("name", q.Name), Before: queueValue(q),
				Message: "the worker queue default cannot be deleted, and the file leaves it out", Hint: "add the queue default with its live values"})
			continue
		}
		deleted = append(deleted, *q)
	}
	d.deleteQueues(deleted, true, reasonQueueDeleted)
}

// resolve returns the queues of c with the numbers that the platform uses: defaults in place of what is left out, and
// machines in their canonical spelling.
func (d *differ) resolve(c *check) []WorkerQueue {
	if len(c.WorkerQueues) == 0 {
		return nil
	}
	fewest, most, concurrency := spec.Lookup(minWorkers), spec.Lookup(maxWorkers), spec.Lookup(workerConcurrency)
	resolved := slices.Clone(c.WorkerQueues)
	for i := range resolved {
		q := &resolved[i]
		if name, _, known := c.machine(q.WorkerType); known && !c.kind.is(KindHybrid) {
			q.WorkerType = name
		}
		q.MinWorkerCount = c.resolveNumber(i, fewest, q.MinWorkerCount)
		q.MaxWorkerCount = c.resolveNumber(i, most, q.MaxWorkerCount)
		q.WorkerConcurrency = c.resolveNumber(i, concurrency, q.WorkerConcurrency)
		q.PodCPU, q.PodRAM = "", ""
	}
	return resolved
}

// assumeStorage fills in the storage of a queue that says nothing of it, and takes it from one that has none.
func (d *differ) assumeStorage(q *WorkerQueue) {
	if field := spec.Lookup(podStorage); !d.applies(field, fact[Executor]{}) {
		q.PodEphemeralStorage = ""
	} else if q.PodEphemeralStorage == "" {
		q.PodEphemeralStorage = field.Default
	}
}

// resolveNumber returns the number that the platform uses for one of queue i, or nil when that is not known.
func (c *check) resolveNumber(i int, field *spec.Field, written *int) *int {
	if written != nil && *written != *field.Sentinel {
		return written
	}
	if written == nil && field.ResetTo == "0" {
		return new(0) // an absent min_worker_count is 0, whatever the default
	}
	if number, known := c.queueDefault(i, field); known {
		return new(int(number))
	}
	return nil
}

// queueValue writes a queue as a plan does, in the order of the file.
func queueValue(q *WorkerQueue) Value {
	var e entryValue
	e.addText("name", q.Name)
	e.addNumber("max_worker_count", q.MaxWorkerCount)
	e.addNumber("min_worker_count", q.MinWorkerCount)
	e.addNumber("worker_concurrency", q.WorkerConcurrency)
	e.addText("worker_type", q.WorkerType)
	e.addText("pod_ephemeral_storage", q.PodEphemeralStorage)
	return e.value()
}

func (d *differ) createQueue(q *WorkerQueue) {
	a := aftermath{impact: []Impact{ImpactQueueCreated, ImpactScale, ImpactRestart}, reason: reasonQueues}
	one := [1]WorkerQueue{*q}
	a.costs(0, capacityOf(d.kind.value, one[:]).MaxCPU)
	d.change(Change{Action: ActionCreate, Path: sectionQueues.Entry("name", q.Name), Impact: a.impact, After: queueValue(q), Reason: a.reason})
	d.ceiling(nil, q)
}

func (d *differ) deleteQueues(gone []WorkerQueue, omitted bool, reason string) {
	for i := range gone {
		d.change(Change{Action: ActionDelete, Path: sectionQueues.Entry("name", gone[i].Name), Omitted: omitted,
			Impact: []Impact{ImpactQueueDeleted, ImpactScale, ImpactRestart}, Before: queueValue(&gone[i]), Reason: reason})
	}
}

// changeQueue compares a queue with the live one of the same name.
func (d *differ) changeQueue(i int, before, after *WorkerQueue) {
	p := sectionQueues.Entry("name", after.Name)
	written := &d.want.WorkerQueues[i]
	priced := d.machineCPU(after.WorkerType) > 0
	d.queueNumber(p.Field("max_worker_count"), before.MaxWorkerCount, after.MaxWorkerCount, written.MaxWorkerCount == nil, priced)
	d.queueNumber(p.Field("min_worker_count"), before.MinWorkerCount, after.MinWorkerCount, written.MinWorkerCount == nil, priced)
	d.queueNumber(p.Field("worker_concurrency"), before.WorkerConcurrency, after.WorkerConcurrency, written.WorkerConcurrency == nil, false)
	switch {
	case before.WorkerType == after.WorkerType:
	case after.WorkerType == "":
		d.block(Blocked{Code: CodeFieldRequired, Path: p.Field("worker_type"), Before: textValue(before.WorkerType),
			Message: "worker queue " + diag.Quote(after.Name) + " has no worker_type, and an update needs it", Hint: "write worker_type: " + before.WorkerType})
	default:
		a := aftermath{impact: []Impact{ImpactQueueReplaced, ImpactScale, ImpactRestart}, reason: "all workers of this queue are replaced by machines of the new type; " + reasonQueues}
		a.costs(d.machineCPU(before.WorkerType), d.machineCPU(after.WorkerType))
		d.change(Change{Action: ActionUpdate, Path: p.Field("worker_type"), Impact: a.impact, Factor: a.factor,
			Before: textSetting(before.WorkerType).value(), After: textValue(after.WorkerType), Reason: a.reason})
	}
	if !sameQuantity(before.PodEphemeralStorage, after.PodEphemeralStorage) {
		a := aftermath{impact: []Impact{ImpactScale, ImpactRestart}, reason: reasonQueues}
		a.costsQuantity(before.PodEphemeralStorage, after.PodEphemeralStorage)
		d.change(Change{Action: ActionUpdate, Path: p.Field("pod_ephemeral_storage"), Impact: a.impact, Factor: a.factor,
			Before: textSetting(before.PodEphemeralStorage).value(), After: textSetting(after.PodEphemeralStorage).value(), Reason: a.reason})
	}
	d.ceiling(before, after)
}

// queueNumber compares one number of a queue, which is omitted when the file leaves it out. More of what is priced costs
// more.
func (d *differ) queueNumber(p diag.Path, before, after *int, omitted, priced bool) {
	if sameNumber(before, after) {
		return
	}
	a := aftermath{impact: []Impact{ImpactScale, ImpactRestart}, reason: reasonQueues}
	if priced && before != nil && after != nil {
		a.costs(float64(*before), float64(*after))
	}
	d.change(Change{Action: ActionUpdate, Path: p, Omitted: omitted, Impact: a.impact, Factor: a.factor,
		Before: numberSetting(before).value(), After: numberSetting(after).value(), Reason: a.reason})
}

func sameNumber(a, b *int) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// machineCPU returns the vCPU of one worker, or 0 when the worker type is not known.
func (d *differ) machineCPU(workerType string) float64 {
	size, known := workerSizeOf(d.kind.value, workerType)
	if !known {
		return 0
	}
	return size.cpu
}

// ceiling blocks a change to more tasks per worker than the machine allows. A queue that stays as it is is not judged.
func (d *differ) ceiling(before, after *WorkerQueue) {
	if after.WorkerConcurrency == nil || d.kind.is(KindHybrid) ||
		before != nil && before.WorkerType == after.WorkerType && sameNumber(before.WorkerConcurrency, after.WorkerConcurrency) {
		return
	}
	machine, r, known := d.is.machine(after.WorkerType)
	if !known || !r.known() || float64(*after.WorkerConcurrency) <= r.Ceiling {
		return
	}
	b := Blocked{Code: CodeWorkerConcurrencyCeiling, Path: sectionQueues.Entry("name", after.Name).Field("worker_concurrency"), After: numberValue(*after.WorkerConcurrency),
		Message: fmt.Sprintf("worker queue %s: worker_concurrency %d is above %s, the most that machine %s allows", diag.Quote(after.Name), *after.WorkerConcurrency, plain(r.Ceiling), machine),
		Hint:    "write " + plain(r.Ceiling) + " or less, or a larger worker_type"}
	if before != nil {
		b.Before = numberSetting(before.WorkerConcurrency).value()
	}
	d.block(b)
}
