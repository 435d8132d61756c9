package client_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
)

// manyEntries is a live Deployment with a thousand variables and a hundred queues.
func manyEntries() client.Deployment {
	live := client.Deployment{Name: "etl", Type: client.DeploymentTypeDedicated, Executor: client.ExecutorCelery}
	for i := range 1000 {
		live.EnvironmentVariables = append(live.EnvironmentVariables, client.EnvironmentVariable{Key: "K" + strconv.Itoa(i), IsSecret: i%2 == 0})
	}
	for i := range 100 {
		live.WorkerQueues = append(live.WorkerQueues, client.WorkerQueue{ID: strconv.Itoa(i), Name: "q" + strconv.Itoa(i), AstroMachine: client.AstroMachineA5, MaxWorkerCount: 1, WorkerConcurrency: 1})
	}
	return live
}

func BenchmarkDeployment_File(b *testing.B) {
	live := manyEntries()
	b.ReportAllocs()
	for b.Loop() {
		_ = live.File(nil)
	}
}

func BenchmarkUpdateRequest(b *testing.B) {
	live := manyEntries()
	file := live.File(nil)
	b.ReportAllocs()
	for b.Loop() {
		_, err := client.UpdateRequest(file, live, nil, nil)
		require.NoError(b, err)
	}
}

func BenchmarkCreateRequest(b *testing.B) {
	file := manyEntries().File(nil)
	b.ReportAllocs()
	for b.Loop() {
		_, err := client.CreateRequest(file, "clw", &client.Cluster{ID: "clc"}, &deployfile.Limits{})
		require.NoError(b, err)
	}
}
