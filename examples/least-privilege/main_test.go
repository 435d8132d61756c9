package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/rbac"
)

const deployer = `{
  "name": "deploy-dags-inspect",
  "description": "The least for: deploy-dags, inspect",
  "scopeType": "DEPLOYMENT",
  "permissions": [
    "deployment.deploys.create",
    "deployment.deploys.get",
    "deployment.deploys.update",
    "deployment.get"
  ]
}
`

const reasons = `deploy-dags, inspect: DEPLOYMENT_ADMIN of the Deployment suffices (derived), or a custom Deployment role with deployment.deploys.create deployment.deploys.get deployment.deploys.update deployment.get
  deployment.deploys.create    create deploys, for deploy-dags (documented)
  deployment.deploys.get       get deploys, for deploy-dags (documented)
  deployment.deploys.update    update deploys, for deploy-dags (documented)
  deployment.get               get deployment, for deploy-dags, inspect (documented)
Custom roles take the Enterprise tier; an Organization Owner creates them.
`

func TestPrintsTheRole(t *testing.T) {
	var out, messages bytes.Buffer
	require.Equal(t, exitOK, run(&out, &messages, []string{"deploy-dags", "inspect"}))
	assert.Equal(t, deployer, out.String()) //nolint:testifylint // layout and order are what people read
	assert.Equal(t, reasons, messages.String())
}

// TestEachJobIsNamedOnce also where an operation needs the same for a Deployment and for its Dags.
func TestEachJobIsNamedOnce(t *testing.T) {
	var out, messages bytes.Buffer
	require.Equal(t, exitOK, run(&out, &messages, []string{"RotateApiToken", "manage-tokens"}))
	assert.Contains(t, messages.String(), "rotate api tokens, for RotateApiToken, manage-tokens (derived)\n")
}

// TestTheRoleIsTheLeast creates each printed role and asks what it allows: the pipeline, and with any permission less,
// not all of it.
func TestTheRoleIsTheLeast(t *testing.T) {
	for _, pipeline := range []string{"deploy-dags inspect", "deploy-image rollback", "apply-update hibernate", "delete", "GetDeploymentLogs"} {
		t.Run(pipeline, func(t *testing.T) {
			var out, messages bytes.Buffer
			jobs := strings.Fields(pipeline)
			require.Equal(t, exitOK, run(&out, &messages, append([]string{"-name", "pipeline"}, jobs...)), messages.String())
			var body client.CreateRole
			require.NoError(t, json.Unmarshal(out.Bytes(), &body))
			c, err := clienttest.New().Client()
			require.NoError(t, err)
			made, err := c.Roles.Create(t.Context(), body)
			require.NoError(t, err)
			assert.Equal(t, "pipeline", made.Name)
			assert.True(t, allows(t, made.Permissions, jobs))
			for i, p := range made.Permissions {
				less := append(append([]string{}, made.Permissions[:i]...), made.Permissions[i+1:]...)
				assert.False(t, allows(t, less, jobs), "%s is not needed", p)
			}
		})
	}
}

func allows(t *testing.T, permissions, jobs []string) bool {
	t.Helper()
	role := rbac.Role{Name: "pipeline", Scope: rbac.ScopeDeployment}
	for _, p := range permissions {
		role.Permissions = append(role.Permissions, rbac.Permission(p))
	}
	catalogue, warnings := rbac.Builtin().With(role)
	assert.Empty(t, warnings)
	who, _ := catalogue.Subject(rbac.Principal{
		Kind: rbac.KindToken, Grants: []rbac.Grant{{Role: role.Name, Scope: role.Scope, ID: "d"}}, Workspaces: map[string]string{"d": "w"},
	})
	for _, job := range jobs {
		if !who.CanCall(job, rbac.Resource{Workspace: "w", Deployment: "d"}).Allowed() {
			return false
		}
	}
	return true
}

func TestSaysWhenNoCustomRoleWillDo(t *testing.T) {
	for args, want := range map[string]string{
		"preview-up":              "preview-up: WORKSPACE_OPERATOR of the Workspace suffices (derived)\n",
		"audit-export":            "audit-export: ORGANIZATION_OWNER of the Organization suffices (documented)\n",
		"-scope workspace delete": "",
		"-scope workspace manage-tokens": "manage-tokens: WORKSPACE_OWNER of the Workspace suffices (derived); " +
			"a weaker role may, if it has ws.apitokens.manage\n",
	} {
		var out, messages bytes.Buffer
		code := run(&out, &messages, strings.Fields(args))
		if want == "" {
			assert.Equal(t, exitOK, code, args)
			continue
		}
		assert.Equal(t, exitNoRole, code, args)
		assert.Empty(t, out.String(), args)
		assert.Equal(t, want, messages.String())
	}
}

func TestUsage(t *testing.T) {
	for _, args := range []string{"", "-x", "-scope planet inspect", "deploy-everything", "inspect -name"} {
		var out, messages bytes.Buffer
		assert.Equal(t, exitUsage, run(&out, &messages, strings.Fields(args)), "%q", args)
		assert.Empty(t, out.String())
		assert.NotEmpty(t, messages.String())
	}
	var out, messages bytes.Buffer
	assert.Equal(t, exitOK, run(&out, &messages, []string{"-h"}))
	assert.Contains(t, messages.String(), "jobs: inspect, apply-create")
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestOutputThatCannotBeWritten(t *testing.T) {
	var messages bytes.Buffer
	assert.Equal(t, exitOutput, run(full{}, &messages, []string{"inspect"}))
	assert.Contains(t, messages.String(), "cannot write: no space left")
}
