package rbac_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/rbac"
)

// FuzzCan gives anybody any role for anything. Whatever comes in, nothing panics; a role that the catalogue does not know
// allows nothing, nor does an expired token; a decision that allows names a role that was given.
func FuzzCan(f *testing.F) {
	f.Add("WORKSPACE_OWNER", "WORKSPACE", "w1", "", "deployment.update", "w1", "d1", "", "UpdateDeployment", uint8(0))
	f.Add("ORGANIZATION_OWNER", "ORGANIZATION", "", "", "dag.view", "", "d1", "g1", "preview-up", uint8(1))
	f.Add("DEPLOYMENT_ADMIN", "DEPLOYMENT", "d1", "", "deployment.alerts.create", "w1", "d1", "", "CreateApiToken", uint8(2))
	f.Add("DAG_AUTHOR", "DAG", "g1", "d1", "dag.airflow.dag.get", "", "d1", "g1", "GetSelfUser", uint8(4))
	f.Add("KING", "DAG", "\xff", "\x00", "deployment..get", "w1", "w1", "w1", "", uint8(8))
	f.Add("template:Deployment_Author", "DEPLOYMENT", "d1", "", "deployment.get", "", "d1", "", "GetDeployment", uint8(16))
	f.Fuzz(func(t *testing.T, role, scope, id, deployment, permission, workspace, inDeployment, dag, operation string, flags uint8) {
		g := rbac.Grant{Role: role, Scope: rbac.Scope(scope), ID: id, Deployment: deployment, Tag: flags&1 != 0}
		p := rbac.Principal{Name: role, Organization: "o1", Workspaces: map[string]string{inDeployment: workspace}}
		team := &rbac.Team{Name: id, Grants: []rbac.Grant{g}}
		if flags&2 != 0 {
			p.Teams = []*rbac.Team{team, team}
		} else {
			p.Grants = []rbac.Grant{g, g}
		}
		if flags&4 != 0 {
			p.Token = &rbac.TokenFacts{Scope: rbac.Scope(scope), ID: id, Expired: flags&8 != 0}
		}
		if flags&16 != 0 {
			team.Teams = append(team.Teams, team)
		}
		q, r := rbac.Permission(permission), rbac.Resource{Workspace: workspace, Deployment: inDeployment, Dag: dag, DagTags: []string{dag}}
		for _, c := range []*rbac.Catalogue{rbac.Builtin(), rbac.APC()} {
			s, warnings := c.Subject(p)
			for _, d := range []rbac.Decision{s.Can(q, r), s.CanCall(operation, r)} {
				assert.NotEmpty(t, d.Outcome)
				assert.NotEmpty(t, d.Reason)
				assert.True(t, strings.HasPrefix(d.Explain(), string(d.Outcome)+": "), d.Explain())
				assert.Less(t, len(d.Explain()), 2000+3*len(workspace)+3*len(inDeployment))
				if !d.Allowed() {
					continue
				}
				assert.True(t, c.Has(g.Scope, g.Role), d.Explain())
				assert.False(t, p.Token != nil && p.Token.Expired)
				assert.False(t, flags&2 != 0 && flags&16 != 0, "a Team that is a member of itself")
				assert.True(t, d.Role == "" || c.Has(d.Scope, d.Role), d.Explain())
			}
			if !c.Has(g.Scope, g.Role) {
				assert.NotEmpty(t, warnings)
			}
		}
		_, err := rbac.Builtin().Least(g.Scope, operation)
		_, known := rbac.Required(operation)
		assert.Equal(t, known, err == nil)
	})
}

// FuzzWith adds any role. What it lists and could be a permission is allowed where it was given, and nothing that it does
// not list.
func FuzzWith(f *testing.F) {
	f.Add("deployer", "DEPLOYMENT", "deployment.get deployment.deploys.create", "deployment.delete")
	f.Add("WORKSPACE_MEMBER", "WORKSPACE", "deployment.hitl.update workspace.get", "deployment.hitl.update")
	f.Add("x", "DAG", "dag.airflow.dag.get dag.delete", "dag.delete")
	f.Add("", "SYSTEM", "\xff . *", "*")
	f.Fuzz(func(t *testing.T, name, scope, list, ask string) {
		role := rbac.Role{Name: name, Scope: rbac.Scope(scope)}
		for word := range strings.FieldsSeq(list) {
			role.Permissions = append(role.Permissions, rbac.Permission(word))
		}
		c, _ := rbac.Builtin().With(role)
		if !c.Has(role.Scope, name) || rbac.Builtin().Has(role.Scope, name) || role.Scope == rbac.ScopeOrganization {
			return
		}
		s, _ := c.Subject(rbac.Principal{Organization: "o1", Grants: []rbac.Grant{grant(role.Scope, name)}, Workspaces: where})
		q := rbac.Permission(ask)
		d := s.Can(q, place(role.Scope))
		listed := false
		for _, p := range role.Permissions {
			listed = listed || p == q
		}
		if d.Allowed() && d.Role == name && d.Confidence == rbac.Reported {
			assert.True(t, listed, d.Explain())
		}
		if listed && q.Valid() && depth(q.Scope()) >= depth(role.Scope) {
			assert.True(t, d.Allowed(), d.Explain())
		}
	})
}

func depth(s rbac.Scope) int {
	for i, t := range scopes {
		if s == t {
			return i
		}
	}
	return -1
}
