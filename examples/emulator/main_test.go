package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
)

// asProgram makes the test binary the program itself, so that tests have a real process with real ports and signals.
const asProgram = "EMULATOR_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// emulator is one that runs.
type emulator struct {
	ready
	cmd    *exec.Cmd
	stdout *bufio.Reader
	stderr bytes.Buffer
}

func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// start runs the program on free ports until the test ends.
func start(t *testing.T, args ...string) *emulator {
	t.Helper()
	e := &emulator{cmd: program(t, append([]string{"-addr", "127.0.0.1:0", "-registry", "127.0.0.1:0"}, args...)...)}
	out, err := e.cmd.StdoutPipe()
	require.NoError(t, err)
	e.cmd.Stderr = &e.stderr
	require.NoError(t, e.cmd.Start())
	t.Cleanup(func() {
		if e.cmd.ProcessState == nil {
			_ = e.cmd.Process.Kill()
			_ = e.cmd.Wait()
		}
	})
	e.stdout = bufio.NewReader(out)
	line, err := e.stdout.ReadBytes('\n')
	if err != nil {
		_ = e.cmd.Wait()
		require.NoError(t, err, e.stderr.String())
	}
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	require.NoError(t, dec.Decode(&e.ready), string(line))
	return e
}

// stop interrupts the program and returns what else it wrote to standard output.
func (e *emulator) stop(t *testing.T, s os.Signal) string {
	t.Helper()
	gently := runtime.GOOS != "windows" // where no process can interrupt another
	if !gently {
		s = os.Kill
	}
	require.NoError(t, e.cmd.Process.Signal(s))
	rest, err := io.ReadAll(e.stdout)
	require.NoError(t, err)
	if err = e.cmd.Wait(); gently {
		require.NoError(t, err)
	}
	return string(rest)
}

func (e *emulator) client(t *testing.T) *client.Client {
	t.Helper()
	c, err := client.New(e.OrganizationID, e.Token, client.WithBaseURL(e.URL))
	require.NoError(t, err)
	return c
}

func TestEmptyEmulator(t *testing.T) {
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		e := start(t)
		assert.Regexp(t, `^http://127\.0\.0\.1:[1-9]\d*$`, e.URL)
		assert.Regexp(t, `^127\.0\.0\.1:[1-9]\d*$`, e.Registry)
		require.Len(t, e.Workspaces, 1)
		assert.Equal(t, "default", e.Workspaces[0].Name)
		assert.Empty(t, e.Deployments)
		w, err := e.client(t).Workspaces.Get(t.Context(), e.Workspaces[0].ID)
		require.NoError(t, err)
		assert.Equal(t, "default", w.Name)
		assert.Empty(t, e.stop(t, s), "the line is all there is on standard output")
		assert.Empty(t, e.stderr.String())
	}
}

// TestSeeds starts with a folder of Deployments of all types, and a file more.
func TestSeeds(t *testing.T) {
	e := start(t, "-seed", "testdata", "-seed", write(t, strings.ReplaceAll(read(t, "testdata/standard.yaml"), "name: etl", "name: copy")))
	require.Len(t, e.Workspaces, 2)
	assert.Equal(t, []string{"Data", "default"}, []string{e.Workspaces[0].Name, e.Workspaces[1].Name})
	var names []string
	c := e.client(t)
	for _, d := range e.Deployments {
		names = append(names, d.Name)
		live, err := c.Deployments.Get(t.Context(), d.ID)
		require.NoError(t, err)
		assert.Equal(t, d.Name, live.Name)
		assert.Equal(t, client.DeploymentStatusHealthy, live.Status)
		assert.Equal(t, e.Registry+"/"+d.ID, live.ImageRepository)
		switch d.Name {
		case "own":
			assert.Equal(t, []string{"big", "Data"}, []string{live.ClusterName, live.WorkspaceName})
			cluster, err := c.Clusters.Get(t.Context(), live.ClusterID)
			require.NoError(t, err)
			require.Len(t, cluster.NodePools, 2)
			assert.Equal(t, "m5.xlarge", cluster.NodePools[0].NodeInstanceType)
			assert.Equal(t, []string{cluster.NodePools[0].ID, cluster.NodePools[1].ID}, []string{live.WorkerQueues[0].NodePoolID, live.WorkerQueues[1].NodePoolID})
			assert.Equal(t, live.WorkerQueues[1].NodePoolID, live.WorkerQueues[2].NodePoolID, "one pool for each instance type")
			require.Len(t, live.EnvironmentVariables, 2)
		case "apart":
			assert.Equal(t, []string{"ours", "GCP", "us-central1"}, []string{live.ClusterName, string(live.CloudProvider), live.Region})
		case "etl", "copy":
			assert.Empty(t, live.ClusterID)
			assert.Equal(t, "default", live.WorkspaceName)
		}
	}
	assert.Equal(t, []string{"apart", "own", "etl", "copy"}, names)
}

func TestFlagsReachTheControlPlane(t *testing.T) {
	e := start(t, "-page-size", "1", "-rate-limit", "-step", "1h", "-hybrid", "-registry", "", "-seed", "testdata/standard.yaml", "-v")
	assert.Empty(t, e.Registry)
	api := replay{t: t, e: e}
	_, org := api.ask(http.MethodGet, "/organizations/"+e.OrganizationID, "")
	assert.Equal(t, "HYBRID", org["product"])
	_, list := api.ask(http.MethodGet, "/organizations/"+e.OrganizationID+"/workspaces?limit=1000", "")
	assert.InDelta(t, 1, list["limit"], 0)
	c := e.client(t)
	d, err := c.Deployments.Create(t.Context(), client.CreateStandardDeployment{
		CreateDeploymentBase: client.CreateDeploymentBase{Name: "slow", WorkspaceID: e.Workspaces[0].ID}, CloudProvider: client.CloudProviderAWS, Region: "us-east-1",
	})
	require.NoError(t, err)
	d, err = c.Deployments.Get(t.Context(), d.ID)
	require.NoError(t, err)
	assert.Equal(t, client.DeploymentStatusCreating, d.Status, "it takes an hour")
	assert.Contains(t, d.ImageRepository, "images.astronomer.cloud/")
	refused := 0
	for range 100 {
		if status, _ := api.ask(http.MethodGet, "/organizations/"+e.OrganizationID, ""); status == http.StatusTooManyRequests {
			refused++
		}
	}
	assert.Positive(t, refused)
	e.stop(t, os.Interrupt)
	log := e.stderr.String()
	assert.Regexp(t, `(?m) POST /organizations/\w+/deployments 200 \S+s$`, log)
	assert.NotContains(t, log, e.Token)
	assert.NotContains(t, log, "us-east-1", "no body is logged")
}

func TestUnknownFields(t *testing.T) {
	const body = `{"name":"w","colour":"red"}`
	for _, lenient := range []bool{false, true} {
		args, want := []string{}, http.StatusBadRequest
		if lenient {
			args, want = []string{"-lenient"}, http.StatusOK
		}
		e := start(t, args...)
		status, answer := replay{t: t, e: e}.ask(http.MethodPost, "/organizations/"+e.OrganizationID+"/workspaces", body)
		assert.Equal(t, want, status, answer)
	}
}

func TestExitCodes(t *testing.T) {
	taken := start(t)
	invalid := write(t, "deployment:\n    configuration:\n        nmae: etl\n")
	refused := strings.ReplaceAll(read(t, "testdata/standard.yaml"), "region: us-east-1", "")
	twice := filepath.Join(t.TempDir(), "twice")
	require.NoError(t, os.CopyFS(twice, os.DirFS("testdata")))
	require.NoError(t, os.WriteFile(filepath.Join(twice, "z.yaml"), []byte(read(t, "testdata/standard.yaml")), 0o600))
	clusters := strings.ReplaceAll(read(t, "testdata/dedicated.yaml"), "ours", "big")
	for name, tc := range map[string]struct {
		args []string
		code int
		says string
	}{
		"help":                    {[]string{"-h"}, 0, "usage: emulator"},
		"an unknown flag":         {[]string{"-colour"}, exitUsage, "-colour"},
		"an argument":             {[]string{"etl.yaml"}, exitUsage, "-seed"},
		"no address":              {[]string{"-addr", ""}, exitUsage, "-addr"},
		"a step back":             {[]string{"-step", "-1s"}, exitUsage, "-step"},
		"pages of nothing":        {[]string{"-page-size", "-1"}, exitUsage, "-page-size"},
		"an empty seed":           {[]string{"-seed", ""}, exitUsage, "-seed"},
		"an address that is none": {[]string{"-addr", "127.0.0.1"}, exitAddress, "127.0.0.1"},
		"a port that is taken":    {[]string{"-addr", strings.TrimPrefix(taken.URL, "http://")}, exitAddress, "in use"},
		"a registry without port": {[]string{"-registry", "localhost"}, exitAddress, "localhost"},
		"no file":                 {[]string{"-seed", "nowhere.yaml"}, exitUnreadable, "nowhere.yaml"},
		"an empty folder":         {[]string{"-seed", t.TempDir()}, exitUnreadable, "no Deployment file"},
		"findings":                {[]string{"-seed", invalid}, exitInvalid, "unknown-field"},
		"both":                    {[]string{"-seed", invalid, "-seed", "nowhere.yaml"}, exitUnreadable, "unknown-field"},
		"what Astro refuses":      {[]string{"-seed", write(t, refused)}, exitInvalid, "region"},
		"two of one name":         {[]string{"-seed", twice}, exitInvalid, "etl"},
		"a cluster of two types":  {[]string{"-seed", "testdata/hybrid.yaml", "-seed", write(t, clusters)}, exitInvalid, `cluster "big"`},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := program(t, append([]string{"-addr", "127.0.0.1:0", "-registry", "127.0.0.1:0"}, tc.args...)...)
			var out, errs bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &errs
			_ = cmd.Run()
			assert.Equal(t, tc.code, cmd.ProcessState.ExitCode(), errs.String())
			assert.Contains(t, errs.String(), tc.says)
			assert.Empty(t, out.String())
		})
	}
}

// broken is an output that nobody reads.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestNobodyReadsTheLine(t *testing.T) {
	var errs bytes.Buffer
	assert.Equal(t, exitOutput, run(t.Context(), []string{"-addr", "localhost:0", "-registry", ":0"}, broken{}, &errs))
	assert.Contains(t, errs.String(), "ready")
}

func TestNames(t *testing.T) {
	for addr, want := range map[string]string{"127.0.0.1:0": "127.0.0.1", ":0": "localhost", "0.0.0.0:0": "localhost", "localhost:0": "localhost"} {
		l, err := listen(t.Context(), addr)
		require.NoError(t, err)
		assert.Regexp(t, `^`+want+`:[1-9]\d*$`, l.name)
		l.close()
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(src)
}

func write(t *testing.T, src string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file.yaml")
	require.NoError(t, os.WriteFile(name, []byte(src), 0o600))
	return name
}
