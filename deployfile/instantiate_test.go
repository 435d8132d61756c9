package deployfile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
)

// TestTemplateArchives makes a template of what inspect writes for each deployment type and executor, and Deployments of that.
// An input holds overrides, one "path = value" a line.
func TestTemplateArchives(t *testing.T) {
	golden.Run(t, "testdata/templates/*.txtar", func(t *testing.T, a *golden.Archive) {
		for i, name := range a.Inputs() {
			options := a.Options(name, "inspect", "name", "mode", "values")
			live := read(t, "testdata/inspect/"+options["inspect"]+".yaml")
			template := deployfile.Template(live)
			if i == 0 {
				a.Want("template.yaml", marshal(t, template, deployfile.SyntaxYAML))
			}
			got, found := deployfile.Instantiate(template, deployfile.InstantiateOptions{
				Name: options["name"], Mode: deployfile.Mode(options["mode"]),
				Set: overrides(t, a.Input(name)), Values: valuesOf(strings.Fields(options["values"])...),
			})
			a.Want(name+".findings", []byte(paragraphs(found)))
			text := marshal(t, got, deployfile.SyntaxYAML)
			a.Want(name+".yaml", text)

			_, again := deployfile.Check("instance.yaml", text, deployfile.ValidateOptions{Mode: deployfile.Mode(options["mode"])})
			assert.Equal(t, failed(again), failed(withoutOverrides(found)), "the file is as fit as the findings say: %v", again)
		}
	})
}

func overrides(t testing.TB, text []byte) (set []deployfile.Override) {
	t.Helper()
	for line := range strings.Lines(string(text)) {
		path, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " = ")
		require.True(t, ok, line)
		set = append(set, deployfile.Override{Path: diag.Path(path), Value: value})
	}
	return set
}

// valuesOf knows the values of some keys.
func valuesOf(keys ...string) func(string) (string, bool) {
	return func(key string) (string, bool) {
		if !slices.Contains(keys, key) {
			return "", false
		}
		return "value of " + key, true
	}
}

func paragraphs(found diag.List) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintf(&b, "%s %s %s: %s\n", d.Severity, d.Code, d.Path, d.Message)
		if d.Hint != "" {
			fmt.Fprintf(&b, "  hint: %s\n", d.Hint)
		}
	}
	return b.String()
}

// withoutOverrides leaves out what is wrong with overrides: the file does not have them.
func withoutOverrides(found diag.List) (list diag.List) {
	for _, d := range found {
		if !strings.HasPrefix(d.Message, "override: ") {
			list = append(list, d)
		}
	}
	return list
}

func blank() deployfile.Deployment {
	return deployfile.Deployment{
		EnvironmentVariables: []deployfile.EnvironmentVariable{
			{Key: "REGION", Value: new("eu")},
			{Key: "BUCKET", Value: new("<bucket>")},
			{Key: "OWNER"},
			{Key: "DB_URL", IsSecret: true},
			{Key: "API_KEY", IsSecret: true, Value: new("")},
		},
		Configuration: deployfile.Configuration{
			Description: new(""), RuntimeVersion: "3.1-2", Executor: "CELERY", SchedulerSize: "SMALL", WorkspaceName: "[WORKSPACE]",
			DeploymentType: "STANDARD", CloudProvider: "AWS", Region: "us-east-1",
		},
		WorkerQueues: []deployfile.WorkerQueue{{Name: "default", WorkerType: "A5"}},
		AlertEmails:  []string{"<e-mail of the team>"},
	}
}

// errorsOf lists the findings of severity error as "code path".
func errorsOf(found diag.List) []string {
	list := []string{}
	for _, d := range found {
		if d.Severity == diag.SeverityError {
			list = append(list, string(d.Code)+" "+string(d.Path))
		}
	}
	return list
}

func TestInstantiateListsAllThatIsMissing(t *testing.T) {
	got, found := deployfile.Instantiate(blank(), deployfile.InstantiateOptions{})
	assert.Equal(t, blank(), got)
	assert.Equal(t, []string{
		"placeholder deployment.alert_emails[0]",
		"name-missing deployment.configuration.name",
		"placeholder deployment.configuration.workspace_name",
		"env-value-missing deployment.environment_variables[2].value",
		"secret-value-missing deployment.environment_variables[3].value",
	}, errorsOf(found))
	require.Len(t, ofCode(found, deployfile.CodeValuePlaceholder), 1)
	assert.Equal(t, `environment variable "BUCKET": value looks like a placeholder that is not filled in`, ofCode(found, deployfile.CodeValuePlaceholder)[0].Message)
	assert.Len(t, ofCode(found, deployfile.CodeSecretBlank), 1)
	assert.Empty(t, ofCode(found, deployfile.CodeEmailFormat), "a placeholder gets no second finding")

	sorted := append(diag.List(nil), found...)
	sorted.Sort()
	assert.Equal(t, sorted, found)
}

func TestInstantiateForAnUpdateKeepsSecrets(t *testing.T) {
	_, found := deployfile.Instantiate(deployfile.Template(blank()), deployfile.InstantiateOptions{Name: "etl", Mode: deployfile.ModeUpdate})
	assert.Empty(t, ofCode(found, deployfile.CodeSecretValueMissing))
	assert.Empty(t, ofCode(found, deployfile.CodeSecretBlank))
}

func TestInstantiateFillsIn(t *testing.T) {
	template := blank()
	var asked []string
	got, found := deployfile.Instantiate(template, deployfile.InstantiateOptions{
		Name: "etl",
		Set: []deployfile.Override{
			{Path: "deployment.configuration.workspace_name", Value: "Data"},
			{Path: "deployment.worker_queues[name=default].max_worker_count", Value: "7"},
			{Path: "deployment.environment_variables[key=OWNER].value", Value: "data team"},
			{Path: "deployment.alert_emails[0]", Value: "ops@example.com"},
		},
		Values: func(key string) (string, bool) {
			asked = append(asked, key)
			return "canary " + key, true
		},
	})
	assert.Empty(t, errorsOf(found))
	assert.Equal(t, blank(), template, "the template is not changed")
	assert.Equal(t, []string{"BUCKET", "DB_URL", "API_KEY"}, asked)

	text := string(marshal(t, got, deployfile.SyntaxYAML))
	for _, want := range []string{
		"name: etl\n", "workspace_name: Data\n", "max_worker_count: 7\n", "value: data team\n", "- ops@example.com\n",
		"value: canary BUCKET\n", "value: canary DB_URL\n", "value: canary API_KEY\n",
	} {
		assert.Contains(t, text, want)
	}
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v", got, got, got), "canary", "a value from outside is not printed")
	assert.NotContains(t, fmt.Sprint(found), "canary")

	again := deployfile.Template(got)
	assert.NotContains(t, string(marshal(t, again, deployfile.SyntaxYAML)), "canary", "nor does it become part of a template")
	assert.Equal(t, "eu", *again.EnvironmentVariables[0].Value)
}

func TestInstantiateReportsOverrides(t *testing.T) {
	got, found := deployfile.Instantiate(blank(), deployfile.InstantiateOptions{
		Name: "etl",
		Set: []deployfile.Override{
			{Path: "deployment.configuration.workspace_nam", Value: "Data"},
			{Path: "deployment.worker_queues[name=default].max_worker_count", Value: "many"},
			{Path: "deployment.worker_queues[name=large].max_worker_count", Value: "7"},
			{Path: "deployment.configuration.executor", Value: "LOCAL"},
			{Path: "deployment.configuration.region", Value: "<region>"},
		},
		Values: valuesOf("OWNER", "DB_URL", "API_KEY", "BUCKET"),
	})
	assert.Equal(t, []string{
		"placeholder deployment.alert_emails[0]",
		"unknown-value deployment.configuration.executor",
		"placeholder deployment.configuration.region",
		"unknown-field deployment.configuration.workspace_nam",
		"placeholder deployment.configuration.workspace_name",
		"wrong-type deployment.worker_queues[name=default].max_worker_count",
		"unknown-field deployment.worker_queues[name=large].max_worker_count",
	}, errorsOf(found))
	assert.Nil(t, got.WorkerQueues[0].MaxWorkerCount)
	wrong := ofCode(found, deployfile.CodeWrongType)
	require.Len(t, wrong, 1)
	assert.Equal(t, `override: max_worker_count "many" is not an integer`, wrong[0].Message)
}

// TestInstantiateAppliesInOrder renames a queue and then names it by its new name.
func TestInstantiateAppliesInOrder(t *testing.T) {
	got, found := deployfile.Instantiate(blank(), deployfile.InstantiateOptions{Name: "etl", Set: []deployfile.Override{
		{Path: "deployment.worker_queues[name=default].name", Value: "main"},
		{Path: "deployment.worker_queues[name=main].worker_type", Value: "A10"},
		{Path: "deployment.configuration.name", Value: "other"},
	}})
	assert.Empty(t, ofCode(found, deployfile.CodeUnknownField))
	assert.Equal(t, []deployfile.WorkerQueue{{Name: "main", WorkerType: "A10"}}, got.WorkerQueues)
	assert.Equal(t, "other", got.Configuration.Name)
}

// TestInstantiateIsTheWayBack fills a template with what its Deployment had.
func TestInstantiateIsTheWayBack(t *testing.T) {
	for name, d := range inspected(t) {
		template := deployfile.Template(d)
		got, _ := deployfile.Instantiate(template, deployfile.InstantiateOptions{
			Name: d.Configuration.Name, Mode: deployfile.ModeUpdate,
			Set: []deployfile.Override{{Path: "deployment.configuration.description", Value: *d.Configuration.Description}},
		})
		want := d
		want.Metadata = nil
		assert.Equal(t, deployfile.Template(want), deployfile.Template(got), name)
		assert.Equal(t, want.Configuration.Name, got.Configuration.Name)
		assert.Equal(t, want.Configuration.Description, got.Configuration.Description)
		if got.Configuration.Executor != deployfile.ExecutorKubernetes {
			plan := deployfile.Diff(d, got)
			assert.True(t, plan.Empty(), "%s: %v", name, plan.Changes)
		}
	}
}

func TestInstantiateNothing(t *testing.T) {
	got, found := deployfile.Instantiate(deployfile.Deployment{}, deployfile.InstantiateOptions{Mode: deployfile.ModeTemplate})
	assert.Equal(t, deployfile.Deployment{}, got)
	assert.True(t, failed(found), "a template mode is not a way around what is missing")
}

func BenchmarkInstantiate(b *testing.B) {
	template := blank()
	for i := range 1000 {
		template.EnvironmentVariables = append(template.EnvironmentVariables,
			deployfile.EnvironmentVariable{Key: fmt.Sprintf("SECRET_%04d", i), IsSecret: true})
	}
	o := deployfile.InstantiateOptions{
		Name:   "etl",
		Set:    []deployfile.Override{{Path: "deployment.environment_variables[key=SECRET_0999].value", Value: "x"}},
		Values: func(string) (string, bool) { return "x", true },
	}
	b.ReportAllocs()
	for b.Loop() {
		deployfile.Instantiate(template, o)
	}
}

// TestInstantiateChangesNothingBehindItsTemplate sets something in every list and block.
func TestInstantiateChangesNothingBehindItsTemplate(t *testing.T) {
	full := func() deployfile.Deployment {
		d := blank()
		d.Metadata = &deployfile.Metadata{DeploymentID: "cm5"}
		d.HibernationSchedules = []deployfile.HibernationSchedule{{HibernateAt: "0 18 * * *", WakeAt: "0 6 * * *"}}
		d.Configuration.RemoteExecution = &deployfile.RemoteExecution{AllowedIPAddressRanges: []string{"10.0.0.0/8"}}
		return d
	}
	template := full()
	got, _ := deployfile.Instantiate(template, deployfile.InstantiateOptions{Set: []deployfile.Override{
		{Path: "deployment.hibernation_schedules[0].wake_at", Value: "0 7 * * *"},
		{Path: "deployment.configuration.remote_execution.enabled", Value: "true"},
		{Path: "deployment.configuration.remote_execution.allowed_ip_address_ranges[0]", Value: "192.0.2.0/24"},
		{Path: "deployment.alert_emails[0]", Value: "ops@example.com"},
	}})
	assert.Equal(t, full(), template)
	assert.Equal(t, "0 7 * * *", got.HibernationSchedules[0].WakeAt)
	assert.Equal(t, "192.0.2.0/24", got.Configuration.RemoteExecution.AllowedIPAddressRanges[0])
	assert.Nil(t, got.Metadata, "that of another Deployment")
}

// TestInstantiateSaysNothingOfWhatWasToBeReplaced leaves out what is wrong with a value that an override was meant for.
func TestInstantiateSaysNothingOfWhatWasToBeReplaced(t *testing.T) {
	d := inspected(t)["hybrid-celery"]
	d.Configuration.SchedulerAU = new(99)
	_, found := deployfile.Instantiate(d, deployfile.InstantiateOptions{Mode: deployfile.ModeUpdate})
	require.Equal(t, []string{"scheduler-range deployment.configuration.scheduler_au"}, errorsOf(found))
	_, found = deployfile.Instantiate(d, deployfile.InstantiateOptions{Mode: deployfile.ModeUpdate, Set: []deployfile.Override{
		{Path: "deployment.configuration.scheduler_au", Value: "many"},
	}})
	assert.Equal(t, []string{"wrong-type deployment.configuration.scheduler_au"}, errorsOf(found))
}

// TestInstantiateBoundsItsPaths takes time that grows with the length of a path, not with its square.
func TestInstantiateBoundsItsPaths(t *testing.T) {
	long := diag.Path("deployment" + strings.Repeat(".a", 500_000))
	_, found := deployfile.Instantiate(blank(), deployfile.InstantiateOptions{Set: []deployfile.Override{{Path: long, Value: "x"}}})
	unknown := ofCode(found, deployfile.CodeUnknownField)
	require.Len(t, unknown, 1)
	assert.Contains(t, unknown[0].Message, "cannot be read")
	assert.Less(t, len(unknown[0].Message), 1000)
}
