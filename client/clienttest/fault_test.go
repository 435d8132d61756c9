package clienttest

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
)

// faultCase is a fault with what a write meets through it: the error, and whether the change was made.
type faultCase struct {
	fault   Fault
	want    func(t *testing.T, err error)
	happens bool
}

func faultCases() map[string]faultCase {
	refused := func(status int, retryAfter time.Duration) func(*testing.T, error) {
		return func(t *testing.T, err error) {
			var e *client.APIError
			require.ErrorAs(t, err, &e)
			assert.Equal(t, status, e.StatusCode)
			assert.Equal(t, retryAfter, e.RetryAfter)
		}
	}
	unusable := func(t *testing.T, err error) {
		var e *client.AnswerError
		require.ErrorAs(t, err, &e)
	}
	failed := func(t *testing.T, err error) {
		require.Error(t, err)
		assert.True(t, errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF), err)
	}
	return map[string]faultCase{
		"429 with Retry-After":        {Fault{Status: 429, RetryAfter: "3"}, refused(429, 3*time.Second), false},
		"429 that is not JSON":        {Fault{Status: 429, Body: "<p>slow down</p>", ContentType: "text/html"}, refused(429, 0), false},
		"500":                         {Fault{Status: 500}, refused(500, 0), false},
		"502 without body":            {Fault{Status: 502, Empty: true}, refused(502, 0), false},
		"503 after the effect":        {Fault{Status: 503, Effect: true}, refused(503, 0), true},
		"200 with an error body":      {Fault{Status: 200}, refused(500, 0), false},
		"200 without body":            {Fault{Status: 200, Empty: true, Effect: true}, unusable, true},
		"wrong content type":          {Fault{ContentType: "text/html"}, unusable, true},
		"connection cut":              {Fault{Cut: CutConnection}, failed, false},
		"lost answer":                 {Fault{Cut: CutConnection, Effect: true}, failed, true},
		"cut inside the body":         {Fault{Cut: CutBody}, failed, true},
		"truncated JSON":              {Fault{Cut: CutJSON}, unusable, true},
		"truncated JSON of a refusal": {Fault{Status: 400, Cut: CutJSON}, refused(400, 0), false},
		"nothing but a few pauses":    {Fault{Delay: time.Millisecond, Drip: time.Microsecond}, func(t *testing.T, err error) { require.NoError(t, err) }, true},
	}
}

func TestFaultsInProcess(t *testing.T) {
	for name, test := range faultCases() {
		t.Run(name, func(t *testing.T) {
			a, c := ready(t)
			testFault(t, a, c, test)
		})
	}
}

func TestFaultsOverTheNetwork(t *testing.T) {
	for name, test := range faultCases() {
		t.Run(name, func(t *testing.T) {
			a := New()
			server := httptest.NewServer(a)
			defer server.Close()
			transport := &http.Transport{}
			defer transport.CloseIdleConnections()
			c, err := client.New(Organization, a.Token(), client.WithBaseURL(server.URL), client.WithHTTPClient(&http.Client{Transport: transport}))
			require.NoError(t, err)
			testFault(t, a, c, test)
		})
	}
}

func testFault(t *testing.T, a *Astro, c *client.Client, test faultCase) {
	t.Helper()
	a.Fail(Match{Operation: "CreateWorkspace"}, test.fault)
	assert.Empty(t, all(t, c.Workspaces.All(t.Context(), client.WorkspaceFilter{})), "matches another operation")
	_, err := c.Workspaces.Create(t.Context(), client.CreateWorkspace{Name: "w"})
	test.want(t, err)
	made := 0
	if test.happens {
		made = 1
	}
	assert.Len(t, all(t, c.Workspaces.All(t.Context(), client.WorkspaceFilter{})), made)
	_, err = c.Workspaces.Create(t.Context(), client.CreateWorkspace{Name: "w"})
	require.NoError(t, err, "a fault catches one request")
}

// TestCutWithoutHijacking serves through a writer that does not hand its connection over.
func TestCutWithoutHijacking(t *testing.T) {
	a := New()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.ServeHTTP(struct{ http.ResponseWriter }{w}, r)
	}))
	defer server.Close()
	a.Fail(Match{}, Fault{Cut: CutConnection})
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, nil)
	require.NoError(t, err)
	resp, err := server.Client().Do(req)
	if err == nil { // the status may arrive before the connection closes
		_, err = io.ReadAll(resp.Body)
		require.NoError(t, resp.Body.Close())
	}
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

func TestMatch(t *testing.T) {
	a, c := ready(t)
	w := a.AddWorkspace(client.Workspace{})
	get := func() error {
		_, err := c.Workspaces.Get(t.Context(), w)
		return err
	}
	a.Fail(Match{Path: w, Method: http.MethodGet, Skip: 1, Times: 2}, Fault{Status: 500})
	_, err := c.Workspaces.Create(t.Context(), client.CreateWorkspace{Name: "w"})
	require.NoError(t, err)
	var got []bool
	for range 5 {
		got = append(got, get() == nil)
	}
	assert.Equal(t, []bool{true, false, false, true, true}, got)

	a.Fail(Match{Times: -1}, Fault{Status: 500})
	for range 3 {
		require.Error(t, get())
	}
	a.ClearFaults()
	require.NoError(t, get())
}

// TestTwice delivers one request two times, as a proxy may.
func TestTwice(t *testing.T) {
	a, c := ready(t)
	a.Fail(Match{}, Fault{Twice: true})
	_, err := c.Workspaces.Create(t.Context(), client.CreateWorkspace{Name: "w"})
	require.NoError(t, err)
	assert.Len(t, all(t, c.Workspaces.All(t.Context(), client.WorkspaceFilter{})), 2)
}

// TestRateLimit keeps to the limit with package client's own, and runs into it without.
func TestRateLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, fast := ready(t, WithRateLimit())
		w := a.AddWorkspace(client.Workspace{})
		get := func(c *client.Client) error {
			_, err := c.Workspaces.Get(t.Context(), w)
			return err
		}
		for range 25 {
			require.NoError(t, get(fast))
		}
		var refused *client.APIError
		require.ErrorAs(t, get(fast), &refused)
		assert.Equal(t, http.StatusTooManyRequests, refused.StatusCode)
		_, secret := a.AddToken(client.CreateAPIToken{})
		require.NoError(t, get(as(t, a, secret)), "each token has its own")
		_, err := fast.Workspaces.Create(t.Context(), client.CreateWorkspace{Name: "w"})
		require.NoError(t, err, "so have the methods")
		time.Sleep(time.Second)
		slow, err := a.Client(client.WithHTTPClient(&http.Client{Transport: &client.Limit{Base: a}}))
		require.NoError(t, err)
		for range 200 {
			require.NoError(t, get(slow))
		}
	})
}

// TestDripHonoursTheDeadline gives up in the middle of a body that comes slowly.
func TestDripHonoursTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, c := ready(t)
		a.Fail(Match{}, Fault{Drip: time.Second})
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		start := time.Now()
		_, err := c.Workspaces.Create(ctx, client.CreateWorkspace{Name: "w"})
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, 5*time.Second, time.Since(start))
	})
}

// TestMeanwhile deletes an object of a list between two of its pages: what follows moves up, and one is never seen.
func TestMeanwhile(t *testing.T) {
	a, c := ready(t, WithPageSize(2))
	var ids []string
	for range 5 {
		ids = append(ids, a.AddWorkspace(client.Workspace{}))
	}
	a.Fail(Match{Operation: "ListWorkspaces"}, Fault{Then: func() { assert.NoError(t, c.Workspaces.Delete(t.Context(), ids[0])) }})
	seen := []string{}
	for _, w := range all(t, c.Workspaces.All(t.Context(), client.WorkspaceFilter{})) {
		seen = append(seen, w.ID)
	}
	assert.NotContains(t, seen, ids[2], "it moved to the page that was read already")
	assert.Subset(t, ids, seen)

	ran := 0
	a.Fail(Match{}, Fault{Status: 500, Then: func() { ran++ }})
	_, err := c.Workspaces.Get(t.Context(), ids[1])
	wantRefusal(t, err, http.StatusInternalServerError)
	assert.Equal(t, 1, ran)
}

// TestClocksDisagree answers with the time of the control plane, which need not be that of the caller.
func TestClocksDisagree(t *testing.T) {
	a, _ := ready(t, WithClock(day))
	date := func() time.Time {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, BaseURL+"/organizations", http.NoBody)
		require.NoError(t, err)
		resp, err := a.RoundTrip(req)
		require.NoError(t, err)
		defer resp.Body.Close()
		at, err := http.ParseTime(resp.Header.Get("Date"))
		require.NoError(t, err)
		return at
	}
	assert.Equal(t, day(), date())
	a.Advance(time.Hour)
	assert.Equal(t, day().Add(time.Hour), date())
	a.Fail(Match{}, Fault{Skew: -2 * time.Hour})
	assert.Equal(t, day().Add(-time.Hour), date())
	assert.Equal(t, day().Add(time.Hour), date())
}
