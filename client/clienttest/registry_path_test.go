package clienttest

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseImagePath(t *testing.T) {
	other := imagePath{kind: otherImagePath}
	for path, want := range map[string]imagePath{
		"/v2":                           {},
		"/v2/":                          {},
		"/v2/a/blobs/sha256:1":          {"a", "blobs", "sha256:1"},
		"/v2/a/b/manifests/latest":      {"a/b", "manifests", "latest"},
		"/v2/a/blobs/uploads":           {"a", "uploads", ""},
		"/v2/a/blobs/uploads/":          {"a", "uploads", ""},
		"/v2/a/blobs/uploads/7":         {"a", "uploads", "7"},
		"/v2/a/tags/list":               {"a", "tags", "list"},
		"/v2/a/tags/other":              other,
		"/v2/a/blobs/uploads/7/8":       other,
		"/v2/a/manifests/":              other,
		"/v2/a/manifests/x/y":           other,
		"/v2/blobs/sha256:1":            other,
		"/v2/_catalog":                  other,
		"/v2/a/_catalog":                other,
		"/v2x/a/tags/list":              other,
		"/v2/a/referrers/sha256:1":      other,
		"/v2/a/manifests/x/_catalog":    other,
		"/v2/a/manifests/../b/tags/all": other,
		"":                              other,
		"/":                             other,
	} {
		assert.Equal(t, want, parseImagePath(path), path)
	}
}

// FuzzImagePath holds that what was let through is what the protocol is asked for.
func FuzzImagePath(f *testing.F) {
	for _, path := range []string{"/v2/", "/v2/a/blobs/uploads/7", "/v2/a/b/manifests/x", "/v2/a/tags/list", "/v2/../blobs/x", "//", "/v2/a/blobs//"} {
		f.Add(path, http.MethodPut)
	}
	attached := New()
	attached.Registry()
	f.Fuzz(func(t *testing.T, path, method string) {
		to := parseImagePath(path)
		if to.kind == otherImagePath {
			return
		}
		assert.Equal(t, to, parseImagePath(to.path()))
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://registry", http.NoBody)
		require.NoError(t, err)
		r.Method = strings.ToUpper(method)
		if attached.images.checkManifest(r, to) == nil {
			attached.images.protocol.ServeHTTP(buffered(), to.request(r)) // must not panic
		}
	})
}
