package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
)

func TestPlanLive(t *testing.T) {
	r := newRemote(t)
	id := r.created(t)
	for name, c := range map[string]struct {
		file string
		args []string
		want int
		out  string
		errs string
	}{
		"no change":      {live, nil, exitOK, "no changes", ""},
		"changes":        {edited("info", "debug"), nil, exitChanges, `"info" → "debug"`, ""},
		"deletion":       {live, []string{"-delete", "TOKEN"}, exitChanges, "secret, deleted", ""},
		"left out":       {edited("        - is_secret: true\n          key: TOKEN\n          value: null\n", ""), nil, exitOK, "a secret goes only when -delete names it", ""},
		"blocked":        {edited("us-east-1", "us-west-2"), nil, exitBlocked, "immutable-changed", ""},
		"invalid":        {edited("executor", "executer"), nil, exitInvalid, "", "unknown field"},
		"invalid number": {edited("max_worker_count: 10", "max_worker_count: 1000"), []string{"-check"}, exitInvalid, "", "max_worker_count"},
		"by ID":          {edited("name: etl", "name: elt"), []string{"-id", id}, exitChanges, `"etl" → "elt"`, ""},
		"by name":        {edited("name: etl", "name: elt"), []string{"-name", "etl"}, exitChanges, `"etl" → "elt"`, ""},
		"creation":       {strings.Replace(edited("name: etl", "name: elt"), "value: null", "value: "+canary, 1), nil, exitChanges, `new Deployment "elt"`, ""},
		"no Workspace":   {edited("workspace_name: Data", "workspace_name: Dat"), nil, exitRefused, "", `"Data"`},
		"two files":      {live, []string{"more.yaml"}, exitUsage, "", "name one file"},
		"unknown delete": {live, []string{"-delete", "OTHER"}, exitOK, "no changes", `"OTHER": named for deletion`},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, errs := r.do(t, "", append([]string{"plan", "-live", r.write(t, "file.yaml", c.file)}, c.args...)...)
			assert.Equal(t, c.want, code, out+errs)
			assert.Contains(t, out, c.out)
			assert.Contains(t, errs, c.errs)
		})
	}
	assert.Zero(t, r.writes())

	code, _, errs := do(t, "", "plan", "-id", "x", "a", "b")
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, errs, "-id needs -live")
}

func TestPlanLiveFormats(t *testing.T) {
	r := newRemote(t)
	r.created(t)
	file := r.write(t, "file.yaml", edited("info", "debug"))
	for _, format := range []string{"text", "json", "markdown", "sarif"} {
		code, out, errs := r.do(t, "", "plan", "-live", "-format", format, file)
		assert.Equal(t, exitChanges, code, errs)
		assert.Contains(t, out, "LOG_LEVEL")
		assert.Empty(t, errs)
	}
}

func TestDrift(t *testing.T) {
	r := newRemote(t)
	id := r.created(t)
	file := r.file("etl.yaml")
	code, out, errs := r.do(t, "", "drift", file)
	assert.Equal(t, exitOK, code, errs)
	assert.Equal(t, file+": no drift\n", out)

	changed := r.write(t, "changed.yaml", edited("info", "debug"))
	for format, want := range map[string]string{"text": ": drift\n", "json": `"exit":2`, "markdown": "```diff", "sarif": "drift-update"} {
		code, out, errs = r.do(t, "", "drift", "-format", format, changed)
		assert.Equal(t, exitChanges, code, errs)
		assert.Contains(t, out, want)
		assert.Contains(t, out, "LOG_LEVEL")
	}
	code, out, _ = r.do(t, "", "drift", r.write(t, "blocked.yaml", edited("us-east-1", "us-west-2")))
	assert.Equal(t, exitChanges, code, "what no update can do is drift like any other")
	assert.Contains(t, out, "us-west-2")

	for name, c := range map[string]struct {
		file string
		args []string
		want int
	}{
		"gone":    {edited("name: etl", "name: elt"), nil, exitRefused},
		"by ID":   {edited("name: etl", "name: elt"), []string{"-id", id}, exitChanges},
		"invalid": {edited("executor", "executer"), nil, exitInvalid},
	} {
		code, _, errs = r.do(t, c.file, append([]string{"drift", "-"}, c.args...)...)
		assert.Equal(t, c.want, code, "%s: %s", name, errs)
	}
	assert.Zero(t, r.writes())
}

func TestConcurrentDriftOfFolder(t *testing.T) {
	r := newRemote(t)
	r.created(t)
	r.write(t, "gone.yaml", edited("name: etl", "name: gone"))
	r.write(t, "wrong.yaml", edited("info", "debug"))
	code, out, errs := r.do(t, "", "drift", r.dir)
	assert.Equal(t, exitRefused, code, "one is gone")
	assert.Contains(t, out, "etl.yaml: no drift\n")
	assert.Contains(t, out, "wrong.yaml: drift\n")
	assert.Contains(t, errs, `gone.yaml: there is no Deployment "gone"`)

	_, out, _ = r.do(t, "", "drift", "-format", "json", r.dir)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	require.Len(t, lines, 3)
	for i, want := range []int{exitOK, exitRefused, exitChanges} {
		var doc struct{ Exit int }
		require.NoError(t, json.Unmarshal([]byte(lines[i]), &doc))
		assert.Equal(t, want, doc.Exit, lines[i])
	}
	for _, args := range [][]string{{"-format", "sarif", r.dir}, {"-id", "x", r.dir}, {"-format", "xml", "a"}, {}, {"a", "b"}} {
		code, _, errs = do(t, "", append([]string{"drift"}, args...)...)
		assert.Equal(t, exitUsage, code, args)
		assert.NotEmpty(t, errs)
	}
}

func TestInspect(t *testing.T) {
	r := newRemote(t)
	id := r.created(t)
	code, out, errs := r.do(t, "", "inspect", "etl")
	assert.Equal(t, exitOK, code, errs)
	file, found := deployfile.Parse("x.yaml", []byte(out))
	require.NoError(t, found.Err())
	assert.Equal(t, id, file.Deployment.Metadata.DeploymentID)
	code, plan, _ := r.do(t, out, "drift", "-")
	assert.Equal(t, exitOK, code, plan)

	for _, args := range [][]string{{"-id", id}, {"-workspace", "Data", "etl"}, {"-workspace-id", file.Deployment.Metadata.WorkspaceID, "etl"}} {
		exit, same, problems := r.do(t, "", append([]string{"inspect"}, args...)...)
		assert.Equal(t, exitOK, exit, problems)
		assert.Equal(t, out, same)
	}
	_, inJSON, _ := r.do(t, "", "inspect", "-format", "json", "etl")
	assert.True(t, json.Valid([]byte(inJSON)))
	_, template, _ := r.do(t, "", "inspect", "-template", "etl")
	assert.NotContains(t, template, id)
	assert.Contains(t, template, "key: TOKEN")

	r.AddWorkspace(client.Workspace{Name: "Other"})
	_, err := r.AddDeployment(deployfile.Deployment{Configuration: func() deployfile.Configuration {
		c := file.Deployment.Configuration
		c.WorkspaceName = "Other"
		return c
	}(), WorkerQueues: file.Deployment.WorkerQueues})
	require.NoError(t, err)
	code, _, errs = r.do(t, "", "inspect", "etl")
	assert.Equal(t, exitRefused, code)
	assert.Contains(t, errs, id, "the two are listed")

	for name, c := range map[string]struct {
		args []string
		want int
	}{
		"unknown name": {[]string{"elt"}, exitRefused}, "unknown ID": {[]string{"-id", "x"}, exitRefused}, "nothing": {nil, exitUsage},
		"two names": {[]string{"a", "b"}, exitUsage}, "name and ID": {[]string{"a", "-id", "b"}, exitUsage},
		"format": {[]string{"a", "-format", "xml"}, exitUsage}, "empty name": {[]string{""}, exitUsage},
		"two Workspaces": {[]string{"a", "-workspace", "b", "-workspace-id", "c"}, exitUsage},
	} {
		code, out, errs = r.do(t, "", append([]string{"inspect"}, c.args...)...)
		assert.Equal(t, c.want, code, "%s: %s", name, errs)
		assert.Empty(t, out, name)
	}
}

// TestDriftOfLabelledFleet does not take the mark of a fleet for drift.
func TestDriftOfLabelledFleet(t *testing.T) {
	r := newRemote(t)
	r.created(t)
	code, _, errs := r.do(t, "", "apply", "-label", "team", r.dir)
	require.Equal(t, exitOK, code, errs)
	code, out, errs := r.do(t, "", "drift", r.dir)
	assert.Equal(t, exitOK, code, out+errs)
}
