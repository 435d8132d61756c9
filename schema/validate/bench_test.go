package validate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/sample"
	"github.com/astrofile/astrofile/schema"
	"github.com/astrofile/astrofile/schema/validate"
)

var modes = []deployfile.Mode{deployfile.ModeAny, deployfile.ModeCreate, deployfile.ModeUpdate, deployfile.ModeTemplate}

// BenchmarkFirst is what the first file without mistakes costs: the document is prepared and the file is held against
// it.
func BenchmarkFirst(b *testing.B) {
	file, _ := deployfile.Parse("prod.yaml", sample.Small())
	for _, mode := range []deployfile.Mode{deployfile.ModeAny, deployfile.ModeUpdate, deployfile.ModeTemplate} {
		b.Run(mode.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				v, err := validate.New(mode)
				require.NoError(b, err)
				found, err := v.File(file)
				require.NoError(b, err)
				require.Empty(b, found)
			}
		})
	}
}

// BenchmarkCompile is what a document that is not one of ours costs: the library proves it, too.
func BenchmarkCompile(b *testing.B) {
	for _, mode := range modes {
		document, err := schema.Document(mode)
		require.NoError(b, err)
		document = append(document, '\n')
		b.Run(mode.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := validate.Compile(document)
				require.NoError(b, err)
			}
		})
	}
}

func BenchmarkFile(b *testing.B) {
	for _, s := range []struct {
		name string
		src  []byte
	}{{"small", sample.Small()}, {"large", sample.Large()}} {
		file, _ := deployfile.Parse("prod.yaml", s.src)
		for _, mode := range []deployfile.Mode{deployfile.ModeAny, deployfile.ModeUpdate} {
			b.Run(s.name+"/"+mode.String(), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					found, err := validate.File(mode, file)
					require.NoError(b, err)
					require.Empty(b, found)
				}
			})
		}
	}
}
