package client

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// lists is an API with lists of Workspaces; page answers the IDs and the total for an offset.
type lists struct {
	page    func(offset int) (ids []string, total int)
	queries []url.Values
	after   func() // called after each answer
}

func (l *lists) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	q := r.URL.Query()
	l.queries = append(l.queries, q)
	offset, err := strconv.Atoi(q.Get("offset"))
	if err != nil {
		return nil, err
	}
	ids, total := l.page(offset)
	p := workspacesPage{page: page{Limit: pageSize, Offset: offset, TotalCount: &total}}
	for _, id := range ids {
		p.Workspaces = append(p.Workspaces, Workspace{ID: id})
	}
	text, err := json.Marshal(p)
	if l.after != nil {
		l.after()
	}
	return answer(r, http.StatusOK, string(text)), err
}

func (l *lists) client(t *testing.T) *Client {
	t.Helper()
	c, err := New("o", "x", WithBaseURL("http://astro.test/v1"), WithHTTPClient(&http.Client{Transport: l}))
	require.NoError(t, err)
	return c
}

func read(ctx context.Context, c *Client) (ids []string, err error) {
	for w, err := range c.Workspaces.All(ctx, WorkspaceFilter{}) {
		if err != nil {
			return ids, err
		}
		ids = append(ids, w.ID)
	}
	return ids, nil
}

// names returns w<from> to w<to-1>.
func names(from, to int) []string {
	var ids []string
	for i := from; i < to; i++ {
		ids = append(ids, "w"+strconv.Itoa(i))
	}
	return ids
}

func TestPages(t *testing.T) {
	for name, tc := range map[string]struct {
		page  func(offset int) ([]string, int)
		want  []string
		calls int
		err   string
	}{
		"nothing":         {func(int) ([]string, int) { return nil, 0 }, nil, 1, ""},
		"one page":        {func(int) ([]string, int) { return names(0, 3), 3 }, names(0, 3), 1, ""},
		"small pages":     {func(o int) ([]string, int) { return names(o, min(o+2, 7)), 7 }, names(0, 7), 4, ""},
		"total too large": {func(o int) ([]string, int) { return names(o, min(o+2, 4)), 99 }, names(0, 4), 3, ""},
		"total missing":   {func(o int) ([]string, int) { return names(o, min(o+2, 5)), 0 }, names(0, 5), 4, ""},
		"list shrinks":    {func(o int) ([]string, int) { return names(o, min(o+2, 4)), 10 - o }, names(0, 4), 3, ""},
		"list grows at its start": {func(o int) ([]string, int) {
			return map[int][]string{0: {"a", "b"}, 2: {"b", "c"}}[o], 4
		}, []string{"a", "b", "c"}, 2, ""},
		"same page again and again": {func(int) ([]string, int) { return names(0, 2), 100 }, names(0, 2), 2, "the page at offset 2 repeats earlier ones"},
		"pages go round":            {func(o int) ([]string, int) { return names(o%4, o%4+2), 0 }, names(0, 4), 3, "the page at offset 4 repeats"},
		"no ID":                     {func(o int) ([]string, int) { return []string{"a", "", "c"}, 3 }, nil, 1, "item 1 of the list has no ID"},
		"without end":               {func(o int) ([]string, int) { return names(o, o+1), 0 }, names(0, maxPages), maxPages + 1, "does not end after 10000 pages"},
	} {
		t.Run(name, func(t *testing.T) {
			l := &lists{page: tc.page}
			got, err := read(t.Context(), l.client(t))
			if tc.err != "" {
				var unusable *AnswerError
				require.ErrorAs(t, err, &unusable)
				require.ErrorContains(t, err, tc.err)
			} else {
				require.NoError(t, err)
			}
			assert.Equal(t, tc.want, got)
			assert.Len(t, l.queries, tc.calls)
			for _, q := range l.queries {
				assert.Equal(t, strconv.Itoa(pageSize), q.Get("limit"))
			}
		})
	}
}

func TestPagesCopyTheFilter(t *testing.T) {
	l := &lists{page: func(o int) ([]string, int) { return names(o, min(o+1, 2)), 2 }}
	f := WorkspaceFilter{Names: []string{"a", "b"}}
	all := l.client(t).Workspaces.All(t.Context(), f)
	f.Names[0] = "changed"
	for range 2 { // the sequence can be ranged over again, and starts anew
		n := 0
		for _, err := range all {
			require.NoError(t, err)
			n++
		}
		assert.Equal(t, 2, n)
	}
	require.Len(t, l.queries, 4)
	for i, q := range l.queries {
		assert.Equal(t, []string{"a", "b"}, q["names"])
		assert.Equal(t, strconv.Itoa(i%2), q.Get("offset"))
	}
}

func TestPagesStopWhenTheCallerDoes(t *testing.T) {
	l := &lists{page: func(o int) ([]string, int) { return names(o, o+2), 1000 }}
	c := l.client(t)
	for w, err := range c.Workspaces.All(t.Context(), WorkspaceFilter{}) {
		require.NoError(t, err)
		if w.ID == "w2" {
			break
		}
	}
	assert.Len(t, l.queries, 2)

	ctx, cancel := context.WithCancel(t.Context())
	l.queries, l.after = nil, cancel // cancelled once the first page has arrived
	got, err := read(ctx, c)
	require.ErrorIs(t, err, context.Canceled)
	assert.LessOrEqual(t, len(got), 2)
	assert.Len(t, l.queries, 1)
}

// TestPagesEndAtTheFirstError: the sequence yields the error once, as its last pair.
func TestPagesEndAtTheFirstError(t *testing.T) {
	c, err := New("o", "x", WithBaseURL("http://astro.test/v1"),
		WithHTTPClient(&http.Client{Transport: &answering{status: 403, body: `{"message":"no","requestId":"r","statusCode":403}`}}))
	require.NoError(t, err)
	var seen []string
	for w, err := range c.Workspaces.All(t.Context(), WorkspaceFilter{}) {
		seen = append(seen, fmt.Sprint(w.ID, err))
	}
	assert.Equal(t, []string{"GET /organizations/o/workspaces: 403 Forbidden: no (request r)"}, seen)
}

// TestResolvedObjectsHaveNoID: their key tells them apart instead.
func TestResolvedObjectsHaveNoID(t *testing.T) {
	ids := identities([]EnvironmentObject{
		{ObjectKey: "a", ObjectType: EnvironmentObjectTypeConnection}, {ObjectKey: "a", ObjectType: EnvironmentObjectTypeAirflowVariable},
		{ObjectKey: "a", ObjectType: EnvironmentObjectTypeConnection, SourceScopeEntityID: "w"}, {ID: "x"}, {},
	})
	assert.Empty(t, ids[4])
	assert.Len(t, slices.Compact(slices.Sorted(slices.Values(ids))), 5)
}
