package diag_test

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
)

func sarifRun(t testing.TB) diag.Run {
	l := append(everything(t), diag.Diagnostic{Severity: diag.SeverityInfo, Code: "no-place", Message: "somewhere"})
	l = append(l, diag.Diagnostic{Severity: diag.SeverityError, Code: "unknown-field", File: "/etc/b c.yaml", Path: "x", Range: &diag.Range{}, Message: "m"})
	return diag.Run{
		Tool: diag.Tool{Name: "astrofile", Version: "0.1.0", URL: "https://example.com/astrofile"},
		Rules: []diag.RuleInfo{
			{Code: "duplicate-key", Severity: diag.SeverityError, Summary: "A key occurs twice.", URL: "https://example.com/checks#duplicate-key"},
			{Code: "unknown-field", Severity: diag.SeverityError, Summary: "A key is not known.", URL: "https://example.com/checks#unknown-field"},
			{Code: "c", Severity: diag.SeverityWarning},
			{Code: "duplicate-key"},
		},
		Findings: l,
	}
}

func TestSARIFGolden(t *testing.T) {
	golden.Run(t, "testdata/sarif/*.txtar", func(t *testing.T, a *golden.Archive) {
		a.Want("log.sarif", []byte(sarif(t, sarifRun(t))))
	})
}

func TestSARIFHasTheShapeOfTheStandard(t *testing.T) {
	for name, run := range map[string]diag.Run{
		"everything": sarifRun(t),
		"empty":      {Tool: diag.Tool{Name: "astrofile"}},
		"unread": {Tool: diag.Tool{Name: "astrofile"}, Unread: []diag.Unread{
			{File: "a b.yaml", Reason: "permission denied"}, {Reason: "\x1b"}, {},
		}},
		"bare": {Tool: diag.Tool{Name: "astrofile"}, Findings: diag.List{
			{}, {File: "a", Range: &diag.Range{}}, {File: "a", Fix: &diag.Fix{}}, {Fix: &diag.Fix{Edits: []diag.Edit{{}}}},
			{File: "a", Range: &diag.Range{Start: diag.Position{Line: 3, Column: 9, Offset: 40}}},
			{File: "a", Range: &diag.Range{Start: diag.Position{Line: 3, Column: 9, Offset: 40}, End: diag.Position{Line: 3, Column: 2, Offset: 41}}},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			data := sarif(t, run)
			assert.Equal(t, data, sarif(t, run), "equal runs give equal bytes")
			var doc any
			require.NoError(t, json.Unmarshal([]byte(data), &doc))
			checkSARIF(t, doc)
		})
	}
}

func TestSARIFResults(t *testing.T) {
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID       string
				RuleIndex    int
				Level        string
				Message      struct{ Text string }
				Suppressions []struct{ Kind, Justification string }
				Fixes        []struct {
					ArtifactChanges []struct {
						Replacements []struct {
							InsertedContent *struct{ Text, Binary string }
						}
					}
				}
			}
		}
	}
	run := sarifRun(t)
	require.NoError(t, json.Unmarshal([]byte(sarif(t, run)), &log))
	results, rules := log.Runs[0].Results, log.Runs[0].Tool.Driver.Rules
	require.Len(t, results, len(run.Findings))
	for i, d := range run.Findings {
		r := results[i]
		assert.Equal(t, string(d.Code), r.RuleID)
		assert.Equal(t, r.RuleID, rules[r.RuleIndex].ID)
		want := map[diag.Severity]string{diag.SeverityError: "error", diag.SeverityWarning: "warning"}[d.Severity]
		if want == "" {
			want = "note"
		}
		assert.Equal(t, want, r.Level)
		if d.Ignored == "" {
			assert.Empty(t, r.Suppressions)
		} else {
			require.Len(t, r.Suppressions, 1)
			assert.Equal(t, "inSource", r.Suppressions[0].Kind)
			assert.Equal(t, d.Ignored, r.Suppressions[0].Justification)
		}
		for _, fix := range r.Fixes {
			for k, replacement := range fix.ArtifactChanges[0].Replacements {
				if inserted := replacement.InsertedContent; inserted != nil {
					assert.Equal(t, d.Fix.Edits[k].Text, inserted.Text)
					binary, err := base64.StdEncoding.DecodeString(inserted.Binary)
					require.NoError(t, err)
					assert.Equal(t, inserted.Text, string(binary))
				}
			}
		}
	}
	assert.Equal(t, run.Findings[0].Message+"\n"+run.Findings[0].Hint, results[0].Message.Text)
}

func TestSARIFUnread(t *testing.T) {
	data := sarif(t, diag.Run{Unread: []diag.Unread{{File: "a b.yaml", Reason: "permission denied"}}})
	assert.Contains(t, data, `"executionSuccessful": false`)
	assert.Contains(t, data, `"text": "cannot read the file: permission denied"`)
	assert.Contains(t, data, `"uri": "a%20b.yaml"`)
	assert.Contains(t, sarif(t, diag.Run{}), `"executionSuccessful": true`)
}

func fingerprints(t *testing.T, l diag.List) []string {
	t.Helper()
	var log struct {
		Runs []struct {
			Results []struct{ PartialFingerprints map[string]string }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(sarif(t, diag.Run{Findings: l})), &log))
	var all []string
	for _, r := range log.Runs[0].Results {
		all = append(all, r.PartialFingerprints["codePath/v1"])
	}
	return all
}

func TestSARIFFingerprints(t *testing.T) {
	a := diag.Diagnostic{File: "a.yaml", Code: "c", Path: "p", Message: "m", Range: from(3)}
	moved, other, second := a, a, a
	moved.Range, moved.Message = from(99), "other words"
	other.Path = "q"
	second.File = "b.yaml"
	first := fingerprints(t, diag.List{a, other, a, second})
	assert.Equal(t, first[0], fingerprints(t, diag.List{moved})[0], "another line")
	assert.NotEqual(t, first[0], first[1], "another path")
	assert.NotEqual(t, first[0], first[2], "the second of its kind")
	assert.Equal(t, first[0], first[3], "services compare within a file")
	assert.Equal(t, "a68d6c2a478b5822836dbc797bf836fa:1", first[0], "published: a change makes every alert new")
}

func TestSARIFTextIsNoLink(t *testing.T) {
	data := sarif(t, diag.Run{Findings: diag.List{
		{Message: `name "[free](https://example.com)\"` + "\x1b", Hint: "see worker_queues[0] (the first)"},
	}})
	assert.Contains(t, data, `"text": "name \"\\[free\\](https://example.com)\\\\\"␛\nsee worker_queues[0] (the first)"`)
}

func TestSARIFFileNames(t *testing.T) {
	for name, want := range map[string]string{
		"prod.yaml":              "prod.yaml",
		"./a/../b.yaml":          "a/../b.yaml",
		".//./b.yaml":            "b.yaml",
		`envs\prod.yaml`:         "envs/prod.yaml",
		"größe 1.yaml":           "gr%C3%B6%C3%9Fe%201.yaml",
		"<stdin>":                "%3Cstdin%3E",
		"a:b?c#d%e.yaml":         "a%3Ab%3Fc%23d%25e.yaml",
		"c:x.yaml":               "c%3Ax.yaml",
		"/etc/astro/a b.yaml":    "file:///etc/astro/a%20b.yaml",
		`C:\astro\a b.yaml`:      "file:///C:/astro/a%20b.yaml",
		`\\server\share\a b.yml`: "file://server/share/a%20b.yml",
		"\xff":                   "%FF",
	} {
		data := sarif(t, diag.Run{Findings: diag.List{{File: name}}})
		assert.Contains(t, data, `"uri": "`+want+`"`)
		_, err := url.Parse(want)
		assert.NoError(t, err)
	}
}

// checkSARIF holds doc against what SARIF 2.1.0 requires of the objects that this package writes.
func checkSARIF(t *testing.T, doc any) {
	t.Helper()
	log := object(t, doc, "version runs", "$schema")
	assert.Equal(t, "2.1.0", log["version"])
	assert.True(t, strings.HasSuffix(log["$schema"].(string), "/sarif-schema-2.1.0.json"))
	for _, run := range array(t, log["runs"], 1) {
		run := object(t, run, "tool invocations results columnKind")
		for _, v := range array(t, run["invocations"], 1) {
			invocation := object(t, v, "executionSuccessful", "toolExecutionNotifications")
			notes := optional(t, invocation["toolExecutionNotifications"])
			assert.Equal(t, len(notes) == 0, invocation["executionSuccessful"])
			for _, n := range notes {
				note := object(t, n, "level message", "locations")
				checkLevel(t, note["level"])
				checkMessage(t, note["message"])
				for _, l := range optional(t, note["locations"]) {
					checkLocation(t, l)
				}
			}
		}
		assert.Equal(t, "utf16CodeUnits", run["columnKind"])
		driver := object(t, object(t, run["tool"], "driver")["driver"], "name", "version", "informationUri", "rules")
		ids := map[string]bool{}
		for _, rule := range optional(t, driver["rules"]) {
			rule := object(t, rule, "id", "shortDescription", "helpUri", "defaultConfiguration")
			assert.False(t, ids[rule["id"].(string)], "rule %s twice", rule["id"])
			ids[rule["id"].(string)] = true
			checkMessage(t, rule["shortDescription"])
			if rule["defaultConfiguration"] != nil {
				checkLevel(t, object(t, rule["defaultConfiguration"], "level")["level"])
			}
		}
		for _, result := range array(t, run["results"], 0) {
			checkResult(t, result, len(ids))
		}
	}
}

func checkResult(t *testing.T, v any, rules int) {
	t.Helper()
	r := object(t, v, "ruleId ruleIndex level message locations partialFingerprints suppressions", "relatedLocations", "fixes")
	assert.Less(t, r["ruleIndex"].(float64), float64(rules))
	checkLevel(t, r["level"])
	checkMessage(t, r["message"])
	for _, l := range array(t, r["locations"], 0) {
		checkLocation(t, l)
	}
	ids := map[any]bool{}
	for _, l := range optional(t, r["relatedLocations"]) {
		checkLocation(t, l)
		id := object(t, l, "id message", "physicalLocation", "logicalLocations")["id"]
		assert.False(t, ids[id])
		ids[id] = true
	}
	for _, s := range array(t, r["suppressions"], 0) {
		assert.Contains(t, []any{"inSource", "external"}, object(t, s, "kind justification")["kind"])
	}
	for name, value := range object(t, r["partialFingerprints"], "", "codePath/v1") {
		assert.NotEmpty(t, value, name)
	}
	for _, f := range optional(t, r["fixes"]) {
		fix := object(t, f, "artifactChanges", "description")
		checkMessage(t, fix["description"])
		for _, c := range array(t, fix["artifactChanges"], 1) {
			change := object(t, c, "artifactLocation replacements")
			object(t, change["artifactLocation"], "uri")
			for _, r := range array(t, change["replacements"], 1) {
				replacement := object(t, r, "deletedRegion", "insertedContent")
				deleted := object(t, replacement["deletedRegion"], "byteOffset byteLength")
				assert.GreaterOrEqual(t, deleted["byteOffset"], 0.0)
				assert.GreaterOrEqual(t, deleted["byteLength"], 0.0)
				if replacement["insertedContent"] != nil {
					object(t, replacement["insertedContent"], "text binary") // a region of bytes requires binary
				}
			}
		}
	}
}

func checkLocation(t *testing.T, v any) {
	t.Helper()
	l := object(t, v, "", "id", "message", "physicalLocation", "logicalLocations")
	checkMessage(t, l["message"])
	for _, logical := range optional(t, l["logicalLocations"]) {
		assert.NotEmpty(t, object(t, logical, "fullyQualifiedName")["fullyQualifiedName"])
	}
	if l["physicalLocation"] == nil {
		return
	}
	physical := object(t, l["physicalLocation"], "artifactLocation", "region")
	object(t, physical["artifactLocation"], "uri")
	if physical["region"] == nil {
		return
	}
	region := object(t, physical["region"], "startLine startColumn endLine endColumn byteOffset byteLength")
	for _, name := range []string{"startLine", "startColumn", "endLine", "endColumn"} {
		assert.GreaterOrEqual(t, region[name], 1.0, name)
	}
	assert.GreaterOrEqual(t, region["byteLength"], 0.0)
	assert.GreaterOrEqual(t, region["endLine"], region["startLine"])
	if region["endLine"] == region["startLine"] {
		assert.GreaterOrEqual(t, region["endColumn"], region["startColumn"])
	}
}

func checkLevel(t *testing.T, v any) {
	t.Helper()
	assert.Contains(t, []any{"none", "note", "warning", "error"}, v)
}

func checkMessage(t *testing.T, v any) {
	t.Helper()
	if v != nil {
		object(t, v, "text")
	}
}

// object returns v, which must be an object with the required names, given in one string, and no others but optional.
func object(t *testing.T, v any, required string, optional ...string) map[string]any {
	t.Helper()
	o, ok := v.(map[string]any)
	require.True(t, ok, "%v is no object", v)
	for name := range strings.FieldsSeq(required) {
		require.Contains(t, o, name)
	}
	for name := range o {
		assert.Contains(t, append(optional, strings.Fields(required)...), name)
	}
	return o
}

func array(t *testing.T, v any, atLeast int) []any {
	t.Helper()
	a, ok := v.([]any)
	require.True(t, ok, "%v is no array", v)
	require.GreaterOrEqual(t, len(a), atLeast)
	return a
}

// optional returns the elements of an array that may be missing but not empty.
func optional(t *testing.T, v any) []any {
	t.Helper()
	if v == nil {
		return nil
	}
	return array(t, v, 1)
}
