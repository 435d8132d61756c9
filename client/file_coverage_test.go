package client_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
)

// fieldRow says where a field of a Deployment file arrives. A list stands for its first item.
type fieldRow struct {
	field string                       // in Go, below deployfile.Deployment
	value any                          // what the file says
	wire  any                          // what is sent, where it differs
	in    func(*deployfile.Deployment) // what else the file says for the field to mean something
	sent  map[string]string            // by request variant, the place in its JSON
	why   string                       // why the other variants do not carry it

	hybrid [2]string // value and what is sent, where they differ on Hybrid
}

var (
	createVariants = []string{"CreateStandard", "CreateDedicated", "CreateHybrid"}
	updateVariants = []string{"UpdateStandard", "UpdateDedicated", "UpdateHybrid"}
	onHosted       = []string{"CreateStandard", "CreateDedicated", "UpdateStandard", "UpdateDedicated"}
	onHybrid       = []string{"CreateHybrid", "UpdateHybrid"}
	everywhere     = slices.Concat(createVariants, updateVariants)
)

func sentAt(path string, variants ...[]string) map[string]string {
	sent := map[string]string{}
	for _, v := range slices.Concat(variants...) {
		sent[v] = path
	}
	return sent
}

func bothSent(a, b map[string]string) map[string]string {
	sent := maps.Clone(a)
	maps.Copy(sent, b)
	return sent
}

const (
	ofHosted   = "Hybrid Deployments do not have it"
	ofHybrid   = "only Hybrid Deployments have it"
	onceChosen = "it is chosen when the Deployment is created; an update leaves it alone"
	reported   = "inspect reports it, applying ignores it"
)

func withRemoteExecution(d *deployfile.Deployment) {
	d.Configuration.RemoteExecution = &deployfile.RemoteExecution{Enabled: new(true), AllowedIPAddressRanges: []string{"192.0.2.0/24"}}
	d.Configuration.Executor, d.WorkerQueues = deployfile.ExecutorAstro, nil
}

func withTaskPods(d *deployfile.Deployment) {
	d.Configuration.Executor, d.WorkerQueues = deployfile.ExecutorKubernetes, nil
}

// fieldCoverage has a row for every field of a Deployment file.
func fieldCoverage() []fieldRow {
	rows := []fieldRow{
		{field: "EnvironmentVariables.Key", value: "OTHER", sent: sentAt("environmentVariables.key", everywhere)},
		{field: "EnvironmentVariables.Value", value: "other", sent: sentAt("environmentVariables.value", everywhere)},
		{field: "EnvironmentVariables.IsSecret", value: true, sent: sentAt("environmentVariables.isSecret", everywhere)},
		{field: "Configuration.Name", value: "other", sent: sentAt("name", everywhere)},
		{field: "Configuration.Description", value: "other", sent: sentAt("description", everywhere)},
		{field: "Configuration.RuntimeVersion", value: "13.11.0", sent: sentAt("astroRuntimeVersion", createVariants), why: "only an image deploy changes it"},
		{field: "Configuration.DagDeployEnabled", value: false, sent: sentAt("isDagDeployEnabled", everywhere)},
		{field: "Configuration.CICDEnforcement", value: true, sent: sentAt("isCicdEnforced", everywhere)},
		{field: "Configuration.SchedulerSize", value: deployfile.SchedulerLarge, sent: sentAt("schedulerSize", onHosted), why: ofHosted},
		{field: "Configuration.IsHighAvailability", value: true, sent: sentAt("isHighAvailability", onHosted), why: ofHosted},
		{field: "Configuration.IsDevelopmentMode", value: false, sent: sentAt("isDevelopmentMode", onHosted), why: ofHosted},
		{field: "Configuration.Executor", value: deployfile.ExecutorKubernetes, sent: sentAt("executor", everywhere)},
		{field: "Configuration.SchedulerAU", value: 11, sent: sentAt("scheduler.au", onHybrid), why: ofHybrid},
		{field: "Configuration.SchedulerCount", value: 3, sent: sentAt("scheduler.replicas", onHybrid), why: ofHybrid},
		{field: "Configuration.ClusterName", value: "other", why: "its ID, which somebody has to look up, is sent on creation; " + onceChosen},
		{field: "Configuration.WorkspaceName", value: "other", why: "its ID, which somebody has to look up, is sent on creation; " + onceChosen},
		{field: "Configuration.DeploymentType", why: "it decides on the variant"},
		{field: "Configuration.CloudProvider", value: deployfile.CloudGCP, sent: sentAt("cloudProvider", createVariants[:1]), why: "the cluster has it; " + onceChosen},
		{field: "Configuration.Region", value: "us-east4", sent: sentAt("region", createVariants[:1]), why: "the cluster has it; " + onceChosen},
		{field: "Configuration.DefaultTaskPodCPU", value: "2", sent: sentAt("defaultTaskPodCpu", onHosted), why: ofHosted},
		{field: "Configuration.DefaultTaskPodMemory", value: "4Gi", sent: sentAt("defaultTaskPodMemory", onHosted), why: ofHosted},
		{field: "Configuration.ResourceQuotaCPU", value: "50", sent: sentAt("resourceQuotaCpu", onHosted), why: ofHosted},
		{field: "Configuration.ResourceQuotaMemory", value: "100Gi", sent: sentAt("resourceQuotaMemory", onHosted), why: ofHosted},
		{field: "Configuration.DefaultWorkerType", value: "m6id.8xlarge", wire: "p-8x", in: withTaskPods, sent: sentAt("taskPodNodePoolId", onHybrid), why: ofHybrid},
		{field: "Configuration.WorkloadIdentity", value: "arn:aws:iam::123456789012:role/other", sent: sentAt("workloadIdentity", everywhere)},
		{field: "Configuration.RemoteExecution.Enabled", value: true, sent: sentAt("remoteExecution.enabled", onHosted[:2]), why: onceChosen},
		{field: "Configuration.RemoteExecution.AllowedIPAddressRanges", value: "198.51.100.0/24", in: withRemoteExecution, sent: sentAt("remoteExecution.allowedIpAddressRanges", onHosted), why: ofHosted},
		{field: "Configuration.RemoteExecution.TaskLogBucket", value: "s3://other", in: withRemoteExecution, sent: sentAt("remoteExecution.taskLogBucket", onHosted), why: ofHosted},
		{field: "Configuration.RemoteExecution.TaskLogURLPattern", value: "other", in: withRemoteExecution, sent: sentAt("remoteExecution.taskLogUrlPattern", onHosted), why: ofHosted},
		{field: "WorkerQueues.Name", value: "other", sent: sentAt("workerQueues.name", everywhere)},
		{field: "WorkerQueues.MaxWorkerCount", value: 9, sent: sentAt("workerQueues.maxWorkerCount", everywhere)},
		{field: "WorkerQueues.MinWorkerCount", value: 2, sent: sentAt("workerQueues.minWorkerCount", everywhere)},
		{field: "WorkerQueues.WorkerConcurrency", value: 6, sent: sentAt("workerQueues.workerConcurrency", everywhere)},
		{field: "WorkerQueues.WorkerType", value: "A20", hybrid: [2]string{"m6id.8xlarge", "p-8x"},
			sent: bothSent(sentAt("workerQueues.astroMachine", onHosted), sentAt("workerQueues.nodePoolId", onHybrid))},
		{field: "WorkerQueues.PodEphemeralStorage", value: "33Gi", sent: sentAt("workerQueues.podEphemeralStorage", onHosted), why: ofHosted},
		{field: "AlertEmails", value: "other@example.com", sent: sentAt("contactEmails", everywhere)},
		{field: "HibernationSchedules.HibernateAt", value: "1 1 * * *", sent: sentAt("scalingSpec.hibernationSpec.schedules.hibernateAtCron", onHosted), why: ofHosted},
		{field: "HibernationSchedules.WakeAt", value: "2 2 * * *", sent: sentAt("scalingSpec.hibernationSpec.schedules.wakeAtCron", onHosted), why: ofHosted},
		{field: "HibernationSchedules.Description", value: "other", sent: sentAt("scalingSpec.hibernationSpec.schedules.description", onHosted), why: ofHosted},
		{field: "HibernationSchedules.Enabled", value: true, sent: sentAt("scalingSpec.hibernationSpec.schedules.isEnabled", onHosted), why: ofHosted},
	}
	for _, name := range []string{"DeploymentID", "WorkspaceID", "ClusterID", "ReleaseName", "AirflowVersion", "CurrentTag", "Status", "CreatedAt", "UpdatedAt",
		"DeploymentURL", "WebserverURL", "AirflowAPIURL", "HibernationOverride.OverrideUntil"} {
		rows = append(rows, fieldRow{field: "Metadata." + name, value: "other", why: reported})
	}
	return append(rows,
		fieldRow{field: "Metadata.HibernationOverride.IsHibernating", value: true, why: reported},
		fieldRow{field: "EnvironmentVariables.UpdatedAt", value: "2026-01-01T00:00:00Z", why: reported},
		fieldRow{field: "WorkerQueues.PodCPU", value: "9", why: reported},
		fieldRow{field: "WorkerQueues.PodRAM", value: "9Gi", why: reported},
	)
}

// unfedFields are the fields of requests that no field of a file reaches.
func unfedFields() map[string]string {
	const identity = "a file has no field for the identity in the region that takes over"
	const override = "the live one is carried over: a file tells of it and does not set it"
	return map[string]string{
		"type":                           "the variant says it",
		"workspaceId":                    "the ID of the Workspace that the file names, or of the live one",
		"clusterId":                      "the ID of the cluster that the file names",
		"drWorkloadIdentity":             identity,
		"workerQueues.id":                "that of the live queue of the same name",
		"workerQueues.isDefault":         "the queue called default is it",
		"environmentVariables.updatedAt": "never sent",
		"scalingSpec.hibernationSpec.override.isHibernating": override,
		"scalingSpec.hibernationSpec.override.overrideUntil": override,
		"remoteExecution.enabled":                            onceChosen,
		"scalingSpec.hibernationSpec.override.isActive":      "only in answers",
	}
}

// leafFields returns the fields of a type that hold no others, as the names that name gives them.
func leafFields(t reflect.Type, prefix string, name func(reflect.StructField) string) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || t.Implements(reflect.TypeFor[interface{ IsZero() bool }]()) {
		return []string{prefix}
	}
	var all []string
	for f := range t.Fields() {
		switch {
		case f.Anonymous:
			all = append(all, leafFields(f.Type, prefix, name)...)
		case f.IsExported():
			all = append(all, leafFields(f.Type, strings.TrimPrefix(prefix+"."+name(f), "."), name)...)
		}
	}
	return all
}

func TestEveryFileFieldHasARow(t *testing.T) {
	var rows []string
	for _, row := range fieldCoverage() {
		rows = append(rows, row.field)
		if len(row.sent) < len(everywhere) {
			assert.NotEmpty(t, row.why, row.field)
		}
	}
	fields := leafFields(reflect.TypeFor[deployfile.Deployment](), "", func(f reflect.StructField) string { return f.Name })
	assert.ElementsMatch(t, fields, rows)
}

// coverageFile says something in every list, so that its items can be changed.
func coverageFile(kind deployfile.Kind) deployfile.Deployment {
	d := deployfile.Deployment{
		EnvironmentVariables: []deployfile.EnvironmentVariable{{Key: "A", Value: new("1")}},
		Configuration:        deployfile.Configuration{Name: "etl", DeploymentType: kind, Executor: deployfile.ExecutorCelery, IsDevelopmentMode: new(true), DagDeployEnabled: new(true)},
		WorkerQueues:         []deployfile.WorkerQueue{{Name: "default", WorkerType: "A5"}},
		AlertEmails:          []string{"a@example.com"},
		HibernationSchedules: []deployfile.HibernationSchedule{{HibernateAt: "0 20 * * *", WakeAt: "0 6 * * *"}},
	}
	if kind == deployfile.KindHybrid {
		d.WorkerQueues[0].WorkerType = "m6id.xlarge"
	}
	return d
}

// coverageBody makes the request of a variant.
func coverageBody(t *testing.T, variant string, d deployfile.Deployment, remote bool) map[string]any {
	t.Helper()
	kind := variant[len("Create"):]
	cluster := &client.Cluster{ID: "clc", NodePools: []client.NodePool{{ID: "p-x", NodeInstanceType: "m6id.xlarge"}, {ID: "p-8x", NodeInstanceType: "m6id.8xlarge"}}}
	if slices.Contains(createVariants, variant) {
		body := createBody(t, d, cluster, nil)
		assert.Equal(t, strings.ToUpper(kind), body["type"])
		return body
	}
	live := client.Deployment{Name: "etl", Type: client.DeploymentType(strings.ToUpper(kind)), Executor: client.ExecutorCelery, IsDevelopmentMode: true,
		SchedulerSize: client.SchedulerSizeSmall, SchedulerAU: 5, SchedulerReplicas: 1}
	if remote {
		live.Executor, live.RemoteExecution = client.ExecutorAstro, &client.RemoteExecution{Enabled: true}
	}
	request, err := client.UpdateRequest(d, live, cluster.NodePools, nil)
	require.NoError(t, err)
	body, err := client.Wire(request)
	require.NoError(t, err)
	return body
}

// setField gives the field of a file a value; of lists the first item has it.
func setField(at reflect.Value, field string, value any) {
	for name := range strings.SplitSeq(field, ".") {
		at = fieldOf(at).FieldByName(name)
	}
	if fieldOf(at).Kind() == reflect.Slice {
		at.Set(reflect.MakeSlice(at.Type(), 1, 1))
		at = at.Index(0)
	}
	fieldOf(at).Set(reflect.ValueOf(value))
}

// fieldOf returns what a pointer points to, made if need be, or the first item of a list of structs.
func fieldOf(v reflect.Value) reflect.Value {
	switch {
	case v.Kind() == reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		return v.Elem()
	case v.Kind() == reflect.Slice && v.Len() > 0 && v.Index(0).Kind() == reflect.Struct:
		return v.Index(0)
	}
	return v
}

// foundAt returns what a body has at a place, of lists the first item.
func foundAt(body map[string]any, path string) any {
	var at any = body
	for name := range strings.SplitSeq(path, ".") {
		fields, _ := at.(map[string]any)
		at = fields[name]
		if items, ok := at.([]any); ok && len(items) > 0 {
			at = items[0]
		}
	}
	return at
}

func TestEveryFileFieldArrives(t *testing.T) {
	for _, row := range fieldCoverage() {
		if row.field == "Configuration.DeploymentType" {
			continue // coverageBody looks at it
		}
		for _, variant := range everywhere {
			t.Run(row.field+" "+variant, func(t *testing.T) {
				kind := deployfile.Kind(strings.ToUpper(variant[len("Create"):]))
				before, after := coverageFile(kind), coverageFile(kind)
				remote := row.in != nil && strings.Contains(row.field, "RemoteExecution")
				if row.in != nil {
					row.in(&before)
					row.in(&after)
				}
				value, wire := row.value, row.wire
				if kind == deployfile.KindHybrid && row.hybrid[0] != "" {
					value, wire = row.hybrid[0], row.hybrid[1]
				}
				setField(reflect.ValueOf(&after).Elem(), row.field, value)
				was, is := coverageBody(t, variant, before, remote), coverageBody(t, variant, after, remote)
				path, sent := row.sent[variant]
				if !sent {
					assert.Equal(t, was, is)
					return
				}
				if wire == nil {
					wire = value
				}
				assert.Equal(t, wire, inTypeOf(foundAt(is, path), wire))
				assert.NotEqual(t, foundAt(was, path), foundAt(is, path), "the value has to be another one than without the field")
			})
		}
	}
}

// inTypeOf returns a value of JSON in the type of another one.
func inTypeOf(v, like any) any {
	if v == nil || !reflect.TypeOf(v).ConvertibleTo(reflect.TypeOf(like)) {
		return v
	}
	return reflect.ValueOf(v).Convert(reflect.TypeOf(like)).Interface()
}

func TestEveryRequestFieldIsFed(t *testing.T) {
	exceptions, unfed := unfedFields(), map[string]bool{}
	for variant, request := range map[string]reflect.Type{
		"CreateStandard": reflect.TypeFor[client.CreateStandardDeployment](), "UpdateStandard": reflect.TypeFor[client.UpdateStandardDeployment](),
		"CreateDedicated": reflect.TypeFor[client.CreateDedicatedDeployment](), "UpdateDedicated": reflect.TypeFor[client.UpdateDedicatedDeployment](),
		"CreateHybrid": reflect.TypeFor[client.CreateHybridDeployment](), "UpdateHybrid": reflect.TypeFor[client.UpdateHybridDeployment](),
	} {
		fed := map[string]bool{}
		for _, row := range fieldCoverage() {
			fed[row.sent[variant]] = true
		}
		for _, path := range append(leafFields(request, "", jsonName), "type") {
			if !fed[path] {
				assert.NotEmpty(t, exceptions[path], "%s has %s, and no field of a file reaches it", variant, path)
				unfed[path] = true
			}
		}
	}
	for path := range exceptions {
		assert.True(t, unfed[path], "%s needs no exception", path)
	}
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}
