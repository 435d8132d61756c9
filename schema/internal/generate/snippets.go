package main

import (
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
)

// snippet is a piece of a file that editors offer as a whole.
type snippet struct {
	label, description string
	body               members
}

// cursor writes the bodies of snippets. It numbers the places where the cursor of an editor stops.
type cursor struct{ stops int }

// at returns a stop with a text in it.
func (c *cursor) at(f *spec.Field, text string) string {
	c.stops++
	return literal(f, "${"+strconv.Itoa(c.stops)+":"+text+"}")
}

// literal marks a value that stands without quotes in JSON, too.
func literal(f *spec.Field, value string) string {
	if f.Type == spec.Boolean || f.Type == spec.Integer {
		return "^" + value
	}
	return value
}

// keys writes fields of a level: a key alone stops at its example or at the choice of its values, key=value does not.
func (c *cursor) keys(level string, entries ...string) (all members) {
	for _, e := range entries {
		key, value, fixed := strings.Cut(e, "=")
		f := spec.LevelAt(level).Field(key)
		switch {
		case fixed:
			value = literal(f, value)
		case f.Enum != nil:
			c.stops++
			value = "${" + strconv.Itoa(c.stops) + "|" + strings.Join(f.Enum.Names(), ",") + "|}"
		default:
			value = c.at(f, f.Example)
		}
		all = append(all, member{key, value})
	}
	return all
}

func (c *cursor) queue() members {
	return c.keys("deployment.worker_queues[]", "name", "max_worker_count", "min_worker_count", "worker_concurrency", "worker_type")
}

// nodeQueue is a queue of Hybrid, whose workers are nodes of the cluster.
func (c *cursor) nodeQueue() members {
	all := c.keys("deployment.worker_queues[]", "name", "max_worker_count", "min_worker_count")
	node := spec.Lookup("deployment.configuration.default_worker_type")
	return append(all, member{"worker_type", c.at(node, node.Example)})
}

func (c *cursor) schedule() members {
	return c.keys("deployment.hibernation_schedules[]", "hibernate_at", "wake_at", "description", "enabled=true")
}

// configuration writes the keys that every file has, then those of one kind of Deployment.
func (c *cursor) configuration(executor, kind string, more ...string) members {
	keys := []string{"name", "description", "runtime_version", "executor=" + executor, "workspace_name", "deployment_type=" + kind}
	return c.keys("deployment.configuration", append(keys, more...)...)
}

// file puts a configuration and lists of one entry into a whole file.
func file(configuration members, lists ...member) members {
	sections := members{{"configuration", configuration}}
	for _, l := range lists {
		sections = append(sections, member{l.name, []members{l.schema.(members)}})
	}
	return members{{"deployment", sections}}
}

// withQueues is a file with a worker queue.
func (c *cursor) withQueues(executor, kind string, more ...string) members {
	return file(c.configuration(executor, kind, more...), member{"worker_queues", c.queue()})
}

// wholeFiles are files to begin with.
func wholeFiles() []snippet {
	return []snippet{
		{"Standard Deployment", "A Deployment on a shared cluster, with the Astro executor.",
			new(cursor).withQueues("ASTRO", "STANDARD", "scheduler_size", "cloud_provider", "region")},
		{"Standard Deployment with Celery", "A Deployment on a shared cluster, with the Celery executor.",
			new(cursor).withQueues("CELERY", "STANDARD", "scheduler_size", "cloud_provider", "region")},
		{"Standard Deployment for development", "A Deployment on a shared cluster that sleeps at night.", developmentFile(new(cursor))},
		{"Dedicated Deployment", "A Deployment on a single-tenant cluster, with the Astro executor.",
			new(cursor).withQueues("ASTRO", "DEDICATED", "scheduler_size", "cluster_name")},
		{"Dedicated Deployment with remote execution", "A Deployment whose tasks run in agents on machines of your own.", remoteFile(new(cursor))},
		{"Hybrid Deployment", "A Deployment on a cluster in your own cloud account, with the Celery executor.", hybridFile(new(cursor))},
		{"Hybrid Deployment with Kubernetes", "A Deployment on a cluster in your own cloud account, with the Kubernetes executor.",
			file(new(cursor).configuration("KUBERNETES", "HYBRID", "scheduler_au", "scheduler_count", "cluster_name", "default_worker_type"))},
	}
}

func developmentFile(c *cursor) members {
	configuration := c.configuration("ASTRO", "STANDARD", "scheduler_size=SMALL", "is_development_mode=true", "cloud_provider", "region")
	return file(configuration, member{"worker_queues", c.queue()}, member{"hibernation_schedules", c.schedule()})
}

func remoteFile(c *cursor) members {
	agents := member{"remote_execution", c.keys("deployment.configuration.remote_execution", "enabled=true")}
	return file(append(c.configuration("ASTRO", "DEDICATED", "scheduler_size", "cluster_name"), agents))
}

func hybridFile(c *cursor) members {
	configuration := c.configuration("CELERY", "HYBRID", "scheduler_au", "scheduler_count", "cluster_name")
	return file(configuration, member{"worker_queues", c.nodeQueue()})
}

// entries are the snippets of the lists of a file, by key.
func entries(list string) []snippet {
	c := new(cursor)
	switch list {
	case "environment_variables":
		return []snippet{
			{"Environment variable", "A variable whose value everybody may read.", c.keys("deployment.environment_variables[]", "is_secret=false", "key", "value")},
			{"Secret", "A variable whose value nobody can read back.", c.keys("deployment.environment_variables[]", "is_secret=true", "key=${1:API_TOKEN}", "value=${2:secret}")},
		}
	case "worker_queues":
		return []snippet{{"Worker queue", "Workers of one machine that take tasks from one queue.", c.queue()}}
	case "hibernation_schedules":
		return []snippet{{"Hibernation schedule", "When the Deployment sleeps, in UTC.", c.schedule()}}
	default:
		return nil
	}
}

// kindSnippet has editors show a snippet as such.
const kindSnippet = 15

// offerSnippets writes snippets into a schema; one of a list is one entry of it.
func offerSnippets(n node, list bool, all []snippet) {
	if len(all) == 0 {
		return
	}
	written := make([]node, len(all))
	for i, s := range all {
		written[i] = node{"label": s.label, "description": s.description, "suggestionKind": kindSnippet, "body": s.body}
		if list {
			written[i]["type"] = "array"
		}
	}
	n["defaultSnippets"] = written
}
