package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/internal/golden"
)

func TestQuickstart(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(&out))
	assert.Contains(t, out.String(), "etl.yaml must not be applied")
	assert.Contains(t, out.String(), "etl-corrected.yaml is valid")
	golden.File(t, "testdata/output.txt", out.Bytes())
}
