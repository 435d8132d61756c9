package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
)

func createBody(t *testing.T, want deployfile.Deployment, cluster *client.Cluster, limits *deployfile.Limits) map[string]any {
	t.Helper()
	request, err := client.CreateRequest(want, "clw", cluster, limits)
	require.NoError(t, err)
	body, err := client.Wire(request)
	require.NoError(t, err)
	return body
}

// What a file leaves out is left to the platform, except where the platform's choice is known to be another.
func TestShortestCreate(t *testing.T) {
	dedicated := &client.Cluster{ID: "clc", Type: client.ClusterTypeDedicated}
	hybrid := &client.Cluster{ID: "clh", Type: client.ClusterTypeHybrid, NodePools: []client.NodePool{{ID: "p", NodeInstanceType: "m5.xlarge"}}}
	of := func(kind deployfile.Kind, executor deployfile.Executor) deployfile.Deployment {
		return deployfile.Deployment{Configuration: deployfile.Configuration{Name: "etl", DeploymentType: kind, Executor: executor}}
	}
	remote := of("hosted_dedicated", "AstroExecutor")
	remote.Configuration.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(true)}
	off := of(deployfile.KindDedicated, deployfile.ExecutorAstro)
	off.Configuration.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(false)}
	half := of(deployfile.KindHybrid, deployfile.ExecutorCelery)
	half.Configuration.SchedulerCount = new(3)
	for name, test := range map[string]struct {
		file    deployfile.Deployment
		cluster *client.Cluster
		want    map[string]any
	}{
		"standard":     {of("hosted_standard", "celery"), nil, map[string]any{"type": "STANDARD", "executor": "CELERY", "isDagDeployEnabled": true}},
		"no executor":  {of(deployfile.KindStandard, ""), nil, map[string]any{"type": "STANDARD", "isDagDeployEnabled": true}},
		"dedicated":    {of(deployfile.KindDedicated, "KUBERNETES"), dedicated, map[string]any{"type": "DEDICATED", "executor": "KUBERNETES", "clusterId": "clc", "isDagDeployEnabled": true}},
		"remote":       {remote, dedicated, map[string]any{"type": "DEDICATED", "executor": "ASTRO", "clusterId": "clc", "isDagDeployEnabled": false, "remoteExecution": map[string]any{"enabled": true}}},
		"remote off":   {off, dedicated, map[string]any{"type": "DEDICATED", "executor": "ASTRO", "clusterId": "clc", "isDagDeployEnabled": true}},
		"hybrid":       {of(deployfile.KindHybrid, "CELERY"), hybrid, map[string]any{"type": "HYBRID", "executor": "CELERY", "clusterId": "clh", "isDagDeployEnabled": false}},
		"implied":      {of("", "CELERY"), hybrid, map[string]any{"type": "HYBRID", "executor": "CELERY", "clusterId": "clh", "isDagDeployEnabled": false}},
		"task pods":    {of(deployfile.KindHybrid, "KUBERNETES"), hybrid, map[string]any{"type": "HYBRID", "executor": "KUBERNETES", "clusterId": "clh", "isDagDeployEnabled": false, "taskPodNodePoolId": "p"}},
		"half a scale": {half, hybrid, map[string]any{"type": "HYBRID", "executor": "CELERY", "clusterId": "clh", "isDagDeployEnabled": false, "scheduler": map[string]any{"au": 5., "replicas": 3.}}},
	} {
		t.Run(name, func(t *testing.T) {
			test.want["name"], test.want["workspaceId"], test.want["isCicdEnforced"] = "etl", "clw", false
			assert.Equal(t, test.want, createBody(t, test.file, test.cluster, nil))
		})
	}
}

func TestCreateRefuses(t *testing.T) {
	file := func(kind deployfile.Kind) deployfile.Deployment {
		return deployfile.Deployment{Configuration: deployfile.Configuration{Name: "etl", DeploymentType: kind, Executor: "CELERY"}}
	}
	for name, test := range map[string]struct {
		file    deployfile.Deployment
		cluster *client.Cluster
		want    string
	}{
		"no type":      {file(""), nil, `"etl"`},
		"not implied":  {file(""), &client.Cluster{ID: "c", Type: client.ClusterTypeDedicated}, "deployment_type"},
		"unknown type": {file("ORBITAL"), nil, `"ORBITAL"`},
		"no cluster":   {file(deployfile.KindDedicated), nil, "DEDICATED"},
		"no shared":    {file(deployfile.KindHybrid), &client.Cluster{}, "HYBRID"},
	} {
		_, err := client.CreateRequest(test.file, "clw", test.cluster, nil)
		require.ErrorIs(t, err, client.ErrInvalid, name)
		assert.ErrorContains(t, err, test.want, name)
	}
}

// The sizes that a file leaves out are the Organization's, where those are known; half a pair is not completed.
func TestUsualSizes(t *testing.T) {
	of := func(cpu, memory string) deployfile.ResourceLimits {
		return deployfile.ResourceLimits{CPU: deployfile.QuantityRange{Default: cpu}, Memory: deployfile.QuantityRange{Default: memory}}
	}
	limits := &deployfile.Limits{ResourceQuotas: deployfile.ResourceQuotas{DefaultPodSize: of("0.5", "1Gi"), ResourceQuota: of("30", "60Gi")}}
	sizes := func(d deployfile.Deployment, limits *deployfile.Limits) []any {
		body := createBody(t, d, &client.Cluster{ID: "clc"}, limits)
		return []any{body["defaultTaskPodCpu"], body["defaultTaskPodMemory"], body["resourceQuotaCpu"], body["resourceQuotaMemory"]}
	}
	file := deployfile.Deployment{Configuration: deployfile.Configuration{Name: "etl", DeploymentType: deployfile.KindDedicated, Executor: "ASTRO"}}
	assert.Equal(t, []any{nil, nil, nil, nil}, sizes(file, nil))
	assert.Equal(t, []any{nil, nil, nil, nil}, sizes(file, &deployfile.Limits{}))
	assert.Equal(t, []any{"0.5", "1Gi", "30", "60Gi"}, sizes(file, limits))
	file.Configuration.DefaultTaskPodCPU = "250m"
	assert.Equal(t, []any{"250m", nil, "30", "60Gi"}, sizes(file, limits))
	file.Configuration.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(true)}
	assert.Equal(t, []any{nil, nil, nil, nil}, sizes(file, limits), "agents have sizes of their own")
}

// Schedules go to Deployments that may have them.
func TestSchedulesNeedDevelopmentMode(t *testing.T) {
	file := standardFile()
	assert.Equal(t, map[string]any{"hibernationSpec": map[string]any{"schedules": []any{
		map[string]any{"description": "nights", "hibernateAtCron": "0 20 * * *", "wakeAtCron": "0 6 * * *", "isEnabled": true},
		map[string]any{"hibernateAtCron": "0 20 * * 5", "wakeAtCron": "0 6 * * 1", "isEnabled": false},
	}}}, createBody(t, file, nil, nil)["scalingSpec"])
	file.Configuration.IsDevelopmentMode = nil
	assert.NotContains(t, createBody(t, file, nil, nil), "scalingSpec")
}
