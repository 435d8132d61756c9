package bench

import (
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/sample"
)

var files = []struct {
	lines string
	text  []byte
}{
	{"103", sample.Small()},
	{"5065", sample.Large()},
}

func BenchmarkDecode(b *testing.B) {
	for _, f := range files {
		b.Run(f.lines, func(b *testing.B) {
			b.SetBytes(int64(len(f.text)))
			for b.Loop() {
				var d document
				if err := yaml.Unmarshal(f.text, &d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCheck(b *testing.B) {
	for _, f := range files {
		b.Run(f.lines, func(b *testing.B) {
			b.SetBytes(int64(len(f.text)))
			for b.Loop() {
				deployfile.Check("file.yaml", f.text, deployfile.ValidateOptions{Mode: deployfile.ModeUpdate})
			}
		})
	}
}

func TestDecodeReadsEverything(t *testing.T) {
	var d document
	if err := yaml.UnmarshalStrict(sample.Large(), &d); err != nil {
		t.Fatal(err)
	}
	if got := len(d.Deployment.EnvironmentVariables); got != 1000 {
		t.Fatalf("decoded %d variables, want 1000", got)
	}
}
