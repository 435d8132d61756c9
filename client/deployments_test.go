package client

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// deploymentAnswer is shaped as the API answers; the fields that this package does not know yet have to be ignored.
const deploymentAnswer = `{"id":"cld1","name":"etl","description":"","type":"DEDICATED","organizationId":"clorg","workspaceId":"clws",
"workspaceName":"data","clusterId":"clc","clusterName":"prod","namespace":"bright-star-1234","status":"HEALTHY","statusReason":"ok",
"createdAt":"2025-03-16T03:50:37Z","createdBy":{"id":"clu1","subjectType":"USER","username":"a@example.com"},
"updatedAt":"2025-03-16T03:50:37.62Z","updatedBy":{"id":"clt1","subjectType":"SERVICEKEY","apiTokenName":"ci"},
"executor":"ASTRO","isCicdEnforced":true,"isDagDeployEnabled":true,"contactEmails":[],
"environmentVariables":[{"key":"A","isSecret":false,"value":"1","updatedAt":"2024-01-12T18:32:20.5898930Z"},{"key":"B","isSecret":true,"updatedAt":"2024-01-12T18:32:20Z"}],
"workerQueues":[{"id":"clq","name":"default","isDefault":true,"astroMachine":"A5","minWorkerCount":0,"maxWorkerCount":10,"workerConcurrency":5,"podCpu":"1","podMemory":"2Gi","podEphemeralStorage":"10Gi"}],
"remoteExecution":{"enabled":false,"allowedIpAddressRanges":[],"remoteApiUrl":"https://r.example"},
"scalingSpec":{"hibernationSpec":{"schedules":[{"hibernateAtCron":"0 18 * * *","wakeAtCron":"0 6 * * *","isEnabled":true}],"override":{"isHibernating":false,"isActive":true,"overrideUntil":"2025-04-01T00:00:00Z"}}},
"scalingStatus":{"hibernationStatus":{"isHibernating":false,"nextEventType":"HIBERNATE","nextEventAt":"2025-03-16T18:00:00Z","reason":"scheduled"}},
"schedulerSize":"SMALL","schedulerReplicas":1,"schedulerCpu":"1","schedulerMemory":"2Gi","webServerReplicas":1,"webServerCpu":"0.5","webServerMemory":"1Gi",
"defaultTaskPodCpu":"0.25","defaultTaskPodMemory":"0.5Gi","resourceQuotaCpu":"10","resourceQuotaMemory":"20Gi",
"astroRuntimeVersion":"13.0.0","runtimeVersion":"13.0.0","airflowVersion":"NA","imageRepository":"images.example/x","imageTag":"13.0.0",
"dagTarballVersion":"2024-01-12T18:32:20.5898930Z","desiredDagTarballVersion":"2024-01-12T18:32:20.5898930Z",
"apiUrl":"https://o.example/d1/api/v1","uiUrl":"https://o.example/d1","webServerUrl":"o.example/d1","webServerAirflowApiUrl":"o.example/d1/api/v1","webServerIngressHostname":"o.example",
"effectiveWorkloadIdentity":"arn:aws:iam::1:role/x","fromTheFuture":{"a":[1]}}`

func deploymentCases() []operationCase {
	id := nasty("deploymentId")
	secret, plain := NewSecret("s3cret"), NewSecret("")
	base := CreateDeploymentBase{Name: "etl", WorkspaceID: "clws", ClusterID: "clc", AstroRuntimeVersion: "13.0.0", Executor: ExecutorCelery,
		IsCICDEnforced: new(false), EnvironmentVariables: []EnvironmentVariable{
			{Key: "TOKEN", IsSecret: true, Value: secret, UpdatedAt: time.Unix(1, 0)}, {Key: "EMPTY", Value: plain}, {Key: "KEPT", IsSecret: true}}}
	const variables = `[{"key":"TOKEN","isSecret":true,"value":"s3cret"},{"key":"EMPTY","isSecret":false,"value":""},{"key":"KEPT","isSecret":true}]`
	update := UpdateDeploymentBase{Name: "etl", WorkspaceID: "clws", Executor: ExecutorCelery, IsDagDeployEnabled: true,
		EnvironmentVariables: base.EnvironmentVariables}
	live := &ScalingSpec{HibernationSpec: &HibernationSpec{Override: &HibernationOverride{IsHibernating: new(true), IsActive: true}}}
	logQuery := LogQuery{Sources: []LogSource{LogSourceScheduler, LogSourceDagProcessor}, Text: "a b", Last: 2 * time.Hour, MaxResults: 7}
	return []operationCase{
		{
			operation: "ListDeployments",
			call: func(ctx context.Context, c *Client) (any, error) {
				return collect(c.Deployments.All(ctx, DeploymentFilter{IDs: []string{"a", "b"}, Names: []string{"x y", "z&"}, WorkspaceIDs: []string{"w"},
					Sorts: []Sort{Ascending("name"), Descending("createdAt")}}))
			},
			query:  "deploymentIds=a&deploymentIds=b&names=x+y&names=z%26&sorts=name%3Aasc&sorts=createdAt%3Adesc&workspaceIds=w",
			answer: `{"deployments":[{"id":"a","name":"x"},{"id":"b"}],"limit":20,"offset":0,"totalCount":2}`,
			want:   []Deployment{{ID: "a", Name: "x"}, {ID: "b"}},
		},
		{
			operation: "GetDeployment",
			call:      func(ctx context.Context, c *Client) (any, error) { return result(c.Deployments.Get(ctx, id)) },
			answer:    deploymentAnswer,
			want:      decoded[Deployment](deploymentAnswer),
		},
		{
			operation: "CreateDeployment",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Deployments.Create(ctx, CreateStandardDeployment{CreateDeploymentBase: base, CreateHostedBase: CreateHostedBase{
					WorkerQueues: []MachineQueue{{Name: "default", IsDefault: true, AstroMachine: AstroMachineA5, MaxWorkerCount: 10, WorkerConcurrency: 5}}},
					CloudProvider: CloudProviderGCP, Region: "us-east4"}))
			},
			body: `{"type":"STANDARD","name":"etl","workspaceId":"clws","clusterId":"clc","astroRuntimeVersion":"13.0.0","executor":"CELERY","isCicdEnforced":false,
				"environmentVariables":` + variables + `,"cloudProvider":"GCP","region":"us-east4",
				"workerQueues":[{"name":"default","isDefault":true,"astroMachine":"A5","minWorkerCount":0,"maxWorkerCount":10,"workerConcurrency":5}]}`,
			answer: `{"id":"cld1","status":"CREATING"}`,
			want:   Deployment{ID: "cld1", Status: DeploymentStatusCreating},
		},
		{
			operation: "CreateDeployment",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Deployments.Create(ctx, &CreateDedicatedDeployment{CreateDeploymentBase: CreateDeploymentBase{Name: "etl", WorkspaceID: "clws"},
					CreateHostedBase: CreateHostedBase{IsDevelopmentMode: new(true), ScalingSpec: live,
						RemoteExecution: &RemoteExecutionRequest{Enabled: true, AllowedIPAddressRanges: []string{}}}}))
			},
			body: `{"type":"DEDICATED","name":"etl","workspaceId":"clws","isDevelopmentMode":true,
				"scalingSpec":{"hibernationSpec":{"override":{"isHibernating":true}}},"remoteExecution":{"enabled":true,"allowedIpAddressRanges":[]}}`,
			answer: `{"id":"cld1"}`,
			want:   Deployment{ID: "cld1"},
		},
		{
			operation: "CreateDeployment",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Deployments.Create(ctx, CreateHybridDeployment{CreateDeploymentBase: base, Scheduler: &Scheduler{AU: 5, Replicas: 1},
					WorkerQueues: []NodePoolQueue{{Name: "default", NodePoolID: "clnp", MinWorkerCount: 1, MaxWorkerCount: 2, WorkerConcurrency: 16}}}))
			},
			body: `{"type":"HYBRID","name":"etl","workspaceId":"clws","clusterId":"clc","astroRuntimeVersion":"13.0.0","executor":"CELERY","isCicdEnforced":false,
				"environmentVariables":` + variables + `,"scheduler":{"au":5,"replicas":1},
				"workerQueues":[{"name":"default","isDefault":false,"nodePoolId":"clnp","minWorkerCount":1,"maxWorkerCount":2,"workerConcurrency":16}]}`,
			answer: `{"id":"cld1"}`,
			want:   Deployment{ID: "cld1"},
		},
		{
			operation: "UpdateDeployment",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Deployments.Update(ctx, id, UpdateStandardDeployment{update, UpdateHostedBase{SchedulerSize: SchedulerSizeSmall,
					WorkerQueues: []MachineQueue{{ID: "clq", Name: "default", AstroMachine: AstroMachineA10, PodEphemeralStorage: "20Gi"}}, ScalingSpec: &ScalingSpec{}}}))
			},
			body: `{"type":"STANDARD","name":"etl","description":"","workspaceId":"clws","executor":"CELERY","isCicdEnforced":false,"isDagDeployEnabled":true,
				"isHighAvailability":false,"schedulerSize":"SMALL","scalingSpec":{},"environmentVariables":` + variables + `,
				"workerQueues":[{"id":"clq","name":"default","isDefault":false,"astroMachine":"A10","minWorkerCount":0,"maxWorkerCount":0,"workerConcurrency":0,"podEphemeralStorage":"20Gi"}]}`,
			answer: `{"id":"cld1"}`,
			want:   Deployment{ID: "cld1"},
		},
		{
			operation: "UpdateDeployment",
			call: func(ctx context.Context, c *Client) (any, error) {
				u := update
				u.EnvironmentVariables, u.ContactEmails = []EnvironmentVariable{}, []string{}
				return result(c.Deployments.Update(ctx, id, UpdateDedicatedDeployment{u, UpdateHostedBase{SchedulerSize: SchedulerSizeLarge,
					ScalingSpec: &ScalingSpec{&HibernationSpec{Schedules: []HibernationSchedule{}}}}}))
			},
			body: `{"type":"DEDICATED","name":"etl","description":"","workspaceId":"clws","executor":"CELERY","isCicdEnforced":false,"isDagDeployEnabled":true,
				"isHighAvailability":false,"schedulerSize":"LARGE","scalingSpec":{"hibernationSpec":{"schedules":[]}},"environmentVariables":[],"contactEmails":[]}`,
			answer: `{"id":"cld1"}`,
			want:   Deployment{ID: "cld1"},
		},
		{
			operation: "UpdateDeployment",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Deployments.Update(ctx, id, UpdateHybridDeployment{UpdateDeploymentBase: update, TaskPodNodePoolID: "clnp", Scheduler: Scheduler{5, 2}}))
			},
			body: `{"type":"HYBRID","name":"etl","description":"","workspaceId":"clws","executor":"CELERY","isCicdEnforced":false,"isDagDeployEnabled":true,
				"taskPodNodePoolId":"clnp","scheduler":{"au":5,"replicas":2},"environmentVariables":` + variables + `}`,
			answer: `{"id":"cld1"}`,
			want:   Deployment{ID: "cld1"},
		},
		{
			operation: "DeleteDeployment",
			call:      func(ctx context.Context, c *Client) (any, error) { return done(c.Deployments.Delete(ctx, id)) },
		},
		{
			operation: "UpdateDeploymentHibernationOverride",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Deployments.SetHibernationOverride(ctx, id, HibernationOverride{IsHibernating: new(false), IsActive: true,
					OverrideUntil: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}))
			},
			body:   `{"isHibernating":false,"overrideUntil":"2026-01-02T03:04:05Z"}`,
			answer: `{"isActive":true,"isHibernating":false}`,
			want:   HibernationOverride{IsActive: true, IsHibernating: new(false)},
		},
		{
			operation: "UpdateDeploymentHibernationOverride",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Deployments.SetHibernationOverride(ctx, id, HibernationOverride{}))
			},
			body:   `{"isHibernating":null}`,
			answer: `{}`,
			want:   HibernationOverride{},
		},
		{
			operation: "DeleteDeploymentHibernationOverride",
			call: func(ctx context.Context, c *Client) (any, error) {
				return done(c.Deployments.DeleteHibernationOverride(ctx, id))
			},
		},
		{
			operation: "GetDeploymentLogs",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Deployments.Logs(ctx, id, logQuery))
			},
			query:  "maxNumResults=7&range=7200&searchText=a+b&sources=scheduler&sources=dag-processor",
			answer: `{"limit":500,"offset":0,"maxNumResults":7,"resultCount":1,"searchId":"s1","results":[{"raw":"line","source":"scheduler","timestamp":1700000000.5}]}`,
			want: LogPage{Limit: 500, MaxResults: 7, ResultCount: 1, SearchID: "s1",
				Entries: []LogEntry{{Raw: "line", Source: LogSourceScheduler, Timestamp: 1700000000.5}}},
		},
		{
			operation: "GetDeploymentLogs",
			call: func(ctx context.Context, c *Client) (any, error) {
				start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600))
				return collect(c.Deployments.AllLogs(ctx, id, LogQuery{Sources: []LogSource{LogSourceWorker}, Start: start, End: start.Add(time.Hour)}))
			},
			query:  "endDate=2026-01-02T03%3A04%3A05Z&sources=worker&startDate=2026-01-02T02%3A04%3A05Z",
			answer: `{"limit":500,"maxNumResults":10000,"results":[{"raw":"line"}]}`,
			want:   []LogEntry{{Raw: "line"}},
		},
	}
}

func TestDeploymentAnswer(t *testing.T) {
	d := decoded[Deployment](deploymentAnswer)
	assert.Equal(t, Profile{ID: "clt1", SubjectType: SubjectTypeToken, APITokenName: "ci"}, d.UpdatedBy)
	assert.Equal(t, time.Date(2025, 3, 16, 3, 50, 37, 620e6, time.UTC), d.UpdatedAt)
	assert.Equal(t, time.Date(2024, 1, 12, 18, 32, 20, 589893000, time.UTC), d.EnvironmentVariables[0].UpdatedAt)
	assert.Equal(t, NewSecret("1"), d.EnvironmentVariables[0].Value)
	assert.True(t, d.EnvironmentVariables[1].Value.IsZero())
	assert.NotNil(t, d.ContactEmails, "a list that is there and empty differs from none")
	assert.Nil(t, d.ExternalIPs)
	assert.Equal(t, WorkerQueue{ID: "clq", Name: "default", IsDefault: true, AstroMachine: AstroMachineA5, MaxWorkerCount: 10, WorkerConcurrency: 5,
		PodCPU: "1", PodMemory: "2Gi", PodEphemeralStorage: "10Gi"}, d.WorkerQueues[0])
	assert.Equal(t, &HibernationOverride{IsHibernating: new(false), IsActive: true, OverrideUntil: time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)},
		d.ScalingSpec.HibernationSpec.Override)
	assert.Equal(t, HibernationEventHibernate, d.ScalingStatus.HibernationStatus.NextEventType)
}

// A secret that is read and sent back keeps its value, however the answer withholds it; plain text may be blank.
func TestWithheldSecretsAreKept(t *testing.T) {
	for _, text := range []string{`{"key":"A","isSecret":true}`, `{"key":"A","isSecret":true,"value":null}`, `{"value":"","key":"A","isSecret":true}`} {
		sent, err := encode(CreateHybridDeployment{CreateDeploymentBase: CreateDeploymentBase{
			EnvironmentVariables: []EnvironmentVariable{decoded[EnvironmentVariable](text)}}})
		require.NoError(t, err)
		assert.Contains(t, string(sent), `[{"key":"A","isSecret":true}]`, text)
	}
	assert.Equal(t, NewSecret(""), decoded[EnvironmentVariable](`{"key":"A","isSecret":false,"value":""}`).Value)
	assert.Equal(t, NewSecret("x"), decoded[EnvironmentVariable](`{"key":"A","isSecret":true,"value":"x"}`).Value)
	require.Error(t, json.Unmarshal([]byte(`{"value":1}`), new(EnvironmentVariable)))
}

// Whoever sends a live spec back must not change the Deployment in hand by it.
func TestWireLeavesTheSpecAlone(t *testing.T) {
	d := decoded[Deployment](deploymentAnswer)
	for _, in := range []any{
		CreateStandardDeployment{CreateHostedBase: CreateHostedBase{ScalingSpec: d.ScalingSpec}},
		CreateDedicatedDeployment{CreateHostedBase: CreateHostedBase{ScalingSpec: d.ScalingSpec}},
		UpdateStandardDeployment{UpdateHostedBase: UpdateHostedBase{ScalingSpec: d.ScalingSpec}},
		UpdateDedicatedDeployment{UpdateHostedBase: UpdateHostedBase{ScalingSpec: d.ScalingSpec}},
	} {
		text, err := encode(in)
		require.NoError(t, err)
		assert.Contains(t, string(text), `"override":{"isHibernating":false,"overrideUntil":"2025-04-01T00:00:00Z"}`, "%T", in)
		assert.Contains(t, string(text), `"schedules":[{`, "%T", in)
		assert.True(t, d.ScalingSpec.HibernationSpec.Override.IsActive)
	}
}

// An empty list that was given is sent, even where the API refuses it: leaving it out would mean "keep".
func TestEmptyListsAreSent(t *testing.T) {
	emails := UpdateDeploymentBase{ContactEmails: []string{}}
	for _, in := range []any{
		UpdateStandardDeployment{emails, UpdateHostedBase{WorkerQueues: []MachineQueue{}}},
		UpdateDedicatedDeployment{emails, UpdateHostedBase{WorkerQueues: []MachineQueue{}}},
		UpdateHybridDeployment{UpdateDeploymentBase: emails, WorkerQueues: []NodePoolQueue{}},
	} {
		text, err := encode(in)
		require.NoError(t, err)
		assert.Contains(t, string(text), `"workerQueues":[]`, "%T", in)
		assert.Contains(t, string(text), `"contactEmails":[]`, "%T", in)
	}
	for _, in := range []any{
		UpdateDedicatedCluster{WorkspaceIDs: []string{}, NodePools: []UpdateNodePool{}}, UpdateHybridCluster{WorkspaceIDs: []string{}},
	} {
		text, err := encode(in)
		require.NoError(t, err)
		assert.Contains(t, string(text), `"workspaceIds":[]`, "%T", in)
	}
}

func TestShortestLogQuery(t *testing.T) {
	require.NoError(t, LogQuery{Sources: []LogSource{LogSourceWorker}, Last: time.Minute}.check())
}

func TestVariablesDoNotShow(t *testing.T) {
	value := NewSecret("hunter2")
	for _, isSecret := range []bool{true, false} {
		list := []EnvironmentVariable{{Key: "A", IsSecret: isSecret, Value: value}}
		for _, v := range []any{
			list[0], list, Deployment{EnvironmentVariables: list},
			CreateStandardDeployment{CreateDeploymentBase: CreateDeploymentBase{EnvironmentVariables: list}},
			&UpdateHybridDeployment{UpdateDeploymentBase: UpdateDeploymentBase{EnvironmentVariables: list}},
			Deploy{DagsUploadURL: value, BundleUploadURL: value},
		} {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
				assert.NotContains(t, fmt.Sprintf(verb, v), "hunter2", verb)
				assert.NotContains(t, fmt.Sprintf(verb, v), fmt.Sprintf("%x", "hunter2"), verb)
			}
			text, err := json.Marshal(v)
			require.NoError(t, err)
			assert.NotContains(t, string(text), "hunter2")
		}
	}
}

func TestUpdatesThatWouldDeleteUnseen(t *testing.T) {
	s := &script{status: http.StatusOK, answer: `{"id":"x"}`}
	c := serve(t, s)
	for name, call := range map[string]func() error{
		"variables of Standard":  func() error { return second(c.Deployments.Update(t.Context(), "d", UpdateStandardDeployment{})) },
		"variables of Dedicated": func() error { return second(c.Deployments.Update(t.Context(), "d", UpdateDedicatedDeployment{})) },
		"variables of Hybrid":    func() error { return second(c.Deployments.Update(t.Context(), "d", &UpdateHybridDeployment{})) },
		"tags":                   func() error { return second(c.Clusters.Update(t.Context(), "c", UpdateDedicatedCluster{})) },
		"no Deployment":          func() error { return second(c.Deployments.Create(t.Context(), nil)) },
		"nil Deployment":         func() error { return second(c.Deployments.Create(t.Context(), (*CreateHybridDeployment)(nil))) },
		"no update":              func() error { return second(c.Deployments.Update(t.Context(), "d", nil)) },
		"nil update":             func() error { return second(c.Deployments.Update(t.Context(), "d", (*UpdateHybridDeployment)(nil))) },
		"no cluster":             func() error { return second(c.Clusters.Create(t.Context(), nil)) },
		"no cluster update":      func() error { return second(c.Clusters.Update(t.Context(), "c", nil)) },
		"log without source":     func() error { return second(c.Deployments.Logs(t.Context(), "d", LogQuery{})) },
		"log without end": func() error {
			return second(c.Deployments.Logs(t.Context(), "d", LogQuery{Sources: []LogSource{LogSourceWorker}, Start: time.Unix(1, 0)}))
		},
		"log of seconds": func() error {
			return second(c.Deployments.Logs(t.Context(), "d", LogQuery{Sources: []LogSource{LogSourceWorker}, Last: time.Second}))
		},
		"log backwards": func() error {
			return second(c.Deployments.Logs(t.Context(), "d", LogQuery{Sources: []LogSource{LogSourceWorker}, Offset: -1}))
		},
	} {
		err := call()
		require.ErrorIs(t, err, ErrInvalid, name)
		var refused *APIError
		assert.NotErrorAs(t, err, &refused, name)
	}
	assert.Empty(t, s.requests, "no call was needed to know")
}

// A sequence asks for what its filter said when it was made, each time it is read.
func TestFiltersAreCopied(t *testing.T) {
	s := &script{status: http.StatusOK, answer: `{"deployments":[],"clusters":[],"results":[]}`}
	c := serve(t, s)
	names, sources := []string{"a"}, []LogSource{LogSourceWorker}
	deployments := c.Deployments.All(t.Context(), DeploymentFilter{Names: names})
	clusters := c.Clusters.All(t.Context(), ClusterFilter{Names: names})
	logs := c.Deployments.AllLogs(t.Context(), "d", LogQuery{Sources: sources})
	names[0], sources[0] = "b", LogSourceScheduler
	for range 2 {
		require.NoError(t, second(collect(deployments)))
		require.NoError(t, second(collect(clusters)))
		require.NoError(t, second(collect(logs)))
	}
	var asked []string
	for _, r := range s.requests {
		asked = append(asked, r.query)
	}
	assert.Equal(t, []string{"names=a", "names=a", "sources=worker", "names=a", "names=a", "sources=worker"}, asked)
}

func second[T any](_ T, err error) error { return err }

// logServer holds n lines and answers pages of two.
func logServer(n, most int) (http.Handler, *[]string) {
	var asked []string
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		asked = append(asked, q.Get("offset")+" "+q.Get("searchId"))
		offset, _ := strconv.Atoi(q.Get("offset"))
		var lines []string
		for i := offset; i < min(n, offset+2); i++ {
			lines = append(lines, fmt.Sprintf(`{"raw":"%d"}`, i))
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"limit":2,"maxNumResults":%d,"searchId":"s","results":[%s]}`, most, strings.Join(lines, ","))
	}), &asked
}

func TestAllLogs(t *testing.T) {
	for name, tc := range map[string]struct {
		lines, most, stop int
		want              int
		asked             []string
	}{
		"none":                     {lines: 0, most: 9, want: 0, asked: []string{" "}},
		"a page that is not full":  {lines: 3, most: 9, want: 3, asked: []string{" ", "2 s"}},
		"an empty page":            {lines: 4, most: 9, want: 4, asked: []string{" ", "2 s", "4 s"}},
		"the maximum of a search":  {lines: 100, most: 4, want: 4, asked: []string{" ", "2 s"}},
		"the caller has seen some": {lines: 100, most: 9, stop: 1, want: 1, asked: []string{" "}},
	} {
		t.Run(name, func(t *testing.T) {
			handler, asked := logServer(tc.lines, tc.most)
			server := httptest.NewServer(handler)
			defer server.Close()
			c, err := New(testOrganization, "token", WithBaseURL(server.URL))
			require.NoError(t, err)
			n := 0
			for line, err := range c.Deployments.AllLogs(t.Context(), "d", LogQuery{Sources: []LogSource{LogSourceWorker}}) {
				require.NoError(t, err)
				assert.Equal(t, strconv.Itoa(n), line.Raw)
				if n++; n == tc.stop {
					break
				}
			}
			assert.Equal(t, tc.want, n)
			assert.Equal(t, tc.asked, *asked)
		})
	}
}
