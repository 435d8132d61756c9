package client

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// operation is a row of testdata/operations.csv: what the API offers.
type operation struct {
	name, method, path string
	success            int
}

// operationCase is one call of a method and all that it has to send and to understand. Each operation has one or more;
// the method and the path it has to use stand in operations.csv.
type operationCase struct {
	operation string
	call      func(ctx context.Context, c *Client) (any, error)
	query     string // wanted, encoded; limit and offset of lists aside
	body      string // wanted, JSON; "" wants none
	answer    string // what the API says
	want      any    // what the call returns for it; nil for operations that answer nothing
}

// nasty returns an ID for a path parameter that has to be escaped to stay one segment.
func nasty(parameter string) string { return parameter + "/../1?a=b#%2F é" }

const testOrganization = "clorg0000000000000000000"

func operations(t *testing.T) map[string]operation {
	t.Helper()
	f, err := os.Open("testdata/operations.csv")
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"operation", "method", "path", "success"}, rows[0])
	all := map[string]operation{}
	for _, row := range rows[1:] {
		success, err := strconv.Atoi(row[3])
		require.NoError(t, err)
		all[row[0]] = operation{row[0], row[1], row[2], success}
	}
	require.Len(t, all, 75)
	return all
}

// TestEveryOperationHasOneMethod compares the //astro:operation lines with the table of the API.
func TestEveryOperationHasOneMethod(t *testing.T) {
	want := operations(t)
	found := map[string]string{}
	fset := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, name := range names {
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		require.NoError(t, err)
		methods := map[*ast.CommentGroup]string{}
		for _, decl := range f.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv != nil && fn.Name.IsExported() {
				methods[fn.Doc] = fn.Name.Name
			}
		}
		for _, group := range f.Comments {
			for _, line := range group.List {
				text, ok := strings.CutPrefix(line.Text, "//astro:operation ")
				if !ok {
					continue
				}
				at := fset.Position(line.Pos()).String()
				words := strings.Fields(text)
				if !assert.Len(t, words, 3, at) {
					continue
				}
				op, known := want[words[0]]
				assert.True(t, known, "%s: %s is no operation of the API", at, words[0])
				assert.Equal(t, op.method+" "+op.path, words[1]+" "+words[2], at)
				assert.Contains(t, methods, group, "%s: %s does not belong to an exported method", at, words[0])
				assert.Empty(t, found[words[0]], "%s: %s has a second method", at, words[0])
				found[words[0]] = methods[group]
			}
		}
	}
	assert.Empty(t, missing(want, func(name string) bool { return found[name] != "" }), "operations without a method")
}

// TestEveryOperationIsTested keeps the cases complete.
func TestEveryOperationIsTested(t *testing.T) {
	tested := map[string]bool{}
	for _, c := range operationCases() {
		tested[c.operation] = true
	}
	assert.Empty(t, missing(operations(t), func(name string) bool { return tested[name] }), "operations without an operationCase")
}

// missing returns the keys that has does not know, in order.
func missing[T any](all map[string]T, has func(string) bool) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if !has(name) {
			names = append(names, name)
		}
	}
	return names
}

// script is a server that answers one operation and notes what it was asked.
type script struct {
	status int
	header http.Header
	answer string

	requests []request
}

type request struct {
	method, path, query, body string
	header                    http.Header
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	q := r.URL.Query()
	q.Del("limit")
	q.Del("offset")
	s.requests = append(s.requests, request{r.Method, r.URL.EscapedPath(), q.Encode(), string(body), r.Header})
	if s.status != http.StatusNoContent {
		w.Header().Set("Content-Type", "application/json")
	}
	maps.Copy(w.Header(), s.header)
	w.WriteHeader(s.status)
	_, _ = io.WriteString(w, s.answer)
}

// serve returns a client of the script.
func serve(t *testing.T, s *script) *Client {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	transport := &http.Transport{} // without the client's own retries, which have tests of their own
	t.Cleanup(transport.CloseIdleConnections)
	c, err := New(testOrganization, "token", WithBaseURL(server.URL+"/v1"), WithHTTPClient(&http.Client{Transport: transport}))
	require.NoError(t, err)
	return c
}

var parameter = regexp.MustCompile(`\{(\w+)\}`)

func wantPath(op operation) string {
	return "/v1" + parameter.ReplaceAllStringFunc(op.path, func(s string) string {
		if s == "{organizationId}" {
			return testOrganization
		}
		return url.PathEscape(nasty(strings.Trim(s, "{}")))
	})
}

func TestOperations(t *testing.T) {
	all := operations(t)
	for _, tc := range operationCases() {
		op, known := all[tc.operation]
		require.True(t, known, tc.operation)
		t.Run(tc.operation, func(t *testing.T) {
			s := &script{status: op.success, answer: tc.answer}
			got, err := tc.call(t.Context(), serve(t, s))
			require.NoError(t, err)
			if tc.want != nil {
				assert.Equal(t, tc.want, got)
			}
			require.Len(t, s.requests, 1)
			r := s.requests[0]
			assert.Equal(t, op.method, r.method)
			assert.Equal(t, wantPath(op), r.path)
			assert.Equal(t, tc.query, r.query)
			assert.Equal(t, "1.0", r.header.Get("X-Api-Version"))
			assert.Equal(t, "Bearer token", r.header.Get("Authorization"))
			if tc.body == "" {
				assert.Empty(t, r.body)
				return
			}
			assert.JSONEq(t, tc.body, r.body)
			assert.Equal(t, "application/json", r.header.Get("Content-Type"))
		})
	}
}

// TestRefusals sends each operation to an API that refuses, and to one that accepts and then says nothing of use.
func TestRefusals(t *testing.T) {
	for _, tc := range operationCases() {
		for status, want := range map[int]error{
			400: ErrInvalid, 401: ErrUnauthorized, 403: ErrForbidden, 404: ErrNotFound, 409: ErrConflict, 412: ErrConflict, 429: ErrRateLimited,
		} {
			t.Run(tc.operation+"/"+strconv.Itoa(status), func(t *testing.T) {
				s := &script{status: status, answer: `{"message":"no","requestId":"r1","statusCode":` + strconv.Itoa(status) +
					`,"fieldErrors":[{"field":"name","code":"max","message":"too long"}]}`}
				_, err := tc.call(t.Context(), serve(t, s))
				require.ErrorIs(t, err, want)
				var refused *APIError
				require.ErrorAs(t, err, &refused)
				assert.Equal(t, status, refused.StatusCode)
				assert.Equal(t, "no", refused.Message)
				assert.Equal(t, "r1", refused.RequestID)
				assert.Equal(t, []FieldError{{Field: "name", Code: "max", Message: "too long"}}, refused.Fields)
				assert.Len(t, s.requests, 1)
			})
		}
	}
}

func TestUnusableAnswers(t *testing.T) {
	all := operations(t)
	for _, tc := range operationCases() {
		if tc.want == nil || tc.operation == "GetOrganizationAuditLogs" { // bytes, of which none are an empty log
			continue
		}
		for name, answer := range map[string]string{"empty": "", "null": "null", "text": "<html>", "cut": `{"id":"a`, "another type": `"a"`} {
			t.Run(tc.operation+"/"+name, func(t *testing.T) {
				s := &script{status: all[tc.operation].success, answer: answer}
				_, err := tc.call(t.Context(), serve(t, s))
				var unusable *AnswerError
				require.ErrorAs(t, err, &unusable)
			})
		}
	}
}

// collect reads a list into a slice.
func collect[T any](list func(func(T, error) bool)) (any, error) {
	var items []T
	for item, err := range list {
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

// done turns a call that answers nothing into one that can stand in an operationCase.
func done(err error) (any, error) { return nil, err }

// result does the same for a call that answers a T.
func result[T any](answer T, err error) (any, error) { return answer, err }

// decoded is the want of a case whose answer says it all: the answer, decoded.
func decoded[T any](text string) T {
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		panic(err)
	}
	return v
}

func operationCases() []operationCase {
	return slices.Concat(deploymentCases(), deployCases(), clusterCases(), optionCases(), platformCases(), peopleCases())
}
