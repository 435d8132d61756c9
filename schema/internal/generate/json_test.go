package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRender(t *testing.T) {
	long := strings.Repeat("long ", 30)
	got, err := render(node{
		"required": []string{"b", "a"}, "title": "T <&>", "type": "object",
		"properties": members{{"b", node{"type": "string"}}, {"a", true}, {"c", node{"description": long}}},
		"anyOf":      []node{{"pattern": `^\x00$`}, {"enum": []any{nil, 1, "x"}}},
	})
	require.NoError(t, err)
	want := `{
	"title": "T <&>",
	"type": "object",
	"required": ["b", "a"],
	"properties": {
		"b": {"type": "string"},
		"a": true,
		"c": {
			"description": "` + long + `"
		}
	},
	"anyOf": [{"pattern": "^\\x00$"}, {"enum": [null, 1, "x"]}]
}
`
	assert.Equal(t, want, string(got))

	_, err = render(node{"properties": members{{"a", node{"minProperties": 1}}}})
	require.EqualError(t, err, `properties: a: keyword "minProperties" has no place in the order of keywords`)
	_, err = render(node{"default": func() {}})
	assert.ErrorContains(t, err, "default: json: unsupported type")
}
