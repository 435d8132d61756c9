package client

import (
	"context"
	"errors"
	"net/http"
	"net/url"
)

// identified is an answer that is nothing without its ID.
type identified interface{ identity() string }

var errNoID = errors.New("the body names no ID")

// get reads one object.
func get[T any](ctx context.Context, c *Client, path string, query url.Values) (T, error) {
	return call[T](ctx, c, http.MethodGet, path, query, nil)
}

// post creates or changes one object and returns what the API made of it. A nil in sends no body.
func post[T any](ctx context.Context, c *Client, path string, in any) (T, error) {
	return call[T](ctx, c, http.MethodPost, path, nil, in)
}

// send is [post] for operations that answer nothing.
func send(ctx context.Context, c *Client, path string, in any) error {
	return c.Do(ctx, http.MethodPost, path, nil, in, nil)
}

// remove deletes one object.
func remove(ctx context.Context, c *Client, path string) error {
	return c.Do(ctx, http.MethodDelete, path, nil, nil, nil)
}

func call[T any](ctx context.Context, c *Client, method, path string, query url.Values, in any) (T, error) {
	var out, zero T
	if err := c.Do(ctx, method, path, query, in, &out); err != nil {
		return zero, err
	}
	if o, ok := any(out).(identified); ok && o.identity() == "" {
		return zero, &AnswerError{Method: method, Path: path, StatusCode: http.StatusOK, Err: errNoID}
	}
	return out, nil
}
