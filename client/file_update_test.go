package client_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
)

// leastFile returns the least that an update needs: everything else is left out.
func leastFile(d client.Deployment) deployfile.Deployment {
	return deployfile.Deployment{Configuration: deployfile.Configuration{
		Name: d.Name, Executor: deployfile.Executor(d.Executor), DeploymentType: deployfile.Kind(d.Type), ClusterName: d.ClusterName, WorkspaceName: d.WorkspaceName,
	}}
}

// A file that says next to nothing resets what is reset and keeps everything else.
func TestWhatAFileLeavesOut(t *testing.T) {
	for name, file := range everyFile() {
		t.Run(name, func(t *testing.T) {
			s := newFileScene(t)
			before := s.create(t, file)
			after := lasting(s.update(t, leastFile(before), before))
			want := lasting(before)
			want.Description, want.IsCICDEnforced, want.IsHighAvailability = "", false, false
			want.EnvironmentVariables, want.ContactEmails = []client.EnvironmentVariable{}, []string{}
			if want.ScalingSpec != nil {
				want.ScalingSpec = &client.ScalingSpec{HibernationSpec: &client.HibernationSpec{}}
				want.ScalingStatus = after.ScalingStatus
			}
			if before.IsHighAvailability {
				want.SchedulerReplicas = 1
			}
			assert.Equal(t, want, after)

			plan := deployfile.Diff(before.File(s.pools(before)), leastFile(before))
			assert.Empty(t, deployfile.Diff(after.File(s.pools(before)), leastFile(before)).Changes, "the plan was right: %v", plan)
		})
	}
}

func TestSecretsOfUpdates(t *testing.T) {
	s := newFileScene(t)
	file := fileForHosted(deployfile.KindStandard, deployfile.ExecutorCelery)
	live := s.create(t, file)
	wanted := live.File(nil)
	wanted.EnvironmentVariables = []deployfile.EnvironmentVariable{
		{Key: "DB_PASSWORD", IsSecret: true}, {Key: "NEW", IsSecret: true, Value: new("n3w")}, {Key: "PLAIN", Value: new("")},
	}
	live = s.update(t, wanted, live)
	values := map[string]string{}
	for _, v := range live.EnvironmentVariables {
		values[v.Key], _ = s.RevealVariable(live.ID, v.Key)
	}
	assert.Equal(t, map[string]string{"DB_PASSWORD": "hunter2", "NEW": "n3w", "PLAIN": ""}, values)
	wanted.EnvironmentVariables[0].Value = new("")
	live = s.update(t, wanted, live)
	value, _ := s.RevealVariable(live.ID, "DB_PASSWORD")
	assert.Empty(t, value, "who asks for an empty secret gets it")
}

func TestListsAreAlwaysThere(t *testing.T) {
	s := newFileScene(t)
	live := s.create(t, fileForHybrid(deployfile.ExecutorCelery))
	request, err := client.UpdateRequest(leastFile(live), live, nil, nil)
	require.NoError(t, err)
	body, err := client.Wire(request)
	require.NoError(t, err)
	assert.Equal(t, []any{}, body["contactEmails"])
	assert.Equal(t, []any{}, body["environmentVariables"])
}

// A manual override lives through an update, unless it is over.
func TestOverrideIsCarriedOver(t *testing.T) {
	s := newFileScene(t)
	file := standardFile()
	live := s.create(t, file)
	until := fileDay.Add(48 * time.Hour)
	_, err := s.c.Deployments.SetHibernationOverride(t.Context(), live.ID, client.HibernationOverride{IsHibernating: new(false), OverrideUntil: until})
	require.NoError(t, err)
	live = s.get(t, live.ID)
	require.NotNil(t, live.File(nil).Metadata.HibernationOverride)

	file.Configuration.Description = new("changed")
	file.HibernationSchedules = file.HibernationSchedules[:1]
	after := s.update(t, file, live)
	assert.Equal(t, live.ScalingSpec.HibernationSpec.Override, after.ScalingSpec.HibernationSpec.Override)
	assert.Len(t, after.ScalingSpec.HibernationSpec.Schedules, 1)
	file.HibernationSchedules = nil
	after = s.update(t, file, after)
	assert.Equal(t, live.ScalingSpec.HibernationSpec.Override, after.ScalingSpec.HibernationSpec.Override)
	assert.Empty(t, after.ScalingSpec.HibernationSpec.Schedules)

	s.Advance(72 * time.Hour)
	after = s.update(t, file, s.get(t, live.ID)) // which the API would refuse if the override came with it
	assert.Nil(t, after.ScalingSpec.HibernationSpec.Override)
}

func TestDevelopmentModeEnds(t *testing.T) {
	s := newFileScene(t)
	file := standardFile()
	live := s.create(t, file)
	file.Configuration.IsDevelopmentMode = new(false)
	live = s.update(t, file, live)
	assert.False(t, live.IsDevelopmentMode)
	assert.Nil(t, live.ScalingSpec)
	file.Configuration.IsDevelopmentMode = new(true)
	request, err := client.UpdateRequest(file, live, nil, nil)
	require.NoError(t, err)
	body, err := client.Wire(request)
	require.NoError(t, err)
	assert.NotContains(t, body, "isDevelopmentMode", "it cannot come back, and the rest of an update goes on without")
	assert.NotContains(t, body, "scalingSpec")
}

// Remote execution is sent whole, with what the file says in place of what runs.
func TestRemoteExecutionIsSentWhole(t *testing.T) {
	s := newFileScene(t)
	file := fileWithAgents()
	live := s.create(t, file)
	file.Configuration.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(true), AllowedIPAddressRanges: []string{}, TaskLogBucket: new("s3://other")}
	after := s.update(t, file, live).RemoteExecution
	assert.Equal(t, client.RemoteExecution{Enabled: true, AllowedIPAddressRanges: []string{}, RemoteAPIURL: live.RemoteExecution.RemoteAPIURL,
		TaskLogBucket: "s3://other", TaskLogURLPattern: live.RemoteExecution.TaskLogURLPattern}, *after)

	file.Configuration.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(false), TaskLogURLPattern: new("")}
	after = s.update(t, file, live).RemoteExecution
	assert.True(t, after.Enabled, "it is fixed when the Deployment is created")
	assert.Empty(t, after.TaskLogURLPattern)
	assert.Equal(t, live.RemoteExecution.AllowedIPAddressRanges, after.AllowedIPAddressRanges)

	live = s.get(t, live.ID)
	assert.Nil(t, live.File(nil).Configuration.RemoteExecution.TaskLogURLPattern, "inspect leaves out what is empty")
	file.Configuration.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(true), TaskLogBucket: new("")}
	request, err := client.UpdateRequest(file, live, nil, nil)
	require.NoError(t, err)
	body, err := client.Wire(request)
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"enabled": true, "allowedIpAddressRanges": []any{"203.0.113.0/24", "2001:db8:40::/48"}, "taskLogBucket": "", "taskLogUrlPattern": ""},
		body["remoteExecution"], "what is to be empty is said to be empty")
}

// What cannot change is what it was, whatever the file says: the plan says so, and refuses unless told otherwise.
func TestUpdatesDoNotMove(t *testing.T) {
	s := newFileScene(t)
	live := s.create(t, fileForHosted(deployfile.KindDedicated, deployfile.ExecutorCelery))
	other := live.File(nil)
	c := &other.Configuration
	c.DeploymentType, c.WorkspaceName, c.ClusterName, c.CloudProvider, c.Region, c.RuntimeVersion = "HYBRID", "other", "other", "GCP", "mars", "1.0.0"
	c.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(true)}
	other.Metadata = nil
	assert.Equal(t, lasting(live), lasting(s.update(t, other, live)))
}

func TestUpdateOfAnUnknownType(t *testing.T) {
	live := client.Deployment{Name: "etl", Type: "ORBITAL", Executor: client.ExecutorCelery}
	_, err := client.UpdateRequest(live.File(nil), live, nil, nil)
	require.ErrorIs(t, err, client.ErrInvalid)
	assert.ErrorContains(t, err, `"ORBITAL"`)
}

// What the API might reset when it is left out is always sent.
func TestKeptSettingsAreSent(t *testing.T) {
	s := newFileScene(t)
	for name, want := range map[string]map[string]any{
		"standard celery": {"schedulerSize": "MEDIUM", "isDagDeployEnabled": true, "defaultTaskPodCpu": "0.5", "defaultTaskPodMemory": "1Gi",
			"resourceQuotaCpu": "20", "resourceQuotaMemory": "40Gi", "description": "", "isHighAvailability": false, "isCicdEnforced": false},
		"dedicated remote": {"remoteExecution": map[string]any{"enabled": true, "allowedIpAddressRanges": []any{"203.0.113.0/24", "2001:db8:40::/48"},
			"taskLogBucket": "s3://example-task-logs/etl", "taskLogUrlPattern": "{{ ti.dag_id }}.log"}, "defaultTaskPodCpu": nil, "resourceQuotaMemory": nil},
		"hybrid kubernetes": {"scheduler": map[string]any{"au": 10., "replicas": 2.}, "taskPodNodePoolId": "p-2x", "isDagDeployEnabled": false, "isHighAvailability": nil},
	} {
		live := s.create(t, everyFile()[name])
		request, err := client.UpdateRequest(leastFile(live), live, s.pools(live), nil)
		require.NoError(t, err)
		body, err := client.Wire(request)
		require.NoError(t, err)
		for field, value := range want {
			assert.Equal(t, value, body[field], "%s: %s", name, field)
		}
		_, err = s.c.Deployments.Update(t.Context(), live.ID, request)
		require.NoError(t, err)
		require.NoError(t, s.c.Deployments.Delete(t.Context(), live.ID))
	}
}

// Agents have no queues and no sizes: those in a file are ignored, with a finding, and not sent.
func TestWhatAgentsDoNotHave(t *testing.T) {
	s := newFileScene(t)
	live := s.create(t, fileWithAgents())
	file := fileForHosted(deployfile.KindDedicated, deployfile.ExecutorAstro)
	file.Configuration.DagDeployEnabled = nil
	request, err := client.UpdateRequest(file, live, nil, nil)
	require.NoError(t, err)
	body, err := client.Wire(request)
	require.NoError(t, err)
	for _, field := range []string{"workerQueues", "defaultTaskPodCpu", "defaultTaskPodMemory", "resourceQuotaCpu", "resourceQuotaMemory"} {
		assert.NotContains(t, body, field)
	}
	assert.Equal(t, lasting(live), lasting(s.update(t, file, live)))
}

// A Deployment that could hibernate and never did is not given an empty plan to do so.
func TestNoSchedulesStayNone(t *testing.T) {
	s := newFileScene(t)
	file := standardFile()
	file.HibernationSchedules = nil
	live := s.create(t, file)
	require.Nil(t, live.ScalingSpec)
	request, err := client.UpdateRequest(file, live, nil, nil)
	require.NoError(t, err)
	body, err := client.Wire(request)
	require.NoError(t, err)
	assert.NotContains(t, body, "scalingSpec")
}
