package clienttest

import (
	"fmt"
	"net/http"

	"github.com/astrofile/astrofile/client"
)

// refusal is an answer with a status of 400 or more.
type refusal struct {
	status  int
	message string
	fields  []client.FieldError
}

func (r *refusal) Error() string { return fmt.Sprintf("%d %s", r.status, r.message) }

// errorBody is how the API writes a refusal down.
type errorBody struct {
	Message    string              `json:"message"`
	RequestID  string              `json:"requestId"`
	StatusCode int                 `json:"statusCode"`
	Fields     []client.FieldError `json:"fieldErrors,omitempty"`
}

func refuse(status int, format string, args ...any) error {
	return &refusal{status: status, message: fmt.Sprintf(format, args...)}
}

func notFound(kind, id string) error {
	return refuse(http.StatusNotFound, "%s %q not found", kind, id)
}

func conflict(format string, args ...any) error {
	return refuse(http.StatusConflict, format, args...)
}

// invalid objects to one field of a body or query.
func invalid(field, code, format string, args ...any) error {
	var p problems
	p.add(field, code, format, args...)
	return p.err()
}

// problems collects objections to a body, so that one answer holds them all.
type problems []client.FieldError

func (p *problems) add(field, code, format string, args ...any) {
	*p = append(*p, client.FieldError{Field: field, Code: code, Message: fmt.Sprintf(format, args...)})
}

// err returns nil when there is nothing to object to.
func (p problems) err() error {
	switch len(p) {
	case 0:
		return nil
	case 1:
		return &refusal{http.StatusBadRequest, p[0].Message, p}
	}
	return &refusal{http.StatusBadRequest, fmt.Sprintf("%s (and %d more)", p[0].Message, len(p)-1), p}
}
