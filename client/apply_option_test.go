package client_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

func sprint(v any) string { return fmt.Sprintf("%v %+v %#v %q", v, v, v, v) }

// A file that is wrong whatever it is for costs no request.
func TestWrongFile(t *testing.T) {
	s := newPlane(t)
	s.seed(parsed(t, etlFile))
	want := parsed(t, etlFile)
	want.WorkerQueues[0].MinWorkerCount = new(11)
	result, err := s.c.Apply(t.Context(), client.Target{}, want)
	var finding *diag.Error
	require.ErrorAs(t, err, &finding)
	assert.Equal(t, deployfile.CodeWorkerCountOrder, finding.Code)
	assert.NotEmpty(t, result.Findings)
	_, err = s.c.Plan(t.Context(), client.Target{}, want)
	require.Error(t, err)
	assert.Empty(t, s.calls())

	want = parsed(t, etlFile)
	want.Configuration.RuntimeVersion = "3.1-2"
	_, err = s.c.Apply(t.Context(), client.Target{}, bareOf(want))
	require.NoError(t, err, "an update does not set it")
	want.Configuration.Name = "new"
	result, err = s.c.Apply(t.Context(), client.Target{}, want)
	require.ErrorIs(t, err, &diag.Error{Diagnostic: diag.Diagnostic{Code: deployfile.CodeRuntimeVersionNotOffered}}, "a creation does")
	assert.NotContains(t, s.calls(), "CreateDeployment")
	assert.Empty(t, result.Outcome)

	_, err = s.c.Apply(t.Context(), client.Target{}, deployfile.Deployment{})
	require.Error(t, err, "nothing at all")
}

// A comment in the file silences what it speaks of.
func TestFromFile(t *testing.T) {
	s := newPlane(t)
	s.seed(parsed(t, etlFile))
	const text = `
deployment:
    configuration:
        name: etl
        # astrofile: ignore runtime-version-differs images are deployed by another pipeline
        runtime_version: 3.1-20
        executor: CELERY
        workspace_name: data
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
    worker_queues:
        - {name: default, max_worker_count: 10, min_worker_count: 0, worker_concurrency: 5, worker_type: A5}
`
	file, _ := deployfile.Parse("etl.yaml", []byte(text))
	result, err := s.c.Plan(t.Context(), client.Target{}, file.Deployment)
	require.NoError(t, err)
	withFile, err := s.c.Plan(t.Context(), client.Target{}, file.Deployment, client.FromFile(file))
	require.NoError(t, err)
	codes := func(found diag.List) (list []diag.Code) {
		for _, d := range found {
			list = append(list, d.Code)
		}
		return list
	}
	assert.Contains(t, codes(result.Findings), deployfile.CodeRuntimeVersionDiffers)
	assert.NotContains(t, codes(withFile.Findings), deployfile.CodeRuntimeVersionDiffers)
	require.NotEmpty(t, withFile.Findings)
	assert.Equal(t, "etl.yaml", withFile.Findings[0].File)
	assert.NotNil(t, withFile.Findings[0].Range)
}

func TestValuesFromOutside(t *testing.T) {
	s := newPlane(t)
	s.addWorkspaces("data")
	asked := map[string]int{}
	values := client.WithSecrets(deployfile.SecretOptions{Values: func(key string) (string, bool) {
		asked[key]++
		return "from-the-vault", true
	}})
	want := bareOf(parsed(t, etlFile))
	want.EnvironmentVariables[0].Value = nil // not secret either: the file alone would be wrong
	result, err := s.c.Apply(t.Context(), client.Target{}, want, values)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"LOG_LEVEL": 1, "DB_PASSWORD": 1}, asked, "a vault is asked once")
	value, _ := s.RevealVariable(result.Deployment.ID, "DB_PASSWORD")
	assert.Equal(t, "from-the-vault", value)
	assert.NotContains(t, sprint(result), "from-the-vault")
}

func TestAgainst(t *testing.T) {
	want := func(t *testing.T) deployfile.Deployment { return bareOf(parsed(t, etlFile, "nightly", "hourly")) }
	for name, c := range map[string]struct {
		meanwhile func(*plane, string)
		file      []string // replaced in the file after the plan
		reason    string   // "" when the plan still fits
	}{
		"nothing has changed": {},
		"updated": {meanwhile: func(s *plane, _ string) {
			s.Advance(time.Minute)
			_, err := s.c.Apply(s.t.Context(), client.Target{}, bareOf(parsed(s.t, etlFile, "value: info", "value: debug")))
			require.NoError(s.t, err)
		}, reason: "the Deployment was updated at 2026-03-02T10:01:00Z, after the state that the plan starts from, 2026-03-02T10:00:00Z"},
		"another file": {file: []string{"max_worker_count: 4", "max_worker_count: 5"}, reason: "the file now changes something else"},
		"deleted": {meanwhile: func(s *plane, id string) { require.NoError(s.t, s.c.Deployments.Delete(s.t.Context(), id)) },
			reason: "it was to be updated, and does not exist any more"},
		"made anew": {meanwhile: func(s *plane, id string) {
			require.NoError(s.t, s.c.Deployments.Delete(s.t.Context(), id))
			s.seed(parsed(s.t, etlFile))
		}, reason: "it was made for the Deployment with the ID "},
		"done already": {meanwhile: func(s *plane, _ string) {
			s.Advance(time.Minute)
			_, err := s.c.Apply(s.t.Context(), client.Target{}, want(s.t))
			require.NoError(s.t, err)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newPlane(t)
			id := s.seed(parsed(t, etlFile))
			planned, err := s.c.Plan(t.Context(), client.Target{}, want(t))
			require.NoError(t, err)
			text, err := json.Marshal(planned.Plan)
			require.NoError(t, err)
			plan, err := deployfile.ReadPlan(text)
			require.NoError(t, err)
			if c.meanwhile != nil {
				c.meanwhile(s, id)
			}
			s.ForgetRequests()
			file := bareOf(parsed(t, etlFile, append([]string{"nightly", "hourly"}, c.file...)...))
			if name == "deleted" {
				file = parsed(t, etlFile, "nightly", "hourly")
			}
			result, err := s.c.Apply(t.Context(), client.Target{}, file, client.Against(plan))
			if c.reason == "" {
				require.NoError(t, err)
				assert.Equal(t, "hourly loads", result.Deployment.Description)
				return
			}
			var e *client.StaleError
			require.ErrorAs(t, err, &e)
			require.ErrorIs(t, err, client.ErrConflict)
			assert.Contains(t, e.Reason, c.reason)
			assert.NotContains(t, s.calls(), "UpdateDeployment")
		})
	}
	t.Run("creation", func(t *testing.T) {
		s := newPlane(t)
		s.addWorkspaces("data")
		planned, err := s.c.Plan(t.Context(), client.Target{}, parsed(t, etlFile))
		require.NoError(t, err)
		_, err = s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile), client.Against(planned.Plan))
		require.NoError(t, err)
		_, err = s.c.Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile, "nightly", "hourly")), client.Against(planned.Plan))
		var e *client.StaleError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "it was to be created, and exists by now", e.Reason)
		_, err = s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile, "name: etl", "name: other"), client.Against(planned.Plan))
		require.ErrorAs(t, err, &e)
		assert.Equal(t, `it was made for Deployment "etl"`, e.Reason)
	})
}

// The value of a secret is part of what was planned, as far as fingerprints tell.
func TestAgainstFingerprints(t *testing.T) {
	prints, err := deployfile.NewFingerprints([]byte("0123456789abcdef"))
	require.NoError(t, err)
	s := newPlane(t)
	s.seed(parsed(t, etlFile))
	planned, err := s.c.Plan(t.Context(), client.Target{}, parsed(t, etlFile, "hunter2-stored", "new-value"), client.WithFingerprints(prints))
	require.NoError(t, err)
	against := func(value string) error {
		_, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile, "hunter2-stored", value), client.WithFingerprints(prints), client.Against(planned.Plan))
		return err
	}
	var e *client.StaleError
	require.ErrorAs(t, against("another-value"), &e)
	require.NoError(t, against("new-value"))
}

// Defaults of the Organization are what is sent, planned and proved.
func TestDefaultsOfTheOrganization(t *testing.T) {
	s := newPlane(t)
	s.addWorkspaces("data")
	c := s.hooked(nil, func(r *http.Request, answer []byte) []byte {
		if !strings.HasSuffix(r.URL.Path, "/deployment-options") {
			return answer
		}
		var options map[string]any
		require.NoError(t, json.Unmarshal(answer, &options))
		for _, m := range options["workerMachines"].([]any) {
			m.(map[string]any)["concurrency"] = map[string]any{"floor": 1, "default": 7, "ceiling": 15}
		}
		answer, err := json.Marshal(options)
		require.NoError(t, err)
		return answer
	})
	want := parsed(t, etlFile, "worker_concurrency: 5, ", "", "worker_concurrency: 20", "worker_concurrency: 15")
	result, err := c.Apply(t.Context(), client.Target{}, want)
	require.NoError(t, err)
	assert.Equal(t, 7, result.Deployment.WorkerQueues[0].WorkerConcurrency)
	result, err = c.Apply(t.Context(), client.Target{}, bareOf(want), client.Checked())
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeUnchanged, result.Outcome)
}

func TestChecked(t *testing.T) {
	s := newPlane(t)
	s.seed(parsed(t, etlFile))
	want := bareOf(parsed(t, etlFile, "nightly", "hourly"))
	_, err := s.c.Apply(t.Context(), client.Target{}, want, client.Checked())
	require.NoError(t, err)
	calls := s.calls()
	assert.Subset(t, calls, []string{"GetDeploymentOptions", "ListWorkspaces"})
	assert.Len(t, calls, 7, "%v", calls)
}

func TestDryRunSendsNothing(t *testing.T) {
	s := newPlane(t)
	s.seed(parsed(t, etlFile))
	for name, plan := range map[string]func(deployfile.Deployment) (*client.Result, error){
		"Plan": func(d deployfile.Deployment) (*client.Result, error) {
			return s.c.Plan(t.Context(), client.Target{}, d)
		},
		"DryRun": func(d deployfile.Deployment) (*client.Result, error) {
			return s.c.Apply(t.Context(), client.Target{}, d, client.DryRun(), nil)
		},
	} {
		result, err := plan(bareOf(parsed(t, etlFile, "nightly", "hourly")))
		require.NoError(t, err, name)
		assert.Equal(t, client.OutcomeUpdated, result.Outcome)
		assert.Len(t, result.Plan.Changes, 1)
		result, err = plan(bareOf(parsed(t, etlFile)))
		require.NoError(t, err, name)
		assert.Equal(t, client.OutcomeUnchanged, result.Outcome)
		result, err = plan(parsed(t, etlFile, "name: etl", "name: new"))
		require.NoError(t, err, name)
		assert.Equal(t, client.OutcomeCreated, result.Outcome)
		assert.True(t, result.Plan.Creation)
	}
	for _, call := range s.calls() {
		assert.NotContains(t, []string{"CreateDeployment", "UpdateDeployment", "DeleteDeployment"}, call)
	}
}

// Whatever the control plane is like, the same file does the same.
func TestUpdateOnOtherPlanes(t *testing.T) {
	for name, options := range map[string][]clienttest.Option{
		"queues by ID": {clienttest.WithQueuesByID()}, "small pages": {clienttest.WithPageSize(1)}, "variables in lists": {clienttest.WithVariablesInLists()},
		"kept e-mails": {clienttest.WithKeptEmails()},
	} {
		t.Run(name, func(t *testing.T) {
			s := newPlane(t, options...)
			id := s.seed(parsed(t, etlFile))
			s.addLive("other", s.live(id).WorkspaceID)
			want := bareOf(parsed(t, etlFile, "alert_emails: [oncall@example.com]", "alert_emails: []", "worker_type: A20", "worker_type: A40"))
			result, err := s.c.Apply(t.Context(), client.Target{}, want, client.AllowDelete(), client.AllowImpact(deployfile.ImpactQueueReplaced))
			require.NoError(t, err)
			assert.Empty(t, result.Deployment.ContactEmails)
			result, err = s.c.Apply(t.Context(), client.Target{}, want)
			require.NoError(t, err)
			assert.Equal(t, client.OutcomeUnchanged, result.Outcome)
		})
	}
}
