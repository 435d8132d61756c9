package schema

import (
	"slices"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

// Paths and keys that completion treats by name.
const (
	rootKey         = "deployment"
	configurationAt = "deployment.configuration"
	queuesAt        = "deployment.worker_queues[]"
	variablesAt     = "deployment.environment_variables[]"
	schedulesAt     = "deployment.hibernation_schedules[]"
)

// facts are what the text says about the Deployment, as far as it goes. The empty set is not known.
type facts struct {
	kind     spec.Kinds
	executor spec.Executors
	remote   bool // remote execution is enabled
	awake    bool // development mode is off in so many words
	provider string
	cluster  string
	airflow2 bool
}

func (c *completer) learn() facts {
	cfg := c.root.member(rootKey).member("configuration")
	text := func(key string) string { return c.value(cfg.member(key)) }
	name := func(key string) string {
		canonical, _ := spec.Lookup(configurationAt + "." + key).Enum.Canonical(text(key))
		return canonical
	}
	f := facts{
		kind: spec.KindOf(name("deployment_type")), executor: spec.ExecutorOf(name("executor")),
		awake: text("is_development_mode") == "false", provider: name("cloud_provider"), cluster: text("cluster_name"),
		airflow2: oldRuntime(text("runtime_version")),
	}
	f.remote = c.value(cfg.member("remote_execution").member("enabled")) == "true" && spec.Dedicated.Has(f.kind) && spec.Astro.Has(f.executor)
	return f
}

// oldRuntime tells whether a version is of the form that Runtime had for Airflow 2: three numbers with dots between.
func oldRuntime(version string) bool {
	dots := 0
	for i := range len(version) {
		switch c := version[i]; {
		case c == '.':
			dots++
		case c == 'v' && i == 0, '0' <= c && c <= '9':
		default:
			return dots == 2
		}
	}
	return dots == 2
}

// fits tells whether a key belongs to the Deployment, as far as that is known.
func (f *facts) fits(row *spec.Field) bool {
	if !row.Kinds.Has(f.kind) || !row.Executors.Has(f.executor) {
		return false
	}
	if f.remote && slices.Contains(podKeys(), row.Path) {
		return false
	}
	return !f.awake || row.Path != "deployment.hibernation_schedules"
}

// podKeys are about workers and task pods of Astro, which remote execution does not have.
func podKeys() []string {
	return []string{
		"deployment.worker_queues",
		configurationAt + ".default_task_pod_cpu", configurationAt + ".default_task_pod_memory",
		configurationAt + ".resource_quota_cpu", configurationAt + ".resource_quota_memory",
	}
}

// allows tells whether a value of an enumeration goes with the rest of the file.
func (f *facts) allows(row *spec.Field, value string) bool {
	switch row.Path {
	case configurationAt + ".executor":
		return value != "ASTRO" || f.kind != spec.Hybrid && !f.airflow2
	case configurationAt + ".deployment_type":
		k := spec.KindOf(value)
		if f.remote {
			return k == spec.Dedicated
		}
		return f.executor != spec.Astro || k != spec.Hybrid
	}
	return true
}

// required tells whether the file is refused without the key.
func (c *completer) required(row *spec.Field) bool {
	kind := c.facts.kind
	if row.Path == configurationAt+".deployment_type" {
		return true
	}
	if kind == 0 {
		kind = spec.AnyKind
		if row.Parent == nil || row.Parent.Path != configurationAt { // who writes an entry wants what applies to it
			kind = row.Kinds
		}
	}
	create, update := row.RequiredCreate.Has(kind) && row.RequiredCreate != 0, row.RequiredUpdate.Has(kind) && row.RequiredUpdate != 0
	switch c.options.Mode {
	case deployfile.ModeCreate:
		return create
	case deployfile.ModeUpdate:
		return update
	case deployfile.ModeTemplate:
		return create && update && row.Path != configurationAt+".name" && row.Path != configurationAt+".cluster_name"
	default:
		return create && update
	}
}
