package main

import (
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

// defaultQueue demands that one of the worker queues, if there are any, is called default.
func defaultQueue() node {
	bad := fault{deployfile.CodeQueueDefaultMissing, "no worker queue is called default, which the API requires"}
	has := func(name node) node { return node{"contains": having(members{{"name", name}})} }
	return mostly(has(node{"type": "string", "pattern": "^default$"}), node{
		"if":   node{"type": "array", "minItems": 1},
		"then": bad.on(has(ref("placeholder"))),
	})
}

// defaultFlag refuses the old flag of the default queue when it contradicts the name.
func defaultFlag() node {
	bad := fault{deployfile.CodeLegacyDefaultFlag, "is_default contradicts the name, the default queue is the one named default: delete is_default"}
	flag := func(value bool, quoted string) node {
		said := truth(value)
		said["pattern"] = strings.Replace(said["pattern"].(string), ")$", "|"+quoted+")$", 1)
		return inside("is_default", refuse(said, bad))
	}
	return node{
		"if":   having(members{{"name", node{"type": "string", "pattern": "^default$"}}}),
		"then": flag(false, "false|False|FALSE"),
		"else": flag(true, "true|True|TRUE"),
	}
}

// machinesOnly demands an Astro machine for the queues of Standard and Dedicated, and bounds the concurrency by it.
func machinesOnly() node {
	f := spec.Lookup("deployment.worker_queues[].worker_type")
	bad := fault{deployfile.CodeUnknownValue, "worker_type must be " + anyOf(f.Enum.Names())}
	machine := node{
		"if":   node{"type": []string{"string", "number", "boolean"}},
		"then": bad.on(node{"type": "string", "pattern": "^" + spellings(f.Enum, f.Enum.Names()...) + "?$|" + placeholder}),
	}
	item := inside("worker_type", machine)
	item["if"] = node{"properties": members{{"worker_concurrency", node{"maximum": spec.Machines()[0].Concurrency.Ceiling}}}}
	item["else"] = node{"allOf": ceilings()}
	return node{"if": configured(kindIs(spec.Hosted.Names()...)), "then": eachItem("worker_queues", item)}
}

// ceilings bounds the concurrency by the machine.
func ceilings() []node {
	e := spec.Lookup("deployment.worker_queues[].worker_type").Enum
	var all []node
	for _, m := range spec.Machines() {
		above := node{"type": "integer", "minimum": m.Concurrency.Ceiling + 1}
		bad := fault{deployfile.CodeWorkerConcurrencyCeiling, fmt.Sprintf("worker_concurrency is above %d, the ceiling of %s", m.Concurrency.Ceiling, m.Name)}
		all = append(all, node{
			"if":   having(members{{"worker_type", node{"type": "string", "pattern": "^" + spellings(e, m.Name) + "$"}}}),
			"then": inside("worker_concurrency", refuse(above, bad)),
		})
	}
	return all
}

// queuesWithKubernetes refuses worker queues for the Kubernetes executor.
func queuesWithKubernetes() node {
	bad := fault{deployfile.CodeQueuesWithKubernetes, "executor KUBERNETES has no worker queues: delete worker_queues"}
	return node{
		"if":   configured(executorIs("KUBERNETES")),
		"then": inside("worker_queues", refuse(node{"type": "array", "minItems": 1}, bad)),
	}
}
