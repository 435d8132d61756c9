package deployfile_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/deployfile"
)

// A File that nobody parsed is its Deployment, without a text.
func TestFileWithoutText(t *testing.T) {
	f := &deployfile.File{Deployment: deployfile.Deployment{Configuration: deployfile.Configuration{Name: "etl"}}}
	found := f.Validate(deployfile.ValidateOptions{})
	assert.True(t, has(found, deployfile.CodeFieldRequired))
	assert.Nil(t, found[0].Range)
	assert.Nil(t, f.Source())
	assert.Empty(t, f.SecretRanges())
}
