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
	require.NoError(t, run(t.Context(), &out))
	assert.Contains(t, out.String(), "etl.yaml must not be applied")
	assert.Contains(t, out.String(), "the secret API_TOKEN still has its value")
	for _, key := range []string{"API_TOKEN", "WAREHOUSE_PASSWORD"} {
		value, _ := vault(key)
		assert.NotContains(t, out.String(), value)
	}
	golden.File(t, "testdata/output.txt", out.Bytes())
}
