package schema

import (
	"slices"
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

// choice is one value to offer.
type choice struct {
	text    string
	detail  string
	doc     string
	literal bool // a number, a truth value or null
	fill    bool // an example, to be written over
}

// fieldValues offers the values of a key, or of an entry of a list of texts.
func (c *completer) fieldValues(f *spec.Field) {
	if f == nil || f.Status > spec.OutputOnly {
		return
	}
	if c.spot.kind == spotValue && !textual(f) {
		c.collection(f)
		return
	}
	values := c.choices(f)
	seen := make(map[string]bool, len(values))
	for _, v := range values {
		if v.text == "" || seen[v.text] {
			continue
		}
		seen[v.text] = true
		w := c.writer()
		p := part{value: v.text, literal: v.literal, stop: v.fill}
		if c.spot.kind == spotItem && !c.spot.flow {
			w.text("- ")
		}
		w.scalar(p)
		c.offer(w, Completion{Label: v.text, Kind: CompletionValue, Detail: v.detail, Documentation: v.doc})
	}
}

// collection offers the brackets of a mapping or list whose key stands in brackets itself.
func (c *completer) collection(f *spec.Field) {
	if !c.spot.flow {
		return
	}
	w := c.writer()
	w.entry(part{blank: true, shape: f.Type})
	label := "[]"
	if f.Type == spec.Mapping {
		label = "{}"
	}
	c.offer(w, Completion{Label: label, Kind: CompletionValue, Detail: f.Type.String()})
}

// choices returns what may be written for a key, the likeliest first. A text may come twice.
func (c *completer) choices(f *spec.Field) []choice {
	var all []choice
	org := &c.options.Organization
	switch f.Path {
	case configurationAt + ".workspace_name":
		all = named(org.Workspaces, "Workspace")
	case configurationAt + ".cluster_name":
		for _, k := range org.Clusters {
			all = append(all, choice{text: k.Name, detail: k.where()})
		}
	case configurationAt + ".runtime_version":
		all = named(org.versions(c.facts.executor == spec.Astro), "Runtime version")
	case configurationAt + ".region":
		all = c.regions()
	case configurationAt + ".default_worker_type":
		all = c.nodePools()
	case queuesAt + ".worker_type":
		all = c.machines(f)
	case variablesAt + ".key":
		all = named(c.missingVariables(), "required variable")
	case variablesAt + ".value":
		if c.storedSecret() {
			all = []choice{{text: "null", detail: "keeps the stored value", literal: true}}
		}
		return append(all, choice{text: f.Example, detail: "example", fill: true})
	}
	switch {
	case len(all) > 0 && known(f):
		return all
	case f.Type == spec.Boolean:
		all = []choice{{text: "true", literal: true}, {text: "false", literal: true}}
	case f.Enum != nil && f.Path != queuesAt+".worker_type":
		for _, v := range f.Enum.Values {
			if c.facts.allows(f, v.Name) {
				all = append(all, choice{text: v.Name, doc: v.Doc})
			}
		}
	}
	return c.usual(f, all)
}

// known tells whether the names of the Organization are all that there are.
func known(f *spec.Field) bool {
	return f.Path != variablesAt+".key" && f.Path != configurationAt+".region"
}

// usual marks the default among the values, or adds it, and an example where there is nothing else to choose from.
func (c *completer) usual(f *spec.Field, all []choice) []choice {
	if f.Status == spec.OutputOnly && f.Enum == nil && f.Type != spec.Boolean {
		return nil
	}
	if name := c.defaultOf(f); name != "" {
		i := slices.IndexFunc(all, func(v choice) bool { return v.text == name })
		if i < 0 {
			all = append(all, choice{text: name, literal: f.Type == spec.Integer})
			i = len(all) - 1
		}
		all[i].detail = "default"
	}
	if len(all) == 0 && f.Example != "" && f.Path != queuesAt+".worker_type" {
		all = append(all, choice{text: f.Example, detail: "example", literal: f.Type == spec.Integer, fill: true})
	}
	return all
}

// defaultOf returns what holds when the key is left out, with what the rest of the file says.
func (c *completer) defaultOf(f *spec.Field) string {
	if f.Path != queuesAt+".worker_concurrency" {
		return f.Default
	}
	name, _ := spec.Lookup(queuesAt + ".worker_type").Enum.Canonical(c.value(c.spot.in.member("worker_type")))
	if m, ok := spec.MachineOf(name); ok {
		return strconv.Itoa(m.Concurrency.Default)
	}
	if c.facts.kind == spec.Hybrid {
		return strconv.Itoa(spec.HybridConcurrency().Default)
	}
	return ""
}

func named(names []string, detail string) []choice {
	all := make([]choice, len(names))
	for i, name := range names {
		all[i] = choice{text: name, detail: detail}
	}
	return all
}

// regions returns the documented regions of the cloud provider that the file names, of all of them if it names none.
func (c *completer) regions() []choice {
	var all []choice
	for _, provider := range spec.Lookup(configurationAt + ".cloud_provider").Enum.Names() {
		if c.facts.provider == "" || c.facts.provider == provider {
			all = append(all, named(spec.Regions(spec.Standard, provider), provider)...)
		}
	}
	return all
}

// nodePools returns the node instance types of the cluster that the file names, of all clusters if it names none.
func (c *completer) nodePools() []choice {
	var all []choice
	for _, k := range c.options.Organization.Clusters {
		if c.facts.cluster == "" || c.facts.cluster == k.Name {
			all = append(all, named(k.NodePools, "node pool of "+k.Name)...)
		}
	}
	return all
}

// machines returns the worker types that go with the deployment type.
func (c *completer) machines(f *spec.Field) []choice {
	var all []choice
	if c.facts.kind != spec.Hybrid {
		allowed := c.options.Organization.WorkerTypes
		for _, v := range f.Enum.Values {
			if allowed == nil || slices.ContainsFunc(allowed, func(name string) bool { return strings.EqualFold(name, v.Name) }) {
				all = append(all, choice{text: v.Name, doc: v.Doc})
			}
		}
	}
	if !spec.Hosted.Has(c.facts.kind) || c.facts.kind == 0 {
		all = append(all, c.nodePools()...)
	}
	return all
}

// missingVariables returns the variables that the Organization requires and the file does not have.
func (c *completer) missingVariables() []string {
	have := map[string]bool{}
	if section := c.root.member(rootKey).member("environment_variables"); section != nil {
		for _, entry := range section.kids {
			if n := entry.member("key"); n != c.spot.self {
				have[c.value(n)] = true
			}
		}
	}
	var missing []string
	for _, key := range c.options.Organization.RequiredVariables {
		if !have[key] {
			missing = append(missing, key)
		}
	}
	return missing
}

// storedSecret tells whether the variable at the cursor is one whose value may be stored already.
func (c *completer) storedSecret() bool {
	return c.options.Mode != deployfile.ModeCreate && c.value(c.spot.in.member("is_secret")) == "true"
}
