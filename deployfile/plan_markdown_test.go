package deployfile_test

import (
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

var linesLeftOut = regexp.MustCompile(`\n\*\*(\d+) lines of this plan did not fit into a comment and were left out\.\*\*`)

// TestPlanMarkdownFits grows a plan until it no longer fits into a comment, and on.
func TestPlanMarkdownFits(t *testing.T) {
	before := 0
	for _, n := range []int{1, 100, 600, 800, 1000, 1200, 20_000} {
		p := variablesPlan(n)
		p.Notes = []deployfile.Note{{Path: "deployment.configuration.name", Message: "last words"}}
		markdown := rendered(t, p.Markdown)
		require.Less(t, len(markdown), 65_536, n)
		disarmed(t, string(markdown))
		shown := bytes.Count(markdown, []byte("_URL"))
		missing := 0
		if m := linesLeftOut.FindSubmatch(markdown); m != nil {
			missing, _ = strconv.Atoi(string(m[1]))
			assert.Greater(t, len(markdown), 65_000, "room is used")
		}
		assert.GreaterOrEqual(t, missing, n-shown, "what is left out is counted")
		assert.LessOrEqual(t, missing, n-shown+3)
		assert.GreaterOrEqual(t, missing, before)
		before = missing
		assert.Contains(t, string(markdown), " to update")
	}
	assert.Positive(t, before)
}

// TestPlanSARIFFingerprints holds that the fingerprint of drift depends on what drifts and how, on nothing else.
func TestPlanSARIFFingerprints(t *testing.T) {
	fingerprint := func(c deployfile.Change) string {
		p := deployfile.Plan{Changes: []deployfile.Change{{Action: deployfile.ActionDelete, Path: "deployment.configuration.other"}, c}}
		var log struct {
			Runs []struct {
				Results []struct {
					PartialFingerprints map[string]string
				}
			}
		}
		require.NoError(t, json.Unmarshal(rendered(t, func(w io.Writer) error { return p.SARIF(w, planSARIF) }), &log))
		require.Len(t, log.Runs[0].Results, 2)
		return log.Runs[0].Results[1].PartialFingerprints["codePath/v1"]
	}
	path := diag.Path("deployment.configuration.executor")
	one := fingerprint(deployfile.Change{Action: deployfile.ActionUpdate, Path: path, Before: `"a"`, After: `"b"`, Reason: "x"})
	assert.Equal(t, one, fingerprint(deployfile.Change{Action: deployfile.ActionUpdate, Path: path, Before: `"a"`, After: `"c"`, Reason: "y"}))
	assert.NotEqual(t, one, fingerprint(deployfile.Change{Action: deployfile.ActionDelete, Path: path, Before: `"a"`}))
	assert.NotEqual(t, one, fingerprint(deployfile.Change{Action: deployfile.ActionUpdate, Path: path + "s"}))
}

func TestPlanSARIFResults(t *testing.T) {
	goldenPlans(t, func(name string, p deployfile.Plan) {
		log := string(rendered(t, func(w io.Writer) error { return p.SARIF(w, planSARIF) }))
		assert.Equal(t, len(p.Changes)+len(p.Blocked)+len(p.Notes), strings.Count(log, `"ruleId"`), name)
		assert.NotContains(t, log, `"region"`, name)
	})
	var log map[string]any
	p := deployfile.Plan{Changes: []deployfile.Change{{Action: deployfile.ActionDelete, Path: "deployment.configuration.other"}}}
	data := rendered(t, func(w io.Writer) error { return p.SARIF(w, deployfile.PlanSARIFOptions{}) })
	require.NoError(t, json.Unmarshal(data, &log))
	assert.NotContains(t, string(data), "physicalLocation")
}
