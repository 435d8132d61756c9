package client

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var errCut = errors.New("connection reset by peer")

func TestRetry(t *testing.T) {
	const second = time.Second
	for name, tc := range map[string]struct {
		method  string
		answers []step
		retry   Retry
		waits   []time.Duration
		status  int // 0 wants the error
	}{
		"success":                  {method: "GET", answers: []step{{status: 200}}, status: 200},
		"429 of a GET":             {method: "GET", answers: []step{{status: 429}, {status: 200}}, waits: []time.Duration{second / 2}, status: 200},
		"429 of a POST":            {method: "POST", answers: []step{{status: 429}, {status: 429}, {status: 200}}, waits: []time.Duration{second / 2, second}, status: 200},
		"503 of a GET":             {method: "GET", answers: []step{{status: 503}, {status: 502}, {status: 504}, {status: 200}}, waits: []time.Duration{second / 2, second, 2 * second}, status: 200},
		"503 of a DELETE":          {method: "DELETE", answers: []step{{status: 503}, {status: 204}}, waits: []time.Duration{second / 2}, status: 204},
		"503 of a POST":            {method: "POST", answers: []step{{status: 503}, {status: 200}}, status: 503},
		"500":                      {method: "GET", answers: []step{{status: 500}, {status: 200}}, status: 500},
		"404":                      {method: "GET", answers: []step{{status: 404}}, status: 404},
		"cut GET":                  {method: "GET", answers: []step{{err: errCut}, {status: 200}}, waits: []time.Duration{second / 2}, status: 200},
		"cut DELETE":               {method: "DELETE", answers: []step{{err: errCut}, {status: 404}}, waits: []time.Duration{second / 2}, status: 404},
		"cut POST":                 {method: "POST", answers: []step{{err: errCut}, {status: 200}}},
		"cut for good":             {method: "GET", answers: []step{{err: errCut}}, waits: []time.Duration{second / 2, second, 2 * second}},
		"wrong certificate":        {method: "GET", answers: []step{{err: x509.UnknownAuthorityError{}}}},
		"no time left below":       {method: "GET", answers: []step{{err: context.DeadlineExceeded}}},
		"no turn in time":          {method: "GET", answers: []step{{err: ErrRateLimited}}},
		"gives up":                 {method: "GET", answers: []step{{status: 429}}, retry: Retry{Attempts: 3}, waits: []time.Duration{second / 2, second}, status: 429},
		"once":                     {method: "GET", answers: []step{{status: 429}}, retry: Retry{Attempts: 1}, status: 429},
		"Retry-After":              {method: "POST", answers: []step{{status: 429, header: map[string]string{"Retry-After": "7"}}, {status: 200}}, waits: []time.Duration{7 * second}, status: 200},
		"Retry-After zero":         {method: "POST", answers: []step{{status: 429, header: map[string]string{"Retry-After": "0"}}, {status: 200}}, waits: []time.Duration{0}, status: 200},
		"Retry-After as a date":    {method: "GET", answers: []step{{status: 503, header: map[string]string{"Retry-After": "Sat, 01 Jan 2000 00:00:09 GMT"}}, {status: 200}}, waits: []time.Duration{9 * second}, status: 200},
		"date by server's clock":   {method: "GET", answers: []step{{status: 503, header: map[string]string{"Date": "Tue, 01 Jan 2030 10:00:00 GMT", "Retry-After": "Tue, 01 Jan 2030 10:00:05 GMT"}}, {status: 200}}, waits: []time.Duration{5 * second}, status: 200},
		"date in the past":         {method: "GET", answers: []step{{status: 503, header: map[string]string{"Retry-After": "Fri, 31 Dec 1999 00:00:09 GMT"}}, {status: 200}}, waits: []time.Duration{0}, status: 200},
		"Retry-After nonsense":     {method: "GET", answers: []step{{status: 429, header: map[string]string{"Retry-After": "-3"}}, {status: 200}}, waits: []time.Duration{second / 2}, status: 200},
		"Retry-After too long":     {method: "GET", answers: []step{{status: 429, header: map[string]string{"Retry-After": "61"}}, {status: 200}}, status: 429},
		"Retry-After absurd":       {method: "GET", answers: []step{{status: 429, header: map[string]string{"Retry-After": "18446744073709551615"}}, {status: 200}}, status: 429},
		"own figures":              {method: "GET", answers: []step{{status: 429}}, retry: Retry{Attempts: 5, Wait: second, MaxWait: 3 * second}, waits: []time.Duration{second, 2 * second, 3 * second, 3 * second}, status: 429},
		"jitter":                   {method: "GET", answers: []step{{status: 429}, {status: 200}}, retry: Retry{Jitter: func(d time.Duration) time.Duration { return d * 3 }}, waits: []time.Duration{3 * second / 2}, status: 200},
		"negative jitter":          {method: "GET", answers: []step{{status: 429}, {status: 200}}, retry: Retry{Jitter: func(time.Duration) time.Duration { return -1 }}, waits: []time.Duration{0}, status: 200},
		"no jitter on Retry-After": {method: "GET", answers: []step{{status: 429, header: map[string]string{"Retry-After": "2"}}, {status: 200}}, retry: Retry{Jitter: func(d time.Duration) time.Duration { return d / 2 }}, waits: []time.Duration{2 * second}, status: 200},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				base := &steps{answers: tc.answers}
				tc.retry.Base = base
				req, err := http.NewRequestWithContext(t.Context(), tc.method, "http://astro.test/v1", strings.NewReader("body"))
				require.NoError(t, err)
				resp, err := tc.retry.RoundTrip(req)
				if tc.status == 0 {
					require.Error(t, err)
				} else {
					require.NoError(t, err)
					assert.Equal(t, tc.status, resp.StatusCode)
					require.NoError(t, resp.Body.Close())
				}
				require.Len(t, base.at, len(tc.waits)+1)
				for i, want := range tc.waits {
					assert.Equal(t, want, base.at[i+1].Sub(base.at[i]))
				}
				for i, b := range base.bodies {
					assert.Equal(t, "body", b, "request %d", i+1)
				}
				for i, g := range base.given[:max(0, len(base.given)-1)] {
					assert.True(t, g.closed && g.rest == 0, "answer %d is drained and closed", i+1)
				}
			})
		})
	}
}

func TestRetryNeedsGetBody(t *testing.T) {
	base := &steps{answers: []step{{status: 429}, {status: 200}}}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://astro.test", io.NopCloser(strings.NewReader("body")))
	require.NoError(t, err)
	resp, err := (&Retry{Base: base}).RoundTrip(req)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	assert.Equal(t, 429, resp.StatusCode)
	assert.Len(t, base.at, 1)

	req.GetBody = func() (io.ReadCloser, error) { return nil, errCut }
	resp, err = (&Retry{Base: base}).RoundTrip(req)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	assert.Len(t, base.at, 2)
}

// TestRetryHonoursTheContext: a wait that the deadline would cut is not begun, and the refusal is the better answer; a
// cancellation ends a wait at once.
func TestRetryHonoursTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		base := &steps{answers: []step{{status: 429, header: map[string]string{"Retry-After": "30"}}}}
		c, err := New("o", "x", WithBaseURL("http://astro.test"), WithHTTPClient(&http.Client{Transport: &Retry{Base: base}}))
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		_, err = c.Workspaces.Get(ctx, "w")
		var refused *APIError
		require.ErrorAs(t, err, &refused)
		require.ErrorIs(t, err, ErrRateLimited)
		assert.Equal(t, 30*time.Second, refused.RetryAfter)
		assert.Zero(t, time.Since(start))

		ctx, stop := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, stop)
		_, err = c.Workspaces.Get(ctx, "w")
		require.ErrorIs(t, err, context.Canceled)
		assert.Equal(t, 3*time.Second, time.Since(start))
	})
}

// TestDefaultTransport: what New makes retries, with jitter that only adds.
func TestDefaultTransport(t *testing.T) {
	c, err := New("o", "x")
	require.NoError(t, err)
	r, ok := c.http.Transport.(*Retry)
	require.True(t, ok)
	assert.IsType(t, &Limit{}, r.Base)
	for range 1000 {
		d := r.Jitter(time.Second)
		assert.True(t, time.Second <= d && d <= 5*time.Second/4, "%s", d)
	}
	assert.Equal(t, time.Duration(0), r.Jitter(0))
}
