package client

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// answer makes an answer of JSON.
func answer(r *http.Request, status int, body string) *http.Response {
	return &http.Response{
		StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}
}

// transport is a function that answers requests.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func isOf(err, target error) bool { return errors.Is(err, target) }

// step is one answer of a fake transport.
type step struct {
	status int
	header map[string]string
	err    error
}

// steps is a transport that gives its answers one after the other, the last one again and again, and notes when it was
// asked and whether what it gave was read and closed.
type steps struct {
	answers []step

	mu     sync.Mutex
	at     []time.Time
	bodies []string
	given  []*watched
}

func (s *steps) RoundTrip(r *http.Request) (*http.Response, error) {
	var body string
	if r.Body != nil {
		text, _ := io.ReadAll(r.Body)
		_ = r.Body.Close()
		body = string(text)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	next := s.answers[min(len(s.at), len(s.answers)-1)]
	s.at = append(s.at, time.Now())
	s.bodies = append(s.bodies, body)
	if next.err != nil {
		return nil, next.err
	}
	resp := answer(r, next.status, "")
	w := &watched{rest: 100}
	resp.Body, resp.ContentLength = w, -1
	s.given = append(s.given, w)
	for k, v := range next.header {
		resp.Header.Set(k, v)
	}
	return resp, nil
}

// watched is a body of a hundred spaces.
type watched struct {
	rest   int
	closed bool
}

func (w *watched) Read(p []byte) (int, error) {
	if w.rest == 0 {
		return 0, io.EOF
	}
	n := min(len(p), w.rest)
	for i := range n {
		p[i] = ' '
	}
	w.rest -= n
	return n, nil
}

func (w *watched) Close() error {
	w.closed = true
	return nil
}
