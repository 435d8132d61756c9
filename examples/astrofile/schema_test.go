package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSchemaCommand(t *testing.T) {
	for _, mode := range []string{"any", "create", "update", "template"} {
		code, out, errs := do(t, "", "schema", "-mode", mode)
		assert.Equal(t, exitOK, code, errs)
		want, err := os.ReadFile("../../schema/documents/" + mode + ".schema.json")
		require.NoError(t, err)
		assert.Equal(t, string(want), out)
	}
	code, _, errs := do(t, "", "schema", "-mode", "upsert")
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, errs, "upsert")
	code, _, _ = do(t, "", "schema", "more")
	assert.Equal(t, exitUsage, code)
}

func TestSchemaOfOrganization(t *testing.T) {
	dir := folder(t, map[string]string{
		"acme.json":  `{"workspaces": ["Data \"Platform\""], "clusters": [{"name": "prod", "nodePools": ["m5.xlarge"]}], "requiredVariables": ["TEAM"]}`,
		"typo.json":  `{"workspace": ["Data"]}`,
		"empty.json": `{"workspaces": []}`,
	})
	code, out, errs := do(t, "", "schema", "-mode", "create", "-organization-file", filepath.Join(dir, "acme.json"))
	assert.Equal(t, exitOK, code, errs)
	assert.True(t, json.Valid([]byte(out)))
	assert.Contains(t, out, `"Data \"Platform\""`)
	assert.Contains(t, out, "TEAM")
	for _, name := range []string{"typo.json", "empty.json"} {
		code, out, errs = do(t, "", "schema", "-organization-file", filepath.Join(dir, name))
		assert.Equal(t, exitInvalid, code, name)
		assert.Empty(t, out)
		assert.Contains(t, errs, "orkspace")
	}
	for _, name := range []string{filepath.Join(dir, "none.json"), ""} { // a variable of the shell that is not set
		code, out, _ = do(t, "", "schema", "-organization-file", name)
		assert.Equal(t, exitUnreadable, code)
		assert.Empty(t, out)
	}
	code, out, _ = do(t, `{"workspaces": ["Data"]}`, "schema", "-organization-file", "-")
	assert.Equal(t, exitOK, code)
	assert.Contains(t, out, `"enum": ["Data"]`)
}

func TestSchemaInstall(t *testing.T) {
	for _, e := range editors() {
		code, out, errs := do(t, "", "schema", "-install", e.name)
		assert.Equal(t, exitOK, code)
		assert.Contains(t, out, "astro-deployment.schema.json")
		assert.Contains(t, errs, "astrofile schema > "+e.schema)
	}
	for _, args := range [][]string{{"emacs"}, {""}, {"vscode", "-mode", "create"}, {"vscode", "-organization-file", "acme.json"}, {"vscode", "more"}} {
		code, out, errs := do(t, "", append([]string{"schema", "-install"}, args...)...)
		assert.Equal(t, exitUsage, code, args)
		assert.Empty(t, out)
		assert.Contains(t, errs, "astrofile schema: ")
	}
}
