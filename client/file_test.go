package client_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// unreadable returns the Deployment as nobody can read more of it.
func unreadable(d deployfile.Deployment) deployfile.Deployment {
	d.EnvironmentVariables = append([]deployfile.EnvironmentVariable(nil), d.EnvironmentVariables...)
	for i := range d.EnvironmentVariables {
		if d.EnvironmentVariables[i].IsSecret {
			d.EnvironmentVariables[i].Value = nil
		}
	}
	return d
}

// What a file asks for is what runs, and what runs says it again.
func TestCreateRoundTrip(t *testing.T) {
	for name, want := range everyFile() {
		t.Run(name, func(t *testing.T) {
			s := newFileScene(t)
			live := s.create(t, want)
			got := live.File(s.pools(live))
			if want.Configuration.WorkloadIdentity != "" {
				assert.Equal(t, want.Configuration.WorkloadIdentity, live.EffectiveWorkloadIdentity)
				got.Configuration.WorkloadIdentity = live.EffectiveWorkloadIdentity
			}
			plan := deployfile.Diff(got, unreadable(want))
			assert.Empty(t, plan.Changes)
			assert.Empty(t, plan.Blocked)
			assert.Empty(t, plan.Notes)
			for _, v := range want.EnvironmentVariables {
				value, ok := s.RevealVariable(live.ID, v.Key)
				assert.True(t, ok, v.Key)
				assert.Equal(t, *v.Value, value, v.Key)
			}
		})
	}
}

// An update with the file of a live Deployment changes nothing about it, and nothing that the file cannot say is lost.
func TestUpdateRoundTrip(t *testing.T) {
	for name, want := range everyFile() {
		for _, opts := range [][]clienttest.Option{nil, {clienttest.WithQueuesByID()}} {
			t.Run(name, func(t *testing.T) {
				s := newFileScene(t, opts...)
				before := s.create(t, want)
				after := s.update(t, before.File(s.pools(before)), before)
				assert.Equal(t, lasting(before), lasting(after))
				value, _ := s.RevealVariable(before.ID, "DB_PASSWORD")
				assert.Equal(t, "hunter2", value)
			})
		}
	}
}

// The text of a live Deployment's file reads back as it was, without a finding, and could be applied.
func TestFileReadsBack(t *testing.T) {
	for name, want := range everyFile() {
		t.Run(name, func(t *testing.T) {
			s := newFileScene(t)
			live := s.create(t, want)
			file := live.File(s.pools(live))
			for _, syntax := range []deployfile.Syntax{deployfile.SyntaxYAML, deployfile.SyntaxJSON} {
				text, err := deployfile.Marshal(file, syntax)
				require.NoError(t, err)
				read, found := deployfile.Parse("live", text)
				require.Empty(t, found, "%s", text)
				assert.Equal(t, file, read.Deployment)
				require.NoError(t, read.Validate(deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Live: &file, KeepsSecrets: true}).Err())
			}
			assert.Empty(t, deployfile.Diff(file, file).Changes)
			kept, found := deployfile.KeepSecrets(file, file, deployfile.SecretOptions{})
			require.NoError(t, found.Err())
			assert.Empty(t, deployfile.Diff(file, kept).Changes)
		})
	}
}

func TestFile(t *testing.T) {
	at := time.Date(2026, 7, 19, 16, 40, 31, 90_000_000, time.FixedZone("", 3600))
	d := client.Deployment{
		ID: "cld", Name: "etl", Description: "d", Type: client.DeploymentTypeStandard, WorkspaceID: "clw", WorkspaceName: "data",
		CloudProvider: client.CloudProviderAWS, Region: "us-east-1", Namespace: "solar-star-1234", Status: client.DeploymentStatusHealthy,
		CreatedAt: at, UpdatedAt: at.Add(123456789), Executor: client.ExecutorAstro, IsDevelopmentMode: true, IsHighAvailability: true,
		SchedulerSize: client.SchedulerSizeSmall, SchedulerReplicas: 2, RuntimeVersion: "3.1-2", AirflowVersion: "3.1.0", ImageTag: "deploy-1",
		UIURL: "https://cloud.example/clw/deployments/cld", WebServerURL: "o.example/d1?orgId=o", WebServerAirflowAPIURL: "o.example/d1/api/v2",
		EffectiveWorkloadIdentity: "arn:aws:iam::000000000000:role/solar",
		EnvironmentVariables: []client.EnvironmentVariable{
			{Key: "P", Value: client.NewSecret("1"), UpdatedAt: at}, {Key: "Q"}, {Key: "S", IsSecret: true, Value: client.NewSecret("told")},
		},
		ContactEmails: []string{}, WorkerQueues: []client.WorkerQueue{{ID: "q", Name: "default", IsDefault: true, AstroMachine: "A5", MaxWorkerCount: 10,
			WorkerConcurrency: 5, PodCPU: "1", PodMemory: "2Gi", PodEphemeralStorage: "10Gi"}},
		ScalingSpec: &client.ScalingSpec{HibernationSpec: &client.HibernationSpec{
			Schedules: []client.HibernationSchedule{{HibernateAtCron: "0 20 * * *", WakeAtCron: "0 6 * * *", IsEnabled: false}},
			Override:  &client.HibernationOverride{IsActive: true, IsHibernating: new(true), OverrideUntil: at},
		}},
	}
	want := deployfile.Deployment{
		EnvironmentVariables: []deployfile.EnvironmentVariable{
			{Key: "P", Value: new("1"), UpdatedAt: "2026-07-19T15:40:31.09Z"}, {Key: "Q", Value: new("")}, {Key: "S", IsSecret: true},
		},
		Configuration: deployfile.Configuration{
			Name: "etl", Description: new("d"), RuntimeVersion: "3.1-2", DagDeployEnabled: new(false), CICDEnforcement: new(false), SchedulerSize: "SMALL",
			IsHighAvailability: new(true), IsDevelopmentMode: new(true), Executor: "ASTRO", SchedulerCount: new(2), WorkspaceName: "data",
			DeploymentType: "STANDARD", CloudProvider: "AWS", Region: "us-east-1",
		},
		WorkerQueues: []deployfile.WorkerQueue{{Name: "default", MaxWorkerCount: new(10), MinWorkerCount: new(0), WorkerConcurrency: new(5),
			WorkerType: "A5", PodEphemeralStorage: "10Gi"}},
		Metadata: &deployfile.Metadata{
			DeploymentID: "cld", WorkspaceID: "clw", ClusterID: "N/A", ReleaseName: "N/A", AirflowVersion: "3.1.0", CurrentTag: "deploy-1", Status: "HEALTHY",
			CreatedAt: "2026-07-19T15:40:31.09Z", UpdatedAt: "2026-07-19T15:40:31.213456789Z", DeploymentURL: "cloud.example/clw/deployments/cld",
			WebserverURL: "o.example/d1?orgId=o", AirflowAPIURL: "o.example/d1/api/v2",
			HibernationOverride: &deployfile.HibernationOverride{IsHibernating: new(true), OverrideUntil: "2026-07-19T15:40:31.09Z"},
		},
		HibernationSchedules: []deployfile.HibernationSchedule{{HibernateAt: "0 20 * * *", WakeAt: "0 6 * * *"}},
	}
	assert.Equal(t, want, d.File(nil))

	d.ScalingSpec.HibernationSpec.Override.IsActive = false
	assert.Nil(t, d.File(nil).Metadata.HibernationOverride, "an override that is over is none")
	d.IsDevelopmentMode = false
	assert.Nil(t, d.File(nil).HibernationSchedules)

	d.Type, d.ClusterID, d.ClusterName = client.DeploymentTypeHybrid, "clc", "c"
	d.Executor, d.WorkerQueues, d.TaskPodNodePoolID = client.ExecutorKubernetes, d.WorkerQueues[:0], "p"
	pools := []client.NodePool{{ID: "p", NodeInstanceType: "m5.xlarge"}}
	assert.Equal(t, "m5.xlarge", d.File(pools).Configuration.DefaultWorkerType)
	assert.Empty(t, d.File(nil).Configuration.DefaultWorkerType)
	assert.Equal(t, []string{"clc", "solar-star-1234"}, []string{d.File(nil).Metadata.ClusterID, d.File(nil).Metadata.ReleaseName})
	assert.Equal(t, []deployfile.WorkerQueue{}, d.File(pools).WorkerQueues)
}

// What was a platform's choice is not made the user's, and what the user chose is not taken away.
func TestIdentityIsNeitherPinnedNorBlanked(t *testing.T) {
	s := newFileScene(t)
	live := s.create(t, fileForHosted(deployfile.KindStandard, deployfile.ExecutorCelery))
	file := live.File(nil)
	sends := func(identity string) any {
		file.Configuration.WorkloadIdentity = identity
		request, err := client.UpdateRequest(file, live, nil, nil)
		require.NoError(t, err)
		body, err := client.Wire(request)
		require.NoError(t, err)
		return body["workloadIdentity"]
	}
	assert.NotEmpty(t, live.EffectiveWorkloadIdentity)
	assert.Nil(t, sends(""))
	assert.Nil(t, sends(live.EffectiveWorkloadIdentity), "what create and update print, fed back")
	assert.Equal(t, "arn:aws:iam::123456789012:role/etl", sends("arn:aws:iam::123456789012:role/etl"))
}
