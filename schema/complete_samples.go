package schema

import (
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

// clusterFor returns the first cluster of the Organization that a deployment type can run on: one with node pools if
// that is Hybrid, one without if it is not, and "" if there is none.
func (c *completer) clusterFor(kind spec.Kinds) string {
	for _, k := range c.options.Organization.Clusters {
		if (k.NodePools != nil) == (kind == spec.Hybrid) {
			return k.Name
		}
	}
	return ""
}

// sample returns a key with the likeliest value to fill in.
func (c *completer) sample(f *spec.Field) part {
	p := part{key: f.Key(), value: f.Example, literal: f.Type == spec.Integer || f.Type == spec.Boolean, stop: true}
	if values := c.choices(f); len(values) > 0 && f.Path != configurationAt+".region" {
		p.value = values[0].text
	}
	if f.Default != "" {
		p.value = f.Default
	}
	return p
}

// example returns the example of a field to fill in.
func example(path string) part { return part{value: spec.Lookup(path).Example, stop: true} }

func variable(key, value string, secret bool) []part {
	f := spec.Lookup(variablesAt + ".key")
	p := part{key: "key", value: key}
	if key == "" {
		p = part{key: "key", value: f.Example, stop: true}
	}
	if value == "" {
		value = spec.Lookup(variablesAt + ".value").Example
	}
	flag := "false"
	if secret {
		flag = "true"
	}
	return []part{{key: "is_secret", value: flag, literal: true}, p, {key: "value", value: value, stop: true}}
}

// secret returns a secret variable: its value stands in the file only for a create.
func (c *completer) secret() []part {
	parts := variable("", "change-me", true)
	parts[1].value = "WAREHOUSE_PASSWORD"
	if c.options.Mode != deployfile.ModeCreate {
		parts[2] = part{key: "value", value: "null", literal: true}
	}
	return parts
}

// variables returns the variables that the Organization requires, or one to fill in.
func (c *completer) variables() [][]part {
	var all [][]part
	for _, key := range c.options.Organization.RequiredVariables {
		all = append(all, variable(key, "", false))
	}
	if all == nil {
		all = [][]part{variable("", "", false)}
	}
	return all
}

// queue returns a worker queue, with the name to fill in unless it is given.
func (c *completer) queue(name string) []part {
	parts := make([]part, 0, 5)
	if name == "" {
		parts = append(parts, part{key: "name", value: "heavy", stop: true})
	} else {
		parts = append(parts, part{key: "name", value: name})
	}
	for _, key := range []string{"max_worker_count", "min_worker_count", "worker_concurrency", "worker_type"} {
		f := spec.Lookup(queuesAt + "." + key)
		p := part{key: key, value: f.Example, literal: f.Type == spec.Integer, stop: true}
		if key == "worker_type" {
			p.value = c.workerType(f)
		}
		parts = append(parts, p)
	}
	return parts
}

// workerType returns the first worker type that goes with the file.
func (c *completer) workerType(f *spec.Field) string {
	if all := c.machines(f); len(all) > 0 {
		return all[0].text
	}
	return spec.Lookup(configurationAt + ".default_worker_type").Example
}

func schedule() []part {
	return []part{
		{key: "hibernate_at", value: spec.Lookup(schedulesAt + ".hibernate_at").Example, stop: true},
		{key: "wake_at", value: spec.Lookup(schedulesAt + ".wake_at").Example, stop: true},
		{key: "enabled", value: "true", literal: true},
	}
}
