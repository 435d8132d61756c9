package deployfile

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile/diag"
)

func settable() Deployment {
	return Deployment{
		EnvironmentVariables: []EnvironmentVariable{
			{Key: "REGION", Value: new("eu")}, {Key: "DB_URL", IsSecret: true, Value: new("canary")}, {Key: "TWICE"}, {Key: "TWICE"},
		},
		Configuration: Configuration{Name: "etl", Executor: "CELERY"},
		WorkerQueues: []WorkerQueue{
			{Name: "default", WorkerType: "A5"}, {Name: "a b", WorkerType: "A5", MaxWorkerCount: new(3)},
		},
		AlertEmails: []string{"ops@example.com", "data@example.com"},
		HibernationSchedules: []HibernationSchedule{
			{HibernateAt: "0 18 * * *", WakeAt: "0 6 * * *"}, {HibernateAt: "0 18 * * *", WakeAt: "0 8 * * *"},
		},
	}
}

func TestSetPath(t *testing.T) {
	for _, c := range []struct {
		path diag.Path
		text string
		want func(*Deployment)
	}{
		{"deployment.configuration.name", "other", func(d *Deployment) { d.Configuration.Name = "other" }},
		{"deployment.configuration.name", "", func(d *Deployment) { d.Configuration.Name = "" }},
		{"deployment.configuration.description", "", func(d *Deployment) { d.Configuration.Description = new("") }},
		{"deployment.configuration.executor", "celery", func(d *Deployment) { d.Configuration.Executor = "celery" }},
		{"deployment.configuration.is_high_availability", "yes", func(d *Deployment) { d.Configuration.IsHighAvailability = new(true) }},
		{"deployment.configuration.scheduler_au", "1e1", func(d *Deployment) { d.Configuration.SchedulerAU = new(10) }},
		{"deployment.configuration.default_task_pod_cpu", "0.25", func(d *Deployment) { d.Configuration.DefaultTaskPodCPU = "0.25" }},
		{"deployment.configuration.remote_execution.enabled", "true", func(d *Deployment) {
			d.Configuration.RemoteExecution = &RemoteExecution{Enabled: new(true)}
		}},
		{"deployment.worker_queues[1].max_worker_count", "7", func(d *Deployment) { d.WorkerQueues[1].MaxWorkerCount = new(7) }},
		{"deployment.worker_queues[name=default].max_worker_count", "7", func(d *Deployment) { d.WorkerQueues[0].MaxWorkerCount = new(7) }},
		{`deployment.worker_queues[name="a b"].name`, "c", func(d *Deployment) { d.WorkerQueues[1].Name = "c" }},
		{"deployment.worker_queues[name=default,worker_type=A5].worker_type", "A10", func(d *Deployment) { d.WorkerQueues[0].WorkerType = "A10" }},
		{"deployment.environment_variables[key=DB_URL].value", "x=y", func(d *Deployment) { d.EnvironmentVariables[1].Value = new("x=y") }},
		{"deployment.environment_variables[key=DB_URL].is_secret", "false", func(d *Deployment) { d.EnvironmentVariables[1].IsSecret = false }},
		{`deployment.alert_emails["data@example.com"]`, "x@example.com", func(d *Deployment) { d.AlertEmails[1] = "x@example.com" }},
		{"deployment.alert_emails[0]", "x@example.com", func(d *Deployment) { d.AlertEmails[0] = "x@example.com" }},
		{`deployment.hibernation_schedules[hibernate_at="0 18 * * *",wake_at="0 8 * * *"].enabled`, "on", func(d *Deployment) {
			d.HibernationSchedules[1].Enabled = new(true)
		}},
	} {
		got, want := settable(), settable()
		_, fault := setPath(&got, c.path, c.text)
		require.Nil(t, fault, c.path)
		c.want(&want)
		assert.Equal(t, want, got, c.path)
		assert.NotEqual(t, settable(), got, c.path)
	}
}

func TestSetPathFaults(t *testing.T) {
	for _, c := range []struct {
		path    diag.Path
		text    string
		code    diag.Code
		message string
		hint    string // a part of it
	}{
		{"", "x", CodeUnknownField, `path "" cannot be read`, "write a path such as"},
		{"deployment..name", "x", CodeUnknownField, `path "deployment..name" cannot be read`, "write a path such as"},
		{"deployment.configuration.nmae", "x", CodeUnknownField, `unknown field "nmae" in deployment.configuration`, `did you mean "name"?`},
		{"deployment.configuration.Name", "x", CodeUnknownField, `unknown field "Name" in deployment.configuration`, `did you mean "name"?`},
		{"deployment.configuration.zzz", "x", CodeUnknownField, `unknown field "zzz" in deployment.configuration`, "name one of its keys: name, description"},
		{"configuration.name", "x", CodeMisplacedField, `unknown field "configuration" in the top level`, `did you mean "deployment.configuration"?`},
		{"deployment.region", "x", CodeMisplacedField, `unknown field "region" in deployment`, `did you mean "deployment.configuration.region"?`},
		{"deployment.configuration.schedulerSize", "x", CodeAPIFieldName, `unknown field "schedulerSize" in deployment.configuration`, `did you mean "scheduler_size"?`},
		{"deployment.configuration.worker_queues", "x", CodeMisplacedField, `unknown field "worker_queues" in deployment.configuration`, `did you mean "deployment.worker_queues"?`},
		{"deployment.configuration.scheduler_replicas", "2", CodeUnknownField, `unknown field "scheduler_replicas" in deployment.configuration`, `did you mean "scheduler_count"?`},
		{"deployment.metadata.status", "x", CodeUnknownField, `"metadata" is written by inspect and never applied`, "leave it out"},
		{"deployment.worker_queues[0].pod_cpu", "1", CodeUnknownField, `"pod_cpu" is written by inspect and never applied`, "leave it out"},

		{"deployment", "x", CodeWrongType, "deployment is a mapping, and an override is a single value", "name one of its keys"},
		{"deployment.configuration", "x", CodeWrongType, "configuration is a mapping, and an override is a single value", "name one of its keys"},
		{"deployment.worker_queues", "x", CodeWrongType, "worker_queues is a list, and an override is a single value", "deployment.worker_queues[0]"},
		{"deployment.alert_emails", "x", CodeWrongType, "alert_emails is a list, and an override is a single value", "deployment.alert_emails[0]"},
		{"deployment.worker_queues[0]", "x", CodeWrongType, "an entry of worker_queues is a mapping, and an override is a single value", "max_worker_count"},
		{"deployment.worker_queues.name", "x", CodeWrongType, "worker_queues is a list", "deployment.worker_queues[name=default]"},
		{"deployment.configuration[0]", "x", CodeWrongType, "configuration is not a list of entries", "name one of its keys"},
		{"deployment.configuration.name.first", "x", CodeUnknownField, "name is a single value, with nothing in it", "end the path there"},
		{"deployment.alert_emails[0].domain", "x", CodeUnknownField, "an entry of alert_emails is a single value, with nothing in it", "end the path there"},

		{"deployment.worker_queues[2].name", "x", CodeUnknownField, "worker_queues has 2 entries, none with the index 2", "count from 0"},
		{"deployment.worker_queues[name=defualt].name", "x", CodeUnknownField, `worker_queues has no entry with name "defualt"`, `did you mean "default"?`},
		{"deployment.worker_queues[nmae=default].name", "x", CodeUnknownField, `unknown field "nmae" in an entry of deployment.worker_queues`, `did you mean "name"?`},
		{"deployment.worker_queues[max_worker_count=3].name", "x", CodeUnknownField, "entries of worker_queues are not named by max_worker_count", "[name=default]"},
		{`deployment.worker_queues["default"].name`, "x", CodeUnknownField, "entries of worker_queues are not named like that", "[name=default]"},
		{"deployment.alert_emails[name=x]", "x", CodeUnknownField, "entries of alert_emails are not named like that", "deployment.alert_emails[0]"},
		{`deployment.alert_emails["ops@example.con"]`, "x", CodeUnknownField, `alert_emails has no entry "ops@example.con"`, `did you mean "ops@example.com"?`},
		{"deployment.worker_queues[worker_type=A5].name", "x", CodeDuplicateName, `worker_queues has 2 entries with worker_type "A5"`, "by its index"},
		{"deployment.worker_queues[name=default,worker_type=A10].name", "x", CodeUnknownField, `worker_queues has no entry with name "default" and worker_type "A10"`, "that is there"},
		{"deployment.environment_variables[key=TWICE].value", "x", CodeDuplicateName, `environment_variables has 2 entries with key "TWICE"`, "by its index"},

		{"deployment.worker_queues[0].max_worker_count", "many", CodeWrongType, `max_worker_count "many" is not an integer`, "write an integer"},
		{"deployment.worker_queues[0].max_worker_count", "", CodeWrongType, `max_worker_count "" is not an integer`, "write an integer"},
		{"deployment.worker_queues[0].max_worker_count", "5.5", CodeWrongType, `max_worker_count "5.5" has a fraction where an integer belongs`, "write an integer"},
		{"deployment.worker_queues[0].max_worker_count", "5000000000", CodeWrongType, `max_worker_count "5000000000" does not fit an integer of 32 bits`, "smaller"},
		{"deployment.worker_queues[0].max_worker_count", "010", CodeIntegerAmbiguous, `max_worker_count "010" is 8 in YAML 1.1 and 10 in YAML 1.2`, "write a decimal number"},
		{"deployment.worker_queues[0].max_worker_count", "007", CodeIntegerAmbiguous, `max_worker_count "007" begins with a zero`, "write 7"},
		{"deployment.configuration.is_high_availability", "maybe", CodeWrongType, `is_high_availability "maybe" is not true or false`, "write true or false"},
	} {
		got := settable()
		_, fault := setPath(&got, c.path, c.text)
		require.NotNil(t, fault, c.path)
		assert.Equal(t, c.code, fault.code, c.path)
		assert.Equal(t, c.message, fault.message, c.path)
		assert.Contains(t, fault.hint, c.hint, c.path)
		if _, err := c.path.Steps(); err == nil {
			assert.Equal(t, c.path, fault.path)
		}
		assert.Equal(t, settable(), got, "%s: nothing changes", c.path)
	}
}

// TestSetPathShowsNoValue puts a value where it does not belong: no finding repeats it.
func TestSetPathShowsNoValue(t *testing.T) {
	const canary = "canary"
	for _, o := range []Override{
		{"deployment.environment_variables.DB_URL=canary", "x"},
		{"deployment.environment_variables[key=DB_URL=canary].value", "x"},
		{`deployment.environment_variables[key="DB_URL=canary"].value`, "x"},
		{"deployment.environment_variables[value=canary].key", "x"},
		{"deployment.environment_variables[key=REGION,value=canary].key", "x"},
		{"deployment.environment_variables[key=DB_URL].value=canary", "x"},
		{"deployment.environment_variables[key=DB_URL].is_secret", canary},
		{"deployment.environment_variables[key=DB_URL", canary},
		{"deployment.environment_variables[key=NEW].value", canary},
		{"DB_URL=canary", canary},
		{"DB_URL=canary]", canary},
	} {
		_, found := Instantiate(settable(), InstantiateOptions{Set: []Override{o}})
		list := slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return !strings.HasPrefix(d.Message, "override: ") })
		require.Len(t, list, 1, o.Path)
		assert.NotContains(t, list[0].Message+list[0].Hint+string(list[0].Path), canary)
	}
}

func FuzzSetPath(f *testing.F) {
	for _, c := range []string{
		"deployment.configuration.name", "deployment.worker_queues[name=default].max_worker_count", "deployment[0]", "",
		`deployment.alert_emails["ops@example.com"]`, "deployment.environment_variables[key=DB_URL].value", "deployment.configuration.remote_execution.enabled",
	} {
		f.Add(c, "7")
		f.Add(c, "true")
	}
	f.Fuzz(func(t *testing.T, path, text string) {
		d := settable()
		_, fault := setPath(&d, diag.Path(path), text)
		if fault != nil {
			require.Equal(t, settable(), d, "a fault changes nothing")
			require.NotEmpty(t, fault.message)
			require.NotEmpty(t, fault.hint)
			require.Contains(t, ruleOf(), fault.code)
			require.Equal(t, failure, ruleOf()[fault.code].level.create)
			return
		}
		again := d.clone()
		if _, fault = setPath(&again, diag.Path(path), text); fault == nil { // a selector may have changed what it selects by
			require.Equal(t, d, again, "setting a value twice is setting it once")
		}
	})
}
