package spec_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/internal/spec"
)

func TestNodeTypeOf(t *testing.T) {
	for _, want := range []spec.NodeType{
		{"m5.xlarge", "AWS", 4, 16, 2, 14.5},
		{"m5d.4xlarge", "AWS", 16, 64, 14, 62.5},
		{"m6i.12xlarge", "AWS", 48, 192, 46, 190.5},
		{"m6id.24xlarge", "AWS", 96, 384, 94, 382.5},
		{"r6i.xlarge", "AWS", 4, 32, 2, 30.5},
		{"r6i.24xlarge", "AWS", 96, 768, 94, 766.5},
		{"c6i.xlarge", "AWS", 4, 8, 2, 6.5},
		{"c6i.24xlarge", "AWS", 96, 192, 94, 190.5},
		{"t2.xlarge", "AWS", 4, 16, 2, 14.5},
		{"t3.2xlarge", "AWS", 8, 32, 6, 30.5},
		{"e2-standard-32", "GCP", 32, 128, 30, 126.5},
		{"e2-highcpu-4", "GCP", 4, 4, 2, 2.5},
		{"n2-highmem-64", "GCP", 64, 512, 62, 510.5},
		{"c2-standard-8", "GCP", 8, 32, 6, 30.5},
		{"Standard_D4_v5", "AZURE", 4, 16, 2, 14.5},
		{"Standard_D8d_v5", "AZURE", 8, 32, 6, 30.5},
		{"Standard_B4ms", "AZURE", 4, 16, 2, 14.5},
	} {
		got, ok := spec.NodeTypeOf(want.Name)
		assert.True(t, ok, want.Name)
		assert.Equal(t, want, got)
	}
}

func TestNodeTypeOfKnowsExactNamesOnly(t *testing.T) {
	for _, name := range []string{
		"", "A5", "m5", "m5.", "m5.metal", "m5.32xlarge", "M5.XLARGE", "m5.xlarge ", "t2.2xlarge", "e2-highmem-32",
		"e2-standard-04", "Standard_D_v5", "Standard_D4", "Standard_D16_v5", "Standard_B4d_v5", strings.Repeat("m5.", 1000),
	} {
		got, ok := spec.NodeTypeOf(name)
		assert.False(t, ok, name)
		assert.Zero(t, got, name)
	}
}

func TestNodeTypeOfDoesNotAllocate(t *testing.T) {
	assert.Zero(t, testing.AllocsPerRun(100, func() { spec.NodeTypeOf("Standard_B8ms") }))
}
