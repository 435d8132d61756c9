package validate_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/schema/validate"
)

// TestQuickAgrees holds what the short way says about files with mistakes against what the library says, given the
// document as it is.
func TestQuickAgrees(t *testing.T) {
	for _, mode := range modes {
		t.Run(mode.String(), func(t *testing.T) {
			t.Parallel()
			v, err := validate.Of(mode)
			require.NoError(t, err)
			r := rand.New(rand.NewPCG(11, 11))
			trees := seeds(t, r, mode)
			asked, rejected := 0, 0
			for asked < 2_000 {
				tree := trees[r.IntN(len(trees))].clone()
				for range r.IntN(4) {
					mutate(r, tree)
				}
				value, ok := validate.ValueOf("mutated.yaml", tree.text())
				if !ok {
					continue
				}
				asked++
				accepts, there := v.Quick(value)
				require.True(t, there, "the schema has a keyword that makes it slow")
				want, err := validate.Library(mode, value)
				require.NoError(t, err)
				require.Equal(t, want, accepts, "%s", tree.text())
				if !want {
					rejected++
				}
			}
			assert.Greater(t, rejected, asked/4)
			assert.Less(t, rejected, 9*asked/10)
		})
	}
}

// seeds returns files to make mistakes in: those that are good, and others as Deployments of every type become them.
func seeds(t *testing.T, r *rand.Rand, mode deployfile.Mode) []*node {
	var trees []*node
	for _, src := range goodFiles(t, mode) {
		trees = append(trees, read(t, src))
	}
	for _, kind := range kinds {
		for _, executor := range executors {
			src, err := deployfile.Marshal(deployment(r, kind, executor), deployfile.SyntaxYAML)
			require.NoError(t, err)
			trees = append(trees, read(t, src))
		}
	}
	return trees
}

// TestQuickKnows says which documents have a short way, and that both ways lead to the same answers.
func TestQuickKnows(t *testing.T) {
	values := []any{
		nil, true, false, "", "a", "ab", "é", "x1", -1, 0, 1, 2, 2.0, 2.5, 3, 1 << 53, uint64(math.MaxUint64), math.MaxFloat64,
		[]any{}, []any{1}, []any{"a", 1}, []any{1, 2, 3}, []any{[]any{1}}, []any{nil},
		map[string]any{}, map[string]any{"a": 1}, map[string]any{"a": "x", "b": 2}, map[string]any{"b": nil}, map[string]any{"x1": 1},
		map[string]any{"a": map[string]any{"a": "x"}}, map[string]any{"": []any{}},
	}
	for _, c := range []struct {
		document string
		quick    bool
	}{
		{`true`, true},
		{`false`, true},
		{`{}`, true},
		{`{"type":"integer"}`, true},
		{`{"type":["number","null"]}`, true},
		{`{"type":"boolean","default":5,"$comment":"offer"}`, true},
		{`{"enum":["a",2,null]}`, true},
		{`{"enum":[2.5]}`, false},
		{`{"enum":[[1]]}`, false},
		{`{"enum":["a"],"const":"ab"}`, false},
		{`{"const":null}`, true},
		{`{"const":9007199254740992}`, false},
		{`{"const":{"a":1}}`, false},
		{`{"pattern":"^[a-w]"}`, true},
		{`{"minLength":1,"maxLength":1}`, true},
		{`{"maxLength":0}`, true},
		{`{"maxLength":1e30}`, false},
		{`{"minItems":1,"maxItems":2}`, true},
		{`{"maxItems":0}`, true},
		{`{"minimum":1,"maximum":2}`, true},
		{`{"exclusiveMinimum":1,"exclusiveMaximum":3}`, true},
		{`{"minimum":2.25}`, false},
		{`{"required":["a","b"]}`, true},
		{`{"properties":{"a":{"type":"integer"},"b":false}}`, true},
		{`{"properties":{"a":true},"additionalProperties":false}`, true},
		{`{"properties":{"a":true},"additionalProperties":{"type":"null"}}`, true},
		{`{"patternProperties":{"^x":false,"1$":{"type":"string"}},"additionalProperties":{"type":"integer"}}`, true},
		{`{"propertyNames":{"minLength":2}}`, true},
		{`{"dependencies":{"a":{"required":["b"]}}}`, true},
		{`{"dependencies":{"a":["b"]}}`, false},
		{`{"items":{"type":"integer"}}`, true},
		{`{"items":false}`, true},
		{`{"items":[{"type":"string"}],"additionalItems":false}`, false},
		{`{"contains":{"const":1}}`, true},
		{`{"not":{"type":"string"},"allOf":[{"minimum":1}],"anyOf":[{"type":"null"},{"type":"integer"},{"type":"array"}]}`, true},
		{`{"oneOf":[{"type":"number"},{"minimum":2},{"type":"string"}]}`, true},
		{`{"if":{"type":"string"},"then":{"minLength":2},"else":{"maxItems":1}}`, true},
		{`{"if":{"type":"string"}}`, true},
		{`{"then":false,"else":false}`, true},
		{`{"properties":{"a":{"$ref":"#"}},"type":"object"}`, true},
		{`{"properties":{"a":{"$ref":"#/definitions/t","type":"null"}},"definitions":{"t":{"$ref":"#/definitions/u"},"u":{"type":"string"}}}`, true},
		{`{"$ref":"#/definitions/t","type":"null","definitions":{"t":{"type":"string"}}}`, true},
		{`{"$ref":"#/definitions/t","definitions":{"t":{"type":"object","properties":{"a":{"$ref":"#/definitions/t"}}}}}`, true},
		{`{"properties":{"a":{"$ref":"#/properties/b"},"b":{"type":"integer"}}}`, false},
		{`{"$ref":"#/definitions/a~1b","definitions":{"a/b":{"type":"string"},"a~1b":{"type":"integer"}}}`, false},
		{`{"$schema":"http://json-schema.org/draft-07/schema#","$id":"https://json.example.com/x.json","type":"string"}`, true},
		{`{"$schema":"http://json-schema.org/draft-04/schema#","minimum":1,"exclusiveMinimum":true}`, false},
		{`{"$schema":"https://json-schema.org/draft/2020-12/schema","$ref":"#/$defs/t","minimum":2,"$defs":{"t":{"type":"number"}}}`, false},
		{`{"$schema":"https://json-schema.org/draft/2020-12/schema","properties":{"a":{"$ref":"#/definitions/t","minimum":2}},"definitions":{"t":{"type":"number"}}}`, false},
		{`{"properties":{"a":{"$id":"https://json.example.com/x.json","type":"string"}}}`, false},
		{`{"format":"ipv4"}`, false},
		{`{"multipleOf":2}`, false},
		{`{"uniqueItems":true}`, false},
		{`{"minProperties":1}`, false},
	} {
		t.Run(c.document, func(t *testing.T) {
			v, err := validate.Compile([]byte(c.document))
			require.NoError(t, err)
			for _, value := range values {
				want, err := validate.LibraryOf([]byte(c.document), value)
				require.NoError(t, err)
				found, err := v.Value(value)
				require.NoError(t, err)
				assert.Equal(t, want, len(found) == 0, "%#v", value)
				accepts, there := v.Quick(value)
				require.Equal(t, c.quick, there)
				assert.Equal(t, want && there, accepts, "%#v", value)
			}
		})
	}
}
