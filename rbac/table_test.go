package rbac_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/rbac"
)

// written returns rows as encoding/csv writes them.
func written(t *testing.T, rows [][]string) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, csv.NewWriter(&b).WriteAll(rows))
	return b.String()
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(text)
}

func TestFactsAreThoseOfTheFile(t *testing.T) {
	rows := [][]string{{"scope", "role", "permission", "allowed", "source", "label", "kind", "confidence"}}
	answers := map[rbac.Outcome]string{rbac.Allowed: "true", rbac.Denied: "false", rbac.Undecided: "unknown"}
	for _, c := range []*rbac.Catalogue{rbac.Builtin(), rbac.APC()} {
		for f := range c.Facts() {
			kind := "machine"
			if f.Slug {
				kind = "slug"
			}
			rows = append(rows, []string{
				string(f.Scope), f.Role, string(f.Permission), answers[f.Answer], f.Source, f.Label, kind, string(f.Confidence),
			})
			assert.Equal(t, f.Label, f.Permission.Label())
		}
	}
	assert.Len(t, rows, 1522)
	assert.Equal(t, read(t, "testdata/permissions.csv"), written(t, rows))
}

func TestEndpointsAreThoseOfTheFile(t *testing.T) {
	rows := [][]string{{"method", "path", "operation_id", "permission", "min_builtin_role", "min_role_confidence", "note", "source"}}
	for _, e := range rbac.Endpoints() {
		confidence := string(e.Confidence)
		if e.Permission == "" {
			assert.Empty(t, e.Confidence)
			confidence = "none"
		}
		rows = append(rows, []string{e.Method, e.Path, e.Operation, string(e.Permission), e.Role, confidence, e.Note, e.Source})
	}
	assert.Len(t, rows, 76)
	assert.Equal(t, read(t, "testdata/endpoints.csv"), written(t, rows))
}

func TestFactsStopWhenAsked(t *testing.T) {
	n := 0
	for range rbac.Builtin().Facts() {
		if n++; n == 3 {
			break
		}
	}
	assert.Equal(t, 3, n)
}

// TestDecisionsAreNoSurerThanTheTable asks every role about every permission that the table has a row for: the answer is
// the row's, with its confidence, unless another role that comes along says more.
func TestDecisionsAreNoSurerThanTheTable(t *testing.T) {
	c := rbac.Builtin()
	asked := 0
	for f := range c.Facts() {
		if !c.Has(f.Scope, f.Role) {
			continue
		}
		asked++
		d := holder(t, c, f.Scope, f.Role).Can(f.Permission, place(f.Scope))
		if d.Outcome == f.Answer {
			assert.Equal(t, f.Confidence, d.Confidence, "%s %s", f.Role, f.Permission)
			continue
		}
		assert.Equal(t, rbac.Denied, f.Answer, "%s %s: %s", f.Role, f.Permission, d.Explain())
		assert.NotEqual(t, f.Role, d.Role, "%s %s: %s", f.Role, f.Permission, d.Explain())
		assert.Equal(t, rbac.Unknown, d.Confidence, "%s %s: %s", f.Role, f.Permission, d.Explain())
	}
	assert.Greater(t, asked, 900)
}

func TestRolesAreListedWeakestFirst(t *testing.T) {
	names := func(c *rbac.Catalogue, s rbac.Scope) (names []string) {
		for _, r := range c.Roles(s) {
			names = append(names, r.Name)
		}
		return names
	}
	assert.Equal(t, []string{
		"ORGANIZATION_MEMBER", "ORGANIZATION_OBSERVE_MEMBER", "ORGANIZATION_OBSERVE_ADMIN", "ORGANIZATION_BILLING_ADMIN", "ORGANIZATION_OWNER",
	}, names(rbac.Builtin(), rbac.ScopeOrganization))
	assert.Equal(t, []string{
		"WORKSPACE_ACCESSOR", "WORKSPACE_MEMBER", "WORKSPACE_AUTHOR", "WORKSPACE_OPERATOR", "WORKSPACE_OWNER",
	}, names(rbac.Builtin(), rbac.ScopeWorkspace))
	assert.Equal(t, []string{"DEPLOYMENT_ACCESSOR", "DEPLOYMENT_ADMIN"}, names(rbac.Builtin(), rbac.ScopeDeployment))
	assert.Equal(t, []string{"DAG_VIEWER", "DAG_AUTHOR"}, names(rbac.Builtin(), rbac.ScopeDag))
	assert.Equal(t, []string{"APC:DEPLOYMENT_VIEWER", "APC:DEPLOYMENT_EDITOR", "APC:DEPLOYMENT_ADMIN"}, names(rbac.APC(), rbac.ScopeAPCDeployment))
	assert.Empty(t, names(rbac.Builtin(), rbac.ScopeAPCDeployment))
	assert.Empty(t, names(rbac.APC(), rbac.ScopeDeployment))
}

func TestTemplatesAndWhatCanBeGranted(t *testing.T) {
	templates := rbac.Builtin().Templates()
	require.Len(t, templates, 3)
	assert.Equal(t, "Deployment Viewer", templates[0].Name)
	assert.Len(t, templates[0].Permissions, 20)
	assert.Equal(t, "Deployment Author", templates[1].Name)
	assert.Len(t, templates[1].Permissions, 33)
	assert.Equal(t, "Deployment Operator", templates[2].Name)
	assert.Len(t, templates[2].Permissions, 60)
	assert.Len(t, rbac.Builtin().Grantable(rbac.ScopeDeployment), 77)
	assert.Equal(t, []rbac.Permission{"dag.airflow.dag.get"}, rbac.Builtin().Grantable(rbac.ScopeDag))
	assert.Empty(t, rbac.Builtin().Grantable(rbac.ScopeWorkspace))
	assert.Empty(t, rbac.APC().Templates())
	assert.False(t, rbac.Builtin().Has(rbac.ScopeDeployment, "template:Deployment_Author"), "a template is no role")
	assert.False(t, rbac.Builtin().Has(rbac.ScopeDeployment, "(grantable to custom role)"))
}
