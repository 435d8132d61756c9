package deployfile_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

const plannedFile = `
deployment:
    environment_variables:
        - {key: TOKEN, is_secret: true}
        - {key: OLD, is_secret: true}
    configuration:
        name: etl
        runtime_version: 3.1-21
        executor: CELERY
        workspace_name: data
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
    worker_queues:
        - {name: default, max_worker_count: 40, min_worker_count: 0, worker_concurrency: 5, worker_type: A5}
`

func TestPlanOptions(t *testing.T) {
	file, found := deployfile.Parse("etl.yaml", []byte(plannedFile))
	require.NoError(t, found.Err())
	asked := map[string]int{}
	o := deployfile.PlanOptions{Secrets: deployfile.SecretOptions{Values: func(key string) (string, bool) {
		asked[key]++
		return "canary", key == "TOKEN"
	}}}
	live := file.Deployment
	live.EnvironmentVariables = []deployfile.EnvironmentVariable{{Key: "OLD", IsSecret: true}, {Key: "LEFT_OUT", IsSecret: true}}
	planned := o.Plan(file, live)
	assert.True(t, planned.Good, planned.Findings)
	assert.Equal(t, map[string]int{"TOKEN": 1, "OLD": 1}, asked, "each value is asked for once")
	require.Len(t, planned.Sent.EnvironmentVariables, 3, "with the secret that is left out")
	assert.Equal(t, "canary", *planned.Sent.EnvironmentVariables[0].Value)
	assert.Nil(t, planned.Sent.EnvironmentVariables[1].Value)
	require.Len(t, planned.Plan.Changes, 1)
	assert.Equal(t, deployfile.ActionCreate, planned.Plan.Changes[0].Action)
	assert.Nil(t, file.Deployment.EnvironmentVariables[0].Value, "the file stays as it is")

	same, findings, good := file.Plan(live, o.Secrets)
	assert.Equal(t, planned.Plan, same)
	assert.Equal(t, planned.Findings, findings)
	assert.Equal(t, planned.Good, good)
}

// Limits and names reach the rules, and a File that nobody parsed will do.
func TestPlanOptionsReachTheRules(t *testing.T) {
	file, _ := deployfile.Parse("etl.yaml", []byte(plannedFile))
	d := file.Deployment
	d.EnvironmentVariables = nil
	codes := func(o deployfile.PlanOptions, live deployfile.Deployment) map[diag.Code]diag.Severity {
		planned := o.Plan(&deployfile.File{Deployment: d}, live)
		all := map[diag.Code]diag.Severity{}
		for _, f := range planned.Findings {
			all[f.Code] = f.Severity
		}
		return all
	}
	assert.NotContains(t, codes(deployfile.PlanOptions{}, d), deployfile.CodeWorkerLimit)
	limits := &deployfile.Limits{WorkerQueues: deployfile.QueueLimits{MaxWorkers: deployfile.NumberRange{Floor: 1, Default: 10, Ceiling: 30}}}
	assert.Contains(t, codes(deployfile.PlanOptions{Diff: deployfile.DiffOptions{Limits: limits}}, d), deployfile.CodeWorkerLimit)
	names := &deployfile.Organization{Deployments: []deployfile.ExistingDeployment{{ID: "c1", Name: "etl", WorkspaceID: "w1"}}, Workspaces: []deployfile.Workspace{{ID: "w1", Name: "data"}}}
	assert.Contains(t, codes(deployfile.PlanOptions{Organization: names}, deployfile.Deployment{}), deployfile.CodeNameExists)
}
