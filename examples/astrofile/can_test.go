package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/rbac"
)

func TestCan(t *testing.T) {
	for args, want := range map[string]struct {
		code int
		out  string
	}{
		"-role WORKSPACE_AUTHOR@WORKSPACE:w1 deploy-dags": {exitOK, "allowed: the principal has all that deploy-dags needs, the least certain being deployment.deploys.update " +
			"for Workspace \"w1\" through WORKSPACE_AUTHOR of Workspace \"w1\" (derived)\n"},
		"-role WORKSPACE_MEMBER@workspace:w1 deploy-dags": {exitInvalid, "denied: the principal lacks deployment.deploys.create, which deploy-dags needs, " +
			"for Workspace \"w1\": no role there allows it; the least that does: WORKSPACE_AUTHOR or ORGANIZATION_OWNER\n"},
		"-role ORGANIZATION_MEMBER audit-export": {exitInvalid, "denied: the principal lacks organization.auditLogs.get, which audit-export needs, " +
			"for the Organization: no role there allows it; the least that does: ORGANIZATION_OWNER\n"},
		"-role ORGANIZATION_OWNER@ORGANIZATION audit-export": {exitOK, "allowed: the principal has organization.auditLogs.get, which audit-export needs, " +
			"for the Organization through ORGANIZATION_OWNER of the Organization (documented)\n"},
		"deployment.alerts.create -role DEPLOYMENT_ADMIN@DEPLOYMENT:d1": {exitBlocked, "undecided: the principal may have deployment.alerts.create " +
			"for Deployment \"d1\" through DEPLOYMENT_ADMIN of Deployment \"d1\", nobody says whether that allows it\n"},
		"-role DEPLOYMENT_ADMIN@DEPLOYMENT:d1 -id d2 GetDeployment": {exitInvalid, "denied: the principal lacks deployment.get, which GetDeployment needs: no role for Deployment \"d2\"" +
			"; the least that does: DEPLOYMENT_ADMIN or WORKSPACE_MEMBER or ORGANIZATION_OWNER\n"},
		"-role DEPLOYMENT_ACCESSOR@DEPLOYMENT:d1 -role DAG_VIEWER@DAG:d1/etl -id d1 -dag etl dag.view": {exitOK, "allowed: the principal has dag.view for Dag \"etl\" " +
			"through DAG_VIEWER of Dag \"etl\" (documented)\n"},
		"-role DEPLOYMENT_ACCESSOR@DEPLOYMENT:d1 -role DAG_AUTHOR@DAG_TAG:d1/sales -id d1 -dag etl -dag-tag sales dag.edit": {exitOK, "allowed: the principal has dag.edit for Dag \"etl\" " +
			"through DAG_AUTHOR of Dags with tag \"sales\" (documented)\n"},
		"-least deploy-dags": {exitOK, "deploy-dags: DEPLOYMENT_ADMIN of the Deployment suffices (derived), or a custom Deployment role with " +
			"deployment.deploys.create deployment.deploys.get deployment.deploys.update deployment.get\n"},
		"-least -scope workspace preview-up": {exitOK, "preview-up: WORKSPACE_OPERATOR of the Workspace suffices (derived)\n"},
		"-least GetSelfUser":                 {exitOK, "GetSelfUser: whoever is signed in may\n"},
	} {
		code, out, errs := do(t, "", append([]string{"can"}, strings.Fields(args)...)...)
		assert.Equal(t, want.code, code, args)
		assert.Equal(t, want.out, out, args)
		assert.Empty(t, errs, args)
	}
}

// TestCanHelps names the flag that leads on.
func TestCanHelps(t *testing.T) {
	for args, want := range map[string]struct {
		code int
		help string
	}{
		"-least preview-up":                                  {exitBlocked, "it depends on what they act on: -scope deployment, workspace or organization says so"},
		"-role deployer@DEPLOYMENT:d1 deploy-dags":           {exitInvalid, "-custom-role describes a role that is not built-in"},
		"-role WORKSPACE_AUTHOR@WORKSPACE:w1 -id d1 inspect": {exitBlocked, "-workspace-id says in which Workspace the Deployment is"},
	} {
		code, _, errs := do(t, "", append([]string{"can"}, strings.Fields(args)...)...)
		assert.Equal(t, want.code, code, args)
		assert.Contains(t, errs, want.help, args)
	}
}

// TestCanWorst answers several questions: the worst counts.
func TestCanWorst(t *testing.T) {
	role := []string{"can", "-role", "DEPLOYMENT_ADMIN@DEPLOYMENT:d1"}
	code, out, _ := do(t, "", append(role, "deployment.get", "deployment.alerts.create")...)
	assert.Equal(t, exitBlocked, code)
	assert.Equal(t, 2, strings.Count(out, "\n"))
	code, out, _ = do(t, "", append(role, "deployment.get", "audit-export", "deployment.alerts.create")...)
	assert.Equal(t, exitInvalid, code)
	assert.Equal(t, 3, strings.Count(out, "\n"))
}

func TestCanJSON(t *testing.T) {
	code, out, _ := do(t, "", "can", "-format", "json", "-role", "WORKSPACE_AUTHOR@WORKSPACE:w1", "inspect", "audit-export")
	assert.Equal(t, exitInvalid, code)
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	require.Len(t, lines, 2)
	for i, outcome := range []rbac.Outcome{rbac.Allowed, rbac.Denied} {
		assert.True(t, strings.HasPrefix(lines[i], `{"version":1,"decision":{"outcome":"`+string(outcome)), lines[i])
		var a answer
		require.NoError(t, json.Unmarshal([]byte(lines[i]), &a))
		assert.NotEmpty(t, a.Explanation)
	}
	code, out, _ = do(t, "", "can", "-least", "-format", "json", "rollback")
	assert.Equal(t, exitOK, code)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "DEPLOYMENT_ADMIN", a.Least.Role)
}

// TestCanCustomRole takes the role that examples/least-privilege prints.
func TestCanCustomRole(t *testing.T) {
	dir := folder(t, map[string]string{
		"role.json": `{"name":"deployer","scopeType":"DEPLOYMENT","permissions":["deployment.get","deployment.deploys.create","deployment.deploys.get","deployment.deploys.update"]}`,
		"bad.json":  `[]`,
	})
	role := []string{"can", "-custom-role", dir + "/role.json", "-role", "deployer@DEPLOYMENT:d1"}
	code, out, _ := do(t, "", append(role, "deploy-dags")...)
	assert.Equal(t, exitOK, code, out)
	code, out, _ = do(t, "", append(role, "apply-update")...)
	assert.Equal(t, exitInvalid, code, out)
	code, _, errs := do(t, "", "can", "-role", "deployer@DEPLOYMENT:d1", "deploy-dags")
	assert.Equal(t, exitInvalid, code)
	assert.Contains(t, errs, "unknown-role")
	code, _, _ = do(t, "", "can", "-custom-role", dir+"/bad.json", "-role", "deployer@DEPLOYMENT:d1", "deploy-dags")
	assert.Equal(t, exitUsage, code)
	code, _, _ = do(t, "", "can", "-custom-role", dir+"/none.json", "-role", "deployer@DEPLOYMENT:d1", "deploy-dags")
	assert.Equal(t, exitUnreadable, code)
}

// TestCanWhereabouts asks about a Deployment without saying in which Workspace it is.
func TestCanWhereabouts(t *testing.T) {
	role := []string{"can", "-role", "WORKSPACE_AUTHOR@WORKSPACE:w1", "-id", "d1", "deploy-dags"}
	code, _, errs := do(t, "", role...)
	assert.Equal(t, exitBlocked, code)
	assert.Contains(t, errs, "-workspace-id")
	code, out, errs := do(t, "", append(role, "-workspace-id", "w1")...)
	assert.Equal(t, exitOK, code, out)
	assert.Empty(t, errs)
	code, out, _ = do(t, "", append(role, "-workspace-id", "w2")...)
	assert.Equal(t, exitInvalid, code, out)
}

func TestCanUsage(t *testing.T) {
	for _, args := range []string{
		"", "-role WORKSPACE_AUTHOR@WORKSPACE:w1", "fly", "-role WORKSPACE_AUTHOR inspect", "-role X@PLANET:e inspect", "-role @WORKSPACE:w inspect",
		"-role WORKSPACE_AUTHOR@WORKSPACE: inspect", "-role DAG_VIEWER@DAG:d1 inspect", "-role X@WORKSPACE:w -live inspect", "-format xml -role ORGANIZATION_OWNER inspect",
		"-least -id d inspect", "-least -live inspect", "-least deployment.get", "-least -scope planet inspect", "-scope workspace -role ORGANIZATION_OWNER inspect",
		"-role ORGANIZATION_OWNER -dag etl inspect", "-role ORGANIZATION_OWNER -id d -dag-tag x inspect", "-custom-role x.json inspect", "-token-id x inspect", "inspect", "-live inspect",
	} {
		code, out, errs := do(t, "", append([]string{"can"}, strings.Fields(args)...)...)
		assert.Equal(t, exitUsage, code, args)
		assert.Empty(t, out, args)
		assert.NotEmpty(t, errs, args)
	}
}

// TestCanToken asks about the token itself: without -live only its text decides.
func TestCanToken(t *testing.T) {
	r := newRemote(t)
	id := r.created(t)
	d, err := r.Client()
	require.NoError(t, err)
	live, err := d.Deployments.Get(t.Context(), id)
	require.NoError(t, err)
	tokenID, author := r.AddToken(client.CreateAPIToken{Name: "ci", Scope: client.TokenScopeWorkspace, EntityID: live.WorkspaceID, Role: "WORKSPACE_AUTHOR"})
	_, admin := r.AddToken(client.CreateAPIToken{Name: "one", Scope: client.TokenScopeDeployment, EntityID: id})
	for args, want := range map[string]struct {
		offline, live int
	}{
		"deploy-dags":                              {exitBlocked, exitOK},
		"-id " + id + " deploy-dags":               {exitBlocked, exitOK},
		"apply-create":                             {exitBlocked, exitInvalid},
		"-id " + id + " deployment.update":         {exitBlocked, exitInvalid},
		"audit-export":                             {exitInvalid, exitInvalid},
		"-workspace-id elsewhere CreateDeployment": {exitInvalid, exitInvalid},
	} {
		r.ForgetRequests()
		code, out, errs := r.as(t, author, "", append([]string{"can"}, strings.Fields(args)...)...)
		assert.Equal(t, want.offline, code, "%s: %s%s", args, out, errs)
		assert.Empty(t, r.Requests(), "asks nobody")
		code, out, errs = r.as(t, author, "", append([]string{"can", "-live"}, strings.Fields(args)...)...)
		assert.Equal(t, want.offline, code, "%s: %s%s", args, out, errs)
		if code != exitInvalid {
			assert.Contains(t, errs, "may not read its own roles")
		}
		code, out, errs = r.do(t, "", append([]string{"can", "-live", "-token-id", tokenID}, strings.Fields(args)...)...)
		assert.Equal(t, want.live, code, "live %s: %s%s", args, out, errs)
		assert.Zero(t, r.writes())
	}
	code, out, _ := r.as(t, admin, "", "can", "-live", "deploy-image")
	assert.Equal(t, exitOK, code, out)
	code, _, _ = r.do(t, "", "can", "-live", "-token-id", "nobody", "deploy-image")
	assert.Equal(t, exitRefused, code)
	code, _, errs := r.do(t, "", "can", "-live", "-id", "nothing", "deploy-image")
	assert.Equal(t, exitRefused, code, errs)
	code, _, errs = r.as(t, admin, "", "can", "apply-update")
	assert.Equal(t, exitBlocked, code)
	assert.Contains(t, errs, "-live asks")
	code, out, _ = r.as(t, admin, "", "can", "-live", "-workspace-id", live.WorkspaceID, "preview-up")
	assert.Equal(t, exitInvalid, code, out)
	code, out, _ = r.do(t, "", "can", "-live", "audit-export")
	assert.Equal(t, exitOK, code, out)
}

// TestCanEnforced keeps people from a Deployment that only pipelines deploy to.
func TestCanEnforced(t *testing.T) {
	r := newRemote(t)
	id := r.created(t)
	c, err := r.Client()
	require.NoError(t, err)
	d, err := c.Deployments.Get(t.Context(), id)
	require.NoError(t, err)
	owner := r.AddUser(client.User{Username: "ann@example.com", OrganizationRole: client.OrganizationRoleOwner})
	ask := func(operation string) (int, string) {
		code, out, errs := r.as(t, r.Login(owner), "", "can", "-live", "-organization", clienttest.Organization, "-id", id, operation)
		return code, out + errs
	}
	code, text := ask("deploy-dags")
	if !d.IsCICDEnforced {
		assert.Equal(t, exitOK, code, text)
		file := d.File(nil)
		file.Configuration.CICDEnforcement = new(true)
		_, err = c.Apply(t.Context(), client.Target{ID: id}, file, client.AllowDelete())
		require.NoError(t, err)
	}
	code, text = ask("deploy-dags")
	assert.Equal(t, exitInvalid, code, text)
	assert.Contains(t, text, "CI/CD enforcement")
	code, text = ask("apply-update")
	assert.Equal(t, exitOK, code, text)
	code, text, _ = r.do(t, "", "can", "-live", "-id", id, "deploy-dags")
	assert.Equal(t, exitOK, code, text)
}

func TestCanWithAnExpiredToken(t *testing.T) {
	expired := "e30." + "eyJwZXJtaXNzaW9ucyI6WyJvcmdhbml6YXRpb25JZDpvIl0sImV4cCI6MTAwMDAwMDAwMH0" + ".x"
	r := newRemote(t)
	code, out, _ := r.as(t, expired, "", "can", "inspect")
	assert.Equal(t, exitInvalid, code)
	assert.Contains(t, out, "expired")
	code, _, errs := r.as(t, expired, "", "can", "-live", "inspect")
	assert.Equal(t, exitDenied, code, errs)
	code, _, errs = r.as(t, "opaque", "", "can", "-organization", "o", "inspect")
	assert.Equal(t, exitUsage, code, errs)
}
