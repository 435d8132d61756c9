package clienttest

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
)

// TestStrictBodies sends bodies that are wrong in one way each.
func TestStrictBodies(t *testing.T) {
	a, c := ready(t)
	path := func(rest ...string) string {
		return client.Path(append([]string{"organizations", Organization}, rest...)...)
	}
	w := a.AddWorkspace(client.Workspace{})
	for _, test := range []struct {
		path, body string
		want       []string
	}{
		{path("workspaces"), `{}`, []string{"name required"}},
		{path("workspaces"), `{"name":null}`, []string{"name required"}},
		{path("workspaces"), `{"name":""}`, []string{"name min"}},
		{path("workspaces"), `{"name":"` + strings.Repeat("é", 51) + `"}`, []string{"name max"}},
		{path("workspaces"), `{"name":7}`, []string{"name type"}},
		{path("workspaces"), `{"name":"w","cicdEnforcedDefault":"yes"}`, []string{"cicdEnforcedDefault type"}},
		{path("workspaces"), `{"Name":"w"}`, []string{"Name unknown", "name required"}},
		{path("workspaces"), `{"name":"w","more":1,"evenMore":2}`, []string{"evenMore unknown", "more unknown"}},
		{path("workspaces"), `{"name":"w","defaultCloudProvider":""}`, []string{"defaultCloudProvider oneof"}},
		{path("workspaces", w), `{"name":"w"}`, []string{"cicdEnforcedDefault required", "description required"}},
		{path("clusters"), `{"name":"w"}`, []string{"cloudProvider required"}},
		{path("clusters"), `{"cloudProvider":"OCI"}`, []string{"cloudProvider oneof"}},
		{path("clusters"), `{"cloudProvider":null}`, []string{"cloudProvider required"}},
		{path("clusters"), `{"cloudProvider":"AWS","name":"c","type":"HYBRID","region":"us-east-1","vpcSubnetRange":"10.0.0.0/19","tenantId":"x"}`, []string{"tenantId unknown"}},
		{path("clusters"), `{"cloudProvider":"AWS","name":"c","type":"HYBRID","region":"us-east-1","vpcSubnetRange":"10.0.0.0/19","nodePools":[{"name":"p","nodeInstanceType":"m5.xlarge","maxNodeCount":1.5,"id":"x"},null,"p"]}`,
			[]string{"nodePools[0].id unknown", "nodePools[0].maxNodeCount type", "nodePools[1] type", "nodePools[2] type"}},
		{path("tokens"), `{"name":"t","scope":"ORGANIZATION","role":"ORGANIZATION_OWNER","tokenExpiryPeriodInDays":0}`, []string{"tokenExpiryPeriodInDays min"}},
		{path("tokens"), `{"name":"t","scope":"ORGANIZATION","role":"ORGANIZATION_OWNER","tokenExpiryPeriodInDays":3651}`, []string{"tokenExpiryPeriodInDays max"}},
		{path("allowed-ip-address-ranges", "bulk-create"), `{"allowedIpAddressRanges":[]}`, []string{"allowedIpAddressRanges min"}},
		{path("allowed-ip-address-ranges", "bulk-create"), `{"allowedIpAddressRanges":"10.0.0.0/8"}`, []string{"allowedIpAddressRanges type"}},
		{path("tokens"), `{"name":"t","scope":1,"role":true}`, []string{"role type", "scope type"}},
		{path("clusters"), `{"cloudProvider":"AWS","name":"c","type":"DEDICATED","region":"us-east-1","vpcSubnetRange":"10.0.0.0/19","k8sTags":{},"isPrivateNetworkEgressEnabled":[]}`,
			[]string{"isPrivateNetworkEgressEnabled type", "k8sTags type"}},
		{path("environment-objects"), `{"objectKey":"k","objectType":"CONNECTION","scope":"WORKSPACE","scopeEntityId":"w","connection":{"type":"x","port":"1","extra":"text"},"links":[{}]}`,
			[]string{"connection.extra type", "connection.port type", "links[0].scope required", "links[0].scopeEntityId required"}},
		{path("environment-objects"), `{"objectKey":"k","objectType":"METRICS_EXPORT","scope":"WORKSPACE","scopeEntityId":"w","metricsExport":{"endpoint":"e","exporterType":"PROMETHEUS","labels":{"a":1}}}`,
			[]string{"metricsExport.labels.a type"}},
		{path("workspaces"), `[]`, nil},
	} {
		wantRefusal(t, c.Do(t.Context(), http.MethodPost, test.path, nil, json.RawMessage(test.body), nil), http.StatusBadRequest, test.want...)
	}
	var made client.Workspace
	require.NoError(t, c.Do(t.Context(), http.MethodPost, path("workspaces"), nil, json.RawMessage(`{"name":"w","description":null}`), &made), "null is absent")
}

func TestLenientBodies(t *testing.T) {
	a, c := ready(t, WithLenientBodies())
	body := json.RawMessage(`{"name":"w","more":1}`)
	require.NoError(t, c.Do(t.Context(), http.MethodPost, client.Path("organizations", Organization, "workspaces"), nil, body, nil))
	sent := a.Requests()
	var got map[string]any
	require.NoError(t, sent[len(sent)-1].Body.JSON(&got))
	assert.Contains(t, got, "more")

	w := a.AddWorkspace(client.Workspace{})
	cluster := a.AddCluster(client.Cluster{Type: client.ClusterTypeHybrid})
	body = json.RawMessage(`{"type":"HYBRID","name":"d","workspaceId":"` + w + `","clusterId":"` + cluster + `","isHighAvailability":true}`)
	var d client.Deployment
	require.NoError(t, c.Do(t.Context(), http.MethodPost, client.Path("organizations", Organization, "deployments"), nil, body, &d))
	assert.False(t, d.IsHighAvailability, "what is not known has no effect")
}

func TestBodiesThatAreNotJSON(t *testing.T) {
	a := New()
	for contentType, bodies := range map[string][]string{
		"application/json":                {"", "{", `{"name":"w"} {}`, "null", `"name"`},
		"text/plain":                      {`{"name":"w"}`},
		"":                                {`{"name":"w"}`},
		"application/json; charset=utf-8": {"\xff"},
	} {
		for _, body := range bodies {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, BaseURL+"/organizations/"+Organization+"/workspaces", strings.NewReader(body))
			require.NoError(t, err)
			req.Header.Set("Authorization", "Bearer "+a.Token())
			req.Header.Set("Content-Type", contentType)
			resp, err := a.RoundTrip(req)
			require.NoError(t, err)
			assert.Equal(t, http.StatusBadRequest, resp.StatusCode, body)
			var e errorBody
			require.NoError(t, json.NewDecoder(resp.Body).Decode(&e))
			require.NoError(t, resp.Body.Close())
			assert.Equal(t, http.StatusBadRequest, e.StatusCode)
		}
	}
}

// FuzzBodies states that no body breaks the control plane: it answers, and blames itself for nothing.
func FuzzBodies(f *testing.F) {
	paths := []string{
		"workspaces", "clusters", "deployments", "tokens", "teams", "roles", "invites", "allowed-ip-address-ranges",
		"allowed-ip-address-ranges/bulk-create", "allowed-ip-address-ranges/bulk-delete", "environment-objects", "users/cusr000000000000000000001/roles",
		"tokens/ctok000000000000000000002/roles", "clusters/ccls000000000000000000001", "deployments/cdep000000000000000000001",
		"deployments/cdep000000000000000000001/deploys", "deployments/cdep000000000000000000001/hibernation-override",
	}
	a := New()
	workspace := a.AddWorkspace(client.Workspace{})
	a.AddCluster(client.Cluster{})
	a.AddToken(client.CreateAPIToken{})
	c, err := a.Client()
	require.NoError(f, err)
	_, err = c.Deployments.Create(f.Context(), standard(workspace, "etl"))
	require.NoError(f, err)
	token := a.Token()
	for n, body := range []string{
		`{"name":"w"}`, `{"cloudProvider":"AWS","nodePools":[{}]}`, `{"name":"d","workspaceId":"` + workspace + `","workerQueues":[{"name":"default"}]}`,
		`{"name":[],"scope":{},"role":null}`, `{"name":"t","memberIds":["cusr000000000000000000001"]}`, `{"permissions":[]}`, `{"inviteeEmail":"a@b.c"}`,
		`{"ipAddressRange":"10.0.0.0/8"}`, `{"allowedIpAddressRanges":["::/0"]}`, `{"allowedIpAddressRangeIds":["x"]}`,
		`{"objectKey":"k","objectType":"CONNECTION","scope":"WORKSPACE","scopeEntityId":"` + workspace + `","connection":{"type":"x"}}`,
		`{"organizationRole":"ORGANIZATION_OWNER","dagRoles":[{}]}`, `{"roles":[{"entityType":"DAG"}]}`, `{"clusterType":"DEDICATED","name":"c","k8sTags":[]}`,
		`{"type":"STANDARD","name":"etl"}`, `{"type":"BUNDLE"}`, `{"isHibernating":null}`,
	} {
		f.Add(uint8(n), body)
	}
	f.Fuzz(func(t *testing.T, n uint8, body string) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, BaseURL+"/organizations/"+Organization+"/"+paths[int(n)%len(paths)], strings.NewReader(body))
		require.NoError(t, err)
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("Content-Type", "application/json")
		resp, err := a.RoundTrip(req)
		require.NoError(t, err)
		defer resp.Body.Close()
		assert.Less(t, resp.StatusCode, 500)
		var answer any
		if resp.StatusCode != http.StatusNoContent {
			require.NoError(t, json.NewDecoder(resp.Body).Decode(&answer))
		}
	})
}
