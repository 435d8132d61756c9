package client

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

const maxRedirects = 5

// guarded returns the HTTP client to use: the caller's, or one that retries within the rate limit. Either refuses
// redirects that would carry the token elsewhere or turn a write into a read.
func guarded(h *http.Client, base url.URL) *http.Client {
	if h == nil {
		h = &http.Client{Transport: &Retry{Base: &Limit{}, Jitter: jitter}}
	}
	next, home := h.CheckRedirect, origin(&base)
	h.CheckRedirect = func(req *http.Request, via []*http.Request) error {
		if there := origin(req.URL); there != home {
			return fmt.Errorf("redirect from %s to %s refused: the token stays with the first", home, there)
		}
		if first := via[0].Method; req.Method != first {
			return fmt.Errorf("redirect within %s refused: it would repeat a %s as %s", home, first, req.Method)
		}
		if len(via) > maxRedirects {
			return errors.New("too many redirects")
		}
		if next != nil {
			return next(req, via)
		}
		return nil
	}
	return h
}
