package editors

import (
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
)

// whole returns a file of the variant without a mistake.
func whole(v variant) string {
	lines := []string{
		"deployment:", "    configuration:", "        name: etl", `        runtime_version: "3.1-2"`, "        executor: " + v.executor,
		"        workspace_name: Data", "        deployment_type: " + v.kind,
	}
	if v.kind == "STANDARD" {
		lines = append(lines, "        cloud_provider: AWS", "        region: us-east-1")
	} else {
		lines = append(lines, "        cluster_name: prod")
	}
	machine := "A5"
	if v.kind == "HYBRID" {
		machine = "m5.xlarge"
	}
	if v.executor != "KUBERNETES" {
		lines = append(lines, "    worker_queues:", "        - name: default", "          worker_type: "+machine)
	}
	return strings.Join(lines, "\n") + "\n"
}

// insert puts a field into a whole file of a variant that it applies to, or replaces it there.
func insert(f *spec.Field, v variant, value string) string {
	text := whole(v)
	line := f.Key() + ": " + value + "\n"
	switch f.Parent.Path {
	case "deployment":
		if f.Key() == "worker_queues" {
			text, _, _ = strings.Cut(text, "    worker_queues:\n")
		}
		return text + "    " + line
	case "deployment.configuration":
		return put(text, "        ", f.Key(), line)
	case "deployment.worker_queues[]":
		if f.Key() == "name" {
			return strings.Replace(text, "name: default\n", line, 1)
		}
		return put(text, "          ", f.Key(), line)
	case "deployment.environment_variables[]":
		return text + "    environment_variables:\n" + entry(f.Key(), value, "key", "A", "value", "b")
	case "deployment.hibernation_schedules[]":
		return put(text, "        ", "is_development_mode", "is_development_mode: true\n") +
			"    hibernation_schedules:\n" + entry(f.Key(), value, "hibernate_at", "0 18 * * *", "wake_at", "0 6 * * *")
	default: // remote execution, with which there are no queues
		text, _, _ = strings.Cut(text, "    worker_queues:\n")
		if f.Key() != "enabled" {
			line = "enabled: true\n            " + line
		}
		return put(text, "        ", "remote_execution", "remote_execution:\n            "+line)
	}
}

// put replaces the line of a key that stands behind the indentation, or adds it below the name.
func put(text, indent, key, line string) string {
	for old := range strings.Lines(text) {
		if strings.HasPrefix(old, indent+key+":") {
			return strings.Replace(text, old, indent+line, 1)
		}
	}
	name := "        name: etl\n"
	if len(indent) > 8 {
		name = "        - name: default\n"
	}
	return strings.Replace(text, name, name+indent+line, 1)
}

// entry returns an entry of a list with the key, and with those of the pairs that it needs beside.
func entry(key, value string, pairs ...string) string {
	text := "        - " + key + ": " + value + "\n"
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] != key {
			text += "          " + pairs[i] + ": " + pairs[i+1] + "\n"
		}
	}
	return text
}

// without returns the text without the first line of the key; the next key of a list entry takes over its dash.
func without(text, key string) string {
	for line := range strings.Lines(text) {
		if bare, isFirst := strings.CutPrefix(strings.TrimLeft(line, " "), "- "); strings.HasPrefix(bare, key+":") {
			before, after, _ := strings.Cut(text, line)
			if isFirst {
				indent, _, _ := strings.Cut(line, "-")
				after = indent + "- " + strings.TrimLeft(after, " ")
			}
			return before + after
		}
	}
	return text
}

// variantOf returns a variant that the field applies to.
func variantOf(f *spec.Field) variant {
	for _, v := range variants {
		if v.has(f) && v.reaches(f.Parent.Path) {
			return v
		}
	}
	return variant{}
}

// fieldsOfToday are the fields that a person writes.
func fieldsOfToday() []*spec.Field {
	var all []*spec.Field
	for _, f := range spec.Fields() {
		if f.Status == spec.Current && f.Parent != nil && f.Path != "deployment" && f.Path != "deployment.configuration" {
			all = append(all, f)
		}
	}
	return all
}

// valueOf returns the text of a value that fits the field.
func valueOf(f *spec.Field) string {
	switch f.Type {
	case spec.Mapping:
		return "{}"
	case spec.Mappings, spec.Texts:
		return "[]"
	case spec.Text, spec.Quantity, spec.Cron, spec.Time:
		return `"` + f.Example + `"`
	}
	return f.Example
}
