package rbac

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestTheSameGrantCountsOnce keeps questions about a principal as quick as its different roles are few.
func TestTheSameGrantCountsOnce(t *testing.T) {
	g := Grant{Role: "WORKSPACE_MEMBER", Scope: ScopeWorkspace, ID: "w1"}
	s, _ := Builtin().Subject(Principal{Grants: []Grant{g, g, g}, Teams: []*Team{{Name: "a", Grants: []Grant{g}}}})
	assert.Len(t, s.places[place{scope: tierWorkspace, id: "w1"}], 1)
	assert.Len(t, s.somewhere, 1)
}

// TestConclusionsAreDerived is about a role whose right to all Dags is documented: its right to one is a conclusion.
func TestConclusionsAreDerived(t *testing.T) {
	c := Builtin()
	r := &role{tableRole: tableRole{ScopeWorkspace, "R"}, cells: make([]cell, len(permissions))}
	r.cells[c.index["deployment.airflow.dag.get"]] = cellAllowed | cellDocumented
	r.cells[c.index["deployment.airflow.dag.update"]] = cellUnknown
	assert.Equal(t, cellAllowed|cellDerived, c.look(r, c.index["dag.view"], "dag.view"))
	assert.Equal(t, cellUnknown, c.look(r, c.index["dag.edit"], "dag.edit"))
	assert.Equal(t, cellUnknown, c.look(r, c.index["dag.delete"], "dag.delete"), "no fact at all")
}

// TestTablesFitTheirIndexes holds what the generated code relies on.
func TestTablesFitTheirIndexes(t *testing.T) {
	for _, f := range tableFacts {
		assert.Less(t, int(f[0]), len(tableRoles))
		assert.Less(t, int(f[1]), len(permissions))
		assert.Less(t, int(f[2]), len(evidences))
	}
	for i, p := range permissions {
		assert.False(t, Builtin().index[p.name] != int32(i) && APC().index[p.name] != int32(i), p.name)
	}
}
