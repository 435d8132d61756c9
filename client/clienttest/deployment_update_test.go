package clienttest_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// live creates a Standard Deployment with the Celery executor and returns it when it is healthy.
func (s scene) live(t *testing.T, change func(*client.CreateStandardDeployment)) client.Deployment {
	t.Helper()
	in := standard(s.workspace, "etl")
	in.Executor = client.ExecutorCelery
	if change != nil {
		change(&in)
	}
	d := must(s.c.Deployments.Create(t.Context(), in))(t)
	return must(s.c.Deployments.Get(t.Context(), d.ID))(t)
}

func TestUpdateThatChangesNothing(t *testing.T) {
	s := newScene(t)
	d := s.live(t, func(in *client.CreateStandardDeployment) {
		in.ContactEmails = []string{"ann@example.com"}
		in.EnvironmentVariables = []client.EnvironmentVariable{{Key: "A", Value: client.NewSecret("1")}, {Key: "B", IsSecret: true, Value: client.NewSecret("2")}}
	})
	s.Advance(time.Hour)
	changed := must(s.c.Deployments.Update(t.Context(), d.ID, updateOf(d)))(t)
	assert.Equal(t, client.DeploymentStatusDeploying, changed.Status)
	assert.Equal(t, day.Add(time.Hour), changed.UpdatedAt)
	after := must(s.c.Deployments.Get(t.Context(), d.ID))(t)
	assert.Equal(t, client.DeploymentStatusHealthy, after.Status)
	after.UpdatedAt, after.UpdatedBy = d.UpdatedAt, d.UpdatedBy
	assert.Equal(t, d, after, "variables included: they have not changed since")
}

// A secret without a value stays, one with an empty value is blank, and what is not in the list is gone.
func TestVariablesAreReplaced(t *testing.T) {
	s := newScene(t)
	secret := func(key, value string) client.EnvironmentVariable {
		return client.EnvironmentVariable{Key: key, IsSecret: true, Value: client.NewSecret(value)}
	}
	d := s.live(t, func(in *client.CreateStandardDeployment) {
		in.EnvironmentVariables = []client.EnvironmentVariable{
			secret("KEPT", "1"), secret("BLANK", "2"), secret("NEW", "3"), secret("GONE", "4"),
			{Key: "PLAIN", Value: client.NewSecret("5")}, {Key: "HIDDEN", Value: client.NewSecret("6")},
		}
	})
	for _, v := range d.EnvironmentVariables {
		assert.Equal(t, v.IsSecret, v.Value.IsZero(), v.Key)
	}
	s.Advance(time.Hour)
	in := updateOf(d)
	in.EnvironmentVariables = []client.EnvironmentVariable{
		{Key: "KEPT", IsSecret: true}, secret("BLANK", ""), secret("NEW", "7"), {Key: "HIDDEN", IsSecret: true}, {Key: "PLAIN", Value: client.NewSecret("")},
	}
	after := must(s.c.Deployments.Update(t.Context(), d.ID, in))(t)
	for key, want := range map[string]string{"KEPT": "1", "BLANK": "", "NEW": "7", "HIDDEN": "6", "PLAIN": ""} {
		value, ok := s.RevealVariable(d.ID, key)
		assert.True(t, ok, key)
		assert.Equal(t, want, value, key)
	}
	_, ok := s.RevealVariable(d.ID, "GONE")
	assert.False(t, ok)
	for _, v := range after.EnvironmentVariables {
		assert.Equal(t, v.IsSecret, v.Value.IsZero(), v.Key)
		if v.Key == "KEPT" {
			assert.Equal(t, day, v.UpdatedAt)
		} else {
			assert.Equal(t, day.Add(time.Hour), v.UpdatedAt, v.Key)
		}
	}
	in.EnvironmentVariables = []client.EnvironmentVariable{{Key: "KEPT"}}
	_, err := s.c.Deployments.Update(t.Context(), d.ID, in)
	require.ErrorIs(t, err, client.ErrInvalid, "a secret becomes plain only with a value")
	value, _ := s.RevealVariable(d.ID, "NEW")
	assert.Equal(t, "7", value, "a refused update changes nothing")
}

func TestQueuesAreReplaced(t *testing.T) {
	for _, byID := range []bool{false, true} {
		opts := []clienttest.Option{}
		if byID {
			opts = append(opts, clienttest.WithQueuesByID())
		}
		s := newScene(t, opts...)
		queue := func(name string) client.MachineQueue {
			return client.MachineQueue{Name: name, AstroMachine: client.AstroMachineA5, MaxWorkerCount: 1, WorkerConcurrency: 5}
		}
		d := s.live(t, func(in *client.CreateStandardDeployment) {
			in.WorkerQueues = []client.MachineQueue{queue("default"), queue("large"), queue("old")}
		})
		in := updateOf(d)
		in.WorkerQueues = []client.MachineQueue{queue("new"), queue("large"), in.WorkerQueues[0]}
		in.WorkerQueues[2].AstroMachine, in.WorkerQueues[2].PodEphemeralStorage = client.AstroMachineA20, "20Gi"
		after := must(s.c.Deployments.Update(t.Context(), d.ID, in))(t)
		require.Len(t, after.WorkerQueues, 3)
		fresh, large, standard := after.WorkerQueues[0], after.WorkerQueues[1], after.WorkerQueues[2]
		assert.Equal(t, d.WorkerQueues[0].ID, standard.ID)
		assert.Equal(t, []string{"4", "8Gi", "20Gi"}, []string{standard.PodCPU, standard.PodMemory, standard.PodEphemeralStorage})
		assert.Equal(t, byID, d.WorkerQueues[1].ID != large.ID)
		for _, q := range d.WorkerQueues {
			assert.NotEqual(t, q.ID, fresh.ID)
		}

		in.WorkerQueues = []client.MachineQueue{queue("default")}
		in.WorkerQueues[0].ID = "unknown"
		_, err := s.c.Deployments.Update(t.Context(), d.ID, in)
		require.ErrorIs(t, err, client.ErrInvalid)
		in.WorkerQueues = []client.MachineQueue{queue("default"), queue("renamed")}
		in.WorkerQueues[1].ID = large.ID
		_, err = s.c.Deployments.Update(t.Context(), d.ID, in)
		require.ErrorIs(t, err, client.ErrInvalid, "a queue keeps its name")

		in.WorkerQueues = nil
		assert.Len(t, must(s.c.Deployments.Update(t.Context(), d.ID, in))(t).WorkerQueues, 3, "absent keeps")
		in.Executor = client.ExecutorKubernetes
		assert.Empty(t, must(s.c.Deployments.Update(t.Context(), d.ID, in))(t).WorkerQueues)
		in.Executor = client.ExecutorCelery
		_, err = s.c.Deployments.Update(t.Context(), d.ID, in)
		require.ErrorIs(t, err, client.ErrInvalid, "Celery needs queues")
	}
}

// TestAbsentFieldsOfUpdates sends bodies with and without each optional field.
func TestAbsentFieldsOfUpdates(t *testing.T) {
	for name, tc := range map[string]struct {
		body string // over the required fields
		want string // of the answer
		opts []clienttest.Option
	}{
		"description absent":       {``, `"description":"old"`, nil},
		"description empty":        {`"description":""`, `"description":""`, nil},
		"e-mails absent":           {``, `"contactEmails":["ann@example.com"]`, nil},
		"e-mails null":             {`"contactEmails":null`, `"contactEmails":[]`, nil},
		"e-mails null, kept":       {`"contactEmails":null`, `"contactEmails":["ann@example.com"]`, []clienttest.Option{clienttest.WithKeptEmails()}},
		"e-mails empty":            {`"contactEmails":[]`, `"contactEmails":[]`, nil},
		"sizes absent":             {``, `"resourceQuotaCpu":"20"`, nil},
		"identity absent":          {``, `"effectiveWorkloadIdentity":"arn:mine"`, nil},
		"identity given":           {`"workloadIdentity":"arn:other"`, `"effectiveWorkloadIdentity":"arn:other"`, nil},
		"identity empty":           {`"workloadIdentity":""`, `"effectiveWorkloadIdentity":"arn:aws:iam::000000000000:role/`, nil},
		"spec absent":              {``, `"hibernateAtCron":"0 20 * * *"`, nil},
		"spec with other schedule": {`"scalingSpec":{"hibernationSpec":{"schedules":[{"hibernateAtCron":"0 21 * * *","wakeAtCron":"0 6 * * *","isEnabled":true}]}}`, `"hibernateAtCron":"0 21 * * *"`, nil},
		"mode absent":              {``, `"isDevelopmentMode":true`, nil},
		"high availability":        {`"isHighAvailability":true`, `"schedulerReplicas":2`, nil},
		"fields of creates only":   {`"astroRuntimeVersion":"1.0.0","clusterId":"x"`, `"status":"DEPLOYING"`, []clienttest.Option{clienttest.WithLenientBodies()}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t, tc.opts...)
			id := s.seeded(t)
			status, answer := s.update(t, id, tc.body)
			require.Equal(t, http.StatusOK, status, answer)
			text, err := json.Marshal(answer)
			require.NoError(t, err)
			assert.Contains(t, string(text), tc.want)
		})
	}
	for name, body := range map[string]string{"spec removed": `"scalingSpec":{}`, "mode left": `"isDevelopmentMode":false`} {
		s := newScene(t)
		status, answer := s.update(t, s.seeded(t), body)
		require.Equal(t, http.StatusOK, status, answer)
		assert.NotContains(t, answer, "scalingSpec", name)
		assert.NotContains(t, answer, "scalingStatus", name)
	}
}

// seeded is a Deployment with something in every optional field.
func (s scene) seeded(t *testing.T) string {
	t.Helper()
	in := development(s.workspace, "etl")
	in.Description, in.ContactEmails, in.WorkloadIdentity = "old", []string{"ann@example.com"}, "arn:mine"
	in.ResourceQuotaCPU, in.ResourceQuotaMemory = "20", "40Gi"
	return must(s.c.Deployments.Create(t.Context(), in))(t).ID
}

// update sends the required fields and whatever comes over them.
func (s scene) update(t *testing.T, id, over string) (int, map[string]any) {
	t.Helper()
	body := map[string]any{
		"name": "etl", "type": "STANDARD", "workspaceId": s.workspace, "executor": "CELERY", "isCicdEnforced": false, "isDagDeployEnabled": true,
		"isHighAvailability": false, "schedulerSize": "SMALL", "environmentVariables": []any{},
	}
	require.NoError(t, json.Unmarshal([]byte("{"+over+"}"), &body))
	text, err := json.Marshal(body)
	require.NoError(t, err)
	return s.send(t, http.MethodPost, "/deployments/"+id, string(text))
}

func TestRefusedUpdates(t *testing.T) {
	s := newScene(t)
	id := s.seeded(t)
	plain := must(s.c.Deployments.Create(t.Context(), standard(s.workspace, "plain")))(t).ID
	for name, tc := range map[string]struct {
		id, body string
		want     []string
	}{
		"required fields":       {id, `"name":null,"executor":null,"isCicdEnforced":null,"environmentVariables":null,"schedulerSize":null`, []string{"name required", "executor required", "isCicdEnforced required", "environmentVariables required", "schedulerSize required"}},
		"no type":               {id, `"type":null`, []string{"type required"}},
		"another type":          {id, `"type":"DEDICATED"`, []string{"type immutable"}},
		"another Workspace":     {id, `"workspaceId":"x"`, []string{"workspaceId immutable"}},
		"a field of creates":    {id, `"clusterId":"x"`, []string{"clusterId unknown"}},
		"into development mode": {plain, `"name":"plain","isDevelopmentMode":true`, []string{"isDevelopmentMode immutable"}},
		"hibernation without":   {plain, `"name":"plain","scalingSpec":{"hibernationSpec":{}}`, []string{"scalingSpec.hibernationSpec excluded"}},
		"name of another":       {id, `"name":"plain"`, []string{"name unique"}},
		"empty list of queues":  {id, `"workerQueues":[]`, []string{"workerQueues min"}},
		"queues for Kubernetes": {id, `"executor":"KUBERNETES","workerQueues":[{"name":"default","isDefault":true,"astroMachine":"A5","minWorkerCount":0,"maxWorkerCount":1,"workerConcurrency":1}]`, []string{"workerQueues excluded"}},
		"past override":         {id, `"scalingSpec":{"hibernationSpec":{"override":{"isHibernating":true,"overrideUntil":"2020-01-01T00:00:00Z"}}}`, []string{"scalingSpec.hibernationSpec.override.overrideUntil datetime"}},
		"remote execution":      {id, `"executor":"ASTRO","remoteExecution":{"enabled":true}`, []string{"remoteExecution excluded"}},
	} {
		t.Run(name, func(t *testing.T) {
			before := must(s.c.Deployments.Get(t.Context(), tc.id))(t)
			status, answer := s.update(t, tc.id, tc.body)
			assert.Equal(t, http.StatusBadRequest, status)
			assert.ElementsMatch(t, tc.want, objections(t, answer), answer)
			assert.Equal(t, before, must(s.c.Deployments.Get(t.Context(), tc.id))(t))
		})
	}
}

func TestRemoteExecution(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	cluster := s.AddCluster(client.Cluster{})
	d := must(s.c.Deployments.Create(ctx, remoteDeployment(s.workspace, cluster, "etl")))(t)
	assert.Empty(t, d.WorkerQueues)
	assert.Empty(t, d.ResourceQuotaCPU)
	assert.NotEmpty(t, d.RemoteExecution.RemoteAPIURL)
	assert.Equal(t, []string{"10.0.0.0/8"}, d.RemoteExecution.AllowedIPAddressRanges)
	in := client.UpdateDedicatedDeployment(updateOf(d))
	after := must(s.c.Deployments.Update(ctx, d.ID, in))(t)
	assert.Equal(t, d.RemoteExecution, after.RemoteExecution, "absent keeps")
	in.RemoteExecution = &client.RemoteExecutionRequest{Enabled: true}
	after = must(s.c.Deployments.Update(ctx, d.ID, in))(t)
	assert.Empty(t, after.RemoteExecution.AllowedIPAddressRanges, "what is given replaces all")
	in.Executor = client.ExecutorCelery
	_, err := s.c.Deployments.Update(ctx, d.ID, in)
	require.ErrorIs(t, err, client.ErrInvalid)
	in.Executor, in.RemoteExecution = client.ExecutorAstro, &client.RemoteExecutionRequest{Enabled: true, AllowedIPAddressRanges: []string{"10.0.0.1"}}
	_, err = s.c.Deployments.Update(ctx, d.ID, in)
	require.ErrorIs(t, err, client.ErrInvalid)

	other := remoteDeployment(s.workspace, cluster, "later")
	other.RemoteExecution = nil
	d = must(s.c.Deployments.Create(ctx, other))(t)
	in = client.UpdateDedicatedDeployment(updateOf(d))
	in.WorkerQueues, in.RemoteExecution = nil, &client.RemoteExecutionRequest{Enabled: true}
	_, err = s.c.Deployments.Update(ctx, d.ID, in)
	require.ErrorIs(t, err, client.ErrInvalid, "not switched on later")
}

func TestDagDeploysAndEnforcement(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	d := s.live(t, func(in *client.CreateStandardDeployment) { in.IsCICDEnforced = new(true) })
	in := updateOf(d)
	in.IsDagDeployEnabled = false
	_, err := s.c.Deployments.Update(ctx, d.ID, in)
	require.ErrorIs(t, err, client.ErrInvalid)
	in.IsCICDEnforced = false
	assert.False(t, must(s.c.Deployments.Update(ctx, d.ID, in))(t).IsDagDeployEnabled)
	w := s.AddWorkspace(client.Workspace{CICDEnforcedDefault: true})
	assert.True(t, must(s.c.Deployments.Create(ctx, standard(w, "etl")))(t).IsCICDEnforced, "the Workspace's default")
}
