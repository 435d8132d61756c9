package clienttest

import (
	"iter"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/astrofile/astrofile/client"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// ready returns a control plane and a client with the token of its owner.
func ready(t *testing.T, opts ...Option) (*Astro, *client.Client) {
	t.Helper()
	a := New(opts...)
	c, err := a.Client()
	require.NoError(t, err)
	return a, c
}

// as returns a client with another token.
func as(t *testing.T, a *Astro, token string) *client.Client {
	t.Helper()
	c, err := a.ClientFor(Organization, token)
	require.NoError(t, err)
	return c
}

// all reads a list.
func all[T any](t *testing.T, seq iter.Seq2[T, error]) []T {
	t.Helper()
	out := []T{}
	for item, err := range seq {
		require.NoError(t, err)
		out = append(out, item)
	}
	return out
}

// firstError reads a list until it fails.
func firstError[T any](seq iter.Seq2[T, error]) error {
	for _, err := range seq {
		if err != nil {
			return err
		}
	}
	return nil
}

// wantRefusal asserts the status and, if there are any, that exactly these fields are objected to, as "field code".
func wantRefusal(t *testing.T, err error, status int, fields ...string) {
	t.Helper()
	var refused *client.APIError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, status, refused.StatusCode, err)
	assert.NotEmpty(t, refused.RequestID)
	assert.NotEmpty(t, refused.Message)
	got := []string{}
	for _, f := range refused.Fields {
		assert.NotEmpty(t, f.Message)
		got = append(got, f.Field+" "+f.Code)
	}
	if fields != nil {
		assert.Equal(t, fields, got)
	}
	if status != http.StatusBadRequest {
		assert.Empty(t, got, "only 400 objects to fields")
	}
}

func wantNotFound(t *testing.T, err error) {
	t.Helper()
	wantRefusal(t, err, http.StatusNotFound)
	assert.ErrorIs(t, err, client.ErrNotFound)
}

// day is a fixed clock.
func day() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }
