package deployfile

import (
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// entry names the list entry that a mapping is, such as `worker queue "default": `; "" for any other.
func (d *decoder) entry(at *step, n *yamltree.Node) string {
	if at == nil || at.key != "" || at.parent == nil {
		return ""
	}
	name := func(key string, quote func(string) string) string {
		if m := d.member(n, key); m != nil && m.Value.Kind == yamltree.Scalar && m.Value.Text != "" {
			return quote(m.Value.Text)
		}
		return ordinal(at.index)
	}
	switch at.parent.key {
	case "worker_queues":
		return "worker queue " + name("name", diag.Quote) + ": "
	case "environment_variables":
		return "environment variable " + name("key", quoteVariable) + ": "
	case "hibernation_schedules":
		return scheduleName(at.index)
	}
	return ""
}

// name introduces a value by its entry and key: `worker queue "heavy": min_worker_count `.
func (d *decoder) name(at *step) string {
	if at.key == "" {
		return fmt.Sprintf("%s: entry %d: ", at.parent.key, at.index+1)
	}
	if at.parent != nil && at.parent.key == "" && at.parent.parent != nil {
		if n := at.parent.node; n != nil {
			return d.entry(at.parent, n) + at.key + " "
		}
	}
	return at.key + " "
}

func quoteKey(at *step) string { return diag.Quote(at.key) }

// withoutValue returns a key up to an equals sign: in KEY=value the rest is a value, and not to be shown.
func withoutValue(key string) string {
	if before, _, found := strings.Cut(key, "="); found {
		return before + "=…"
	}
	return key
}

// levelName names a level for a sentence.
func levelName(path string) string {
	if path == "" {
		return "the top level"
	}
	if list, ok := strings.CutSuffix(path, "[]"); ok {
		return "an entry of " + list
	}
	return path
}

// describe names the field that replaces another, with its level when that differs.
func describe(target, old *spec.Field) string {
	if parentPath(target.Path) == parentPath(old.Path) {
		return target.Key()
	}
	return target.Path
}

// entryKeys names the keys that an entry of a list cannot do without.
func entryKeys(list *spec.Field) string {
	switch list.Path {
	case string(sectionVariables):
		return "key and value"
	case string(sectionQueues):
		return "name and worker_type"
	default:
		return "hibernate_at and wake_at"
	}
}

func wanted(field *spec.Field) string {
	switch field.Type {
	case spec.Mapping:
		return "a mapping"
	case spec.Mappings, spec.Texts:
		return "a list"
	case spec.Integer:
		return "an integer"
	case spec.Boolean:
		return "true or false"
	default:
		return "text"
	}
}

func kindOf(n *yamltree.Node) string {
	switch n.Kind {
	case yamltree.Null:
		return "null"
	case yamltree.Sequence:
		return "a list"
	case yamltree.Mapping:
		return "a mapping"
	default:
		return "a single value"
	}
}
