package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

func TestSize(t *testing.T) {
	for _, mode := range modes {
		text, err := generate(mode)
		require.NoError(t, err)
		assert.LessOrEqual(t, len(text), 120_000, "%s", mode)
	}
}

// visit calls yield for every schema of a document, with its place.
func visit(place string, schema any, yield func(place string, n map[string]any)) {
	n, ok := schema.(map[string]any)
	if !ok {
		return
	}
	yield(place, n)
	for key, value := range n {
		here := place + "/" + key
		switch key {
		case "properties", "patternProperties", "definitions", "dependencies":
			for name, inner := range value.(map[string]any) {
				visit(here+"/"+name, inner, yield)
			}
		case "allOf", "anyOf":
			for i, inner := range value.([]any) {
				visit(fmt.Sprintf("%s/%d", here, i), inner, yield)
			}
		case "items", "contains", "additionalProperties", "propertyNames", "if", "then", "else", "not":
			visit(here, value, yield)
		}
	}
}

// TestStructure holds every schema against what draft-07 allows, the engines of editors and Go both read, and a
// document that stands alone may have.
func TestStructure(t *testing.T) {
	types := []any{"null", "boolean", "object", "array", "number", "string", "integer"}
	codes := map[string]bool{"offer": true}
	for _, rule := range deployfile.Catalogue() {
		codes[string(rule.Code)] = true
	}
	for mode, d := range documents(t) {
		assert.Equal(t, "http://json-schema.org/draft-07/schema#", d["$schema"])
		assert.Equal(t, address+mode.String()+".schema.json", d["$id"])
		definitions := d["definitions"].(map[string]any)
		used := map[string]bool{}
		visit(mode.String()+"#", d, func(place string, n map[string]any) {
			if text, ok := n["$ref"].(string); ok {
				name, local := strings.CutPrefix(text, "#/definitions/")
				assert.True(t, local && definitions[name] != nil, "%s: %s", place, text)
				assert.Len(t, n, 1, "%s: draft-07 ignores what stands beside $ref", place)
				used[name] = true
			}
			if pattern, ok := n["pattern"].(string); ok {
				_, err := regexp.Compile(pattern)
				require.NoError(t, err, place)
				assert.NotRegexp(t, `\\[sSwWDbBpPkzAQE]|\(\?[^:]`, pattern, "%s: read differently, or not at all, by some engine", place)
			}
			switch v := n["type"].(type) {
			case nil:
			case string:
				assert.Contains(t, types, v, place)
			default:
				assert.Subset(t, types, v, place)
			}
			_, conditional := n["if"]
			_, then := n["then"]
			_, otherwise := n["else"]
			assert.Equal(t, conditional, then || otherwise, "%s: if, then and else", place)
			if code, ok := n["$comment"].(string); ok {
				assert.True(t, codes[code], "%s: no code %q", place, code)
			}
			if message, ok := n["errorMessage"].(string); ok {
				assert.Contains(t, n, "$comment", "%s: a message without a code", place)
				assert.Regexp(t, `^[^.]\S*\b.*[^. ]$`, message, place)
				assert.NotContains(t, n, "not", "%s: editors say something of their own", place)
			}
		})
		for name := range definitions {
			assert.True(t, used[name], "%s: nothing uses the definition %s", mode, name)
		}
	}
}

// property returns the schema of a path of the table of fields.
func property(d map[string]any, path string) map[string]any {
	n := d
	for step := range strings.SplitSeq(path, ".") {
		key, list := strings.CutSuffix(step, "[]")
		next, _ := n["properties"].(map[string]any)[key].(map[string]any)
		if list {
			next, _ = next["items"].(map[string]any)
		}
		if next == nil {
			return nil
		}
		n = next
	}
	return n
}

func TestEveryFieldIsExplained(t *testing.T) {
	for mode, d := range documents(t) {
		for _, f := range spec.Fields() {
			n := property(d, f.Path)
			if f.Status == spec.Misplaced || f.Status == spec.APIName {
				assert.Nil(t, n, "%s: %s", mode, f.Path)
				continue
			}
			require.NotNil(t, n, "%s: %s", mode, f.Path)
			assert.Equal(t, f.Title, n["title"], f.Path)
			assert.Contains(t, n["markdownDescription"], f.Doc, f.Path)
			assert.Contains(t, n["markdownDescription"], "[Documentation]("+f.URL+")", f.Path)
			if f.Status == spec.Legacy {
				assert.Equal(t, true, n["deprecated"], f.Path)
				assert.Equal(t, true, n["doNotSuggest"], f.Path)
				assert.Contains(t, n["deprecationMessage"], f.WrittenBy, f.Path)
			}
		}
	}
}

// TestStructuralCodes holds the codes that the documents speak of against those that a schema has to express by more
// than type, required and additionalProperties.
func TestStructuralCodes(t *testing.T) {
	in := map[deployfile.Mode][]string{}
	for mode, d := range documents(t) {
		visit("", d, func(_ string, n map[string]any) {
			if code, ok := n["$comment"].(string); ok && code != "offer" && !slices.Contains(in[mode], code) {
				in[mode] = append(in[mode], code)
			}
		})
		slices.Sort(in[mode])
	}
	always := []diag.Code{
		deployfile.CodeAstroExecutorUnsupported, deployfile.CodeCronFormat, deployfile.CodeDeploymentTypeMissing, deployfile.CodeEmailFormat,
		deployfile.CodeEnvKeyIllegal, deployfile.CodeFieldCase, deployfile.CodeFieldRequired, deployfile.CodeIPRangeFormat,
		deployfile.CodeLegacyDefaultFlag, deployfile.CodeLegacySection, deployfile.CodeQuantityFormat, deployfile.CodeQueueDefaultMissing,
		deployfile.CodeRemoteExecutionUnsupported, deployfile.CodeRootNotMapping, deployfile.CodeRuntimeVersionFormat, deployfile.CodeSchedulerRange, deployfile.CodeUnknownValue,
		deployfile.CodeWorkerConcurrencyCeiling, deployfile.CodeWorkerCountRange, deployfile.CodeWrongType,
	}
	filled := append(slices.Clone(always), deployfile.CodeClusterNameMissing, deployfile.CodeEnvValueMissing, deployfile.CodeNameMissing,
		deployfile.CodeQueuesWithKubernetes)
	for mode, want := range map[deployfile.Mode][]diag.Code{
		deployfile.ModeAny:      append(slices.Clone(filled), deployfile.CodePlaceholder),
		deployfile.ModeCreate:   append(slices.Clone(filled), deployfile.CodePlaceholder, deployfile.CodeSecretValueMissing),
		deployfile.ModeUpdate:   append(slices.Clone(filled), deployfile.CodePlaceholder, deployfile.CodeSecretBlank),
		deployfile.ModeTemplate: always,
	} {
		text, err := json.Marshal(want)
		require.NoError(t, err)
		var names []string
		require.NoError(t, json.Unmarshal(text, &names))
		assert.ElementsMatch(t, names, in[mode], "%s", mode)
	}
}
