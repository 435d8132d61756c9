package client_test

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

const (
	previewFile = `deployment:
    environment_variables:
        - is_secret: false
          key: STAGE
          value: prod
        - is_secret: true
          key: DB_PASSWORD
          value: base-secret-1
        - is_secret: true
          key: API_TOKEN
          value: base-secret-2
    configuration:
        name: My Etl
        description: the base
        runtime_version: 3.1-21
        dag_deploy_enabled: true
        ci_cd_enforcement: false
        scheduler_size: SMALL
        is_high_availability: false
        is_development_mode: false
        executor: CELERY
        workspace_name: data
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
        default_task_pod_cpu: "0.25"
        default_task_pod_memory: 0.5Gi
        resource_quota_cpu: "10"
        resource_quota_memory: 20Gi
    worker_queues:
        - name: default
          max_worker_count: 10
          min_worker_count: 1
          worker_concurrency: 5
          worker_type: A5
        - name: heavy
          max_worker_count: 4
          min_worker_count: 0
          worker_concurrency: 10
          worker_type: A20
    alert_emails:
        - ops@example.com
`
	previewBranch = "feature/x"
)

// previewScene is a control plane with a base Deployment in the Workspace data, by the clock of the test's bubble.
type previewScene struct {
	*clienttest.Astro
	c               *client.Client
	workspace, base string
}

// inPreviewScene runs a test where time passes only while everybody waits.
func inPreviewScene(t *testing.T, test func(t *testing.T, s *previewScene), opts ...clienttest.Option) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)))
		s := &previewScene{Astro: clienttest.New(append([]clienttest.Option{clienttest.WithClock(time.Now)}, opts...)...)}
		var err error
		s.c, err = s.Client()
		require.NoError(t, err)
		s.workspace = s.AddWorkspace(client.Workspace{Name: "data"})
		s.base, err = s.AddDeployment(previewParsed(t))
		require.NoError(t, err)
		test(t, s)
	})
}

func previewParsed(t *testing.T) deployfile.Deployment {
	t.Helper()
	f, found := deployfile.Check("base.yaml", []byte(previewFile), deployfile.ValidateOptions{Mode: deployfile.ModeCreate})
	for _, it := range found {
		require.NotEqual(t, "error", string(it.Severity), it.String())
	}
	return f.Deployment
}

// previewValues gives every secret a value of its own.
func previewValues(key string) (string, bool) { return "preview-" + key, true }

func (s *previewScene) options() client.PreviewOptions {
	return client.PreviewOptions{Key: s.key(), Values: previewValues}
}

func (s *previewScene) key() client.PreviewKey {
	return client.PreviewKey{Source: s.base, Ref: previewBranch}
}

func (s *previewScene) up(t *testing.T, change ...func(*client.PreviewOptions)) *client.Preview {
	t.Helper()
	o := s.options()
	for _, c := range change {
		c(&o)
	}
	p, err := s.c.Previews.Up(t.Context(), o)
	require.NoError(t, err)
	return p
}

// deployments returns the names of all Deployments in the Workspace.
func (s *previewScene) deployments(t *testing.T) []string {
	t.Helper()
	var names []string
	for d, err := range s.c.Deployments.All(t.Context(), client.DeploymentFilter{WorkspaceIDs: []string{s.workspace}}) {
		require.NoError(t, err)
		names = append(names, d.Name)
	}
	return names
}

// writes returns the requests that changed something, as operation names.
func (s *previewScene) writes() []string {
	var ops []string
	for _, r := range s.Requests() {
		if r.Method != http.MethodGet {
			ops = append(ops, r.Operation)
		}
	}
	return ops
}

// addLike adds a Deployment of a name and description, made as the base is.
func (s *previewScene) addLike(t *testing.T, name, description string) string {
	t.Helper()
	d := previewParsed(t)
	d.Configuration.Name, d.Configuration.Description = name, &description
	id, err := s.AddDeployment(d)
	require.NoError(t, err)
	return id
}

// previewName is the name of the preview of a branch of the base.
func (s *previewScene) previewName(t *testing.T, ref string) string {
	t.Helper()
	name, err := client.PreviewName(client.PreviewKey{Source: s.base, Ref: ref}, client.PreviewNameOptions{Label: "My Etl"})
	require.NoError(t, err)
	return name
}

func previewSet(path, value string) func(*client.PreviewOptions) {
	return func(o *client.PreviewOptions) {
		o.Set = append(o.Set, deployfile.Override{Path: deployfilePath(path), Value: value})
	}
}

// previewTap sees every answer before the client does.
type previewTap struct {
	*clienttest.Astro
	after func(r *http.Request)
}

func (p previewTap) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := p.Astro.RoundTrip(r)
	if p.after != nil {
		p.after(r)
	}
	return answer, err
}

// tapped returns a client whose answers the function sees, one at a time. It must not sleep.
func (s *previewScene) tapped(t *testing.T, after func(r *http.Request)) *client.Client {
	t.Helper()
	var mu sync.Mutex
	return s.slowed(t, func(r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		after(r)
	})
}

// slowed returns a client whose answers wait for the function.
func (s *previewScene) slowed(t *testing.T, after func(r *http.Request)) *client.Client {
	t.Helper()
	c, err := s.Client(client.WithHTTPClient(&http.Client{Transport: previewTap{s.Astro, after}}))
	require.NoError(t, err)
	return c
}

func previewSorted(names []string) []string {
	return slices.Sorted(slices.Values(names))
}

func assertGone(ctx context.Context, t *testing.T, c *client.Client, id string) {
	t.Helper()
	_, err := c.Deployments.Get(ctx, id)
	assert.ErrorIs(t, err, client.ErrNotFound)
}
