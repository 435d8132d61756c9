package clienttest

import "time"

// Option changes how [New] makes a control plane.
type Option func(*config)

type config struct {
	deploymentConfig

	clock     func() time.Time
	step      time.Duration
	pageSize  int
	lenient   bool
	keepRoles bool
	hybrid    bool
	rateLimit bool

	strictRoles bool
}

// WithClock takes the time from now instead of from the system; [Astro.Advance] still adds to it.
func WithClock(now func() time.Time) Option { return func(c *config) { c.clock = now } }

// WithStep makes everything that takes Astro a while take d, by the clock of the control plane. Without it such things are
// done when somebody next reads.
func WithStep(d time.Duration) Option { return func(c *config) { c.step = d } }

// WithPageSize makes no page of a list longer than n, whatever limit is asked for, so that three objects are enough to
// test paging.
func WithPageSize(n int) Option { return func(c *config) { c.pageSize = max(n, 1) } }

// WithLenientBodies ignores fields of bodies that the operation does not know instead of refusing them; the recorded
// request still holds them.
func WithLenientBodies() Option { return func(c *config) { c.lenient = true } }

// WithKeptRoles leaves lists of roles alone that a request for a person's or Team's roles omits. Without it they are
// cleared; which of the two Astro does is not documented.
func WithKeptRoles() Option { return func(c *config) { c.keepRoles = true } }

// WithHybrid makes the first Organization one of the Hybrid product, whose clusters have node pools of its own.
func WithHybrid() Option { return func(c *config) { c.hybrid = true } }

// WithStrictRoles refuses what package rbac cannot decide, such as what a DEPLOYMENT_ACCESSOR may do. Without it only
// that is refused which is documented, or follows from what is, to be beyond the roles of a principal.
func WithStrictRoles() Option { return func(c *config) { c.strictRoles = true } }
