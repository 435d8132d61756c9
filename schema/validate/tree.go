package validate

import (
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// textFindings reports what is wrong with the text itself, and whether the rest of it can be relied on. A key that
// stands twice can: the last one counts.
func textFindings(tree *yamltree.Tree) (found diag.List, readable bool) {
	readable = tree.Root != nil && !tree.Partial
	for _, p := range tree.Problems {
		code := diag.Code(p.Code)
		if code == deployfile.CodeDuplicateKeyEqual || code == deployfile.CodeDuplicateKey {
			continue
		}
		readable = false
		found = append(found, diag.Diagnostic{
			Severity: diag.SeverityError, Code: code, Path: diag.Path(p.Path), Range: rangeOf(tree, p.Start, p.End),
			Message: p.Message, Hint: p.Hint,
		})
	}
	return found, readable
}

// reader makes the values of encoding/json of a tree.
type reader struct {
	tree  *yamltree.Tree
	found diag.List
	cut   diag.Counts // findings that are too many to keep
}

// value returns what a node holds. Keys that JSON cannot have are found and left out. The section is the key below
// deployment that the node stands under, the key its own.
func (r *reader) value(n *yamltree.Node, depth int, section, key string) any {
	switch n.Kind {
	case yamltree.Mapping:
		if text, ok := r.braces(n); ok && takesBraces(section, key) {
			return text
		}
		out := make(map[string]any, len(n.Members))
		for i := range n.Members {
			m := &n.Members[i]
			if m.Key.Kind != yamltree.Scalar {
				r.oddKey(n, m.Key)
				continue
			}
			name := m.Key.Text
			if m.Merged { // these stand behind the written ones, which win
				if _, written := out[name]; written {
					continue
				}
			}
			if depth == 1 {
				section = name
			}
			out[name] = r.value(m.Value, depth+1, section, name)
		}
		return out
	case yamltree.Sequence:
		out := make([]any, len(n.Items))
		for i, item := range n.Items {
			out[i] = r.value(item, depth+1, section, key)
		}
		return out
	case yamltree.Null:
		return nil
	default:
		if quantity(key) && strings.Trim(n.Text, "0123456789.+-") != "" {
			return n.Text // 1e3 says that it has no unit to forget, 1000 does not
		}
		return scalarValue(n)
	}
}

// quantity reports whether a key holds an amount of CPU, memory or storage, whose notation counts.
func quantity(key string) bool {
	return strings.HasPrefix(key, "default_task_pod_") || strings.HasPrefix(key, "resource_quota_") || key == "pod_ephemeral_storage"
}

// braces returns the text of a placeholder in braces that stands without quotes: YAML takes {{ name }} for two mappings.
func (r *reader) braces(n *yamltree.Node) (text string, ok bool) {
	if n.Style != yamltree.Flow || n.Alias {
		return "", false
	}
	text = string(r.tree.Source[n.Start:n.End])
	return text, strings.HasPrefix(text, "{{") && strings.HasSuffix(text, "}}")
}

// takesBraces reports whether a placeholder in braces is one to deployfile: not in the values of variables nor in what
// only inspect writes.
func takesBraces(section, key string) bool {
	switch section {
	case "configuration":
		return key != "task_log_url_pattern"
	case "worker_queues":
		return key != "pod_cpu" && key != "pod_ram" && key != "pod_ephemeral_storage"
	case "environment_variables":
		return key == "key" || key == "is_secret"
	case "hibernation_schedules":
		return key == "enabled"
	}
	return section == "alert_emails"
}

func (r *reader) oddKey(parent, key *yamltree.Node) {
	if len(r.found) == diag.MaxFindings {
		r.cut.Error++
		return
	}
	path, _ := r.tree.PathOf(parent)
	r.found = append(r.found, diag.Diagnostic{
		Severity: diag.SeverityError, Code: deployfile.CodeWrongType, Path: diag.Path(path),
		Range:   rangeOf(r.tree, key.Start, key.End),
		Message: "a key is a list, a mapping or nothing instead of text", Hint: "write key: value",
	})
}

func rangeOf(tree *yamltree.Tree, start, end int) *diag.Range {
	r := diag.Range{Start: diag.Position{Offset: start}, End: diag.Position{Offset: end}}
	r.Start.Line, r.Start.Column = tree.Position(start)
	r.End.Line, r.End.Column = tree.Position(end)
	return &r
}
