package client_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// largeFleet is a control plane with Workspaces that have Deployments, and the files of these, every tenth of them with
// a change.
func largeFleet(t testing.TB, workspaces, each int, opts ...clienttest.Option) (*clienttest.Astro, []*deployfile.File) {
	t.Helper()
	astro := clienttest.New(opts...)
	var files []*deployfile.File
	for w := range workspaces {
		workspace := fmt.Sprint("team", w)
		astro.AddWorkspace(client.Workspace{Name: workspace})
		for d := range each {
			name, edits := fmt.Sprintf("%s-%03d", workspace, d), []string{"workspace_name: data", "workspace_name: " + workspace}
			_, err := astro.AddDeployment(newFile(name, edits...).Deployment)
			require.NoError(t, err)
			if d%10 == 0 {
				edits = append(edits, "loads", "more")
			}
			files = append(files, fleetFile(name, edits...))
		}
	}
	return astro, files
}

// spent counts requests, all of them and those for lists.
func spent(astro *clienttest.Astro) (all, lists int) {
	for _, r := range astro.Requests() {
		all++
		if strings.HasPrefix(r.Operation, "List") {
			lists++
		}
	}
	return all, lists
}

// crossing counts how many requests are under way at once.
type crossing struct {
	base        http.RoundTripper
	now, utmost atomic.Int64
}

func (c *crossing) RoundTrip(r *http.Request) (*http.Response, error) {
	n := c.now.Add(1)
	defer c.now.Add(-1)
	for most := c.utmost.Load(); n > most && !c.utmost.CompareAndSwap(most, n); most = c.utmost.Load() {
	}
	return c.base.RoundTrip(r)
}

func TestFleetSpendsFewRequests(t *testing.T) {
	astro, files := largeFleet(t, 10, 100)
	traffic := &crossing{base: astro}
	c, err := astro.Client(client.WithHTTPClient(&http.Client{Transport: traffic}))
	require.NoError(t, err)
	report, err := c.PlanFleet(t.Context(), files, client.FleetOptions{Parallel: 4})
	require.NoError(t, err)
	assert.Equal(t, client.FleetCounts{Unchanged: 900, Updated: 100}, report.Counts())
	all, lists := spent(astro)
	assert.LessOrEqual(t, all, 1050)
	assert.LessOrEqual(t, lists, 50)
	assert.LessOrEqual(t, traffic.utmost.Load(), int64(4))
	assert.Greater(t, traffic.utmost.Load(), int64(1))

	astro.ForgetRequests()
	report, err = c.ApplyFleet(t.Context(), files[:100], client.FleetOptions{})
	require.NoError(t, err)
	assert.Equal(t, client.FleetCounts{Unchanged: 90, Updated: 10}, report.Counts())
	all, lists = spent(astro)
	assert.Equal(t, 2, lists, "the Workspaces, and one of them")
	assert.Equal(t, lists+100+3*10, all, "each file, and of each change another look at the base, the write and the proof")
}

// With the limit of the token in between, nothing is ever refused for load.
func TestFleetKeepsTheRateLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		astro, files := largeFleet(t, 3, 40, clienttest.WithRateLimit(), clienttest.WithClock(time.Now))
		c, err := astro.Client(client.WithHTTPClient(&http.Client{Transport: &client.Limit{Base: astro}}))
		require.NoError(t, err)
		start := time.Now()
		for i := range 30 {
			files = append(files, newFile(fmt.Sprint("new", i), "workspace_name: data", "workspace_name: team0"))
		}
		report, err := c.ApplyFleet(t.Context(), files, client.FleetOptions{Parallel: 64})
		require.NoError(t, err)
		assert.Equal(t, client.FleetCounts{Unchanged: 108, Updated: 12, Created: 30}, report.Counts())
		requests := astro.Requests()
		for _, r := range requests {
			require.NotEqual(t, http.StatusTooManyRequests, r.Status)
		}
		assert.Less(t, time.Since(start), time.Duration(len(requests))*time.Second/15, "it makes use of the limit")
	})
}
