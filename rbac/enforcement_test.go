package rbac_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/rbac"
)

var deployKinds = []rbac.DeployKind{rbac.DeployImage, rbac.DeployDags, rbac.DeployBundle, rbac.DeployRollback}

// TestEnforcementRefusesPeopleOnly asks for every role, kind of deploy and kind of principal.
func TestEnforcementRefusesPeopleOnly(t *testing.T) {
	for _, role := range allRoles() {
		for _, kind := range []rbac.PrincipalKind{rbac.KindPerson, rbac.KindTeam, rbac.KindToken, ""} {
			p := rbac.Principal{Name: "x", Kind: kind, Organization: "o1", Grants: own(role.Scope, role.Name), Workspaces: where}
			s, _ := rbac.Builtin().Subject(p)
			for _, deploy := range deployKinds {
				r := place(rbac.ScopeDeployment)
				free, enforced := rbac.MayDeploy(s, deploy, r, false), rbac.MayDeploy(s, deploy, r, true)
				assert.Equal(t, s.CanCall(string(deploy.Job()), r), free)
				if kind == rbac.KindToken {
					assert.Equal(t, free, enforced, "tokens need what they always need")
					continue
				}
				assert.Equal(t, rbac.Denied, enforced.Outcome)
				assert.Equal(t, rbac.ReasonCICDEnforced, enforced.Reason)
				assert.Equal(t, string(deploy.Job()), enforced.Operation)
				assert.Empty(t, enforced.Role)
				assert.Equal(t, deploy == rbac.DeployRollback, enforced.Confidence == rbac.Derived)
				assert.Equal(t, `denied: "x" may not deploy to Deployment "d1": CI/CD enforcement is on, which lets only API tokens`, enforced.Explain())
			}
		}
	}
}

func TestTokensDeployUnderEnforcement(t *testing.T) {
	for role, want := range map[string]rbac.Outcome{
		"WORKSPACE_ACCESSOR": rbac.Denied, "WORKSPACE_MEMBER": rbac.Denied, "WORKSPACE_AUTHOR": rbac.Allowed, "WORKSPACE_OWNER": rbac.Allowed,
	} {
		for _, deploy := range deployKinds {
			assert.Equal(t, want, rbac.MayDeploy(tokenOf(t, rbac.ScopeWorkspace, role), deploy, place(rbac.ScopeDeployment), true).Outcome, role)
		}
	}
}

func TestMayDeployWithNothingKnown(t *testing.T) {
	assert.Equal(t, rbac.Denied, rbac.MayDeploy(nil, rbac.DeployImage, rbac.Resource{}, false).Outcome)
	assert.Equal(t, rbac.Denied, rbac.MayDeploy(nil, rbac.DeployImage, rbac.Resource{}, true).Outcome)
	d := rbac.MayDeploy(tokenOf(t, rbac.ScopeWorkspace, "WORKSPACE_OWNER"), "carrier pigeon", place(rbac.ScopeDeployment), true)
	assert.Equal(t, rbac.Undecided, d.Outcome)
	assert.Equal(t, rbac.ReasonUnknownOperation, d.Reason)
	assert.Contains(t, d.Explain(), "carrier pigeon")
	assert.Empty(t, rbac.DeployKind("carrier pigeon").Job())
}

func TestMayDeployCostsNoMemory(t *testing.T) {
	s := holder(t, rbac.Builtin(), rbac.ScopeWorkspace, "WORKSPACE_OWNER")
	r := place(rbac.ScopeDeployment)
	assert.Zero(t, testing.AllocsPerRun(100, func() { rbac.MayDeploy(s, rbac.DeployDags, r, true) }))
}

// TestSwitchDagDeploysDances runs the steps against a service that refuses to switch while CI/CD is enforced.
func TestSwitchDagDeploysDances(t *testing.T) {
	for _, current := range []bool{false, true} {
		for _, want := range []bool{false, true} {
			for _, enforced := range []bool{false, true} {
				state := map[rbac.SwitchField]bool{rbac.FieldDagDeploys: current, rbac.FieldCICDEnforced: enforced}
				steps := rbac.SwitchDagDeploys(current, want, enforced)
				for _, s := range steps {
					require.NotEqual(t, state[s.Field], s.Value, "a step that changes nothing")
					require.False(t, s.Field == rbac.FieldDagDeploys && state[rbac.FieldCICDEnforced], "refused")
					assert.NotEmpty(t, s.Reason)
					state[s.Field] = s.Value
				}
				assert.Equal(t, map[rbac.SwitchField]bool{rbac.FieldDagDeploys: want, rbac.FieldCICDEnforced: enforced}, state)
				length := 0
				switch {
				case current != want && enforced:
					length = 3
				case current != want:
					length = 1
				}
				assert.Len(t, steps, length)
			}
		}
	}
}
