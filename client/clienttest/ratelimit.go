package clienttest

import (
	"errors"
	"net/http"
	"time"
)

// The figures of the API, for each token and second.
const (
	getsPerSecond    = 25
	postsPerSecond   = 10
	deletesPerSecond = 5
)

// errLimited is answered with a body that is not JSON, as something in front of Astro does.
var errLimited = errors.New("too many requests")

// window are the times of the requests of one token and kind in the last second.
type window []time.Time

type windowKey struct{ principal, method string }

// WithRateLimit refuses with 429, and a body that is not JSON, what exceeds the limits of Astro: 25 GET, 10 POST and 5
// DELETE requests of one token in any second by the clock of the control plane.
func WithRateLimit() Option { return func(c *config) { c.rateLimit = true } }

// pace refuses the call if its principal has made too many of its kind.
func (c *call) pace() error {
	if !c.conf.rateLimit {
		return nil
	}
	limit := map[string]int{http.MethodGet: getsPerSecond, http.MethodPost: postsPerSecond, http.MethodDelete: deletesPerSecond}[c.op.method]
	key := windowKey{c.principal.id, c.op.method}
	recent := c.windows[key]
	for len(recent) > 0 && c.at.Sub(recent[0]) >= time.Second {
		recent = recent[1:]
	}
	c.windows[key] = recent
	if len(recent) >= limit {
		return errLimited
	}
	c.windows[key] = append(recent, c.at)
	return nil
}
