package clienttest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// runtimeLabel is the label of an image that names its Runtime version.
const runtimeLabel = "io.astronomer.docker.runtime.version"

// maxManifest is the longest manifest that registries take.
const maxManifest = 4 << 20

// checkManifest refuses the manifest of an image whose parts have not been pushed to the same repository before.
func (m *images) checkManifest(r *http.Request, to imagePath) *registryError {
	if to.kind != "manifests" || r.Method != http.MethodPut {
		return nil
	}
	text, err := io.ReadAll(io.LimitReader(r.Body, maxManifest+1))
	switch {
	case err != nil:
		return &registryError{http.StatusBadRequest, "MANIFEST_INVALID", "the manifest breaks off"}
	case len(text) > maxManifest:
		return &registryError{http.StatusRequestEntityTooLarge, "MANIFEST_INVALID", fmt.Sprintf("the manifest exceeds %d MiB", maxManifest>>20)}
	}
	r.Body = io.NopCloser(bytes.NewReader(text))
	kind := types.MediaType(r.Header.Get("Content-Type"))
	if kind.IsIndex() { // the protocol looks at its members
		return nil
	}
	manifest, err := v1.ParseManifest(bytes.NewReader(text))
	if err != nil || !kind.IsImage() {
		return &registryError{http.StatusBadRequest, "MANIFEST_INVALID", "the body is no manifest of an image"}
	}
	for _, part := range append([]v1.Descriptor{manifest.Config}, manifest.Layers...) {
		if _, ok := m.layers.read(to.repository, part.Digest.String()); !ok && part.MediaType.IsDistributable() {
			return &registryError{http.StatusBadRequest, "MANIFEST_BLOB_UNKNOWN", "the repository has no blob " + part.Digest.String()}
		}
	}
	return nil
}

// pushed looks the image of a deploy up in the registry, if one is attached, and takes over what it runs. The reason says
// why the deploy cannot succeed, "" when it can.
func (a *Astro) pushed(v *deploy, runs *code) (reason string) {
	if a.images == nil {
		return ""
	}
	labels, ok := a.images.labels(repositoryOf(v.ImageRepository), v.ImageTag)
	if !ok {
		return fmt.Sprintf("no image for linux/amd64 was pushed as %s:%s", v.ImageRepository, v.ImageTag)
	}
	if runtime := labels[runtimeLabel]; runtime != "" {
		runs.AstroRuntimeVersion, runs.AirflowVersion = runtime, or(airflowOf(runtime), "NA")
	}
	return ""
}

// labels returns those of the image with the tag; of an index it is the image for the machines of Astro.
func (m *images) labels(repository, tag string) (map[string]string, bool) {
	text, kind, ok := m.manifest(repository, tag)
	if ok && kind.IsIndex() {
		text, ok = m.member(repository, text)
	}
	if !ok {
		return nil, false
	}
	manifest, err := v1.ParseManifest(bytes.NewReader(text))
	if err != nil {
		return nil, false
	}
	config, ok := m.layers.read(repository, manifest.Config.Digest.String())
	if !ok {
		return nil, false
	}
	var image struct {
		Config struct{ Labels map[string]string }
	}
	if json.Unmarshal(config, &image) != nil {
		return nil, false
	}
	return image.Config.Labels, true
}

// member returns the manifest for the machines of Astro.
func (m *images) member(repository string, index []byte) ([]byte, bool) {
	list, err := v1.ParseIndexManifest(bytes.NewReader(index))
	if err != nil {
		return nil, false
	}
	for _, d := range list.Manifests {
		if d.Platform != nil && d.Platform.OS == "linux" && d.Platform.Architecture == "amd64" {
			text, kind, ok := m.manifest(repository, d.Digest.String())
			return text, ok && kind.IsImage()
		}
	}
	return nil, false
}

// manifest asks the protocol for a manifest.
func (m *images) manifest(repository, reference string) ([]byte, types.MediaType, bool) {
	path := imagePath{repository, "manifests", reference}.path()
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, path, http.NoBody)
	if err != nil || strings.Contains(reference, "/") {
		return nil, "", false
	}
	b := buffered()
	m.protocol.ServeHTTP(b, r)
	return b.reply.body, types.MediaType(b.header.Get("Content-Type")), b.status == http.StatusOK
}
