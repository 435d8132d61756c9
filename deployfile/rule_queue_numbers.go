package deployfile

import (
	"math"
	"strconv"

	"github.com/astrofile/astrofile/internal/spec"
)

const (
	minWorkers        = "deployment.worker_queues[].min_worker_count"
	maxWorkers        = "deployment.worker_queues[].max_worker_count"
	workerConcurrency = "deployment.worker_queues[].worker_concurrency"
)

// queueNumbers calls yield for every number that a worker queue gives.
func (c *check) queueNumbers(yield func(i int, field *spec.Field, value int)) {
	fewest, most, concurrency := spec.Lookup(minWorkers), spec.Lookup(maxWorkers), spec.Lookup(workerConcurrency)
	for i := range c.WorkerQueues {
		q := &c.WorkerQueues[i]
		if n := q.MinWorkerCount; n != nil {
			yield(i, fewest, *n)
		}
		if n := q.MaxWorkerCount; n != nil {
			yield(i, most, *n)
		}
		if n := q.WorkerConcurrency; n != nil {
			yield(i, concurrency, *n)
		}
	}
}

func checkWorkerCountRange(c *check) {
	c.queueNumbers(func(i int, field *spec.Field, value int) {
		if value >= *field.Min || value == *field.Sentinel {
			return
		}
		p := queue(i, field.Key())
		f := c.report(p, "%s%s %d is below %d, the lowest allowed", c.queueName(i), field.Key(), value, *field.Min)
		f.Hint = "write " + strconv.Itoa(*field.Min) + " or more"
		c.lose(p)
	})
}

func checkWorkerCountSentinel(c *check) {
	c.queueNumbers(func(i int, field *spec.Field, value int) {
		if value != *field.Sentinel {
			return
		}
		number, known := c.queueDefault(i, field)
		meaning := "the default of the platform"
		if known {
			meaning = "the default, " + plain(number)
		}
		p := queue(i, field.Key())
		f := c.report(p, "%s%s %d stands for %s", c.queueName(i), field.Key(), value, meaning)
		if field.Path == minWorkers && (!known || number != 0) { // without the key it would be 0
			f.Hint = "write the number that the queue needs"
			return
		}
		f.Hint = "delete it, which means the same, or write the number that the queue needs"
		dropped := c.WorkerQueues[i].PodCPU != "" || c.WorkerQueues[i].PodRAM != ""
		if !dropped && (c.Mode != ModeUpdate || c.Live == nil) { // else it would be queue-counts-dropped or reset-by-omission
			f.Fix = c.remove(p)
		}
	})
}

func checkWorkerCountOrder(c *check) {
	fewest, most := spec.Lookup(minWorkers), spec.Lookup(maxWorkers)
	for i := range c.WorkerQueues {
		q := &c.WorkerQueues[i]
		if q.MinWorkerCount == nil {
			continue // stands for 0
		}
		low, lowKnown := c.effective(i, fewest, q.MinWorkerCount)
		high, highKnown := c.effective(i, most, q.MaxWorkerCount)
		if !lowKnown || !highKnown || low.number <= high.number || low.usual && high.usual || c.isLost(queue(i, most.Key())) {
			continue
		}
		f := c.report(queue(i, fewest.Key()), "%s%s is above %s", c.queueName(i), low.describe(fewest), high.describe(most))
		f.Hint = "lower min_worker_count or raise max_worker_count"
		if q.MaxWorkerCount == nil {
			f.Hint = "lower min_worker_count or write max_worker_count"
		}
	}
}

// effect is a number of a worker queue as the platform takes it.
type effect struct {
	number float64
	usual  bool // the default, which the queue leaves to the platform
}

func (e effect) describe(field *spec.Field) string {
	if e.usual {
		return "the default " + plain(e.number) + " of " + field.Key()
	}
	return field.Key() + " " + plain(e.number)
}

// effective returns what a number of queue i amounts to when a missing one stands for the default.
func (c *check) effective(i int, field *spec.Field, value *int) (effect, bool) {
	if value != nil && *value != *field.Sentinel {
		return effect{number: float64(*value)}, true
	}
	number, known := c.queueDefault(i, field)
	return effect{number: number, usual: true}, known
}

func checkWorkerConcurrencyCeiling(c *check) {
	if !c.hosted() {
		return
	}
	for i := range c.WorkerQueues {
		q := &c.WorkerQueues[i]
		if q.WorkerConcurrency == nil {
			continue
		}
		machine, r, ok := c.machine(q.WorkerType)
		value := float64(*q.WorkerConcurrency)
		if !ok || value <= r.Ceiling {
			continue
		}
		p := queue(i, "worker_concurrency")
		ceiling := plain(math.Floor(r.Ceiling))
		f := c.report(p, "%sworker_concurrency %d is above %s, the ceiling of %s", c.queueName(i), *q.WorkerConcurrency, ceiling, machine)
		f.Hint = "write " + ceiling + " or less"
		if larger := c.machineFor(value); larger != "" {
			f.Hint += ", or worker_type " + larger + ", the smallest that allows " + plain(value)
		}
		if r.Ceiling >= 1 && r.Ceiling < math.MaxInt32 {
			f.Fix = c.replaceLiteral(p, ceiling)
		}
	}
}

func checkWorkerConcurrencyDocumented(c *check) {
	if !c.kind.is(KindHybrid) || c.Limits != nil && c.Limits.WorkerQueues.WorkerConcurrency.known() {
		return
	}
	b := spec.HybridConcurrency()
	for i := range c.WorkerQueues {
		n := c.WorkerQueues[i].WorkerConcurrency
		if n == nil || *n <= b.Ceiling {
			continue
		}
		f := c.report(queue(i, "worker_concurrency"), "%sworker_concurrency %d is above the documented range for HYBRID, %d to %d (%s)",
			c.queueName(i), *n, b.Floor, b.Ceiling, spec.QuotasAsOf)
		f.Hint = "write " + strconv.Itoa(b.Ceiling) + " or less, or check what the Organization allows"
	}
}

func checkWorkerLimit(c *check) {
	c.queueNumbers(func(i int, field *spec.Field, value int) {
		r := c.queueLimit(field)
		number := float64(value)
		if !r.known() || value == *field.Sentinel || r.Floor <= number && number <= r.Ceiling {
			return
		}
		f := c.report(queue(i, field.Key()), "%s%s %d is outside the limits of the Organization, %s to %s",
			c.queueName(i), field.Key(), value, plain(r.Floor), plain(r.Ceiling))
		f.Hint = "write a number from " + plain(r.Floor) + " to " + plain(r.Ceiling)
	})
}
