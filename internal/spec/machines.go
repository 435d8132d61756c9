package spec

import "strconv"

// MachinesAsOf dates the figures of [Machines] and [SchedulerSizes].
const MachinesAsOf = "2024-08"

// Bounds is a closed interval of integers with the value that is used when none is given.
type Bounds struct{ Floor, Default, Ceiling int }

// Machine is a worker type of Standard and Dedicated Deployments.
type Machine struct {
	Name         string
	CPU          int // vCPU
	MemoryGiB    int
	EphemeralGiB int
	Concurrency  Bounds // tasks that one worker runs at a time
}

var machines = [...]Machine{
	{"A5", 1, 2, 10, Bounds{1, 5, 15}},
	{"A10", 2, 4, 10, Bounds{1, 10, 30}},
	{"A20", 4, 8, 10, Bounds{1, 20, 60}},
	{"A40", 8, 16, 10, Bounds{1, 40, 120}},
	{"A60", 12, 24, 10, Bounds{1, 60, 180}},
	{"A120", 24, 48, 10, Bounds{1, 120, 360}},
	{"A160", 32, 64, 10, Bounds{1, 160, 480}},
}

// Machines returns the worker types from the smallest to the largest.
func Machines() []Machine { return append([]Machine(nil), machines[:]...) }

// MachineOf returns the worker type with this canonical name.
func MachineOf(name string) (Machine, bool) {
	for i := range machines {
		if machines[i].Name == name {
			return machines[i], true
		}
	}
	return Machine{}, false
}

func machineValues() []Value {
	values := make([]Value, len(machines))
	for i, m := range machines {
		values[i] = Value{Name: m.Name, Doc: size(m.CPU, m.MemoryGiB) + ", up to " +
			strconv.Itoa(m.Concurrency.Ceiling) + " tasks per worker."}
	}
	return values
}

// SchedulerSize holds the figures of one scheduler_size.
type SchedulerSize struct {
	Name         string
	CPU          int // vCPU
	MemoryGiB    int
	EphemeralGiB int // 0 when not documented
	Dags         int // about how many Dags it can serve
	Unverified   bool
}

var sizes = [...]SchedulerSize{
	{"SMALL", 1, 2, 5, 50, false},
	{"MEDIUM", 2, 4, 5, 250, false},
	{"LARGE", 4, 8, 5, 1000, false},
	{"EXTRA_LARGE", 8, 16, 0, 2000, true},
}

// SchedulerSizes returns the sizes from the smallest to the largest.
func SchedulerSizes() []SchedulerSize { return append([]SchedulerSize(nil), sizes[:]...) }

func schedulerSizeValues() []Value {
	values := make([]Value, len(sizes))
	for i, s := range sizes {
		values[i] = Value{Name: s.Name, Doc: size(s.CPU, s.MemoryGiB) + ", for up to about " +
			strconv.Itoa(s.Dags) + " Dags."}
	}
	return values
}

func size(cpu, memoryGiB int) string {
	return strconv.Itoa(cpu) + " vCPU and " + strconv.Itoa(memoryGiB) + " GiB of memory"
}
