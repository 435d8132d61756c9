package main

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDataIsUpToDate(t *testing.T) {
	pkg := filepath.Join("..", "..")
	want, err := generate(os.DirFS(pkg))
	require.NoError(t, err)
	var names []string
	for _, f := range want {
		names = append(names, f.name)
		got, readErr := os.ReadFile(filepath.Join(pkg, f.name))
		require.NoError(t, readErr)
		assert.Equal(t, string(f.code), string(got), "run go generate in rbac")
	}
	found, err := filepath.Glob(filepath.Join(pkg, "data_*.go"))
	require.NoError(t, err)
	assert.Len(t, found, len(names), "a generated file that nothing writes any more")
}

func TestBadTablesAreRefused(t *testing.T) {
	const (
		permissionHead = "scope,role,permission,allowed,source,label,kind,confidence\n"
		endpointHead   = "method,path,operation_id,permission,min_builtin_role,min_role_confidence,note,source\n"
		row            = "WORKSPACE,WORKSPACE_MEMBER,deployment.get,true,docs,see it,machine,documented\n"
		call           = "GET,/x,GetX,deployment.get,WORKSPACE_MEMBER,documented,,spec\n"
	)
	tests := []struct{ name, permissions, endpoints, want string }{
		{"good", permissionHead + row, endpointHead + call, ""},
		{"no rows", permissionHead, endpointHead + call, "want rows of the columns scope"},
		{"other columns", "scope\nDAG\n", endpointHead + call, "want rows of the columns scope"},
		{"twice", permissionHead + row + row, endpointHead + call, "row 3: second row"},
		{"two labels", permissionHead + row + "DAG,DAG_VIEWER,deployment.get,true,docs,other,machine,documented\n", endpointHead + call, "two labels"},
		{"scope", permissionHead + "POD,R,deployment.get,true,docs,see it,machine,documented\n", endpointHead + call, "unknown word"},
		{"answer", permissionHead + "DAG,R,deployment.get,maybe,docs,see it,machine,documented\n", endpointHead + call, "unknown word"},
		{"confident of nothing", permissionHead + "DAG,R,deployment.get,unknown,docs,see it,machine,documented\n", endpointHead + call, "or neither"},
		{"not confident", permissionHead + "DAG,R,deployment.get,true,docs,see it,machine,unknown\n", endpointHead + call, "or neither"},
		{"endpoint without confidence", permissionHead + row, endpointHead + "GET,/x,GetX,deployment.get,R,none,,spec\n", "comes with a confidence"},
		{"endpoint with another", permissionHead + row, endpointHead + "GET,/x,GetX,deployment.get,R,sure,,spec\n", `unknown confidence "sure"`},
		{"cells", permissionHead + "DAG\n", endpointHead + call, "wrong number of fields"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := generate(fstest.MapFS{
				"testdata/permissions.csv": {Data: []byte(tt.permissions)},
				"testdata/endpoints.csv":   {Data: []byte(tt.endpoints)},
			})
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tt.want)
		})
	}
}
