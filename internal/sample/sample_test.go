package sample_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/internal/sample"
)

func TestSizes(t *testing.T) {
	for _, c := range []struct {
		name             string
		file             []byte
		lines, variables int
	}{
		{"small", sample.Small(), 103, 8},
		{"large", sample.Large(), 5065, 1000},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.lines, bytes.Count(c.file, []byte("\n")))
			assert.Equal(t, c.variables, bytes.Count(c.file, []byte("          key: ")))
			assert.True(t, bytes.HasSuffix(c.file, []byte("\n")))
		})
	}
}

func TestFilesAreTheSameEveryTime(t *testing.T) {
	first, second := sample.Large(), sample.Large()
	assert.Equal(t, string(first), string(second))
}
