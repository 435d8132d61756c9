package client

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLimit sends many requests at once and counts how many leave in any second.
func TestLimit(t *testing.T) {
	for method, perSecond := range map[string]int{"GET": 25, "HEAD": 25, "POST": 10, "DELETE": 5} {
		t.Run(method, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				base := &steps{answers: []step{{status: 200}}}
				limit := &Limit{Base: base}
				time.Sleep(time.Hour) // idleness saves nothing up
				var all sync.WaitGroup
				for range 8 * perSecond {
					all.Go(func() {
						req := httptest.NewRequestWithContext(t.Context(), method, "http://astro.test", nil)
						resp, err := limit.RoundTrip(req)
						if assert.NoError(t, err) {
							assert.NoError(t, resp.Body.Close())
						}
					})
				}
				all.Wait()
				slices.SortFunc(base.at, time.Time.Compare)
				require.Len(t, base.at, 8*perSecond)
				for i, from := range base.at {
					n := 0
					for _, at := range base.at[i:] {
						if at.Sub(from) < time.Second {
							n++
						}
					}
					require.LessOrEqual(t, n, perSecond, "in the second from %s", from)
				}
				assert.Less(t, base.at[len(base.at)-1].Sub(base.at[0]), 10*time.Second, "it lets at least four fifths through")
			})
		})
	}
}

// TestLimitsAreApart: reads do not wait for writes.
func TestLimitsAreApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limit := &Limit{Base: &steps{answers: []step{{status: 200}}}}
		start := time.Now()
		for _, method := range []string{"DELETE", "GET", "POST", "GET", "POST", "GET", "GET", "GET"} {
			req, err := http.NewRequestWithContext(t.Context(), method, "http://astro.test", nil)
			require.NoError(t, err)
			resp, err := limit.RoundTrip(req)
			require.NoError(t, err)
			require.NoError(t, resp.Body.Close())
		}
		assert.Zero(t, time.Since(start))
	})
}

func TestLimitHonoursTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		base := &steps{answers: []step{{status: 204}}}
		c, err := New("o", "x", WithBaseURL("http://astro.test"), WithHTTPClient(&http.Client{Transport: &Retry{Base: &Limit{Base: base}}}))
		require.NoError(t, err)
		start := time.Now()
		require.NoError(t, c.Workspaces.Delete(t.Context(), "w"))

		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		require.ErrorIs(t, c.Workspaces.Delete(ctx, "w"), ErrRateLimited, "its turn is after the deadline")
		assert.Zero(t, time.Since(start), "and that is known at once")

		ctx, stop := context.WithCancel(t.Context())
		time.AfterFunc(50*time.Millisecond, stop)
		require.ErrorIs(t, c.Workspaces.Delete(ctx, "w"), context.Canceled)
		assert.Equal(t, 50*time.Millisecond, time.Since(start))
		assert.Len(t, base.at, 1)
	})
}
