package clienttest

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"strconv"
	"time"
)

// reply is an answer before it is sent, and how it goes wrong on the way.
type reply struct {
	status int
	header http.Header
	body   []byte
	cut    Cut
	drip   time.Duration
}

// dripPiece is how many bytes of a slow answer come at once.
const dripPiece = 16

func jsonReply(status int, v any) *reply {
	body, err := json.Marshal(v)
	if err != nil {
		return &reply{status: http.StatusInternalServerError, header: http.Header{}}
	}
	return &reply{status: status, body: body, header: http.Header{"Content-Type": {"application/json"}}}
}

// sent returns the part of the body that arrives.
func (r *reply) sent() []byte {
	if r.cut == CutBody || r.cut == CutJSON {
		return r.body[:len(r.body)/2]
	}
	return r.body
}

// announced is the length of the body as the header says.
func (r *reply) announced() int {
	if r.cut == CutJSON {
		return len(r.sent())
	}
	return len(r.body)
}

// serve sends the answer over the network, as far as it is to arrive.
func (r *reply) serve(w http.ResponseWriter, req *http.Request) {
	if r.cut == CutConnection {
		hangUp(w)
		return
	}
	maps.Copy(w.Header(), r.header)
	if r.status != http.StatusNoContent && req.Method != http.MethodHead {
		w.Header().Set("Content-Length", strconv.Itoa(r.announced()))
	}
	w.WriteHeader(r.status)
	r.write(req.Context(), w)
}

// write sends the body. A broken one is shorter than the length that was announced, so that the server closes the
// connection.
func (r *reply) write(ctx context.Context, w http.ResponseWriter) {
	for rest := r.sent(); len(rest) > 0; {
		n := len(rest)
		if r.drip > 0 {
			if n = min(n, dripPiece); wait(ctx, r.drip) != nil {
				return
			}
		}
		if _, err := w.Write(rest[:n]); err != nil {
			return
		}
		if r.drip > 0 && http.NewResponseController(w).Flush() != nil {
			return
		}
		rest = rest[n:]
	}
}

// stream is the body of an answer within the process.
type stream struct {
	ctx    context.Context // that of the request, as in net/http
	rest   []byte
	drip   time.Duration
	broken bool
	closed bool
}

func (s *stream) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	switch {
	case s.closed:
		return 0, http.ErrBodyReadAfterClose
	case len(s.rest) == 0 && s.broken:
		return 0, io.ErrUnexpectedEOF
	case len(s.rest) == 0:
		return 0, io.EOF
	}
	n := min(len(p), len(s.rest))
	if s.drip > 0 {
		if err := wait(s.ctx, s.drip); err != nil {
			return 0, err
		}
		n = min(n, dripPiece)
	}
	copy(p, s.rest[:n])
	s.rest = s.rest[n:]
	return n, nil
}

func (s *stream) Close() error {
	s.closed = true
	return nil
}

// wait lets time pass unless the caller gives up.
func wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
