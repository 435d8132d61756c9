package client

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fault is one way in which an answer goes wrong, over real connections.
type fault struct {
	answer  http.HandlerFunc
	want    func(t *testing.T, err error)
	repeats bool // a read or a delete is tried again
	bodyOf  bool // happens inside a body, so that calls that want none may not notice
}

func faults() map[string]fault {
	zeros := make([]byte, 1<<20)
	member := gzipped(zeros)
	is := func(target error) func(*testing.T, error) {
		return func(t *testing.T, err error) { require.ErrorIs(t, err, target) }
	}
	unusable := func(target error) func(*testing.T, error) {
		return func(t *testing.T, err error) {
			var answer *AnswerError
			require.ErrorAs(t, err, &answer)
			assert.Equal(t, http.StatusOK, answer.StatusCode)
			if target != nil {
				require.ErrorIs(t, err, target)
			}
		}
	}
	refused := func(status int) func(*testing.T, error) {
		return func(t *testing.T, err error) {
			var refusal *APIError
			require.ErrorAs(t, err, &refusal)
			assert.Equal(t, status, refusal.StatusCode)
			assert.Less(t, len(err.Error()), 2000)
		}
	}
	text := func(status int, contentType, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	const asJSON = "application/json"
	return map[string]fault{
		"cut before the answer": {
			answer:  func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
			want:    func(t *testing.T, err error) { require.ErrorIs(t, err, io.EOF) },
			repeats: true,
		},
		"cut inside a body of known length": {
			answer: func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", "1000")
				_, _ = io.WriteString(w, `{"id":"a"`)
			},
			want: unusable(io.ErrUnexpectedEOF), bodyOf: true,
		},
		"cut inside a stream": {
			answer: func(w http.ResponseWriter, _ *http.Request) {
				_, _ = io.WriteString(w, `{"id":"a"}`) // complete as it looks
				w.(http.Flusher).Flush()
				panic(http.ErrAbortHandler)
			},
			want: unusable(io.ErrUnexpectedEOF), bodyOf: true,
		},
		"truncated JSON":       {answer: text(200, asJSON, `{"id":"a","name":`), want: unusable(nil), bodyOf: true},
		"two documents":        {answer: text(200, asJSON, `{"id":"a"}{"id":"b"}`), want: unusable(nil), bodyOf: true},
		"another type of JSON": {answer: text(200, asJSON, `[1,2]`), want: unusable(nil), bodyOf: true},
		"JSON of another kind": {answer: text(200, asJSON, `{}`), want: unusable(nil), bodyOf: true},
		"an answer without ID": {answer: text(200, asJSON, `{"deployments":[{"name":"x"}],"totalCount":1}`), want: unusable(nil), bodyOf: true},
		"a page of a portal":   {answer: text(200, "text/html", `<html>log in</html>`), want: unusable(nil), bodyOf: true},
		"JSON said to be HTML": {answer: text(200, "text/html; charset=utf-8", `{"id":"a","deployments":[]}`), want: unusable(nil), bodyOf: true},
		"no body":              {answer: text(200, asJSON, ``), want: unusable(nil), bodyOf: true},
		"deeply nested": {
			answer: text(200, asJSON, strings.Repeat(`[`, 1<<20)), want: unusable(nil), bodyOf: true,
		},
		"an error with status 200": {
			answer: text(200, asJSON, `{"message":"gone","requestId":"r","statusCode":404}`), want: refused(404),
		},
		"400 with fields":          {answer: text(400, asJSON, `{"message":"bad","fieldErrors":[{"field":"name"}]}`), want: is(ErrInvalid)},
		"403 without a body":       {answer: text(403, asJSON, ``), want: is(ErrForbidden)},
		"429 that is not JSON":     {answer: text(429, "text/plain", `slow down`), want: is(ErrRateLimited)},
		"500 with JSON of another": {answer: text(500, asJSON, `{"error":{"code":1}}`), want: refused(500)},
		"502 of a proxy":           {answer: text(502, "text/html", `<html><h1>Bad Gateway`), want: refused(502), repeats: true},
		"503 with a body cut off": {
			answer: func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", "1000")
				w.WriteHeader(503)
				_, _ = io.WriteString(w, `{"message":"bu`)
			},
			want: refused(503), repeats: true,
		},
		"an error of a gigabyte": {
			answer: func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(418)
				for range 1 << 15 {
					if _, err := w.Write(make([]byte, 32<<10)); err != nil {
						return
					}
				}
			},
			want: refused(418),
		},
		"an answer that does not end": {
			answer: func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", asJSON)
				for {
					if _, err := w.Write(zeros); err != nil {
						return
					}
				}
			},
			want: unusable(errTooLarge), bodyOf: true,
		},
		"a compressed answer that does not end": {
			answer: func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", asJSON)
				w.Header().Set("Content-Encoding", "gzip")
				for {
					if _, err := w.Write(member); err != nil || r.Context().Err() != nil {
						return
					}
				}
			},
			want: unusable(errTooLarge), bodyOf: true,
		},
	}
}

// gzipped is a part of a compressed answer, made once because that takes its time.
func gzipped(text []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(text)
	_ = z.Close()
	return b.Bytes()
}

// faultCalls are a read, a list, a log, two writes and a deletion.
func faultCalls() map[string]struct {
	method string
	call   func(ctx context.Context, c *Client) error
	quiet  bool // wants no answer
} {
	type row = struct {
		method string
		call   func(ctx context.Context, c *Client) error
		quiet  bool
	}
	return map[string]row{
		"get": {http.MethodGet, func(ctx context.Context, c *Client) error { return second(c.Deployments.Get(ctx, "d")) }, false},
		"list": {http.MethodGet, func(ctx context.Context, c *Client) error {
			return second(collect(c.Deployments.All(ctx, DeploymentFilter{})))
		}, false},
		"create": {http.MethodPost, func(ctx context.Context, c *Client) error {
			return second(c.Deployments.Create(ctx, CreateStandardDeployment{CreateDeploymentBase: CreateDeploymentBase{Name: "x", WorkspaceID: "w"}}))
		}, false},
		"finalize": {http.MethodPost, func(ctx context.Context, c *Client) error {
			return second(c.Deploys.Finalize(ctx, "d", "x", FinalizeDeploy{}))
		}, false},
		"delete": {http.MethodDelete, func(ctx context.Context, c *Client) error { return c.Deployments.Delete(ctx, "d") }, true},
		"add members": {http.MethodPost, func(ctx context.Context, c *Client) error {
			return c.Teams.AddMembers(ctx, "t", []string{"u"})
		}, true},
	}
}

// faulty returns a client of a server that always answers alike, with retries that do not wait, and the count of
// requests.
func faulty(t *testing.T, answer http.HandlerFunc) (*Client, *atomic.Int64) {
	t.Helper()
	var n atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.Add(1)
		_, _ = io.Copy(io.Discard, r.Body)
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	c, err := New(testOrganization, faultToken, WithBaseURL(server.URL),
		WithHTTPClient(&http.Client{Transport: &Retry{Base: transport, Attempts: 3, Wait: time.Nanosecond}}))
	require.NoError(t, err)
	return c, &n
}

const faultToken = "a-token-that-is-nobodys-business"

func TestFaults(t *testing.T) {
	for name, f := range faults() {
		for kind, k := range faultCalls() {
			if f.bodyOf && k.quiet {
				continue
			}
			t.Run(name+"/"+kind, func(t *testing.T) {
				c, n := faulty(t, f.answer)
				err := k.call(t.Context(), c)
				require.Error(t, err)
				f.want(t, err)
				assert.NotContains(t, fmt.Sprintf("%v %+v", err, err), faultToken)
				want := int64(1)
				if name == "429 that is not JSON" || f.repeats && k.method != http.MethodPost {
					want = 3
				}
				assert.Equal(t, want, n.Load(), "requests")
			})
		}
	}
}

// A caller that wants no answer is content with any body that comes with success, and with none.
func TestSuccessWithoutAnswer(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"204":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) },
		"200":  func(http.ResponseWriter, *http.Request) {},
		"text": func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok") },
	} {
		c, _ := faulty(t, answer)
		require.NoError(t, c.Deployments.Delete(t.Context(), "d"), name)
	}
}

// cancelling ends the context of a call at the moment when the head of its answer has arrived.
type cancelling struct {
	http.RoundTripper
	cancel context.CancelFunc
}

func (c cancelling) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := c.RoundTripper.RoundTrip(r)
	c.cancel()
	return resp, err
}

// TestSlowBodies gives up on servers in the middle of what they say.
func TestSlowBodies(t *testing.T) {
	for name, tc := range map[string]struct {
		answer http.HandlerFunc
		want   error
	}{
		"drop by drop": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			for r.Context().Err() == nil {
				_, _ = io.WriteString(w, " ")
				w.(http.Flusher).Flush()
			}
		}, context.Canceled},
		"stopped": {func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, `{"id":`)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, context.Canceled},
		"a refusal": {func(w http.ResponseWriter, r *http.Request) { // which is worth more than that time ran out
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, `{"message":`)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, ErrForbidden},
	} {
		for kind, k := range faultCalls() {
			t.Run(name+"/"+kind, func(t *testing.T) {
				c, n := faulty(t, tc.answer)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				c.http.Transport = cancelling{c.http.Transport, cancel}
				require.ErrorIs(t, k.call(ctx, c), tc.want)
				assert.Equal(t, int64(1), n.Load())
			})
		}
	}
}

// TestDeadlines meets servers that do not answer in time, or ask for more of it than there is.
func TestDeadlines(t *testing.T) {
	for kind, k := range faultCalls() {
		t.Run(kind, func(t *testing.T) {
			c, n := faulty(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
			defer cancel()
			require.ErrorIs(t, k.call(ctx, c), context.DeadlineExceeded)
			assert.LessOrEqual(t, n.Load(), int64(1))

			c, n = faulty(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", "50")
				w.WriteHeader(http.StatusTooManyRequests)
			})
			ctx, cancel = context.WithTimeout(t.Context(), 30*time.Second)
			defer cancel()
			require.ErrorIs(t, k.call(ctx, c), ErrRateLimited)
			assert.Equal(t, int64(1), n.Load())
		})
	}
}

// A list that breaks half-way hands out what it had and then the error, once.
func TestListBreaks(t *testing.T) {
	c, _ := faulty(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("offset") != "0" {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"clusters":[{"id":"a"},{"id":"b"}],"totalCount":5}`)
	})
	var ids []string
	var failed []error
	for cluster, err := range c.Clusters.All(t.Context(), ClusterFilter{}) {
		if err != nil {
			assert.Zero(t, cluster)
			failed = append(failed, err)
			continue
		}
		ids = append(ids, cluster.ID)
	}
	assert.Equal(t, []string{"a", "b"}, ids)
	require.Len(t, failed, 1)
}
