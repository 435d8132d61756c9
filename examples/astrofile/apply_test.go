package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// write puts a file into the folder of the remote and returns its name.
func (r *remote) write(t *testing.T, name, text string) string {
	t.Helper()
	require.NoError(t, os.WriteFile(r.file(name), []byte(text), 0o644))
	return r.file(name)
}

// TestApplyStory creates, changes and leaves alone.
func TestApplyStory(t *testing.T) {
	r := newRemote(t)
	code, out, errs := r.do(t, "", "apply", r.file("etl.yaml"))
	assert.NotEqual(t, exitOK, code, "the secret has no value")
	assert.Contains(t, out+errs, "TOKEN")
	assert.Zero(t, r.writes())

	code, out, errs = r.do(t, "", "apply", "-env-file", r.file("vars.env"), "-wait", "1m", r.file("etl.yaml"))
	assert.Equal(t, exitOK, code, errs)
	assert.Contains(t, out, `etl.yaml: created, Deployment "etl" with the ID cdep`)
	assert.Contains(t, out, `Plan for a new Deployment "etl" in Workspace "Data"`)
	assert.Contains(t, errs, "astrofile apply: etl: sending\n")
	id := r.Requests()[len(r.Requests())-1].Path
	id = id[strings.LastIndex(id, "/")+1:]
	value, _ := r.RevealVariable(id, "TOKEN")
	assert.Equal(t, canary, value)

	r.ForgetRequests()
	code, out, errs = r.do(t, "", "apply", r.file("etl.yaml"))
	assert.Equal(t, exitOK, code, errs)
	assert.Contains(t, out, "etl.yaml: unchanged, Deployment")
	assert.Zero(t, r.writes())

	changed := r.write(t, "etl.yaml", edited("info", "debug"))
	code, out, errs = r.do(t, "", "apply", "-dry-run", changed)
	assert.Equal(t, exitChanges, code, errs)
	assert.Contains(t, out, "etl.yaml: would be updated")
	assert.Zero(t, r.writes())

	code, out, errs = r.do(t, "", "apply", changed)
	assert.Equal(t, exitOK, code, errs)
	assert.Contains(t, out, `"info" → "debug"`)
	assert.Equal(t, 1, r.writes())
	value, _ = r.RevealVariable(id, "TOKEN")
	assert.Equal(t, canary, value)
}

// TestApplyAsksForConsent sends nothing until a flag agrees.
func TestApplyAsksForConsent(t *testing.T) {
	const plain = "        - is_secret: false\n          key: LOG_LEVEL\n          value: info\n"
	const token = "        - is_secret: true\n          key: TOKEN\n          value: null\n"
	for name, c := range map[string]struct {
		file  string
		needs string
		args  []string
	}{
		"deletion":     {edited(plain, ""), "deployment.environment_variables[key=LOG_LEVEL] is deleted: -allow-delete agrees", []string{"-allow-delete"}},
		"secret":       {edited(token, ""), "is deleted: -allow-delete agrees", []string{"-delete", "TOKEN", "-allow-delete"}},
		"queue":        {edited("worker_type: A5", "worker_type: A10"), "-allow-impact queue-replaced", []string{"-allow-impact", "queue-replaced"}},
		"blocked":      {strings.Replace(edited("us-east-1", "us-west-2"), "info", "debug", 1), "-leave-blocked", []string{"-leave-blocked"}},
		"another name": {edited("name: etl", "name: elt"), "-allow-rename", []string{"-name", "etl", "-allow-rename"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRemote(t)
			r.created(t)
			file := r.write(t, "etl.yaml", c.file)
			first := c.args[:max(0, len(c.args)-1)]
			if name == "queue" {
				first = nil
			}
			for _, dry := range [][]string{{"-dry-run"}, nil} {
				code, out, errs := r.do(t, "", append(append([]string{"apply", file}, first...), dry...)...)
				assert.Equal(t, exitBlocked, code, out+errs)
				assert.Contains(t, errs, "nothing was sent: ")
				assert.Contains(t, errs, c.needs)
				assert.Contains(t, out, "Plan for Deployment")
			}
			assert.Zero(t, r.writes())
			code, out, errs := r.do(t, "", append([]string{"apply", file}, c.args...)...)
			assert.Equal(t, exitOK, code, out+errs)
			assert.Equal(t, 1, r.writes())
			code, out, _ = r.do(t, "", append([]string{"apply", file}, c.args...)...)
			if name == "another name" {
				assert.Equal(t, exitRefused, code, "the old name is gone, and the new one would be created")
				return
			}
			assert.Equal(t, exitOK, code)
			assert.Contains(t, out, ": unchanged")
		})
	}
}

func TestApplyRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		args []string
		want int
		errs string
		make bool // the Deployment is there
	}{
		"invalid file":       {edited("executor", "executer"), nil, exitInvalid, "unknown field", true},
		"half a file":        {edited("configuration:", "configuration"), nil, exitInvalid, "error", true},
		"no such Workspace":  {edited("workspace_name: Data", "workspace_name: Dat"), nil, exitRefused, `"Data"`, true},
		"update only":        {live, []string{"-update-only"}, exitRefused, `"etl"`, false},
		"create only":        {live, []string{"-create-only"}, exitRefused, `"etl"`, true},
		"no such ID":         {live, []string{"-id", "cdep9"}, exitRefused, "cdep9", true},
		"no metadata":        {live, []string{"-from-metadata"}, exitRefused, "metadata.deployment_id", true},
		"no such plan":       {live, []string{"-plan", "none.json"}, exitUnreadable, "none.json", true},
		"no such env file":   {live, []string{"-env-file", "none.env"}, exitUnreadable, "none.env", true},
		"no such token file": {live, []string{"-token-file", "none"}, exitUnreadable, "none", true},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRemote(t)
			if c.make {
				r.created(t)
			}
			file := r.write(t, "etl.yaml", c.file)
			code, out, errs := r.do(t, "", append([]string{"apply", file}, c.args...)...)
			assert.Equal(t, c.want, code, errs)
			assert.Empty(t, out)
			assert.Contains(t, errs, c.errs)
			assert.Zero(t, r.writes())
		})
	}
}

func TestApplyUsage(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct {
		args []string
		errs string
	}{
		"no file":            {nil, "name one file"},
		"two files":          {[]string{"a", "b"}, "name one file"},
		"format":             {[]string{"a", "-format", "yaml"}, "text or json"},
		"color":              {[]string{"a", "-color", "red"}, "auto, always or never"},
		"both onlys":         {[]string{"a", "-create-only", "-update-only"}, "not both"},
		"impact":             {[]string{"a", "-allow-impact", "restart"}, "queue-replaced, data-loss, irreversible"},
		"wait":               {[]string{"a", "-wait", "-1s"}, "below zero"},
		"two targets":        {[]string{"a", "-id", "x", "-name", "y"}, "not both"},
		"two Workspaces":     {[]string{"a", "-workspace", "x", "-workspace-id", "y"}, "not both"},
		"metadata and ID":    {[]string{"a", "-id", "x", "-from-metadata"}, "not both"},
		"prune a file":       {[]string{"a", "-label", "x", "-prune"}, "for a folder"},
		"prune all":          {[]string{dir, "-prune"}, "-prune needs -label"},
		"one ID, many files": {[]string{dir, "-id", "x"}, "one file"},
		"plan, many files":   {[]string{dir, "-plan", "x"}, "one file"},
		"negative":           {[]string{dir, "-parallel", "-1"}, "below zero"},
	} {
		code, out, errs := do(t, "", append([]string{"apply"}, c.args...)...)
		assert.Equal(t, exitUsage, code, name)
		assert.Empty(t, out, name)
		assert.Contains(t, errs, c.errs, name)
	}
}

// TestApplyAgainstPlan refuses what has changed since somebody looked at the plan.
func TestApplyAgainstPlan(t *testing.T) {
	r := newRemote(t)
	r.created(t)
	file := r.write(t, "etl.yaml", edited("info", "debug"))
	code, out, errs := r.do(t, "", "plan", "-live", "-format", "json", file)
	require.Equal(t, exitChanges, code, errs)
	reviewed := r.write(t, "plan.json", out)

	code, _, errs = r.do(t, "", "apply", "-plan", r.write(t, "forged.json", strings.Replace(out, "debug", "error", 1)), file)
	assert.Equal(t, exitInvalid, code)
	assert.Contains(t, errs, "forged.json")

	code, _, errs = r.do(t, "", "apply", "-plan", reviewed, r.write(t, "more.yaml", edited("info", "error")))
	assert.Equal(t, exitAgain, code, errs)
	assert.Zero(t, r.writes())

	code, _, errs = r.do(t, "", "apply", "-plan", reviewed, file)
	assert.Equal(t, exitOK, code, errs)
	code, _, errs = r.do(t, "", "apply", "-plan", reviewed, r.write(t, "third.yaml", edited("info", "warning")))
	assert.Equal(t, exitAgain, code, errs)
	assert.Contains(t, errs, "out of date")
}

func TestApplyJSON(t *testing.T) {
	r := newRemote(t)
	r.created(t)
	for _, c := range []struct {
		file, outcome string
		exit          int
	}{
		{edited("info", "debug"), "updated", exitOK}, {edited("info", "debug"), "unchanged", exitOK},
		{edited("worker_type: A5", "worker_type: A10"), "", exitBlocked}, {edited("executor", "executer"), "", exitInvalid},
	} {
		code, out, _ := r.do(t, c.file, "apply", "-format", "json", "-")
		assert.Equal(t, c.exit, code)
		assert.Equal(t, 1, strings.Count(out, "\n"))
		var doc struct {
			Version     int
			File        string
			Exit        int
			Outcome     string
			Deployment  struct{ ID, Name, Workspace string }
			Plan        json.RawMessage
			Diagnostics []struct{ Code string }
			Error       string
		}
		require.NoError(t, json.Unmarshal([]byte(out), &doc), out)
		assert.Equal(t, []any{1, "stdin", c.exit, c.outcome}, []any{doc.Version, doc.File, doc.Exit, doc.Outcome})
		assert.Equal(t, c.exit != exitOK, doc.Error != "")
		if c.exit == exitInvalid {
			assert.Equal(t, "unknown-field", doc.Diagnostics[0].Code)
			continue
		}
		assert.Equal(t, "Data", doc.Deployment.Workspace)
		_, err := deployfile.ReadPlan(doc.Plan)
		require.NoError(t, err, "the plan can be applied")
	}
}

// TestApplyWhenTheAPIFails tells what a script does next.
func TestApplyWhenTheAPIFails(t *testing.T) {
	for name, c := range map[string]struct {
		match clienttest.Match
		fault clienttest.Fault
		want  int
	}{
		"read fails":             {clienttest.Match{Operation: "GetDeployment"}, clienttest.Fault{Status: http.StatusInternalServerError}, exitUnavailable},
		"list is forbidden":      {clienttest.Match{Operation: "ListDeployments"}, clienttest.Fault{Status: http.StatusForbidden}, exitDenied},
		"too many requests":      {clienttest.Match{Operation: "UpdateDeployment"}, clienttest.Fault{Status: http.StatusTooManyRequests}, exitAgain},
		"write is refused":       {clienttest.Match{Operation: "UpdateDeployment"}, clienttest.Fault{Status: http.StatusBadRequest}, exitRefused},
		"write comes to nothing": {clienttest.Match{Operation: "UpdateDeployment"}, clienttest.Fault{Status: http.StatusBadGateway}, exitAgain},
		"answer is lost":         {clienttest.Match{Operation: "UpdateDeployment"}, clienttest.Fault{Cut: clienttest.CutConnection, Effect: true}, exitOK},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRemote(t)
			r.created(t)
			file := r.write(t, "etl.yaml", edited("info", "debug"))
			r.Fail(c.match, c.fault)
			code, _, errs := r.do(t, "", "apply", file)
			assert.Equal(t, c.want, code, errs)
			code, _, errs = r.do(t, "", "apply", file)
			assert.Equal(t, exitOK, code, "again: %s", errs)
		})
	}
	r := newRemote(t)
	id := r.created(t)
	r.FailChange(id, "no room")
	code, _, errs := r.do(t, "", "apply", "-wait", "1m", r.write(t, "etl.yaml", edited("info", "debug")))
	assert.Equal(t, exitMismatch, code, errs)
	assert.Contains(t, errs, "no room")
	r.FailChange(id, "no room")
	code, out, _ := r.do(t, edited("info", "error"), "apply", "-wait", "1m", "-format", "json", "-")
	assert.Equal(t, exitMismatch, code)
	assert.Contains(t, out, `"outcome":"updated"`, "what was sent")
}

func TestApplyFolder(t *testing.T) {
	r := newRemote(t)
	r.created(t)
	withName := func(name string) string {
		return strings.Replace(edited("name: etl", "name: "+name), "info", "debug", 1)
	}
	dir := folder(t, map[string]string{
		"etl.yaml": edited("info", "debug"), "sub/new.yaml": withName("new"), "bad.yaml": strings.Replace(withName("bad"), "executor", "executer", 1), "other.yaml": "kind: Service\n",
	})
	apply := func(args ...string) (int, string, string) {
		return r.do(t, "", append([]string{"apply", dir, "-env-file", r.file("vars.env")}, args...)...)
	}
	code, out, errs := apply("-dry-run")
	assert.Equal(t, exitInvalid, code, errs)
	assert.Contains(t, out, "etl.yaml: would be updated")
	assert.Contains(t, out, filepath.Join("sub", "new.yaml")+": would be created")
	assert.Zero(t, r.writes())

	code, out, errs = apply()
	assert.Equal(t, exitInvalid, code, errs)
	assert.Contains(t, out, "etl.yaml: updated")
	assert.Contains(t, out, "new.yaml: created")
	assert.Contains(t, out, "\n3 files: 1 created, 1 updated, 0 unchanged, 1 failed\n")
	assert.Contains(t, errs, "bad.yaml:16:9: error: unknown field")
	assert.Contains(t, errs, "other.yaml: no key of a Deployment file")
	assert.Equal(t, 2, r.writes())

	r.ForgetRequests()
	code, _, errs = apply("-label", "team", "-prune", "-stop-on-error")
	assert.Equal(t, exitInvalid, code, errs)
	assert.Contains(t, errs, "prune: nothing is pruned")
	assert.Contains(t, errs, "etl.yaml: not started: another file has failed")
	assert.Zero(t, r.writes())

	require.NoError(t, os.Remove(filepath.Join(dir, "bad.yaml")))
	code, out, errs = apply("-label", "team", "-format", "json")
	assert.Equal(t, exitOK, code, errs)
	assert.Equal(t, 2, strings.Count(out, `"outcome":"updated"`), out)

	require.NoError(t, os.WriteFile(filepath.Join(dir, "sub", "new.yaml"), []byte("\n"), 0o644))
	code, _, errs = apply("-label", "team", "-prune")
	assert.Equal(t, exitInvalid, code, "an empty file may be half written")
	assert.Contains(t, errs, "prune: nothing is pruned")
	assert.Contains(t, errs, "new.yaml:1:1: error: ")

	require.NoError(t, os.RemoveAll(filepath.Join(dir, "sub")))
	code, out, errs = apply("-label", "team", "-prune", "-dry-run")
	assert.Equal(t, exitChanges, code, errs)
	assert.Contains(t, out, `Deployment "new" with the ID cdep000000000000000000002 has no file: would be deleted`)
	code, out, errs = apply("-label", "team", "-prune")
	assert.Equal(t, exitOK, code, errs)
	assert.Contains(t, out, "has no file: deleted")

	code, _, errs = r.do(t, "", "apply", t.TempDir())
	assert.Equal(t, exitUnreadable, code)
	assert.Contains(t, errs, "no Deployment file below this folder")
}

// TestApplyRaces says by its exit code that running it again is the way out.
func TestApplyRaces(t *testing.T) {
	r := newRemote(t)
	r.Fail(clienttest.Match{Operation: "ListWorkspaces"}, clienttest.Fault{Then: sync.OnceFunc(func() {
		code, _, errs := r.do(t, "", "apply", r.file("etl.yaml"), "-env-file", r.file("vars.env"))
		assert.Equal(t, exitOK, code, errs)
	})})
	code, _, errs := r.do(t, "", "apply", r.file("etl.yaml"), "-env-file", r.file("vars.env"))
	assert.Equal(t, exitAgain, code, errs)
	assert.Contains(t, errs, "run it again to update")
	code, _, errs = r.do(t, "", "apply", r.file("etl.yaml"))
	assert.Equal(t, exitOK, code, errs)
}

// TestApplyToAnotherWorkspace makes nothing in a Workspace that is not the one in the file.
func TestApplyToAnotherWorkspace(t *testing.T) {
	r := newRemote(t)
	r.AddWorkspace(client.Workspace{Name: "Ops"})
	for _, args := range [][]string{{"apply"}, {"apply", "-dry-run"}, {"plan", "-live"}} {
		code, _, errs := r.do(t, "", append(args, "-workspace", "Ops", "-env-file", r.file("vars.env"), r.file("etl.yaml"))...)
		assert.Equal(t, exitRefused, code, errs)
		assert.Contains(t, errs, `the file is for Workspace "Data"`)
	}
	assert.Zero(t, r.writes())
}

// TestApplyWithoutOutput says what has been done even when the result cannot be written.
func TestApplyWithoutOutput(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		r := newRemote(t)
		r.created(t)
		var errs bytes.Buffer
		env := environment{in: strings.NewReader(edited("info", "debug")), out: broken{}, err: &errs, token: r.Token()}
		env.options = []client.Option{client.WithHTTPClient(&http.Client{})}
		code := run(t.Context(), env, []string{"apply", "-", "-format", format, "-base-url", r.url})
		assert.Equal(t, exitOutput, code)
		assert.Contains(t, errs.String(), "no space left")
		assert.Contains(t, errs.String(), "stdin: updated, Deployment")
	}
}

// TestApplyToABrokenPipe is not ended by whoever stops reading, such as head.
func TestApplyToABrokenPipe(t *testing.T) {
	if args := os.Getenv("ASTROFILE_TEST_ARGS"); args != "" { // the program itself
		os.Args = strings.Split(args, "\n")
		os.Exit(start())
	}
	r := newRemote(t)
	r.created(t)
	reader, writer, err := os.Pipe()
	require.NoError(t, err)
	require.NoError(t, reader.Close())
	defer writer.Close()
	args := []string{"astrofile", "apply", r.write(t, "etl.yaml", edited("info", "debug")), "-base-url", r.url}
	var errs bytes.Buffer
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestApplyToABrokenPipe$")
	cmd.Env = append(os.Environ(), "ASTROFILE_TEST_ARGS="+strings.Join(args, "\n"), "ASTRO_API_TOKEN="+r.Token())
	cmd.Stdout, cmd.Stderr = writer, &errs
	var ended *exec.ExitError
	require.ErrorAs(t, cmd.Run(), &ended, errs.String())
	assert.Equal(t, exitOutput, ended.ExitCode(), errs.String())
	assert.Contains(t, errs.String(), "etl.yaml: updated, Deployment")
	assert.Equal(t, 1, r.writes())
}

func TestWorse(t *testing.T) {
	for _, c := range [][3]int{{0, 0, 0}, {0, 2, 2}, {2, 0, 2}, {1, 2, 1}, {2, 1, 1}, {1, 3, 3}, {3, 0, 3}, {75, 1, 75}} {
		assert.Equal(t, c[2], worse(c[0], c[1]), c)
	}
}
