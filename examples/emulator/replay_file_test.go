package main

import (
	"maps"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// queueBody is a worker queue as a file's becomes one: with the ID that a queue at its place had, or "".
func queueBody(id, name, machineField, machine string, concurrency int) object {
	return object{
		"id": id, "name": name, "isDefault": name == "default", machineField: machine,
		"minWorkerCount": 1, "maxWorkerCount": 10, "workerConcurrency": concurrency,
	}
}

// hostedSizes are what it fills in from the options when the file leaves them out.
func (r replay) hostedSizes(kind string) object {
	options := r.get("/deployment-options?cloudProvider=AWS&deploymentType=" + kind)
	quotas, ok := options["resourceQuotas"].(object)
	require.True(r.t, ok)
	usual := func(quota, resource string) any {
		of, ok := quotas[quota].(object)
		require.True(r.t, ok)
		limits, ok := of[resource].(object)
		require.True(r.t, ok)
		return limits["default"]
	}
	return object{
		"defaultTaskPodCpu": usual("defaultPodSize", "cpu"), "defaultTaskPodMemory": usual("defaultPodSize", "memory"),
		"resourceQuotaCpu": usual("resourceQuota", "cpu"), "resourceQuotaMemory": usual("resourceQuota", "memory"),
		"schedulerSize": "SMALL", "isHighAvailability": false, "isDevelopmentMode": true,
		"scalingSpec": object{"hibernationSpec": object{"schedules": []object{{"hibernateAtCron": "0 20 * * *", "wakeAtCron": "0 6 * * *", "isEnabled": false}}}},
	}
}

// create replays `deployment create --deployment-file`: the Deployment is made without variables and addresses, which an
// update adds.
func (r replay) create(workspace string, body object, more object) object {
	r.t.Helper()
	if body["type"] != "STANDARD" {
		require.NotEmpty(r.t, r.list("/clusters", "clusters", url.Values{}))
	}
	names := r.list("/workspaces", "workspaces", url.Values{"sorts": {"name:asc"}})
	require.NotEmpty(r.t, names)
	for _, d := range r.deployments(workspace) {
		require.NotEqual(r.t, body["name"], d["name"])
	}
	if body["workerQueues"] != nil {
		r.checkOptions()
	}
	maps.Copy(body, object{"workspaceId": workspace, "isCicdEnforced": false, "isDagDeployEnabled": body["type"] != "HYBRID", "description": ""})
	made := r.post("/deployments", body)
	require.NotEmpty(r.t, made["id"])
	r.deployments(workspace)
	if more != nil {
		live := r.get("/deployments/" + text(made["id"]))
		r.checkOptions()
		r.post("/deployments/"+text(made["id"]), updateBody(live, more))
		r.get("/deployments/" + text(made["id"]))
	}
	return r.inspect(workspace, text(body["name"]))
}

// checkOptions looks at what it takes the defaults of queues from.
func (r replay) checkOptions() {
	r.t.Helper()
	options := r.get("/deployment-options")
	for _, list := range []string{"executors", "runtimeReleases", "schedulerMachines", "workerMachines"} {
		assert.NotEmpty(r.t, options[list], list)
	}
	assert.NotEmpty(r.t, options["workerQueues"])
}

// updateBody is the full replace, made of a live Deployment and what a file has besides.
func updateBody(live, more object) object {
	body := object{"contactEmails": nil, "environmentVariables": []object{}}
	fields := []string{"name", "description", "type", "executor", "isCicdEnforced", "isDagDeployEnabled", "workspaceId", "workerQueues"}
	if live["type"] == "HYBRID" {
		body["scheduler"] = object{"au": live["schedulerAu"], "replicas": live["schedulerReplicas"]}
		body["workloadIdentity"] = ""
		fields = append(fields, "taskPodNodePoolId")
	} else {
		fields = append(fields, "isHighAvailability", "schedulerSize", "defaultTaskPodCpu", "defaultTaskPodMemory", "resourceQuotaCpu", "resourceQuotaMemory")
		if live["isDevelopmentMode"] == true {
			body["scalingSpec"] = object{"hibernationSpec": object{"schedules": []object{}}}
		}
	}
	for _, f := range fields {
		if live[f] != nil {
			body[f] = live[f]
		}
	}
	if queues, ok := live["workerQueues"].([]any); ok {
		var sent []object
		for _, q := range queues {
			q, _ := q.(object)
			sent = append(sent, plainQueue(q))
		}
		body["workerQueues"] = sent
	}
	maps.Copy(body, more)
	return body
}

// plainQueue is a live queue without what follows from the rest.
func plainQueue(q object) object {
	q = maps.Clone(q)
	maps.DeleteFunc(q, func(field string, _ any) bool { return field == "podCpu" || field == "podMemory" })
	return q
}

var fileExtras = object{
	"environmentVariables": []object{
		{"key": "LEVEL", "isSecret": false, "value": "info"}, {"key": "EMPTY", "isSecret": false, "value": ""}, {"key": "PASSWORD", "isSecret": true, "value": "s"},
	},
	"contactEmails": []string{"ann@example.com"},
}

func TestReplayOfFiles(t *testing.T) {
	e := start(t, "-seed", "testdata")
	data := e.Workspaces[0].ID
	clusters := map[string]object{}
	for _, c := range begin(t, e).list("/clusters", "clusters", url.Values{}) {
		clusters[text(c["type"])] = c
	}
	pools, ok := clusters["HYBRID"]["nodePools"].([]any)
	require.True(t, ok)
	pool, ok := pools[0].(object)
	require.True(t, ok)
	sizes := begin(t, e).hostedSizes("STANDARD")
	releases, ok := begin(t, e).get("/deployment-options")["runtimeReleases"].([]any)
	require.True(t, ok)
	first, ok := releases[0].(object)
	require.True(t, ok)
	newest := first["version"]
	hosted := func(body object) object {
		out := maps.Clone(sizes)
		maps.Copy(out, body)
		return out
	}
	for name, tc := range map[string]struct {
		body, more object
		machine    string
	}{
		"STANDARD": {hosted(object{
			"type": "STANDARD", "executor": "CELERY", "astroRuntimeVersion": "", "cloudProvider": "AWS", "region": "us-east-1",
			"workerQueues": []object{queueBody("", "default", "astroMachine", "A5", 5)},
		}), fileExtras, "A5"},
		"STANDARD without extras": {hosted(object{
			"type": "STANDARD", "executor": "ASTRO", "astroRuntimeVersion": newest, "cloudProvider": "AZURE", "region": "eastus2",
			"workerQueues": []object{queueBody("", "default", "astroMachine", "A10", 10), queueBody("", "zeta", "astroMachine", "A5", 5)},
		}), nil, "A5"},
		"DEDICATED": {hosted(object{
			"type": "DEDICATED", "executor": "CELERY", "astroRuntimeVersion": newest, "clusterId": clusters["DEDICATED"]["id"],
			"workerQueues": []object{queueBody("", "default", "astroMachine", "A5", 5)},
		}), fileExtras, "A5"},
		"DEDICATED with KUBERNETES": {hosted(object{
			"type": "DEDICATED", "executor": "KUBERNETES", "astroRuntimeVersion": newest, "clusterId": clusters["DEDICATED"]["id"],
		}), fileExtras, ""},
		"DEDICATED with remote execution": {object{
			"type": "DEDICATED", "executor": "ASTRO", "astroRuntimeVersion": newest, "clusterId": clusters["DEDICATED"]["id"], "schedulerSize": "SMALL",
			"isHighAvailability": false, "isDevelopmentMode": false, "remoteExecution": object{"enabled": true, "allowedIpAddressRanges": []string{}},
		}, nil, ""},
		"HYBRID": {object{
			"type": "HYBRID", "executor": "CELERY", "astroRuntimeVersion": "", "clusterId": clusters["HYBRID"]["id"], "workloadIdentity": "",
			"scheduler": object{"au": 5, "replicas": 1}, "taskPodNodePoolId": "",
			"workerQueues": []object{queueBody("", "default", "nodePoolId", text(pool["id"]), 16)},
		}, fileExtras, text(pool["id"])},
		"HYBRID with KUBERNETES": {object{
			"type": "HYBRID", "executor": "KUBERNETES", "astroRuntimeVersion": newest, "clusterId": clusters["HYBRID"]["id"], "workloadIdentity": "",
			"scheduler": object{"au": 6, "replicas": 2}, "taskPodNodePoolId": pool["id"],
		}, fileExtras, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := begin(t, e)
			tc.body["name"] = "created " + name
			d := r.create(data, tc.body, tc.more)
			variables, _ := d["environmentVariables"].([]any)
			if tc.more != nil {
				assert.Len(t, variables, 3)
				assert.Equal(t, []any{"ann@example.com"}, d["contactEmails"])
			}
			r.updateFromFile(data, d, tc.machine)
			r.deleteByName(data, text(d["name"]))
		})
	}
}

// updateFromFile replays `deployment update --deployment-file` with a queue more, whose name comes first: sorted, it takes
// the place and so loses the IDs of the others.
func (r replay) updateFromFile(workspace string, live object, machine string) {
	r.t.Helper()
	r = begin(r.t, r.e)
	r.list("/workspaces", "workspaces", url.Values{"sorts": {"name:asc"}})
	r.deployments(workspace)
	before := r.find(workspace, text(live["name"]))
	more := object{"description": "changed", "contactEmails": nil, "environmentVariables": []object{{"key": "PASSWORD", "isSecret": true, "value": "new"}}}
	if queues, ok := before["workerQueues"].([]any); ok {
		r.checkOptions()
		field, concurrency := "astroMachine", 5
		if before["type"] == "HYBRID" {
			field, concurrency = "nodePoolId", 16
		}
		sent := []object{queueBody("", "a-first", field, machine, concurrency)}
		for _, q := range queues {
			q, _ := q.(object)
			q = plainQueue(q)
			q["id"] = ""
			sent = append(sent, q)
		}
		more["workerQueues"] = sent
	}
	r.post("/deployments/"+text(before["id"]), updateBody(before, more))
	r.get("/deployments/" + text(before["id"]))
	after := r.inspect(workspace, text(live["name"]))
	assert.Equal(r.t, "changed", after["description"])
	assert.Equal(r.t, []any{}, after["contactEmails"])
	if sent, ok := more["workerQueues"].([]object); ok {
		assert.Len(r.t, after["workerQueues"], len(sent))
	}
}

// deleteByName replays `deployment delete -n NAME --force`.
func (r replay) deleteByName(workspace, name string) {
	r.t.Helper()
	r = begin(r.t, r.e)
	id := text(r.find(workspace, name)["id"])
	r.remove("/deployments/" + id)
	for _, d := range r.deployments(workspace) {
		assert.NotEqual(r.t, id, d["id"])
	}
	status, answer := r.ask(http.MethodGet, "/organizations/"+r.org+"/deployments/"+id, "")
	assert.Equal(r.t, http.StatusNotFound, status)
	assert.NotEmpty(r.t, answer["message"], "all it shows of a refusal")
}

// TestReplayOfLists lists and inspects what is there, page by page too.
func TestReplayOfLists(t *testing.T) {
	for _, args := range [][]string{{"-seed", "testdata"}, {"-seed", "testdata", "-page-size", "1"}} {
		e := start(t, args...)
		r := begin(t, e)
		assert.Len(t, r.deployments(e.Workspaces[0].ID), 2)
		assert.Len(t, r.deployments(""), 3, "--all")
		for _, d := range r.deployments("") {
			for _, field := range []string{"id", "name", "namespace", "type", "workspaceId", "runtimeVersion", "isDagDeployEnabled", "isCicdEnforced"} {
				assert.Contains(t, d, field)
			}
			begin(t, e).inspect(text(d["workspaceId"]), text(d["name"]))
		}
	}
}
