package clienttest

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryOperationHasAHandler(t *testing.T) {
	f, err := os.Open("../testdata/operations.csv")
	require.NoError(t, err)
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Len(t, operations(), len(records)-1)
	handlers := allHandlers()
	for i, r := range records[1:] {
		o := operations()[i]
		assert.Equal(t, []string{o.name, o.method}, r[:2])
		assert.Equal(t, segments(r[2]), o.path, o.name)
		assert.Equal(t, r[3], strconv.Itoa(o.success), o.name)
		assert.Contains(t, handlers, o.name)
	}
	assert.Len(t, handlers, len(operations()), "handlers of no operation")
}

// TestSchemasAreWhole proves that every name in the tables leads somewhere.
func TestSchemasAreWhole(t *testing.T) {
	s := requestSchemas()
	require.NotEmpty(t, s.Fields)
	for _, u := range s.Unions {
		for _, member := range u.Members {
			assert.Contains(t, s.Fields, member)
		}
	}
	for _, o := range operations() {
		if _, ok := s.Unions[o.body]; o.body != "" && !ok {
			assert.Contains(t, s.Fields, o.body, o.name)
		}
		for _, p := range o.query {
			assert.Contains(t, []string{"string", "integer", "boolean", "string(date-time)", "enum"}, p.kind, o.name)
		}
	}
	scalars := []string{"string", "string(date-time)", "boolean", "integer", "number", "object", "map<string,string>"}
	for name, fields := range s.Fields {
		for key, f := range fields {
			kind := f.Type
			if len(kind) > 2 && kind[:2] == "[]" {
				kind = kind[2:]
			}
			known := slices.Contains(scalars, kind) || len(kind) > 5 && kind[:5] == "enum(" || s.Fields[kind] != nil
			assert.True(t, known, "%s.%s is %s", name, key, f.Type)
		}
	}
}

func TestRoute(t *testing.T) {
	for _, test := range []struct {
		method, path, want string
		vars               map[string]string
		known              bool
	}{
		{"GET", "/organizations", "ListOrganizations", map[string]string{}, true},
		{"GET", "/organizations/", "", nil, false},
		{"GET", "/organizations/o", "GetOrganization", map[string]string{"organizationId": "o"}, true},
		{"DELETE", "/organizations/o", "", nil, true},
		{"POST", "/organizations/o/allowed-ip-address-ranges/bulk-create", "BulkCreateAllowedIpAddressRanges", map[string]string{"organizationId": "o"}, true},
		{"DELETE", "/organizations/o/roles/a%2Fb", "DeleteCustomRole", map[string]string{"organizationId": "o", "customRoleId": "a/b"}, true},
		{"GET", "/organizations//workspaces", "", nil, false},
		{"GET", "/users/self", "GetSelfUser", map[string]string{}, true},
		{"GET", "/users/other", "", nil, false},
		{"PUT", "/users/self", "", nil, true},
	} {
		u, err := url.Parse(BaseURL + test.path)
		require.NoError(t, err)
		to := route(test.method, u)
		assert.Equal(t, "/v1", to.prefix)
		assert.Equal(t, test.known, to.known, test.path)
		if test.want == "" {
			assert.Nil(t, to.op, test.path)
			continue
		}
		if assert.NotNil(t, to.op, test.path) {
			assert.Equal(t, test.want, to.op.name)
			assert.Equal(t, test.vars, to.vars)
		}
	}
}

func TestUnknownPathsAndMethods(t *testing.T) {
	_, c := ready(t)
	wantRefusal(t, c.Do(t.Context(), http.MethodGet, "/nothing", nil, nil, nil), http.StatusNotFound)
	wantRefusal(t, c.Do(t.Context(), http.MethodPut, "/organizations", nil, nil, nil), http.StatusMethodNotAllowed)
}
