package deployfile_test

import (
	"testing"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/hostile"
	"github.com/astrofile/astrofile/internal/sample"
)

// BenchmarkFormat lays out the files that the other benchmarks read; parse is what reading them alone takes.
func BenchmarkFormat(b *testing.B) {
	for lines, src := range map[string][]byte{"103": sample.Small(), "5065": sample.Large()} {
		b.Run("format/"+lines, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				deployfile.Format("x.yaml", src)
			}
		})
		b.Run("parse/"+lines, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				deployfile.Parse("x.yaml", src)
			}
		})
	}
}

// BenchmarkFormatHostile lays out the texts that are made to be slow.
func BenchmarkFormatHostile(b *testing.B) {
	for name, src := range hostile.Texts(1 << 20) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				deployfile.Format("x.yaml", src)
			}
		})
	}
}
