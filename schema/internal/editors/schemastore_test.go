package editors

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
)

// storeFile is a test file of the catalogue.
type storeFile struct {
	name, text string
	good       bool
}

// storeFiles returns the files that come with the entry of the catalogue, in the layout that SchemaStore has.
func storeFiles(t *testing.T) []storeFile {
	t.Helper()
	var files []storeFile
	for folder, good := range map[string]bool{"test": true, "negative_test": false} {
		paths, err := filepath.Glob("../../testdata/schemastore/" + folder + "/astro-deployment/*")
		require.NoError(t, err)
		require.GreaterOrEqual(t, len(paths), 6, folder)
		for _, path := range paths {
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			files = append(files, storeFile{folder + "/" + filepath.Base(path), string(text), good})
		}
	}
	return files
}

func TestFilesOfTheCatalogue(t *testing.T) {
	t.Parallel()
	files := storeFiles(t)
	cases := make([]ajvCase, len(files))
	for i, f := range files {
		cases[i] = ajvCase{Schema: "any.schema.json", Text: f.text}
		_, found := deployfile.Check(f.name, []byte(f.text), deployfile.ValidateOptions{})
		assert.Equal(t, f.good, found.Err() == nil, "%s: deployfile.Check says %v", f.name, found.Err())
	}
	answer := ajv(t, cases)
	for i, f := range files {
		assert.Equal(t, f.good, answer.Cases[i].Valid, "%s: ajv", f.name)
	}
	e := open(t)
	uris := make([]string, len(files))
	for i, f := range files {
		uris[i] = e.show("any", f.text)
	}
	for i, f := range files {
		found := renderDiagnostics(e.found(uris[i]))
		if strings.HasPrefix(f.name, "test/spellings") { // deprecations are shown as findings
			continue
		}
		assert.Equal(t, f.good, found == "nothing\n", "%s: %s", f.name, found)
	}
}

// catalogue is the fragment that goes into the catalogue of SchemaStore.
type catalogue struct {
	Schemas []struct {
		Name        string   `json:"name"`
		Description string   `json:"description"`
		FileMatch   []string `json:"fileMatch"`
		URL         string   `json:"url"`
	} `json:"schemas"`
}

func TestEntryOfTheCatalogue(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../testdata/schemastore/catalog.json")
	require.NoError(t, err)
	var c catalogue
	require.NoError(t, json.Unmarshal(text, &c))
	require.Len(t, c.Schemas, 1)
	entry := c.Schemas[0]
	var titled struct {
		Title string `json:"title"`
	}
	const raw = "https://raw.githubusercontent.com/astrofile/astrofile/main/"
	require.True(t, strings.HasPrefix(entry.URL, raw), entry.URL)
	schema, err := os.ReadFile("../../../" + strings.TrimPrefix(entry.URL, raw))
	require.NoError(t, err, "the URL is a file of the repository")
	require.NoError(t, json.Unmarshal(schema, &titled))
	assert.Equal(t, titled.Title, entry.Name)
	assert.NotContains(t, strings.ToLower(entry.Description), "schema", "SchemaStore wants the file described")

	// the server takes the patterns of a catalogue as it takes those of a setting
	schemas := map[string]any{filepath.Join(filepath.Dir(document(t, deployfile.ModeAny)), filepath.Base(entry.URL)): entry.FileMatch}
	e := openWith(t, map[string]any{"schemas": schemas, "schemaStore": map[string]any{"enable": false}})
	for name, want := range map[string]bool{
		"astro-deployment.yaml": true, "team/astro-deployment.yml": true, "prod.astro-deployment.yaml": true, "astro-deployments/prod.yaml": true,
		"deployment.yaml": false, "k8s/deployment.yaml": false, "deployments/prod.yaml": false, "my-astro-deployment.yaml": false,
	} {
		assert.Equal(t, want, e.knows(name), name)
	}
}
