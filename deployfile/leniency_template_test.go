package deployfile_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
)

// TestTemplates holds what makes a file a template, what a template leaves open, and that everything else in it is
// still judged.
func TestTemplates(t *testing.T) {
	var (
		secret   = swap("is_secret: true", "is_secret: false")
		nameless = set("name", `""`)
		filled   = wrapped("", "    metadata:\n        deployment_id: cm1\n")
		blank    = wrapped("", "    metadata:\n        deployment_id: null\n")
	)
	slots := []policy{
		{"secret without value", standardFile, both(secret, drop("value")), "", "template"},
		{"empty name, purpose unknown", standardFile, nameless, "", "any"},
		{"null name, purpose unknown", standardFile, set("name", "null"), "", "any"},
		{"no name, purpose unknown", standardFile, drop("name"), "", "any"},
		{"placeholder for a name, purpose unknown", standardFile, both(set("name", "<name>"), set("region", "<region>")), "", "any"},
		{"no version, purpose unknown", standardFile, drop("runtime_version"), "", "any"},
	}
	for key, values := range map[string][]string{
		"name": {`""`, "null", "<name>"}, "workspace_name": {`""`, "null", "[WORKSPACE]"}, "value": {`""`, "null", "<level>"},
		"runtime_version": {"[RUNTIME VERSION]"}, "region": {"${REGION}"}, "worker_concurrency": {"{{ n }}"},
	} {
		for _, value := range values {
			slots = append(slots, policy{fmt.Sprintf("%s: %s", key, value), standardFile, set(key, value), "", "template"})
		}
	}
	judge(t, "info", slots)

	judge(t, "warning", []policy{
		{"metadata", standardFile, both(nameless, filled), "warning template-metadata", "template"},
		{"secret with a value", standardFile, both(nameless, secret), "warning template-secret-value", "template"},
		{"no cluster", dedicatedFile, set("cluster_name", `""`), "warning cluster-name-missing", "template"},
		{"metadata of nulls, purpose unknown", standardFile, both(nameless, blank), "warning template-metadata", "any"},
		{"no version", standardFile, drop("runtime_version"), "warning runtime-version-missing", "template"},
	})

	judge(t, "error", []policy{
		{"empty name", standardFile, nameless, "error name-missing", ""},
		{"empty name with metadata, purpose unknown", standardFile, both(nameless, filled), "error name-missing", "any"},
		{"no executor", standardFile, drop("executor"), "error field-required", "template"},
		{"no type", standardFile, drop("deployment_type"), "error deployment-type-missing", "template"},
		{"no key", standardFile, drop("key"), "error field-required", "template"},
		{"no queue name", standardFile, swap("- max_worker_count: 10", "- name: default\n          max_worker_count: 10"), "error field-required", "template"},
		{"no worker type", standardFile, drop("worker_type"), "error field-required", "template"},
		{"no wake time", standardFile, drop("wake_at"), "error field-required", "template"},
		{"unknown key", standardFile, both(nameless, set("region", "us-east-1\n        colour: red")), "error unknown-field", "template"},
		{"min above max", standardFile, both(nameless, set("min_worker_count", "11")), "error worker-count-order", "template"},
		{"min above max, purpose unknown", standardFile, both(nameless, set("min_worker_count", "11")), "error worker-count-order", "any"},
		{"placeholder, purpose unknown", standardFile, set("region", "<region>"), "error placeholder", "any"},
	})
}

// TestPlaceholdersStay reads placeholders in fields of text and writes them again: a template would not be one without
// them.
func TestPlaceholdersStay(t *testing.T) {
	for name, c := range map[string]change{
		"name":       set("name", "<name>"),
		"region":     set("region", "${REGION}"),
		"workspace":  set("workspace_name", `"{{ workspace }}"`),
		"version":    set("runtime_version", "VERSION_PLACEHOLDER"),
		"type":       set("deployment_type", `"[TYPE]"`),
		"size":       set("scheduler_size", "<size>"),
		"queue":      swap("name: <queue>", "name: default"),
		"machine":    set("worker_type", "<machine>"),
		"key":        set("key", "<key>"),
		"value":      set("value", "<value>"),
		"email":      swap("- <email>\n", "- oncall@example.com\n"),
		"email list": swap("- '[EMAIL]'\n", "- oncall@example.com\n"),
	} {
		text := c(standardFile)
		require.NotContains(t, text, impossible)
		file, _ := deployfile.Parse("x.yaml", []byte(text))
		written, err := deployfile.Marshal(file.Deployment, deployfile.SyntaxJSON)
		require.NoError(t, err)
		again, _ := deployfile.Parse("x.json", written)
		for _, f := range []*deployfile.File{file, again} {
			found := f.Validate(deployfile.ValidateOptions{Mode: deployfile.ModeCreate})
			assert.True(t, has(found, deployfile.CodePlaceholder) || has(found, deployfile.CodeValuePlaceholder), "%s: %v", name, found)
		}
	}
}
