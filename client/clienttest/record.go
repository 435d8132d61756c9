package clienttest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/astrofile/astrofile/client"
)

// Request is one that arrived. Printed, it shows no secret.
type Request struct {
	Operation string // "" when no operation has this method and path; "Upload" for the parts of a deploy, "Registry" for images
	Method    string
	Path      string // escaped, below the base URL
	Query     url.Values
	Header    http.Header    // without Authorization
	Body      Body           // empty for parts of uploads and images
	Principal client.Profile // whose token it carried; empty when it was refused for the token
	At        time.Time
	Status    int // of the answer as the control plane gave it; 0 when a fault took its place
}

// String returns one line, as for a log.
func (r Request) String() string {
	s := r.Method + " " + r.Path
	if len(r.Query) > 0 {
		q := url.Values{}
		for k, v := range r.Query {
			if q[k] = v; k == "sig" {
				q[k] = []string{hiddenText}
			}
		}
		s += "?" + q.Encode()
	}
	if r.Body.raw != nil {
		s += " " + r.Body.String()
	}
	return s
}

// Format prints the line of String for every verb.
func (r Request) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, r.String()) }

// MarshalText writes the line of String, so that JSON shows no secret either.
func (r Request) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// Body is what a request carried.
type Body struct{ raw []byte }

const hiddenText = "(secret)"

// secretKeys hold secrets in some body.
var secretKeys = []string{"value", "password", "token", "basicToken", "extra", "headers", "sigV4StsRoleArn", "sigV4AssumeRoleArn"}

// Reveal returns the body as it arrived, secrets included.
func (b Body) Reveal() []byte { return slices.Clone(b.raw) }

// JSON decodes the body as it arrived into the value that v points to.
func (b Body) JSON(v any) error { return json.Unmarshal(b.raw, v) }

// String returns the body with the values that may be secrets replaced; anything but JSON is only counted.
func (b Body) String() string {
	var v any
	if len(b.raw) == 0 {
		return ""
	}
	if json.Unmarshal(b.raw, &v) != nil {
		return fmt.Sprintf("(%d bytes)", len(b.raw))
	}
	text, err := json.Marshal(withoutSecrets(v))
	if err != nil {
		return fmt.Sprintf("(%d bytes)", len(b.raw))
	}
	return string(text)
}

// Format prints the text of String for every verb.
func (b Body) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, b.String()) }

// MarshalText writes the text of String.
func (b Body) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

func withoutSecrets(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, item := range v {
			if slices.Contains(secretKeys, k) && item != nil && item != "" {
				v[k] = hiddenText
			} else {
				v[k] = withoutSecrets(item)
			}
		}
	case []any:
		for i, item := range v {
			v[i] = withoutSecrets(item)
		}
	}
	return v
}

// maxRequests is how many requests are recorded before the older half is forgotten.
const maxRequests = 20_000

// Requests returns what arrived so far, oldest first, without the parts of uploads. Of very many the oldest are missing.
func (a *Astro) Requests() []Request {
	a.mu.Lock()
	defer a.mu.Unlock()
	out := make([]Request, len(a.requests))
	for i, r := range a.requests {
		out[i] = *r
	}
	return out
}

// ForgetRequests empties the list of [Astro.Requests], to look only at what follows.
func (a *Astro) ForgetRequests() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.requests = nil
}

// apiPath returns the escaped path below the base URL, and the base's own path.
func apiPath(u *url.URL) (path, prefix string) {
	path = u.EscapedPath()
	if rest, ok := strings.CutPrefix(path, "/v1/"); ok {
		return "/" + rest, "/v1"
	}
	return path, ""
}
