package clienttest

import (
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/astrofile/astrofile/client"
)

// BaseURL is where [Astro.Client] sends requests; as the host of a request to the control plane any name will do.
const BaseURL = "http://astro.test/v1"

// Astro is a control plane. Make one with [New]; all its methods may be called by several goroutines at once.
type Astro struct {
	conf config
	mu   sync.Mutex // guards everything below

	counts   map[string]int
	offset   time.Duration
	arrows   []arrow
	faults   []*armed
	requests []*Request
	audit    []auditEntry
	handlers map[string]handler

	organizations rows[organization]
	workspaces    rows[client.Workspace]
	clusters      rows[cluster]
	users         rows[user]
	teams         rows[team]
	roles         rows[role]
	invites       rows[client.Invite]
	ipRanges      rows[client.IPRange]
	tokens        rows[apiToken]
	credentials   map[string]credential
	windows       map[windowKey]window
	images        *images // nil: nobody pushes

	deploymentState
}

// New returns a control plane with one [Organization], which is empty but for its owner: a person and an API token, see
// [Astro.Token].
func New(opts ...Option) *Astro {
	a := &Astro{conf: config{clock: time.Now}, counts: map[string]int{}, credentials: map[string]credential{}, windows: map[windowKey]window{}}
	for _, opt := range opts {
		opt(&a.conf)
	}
	a.handlers = allHandlers()
	product := client.OrganizationProductHosted
	if a.conf.hybrid {
		product = client.OrganizationProductHybrid
	}
	a.AddOrganization(client.Organization{Name: "astrofile", Product: product})
	return a
}

// Client returns a client of package client for the first [Organization] with its owner's token. Requests stay in the
// process; the options come after those that see to it.
func (a *Astro) Client(opts ...client.Option) (*client.Client, error) {
	return a.ClientFor(Organization, a.Token(), opts...)
}

// ClientFor is [Astro.Client] for another Organization or token.
func (a *Astro) ClientFor(organizationID, token string, opts ...client.Option) (*client.Client, error) {
	own := []client.Option{client.WithBaseURL(BaseURL), client.WithHTTPClient(&http.Client{Transport: a})}
	return client.New(organizationID, token, append(own, opts...)...)
}

// RoundTrip answers the request without leaving the process.
func (a *Astro) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := readBody(r)
	if err != nil {
		return nil, err
	}
	if err = r.Context().Err(); err != nil {
		return nil, err
	}
	answer, err := a.exchange(r, body)
	if err != nil {
		return nil, err
	}
	if answer.cut == CutConnection {
		return nil, io.ErrUnexpectedEOF
	}
	sent := answer.sent()
	resp := &http.Response{
		Status: strconv.Itoa(answer.status) + " " + http.StatusText(answer.status), StatusCode: answer.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: answer.header, ContentLength: int64(answer.announced()), Request: r,
	}
	resp.Body = &stream{ctx: r.Context(), rest: sent, drip: answer.drip, broken: answer.cut == CutBody}
	return resp, nil
}

// ServeHTTP answers the request over the network.
func (a *Astro) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := readBody(r)
	if err != nil {
		return
	}
	answer, err := a.exchange(r, body)
	if err != nil {
		return // the client has gone
	}
	answer.serve(w, r)
}

// readBody reads and closes the body, as a RoundTripper has to.
func readBody(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	defer func() { _ = r.Body.Close() }()
	return io.ReadAll(io.LimitReader(r.Body, maxUpload+1)) // longer ones are refused when they are looked at
}

// hangUp closes the connection without an answer. Where the server does not hand it over, an answer that is shorter than
// announced has the same effect.
func hangUp(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		w.Header().Set("Content-Length", "1")
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	_ = conn.Close() // nobody is left to tell
}
