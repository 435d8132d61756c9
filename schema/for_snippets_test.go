package schema_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/schema"
)

// A large Organization gives a large document, but no snippet with all its names in it.
func TestForLargeOrganization(t *testing.T) {
	var clusters []schema.Cluster
	for i := range 300 {
		k := schema.Cluster{Name: fmt.Sprint("cluster ", i)}
		for j := range 20 {
			k.NodePools = append(k.NodePools, fmt.Sprintf("m%d.%d", i, j))
		}
		clusters = append(clusters, k)
	}
	text, err := schema.For(deployfile.ModeCreate, schema.WithClusters(clusters...))
	require.NoError(t, err)
	var document any
	require.NoError(t, json.Unmarshal(text, &document))
	snippets, err := json.Marshal(snippetsOf(document))
	require.NoError(t, err)
	assert.Contains(t, string(snippets), "cluster 49|")
	assert.NotContains(t, string(snippets), "cluster 50")
	assert.Less(t, len(snippets), 20_000)
}

// What the snippets of a tailored document write, with the first of every choice, is a file that the document accepts.
func TestForTailorsSnippets(t *testing.T) {
	organization := platform
	organization.Clusters = []schema.Cluster{{Name: "own", NodePools: []string{"m5.xlarge", "m5.2xlarge"}}, {Name: "shared"}}
	for _, m := range []deployfile.Mode{deployfile.ModeAny, deployfile.ModeCreate} {
		text, err := schema.For(m, organization.Options()...)
		require.NoError(t, err)
		compiled := compile(t, text)
		var document map[string]any
		require.NoError(t, json.Unmarshal(text, &document))
		files := 0
		for _, s := range snippetsOf(document) {
			body, ok := filled(s.(map[string]any)["body"]).(map[string]any)
			if !ok || body["deployment"] == nil {
				continue
			}
			files++
			require.NoError(t, compiled.Validate(body), "%v", body)
		}
		assert.Positive(t, files)
	}
}

// An Organization that is on Airflow 2 still is offered no file with the Astro executor, which that does not have.
func TestForOffersWhatOldVersionsRun(t *testing.T) {
	organization := schema.Organization{RuntimeVersions: []string{"12.10.0", "11.5.0"}}
	text, err := schema.For(deployfile.ModeCreate, organization.Options()...)
	require.NoError(t, err)
	compiled := compile(t, text)
	var document map[string]any
	require.NoError(t, json.Unmarshal(text, &document))
	files := document["defaultSnippets"].([]any)
	assert.NotEmpty(t, files)
	for _, s := range files {
		require.NoError(t, compiled.Validate(filled(s.(map[string]any)["body"])), "%v", s)
	}
	empty, _ := deployfile.Parse("new.yaml", nil)
	for _, c := range schema.Complete(empty, 0, schema.CompleteOptions{Organization: organization}) {
		if c.Kind == schema.CompletionSnippet && !strings.Contains(c.Label, "remote execution") {
			_, found := deployfile.Check("new.yaml", []byte(c.Edit.Text), deployfile.ValidateOptions{})
			require.NoError(t, found.Err(), c.Edit.Text)
			assert.Contains(t, c.Edit.Text, "12.10.0")
		}
	}
}

func snippetsOf(v any) []any {
	var all []any
	switch v := v.(type) {
	case map[string]any:
		for key, m := range v {
			if list, ok := m.([]any); ok && key == "defaultSnippets" {
				all = append(all, list...)
				continue
			}
			all = append(all, snippetsOf(m)...)
		}
	case []any:
		for _, m := range v {
			all = append(all, snippetsOf(m)...)
		}
	}
	return all
}

var place = regexp.MustCompile(`\$\{\d+[:|]([^,|}]*)[^}]*\}`)

// filled returns the body of a snippet as an editor writes it: a text that starts with ^ without quotes.
func filled(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, m := range v {
			out[key] = filled(m)
		}
		return out
	case []any:
		out := []any{}
		for _, m := range v {
			out = append(out, filled(m))
		}
		return out
	case string:
		text, bare := strings.CutPrefix(place.ReplaceAllString(v, "$1"), "^")
		var value any
		if bare && json.Unmarshal([]byte(text), &value) == nil {
			return value
		}
		return text
	}
	return v
}
