package client_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// measuredFile is the file that other tools were measured with.
const measuredFile = `deployment:
    environment_variables:
        - is_secret: false
          key: LOG_LEVEL
          value: info
        - is_secret: true
          key: DB_PASSWORD
          value: s3cret-canary-hunter2
    configuration:
        name: etl
        description: nightly etl
        runtime_version: 3.1-1
        dag_deploy_enabled: true
        ci_cd_enforcement: false
        scheduler_size: SMALL
        is_high_availability: false
        is_development_mode: true
        executor: CELERY
        scheduler_count: 1
        workspace_name: Data Platform
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
        default_task_pod_cpu: "0.25"
        default_task_pod_memory: 0.5Gi
        resource_quota_cpu: "10"
        resource_quota_memory: 20Gi
        workload_identity: ""
    worker_queues:
        - name: default
          max_worker_count: 10
          min_worker_count: 0
          worker_concurrency: 5
          worker_type: A5
        - name: heavy
          max_worker_count: 4
          min_worker_count: 1
          worker_concurrency: 10
          worker_type: A10
    alert_emails:
        - ops@example.com
    hibernation_schedules:
        - hibernate_at: 0 20 * * *
          wake_at: 0 7 * * *
          description: nights
          enabled: true
`

const storedPassword = canary + "-hunter2"

func measured(t testing.TB) deployfile.Deployment {
	t.Helper()
	file, found := deployfile.Parse("etl.yaml", []byte(measuredFile))
	require.NoError(t, found.Err())
	return file.Deployment
}

// bench is a realm with the Deployment that some file has made.
type bench struct {
	*realm
	t    *testing.T
	id   string
	file deployfile.Deployment
}

func newBench(t *testing.T, file deployfile.Deployment, opts ...clienttest.Option) *bench {
	t.Helper()
	b := &bench{newRealm(t, opts...), t, "", file}
	id, err := b.AddDeployment(file)
	require.NoError(t, err)
	b.id = id
	return b
}

func measuredBench(t *testing.T, opts ...clienttest.Option) *bench {
	t.Helper()
	return newBench(t, measured(t), opts...)
}

// sent is what a request has asked for.
type sent map[string]any

// apply applies the file with a change and returns what was sent, nil for nothing.
func (b *bench) apply(edit func(d *deployfile.Deployment), opts ...client.ApplyOption) (sent, error) {
	b.t.Helper()
	return b.applyTo(client.Target{}, edit, opts...)
}

func (b *bench) applyTo(target client.Target, edit func(d *deployfile.Deployment), opts ...client.ApplyOption) (sent, error) {
	b.t.Helper()
	file := withoutSecrets(b.file)
	file.WorkerQueues = append([]deployfile.WorkerQueue{}, b.file.WorkerQueues...)
	if edit != nil {
		edit(&file)
	}
	b.ForgetRequests()
	result, err := b.c.Apply(b.t.Context(), target, file, opts...)
	assertQuiet(b.t, err, result)
	writes := b.writes()
	require.LessOrEqual(b.t, len(writes), 1)
	if len(writes) == 0 {
		return nil, err
	}
	var body sent
	require.NoError(b.t, writes[0].Body.JSON(&body))
	return body, err
}

// refuses applies a file that must be refused before anything is sent, and returns the reason.
func (b *bench) refuses(edit func(d *deployfile.Deployment), opts ...client.ApplyOption) error {
	b.t.Helper()
	body, err := b.apply(edit, opts...)
	require.Error(b.t, err)
	assert.Nil(b.t, body, "sent")
	return err
}

// findsFault applies a file in which a rule finds an error.
func (b *bench) findsFault(code diag.Code, edit func(d *deployfile.Deployment), opts ...client.ApplyOption) {
	b.t.Helper()
	require.ErrorIs(b.t, b.refuses(edit, opts...), &diag.Error{Diagnostic: diag.Diagnostic{Code: code}})
}

// blocks applies a file that asks for what no update can do.
func (b *bench) blocks(code diag.Code, edit func(d *deployfile.Deployment), opts ...client.ApplyOption) {
	b.t.Helper()
	var consent *client.ConsentError
	require.ErrorAs(b.t, b.refuses(edit, opts...), &consent)
	assert.True(b.t, slices.ContainsFunc(consent.Needs, func(n client.Need) bool { return n.Code == code }), "%v", consent)
}

// asks applies a file that needs consent for what has the path, and returns what is sent with consent to deletions.
func (b *bench) asks(path string, edit func(d *deployfile.Deployment)) sent {
	b.t.Helper()
	err := b.refuses(edit)
	var consent *client.ConsentError
	require.ErrorAs(b.t, err, &consent)
	assert.Contains(b.t, err.Error(), path)
	assert.Contains(b.t, err.Error(), "AllowDelete")
	body, err := b.apply(edit, client.AllowDelete())
	require.NoError(b.t, err)
	require.NotNil(b.t, body)
	return body
}

// password asserts what is stored for the secret of the measured file.
func (b *bench) password(want string) {
	b.t.Helper()
	got, ok := b.RevealVariable(b.id, "DB_PASSWORD")
	assert.True(b.t, ok && got == want, "the stored secret")
}

func (s sent) variable(key string) map[string]any { return s.entry("environmentVariables", "key", key) }
func (s sent) queue(name string) map[string]any   { return s.entry("workerQueues", "name", name) }

func (s sent) entry(list, field, name string) map[string]any {
	entries, _ := s[list].([]any)
	for _, e := range entries {
		if m, ok := e.(map[string]any); ok && m[field] == name {
			return m
		}
	}
	return nil
}

func variableOf(d *deployfile.Deployment, key string) *deployfile.EnvironmentVariable {
	for i := range d.EnvironmentVariables {
		if d.EnvironmentVariables[i].Key == key {
			return &d.EnvironmentVariables[i]
		}
	}
	return nil
}

// TestDefects gives Apply what makes other tools do harm, and shows what is sent in its place. The numbers are those of
// the measurements; defects of reading, rules and plans are in package deployfile.
func TestDefects(t *testing.T) {
	for name, check := range map[string]func(t *testing.T){
		"D9 empty value of a secret":            defectEmptySecret,
		"D10 secret without a value":            defectSecretWithoutValue,
		"D11 misspelt key of a secret":          defectMisspeltSecret,
		"D12 secret made plain":                 defectSecretMadePlain,
		"D13 D64 no variables":                  defectNoVariables,
		"D14 template applied":                  defectTemplateApplied,
		"D15 variable twice":                    defectVariableTwice,
		"D16 queue left out":                    defectQueueLeftOut,
		"D17 e-mails and description left out":  defectLeftOut,
		"D18 schedules left out":                defectSchedulesLeftOut,
		"D19 node pools of Hybrid queues":       defectNodePools,
		"D20 D21 queue inserted":                defectQueueInserted,
		"D22 D23 D24 queues that cannot be":     defectWrongQueues,
		"D25 Hybrid cluster without node pools": defectNoNodePools,
		"D26 D27 unknown Workspace":             defectUnknownWorkspace,
		"D28 D29 ID and name":                   defectIDAndName,
		"D30 runtime, cloud and region":         defectPlacement,
		"D31 another cluster":                   defectCluster,
		"D32 development mode and schedules":    defectDevelopmentMode,
		"D33 D47 remote execution":              defectRemoteExecution,
		"D40 created in two steps":              defectTwoSteps,
		"D41 D45 nothing done, exit status 0":   defectNothingDone,
		"D43 other hosts":                       defectOtherHosts,
		"D44 waiting before the first look":     defectSleepFirst,
		"D46 status 201 and field errors":       defectAnswers,
		"D48 another type":                      defectOtherType,
		"D50 odd tokens":                        defectTokens,
		"D51 answers that lack fields":          defectBareAnswers,
		"D52 Kubernetes with a queue reported":  defectKubernetesQueue,
		"D53 identity pinned or blanked":        defectIdentity,
		"D61 previews of branches":              defectPreviewNames,
		"D63 waiting without bound":             defectEndlessWait,
	} {
		t.Run(name, check)
	}
}

func defectEmptySecret(t *testing.T) {
	b := measuredBench(t)
	body, err := b.apply(func(d *deployfile.Deployment) {
		variableOf(d, "DB_PASSWORD").Value = new("")
		variableOf(d, "LOG_LEVEL").Value = new("debug")
	})
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"key": "DB_PASSWORD", "isSecret": true}, body.variable("DB_PASSWORD"))
	b.password(storedPassword)

	blank := client.WithSecrets(deployfile.SecretOptions{Blank: []string{"DB_PASSWORD"}})
	b.refuses(nil, blank)
	body, err = b.apply(nil, blank, client.AllowImpact(deployfile.ImpactDataLoss))
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"key": "DB_PASSWORD", "isSecret": true, "value": ""}, body.variable("DB_PASSWORD"), "on demand")
}

// One file serves to create and to update; to create it, the missing value is named before any call.
func defectSecretWithoutValue(t *testing.T) {
	b := measuredBench(t)
	body, err := b.apply(func(d *deployfile.Deployment) { variableOf(d, "LOG_LEVEL").Value = new("debug") })
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"key": "DB_PASSWORD", "isSecret": true}, body.variable("DB_PASSWORD"))
	b.password(storedPassword)

	err = b.refuses(func(d *deployfile.Deployment) { d.Configuration.Name = "etl-2" })
	assert.Contains(t, err.Error(), "DB_PASSWORD")
}

func defectMisspeltSecret(t *testing.T) {
	b := measuredBench(t)
	err := b.refuses(func(d *deployfile.Deployment) { variableOf(d, "DB_PASSWORD").Key = "DB_PASSWORT" }, client.AllowDelete())
	assert.Contains(t, err.Error(), "DB_PASSWORT")
	b.password(storedPassword)
}

func defectSecretMadePlain(t *testing.T) {
	b := measuredBench(t)
	plainly := func(value string) func(d *deployfile.Deployment) {
		return func(d *deployfile.Deployment) {
			v := variableOf(d, "DB_PASSWORD")
			v.IsSecret, v.Value = false, &value
		}
	}
	for _, value := range []string{"", "now plain"} {
		b.refuses(plainly(value), client.AllowDelete())
	}
	b.password(storedPassword)
	expose := client.WithSecrets(deployfile.SecretOptions{Expose: []string{"DB_PASSWORD"}})
	body, err := b.apply(plainly("now plain"), expose, client.AllowImpact(deployfile.ImpactIrreversible))
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"key": "DB_PASSWORD", "isSecret": false, "value": "now plain"}, body.variable("DB_PASSWORD"))
}

func defectNoVariables(t *testing.T) {
	for name, none := range map[string][]deployfile.EnvironmentVariable{"absent": nil, "empty": {}} {
		b := measuredBench(t)
		body := b.asks("LOG_LEVEL", func(d *deployfile.Deployment) { d.EnvironmentVariables = none })
		assert.Nil(t, body.variable("LOG_LEVEL"), name)
		assert.Equal(t, map[string]any{"key": "DB_PASSWORD", "isSecret": true}, body.variable("DB_PASSWORD"), name)
		b.password(storedPassword)
	}
}

func defectTemplateApplied(t *testing.T) {
	b := measuredBench(t)
	before := inspected(t, b.realm)
	template := deployfile.Template(before)
	_, err := b.apply(func(d *deployfile.Deployment) {
		file, found := deployfile.Instantiate(template, deployfile.InstantiateOptions{Name: realmName, Mode: deployfile.ModeUpdate})
		require.NoError(t, found.Err())
		*d = file
		d.Configuration.Description = before.Configuration.Description // a template has none
	})
	require.NoError(t, err)
	b.password(storedPassword)
	assert.Equal(t, plain(before), plain(inspected(t, b.realm)))
}

func defectVariableTwice(t *testing.T) {
	for _, key := range []string{"LOG_LEVEL", "1 bad-key="} {
		b := measuredBench(t)
		b.refuses(func(d *deployfile.Deployment) {
			d.EnvironmentVariables = append(d.EnvironmentVariables, deployfile.EnvironmentVariable{Key: key, Value: new("debug")})
		})
		assert.Empty(t, b.Requests(), key)
	}
}

// The list is always sent, so that nothing depends on what its absence means.
func defectQueueLeftOut(t *testing.T) {
	b := measuredBench(t)
	ids := queueIDs(t, b.realm, b.id)
	body := b.asks("heavy", func(d *deployfile.Deployment) { d.WorkerQueues = d.WorkerQueues[:1] })
	assert.Nil(t, body.queue("heavy"))
	assert.Equal(t, ids["default"], body.queue("default")["id"])

	b = measuredBench(t, clienttest.WithQueuesByID())
	ids = queueIDs(t, b.realm, b.id)
	body, err := b.apply(func(d *deployfile.Deployment) {
		d.WorkerQueues = nil
		d.Configuration.Description = new("changed")
	})
	require.NoError(t, err)
	assert.Equal(t, ids["heavy"], body.queue("heavy")["id"])
	assert.Equal(t, ids, queueIDs(t, b.realm, b.id))
}

func defectLeftOut(t *testing.T) {
	for name, opts := range map[string][]clienttest.Option{"cleared by null": nil, "kept by null": {clienttest.WithKeptEmails()}} {
		b := measuredBench(t, opts...)
		body := b.asks("alert_emails", func(d *deployfile.Deployment) { d.AlertEmails, d.Configuration.Description = nil, nil })
		assert.Equal(t, []any{}, body["contactEmails"], name)
		assert.Empty(t, body["description"], name)
		assert.Contains(t, body, "description", name)
		assert.Empty(t, get(t, b.realm, b.id).ContactEmails, name)
	}
	b := measuredBench(t)
	body, err := b.apply(func(d *deployfile.Deployment) {
		c := d.Configuration
		*d = deployfile.Deployment{Configuration: deployfile.Configuration{Name: c.Name, Executor: c.Executor, RuntimeVersion: c.RuntimeVersion,
			WorkspaceName: c.WorkspaceName, DeploymentType: c.DeploymentType}}
	}, client.AllowDelete())
	require.NoError(t, err)
	for field, want := range map[string]any{
		"schedulerSize": "SMALL", "isDagDeployEnabled": true, "contactEmails": []any{}, "defaultTaskPodCpu": "0.25", "defaultTaskPodMemory": "0.5Gi",
		"resourceQuotaCpu": "10", "resourceQuotaMemory": "20Gi",
	} {
		assert.Equal(t, want, body[field], "what is left out does not depend on what the API makes of that")
	}
	assert.Equal(t, "10Gi", body.queue("heavy")["podEphemeralStorage"])
	b.password(storedPassword)
}

func defectSchedulesLeftOut(t *testing.T) {
	b := measuredBench(t)
	b.asks("hibernation_schedules", func(d *deployfile.Deployment) { d.HibernationSchedules = nil })
	assert.Empty(t, inspected(t, b.realm).HibernationSchedules)

	b = measuredBench(t)
	planned, err := b.c.Plan(t.Context(), client.Target{}, func() deployfile.Deployment {
		d := withoutSecrets(b.file)
		d.HibernationSchedules = []deployfile.HibernationSchedule{{HibernateAt: "0 20 * * *", WakeAt: "0 7 * * *", Description: "nights"}}
		return d
	}())
	require.NoError(t, err)
	assert.True(t, planned.Plan.Has(deployfile.ImpactScheduleOff))
	assert.True(t, slices.ContainsFunc(planned.Findings, func(d diag.Diagnostic) bool { return d.Code == deployfile.CodeScheduleEnabledMissing }))
}
