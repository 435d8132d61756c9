package spec_test

import (
	"testing"

	"github.com/astrofile/astrofile/internal/spec"
)

func BenchmarkLevelField(b *testing.B) {
	level := spec.LevelAt("deployment.environment_variables[]")
	keys := [...]string{"is_secret", "key", "updated_at", "value"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if level.Field(keys[i&3]) == nil {
			b.Fatal("not found")
		}
	}
}

func BenchmarkLevelFieldUnknown(b *testing.B) {
	level := spec.LevelAt("deployment.configuration")
	b.ReportAllocs()
	for b.Loop() {
		if level.Field("is_high_avaliability") != nil {
			b.Fatal("found")
		}
	}
}

func BenchmarkEnumCanonical(b *testing.B) {
	for _, s := range []string{"ASTRO", "astroexecutor"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, ok := spec.Lookup("deployment.configuration.executor").Enum.Canonical(s); !ok {
					b.Fatal("not found")
				}
			}
		})
	}
}
