package deployfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// resources returns a Standard model with a default task pod and a quota.
func resources(podCPU, podMemory, quotaCPU, quotaMemory string) deployfile.Deployment {
	d := standardModel()
	d.Configuration.DefaultTaskPodCPU, d.Configuration.DefaultTaskPodMemory = podCPU, podMemory
	d.Configuration.ResourceQuotaCPU, d.Configuration.ResourceQuotaMemory = quotaCPU, quotaMemory
	return d
}

var resourceCodes = []diag.Code{
	deployfile.CodeQuantityFormat, deployfile.CodeQuantityUnit, deployfile.CodeQuantityPair, deployfile.CodeMemoryCpuRatio,
	deployfile.CodeTaskPodAboveQuota, deployfile.CodeQuotaDocumented, deployfile.CodeQuotaLimit,
}

// codesOf returns the codes of a list that are among some, sorted by position or path, with repetitions.
func codesOf(found diag.List, some ...diag.Code) []diag.Code {
	var codes []diag.Code
	for _, d := range found {
		for _, code := range some {
			if d.Code == code {
				codes = append(codes, code)
			}
		}
	}
	return codes
}

func TestResources(t *testing.T) {
	const (
		format, unit, pair = deployfile.CodeQuantityFormat, deployfile.CodeQuantityUnit, deployfile.CodeQuantityPair
		ratio, above, most = deployfile.CodeMemoryCpuRatio, deployfile.CodeTaskPodAboveQuota, deployfile.CodeQuotaDocumented
	)
	tests := []struct {
		name  string
		model deployfile.Deployment
		want  []diag.Code
	}{
		{"nothing", resources("", "", "", ""), nil},
		{"normal", resources("0.25", "0.5Gi", "10", "20Gi"), nil},
		{"decimals", resources("0.1", "0.2Gi", "0.15", "0.3Gi"), nil},
		{"exactly twice", resources("", "", "1", "2.0000001Gi"), []diag.Code{ratio}},
		{"malformed memory", resources("", "", "10", "20"), []diag.Code{format}},
		{"malformed CPU hides the pair", resources("", "", "1n", "20Gi"), []diag.Code{format}},
		{"both malformed", resources("", "", "0", "-20Gi"), []diag.Code{format, format}},
		{"half", resources("", "0.5Gi", "10", ""), []diag.Code{pair, pair}},
		{"units", resources("", "", "10000m", "20480Mi"), []diag.Code{unit, unit}},
		{"pod above quota", resources("20", "40Gi", "10", "20Gi"), []diag.Code{above, above}},
		{"pod above malformed quota", resources("20", "40Gi", "ten", "20"), []diag.Code{format, format}},
		{"above the ceiling", resources("", "", "7000", "14000Gi"), []diag.Code{most, most}},
		{"largest number", resources("", "", "300000000000000000000", "1Gi"), []diag.Code{most, ratio}},
	}
	for _, test := range tests {
		found := test.model.Validate(deployfile.ValidateOptions{})
		assert.ElementsMatch(t, test.want, codesOf(found, resourceCodes...), test.name)
		for _, d := range found {
			assert.Nil(t, d.Fix, "a model has no text to edit")
			assert.Nil(t, d.Range)
		}
	}
}

// TestResourcesWithoutEffect says which rules keep quiet where task pods and quotas do not apply.
func TestResourcesWithoutEffect(t *testing.T) {
	wrong := resources("20", "21Gi", "7000", "10Gi")
	limits := new(deployfile.Limits)
	limits.ResourceQuotas.ResourceQuota.CPU.Ceiling = "100"
	o := deployfile.ValidateOptions{Limits: limits}
	assert.ElementsMatch(t, []diag.Code{
		deployfile.CodeMemoryCpuRatio, deployfile.CodeMemoryCpuRatio, deployfile.CodeTaskPodAboveQuota, deployfile.CodeQuotaLimit,
	}, codesOf(wrong.Validate(o), resourceCodes...))

	wrong.Configuration.DeploymentType = "SOMETHING"
	assert.Empty(t, codesOf(wrong.Validate(o), deployfile.CodeMemoryCpuRatio, deployfile.CodeQuantityPair), "unknown type")

	wrong.Configuration.DeploymentType = deployfile.KindHybrid
	assert.Empty(t, codesOf(wrong.Validate(o), resourceCodes...), "Hybrid")

	wrong.Configuration.DeploymentType = deployfile.KindDedicated
	wrong.Configuration.Executor = deployfile.ExecutorAstro
	wrong.Configuration.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(true)}
	assert.Empty(t, codesOf(wrong.Validate(o), resourceCodes...), "remote execution")

	live := wrong
	wrong.Configuration.RemoteExecution = nil
	o.Mode, o.Live = deployfile.ModeUpdate, &live
	assert.Empty(t, codesOf(wrong.Validate(o), resourceCodes...), "remote execution of the live Deployment")
	o.Mode = deployfile.ModeCreate
	assert.NotEmpty(t, codesOf(wrong.Validate(o), resourceCodes...), "a create replaces nothing")
}

func TestQuotaLimitBounds(t *testing.T) {
	limits := new(deployfile.Limits)
	quota := &limits.ResourceQuotas.ResourceQuota
	tests := []struct{ floor, ceiling, cpu, hint string }{
		{"1", "100", "100", ""},
		{"1", "100", "1", ""},
		{"1", "100", "100.1", "write 1 to 100"},
		{"1", "100", "0.5", "write 1 to 100"},
		{"", "100", "101", "write at most 100"},
		{"1", "", "0.5", "write at least 1"},
		{"1", "0", "1000", ""},
		{"", "", "1000", ""},
		{"a", "b", "1000", ""},
	}
	for _, test := range tests {
		quota.CPU = deployfile.QuantityRange{Floor: test.floor, Ceiling: test.ceiling}
		d := standardModel()
		d.Configuration.ResourceQuotaCPU = test.cpu
		found := only(d.Validate(deployfile.ValidateOptions{Limits: limits}), deployfile.CodeQuotaLimit)
		if test.hint == "" {
			assert.Empty(t, found, test)
			continue
		}
		require.Len(t, found, 1, test)
		assert.Equal(t, test.hint, found[0].Hint)
	}
}

// TestResourcesOfUnreadableText: what is missing, or decides the meaning, may stand in the part that cannot be read.
func TestResourcesOfUnreadableText(t *testing.T) {
	const src = `deployment:
    configuration:
        executor: ASTRO
        deployment_type: DEDICATED
        cluster_name: prod
        resource_quota_cpu: "10"
        resource_quota_memory: 24Gi
        default_task_pod_cpu: "1"
        "broken
`
	_, found := deployfile.Check("a.yaml", []byte(src), deployfile.ValidateOptions{})
	assert.NotEmpty(t, only(found, deployfile.CodeYAMLSyntax))
	assert.Empty(t, codesOf(found, resourceCodes...))
}

// TestSizesThatAreProbablyMeant: the fix of a size is offered where there is one sensible reading of it.
func TestSizesThatAreProbablyMeant(t *testing.T) {
	tests := []struct {
		cpu, memory, storage string
		hint                 string
		fix                  bool
	}{
		{memory: "20", hint: "write 20Gi", fix: true},
		{memory: "+20.0", hint: "write 20Gi", fix: true},
		{memory: "20 gib", hint: "write 20Gi", fix: true},
		{memory: "21474836480", hint: "write 20Gi", fix: true},
		{memory: "99999999999", hint: "write a size in Gi, such as 20Gi"},
		{memory: "20 GB", hint: "write a size in Gi, such as 20Gi"},
		{memory: "20000", hint: "write a size in Gi, such as 20Gi"},
		{cpu: "10", memory: "20", hint: "write 20Gi", fix: true},
		{cpu: "10000m", memory: "21474836480", hint: "write 20Gi", fix: true},
		{cpu: "10", memory: "20480", hint: "write 20Gi"},
		{cpu: "10Gi", memory: "20", hint: "write 20Gi", fix: true},
		{cpu: "7000", memory: "14000", hint: "write 14000Gi"},
		{storage: "20", hint: "write 20Gi", fix: true},
		{storage: "5", hint: "write a size in Gi, such as 10Gi"},
		{storage: "5gi", hint: "write 5Gi"},
		{storage: "12800", hint: "write a size in Gi, such as 10Gi"},
		{storage: "0", hint: "write a size in Gi, such as 10Gi"},
		{cpu: "half", hint: `write a number of cores, such as "10"`},
	}
	for _, test := range tests {
		var b strings.Builder
		b.WriteString("deployment:\n    configuration:\n        deployment_type: STANDARD\n        executor: CELERY\n")
		if test.cpu != "" {
			fmt.Fprintf(&b, "        resource_quota_cpu: %q\n", test.cpu)
		}
		if test.memory != "" {
			fmt.Fprintf(&b, "        resource_quota_memory: %q\n", test.memory)
		}
		if test.storage != "" {
			fmt.Fprintf(&b, "    worker_queues:\n        - name: default\n          worker_type: A5\n          pod_ephemeral_storage: %q\n", test.storage)
		}
		_, found := deployfile.Check("a.yaml", []byte(b.String()), deployfile.ValidateOptions{})
		found = only(found, deployfile.CodeQuantityFormat)
		require.Len(t, found, 1, test)
		assert.Equal(t, test.hint, found[0].Hint, test)
		assert.Equal(t, test.fix, found[0].Fix != nil, test)
	}
}

// TestPairsAreFixedWithinTheQuota: no fix trades one finding about an amount for another.
func TestPairsAreFixedWithinTheQuota(t *testing.T) {
	limits := new(deployfile.Limits)
	limits.ResourceQuotas.ResourceQuota.Memory = deployfile.QuantityRange{Floor: "4Gi", Ceiling: "40Gi"}
	limits.ResourceQuotas.DefaultPodSize.CPU.Ceiling = "2"
	wide := new(deployfile.Limits)
	wide.ResourceQuotas.ResourceQuota.Memory.Ceiling = "32000Gi"
	tests := []struct {
		podCPU, podMemory, quotaCPU, quotaMemory string
		limits                                   *deployfile.Limits
		fix                                      bool
	}{
		{podCPU: "12", podMemory: "0.5Gi", quotaMemory: "20Gi"},
		{podCPU: "12", podMemory: "0.5Gi", quotaMemory: "24Gi", fix: true},
		{podCPU: "12", podMemory: "0.5Gi", fix: true},
		{podCPU: "12", quotaMemory: "20Gi"},
		{podCPU: "10", quotaMemory: "20Gi", fix: true},
		{podMemory: "24Gi", quotaCPU: "10"},
		{podMemory: "24Gi", quotaCPU: "12", fix: true},
		{quotaCPU: "1", quotaMemory: "4Gi", podMemory: "3Gi"},
		{quotaCPU: "1", podMemory: "3Gi"},
		{quotaCPU: "8000", quotaMemory: "20Gi"},
		{quotaCPU: "8000"},
		{quotaCPU: "8000", limits: wide, fix: true},
		{quotaCPU: "6400", fix: true},
		{quotaCPU: "30", quotaMemory: "20Gi", limits: limits},
		{quotaCPU: "1", limits: limits},
		{quotaCPU: "20", limits: limits, fix: true},
		{podMemory: "5Gi", limits: limits},
		{podMemory: "4Gi", limits: limits, fix: true},
	}
	for _, test := range tests {
		src := "deployment:\n    configuration:\n        name: etl\n        deployment_type: STANDARD\n        executor: CELERY\n"
		for _, line := range [][2]string{
			{"default_task_pod_cpu", test.podCPU}, {"default_task_pod_memory", test.podMemory},
			{"resource_quota_cpu", test.quotaCPU}, {"resource_quota_memory", test.quotaMemory},
		} {
			if line[1] != "" {
				src += fmt.Sprintf("        %s: %q\n", line[0], line[1])
			}
		}
		o := deployfile.ValidateOptions{Limits: test.limits}
		file, before := deployfile.Check("a.yaml", []byte(src), o)
		for _, d := range append(only(before, deployfile.CodeQuantityPair), only(before, deployfile.CodeMemoryCpuRatio)...) {
			require.Equal(t, test.fix, d.Fix != nil, "%+v: %s", test, d)
			if d.Fix == nil {
				continue
			}
			fixed, err := diag.Apply(file.Source(), d.Fix.Edits)
			require.NoError(t, err)
			_, after := deployfile.Check("a.yaml", fixed, o)
			assert.Less(t, len(codesOf(after, resourceCodes...)), len(codesOf(before, resourceCodes...)), "%+v gives\n%s", test, fixed)
		}
		assert.NotEmpty(t, codesOf(before, deployfile.CodeQuantityPair, deployfile.CodeMemoryCpuRatio), test)
	}
}
