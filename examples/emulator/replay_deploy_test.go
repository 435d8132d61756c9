package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"testing"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// put stores a part of an upload, without any credential but the URL, and returns the version.
func (r replay) put(target *url.URL, query, kind, content string) string {
	r.t.Helper()
	to := *target
	values := to.Query()
	more, err := url.ParseQuery(query)
	require.NoError(r.t, err)
	for k := range more {
		values.Set(k, more.Get(k))
	}
	to.RawQuery = values.Encode() // sorted, as it sends them
	req, err := http.NewRequestWithContext(r.t.Context(), http.MethodPut, to.String(), bytes.NewReader([]byte(content)))
	require.NoError(r.t, err)
	if kind != "" {
		req.Header.Set("x-ms-blob-type", kind)
	}
	req.Header.Set("x-ms-version", "2020-10-02")
	resp, err := http.DefaultClient.Do(req)
	require.NoError(r.t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(r.t, err)
	require.Equal(r.t, http.StatusCreated, resp.StatusCode, string(text))
	for _, header := range []string{"x-ms-request-id", "x-ms-version"} {
		assert.NotEmpty(r.t, resp.Header.Get(header), header)
	}
	return resp.Header.Get("x-ms-version-id")
}

// upload sends an archive: small ones in one piece, others in blocks and a list of them.
func (r replay) upload(at any, pieces ...string) string {
	r.t.Helper()
	target, err := url.Parse(text(at))
	require.NoError(r.t, err)
	require.True(r.t, target.IsAbs(), "it parses the URL as that of a blob: %s", target.Redacted())
	require.NotEmpty(r.t, target.Host)
	var version string
	if len(pieces) == 1 {
		version = r.put(target, "", "BlockBlob", pieces[0])
	} else {
		list := `<?xml version="1.0" encoding="UTF-8"?>` + "\n<BlockList>"
		for i, piece := range pieces {
			id := base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%05d", i))
			r.put(target, "comp=block&blockid="+url.QueryEscape(id), "", piece)
			list += "<Latest>" + id + "</Latest>"
		}
		version = r.put(target, "comp=blocklist", "", list+"</BlockList>")
	}
	require.NotEmpty(r.t, version, "it panics without x-ms-version-id")
	return version
}

// healthy is how it waits, but for the pauses.
func (r replay) healthy(id string) object {
	r.t.Helper()
	d := r.get("/deployments/" + id)
	assert.Equal(r.t, "HEALTHY", d["status"])
	assert.Equal(r.t, d["desiredDagTarballVersion"], d["dagTarballVersion"])
	return d
}

var gitBody = object{
	"provider": "GITHUB", "account": "acme", "repo": "dags", "branch": "main", "commitSha": "0a1b2c", "commitUrl": "https://github.com/acme/dags/commit/0a1b2c",
	"authorName": "Ann",
}

// TestReplayOfDags replays `deploy ID --dags` and `deploy -n NAME --dags`.
func TestReplayOfDags(t *testing.T) {
	e := start(t, "-seed", "testdata/standard.yaml", "-v")
	id, workspace := e.Deployments[0].ID, e.Workspaces[0].ID
	for _, pieces := range [][]string{{"dags in one piece"}, {"dags ", "in ", "blocks"}} {
		r := begin(t, e)
		r.find(workspace, "etl")
		r.get("/deployments/" + id)
		deploy := r.post("/deployments/"+id+"/deploys", object{"type": "DAG_ONLY", "description": "a commit", "git": gitBody})
		version := r.upload(deploy["dagsUploadUrl"], pieces...)
		done := r.post("/deployments/"+id+"/deploys/"+text(deploy["id"])+"/finalize", object{"dagTarballVersion": version})
		assert.Equal(t, deploy["id"], done["id"])
		assert.Equal(t, version, r.healthy(id)["dagTarballVersion"])
	}
	e.stop(t, os.Interrupt)
	assert.Regexp(t, `(?m) PUT /uploads/\S+ 201 `, e.stderr.String())
	assert.NotRegexp(t, `sig=[0-9a-f]`, e.stderr.String(), "who reads the log cannot upload")
}

// TestReplayOfImages replays `deploy ID --image-name IMAGE`, with and without --image, through the registry.
func TestReplayOfImages(t *testing.T) {
	e := start(t, "-seed", "testdata/standard.yaml")
	id := e.Deployments[0].ID
	for kind, runtime := range map[string]string{"IMAGE_AND_DAG": "3.0-5", "IMAGE_ONLY": "3.0-6"} {
		t.Run(kind, func(t *testing.T) {
			r := begin(t, e)
			r.get("/deployments/" + id)
			deploy := r.post("/deployments/"+id+"/deploys", object{"type": kind, "description": "an image"})
			options := r.get("/deployment-options?deploymentId=" + id)
			assert.NotEmpty(t, options["runtimeReleases"])
			assert.Equal(t, e.Registry+"/"+id, deploy["imageRepository"])
			push(t, e, text(deploy["imageRepository"])+":"+text(deploy["imageTag"]), runtime)
			version := ""
			if kind == "IMAGE_AND_DAG" {
				version = r.upload(deploy["dagsUploadUrl"], "dags")
			}
			r.post("/deployments/"+id+"/deploys/"+text(deploy["id"])+"/finalize", object{"dagTarballVersion": version})
			d := r.healthy(id)
			assert.Equal(t, []any{runtime, runtime, deploy["imageTag"]}, []any{d["runtimeVersion"], d["astroRuntimeVersion"], d["imageTag"]})
			if version != "" {
				assert.Equal(t, version, d["dagTarballVersion"])
			}
		})
	}
	r := begin(t, e)
	deploy := r.post("/deployments/"+id+"/deploys", object{"type": "IMAGE_ONLY", "description": ""})
	r.post("/deployments/"+id+"/deploys/"+text(deploy["id"])+"/finalize", object{"dagTarballVersion": ""})
	assert.Equal(t, "UNHEALTHY", r.get("/deployments/" + id)["status"], "nothing was pushed")
	assert.Equal(t, "FAILED", r.get("/deployments/" + id + "/deploys/" + text(deploy["id"]))["status"])
}

// push does what a container engine does after a login with user "cli" and the token.
func push(t *testing.T, e *emulator, to, runtime string) {
	t.Helper()
	image, err := random.Image(1024, 2)
	require.NoError(t, err)
	config, err := image.ConfigFile()
	require.NoError(t, err)
	config = config.DeepCopy()
	config.OS, config.Architecture = "linux", "amd64"
	config.Config.Labels = map[string]string{"io.astronomer.docker.runtime.version": runtime}
	image, err = mutate.ConfigFile(image, config)
	require.NoError(t, err)
	ref, err := name.ParseReference(to)
	require.NoError(t, err)
	options := func(secret string) []remote.Option {
		return []remote.Option{remote.WithContext(t.Context()), remote.WithAuth(&authn.Basic{Username: "cli", Password: secret})}
	}
	require.Error(t, remote.Write(ref, image, options("wrong")...))
	require.NoError(t, remote.Write(ref, image, options(e.Token)...))
}
