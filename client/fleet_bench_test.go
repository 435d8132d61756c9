package client_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
)

// BenchmarkPlanFleet plans 1,000 files in 10 Workspaces, every tenth with a change.
func BenchmarkPlanFleet(b *testing.B) {
	astro, files := largeFleet(b, 10, 100)
	c, err := astro.Client()
	require.NoError(b, err)
	requests, lists := 0, 0
	for b.Loop() {
		astro.ForgetRequests()
		report, err := c.PlanFleet(b.Context(), files, client.FleetOptions{})
		if err != nil || report.Counts().Updated != 100 {
			b.Fatal(report.Counts(), err)
		}
		requests, lists = spent(astro)
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/op")
	b.ReportMetric(float64(requests), "requests")
	b.ReportMetric(float64(lists), "lists")
}
