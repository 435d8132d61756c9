package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// remote is an Astro that commands reach over the network.
type remote struct {
	*clienttest.Astro
	url string
	dir string // with etl.yaml, and vars.env with the value of its secret
}

func newRemote(t *testing.T, options ...clienttest.Option) *remote {
	t.Helper()
	astro := clienttest.New(options...)
	astro.AddWorkspace(client.Workspace{Name: "Data"})
	server := httptest.NewServer(astro)
	t.Cleanup(server.Close)
	return &remote{astro, server.URL, folder(t, map[string]string{"etl.yaml": live, "vars.env": "TOKEN=" + canary + "\n"})}
}

// do runs a command of the API. Neither the token nor the secret ever shows.
func (r *remote) do(t *testing.T, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	return r.as(t, r.Token(), in, args...)
}

// as is do with another token.
func (r *remote) as(t *testing.T, token, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	env := environment{in: strings.NewReader(in), out: &o, err: &e, token: token}
	env.options = []client.Option{client.WithHTTPClient(&http.Client{})} // repeats nothing, and waits for nothing
	code = run(t.Context(), env, append(args, "-base-url", r.url))
	assert.NotContains(t, o.String()+e.String(), canary)
	if token != "" {
		assert.NotContains(t, o.String()+e.String(), token)
	}
	return code, o.String(), e.String()
}

func (r *remote) file(name string) string { return filepath.Join(r.dir, name) }

// created has the Deployment of etl.yaml, and returns its ID.
func (r *remote) created(t *testing.T) string {
	t.Helper()
	file, found := deployfile.Parse("etl.yaml", []byte(live))
	require.NoError(t, found.Err())
	file.Deployment.EnvironmentVariables[0].Value = new(canary)
	id, err := r.AddDeployment(file.Deployment)
	require.NoError(t, err)
	return id
}

// writes counts the requests that may have changed something.
func (r *remote) writes() int {
	n := 0
	for _, q := range r.Requests() {
		if q.Method != "GET" {
			n++
		}
	}
	return n
}

// liveCommands are all commands that call the API, with arguments that do nothing wrong.
func liveCommands(r *remote) map[string][]string {
	key := []string{"-source", "cdep000000000000000000001", "-branch", "b"}
	return map[string][]string{
		"plan":          {"plan", "-live", r.file("etl.yaml")},
		"apply":         {"apply", r.file("etl.yaml")},
		"apply folder":  {"apply", r.dir},
		"drift":         {"drift", r.file("etl.yaml")},
		"drift folder":  {"drift", r.dir},
		"inspect":       {"inspect", "etl"},
		"preview up":    append([]string{"preview", "up"}, key...),
		"preview down":  append([]string{"preview", "down"}, key...),
		"preview renew": append([]string{"preview", "renew"}, key...),
		"preview list":  {"preview", "list", "-workspace", "Data"},
		"preview sweep": {"preview", "sweep", "-workspace", "Data"},
	}
}

// onlyFailed is all that apply says of a folder with one file that failed.
const onlyFailed = "\n1 file: 0 created, 0 updated, 0 unchanged, 1 failed\n"

func TestCommandsWithoutToken(t *testing.T) {
	r := newRemote(t)
	for name, args := range liveCommands(r) {
		code, out, errs := r.as(t, "", "", args...)
		assert.Equal(t, exitUsage, code, name)
		assert.Empty(t, out, name)
		assert.Contains(t, errs, "ASTRO_API_TOKEN", name)
		assert.Equal(t, 1, strings.Count(errs, "\n"), name)
	}
	assert.Empty(t, r.Requests())
}

func TestCommandsWithWrongToken(t *testing.T) {
	r := newRemote(t)
	r.created(t)
	_, expired := r.AddToken(client.CreateAPIToken{Name: "ci", TokenExpiryPeriodInDays: 1})
	r.Advance(48 * time.Hour)
	for name, args := range liveCommands(r) {
		code, out, errs := r.as(t, expired, "", args...)
		assert.Equal(t, exitDenied, code, "%s: %s", name, errs)
		assert.Empty(t, strings.TrimPrefix(out, onlyFailed), name)
		assert.NotEmpty(t, errs, name)
	}
	assert.Zero(t, r.writes())
}

func TestCommandsWhenTheAPIIsNotThere(t *testing.T) {
	r := newRemote(t)
	gone := httptest.NewServer(nil)
	gone.Close()
	r.url = gone.URL
	for name, args := range liveCommands(r) {
		code, out, errs := r.do(t, "", args...)
		assert.Equal(t, exitUnavailable, code, "%s: %s", name, errs)
		assert.Empty(t, strings.TrimPrefix(out, onlyFailed), name)
		assert.Contains(t, errs, "refused", name)
	}
}

func TestTokens(t *testing.T) {
	r := newRemote(t)
	r.created(t)
	dir := folder(t, map[string]string{"token": r.Token() + "\n", "empty": "\n", "header": "Bearer " + r.Token()})
	file := func(name string) string { return filepath.Join(dir, name) }
	for name, c := range map[string]struct {
		args []string
		want int
		errs string
	}{
		"file":           {[]string{"-token-file", file("token")}, exitOK, ""},
		"flag":           {[]string{"-token", r.Token()}, exitOK, ""},
		"both":           {[]string{"-token", "x", "-token-file", file("token")}, exitUsage, "not both"},
		"no such file":   {[]string{"-token-file", file("none")}, exitUnreadable, "none"},
		"empty file":     {[]string{"-token-file", file("empty")}, exitUsage, "no API token"},
		"with its word":  {[]string{"-token-file", file("header")}, exitUsage, "Bearer"},
		"not a token":    {[]string{"-token", "x", "-organization", clienttest.Organization}, exitDenied, "401"},
		"says nothing":   {[]string{"-token", "x"}, exitUsage, "-organization has to"},
		"another":        {[]string{"-token", r.Token(), "-organization", "other"}, exitDenied, "something else"},
		"without a host": {[]string{"-token", r.Token(), "-base-url", "http://"}, exitOK, ""}, // the last one counts
	} {
		t.Run(name, func(t *testing.T) {
			code, _, errs := r.as(t, "", "", append([]string{"inspect", "etl"}, c.args...)...)
			assert.Equal(t, c.want, code, errs)
			assert.Contains(t, errs, c.errs)
			assert.NotContains(t, errs, r.Token())
		})
	}
	code, _, errs := do(t, "", "inspect", "etl", "-token", "x", "-organization", "o", "-base-url", "http://astro.example.com/v1")
	assert.Equal(t, exitUsage, code, "plain http elsewhere")
	assert.Contains(t, errs, "http")
}

// TestCommandsWhenInterrupted end with the code that says to run them again.
func TestCommandsWhenInterrupted(t *testing.T) {
	r := newRemote(t)
	r.created(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, args := range liveCommands(r) {
		var out, errs bytes.Buffer
		env := environment{in: strings.NewReader(""), out: &out, err: &errs, token: r.Token()}
		assert.Equal(t, exitAgain, run(ctx, env, append(args, "-base-url", r.url)), "%s: %s", name, errs.String())
		assert.NotEmpty(t, errs.String(), name)
	}
	assert.Zero(t, r.writes())
}
