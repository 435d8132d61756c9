package clienttest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// uploadPrefix begins the path of every upload. The store of Astro is Azure's, and so is the protocol.
const uploadPrefix = "/uploads/"

// The parts of a deploy that are uploaded.
const (
	partDags   = "dags"
	partBundle = "bundle"
)

// blob is what was uploaded for one part of one deploy, in all its versions.
type blob struct {
	versions map[string][]byte
	blocks   map[string][]byte // that no list has named yet
}

func isUpload(path string) bool { return strings.HasPrefix(path, uploadPrefix) }

func blobPath(v *deploy, part string) string {
	return uploadPrefix + v.DeploymentID + "/" + v.ID + "/" + part + ".tar"
}

// uploadURL returns where a part goes, signed, and makes room for it.
func (c *call) uploadURL(v *deploy, part string) string {
	path := blobPath(v, part)
	if c.blobs == nil {
		c.blobs = map[string]*blob{}
	}
	c.blobs[path] = &blob{versions: map[string][]byte{}, blocks: map[string][]byte{}}
	query := url.Values{"sv": {storeVersion}, "sp": {"cw"}, "sr": {"b"}, "sig": {signature(path)}}
	return c.origin + path + "?" + query.Encode()
}

const storeVersion = "2023-11-03"

// signature proves that the control plane made a URL; the key is no secret, the control plane being for tests.
func signature(path string) string {
	mac := hmac.New(sha256.New, []byte("clienttest"))
	mac.Write([]byte(path))
	return hex.EncodeToString(mac.Sum(nil))
}

// uploaded reports whether this version was uploaded for this part of the deploy.
func (a *Astro) uploaded(v *deploy, part, version string) bool {
	b, ok := a.blobs[blobPath(v, part)]
	return ok && b.versions[version] != nil
}

func (a *Astro) dropBlobs(v *deploy) {
	delete(a.blobs, blobPath(v, partDags))
	delete(a.blobs, blobPath(v, partBundle))
}

// serveUpload answers what goes to an upload URL: a whole blob, one block of it, or the list that makes blocks a blob.
func (a *Astro) serveUpload(r *http.Request, body []byte) *reply {
	path, query := r.URL.Path, r.URL.Query()
	b, ok := a.blobs[path]
	switch {
	case !hmac.Equal([]byte(query.Get("sig")), []byte(signature(path))):
		return a.storeError(http.StatusForbidden, "AuthenticationFailed", "the signature does not fit the URL")
	case !ok:
		return a.storeError(http.StatusNotFound, "ResourceNotFound", "the resource does not exist")
	case r.Method != http.MethodPut:
		return a.storeError(http.StatusMethodNotAllowed, "UnsupportedHttpVerb", "the URL is for PUT alone")
	}
	switch query.Get("comp") {
	case "":
		if r.Header.Get("X-Ms-Blob-Type") != "BlockBlob" {
			return a.storeError(http.StatusBadRequest, "MissingRequiredHeader", "x-ms-blob-type is not BlockBlob")
		}
		return a.commit(b, body)
	case "block":
		id := query.Get("blockid")
		if id == "" {
			return a.storeError(http.StatusBadRequest, "InvalidQueryParameterValue", "blockid is empty")
		}
		b.blocks[id] = slices.Clone(body)
		return a.stored("")
	case "blocklist":
		return a.commitList(b, body)
	default:
		return a.storeError(http.StatusBadRequest, "InvalidQueryParameterValue", "comp is unknown")
	}
}

// commitList makes a blob of the blocks that the list names, in its order.
func (a *Astro) commitList(b *blob, body []byte) *reply {
	var list struct {
		XMLName xml.Name
		Blocks  []struct {
			XMLName xml.Name
			ID      string `xml:",chardata"`
		} `xml:",any"`
	}
	if err := xml.Unmarshal(body, &list); err != nil || list.XMLName.Local != "BlockList" {
		return a.storeError(http.StatusBadRequest, "InvalidXmlDocument", "the body is no block list")
	}
	var whole []byte
	for _, block := range list.Blocks {
		part, ok := b.blocks[strings.TrimSpace(block.ID)]
		if !ok {
			return a.storeError(http.StatusBadRequest, "InvalidBlockList", "the list names a block that was not uploaded")
		}
		whole = append(whole, part...)
	}
	clear(b.blocks)
	return a.commit(b, whole)
}

// commit stores a version of a blob.
func (a *Astro) commit(b *blob, content []byte) *reply {
	version := a.nextVersion()
	b.versions[version] = append([]byte{}, content...)
	return a.stored(version)
}

// nextVersion is the time with seven decimals, later than any before.
func (a *Astro) nextVersion() string {
	const unit = 100 // nanoseconds
	a.lastVersion = max(a.now().UnixNano()/unit, a.lastVersion+1)
	return time.Unix(0, a.lastVersion*unit).UTC().Format("2006-01-02T15:04:05.0000000Z")
}

func (a *Astro) stored(version string) *reply {
	h := http.Header{}
	h.Set("X-Ms-Request-Id", a.requestID())
	h.Set("X-Ms-Version", storeVersion)
	if version != "" {
		h.Set("X-Ms-Version-Id", version)
		h.Set("Etag", `"0x`+hex.EncodeToString([]byte(version))+`"`)
		h.Set("Last-Modified", a.now().Format(http.TimeFormat))
	}
	return &reply{status: http.StatusCreated, header: h}
}

// storeError is a refusal in the form of the store, not of Astro.
func (a *Astro) storeError(status int, code, message string) *reply {
	body, err := xml.Marshal(struct {
		XMLName xml.Name `xml:"Error"`
		Code    string
		Message string
	}{Code: code, Message: message})
	if err != nil {
		body = nil
	}
	return &reply{status: status, body: append([]byte(xml.Header), body...), header: http.Header{
		"Content-Type": {"application/xml"}, "X-Ms-Error-Code": {code}, "X-Ms-Request-Id": {a.requestID()},
	}}
}

// DagTarball returns the archive with the Dags that a Deployment runs, nil when it runs none that were uploaded.
func (a *Astro) DagTarball(deploymentID string) []byte {
	a.mu.Lock()
	defer a.mu.Unlock()
	d, ok := a.deployments.get(deploymentID)
	if !ok {
		return nil
	}
	return a.tarball(d, partDags, d.DagTarballVersion)
}

// BundleTarball returns the archive of the bundle that a Deployment mounts at a path, nil when there is none.
func (a *Astro) BundleTarball(deploymentID, mountPath string) []byte {
	a.mu.Lock()
	defer a.mu.Unlock()
	d, ok := a.deployments.get(deploymentID)
	if !ok {
		return nil
	}
	for _, b := range d.bundles {
		if b.MountPath == mountPath {
			return a.tarball(d, partBundle, b.CurrentVersion)
		}
	}
	return nil
}

// tarball finds a version among the uploads of all deploys.
func (a *Astro) tarball(d *deployment, part, version string) []byte {
	for v := range d.deploys.all() {
		if b, ok := a.blobs[blobPath(v, part)]; ok && b.versions[version] != nil {
			return slices.Clone(b.versions[version])
		}
	}
	return nil
}
