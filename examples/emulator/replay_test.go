package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// replay sends what the official command line sends, in its order, and wants what it cannot do without: it panics, or
// ends with an empty message, where a check here fails.
type replay struct {
	t   *testing.T
	e   *emulator
	org string
}

type object = map[string]any

// ask sends one request as the command line does and returns what it would look at.
func (r replay) ask(method, path, body string) (int, object) {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.e.URL+"/v1"+path, strings.NewReader(body))
	require.NoError(r.t, err)
	for name, value := range map[string]string{
		"authorization": "Bearer " + r.e.Token, "x-astro-client-identifier": "cli", "x-astro-client-version": "1.45.0",
		"x-client-os-identifier": runtime.GOOS + "-" + runtime.GOARCH, "User-Agent": "astro-cli/1.45.0",
	} {
		req.Header.Set(name, value)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(r.t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(r.t, err)
	var answer object
	if resp.Header.Get("Content-Type") == "application/json" {
		require.NoError(r.t, json.Unmarshal(text, &answer), string(text))
	}
	return resp.StatusCode, answer
}

// get, post and remove accept what the command line accepts: 200, and 204 without a body.
func (r replay) get(path string) object { return r.must(http.MethodGet, path, "") }

func (r replay) post(path string, body object) object {
	text, err := json.Marshal(body)
	require.NoError(r.t, err)
	return r.must(http.MethodPost, path, string(text))
}

func (r replay) remove(path string) { r.must(http.MethodDelete, path, "") }

func (r replay) must(method, path, body string) object {
	r.t.Helper()
	status, answer := r.ask(method, "/organizations/"+r.org+path, body)
	require.Contains(r.t, []int{http.StatusOK, http.StatusNoContent}, status, "%s %s: %v", method, path, answer)
	return answer
}

// begin is what precedes every command with a token: the claims of the token, and the first Organization.
func begin(t *testing.T, e *emulator) replay {
	t.Helper()
	r := replay{t: t, e: e}
	parts := strings.Split(e.Token, ".")
	require.Len(t, parts, 3)
	var header struct{ Alg string }
	decode(t, parts[0], &header)
	assert.Contains(t, []string{"HS256", "RS256", "none"}, header.Alg)
	var claims struct {
		Permissions []string
		Exp         *int64
	}
	decode(t, parts[1], &claims)
	require.NotEmpty(t, claims.Permissions, "a token without is a person's")
	for _, p := range claims.Permissions {
		kind, id, ok := strings.Cut(p, ":")
		require.True(t, ok, "it panics over a permission without a colon")
		if kind == "organizationId" {
			r.org = id
		}
	}
	require.NotEmpty(t, r.org)
	status, answer := r.ask(http.MethodGet, "/organizations?limit=100&offset=0", "")
	require.Equal(t, http.StatusOK, status)
	organizations := items(t, answer, "organizations")
	require.NotEmpty(t, organizations, "it panics over an empty list")
	assert.NotEmpty(t, organizations[0]["product"])
	assert.Equal(t, r.org, organizations[0]["id"])
	return r
}

func decode(t *testing.T, part string, into any) {
	t.Helper()
	text, err := base64.RawURLEncoding.DecodeString(part)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, into))
}

// items returns the objects of a page.
func items(t *testing.T, page object, name string) []object {
	t.Helper()
	list, ok := page[name].([]any)
	require.True(t, ok, "%s is %v", name, page[name])
	for _, key := range []string{"limit", "offset", "totalCount"} {
		assert.Contains(t, page, key)
	}
	out := make([]object, len(list))
	for i, item := range list {
		out[i], ok = item.(object)
		require.True(t, ok)
	}
	return out
}

// list reads all pages: the offset moves by what came, up to the total or an empty page.
func (r replay) list(path, name string, query url.Values) []object {
	r.t.Helper()
	var all []object
	for range 100 {
		query.Set("limit", "1000")
		query.Set("offset", text(len(all)))
		page := r.get(path + "?" + query.Encode())
		some := items(r.t, page, name)
		all = append(all, some...)
		total, ok := page["totalCount"].(float64)
		require.True(r.t, ok)
		if len(some) == 0 || len(all) >= int(total) {
			return all
		}
	}
	require.Fail(r.t, "more than 100 pages")
	return nil
}

// text writes text and numbers of an answer.
func text(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return fmt.Sprint(v)
}

// deployments lists those of a Workspace, or with "" of all.
func (r replay) deployments(workspace string) []object {
	r.t.Helper()
	query := url.Values{}
	if workspace != "" {
		query.Set("workspaceIds", workspace)
	}
	return r.list("/deployments", "deployments", query)
}

// find is how it gets from a name to a Deployment: a list, and a read.
func (r replay) find(workspace, name string) object {
	r.t.Helper()
	for _, d := range r.deployments(workspace) {
		if d["name"] == name {
			return r.get("/deployments/" + text(d["id"]))
		}
	}
	require.Fail(r.t, "no Deployment "+name)
	return nil
}

// inspect reads what `deployment inspect` reads, which ends creates and updates too.
func (r replay) inspect(workspace, name string) object {
	r.t.Helper()
	d := r.find(workspace, name)
	r.check(d)
	if id := text(d["clusterId"]); d["clusterId"] != nil {
		cluster := r.get("/clusters/" + id)
		assert.Equal(r.t, d["clusterName"], cluster["name"])
		if d["type"] == "HYBRID" && d["executor"] == "KUBERNETES" {
			pools, ok := r.get("/clusters/" + id)["nodePools"].([]any)
			require.True(r.t, ok)
			require.NotEmpty(r.t, pools)
		}
	}
	return d
}

// check wants what inspect takes for granted.
func (r replay) check(d object) {
	r.t.Helper()
	need := []string{"type", "executor", "workspaceName", "runtimeVersion", "astroRuntimeVersion", "status", "namespace", "airflowVersion", "webServerUrl",
		"createdAt", "updatedAt", "workspaceId", "id", "imageRepository", "effectiveWorkloadIdentity"}
	machine := "astroMachine"
	execution, _ := d["remoteExecution"].(object)
	remotely := execution["enabled"] == true
	switch d["type"] {
	case "HYBRID":
		need, machine = append(need, "clusterId", "clusterName", "schedulerAu", "schedulerReplicas"), "nodePoolId"
	case "DEDICATED":
		need = append(need, "clusterId", "clusterName")
		fallthrough
	default:
		need = append(need, "schedulerSize")
		if !remotely {
			need = append(need, "defaultTaskPodCpu", "defaultTaskPodMemory", "resourceQuotaCpu", "resourceQuotaMemory")
		}
	}
	for _, field := range need {
		assert.NotEmpty(r.t, d[field], "it cannot do without %s", field)
	}
	assert.Equal(r.t, d["astroRuntimeVersion"], d["runtimeVersion"], "it reads the older name alone")
	assert.Equal(r.t, "HEALTHY", d["status"], "without a delay")
	if d["type"] == "STANDARD" {
		assert.NotContains(r.t, d, "clusterId", "it takes it for a change of the cluster")
	}
	for _, field := range []string{"isCicdEnforced", "isDagDeployEnabled"} {
		assert.IsType(r.t, false, d[field], field)
	}
	assert.NotNil(r.t, d["contactEmails"])
	queues, _ := d["workerQueues"].([]any)
	assert.Equal(r.t, d["executor"] != "KUBERNETES" && !remotely, len(queues) > 0)
	for _, q := range queues {
		q, ok := q.(object)
		require.True(r.t, ok)
		for _, field := range []string{"id", "name", machine, "maxWorkerCount", "workerConcurrency", "podCpu", "podMemory"} {
			assert.NotEmpty(r.t, q[field], field)
		}
		assert.Contains(r.t, q, "minWorkerCount")
		assert.Contains(r.t, q, "isDefault")
	}
	variables, _ := d["environmentVariables"].([]any)
	for _, v := range variables {
		v, ok := v.(object)
		require.True(r.t, ok)
		assert.NotEmpty(r.t, v["key"])
		assert.Equal(r.t, v["isSecret"] == true, v["value"] == nil, "a secret comes without its value")
	}
}
