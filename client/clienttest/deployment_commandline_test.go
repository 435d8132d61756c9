package clienttest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
)

// TestCommandLineBodies sends bodies as the official command line writes them, with its ways to say nothing.
func TestCommandLineBodies(t *testing.T) {
	s := newScene(t)
	cluster := s.AddCluster(client.Cluster{Type: client.ClusterTypeHybrid})
	pool := must(s.c.Clusters.Get(t.Context(), cluster))(t).NodePools[0].ID
	post := func(path, body string) map[string]any {
		status, answer := s.send(t, http.MethodPost, path, body)
		require.Equal(t, http.StatusOK, status, answer)
		return answer
	}
	hosted := post("/deployments", `{"type":"STANDARD","name":"etl","description":"","workspaceId":"`+s.workspace+`","executor":"CELERY",
		"astroRuntimeVersion":"`+newestAirflow2(t, s.c)+`","cloudProvider":"AWS","region":"us-east-1","isCicdEnforced":false,"isDagDeployEnabled":true,
		"isHighAvailability":false,"isDevelopmentMode":true,"schedulerSize":"SMALL","defaultTaskPodCpu":"0.25","defaultTaskPodMemory":"0.5Gi",
		"resourceQuotaCpu":"10","resourceQuotaMemory":"20Gi","scalingSpec":{"hibernationSpec":{"schedules":[]}},
		"workerQueues":[{"id":"","name":"default","isDefault":true,"astroMachine":"A5","minWorkerCount":0,"maxWorkerCount":10,"workerConcurrency":5}]}`)
	for _, name := range []string{"type", "executor", "workspaceName", "schedulerSize", "defaultTaskPodCpu", "defaultTaskPodMemory", "resourceQuotaCpu",
		"resourceQuotaMemory", "runtimeVersion", "astroRuntimeVersion"} {
		assert.NotEmpty(t, hosted[name], name+": it panics without")
	}
	assert.NotContains(t, hosted, "clusterId", "it takes it for a change of the cluster")
	id, _ := hosted["id"].(string)
	after := post("/deployments/"+id, `{"type":"STANDARD","name":"etl","description":"","workspaceId":"`+s.workspace+`","executor":"CELERY",
		"isCicdEnforced":false,"isDagDeployEnabled":true,"isHighAvailability":false,"schedulerSize":"SMALL","contactEmails":null,
		"environmentVariables":[{"key":"A","isSecret":false,"value":""}],"scalingSpec":{"hibernationSpec":{"schedules":[]}},
		"workerQueues":[{"id":"","name":"a","isDefault":false,"astroMachine":"A5","minWorkerCount":0,"maxWorkerCount":10,"workerConcurrency":5},
		{"id":"","name":"default","isDefault":true,"astroMachine":"A5","minWorkerCount":0,"maxWorkerCount":10,"workerConcurrency":5}]}`)
	assert.Equal(t, []any{}, after["contactEmails"])

	hybrid := post("/deployments", `{"type":"HYBRID","name":"own","workspaceId":"`+s.workspace+`","clusterId":"`+cluster+`","executor":"CELERY",
		"astroRuntimeVersion":"`+newestAirflow2(t, s.c)+`","workloadIdentity":"","scheduler":{"au":5,"replicas":1},"taskPodNodePoolId":"",
		"workerQueues":[{"id":"","name":"default","isDefault":true,"nodePoolId":"`+pool+`","minWorkerCount":1,"maxWorkerCount":10,"workerConcurrency":16}]}`)
	for _, name := range []string{"clusterId", "clusterName", "effectiveWorkloadIdentity"} {
		assert.NotEmpty(t, hybrid[name], name)
	}

	deploy := post("/deployments/"+id+"/deploys", `{"type":"IMAGE_ONLY","description":""}`)
	deployID, _ := deploy["id"].(string)
	post("/deployments/"+id+"/deploys/"+deployID+"/finalize", `{"dagTarballVersion":""}`)
	assert.Equal(t, deploy["imageTag"], must(s.c.Deployments.Get(t.Context(), id))(t).ImageTag)
}
