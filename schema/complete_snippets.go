package schema

import (
	"cmp"
	"slices"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

// snippet offers a few parts under one name.
func (c *completer) snippet(label, detail, doc string, parts []part, required bool) {
	w := c.writer()
	if c.spot.kind == spotItem && !w.flow {
		w.text("- ")
	}
	if c.spot.flow && c.spot.kind != spotItem { // the brackets are there already
		for i, p := range parts {
			if i > 0 {
				w.text(", ")
			}
			w.entry(p)
		}
	} else {
		w.mapping(parts)
	}
	c.offer(w, Completion{Label: label, Kind: CompletionSnippet, Detail: detail, Documentation: doc, Required: required})
}

// entrySnippets offers whole entries of a list.
func (c *completer) entrySnippets(level string) {
	doc := spec.Lookup(level[:len(level)-len("[]")]).Doc
	switch level {
	case variablesAt:
		for _, key := range c.missingVariables() {
			c.snippet(key, "variable that the Organization requires", doc, variable(key, "", false), true)
		}
		c.snippet("variable", "plain environment variable", doc, variable("", "", false), false)
		c.snippet("secret", "secret environment variable", doc, c.secret(), false)
	case queuesAt:
		if !c.hasDefaultQueue() {
			c.snippet("default queue", "the queue that every Deployment needs", doc, c.queue("default"), true)
		}
		c.snippet("queue", "worker queue", doc, c.queue(""), false)
	case schedulesAt:
		c.snippet("schedule", "hibernation schedule", doc, schedule(), false)
	}
}

// sections offers the sections that are missing, each with a first entry.
func (c *completer) sections(in *node) {
	add := func(p part, detail string, required bool) {
		f := spec.Lookup(rootKey + "." + p.key)
		if n := in.member(p.key); n != nil && n != c.spot.self || !c.facts.fits(f) {
			return
		}
		c.snippet(p.key, detail, describe(f).Markdown(), []part{p}, required)
	}
	add(part{key: "environment_variables", entries: c.variables()}, "with a variable", false)
	add(part{key: "configuration", group: c.configuration(spec.Standard, false)}, "of a Standard Deployment", true)
	add(part{key: "worker_queues", entries: [][]part{c.queue("default")}}, "with the default queue", false)
	add(part{key: "alert_emails", texts: []part{example("deployment.alert_emails[]")}}, "with an address", false)
	add(part{key: "hibernation_schedules", entries: [][]part{schedule()}}, "with a schedule", false)
}

// files offers whole files.
func (c *completer) files() {
	for _, it := range [...]struct {
		label  string
		kind   spec.Kinds
		remote bool
	}{
		{"Standard Deployment", spec.Standard, false},
		{"Dedicated Deployment", spec.Dedicated, false},
		{"Dedicated Deployment with remote execution", spec.Dedicated, true},
		{"Hybrid Deployment", spec.Hybrid, false},
	} {
		c.facts.kind, c.facts.cluster = it.kind, c.clusterFor(it.kind) // of the file to be
		var sections []part
		if c.options.Organization.RequiredVariables != nil {
			sections = append(sections, part{key: "environment_variables", entries: c.variables()})
		}
		sections = append(sections, part{key: "configuration", group: c.configuration(it.kind, it.remote)})
		if !it.remote {
			sections = append(sections, part{key: "worker_queues", entries: [][]part{c.queue("default")}})
		}
		name := it.kind.Names()[0]
		value, _ := spec.Lookup(configurationAt + ".deployment_type").Enum.Match(name)
		c.snippet(it.label, "a whole file", value.Value.Doc, []part{{key: rootKey, group: sections}}, false)
	}
	c.facts.kind, c.facts.cluster = 0, ""
}

// configuration returns the section with what a create needs to have nothing left to ask.
func (c *completer) configuration(kind spec.Kinds, remote bool) []part {
	keys := []string{"name", "description", "runtime_version", "executor", "workspace_name", "deployment_type"}
	executor := "ASTRO"
	switch kind {
	case spec.Standard:
		keys = append(keys, "scheduler_size", "cloud_provider", "region")
	case spec.Dedicated:
		keys = append(keys, "scheduler_size", "cluster_name")
	default:
		keys = append(keys, "scheduler_au", "scheduler_count", "cluster_name")
		executor = "CELERY"
	}
	switch {
	case remote:
		keys = append(keys, "dag_deploy_enabled", "remote_execution")
	case len(c.options.Organization.RuntimeVersions) > 0 && len(c.options.Organization.versions(true)) == 0:
		executor = "CELERY"
	}
	before := c.facts.executor
	c.facts.executor = spec.ExecutorOf(executor) // of the file to be
	defer func() { c.facts.executor = before }()
	var parts []part
	for _, f := range spec.LevelAt(configurationAt).Fields {
		if !slices.Contains(keys, f.Key()) {
			continue
		}
		switch p := c.sample(f); f.Key() {
		case "cluster_name":
			p.value = cmp.Or(c.clusterFor(kind), p.value)
			parts = append(parts, p)
		case "name":
			if c.options.Mode == deployfile.ModeTemplate {
				p = part{key: p.key}
			}
			parts = append(parts, p)
		case "executor":
			parts = append(parts, part{key: p.key, value: executor, stop: !remote})
		case "deployment_type":
			parts = append(parts, part{key: p.key, value: kind.Names()[0]})
		case "dag_deploy_enabled":
			parts = append(parts, part{key: p.key, value: "false", literal: true})
		case "remote_execution":
			parts = append(parts, part{key: p.key, group: []part{
				{key: "enabled", value: "true", literal: true},
				{key: "allowed_ip_address_ranges", texts: []part{example(f.Path + ".allowed_ip_address_ranges[]")}},
			}})
		default:
			parts = append(parts, p)
		}
	}
	return parts
}

// hasDefaultQueue tells whether a queue beside the one at the cursor is named default.
func (c *completer) hasDefaultQueue() bool {
	if section := c.root.member(rootKey).member("worker_queues"); section != nil {
		for _, n := range section.kids {
			if c.value(n.member("name")) == "default" {
				return true
			}
		}
	}
	return false
}
