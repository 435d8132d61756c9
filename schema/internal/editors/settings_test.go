package editors

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
)

// misspelt is a file with one mistake, which only the schema knows.
const misspelt = "deployment:\n    configuration:\n        nam: etl\n"

// knows reports whether the server holds the file of that name against the schema.
func (e *editor) knows(name string) bool {
	e.t.Helper()
	uri := fileURI(filepath.Join(e.root, name))
	e.notify("textDocument/didOpen", map[string]any{
		"textDocument": map[string]any{"uri": uri, "languageId": "yaml", "version": 1, "text": misspelt},
	})
	return strings.Contains(renderDiagnostics(e.found(uri)), "nam ")
}

func TestModeline(t *testing.T) {
	t.Parallel()
	e := openWith(t, map[string]any{"schemaStore": map[string]any{"enable": false}}) // no mapping at all
	assert.Empty(t, e.diagnostics("", misspelt))
	for _, line := range []string{"# yaml-language-server: $schema=", "---\n# yaml-language-server: $schema="} {
		for _, path := range []string{document(t, deployfile.ModeUpdate), fileURI(document(t, deployfile.ModeUpdate))} {
			found := renderDiagnostics(e.diagnostics("", line+path+"\n"+misspelt))
			assert.Contains(t, found, "nam ", line+path)
		}
	}
	// a path beside the file
	schema, err := os.ReadFile(document(t, deployfile.ModeUpdate))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(e.root, "deployment.schema.json"), schema, 0o600))
	assert.Contains(t, renderDiagnostics(e.diagnostics("", "# yaml-language-server: $schema=./deployment.schema.json\n"+misspelt)), "nam ")
}

// folder is where the settings are: what the command prints for an editor, byte for byte.
const folder = "../../../examples/astrofile/editors/"

// deployments are names of files, and whether the settings take them for Deployment files.
var deployments = map[string]bool{
	"deployment.yaml": true, "prod-deployment.yml": true, "team/deployment.yaml": true,
	"deployments/prod.yaml": true, "team/deployments/etl/prod.yml": true,
	"compose.yaml": false, "k8s/service.yaml": false, "deployment.yaml.txt": false, "deployments.yaml": false,
}

// openProject starts a server for a project that has the schema where the settings say, and checks which files the
// server holds against it.
func openProject(t *testing.T, schemas map[string]any) {
	t.Helper()
	require.Len(t, schemas, 1)
	e := openWith(t, map[string]any{"schemas": schemas, "schemaStore": map[string]any{"enable": false}})
	schema, err := os.ReadFile(document(t, deployfile.ModeAny))
	require.NoError(t, err)
	for path := range schemas {
		require.True(t, strings.HasPrefix(path, "./"), "%s is a path in the project", path)
		require.NoError(t, os.MkdirAll(filepath.Join(e.root, filepath.Dir(path)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(e.root, path), schema, 0o600))
	}
	for name, want := range deployments {
		assert.Equal(t, want, e.knows(name), name)
	}
}

// TestSettingsOfVSCode answers the server's question for the settings with what people put into .vscode/settings.json.
func TestSettingsOfVSCode(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(folder + "vscode.json")
	require.NoError(t, err)
	var settings struct {
		Schemas map[string]any `json:"yaml.schemas"`
	}
	require.NoError(t, json.Unmarshal(text, &settings))
	openProject(t, settings.Schemas)
}

// TestSettingsOfHelix reads .helix/languages.toml, of which every value is also JSON, as Helix hands it to the server.
func TestSettingsOfHelix(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(folder + "languages.toml")
	require.NoError(t, err)
	settings := map[string]map[string]any{}
	var table string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if header, ok := strings.CutPrefix(line, "[language-server.yaml-language-server.config."); ok {
			table = strings.Trim(strings.TrimSuffix(header, "]"), `"`)
			settings[table] = map[string]any{}
		} else if line != "" {
			key, value, ok := strings.Cut(line, " = ")
			require.True(t, ok, line)
			var v any
			require.NoError(t, json.Unmarshal([]byte(value), &v), line)
			settings[table][strings.Trim(key, `"`)] = v
		}
	}
	openProject(t, settings["yaml.schemas"])
	assert.Equal(t, map[string]any{"editor.tabSize": 2.0}, settings["[yaml]"], "what the server is told to indent by in every test")
}

// TestSettingsOfJetBrains reads .idea/jsonSchemas.xml.
func TestSettingsOfJetBrains(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(folder + "jsonSchemas.xml")
	require.NoError(t, err)
	type option struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
		Items []struct {
			Options []option `xml:"option"`
		} `xml:"list>Item"`
	}
	var project struct {
		Component struct {
			Name    string   `xml:"name,attr"`
			Options []option `xml:"state>map>entry>value>SchemaInfo>option"`
		} `xml:"component"`
	}
	require.NoError(t, xml.Unmarshal(text, &project))
	assert.Equal(t, "JsonSchemaMappingsProjectConfiguration", project.Component.Name)
	got := map[string]string{}
	for _, o := range project.Component.Options {
		got[o.Name] = o.Value
		for _, item := range o.Items {
			of := map[string]string{}
			for _, i := range item.Options {
				of[i.Name] = i.Value
			}
			got[of["mappingKind"]+" "+of["path"]] = "patterns"
		}
	}
	assert.Equal(t, map[string]string{
		"name": "Astro Deployment file", "relativePathToSchema": ".idea/astro-deployment.schema.json", "schemaVersion": "JSON Schema version 7",
		"patterns": "", "Pattern *deployment.yaml": "patterns", "Pattern *deployment.yml": "patterns", "Directory deployments": "patterns",
	}, got)
}
