package editors

import (
	"iter"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
)

// A variant is a deployment type with an executor that runs on it; the zero value is a file that names neither yet.
type variant struct{ kind, executor string }

var variants = []variant{
	{"STANDARD", "CELERY"}, {"STANDARD", "KUBERNETES"}, {"STANDARD", "ASTRO"},
	{"DEDICATED", "CELERY"}, {"DEDICATED", "KUBERNETES"}, {"DEDICATED", "ASTRO"},
	{"HYBRID", "CELERY"}, {"HYBRID", "KUBERNETES"},
}

func (v variant) String() string {
	if v.kind == "" {
		return "not chosen"
	}
	return v.kind + " " + v.executor
}

// has reports whether a field applies to the variant.
func (v variant) has(f *spec.Field) bool {
	return f.Status == spec.Current && f.Kinds.Has(spec.KindOf(v.kind)) && f.Executors.Has(spec.ExecutorOf(v.executor))
}

// keys returns the keys that a level has for the variant, without those that are written already.
func (v variant) keys(level string, written ...string) []string {
	var keys []string
	for _, f := range spec.LevelAt(level).Fields {
		if v.has(f) && !slices.Contains(written, f.Key()) {
			keys = append(keys, f.Key())
		}
	}
	return keys
}

// place returns a file of the variant in which the line stands where the path says, such as "- ‸" or "name: ‸" in
// "deployment.worker_queues[]". What is above the line is there, beside it nothing but what the variant needs.
func (v variant) place(level, line string) string {
	var b strings.Builder
	var configuration []string
	if v.kind != "" {
		configuration = []string{"name: etl", "deployment_type: " + v.kind, "executor: " + v.executor}
	}
	written := strings.ReplaceAll(line, cursor, "")
	inside := level == "deployment.configuration" || strings.HasPrefix(level, "deployment.configuration.")
	b.WriteString("deployment:\n")
	if len(configuration) > 0 || inside {
		b.WriteString("    configuration:\n")
	}
	for _, c := range configuration {
		if key, _, _ := strings.Cut(c, ":"); !inside || !strings.HasPrefix(written, key+":") {
			b.WriteString("        " + c + "\n")
		}
	}
	indent := "    "
	rest := strings.TrimPrefix(strings.TrimPrefix(level, "deployment"), ".")
	for step := range strings.SplitSeq(rest, ".") {
		key, list := strings.CutSuffix(step, "[]")
		if key == "" {
			continue
		}
		if key != "configuration" {
			b.WriteString(indent + key + ":\n")
		}
		indent += "    "
		if list {
			line = "- " + strings.ReplaceAll(line, "\n", "\n  ")
		}
	}
	for part := range strings.SplitSeq(line, "\n") {
		b.WriteString(indent + part + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// placeField is [variant.place] for a line that begins with the key of the field.
func (v variant) placeField(f *spec.Field, behind string) string {
	return v.place(f.Parent.Path, f.Key()+behind)
}

// above returns the fields that a level is inside of, from the outermost.
func (v variant) above(level string) iter.Seq[*spec.Field] {
	return func(yield func(*spec.Field) bool) {
		for i := 0; i <= len(level); i++ {
			if i < len(level) && level[i] != '.' {
				continue
			}
			if f := spec.Lookup(strings.TrimSuffix(level[:i], "[]")); f != nil && !yield(f) {
				return
			}
		}
	}
}
