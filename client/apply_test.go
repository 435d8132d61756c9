package client_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// etlFile is a Standard Deployment with everything that an update may lose.
const etlFile = `
deployment:
    environment_variables:
        - {key: LOG_LEVEL, value: info, is_secret: false}
        - {key: DB_PASSWORD, value: hunter2-stored, is_secret: true}
    configuration:
        name: etl
        description: nightly loads
        runtime_version: 3.1-21
        dag_deploy_enabled: true
        ci_cd_enforcement: false
        scheduler_size: SMALL
        is_high_availability: false
        is_development_mode: false
        executor: CELERY
        workspace_name: data
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
        default_task_pod_cpu: "0.25"
        default_task_pod_memory: 0.5Gi
        resource_quota_cpu: "10"
        resource_quota_memory: 20Gi
    worker_queues:
        - {name: default, max_worker_count: 10, min_worker_count: 0, worker_concurrency: 5, worker_type: A5}
        - {name: large, max_worker_count: 4, min_worker_count: 0, worker_concurrency: 20, worker_type: A20}
    alert_emails: [oncall@example.com]
`

// plane is a control plane with a client of it.
type plane struct {
	*clienttest.Astro
	t *testing.T
	c *client.Client
}

func newPlane(t *testing.T, opts ...clienttest.Option) *plane {
	t.Helper()
	clock := clienttest.WithClock(func() time.Time { return time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC) })
	astro := clienttest.New(append([]clienttest.Option{clock}, opts...)...)
	c, err := astro.Client()
	require.NoError(t, err)
	return &plane{astro, t, c}
}

// parsed reads a file after replacing pieces of its text: old, new, old, new.
func parsed(t *testing.T, text string, replace ...string) deployfile.Deployment {
	t.Helper()
	for i := 0; i < len(replace); i += 2 {
		require.Contains(t, text, replace[i])
	}
	file, found := deployfile.Parse("etl.yaml", []byte(strings.NewReplacer(replace...).Replace(text)))
	require.NoError(t, found.Err())
	return file.Deployment
}

// bareOf is a file as somebody keeps it in a repository: secrets are not in it.
func bareOf(d deployfile.Deployment) deployfile.Deployment {
	d.EnvironmentVariables = slices.Clone(d.EnvironmentVariables)
	for i := range d.EnvironmentVariables {
		if d.EnvironmentVariables[i].IsSecret {
			d.EnvironmentVariables[i].Value = nil
		}
	}
	return d
}

// seed makes the Deployment of a file and forgets the requests so far.
func (s *plane) seed(d deployfile.Deployment) string {
	s.t.Helper()
	id, err := s.AddDeployment(d)
	require.NoError(s.t, err)
	s.ForgetRequests()
	return id
}

// calls returns the operations that were asked for since the last time, in their order.
func (s *plane) calls() []string {
	var names []string
	for _, r := range s.Requests() {
		names = append(names, r.Operation)
	}
	s.ForgetRequests()
	return names
}

// live reads a Deployment, without leaving a trace in the requests.
func (s *plane) live(id string) client.Deployment {
	s.t.Helper()
	d, err := s.c.Deployments.Get(s.t.Context(), id)
	require.NoError(s.t, err)
	s.ForgetRequests()
	return d
}

func TestUpdateByName(t *testing.T) {
	s := newPlane(t)
	id := s.seed(parsed(t, etlFile))
	want := bareOf(parsed(t, etlFile, "value: info", "value: debug", "max_worker_count: 4", "max_worker_count: 6"))

	result, err := s.c.Apply(t.Context(), client.Target{}, want)
	require.NoError(t, err)
	assert.Equal(t, []string{"ListDeployments", "GetDeployment", "UpdateDeployment", "GetDeployment"}, s.calls())
	assert.Equal(t, client.OutcomeUpdated, result.Outcome)
	assert.Equal(t, id, result.Deployment.ID)
	assert.Equal(t, client.DeploymentStatusHealthy, result.Deployment.Status)
	require.Len(t, result.Plan.Changes, 2)
	value, ok := s.RevealVariable(id, "DB_PASSWORD")
	assert.True(t, ok)
	assert.Equal(t, "hunter2-stored", value, "the file does not say it, and it stays")
	value, _ = s.RevealVariable(id, "LOG_LEVEL")
	assert.Equal(t, "debug", value)

	again, err := s.c.Apply(t.Context(), client.Target{}, want)
	require.NoError(t, err)
	assert.Equal(t, []string{"ListDeployments", "GetDeployment"}, s.calls(), "there is nothing to do")
	assert.Equal(t, client.OutcomeUnchanged, again.Outcome)
	assert.True(t, again.Plan.Empty())
}

func TestUpdateByID(t *testing.T) {
	s := newPlane(t)
	id := s.seed(parsed(t, etlFile))
	want := bareOf(parsed(t, etlFile, "nightly loads", "hourly loads"))
	result, err := s.c.Apply(t.Context(), client.Target{ID: id}, want)
	require.NoError(t, err)
	assert.Equal(t, []string{"GetDeployment", "UpdateDeployment", "GetDeployment"}, s.calls())
	assert.Equal(t, "hourly loads", result.Deployment.Description)
	_, err = s.c.Apply(t.Context(), client.Target{ID: id}, want)
	require.NoError(t, err)
	assert.Equal(t, []string{"GetDeployment"}, s.calls())
}

func TestCreate(t *testing.T) {
	s := newPlane(t)
	workspace := s.AddWorkspace(client.Workspace{Name: "data"})
	want := parsed(t, etlFile)
	result, err := s.c.Apply(t.Context(), client.Target{}, want, client.Wait(time.Minute))
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeCreated, result.Outcome)
	assert.Equal(t, workspace, result.Deployment.WorkspaceID)
	value, _ := s.RevealVariable(result.Deployment.ID, "DB_PASSWORD")
	assert.Equal(t, "hunter2-stored", value)
	calls := s.calls()
	assert.Equal(t, []string{"CreateDeployment", "ListDeployments", "GetDeployment"}, calls[len(calls)-3:])

	again, err := s.c.Apply(t.Context(), client.Target{}, bareOf(want))
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeUnchanged, again.Outcome, again.Plan)
}
