package client

import (
	"fmt"
	"net/http"
	"sync"

	"golang.org/x/time/rate"
)

// The figures of the API, for each token and second.
const (
	getsPerSecond    = 25
	postsPerSecond   = 10
	deletesPerSecond = 5
)

// Limit is an http.RoundTripper that keeps one token below the rate limit of the API: in no second more than 25 GET, 10
// POST and 5 DELETE requests leave it. A fifth of that may leave at once, the rest evenly. Requests wait for their turn;
// one whose context ends before its turn would come fails at once. The limit is that of a token: clients with the same
// token share a Limit, others have their own. The zero value works; a Limit must not be copied.
type Limit struct {
	Base http.RoundTripper // nil means http.DefaultTransport

	once             sync.Once
	get, post, erase *rate.Limiter
}

// RoundTrip waits for the request's turn and sends it.
func (l *Limit) RoundTrip(req *http.Request) (*http.Response, error) {
	l.once.Do(func() {
		l.get, l.post, l.erase = paced(getsPerSecond), paced(postsPerSecond), paced(deletesPerSecond)
	})
	limiter := l.post
	switch req.Method {
	case http.MethodGet, http.MethodHead:
		limiter = l.get
	case http.MethodDelete:
		limiter = l.erase
	}
	if err := l.turn(req, limiter); err != nil {
		if req.Body != nil {
			_ = req.Body.Close()
		}
		return nil, err
	}
	return or(l.Base, http.DefaultTransport).RoundTrip(req)
}

func (l *Limit) turn(req *http.Request, limiter *rate.Limiter) error {
	err := limiter.Wait(req.Context())
	if err == nil || req.Context().Err() != nil {
		return req.Context().Err()
	}
	return fmt.Errorf("%w: the deadline is before the turn of the request: %w", ErrRateLimited, err)
}

// paced returns a limiter that lets at most n requests through in any second: a full bucket and a second's refill
// together are n.
func paced(n int) *rate.Limiter {
	burst := n / 5
	return rate.NewLimiter(rate.Limit(n-burst), burst)
}
