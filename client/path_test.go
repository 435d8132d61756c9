package client

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPath(t *testing.T) {
	assert.Equal(t, "/organizations/o/deployments/a%2Fb%3Fc%23d%20e", Path("organizations", "o", "deployments", "a/b?c#d e"))
	assert.Empty(t, Path())
}

// TestPathsThatNameNothing: an ID that is empty or leads elsewhere ends before the call, whatever the method.
func TestPathsThatNameNothing(t *testing.T) {
	transport := &answering{status: 200, body: `{}`}
	c, err := New("o", "x", WithHTTPClient(&http.Client{Transport: transport}))
	require.NoError(t, err)
	for path, want := range map[string]string{
		"":                       "start with a slash",
		"organizations":          "start with a slash",
		"//evil.example/a":       "segment 1 is empty",
		"/":                      "segment 1 is empty",
		"/a/":                    "segment 2 is empty",
		"/organizations//a":      "the Organization's ID is missing",
		"/a/../b":                `segment 2 is ".."`,
		"/a/%2e%2E/b":            `segment 2 is ".."`,
		"/a/.":                   `segment 2 is "."`,
		"/a?b=c":                 "pass the query apart",
		"/a b":                   "escape segments with Path",
		"/a\x1b[2J":              "escape segments with Path",
		"/é":                     "escape segments with Path",
		"/a#b":                   "pass the query apart",
		"/a/%zz":                 "segment 2 is not escaped",
		"https://evil.example/a": "start with a slash",
	} {
		require.ErrorContains(t, c.Do(t.Context(), http.MethodDelete, path, nil, nil, nil), want, path)
	}
	require.ErrorContains(t, c.Workspaces.Delete(t.Context(), ""), "segment 4 is empty: an ID is missing")
	require.ErrorContains(t, c.Do(t.Context(), "BAD METHOD", "/a", nil, nil, nil), "invalid method")
	assert.Zero(t, transport.calls)
}

func TestJoin(t *testing.T) {
	for _, base := range []string{"https://a.example", "https://a.example/v1", "https://a.example/x%2Fy"} {
		u, err := parseBase(base+"//", false)
		require.NoError(t, err)
		for _, id := range []string{"plain", "a/b", "é ü", "100%", "a+b&c=d", "..%2f..", "\x00\n", "{}"} {
			got, err := join(u, Path("deployments", id), url.Values{"q": {"a b&c"}})
			require.NoError(t, err)
			assert.Equal(t, base+"/deployments/"+url.PathEscape(id)+"?q=a+b%26c", got.String())
		}
	}
}
