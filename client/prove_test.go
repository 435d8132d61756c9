package client_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// afterPost returns a client whose reads of single Deployments are changed once something was written.
func (s *plane) afterPost(change func(d map[string]any)) *client.Client {
	var written atomic.Bool
	return s.hooked(func(r *http.Request) error {
		if r.Method == http.MethodPost {
			written.Store(true)
		}
		return nil
	}, func(r *http.Request, answer []byte) []byte {
		if r.Method != http.MethodGet || !written.Load() || strings.HasSuffix(r.URL.Path, "/deployments") {
			return answer
		}
		var d map[string]any
		require.NoError(s.t, json.Unmarshal(answer, &d))
		change(d)
		answer, err := json.Marshal(d)
		require.NoError(s.t, err)
		return answer
	})
}

func variables(d map[string]any) []any { list, _ := d["environmentVariables"].([]any); return list }

func queues(d map[string]any) []any { list, _ := d["workerQueues"].([]any); return list }

// TestProof holds that a Deployment that comes out otherwise than it was asked for is noticed, whatever it is.
func TestProof(t *testing.T) {
	const configuration = diag.Path("deployment.configuration")
	for name, c := range map[string]struct {
		change func(d map[string]any)
		create bool // as well as for an update
		paths  []diag.Path
	}{
		"description":     {func(d map[string]any) { d["description"] = "something else" }, true, []diag.Path{configuration + ".description"}},
		"enforcement":     {func(d map[string]any) { d["isCicdEnforced"] = true }, true, []diag.Path{configuration + ".ci_cd_enforcement"}},
		"executor":        {func(d map[string]any) { d["executor"] = "ASTRO" }, true, []diag.Path{configuration + ".executor"}},
		"quota":           {func(d map[string]any) { d["resourceQuotaCpu"] = "20" }, true, []diag.Path{configuration + ".resource_quota_cpu"}},
		"same quantities": {func(d map[string]any) { d["resourceQuotaMemory"] = "20480Mi" }, true, nil},
		"region":          {func(d map[string]any) { d["region"] = "eu-west-1" }, true, []diag.Path{configuration + ".region"}},
		"e-mails":         {func(d map[string]any) { d["contactEmails"] = []string{} }, true, []diag.Path{`deployment.alert_emails["oncall@example.com"]`}},
		"variable gone":   {func(d map[string]any) { d["environmentVariables"] = variables(d)[1:] }, true, []diag.Path{"deployment.environment_variables[key=LOG_LEVEL]"}},
		"secret gone":     {func(d map[string]any) { d["environmentVariables"] = variables(d)[:1] }, true, []diag.Path{"deployment.environment_variables[key=DB_PASSWORD].value"}},
		"secret shown": {func(d map[string]any) {
			v, _ := variables(d)[1].(map[string]any)
			v["isSecret"], v["value"] = false, "hunter2-stored"
		}, true, []diag.Path{"deployment.environment_variables[key=DB_PASSWORD].value"}},
		"another variable": {func(d map[string]any) {
			d["environmentVariables"] = append(variables(d), map[string]any{"key": "EXTRA", "value": "1", "isSecret": false})
		}, true, []diag.Path{"deployment.environment_variables[key=EXTRA]"}},
		"queue gone": {func(d map[string]any) { d["workerQueues"] = queues(d)[:1] }, true, []diag.Path{"deployment.worker_queues[name=large]"}},
		"queue number": {func(d map[string]any) { queues(d)[1].(map[string]any)["maxWorkerCount"] = 5 }, true,
			[]diag.Path{"deployment.worker_queues[name=large].max_worker_count"}},
		"queue made anew": {func(d map[string]any) { queues(d)[1].(map[string]any)["id"] = "cque-new" }, false, []diag.Path{"deployment.worker_queues[name=large].id"}},
		"status":          {func(d map[string]any) { d["status"] = "UNHEALTHY" }, true, nil},
		"Runtime":         {func(d map[string]any) { d["astroRuntimeVersion"], d["runtimeVersion"] = "3.1-20", "3.1-20" }, true, []diag.Path{configuration + ".runtime_version"}},
		"type":            {func(d map[string]any) { d["type"] = "DEDICATED" }, true, []diag.Path{configuration + ".deployment_type"}},
	} {
		check := func(t *testing.T, err error, paths []diag.Path) {
			if len(paths) == 0 {
				require.NoError(t, err)
				return
			}
			var e *client.MismatchError
			require.ErrorAs(t, err, &e)
			var found []diag.Path
			for _, d := range e.Differences {
				found = append(found, d.Path)
			}
			assert.Subset(t, found, paths)
			assert.NotContains(t, err.Error(), "hunter2")
			assert.NotContains(t, err.Error(), "\n")
			text, err := json.Marshal(e)
			require.NoError(t, err)
			assert.NotContains(t, string(text), "hunter2")
		}
		t.Run(name+"/update", func(t *testing.T) {
			s := newPlane(t)
			s.seed(parsed(t, etlFile))
			result, err := s.afterPost(c.change).Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile, "max_worker_count: 10", "max_worker_count: 9")))
			paths := c.paths
			if name == "Runtime" {
				paths = nil // an update has nothing to do with it
			}
			check(t, err, paths)
			assert.Equal(t, client.OutcomeUpdated, result.Outcome, "also beside the error")
		})
		if !c.create {
			continue
		}
		t.Run(name+"/create", func(t *testing.T) {
			s := newPlane(t)
			s.addWorkspaces("data")
			_, err := s.afterPost(c.change).Apply(t.Context(), client.Target{}, parsed(t, etlFile))
			check(t, err, c.paths)
		})
	}
}

// An API that takes a queue without an ID for a new one must get the IDs, and something between that drops them is found.
func TestApplyKeepsQueueIDs(t *testing.T) {
	s := newPlane(t, clienttest.WithQueuesByID())
	id := s.seed(parsed(t, etlFile))
	before := s.live(id).WorkerQueues
	want := bareOf(parsed(t, etlFile, "        - {name: large", "        - {name: aaa, max_worker_count: 1, min_worker_count: 0, worker_concurrency: 5, worker_type: A5}\n        - {name: large"))
	result, err := s.c.Apply(t.Context(), client.Target{}, want)
	require.NoError(t, err)
	ids := map[string]string{}
	for _, q := range result.Deployment.WorkerQueues {
		ids[q.Name] = q.ID
	}
	assert.Len(t, ids, 3)
	for _, q := range before {
		assert.Equal(t, q.ID, ids[q.Name])
	}
	c := s.hooked(func(r *http.Request) error {
		if r.Method != http.MethodPost {
			return nil
		}
		return rewrite(r, func(body map[string]any) {
			for _, q := range queues(body) {
				delete(q.(map[string]any), "id")
			}
		})
	}, nil)
	_, err = c.Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile)), client.AllowDelete())
	var e *client.MismatchError
	require.ErrorAs(t, err, &e)
	require.Len(t, e.Differences, 2)
	assert.Equal(t, diag.Path("deployment.worker_queues[name=default].id"), e.Differences[0].Path)
}

func rewrite(r *http.Request, change func(map[string]any)) error {
	var body map[string]any
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return err
	}
	change(body)
	text, err := json.Marshal(body)
	*r = *r.Clone(r.Context())
	r.Body, r.ContentLength = readCloser{bytes.NewReader(text)}, int64(len(text))
	return err
}

type readCloser struct{ *bytes.Reader }

func (readCloser) Close() error { return nil }

// The platform's own identity is no difference; one that the file names is.
func TestWorkloadIdentity(t *testing.T) {
	const role = "arn:aws:iam::123456789012:role/etl"
	s := newPlane(t)
	id := s.seed(parsed(t, etlFile))
	platform := s.live(id).EffectiveWorkloadIdentity
	want := bareOf(parsed(t, etlFile, "region: us-east-1", "region: us-east-1\n        workload_identity: "+role))
	result, err := s.c.Apply(t.Context(), client.Target{}, want)
	require.NoError(t, err)
	assert.Equal(t, role, result.Deployment.EffectiveWorkloadIdentity)
	assert.NotEqual(t, role, platform)
	result, err = s.c.Apply(t.Context(), client.Target{}, want)
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeUnchanged, result.Outcome)
	result, err = s.c.Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile)))
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeUnchanged, result.Outcome, "a file that says nothing keeps it")
	_, err = s.afterPost(func(d map[string]any) { d["effectiveWorkloadIdentity"] = platform }).
		Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile, "nightly", "hourly", "region: us-east-1", "region: us-east-1\n        workload_identity: "+role)))
	var e *client.MismatchError
	require.ErrorAs(t, err, &e)
}

// A Result shows no secret, however it is printed.
func TestResultIsQuiet(t *testing.T) {
	s := newPlane(t)
	s.addWorkspaces("data")
	result, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile, "value: info", "value: canary-plain", "LOG_LEVEL", "API_TOKEN"),
		client.WithSecrets(deployfile.SecretOptions{}))
	require.NoError(t, err)
	text, err := json.Marshal(result)
	require.NoError(t, err)
	assert.NotContains(t, string(text), "hunter2")
	assert.NotContains(t, sprint(result), "hunter2")
	assert.NotContains(t, sprint(*result), "canary-plain", "it looks like a credential")
}

// TestProofOfWhatStays holds that a setting which the file leaves out, and which therefore was to stay, is proven too.
func TestProofOfWhatStays(t *testing.T) {
	file := parsed(t, etlFile, "max_worker_count: 10", "max_worker_count: 9")
	file.Configuration.ResourceQuotaCPU, file.Configuration.ResourceQuotaMemory = "", ""
	for name, c := range map[string]struct {
		change func(d map[string]any)
		path   diag.Path
	}{
		"quota":   {func(d map[string]any) { d["resourceQuotaCpu"] = "40" }, "deployment.configuration.resource_quota_cpu"},
		"storage": {func(d map[string]any) { queues(d)[1].(map[string]any)["podEphemeralStorage"] = "50Gi" }, "deployment.worker_queues[name=large].pod_ephemeral_storage"},
		"nothing": {func(map[string]any) {}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newPlane(t)
			s.seed(parsed(t, etlFile))
			_, err := s.afterPost(c.change).Apply(t.Context(), client.Target{}, bareOf(file))
			if c.path == "" {
				require.NoError(t, err)
				return
			}
			var e *client.MismatchError
			require.ErrorAs(t, err, &e)
			require.Len(t, e.Differences, 1)
			assert.Equal(t, c.path, e.Differences[0].Path)
		})
	}
}
