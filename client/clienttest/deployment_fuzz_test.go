package clienttest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// FuzzWrites sends any body to any write. Whatever it is, the answer is one of the API's, in the form of its schema, and a
// refusal changes nothing.
func FuzzWrites(f *testing.F) {
	for _, seed := range []struct {
		which int
		body  string
	}{
		{0, `{"type":"STANDARD","name":"b","workspaceId":"WORKSPACE_ID","cloudProvider":"AWS","region":"us-east-1"}`},
		{0, `{"type":"HYBRID","name":"b","workspaceId":"WORKSPACE_ID","clusterId":"CLUSTER","scheduler":{"au":5,"replicas":1}}`},
		{0, `{"name":"b","workspaceId":"WORKSPACE_ID","type":null,"clusterId":7}`},
		{1, `{"name":"a","type":"STANDARD","workspaceId":"WORKSPACE_ID","executor":"CELERY","isCicdEnforced":false,"isDagDeployEnabled":true,
			"isHighAvailability":false,"schedulerSize":"SMALL","isDevelopmentMode":true,"environmentVariables":[{"key":"A","isSecret":true,"value":""}],
			"workerQueues":[{"name":"default","isDefault":true,"astroMachine":"A5","minWorkerCount":0,"maxWorkerCount":1,"workerConcurrency":1}],
			"scalingSpec":{"hibernationSpec":{"schedules":[{"hibernateAtCron":"* * * * *","wakeAtCron":"1 1 29 2 *","isEnabled":true}],"override":{"isHibernating":true}}}}`},
		{2, `{"isHibernating":true,"overrideUntil":"9999-12-31T23:59:59Z"}`},
		{3, `{"type":"BUNDLE","bundleType":"dbt","bundleMountPath":"/x","git":{"provider":"GENERIC","commitSha":"a","remoteUrl":"u"}}`},
		{4, `{"name":"t","tokenExpiryPeriodInDays":3650}`},
		{5, `{"objectKey":"k","objectType":"CONNECTION","scope":"WORKSPACE","scopeEntityId":"WORKSPACE_ID","connection":{"type":"t","extra":{"a":{"b":1},"":null}},
			"links":[{"scope":"DEPLOYMENT","scopeEntityId":"TARGET","overrides":{"connection":{"host":"h"}}}]}`},
		{6, `{"connection":{"type":"x","extra":{"a":""}},"links":[{"scope":"DEPLOYMENT","scopeEntityId":"TARGET","overrides":{"unsetFields":["host"]}}]}`},
	} {
		f.Add(seed.which, seed.body)
	}
	f.Fuzz(func(t *testing.T, which int, body string) {
		s := newScene(t, clienttest.WithVariablesInLists())
		cluster := s.AddCluster(client.Cluster{Type: client.ClusterTypeHybrid})
		id := must(s.c.Deployments.Create(t.Context(), development(s.workspace, "a")))(t).ID
		object := must(s.c.EnvironmentObjects.Create(t.Context(), s.connection()))(t)
		paths := []string{"/deployments", "/deployments/" + id, "/deployments/" + id + "/hibernation-override", "/deployments/" + id + "/deploys",
			"/deployments/" + id + "/agent-tokens", "/environment-objects", "/environment-objects/" + object}
		schemas := []string{"Deployment", "Deployment", "DeploymentHibernationOverride", "Deploy", "ApiToken", "CreateEnvironmentObject", "EnvironmentObject"}
		n := max(0, which%len(paths))
		before := s.everything(t)
		body = strings.NewReplacer("WORKSPACE_ID", s.workspace, "CLUSTER", cluster, "TARGET", id).Replace(body)
		status, text := s.raw(t, http.MethodPost, paths[n], body)
		schema := schemas[n]
		if status != http.StatusOK {
			require.Contains(t, []int{400, 403, 404, 409, 413}, status, text)
			schema = "Error"
		}
		table := readSchemas(t)
		for _, d := range table.differences(schema, "", decode(t, text)) {
			assert.Contains(t, schemaExceptions, d[strings.LastIndex(d, ".")+1:])
		}
		if status != http.StatusOK {
			assert.Equal(t, before, s.everything(t))
		}
		assert.Empty(t, table.differences("DeploymentsPaginated", "", decode(t, s.everything(t)[0])))
	})
}

// raw is send without a look at the answer.
func (s scene) raw(t *testing.T, method, path, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, clienttest.BaseURL+"/organizations/"+clienttest.Organization+path, strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Authorization", "Bearer "+s.Token())
	req.Header.Set("Content-Type", "application/json")
	resp, err := s.RoundTrip(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, string(text)
}

// everything reads what a write could have changed.
func (s scene) everything(t *testing.T) (all []string) {
	t.Helper()
	for _, path := range []string{"/deployments", "/environment-objects?showSecrets=true&workspaceId=" + s.workspace} {
		status, text := s.raw(t, http.MethodGet, path, "")
		require.Equal(t, http.StatusOK, status)
		all = append(all, text)
	}
	return all
}

func decode(t *testing.T, text string) (value any) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader([]byte(text)))
	dec.UseNumber()
	require.NoError(t, dec.Decode(&value), text)
	return value
}
