package spec_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/internal/spec"
)

func TestEnumMatch(t *testing.T) {
	const (
		kind     = "deployment.configuration.deployment_type"
		executor = "deployment.configuration.executor"
		size     = "deployment.configuration.scheduler_size"
		cloud    = "deployment.configuration.cloud_provider"
		machine  = "deployment.worker_queues[].worker_type"
		status   = "deployment.metadata.status"
	)
	tests := []struct {
		path, in, want   string // want "" is unknown
		alias, otherCase bool
	}{
		{kind, "STANDARD", "STANDARD", false, false},
		{kind, "standard", "STANDARD", false, true},
		{kind, "HOSTED_SHARED", "STANDARD", true, false},
		{kind, "HOSTED_STANDARD", "STANDARD", true, false},
		{kind, "HOSTED_DEDICATED", "DEDICATED", true, false},
		{kind, "hosted_dedicated", "DEDICATED", true, true},
		{kind, "Hybrid", "HYBRID", false, true},
		{kind, "HOSTED", "", false, false},
		{kind, "", "", false, false},
		{kind, " STANDARD", "", false, false},
		{executor, "CELERY", "CELERY", false, false},
		{executor, "CeleryExecutor", "CELERY", true, false},
		{executor, "KubernetesExecutor", "KUBERNETES", true, false},
		{executor, "AstroExecutor", "ASTRO", true, false},
		{executor, "celery", "CELERY", false, true},
		{executor, "celeryexecutor", "CELERY", true, true},
		{executor, "LocalExecutor", "", false, false},
		{executor, "\u212aubernetes", "", false, false}, // a Kelvin sign
		{size, "EXTRA_LARGE", "EXTRA_LARGE", false, false},
		{size, "small", "SMALL", false, true},
		{size, "\u017fmall", "", false, false}, // a long s
		{size, "EXTRALARGE", "", false, false},
		{size, "XL", "", false, false},
		{cloud, "azure", "AZURE", false, true},
		{cloud, "GCP", "GCP", false, false},
		{cloud, "IBM", "", false, false},
		{machine, "a120", "A120", false, true},
		{machine, "A160", "A160", false, false},
		{machine, "A15", "", false, false},
		{machine, "m5.xlarge", "", false, false},
		{status, "HEALTHY", "HEALTHY", false, false},
		{status, "healthy", "", false, false},
	}
	for _, tt := range tests {
		t.Run(tt.path+"="+tt.in, func(t *testing.T) {
			enum := spec.Lookup(tt.path).Enum
			name, ok := enum.Canonical(tt.in)
			assert.Equal(t, tt.want != "", ok)
			assert.Equal(t, tt.want, name)
			m, ok := enum.Match(tt.in)
			require.Equal(t, tt.want != "", ok)
			assert.Equal(t, tt.alias, m.Alias)
			assert.Equal(t, tt.otherCase, m.OtherCase)
			if ok {
				assert.Equal(t, tt.want, m.Value.Name)
			}
		})
	}
}

func TestEnumsAreUnambiguous(t *testing.T) {
	for _, f := range spec.Fields() {
		if f.Enum == nil {
			continue
		}
		seen := map[string]bool{}
		for _, v := range f.Enum.Values {
			checkSentence(t, v.Doc)
			for _, s := range append([]string{v.Name}, v.Aliases...) {
				assert.False(t, seen[s], s)
				seen[s] = true
				name, ok := f.Enum.Canonical(s)
				assert.True(t, ok)
				assert.Equal(t, v.Name, name)
			}
		}
		assert.Len(t, f.Enum.Names(), len(f.Enum.Values))
	}
}

func TestNoEnum(t *testing.T) {
	var none *spec.Enum
	_, ok := none.Canonical("STANDARD")
	assert.False(t, ok)
	assert.Empty(t, none.Names())
}

func TestEnumClosed(t *testing.T) {
	machine := spec.Lookup("deployment.worker_queues[].worker_type")
	assert.Equal(t, spec.Text, machine.Type, "on Hybrid it is the name of any instance type")
	assert.Equal(t, spec.Hosted, machine.Closed)
	assert.Zero(t, spec.Lookup("deployment.metadata.status").Closed)
	assert.Equal(t, spec.AnyKind, spec.Lookup("deployment.configuration.executor").Closed)
}

func TestEnumAllocatesNothing(t *testing.T) {
	enum := spec.Lookup("deployment.configuration.executor").Enum
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		for _, s := range [...]string{"ASTRO", "CeleryExecutor", "celeryexecutor", "nothing"} {
			enum.Match(s)
		}
	}))
}

func FuzzEnumMatch(f *testing.F) {
	for _, s := range []string{"CELERY", "astroexecutor", "", "\xff", "HOSTED_shared"} {
		f.Add(s)
	}
	kinds := spec.Lookup("deployment.configuration.deployment_type").Enum
	executors := spec.Lookup("deployment.configuration.executor").Enum
	f.Fuzz(func(t *testing.T, s string) {
		for _, enum := range []*spec.Enum{kinds, executors} {
			m, ok := enum.Match(s)
			if !ok {
				continue
			}
			again, ok := enum.Match(m.Value.Name)
			require.True(t, ok)
			assert.Equal(t, spec.Match{Value: m.Value}, again, "a canonical name stands for itself")
			assert.Equal(t, s == m.Value.Name, !m.Alias && !m.OtherCase)
		}
	})
}
