package validate_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/schema/validate"
)

// TestOneFindingPerMistake holds the findings of files with one mistake against those of the validator: no place that
// it has nothing to say about, nowhere two findings where it has one, and nearly always the same code.
func TestOneFindingPerMistake(t *testing.T) {
	for _, mode := range modes {
		t.Run(mode.String(), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(7, 7))
			var trees []*node
			for _, src := range goodFiles(t, mode) {
				trees = append(trees, read(t, src))
			}
			rejected, alike := 0, 0
			for range 200 {
				tree := trees[r.IntN(len(trees))].clone()
				did := mutate(r, tree)
				src := tree.text()
				file, all := deployfile.Check("mutated.yaml", src, deployfile.ValidateOptions{Mode: mode})
				got, err := validate.File(mode, file)
				require.NoError(t, err)
				if len(got) == 0 {
					continue
				}
				rejected++
				want := slices.DeleteFunc(all, func(d diag.Diagnostic) bool { return d.Severity != diag.SeverityError })
				same := true
				for _, d := range got {
					assert.True(t, slices.ContainsFunc(want, func(w diag.Diagnostic) bool { return related(d.Path, w.Path) }),
						"%s: %s has nothing to do with\n%v\n%s", did, d.String(), want, src)
					same = same && slices.ContainsFunc(want, func(w diag.Diagnostic) bool { return d.Code == w.Code })
				}
				assert.LessOrEqual(t, len(codesOf(got)), len(want), "%s:\n%v\n%v", did, got, want)
				if same {
					alike++
				}
			}
			require.Greater(t, rejected, 80)
			assert.Greater(t, 100*alike, 90*rejected, "codes agree in %d of %d files", alike, rejected)
		})
	}
}

func codesOf(found diag.List) []diag.Code {
	var codes []diag.Code
	for _, d := range found {
		codes = append(codes, d.Code)
	}
	slices.Sort(codes)
	return slices.Compact(codes) // a rule may be several conditions of the schema
}

// related reports whether two places are the same, one inside the other, or beside each other.
func related(a, b diag.Path) bool {
	return strings.HasPrefix(string(a), string(b.Parent())) || strings.HasPrefix(string(b), string(a.Parent()))
}
