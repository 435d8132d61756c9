package clienttest

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/internal/spec"
)

// configureSizes takes the sizes over and fills in what a new Deployment leaves out; an update that leaves a size out
// keeps it. Memory carries the unit Gi and is twice the number of cores.
func configureSizes(d *deployment, r *deploymentRequest, p *problems) {
	if !d.hosted() {
		hybridScheduler(d, r.Scheduler)
		return
	}
	set(&d.SchedulerSize, r.SchedulerSize)
	for _, s := range spec.SchedulerSizes() {
		if s.Name == d.SchedulerSize {
			d.SchedulerReplicas, d.SchedulerCPU, d.SchedulerMemory = 1, strconv.Itoa(s.CPU), strconv.Itoa(s.MemoryGiB)+"Gi"
		}
	}
	if *d.IsHighAvailability {
		d.SchedulerReplicas = 2
	}
	sizes := []struct {
		field string
		to    *string
		asked *string
		usual string
	}{
		{"defaultTaskPodCpu", &d.DefaultTaskPodCPU, r.DefaultTaskPodCPU, spec.QuotaTaskPodCPU},
		{"defaultTaskPodMemory", &d.DefaultTaskPodMemory, r.DefaultTaskPodMemory, spec.QuotaTaskPodMemory},
		{"resourceQuotaCpu", &d.ResourceQuotaCPU, r.ResourceQuotaCPU, spec.QuotaCPU},
		{"resourceQuotaMemory", &d.ResourceQuotaMemory, r.ResourceQuotaMemory, spec.QuotaMemory},
	}
	for _, s := range sizes {
		set(s.to, s.asked)
		if d.remote() && (s.asked == nil || *s.asked == "") {
			*s.to = ""
		} else if s.asked == nil && *s.to == "" {
			*s.to = s.usual
		}
	}
	for _, pair := range [][2]int{{0, 1}, {2, 3}} {
		cpu, memory := sizes[pair[0]], sizes[pair[1]]
		if *cpu.to == "" && *memory.to == "" && d.remote() {
			continue
		}
		checkPair(cpu.field, *cpu.to, memory.field, *memory.to, p)
	}
}

func checkPair(cpuField, cpu, memoryField, memory string, p *problems) {
	cores, ok := cores(cpu)
	if !ok || cores <= 0 || cores > spec.QuotaCPUMax {
		p.add(cpuField, "format", "%q is not a number of cores up to %d", cpu, spec.QuotaCPUMax)
		return
	}
	size, ok := gibibytes(memory)
	switch {
	case !ok:
		p.add(memoryField, "format", "%q is not a number with the unit Gi", memory)
	case size != spec.QuotaMemoryGiBPerCPU*cores:
		p.add(memoryField, "ratio", "%q is not twice the number of cores, %q", memory, cpu)
	}
}

// cores reads a number of cores, "0.5" or "500m".
func cores(text string) (float64, bool) {
	number, milli := strings.CutSuffix(text, "m")
	n, ok := plainNumber(number)
	if milli {
		n /= 1000
	}
	return n, ok
}

// gibibytes reads a size in Gi.
func gibibytes(text string) (float64, bool) {
	number, ok := strings.CutSuffix(text, "Gi")
	n, isNumber := plainNumber(number)
	return n, ok && isNumber
}

func plainNumber(text string) (float64, bool) {
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil && !strings.ContainsAny(text, "eExXnNpP_+-")
}

// hybridScheduler takes the Astronomer units over.
func hybridScheduler(d *deployment, r *schedulerRequest) {
	if r != nil {
		set(&d.SchedulerAU, r.AU)
		set(&d.SchedulerReplicas, r.Replicas)
	}
	cpu := float64(d.SchedulerAU*spec.AstronomerUnitMilliCPU) / 1000
	d.SchedulerCPU = strconv.FormatFloat(cpu, 'f', -1, 64)
	d.SchedulerMemory = strconv.Itoa(d.SchedulerAU*spec.AstronomerUnitMemoryMiB) + "Mi"
}

// configureRemote takes remote execution over. It belongs to Dedicated Deployments with the Astro executor; whether one
// that has been created without it can get it is not documented, and refused here.
func configureRemote(d *deployment, r *remoteRequest, isNew bool, p *problems) {
	const field = "remoteExecution"
	if r == nil {
		if d.remote() && d.Executor != string(client.ExecutorAstro) {
			p.add("executor", "excluded", "remote execution needs the executor %s", client.ExecutorAstro)
		}
		return
	}
	if r.Enabled {
		switch {
		case d.Type != string(client.DeploymentTypeDedicated):
			p.add(field, "excluded", "remote execution is for Dedicated Deployments")
		case d.Executor != string(client.ExecutorAstro):
			p.add(field, "excluded", "remote execution needs the executor %s", client.ExecutorAstro)
		case !isNew && !d.remote():
			p.add(field, "immutable", "remote execution cannot be switched on after the creation")
		}
	}
	for i, cidr := range r.AllowedIPAddressRanges {
		if _, err := netip.ParsePrefix(cidr); err != nil {
			p.add(field+".allowedIpAddressRanges["+strconv.Itoa(i)+"]", "cidr", "%q is not in CIDR notation", cidr)
		}
	}
	to := remoteExecution{Enabled: r.Enabled, AllowedIPAddressRanges: append([]string{}, r.AllowedIPAddressRanges...)}
	if r.Enabled {
		to.RemoteAPIURL = "https://" + d.ID + ".external.astronomer.run"
	}
	set(&to.TaskLogBucket, r.TaskLogBucket)
	set(&to.TaskLogURLPattern, r.TaskLogURLPattern)
	d.RemoteExecution = &to
}
