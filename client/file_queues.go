package client

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

// defaultQueue is the queue that every Deployment with queues has.
const defaultQueue = "default"

// queueMaker makes the worker queues of a request out of those of a file.
type queueMaker struct {
	kind   DeploymentType
	limits *deployfile.Limits // nil: the documented figures
	pools  []NodePool         // of the cluster of a Hybrid Deployment
}

// machines returns the queues of a Standard or Dedicated Deployment, each with the ID of the live one of its name. A
// file without queues keeps the live ones.
func (m queueMaker) machines(want []deployfile.WorkerQueue, live []WorkerQueue) ([]MachineQueue, error) {
	var queues []MachineQueue
	if len(want) == 0 {
		for _, q := range live {
			queues = append(queues, MachineQueue{
				ID: q.ID, Name: q.Name, IsDefault: q.IsDefault, AstroMachine: q.AstroMachine, MinWorkerCount: q.MinWorkerCount,
				MaxWorkerCount: q.MaxWorkerCount, WorkerConcurrency: q.WorkerConcurrency, PodEphemeralStorage: q.PodEphemeralStorage,
			})
		}
		return queues, nil
	}
	of := byName(live)
	for _, q := range want {
		before := of[q.Name]
		name, usual, err := m.machine(q, before.AstroMachine)
		if err != nil {
			return nil, err
		}
		n, err := m.numbers(q, usual)
		if err != nil {
			return nil, err
		}
		queues = append(queues, MachineQueue{
			ID: before.ID, Name: q.Name, IsDefault: q.Name == defaultQueue, AstroMachine: name, MinWorkerCount: n.fewest,
			MaxWorkerCount: n.most, WorkerConcurrency: n.concurrency, PodEphemeralStorage: cmp.Or(q.PodEphemeralStorage, before.PodEphemeralStorage),
		})
	}
	return queues, nil
}

// nodePools is the same for a Hybrid Deployment.
func (m queueMaker) nodePools(want []deployfile.WorkerQueue, live []WorkerQueue) ([]NodePoolQueue, error) {
	var queues []NodePoolQueue
	if len(want) == 0 {
		for _, q := range live {
			queues = append(queues, NodePoolQueue{
				ID: q.ID, Name: q.Name, IsDefault: q.IsDefault, NodePoolID: q.NodePoolID, MinWorkerCount: q.MinWorkerCount,
				MaxWorkerCount: q.MaxWorkerCount, WorkerConcurrency: q.WorkerConcurrency,
			})
		}
		return queues, nil
	}
	of := byName(live)
	for _, q := range want {
		before := of[q.Name]
		pool, err := m.pool(q.WorkerType, before.NodePoolID)
		if err != nil {
			return nil, fmt.Errorf("%w: worker queue %s: %w", ErrInvalid, quoteName(q.Name), err)
		}
		n, err := m.numbers(q, deployfile.NumberRange{})
		if err != nil {
			return nil, err
		}
		queues = append(queues, NodePoolQueue{
			ID: before.ID, Name: q.Name, IsDefault: q.Name == defaultQueue, NodePoolID: pool, MinWorkerCount: n.fewest,
			MaxWorkerCount: n.most, WorkerConcurrency: n.concurrency,
		})
	}
	return queues, nil
}

func byName(live []WorkerQueue) map[string]WorkerQueue {
	of := make(map[string]WorkerQueue, len(live))
	for _, q := range live {
		if _, twice := of[q.Name]; !twice {
			of[q.Name] = q
		}
	}
	return of
}

// machine returns the Astro machine that a queue names, in the API's spelling, and the concurrency that it allows. One
// that is not known yet is right where it runs already.
func (m queueMaker) machine(q deployfile.WorkerQueue, live AstroMachine) (AstroMachine, deployfile.NumberRange, error) {
	if m.limits != nil {
		for _, offered := range m.limits.WorkerMachines {
			if strings.EqualFold(offered.Name, q.WorkerType) && known(offered.Concurrency) {
				return AstroMachine(offered.Name), offered.Concurrency, nil
			}
		}
	}
	if documented, ok := spec.MachineOf(strings.ToUpper(q.WorkerType)); ok {
		c := documented.Concurrency
		return AstroMachine(documented.Name), deployfile.NumberRange{Floor: float64(c.Floor), Default: float64(c.Default), Ceiling: float64(c.Ceiling)}, nil
	}
	names := m.machineNames()
	if q.WorkerType != "" && (string(live) == q.WorkerType || slices.Contains(names, q.WorkerType)) {
		return AstroMachine(q.WorkerType), deployfile.NumberRange{}, nil
	}
	return "", deployfile.NumberRange{}, fmt.Errorf("%w: worker queue %s: no Astro machine is called %s, there are %s",
		ErrInvalid, quoteName(q.Name), quoteName(q.WorkerType), strings.Join(names, ", "))
}

func (m queueMaker) machineNames() []string {
	var names []string
	if m.limits != nil {
		for _, offered := range m.limits.WorkerMachines {
			names = append(names, offered.Name)
		}
	}
	if len(names) > 0 {
		return names
	}
	for _, documented := range spec.Machines() {
		names = append(names, documented.Name)
	}
	return names
}

// pool returns the ID of a node pool with an instance type. Of several the one in use counts, else the first.
func (m queueMaker) pool(instance, live string) (string, error) {
	if live != "" && workerType(m.pools, live) == instance {
		return live, nil
	}
	i := slices.IndexFunc(m.pools, func(p NodePool) bool { return p.NodeInstanceType == instance })
	if i < 0 || instance == "" {
		return "", fmt.Errorf("no node pool of the cluster has the worker type %s, %s", quoteName(instance), m.instances())
	}
	return m.pools[i].ID, nil
}

// instances says which worker types there are.
func (m queueMaker) instances() string {
	var names []string
	for _, p := range m.pools {
		if !slices.Contains(names, p.NodeInstanceType) {
			names = append(names, p.NodeInstanceType)
		}
	}
	if len(names) == 0 {
		return "it has no node pools"
	}
	return "there are " + strings.Join(names, ", ")
}

// taskPods returns the ID of the node pool for task pods: that of the type that the file names, else the live one, else
// the first of the cluster.
func (m queueMaker) taskPods(instance, live string) (string, error) {
	switch {
	case instance != "":
		id, err := m.pool(instance, live)
		if err != nil {
			return "", fmt.Errorf("%w: default_worker_type: %w", ErrInvalid, err)
		}
		return id, nil
	case live != "":
		return live, nil
	case len(m.pools) == 0:
		return "", fmt.Errorf("%w: the Kubernetes executor needs a node pool for task pods, and the cluster has none", ErrInvalid)
	default:
		return m.pools[0].ID, nil
	}
}

type queueNumbers struct{ fewest, most, concurrency int }

// numbers returns the figures of a queue, defaults in place of what is left out and of the numbers that stand for them.
// They are those that a plan assumes.
func (m queueMaker) numbers(q deployfile.WorkerQueue, machine deployfile.NumberRange) (n queueNumbers, err error) {
	const queues = "deployment.worker_queues[]."
	usual := spec.QueueDefaultsOf(spec.KindOf(string(m.kind)))
	limits := deployfile.QueueLimits{}
	if m.limits != nil {
		limits = m.limits.WorkerQueues
	}
	if m.kind != DeploymentTypeHybrid {
		limits.WorkerConcurrency = machine
	}
	if q.MinWorkerCount != nil { // left out it is 0, whatever the default
		n.fewest = number(q.MinWorkerCount, spec.Lookup(queues+"min_worker_count"), limits.MinWorkers, usual.MinWorkers)
	}
	n.most = number(q.MaxWorkerCount, spec.Lookup(queues+"max_worker_count"), limits.MaxWorkers, usual.MaxWorkers)
	n.concurrency = number(q.WorkerConcurrency, spec.Lookup(queues+"worker_concurrency"), limits.WorkerConcurrency, usual.Concurrency)
	if n.concurrency == 0 {
		return n, fmt.Errorf("%w: worker queue %s: the default concurrency of %s is not known: write worker_concurrency",
			ErrInvalid, quoteName(q.Name), quoteName(q.WorkerType))
	}
	return n, nil
}

// number returns what is written, unless it stands for the default: that of the limits, else the documented one.
func number(written *int, field *spec.Field, limit deployfile.NumberRange, documented int) int {
	switch {
	case written != nil && *written != *field.Sentinel:
		return *written
	case known(limit) && limit.Floor <= limit.Default && limit.Default <= limit.Ceiling:
		return int(limit.Default)
	default:
		return documented
	}
}

// known reports whether a range says anything.
func known(r deployfile.NumberRange) bool { return r.Floor <= r.Ceiling && r.Ceiling > 0 }
