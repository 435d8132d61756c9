package deployfile_test

import (
	"testing"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/sample"
)

const editedPlace = diag.Path("deployment.environment_variables[key=PAYMENTS_FEED_0998_BATCH_SIZE].value")

// BenchmarkEditScalar reads the file of 5,065 lines and changes one value; its measure is [BenchmarkEditParse].
func BenchmarkEditScalar(b *testing.B) {
	src := sample.Large()
	b.ReportAllocs()
	for b.Loop() {
		f, _ := deployfile.Parse("large.yaml", src)
		e := f.Edit()
		if err := e.Set("deployment.configuration.name", "etl-test"); err != nil || len(e.Bytes()) != len(src) {
			b.Fatal(err)
		}
	}
}

// BenchmarkEditParse only reads the file.
func BenchmarkEditParse(b *testing.B) {
	src := sample.Large()
	b.ReportAllocs()
	for b.Loop() {
		_, _ = deployfile.Parse("large.yaml", src)
	}
}

// BenchmarkEditSelect changes one of a thousand variables, by its key, in a file that was read before.
func BenchmarkEditSelect(b *testing.B) {
	f, _ := deployfile.Parse("large.yaml", sample.Large())
	b.ReportAllocs()
	for b.Loop() {
		if err := f.Edit().Set(editedPlace, "7"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEditInsert adds a queue to a file that was read before.
func BenchmarkEditInsert(b *testing.B) {
	f, _ := deployfile.Parse("large.yaml", sample.Large())
	b.ReportAllocs()
	for b.Loop() {
		if err := f.Edit().Insert("deployment.worker_queues[name=new]", [2]string{"worker_type", "A5"}); err != nil {
			b.Fatal(err)
		}
	}
}
