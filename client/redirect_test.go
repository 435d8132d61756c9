package client

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// redirector answers the first path with a redirect and everything else with what it was asked.
func redirector(t *testing.T, status int, location func(self string) string) (url string, asked *[]string) {
	t.Helper()
	asked = new([]string)
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		*asked = append(*asked, r.Method+" "+r.URL.Path+" "+r.Header.Get("Authorization")+" "+string(body))
		if strings.HasSuffix(r.URL.Path, "/new") || status == 0 {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"id":"w","name":"moved"}`)
			return
		}
		w.Header().Set("Location", location(server.URL))
		w.WriteHeader(status)
	}))
	t.Cleanup(server.Close)
	return server.URL, asked
}

func direct(t *testing.T, base string, check func(*http.Request, []*http.Request) error) *Client {
	t.Helper()
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	c, err := New("o", "hushhush-token", WithBaseURL(base+"/v1"), WithHTTPClient(&http.Client{Transport: transport, CheckRedirect: check}))
	require.NoError(t, err)
	return c
}

// TestRedirectsToStrangers: whatever the status and the method, nothing reaches a listening stranger, and the error
// names both places.
func TestRedirectsToStrangers(t *testing.T) {
	var heard atomic.Int32
	stranger := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { heard.Add(1) }))
	defer stranger.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
			base, _ := redirector(t, status, func(string) string { return stranger.URL + "/steal?sig=hushhush" })
			err := direct(t, base, nil).Do(t.Context(), method, "/organizations/o/workspaces", nil, CreateWorkspace{Name: "x"}, nil)
			require.EqualError(t, err, method+" /organizations/o/workspaces: redirect from "+base+" to "+stranger.URL+" refused: the token stays with the first")
		}
	}
	assert.Zero(t, heard.Load())
}

func TestRedirectsToAnotherSchemeOrPort(t *testing.T) {
	for _, location := range []string{"https://127.0.0.1:1/x", "http://localhost:1/x", "//other.test/x", "http://u:hushhush@other.test/x"} {
		base, _ := redirector(t, 307, func(string) string { return location })
		err := direct(t, base, nil).Do(t.Context(), http.MethodGet, "/x", nil, nil, nil)
		require.ErrorContains(t, err, "redirect from "+base+" to ")
		assert.NotContains(t, err.Error(), "hushhush")
	}
}

func TestRedirectsAtHome(t *testing.T) {
	at := func(self string) string { return self + "/v1/new" }
	base, asked := redirector(t, 302, at)
	var w Workspace
	require.NoError(t, direct(t, base, nil).Do(t.Context(), http.MethodGet, "/old", nil, nil, &w))
	assert.Equal(t, "moved", w.Name)
	assert.Equal(t, []string{"GET /v1/old Bearer hushhush-token ", "GET /v1/new Bearer hushhush-token "}, *asked)

	base, asked = redirector(t, 302, at)
	err := direct(t, base, nil).Do(t.Context(), http.MethodPost, "/old", nil, CreateWorkspace{Name: "x"}, &w)
	require.EqualError(t, err, "POST /old: redirect within "+base+" refused: it would repeat a POST as GET")
	assert.Len(t, *asked, 1)

	base, asked = redirector(t, 308, at)
	require.NoError(t, direct(t, base, nil).Do(t.Context(), http.MethodPost, "/old", nil, CreateWorkspace{Name: "x"}, &w))
	assert.Equal(t, []string{`POST /v1/old Bearer hushhush-token {"name":"x"}`, `POST /v1/new Bearer hushhush-token {"name":"x"}`}, *asked)
}

func TestRedirectsWithoutEnd(t *testing.T) {
	base, asked := redirector(t, 307, func(self string) string { return self + "/v1/old" })
	err := direct(t, base, nil).Do(t.Context(), http.MethodGet, "/old", nil, nil, nil)
	require.EqualError(t, err, "GET /old: too many redirects")
	assert.Len(t, *asked, maxRedirects+1)

	own := errors.New("not even here")
	base, _ = redirector(t, 307, func(self string) string { return self + "/v1/new" })
	err = direct(t, base, func(*http.Request, []*http.Request) error { return own }).Do(t.Context(), http.MethodGet, "/old", nil, nil, nil)
	require.ErrorIs(t, err, own, "the caller's own check is asked too")

	base, _ = redirector(t, 307, func(self string) string { return self + "/v1/new" })
	err = direct(t, base, func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }).Do(t.Context(), http.MethodGet, "/old", nil, nil, nil)
	var refused *APIError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, 307, refused.StatusCode)
}

// TestTransportErrorsAreQuiet: a transport that puts the token or the URL into its error does not make ours show it.
func TestTransportErrorsAreQuiet(t *testing.T) {
	c, err := New("o", "hushhush-token", WithHTTPClient(&http.Client{Transport: &steps{answers: []step{{err: io.ErrClosedPipe}}}}))
	require.NoError(t, err)
	err = c.Do(t.Context(), http.MethodGet, "/a", map[string][]string{"sig": {"hushhush"}}, nil, nil)
	require.EqualError(t, err, "GET /a: io: read/write on closed pipe")
	require.ErrorIs(t, err, io.ErrClosedPipe)

	cause := errors.New("proxy refused header Bearer hushhush-token")
	c.http.Transport = &steps{answers: []step{{err: cause}}}
	err = c.Do(t.Context(), http.MethodGet, "/a", nil, nil, nil)
	require.EqualError(t, err, "GET /a: proxy refused header Bearer (token)")
	require.ErrorIs(t, err, cause)
}
