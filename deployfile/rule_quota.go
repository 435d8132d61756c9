package deployfile

import (
	"strconv"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// resource is an amount of the configuration.
type resource struct {
	amount
	quantity
	known  bool // the quantity has been read
	absent bool // the file does not have it; false as well when it cannot be told
	limits QuantityRange
}

// resourcePair is CPU and memory that belong together.
type resourcePair struct{ cpu, memory resource }

// resourcePairs returns the default task pod and the quota, in this order.
func (c *check) resourcePairs() [2]resourcePair {
	cfg := &c.Configuration
	var pod, quota ResourceLimits
	if c.Limits != nil {
		pod, quota = c.Limits.ResourceQuotas.DefaultPodSize, c.Limits.ResourceQuotas.ResourceQuota
	}
	return [2]resourcePair{
		{
			cpu:    c.resource("default_task_pod_cpu", cfg.DefaultTaskPodCPU, false, pod.CPU),
			memory: c.resource("default_task_pod_memory", cfg.DefaultTaskPodMemory, true, pod.Memory),
		}, {
			cpu:    c.resource("resource_quota_cpu", cfg.ResourceQuotaCPU, false, quota.CPU),
			memory: c.resource("resource_quota_memory", cfg.ResourceQuotaMemory, true, quota.Memory),
		},
	}
}

func (c *check) resource(key, text string, size bool, limits QuantityRange) resource {
	r := resource{amount: amount{queue: -1, key: key, text: text, size: size}, limits: limits}
	lost := c.isLost(r.path())
	if r.absent = text == "" && !lost; text == "" || lost {
		return r
	}
	q, reason := parseQuantity(text)
	r.quantity, r.known = q, reason == "" && !q.isZero() && (q.unit != "" || !size)
	return r
}

// wantedMemory returns the memory that belongs to the CPU, where that can be told.
func (p *resourcePair) wantedMemory() (text string, ok bool) {
	if !p.cpu.known || sizeUnit(p.cpu.unit) {
		return "", false
	}
	memory, ok := memoryFor(p.cpu.quantity)
	text, exact := memory.inGi()
	return text, ok && exact
}

// wantedCPU returns the cores that belong to the memory, where that can be told.
func (p *resourcePair) wantedCPU() (text string, ok bool) {
	if !p.memory.known || p.memory.unit == "m" {
		return "", false
	}
	cpu, exact := cpuFor(p.memory.quantity)
	return cpu.inCores(), exact && !cpu.isZero()
}

// quotasApply reports whether task pods and quotas have an effect: not on Hybrid and not with remote execution, as far
// as that can be told.
func (c *check) quotasApply() bool { return !c.kind.is(KindHybrid) && !c.mayBeRemote() }

func checkQuantityPair(c *check) {
	if !c.hosted() || !c.quotasApply() {
		return
	}
	for _, p := range c.resourcePairs() {
		switch {
		case p.cpu.absent && p.memory.known:
			text, ok := p.wantedCPU()
			c.reportHalfPair(&p.cpu, &p.memory, text, ok)
		case p.memory.absent && p.cpu.known:
			text, ok := p.wantedMemory()
			c.reportHalfPair(&p.memory, &p.cpu, text, ok)
		}
	}
}

// reportHalfPair reports the missing half of a pair, with the value that belongs to the other half if it is known.
func (c *check) reportHalfPair(missing, given *resource, text string, ok bool) {
	p := missing.path()
	f := c.report(p, "%s is missing beside %s: memory in Gi is twice the number of cores", missing.key, c.amountName(given.amount))
	c.relate(f, given.path(), "the other half")
	f.Hint = "write " + missing.key
	if ok {
		f.Hint = "write " + missing.key + ": " + quotedNumber(missing.size, text)
	}
	if ok && c.fits(missing, text) {
		f.Fix = c.insert(p, text)
	}
}

// quotedNumber puts quotes around cores, which YAML would take for a number.
func quotedNumber(size bool, text string) string {
	if size {
		return text
	}
	return strconv.Quote(text)
}

func checkMemoryCPURatio(c *check) {
	if !c.hosted() || !c.quotasApply() {
		return
	}
	for _, p := range c.resourcePairs() {
		if !p.cpu.known || !p.memory.known {
			continue
		}
		if memory, ok := memoryFor(p.cpu.quantity); ok && memory.compare(p.memory.quantity) == 0 {
			continue
		}
		at := p.memory.path()
		f := c.report(at, "%s is not twice %s: memory in Gi is always twice the number of cores",
			c.amountName(p.memory.amount), c.amountName(p.cpu.amount))
		c.relate(f, p.cpu.path(), "the cores")
		memory, ok := p.wantedMemory()
		if !ok {
			f.Hint = "correct one of the two"
			continue
		}
		f.Hint = "write " + p.memory.key + ": " + memory
		if c.fits(&p.memory, memory) {
			f.Fix = c.replace(at, memory)
		}
		if cpu, ok := p.wantedCPU(); ok {
			f.Hint += ", or " + p.cpu.key + ": " + quotedNumber(false, cpu)
		}
	}
}

// fits reports whether r can be given this text without a finding about the quota, its documented ceiling or the limits
// of the Organization.
func (c *check) fits(r *resource, text string) bool {
	changed := *r
	changed.quantity, changed.known = bound(text)
	pairs := c.resourcePairs()
	pod, quota := &pairs[0].cpu, &pairs[1].cpu
	if r.size {
		pod, quota = &pairs[0].memory, &pairs[1].memory
	}
	if r.key == pod.key {
		pod = &changed
	} else if quota = &changed; changed.aboveDocumented() {
		return false
	}
	low, high := changed.outside()
	return changed.known && !pod.above(quota) && !low && !high
}

func checkTaskPodAboveQuota(c *check) {
	if !c.quotasApply() {
		return
	}
	pairs := c.resourcePairs()
	c.compareToQuota(&pairs[0].cpu, &pairs[1].cpu)
	c.compareToQuota(&pairs[0].memory, &pairs[1].memory)
}

func (r *resource) above(other *resource) bool {
	return r.known && other.known && r.compare(other.quantity) > 0
}

func (c *check) compareToQuota(pod, quota *resource) {
	if !pod.above(quota) {
		return
	}
	f := c.report(pod.path(), "%s is above %s: not even one task pod fits the quota", c.amountName(pod.amount), c.amountName(quota.amount))
	f.Hint = "lower " + pod.key + " or raise " + quota.key
	c.relate(f, quota.path(), "the quota")
}

func checkQuotaDocumented(c *check) {
	if !c.quotasApply() {
		return
	}
	quota := c.resourcePairs()[1]
	for _, r := range []*resource{&quota.cpu, &quota.memory} {
		if !r.aboveDocumented() {
			continue
		}
		ceiling, unit := r.documentedCeiling(), " cores"
		if r.size {
			unit = ""
		}
		f := c.report(r.path(), "%s is above %s%s, the documented ceiling (%s)", c.amountName(r.amount), ceiling, unit, spec.QuotasAsOf)
		f.Hint = "lower it, unless Astronomer has raised the limit of the Organization"
	}
}

// documentedCeiling returns the largest amount of a quota that is documented.
func (r *resource) documentedCeiling() string {
	if r.size {
		return strconv.Itoa(spec.QuotaMemoryMaxGiB) + "Gi"
	}
	return strconv.Itoa(spec.QuotaCPUMax)
}

// aboveDocumented reports whether a quota is above the documented ceiling, where no limit of the Organization is known.
func (r *resource) aboveDocumented() bool {
	if _, known := bound(r.limits.Ceiling); known || !r.known || !r.size && sizeUnit(r.unit) {
		return false
	}
	most, ok := bound(r.documentedCeiling())
	return ok && r.compare(most) > 0
}

func checkQuotaLimit(c *check) {
	if !c.quotasApply() {
		return
	}
	for _, p := range c.resourcePairs() {
		c.compareToLimits(&p.cpu)
		c.compareToLimits(&p.memory)
	}
}

// compareToLimits reports an amount that is outside the limits of the Organization.
func (c *check) compareToLimits(r *resource) {
	var f *diag.Diagnostic
	switch low, high := r.outside(); {
	case high:
		f = c.report(r.path(), "%s is above %s, the most that the Organization allows", c.amountName(r.amount), r.limits.Ceiling)
		f.Hint = "write at most " + r.limits.Ceiling
	case low:
		f = c.report(r.path(), "%s is below %s, the least that the Organization allows", c.amountName(r.amount), r.limits.Floor)
		f.Hint = "write at least " + r.limits.Floor
	default:
		return
	}
	_, hasFloor := bound(r.limits.Floor)
	_, hasCeiling := bound(r.limits.Ceiling)
	if hasFloor && hasCeiling {
		f.Hint = "write " + r.limits.Floor + " to " + r.limits.Ceiling
	}
}

// outside reports whether an amount is below or above the limits of the Organization.
func (r *resource) outside() (low, high bool) {
	floor, hasFloor := bound(r.limits.Floor)
	ceiling, hasCeiling := bound(r.limits.Ceiling)
	return r.known && hasFloor && r.compare(floor) < 0, r.known && hasCeiling && r.compare(ceiling) > 0
}

// bound reads a limit; one that is empty, zero or no quantity is not known.
func bound(text string) (quantity, bool) {
	q, reason := parseQuantity(text)
	return q, reason == "" && !q.isZero()
}
