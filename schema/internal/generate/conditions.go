package main

import (
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

// conditions returns what the keys of a level mean for each other, whatever the file is for.
func conditions(level *spec.Level) []node {
	switch level.Path {
	case "deployment":
		return append([]node{typeMissing(), machinesOnly()}, offers(level)...)
	case "deployment.configuration":
		return append([]node{astroExecutor()}, offers(level)...)
	default:
		return nil
	}
}

// dependencies returns what single keys of a level mean for others. They cost nothing where the key is absent.
func dependencies(level *spec.Level) members {
	switch level.Path {
	case "deployment":
		return members{{"astronomer_variables", renamedSection()}}
	case "deployment.configuration":
		au, count := level.Field("scheduler_au"), level.Field("scheduler_count")
		return members{{au.Key(), schedulerRange(au)}, {count.Key(), schedulerRange(count)}, {"remote_execution", remoteNeeds()}, {"scheduler_replicas", replicas()}}
	case "deployment.worker_queues[]":
		return members{{"is_default", defaultFlag()}}
	default:
		return nil
	}
}

// renamedSection refuses the section of 2022, unless the one of today stands beside it.
func renamedSection() node {
	bad := fault{deployfile.CodeLegacySection, "astronomer_variables, the name of environment_variables in 2022, is ignored today: rename it to environment_variables"}
	return bad.on(node{"required": []string{"environment_variables"}})
}

// schedulerRange bounds one number of the schedulers of Hybrid. A file without a type is Hybrid or refused.
func schedulerRange(f *spec.Field) node {
	hybrid := spellings(spec.Lookup("deployment.configuration.deployment_type").Enum, "HYBRID")
	kind := node{"type": []string{"string", "null"}, "pattern": "^" + hybrid + "?$"}
	bounds := node{"$comment": string(deployfile.CodeSchedulerRange), "minimum": *f.Min, "maximum": *f.Max}
	return node{"if": node{"properties": members{{"deployment_type", kind}}}, "then": inside(f.Key(), bounds)}
}

// replicas takes the old name of a number for that number, unless the number is there itself.
func replicas() node {
	old := spec.Lookup("deployment.configuration.scheduler_replicas")
	number := integer(spec.Lookup(old.ReplacedBy))
	return mostly(node{"required": []string{"scheduler_count"}}, inside(old.Key(), number))
}

func astroExecutor() node {
	bad := func(message string) fault { return fault{deployfile.CodeAstroExecutorUnsupported, message} }
	return node{
		"if": executorIs("ASTRO"),
		"then": rules(members{
			{"deployment_type", refuse(chosen("deployment_type", "HYBRID"), bad("executor ASTRO does not run on HYBRID: it needs STANDARD or DEDICATED, and Airflow 3"))},
			{"runtime_version", refuse(node{"type": "string", "pattern": airflow2}, bad("executor ASTRO needs Airflow 3, a runtime_version of the form X.Y-N"))},
		}),
	}
}

func remoteNeeds() node {
	bad := func(message string) fault { return fault{deployfile.CodeRemoteExecutionUnsupported, message} }
	return node{
		"if": isRemote(),
		"then": rules(members{
			{"deployment_type", refuse(chosen("deployment_type", "STANDARD", "HYBRID"), bad("remote_execution is enabled, and needs deployment_type DEDICATED"))},
			{"executor", refuse(chosen("executor", "CELERY", "KUBERNETES"), bad("remote_execution is enabled, and needs executor ASTRO"))},
		}),
	}
}

// typeMissing demands a type, unless the file names a cluster and nothing in it belongs to Standard or Dedicated: then
// it is read as Hybrid.
func typeMissing() node {
	bad := fault{deployfile.CodeDeploymentTypeMissing, "deployment_type is missing: write deployment_type: " + anyOf(spec.AnyKind.Names())}
	typed := configured(having(members{{"deployment_type", node{"pattern": nonEmpty, "not": ofType("null")}}}))
	return mostly(typed, mostly(looksHybrid(), inside("configuration", demand("deployment_type", empty(), bad))))
}

// looksHybrid matches a Deployment that names a cluster and has nothing that only hosted ones have.
func looksHybrid() node {
	configuration := members{{"cluster_name", node{"not": empty()}}}
	for _, key := range []string{"scheduler_size", "default_task_pod_cpu", "default_task_pod_memory", "resource_quota_cpu", "resource_quota_memory"} {
		configuration = append(configuration, member{key, empty()})
	}
	configuration = append(configuration,
		member{"is_high_availability", node{"not": truth(true)}},
		member{"is_development_mode", node{"not": truth(true)}},
		member{"remote_execution", ofType("null")},
		member{"executor", node{"not": chosen("executor", "ASTRO")}},
	)
	machines := spec.Lookup("deployment.worker_queues[].worker_type").Enum
	queue := node{"properties": members{
		{"worker_type", node{"not": node{"type": "string", "pattern": "^" + spellings(machines, machines.Names()...) + "$"}}},
		{"pod_ephemeral_storage", empty()},
	}}
	return node{"properties": members{
		{"configuration", node{"required": []string{"cluster_name"}, "properties": configuration}},
		{"worker_queues", node{"items": queue}},
		{"hibernation_schedules", node{"type": []string{"array", "null"}, "maxItems": 0}},
	}}
}
