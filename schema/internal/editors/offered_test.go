package editors

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/internal/spec"
)

// levels are the mappings of a file in which a person writes keys.
var levels = []string{
	"deployment", "deployment.configuration", "deployment.configuration.remote_execution", "deployment.environment_variables[]",
	"deployment.worker_queues[]", "deployment.hibernation_schedules[]",
}

// labels returns the labels of the completions of a kind.
func labels(offered []completion, kind int) []string {
	var all []string
	for _, c := range offered {
		if c.Kind == kind {
			all = append(all, c.Label)
		}
	}
	return all
}

func TestKeysFitTypeAndExecutor(t *testing.T) {
	t.Parallel()
	e := open(t)
	for _, v := range append(variants, variant{}) {
		t.Run(v.String(), func(t *testing.T) {
			for _, level := range levels {
				if !v.reaches(level) {
					continue
				}
				text := v.place(level, cursor)
				var written []string
				if v.kind != "" && level == "deployment.configuration" {
					written = []string{"name", "deployment_type", "executor"}
				}
				if v.kind != "" && level == "deployment" {
					written = []string{"configuration"}
				}
				for _, mode := range modes {
					got := labels(e.complete(mode.String(), text), kindKey)
					assert.ElementsMatch(t, v.keys(level, written...), got, "%s, keys of %s", mode, level)
				}
			}
		})
	}
}

// reaches reports whether everything above the level applies to the variant.
func (v variant) reaches(level string) bool {
	for f := range v.above(level) {
		if !v.has(f) {
			return false
		}
	}
	return true
}

func TestWrittenKeysAreNotOfferedAgain(t *testing.T) {
	t.Parallel()
	e := open(t)
	v := variant{"STANDARD", "CELERY"}
	for _, level := range levels {
		if !v.reaches(level) {
			continue
		}
		for _, f := range spec.LevelAt(level).Fields {
			if !v.has(f) || level == "deployment" && f.Key() == "configuration" {
				continue
			}
			written := f.Key() + ": " + valueOf(f)
			got := labels(e.complete("any", v.place(level, written+"\n"+cursor)), kindKey)
			assert.NotContains(t, got, f.Key(), level)
			assert.NotEmpty(t, got, level)
		}
	}
}

func TestValuesFitTypeAndExecutor(t *testing.T) {
	t.Parallel()
	e := open(t)
	for _, v := range append(variants, variant{}) {
		t.Run(v.String(), func(t *testing.T) {
			for _, f := range spec.Fields() {
				if !v.has(f) || f.Parent == nil || f.Level != nil || f.Type == spec.Texts || !v.reaches(f.Parent.Path) {
					continue
				}
				got := labels(e.complete("create", v.placeField(f, ": "+cursor)), kindValue)
				switch {
				case f.Type == spec.Boolean:
					assert.ElementsMatch(t, []string{"true", "false"}, got, f.Path)
				case f.Enum != nil && f.Closed.Has(spec.KindOf(v.kind)) && (v.kind != "" || f.Closed == spec.AnyKind):
					assert.ElementsMatch(t, names(f.Enum), got, f.Path)
				case f.Enum == nil:
					got = slices.DeleteFunc(got, func(s string) bool {
						s = strings.TrimSuffix(strings.Trim(s, `"`), "...") // long labels are cut
						return strings.HasPrefix(f.Example, s) || s == f.Default
					})
					assert.Empty(t, got, "%s: values beside the example and the default", f.Path)
				case v.kind != "":
					for _, name := range names(f.Enum) {
						assert.NotContains(t, got, name, "%s: of another deployment type", f.Path)
					}
				}
			}
		})
	}
}

// names returns the canonical names of an enumeration.
func names(e *spec.Enum) []string {
	var all []string
	for _, v := range e.Values {
		all = append(all, v.Name)
	}
	return all
}
