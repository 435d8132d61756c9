package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

const (
	maxAnswer    = 32 << 20
	maxErrorBody = 64 << 10
)

var (
	errTooLarge = fmt.Errorf("the answer exceeds %d MiB", maxAnswer>>20)
	errEmpty    = errors.New("the body is empty")
	errHidden   = fmt.Errorf("a value is %q, which stands for a hidden secret: reveal it", redacted)
)

// Do sends one request and decodes the JSON answer into out, a pointer. It is the one door to the network: services go
// through it, and callers can for operations that this package lacks. The path is relative to the base URL and escaped,
// see [Path]. A nil in sends no body; a nil out ignores the answer's; an out that is an io.Writer receives the body as
// it is, of any length and type.
//
// Unknown fields of an answer are ignored. A refusal is an [*APIError], an answer that cannot be used an
// [*AnswerError]; a token that has expired, or is of another Organization than the path, is an error before the call.
func (c *Client) Do(ctx context.Context, method, path string, query url.Values, in, out any) error {
	req, err := c.request(ctx, method, path, query, in)
	if err != nil {
		return err
	}
	if _, ok := out.(io.Writer); !ok {
		req.Header.Set("Accept", "application/json")
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, c.quieten(err))
	}
	defer func() { _ = resp.Body.Close() }() // all that matters has been read
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		body, _ := io.ReadAll(io.LimitReader(resp.Body, maxErrorBody)) // what arrived of it must do
		return c.refusal(method, path, resp.StatusCode, resp.Header, body)
	}
	err = c.receive(method, path, resp, out)
	if refused := (*APIError)(nil); err == nil || errors.As(err, &refused) {
		return err
	}
	return &AnswerError{Method: method, Path: path, StatusCode: resp.StatusCode, Err: c.quieten(err)}
}

func (c *Client) request(ctx context.Context, method, path string, query url.Values, in any) (*http.Request, error) {
	segments, err := splitPath(path)
	if err != nil {
		return nil, err
	}
	if err = c.allowed(segments); err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	target, err := join(c.base, path, query)
	if err != nil {
		return nil, err
	}
	var body io.Reader
	if in != nil {
		text, encodeErr := encode(in)
		if encodeErr != nil {
			return nil, fmt.Errorf("%s %s: request body: %w", method, path, encodeErr)
		}
		body = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(ctx, method, origin(&c.base), body)
	if err != nil {
		return nil, fmt.Errorf("the request cannot be made: %w", err)
	}
	req.URL, req.Header = target, c.header.Clone()
	req.Header.Set("Authorization", "Bearer "+c.token.value())
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, nil
}

// encode writes the body of a request, the only place where secrets are plain. A secret that is still hidden then, in a
// type of the caller's own or in text copied from a log, must not take the place of the real one.
func encode(in any) ([]byte, error) {
	if w, ok := in.(wired); ok {
		in = w.wire()
	}
	text, err := json.Marshal(in)
	if err == nil && bytes.Contains(text, []byte(`"`+redacted+`"`)) {
		return nil, errHidden
	}
	return text, err
}

// receive reads the body of an accepted request into out.
func (c *Client) receive(method, path string, resp *http.Response, out any) error {
	if w, ok := out.(io.Writer); ok {
		_, err := io.Copy(w, resp.Body)
		return err
	}
	var b bytes.Buffer
	b.Grow(int(min(max(resp.ContentLength, 0), 1<<20)) + bytes.MinRead) // no more on the word of a header
	if _, err := b.ReadFrom(io.LimitReader(resp.Body, maxAnswer+1)); err != nil {
		return err
	}
	body := b.Bytes()
	if len(body) > maxAnswer {
		return errTooLarge
	}
	if status, ok := disguised(body); ok {
		return c.refusal(method, path, status, resp.Header, body)
	}
	if out == nil {
		return nil
	}
	if body = bytes.TrimSpace(body); len(body) == 0 || string(body) == "null" {
		return errEmpty
	}
	if t := resp.Header.Get("Content-Type"); t != "" && !isJSON(t) {
		return fmt.Errorf("the body is %q, not JSON", shorten(c.clean(t), 100))
	}
	return json.Unmarshal(body, out)
}

func isJSON(contentType string) bool {
	t, _, err := mime.ParseMediaType(contentType)
	return err == nil && (t == "application/json" || strings.HasSuffix(t, "+json"))
}

// quieten removes the URL that net/http puts in front of an error, and the token wherever it stands in its text.
func (c *Client) quieten(err error) error {
	if u := (*url.Error)(nil); errors.As(err, &u) {
		err = u.Err
	}
	text := err.Error()
	if plain := c.withoutToken(text); plain != text {
		return &quiet{plain, err}
	}
	return err
}
