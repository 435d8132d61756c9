package rbac_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/rbac"
)

func operations() (all []string) {
	for _, e := range rbac.Endpoints() {
		all = append(all, e.Operation)
	}
	for _, j := range rbac.Jobs() {
		all = append(all, string(j))
	}
	return all
}

// TestEveryRoleAndOperation holds the whole table: each built-in role, asked about what it was given for, and about what
// lies around it.
func TestEveryRoleAndOperation(t *testing.T) {
	var b strings.Builder
	roles := allRoles()
	b.WriteString("Who may call what on Organization o1 (o), Workspace w1 (w), Deployment d1 in it (d) and another Deployment (x).\n" +
		"Roles are held in o1, for w1, for d1 or for a Dag in d1. Y allowed, - denied, ? undecided; lower-case y: derived.\n\n")
	for i, r := range roles {
		fmt.Fprintf(&b, "%2d %s\n", i+1, r.Name)
	}
	fmt.Fprintf(&b, "\n%-36s", "")
	for i := range roles {
		fmt.Fprintf(&b, " %4d", i+1)
	}
	b.WriteString("\n")
	subjects := make([]*rbac.Subject, len(roles))
	for i, r := range roles {
		subjects[i] = holder(t, rbac.Builtin(), r.Scope, r.Name)
	}
	for _, operation := range operations() {
		fmt.Fprintf(&b, "%-36s", operation)
		for _, s := range subjects {
			b.WriteString(" ")
			for _, r := range []rbac.Resource{place(rbac.ScopeOrganization), place(rbac.ScopeWorkspace), place(rbac.ScopeDeployment), {Deployment: "d3"}} {
				b.WriteString(letter(s.CanCall(operation, r)))
			}
		}
		b.WriteString("\n")
	}
	golden.File(t, "testdata/operations.txt", []byte(b.String()))
}

func letter(d rbac.Decision) string {
	switch {
	case d.Outcome == rbac.Denied:
		return "-"
	case d.Outcome == rbac.Undecided:
		return "?"
	case d.Confidence == rbac.Derived:
		return "y"
	}
	return "Y"
}

// TestWeakestRoleOfEachOperation compares with the column of the file, which was made by hand from the documentation: the
// role there is allowed to pass, those of its scope that are weaker are not.
func TestWeakestRoleOfEachOperation(t *testing.T) {
	c := rbac.Builtin()
	for _, e := range rbac.Endpoints() {
		needs, ok := rbac.Required(e.Operation)
		require.True(t, ok)
		if e.Permission == "" {
			assert.Empty(t, needs, e.Operation)
			continue
		}
		require.NotEmpty(t, needs)
		assert.Equal(t, e.Permission, needs[0].Permission)
		assert.Equal(t, strings.HasPrefix(e.Note, "gate"), needs[0].Gate, e.Operation)
		scope := rbac.ScopeOrganization
		if strings.HasPrefix(e.Role, "WORKSPACE_") {
			scope = rbac.ScopeWorkspace
		}
		roles := c.Roles(scope)
		at := slices.IndexFunc(roles, func(r rbac.Role) bool { return r.Name == e.Role })
		require.GreaterOrEqual(t, at, 0, e.Operation)
		for i, r := range roles {
			d := holder(t, c, scope, r.Name).Can(e.Permission, place(scope))
			assert.Equal(t, i >= at, d.Allowed(), "%s: %s", e.Operation, d.Explain())
			if i == at {
				assert.Equal(t, e.Confidence, d.Confidence, "%s: %s", e.Operation, d.Explain())
			}
		}
	}
}

func TestRequired(t *testing.T) {
	needs, ok := rbac.Required("UpdateDeployment")
	require.True(t, ok)
	assert.Equal(t, []rbac.Requirement{{Permission: "deployment.update", Scope: rbac.ScopeDeployment, Confidence: rbac.Documented}}, needs)
	needs[0].Permission = "changed"
	again, _ := rbac.Required("UpdateDeployment")
	assert.Equal(t, rbac.Permission("deployment.update"), again[0].Permission, "a copy")

	needs, ok = rbac.Required("CreateApiToken")
	require.True(t, ok)
	for scope, want := range map[rbac.Scope][]rbac.Permission{
		rbac.ScopeOrganization: {"organization.apiTokens.access", "org.apitokens.manage"},
		rbac.ScopeWorkspace:    {"organization.apiTokens.access", "ws.apitokens.manage"},
		rbac.ScopeDeployment:   {"organization.apiTokens.access", "deployment.apiTokens.create"},
		rbac.ScopeDag:          {"organization.apiTokens.access", "deployment.apiTokens.create"},
	} {
		var got []rbac.Permission
		for _, n := range needs {
			if n.AppliesTo(scope) {
				got = append(got, n.Permission)
			}
		}
		assert.Equal(t, want, got, scope)
	}
	needs, ok = rbac.Required("GetSelfUser")
	assert.True(t, ok)
	assert.Empty(t, needs)
	_, ok = rbac.Required("MakeCoffee")
	assert.False(t, ok)
}

// TestEveryGateHasADoor holds that no gate was forgotten, and that what stands behind one is in the table.
func TestEveryGateHasADoor(t *testing.T) {
	for _, e := range rbac.Endpoints() {
		needs, _ := rbac.Required(e.Operation)
		second := 0
		for _, n := range needs {
			assert.True(t, rbac.Builtin().Knows(n.Permission), "%s: %s", e.Operation, n.Permission)
			if n.Behind {
				second++
				assert.Equal(t, rbac.Derived, n.Confidence)
			}
		}
		assert.Equal(t, strings.HasSuffix(string(e.Permission), ".access"), second > 0, e.Operation)
	}
}

func TestJobsCallKnownOperations(t *testing.T) {
	known := operations()
	for _, j := range rbac.Jobs() {
		assert.NotEmpty(t, j.Operations(), j)
		for _, o := range j.Operations() {
			assert.Contains(t, known, o, j)
			own, _ := rbac.Required(o)
			all, ok := rbac.Required(string(j))
			assert.True(t, ok)
			for _, n := range own {
				assert.Contains(t, all, n, "%s: %s", j, o)
			}
		}
	}
	assert.Nil(t, rbac.Job("coffee").Operations())
	rbac.JobInspect.Operations()[0] = "changed"
	assert.Equal(t, "ListWorkspaces", rbac.JobInspect.Operations()[0], "a copy")
}
