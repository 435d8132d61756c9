package editors

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

// check fails the test unless the file may be applied in the mode.
func check(t *testing.T, text string, mode deployfile.Mode, about string) {
	t.Helper()
	text = strings.Replace(text, cursor, "", 1)
	_, found := deployfile.Check("deployment.yaml", []byte(text), deployfile.ValidateOptions{Mode: mode})
	assert.NoError(t, found.Err(), "%s\n%s", about, text)
}

// snippets returns the completions of a place that are neither a key, a value nor a skeleton.
func snippets(offered []completion) []completion {
	return slices.DeleteFunc(offered, func(c completion) bool {
		return c.Kind == kindKey || c.Kind == kindSkeleton || !strings.Contains(c.InsertText, "\n") || strings.HasPrefix(c.Label, "- (array item)")
	})
}

// TestSnippetsOfWholeFiles takes every snippet that an empty file offers, as it is: there is one for each deployment
// type, and what it writes is good in every mode that offers it.
func TestSnippetsOfWholeFiles(t *testing.T) {
	t.Parallel()
	e := open(t)
	var checks []func()
	for _, mode := range modes {
		var types []string
		for _, start := range []string{cursor, "de" + cursor, "# yaml\n" + cursor, "---\n" + cursor} {
			offered := snippets(e.complete(mode.String(), start))
			require.NotEmpty(t, offered, "%s: %q", mode, start)
			for _, c := range offered {
				text := accept(t, start, c, asProposed)
				check(t, text, mode, c.Label)
				if start == cursor {
					checks = append(checks, e.none(t, mode.String(), strings.Replace(text, cursor, "", 1)+"\n", c.Label))
				}
				file, _ := deployfile.Parse("deployment.yaml", []byte(strings.Replace(text, cursor, "", 1)))
				types = append(types, string(file.Deployment.Configuration.DeploymentType))
			}
		}
		for _, kind := range spec.AnyKind.Names() {
			assert.Contains(t, types, kind, "%s: a snippet for every deployment type", mode)
		}
	}
	all(checks)
}

// places are where an entry of a list can be asked for, by the lines behind "deployment:\n"; KEY is the list.
var places = map[string]string{
	"behind the key":         "    KEY: " + cursor,
	"below the key":          "    KEY:\n        " + cursor,
	"below, not indented":    "    KEY:\n    " + cursor,
	"behind a dash":          "    KEY:\n        - " + cursor,
	"at a dash":              "    KEY:\n        -" + cursor,
	"below an entry":         "    KEY:\n        ENTRY\n        " + cursor,
	"behind the second dash": "    KEY:\n        ENTRY\n        - " + cursor,
}

// TestSnippetsOfEntries takes every snippet of a list in every place, with proposals replaced where two entries must
// not be equal.
func TestSnippetsOfEntries(t *testing.T) {
	t.Parallel()
	e := open(t)
	lists := map[string]struct {
		entry string
		v     variant
		want  int // how many snippets
	}{
		"worker_queues":         {"- name: default\n          worker_type: A5", variant{"STANDARD", "CELERY"}, 1},
		"environment_variables": {"- key: FIRST\n          value: a", variant{"STANDARD", "KUBERNETES"}, 2},
		"hibernation_schedules": {"- hibernate_at: 0 1 * * *\n          wake_at: 0 2 * * *", variant{"STANDARD", "KUBERNETES"}, 1},
	}
	for key, list := range lists {
		for where, place := range places {
			t.Run(key+" "+where, func(t *testing.T) {
				text, _, _ := strings.Cut(whole(list.v), "    worker_queues:\n")
				text += strings.NewReplacer("KEY", key, "ENTRY", list.entry).Replace(place)
				if key == "hibernation_schedules" {
					text = strings.Replace(text, "name: etl\n", "name: etl\n        is_development_mode: true\n", 1)
				}
				offered := snippets(e.complete("create", text))
				if where == "below, not indented" {
					offered = slices.DeleteFunc(offered, func(c completion) bool { return !strings.HasPrefix(c.InsertText, "- ") })
				}
				require.Len(t, offered, list.want, "%v", labels(offered, 0))
				for _, c := range offered {
					got := accept(t, text, c, func(proposed string) string {
						if proposed == "default" && strings.Contains(place, "ENTRY") {
							return "second"
						}
						return proposed
					})
					check(t, got, deployfile.ModeCreate, c.Label)
				}
			})
		}
	}
}

// TestEmptyBuffer writes a file of every type and executor from nothing by completions alone, as somebody does who knows
// no key: the skeleton of the required keys, then what is offered behind each key, then more keys.
func TestEmptyBuffer(t *testing.T) {
	t.Parallel()
	e := open(t)
	take := func(text string, kind int, label string) string {
		t.Helper()
		offered := e.complete("create", text)
		i := slices.IndexFunc(offered, func(c completion) bool { return c.Kind == kind && c.Label == label })
		require.GreaterOrEqual(t, i, 0, "%s is not offered behind\n%s", label, text)
		return accept(t, text, offered[i], asProposed)
	}
	for _, v := range variants {
		keys := []string{"name", "executor", "deployment_type", "workspace_name", "runtime_version"}
		if v.kind != "STANDARD" {
			keys = append(keys, "cluster_name")
		}
		text := take(cursor, kindKey, "deployment")
		for _, key := range keys {
			text = strings.Replace(text, cursor, "", 1)
			if before, after, ok := strings.Cut(text, "    "+key+":"); ok { // written by the skeleton
				value, rest, _ := strings.Cut(after, "\n")
				require.Empty(t, strings.TrimSpace(value), text)
				text = before + "    " + key + ": " + cursor + "\n" + rest
			} else {
				text = take(strings.TrimRight(text, "\n")+"\n    "+cursor, kindKey, key)
			}
			if !strings.Contains(text, key+": "+cursor) { // the key came with a value
				continue
			}
			values := labels(e.complete("create", text), kindValue)
			require.NotEmpty(t, values, "%s\n%s", key, text)
			i := max(0, slices.Index(values, v.kind), slices.Index(values, v.executor))
			text = take(text, kindValue, values[i])
		}
		text = strings.Replace(text, cursor, "", 1) + "\n"
		check(t, text, deployfile.ModeCreate, v.String())
		e.none(t, "create", text, v.String())()
		file, _ := deployfile.Parse("deployment.yaml", []byte(text))
		written := variant{string(file.Deployment.Configuration.DeploymentType), string(file.Deployment.Configuration.Executor)}
		assert.Equal(t, v, written)
	}
}

// TestKeysWriteWhatTheyOffer takes every key that is offered: it is explained, and writes the key, a colon and, if
// anything, a value that fits.
func TestKeysWriteWhatTheyOffer(t *testing.T) {
	t.Parallel()
	e := open(t)
	for _, v := range append(variants, variant{}) {
		for _, level := range levels {
			if !v.reaches(level) {
				continue
			}
			text := v.place(level, cursor)
			for _, c := range e.complete("create", text) {
				if c.Kind != kindKey {
					continue
				}
				f := spec.LevelAt(level).Field(c.Label)
				require.NotNil(t, f, "%s: %s", level, c.Label)
				explained := fmt.Sprint(c.Documentation)
				assert.Contains(t, explained, f.Doc, "%s: %s", level, c.Label)
				assert.Contains(t, explained, "]("+f.URL+")", "%s: %s", level, c.Label)
				written, err := expand(c.InsertText, asProposed)
				require.NoError(t, err, c.InsertText)
				value, ok := strings.CutPrefix(strings.TrimLeft(written, " "), c.Label+":")
				require.True(t, ok, "%s: %s in %s writes %q", v, c.Label, level, written)
				if f.Level != nil || f.Type == spec.Texts {
					got := accept(t, text, c, asProposed)
					if strings.HasSuffix(got, "- "+cursor) { // the first entry is next
						assert.NotEmpty(t, e.complete("create", got), "%s: %s in %s writes\n%s", v, c.Label, level, written)
						continue
					}
					_, found := deployfile.Parse("deployment.yaml", []byte(strings.Replace(got, cursor, "", 1)))
					require.NoError(t, found.Err(), "%s: %s in %s writes\n%s", v, c.Label, level, written)
					continue
				}
				fitting := map[string]bool{"": true, " ": true, " " + f.Example: true, ` "` + f.Example + `"`: true, " " + f.Default: true}
				assert.Contains(t, slices.Collect(maps.Keys(fitting)), value, "%s: %s in %s", v, c.Label, level)
			}
		}
	}
}
