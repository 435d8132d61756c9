package spec_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/internal/spec"
)

func TestMachines(t *testing.T) {
	last := 0
	for _, m := range spec.Machines() {
		assert.Greater(t, m.CPU, last, m.Name)
		last = m.CPU
		assert.Equal(t, 2*m.CPU, m.MemoryGiB, m.Name)
		assert.Equal(t, spec.Bounds{Floor: 1, Default: 5 * m.CPU, Ceiling: 15 * m.CPU}, m.Concurrency, m.Name)
		got, ok := spec.MachineOf(m.Name)
		assert.True(t, ok)
		assert.Equal(t, m, got)
	}
	_, ok := spec.MachineOf("a5")
	assert.False(t, ok, "names are canonical")

	enum := spec.Lookup("deployment.worker_queues[].worker_type").Enum
	assert.Equal(t, []string{"A5", "A10", "A20", "A40", "A60", "A120", "A160"}, enum.Names())
	assert.Equal(t, "4 vCPU and 8 GiB of memory, up to 60 tasks per worker.", enum.Values[2].Doc)
}

func TestSharedTablesAreCopies(t *testing.T) {
	spec.Machines()[0].Name = "changed"
	spec.SchedulerSizes()[0].Name = "changed"
	spec.PlatformVariables()[0].Name = "changed"
	assert.Equal(t, "A5", spec.Machines()[0].Name)
	assert.Equal(t, "SMALL", spec.SchedulerSizes()[0].Name)
	assert.Equal(t, "AIRFLOW_CONN_AIRFLOW_DB", spec.PlatformVariables()[0].Name)
}

func TestSchedulerSizes(t *testing.T) {
	enum := spec.Lookup("deployment.configuration.scheduler_size").Enum
	for i, s := range spec.SchedulerSizes() {
		assert.Equal(t, enum.Names()[i], s.Name)
		assert.Equal(t, 1<<i, s.CPU, s.Name)
		assert.Equal(t, 2*s.CPU, s.MemoryGiB, s.Name)
		assert.Equal(t, s.Name == "EXTRA_LARGE", s.Unverified)
	}
}

func TestDefaultsAgree(t *testing.T) {
	hosted, hybrid := spec.QueueDefaultsOf(spec.Standard), spec.QueueDefaultsOf(spec.Hybrid)
	assert.Equal(t, hosted, spec.QueueDefaultsOf(spec.Dedicated))
	assert.Equal(t, spec.QueueDefaults{MinWorkers: 0, MaxWorkers: 10}, hosted)
	assert.Equal(t, spec.QueueDefaults{MinWorkers: 1, MaxWorkers: 10, Concurrency: 16}, hybrid)
	assert.Equal(t, spec.Bounds{Floor: 1, Default: 16, Ceiling: 64}, spec.HybridConcurrency())
	assert.Equal(t, spec.Bounds{Floor: 10, Default: 10, Ceiling: 100}, spec.PodStorageGiB())
	assert.Equal(t, spec.QuotaMemoryMaxGiB, spec.QuotaMemoryGiBPerCPU*spec.QuotaCPUMax)
}

func TestRegions(t *testing.T) {
	count := map[string]int{}
	providers := spec.Lookup("deployment.configuration.cloud_provider").Enum.Names()
	for _, kind := range []spec.Kinds{spec.Standard, spec.Dedicated, spec.Hybrid} {
		for _, provider := range providers {
			names := spec.Regions(kind, provider)
			count[kind.Names()[0]+" "+provider] = len(names)
			assert.True(t, slices.IsSorted(names), provider)
			assert.Len(t, slices.Compact(slices.Clone(names)), len(names), provider)
			for _, name := range names {
				assert.Regexp(t, `^[a-z][a-z0-9-]+$`, name)
				assert.True(t, spec.HasRegion(kind, provider, name), name)
				for _, other := range providers {
					assert.Equal(t, provider == other, spec.HasRegion(kind, other, name), "a region belongs to one provider: %s", name)
				}
			}
		}
	}
	assert.Equal(t, map[string]int{
		"STANDARD AWS": 4, "STANDARD GCP": 3, "STANDARD AZURE": 3,
		"DEDICATED AWS": 12, "DEDICATED GCP": 32, "DEDICATED AZURE": 15,
		"HYBRID AWS": 20, "HYBRID GCP": 33, "HYBRID AZURE": 17,
	}, count)
	assert.False(t, spec.HasRegion(spec.Standard, "AWS", "us-east1"))
	assert.Empty(t, spec.Regions(spec.Hosted, "AWS"), "a list belongs to one type")
	assert.Empty(t, spec.Regions(spec.Standard, "aws"))
}

func TestPlatformVariables(t *testing.T) {
	seen, likely := map[string]bool{}, 0
	for _, v := range spec.PlatformVariables() {
		assert.False(t, seen[v.Name], v.Name)
		seen[v.Name] = true
		assert.Regexp(t, spec.PatternEnvKey, v.Name)
		assert.Contains(t, []spec.VariableClass{spec.ClassIdentity, spec.ClassLogging, spec.ClassBroker,
			spec.ClassMetrics, spec.ClassLineage}, v.Class)
		if v.Instead != "" {
			assert.NotNil(t, spec.Lookup(v.Instead), v.Name)
		}
		if v.Likely {
			likely++
		}
		got, ok := spec.PlatformVariableOf(v.Name)
		require.True(t, ok)
		assert.Equal(t, v, got)
	}
	assert.Len(t, seen, 43)
	assert.Equal(t, 5, likely)
	for _, name := range spec.OverridableVariables() {
		assert.False(t, seen[name], "%s cannot be both", name)
	}
	assert.Len(t, spec.OverridableVariables(), 6)
	for _, name := range []string{"", "airflow_home", "MY_VAR"} {
		_, ok := spec.PlatformVariableOf(name)
		assert.False(t, ok, name)
	}
}

func TestCron(t *testing.T) {
	fields := spec.CronFields()
	for _, f := range fields {
		assert.Less(t, f.Min, f.Max)
		assert.LessOrEqual(t, len(f.Names), f.Max-f.Min+1)
	}
	assert.Equal(t, "DEC", fields[3].Names[12-fields[3].Min])
	assert.Equal(t, "SAT", fields[4].Names[6-fields[4].Min])
	for macro := range strings.FieldsSeq("@hourly @daily @midnight @weekly @monthly @yearly @annually") {
		expression, ok := spec.CronMacro(macro)
		assert.True(t, ok)
		assert.Len(t, strings.Fields(expression), 5, macro)
	}
	_, ok := spec.CronMacro("@reboot")
	assert.False(t, ok)
}

func TestBool11(t *testing.T) {
	for want, words := range map[bool]string{true: "y yes true on", false: "n no false off"} {
		for w := range strings.FieldsSeq(words) {
			for _, s := range []string{w, strings.ToUpper(w), strings.ToUpper(w[:1]) + w[1:]} {
				got, ok := spec.Bool11(s)
				assert.True(t, ok, s)
				assert.Equal(t, want, got, s)
			}
		}
	}
	for _, s := range []string{"", "yEs", "tRUE", "1", "enabled", "null"} {
		_, ok := spec.Bool11(s)
		assert.False(t, ok, s)
	}
}

func TestPatterns(t *testing.T) {
	for pattern, cases := range map[string]struct{ yes, no []string }{
		spec.PatternRuntimeVersion: {
			[]string{"12.5.0", "3.0-1", "v3.1-13", "3.1-2-base", "9.1.0-rc.1"},
			[]string{"3.1", "3", "latest", "3-0.1", "12.5.0 ", ""}},
		spec.PatternRuntimeAirflow3:    {[]string{"3.0-1", "3.1-13.dev"}, []string{"12.5.0", "3.0.4"}},
		spec.PatternRuntimeImageSuffix: {[]string{"3.1-2-base", "12.5.0-python-3.11", "3.1-2-ubi9"}, []string{"3.1-2", "3.1-2-based"}},
		spec.PatternQuantity: {
			[]string{"0.25", "500m", "20Gi", ".5", "1e3", "+2", "1."},
			[]string{"lots", "-1", "1e-3", "5n", "1 Gi", "", "1gi"}},
		spec.PatternEnvKeyLegal:       {[]string{"A", "1-bad.key", "é"}, []string{"A=B", "A B", "", "A\x00", "A\t"}},
		spec.PatternEnvKey:            {[]string{"A_1", "_x"}, []string{"1A", "A-B", ""}},
		spec.PatternQueueName:         {[]string{"default", "a", "heavy-2"}, []string{"Heavy", "a-", "2a", "a_b", ""}},
		spec.PatternAWSRoleARN:        {[]string{"arn:aws:iam::123456789012:role/a", "arn:aws-us-gov:iam::123456789012:role/a/b"}, []string{"arn:aws:iam:123456789012:role/a", "arn:aws:iam::12:role/a"}},
		spec.PatternGCPServiceAccount: {[]string{"a-b@p-1.iam.gserviceaccount.com"}, []string{"a@p.gserviceaccount.com"}},
		spec.PatternPlaceholderWhole:  {[]string{"<name>", "[RUNTIME VERSION]"}, []string{"a <name>", "<>", "[a][b]"}},
		spec.PatternPlaceholderPart:   {[]string{"X_PLACEHOLDER", "${A}", "x {{ a }} y"}, []string{"PLACEHOLDER_X", "$A", "{a}"}},
		spec.PatternCredentialKey:     {[]string{"DB_PASSWORD", "api_key", "TOKEN"}, []string{"TOKENS", "MONKEY"}},
		spec.PatternCredentialKeyExempt: {
			[]string{"SECRET_NAME", "TOKEN_URL"}, []string{"DB_PASSWORD", "URL"}},
	} {
		re := regexp.MustCompile(pattern)
		for _, s := range cases.yes {
			assert.True(t, re.MatchString(s), "%s should match %q", pattern, s)
		}
		for _, s := range cases.no {
			assert.False(t, re.MatchString(s), "%s should not match %q", pattern, s)
		}
	}
	for _, pattern := range spec.CredentialValues() {
		assert.False(t, regexp.MustCompile(pattern).MatchString(""), pattern)
	}
}
