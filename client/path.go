package client

import (
	"fmt"
	"net/url"
	"strings"
)

// Path joins segments to a path for [Client.Do] and escapes each, so that an ID with a slash or a question mark stays
// one segment: Path("organizations", id, "deployments").
func Path(segments ...string) string {
	var b strings.Builder
	for _, s := range segments {
		b.WriteByte('/')
		b.WriteString(url.PathEscape(s))
	}
	return b.String()
}

// path is [Path] below the client's Organization.
func (c *Client) path(segments ...string) string {
	return Path("organizations", c.organization) + Path(segments...)
}

// splitPath returns the segments of an escaped path, or what keeps it from naming exactly one thing: an empty ID would
// turn the deletion of one object into a request to the list of all.
func splitPath(path string) ([]string, error) {
	rest, ok := strings.CutPrefix(path, "/")
	if !ok || strings.ContainsFunc(path, func(r rune) bool { return r <= ' ' || r > '~' || r == '?' || r == '#' }) {
		return nil, fmt.Errorf("%w: path %q: start with a slash, escape segments with Path and pass the query apart", ErrInvalid, shorten(path, 200))
	}
	segments := strings.Split(rest, "/")
	for i, s := range segments {
		plain, err := url.PathUnescape(s)
		switch {
		case err != nil:
			return nil, fmt.Errorf("%w: path %q: segment %d is not escaped: use Path", ErrInvalid, shorten(path, 200), i+1)
		case plain == "" && i == 1 && segments[0] == "organizations":
			return nil, fmt.Errorf("%w: path %q: the Organization's ID is missing, and the token names none", ErrInvalid, shorten(path, 200))
		case plain == "":
			return nil, fmt.Errorf("%w: path %q: segment %d is empty: an ID is missing", ErrInvalid, shorten(path, 200), i+1)
		case plain == "." || plain == "..":
			return nil, fmt.Errorf("%w: path %q: segment %d is %q: not an ID", ErrInvalid, shorten(path, 200), i+1, plain)
		}
		segments[i] = plain
	}
	return segments, nil
}

// join returns the URL of a path below the base. The path is escaped, and stays as it is.
func join(base url.URL, path string, query url.Values) (*url.URL, error) {
	plain, err := url.PathUnescape(path)
	if err != nil {
		return nil, fmt.Errorf("%w: path %q is not escaped: use Path", ErrInvalid, shorten(path, 200))
	}
	u := base
	u.RawPath = base.EscapedPath() + path
	u.Path = base.Path + plain
	u.RawQuery = query.Encode()
	return &u, nil
}
