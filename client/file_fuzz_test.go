package client_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
)

// FuzzRequests makes requests of arbitrary files. None makes a panic, an error is one line without a value of a variable,
// and a request says of lists what a file says.
func FuzzRequests(f *testing.F) {
	for _, file := range everyFile() {
		text, err := deployfile.Marshal(file, deployfile.SyntaxYAML)
		require.NoError(f, err)
		f.Add(text)
	}
	f.Add([]byte("deployment:\n  configuration: {deployment_type: x}\n  worker_queues: [{}, {worker_type: -1, min_worker_count: -9223372036854775808}]\n"))
	f.Add([]byte("deployment:\n  configuration: {name: a, remote_execution: {}}\n  hibernation_schedules: [{}]\n"))
	cluster := &client.Cluster{ID: "clc", Type: client.ClusterTypeHybrid, NodePools: []client.NodePool{{ID: "p", NodeInstanceType: "m6id.xlarge"}, {}}}
	odd := &deployfile.Limits{WorkerMachines: []deployfile.WorkerMachine{{Name: ""}, {Name: "A5", Concurrency: deployfile.NumberRange{Floor: -1e300, Default: 1e300, Ceiling: 1e300}}}}
	f.Fuzz(func(t *testing.T, text []byte) {
		file, _ := deployfile.Parse("fuzz.yaml", text)
		want := file.Deployment
		check := func(request any, err error) {
			if err != nil {
				require.ErrorIs(t, err, client.ErrInvalid)
				assert.NotContains(t, err.Error(), "\n")
				return
			}
			var body map[string]any
			switch request := request.(type) {
			case client.CreateDeployment:
				body, err = client.Wire(request)
			case client.UpdateDeployment:
				body, err = client.Wire(request)
			}
			require.NoError(t, err)
			variables, _ := body["environmentVariables"].([]any)
			assert.Len(t, variables, len(want.EnvironmentVariables))
			emails, _ := body["contactEmails"].([]any)
			assert.Len(t, emails, len(want.AlertEmails))
			if queues, ok := body["workerQueues"].([]any); ok {
				assert.NotEmpty(t, queues)
				for _, q := range queues {
					q, _ := q.(map[string]any)
					if id, has := q["id"]; has {
						assert.NotEmpty(t, id)
					}
				}
			}
		}
		for _, at := range []*client.Cluster{nil, cluster} {
			for _, limits := range []*deployfile.Limits{nil, odd} {
				request, err := client.CreateRequest(want, "clw", at, limits)
				check(request, err)
			}
		}
		for _, kind := range []client.DeploymentType{client.DeploymentTypeStandard, client.DeploymentTypeDedicated, client.DeploymentTypeHybrid, "", "ORBITAL"} {
			live := client.Deployment{Name: "etl", Type: kind, Executor: client.ExecutorCelery, IsDevelopmentMode: true,
				WorkerQueues: []client.WorkerQueue{{ID: "q", Name: "default"}, {ID: "r", Name: "default"}}}
			request, err := client.UpdateRequest(want, live, cluster.NodePools, odd)
			check(request, err)
			live.RemoteExecution = &client.RemoteExecution{Enabled: true}
			request, err = client.UpdateRequest(want, live, nil, nil)
			check(request, err)
		}
	})
}

// FuzzFile writes arbitrary live Deployments as files. The file reads back as it is, and an update with it sends the live
// settings.
func FuzzFile(f *testing.F) {
	f.Add("etl", "d", "A", "v", "default", "A5", "a@example.com", "0 1 * * *", uint8(0), 5)
	f.Add("012", "yes: no # x", "B C", "1e3\n\t", "q", "m6id.xlarge", "\u2028", "", uint8(77), -1)
	f.Add("", "\x00", "", "<<", "~", "null", "", "@daily", uint8(255), 1<<62)
	f.Fuzz(func(t *testing.T, name, description, key, value, queue, machine, email, cron string, bits uint8, number int) {
		bit := func(n int) bool { return bits>>n&1 == 1 }
		live := client.Deployment{
			Name: name, Description: description, WorkspaceID: "clw", WorkspaceName: name, Region: machine, CloudProvider: client.CloudProviderGCP,
			Type:           []client.DeploymentType{client.DeploymentTypeStandard, client.DeploymentTypeDedicated, client.DeploymentTypeHybrid, client.DeploymentTypeHybrid}[bits&3],
			Executor:       []client.Executor{client.ExecutorCelery, client.ExecutorKubernetes, client.ExecutorAstro, client.ExecutorCelery}[bits>>2&3],
			IsCICDEnforced: bit(4), IsDagDeployEnabled: bit(5), IsDevelopmentMode: bit(6), IsHighAvailability: bit(7), ContactEmails: []string{email},
			SchedulerSize: client.SchedulerSizeLarge, SchedulerAU: 7, SchedulerReplicas: 2, TaskPodNodePoolID: "p", AstroRuntimeVersion: value, DefaultTaskPodCPU: value,
			EnvironmentVariables: []client.EnvironmentVariable{{Key: key, Value: client.NewSecret(value)}, {Key: key + "2", IsSecret: true}},
			WorkerQueues: []client.WorkerQueue{{ID: "q1", Name: queue, AstroMachine: client.AstroMachine(machine), NodePoolID: "p", MaxWorkerCount: number,
				MinWorkerCount: number / 2, WorkerConcurrency: number, PodEphemeralStorage: value}},
			ScalingSpec: &client.ScalingSpec{HibernationSpec: &client.HibernationSpec{Schedules: []client.HibernationSchedule{{HibernateAtCron: cron, WakeAtCron: cron, IsEnabled: bit(3), Description: value}}}},
		}
		pools := []client.NodePool{{ID: "p", NodeInstanceType: machine}}
		if !live.IsDevelopmentMode || live.Type == client.DeploymentTypeHybrid {
			live.ScalingSpec, live.IsDevelopmentMode = nil, false
		}
		file := live.File(pools)
		assert.Nil(t, file.EnvironmentVariables[1].Value)
		text, err := deployfile.Marshal(file, deployfile.SyntaxYAML)
		require.NoError(t, err)
		if read, _ := deployfile.Parse("live.yaml", text); plainText(name, description, key, value, queue, machine, email, cron) {
			assert.Equal(t, file, read.Deployment, "%s", text)
		}
		request, err := client.UpdateRequest(file, live, pools, nil)
		if err != nil {
			require.ErrorIs(t, err, client.ErrInvalid)
			return
		}
		switch request := request.(type) {
		case client.UpdateStandardDeployment:
			assert.Equal(t, live.Description, request.Description)
			assert.Equal(t, live.ScalingSpec, request.ScalingSpec)
		case client.UpdateHybridDeployment:
			assert.Equal(t, client.Scheduler{AU: 7, Replicas: 2}, request.Scheduler)
			for _, q := range request.WorkerQueues {
				assert.Equal(t, "p", q.NodePoolID)
				assert.Equal(t, "q1", q.ID)
			}
		}
	})
}

// plainText reports whether the texts are such that a file can hold them as they are.
func plainText(texts ...string) bool {
	for _, s := range texts {
		if s == "" || s != strings.ToValidUTF8(s, "") || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r >= 0x80 }) {
			return false
		}
	}
	return true
}
