package clienttest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// imagePath is what the path of a request to the registry is about.
type imagePath struct {
	repository string
	kind       string // blobs, uploads, manifests or tags; "" for the registry itself
	reference  string // a digest, a tag or an upload
}

// otherImagePath is no repository's: nobody may go there.
const otherImagePath = "other"

// parseImagePath reads the paths of OCI distribution. Everything else, such as the list of all repositories, is of a kind
// that nobody is let to.
func parseImagePath(path string) imagePath {
	if path == "/v2" || path == "/v2/" {
		return imagePath{}
	}
	rest, ok := strings.CutPrefix(path, "/v2/")
	parts := strings.Split(rest, "/")
	at := slices.IndexFunc(parts, func(part string) bool { return part == "blobs" || part == "manifests" || part == "tags" })
	if !ok || at < 1 {
		return imagePath{kind: otherImagePath}
	}
	to := imagePath{repository: strings.Join(parts[:at], "/"), kind: parts[at]}
	switch rest := parts[at+1:]; {
	case to.kind == "blobs" && len(rest) > 0 && rest[0] == "uploads" && len(rest) <= 2:
		to.kind, to.reference = "uploads", strings.Join(rest[1:], "")
	case len(rest) == 1 && rest[0] != "" && (to.kind != "tags" || rest[0] == "list"):
		to.reference = rest[0]
	default:
		return imagePath{kind: otherImagePath}
	}
	return to
}

// request is the request as the protocol is asked: with the path that was let through and nothing that says who asks.
func (to imagePath) request(r *http.Request) *http.Request {
	out := r.Clone(r.Context())
	out.Header.Del("Authorization")
	out.URL = &url.URL{Path: to.path(), RawQuery: r.URL.RawQuery}
	return out
}

func (to imagePath) path() string {
	switch to.kind {
	case "":
		return "/v2/"
	case "uploads":
		return "/v2/" + to.repository + "/blobs/uploads/" + to.reference
	}
	return "/v2/" + to.repository + "/" + to.kind + "/" + to.reference
}
