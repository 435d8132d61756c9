package clienttest_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// deployed carries a deploy of Dags through and returns it.
func (s scene) deployed(t *testing.T, id string, kind client.DeployType, dags string) client.Deploy {
	t.Helper()
	d := must(s.c.Deploys.Create(t.Context(), id, client.CreateDeploy{Type: kind}))(t)
	version := upload(t, s.Astro, d.DagsUploadURL, dags)
	must(s.c.Deploys.Finalize(t.Context(), id, d.ID, client.FinalizeDeploy{DagTarballVersion: &version}))(t)
	return must(s.c.Deploys.Get(t.Context(), id, d.ID))(t)
}

func TestDeployOfDags(t *testing.T) {
	s := newScene(t, clienttest.WithStep(time.Minute))
	ctx := t.Context()
	id := s.live(t, nil).ID
	s.Advance(time.Minute)
	d := must(s.c.Deploys.Create(ctx, id, client.CreateDeploy{Type: client.DeployTypeDagOnly, Description: "more"}))(t)
	assert.Equal(t, client.DeployStatusInitialized, d.Status)
	assert.Equal(t, "deploy-2026-03-02T10-01-00", d.ImageTag)
	assert.Regexp(t, `^http://astro\.test/.*sig=`, d.DagsUploadURL.Reveal())
	assert.True(t, d.BundleUploadURL.IsZero())
	first := upload(t, s.Astro, d.DagsUploadURL, "first")
	second := upload(t, s.Astro, d.DagsUploadURL, "sec", "ond")
	assert.Regexp(t, `^2026-03-02T10:01:00\.\d{7}Z$`, first)
	assert.Less(t, first, second)

	unknown := "2026-03-02T10:01:09.0000000Z"
	for name, in := range map[string]client.FinalizeDeploy{
		"no version": {}, "empty": {DagTarballVersion: new("")}, "unknown": {DagTarballVersion: &unknown}, "a bundle": {DagTarballVersion: &second, BundleTarballVersion: &first},
	} {
		_, err := s.c.Deploys.Finalize(ctx, id, d.ID, in)
		require.ErrorIs(t, err, client.ErrInvalid, name)
	}
	assert.Equal(t, client.DeployStatusInitialized, must(s.c.Deploys.Finalize(ctx, id, d.ID, client.FinalizeDeploy{DagTarballVersion: &second}))(t).Status)
	live := must(s.c.Deployments.Get(ctx, id))(t)
	assert.Equal(t, client.DeploymentStatusDeploying, live.Status)
	assert.Equal(t, second, live.DesiredDagTarballVersion)
	assert.Empty(t, live.DagTarballVersion)
	assert.Nil(t, s.DagTarball(id))
	_, err := s.c.Deploys.Finalize(ctx, id, d.ID, client.FinalizeDeploy{DagTarballVersion: &second})
	require.ErrorIs(t, err, client.ErrInvalid, "finalized already")

	s.Advance(time.Minute)
	live = must(s.c.Deployments.Get(ctx, id))(t)
	assert.Equal(t, client.DeploymentStatusHealthy, live.Status)
	assert.Equal(t, second, live.DagTarballVersion)
	assert.Equal(t, live.AstroRuntimeVersion, live.ImageTag, "no image was deployed")
	assert.Equal(t, "second", string(s.DagTarball(id)))
	d = must(s.c.Deploys.Get(ctx, id, d.ID))(t)
	assert.Equal(t, client.DeployStatusDeployed, d.Status)
	assert.Equal(t, second, d.DagTarballVersion)
	assert.Equal(t, "less", must(s.c.Deploys.Update(ctx, id, d.ID, client.UpdateDeploy{Description: "less"}))(t).Description)
}

// The last that is finalized wins, and what it does not carry is that of the one before.
func TestDeploysInFlight(t *testing.T) {
	s := newScene(t, clienttest.WithStep(time.Minute))
	ctx := t.Context()
	id := s.live(t, nil).ID
	image := must(s.c.Deploys.Create(ctx, id, client.CreateDeploy{Type: client.DeployTypeImageOnly}))(t)
	dags := must(s.c.Deploys.Create(ctx, id, client.CreateDeploy{Type: client.DeployTypeDagOnly}))(t)
	assert.NotEqual(t, image.ImageTag, dags.ImageTag, "no two deploys of a Deployment share a tag")
	must(s.c.Deploys.Finalize(ctx, id, image.ID, client.FinalizeDeploy{DagTarballVersion: new("")}))(t)
	s.Advance(30 * time.Second)
	version := upload(t, s.Astro, dags.DagsUploadURL, "dags")
	must(s.c.Deploys.Finalize(ctx, id, dags.ID, client.FinalizeDeploy{DagTarballVersion: &version}))(t)
	s.Advance(30 * time.Second)
	live := must(s.c.Deployments.Get(ctx, id))(t)
	assert.Equal(t, client.DeploymentStatusDeploying, live.Status)
	assert.Equal(t, image.ImageTag, live.ImageTag)
	s.Advance(30 * time.Second)
	live = must(s.c.Deployments.Get(ctx, id))(t)
	assert.Equal(t, client.DeploymentStatusHealthy, live.Status)
	assert.Equal(t, []string{image.ImageTag, image.ImageTag, version}, []string{live.ImageTag, live.ImageVersion, live.DagTarballVersion})
}

func TestRollback(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	id := s.live(t, nil).ID
	one := s.deployed(t, id, client.DeployTypeImageAndDag, "one")
	two := s.deployed(t, id, client.DeployTypeImageAndDag, "two")
	back := must(s.c.Deploys.Rollback(ctx, id, one.ID, client.RollbackDeploy{Description: "oops"}))(t)
	assert.Equal(t, one.ID, back.RollbackFromID)
	live := must(s.c.Deployments.Get(ctx, id))(t)
	assert.Equal(t, one.ImageTag, live.ImageTag)
	assert.Equal(t, "one", string(s.DagTarball(id)))

	pending := must(s.c.Deploys.Create(ctx, id, client.CreateDeploy{Type: client.DeployTypeDagOnly}))(t)
	_, err := s.c.Deploys.Rollback(ctx, id, pending.ID, client.RollbackDeploy{})
	require.ErrorIs(t, err, client.ErrInvalid, "it never ran")
	s.Advance(91 * 24 * time.Hour)
	_, err = s.c.Deploys.Rollback(ctx, id, two.ID, client.RollbackDeploy{})
	require.ErrorIs(t, err, client.ErrInvalid, "too old")
	must(s.c.Deploys.Rollback(ctx, id, back.ID, client.RollbackDeploy{}))(t)
	_, err = s.c.Deploys.Rollback(ctx, id, "unknown", client.RollbackDeploy{})
	require.ErrorIs(t, err, client.ErrNotFound)
	assert.Len(t, all(t, s.c.Deploys.All(ctx, id)), 5)
}

func TestDagsAreRemoved(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	d := s.live(t, nil)
	s.deployed(t, d.ID, client.DeployTypeDagOnly, "dags")
	require.NotNil(t, s.DagTarball(d.ID))
	deploy := must(s.c.Deploys.Create(ctx, d.ID, client.CreateDeploy{Type: client.DeployTypeImageAndDag}))(t)
	must(s.c.Deploys.Finalize(ctx, d.ID, deploy.ID, client.FinalizeDeploy{DagTarballVersion: new("")}))(t)
	assert.Empty(t, must(s.c.Deployments.Get(ctx, d.ID))(t).DagTarballVersion)

	s.deployed(t, d.ID, client.DeployTypeDagOnly, "dags")
	in := updateOf(d)
	in.IsDagDeployEnabled = false
	live := must(s.c.Deployments.Update(ctx, d.ID, in))(t)
	assert.Empty(t, live.DagTarballVersion+live.DesiredDagTarballVersion)
	_, err := s.c.Deploys.Create(ctx, d.ID, client.CreateDeploy{Type: client.DeployTypeDagOnly})
	require.ErrorContains(t, err, "dag deploy is not enabled for deployment")
	deploy = must(s.c.Deploys.Create(ctx, d.ID, client.CreateDeploy{Type: client.DeployTypeImageAndDag}))(t)
	assert.True(t, deploy.DagsUploadURL.IsZero())
	must(s.c.Deploys.Finalize(ctx, d.ID, deploy.ID, client.FinalizeDeploy{}))(t)
	assert.Equal(t, deploy.ImageTag, must(s.c.Deployments.Get(ctx, d.ID))(t).ImageTag)
}

func TestBundles(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	id := s.live(t, nil).ID
	const path = "/usr/local/airflow/dbt/shop"
	push := func(content string) client.Deploy {
		d := must(s.c.Deploys.Create(ctx, id, client.CreateDeploy{Type: client.DeployTypeBundle, BundleType: "dbt", BundleMountPath: path}))(t)
		version := ""
		if content != "" {
			version = upload(t, s.Astro, d.BundleUploadURL, content)
		}
		must(s.c.Deploys.Finalize(ctx, id, d.ID, client.FinalizeDeploy{BundleTarballVersion: &version}))(t)
		return must(s.c.Deploys.Get(ctx, id, d.ID))(t)
	}
	first := push("one")
	require.Len(t, first.Bundles, 1)
	assert.Equal(t, "one", string(s.BundleTarball(id, path)))
	second := push("two")
	require.Len(t, second.Bundles, 1, "the mount path tells bundles apart")
	assert.Equal(t, second.ID, second.Bundles[0].DeployID)
	assert.Equal(t, second.Bundles[0].CurrentVersion, second.Bundles[0].DesiredVersion)
	assert.Equal(t, "two", string(s.BundleTarball(id, path)))
	assert.Empty(t, push("").Bundles)
	assert.Nil(t, s.BundleTarball(id, path))
	d := must(s.c.Deploys.Create(ctx, id, client.CreateDeploy{Type: client.DeployTypeBundle, BundleType: "dbt", BundleMountPath: path}))(t)
	_, err := s.c.Deploys.Finalize(ctx, id, d.ID, client.FinalizeDeploy{})
	require.ErrorIs(t, err, client.ErrInvalid)
}

func TestMinuteTags(t *testing.T) {
	s := newScene(t, clienttest.WithMinuteTags())
	id := s.live(t, nil).ID
	for range 2 {
		d := must(s.c.Deploys.Create(t.Context(), id, client.CreateDeploy{Type: client.DeployTypeImageOnly}))(t)
		assert.Equal(t, "deploy-2026-03-02T10-00", d.ImageTag)
	}
}

func TestRefusedDeploys(t *testing.T) {
	s := newScene(t, clienttest.WithRegistry("127.0.0.1:5555"), clienttest.WithClock(time.Now)) // a login expires by the real time
	ctx := t.Context()
	id := s.live(t, func(in *client.CreateStandardDeployment) { in.IsCICDEnforced = new(true) }).ID
	git := func(g client.DeployGit) client.CreateDeploy {
		g.CommitSHA = "abc"
		return client.CreateDeploy{Type: client.DeployTypeDagOnly, Git: &g}
	}
	for name, in := range map[string]client.CreateDeploy{
		"no type":          {},
		"long description": {Type: client.DeployTypeDagOnly, Description: strings.Repeat("d", 501)},
		"half a bundle":    {Type: client.DeployTypeBundle, BundleType: "dbt"},
		"no bundle":        {Type: client.DeployTypeDagOnly, BundleType: "dbt"},
		"no provider":      git(client.DeployGit{}),
		"no repository":    git(client.DeployGit{Provider: client.GitProviderGitHub, Account: "a"}),
		"no remote":        git(client.DeployGit{Provider: client.GitProviderGeneric}),
		"both":             git(client.DeployGit{Provider: client.GitProviderGeneric, RemoteURL: "https://x", Repo: "r"}),
	} {
		_, err := s.c.Deploys.Create(ctx, id, in)
		require.ErrorIs(t, err, client.ErrInvalid, name)
	}
	person := must(s.ClientFor(clienttest.Organization, s.Login(s.AddUser(client.User{OrganizationRole: client.OrganizationRoleOwner}))))(t)
	_, err := person.Deploys.Create(ctx, id, client.CreateDeploy{Type: client.DeployTypeDagOnly})
	require.ErrorIs(t, err, client.ErrForbidden, "CI/CD is enforced")
	before := must(s.c.Deploys.Create(ctx, id, client.CreateDeploy{Type: client.DeployTypeDagOnly}))(t)
	_, err = person.Deploys.Rollback(ctx, id, before.ID, client.RollbackDeploy{})
	require.ErrorContains(t, err, "CI/CD is enforced")
	d := must(s.c.Deploys.Create(ctx, id, client.CreateDeploy{Type: client.DeployTypeDagOnly}))(t)
	assert.Equal(t, "127.0.0.1:5555/"+id, d.ImageRepository)
	for _, call := range []func() error{
		func() error { _, err := s.c.Deploys.Get(ctx, id, "x"); return err },
		func() error { _, err := s.c.Deploys.Update(ctx, id, "x", client.UpdateDeploy{}); return err },
		func() error { _, err := s.c.Deploys.Finalize(ctx, id, "x", client.FinalizeDeploy{}); return err },
	} {
		require.ErrorIs(t, call(), client.ErrNotFound)
	}
}

// TestUploads speaks to the store over the network, as its own clients do.
func TestUploads(t *testing.T) {
	s := newScene(t)
	server := httptest.NewServer(s.Astro)
	defer server.Close()
	c := must(client.New(clienttest.Organization, s.Token(), client.WithBaseURL(server.URL+"/v1"), client.WithHTTPClient(server.Client())))(t)
	id := s.live(t, nil).ID
	d := must(c.Deploys.Create(t.Context(), id, client.CreateDeploy{Type: client.DeployTypeDagOnly}))(t)
	target := d.DagsUploadURL.Reveal()
	require.True(t, strings.HasPrefix(target, server.URL+"/"), "the URL leads to the control plane")
	send := func(method, url, kind, body string) (int, http.Header, string) {
		req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
		require.NoError(t, err)
		if kind != "" {
			req.Header.Set("X-Ms-Blob-Type", kind)
		}
		resp, err := server.Client().Do(req)
		require.NoError(t, err)
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		return resp.StatusCode, resp.Header, string(text)
	}
	status, header, text := send(http.MethodPut, target, "BlockBlob", "x")
	assert.Equal(t, http.StatusCreated, status)
	assert.Empty(t, text)
	for _, name := range []string{"X-Ms-Version-Id", "Etag", "Last-Modified", "X-Ms-Request-Id", "X-Ms-Version"} {
		assert.NotEmpty(t, header.Get(name), name)
	}
	for name, tc := range map[string]struct {
		method, url, kind, body string
		status                  int
		code                    string
	}{
		"another signature":   {"PUT", strings.Replace(target, "sig=", "sig=0", 1), "BlockBlob", "x", 403, "AuthenticationFailed"},
		"no signature":        {"PUT", strings.Split(target, "?")[0], "BlockBlob", "x", 403, "AuthenticationFailed"},
		"no type":             {"PUT", target, "", "x", 400, "MissingRequiredHeader"},
		"another method":      {"GET", target, "", "", 405, "UnsupportedHttpVerb"},
		"unknown operation":   {"PUT", target + "&comp=lease", "", "", 400, "InvalidQueryParameterValue"},
		"block without ID":    {"PUT", target + "&comp=block", "", "x", 400, "InvalidQueryParameterValue"},
		"list of unknown":     {"PUT", target + "&comp=blocklist", "", "<BlockList><Latest>eA==</Latest></BlockList>", 400, "InvalidBlockList"},
		"list that is no one": {"PUT", target + "&comp=blocklist", "", "{}", 400, "InvalidXmlDocument"},
	} {
		status, header, text := send(tc.method, tc.url, tc.kind, tc.body)
		assert.Equal(t, tc.status, status, name)
		assert.Equal(t, tc.code, header.Get("X-Ms-Error-Code"), name)
		assert.Contains(t, text, "<Code>"+tc.code+"</Code>", name)
	}
}
