package client

import (
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNewRefuses(t *testing.T) {
	for name, tc := range map[string]struct {
		token string
		opt   Option
		want  string
	}{
		"no token":          {"", nil, "the API token is empty"},
		"bearer":            {"Bearer hushhush", nil, `pass it alone, without "Bearer"`},
		"newline":           {"hushhush\n", nil, "holds a space"},
		"header injection":  {"hushhush\r\nX-Evil: 1", nil, "holds a space"},
		"empty base":        {"x", WithBaseURL(""), "the base URL is empty"},
		"not a URL":         {"x", WithBaseURL("http://[::1"), "not a URL"},
		"relative":          {"x", WithBaseURL("/v1"), `scheme ""`},
		"ftp":               {"x", WithBaseURL("ftp://a.example/hushhush"), `scheme "ftp"`},
		"no host":           {"x", WithBaseURL("https:///v1"), "names no host"},
		"port without host": {"x", WithBaseURL("https://:8080/v1"), "names no host"},
		"opaque":            {"x", WithBaseURL("https:a.example"), "names no host"},
		"credentials":       {"x", WithBaseURL("https://u:hushhush@a.example/v1"), "carries credentials"},
		"user":              {"x", WithBaseURL("https://hushhush@a.example/v1"), "carries credentials"},
		"query":             {"x", WithBaseURL("https://a.example/v1?sig=hushhush"), "https://a.example has a query"},
		"empty query":       {"x", WithBaseURL("https://a.example/v1?"), "has a query"},
		"fragment":          {"x", WithBaseURL("https://a.example/v1#hushhush"), "fragment"},
		"plain":             {"x", WithBaseURL("http://a.example/v1"), "plain http to a.example would show the token"},
		"plain address":     {"x", WithBaseURL("http://10.0.0.1:8888/v1"), "plain http to 10.0.0.1"},
		"plain look-alike":  {"x", WithBaseURL("http://localhost.example/v1"), "plain http"},
		"nil client":        {"x", WithHTTPClient(nil), "HTTP client is nil"},
		"empty agent":       {"x", WithUserAgent(""), "user agent"},
		"agent":             {"x", WithUserAgent("a\r\nb: c"), "user agent"},
		"long agent":        {"x", WithUserAgent(strings.Repeat("a", 201)), "user agent"},
	} {
		t.Run(name, func(t *testing.T) {
			var opts []Option
			if tc.opt != nil {
				opts = append(opts, tc.opt)
			}
			c, err := New("clorg", tc.token, opts...)
			assert.Nil(t, c)
			require.ErrorContains(t, err, tc.want)
			assert.NotContains(t, err.Error(), "hushhush")
		})
	}
}

func TestNewAccepts(t *testing.T) {
	for _, address := range []string{
		"https://api.example/v1", "HTTPS://api.example", "http://localhost:8888/v1", "http://LOCALHOST./v1", "http://127.0.0.1:1/v1", "http://127.8.0.1",
		"http://[::1]:8888/v1", "http://api.localhost/v1", "http://astro.test", "http://[::ffff:127.0.0.1]/v1",
	} {
		_, err := New("clorg", "x", WithBaseURL(address))
		require.NoError(t, err, address)
	}
	for _, opts := range [][]Option{
		{WithPlainHTTP(), WithBaseURL("http://emulator:8888/v1")},
		{WithBaseURL("http://emulator:8888/v1"), WithPlainHTTP()}, // the order does not matter
		{nil}, // as with the options of Apply
	} {
		_, err := New("clorg", "x", opts...)
		assert.NoError(t, err)
	}
}

func TestNewLeavesTheCallersClientAlone(t *testing.T) {
	h := &http.Client{}
	_, err := New("clorg", "x", WithHTTPClient(h))
	require.NoError(t, err)
	assert.Nil(t, h.CheckRedirect)
}

func TestOrganizationComesFromTheToken(t *testing.T) {
	token := mint(`{"permissions":["organizationId:clorg"]}`)
	c, err := New("", token)
	require.NoError(t, err)
	assert.Equal(t, "clorg", c.Organization())
	info, ok := c.Token()
	assert.True(t, ok)
	assert.Equal(t, TokenKindOrganization, info.Kind)

	c, err = New("", "opaque")
	require.NoError(t, err)
	_, ok = c.Token()
	assert.False(t, ok)
	_, err = c.Workspaces.Get(t.Context(), "clw")
	assert.ErrorContains(t, err, "the Organization's ID is missing")
}

func TestHeaders(t *testing.T) {
	s := &script{status: 200, answer: `{"id":"w"}`}
	c := serve(t, s)
	c.header = defaultHeader("release-bot/1.4")
	_, err := c.Workspaces.Get(t.Context(), "w")
	require.NoError(t, err)
	h := s.requests[0].header
	assert.Equal(t, "Bearer token", h.Get("Authorization"))
	assert.Equal(t, "1.0", h.Get("X-API-Version"))
	assert.Equal(t, "astrofile", h.Get("x-astro-client-identifier"))
	assert.NotEmpty(t, h.Get("x-astro-client-version"))
	assert.Equal(t, runtime.GOOS+"-"+runtime.GOARCH, h.Get("x-client-os-identifier"))
	assert.Equal(t, "release-bot/1.4 astrofile/"+h.Get("x-astro-client-version"), h.Get("User-Agent"))
	assert.Equal(t, "application/json", h.Get("Accept"))
	assert.Empty(t, h.Get("Content-Type"), "there is no body")
}

func TestModuleVersion(t *testing.T) {
	at := func(version string, replace *debug.Module) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Path: "example.com/program", Version: "v9.9.9"},
			Deps: []*debug.Module{{Path: "example.com/other", Version: "v1.0.0"}, {Path: modulePath, Version: version, Replace: replace}}}
	}
	assert.Equal(t, "1.2.3", moduleVersion(at("v1.2.3", nil), true))
	assert.Equal(t, "2.0.0", moduleVersion(at("v1.2.3", &debug.Module{Version: "v2.0.0"}), true))
	assert.Equal(t, "devel", moduleVersion(at("v1.2.3", &debug.Module{}), true))
	assert.Equal(t, "devel", moduleVersion(at("(devel)", nil), true))
	assert.Equal(t, "devel", moduleVersion(nil, false))
	assert.Equal(t, "1.0.0", moduleVersion(&debug.BuildInfo{Main: debug.Module{Path: modulePath, Version: "v1.0.0"}}, true))
}
