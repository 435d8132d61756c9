package client_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// rewriting changes answers on their way.
type rewriting struct {
	base   http.RoundTripper
	change alteration
}

// alteration changes the status and returns the body of the answer to a request.
type alteration func(r *http.Request, status *int, body []byte) []byte

func (f rewriting) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := f.base.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	body = f.change(r, &resp.StatusCode, body)
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return resp, err
}

// rewritten returns a client whose answers are changed on their way.
func (r *realm) rewritten(t testing.TB, change alteration) *client.Client {
	t.Helper()
	c, err := r.Client(client.WithHTTPClient(&http.Client{Transport: rewriting{r.Astro, change}}))
	require.NoError(t, err)
	return c
}

// without removes fields from every object of an answer.
func without(fields ...string) alteration {
	return func(_ *http.Request, _ *int, body []byte) []byte {
		var v any
		if json.Unmarshal(body, &v) != nil {
			return body
		}
		out, err := json.Marshal(pruned(v, fields))
		if err != nil {
			return body
		}
		return out
	}
}

func pruned(v any, fields []string) any {
	switch v := v.(type) {
	case map[string]any:
		for _, f := range fields {
			delete(v, f)
		}
		for k, item := range v {
			v[k] = pruned(item, fields)
		}
	case []any:
		for i, item := range v {
			v[i] = pruned(item, fields)
		}
	}
	return v
}

// measuredNew is the measured file for a Deployment that does not exist yet and is not to sleep.
func measuredNew(t *testing.T) deployfile.Deployment {
	t.Helper()
	d := measured(t)
	d.Configuration.RuntimeVersion, d.HibernationSchedules = realmRuntime, nil
	return d
}

// Everything goes in one request, so that nothing is there when the API refuses it.
func defectTwoSteps(t *testing.T) {
	r := newRealm(t)
	file := measuredNew(t)
	r.Fail(clienttest.Match{Operation: "CreateDeployment"}, clienttest.Fault{Status: 400})
	_, err := r.c.Apply(t.Context(), client.Target{}, file)
	require.ErrorIs(t, err, client.ErrInvalid)
	_, err = r.c.Inspect(t.Context(), client.Target{Name: realmName, Workspace: realmWorkspace})
	require.ErrorIs(t, err, client.ErrNotFound)

	r.ForgetRequests()
	result, err := r.c.Apply(t.Context(), client.Target{}, file)
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeCreated, result.Outcome)
	require.Len(t, r.writes(), 1)
	var body sent
	require.NoError(t, r.writes()[0].Body.JSON(&body))
	assert.Len(t, body["environmentVariables"], 2)
	assert.Equal(t, []any{"ops@example.com"}, body["contactEmails"])
	for _, q := range body["workerQueues"].([]any) {
		assert.NotContains(t, q, "id")
	}
}

// What is not done is an error, for a program to tell from success, of a type that says what is missing.
func defectNothingDone(t *testing.T) {
	b := measuredBench(t)
	b.refuses(func(d *deployfile.Deployment) { d.WorkerQueues = d.WorkerQueues[:1] })
	body, err := b.apply(func(d *deployfile.Deployment) { d.Configuration.CICDEnforcement = new(true) })
	require.NoError(t, err, "nobody is asked")
	assert.Equal(t, true, body["isCicdEnforced"])
	for want, refusal := range map[error]clienttest.Fault{
		client.ErrForbidden: {Status: 403}, client.ErrConflict: {Status: 409}, client.ErrInvalid: {Status: 400}, client.ErrRateLimited: {Status: 429, RetryAfter: "7200"},
	} {
		b.Fail(clienttest.Match{Operation: "UpdateDeployment"}, refusal)
		_, err = b.apply(func(d *deployfile.Deployment) { d.Configuration.Description = new("changed") })
		require.ErrorIs(t, err, want)
		var refused *client.APIError
		require.ErrorAs(t, err, &refused)
	}
}

// No host but the API's hears of it.
func defectOtherHosts(t *testing.T) {
	r := newRealm(t)
	var hosts sync.Map
	c := r.rewritten(t, func(r *http.Request, _ *int, body []byte) []byte {
		hosts.Store(r.URL.Host, true)
		return body
	})
	file := measuredNew(t)
	_, err := c.Apply(t.Context(), client.Target{}, file, client.Checked(), client.Wait(time.Minute))
	require.NoError(t, err)
	hosts.Range(func(host, _ any) bool { return assert.Equal(t, "astro.test", host) })
}

func defectSleepFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRealm(t, clienttest.WithStep(30*time.Second))
		file := measuredNew(t)
		start := time.Now()
		var statuses []client.DeploymentStatus
		result, err := r.c.Apply(t.Context(), client.Target{}, file, client.Wait(5*time.Minute), client.OnProgress(func(p client.Progress) {
			if p.Stage == client.StageWait {
				statuses = append(statuses, p.Status)
			}
		}))
		require.NoError(t, err)
		assert.Equal(t, client.DeploymentStatusHealthy, result.Deployment.Status)
		assert.Less(t, time.Since(start), 45*time.Second)
		assert.Contains(t, statuses, client.DeploymentStatusCreating)
		requests := r.Requests()
		at := requests[len(requests)-1].At
		for i, q := range requests {
			if q.Operation == "CreateDeployment" {
				assert.Equal(t, q.At, requests[i+1].At, "the first look is at once")
			}
		}
		assert.GreaterOrEqual(t, at.Sub(start), 30*time.Second)
	})
}

func defectEndlessWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRealm(t, clienttest.WithStep(48*time.Hour))
		file := measuredNew(t)
		start := time.Now()
		_, err := r.c.Apply(t.Context(), client.Target{}, file, client.Wait(3*time.Minute))
		require.Error(t, err)
		assert.Contains(t, err.Error(), string(client.DeploymentStatusCreating))
		assert.InDelta(t, 3*time.Minute, time.Since(start), float64(15*time.Second))
		assert.Less(t, len(r.Requests()), 60)
	})
	synctest.Test(t, func(t *testing.T) { // and one that ends badly is not waited for
		r := newRealm(t)
		r.FailChange("", "the image cannot be pulled")
		file := measuredNew(t)
		start := time.Now()
		_, err := r.c.Apply(t.Context(), client.Target{}, file, client.Wait(10*time.Minute))
		require.ErrorContains(t, err, "the image cannot be pulled")
		assert.Less(t, time.Since(start), 2*time.Minute)
	})
}

func defectAnswers(t *testing.T) {
	r := newRealm(t)
	file := measuredNew(t)
	c := r.rewritten(t, func(r *http.Request, status *int, body []byte) []byte {
		if r.Method == http.MethodPost && *status == http.StatusOK {
			*status = http.StatusCreated
		}
		return body
	})
	result, err := c.Apply(t.Context(), client.Target{}, file)
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeCreated, result.Outcome)

	r.Fail(clienttest.Match{Operation: "UpdateDeployment"}, clienttest.Fault{
		Status: 400, Body: `{"message":"Invalid request","statusCode":400,"requestId":"r","fieldErrors":[{"field":"schedulerSize","code":"enum","message":"HUGE is no size"}]}`,
	})
	file.Configuration.Description = new("changed")
	_, err = c.Apply(t.Context(), client.Target{}, file)
	var refused *client.APIError
	require.ErrorAs(t, err, &refused)
	require.Len(t, refused.Fields, 1)
	assert.Contains(t, err.Error(), "schedulerSize: HUGE is no size")
}

func defectTokens(t *testing.T) {
	r := newRealm(t)
	for _, claims := range []string{`{"permissions":["apiTokenId"]}`, `{"permissions":[]}`, `{"permissions":[7,null,":",""]}`, `{}`} {
		token := "e30." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".x"
		c, err := r.ClientFor(clienttest.Organization, token)
		require.NoError(t, err, claims)
		_, err = c.Apply(t.Context(), client.Target{}, measured(t))
		require.ErrorIs(t, err, client.ErrUnauthorized, claims)
		assert.NotContains(t, err.Error(), token)
	}
	c, err := client.New("", "e30.e30.x", client.WithBaseURL(clienttest.BaseURL), client.WithHTTPClient(&http.Client{Transport: r.Astro}))
	require.NoError(t, err, "some operations need no Organization")
	r.ForgetRequests()
	_, err = c.Apply(t.Context(), client.Target{}, measured(t))
	require.Error(t, err)
	assert.Empty(t, r.Requests(), "there is no path without an Organization")
}

// Nothing that an answer lacks ends the program, and nothing is written because of it.
func defectBareAnswers(t *testing.T) {
	fields := []string{
		"type", "executor", "workspaceName", "schedulerSize", "defaultTaskPodCpu", "defaultTaskPodMemory", "resourceQuotaCpu", "resourceQuotaMemory",
		"astroMachine", "nodePoolId", "clusterId", "clusterName", "workerQueues", "environmentVariables", "contactEmails", "scalingSpec", "remoteExecution",
		"updatedAt", "createdAt", "createdBy", "nodePools", "isDevelopmentMode", "workspaceId", "name", "totalCount", "schedulerAu", "schedulerReplicas",
	}
	for _, kind := range []deployfile.Kind{deployfile.KindStandard, deployfile.KindDedicated, deployfile.KindHybrid} {
		for _, field := range fields {
			t.Run(fmt.Sprint(kind, " without ", field), func(t *testing.T) {
				r := newRealm(t)
				file := newLots(3).file(kind)
				id, err := r.AddDeployment(file)
				require.NoError(t, err)
				c := r.rewritten(t, without(field))
				r.ForgetRequests()
				_, err = c.Inspect(t.Context(), client.Target{ID: id})
				if field != "workspaceId" && field != "name" {
					require.NoError(t, err)
				}
				if result, err := c.Plan(t.Context(), client.Target{ID: id}, withoutSecrets(file)); err == nil {
					assertQuiet(t, nil, result)
				}
				assert.Empty(t, r.writes())
			})
		}
		t.Run(string(kind)+" with null for everything", func(t *testing.T) {
			r := newRealm(t)
			id, err := r.AddDeployment(newLots(3).file(kind))
			require.NoError(t, err)
			c := r.rewritten(t, func(r *http.Request, _ *int, body []byte) []byte {
				if !strings.HasSuffix(r.URL.Path, id) {
					return body
				}
				var fields map[string]any
				require.NoError(t, json.Unmarshal(body, &fields))
				for k := range fields {
					if k != "id" {
						fields[k] = nil
					}
				}
				out, failed := json.Marshal(fields)
				require.NoError(t, failed)
				return out
			})
			_, err = c.Inspect(t.Context(), client.Target{ID: id})
			require.NoError(t, err)
		})
	}
}

// A queue that the API reports for a Deployment without queues does not stand in the way of its own file.
func defectKubernetesQueue(t *testing.T) {
	for _, kind := range []deployfile.Kind{deployfile.KindStandard, deployfile.KindHybrid} {
		r, l := newRealm(t), newLots(5)
		file := l.file(kind)
		for file.Configuration.Executor != deployfile.ExecutorKubernetes {
			file = l.file(kind)
		}
		_, err := r.AddDeployment(file)
		require.NoError(t, err)
		r.c = r.rewritten(t, func(_ *http.Request, _ *int, body []byte) []byte {
			queue := `"executor":"KUBERNETES","workerQueues":[{"id":"q","name":"default","isDefault":true,"astroMachine":"A5","minWorkerCount":0,"maxWorkerCount":10,"workerConcurrency":5}]`
			return bytes.ReplaceAll(body, []byte(`"executor":"KUBERNETES"`), []byte(queue))
		})
		back := inspected(t, r)
		assert.Empty(t, back.WorkerQueues)
		assertNoChange(t, r, back)
		back.Configuration.Description = new("changed")
		_, err = r.c.Apply(t.Context(), client.Target{}, back)
		require.NoError(t, err)
	}
}

func assertNoChange(t *testing.T, r *realm, file deployfile.Deployment) {
	t.Helper()
	r.ForgetRequests()
	result, err := r.c.Apply(t.Context(), client.Target{}, file)
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeUnchanged, result.Outcome)
	assert.Empty(t, r.writes())
}

// What inspect writes is fit for an update, and neither pins the identity that the platform made nor blanks one.
func defectIdentity(t *testing.T) {
	for _, kind := range []deployfile.Kind{deployfile.KindStandard, deployfile.KindDedicated, deployfile.KindHybrid} {
		for _, identity := range []string{"", "arn:aws:iam::123456789012:role/own"} {
			file := newLots(11).file(kind)
			file.Configuration.WorkloadIdentity = identity
			b := newBench(t, file)
			before := get(t, b.realm, b.id).EffectiveWorkloadIdentity
			back := inspected(t, b.realm)
			assertNoChange(t, b.realm, back)
			body, err := b.apply(func(d *deployfile.Deployment) {
				*d = back
				d.Configuration.Description = new("changed")
			})
			require.NoError(t, err)
			assert.NotContains(t, body, "workloadIdentity")
			assert.Equal(t, before, get(t, b.realm, b.id).EffectiveWorkloadIdentity)
		}
	}
}

func defectPreviewNames(t *testing.T) {
	names := map[string]string{}
	for _, ref := range []string{"feature/a", "bugfix/a", "a", "feature-a", "Feature/a", "feature/a&b", "feature/a|b", "feature/a b", "refs/tags/a"} {
		name, err := client.PreviewName(client.PreviewKey{Source: "clx", Ref: ref}, client.PreviewNameOptions{Label: realmName})
		require.NoError(t, err)
		assert.Regexp(t, `^[a-z0-9][a-z0-9-]*$`, name)
		assert.Empty(t, names[name], ref)
		names[name] = ref
	}
}
