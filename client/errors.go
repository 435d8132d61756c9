package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// The kinds of refusal, for errors.Is. The first six classify an [*APIError] by its status; a token that its own text
// rules out gives the last two without any call, and after a refusal they say why, as far as the token's text tells.
var (
	ErrInvalid      = errors.New("invalid request")                     // 400 and 422; APIError.Fields say what
	ErrUnauthorized = errors.New("not authenticated")                   // 401
	ErrForbidden    = errors.New("not allowed")                         // 403
	ErrNotFound     = errors.New("not found")                           // 404
	ErrConflict     = errors.New("conflict with the present state")     // 409 and 412
	ErrRateLimited  = errors.New("too many requests")                   // 429
	ErrTokenExpired = errors.New("the API token has expired")           // its expiry is past
	ErrTokenScope   = errors.New("the API token is for something else") // another Organization, Workspace or Deployment
)

// APIError is a refusal by the API, or by something in front of it. Its text is one line of limited length without the
// token and without query parameters.
type APIError struct {
	Method, Path string // of the request, the path below the base URL
	StatusCode   int
	RequestID    string        // for a question to Astronomer's support; may be empty
	Message      string        // the API's own words, or the start of a body that is not its JSON
	Fields       []FieldError  // what is wrong with a body, usually with status 400
	RetryAfter   time.Duration // how long the API asks to wait, 0 when it does not say
	Cause        error         // what the token says about a 401 or 403, mostly a [*PreflightError]; nil otherwise
}

// FieldError is one objection to a request body.
type FieldError struct {
	Field   string `json:"field"` // the path of the field, as the API spells it
	Code    string `json:"code"`  // the rule, such as "required"
	Message string `json:"message"`
}

// Error returns the request, the status, the message, the objections and the request ID, as far as there are any.
func (e *APIError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %d %s", e.Method, e.Path, e.StatusCode, http.StatusText(e.StatusCode))
	if e.Message != "" {
		fmt.Fprintf(&b, ": %s", e.Message)
	}
	for i, f := range e.Fields {
		if i == 5 {
			fmt.Fprintf(&b, "; and %d more", len(e.Fields)-i)
			break
		}
		fmt.Fprintf(&b, "; %s: %s", f.Field, f.Message)
	}
	if e.Cause != nil {
		fmt.Fprintf(&b, " (%v)", e.Cause)
	}
	if e.RequestID != "" {
		fmt.Fprintf(&b, " (request %s)", e.RequestID)
	}
	return b.String()
}

// Is reports whether target is the sentinel that stands for the status.
func (e *APIError) Is(target error) bool {
	switch target {
	case ErrInvalid:
		return e.StatusCode == http.StatusBadRequest || e.StatusCode == http.StatusUnprocessableEntity
	case ErrUnauthorized:
		return e.StatusCode == http.StatusUnauthorized
	case ErrForbidden:
		return e.StatusCode == http.StatusForbidden
	case ErrNotFound:
		return e.StatusCode == http.StatusNotFound
	case ErrConflict:
		return e.StatusCode == http.StatusConflict || e.StatusCode == http.StatusPreconditionFailed
	case ErrRateLimited:
		return e.StatusCode == http.StatusTooManyRequests
	}
	return false
}

// Unwrap returns the cause, so that errors.Is finds [ErrTokenExpired] and [ErrTokenScope].
func (e *APIError) Unwrap() error { return e.Cause }

// AnswerError says that the API accepted a request and then answered with something unusable: nothing, not JSON, cut,
// too much. After a write the change may have been made.
type AnswerError struct {
	Method, Path string
	StatusCode   int
	Err          error // what is wrong with the answer
}

// Error names the request, the status and the defect, and quotes no body.
func (e *AnswerError) Error() string {
	return fmt.Sprintf("%s %s: unusable answer with status %d: %v", e.Method, e.Path, e.StatusCode, e.Err)
}

// Unwrap returns the defect: a cut body is an io.ErrUnexpectedEOF, an exceeded deadline what the context says.
func (e *AnswerError) Unwrap() error { return e.Err }

// errorBody is the form of the API's errors.
type errorBody struct {
	Message     string       `json:"message"`
	RequestID   string       `json:"requestId"`
	StatusCode  int          `json:"statusCode"`
	FieldErrors []FieldError `json:"fieldErrors"`
}

// refusal makes the error of a status and a body that may be anything.
func (c *Client) refusal(method, path string, status int, header http.Header, body []byte) *APIError {
	e := &APIError{Method: method, Path: path, StatusCode: status, RetryAfter: max(0, retryAfter(header))}
	var b errorBody
	err := json.Unmarshal(body, &b)
	if err == nil && (b.Message != "" || b.RequestID != "" || len(b.FieldErrors) > 0) {
		e.Message, e.RequestID = c.clean(b.Message), shorten(c.clean(b.RequestID), 100)
		e.Fields = c.cleanFields(b.FieldErrors)
	} else if body = bytes.TrimSpace(body); len(body) > 0 {
		e.Message = fmt.Sprintf("%q", shorten(c.clean(string(body)), 200))
	}
	e.Cause = c.explain(method, path, status)
	return e
}

func (c *Client) cleanFields(fields []FieldError) []FieldError {
	fields = slices.Clone(fields[:min(len(fields), maxFields)])
	for i, f := range fields {
		fields[i] = FieldError{shorten(c.clean(f.Field), 200), shorten(c.clean(f.Code), 100), c.clean(f.Message)}
	}
	return fields
}

// disguised returns the error that an answer of status 200 holds, nil if it holds none. No answer of the API has a
// status code of its own.
func disguised(body []byte) (status int, ok bool) {
	if !bytes.Contains(body, []byte(`"statusCode"`)) {
		return 0, false
	}
	var b errorBody
	if json.Unmarshal(body, &b) != nil || b.StatusCode < 400 || b.StatusCode > 600 || b.Message == "" && b.RequestID == "" {
		return 0, false
	}
	return b.StatusCode, true
}
