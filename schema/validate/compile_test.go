package validate_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/schema"
	"github.com/astrofile/astrofile/schema/validate"
)

func TestCompileRefuses(t *testing.T) {
	for _, c := range []struct{ name, document, want string }{
		{"nothing", "", "the schema is not JSON"},
		{"half", `{"type":`, "the schema is not JSON"},
		{"two", `{}{}`, "the schema is not JSON"},
		{"a list", `[]`, "the schema cannot be used"},
		{"another type", `{"type":"text"}`, "the schema cannot be used"},
		{"a bad pattern", `{"pattern":"("}`, "the schema cannot be used"},
		{"a bad pattern of a key", `{"patternProperties":{"(":{}}}`, "the schema cannot be used"},
		{"a remote reference", `{"$ref":"https://json.example.com/x.json"}`, "it refers to https://json.example.com/x.json, and nothing outside the document is loaded"},
		{"a file", `{"properties":{"a":{"$ref":"file:///etc/passwd"}}}`, "nothing outside the document is loaded"},
		{"a relative reference", `{"$ref":"other.json#/definitions/x"}`, "nothing outside the document is loaded"},
		{"a reference to nothing", `{"$ref":"#/definitions/x"}`, "the schema cannot be used"},
		{"a reference that is no text", `{"$ref":5}`, "the schema cannot be used"},
		{"a reference to itself", `{"$ref":"#"}`, "the schema cannot be used"},
		{"a circle", `{"allOf":[{"$ref":"#"}]}`, "the schema cannot be used"},
		{"a circle of two", `{"definitions":{"a":{"not":{"$ref":"#/definitions/b"}},"b":{"if":{"$ref":"#/definitions/a"}}},"$ref":"#/definitions/a"}`, "the schema cannot be used"},
		{"another draft", `{"$schema":"https://json.example.com/draft"}`, "nothing outside the document is loaded"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, err := validate.Compile([]byte(c.document))
			require.ErrorContains(t, err, c.want)
			assert.Nil(t, v)
		})
	}
}

func TestRecursiveSchema(t *testing.T) {
	v, err := validate.Compile([]byte(`{"type":"object","properties":{"child":{"$ref":"#"}},"additionalProperties":false}`))
	require.NoError(t, err)
	found, err := v.Value(map[string]any{"child": map[string]any{"child": map[string]any{"chidl": 1}}})
	require.NoError(t, err)
	require.Len(t, found, 1)
	assert.Equal(t, `child.child.chidl: error: unknown field "chidl" [unknown-field]`, found[0].String())
	assert.Equal(t, `did you mean "child"?`, found[0].Hint)
}

// TestRewritingChangesNothing has documents in which the parts that occur twice must not take the place of others.
func TestRewritingChangesNothing(t *testing.T) {
	for _, document := range []string{
		`{"definitions":{"part-0":{"type":"string"}},"properties":{"a":{"type":"integer"},"b":{"type":"integer"},"c":{"$ref":"#/definitions/part-0"}}}`,
		`{"properties":{"a":{"type":"integer"},"b":{"type":"integer"},"c":{"$ref":"#/properties/a"}}}`,
		`{"properties":{"a":{"$id":"#a","type":"integer"},"b":{"type":"integer"},"c":{"$ref":"#a"}}}`,
		`{"properties":{"a":{"$comment":"offer","type":"integer"},"b":{"type":"integer"},"c":{"enum":["x"]}}}`,
		`{"properties":{"a":{"const":null},"b":{"const":null},"c":{"enum":["x"]}}}`,
		`{"properties":{"a":{"const":{"type":"integer"}},"b":{"const":{"type":"integer"}},"c":{"enum":[{"title":"x"}]}}}`,
		`{"properties":{"a":{"properties":{"title":{"type":"integer"},"default":false}},"b":{"properties":{"title":{"type":"integer"},"default":false}}}}`,
	} {
		v, err := validate.Compile([]byte(document))
		require.NoError(t, err, document)
		for _, value := range []any{
			map[string]any{"a": 1, "b": "x"}, map[string]any{"a": "x", "b": 1}, map[string]any{"c": "x"}, map[string]any{"c": 1},
			map[string]any{"a": map[string]any{"title": "x"}}, map[string]any{"b": map[string]any{"default": 1}}, map[string]any{"b": map[string]any{"type": "integer"}},
		} {
			want, err := validate.LibraryOf([]byte(document), value)
			require.NoError(t, err)
			found, err := v.Value(value)
			require.NoError(t, err)
			assert.Equal(t, want, len(found) == 0, "%s\n%v", document, value)
		}
	}
}

// TestDocuments holds the documents themselves against the rules of their draft.
func TestDocuments(t *testing.T) {
	for _, mode := range modes {
		t.Run(mode.String(), func(t *testing.T) {
			text, err := schema.Document(mode)
			require.NoError(t, err)
			var root any
			require.NoError(t, json.Unmarshal(text, &root))
			meta, err := jsonschema.Compile("http://json-schema.org/draft-07/schema#")
			require.NoError(t, err)
			require.NoError(t, meta.Validate(root))
			for _, ref := range references(root) {
				assert.True(t, strings.HasPrefix(ref, "#/"), "%s leaves the document", ref)
			}
			v, err := validate.Compile(text)
			require.NoError(t, err)
			require.NoError(t, v.Prepared(), "nothing but this test proves that our documents can be used")
			ours, err := validate.Of(mode)
			require.NoError(t, err)
			assert.Same(t, ours, v, "the document was not recognised")
		})
	}
}

func references(at any) []string {
	var all []string
	switch at := at.(type) {
	case map[string]any:
		if ref, ok := at["$ref"].(string); ok {
			all = append(all, ref)
		}
		for _, child := range at {
			all = append(all, references(child)...)
		}
	case []any:
		for _, child := range at {
			all = append(all, references(child)...)
		}
	}
	return all
}

func TestConcurrentUse(t *testing.T) {
	v, err := validate.Compile([]byte(`{"properties":{"a":{"type":"integer"}}}`))
	require.NoError(t, err)
	fresh, err := validate.New(deployfile.ModeAny) // the library has not seen it
	require.NoError(t, err)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if found, err := v.Value(map[string]any{"a": "x"}); assert.NoError(t, err) {
				assert.Len(t, found, 1)
			}
			if found, err := fresh.Value(nil); assert.NoError(t, err) {
				assert.Len(t, found, 1)
			}
		})
	}
	group.Wait()
}
