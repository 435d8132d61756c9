package schema

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A document that has lost a place that an option writes to is an error, not a document that does less than it says.
func TestTailorMissesNoPlace(t *testing.T) {
	const bare = `{"$id": "https://example.com/a.schema.json", "properties": {"deployment": {"properties": {"configuration": {}}}}}`
	tests := []struct {
		name     string
		document string
		option   Option
		want     string
	}{
		{"no Deployment", `{}`, WithID("https://example.com/b"), "no place for deployment"},
		{"no configuration", `{"properties": {"deployment": {}}}`, WithID("https://example.com/b"), "no place for deployment.configuration"},
		{"no Workspace", bare, WithWorkspaces("a"), "no place for deployment.configuration.workspace_name"},
		{"no cluster", bare, WithClusters(Cluster{Name: "a"}), "no place for deployment.configuration.cluster_name"},
		{"no version", bare, WithRuntimeVersions("3.1-2"), "no place for deployment.configuration.runtime_version"},
		{"no worker type", bare, WithWorkerTypes("A5"), "no place for deployment.worker_queues[].worker_type"},
		{"no enumeration of worker types", `{"$id": "https://example.com/a.schema.json", "properties": {"deployment": {"properties": {"configuration": {},
			"worker_queues": {"items": {"properties": {"worker_type": {"enum": ["A5"]}}}}}}}}`, WithWorkerTypes("A5"), "no enumeration of worker types"},
		{"no node pools", `{"$id": "https://example.com/a.schema.json", "properties": {"deployment": {"properties": {"configuration": {
			"properties": {"cluster_name": {}}}}}}}`, WithClusters(Cluster{Name: "a"}), "no place for deployment.configuration.default_worker_type"},
		{"no variables", bare, WithRequiredVariables("A"), "no place for deployment.environment_variables[].key"},
		{"no $id", `{"properties": {"deployment": {"properties": {"configuration": {}}}}}`, WithID("https://example.com/b"), "no $id"},
		{"other $id", `{"$id": "a", "properties": {"deployment": {"properties": {"configuration": {"properties": {"workspace_name": {}}}}}}}`,
			WithWorkspaces("a"), "does not end in .schema.json"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := newSettings([]Option{tt.option})
			require.NoError(t, err)
			root, err := readObject([]byte(tt.document))
			require.NoError(t, err)
			tl := tailor{document: document{root}, settings: s}
			text, err := tl.run()
			require.ErrorContains(t, err, tt.want)
			assert.Nil(t, text)
		})
	}
}

func TestDocumentFindsPlacesBehindReferencesAndConditions(t *testing.T) {
	root, err := readObject([]byte(`{
		"definitions": {"loop": {"allOf": [{"$ref": "#/definitions/loop"}], "properties": {"c": {"title": "3"}}}},
		"properties": {"a": {"items": {"properties": {"c": {"title": "1"}}, "$ref": "#/definitions/loop"}}},
		"allOf": [{"if": {"properties": {"a": {"items": {"properties": {"c": {"title": "condition"}}}}}},
			"then": {"properties": {"a": {"items": {"properties": {"c": {"title": "2"}}}}}}}]
	}`))
	require.NoError(t, err)
	places, err := document{root}.at("a[].c")
	require.NoError(t, err)
	var titles []any
	for _, p := range places {
		titles = append(titles, p.values["title"])
	}
	assert.Equal(t, []any{"1", "2", "3"}, titles)
	_, err = document{root}.at("a.c")
	assert.Error(t, err)
}

func TestReadObjectErrors(t *testing.T) {
	for _, text := range []string{"", "[]", "1", `{"a"`, `{"a": }`, `{"a": [}`, `{"a": {"b": 1}`, `{"a": 1, "a": 2}`} {
		_, err := readObject([]byte(text))
		assert.Error(t, err, text)
	}
}

func TestObjectKeepsOrder(t *testing.T) {
	const text = "{\n\t\"properties\": {\"b\": [1.50, true, null], \"a\": [{}], \"<&\\u2028\\\"\": \"x\"},\n\t\"description\": []\n}\n"
	o, err := readObject([]byte(text))
	require.NoError(t, err)
	assert.True(t, bytes.Equal([]byte(text), writeJSON(o)), "%s", writeJSON(o))
	o = o.object("properties")
	o.remove("a")
	o.remove("nothing")
	o.set("b", "again")
	assert.Equal(t, []string{"b", "<&\u2028\""}, o.keys)
}
