package deployfile_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
)

// notCompared lists the fields of the model that take no part in a plan, and why.
var notCompared = map[string]string{
	"EnvironmentVariable.UpdatedAt":     "written by inspect, ignored on input",
	"WorkerQueue.PodCPU":                "written by inspect, ignored on input",
	"WorkerQueue.PodRAM":                "written by inspect, ignored on input",
	"Metadata.WorkspaceID":              "owned by the server",
	"Metadata.ClusterID":                "owned by the server",
	"Metadata.ReleaseName":              "owned by the server",
	"Metadata.AirflowVersion":           "owned by the server",
	"Metadata.CurrentTag":               "owned by the server",
	"Metadata.Status":                   "owned by the server",
	"Metadata.CreatedAt":                "owned by the server",
	"Metadata.UpdatedAt":                "owned by the server; the plan's base",
	"Metadata.DeploymentURL":            "owned by the server",
	"Metadata.WebserverURL":             "owned by the server",
	"Metadata.AirflowAPIURL":            "owned by the server",
	"HibernationOverride.IsHibernating": "set by another call than an update",
	"HibernationOverride.OverrideUntil": "set by another call than an update",
}

// TestEveryFieldIsCompared changes one field at a time, in Deployments of every shape, and looks for it in the plan.
func TestEveryFieldIsCompared(t *testing.T) {
	seen := map[string]bool{}
	for _, make := range []func() deployfile.Deployment{hostedExample, remoteExample, hybridExample, hybridPodsExample} {
		base := make()
		require.True(t, deployfile.Diff(base, make()).Empty())
		for i, field := range fieldsOf(reflect.ValueOf(new(make())).Elem(), "") {
			want := make()
			changeField(fieldsOf(reflect.ValueOf(&want).Elem(), "")[i].value)
			plan := deployfile.Diff(base, want)
			seen[field.name] = seen[field.name] || !plan.Empty() || len(plan.Notes) > 0
		}
	}
	for name, compared := range seen {
		_, declared := notCompared[name]
		assert.NotEqual(t, compared, declared, "%s: compared %t, declared not compared %t", name, compared, declared)
	}
	for name := range notCompared {
		assert.Contains(t, seen, name)
	}
}

type modelField struct {
	name  string // of the struct and of the field
	value reflect.Value
}

// fieldsOf returns every exported scalar and list of texts below a struct, in order.
func fieldsOf(v reflect.Value, name string) []modelField {
	switch {
	case v.Kind() == reflect.Struct:
		var all []modelField
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				all = append(all, fieldsOf(v.Field(i), v.Type().Name()+"."+f.Name)...)
			}
		}
		return all
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct && v.Len() > 0:
		return fieldsOf(v.Index(v.Len()-1), name)
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct:
		return nil // empty in this example
	case v.Kind() == reflect.Pointer && v.Type().Elem().Kind() == reflect.Struct && !v.IsNil():
		return fieldsOf(v.Elem(), name)
	case v.Kind() == reflect.Pointer && v.Type().Elem().Kind() == reflect.Struct:
		return nil
	default:
		return []modelField{{name, v}}
	}
}

// changeField gives a field another value.
func changeField(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "9")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Slice:
		v.Set(reflect.Append(v, reflect.ValueOf("other@example.com")))
	case reflect.Pointer:
		other := reflect.New(v.Type().Elem())
		if !v.IsNil() {
			other.Elem().Set(v.Elem())
		}
		if other.Elem().Kind() == reflect.Int {
			other.Elem().SetInt(other.Elem().Int() + 1)
		} else {
			changeField(other.Elem())
		}
		v.Set(other)
	}
}

func hostedExample() deployfile.Deployment {
	return deployfile.Deployment{
		EnvironmentVariables: []deployfile.EnvironmentVariable{{Key: "LOG_LEVEL", Value: new("info"), UpdatedAt: "2026-01-01T00:00:00Z"}},
		Configuration: deployfile.Configuration{
			Name: "etl", Description: new("nightly"), RuntimeVersion: "3.1-1", DagDeployEnabled: new(true), CICDEnforcement: new(false),
			SchedulerSize: deployfile.SchedulerSmall, IsHighAvailability: new(false), IsDevelopmentMode: new(true), Executor: deployfile.ExecutorCelery,
			WorkspaceName: "Data", DeploymentType: deployfile.KindStandard, CloudProvider: deployfile.CloudAWS, Region: "us-east-1",
			DefaultTaskPodCPU: "0.25", DefaultTaskPodMemory: "0.5Gi", ResourceQuotaCPU: "10", ResourceQuotaMemory: "20Gi", WorkloadIdentity: "arn:aws:iam::123456789012:role/a",
		},
		WorkerQueues: []deployfile.WorkerQueue{
			{Name: "default", MaxWorkerCount: new(10), MinWorkerCount: new(0), WorkerConcurrency: new(5), WorkerType: "A5"},
			{Name: "heavy", MaxWorkerCount: new(4), MinWorkerCount: new(1), WorkerConcurrency: new(10), WorkerType: "A10", PodEphemeralStorage: "20Gi"},
		},
		Metadata:             &deployfile.Metadata{DeploymentID: "clx1", UpdatedAt: "2026-11-20T10:00:00Z", HibernationOverride: &deployfile.HibernationOverride{IsHibernating: new(true)}},
		AlertEmails:          []string{"ops@example.com"},
		HibernationSchedules: []deployfile.HibernationSchedule{{HibernateAt: "0 20 * * *", WakeAt: "0 7 * * *", Description: "nights", Enabled: new(true)}},
	}
}

func remoteExample() deployfile.Deployment {
	return deployfile.Deployment{Configuration: deployfile.Configuration{
		Name: "remote", Executor: deployfile.ExecutorAstro, DeploymentType: deployfile.KindDedicated, ClusterName: "prod", SchedulerSize: deployfile.SchedulerMedium,
		RemoteExecution: &deployfile.RemoteExecution{Enabled: new(true), AllowedIPAddressRanges: []string{"10.0.0.0/8"}, TaskLogBucket: new("s3://logs"), TaskLogURLPattern: new("{{ ti }}")},
	}}
}

func hybridExample() deployfile.Deployment {
	return deployfile.Deployment{
		Configuration: deployfile.Configuration{Name: "hybrid", Executor: deployfile.ExecutorCelery, DeploymentType: deployfile.KindHybrid, ClusterName: "prod", SchedulerAU: new(5), SchedulerCount: new(1)},
		WorkerQueues:  []deployfile.WorkerQueue{{Name: "default", MaxWorkerCount: new(10), MinWorkerCount: new(1), WorkerConcurrency: new(16), WorkerType: "m5.xlarge"}},
	}
}

func hybridPodsExample() deployfile.Deployment {
	return deployfile.Deployment{
		Configuration: deployfile.Configuration{Name: "pods", Executor: deployfile.ExecutorKubernetes, DeploymentType: deployfile.KindHybrid, ClusterName: "prod", DefaultWorkerType: "m5.xlarge"},
	}
}
