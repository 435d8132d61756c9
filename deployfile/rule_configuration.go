package deployfile

import (
	"strings"
	"unicode"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// configurationRules are about what the Deployment is called and how it runs; those about its Runtime version stand in
// rule_runtime.go, the one about keys without effect in rule_ignored.go.
var configurationRules = []rule{
	{code: CodeNameMissing, level: notInTemplates(failure), needs: theWhole | mustStay,
		hint:    "write the name of the Deployment",
		summary: "The Deployment has no name.", check: checkNameMissing},
	{code: CodeNameSpace, level: always(warning),
		summary: "The name of the Deployment, its cluster or its Workspace has white space around it, or a control character.", check: checkNameSpace},
	{code: CodeRuntimeVersionMissing, level: levels{create: warning, template: warning}, needs: theWhole,
		hint:    "write the version to start with",
		summary: "The file names no Runtime version, so two runs of the same file may differ.", check: checkRuntimeVersionMissing},
	{code: CodeRuntimeVersionFormat, level: always(failure),
		summary: "The Runtime version has neither of the two forms of a version.", check: checkRuntimeVersionFormat},
	{code: CodeRuntimeVersionSuffix, level: always(warning),
		summary: "The Runtime version ends in a part that belongs to an image tag.", check: checkRuntimeVersionSuffix},
	{code: CodeRuntimeVersionYanked, level: levels{create: warning, template: warning},
		summary: "The Runtime version was withdrawn and cannot be used for new Deployments.", check: checkRuntimeVersionYanked},
	{code: CodeRuntimeVersionNotOffered, level: onCreate(failure), needs: theLimits,
		summary: "The Runtime version is not among those that the Organization may use for new Deployments.", check: checkRuntimeVersionNotOffered},
	{code: CodeDagDeployRemote, level: always(warning),
		hint:    "write dag_deploy_enabled: false",
		summary: "DAG-only deploys are on although tasks run in remote agents.", check: checkDagDeployRemote},
	{code: CodeSchedulerMissing, level: levels{create: notice, update: warning}, needs: theWhole,
		summary: "The size or the number of schedulers is missing.", check: checkSchedulerMissing},
	{code: CodeSchedulerRange, level: always(failure),
		summary: "The size or the number of schedulers of a Hybrid Deployment is out of range.", check: checkSchedulerRange},
	{code: CodeFieldIgnored, level: always(warning),
		hint:    "delete it",
		summary: "A value has no effect on a Deployment of this type.", check: checkFieldIgnored},
	{code: CodeHibernationConflict, level: always(warning),
		summary: "High availability or a larger scheduler is combined with a hibernation schedule.", check: checkHibernationConflict},
	{code: CodeExecutorCase, level: always(warning),
		summary: "The executor is written in a letter case that the official CLI accepts and then drops.", check: checkExecutorCase},
	{code: CodeAstroExecutorUnsupported, level: always(failure),
		summary: "The Astro executor does not run on Hybrid, nor with Airflow 2.", check: checkAstroExecutorUnsupported},
}

func checkNameMissing(c *check) {
	if c.Configuration.Name != "" {
		return
	}
	p := configuration("name")
	if c.looksLikeTemplate() {
		c.report(p, "name is missing: the file looks like a template").
			Hint = "write the name of the Deployment to make from it"
		return
	}
	c.report(p, "name is missing")
}

func checkNameSpace(c *check) {
	cfg := &c.Configuration
	for _, it := range [...]struct{ key, text string }{
		{"name", cfg.Name}, {"cluster_name", cfg.ClusterName}, {"workspace_name", cfg.WorkspaceName},
	} {
		trimmed := strings.TrimSpace(it.text)
		control := strings.IndexFunc(trimmed, unicode.IsControl) >= 0
		if trimmed == it.text && !control {
			continue
		}
		p := configuration(it.key)
		switch {
		case control:
			c.report(p, "%s %s has a control character", it.key, diag.Quote(it.text)).Hint = "delete the control character"
		case trimmed == "":
			c.report(p, "%s %s is nothing but white space", it.key, diag.Quote(it.text)).Hint = "write a name"
		default:
			f := c.report(p, "%s %s has white space around it, and names are matched exactly", it.key, diag.Quote(it.text))
			f.Hint = "write " + diag.Quote(trimmed)
			f.Fix = c.replace(p, trimmed)
		}
	}
}

func checkDagDeployRemote(c *check) {
	if !c.remote || !isTrue(c.Configuration.DagDeployEnabled) {
		return
	}
	p := configuration("dag_deploy_enabled")
	f := c.report(p, "dag_deploy_enabled is true with remote execution: DAG-only deploys need Dag storage that Astro hosts")
	f.Fix = c.replaceLiteral(p, "false")
}

func checkSchedulerMissing(c *check) {
	cfg := &c.Configuration
	switch {
	case c.hosted():
		if cfg.SchedulerSize == "" {
			c.schedulerMissing("scheduler_size", "an empty value")
		}
	case c.kind.is(KindHybrid):
		if cfg.SchedulerAU == nil {
			c.schedulerMissing("scheduler_au", "0")
		}
		if cfg.SchedulerCount == nil {
			c.schedulerMissing("scheduler_count", "0")
		}
	}
}

// schedulerMissing reports a missing key; sent is what the official CLI makes of it in an update.
func (c *check) schedulerMissing(key, sent string) {
	p := configuration(key)
	f := c.report(p, "%s is missing: ", key)
	f.Hint = "write " + key
	create := "the server uses " + spec.Lookup(string(p)).Default
	update := "the live value is kept, where the official CLI would send " + sent
	switch c.Mode {
	case ModeCreate:
		f.Message += create
	case ModeUpdate:
		f.Message += update
	default:
		f.Message += "on create " + create + ", on update " + update
	}
}

func checkSchedulerRange(c *check) {
	if !c.kind.is(KindHybrid) {
		return
	}
	for _, it := range [...]struct {
		path  diag.Path
		value *int
	}{
		{"deployment.configuration.scheduler_au", c.Configuration.SchedulerAU},
		{"deployment.configuration.scheduler_count", c.Configuration.SchedulerCount},
	} {
		field := spec.Lookup(string(it.path))
		if it.value == nil || *field.Min <= *it.value && *it.value <= *field.Max {
			continue
		}
		f := c.report(it.path, "%s %d is outside the range from %d to %d", field.Key(), *it.value, *field.Min, *field.Max)
		if *it.value < *field.Min {
			f.Hint = "raise it"
		} else {
			f.Hint = "lower it"
		}
	}
}

func checkHibernationConflict(c *check) {
	cfg := &c.Configuration
	if !isTrue(cfg.IsDevelopmentMode) || c.kind.is(KindHybrid) {
		return
	}
	enabled := -1
	for i := range c.HibernationSchedules {
		if isTrue(c.HibernationSchedules[i].Enabled) {
			enabled = i
			break
		}
	}
	if enabled < 0 {
		return
	}
	const unsupported = "is documented as unsupported with hibernation"
	if isTrue(cfg.IsHighAvailability) {
		f := c.report(configuration("is_high_availability"), "is_high_availability true %s", unsupported)
		f.Hint = "turn off high availability or the schedules"
		c.relate(f, schedule(enabled, "enabled"), "a schedule is enabled here")
	}
	if size, known := cfg.SchedulerSize.Canonical(); known && size != SchedulerSmall {
		f := c.report(configuration("scheduler_size"), "scheduler_size %s %s", diag.Quote(string(cfg.SchedulerSize)), unsupported)
		f.Hint = "write scheduler_size: " + string(SchedulerSmall) + ", or turn off the schedules"
		c.relate(f, schedule(enabled, "enabled"), "a schedule is enabled here")
	}
}

func checkExecutorCase(c *check) {
	const p = diag.Path("deployment.configuration.executor")
	text := string(c.Configuration.Executor)
	m, ok := spec.Lookup(string(p)).Enum.Match(text)
	if !ok || !m.OtherCase {
		return
	}
	f := c.report(p, "executor %s should be written %s: the official CLI accepts it, then sends an empty executor on create", diag.Quote(text), m.Value.Name)
	f.Hint = "write " + m.Value.Name
	f.Fix = c.replace(p, m.Value.Name)
}

func isTrue(b *bool) bool { return b != nil && *b }
