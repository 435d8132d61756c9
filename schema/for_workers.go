package schema

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
)

// clusters adds the names of clusters, and the node pools of each.
func (t *tailor) clusters() error {
	clusters := t.organization.Clusters
	if clusters == nil {
		return nil
	}
	names := t.organization.clusterNames()
	var docs []string
	known := false
	for i := range clusters {
		docs = append(docs, clusters[i].where())
		known = known || docs[i] != ""
	}
	if !known {
		docs = nil
	}
	const path = configurationAt + ".cluster_name"
	// Standard has no cluster, and what inspect writes there has no effect.
	choice := t.choice(names, docs, "cluster_name must be "+alternatives(names), true)
	if err := t.choose(path, names, choice); err != nil {
		return err
	}
	last := t.configuration.list("allOf")
	last[len(last)-1] = pairs("if", isKind("STANDARD"), "else", last[len(last)-1])
	return t.nodePools()
}

// nodePools adds, for each cluster that has some, that worker types are those of its node pools.
func (t *tailor) nodePools() error {
	for _, path := range [...]string{configurationAt + ".default_worker_type", queuesAt + ".worker_type"} {
		if _, err := t.at(path); err != nil {
			return err
		}
	}
	for i := range t.organization.Clusters {
		k := &t.organization.Clusters[i]
		if k.NodePools == nil {
			continue
		}
		rule := func(key string) *object {
			return pairs(key, t.choice(k.NodePools, nil, fmt.Sprintf("%s must be %s, a node pool of cluster %s", key, alternatives(k.NodePools), sayable([]string{k.Name})[0]), true))
		}
		t.deployment.add("allOf", pairs(
			"if", pairs(
				"type", "object", "required", texts([]string{"configuration"}),
				"properties", pairs("configuration", pairs(
					"type", "object", "required", texts([]string{"cluster_name"}),
					"properties", pairs("cluster_name", pairs("const", k.Name)),
					"not", isKind("STANDARD", "DEDICATED"),
				)),
			),
			"then", pairs("properties", pairs(
				"configuration", pairs("properties", rule("default_worker_type")),
				"worker_queues", pairs("items", pairs("properties", rule("worker_type"))),
			)),
		))
	}
	return nil
}

// isKind is the condition, on a configuration, that it names one of the deployment types, in any spelling.
func isKind(names ...string) *object {
	var spellings []string
	for _, v := range spec.Lookup(configurationAt + ".deployment_type").Enum.Values {
		if slices.Contains(names, v.Name) {
			spellings = append(append(spellings, v.Name), v.Aliases...)
		}
	}
	return pairs("type", "object", "required", texts([]string{"deployment_type"}), "properties", pairs(
		"deployment_type", pairs("type", "string", "pattern", anyCase(spellings))))
}

// workers leaves only the allowed machines in every enumeration of them, and refuses the others in any spelling.
func (t *tailor) workers() error {
	allowed := t.organization.WorkerTypes
	if allowed == nil {
		return nil
	}
	places, err := t.at(queuesAt + ".worker_type")
	if err != nil {
		return err
	}
	all := spec.Lookup(queuesAt + ".worker_type").Enum.Names()
	narrowed := false
	for _, p := range places {
		narrowed = narrow(p, all, allowed) || narrowed
		if message, ok := p.values["errorMessage"].(string); ok {
			p.set("errorMessage", strings.ReplaceAll(message, alternatives(all), alternatives(allowed)))
		}
	}
	if !narrowed {
		return errors.New("it has no enumeration of worker types")
	}
	refused := slices.DeleteFunc(slices.Clone(all), func(name string) bool { return slices.Contains(allowed, name) })
	if len(refused) == 0 {
		return nil
	}
	t.deployment.add("allOf", pairs("properties", pairs("worker_queues", pairs("items", pairs("properties", pairs(
		"worker_type", pairs(
			"if", pairs("type", "string", "pattern", anyCase(refused)),
			"then", pairs("$comment", reason, "enum", texts(allowed), "errorMessage", "worker_type must be "+alternatives(allowed)+": the Organization allows no other"),
		)))))))
	return nil
}

// narrow reduces the enumeration of a schema, with the lists that go along with it, if it is the one of all names.
func narrow(p *object, all, allowed []string) bool {
	if !slices.Equal(p.list("enum"), texts(all)) {
		return false
	}
	for _, key := range [...]string{"enumDescriptions", "markdownEnumDescriptions", "enum"} {
		var kept []any
		for i, v := range p.list(key) {
			if i < len(all) && slices.Contains(allowed, all[i]) {
				kept = append(kept, v)
			}
		}
		if kept != nil {
			p.set(key, kept)
		}
	}
	return true
}

// anyCase returns a pattern for words of ASCII letters, digits and underscores in any letter case.
func anyCase(words []string) string {
	var b strings.Builder
	b.WriteString("^(?:")
	for i, word := range words {
		if i > 0 {
			b.WriteByte('|')
		}
		for _, r := range word {
			if lower := strings.ToLower(string(r)); lower != string(r) {
				b.WriteString("[" + lower + string(r) + "]")
			} else {
				b.WriteRune(r)
			}
		}
	}
	return b.String() + ")$"
}
