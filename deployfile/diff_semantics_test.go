package deployfile_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
)

// lines writes a plan in short: one line for everything in it.
func lines(p deployfile.Plan) []string {
	all := []string{}
	for _, c := range p.Changes {
		omitted := ""
		if c.Omitted {
			omitted = " (omitted)"
		}
		all = append(all, fmt.Sprintf("%s %s %s → %s %v%s", c.Action, c.Path, c.Before, c.After, c.Impact, omitted))
	}
	for _, b := range p.Blocked {
		all = append(all, fmt.Sprintf("blocked %s %s %s → %s", b.Code, b.Path, b.Before, b.After))
	}
	for _, n := range p.Notes {
		all = append(all, fmt.Sprintf("note %s %s", n.Code, n.Path))
	}
	return all
}

func kept(p deployfile.Plan) []string {
	all := []string{}
	for _, k := range p.Kept {
		all = append(all, string(k.Path))
	}
	return all
}

// TestOmission holds what absent, empty and present mean for every section and field of a hosted Deployment.
func TestOmission(t *testing.T) {
	const (
		c = "deployment.configuration."
		q = "deployment.worker_queues"
	)
	type d = deployfile.Deployment
	for name, tc := range map[string]struct {
		change func(*d)
		want   []string
		keeps  []string
	}{
		"name absent":                  {func(w *d) { w.Configuration.Name = "" }, []string{`blocked name-missing ` + c + `name "etl" → `}, nil},
		"name changed":                 {func(w *d) { w.Configuration.Name = "etl2" }, []string{`update ` + c + `name "etl" → "etl2" []`}, nil},
		"description absent":           {func(w *d) { w.Configuration.Description = nil }, []string{`update ` + c + `description "nightly" → "" [] (omitted)`}, nil},
		"description empty":            {func(w *d) { w.Configuration.Description = new("") }, []string{`update ` + c + `description "nightly" → "" []`}, nil},
		"runtime_version absent":       {func(w *d) { w.Configuration.RuntimeVersion = "" }, []string{}, nil},
		"runtime_version with a v":     {func(w *d) { w.Configuration.RuntimeVersion = "v3.1-1" }, []string{}, nil},
		"runtime_version changed":      {func(w *d) { w.Configuration.RuntimeVersion = "3.1-2" }, []string{`note runtime-version-differs ` + c + `runtime_version`}, nil},
		"dag_deploy_enabled absent":    {func(w *d) { w.Configuration.DagDeployEnabled = nil }, []string{}, []string{c + "dag_deploy_enabled"}},
		"dag_deploy_enabled off":       {func(w *d) { w.Configuration.DagDeployEnabled = new(false) }, []string{`update ` + c + `dag_deploy_enabled true → false [data-loss]`}, nil},
		"ci_cd_enforcement absent":     {func(w *d) { w.Configuration.CICDEnforcement = nil }, []string{}, nil},
		"ci_cd_enforcement on":         {func(w *d) { w.Configuration.CICDEnforcement = new(true) }, []string{`update ` + c + `ci_cd_enforcement false → true []`}, nil},
		"scheduler_size absent":        {func(w *d) { w.Configuration.SchedulerSize = "" }, []string{}, []string{c + "scheduler_size"}},
		"scheduler_size in lower case": {func(w *d) { w.Configuration.SchedulerSize = "small" }, []string{}, nil},
		"scheduler_size up":            {func(w *d) { w.Configuration.SchedulerSize = "LARGE" }, []string{`update ` + c + `scheduler_size "SMALL" → "LARGE" [restart scale cost-up]`}, nil},
		"high availability on":         {func(w *d) { w.Configuration.IsHighAvailability = new(true) }, []string{`update ` + c + `is_high_availability false → true [restart scale cost-up]`}, nil},
		"development mode absent":      {func(w *d) { w.Configuration.IsDevelopmentMode = nil }, []string{}, []string{c + "is_development_mode"}},
		"development mode off": {func(w *d) { w.Configuration.IsDevelopmentMode = new(false) }, []string{
			`update ` + c + `is_development_mode true → false [irreversible schedule-off]`,
			`delete deployment.hibernation_schedules[hibernate_at="0 20 * * *",wake_at="0 7 * * *"] {"hibernate_at":"0 20 * * *","wake_at":"0 7 * * *","description":"nights","enabled":true} →  [schedule-off cost-up]`,
			`note override-ended deployment.hibernation_schedules`}, nil},
		"executor absent":           {func(w *d) { w.Configuration.Executor = "" }, []string{`blocked field-required ` + c + `executor "CELERY" → `}, nil},
		"executor in another words": {func(w *d) { w.Configuration.Executor = "CeleryExecutor" }, []string{}, nil},
		"to Kubernetes": {func(w *d) { w.Configuration.Executor = "KUBERNETES"; w.WorkerQueues = nil }, []string{
			`update ` + c + `executor "CELERY" → "KUBERNETES" [restart queue-deleted]`,
			`delete ` + q + `[name=default] {"name":"default","max_worker_count":10,"min_worker_count":0,"worker_concurrency":5,"worker_type":"A5","pod_ephemeral_storage":"10Gi"} →  [queue-deleted scale restart] (omitted)`,
			`delete ` + q + `[name=heavy] {"name":"heavy","max_worker_count":4,"min_worker_count":1,"worker_concurrency":10,"worker_type":"A10","pod_ephemeral_storage":"20Gi"} →  [queue-deleted scale restart] (omitted)`}, nil},
		"to Astro": {func(w *d) { w.Configuration.Executor = "ASTRO" }, []string{`update ` + c + `executor "CELERY" → "ASTRO" [restart]`}, nil},
		"fields of Hybrid": {func(w *d) {
			w.Configuration.SchedulerAU, w.Configuration.SchedulerCount, w.Configuration.DefaultWorkerType = new(10), new(2), "m5.xlarge"
		}, []string{}, nil},
		"a cluster on Standard":  {func(w *d) { w.Configuration.ClusterName = "us-east-1" }, []string{}, nil},
		"workspace absent":       {func(w *d) { w.Configuration.WorkspaceName = "" }, []string{}, nil},
		"workspace changed":      {func(w *d) { w.Configuration.WorkspaceName = "data" }, []string{`blocked immutable-changed ` + c + `workspace_name "Data" → "data"`}, nil},
		"type by an older name":  {func(w *d) { w.Configuration.DeploymentType = "hosted_shared" }, []string{}, nil},
		"type changed":           {func(w *d) { w.Configuration.DeploymentType = "DEDICATED" }, []string{`blocked immutable-changed ` + c + `deployment_type "STANDARD" → "DEDICATED"`}, nil},
		"region changed":         {func(w *d) { w.Configuration.Region = "eu-central-1" }, []string{`blocked immutable-changed ` + c + `region "us-east-1" → "eu-central-1"`}, nil},
		"provider in lower case": {func(w *d) { w.Configuration.CloudProvider = "aws" }, []string{}, nil},
		"memory in another unit": {func(w *d) { w.Configuration.DefaultTaskPodMemory, w.Configuration.ResourceQuotaCPU = "512Mi", "10000m" }, []string{}, nil},
		"quota up":               {func(w *d) { w.Configuration.ResourceQuotaCPU = "40" }, []string{`update ` + c + `resource_quota_cpu "10" → "40" [scale cost-up]`}, nil},
		"quota absent":           {func(w *d) { w.Configuration.ResourceQuotaCPU = "" }, []string{}, []string{c + "resource_quota_cpu"}},
		"identity absent":        {func(w *d) { w.Configuration.WorkloadIdentity = "" }, []string{}, []string{c + "workload_identity"}},
		"remote execution on":    {func(w *d) { w.Configuration.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(true)} }, []string{`blocked remote-execution-toggled ` + c + `remote_execution.enabled false → true`}, nil},
		"remote execution off":   {func(w *d) { w.Configuration.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(false)} }, []string{}, nil},
		"variables absent":       {func(w *d) { w.EnvironmentVariables = nil }, []string{`delete deployment.environment_variables[key=LOG_LEVEL] {"is_secret":false,"key":"LOG_LEVEL","value":"info"} →  [restart] (omitted)`}, nil},
		"variables empty":        {func(w *d) { w.EnvironmentVariables = []deployfile.EnvironmentVariable{} }, []string{`delete deployment.environment_variables[key=LOG_LEVEL] {"is_secret":false,"key":"LOG_LEVEL","value":"info"} →  [restart] (omitted)`}, nil},
		"queues absent":          {func(w *d) { w.WorkerQueues = nil }, []string{}, []string{q}},
		"queues empty":           {func(w *d) { w.WorkerQueues = []deployfile.WorkerQueue{} }, []string{}, []string{q}},
		"queue left out":         {func(w *d) { w.WorkerQueues = w.WorkerQueues[:1] }, []string{`delete ` + q + `[name=heavy] {"name":"heavy","max_worker_count":4,"min_worker_count":1,"worker_concurrency":10,"worker_type":"A10","pod_ephemeral_storage":"20Gi"} →  [queue-deleted scale restart] (omitted)`}, nil},
		"queue default left out": {func(w *d) { w.WorkerQueues = w.WorkerQueues[1:] }, []string{`blocked queue-default-missing ` + q + `[name=default] {"name":"default","max_worker_count":10,"min_worker_count":0,"worker_concurrency":5,"worker_type":"A5","pod_ephemeral_storage":"10Gi"} → `}, nil},
		"queue counts absent": {func(w *d) {
			w.WorkerQueues[1].MaxWorkerCount, w.WorkerQueues[1].MinWorkerCount, w.WorkerQueues[1].WorkerConcurrency = nil, nil, nil
		}, []string{`update ` + q + `[name=heavy].max_worker_count 4 → 10 [scale restart cost-up] (omitted)`, `update ` + q + `[name=heavy].min_worker_count 1 → 0 [scale restart] (omitted)`}, nil},
		"queue counts that mean default": {func(w *d) {
			w.WorkerQueues[0].MaxWorkerCount, w.WorkerQueues[0].MinWorkerCount, w.WorkerQueues[0].WorkerConcurrency = new(0), new(-1), new(0)
		}, []string{}, nil},
		"queue storage absent":      {func(w *d) { w.WorkerQueues[1].PodEphemeralStorage = "" }, []string{}, nil},
		"queue storage spelled out": {func(w *d) { w.WorkerQueues[0].PodEphemeralStorage = "10240Mi" }, []string{}, nil},
		"queue type in lower case":  {func(w *d) { w.WorkerQueues[1].WorkerType = "a10" }, []string{}, nil},
		"queue type smaller": {func(w *d) { w.WorkerQueues[1].WorkerType, w.WorkerQueues[1].WorkerConcurrency = "A5", new(16) }, []string{
			`update ` + q + `[name=heavy].worker_concurrency 10 → 16 [scale restart]`,
			`update ` + q + `[name=heavy].worker_type "A10" → "A5" [queue-replaced scale restart]`,
			`blocked worker-concurrency-ceiling ` + q + `[name=heavy].worker_concurrency 10 → 16`}, nil},
		"queue name in another case": {func(w *d) { w.WorkerQueues[1].Name = "Heavy" }, []string{
			`create ` + q + `[name=Heavy]  → {"name":"Heavy","max_worker_count":4,"min_worker_count":1,"worker_concurrency":10,"worker_type":"A10","pod_ephemeral_storage":"20Gi"} [queue-created scale restart cost-up]`,
			`delete ` + q + `[name=heavy] {"name":"heavy","max_worker_count":4,"min_worker_count":1,"worker_concurrency":10,"worker_type":"A10","pod_ephemeral_storage":"20Gi"} →  [queue-deleted scale restart] (omitted)`,
			`note queue-deleted ` + q}, nil},
		"queue twice":              {func(w *d) { w.WorkerQueues = append(w.WorkerQueues, w.WorkerQueues[1]) }, []string{`blocked duplicate-name ` + q + `[name=heavy]  → `}, nil},
		"variable twice":           {func(w *d) { w.EnvironmentVariables = append(w.EnvironmentVariables, w.EnvironmentVariables[0]) }, []string{`blocked duplicate-name deployment.environment_variables[key=LOG_LEVEL]  → `}, nil},
		"e-mails absent":           {func(w *d) { w.AlertEmails = nil }, []string{`delete deployment.alert_emails["ops@example.com"] "ops@example.com" →  [] (omitted)`}, nil},
		"e-mails empty":            {func(w *d) { w.AlertEmails = []string{} }, []string{`delete deployment.alert_emails["ops@example.com"] "ops@example.com" →  []`}, nil},
		"e-mail twice":             {func(w *d) { w.AlertEmails = []string{"ops@EXAMPLE.com", "ops@example.com"} }, []string{}, nil},
		"schedules absent":         {func(w *d) { w.HibernationSchedules = nil }, []string{`delete deployment.hibernation_schedules[hibernate_at="0 20 * * *",wake_at="0 7 * * *"] {"hibernate_at":"0 20 * * *","wake_at":"0 7 * * *","description":"nights","enabled":true} →  [schedule-off cost-up] (omitted)`, `note override-ended deployment.hibernation_schedules`}, nil},
		"schedule without enabled": {func(w *d) { w.HibernationSchedules[0].Enabled = nil }, []string{`update deployment.hibernation_schedules[hibernate_at="0 20 * * *",wake_at="0 7 * * *"].enabled true → false [schedule-off cost-up]`, `note override-ended deployment.hibernation_schedules`}, nil},
		"schedule with blanks":     {func(w *d) { w.HibernationSchedules[0].HibernateAt = " 0  20 * * * " }, []string{}, nil},
		"another target":           {func(w *d) { w.Metadata = &deployfile.Metadata{DeploymentID: "clx2"} }, []string{`note metadata-target deployment.metadata.deployment_id`}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			want := hostedExample()
			tc.change(&want)
			plan := deployfile.Diff(hostedExample(), want)
			assert.Equal(t, tc.want, lines(plan))
			if tc.keeps != nil {
				assert.Subset(t, kept(plan), tc.keeps)
			}
		})
	}
}

func TestSecretSemantics(t *testing.T) {
	type v = deployfile.EnvironmentVariable
	const p = "deployment.environment_variables[key=K]"
	for name, tc := range map[string]struct {
		live, want v
		lines      []string
		kept       bool
	}{
		"kept":             {v{IsSecret: true}, v{IsSecret: true}, []string{}, true},
		"set":              {v{IsSecret: true}, v{IsSecret: true, Value: new("canary")}, []string{`update ` + p + `.value "(secret)" → "(secret, set)" [restart]`}, false},
		"known and equal":  {v{IsSecret: true, Value: new("canary")}, v{IsSecret: true, Value: new("canary")}, []string{}, false},
		"known, changed":   {v{IsSecret: true, Value: new("x")}, v{IsSecret: true, Value: new("canary")}, []string{`update ` + p + `.value "(secret)" → "(secret, changed)" [restart]`}, false},
		"blanked":          {v{IsSecret: true}, v{IsSecret: true, Value: new("")}, []string{`update ` + p + `.value "(secret)" → "(secret, blanked)" [data-loss restart]`}, false},
		"exposed":          {v{IsSecret: true}, v{Value: new("canary")}, []string{`update ` + p + `.is_secret true → false [irreversible restart]`, `update ` + p + `.value "(secret)" → "(secret, set)" [restart]`}, false},
		"exposed, unknown": {v{IsSecret: true}, v{}, []string{`blocked env-value-missing ` + p + `.value "(secret)" → `}, false},
		"hidden":           {v{Value: new("canary")}, v{IsSecret: true, Value: new("canary2")}, []string{`update ` + p + `.is_secret false → true [restart]`, `update ` + p + `.value "(secret)" → "(secret, changed)" [restart]`}, false},
		"hidden, unknown":  {v{Value: new("x")}, v{IsSecret: true}, []string{`blocked secret-unknown ` + p + `.value "x" → `}, false},
		"a credential":     {v{Value: new("AKIAABCDEFGHIJKLMNOP")}, v{Value: new("info")}, []string{`update ` + p + `.value "(hidden)" → "(hidden, changed)" [restart]`}, false},
	} {
		t.Run(name, func(t *testing.T) {
			live, want := hostedExample(), hostedExample()
			tc.live.Key, tc.want.Key = "K", "K"
			live.EnvironmentVariables, want.EnvironmentVariables = []v{tc.live}, []v{tc.want}
			plan := deployfile.Diff(live, want)
			assert.Equal(t, tc.lines, lines(plan))
			assert.Equal(t, tc.kept, len(plan.Kept) == 1)
			assert.NotContains(t, fmt.Sprintf("%+v", plan), "canary")
		})
	}
}

func TestFingerprintsTellChanges(t *testing.T) {
	prints, err := deployfile.NewFingerprints([]byte("0123456789abcdef"))
	require.NoError(t, err)
	live, want := hostedExample(), hostedExample()
	live.EnvironmentVariables = []deployfile.EnvironmentVariable{{Key: "K", IsSecret: true, UpdatedAt: "2026-11-20T09:00:00Z"}}
	want.EnvironmentVariables = []deployfile.EnvironmentVariable{{Key: "K", IsSecret: true, Value: new("canary")}}

	first := deployfile.DiffOptions{Fingerprints: prints}.Diff(live, want)
	assert.Len(t, first.Changes, 1)
	require.Contains(t, first.Fingerprints, "K")

	prints.Of, prints.Since = first.Fingerprints, "2026-11-20T09:00:00Z"
	assert.True(t, deployfile.DiffOptions{Fingerprints: prints}.Diff(live, want).Empty(), "the value that was applied is a change")

	want.EnvironmentVariables[0].Value = new("other")
	plan := deployfile.DiffOptions{Fingerprints: prints}.Diff(live, want)
	require.Len(t, plan.Changes, 1)
	assert.Equal(t, deployfile.Value(`"(secret, changed)"`), plan.Changes[0].After)

	want.EnvironmentVariables[0].Value = new("canary")
	live.EnvironmentVariables[0].UpdatedAt = "2026-11-21T09:00:00Z" // by somebody else
	assert.Len(t, deployfile.DiffOptions{Fingerprints: prints}.Diff(live, want).Changes, 1)
}

func TestDiffOfCreation(t *testing.T) {
	want := hostedExample()
	want.EnvironmentVariables = append(want.EnvironmentVariables, deployfile.EnvironmentVariable{Key: "TOKEN", IsSecret: true})
	plan := deployfile.Diff(deployfile.Deployment{}, want)
	assert.True(t, plan.Creation)
	assert.Equal(t, "etl", plan.Deployment.Name)
	assert.Contains(t, lines(plan), `blocked secret-value-missing deployment.environment_variables[key=TOKEN].value  → `)
	for _, c := range plan.Changes {
		assert.Equal(t, deployfile.ActionCreate, c.Action, c.Path)
		assert.Empty(t, c.Impact)
	}
	assert.False(t, plan.Summary().Destructive)
	assert.InDelta(t, 18, plan.Scale.After.MaxCPU, 0)
}

// TestDiffOfOddInput: what no API and no file should contain is blocked or compared, and nothing is guessed.
func TestDiffOfOddInput(t *testing.T) {
	live := hostedExample()
	for name, odd := range map[string]deployfile.Deployment{
		"nothing":        {},
		"only a name":    {Configuration: deployfile.Configuration{Name: "etl"}},
		"unknown values": {Configuration: deployfile.Configuration{Name: "etl", DeploymentType: "GALACTIC", Executor: "QUANTUM", SchedulerSize: "XXL", CloudProvider: "OCEAN"}},
		"another type":   hybridExample(),
	} {
		t.Run(name, func(t *testing.T) {
			for _, pair := range [][2]deployfile.Deployment{{live, odd}, {odd, live}, {odd, odd}} {
				deployfile.Diff(pair[0], pair[1])
			}
			if name != "nothing" {
				assert.True(t, deployfile.Diff(odd, odd).Empty())
			}
		})
	}
	assert.Contains(t, lines(deployfile.Diff(live, hybridExample())), `blocked immutable-changed deployment.configuration.deployment_type "STANDARD" → "HYBRID"`)
}
