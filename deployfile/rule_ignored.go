package deployfile

import (
	"strconv"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// partialKeys are the keys of the configuration that some types have no place for, each with its value in words. That
// is "" where nothing is lost: inspect writes false, 0 and empty text for every type. Keys that have a code of their own
// are not among them.
var partialKeys = [...]struct {
	path  diag.Path
	value func(*check) string
	pods  bool // about task pods, which remote execution does not have
}{
	{path: configuration("scheduler_size"), value: func(c *check) string { return textInWords(string(c.Configuration.SchedulerSize)) }},
	{path: configuration("is_high_availability"), value: func(c *check) string { return truthInWords(c.Configuration.IsHighAvailability) }},
	{path: configuration("is_development_mode"), value: func(c *check) string { return truthInWords(c.Configuration.IsDevelopmentMode) }},
	{path: configuration("scheduler_au"), value: func(c *check) string { return numberInWords(c.Configuration.SchedulerAU) }},
	{path: configuration("scheduler_count"), value: (*check).schedulerCountInWords},
	{path: configuration("cluster_name"), value: (*check).clusterInWords},
	{path: configuration("default_task_pod_cpu"), value: func(c *check) string { return textInWords(c.Configuration.DefaultTaskPodCPU) }, pods: true},
	{path: configuration("default_task_pod_memory"), value: func(c *check) string { return textInWords(c.Configuration.DefaultTaskPodMemory) }, pods: true},
	{path: configuration("resource_quota_cpu"), value: func(c *check) string { return textInWords(c.Configuration.ResourceQuotaCPU) }, pods: true},
	{path: configuration("resource_quota_memory"), value: func(c *check) string { return textInWords(c.Configuration.ResourceQuotaMemory) }, pods: true},
	{path: configuration("default_worker_type"), value: func(c *check) string { return textInWords(c.Configuration.DefaultWorkerType) }},
}

func checkFieldIgnored(c *check) {
	if !c.kind.known {
		return
	}
	kind := spec.KindOf(string(c.kind.value))
	remote := c.remote && c.kind.is(KindDedicated) && c.executor.is(ExecutorAstro)
	for i := range partialKeys {
		key := &partialKeys[i]
		field := spec.Lookup(string(key.path))
		applies := field.Kinds.Has(kind)
		if applies && (!key.pods || !remote) {
			continue
		}
		value := key.value(c)
		switch {
		case value == "":
		case applies:
			f := c.report(key.path, "%s %s has no effect with remote execution: tasks do not run in pods of Astro", field.Key(), value)
			f.Fix = c.remove(key.path)
		default:
			c.reportIgnored(key.path, field, "", value)
		}
	}
	c.ignoredStorage(kind)
}

// ignoredStorage reports the one key of worker queues that depends on the type.
func (c *check) ignoredStorage(kind spec.Kinds) {
	field := spec.Lookup("deployment.worker_queues[].pod_ephemeral_storage")
	if field.Kinds.Has(kind) {
		return
	}
	for i := range c.WorkerQueues {
		if value := c.WorkerQueues[i].PodEphemeralStorage; value != "" {
			c.reportIgnored(queue(i, "pod_ephemeral_storage"), field, c.queueName(i), diag.Quote(value))
		}
	}
}

func (c *check) reportIgnored(p diag.Path, field *spec.Field, subject, value string) {
	f := c.report(p, "%s%s %s has no effect on %s: it belongs to %s", subject, field.Key(), value, c.kind.value, anyOf(field.Kinds.Names()))
	f.Hint = "delete it, or correct deployment_type"
	f.Fix = c.remove(p)
}

// schedulerCountInWords leaves out what inspect writes for a type that has no such setting: the number of schedulers
// that follows from is_high_availability.
func (c *check) schedulerCountInWords() string {
	n := c.Configuration.SchedulerCount
	if n == nil || *n == 1 {
		return ""
	}
	if *n == 2 && (isTrue(c.Configuration.IsHighAvailability) || c.isLost(configuration("is_high_availability"))) {
		return ""
	}
	return numberInWords(n)
}

// clusterInWords leaves out what inspect writes for a Standard Deployment.
func (c *check) clusterInWords() string {
	name := c.Configuration.ClusterName
	if name == "N/A" || name == c.Configuration.Region || c.isLost(configuration("region")) {
		return ""
	}
	return textInWords(name)
}

func textInWords(text string) string {
	if text == "" {
		return ""
	}
	return diag.Quote(text)
}

func truthInWords(b *bool) string {
	if !isTrue(b) {
		return ""
	}
	return "true"
}

func numberInWords(n *int) string {
	if n == nil || *n == 0 {
		return ""
	}
	return strconv.Itoa(*n)
}
