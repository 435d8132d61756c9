package deployfile

import (
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// queueRules are about worker queues; those about their numbers stand in rule_queue_numbers.go, those about pods in
// rule_queue_pods.go.
var queueRules = []rule{
	{code: CodeQueuesWithKubernetes, level: levels{failure, failure, warning},
		summary: "A Deployment with the Kubernetes executor has worker queues.", check: checkQueuesWithKubernetes},
	{code: CodeQueuesMissing, level: levels{create: notice, update: warning}, needs: theWhole,
		hint:    "write worker_queues with a queue called default",
		summary: "A Deployment whose executor has worker queues names none.", check: checkQueuesMissing},
	{code: CodeQueuesIgnored, level: always(warning),
		hint:    "delete worker_queues",
		summary: "A Deployment with remote execution has worker queues, which have no effect there.", check: checkQueuesIgnored},
	{code: CodeQueueDefaultMissing, level: always(failure), needs: theWhole,
		summary: "None of the worker queues is called default.", check: checkQueueDefaultMissing},
	{code: CodeQueueNameStyle, level: always(warning),
		hint:    "use lower-case letters, digits and hyphens; for an existing Deployment a new name is a new queue",
		summary: "The name of a worker queue is not in the documented form.", check: checkQueueNameStyle},
	{code: CodeWorkerTypeFamily, level: always(warning),
		hint:    "write a node instance type of the cluster, or correct deployment_type",
		summary: "A Hybrid Deployment names an Astro machine where a node instance type of its cluster belongs.", check: checkWorkerTypeFamily},
	{code: CodeWorkerTypeNotInCluster, level: notInTemplates(failure), needs: theOrganization,
		summary: "No node pool of the Hybrid cluster has the node instance type that the file names.", check: checkWorkerTypeNotInCluster},
	{code: CodeWorkerCountRange, level: always(failure),
		summary: "A number of a worker queue is lower than it can be.", check: checkWorkerCountRange},
	{code: CodeWorkerCountSentinel, level: always(warning),
		summary: "A number of a worker queue is the one that stands for the default.", check: checkWorkerCountSentinel},
	{code: CodeWorkerCountOrder, level: always(failure),
		summary: "A worker queue starts with more workers than it may have.", check: checkWorkerCountOrder},
	{code: CodeWorkerConcurrencyCeiling, level: always(failure),
		summary: "A worker queue asks for more tasks per worker than its Astro machine allows.", check: checkWorkerConcurrencyCeiling},
	{code: CodeWorkerConcurrencyDocumented, level: always(warning),
		summary: "A worker queue of a Hybrid Deployment asks for more tasks per worker than is documented.", check: checkWorkerConcurrencyDocumented},
	{code: CodeWorkerLimit, level: notInTemplates(failure), needs: theLimits,
		summary: "A number of a worker queue is outside the limits of the Organization.", check: checkWorkerLimit},
	{code: CodePodStorageDocumented, level: always(warning),
		summary: "The storage of a worker queue is outside the documented range.", check: checkPodStorageDocumented},
	{code: CodePodSizeReadOnly, level: always(notice),
		hint:    "delete it",
		summary: "A worker queue has a pod size, which inspect writes and nothing reads.", check: checkPodSizeReadOnly},
	{code: CodeQueueCountsDropped, level: always(warning), needs: theWhole | noLive,
		hint:    "write max_worker_count and worker_concurrency as the Deployment has them",
		summary: "A worker queue lacks the numbers that the official CLI of mid-2025 left out.", check: checkQueueCountsDropped},
}

func checkQueuesWithKubernetes(c *check) {
	if len(c.WorkerQueues) == 0 || !c.executor.is(ExecutorKubernetes) {
		return
	}
	f := c.report(sectionQueues,
		"executor KUBERNETES has no worker queues: the official CLI accepted them until 2023, and inspect still writes them for some Deployments")
	const pods, nodes = "default_task_pod_cpu and default_task_pod_memory", "default_worker_type"
	switch {
	case c.hosted():
		f.Hint = "delete worker_queues; " + pods + " give the size of task pods"
	case c.kind.is(KindHybrid):
		f.Hint = "delete worker_queues; " + nodes + " names the nodes of task pods"
	default:
		f.Hint = "delete worker_queues; " + pods + ", on HYBRID " + nodes + ", take their place"
	}
	if c.kind.known { // else the queues may be the only sign of the deployment type
		f.Fix = c.remove(sectionQueues)
	}
}

func checkQueuesMissing(c *check) {
	if len(c.WorkerQueues) > 0 || !c.executor.is(ExecutorCelery) && !c.usesAstroQueues() || c.hasNoQueuesToKeep() {
		return
	}
	created := "a create makes one queue called default"
	if c.hosted() {
		created += ", of " + spec.Machines()[0].Name + " workers"
	}
	const kept = "an update keeps the live queues"
	state := "missing"
	if c.WorkerQueues != nil {
		state = "empty"
	}
	switch c.Mode {
	case ModeCreate:
		c.report(sectionQueues, "worker_queues is %s: %s", state, created)
	case ModeUpdate:
		c.report(sectionQueues, "worker_queues is %s: %s, where the official CLI of mid-2025 fell back to one queue called default", state, kept)
	default:
		c.report(sectionQueues, "worker_queues is %s: %s; %s", state, created, kept)
	}
}

// usesAstroQueues reports whether the Deployment is known to run the Astro executor without remote execution.
func (c *check) usesAstroQueues() bool {
	return c.executor.is(ExecutorAstro) && !c.remote && !c.isLost(remoteExecution.Field("enabled"))
}

func checkQueuesIgnored(c *check) {
	if len(c.WorkerQueues) == 0 || !c.remote {
		return
	}
	f := c.report(sectionQueues, "worker_queues have no effect with remote execution, whose agents run the tasks")
	if c.kind.is(KindDedicated) && c.executor.is(ExecutorAstro) { // else it is remote execution that is wrong
		f.Fix = c.remove(sectionQueues)
	}
}

const defaultQueue = "default"

func checkQueueDefaultMissing(c *check) {
	if len(c.WorkerQueues) == 0 {
		return
	}
	names := make([]string, len(c.WorkerQueues))
	for i := range c.WorkerQueues {
		names[i] = c.WorkerQueues[i].Name
		if names[i] == defaultQueue || names[i] == "" {
			return // a name that is missing may be this one
		}
	}
	for i := range names {
		if c.isLost(queue(i, "name")) {
			return
		}
	}
	f := c.report(sectionQueues, "no worker queue is called default, only %s: the API requires it", some(names))
	f.Hint = "add a queue called default"
	near, ok := nearest(defaultQueue, names)
	if !ok {
		return
	}
	f.Hint = "rename " + diag.Quote(near) + " to default, or add a queue called default"
	i := slices.Index(names, near)
	if strings.EqualFold(near, defaultQueue) && c.node(queue(i, "is_default")) == nil { // which could contradict the new name
		f.Fix = c.replace(queue(i, "name"), defaultQueue)
	}
}

func checkQueueNameStyle(c *check) {
	for i := range c.WorkerQueues {
		name := c.WorkerQueues[i].Name
		if name == "" || isQueueName(name) {
			continue
		}
		c.report(queue(i, "name"), "%sthe name does not match %s, the documented form", c.queueName(i), spec.PatternQueueName)
	}
}

// isQueueName is spec.PatternQueueName.
func isQueueName(name string) bool {
	return name != "" && asciiLower(name[0]) && name[len(name)-1] != '-' &&
		runOf(name, func(b byte) bool { return b == '-' || asciiLower(b) || asciiDigit(b) }) == len(name)
}

func checkWorkerTypeFamily(c *check) {
	if cluster, _ := c.nodePools(); !c.kind.is(KindHybrid) || cluster != nil && c.Mode != ModeTemplate { // worker-type-not-in-cluster
		return
	}
	const need = "HYBRID needs a node instance type of the cluster"
	if t := c.Configuration.DefaultWorkerType; isAstroMachine(t) {
		c.report(configuration("default_worker_type"), "default_worker_type %s is an Astro machine: %s", diag.Quote(t), need)
	}
	for i := range c.WorkerQueues {
		if t := c.WorkerQueues[i].WorkerType; isAstroMachine(t) {
			c.report(queue(i, "worker_type"), "%sworker_type %s is an Astro machine: %s", c.queueName(i), diag.Quote(t), need)
		}
	}
}
