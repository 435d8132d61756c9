package clienttest_test

import (
	"net/http"
	"testing"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// astroImage is an image of a few random layers for a Runtime.
func astroImage(t *testing.T, runtime string) v1.Image {
	t.Helper()
	image := must(random.Image(2048, 3))(t)
	config := must(image.ConfigFile())(t).DeepCopy()
	config.OS, config.Architecture = "linux", "amd64"
	config.Config.Labels = map[string]string{"io.astronomer.docker.runtime.version": runtime}
	return must(mutate.ConfigFile(image, config))(t)
}

// remoteOptions log in with a token and keep to the server's own transport, whose connections end with it.
func (d dock) remoteOptions(t *testing.T, secret string) []remote.Option {
	t.Helper()
	return []remote.Option{
		remote.WithContext(t.Context()), remote.WithTransport(d.server.Client().Transport),
		remote.WithAuth(&authn.Basic{Username: "cli", Password: secret}),
	}
}

func imageOf(t *testing.T, v client.Deploy) name.Reference {
	t.Helper()
	return must(name.ParseReference(v.ImageRepository + ":" + v.ImageTag))(t)
}

// TestRemotePush pushes with a client that is not ours.
func TestRemotePush(t *testing.T) {
	d := newDock(t)
	live := d.live(t, nil)
	v := d.deploy(t, live.ID)
	image := astroImage(t, "3.0-4")
	require.NoError(t, remote.Write(imageOf(t, v), image, d.remoteOptions(t, d.Token())...))
	pulled := must(remote.Image(imageOf(t, v), d.remoteOptions(t, d.Token())...))(t)
	assert.Equal(t, must(image.Digest())(t), must(pulled.Digest())(t))
	v, live = d.finish(t, v)
	assert.Equal(t, client.DeployStatusDeployed, v.Status)
	assert.Equal(t, []string{"3.0-4", v.ImageTag}, []string{live.AstroRuntimeVersion, live.ImageTag})
	for _, r := range d.Requests() {
		assert.Empty(t, r.Header.Get("Authorization"))
		assert.NotContains(t, r.String(), d.Token())
	}

	linux := v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: "amd64"}}
	index := mutate.AppendManifests(empty.Index,
		mutate.IndexAddendum{Add: astroImage(t, "3.0-1"), Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: "arm64"}}},
		mutate.IndexAddendum{Add: astroImage(t, "3.0-2"), Descriptor: linux})
	v = d.deploy(t, live.ID)
	require.NoError(t, remote.WriteIndex(imageOf(t, v), index, d.remoteOptions(t, d.Token())...))
	_, live = d.finish(t, v)
	assert.Equal(t, "3.0-2", live.AstroRuntimeVersion)
}

func TestRemotePushIsRefused(t *testing.T) {
	d := newDock(t)
	v := d.deploy(t, d.live(t, nil).ID)
	other := d.AddWorkspace(client.Workspace{Name: "other"})
	_, elsewhere := d.AddToken(client.CreateAPIToken{Scope: client.TokenScopeWorkspace, EntityID: other})
	for secret, want := range map[string]int{elsewhere: http.StatusForbidden, "unknown-secret": http.StatusUnauthorized} {
		err := remote.Write(imageOf(t, v), astroImage(t, "3.0-4"), d.remoteOptions(t, secret)...)
		var refused *transport.Error
		require.ErrorAs(t, err, &refused)
		assert.Equal(t, want, refused.StatusCode)
		assert.NotContains(t, err.Error(), secret)
	}
	d.Fail(clienttest.Match{Operation: "Registry", Method: http.MethodPut, Times: 2}, clienttest.Fault{Status: http.StatusServiceUnavailable})
	require.NoError(t, remote.Write(imageOf(t, v), astroImage(t, "3.0-4"), d.remoteOptions(t, d.Token())...), "it is pushed again after a fault")
}
