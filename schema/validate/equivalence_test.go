package validate_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/schema/validate"
)

var (
	mutations = flag.Int("mutations", 10_000, "how many mutated files to try, over all modes")
	seed      = flag.Uint64("seed", 1, "where the random choices start")
)

// tally is what a run of the equivalence test has seen. Its methods may be called at the same time.
type tally struct {
	mu       sync.Mutex
	judged   int
	rejected int
	accepted map[diag.Code]int // errors of the validator in files that the schema accepts
	refused  map[diag.Code]int // the same in files that it rejects
	failures []string
	seen     map[string]bool // kinds of failures
}

// judge holds the verdicts of validator and schema about a file against each other.
func (y *tally) judge(t *testing.T, mode deployfile.Mode, name string, src []byte, origin string) {
	t.Helper()
	file, found := deployfile.Check(name, src, deployfile.ValidateOptions{Mode: mode, KeepIgnored: true})
	codes := map[diag.Code]diag.Diagnostic{}
	for _, d := range found {
		if d.Severity == diag.SeverityError {
			codes[d.Code] = d
		}
	}
	if slices.ContainsFunc(text, func(c diag.Code) bool { return codes[c].Code != "" }) {
		return
	}
	rejected := y.verdict(t, mode, name, src)
	must := slices.ContainsFunc(structural, func(c diag.Code) bool { return codes[c].Code != "" })
	may := must
	for code := range partly {
		may = may || codes[code].Code != ""
	}
	y.mu.Lock()
	defer y.mu.Unlock()
	y.judged++
	if rejected {
		y.rejected++
	}
	for code := range codes {
		if rejected {
			y.refused[code]++
		} else {
			y.accepted[code]++
		}
	}
	switch {
	case must && !rejected:
		for code, d := range codes {
			if slices.Contains(structural, code) {
				y.fail(fmt.Sprintf("the schema accepts %s: %s", code, pattern(d)), mode, origin, src, d.String())
			}
		}
	case !may && rejected:
		refusals, err := validate.File(mode, file)
		require.NoError(t, err)
		require.NotEmpty(t, refusals)
		d := refusals[0]
		y.fail(fmt.Sprintf("only the schema rejects: %s %s", d.Code, pattern(d)), mode, origin, src, d.String())
	}
}

// verdict reports whether the schema rejects a file, which the short way says in a tenth of the time that the library
// takes.
func (y *tally) verdict(t *testing.T, mode deployfile.Mode, name string, src []byte) bool {
	value, ok := validate.ValueOf(name, src)
	if !ok {
		return true
	}
	v, err := validate.Of(mode)
	require.NoError(t, err)
	accepts, there := v.Quick(value)
	require.True(t, there, "the schema has a keyword that makes it slow")
	return !accepts
}

// pattern is where a finding stands, without indexes.
func pattern(d diag.Diagnostic) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return -1
		}
		return r
	}, string(d.Path))
}

// fail notes a difference, of each kind the first.
func (y *tally) fail(kind string, mode deployfile.Mode, origin string, src []byte, finding string) {
	if !y.seen[kind] {
		y.seen[kind] = true
		y.failures = append(y.failures, fmt.Sprintf("%s\nmode %s, %s: %s\n%s", kind, mode, origin, finding, src))
	}
}

// TestEquivalence proves that the schema rejects what the validator rejects for structural reasons, and nothing else.
func TestEquivalence(t *testing.T) {
	y := &tally{accepted: map[diag.Code]int{}, refused: map[diag.Code]int{}, seen: map[string]bool{}}
	t.Run("all", func(t *testing.T) {
		for _, mode := range modes {
			t.Run(mode.String(), func(t *testing.T) {
				t.Parallel()
				y.archives(t, mode)
				good := y.generated(t, mode)
				y.mutated(t, mode, good)
			})
		}
	})
	slices.Sort(y.failures)
	for _, f := range y.failures {
		assert.Fail(t, "validator and schema differ", f)
	}
	t.Logf("%d files, %d rejected", y.judged, y.rejected)
	if *seed == 1 && *mutations >= 10_000 && !t.Failed() {
		y.drift(t)
	}
}

// drift fails for entries of the tables that no file needs any more.
func (y *tally) drift(t *testing.T) {
	for _, code := range structural {
		assert.NotZero(t, y.refused[code], "no file has the error %s", code)
	}
	for code := range partly {
		assert.NotZero(t, y.refused[code], "%s is never rejected: it is one of the validator only", code)
		assert.NotZero(t, y.accepted[code], "%s is always rejected: it is structural", code)
	}
	for code, reason := range validatorOnly {
		if reason == needsLive || reason == needsOrganization || reason == needsOther {
			assert.Zero(t, y.accepted[code]+y.refused[code], "%s needs nothing but the file", code)
			continue
		}
		assert.NotZero(t, y.accepted[code], "no accepted file has the error %s", code)
	}
}

// archives judges every input of the golden archives of deployfile; those that are no Deployment files are rejected by
// both sides.
func (y *tally) archives(t *testing.T, mode deployfile.Mode) {
	for _, folder := range []string{"checks", "defects", "defectplans", "wild"} {
		for _, a := range golden.Read(t, filepath.Join("..", "..", "deployfile", "testdata", folder, "*.txtar")) {
			for _, name := range a.Inputs() {
				y.judge(t, mode, name, a.Input(name), a.Path+": "+name)
			}
		}
	}
}

// generated judges Deployments of every type and executor, and returns those that the schema accepts.
func (y *tally) generated(t *testing.T, mode deployfile.Mode) [][]byte {
	r := rand.New(rand.NewPCG(*seed, 1))
	var good [][]byte
	for _, kind := range kinds {
		for _, executor := range executors {
			for i := range 5 {
				d := deployment(r, kind, executor)
				for _, syntax := range []deployfile.Syntax{deployfile.SyntaxYAML, deployfile.SyntaxJSON} {
					src, err := deployfile.Marshal(d, syntax)
					require.NoError(t, err)
					name := "generated." + []string{"yaml", "json"}[syntax]
					y.judge(t, mode, name, src, fmt.Sprintf("generated %s %s %d", kind, executor, i))
					if _, found := deployfile.Check(name, src, deployfile.ValidateOptions{Mode: mode}); found.Err() == nil && syntax == deployfile.SyntaxYAML {
						good = append(good, src)
					}
				}
			}
		}
	}
	return good
}

func (y *tally) mutated(t *testing.T, mode deployfile.Mode, good [][]byte) {
	r := rand.New(rand.NewPCG(*seed, 2))
	seeds := slices.Concat(good, goodFiles(t, mode))
	require.NotEmpty(t, seeds)
	trees := make([]*node, len(seeds))
	for i, src := range seeds {
		trees[i] = read(t, src)
		y.judge(t, mode, "good.yaml", trees[i].text(), "rewritten")
	}
	for range *mutations / len(modes) {
		tree := trees[r.IntN(len(trees))].clone()
		var did []string
		for range 1 + r.IntN(4)/3 {
			did = append(did, mutate(r, tree))
		}
		y.judge(t, mode, "mutated.yaml", tree.text(), strings.Join(did, "; "))
	}
}
