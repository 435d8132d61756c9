package clienttest

import (
	"slices"
	"strconv"
	"time"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/image/astroruntime"
	"github.com/astrofile/astrofile/internal/spec"
)

func optionHandlers() map[string]handler {
	return map[string]handler{"GetDeploymentOptions": getDeploymentOptions, "GetClusterOptions": getClusterOptions}
}

// getDeploymentOptions answers with and without a query. An existing Deployment brings its type, and the versions that it
// can be upgraded to.
func getDeploymentOptions(c *call) (any, error) {
	kind := client.DeploymentType(c.query.Get("deploymentType"))
	id := c.query.Get("deploymentId")
	var from string
	if id != "" {
		org, _, ok := c.deploymentScope(id)
		if !ok || org != c.org.ID {
			return nil, invalid("deploymentId", "exists", "Deployment %q does not exist", id)
		}
		kind, from = c.deploymentFacts(id)
	}
	return c.deploymentOptions(kind, client.CloudProvider(c.query.Get("cloudProvider")), from), nil
}

// deploymentOptions is what a Deployment of the type can be made of; from is the version to upgrade, if there is one.
func (a *Astro) deploymentOptions(kind client.DeploymentType, provider client.CloudProvider, from string) client.DeploymentOptions {
	o := client.DeploymentOptions{
		Executors:         []client.Executor{client.ExecutorCelery, client.ExecutorKubernetes, client.ExecutorAstro},
		RuntimeReleases:   runtimeReleases(from, a.now()),
		SchedulerMachines: schedulerMachines(),
		WorkerMachines:    workerMachines(),
		WorkerQueues:      queueLimits(kind),
		ResourceQuotas: client.ResourceQuotas{
			DefaultPodSize: quantities("0.25", spec.QuotaTaskPodCPU, "6", "0.5Gi", spec.QuotaTaskPodMemory, "12Gi"),
			ResourceQuota: quantities("1", spec.QuotaCPU, strconv.Itoa(spec.QuotaCPUMax), "2Gi", spec.QuotaMemory,
				strconv.Itoa(spec.QuotaMemoryMaxGiB)+"Gi"),
		},
		WorkloadIdentityOptions: identityOptions(provider),
	}
	if kind == client.DeploymentTypeHybrid {
		o.Executors = o.Executors[:2]
	}
	return o
}

func quantities(cpuFloor, cpu, cpuCeiling, memoryFloor, memory, memoryCeiling string) client.ResourceLimits {
	return client.ResourceLimits{
		CPU:    client.QuantityRange{Floor: cpuFloor, Default: cpu, Ceiling: cpuCeiling},
		Memory: client.QuantityRange{Floor: memoryFloor, Default: memory, Ceiling: memoryCeiling},
	}
}

// maxWorkers is the ceiling of workers in a queue, which is not documented.
const maxWorkers = 30

func queueLimits(kind client.DeploymentType) client.WorkerQueueLimits {
	d := spec.QueueDefaultsOf(spec.KindOf(string(kind)))
	concurrency, minimum := client.Range{Floor: 1, Default: 5, Ceiling: 480}, 0
	if kind == client.DeploymentTypeHybrid {
		b := spec.HybridConcurrency()
		concurrency, minimum = bounds(b), d.MinWorkers
	}
	return client.WorkerQueueLimits{
		MinWorkers:        client.Range{Floor: 0, Default: float64(minimum), Ceiling: maxWorkers},
		MaxWorkers:        client.Range{Floor: 1, Default: float64(or(d.MaxWorkers, 10)), Ceiling: maxWorkers},
		WorkerConcurrency: concurrency,
	}
}

func bounds(b spec.Bounds) client.Range {
	return client.Range{Floor: float64(b.Floor), Default: float64(b.Default), Ceiling: float64(b.Ceiling)}
}

func gib(n int) string { return strconv.Itoa(n) + "Gi" }

func workerMachines() []client.WorkerMachine {
	var out []client.WorkerMachine
	for _, m := range spec.Machines() {
		out = append(out, client.WorkerMachine{
			Name: client.AstroMachine(m.Name), Concurrency: bounds(m.Concurrency),
			Spec: client.MachineSpec{
				CPU: strconv.Itoa(m.CPU), Memory: gib(m.MemoryGiB), EphemeralStorage: gib(m.EphemeralGiB),
				Concurrency: float64(m.Concurrency.Default),
			},
		})
	}
	return out
}

func schedulerMachines() []client.SchedulerMachine {
	var out []client.SchedulerMachine
	for _, s := range spec.SchedulerSizes() {
		out = append(out, client.SchedulerMachine{
			Name: client.SchedulerSize(s.Name), Spec: client.MachineSpec{CPU: strconv.Itoa(s.CPU), Memory: gib(s.MemoryGiB)},
		})
	}
	return out
}

func identityOptions(provider client.CloudProvider) []client.WorkloadIdentityOption {
	switch provider {
	case client.CloudProviderGCP:
		return []client.WorkloadIdentityOption{{Label: "tasks", Role: "tasks@project.iam.gserviceaccount.com"}}
	case client.CloudProviderAzure:
		return []client.WorkloadIdentityOption{{Label: "tasks", Role: "00000000-0000-0000-0000-000000000001"}}
	}
	return []client.WorkloadIdentityOption{{Label: "tasks", Role: "arn:aws:iam::123456789012:role/tasks"}}
}

// runtimeReleases are the versions that a new Deployment can have, newest first, or those that an existing one can go to.
// They do not depend on the clock, which tests turn back: a day before that of the table counts as that day.
func runtimeReleases(from string, now time.Time) []client.RuntimeRelease {
	current, err := astroruntime.Parse(from)
	if day := astroruntime.TableDate(); now.Before(day) {
		now = day
	}
	out := []client.RuntimeRelease{}
	for r := range astroruntime.Releases() {
		switch {
		case r.Yanked || r.Released.IsZero() || r.AirflowMinor == "":
			continue
		case from == "" && r.Channel != astroruntime.ChannelStable:
			continue
		case from != "" && (err != nil || r.Version != current && astroruntime.CanUpgrade(current, r.Version, now) != nil):
			continue
		}
		out = append(out, client.RuntimeRelease{
			Version: r.Version.String(), AirflowVersion: or(r.Airflow, r.AirflowMinor), Channel: string(r.Channel),
			ReleaseDate: r.Released, AirflowDatabaseMigration: r.DatabaseMigration == astroruntime.Yes,
		})
	}
	slices.Reverse(out)
	return out
}
