package clienttest

import (
	"bytes"
	"net/http"
)

// buffer is an answer that is kept instead of sent.
type buffer struct {
	*reply
	body bytes.Buffer
}

func buffered() *buffer {
	return &buffer{reply: &reply{header: http.Header{}}}
}

func (b *buffer) Header() http.Header { return b.header }

func (b *buffer) WriteHeader(status int) { b.status = or(b.status, status) }

func (b *buffer) Write(p []byte) (int, error) {
	b.WriteHeader(http.StatusOK)
	n, err := b.body.Write(p)
	b.reply.body = b.body.Bytes()
	return n, err
}
