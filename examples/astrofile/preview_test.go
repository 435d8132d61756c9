package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
)

func TestPreviewStory(t *testing.T) {
	r := newRemote(t)
	id := r.created(t)
	key := []string{"-source", id, "-branch", "feature/x"}
	preview := func(action string, args ...string) (int, string, string) {
		return r.do(t, "", append(append([]string{"preview", action}, args...), key...)...)
	}
	code, out, errs := preview("up")
	assert.Equal(t, exitInvalid, code, "the secret has no value")
	assert.Contains(t, out+errs, "TOKEN")
	assert.Contains(t, errs, "give the value with -env-file")
	assert.Zero(t, r.writes())
	code, out, errs = r.do(t, "", "preview", "list", "-workspace", "Data")
	assert.Equal(t, exitOK, code)
	assert.Empty(t, out)
	assert.Contains(t, errs, "there are no previews")

	code, out, errs = preview("up", "-env-file", r.file("vars.env"), "-ttl", "1h", "-set", "deployment.worker_queues[name=default].max_worker_count=1")
	assert.Equal(t, exitOK, code, errs)
	assert.Contains(t, out, "etl-feature-x-")
	assert.Contains(t, out, ": created, Deployment with the ID cdep")
	name, _, _ := strings.Cut(out, ":")

	code, again, errs := preview("up", "-ttl", "1h", "-set", "deployment.worker_queues[name=default].max_worker_count=1")
	assert.Equal(t, exitOK, code, errs)
	assert.Contains(t, again, name+": ", "the same one")

	code, out, errs = preview("renew", "-ttl", "48h", "-format", "json")
	assert.Equal(t, exitOK, code, errs)
	var doc previewed
	require.NoError(t, json.Unmarshal([]byte(out), &doc), out)
	assert.Equal(t, name, doc.Deployment.Name)
	assert.Greater(t, time.Until(*doc.Expires), 40*time.Hour)

	code, out, errs = r.do(t, "", "preview", "list", "-workspace", "Data")
	assert.Equal(t, exitOK, code, errs)
	assert.Contains(t, out, name+": alive, ")
	assert.Contains(t, out, "feature/x")
	code, out, errs = r.do(t, "", "preview", "sweep", "-workspace", "Data", "-delete")
	assert.Equal(t, exitOK, code, errs)
	assert.Empty(t, out, "nothing is overdue")
	assert.Equal(t, "astrofile preview sweep: 0 overdue, 1 alive\n", errs)

	code, out, errs = preview("down")
	assert.Equal(t, exitOK, code, errs)
	assert.Contains(t, out, "deleted")
	code, out, errs = preview("down")
	assert.Equal(t, exitOK, code, errs)
	assert.Contains(t, out, "gone already")
	code, _, errs = preview("renew")
	assert.Equal(t, exitRefused, code, errs)
}

func TestPreviewSweep(t *testing.T) {
	r := newRemote(t)
	id := r.created(t)
	code, out, errs := r.do(t, "", "preview", "up", "-source", id, "-branch", "old", "-env-file", r.file("vars.env"), "-format", "json")
	require.Equal(t, exitOK, code, errs)
	var doc previewed
	require.NoError(t, json.Unmarshal([]byte(out), &doc))
	c, err := r.Client()
	require.NoError(t, err)
	d, err := c.Deployments.Get(t.Context(), doc.Deployment.ID)
	require.NoError(t, err)
	at := strings.LastIndex(d.Description, "expires=")
	r.AddLiveDeployment(client.Deployment{Name: "overdue", WorkspaceID: d.WorkspaceID, Description: d.Description[:at] + "expires=2020-01-01T00:00:00Z"})

	r.ForgetRequests()
	code, out, errs = r.do(t, "", "preview", "sweep", "-workspace", "Data")
	assert.Equal(t, exitChanges, code, errs)
	assert.Contains(t, out, "overdue: overdue, Deployment with the ID")
	assert.Zero(t, r.writes())
	code, out, errs = r.do(t, "", "preview", "sweep", "-workspace-id", d.WorkspaceID, "-delete")
	assert.Equal(t, exitOK, code, errs)
	assert.Contains(t, out, "overdue: deleted")
	assert.Equal(t, 1, r.writes())
}

// TestPreviewFromTemplate makes previews without a base Deployment, and never touches what is none.
func TestPreviewFromTemplate(t *testing.T) {
	r := newRemote(t)
	id := r.created(t)
	args := []string{"preview", "up", "-template", r.file("etl.yaml"), "-source", "etl.yaml", "-branch", "b", "-no-objects"}
	code, out, errs := r.do(t, "", append(args, "-env-file", r.file("vars.env"))...)
	assert.Equal(t, exitOK, code, errs)
	assert.Contains(t, out, "created")

	code, _, errs = r.do(t, "", append(args, "-name", "etl", "-env-file", r.file("vars.env"))...)
	assert.Equal(t, exitRefused, code, errs)
	code, _, errs = r.do(t, "", "preview", "down", "-id", id)
	assert.Equal(t, exitRefused, code, errs)
	code, out, errs = r.do(t, "", "preview", "down", "-id", id, "-force")
	assert.Equal(t, exitOK, code, errs)
	assert.Equal(t, id+": deleted, Deployment with the ID "+id+"\n", out)
	code, out, _ = r.do(t, "", "preview", "down", "-name", "gone", "-workspace", "Data", "-force")
	assert.Equal(t, exitOK, code, "force needs no key")
	assert.Contains(t, out, "gone already")
	code, out, _ = r.do(t, "", "preview", "down", "-id", "two\nlines")
	assert.Equal(t, exitOK, code)
	assert.Equal(t, `"two\nlines": gone already, Deployment with the ID "two\nlines"`+"\n", out)
	code, _, errs = r.do(t, "", "preview", "down", "-id", "..")
	assert.Equal(t, exitRefused, code, errs)
	code, _, errs = r.do(t, "", "preview", "up", "-source", "etl", "-branch", "b")
	assert.Equal(t, exitRefused, code)
	assert.Contains(t, errs, `there is no Deployment with the ID "etl"`)

	code, _, errs = r.do(t, "", "preview", "up", "-template", r.write(t, "bad.yaml", edited("executor", "executer")), "-source", "k", "-branch", "b")
	assert.Equal(t, exitInvalid, code)
	assert.Contains(t, errs, "unknown field")
	code, _, _ = r.do(t, "", "preview", "up", "-template", r.file("none.yaml"), "-source", "k", "-branch", "b")
	assert.Equal(t, exitUnreadable, code)
	code, _, errs = r.do(t, "", "preview", "list", "-workspace", "Dat")
	assert.Equal(t, exitRefused, code)
	assert.Contains(t, errs, `no Workspace is called "Dat"`)
	code, _, errs = r.do(t, "", "preview", "sweep", "-workspace", "Data,Ops", "-delete")
	assert.Equal(t, exitRefused, code)
	assert.Contains(t, errs, `no Workspace is called "Data,Ops"`)
}

func TestPreviewUsage(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		errs string
	}{
		"nothing":       {nil, "usage: astrofile preview"},
		"action":        {[]string{"start"}, "up, down, renew, list or sweep"},
		"no source":     {[]string{"up", "-branch", "b"}, "-source"},
		"no branch":     {[]string{"down", "-source", "s"}, "-branch"},
		"a word":        {[]string{"list", "Data"}, `unexpected argument "Data"`},
		"no Workspace":  {[]string{"sweep"}, "name the Workspace"},
		"two":           {[]string{"up", "-source", "s", "-branch", "b", "-workspace", "a", "-workspace", "b"}, "one Workspace only"},
		"format":        {[]string{"list", "-workspace", "Data", "-format", "xml"}, "text or json"},
		"override":      {[]string{"up", "-set", "deployment.worker_queues[name=default]"}, "PATH=VALUE"},
		"force nothing": {[]string{"down", "-source", "s", "-branch", "b", "-force"}, "-force needs"},
		"unknown flag":  {[]string{"renew", "-x"}, "-x"},
	} {
		code, out, errs := do(t, "", append([]string{"preview"}, c.args...)...)
		assert.Equal(t, exitUsage, code, name)
		assert.Empty(t, out, name)
		assert.Contains(t, errs, c.errs, name)
	}
	for _, args := range [][]string{{"-h"}, {"up", "-h"}, {"sweep", "-h"}} {
		code, _, errs := do(t, "", append([]string{"preview"}, args...)...)
		assert.Equal(t, exitOK, code)
		assert.NotEmpty(t, errs)
	}
}
