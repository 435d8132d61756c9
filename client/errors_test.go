package client

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const fuzzToken = "hushhush-token"

func refusing(t testing.TB) *Client {
	t.Helper()
	c, err := New("o", fuzzToken)
	require.NoError(t, err)
	return c
}

func TestAPIErrorText(t *testing.T) {
	six := make([]FieldError, 6)
	for i := range six {
		six[i] = FieldError{Field: "f", Code: "c", Message: "m"}
	}
	for want, e := range map[string]*APIError{
		"GET /a: 404 Not Found":                                              {Method: "GET", Path: "/a", StatusCode: 404},
		"GET /a: 404 Not Found: gone (request r)":                            {Method: "GET", Path: "/a", StatusCode: 404, Message: "gone", RequestID: "r"},
		"POST /a: 400 Bad Request: no; name: too long":                       {Method: "POST", Path: "/a", StatusCode: 400, Message: "no", Fields: []FieldError{{"name", "max", "too long"}}},
		"POST /a: 400 Bad Request; f: m; f: m; f: m; f: m; f: m; and 1 more": {Method: "POST", Path: "/a", StatusCode: 400, Fields: six},
		"GET /a: 403 Forbidden (the API token has expired)":                  {Method: "GET", Path: "/a", StatusCode: 403, Cause: ErrTokenExpired},
	} {
		assert.EqualError(t, e, want)
	}
}

func TestAPIErrorIs(t *testing.T) {
	all := []error{ErrInvalid, ErrUnauthorized, ErrForbidden, ErrNotFound, ErrConflict, ErrRateLimited}
	for status, want := range map[int]error{400: ErrInvalid, 422: ErrInvalid, 401: ErrUnauthorized, 403: ErrForbidden, 404: ErrNotFound, 409: ErrConflict,
		412: ErrConflict, 429: ErrRateLimited, 500: nil, 405: nil} {
		for _, target := range all {
			assert.Equal(t, errors.Is(target, want), errors.Is(&APIError{StatusCode: status}, target), "%d %v", status, target)
		}
	}
}

func TestRefusalBodies(t *testing.T) {
	for name, tc := range map[string]struct {
		body, message, request string
		fields                 []FieldError
	}{
		"the API's":           {`{"message":"m","requestId":"r","statusCode":400,"fieldErrors":[{"field":"a.b","code":"max","message":"x"}]}`, "m", "r", []FieldError{{"a.b", "max", "x"}}},
		"empty":               {"", "", "", nil},
		"blank":               {" \n ", "", "", nil},
		"page of a proxy":     {"<html>\n<h1>\"busy\"</h1>\x1b[31m</html>", `"<html> <h1>\"busy\"</h1>�[31m</html>"`, "", nil},
		"another JSON":        {`{"error":"busy"}`, `"{\"error\":\"busy\"}"`, "", nil},
		"JSON text":           {`"busy"`, `"\"busy\""`, "", nil},
		"cut":                 {`{"message":"m","reque`, `"{\"message\":\"m\",\"reque"`, "", nil},
		"control characters":  {`{"message":"a\u001b[2Jb\nc\u202ed"}`, "a�[2Jb c�d", "", nil},
		"token in the answer": {`{"message":"bad token ` + fuzzToken + `","requestId":"` + fuzzToken + `","fieldErrors":[{"field":"` + fuzzToken + `"}]}`, "bad token (token)", "(token)", []FieldError{{"(token)", "", ""}}},
		"token in the page":   {"<p>" + fuzzToken, `"<p>(token)"`, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			e := refusing(t).refusal("GET", "/a", 400, http.Header{}, []byte(tc.body))
			assert.Equal(t, tc.message, e.Message)
			assert.Equal(t, tc.request, e.RequestID)
			assert.Equal(t, tc.fields, e.Fields)
		})
	}
}

// TestTokenAcrossTheCut: text is shortened after the token has been taken out of it, not in the middle of the token.
func TestTokenAcrossTheCut(t *testing.T) {
	c := refusing(t)
	for n := range 40 {
		for _, length := range []int{maxMessage, 8 * maxMessage} {
			for _, filler := range []string{"x", " "} {
				text := c.clean(strings.Repeat(filler, length-n) + fuzzToken)
				assert.NotContains(t, text, fuzzToken[:8])
			}
		}
	}
}

func FuzzRefusal(f *testing.F) {
	f.Add([]byte(`{"message":"m","requestId":"r","fieldErrors":[{"field":"a","code":"b","message":"c"}]}`), 400)
	f.Add([]byte("<html>\x00\xff"+fuzzToken), 502)
	f.Add([]byte(`{"message":{},"fieldErrors":{}}`), 200)
	c := refusing(f)
	f.Fuzz(func(t *testing.T, body []byte, status int) {
		text := c.refusal("GET", "/a", status, http.Header{}, body).Error()
		assert.NotContains(t, text, fuzzToken)
		assert.True(t, utf8.ValidString(text))
		assert.False(t, strings.ContainsFunc(text, unicode.IsControl), "%q", text)
		assert.Less(t, len(text), 20*maxMessage)
		if s, ok := disguised(body); ok {
			assert.True(t, json.Valid(body) && 400 <= s && s <= 600)
		}
	})
}

// TestEndlessRefusal: of a body that does not end as much is read as an error can use, and no more.
func TestEndlessRefusal(t *testing.T) {
	body := &watched{rest: 1 << 30}
	c := refusing(t)
	c.http.Transport = transport(func(r *http.Request) (*http.Response, error) {
		resp := answer(r, http.StatusBadGateway, "")
		resp.Body, resp.ContentLength = body, -1
		return resp, nil
	})
	var refused *APIError
	require.ErrorAs(t, c.Do(t.Context(), http.MethodGet, "/a", nil, nil, nil), &refused)
	assert.Equal(t, maxErrorBody, 1<<30-body.rest)
	assert.True(t, body.closed)
}

// TestAnswerWithoutID: an object that cannot be told from any other is none.
func TestAnswerWithoutID(t *testing.T) {
	c := refusing(t)
	c.http.Transport = &answering{status: 200, body: `{"name":"data"}`}
	_, err := c.Workspaces.Get(t.Context(), "w")
	var unusable *AnswerError
	require.ErrorAs(t, err, &unusable)
	assert.EqualError(t, err, "GET /organizations/o/workspaces/w: unusable answer with status 200: the body names no ID")
}

func TestManyFieldErrors(t *testing.T) {
	many := `{"message":"m","fieldErrors":[` + strings.Repeat(`{"field":"f"},`, 1000) + `{"field":"g"}]}`
	assert.Len(t, refusing(t).refusal("POST", "/a", 400, http.Header{}, []byte(many)).Fields, maxFields)
}
