package deployfile

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

func workers(workerType string, fewest, most int) WorkerQueue {
	return WorkerQueue{Name: workerType + "s", WorkerType: workerType, MinWorkerCount: &fewest, MaxWorkerCount: &most}
}

func TestCapacityOf(t *testing.T) {
	for name, c := range map[string]struct {
		kind   Kind
		queues []WorkerQueue
		want   Capacity
	}{
		"no queues": {KindStandard, nil, Capacity{}},
		"one queue": {
			KindStandard, []WorkerQueue{workers("A10", 1, 10)},
			Capacity{MinCPU: 2, MaxCPU: 20, MinMemoryGiB: 4, MaxMemoryGiB: 40},
		},
		"several queues": {
			KindDedicated, []WorkerQueue{workers("A5", 0, 3), workers("A160", 2, 2)},
			Capacity{MinCPU: 64, MaxCPU: 67, MinMemoryGiB: 128, MaxMemoryGiB: 134},
		},
		"hybrid nodes give what is left of them": {
			KindHybrid, []WorkerQueue{workers("m5.xlarge", 1, 10), workers("Standard_D8_v5", 0, 2)},
			Capacity{MinCPU: 2, MaxCPU: 32, MinMemoryGiB: 14.5, MaxMemoryGiB: 206},
		},
		"unknown machines are named, not guessed": {
			KindStandard, []WorkerQueue{workers("A1", 1, 10), workers("A5", 1, 2), workers("m5.xlarge", 1, 1)},
			Capacity{MinCPU: 1, MaxCPU: 2, MinMemoryGiB: 2, MaxMemoryGiB: 4, Unknown: []string{"A1s", "m5.xlarges"}},
		},
		"hosted machines mean nothing on Hybrid": {KindHybrid, []WorkerQueue{workers("A5", 1, 1)}, Capacity{Unknown: []string{"A5s"}}},
		"a queue without a count": {
			KindStandard, []WorkerQueue{{Name: "open", WorkerType: "A5", MinWorkerCount: new(1)}},
			Capacity{Unknown: []string{"open"}},
		},
		"fewer than none": {KindStandard, []WorkerQueue{workers("A5", -1, -7)}, Capacity{}},
		"huge counts": {
			KindStandard, slices.Repeat([]WorkerQueue{workers("A160", 1e9, 1e9)}, 10_000),
			Capacity{MinCPU: 3.2e14, MaxCPU: 3.2e14, MinMemoryGiB: 6.4e14, MaxMemoryGiB: 6.4e14},
		},
	} {
		assert.Equal(t, c.want, capacityOf(c.kind, c.queues), name)
	}
}

func TestCapacityOfDoesNotAllocate(t *testing.T) {
	hosted := []WorkerQueue{workers("A5", 1, 2), workers("A160", 1, 2)}
	hybrid := []WorkerQueue{workers("Standard_B8ms", 1, 2)}
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		capacityOf(KindStandard, hosted)
		capacityOf(KindHybrid, hybrid)
	}))
}

func BenchmarkCapacity(b *testing.B) {
	for kind, workerType := range map[Kind]string{KindStandard: "A160", KindHybrid: "Standard_B8ms"} {
		b.Run(string(kind), func(b *testing.B) {
			queues := slices.Repeat([]WorkerQueue{workers(workerType, 1, 10)}, 1000)
			b.ReportAllocs()
			for b.Loop() {
				capacityOf(kind, queues)
			}
		})
	}
}
