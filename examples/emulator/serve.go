package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

// listener is an address that is ours, and the server on it.
type listener struct {
	net.Listener
	name   string // for those who connect: as it was asked for, with the port there is
	server *http.Server
}

// listen takes the address. Requests wait until [listener.serve].
func listen(ctx context.Context, addr string) (*listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		_ = l.Close()
		return nil, err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		_ = l.Close()
		return nil, fmt.Errorf("cannot tell the port of %s: %w", l.Addr(), err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost" // all addresses of the machine: this one works for everybody on it
	}
	return &listener{Listener: l, name: net.JoinHostPort(host, port)}, nil
}

// serve answers with the handler until [listener.close].
func (l *listener) serve(h http.Handler) {
	l.server = &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = l.server.Serve(l.Listener) }() // ends when it is closed
}

// close lets requests that are under way end, but not for long.
func (l *listener) close() {
	if l.server == nil {
		_ = l.Close()
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if l.server.Shutdown(ctx) != nil {
		_ = l.server.Close()
	}
}
