package editors

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/schema"
)

// TestTailored shows the server the document of an Organization: it offers the names that exist and says one thing about
// any other.
func TestTailored(t *testing.T) {
	t.Parallel()
	organization := schema.Organization{
		Workspaces:        []string{"Data Platform", `a "b" \c`, "^.*$"},
		Clusters:          []schema.Cluster{{Name: "own ^(1)$", NodePools: []string{"m5.xlarge", "m5.2xlarge"}}, {Name: "shared"}},
		RuntimeVersions:   []string{"3.1-2", "3.0-4"},
		WorkerTypes:       []string{"A10", "A20"},
		RequiredVariables: []string{`OW"NER`},
	}
	e := openTailored(t, organization)
	const standard = `deployment:
  environment_variables:
    - is_secret: false
      key: OW"NER
      value: me
  configuration:
    name: etl
    runtime_version: 3.1-2
    executor: ASTRO
    workspace_name: Data Platform
    deployment_type: STANDARD
    cloud_provider: AWS
    region: us-east-1
  worker_queues:
    - name: default
      worker_type: A10
`
	hybrid := strings.NewReplacer("ASTRO", "CELERY", "STANDARD", "HYBRID", "A10", "m5.xlarge", "    cloud_provider: AWS\n    region: us-east-1\n", "    cluster_name: own ^(1)$\n").Replace(standard)
	checks := []func(){e.none(t, "own", standard, "standard"), e.none(t, "own", hybrid, "hybrid")}
	for _, tt := range []struct{ file, was, is string }{
		{standard, "Data Platform", "Elsewhere"},
		{standard, "Data Platform", "7"},
		{standard, "Data Platform", "[Data, Platform]"},
		{standard, "3.1-2", "3.1-1"},
		{standard, "3.1-2", "latest"},
		{standard, "3.1-2", "3.1"},
		{standard, "3.1-2", "{a: b}"},
		{standard, "A10", "A5"},
		{standard, "A10", "a5"},
		{hybrid, "own ^(1)$", "own 1"},
		{hybrid, "m5.xlarge", "m5.large"},
	} {
		checks = append(checks, e.one(t, "own", strings.Replace(tt.file, tt.was, tt.is, 1), tt.is, tt.is))
	}
	all(checks)
	section := "  environment_variables:\n    - is_secret: false\n      key: OW\"NER\n      value: me\n"
	for name, file := range map[string]string{
		"other key":  strings.Replace(standard, `OW"NER`, "OTHER", 1),
		"no section": strings.Replace(standard, section, "", 1),
		"null":       strings.Replace(standard, section, "  environment_variables:\n", 1),
		"empty":      strings.Replace(standard, section, "  environment_variables: []\n", 1),
	} {
		missing := e.diagnostics("own", file)
		require.Len(t, missing, 1, name)
		assert.Contains(t, missing[0].Message, `"OW\"NER"`, name)
	}

	offered := func(file, was, is string) []string {
		var values []string
		for _, c := range e.complete("own", strings.Replace(file, was, is+cursor, 1)) {
			values = append(values, c.Label)
		}
		slices.Sort(values)
		return values
	}
	assert.Equal(t, []string{"3.0-4", "3.1-2"}, offered(standard, "3.1-2", ""))
	assert.Equal(t, []string{"A10", "A20"}, offered(standard, "A10", ""))
	assert.Equal(t, []string{"own ^(1)$", "shared"}, offered(hybrid, "own ^(1)$", ""))
	assert.Equal(t, []string{"m5.2xlarge", "m5.xlarge"}, offered(hybrid, "m5.xlarge", ""))
	assert.Len(t, offered(standard, "Data Platform", ""), len(organization.Workspaces))
}

// TestTailoredNamesAreQuoted takes every name that is offered: the file has that name then, whatever YAML would make of
// its characters.
func TestTailoredNamesAreQuoted(t *testing.T) {
	t.Parallel()
	names := []string{
		"Data Platform", `a "b" \c`, "^.*$", "line\nbreak", "🚀", "true", "1e3", "2024", "null", "~", "a: b", "#x", "x #y",
		"- y", "[z]", "*a", "it's", "${1:x}",
	}
	e := openTailored(t, schema.Organization{Workspaces: names})
	text := "deployment:\n  configuration:\n    workspace_name: " + cursor
	var got []string
	for _, c := range e.complete("own", text) {
		written := strings.Replace(accept(t, text, c, asProposed), cursor, "\n", 1)
		file, _ := deployfile.Parse("deployment.yaml", []byte(written))
		got = append(got, file.Deployment.Configuration.WorkspaceName)
	}
	assert.ElementsMatch(t, names, got)
}

// openTailored starts a server whose folder own holds files to create from in an Organization.
func openTailored(t *testing.T, organization schema.Organization) *editor {
	t.Helper()
	text, err := schema.For(deployfile.ModeCreate, organization.Options()...)
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "own.schema.json")
	require.NoError(t, os.WriteFile(path, text, 0o600))
	return openWith(t, map[string]any{"schemas": map[string]any{path: "/own/*.yaml"}, "schemaStore": map[string]any{"enable": false}})
}
