package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

var stop = regexp.MustCompile(`\$\{(\d+)(?::([^}]*)|\|([^,|]*)[^}]*)\}`)

// accepted returns what is in a file after a snippet was taken as it is, and counts its stops.
func accepted(t *testing.T, body any, stops *int) any {
	switch v := body.(type) {
	case map[string]any:
		all := map[string]any{}
		for key, value := range v {
			all[key] = accepted(t, value, stops)
		}
		return all
	case []any:
		var all []any
		for _, value := range v {
			all = append(all, accepted(t, value, stops))
		}
		return all
	case string:
		*stops += len(stop.FindAllString(v, -1))
		text := stop.ReplaceAllString(v, "$2$3")
		assert.NotContains(t, text, "${")
		literal, ok := strings.CutPrefix(text, "^")
		if !ok {
			return text
		}
		var value any
		require.NoError(t, json.Unmarshal([]byte(literal), &value))
		return value
	}
	return body
}

// taken returns the snippets of a schema by label, each taken as it is.
func taken(t *testing.T, n map[string]any) map[string]any {
	t.Helper()
	all := map[string]any{}
	for _, s := range n["defaultSnippets"].([]any) {
		s := s.(map[string]any)
		stops := 0
		text, err := json.Marshal(s["body"])
		require.NoError(t, err)
		all[s["label"].(string)] = accepted(t, s["body"], &stops)
		assert.Positive(t, stops, s["label"])
		for i := range stops {
			assert.Contains(t, string(text), fmt.Sprintf("${%d", i+1), s["label"])
		}
	}
	return all
}

// faultless checks a file, in which there must be nothing worse than a remark.
func faultless(t *testing.T, file any, mode deployfile.Mode, label string) *deployfile.File {
	t.Helper()
	text, err := json.MarshalIndent(file, "", "  ")
	require.NoError(t, err)
	f, found := deployfile.Check("file.json", text, deployfile.ValidateOptions{Mode: mode})
	for _, d := range found {
		assert.Equal(t, diag.SeverityInfo, d.Severity, "%s as %s: %s\n%s", label, mode, d, text)
	}
	return f
}

func TestWholeFiles(t *testing.T) {
	for mode, d := range documents(t) {
		kinds := map[deployfile.Kind]bool{}
		for label, file := range taken(t, d) {
			for _, purpose := range []deployfile.Mode{deployfile.ModeAny, deployfile.ModeCreate, deployfile.ModeUpdate} {
				f := faultless(t, file, purpose, label)
				kinds[f.Deployment.Configuration.DeploymentType] = true
			}
		}
		for _, kind := range spec.AnyKind.Names() {
			assert.True(t, kinds[deployfile.Kind(kind)], "%s: no file for %s", mode, kind)
		}
	}
}

func TestEntries(t *testing.T) {
	for mode, d := range documents(t) {
		for list, want := range map[string]int{"environment_variables": 2, "worker_queues": 1, "hibernation_schedules": 1} {
			entries := taken(t, property(d, "deployment."+list))
			assert.Len(t, entries, want, list)
			for label, entry := range entries {
				file := taken(t, d)["Standard Deployment for development"].(map[string]any)
				file["deployment"].(map[string]any)[list] = []any{entry}
				for _, purpose := range []deployfile.Mode{deployfile.ModeAny, deployfile.ModeCreate, deployfile.ModeUpdate} {
					faultless(t, file, purpose, mode.String()+": "+label)
				}
			}
		}
	}
}
