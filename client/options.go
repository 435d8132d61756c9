package client

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// Option changes how [New] makes a client.
type Option func(*config) error

type config struct {
	base   string
	plain  bool
	client *http.Client
	agent  string
}

// WithBaseURL sends all requests below another address than [DefaultBaseURL]: a private Astro, or a control plane for
// tests. The address is https; plain http is for this machine and for names below .test, unless [WithPlainHTTP] allows
// more. It carries no credentials, query or fragment.
func WithBaseURL(address string) Option {
	return func(c *config) error {
		if address == "" {
			return errors.New("the base URL is empty: without this option it is " + DefaultBaseURL)
		}
		c.base = address
		return nil
	}
}

// WithPlainHTTP lets the token travel unencrypted to any host whose base URL says http, as between the containers of a
// test network.
func WithPlainHTTP() Option {
	return func(c *config) error {
		c.plain = true
		return nil
	}
}

// WithHTTPClient sends requests with h, which then decides alone about repeating ([Retry]), rate limit ([Limit]), proxy
// and timeouts. Without it a client repeats what is safe to repeat and stays below the rate limit of its token. The
// value is copied, and redirects to another origin are refused whatever it says.
func WithHTTPClient(h *http.Client) Option {
	return func(c *config) error {
		if h == nil {
			return errors.New("the HTTP client is nil")
		}
		own := *h
		c.client = &own
		return nil
	}
}

// WithUserAgent puts the name of the calling program, such as "release-bot/1.4", in front of the module's own in the
// User-Agent header.
func WithUserAgent(product string) Option {
	return func(c *config) error {
		if product == "" || len(product) > 200 || strings.ContainsFunc(product, func(r rune) bool { return r < ' ' || r > '~' }) {
			return fmt.Errorf("user agent %q is not 1 to 200 printable ASCII characters", shorten(product, 80))
		}
		c.agent = product
		return nil
	}
}

// parseBase returns the address without a slash at its end. Errors quote no part that may hold credentials.
func parseBase(address string, plain bool) (url.URL, error) {
	u, err := url.Parse(address)
	if err != nil {
		return url.URL{}, errors.New("the base URL is not a URL, such as " + DefaultBaseURL)
	}
	switch {
	case u.User != nil:
		return url.URL{}, errors.New("the base URL carries credentials: pass the token to New")
	case u.Scheme != "https" && u.Scheme != "http":
		return url.URL{}, fmt.Errorf("base URL of scheme %q: use https", shorten(u.Scheme, 20))
	case u.Hostname() == "" || u.Opaque != "":
		return url.URL{}, errors.New("the base URL names no host")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return url.URL{}, fmt.Errorf("the base URL on %s has a query or a fragment", origin(u))
	case u.Scheme == "http" && !plain && !local(u.Hostname()):
		return url.URL{}, fmt.Errorf("plain http to %s would show the token to the network: use https, or WithPlainHTTP", u.Hostname())
	}
	u.Path = strings.TrimRight(u.Path, "/")
	u.RawPath = strings.TrimRight(u.RawPath, "/")
	return *u, nil
}

// local reports whether the host is this machine or a name that is reserved for tests.
func local(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Unmap().IsLoopback()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".test")
}
