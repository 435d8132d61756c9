package deployfile

import (
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// resourceRules are about task pods, the quota and what pods run on and as.
var resourceRules = []rule{
	{code: CodeQuantityFormat, level: always(failure),
		summary: "An amount of CPU, memory or storage is no positive Kubernetes quantity, or a size has no unit.", check: checkQuantityFormat},
	{code: CodeQuantityUnit, level: always(warning),
		summary: "An amount of CPU is not written in cores, or a size is not written in Gi.", check: checkQuantityUnit},
	{code: CodeQuantityPair, level: always(warning), needs: theWhole,
		summary: "Of CPU and memory, which belong together, only one is given.", check: checkQuantityPair},
	{code: CodeMemoryCpuRatio, level: always(failure),
		summary: "The memory in Gi is not exactly twice the number of cores.", check: checkMemoryCPURatio},
	{code: CodeTaskPodAboveQuota, level: always(failure),
		summary: "The default task pod is larger than the quota of the Deployment.", check: checkTaskPodAboveQuota},
	{code: CodeQuotaDocumented, level: always(warning),
		summary: "The quota is above the documented ceiling.", check: checkQuotaDocumented},
	{code: CodeQuotaLimit, level: notInTemplates(failure), needs: theLimits,
		summary: "A task pod or a quota is outside the limits of the Organization.", check: checkQuotaLimit},
	{code: CodeDefaultWorkerTypeMissing, level: notInTemplates(notice), needs: theWhole,
		hint:    "write the node instance type that task pods run on",
		summary: "A Hybrid Deployment with the Kubernetes executor does not say on which nodes its task pods run.", check: checkDefaultWorkerTypeMissing},
	{code: CodeWorkloadIdentityFormat, level: always(warning),
		summary: "The workload identity does not have the form that the cloud provider uses.", check: checkWorkloadIdentityFormat},
}

// amount is a quantity as the file writes it.
type amount struct {
	queue     int // index of the worker queue that it belongs to; -1 for the configuration
	key, text string
	size      bool // memory or storage, which has a unit; else CPU
}

// amounts calls yield for every quantity that is written.
func (c *check) amounts(yield func(amount) bool) {
	for _, p := range c.resourcePairs() {
		if p.cpu.text != "" && !yield(p.cpu.amount) || p.memory.text != "" && !yield(p.memory.amount) {
			return
		}
	}
	for i := range c.WorkerQueues {
		if text := c.WorkerQueues[i].PodEphemeralStorage; text != "" && !yield(amount{i, "pod_ephemeral_storage", text, true}) {
			return
		}
	}
}

func (a amount) path() diag.Path {
	if a.queue < 0 {
		return configuration(a.key)
	}
	return queue(a.queue, a.key)
}

// example returns a well-formed amount of this kind.
func (a amount) example() string {
	section := "deployment.configuration."
	if a.queue >= 0 {
		section = "deployment.worker_queues[]."
	}
	return spec.Lookup(section + a.key).Example
}

// amountName introduces a message about an amount: its queue, key and value.
func (c *check) amountName(a amount) string {
	if a.queue < 0 {
		return a.key + " " + diag.Quote(a.text)
	}
	return c.queueName(a.queue) + a.key + " " + diag.Quote(a.text)
}

func checkQuantityFormat(c *check) {
	for a := range c.amounts {
		q, reason := parseQuantity(a.text)
		switch {
		case reason != "":
		case q.isZero():
			reason = "is not above 0"
		case a.size && q.unit == "":
			reason = "has no unit, so it would be a number of bytes"
		default:
			continue
		}
		p := a.path()
		f := c.report(p, "%s %s", c.amountName(a), reason)
		if text, sure := c.probably(a, q); text != "" {
			f.Hint = "write " + text
			if sure {
				f.Fix = c.replace(p, text)
			}
		} else if a.size {
			f.Hint = "write a size in Gi, such as " + a.example()
		} else {
			f.Hint = "write a number of cores, such as " + strconv.Quote(a.example())
		}
		c.lose(p)
	}
}

// probably returns the size in Gi that a malformed one most likely means, or "", and whether it is the only sensible
// reading. A plain number means Gi, or bytes when that would be far too much, or what belongs to the CPU beside it.
func (c *check) probably(a amount, q quantity) (text string, sure bool) {
	switch {
	case !a.size:
		return "", false
	case q.isZero():
		text = respelledGi(a.text)
		return text, text != "" && a.usual(text)
	}
	text = q.inCores() + "Gi"
	if bytes, exact := q.inGi(); exact && !a.usual(text) && a.usual(bytes) {
		text = bytes
	}
	if a.queue < 0 {
		for _, p := range c.resourcePairs() {
			if want, ok := p.wantedMemory(); ok && p.memory.key == a.key {
				return want, want == text && a.usual(text)
			}
		}
	}
	if !a.usual(text) {
		return "", false
	}
	return text, true
}

// usual reports whether a size is within the documented bounds.
func (a amount) usual(text string) bool {
	floor, ceiling := 0, spec.QuotaMemoryMaxGiB
	if a.queue >= 0 {
		storage := spec.PodStorageGiB()
		floor, ceiling = storage.Floor, storage.Ceiling
	}
	q, reason := parseQuantity(text)
	least, _ := parseQuantity(strconv.Itoa(floor) + "Gi")
	most, _ := parseQuantity(strconv.Itoa(ceiling) + "Gi")
	return reason == "" && q.compare(least) >= 0 && q.compare(most) <= 0
}

// respelledGi returns "20Gi" for "20 GiB" and the like, "" for everything else.
func respelledGi(text string) string {
	text = strings.TrimSpace(text)
	length := runOf(text, func(b byte) bool { return asciiDigit(b) || b == '.' })
	number, unit := text[:length], strings.TrimSpace(text[length:])
	if !strings.EqualFold(unit, "Gi") && !strings.EqualFold(unit, "GiB") {
		return ""
	}
	if q, reason := parseQuantity(number + "Gi"); reason != "" || q.isZero() {
		return ""
	}
	return number + "Gi"
}

func checkQuantityUnit(c *check) {
	for a := range c.amounts {
		q, reason := parseQuantity(a.text)
		if reason != "" || q.isZero() || q.unit == "" || a.size && q.unit == "Gi" {
			continue
		}
		p := a.path()
		form, text, exact := "cores", q.inCores(), true
		if a.size {
			form = "Gi"
			text, exact = q.inGi()
		}
		f := c.report(p, "%s is not written in %s: it is %s", c.amountName(a), form, text)
		f.Hint = "write " + quotedNumber(a.size, text)
		switch {
		case a.size && q.unit == "m":
			f.Message = c.amountName(a) + " is not written in Gi: m stands for thousandths of a byte"
			f.Hint = "write a size in Gi, such as " + a.example()
		case !a.size && sizeUnit(q.unit):
			f.Message = c.amountName(a) + " is not written in cores: " + q.unit + " is for sizes of memory"
			f.Hint = "write a number of cores, such as " + strconv.Quote(a.example())
		case !exact:
			f.Message = c.amountName(a) + " is not written in Gi: it is about " + text
			f.Hint = "write a size in Gi"
		default:
			f.Fix = c.replace(p, text)
		}
	}
}

// sizeUnit reports whether nobody counts cores in this unit.
func sizeUnit(unit string) bool {
	return strings.HasSuffix(unit, "i") || len(unit) == 1 && strings.Contains("MGTPE", unit)
}

func checkDefaultWorkerTypeMissing(c *check) {
	if c.Configuration.DefaultWorkerType != "" || !c.kind.is(KindHybrid) || !c.executor.is(ExecutorKubernetes) {
		return
	}
	effect := "a create takes the first node pool of the cluster, an update keeps the live one, where the official CLI takes the first"
	switch c.Mode {
	case ModeCreate:
		effect = "task pods run on the first node pool of the cluster"
	case ModeUpdate:
		effect = "the live node pool is kept, where the official CLI takes the first of the cluster"
	}
	c.report(configuration("default_worker_type"), "default_worker_type is missing: %s", effect)
}

func checkWorkloadIdentityFormat(c *check) {
	text := c.Configuration.WorkloadIdentity
	if text == "" {
		return
	}
	provider, _ := c.Configuration.CloudProvider.Canonical()
	p := configuration("workload_identity")
	switch reason, form := identityFault(provider, text); {
	case reason == "":
	case form == "":
		c.report(p, "workload_identity %s %s", diag.Quote(text), reason).Hint = "write an identity of " + string(provider) + ", or correct cloud_provider"
	default:
		c.report(p, "workload_identity %s %s", diag.Quote(text), reason).Hint = "write " + form
	}
}
