package deployfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

const updated = `deployment:
    environment_variables:
        - is_secret: true
          key: TOKEN
          value: null
        - is_secret: false
          key: LOG_LEVEL
          value: info
    configuration:
        name: etl
        description: nightly
        runtime_version: 3.1-13
        ci_cd_enforcement: false
        scheduler_size: SMALL
        is_high_availability: false
        executor: CELERY
        workspace_name: Data
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
    worker_queues:
        - name: default
          max_worker_count: 10
          min_worker_count: 0
          worker_concurrency: 5
          worker_type: A5
    alert_emails: []
`

func TestFilePlan(t *testing.T) {
	live, found := deployfile.Parse("live.yaml", []byte(updated))
	require.NoError(t, found.Err())
	replaced := func(old, new string) string {
		require.Contains(t, updated, old)
		return strings.Replace(updated, old, new, 1)
	}
	const token = "        - is_secret: true\n          key: TOKEN\n          value: null\n"
	for name, c := range map[string]struct {
		src     string
		options deployfile.SecretOptions
		good    bool
		changes int
		blocked []diag.Code
		found   string // a finding, its code and path
	}{
		"nothing":            {src: updated, good: true},
		"a change":           {src: replaced("info", "debug"), good: true, changes: 1},
		"blocked":            {src: replaced("us-east-1", "us-west-2"), good: true, blocked: []diag.Code{deployfile.CodeImmutableChanged}},
		"an unknown key":     {src: replaced("executor", "executer"), found: "unknown-field deployment.configuration.executer"},
		"half a file":        {src: "deployment:\n  configuration: [\n", found: "yaml-syntax "},
		"left out":           {src: replaced(token, ""), good: true},
		"left out, strict":   {src: replaced(token, ""), options: deployfile.SecretOptions{Strict: true}, good: true, changes: 1},
		"deleted":            {src: updated, options: deployfile.SecretOptions{Delete: []string{"TOKEN"}}, good: true, changes: 1},
		"deleted before":     {src: updated, options: deployfile.SecretOptions{Delete: []string{"GONE"}}, good: true, found: "secret-option deployment.environment_variables"},
		"wrong option":       {src: updated, options: deployfile.SecretOptions{Expose: []string{"LOG_LEVEL"}}, found: "secret-option deployment.environment_variables[1].key"},
		"no value":           {src: replaced("TOKEN", "OTHER"), good: true, blocked: []diag.Code{deployfile.CodeSecretUnknown}, found: "secret-unknown deployment.environment_variables[0].value"},
		"value from outside": {src: replaced("TOKEN", "OTHER"), options: deployfile.SecretOptions{Values: func(string) (string, bool) { return "c4n4ry", true }}, good: true, changes: 1},
	} {
		t.Run(name, func(t *testing.T) {
			file, _ := deployfile.Parse("file.yaml", []byte(c.src))
			before := fmt.Sprintf("%#v", file.Deployment)
			p, found, good := file.Plan(live.Deployment, c.options)
			assert.Equal(t, c.good, good, "%v", found)
			if good {
				assert.Len(t, p.Changes, c.changes)
				var blocked []diag.Code
				for _, b := range p.Blocked {
					blocked = append(blocked, b.Code)
				}
				assert.Equal(t, c.blocked, blocked)
			}
			var places []string
			for _, d := range found {
				assert.Equal(t, "file.yaml", d.File)
				assert.NotNil(t, d.Range, d)
				places = append(places, string(d.Code)+" "+string(d.Path))
			}
			if c.found != "" {
				assert.Contains(t, strings.Join(places, "\n"), c.found)
			}
			assert.NotContains(t, fmt.Sprintf("%v %+v", found, p), "c4n4ry")
			assert.Equal(t, before, fmt.Sprintf("%#v", file.Deployment), "the file is changed")
		})
	}
}

func TestFilePlanSaysWhySecretsStay(t *testing.T) {
	live, _ := deployfile.Parse("live.yaml", []byte(updated))
	for name, c := range map[string]struct{ src, want string }{
		"left out":    {strings.Replace(updated, "key: TOKEN", "key: TOKNE", 1), "left out of the file: a secret goes only when it is named for deletion"},
		"empty value": {strings.Replace(updated, "value: null", `value: ""`, 1), "empty value in the file: it is not sent, so the stored one stays"},
	} {
		file, _ := deployfile.Parse("file.yaml", []byte(c.src))
		p, _, good := file.Plan(live.Deployment, deployfile.SecretOptions{})
		require.True(t, good, name)
		require.NotEmpty(t, p.Kept, name)
		assert.Equal(t, c.want, p.Kept[0].Reason)
		if name == "left out" {
			require.Len(t, p.Blocked, 1)
			assert.Equal(t, `did you mean "TOKEN"?`, p.Blocked[0].Hint)
		}
	}
	file, _ := deployfile.Parse("file.yaml", []byte(updated))
	p, _, _ := file.Plan(live.Deployment, deployfile.SecretOptions{Delete: []string{"TOKEN"}})
	require.Len(t, p.Changes, 1)
	assert.False(t, p.Changes[0].Omitted, "it goes by its name")
}

func TestFilePlanOfCreation(t *testing.T) {
	file, _ := deployfile.Parse("file.yaml", []byte(strings.Replace(updated, "value: null", "value: c4n4ry", 1)))
	p, found, good := file.Plan(deployfile.Deployment{}, deployfile.SecretOptions{})
	assert.True(t, good, "%v", found)
	assert.True(t, p.Creation)
	_, checked := deployfile.Check("file.yaml", file.Source(), deployfile.ValidateOptions{Mode: deployfile.ModeCreate})
	assert.Equal(t, checked, found)

	file, _ = deployfile.Parse("file.yaml", []byte(updated))
	_, found, good = file.Plan(deployfile.Deployment{}, deployfile.SecretOptions{})
	assert.False(t, good, "a new secret without a value")
	require.Error(t, found.Err())
}

func TestFilePlanOfDeploymentBuiltInGo(t *testing.T) {
	live, _ := deployfile.Parse("live.yaml", []byte(updated))
	file := deployfile.File{Deployment: live.Deployment}
	p, found, good := file.Plan(live.Deployment, deployfile.SecretOptions{})
	assert.True(t, good, "%v", found)
	assert.Empty(t, p.Changes)
}

func TestFilePlanHasFewFindings(t *testing.T) {
	live, _ := deployfile.Parse("live.yaml", []byte(updated))
	var unknown strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&unknown, "        - {is_secret: true, key: UNKNOWN_%d, value: null}\n", i)
	}
	file, _ := deployfile.Parse("file.yaml", []byte(strings.Replace(updated, "    configuration:", unknown.String()+"    configuration:", 1)))
	p, found, good := file.Plan(live.Deployment, deployfile.SecretOptions{})
	assert.True(t, good)
	assert.Len(t, p.Blocked, 1000)
	assert.LessOrEqual(t, len(found), diag.MaxFindings+1)
}

func ExampleFile_Plan() {
	live, _ := deployfile.Parse("live.yaml", []byte(updated))
	file, _ := deployfile.Parse("etl.yaml", []byte(strings.Replace(updated, "value: info", "value: debug", 1)))

	plan, found, good := file.Plan(live.Deployment, deployfile.SecretOptions{})
	if !good {
		fmt.Println(found.Err())
		return
	}
	for _, change := range plan.Changes {
		fmt.Println(change.Action, change.Path, change.Before, "→", change.After)
	}
	for _, kept := range plan.Kept {
		fmt.Println("keep", kept.Path)
	}
	// Output:
	// update deployment.environment_variables[key=LOG_LEVEL].value "info" → "debug"
	// keep deployment.environment_variables[key=TOKEN].value
}

func TestFix(t *testing.T) {
	src := strings.NewReplacer("executor: CELERY", "executer: celery", "name: etl", "name: etl ").Replace(updated)
	file, found, applied := deployfile.Fix("a.yaml", []byte(src), deployfile.ValidateOptions{})
	assert.Contains(t, string(file.Source()), "executor: CELERY\n")
	assert.GreaterOrEqual(t, applied, 2, "the second fix has room only behind the first")
	for _, d := range found {
		assert.Nil(t, d.Fix, d)
	}
	_, checked := deployfile.Check("a.yaml", file.Source(), deployfile.ValidateOptions{})
	assert.Equal(t, checked, found)

	file, _, applied = deployfile.Fix("a.yaml", []byte(updated), deployfile.ValidateOptions{})
	assert.Zero(t, applied)
	assert.Equal(t, updated, string(file.Source()))
}

func ExampleFix() {
	file, found, applied := deployfile.Fix("etl.yaml", []byte("deployment:\n  configuration:\n    executer: celery\n"), deployfile.ValidateOptions{})
	fmt.Printf("%s%d applied, %d findings left\n", file.Source(), applied, len(found))
	// Output:
	// deployment:
	//   configuration:
	//     executor: CELERY
	// 2 applied, 2 findings left
}
