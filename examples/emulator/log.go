package main

import (
	"cmp"
	"io"
	"log"
	"net/http"
	"time"
)

// requestLog writes a line for every request: no header, no body and no signature, so nothing that is secret.
type requestLog struct{ to *log.Logger }

func newLog(w io.Writer, verbose bool) requestLog {
	if !verbose {
		return requestLog{}
	}
	return requestLog{log.New(w, "", log.Ltime)}
}

// wrap logs what the handler answers.
func (l requestLog) wrap(prefix string, h http.Handler) http.Handler {
	if l.to == nil {
		return h
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		seen := &statusWriter{ResponseWriter: w}
		h.ServeHTTP(seen, r)
		at := r.URL.EscapedPath()
		if query := r.URL.Query(); len(query) > 0 {
			if query.Has("sig") {
				query.Set("sig", "secret")
			}
			at += "?" + query.Encode()
		}
		l.to.Printf("%s%s %s %d %s", prefix, r.Method, at, seen.status, time.Since(start).Round(time.Microsecond))
	})
}

// statusWriter remembers the status.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = cmp.Or(w.status, status)
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap is for http.ResponseController.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
