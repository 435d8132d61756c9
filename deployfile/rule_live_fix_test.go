package deployfile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// against returns the findings of one code about an update. The files are written with two blanks a level, and begin
// below deployment; NAME in the configuration stands for what every file has.
func against(t *testing.T, live, want string, code diag.Code) diag.List {
	t.Helper()
	text := func(s string) []byte {
		s = strings.Replace(s, "NAME", "name: etl\n    executor: CELERY\n    runtime_version: 3.1-2", 1)
		return []byte("deployment:\n  configuration:\n    " + s + "\n")
	}
	file, found := deployfile.Parse("live.yaml", text(live))
	require.NoError(t, found.Err())
	_, found = deployfile.Check("want.yaml", text(want), deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Live: &file.Deployment})
	return ofCode(found, code)
}

// TestUncertainFixes states where a finding has no fix, because the live value would be wrong in the file.
func TestUncertainFixes(t *testing.T) {
	const standard = "NAME\n    deployment_type: STANDARD\n    cloud_provider: AWS\n    region: us-east-1"
	queue := func(rest string) string {
		return standard + "\n  worker_queues:\n  - name: default\n    " + strings.ReplaceAll(rest, "; ", "\n    ")
	}
	variables := func(list string) string {
		return standard + "\n  environment_variables: [" + list + "]"
	}
	for name, test := range map[string]struct {
		live, want string
		code       diag.Code
		fix        bool
	}{
		"availability":                    {standard + "\n    is_high_availability: true", standard, deployfile.CodeResetByOmission, true},
		"availability and schedules":      {standard + "\n    is_high_availability: true\n  hibernation_schedules: []", standard + "\n  hibernation_schedules: [{hibernate_at: 0 1 * * *, wake_at: 0 2 * * *}]", deployfile.CodeResetByOmission, false},
		"availability, no type":           {standard + "\n    is_high_availability: true", "NAME", deployfile.CodeResetByOmission, false},
		"description":                     {standard + "\n    description: nightly", standard, deployfile.CodeResetByOmission, true},
		"description like a placeholder":  {standard + "\n    description: <text>", standard, deployfile.CodeResetByOmission, false},
		"e-mails":                         {standard + "\n  alert_emails: [a@example.com]", standard, deployfile.CodeResetByOmission, true},
		"e-mail of a host":                {standard + "\n  alert_emails: [a@relay]", standard, deployfile.CodeResetByOmission, false},
		"e-mail twice":                    {standard + "\n  alert_emails: [a@example.com, a@Example.com]", standard, deployfile.CodeResetByOmission, false},
		"most workers":                    {queue("max_worker_count: 4; min_worker_count: 1; worker_type: A5"), queue("min_worker_count: 1; worker_type: A5"), deployfile.CodeResetByOmission, true},
		"most below fewest":               {queue("max_worker_count: 4; min_worker_count: 5; worker_type: A5"), queue("min_worker_count: 5; worker_type: A5"), deployfile.CodeResetByOmission, false},
		"fewest above most":               {queue("max_worker_count: 4; min_worker_count: 3; worker_type: A5"), queue("max_worker_count: 2; worker_type: A5"), deployfile.CodeResetByOmission, false},
		"concurrency above the machine's": {queue("worker_concurrency: 60; worker_type: A20"), queue("worker_type: A5"), deployfile.CodeResetByOmission, false},
		"place":                           {standard, strings.Replace(standard, "us-east-1", "us-west-2", 1), deployfile.CodeImmutableChanged, true},
		"place and identity":              {standard, strings.Replace(standard, "AWS\n    region: us-east-1", "GCP\n    workload_identity: etl@data.iam.gserviceaccount.com", 1), deployfile.CodeImmutableChanged, false},
		"cluster": {"NAME\n    deployment_type: DEDICATED\n    cluster_name: a", "NAME\n    deployment_type: DEDICATED\n    cluster_name: b",
			deployfile.CodeImmutableChanged, true},
		"cluster and type": {"NAME\n    deployment_type: DEDICATED\n    cluster_name: a", "NAME\n    deployment_type: HYBRID\n    cluster_name: b",
			deployfile.CodeImmutableChanged, false},
		"variable":             {variables("{key: A, value: x}, {key: B, value: y}"), variables("{key: B, value: y}"), deployfile.CodeEnvDeleted, true},
		"empty variable":       {variables(`{key: A, value: ""}, {key: B, value: y}`), variables("{key: B, value: y}"), deployfile.CodeEnvDeleted, false},
		"variable of Astro":    {variables("{key: AIRFLOW__CORE__EXECUTOR, value: x}, {key: B, value: y}"), variables("{key: B, value: y}"), deployfile.CodeEnvDeleted, false},
		"variable to fill in":  {variables("{key: A, value: <x>}, {key: B, value: y}"), variables("{key: B, value: y}"), deployfile.CodeEnvDeleted, false},
		"variable with a dash": {variables("{key: A-B, value: x}, {key: B, value: y}"), variables("{key: B, value: y}"), deployfile.CodeEnvDeleted, false},
		"the default number":   {queue("max_worker_count: 4; worker_type: A5"), queue("max_worker_count: 0; worker_type: A5"), deployfile.CodeWorkerCountSentinel, false},
		"empty new secret":     {variables("{key: B, value: y}"), variables(`{key: B, value: y}, {key: A, is_secret: true, value: ""}`), deployfile.CodeSecretBlank, false},
		"empty secret":         {variables("{key: A, is_secret: true}"), variables(`{key: A, is_secret: true, value: ""}`), deployfile.CodeSecretBlank, true},
	} {
		t.Run(name, func(t *testing.T) {
			found := against(t, test.live, test.want, test.code)
			require.NotEmpty(t, found)
			for _, d := range found {
				assert.Equal(t, test.fix, d.Fix != nil, d)
			}
		})
	}
}

func TestDuplicatesAgainstLive(t *testing.T) {
	const base = "NAME\n    deployment_type: STANDARD\n  environment_variables: [{key: A, value: x}, {key: B, value: x}"
	assert.Empty(t, against(t, base+"]", base+"]", deployfile.CodeDuplicateName))
	assert.Len(t, against(t, base+"]", base+", {key: A, value: y}]", deployfile.CodeDuplicateName), 1, "in the file")

	live := deployfile.Deployment{EnvironmentVariables: []deployfile.EnvironmentVariable{{Key: "A"}, {Key: "A"}}}
	want := deployfile.Deployment{EnvironmentVariables: []deployfile.EnvironmentVariable{{Key: "B", IsSecret: true}, {Key: "A"}}}
	found := ofCode(want.Validate(deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Live: &live}), deployfile.CodeDuplicateName)
	require.Len(t, found, 1)
	assert.Equal(t, diag.Path("deployment.environment_variables[1]"), found[0].Path)
	assert.Contains(t, found[0].Message, "in the live Deployment")
}

// TestNoSecondFinding states what other rules leave to those against the live Deployment.
func TestNoSecondFinding(t *testing.T) {
	const standard = "NAME\n    deployment_type: STANDARD\n    cloud_provider: AWS\n    region: "
	const dedicated = "name: etl\n    executor: ASTRO\n    runtime_version: 3.1-2\n    deployment_type: DEDICATED\n    cluster_name: a"
	assert.Empty(t, against(t, standard+"us-east-7", standard+"us-east-7", deployfile.CodeRegionUnknown), "the Deployment runs there")
	assert.Empty(t, against(t, standard+"us-east-1\n    is_high_availability: true", standard+"us-east-1", deployfile.CodeOmittedResets))
	assert.Empty(t, against(t, standard+"us-east-1\n    is_high_availability: true", "NAME\n    deployment_type: HYBRID\n    cluster_name: a", deployfile.CodeResetByOmission),
		"Hybrid has no such field")
	found := against(t, dedicated, dedicated+"\n    remote_execution: {task_log_bucket: s3://logs}", deployfile.CodeRemoteExecutionDisabled)
	require.Len(t, found, 1)
	assert.Nil(t, found[0].Fix, "it could not be turned on")
	assert.Equal(t, "delete remote_execution: it is chosen when the Deployment is created", found[0].Hint)
	develops := standard + "us-east-1\n    is_development_mode: true\n  hibernation_schedules: [{hibernate_at: 0 1 * * *, wake_at: 0 2 * * *}]"
	ends := strings.Replace(develops, "mode: true", "mode: false", 1)
	assert.Len(t, against(t, develops, ends, deployfile.CodeDevelopmentModeDisable), 1)
	assert.Empty(t, against(t, develops, ends, deployfile.CodeResetByOmission))
}
