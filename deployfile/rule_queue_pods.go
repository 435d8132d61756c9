package deployfile

import (
	"strconv"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

func checkPodStorageDocumented(c *check) {
	if c.kind.is(KindHybrid) {
		return // has no such field
	}
	b := spec.PodStorageGiB()
	floor, ceiling := strconv.Itoa(b.Floor)+"Gi", strconv.Itoa(b.Ceiling)+"Gi"
	least, _ := parseQuantity(floor)
	most, _ := parseQuantity(ceiling)
	for i := range c.WorkerQueues {
		text := c.WorkerQueues[i].PodEphemeralStorage
		if text == "" {
			continue
		}
		size, reason := parseQuantity(text)
		if reason != "" || size.unit == "" || size.isZero() || size.compare(least) >= 0 && size.compare(most) <= 0 {
			continue
		}
		f := c.report(queue(i, "pod_ephemeral_storage"), "%spod_ephemeral_storage %s is outside the documented range, %s to %s (%s)",
			c.queueName(i), diag.Quote(text), floor, ceiling, spec.QuotasAsOf)
		f.Hint = "write a size from " + floor + " to " + ceiling
	}
}

func checkPodSizeReadOnly(c *check) {
	for i := range c.WorkerQueues {
		q := &c.WorkerQueues[i]
		if q.PodCPU != "" {
			c.reportPodSize(i, "pod_cpu")
		}
		if q.PodRAM != "" {
			c.reportPodSize(i, "pod_ram")
		}
	}
}

func (c *check) reportPodSize(i int, key string) {
	p := queue(i, key)
	f := c.report(p, "%s%s is what inspect reports: it is ignored on input", c.queueName(i), key)
	if !c.countsDropped(i) { // the only sign of what is missing
		f.Fix = c.remove(p)
	}
}

func checkQueueCountsDropped(c *check) {
	for i := range c.WorkerQueues {
		if !c.countsDropped(i) {
			continue
		}
		key := "pod_cpu"
		if c.WorkerQueues[i].PodCPU == "" {
			key = "pod_ram"
		}
		c.report(sectionQueues.Index(i),
			"%smax_worker_count and worker_concurrency are missing beside %s, as in files of the official CLI of mid-2025: both fall back to the defaults",
			c.queueName(i), key)
	}
}

// countsDropped reports whether queue i has the shape in which the official CLI of mid-2025 lost numbers.
func (c *check) countsDropped(i int) bool {
	q := &c.WorkerQueues[i]
	return (q.PodCPU != "" || q.PodRAM != "") && q.MaxWorkerCount == nil && q.WorkerConcurrency == nil &&
		(c.executor.is(ExecutorCelery) || c.executor.is(ExecutorAstro)) &&
		!c.isLost(queue(i, "max_worker_count")) && !c.isLost(queue(i, "worker_concurrency"))
}
