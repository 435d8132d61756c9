package deployfile_test

import (
	"fmt"
	"testing"

	"github.com/astrofile/astrofile/deployfile"
)

func manyVariables(n int, value string) deployfile.Deployment {
	d := hostedExample()
	d.EnvironmentVariables = make([]deployfile.EnvironmentVariable, n)
	for i := range d.EnvironmentVariables {
		d.EnvironmentVariables[i] = deployfile.EnvironmentVariable{Key: fmt.Sprintf("VARIABLE_%06d", i), Value: new(value)}
	}
	return d
}

// BenchmarkDiff compares Deployments of many variables: equal ones, and ones that differ in every value.
func BenchmarkDiff(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		live := manyVariables(n, "info")
		for name, want := range map[string]deployfile.Deployment{"equal": manyVariables(n, "info"), "changed": manyVariables(n, "debug")} {
			b.Run(fmt.Sprintf("%d/%s", n, name), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					deployfile.Diff(live, want)
				}
			})
		}
	}
}
