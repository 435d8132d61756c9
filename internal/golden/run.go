package golden

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the outputs of golden tests into their archives")

// Run runs f as a subtest for each archive that matches pattern, named after the file. It stops the test when the
// pattern matches no file, so a bad one cannot pass.
func Run(t *testing.T, pattern string, f func(t *testing.T, a *Archive)) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	require.NoError(t, err)
	require.NotEmpty(t, paths, "no file matches %s", pattern)
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)), func(t *testing.T) {
			a := read(t, path)
			a.update = *update
			t.Cleanup(func() { // after parallel subtests of f
				if !filtered(t.Name(), flag.Lookup("test.run").Value.String()) {
					a.finish()
				}
			})
			f(t, a)
		})
	}
}

// filtered reports whether the pattern of -run reaches below the test, so that some of its subtests may not run and
// their outputs are not stale.
func filtered(test, run string) bool {
	return strings.Count(run, "/") > strings.Count(test, "/")
}
