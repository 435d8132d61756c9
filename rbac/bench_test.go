package rbac_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/rbac"
)

// busy is somebody with roles in a thousand Deployments, who also belongs to Teams.
func busy(t testing.TB) *rbac.Subject {
	p := rbac.Principal{
		Name: "busy", Organization: "o1", Workspaces: map[string]string{},
		Grants: []rbac.Grant{{Role: "ORGANIZATION_MEMBER", Scope: rbac.ScopeOrganization}},
	}
	for i := range 1000 {
		d, w := fmt.Sprint("d", i), fmt.Sprint("w", i%100)
		p.Workspaces[d] = w
		p.Grants = append(p.Grants, rbac.Grant{Role: "DEPLOYMENT_ADMIN", Scope: rbac.ScopeDeployment, ID: d},
			rbac.Grant{Role: "DAG_VIEWER", Scope: rbac.ScopeDag, ID: "etl", Deployment: d, Tag: true})
		p.Teams = append(p.Teams, &rbac.Team{Name: w, Grants: []rbac.Grant{{Role: "WORKSPACE_MEMBER", Scope: rbac.ScopeWorkspace, ID: w}}})
	}
	return subject(t, rbac.Builtin(), p)
}

func questions() []rbac.Resource {
	tags := []string{"a", "etl"}
	return []rbac.Resource{
		{}, {Workspace: "w1"}, {Deployment: "d1"}, {Workspace: "w1", Deployment: "d1"}, {Deployment: "unknown"},
		{Deployment: "d1", Dag: "x", DagTags: tags}, {Organization: "o2", Deployment: "d1"}, {Workspace: "w9", Deployment: "d1"},
	}
}

func TestDecisionsCostNoMemory(t *testing.T) {
	s := busy(t)
	ask := []rbac.Permission{"deployment.update", "workspace.get", "dag.edit", "organization.get", "deployment.futures.get", "no permission", "deployment.alerts.create"}
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		for _, r := range questions() {
			for _, p := range ask {
				s.Can(p, r)
			}
			for _, o := range []string{"UpdateDeployment", "CreateApiToken", "preview-up", "GetSelfUser", "MakeCoffee"} {
				s.CanCall(o, r)
			}
		}
	}))
}

func BenchmarkCan(b *testing.B) {
	s := busy(b)
	ask := []rbac.Permission{"deployment.update", "workspace.get", "dag.edit", "organization.get"}
	for i, r := range questions()[:6] {
		b.Run(fmt.Sprint(i, r.Scope()), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				s.Can(ask[i%len(ask)], r)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "decisions/s")
		})
	}
}

func BenchmarkCanCall(b *testing.B) {
	s := holder(b, rbac.Builtin(), rbac.ScopeWorkspace, "WORKSPACE_OPERATOR")
	b.ReportAllocs()
	for b.Loop() {
		s.CanCall("apply-update", place(rbac.ScopeDeployment))
	}
}

func BenchmarkSubject(b *testing.B) {
	p := rbac.Principal{Name: "ci", Organization: "o1", Grants: []rbac.Grant{grant(rbac.ScopeDeployment, "DEPLOYMENT_ADMIN")}, Workspaces: where}
	b.ReportAllocs()
	for b.Loop() {
		rbac.Builtin().Subject(p)
	}
}

func BenchmarkLeast(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, _ = rbac.Builtin().Least(rbac.ScopeDeployment, "deploy-dags")
	}
}
