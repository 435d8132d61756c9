package deployfile

import (
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// setting is a scalar of deployment.configuration in its canonical spelling.
type setting struct {
	text    string
	literal bool // a number or a truth value, which JSON writes without quotes
	present bool
}

func (s setting) value() Value {
	switch {
	case !s.present:
		return ""
	case s.literal:
		return Value(s.text)
	default:
		return textValue(s.text)
	}
}

func textSetting(s string) setting { return setting{text: s, present: s != ""} }

func choiceSetting[T ~string](v T, canonical func(T) (T, bool)) setting {
	if name, ok := canonical(v); ok {
		v = name
	}
	return textSetting(string(v))
}

func boolSetting(b *bool) setting {
	if b == nil {
		return setting{literal: true}
	}
	return setting{text: string(boolValue(*b)), literal: true, present: true}
}

func numberSetting(n *int) setting {
	if n == nil {
		return setting{literal: true}
	}
	return setting{text: string(numberValue(*n)), literal: true, present: true}
}

// configurationField is how one key of deployment.configuration takes part in a comparison.
type configurationField struct {
	key    string
	value  func(*Configuration) setting
	same   func(a, b string) bool                          // nil: equal text
	effect func(d *differ, before, after string) aftermath // nil: it changes nothing that runs
}

// aftermath is what a change brings with it.
type aftermath struct {
	impact []Impact
	factor float64
	reason string
}

// configurationFields has a row for every scalar of deployment.configuration, in the order of the file.
var configurationFields = [...]configurationField{
	{key: "name", value: func(c *Configuration) setting { return textSetting(c.Name) }, effect: effectOfName},
	{key: "description", value: func(c *Configuration) setting {
		if c.Description == nil {
			return setting{}
		}
		return setting{text: *c.Description, present: true}
	}, effect: effectOfDescription},
	{key: "runtime_version", value: func(c *Configuration) setting { return textSetting(c.RuntimeVersion) }, same: sameRuntime},
	{key: "dag_deploy_enabled", value: func(c *Configuration) setting { return boolSetting(c.DagDeployEnabled) }, effect: effectOfDagDeploys},
	{key: "ci_cd_enforcement", value: func(c *Configuration) setting { return boolSetting(c.CICDEnforcement) }, effect: effectOfEnforcement},
	{key: "scheduler_size", value: func(c *Configuration) setting { return choiceSetting(c.SchedulerSize, SchedulerSize.Canonical) }, effect: effectOfSchedulerSize},
	{key: "is_high_availability", value: func(c *Configuration) setting { return boolSetting(c.IsHighAvailability) }, effect: effectOfHighAvailability},
	{key: "is_development_mode", value: func(c *Configuration) setting { return boolSetting(c.IsDevelopmentMode) }, effect: effectOfDevelopmentMode},
	{key: "executor", value: func(c *Configuration) setting { return choiceSetting(c.Executor, Executor.Canonical) }, effect: effectOfExecutor},
	{key: "scheduler_au", value: func(c *Configuration) setting { return numberSetting(c.SchedulerAU) }, effect: effectOfSchedulerNumber},
	{key: "scheduler_count", value: func(c *Configuration) setting { return numberSetting(c.SchedulerCount) }, effect: effectOfSchedulerNumber},
	{key: "cluster_name", value: func(c *Configuration) setting { return textSetting(c.ClusterName) }},
	{key: "workspace_name", value: func(c *Configuration) setting { return textSetting(c.WorkspaceName) }},
	{key: "deployment_type", value: func(c *Configuration) setting { return choiceSetting(c.DeploymentType, Kind.Canonical) }},
	{key: "cloud_provider", value: func(c *Configuration) setting { return choiceSetting(c.CloudProvider, CloudProvider.Canonical) }},
	{key: "region", value: func(c *Configuration) setting { return textSetting(c.Region) }},
	{key: "default_task_pod_cpu", value: func(c *Configuration) setting { return textSetting(c.DefaultTaskPodCPU) }, same: sameQuantity, effect: effectOfTaskPod},
	{key: "default_task_pod_memory", value: func(c *Configuration) setting { return textSetting(c.DefaultTaskPodMemory) }, same: sameQuantity, effect: effectOfTaskPod},
	{key: "resource_quota_cpu", value: func(c *Configuration) setting { return textSetting(c.ResourceQuotaCPU) }, same: sameQuantity, effect: effectOfQuota},
	{key: "resource_quota_memory", value: func(c *Configuration) setting { return textSetting(c.ResourceQuotaMemory) }, same: sameQuantity, effect: effectOfQuota},
	{key: "default_worker_type", value: func(c *Configuration) setting { return textSetting(c.DefaultWorkerType) }, effect: effectOfTaskPodPool},
	{key: "workload_identity", value: func(c *Configuration) setting { return textSetting(c.WorkloadIdentity) }, effect: effectOfIdentity},
}

// configuration compares the scalars of deployment.configuration.
func (d *differ) configuration() {
	for i := range configurationFields {
		f := &configurationFields[i]
		d.setting(f, spec.Lookup("deployment.configuration."+f.key))
	}
}

// setting compares one scalar.
func (d *differ) setting(f *configurationField, field *spec.Field) {
	if !d.settingApplies(f.key, field) {
		return
	}
	live, want := f.value(&d.live.Configuration), f.value(&d.want.Configuration)
	if f.key == "deployment_type" && !want.present && d.implied.known {
		want = textSetting(string(d.implied.value))
	}
	switch {
	case d.plan.Creation:
		d.createSetting(f, want)
	case field.Immutable:
		d.immutable(f, live, want)
	case f.key == "is_development_mode" && want.text == "true" && live.text != "true":
		d.block(Blocked{Code: CodeDevelopmentModeEnable, Path: configuration(f.key), Before: "false", After: "true",
			Message: "is_development_mode cannot be turned on: it is chosen when the Deployment is created",
			Hint:    "create another Deployment with development mode, or write is_development_mode: false"})
	default:
		d.changeSetting(f, field, live, want)
	}
}

// settingApplies reports whether the scalar takes part for this deployment type and executor.
func (d *differ) settingApplies(key string, field *spec.Field) bool {
	switch key {
	case "cloud_provider", "region":
		return !d.kind.known || d.kind.is(KindStandard) // those of the others belong to the cluster
	case "default_task_pod_cpu", "default_task_pod_memory", "resource_quota_cpu", "resource_quota_memory":
		return d.applies(field, d.is.executor) && !d.is.remote
	case "deployment_type":
		return true
	}
	return d.applies(field, d.is.executor)
}

func (d *differ) createSetting(f *configurationField, want setting) {
	if want.present && want.text != "" {
		d.change(Change{Action: ActionCreate, Path: configuration(f.key), After: want.value()})
	} else if f.key == "name" {
		d.nameMissing()
	}
}

func (d *differ) nameMissing() {
	d.block(Blocked{Code: CodeNameMissing, Path: configuration("name"), Before: textSetting(d.live.Configuration.Name).value(),
		Message: "the file has no name, as a template", Hint: "write the name, or make a Deployment file from the template first"})
}

func (d *differ) changeSetting(f *configurationField, field *spec.Field, live, want setting) {
	after, omitted := want, false
	if !want.present {
		switch field.Omitted {
		case spec.Reset:
			after, omitted = setting{text: field.ResetTo, literal: want.literal, present: true}, true
		case spec.Cleared:
			after, omitted = setting{present: true}, true
		case spec.Fails:
			d.absentSetting(f, live)
			return
		default:
			if live.present && (live.text != "" && live.text != "false") {
				d.keep(Kept{Path: configuration(f.key), Reason: "not in the file"})
			}
			return
		}
	}
	if before := assumed(field, live); before.text == after.text && before.present == after.present || f.same != nil && f.same(before.text, after.text) {
		return
	}
	c := Change{Action: ActionUpdate, Path: configuration(f.key), Omitted: omitted, Before: live.value(), After: after.value()}
	if f.effect != nil {
		e := f.effect(d, live.text, after.text)
		c.Impact, c.Factor, c.Reason = e.impact, e.factor, e.reason
	}
	d.change(c)
}

// absentSetting blocks the update of a file without something that an update needs.
func (d *differ) absentSetting(f *configurationField, live setting) {
	switch {
	case f.key == "name":
		if live.present {
			d.nameMissing()
		}
	case live.present:
		d.block(Blocked{Code: CodeFieldRequired, Path: configuration(f.key), Before: live.value(),
			Message: f.key + " is missing, and an update needs it", Hint: "write " + f.key + ": " + live.text})
	}
}

// assumed returns a live value, or what stands for one that the server does not report.
func assumed(field *spec.Field, live setting) setting {
	switch {
	case live.present:
		return live
	case field.Default != "":
		return setting{text: field.Default, literal: live.literal, present: true}
	case field.Omitted == spec.Reset:
		return setting{text: field.ResetTo, literal: live.literal, present: true}
	case field.Type == spec.Boolean:
		return setting{text: "false", literal: true, present: true}
	case field.Omitted == spec.Cleared:
		return setting{present: true}
	default:
		return live
	}
}

// immutable compares what no update can change.
func (d *differ) immutable(f *configurationField, live, want setting) {
	same := f.same
	if same == nil {
		same = func(a, b string) bool { return a == b }
	}
	if !live.present || !want.present || same(live.text, want.text) {
		return
	}
	p := configuration(f.key)
	was, is := diag.Quote(live.text), diag.Quote(want.text)
	if f.key == "runtime_version" {
		d.note(Note{Code: CodeRuntimeVersionDiffers, Path: p,
			Message: "runtime_version " + is + " of the file differs from the live " + was + ": an update does not change it",
			Hint:    "deploy an image of that version, or write runtime_version: " + live.text})
		return
	}
	d.block(Blocked{Code: CodeImmutableChanged, Path: p, Before: live.value(), After: want.value(),
		Message: f.key + " cannot change from " + was + " to " + is, Hint: wayToChange(f.key, live.text)})
}

// wayToChange says what works where an update does not.
func wayToChange(key, live string) string {
	back := "write " + key + ": " + live
	if key == "workspace_name" {
		return back + "; to move the Deployment, transfer it in the Astro UI"
	}
	return back + "; for another one, create a new Deployment and delete this one"
}

func sameRuntime(a, b string) bool {
	return strings.TrimPrefix(a, "v") == strings.TrimPrefix(b, "v")
}

// sameQuantity compares numerically: "0.5Gi" is "512Mi".
func sameQuantity(a, b string) bool {
	if a == b {
		return true
	}
	x, fault := parseQuantity(a)
	y, other := parseQuantity(b)
	return fault == "" && other == "" && x.compare(y) == 0
}
