package spec

import "strings"

// NodeTypesAsOf dates the list behind [NodeTypeOf].
const NodeTypesAsOf = "2024"

// What a node keeps for itself before the rest is one worker.
const (
	nodeReservedCPU       = 2
	nodeReservedMemoryGiB = 1.5
)

// NodeType is an instance type that a node pool of a Hybrid cluster may have. One worker fills one node. The list is
// information only: the node pools of the cluster decide which types there are.
type NodeType struct {
	Name         string
	Cloud        string  // canonical name of the cloud provider
	CPU          int     // vCPU of the instance
	MemoryGiB    int     // of the instance
	PodCPU       float64 // what is left for the worker
	PodMemoryGiB float64
}

// nodeFamily is a group of instance types whose memory grows with the CPUs.
type nodeFamily struct {
	cloud          string
	prefix, suffix string // of the name, around the size
	memoryGiB      int    // for each vCPU
	sizes          []nodeSize
}

type nodeSize struct {
	name string
	cpu  int
}

var (
	// The sizes called metal are listed without figures, and so left out.
	nodesAWS = []nodeSize{
		{"xlarge", 4}, {"2xlarge", 8}, {"4xlarge", 16}, {"8xlarge", 32}, {"12xlarge", 48}, {"16xlarge", 64}, {"24xlarge", 96},
	}
	// Elsewhere the size is the number of CPUs.
	nodesTo8  = []nodeSize{{"4", 4}, {"8", 8}}
	nodesTo16 = []nodeSize{{"4", 4}, {"8", 8}, {"16", 16}}
	nodesTo32 = []nodeSize{{"4", 4}, {"8", 8}, {"16", 16}, {"32", 32}}
	nodesTo64 = []nodeSize{{"4", 4}, {"8", 8}, {"16", 16}, {"32", 32}, {"48", 48}, {"64", 64}}

	nodeFamilies = [...]nodeFamily{
		{"AWS", "m5.", "", 4, nodesAWS},
		{"AWS", "m5d.", "", 4, nodesAWS},
		{"AWS", "m6i.", "", 4, nodesAWS},
		{"AWS", "m6id.", "", 4, nodesAWS},
		{"AWS", "r6i.", "", 8, nodesAWS},
		{"AWS", "c6i.", "", 2, nodesAWS},
		{"AWS", "t2.", "", 4, nodesAWS[:1]},
		{"AWS", "t3.", "", 4, nodesAWS[:2]},
		{"GCP", "e2-standard-", "", 4, nodesTo32},
		{"GCP", "e2-highmem-", "", 8, nodesTo16},
		{"GCP", "e2-highcpu-", "", 1, nodesTo32},
		{"GCP", "n2-standard-", "", 4, nodesTo64},
		{"GCP", "n2-highmem-", "", 8, nodesTo64},
		{"GCP", "n2-highcpu-", "", 1, nodesTo64},
		{"GCP", "c2-standard-", "", 4, nodesTo8},
		{"AZURE", "Standard_D", "_v5", 4, nodesTo8},
		{"AZURE", "Standard_D", "d_v5", 4, nodesTo8},
		{"AZURE", "Standard_B", "ms", 4, nodesTo8},
	}
)

// NodeTypeOf returns the node instance type with this exact name.
func NodeTypeOf(name string) (NodeType, bool) {
	for i := range nodeFamilies {
		f := &nodeFamilies[i]
		size, ok := strings.CutPrefix(name, f.prefix)
		if !ok {
			continue
		}
		if size, ok = strings.CutSuffix(size, f.suffix); !ok {
			continue
		}
		for _, s := range f.sizes {
			if s.name == size {
				return f.nodeType(name, s), true
			}
		}
	}
	return NodeType{}, false
}

func (f *nodeFamily) nodeType(name string, s nodeSize) NodeType {
	memory := s.cpu * f.memoryGiB
	return NodeType{
		Name: name, Cloud: f.cloud, CPU: s.cpu, MemoryGiB: memory,
		PodCPU: float64(s.cpu) - nodeReservedCPU, PodMemoryGiB: float64(memory) - nodeReservedMemoryGiB,
	}
}
