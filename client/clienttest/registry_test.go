package clienttest_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// dock is a scene with a registry on the network.
type dock struct {
	scene
	server *httptest.Server
}

func newDock(t *testing.T, opts ...clienttest.Option) dock {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	s := newScene(t, append(opts, clienttest.WithRegistry(server.Listener.Addr().String()))...)
	server.Config.Handler = s.Registry()
	server.Start()
	t.Cleanup(server.Close)
	return dock{s, server}
}

// answered is what the registry answered.
type answered struct {
	status int
	header http.Header
	text   string
}

// ask sends a request to the registry as a user; an empty secret is no login at all.
func (d dock) ask(t *testing.T, user, secret, method, path, kind string, body []byte) answered {
	t.Helper()
	to := d.server.URL + path
	if strings.HasPrefix(path, "http") {
		to = path
	}
	req, err := http.NewRequestWithContext(t.Context(), method, to, bytes.NewReader(body))
	require.NoError(t, err)
	if secret != "" {
		req.SetBasicAuth(user, secret)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	resp, err := d.server.Client().Do(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return answered{resp.StatusCode, resp.Header, string(text)}
}

// owner asks as the Organization's owner and wants the status.
func (d dock) owner(t *testing.T, status int, method, path, kind string, body []byte) answered {
	t.Helper()
	got := d.ask(t, "cli", d.Token(), method, path, kind, body)
	require.Equal(t, status, got.status, "%s %s: %s", method, path, got.text)
	return got
}

func digest(content []byte) string { return fmt.Sprintf("sha256:%x", sha256.Sum256(content)) }

// blob uploads content in the way of the container engines and returns its descriptor.
func (d dock) blob(t *testing.T, repository, kind string, content []byte) string {
	t.Helper()
	begun := d.owner(t, http.StatusAccepted, http.MethodPost, "/v2/"+repository+"/blobs/uploads/", "", nil)
	at := begun.header.Get("Location")
	at = d.owner(t, http.StatusAccepted, http.MethodPatch, at, "application/octet-stream", content).header.Get("Location")
	d.owner(t, http.StatusCreated, http.MethodPut, at+"?digest="+url.QueryEscape(digest(content)), "", nil)
	return fmt.Sprintf(`{"mediaType":%q,"digest":%q,"size":%d}`, kind, digest(content), len(content))
}

const (
	ociImage  = "application/vnd.oci.image.manifest.v1+json"
	ociIndex  = "application/vnd.oci.image.index.v1+json"
	ociConfig = "application/vnd.oci.image.config.v1+json"
	ociLayer  = "application/vnd.oci.image.layer.v1.tar+gzip"
)

// push makes an image with a Runtime label, or without, and pushes it; it returns the manifest.
func (d dock) push(t *testing.T, repository, reference, runtime string) []byte {
	t.Helper()
	labels := map[string]string{}
	if runtime != "" {
		labels["io.astronomer.docker.runtime.version"] = runtime
	}
	config, err := json.Marshal(map[string]any{"architecture": "amd64", "os": "linux", "config": map[string]any{"Labels": labels}})
	require.NoError(t, err)
	manifest := fmt.Appendf(nil, `{"schemaVersion":2,"mediaType":%q,"config":%s,"layers":[%s]}`, ociImage,
		d.blob(t, repository, ociConfig, config), d.blob(t, repository, ociLayer, []byte("the project, "+runtime)))
	if reference == "" {
		reference = digest(manifest)
	}
	d.owner(t, http.StatusCreated, http.MethodPut, "/v2/"+repository+"/manifests/"+reference, ociImage, manifest)
	return manifest
}

// finish ends a deploy and returns it and its Deployment.
func (d dock) finish(t *testing.T, v client.Deploy) (client.Deploy, client.Deployment) {
	t.Helper()
	must(d.c.Deploys.Finalize(t.Context(), v.DeploymentID, v.ID, client.FinalizeDeploy{}))(t)
	live := must(d.c.Deployments.Get(t.Context(), v.DeploymentID))(t)
	return must(d.c.Deploys.Get(t.Context(), v.DeploymentID, v.ID))(t), live
}

func (d dock) deploy(t *testing.T, id string) client.Deploy {
	t.Helper()
	return must(d.c.Deploys.Create(t.Context(), id, client.CreateDeploy{Type: client.DeployTypeImageOnly}))(t)
}

func repository(t *testing.T, d client.Deploy) string {
	t.Helper()
	host, name, ok := strings.Cut(d.ImageRepository, "/")
	require.True(t, ok)
	assert.Contains(t, host, "127.0.0.1:")
	return name
}

func TestPushedImage(t *testing.T) {
	d := newDock(t)
	live := d.live(t, nil)
	before := live.AstroRuntimeVersion
	v := d.deploy(t, live.ID)
	assert.Equal(t, d.server.Listener.Addr().String()+"/"+live.ID, v.ImageRepository)
	d.push(t, repository(t, v), v.ImageTag, "3.0-4")
	v, live = d.finish(t, v)
	assert.NotEqual(t, before, live.AstroRuntimeVersion)
	assert.Equal(t, client.DeployStatusDeployed, v.Status)
	assert.Equal(t, client.DeploymentStatusHealthy, live.Status)
	assert.Equal(t, []string{"3.0-4", "3.0-4", v.ImageTag, v.ImageTag}, []string{live.AstroRuntimeVersion, live.RuntimeVersion, live.ImageTag, live.ImageVersion})
	assert.Equal(t, "3.0", live.AirflowVersion)
	assert.Equal(t, "3.0-4", v.AstroRuntimeVersion)

	d.Advance(time.Minute)
	plain := d.deploy(t, live.ID)
	d.push(t, live.ID, plain.ImageTag, "")
	plain, live = d.finish(t, plain)
	assert.Equal(t, []string{"3.0-4", plain.ImageTag}, []string{live.AstroRuntimeVersion, live.ImageTag}, "an image without a label says nothing")

	d.Advance(time.Minute)
	next := d.deploy(t, live.ID)
	d.push(t, live.ID, next.ImageTag, "99.1-1")
	next, live = d.finish(t, next)
	assert.Equal(t, []string{"99.1-1", "NA"}, []string{live.AstroRuntimeVersion, live.AirflowVersion}, "a Runtime that nobody knows")
	must(d.c.Deploys.Rollback(t.Context(), live.ID, v.ID, client.RollbackDeploy{}))(t)
	live = must(d.c.Deployments.Get(t.Context(), live.ID))(t)
	assert.Equal(t, []string{"3.0-4", v.ImageTag}, []string{live.AstroRuntimeVersion, live.ImageTag})
	assert.NotEqual(t, next.ImageTag, live.ImageTag)
}

func TestMissingImage(t *testing.T) {
	d := newDock(t)
	live := d.live(t, nil)
	v := d.deploy(t, live.ID)
	d.push(t, live.ID, "other", "3.0-4")
	v, after := d.finish(t, v)
	assert.Equal(t, client.DeployStatusFailed, v.Status)
	assert.Equal(t, client.DeploymentStatusUnhealthy, after.Status)
	assert.Contains(t, after.StatusReason, v.ImageRepository+":"+v.ImageTag)
	assert.Equal(t, []string{live.ImageTag, live.AstroRuntimeVersion}, []string{after.ImageTag, after.AstroRuntimeVersion})

	d.Advance(time.Minute)
	v = d.deploy(t, live.ID)
	d.push(t, live.ID, v.ImageTag, "3.0-4")
	v, after = d.finish(t, v)
	assert.Equal(t, client.DeployStatusDeployed, v.Status)
	assert.Equal(t, client.DeploymentStatusHealthy, after.Status)
	assert.Equal(t, v.ImageTag, after.ImageTag)

	s := newScene(t)
	alone := s.live(t, nil)
	v = must(s.c.Deploys.Create(t.Context(), alone.ID, client.CreateDeploy{Type: client.DeployTypeImageOnly}))(t)
	must(s.c.Deploys.Finalize(t.Context(), alone.ID, v.ID, client.FinalizeDeploy{}))(t)
	assert.Equal(t, v.ImageTag, must(s.c.Deployments.Get(t.Context(), alone.ID))(t).ImageTag, "without a registry images count as pushed")
}

// TestPushedIndex deploys the image for the machines of Astro out of one for several.
func TestPushedIndex(t *testing.T) {
	for name, tc := range map[string]struct {
		arch string
		want client.DeployStatus
	}{"amd64": {"amd64", client.DeployStatusDeployed}, "arm64": {"arm64", client.DeployStatusFailed}} {
		t.Run(name, func(t *testing.T) {
			d := newDock(t)
			live := d.live(t, nil)
			v := d.deploy(t, live.ID)
			other, image := d.push(t, live.ID, "", "3.0-3"), d.push(t, live.ID, "", "3.0-4")
			member := func(manifest []byte, arch string) string {
				return fmt.Sprintf(`{"mediaType":%q,"digest":%q,"size":%d,"platform":{"os":"linux","architecture":%q}}`, ociImage, digest(manifest), len(manifest), arch)
			}
			index := fmt.Sprintf(`{"schemaVersion":2,"mediaType":%q,"manifests":[%s,%s]}`, ociIndex, member(other, "s390x"), member(image, tc.arch))
			d.owner(t, http.StatusCreated, http.MethodPut, "/v2/"+live.ID+"/manifests/"+v.ImageTag, ociIndex, []byte(index))
			v, live = d.finish(t, v)
			assert.Equal(t, tc.want, v.Status)
			if tc.want == client.DeployStatusDeployed {
				assert.Equal(t, "3.0-4", live.AstroRuntimeVersion)
			}
		})
	}
}

func TestWhoMayPush(t *testing.T) {
	d := newDock(t)
	mine := d.live(t, nil)
	other := d.AddWorkspace(client.Workspace{Name: "other"})
	theirs := must(d.c.Deployments.Create(t.Context(), standard(other, "theirs")))(t)
	token := func(in client.CreateAPIToken) string {
		_, secret := d.AddToken(in)
		return secret
	}
	person := func(role client.WorkspaceRoleName) string {
		return d.Login(d.AddUser(client.User{WorkspaceRoles: []client.WorkspaceRole{{WorkspaceID: d.workspace, Role: role}}}))
	}
	stranger := d.AddOrganization(client.Organization{Name: "stranger"})
	expired := token(client.CreateAPIToken{TokenExpiryPeriodInDays: 1})
	deleted := must(d.c.Deployments.Create(t.Context(), standard(d.workspace, "deleted")))(t)
	d.Advance(48 * time.Hour)
	require.NoError(t, d.c.Deployments.Delete(t.Context(), deleted.ID))

	const ok, no, who = http.StatusOK, http.StatusForbidden, http.StatusUnauthorized
	for name, tc := range map[string]struct {
		user, secret, path string
		want               int
	}{
		"nobody":                        {"", "", "/v2/", who},
		"nobody at a repository":        {"", "", "/v2/" + mine.ID + "/tags/list", who},
		"another user":                  {"docker", d.Token(), "/v2/", who},
		"an unknown token":              {"cli", "unknown-secret", "/v2/", who},
		"with the scheme":               {"cli", "Bearer " + d.Token(), "/v2/", who},
		"an expired token":              {"cli", expired, "/v2/", who},
		"the owner":                     {"cli", d.Token(), "/v2/", ok},
		"the owner at the end":          {"cli", d.Token(), "/v2", ok},
		"the owner at a repository":     {"cli", d.Token(), "/v2/" + mine.ID + "/tags/list", ok},
		"a token of the Workspace":      {"cli", token(client.CreateAPIToken{Scope: client.TokenScopeWorkspace, EntityID: d.workspace}), "/v2/" + mine.ID + "/tags/list", ok},
		"a token of another Workspace":  {"cli", token(client.CreateAPIToken{Scope: client.TokenScopeWorkspace, EntityID: other}), "/v2/" + mine.ID + "/tags/list", no},
		"a token of the Deployment":     {"cli", token(client.CreateAPIToken{Scope: client.TokenScopeDeployment, EntityID: mine.ID}), "/v2/" + mine.ID + "/tags/list", ok},
		"a token of another Deployment": {"cli", token(client.CreateAPIToken{Scope: client.TokenScopeDeployment, EntityID: theirs.ID}), "/v2/" + mine.ID + "/tags/list", no},
		"an author":                     {"cli", person(client.WorkspaceRoleAuthor), "/v2/" + mine.ID + "/tags/list", ok},
		"a member":                      {"cli", person(client.WorkspaceRoleMember), "/v2/" + mine.ID + "/tags/list", no},
		"another Organization":          {"cli", d.TokenOf(stranger), "/v2/" + mine.ID + "/tags/list", no},
		"no repository":                 {"cli", d.Token(), "/v2/unknown/tags/list", no},
		"one of the past":               {"cli", d.Token(), "/v2/" + deleted.ID + "/tags/list", no},
		"all repositories":              {"cli", d.Token(), "/v2/_catalog", no},
		"all by way of one":             {"cli", d.Token(), "/v2/" + mine.ID + "/_catalog", no},
		"tags of one by another's way":  {"cli", d.Token(), "/v2/" + mine.ID + "/../" + theirs.ID + "/tags/list", no},
		"no registry":                   {"cli", d.Token(), "/v1/", no},
	} {
		t.Run(name, func(t *testing.T) {
			if tc.want == ok && strings.HasSuffix(tc.path, "/tags/list") {
				d.push(t, mine.ID, "latest", "")
			}
			got := d.ask(t, tc.user, tc.secret, http.MethodGet, tc.path, "", nil)
			assert.Equal(t, tc.want, got.status, got.text)
			if tc.want == ok {
				return
			}
			var body struct {
				Errors []struct{ Code, Message string }
			}
			require.NoError(t, json.Unmarshal([]byte(got.text), &body), got.text)
			require.Len(t, body.Errors, 1)
			assert.Equal(t, map[int]string{no: "DENIED", who: "UNAUTHORIZED"}[tc.want], body.Errors[0].Code)
			assert.NotEmpty(t, body.Errors[0].Message)
			assert.Equal(t, tc.want == who, got.header.Get("Www-Authenticate") != "", "engines log in when they are challenged")
			if tc.secret != "" {
				assert.NotContains(t, got.text, tc.secret)
			}
		})
	}
	for _, r := range d.Requests() {
		assert.Empty(t, r.Header.Get("Authorization"))
	}
}

// TestRepositoriesAreApart shows no repository what another one has.
func TestRepositoriesAreApart(t *testing.T) {
	d := newDock(t)
	one, two := d.live(t, nil).ID, must(d.c.Deployments.Create(t.Context(), standard(d.workspace, "two")))(t).ID
	layer := []byte("a layer")
	d.blob(t, one, ociLayer, layer)
	d.owner(t, http.StatusOK, http.MethodHead, "/v2/"+one+"/blobs/"+digest(layer), "", nil)
	d.owner(t, http.StatusNotFound, http.MethodHead, "/v2/"+two+"/blobs/"+digest(layer), "", nil)
	d.owner(t, http.StatusAccepted, http.MethodPost, "/v2/"+two+"/blobs/uploads/?from="+one+"&mount="+digest(layer), "", nil)
	got := d.ask(t, "cli", d.Token(), http.MethodGet, "/v2/"+one+"/blobs/"+digest(layer), "", nil)
	assert.Equal(t, http.StatusOK, got.status)
	assert.Equal(t, string(layer), got.text)

	manifest := d.push(t, one, "latest", "3.0-4")
	got = d.ask(t, "cli", d.Token(), http.MethodPut, "/v2/"+two+"/manifests/latest", ociImage, manifest)
	assert.Equal(t, http.StatusBadRequest, got.status)
	assert.Contains(t, got.text, "MANIFEST_BLOB_UNKNOWN")
	for name, tc := range map[string]struct{ kind, body string }{
		"no manifest": {ociImage, "{"}, "another type": {"text/plain", string(manifest)}, "an empty one": {ociImage, ""},
	} {
		got = d.ask(t, "cli", d.Token(), http.MethodPut, "/v2/"+one+"/manifests/x", tc.kind, []byte(tc.body))
		assert.Equal(t, http.StatusBadRequest, got.status, name)
		assert.Contains(t, got.text, "MANIFEST_INVALID", name)
	}
	d.owner(t, http.StatusRequestEntityTooLarge, http.MethodPut, "/v2/"+one+"/manifests/x", ociImage, bytes.Repeat([]byte(" "), 5<<20))
	wrong := d.owner(t, http.StatusAccepted, http.MethodPost, "/v2/"+one+"/blobs/uploads/", "", nil).header.Get("Location")
	require.NoError(t, d.c.Deployments.Delete(t.Context(), one))
	d.owner(t, http.StatusForbidden, http.MethodPut, wrong+"?digest="+digest(layer), "", layer)
	d.AddLiveDeployment(client.Deployment{ID: one, Name: "again"})
	d.owner(t, http.StatusNotFound, http.MethodHead, "/v2/"+one+"/blobs/"+digest(layer), "", nil)
}

// TestRegistryFaults spoils pushes in the ways in which operations are.
func TestRegistryFaults(t *testing.T) {
	d := newDock(t)
	id := d.live(t, nil).ID
	layer := []byte("a layer")
	blob := "/v2/" + id + "/blobs/" + digest(layer)
	d.blob(t, id, ociLayer, layer)
	d.ForgetRequests()

	d.Fail(clienttest.Match{Operation: "Registry", Method: http.MethodGet}, clienttest.Fault{Status: http.StatusServiceUnavailable, RetryAfter: "1"})
	d.owner(t, http.StatusOK, http.MethodHead, blob, "", nil)
	assert.Equal(t, "1", d.owner(t, http.StatusServiceUnavailable, http.MethodGet, blob, "", nil).header.Get("Retry-After"))
	d.owner(t, http.StatusOK, http.MethodGet, blob, "", nil)

	ran := false
	d.Fail(clienttest.Match{Operation: "Registry", Method: http.MethodPost}, clienttest.Fault{Status: http.StatusBadGateway, Effect: true, Then: func() { ran = true }})
	content := []byte("a lost answer")
	d.owner(t, http.StatusBadGateway, http.MethodPost, "/v2/"+id+"/blobs/uploads/?digest="+digest(content), "", content)
	assert.True(t, ran)
	d.owner(t, http.StatusOK, http.MethodHead, "/v2/"+id+"/blobs/"+digest(content), "", nil)

	d.Fail(clienttest.Match{Operation: "Registry"}, clienttest.Fault{Cut: clienttest.CutBody})
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, d.server.URL+blob, http.NoBody)
	require.NoError(t, err)
	req.SetBasicAuth("cli", d.Token())
	resp, err := d.server.Client().Do(req)
	require.NoError(t, err)
	_, err = io.ReadAll(resp.Body)
	require.NoError(t, resp.Body.Close())
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)

	var statuses []int
	for _, r := range d.Requests() {
		assert.Equal(t, "Registry", r.Operation)
		assert.Equal(t, r.Status == 0, r.Principal.ID == "", "%s: whose token it carried is known when it was looked at", r)
		statuses = append(statuses, r.Status)
	}
	assert.Equal(t, []int{200, 0, 200, 201, 200, 200}, statuses)
}
