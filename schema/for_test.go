package schema_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/yamltree"
	"github.com/astrofile/astrofile/schema"
)

var modes = []deployfile.Mode{deployfile.ModeAny, deployfile.ModeCreate, deployfile.ModeUpdate, deployfile.ModeTemplate}

func TestForWithoutOptions(t *testing.T) {
	for _, m := range modes {
		want, err := schema.Document(m)
		require.NoError(t, err)
		got, err := schema.For(m)
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got))
		got, err = schema.For(m, schema.Organization{}.Options()...)
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got), "what is not known restricts nothing")
	}
}

// What an option does not concern stays as it is, down to the order of keys.
func TestForChangesNothingElse(t *testing.T) {
	for _, m := range modes {
		t.Run(m.String(), func(t *testing.T) {
			want, err := schema.Document(m)
			require.NoError(t, err)
			got, err := schema.For(m, schema.WithID("https://example.com/own.json"))
			require.NoError(t, err)
			assert.Contains(t, string(got), `"$id": "https://example.com/own.json"`)
			assert.Equal(t, compact(t, want, m), compact(t, got, m))
		})
	}
}

// compact returns a document without its layout and its $id.
func compact(t *testing.T, text []byte, m deployfile.Mode) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, json.Compact(&b, text))
	own := "https://github.com/astrofile/astrofile/schema/v1/" + m.String() + ".schema.json"
	return strings.Replace(strings.Replace(b.String(), own, "", 1), "https://example.com/own.json", "", 1)
}

func TestForErrors(t *testing.T) {
	tests := []struct {
		name string
		mode deployfile.Mode
		opts []schema.Option
		want string
	}{
		{"unknown mode", "delete", nil, `unknown mode "delete"`},
		{"unknown mode with options", "delete", []schema.Option{schema.WithWorkspaces("a")}, `unknown mode "delete"`},
		{"nil option", "", []schema.Option{nil}, "an option is nil"},
		{"no Workspaces", "", []schema.Option{schema.WithWorkspaces()}, "WithWorkspaces: an empty list would allow no Workspace at all"},
		{"no clusters", "", []schema.Option{schema.WithClusters()}, "WithClusters: an empty list would allow no cluster at all"},
		{"no node pools", "", []schema.Option{schema.WithClusters(schema.Cluster{Name: "k", NodePools: []string{}})},
			`WithClusters: an empty list would allow no node pool at all: leave out what is not known, in cluster "k"`},
		{"no versions", "", []schema.Option{schema.WithRuntimeVersions()}, "no Runtime version at all"},
		{"no worker types", "", []schema.Option{schema.WithWorkerTypes()}, "no worker type at all"},
		{"no variables", "", []schema.Option{schema.WithRequiredVariables()}, "WithRequiredVariables: an empty list"},
		{"empty name", "", []schema.Option{schema.WithWorkspaces("a", " ")}, "a Workspace has no name"},
		{"empty cluster", "", []schema.Option{schema.WithClusters(schema.Cluster{NodePools: []string{"m5.xlarge"}})}, "a cluster has no name"},
		{"empty node pool", "", []schema.Option{schema.WithClusters(schema.Cluster{Name: "k", NodePools: []string{""}})}, `a node pool has no name, in cluster "k"`},
		{"duplicate", "", []schema.Option{schema.WithWorkspaces("a", "b", "a")}, `Workspace "a" stands twice`},
		{"duplicate cluster", "", []schema.Option{schema.WithClusters(schema.Cluster{Name: "k"}, schema.Cluster{Name: "k"})}, `cluster "k" stands twice`},
		{"duplicate node pool", "", []schema.Option{schema.WithClusters(schema.Cluster{Name: "k", NodePools: []string{"m", "m"}})}, `node pool "m" stands twice`},
		{"duplicate in other case", "", []schema.Option{schema.WithWorkerTypes("A5", "a5")}, `worker type "A5" stands twice`},
		{"no such worker type", "", []schema.Option{schema.WithWorkerTypes("A5", "A7")}, `there is no worker type "A7": it is A5, A10`},
		{"empty worker type", "", []schema.Option{schema.WithWorkerTypes("")}, "a worker type has no name"},
		{"no such provider", "", []schema.Option{schema.WithClusters(schema.Cluster{Name: "k", CloudProvider: "IBM"})}, `unknown cloud provider "IBM" of cluster "k"`},
		{"no version", "", []schema.Option{schema.WithRuntimeVersions("latest")}, `WithRuntimeVersions: "latest" is no Runtime version of the form X.Y-N`},
		{"duplicate with v", "", []schema.Option{schema.WithRuntimeVersions("3.1-2", "v3.1-2")}, `Runtime version "3.1-2" stands twice`},
		{"not UTF-8", "", []schema.Option{schema.WithWorkspaces("a\xff")}, `Workspace "a\xff" is not UTF-8`},
		{"key not UTF-8", "", []schema.Option{schema.WithRequiredVariables("A\xff")}, `key "A\xff" is not UTF-8`},
		{"endless name", "", []schema.Option{schema.WithWorkspaces(strings.Repeat("x", 1<<20))}, "is longer than 1000 bytes"},
		{"illegal key", "", []schema.Option{schema.WithRequiredVariables("A=B")}, `no environment variable can have the key "A=B"`},
		{"twice", "", []schema.Option{schema.WithWorkspaces("a"), schema.WithWorkspaces("b")}, "WithWorkspaces is given twice"},
		{"clusters twice", "", []schema.Option{schema.WithClusters(schema.Cluster{Name: "k"}), schema.WithClusters(schema.Cluster{Name: "k"})}, "WithClusters is given twice"},
		{"id twice", "", []schema.Option{schema.WithID("https://a.b/c"), schema.WithID("https://a.b/c")}, "WithID is given twice"},
		{"id without scheme", "", []schema.Option{schema.WithID("schema.json")}, `"schema.json" is no absolute URL`},
		{"id with blanks", "", []schema.Option{schema.WithID("https://a b")}, "is no absolute URL"},
		{"id with a fragment", "", []schema.Option{schema.WithID("https://a.b/c#d")}, "has a fragment"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, err := schema.For(tt.mode, tt.opts...)
			require.ErrorContains(t, err, tt.want)
			assert.Nil(t, text)
		})
	}
}

var platform = schema.Organization{
	Workspaces: []string{"Data Platform", `a.*b "c" \d`, "line\nbreak", "2024", "<b>&\u2028ü</b>"},
	Clusters: []schema.Cluster{
		{Name: "own ^(1)$", NodePools: []string{"m5.xlarge", "m5.2xlarge"}, CloudProvider: "AWS", Region: "us-east-1"},
		{Name: "shared"},
	},
	RuntimeVersions:   []string{"12.10.0", "3.1-2"},
	WorkerTypes:       []string{"A5", "a20"},
	RequiredVariables: []string{"OWNER", "COST-CENTER"},
}

func TestForTailored(t *testing.T) {
	const (
		owner    = `{"key": "OWNER", "value": "me"}, {"key": "COST-CENTER", "value": "1"}`
		standard = `"name": "a", "executor": "CELERY", "deployment_type": "STANDARD", "scheduler_size": "SMALL"`
		hybrid   = `"name": "a", "executor": "CELERY", "deployment_type": "HYBRID"`
	)
	file := func(variables, configuration, workerType string) string {
		return fmt.Sprintf(`{"deployment": {"environment_variables": [%s], "configuration": {%s},
			"worker_queues": [{"name": "default", "worker_type": %q}]}}`, variables, configuration, workerType)
	}
	tests := []struct {
		name, file string
		want       string // part of the error; "" is none
	}{
		{"as it should be", file(owner, standard+`, "workspace_name": "Data Platform", "runtime_version": "3.1-2"`, "A5"), ""},
		{"nothing chosen", file(owner, standard, "A20"), ""},
		{"null and empty are absent", file(owner, standard+`, "workspace_name": null, "runtime_version": ""`, "A5"), ""},
		{"other Workspace", file(owner, standard+`, "workspace_name": "Data"`, "A5"), "workspace_name"},
		{"metacharacters are text", file(owner, standard+`, "workspace_name": "a.*b \"c\" \\d"`, "A5"), ""},
		{"metacharacters are no pattern", file(owner, standard+`, "workspace_name": "aXXb \"c\" 1"`, "A5"), "workspace_name"},
		{"line break", file(owner, standard+`, "workspace_name": "line\nbreak"`, "A5"), ""},
		{"unicode", file(owner, standard+`, "workspace_name": "<b>&\u2028ü</b>"`, "A5"), ""},
		{"a number that is a name", file(owner, standard+`, "workspace_name": 2024`, "A5"), ""},
		{"other version", file(owner, standard+`, "runtime_version": "3.1-3"`, "A5"), "runtime_version"},
		{"version with v", file(owner, standard+`, "runtime_version": "v12.10.0"`, "A5"), ""},
		{"other machine", file(owner, standard, "A10"), "worker_type"},
		{"other machine, lower case", file(owner, standard, "a160"), "worker_type"},
		{"allowed machine, lower case", file(owner, standard, "a20"), ""},
		{"no variables", `{"deployment": {"configuration": {` + standard + `}}}`, "environment_variables"},
		{"variables null", `{"deployment": {"configuration": {` + standard + `}, "environment_variables": null}}`, "environment_variables"},
		{"a variable is missing", file(`{"key": "OWNER", "value": "me"}, {"key": "COST_CENTER", "value": "1"}`, standard, "A5"), "environment_variables"},
		{"cluster", file(owner, hybrid+`, "cluster_name": "own ^(1)$"`, "m5.xlarge"), ""},
		{"other cluster", file(owner, hybrid+`, "cluster_name": "own 1"`, "m5.xlarge"), "cluster_name"},
		{"other node pool", file(owner, hybrid+`, "cluster_name": "own ^(1)$"`, "m5.large"), "worker_type"},
		{"other default node pool", file(owner, `"name": "a", "executor": "KUBERNETES", "deployment_type": "HYBRID", "cluster_name": "own ^(1)$", "default_worker_type": "m5.large"`, "x"), "default_worker_type"},
		{"cluster whose node pools are not known", file(owner, hybrid+`, "cluster_name": "shared"`, "anything"), ""},
		{"machine on a dedicated cluster", file(owner, `"name": "a", "executor": "CELERY", "deployment_type": "hosted_dedicated", "cluster_name": "own ^(1)$"`, "A5"), ""},
		{"cluster that means nothing", file(owner, standard+`, "cluster_name": "N/A"`, "A5"), ""},
	}
	text, err := schema.For(deployfile.ModeAny, platform.Options()...)
	require.NoError(t, err)
	compiled := compile(t, text)
	text, err = schema.For(deployfile.ModeAny)
	require.NoError(t, err)
	base := compile(t, text)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var v any
			require.NoError(t, json.Unmarshal([]byte(tt.file), &v))
			if !strings.Contains(tt.file, "KUBERNETES") {
				require.NoError(t, base.Validate(v), "without the options it passes")
			}
			err = compiled.Validate(v)
			if tt.want == "" {
				assert.NoError(t, err)
				return
			}
			var invalid *jsonschema.ValidationError
			require.ErrorAs(t, err, &invalid)
			assert.Contains(t, fmt.Sprintf("%#v", invalid), tt.want)
		})
	}
}

// An update does not change the Runtime version, so that a file may have one that is not offered any more.
func TestForUpdateRefusesNoVersion(t *testing.T) {
	v := map[string]any{"deployment": map[string]any{"configuration": map[string]any{
		"name": "a", "executor": "CELERY", "deployment_type": "STANDARD", "runtime_version": "12.1.0",
	}}}
	for _, m := range modes {
		text, err := schema.For(m, schema.WithRuntimeVersions("3.1-2"))
		require.NoError(t, err)
		assert.Contains(t, string(text), `"enum": ["3.1-2"]`)
		if err := compile(t, text).Validate(v); m == deployfile.ModeUpdate {
			assert.NoError(t, err)
		} else if m != deployfile.ModeTemplate {
			assert.Error(t, err)
		}
	}
}

// A version with a v in front is the one without.
func TestForTakesVersionsWithV(t *testing.T) {
	want, err := schema.For(deployfile.ModeCreate, schema.WithRuntimeVersions("3.1-2", "12.10.0"))
	require.NoError(t, err)
	got, err := schema.For(deployfile.ModeCreate, schema.WithRuntimeVersions("v3.1-2", "12.10.0"))
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got))
}

func TestForTailoredDocuments(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range modes {
		t.Run(m.String(), func(t *testing.T) {
			text, err := schema.For(m, platform.Options()...)
			require.NoError(t, err)
			again, err := schema.For(m, platform.Options()...)
			require.NoError(t, err)
			assert.Equal(t, string(text), string(again))
			compile(t, text)

			id := identifier(t, text)
			assert.Regexp(t, `/schema/v1/`+m.String()+`\.[0-9a-f]{16}\.schema\.json$`, id)
			assert.False(t, seen[id])
			seen[id] = true

			assert.NotContains(t, string(text), `"A10"`)
			assert.NotContains(t, string(text), `"examples": ["Data Platform"]`)
			other, err := schema.For(m, schema.WithWorkspaces("other"))
			require.NoError(t, err)
			assert.NotEqual(t, id, identifier(t, other))
		})
	}
}

// identifier returns the $id of a document, and stops the test when a reference leads out of it.
func identifier(t *testing.T, text []byte) string {
	t.Helper()
	var v map[string]any
	require.NoError(t, json.Unmarshal(text, &v))
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok {
				require.True(t, strings.HasPrefix(ref, "#/definitions/"), ref)
			}
			for _, m := range v {
				walk(m)
			}
		case []any:
			for _, m := range v {
				walk(m)
			}
		}
	}
	walk(v)
	return v["$id"].(string)
}

func compile(t testing.TB, text []byte) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.LoadURL = nil
	c.Draft = jsonschema.Draft7
	require.NoError(t, c.AddResource("a.json", bytes.NewReader(text)))
	s, err := c.Compile("a.json")
	require.NoError(t, err)
	return s
}

// Every name that the completions for an Organization write is one that its schema accepts.
func TestForAcceptsWhatCompleteOffers(t *testing.T) {
	text, err := schema.For(deployfile.ModeCreate, platform.Options()...)
	require.NoError(t, err)
	compiled := compile(t, text)
	empty, _ := deployfile.Parse("new.yaml", nil)
	o := schema.CompleteOptions{Mode: deployfile.ModeCreate, Organization: platform}
	files := 0
	for _, c := range schema.Complete(empty, 0, o) {
		if c.Kind != schema.CompletionSnippet {
			continue
		}
		files++
		tree := yamltree.Parse("new.yaml", []byte(c.Edit.Text))
		require.Empty(t, tree.Problems)
		require.NoError(t, compiled.Validate(plain(tree.Root)), c.Edit.Text)
	}
	assert.Equal(t, 4, files)
}

// plain returns a value as encoding/json would read it.
func plain(n *yamltree.Node) any {
	switch n.Kind {
	case yamltree.Mapping:
		m := map[string]any{}
		for _, it := range n.Members {
			m[it.Key.Text] = plain(it.Value)
		}
		return m
	case yamltree.Sequence:
		list := []any{}
		for _, it := range n.Items {
			list = append(list, plain(it))
		}
		return list
	case yamltree.Scalar:
		var v any
		if n.Style == yamltree.Plain && json.Unmarshal([]byte(n.Text), &v) == nil {
			return v
		}
		return n.Text
	}
	return nil
}

func BenchmarkFor(b *testing.B) {
	options := platform.Options()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := schema.For(deployfile.ModeCreate, options...); err != nil {
			b.Fatal(err)
		}
	}
}

// Whatever the name of a Workspace is made of, the document is JSON that accepts this name and no other.
func FuzzForNames(f *testing.F) {
	for _, name := range []string{"Data Platform", `a "b" \c`, "^.*$", "line\nbreak", "🚀", "true", "${1:x}|,", "\u2028\u202e\x00", "\xff", "<A>", "{{ a }}"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		text, err := schema.For(deployfile.ModeTemplate, schema.WithWorkspaces(name))
		if err != nil {
			return
		}
		require.True(t, json.Valid(text))
		compiled := compile(t, text)
		for workspace, want := range map[string]bool{"elsewhere": name == "elsewhere", name: true} {
			err := compiled.Validate(map[string]any{"deployment": map[string]any{"configuration": map[string]any{
				"workspace_name": workspace, "executor": "CELERY", "deployment_type": "STANDARD",
			}}})
			assert.Equal(t, want, err == nil, "%q: %v", workspace, err)
		}
	})
}
