package validate

import (
	"slices"
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// entry introduces a message by the entry of the list that it is about: `worker queue "default": `.
func (w *writer) entry(m *mistake) string {
	if len(m.instance) < 3 || m.instance[0] != "deployment" {
		return ""
	}
	i, err := strconv.Atoi(m.instance[2])
	if err != nil {
		return ""
	}
	section, what, key := m.instance[1], "", ""
	switch section {
	case "worker_queues":
		what, key = "worker queue ", "name"
	case "environment_variables":
		what, key = "environment variable ", "key"
	case "hibernation_schedules":
		what = "hibernation schedule "
	default:
		return section + ": entry " + strconv.Itoa(i+1) + ": "
	}
	name, _ := step(step(step(step(w.root, "deployment"), section), m.instance[2]), key).(string)
	if end := strings.IndexAny(name, "= \t\r\n"); end >= 0 && section == "environment_variables" {
		name = name[:end] + "…"
	}
	if name == "" || slices.ContainsFunc(w.secrets, func(s string) bool { return strings.Contains(name, s) }) {
		return what + strconv.Itoa(i+1) + ": "
	}
	return what + diag.Quote(name) + ": "
}

// inVariable reports whether a place belongs to an environment variable.
func inVariable(instance []string) bool {
	return len(instance) > 1 && slices.Contains(instance[:2], "environment_variables")
}

// unsafe reports whether a strange key may be a value in the wrong place: in a variable that is or may be secret, or
// where the key has no value or stands alone.
func unsafe(m *mistake) bool {
	entry, _ := m.value.(map[string]any)
	secret := entry["is_secret"]
	return inVariable(m.instance) && (len(entry) == 1 || entry[m.name] == nil || entry[m.name] == "" || secret != nil && secret != false)
}

// environmentValues returns the texts that no message may show because they are the values of variables. Short ones
// are not recognised elsewhere: they are words of the file as well.
func environmentValues(root any) []string {
	const least = 4
	entries, _ := step(step(root, "deployment"), "environment_variables").([]any)
	var all []string
	for _, entry := range entries {
		if value, ok := step(entry, "value").(string); ok && len(value) >= least {
			all = append(all, value)
		}
	}
	return all
}

// withoutValue returns a key up to an equals sign: in KEY=value the rest is a value.
func withoutValue(key string) string {
	if before, _, found := strings.Cut(key, "="); found {
		return before + "=…"
	}
	return key
}

// levels names levels for a sentence.
func levels(paths []diag.Path) []string {
	names := make([]string, len(paths))
	for i, p := range paths {
		names[i] = level(p)
	}
	return names
}

func scalar(value any) bool {
	switch value.(type) {
	case nil, map[string]any, []any:
		return false
	}
	return true
}

// kind names what a value is.
func kind(value any) string {
	switch value.(type) {
	case nil:
		return "empty"
	case map[string]any:
		return "a mapping"
	case []any:
		return "a list"
	case string:
		return "a text"
	case bool:
		return "a truth value"
	default:
		return "a number"
	}
}

// kinds names the types that would do. Where text will do, that is what is meant: numbers and truth values are let
// through because they often stand without quotes.
func kinds(types []any) string {
	if slices.Contains(types, any("string")) && !slices.Contains(types, any("object")) && !slices.Contains(types, any("array")) {
		return "text"
	}
	var names []string
	for _, t := range types {
		name := ""
		switch t {
		case "object":
			name = "a mapping"
		case "array":
			name = "a list"
		case "string":
			name = "text"
		case "integer":
			name = "an integer"
		case "number":
			name = "a number"
		case "boolean":
			name = "true or false"
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if names == nil {
		return "nothing"
	}
	return either(names)
}

// texts returns the texts among the values that would do, each once.
func texts(values []any) []string {
	var all []string
	for _, v := range values {
		text, ok := v.(string)
		if !ok && v != nil {
			text = number(v)
		}
		if text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	return all
}

// either joins names with commas and "or"; of many it shows the first.
func either(names []string) string {
	const most = 12
	switch n := len(names); {
	case n == 0:
		return "nothing"
	case n == 1:
		return names[0]
	case n > most:
		return strings.Join(names[:most-2], ", ") + " or one of " + strconv.Itoa(n-most+2) + " others"
	default:
		return strings.Join(names[:n-1], ", ") + " or " + names[n-1]
	}
}
