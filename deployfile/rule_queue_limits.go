package deployfile

import (
	"math"
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
)

// known reports whether the limits document says anything with this range: an empty one and one upside down do not.
func (r NumberRange) known() bool { return r.Floor <= r.Ceiling && r.Ceiling > 0 }

// usual returns the number that is used when none is given, if it is one of the range.
func (r NumberRange) usual() (float64, bool) {
	return r.Default, r.known() && r.Floor <= r.Default && r.Default <= r.Ceiling
}

func rangeOf(b spec.Bounds) NumberRange {
	return NumberRange{Floor: float64(b.Floor), Default: float64(b.Default), Ceiling: float64(b.Ceiling)}
}

// plain writes a number of the limits document without an exponent.
func plain(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// queueLimit returns the range that the limits document has for a number of a worker queue, or an empty one.
func (c *check) queueLimit(field *spec.Field) NumberRange {
	switch {
	case c.Limits == nil:
		return NumberRange{}
	case field.Path == minWorkers:
		return c.Limits.WorkerQueues.MinWorkers
	case field.Path == maxWorkers:
		return c.Limits.WorkerQueues.MaxWorkers
	case c.kind.is(KindHybrid):
		return c.Limits.WorkerQueues.WorkerConcurrency
	default: // hosted machines have their own
		return NumberRange{}
	}
}

// queueDefault returns what the platform takes for a number of queue i that is left to it: the figure of the limits
// document, else the documented one.
func (c *check) queueDefault(i int, field *spec.Field) (float64, bool) {
	if number, ok := c.queueLimit(field).usual(); ok {
		return number, true
	}
	var kind spec.Kinds
	if c.kind.known {
		kind = spec.KindOf(string(c.kind.value))
	}
	documented := spec.QueueDefaultsOf(kind)
	switch field.Path {
	case minWorkers:
		return float64(documented.MinWorkers), c.kind.known
	case maxWorkers:
		return float64(documented.MaxWorkers), true
	}
	if c.hosted() {
		_, r, _ := c.machine(c.WorkerQueues[i].WorkerType)
		return r.usual()
	}
	return float64(documented.Concurrency), documented.Concurrency > 0
}

// machine returns the name of an Astro machine and the concurrency that it allows: the figures of the limits document,
// else the documented ones.
func (c *check) machine(workerType string) (name string, r NumberRange, ok bool) {
	name, known := astroMachines().Canonical(workerType)
	if !known {
		name = workerType
	}
	if c.Limits != nil {
		for i := range c.Limits.WorkerMachines {
			m := &c.Limits.WorkerMachines[i]
			if m.Concurrency.known() && strings.EqualFold(m.Name, name) {
				return m.Name, m.Concurrency, true
			}
		}
	}
	m, ok := spec.MachineOf(name)
	return name, rangeOf(m.Concurrency), ok
}

// machineFor returns the Astro machine with the lowest ceiling that allows this concurrency, or "".
func (c *check) machineFor(concurrency float64) string {
	name, lowest := "", math.Inf(1)
	for _, candidate := range c.machineNames() {
		machine, r, ok := c.machine(candidate)
		if ok && concurrency <= r.Ceiling && r.Ceiling < lowest {
			name, lowest = machine, r.Ceiling
		}
	}
	return name
}
