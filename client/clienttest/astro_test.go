package clienttest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
)

func TestNewHasOneOrganization(t *testing.T) {
	a, c := ready(t, WithClock(day))
	assert.Len(t, Organization, 25)
	found := all(t, c.Organizations.All(t.Context(), client.OrganizationFilter{}))
	require.Len(t, found, 1)
	assert.Equal(t, Organization, found[0].ID)
	assert.Equal(t, client.OrganizationProductHosted, found[0].Product, "the official command refuses one without a product")
	info, ok := c.Token()
	require.True(t, ok)
	assert.Equal(t, client.TokenInfo{
		Kind: client.TokenKindOrganization, ID: "ctok000000000000000000001", OrganizationID: Organization, IssuedBySystem: true,
	}, info)
	assert.Equal(t, day(), a.Now())
}

func TestOverTheNetwork(t *testing.T) {
	a := New()
	workspace := a.AddWorkspace(client.Workspace{Name: "data"})
	server := httptest.NewServer(a)
	defer server.Close()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	for _, base := range []string{server.URL, server.URL + "/v1"} {
		c, err := client.New(Organization, a.Token(), client.WithBaseURL(base), client.WithHTTPClient(&http.Client{Transport: transport}))
		require.NoError(t, err)
		got, err := c.Workspaces.Get(t.Context(), workspace)
		require.NoError(t, err)
		assert.Equal(t, "data", got.Name)
		require.NoError(t, c.Workspaces.Delete(t.Context(), workspace))
		_, err = c.Workspaces.Get(t.Context(), workspace)
		wantNotFound(t, err)
		workspace = a.AddWorkspace(client.Workspace{Name: "data"})
	}
}

// TestInVirtualTime is the shape that tests of retries have: nothing waits in earnest.
func TestInVirtualTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := New()
		a.FailNext(http.StatusServiceUnavailable, "busy")
		a.Fail(Match{}, Fault{Status: http.StatusTooManyRequests, RetryAfter: "7"})
		c, err := a.Client(client.WithHTTPClient(&http.Client{Transport: &client.Retry{Base: a}}))
		require.NoError(t, err)
		start := time.Now()
		assert.Empty(t, all(t, c.Workspaces.All(t.Context(), client.WorkspaceFilter{})))
		assert.GreaterOrEqual(t, time.Since(start), 7*time.Second)
		assert.Len(t, a.Requests(), 3)
	})
}

func TestIDsCountByKind(t *testing.T) {
	a := New()
	first := a.AddWorkspace(client.Workspace{})
	a.AddCluster(client.Cluster{})
	assert.Equal(t, "cwks000000000000000000001", first)
	assert.Equal(t, "cwks000000000000000000002", a.AddWorkspace(client.Workspace{}))
	assert.Equal(t, "mine", a.AddWorkspace(client.Workspace{ID: "mine"}), "an ID that is given stays")
}

func TestPages(t *testing.T) {
	a, c := ready(t, WithPageSize(2), WithClock(day))
	for _, name := range []string{"c", "a", "d", "b", "e"} {
		a.AddWorkspace(client.Workspace{Name: name})
	}
	names := func(f client.WorkspaceFilter) string {
		var b strings.Builder
		for _, w := range all(t, c.Workspaces.All(t.Context(), f)) {
			b.WriteString(w.Name)
		}
		return b.String()
	}
	a.ForgetRequests()
	assert.Equal(t, "cadbe", names(client.WorkspaceFilter{}), "in the order of creation")
	assert.Len(t, a.Requests(), 3)
	assert.Equal(t, "abcde", names(client.WorkspaceFilter{Sorts: []client.Sort{client.Ascending("name")}}))
	assert.Equal(t, "edcba", names(client.WorkspaceFilter{Sorts: []client.Sort{client.Ascending("createdAt"), client.Descending("name")}}))
	assert.Equal(t, "ab", names(client.WorkspaceFilter{Names: []string{"a", "b", "x"}, Sorts: []client.Sort{"name:asc"}}))

	var page struct {
		Workspaces                []client.Workspace
		Limit, Offset, TotalCount int
	}
	get := func(query string) error {
		q, err := url.ParseQuery(query)
		require.NoError(t, err)
		return c.Do(t.Context(), http.MethodGet, client.Path("organizations", Organization, "workspaces"), q, nil, &page)
	}
	require.NoError(t, get("limit=0"))
	assert.Empty(t, page.Workspaces)
	assert.Equal(t, 5, page.TotalCount)
	require.NoError(t, get("offset=9&limit=1"))
	assert.Empty(t, page.Workspaces)
	assert.Equal(t, []int{1, 9, 5}, []int{page.Limit, page.Offset, page.TotalCount})
	wantRefusal(t, get("limit=1001&offset=-1&sorts=size:asc"), http.StatusBadRequest, "offset min", "limit max", "sorts oneof")
	wantRefusal(t, get("limit=many"), http.StatusBadRequest, "limit type")
	wantRefusal(t, get("limit=1&limit=2"), http.StatusBadRequest, "limit type")
}

func TestDefaultPageIsTwenty(t *testing.T) {
	a, c := ready(t)
	for range 25 {
		a.AddWorkspace(client.Workspace{})
	}
	var page struct{ Workspaces []client.Workspace }
	require.NoError(t, c.Do(t.Context(), http.MethodGet, client.Path("organizations", Organization, "workspaces"), nil, nil, &page))
	assert.Len(t, page.Workspaces, 20)
	assert.Len(t, all(t, c.Workspaces.All(t.Context(), client.WorkspaceFilter{})), 25)
}

func TestStepAndAdvance(t *testing.T) {
	a, c := ready(t, WithStep(10*time.Minute), WithClock(day))
	made, err := c.Clusters.Create(t.Context(), awsCluster())
	require.NoError(t, err)
	status := func() client.ClusterStatus {
		got, failed := c.Clusters.Get(t.Context(), made.ID)
		require.NoError(t, failed)
		return got.Status
	}
	assert.Equal(t, client.ClusterStatusCreating, status())
	a.Advance(9 * time.Minute)
	assert.Equal(t, client.ClusterStatusCreating, status())
	a.Advance(time.Hour)
	got, err := c.Clusters.Get(t.Context(), made.ID)
	require.NoError(t, err)
	assert.Equal(t, client.ClusterStatusCreated, got.Status)
	assert.Equal(t, day().Add(10*time.Minute), got.UpdatedAt, "when it was ready, not when somebody looked")
}

// TestCancelled ends a call during a delay; the operation does not happen then.
func TestCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, c := ready(t)
		a.Fail(Match{Operation: "CreateWorkspace"}, Fault{Delay: time.Minute})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := c.Workspaces.Create(ctx, client.CreateWorkspace{Name: "w"})
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Empty(t, all(t, c.Workspaces.All(t.Context(), client.WorkspaceFilter{})))
	})
}

func TestBodyThatIsTooLong(t *testing.T) {
	a := New()
	for size, want := range map[int]int{maxBody: http.StatusBadRequest, maxBody + 1: http.StatusRequestEntityTooLarge} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, BaseURL+"/organizations/"+Organization+"/workspaces",
			strings.NewReader(strings.Repeat(" ", size)))
		require.NoError(t, err)
		req.Header.Set("Authorization", "Bearer "+a.Token())
		req.Header.Set("Content-Type", "application/json")
		resp, err := a.RoundTrip(req)
		require.NoError(t, err)
		_, _ = io.Copy(io.Discard, resp.Body)
		require.NoError(t, resp.Body.Close())
		assert.Equal(t, want, resp.StatusCode)
	}
}

// TestManyAtOnce calls, seeds, faults and moves the clock from many goroutines.
func TestManyAtOnce(t *testing.T) {
	a, c := ready(t, WithPageSize(7))
	workspace := a.AddWorkspace(client.Workspace{})
	const workers, rounds = 8, 10
	var group sync.WaitGroup
	for n := range workers {
		group.Go(func() {
			for i := range rounds {
				d, _ := c.Deployments.Create(t.Context(), standard(workspace, fmt.Sprintf("d%d-%d", n, i)))
				if !assert.NotEmpty(t, d.ID) {
					return
				}
				found, _ := c.Deployments.Get(t.Context(), d.ID)
				assert.Equal(t, d.ID, found.ID)
				a.Advance(time.Second)
				a.Fail(Match{Path: d.ID}, Fault{Status: http.StatusBadGateway})
				refused, _ := c.Deployments.Get(t.Context(), d.ID)
				assert.Empty(t, refused.ID)
				a.Requests()
			}
		})
	}
	group.Wait()
	assert.Len(t, all(t, c.Deployments.All(t.Context(), client.DeploymentFilter{})), workers*rounds)
}
