package deployfile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// TestEditStaysWithinLimits writes nothing that could not be read again.
func TestEditStaysWithinLimits(t *testing.T) {
	f, _ := deployfile.Parse("x.yaml", []byte(edited))
	e := f.Edit()
	for _, steps := range []int{64, 100_000} {
		path := diag.Path("x-a" + strings.Repeat(".a", steps-1))
		require.ErrorContains(t, e.Set(path, "1"), "may not nest deeper than 64")
	}
	require.ErrorContains(t, e.Set("deployment.configuration.name", strings.Repeat("a", 1<<20)), "above the limit of 1048576")
	assert.Equal(t, edited, string(e.Bytes()))

	require.NoError(t, e.Set(diag.Path("x-a"+strings.Repeat(".a", 62)), "1"))
	require.NoError(t, e.Set("deployment.configuration.name", "still readable"))
}

func TestEditSaysWhereTheSyntaxIsWrong(t *testing.T) {
	for src, want := range map[string]string{
		"deployment:\n  a: \"canary\n": "the file cannot be read whole, line 2: ",
		"deployment: canary\n  b\xff":  "the file cannot be read whole, line 2: ",
		strings.Repeat("a", 1<<20+1):   "above the limit of 1048576",
	} {
		f, _ := deployfile.Parse("x.yaml", []byte(src))
		err := f.Edit().Set("deployment.configuration.name", "x")
		require.ErrorContains(t, err, want)
		assert.NotContains(t, err.Error(), "canary")
	}
}
