package deployfile

import (
	"strconv"

	"github.com/astrofile/astrofile/internal/spec"
)

// Facts about what changes do, from the documentation of Deployment settings and resources
// (https://www.astronomer.io/docs/astro/deployment-settings, https://www.astronomer.io/docs/astro/deployment-resources).
const (
	reasonVariables = "changing any variable restarts the Airflow components"
	reasonQueues    = "changing worker queues restarts the Airflow components; running Celery tasks get 24 hours to finish"
	reasonSameValue = "its value is the one that was applied last"
	reasonNoValue   = "sent without a value: the stored one stays"
	reasonScheduler = "changing the scheduler restarts the Airflow components; running Celery tasks get 24 hours to finish"
)

func effectOfName(*differ, string, string) aftermath {
	return aftermath{reason: "renames the Deployment; only an update that selects it by its ID can do that"}
}

func effectOfDescription(*differ, string, string) aftermath {
	return aftermath{reason: "changes nothing that runs"}
}

func effectOfDagDeploys(*differ, string, string) aftermath {
	return aftermath{impact: []Impact{ImpactDataLoss}, reason: "switching Dag-only deploys takes the running Dags away until the next deploy"}
}

func effectOfEnforcement(_ *differ, _, after string) aftermath {
	if after == "true" {
		return aftermath{reason: "from then on only API tokens can deploy code, people cannot"}
	}
	return aftermath{reason: "from then on people can deploy code as well as API tokens"}
}

func effectOfSchedulerSize(_ *differ, before, after string) aftermath {
	a := aftermath{impact: []Impact{ImpactRestart, ImpactScale}, reason: reasonScheduler}
	was, known := schedulerCPU(before)
	is, also := schedulerCPU(after)
	if known && also {
		a.costs(was, is)
	}
	return a
}

func schedulerCPU(size string) (cpu float64, known bool) {
	for _, s := range spec.SchedulerSizes() {
		if s.Name == size {
			return float64(s.CPU), true
		}
	}
	return 0, false
}

func effectOfHighAvailability(_ *differ, _, after string) aftermath {
	a := aftermath{impact: []Impact{ImpactRestart, ImpactScale}, reason: reasonScheduler}
	if after == "true" {
		a.costs(1, 2)
		a.reason = "a second scheduler runs; " + a.reason
	} else {
		a.reason = "one scheduler runs instead of two; " + a.reason
	}
	return a
}

func effectOfDevelopmentMode(d *differ, _, _ string) aftermath {
	a := aftermath{impact: []Impact{ImpactIrreversible}, reason: "hibernation ends and the service level of production applies; no update can turn development mode on again"}
	if len(d.live.HibernationSchedules) > 0 {
		a.impact = append(a.impact, ImpactScheduleOff)
	}
	return a
}

func effectOfExecutor(d *differ, before, after string) aftermath {
	a := aftermath{impact: []Impact{ImpactRestart}, reason: "changing the executor restarts the Airflow components and stops running tasks gracefully"}
	if after == string(ExecutorKubernetes) && d.hasQueues(d.was) && len(d.live.WorkerQueues) > 0 {
		a.impact = append(a.impact, ImpactQueueDeleted)
		a.reason += "; every worker queue goes"
	}
	if before == string(ExecutorAstro) {
		a.reason += "; the Astro executor's agents and workers go"
	}
	return a
}

func effectOfSchedulerNumber(_ *differ, before, after string) aftermath {
	a := aftermath{impact: []Impact{ImpactRestart, ImpactScale}, reason: reasonScheduler}
	was, err := strconv.Atoi(before)
	is, also := strconv.Atoi(after)
	if err == nil && also == nil {
		a.costs(float64(was), float64(is))
	}
	return a
}

func effectOfTaskPod(_ *differ, before, after string) aftermath {
	a := aftermath{impact: []Impact{ImpactScale}, reason: "task pods that name no resources of their own get it from then on"}
	a.costsQuantity(before, after)
	return a
}

func effectOfQuota(_ *differ, before, after string) aftermath {
	a := aftermath{impact: []Impact{ImpactScale}, reason: "bounds what all task pods together can use"}
	a.costsQuantity(before, after)
	return a
}

func effectOfTaskPodPool(*differ, string, string) aftermath {
	return aftermath{impact: []Impact{ImpactScale}, reason: "task pods run on nodes of this type from then on"}
}

func effectOfIdentity(*differ, string, string) aftermath {
	return aftermath{reason: "Dags reach cloud resources as this identity from then on; make sure that it has the permissions"}
}

// costs adds the class cost-up, with its factor, when there is more of something than before.
func (a *aftermath) costs(before, after float64) {
	if after <= before {
		return
	}
	a.impact = append(a.impact, ImpactCostUp)
	a.factor = max(a.factor, growth(before, after))
}

// growth returns after divided by before, to two decimals, or 0 when there was nothing before.
func growth(before, after float64) float64 {
	if before <= 0 {
		return 0
	}
	f, err := strconv.ParseFloat(strconv.FormatFloat(after/before, 'f', 2, 64), 64)
	if err != nil {
		return 0
	}
	return f
}

func (a *aftermath) costsQuantity(before, after string) {
	was, fault := parseQuantity(before)
	is, other := parseQuantity(after)
	if fault == "" && other == "" && is.compare(was) > 0 {
		a.costs(was.float(), is.float())
	}
}

// float returns the quantity as the nearest floating-point number.
func (q quantity) float() float64 {
	return (float64(q.high)*(1<<64) + float64(q.low)) / attoUnits
}
