package schema

import (
	"slices"
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
)

// snippets puts the names of the Organization in place of the examples in the snippets of the document, and the
// required variables into those of whole files: what an editor writes shall be what the document accepts.
func (t *tailor) snippets() error {
	o := &t.organization
	if o.RuntimeVersions != nil && len(o.versions(true)) == 0 {
		t.root.set("defaultSnippets", slices.DeleteFunc(t.root.list("defaultSnippets"), runsOnAstro))
	}
	names := map[string][]string{"workspace_name": o.Workspaces, "cluster_name": o.clusterNames(), "default_worker_type": o.nodePools()}
	t.eachSnippet(t.root, func(body *object) {
		for key, v := range body.values {
			text, _ := v.(string)
			choose := names[key]
			switch key {
			case "runtime_version":
				choose = o.versions(body.values["executor"] == "ASTRO")
			case "worker_type":
				choose = names["default_worker_type"]
				if slices.ContainsFunc(spec.Lookup(queuesAt+".worker_type").Enum.Names(), func(m string) bool { return stops(text, m) }) {
					choose = o.WorkerTypes
				}
			}
			if stop, ok := choiceOf(text, choose); ok {
				body.set(key, stop)
			}
		}
		if file := body.object(rootKey); file != nil && o.RequiredVariables != nil && file.object("environment_variables") == nil {
			body.set(rootKey, withVariables(file, o.RequiredVariables))
		}
	})
	return nil
}

// runsOnAstro tells whether a snippet is a file with the Astro executor.
func runsOnAstro(snippet any) bool {
	s, _ := snippet.(*object)
	configuration := s.object("body").object(rootKey).object("configuration")
	return configuration != nil && configuration.values["executor"] == "ASTRO"
}

// eachSnippet calls f for every object in the bodies of snippets, from the outside in.
func (t *tailor) eachSnippet(v any, f func(*object)) {
	var inside func(v any, body bool)
	inside = func(v any, body bool) {
		switch v := v.(type) {
		case *object:
			if body {
				f(v)
			}
			for _, key := range v.keys {
				inside(v.values[key], body || key == "defaultSnippets")
			}
		case []any:
			for _, item := range v {
				inside(item, body)
			}
		}
	}
	inside(v, false)
}

// stops tells whether a place to fill in has a word as its text or among its choices.
func stops(text, word string) bool {
	return slices.Contains(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("${}:|,", r) }), word)
}

// choiceOf returns a place to fill in, ${1:text}, with a choice of names. It reports false if the text is no such place
// or the snippet could show no name.
func choiceOf(text string, names []string) (string, bool) {
	number, _, ok := strings.Cut(strings.TrimPrefix(text, "${"), ":")
	if !ok {
		number, _, ok = strings.Cut(strings.TrimPrefix(text, "${"), "|")
	}
	if _, err := strconv.Atoi(number); !ok || err != nil {
		return "", false
	}
	const most = 50 // a longer list is nothing to choose from
	var plain []string
	for _, name := range names {
		if len(plain) < most && !retyped(name) && !strings.ContainsAny(name, `,|$\}`) {
			plain = append(plain, name)
		}
	}
	switch len(plain) {
	case 0:
		return "", false
	case 1:
		return "${" + number + ":" + plain[0] + "}", true
	default:
		return "${" + number + "|" + strings.Join(plain, ",") + "|}", true
	}
}

// withVariables returns the mapping of a whole file with variables in front.
func withVariables(file *object, keys []string) *object {
	const behind = 50 // the numbers of the places that the snippet has
	var entries []any
	for i, key := range keys {
		entries = append(entries, pairs("is_secret", "^false", "key", strings.NewReplacer(`\`, `\\`, `$`, `\$`, `}`, `\}`).Replace(key),
			"value", "${"+strconv.Itoa(behind+i)+":value}"))
	}
	all := pairs("environment_variables", entries)
	for _, key := range file.keys {
		all.set(key, file.values[key])
	}
	return all
}
