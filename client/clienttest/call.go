package clienttest

import (
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/rbac"
)

// handler carries an operation out. It returns what is answered, nil for nothing, or a *refusal.
type handler func(*call) (any, error)

// allHandlers returns the handlers of all operations by the names of these.
func allHandlers() map[string]handler {
	all := map[string]handler{}
	for _, some := range []map[string]handler{
		organizationHandlers(), workspaceHandlers(), clusterHandlers(), optionHandlers(), userHandlers(), teamHandlers(),
		roleHandlers(), inviteHandlers(), ipRangeHandlers(), tokenHandlers(), auditHandlers(),
		deploymentHandlers(), deployHandlers(), agentTokenHandlers(), environmentHandlers(),
	} {
		maps.Copy(all, some)
	}
	return all
}

// call is one request on its way through an operation. The control plane is locked meanwhile.
type call struct {
	*Astro
	op        *operation
	principal principal
	org       *organization // nil for the operations outside any
	subject   *rbac.Subject // the principal there, once it is asked for
	vars      map[string]string
	query     url.Values
	raw       json.RawMessage // the body, checked
	fields    map[string]any  // the same, to tell absent from null
	origin    string          // scheme and host that the request was sent to
	prefix    string          // path of the base URL
	at        time.Time
}

// id returns a variable of the path.
func (c *call) id(name string) string { return c.vars[name] }

// profile is who makes the change.
func (c *call) profile() client.Profile { return c.principal.profile }

// exchange records the request, carries it out unless a fault prevents it, and returns what arrives. The error is that of
// the request's context.
func (a *Astro) exchange(r *http.Request, body []byte) (*reply, error) {
	to := route(r.Method, r.URL)
	rec, fault, faulty := a.arrive(r, body, to)
	if err := wait(r.Context(), fault.Delay); err != nil {
		return nil, err
	}
	answer := a.outcome(r, body, to, rec, fault, faulty)
	fault.then()
	return answer, nil
}

// outcome carries the request out as far as the fault lets it, and returns what arrives.
func (a *Astro) outcome(r *http.Request, body []byte, to routed, rec *Request, fault Fault, faulty bool) *reply {
	a.mu.Lock()
	defer a.mu.Unlock()
	var answer *reply
	if fault.happens() {
		answer = a.answer(r, body, to, rec)
		if fault.Twice {
			answer = a.answer(r, body, to, rec)
		}
		rec.Status = answer.status
	}
	if faulty {
		answer = fault.spoil(answer, a.requestID())
	}
	answer.header.Set("Date", a.now().Add(fault.Skew).Format(http.TimeFormat))
	return answer
}

// arrive records the request and returns the record and what is to go wrong with the request.
func (a *Astro) arrive(r *http.Request, body []byte, to routed) (rec *Request, f Fault, faulty bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	rec = &Request{Method: r.Method, Path: to.path, Query: r.URL.Query(), Header: r.Header.Clone(), Body: Body{body}, At: a.now()}
	rec.Header.Del("Authorization")
	switch {
	case to.op != nil:
		rec.Operation = to.op.name
	case to.other != "":
		rec.Operation = to.other
	case isUpload(to.path):
		rec.Operation, rec.Body = "Upload", Body{}
	}
	if len(a.requests) == maxRequests {
		a.requests = slices.Delete(a.requests, 0, maxRequests/2)
	}
	a.requests = append(a.requests, rec)
	f, faulty = a.nextFault(rec)
	return rec, f, faulty
}

// answer carries the request out.
func (a *Astro) answer(r *http.Request, body []byte, to routed, rec *Request) *reply {
	a.settle(r.Method == http.MethodGet)
	if isUpload(to.path) {
		if len(body) > maxUpload {
			return a.refused(refuse(http.StatusRequestEntityTooLarge, "the body exceeds %d MiB", maxUpload>>20))
		}
		return a.serveUpload(r, body)
	}
	c := &call{Astro: a, op: to.op, vars: to.vars, query: rec.Query, origin: originOf(r), prefix: to.prefix, at: a.now()}
	out, err := c.run(r, to, body)
	rec.Principal = c.principal.profile
	if err != nil {
		refused := a.refused(err)
		if c.op != nil && c.op.name == "GetOrganizationAuditLogs" { // refusals of it have the type of the log
			refused.header.Set("Content-Type", octetStream)
		}
		return refused
	}
	c.remember(to.path)
	if blob, ok := out.(stringBlob); ok {
		return &reply{status: c.op.success, body: []byte(blob), header: http.Header{"Content-Type": {octetStream}}}
	}
	if out == nil {
		return &reply{status: c.op.success, header: http.Header{}}
	}
	return jsonReply(c.op.success, out)
}

// run takes the request through the checks in the order in which Astro makes them: token, Organization, permission, body,
// and then what the operation itself looks at.
func (c *call) run(r *http.Request, to routed, body []byte) (any, error) {
	switch {
	case !to.known:
		return nil, refuse(http.StatusNotFound, "no operation has the path %q", to.path)
	case to.op == nil:
		return nil, refuse(http.StatusMethodNotAllowed, "%s is not a method of %q", r.Method, to.path)
	}
	if err := c.authenticate(r.Header.Get("Authorization")); err != nil {
		return nil, err
	}
	if err := c.pace(); err != nil {
		return nil, err
	}
	if err := c.enter(); err != nil {
		return nil, err
	}
	if err := checkQuery(c.op, c.query); err != nil {
		return nil, err
	}
	if err := c.bind(body, r.Header); err != nil {
		return nil, err
	}
	handle, ok := c.handlers[c.op.name]
	if !ok {
		return nil, refuse(http.StatusNotImplemented, "operation %s is not there", c.op.name)
	}
	return handle(c)
}

// enter finds the Organization of the path and asks whether the principal may do what the path asks for.
func (c *call) enter() error {
	id, ok := c.vars["organizationId"]
	if !ok {
		return nil
	}
	org, ok := c.organizations.get(id)
	if !ok {
		return notFound("Organization", id)
	}
	c.org = org
	if err := c.member(); err != nil {
		return err
	}
	if r, known := c.resource(); known {
		return c.authorize(r)
	}
	return c.authorizeSomewhere()
}

func (a *Astro) refused(err error) *reply {
	if errors.Is(err, errLimited) {
		return &reply{status: http.StatusTooManyRequests, body: []byte("Too Many Requests"), header: http.Header{"Content-Type": {"text/plain"}}}
	}
	body := errorBody{Message: err.Error(), RequestID: a.requestID(), StatusCode: http.StatusInternalServerError}
	if r := (*refusal)(nil); errors.As(err, &r) {
		body.Message, body.StatusCode, body.Fields = r.message, r.status, r.fields
	}
	return jsonReply(body.StatusCode, body)
}

// stringBlob is an answer that is not JSON.
type stringBlob string

const octetStream = "application/octet-stream"

func originOf(r *http.Request) string {
	scheme, host := r.URL.Scheme, r.URL.Host
	if host == "" {
		host = r.Host
	}
	if scheme == "" {
		scheme = "http"
		if r.TLS != nil {
			scheme = "https"
		}
	}
	return scheme + "://" + strings.ToLower(host)
}
