package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

// Retry is an http.RoundTripper that repeats what is safe to repeat: any request that was refused with 429, because the
// API did not carry it out, and GET and DELETE after 502, 503, 504 or a failed connection. A repeated DELETE whose first
// answer was lost ends in [ErrNotFound]. A request with a body is repeated only if its GetBody is set.
//
// It waits as long as Retry-After asks for, else Wait, doubled each time. When that is longer than MaxWait or than the
// context's deadline leaves, the refusal is returned at once. The zero value works.
type Retry struct {
	Base     http.RoundTripper                 // nil means http.DefaultTransport
	Attempts int                               // requests in all; 0 means 4
	Wait     time.Duration                     // before the second request; 0 means 500 ms
	MaxWait  time.Duration                     // the longest single wait; 0 means 1 minute
	Jitter   func(time.Duration) time.Duration // changes each wait of its own, so that clients do not move in step; nil keeps it
}

// jitter adds up to a quarter.
func jitter(d time.Duration) time.Duration { return d + rand.N(d/4+1) }

// RoundTrip sends the request until it is answered for good. It honours the request's context while it waits.
func (r *Retry) RoundTrip(req *http.Request) (*http.Response, error) {
	base, attempts := or(r.Base, http.DefaultTransport), r.Attempts
	if attempts <= 0 {
		attempts = 4
	}
	try := req
	for n := 1; ; n++ {
		resp, err := base.RoundTrip(try)
		if n >= attempts || !repeatable(req, resp, err) {
			return resp, err
		}
		wait, ok := r.wait(n, resp)
		if deadline, limited := req.Context().Deadline(); !ok || limited && time.Until(deadline) <= wait {
			return resp, err
		}
		next, bodyErr := again(req)
		if bodyErr != nil {
			return resp, err
		}
		try = next
		if resp != nil {
			discard(resp.Body)
		}
		if err := sleep(req.Context(), wait); err != nil {
			if try.Body != nil {
				_ = try.Body.Close()
			}
			return nil, err
		}
	}
}

func repeatable(req *http.Request, resp *http.Response, err error) bool {
	if req.Body != nil && req.Body != http.NoBody && req.GetBody == nil {
		return false
	}
	idempotent := req.Method == http.MethodGet || req.Method == http.MethodHead || req.Method == http.MethodDelete
	if err != nil {
		return idempotent && req.Context().Err() == nil && !permanent(err)
	}
	switch resp.StatusCode {
	case http.StatusTooManyRequests:
		return true
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return idempotent
	}
	return false
}

// permanent reports errors that the next attempt would meet again: the wrong certificate, no time left, no turn in time.
func permanent(err error) bool {
	var verify *tls.CertificateVerificationError
	var host x509.HostnameError
	var authority x509.UnknownAuthorityError
	return errors.As(err, &verify) || errors.As(err, &host) || errors.As(err, &authority) ||
		errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) || errors.Is(err, ErrRateLimited)
}

// wait returns how long to wait after the n-th attempt, ok false if that is longer than allowed.
func (r *Retry) wait(n int, resp *http.Response) (d time.Duration, ok bool) {
	limit := r.MaxWait
	if limit <= 0 {
		limit = time.Minute
	}
	if resp != nil {
		if asked := retryAfter(resp.Header); asked >= 0 {
			return asked, asked <= limit
		}
	}
	d = r.Wait
	if d <= 0 {
		d = 500 * time.Millisecond
	}
	for d = min(d, limit); n > 1 && d < limit; n-- {
		d *= 2
	}
	if r.Jitter != nil {
		d = r.Jitter(d)
	}
	return min(max(d, 0), limit), true
}

// retryAfter returns what the header asks for: seconds, or a date, measured against the server's own clock when the
// answer tells its time. It is -1 when the header asks for nothing that can be understood.
func retryAfter(h http.Header) time.Duration {
	const longest = 365 * 24 * time.Hour
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseUint(value, 10, 64); err == nil {
		return time.Duration(min(seconds, uint64(longest/time.Second))) * time.Second
	}
	date, err := http.ParseTime(value)
	if err != nil {
		return -1
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	return min(max(date.Sub(now), 0), longest)
}

// again returns the request for another attempt, with a body of its own.
func again(req *http.Request) (*http.Request, error) {
	next := req.Clone(req.Context())
	if req.GetBody == nil {
		return next, nil
	}
	body, err := req.GetBody()
	next.Body = body
	return next, err
}

// discard lets the connection be used again, unless the rest of the body is too long to be worth it.
func discard(body io.ReadCloser) {
	_, _ = io.CopyN(io.Discard, body, maxErrorBody)
	_ = body.Close()
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return ctx.Err()
	}
}

func or(rt, fallback http.RoundTripper) http.RoundTripper {
	if rt == nil {
		return fallback
	}
	return rt
}
