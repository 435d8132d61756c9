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
	var clusters, pools []string
	seen := map[string]bool{}
	for i := range o.Clusters {
		clusters = append(clusters, o.Clusters[i].Name)
		for _, pool := range o.Clusters[i].NodePools {
			if !seen[pool] {
				seen[pool] = true
				pools = append(pools, pool)
			}
		}
	}
	names := map[string][]string{
		"workspace_name": o.Workspaces, "cluster_name": clusters, "runtime_version": o.RuntimeVersions, "default_worker_type": pools,
	}
	t.eachSnippet(t.root, func(body *object) {
		for key, v := range body.values {
			text, _ := v.(string)
			choose := names[key]
			if key == "worker_type" {
				choose = pools
				if slices.ContainsFunc(spec.Lookup(queuesAt+".worker_type").Enum.Names(), func(m string) bool { return stops(text, m) }) {
					choose = o.WorkerTypes
				}
			}
			if stop, ok := choices(text, choose); ok {
				body.set(key, stop)
			}
		}
		if file := body.object(rootKey); file != nil && o.RequiredVariables != nil && file.object("environment_variables") == nil {
			body.set(rootKey, withVariables(file, o.RequiredVariables))
		}
	})
	return nil
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

// choices returns a place to fill in, ${1:text}, with a choice of names. It reports false if the text is no such place
// or the snippet could show no name.
func choices(text string, names []string) (string, bool) {
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
