package client_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/rbac"
)

// TestIdentityOfText asks what the text of a token rules out: nothing else is known, and nobody is asked.
func TestIdentityOfText(t *testing.T) {
	s := newCrew(t)
	_, secret := s.AddToken(client.CreateAPIToken{Scope: client.TokenScopeWorkspace, EntityID: s.w1, TokenExpiryPeriodInDays: 1})
	info, err := client.ReadToken(secret)
	require.NoError(t, err)
	s.ForgetRequests()
	who := info.Identity(time.Now())
	assert.False(t, who.Known)
	for permission, want := range map[rbac.Permission]rbac.Outcome{
		"workspace.deployments.create": rbac.Undecided, // whoever owns the Workspace may, and who has less may not
		"organization.auditLogs.get":   rbac.Denied,
	} {
		assert.Equal(t, want, who.Can(permission, rbac.Resource{Workspace: s.w1}).Outcome, permission)
	}
	assert.Equal(t, rbac.Denied, who.Can("workspace.deployments.create", rbac.Resource{Workspace: s.w2}).Outcome)

	late := info.Identity(time.Now().AddDate(0, 0, 2))
	d := late.Can("workspace.deployments.create", rbac.Resource{Workspace: s.w1})
	assert.Equal(t, rbac.ReasonExpired, d.Reason)
	assert.Equal(t, rbac.Denied, late.Decide(client.Intent{Operation: "ListDeployments"}).Outcome)

	person, err := client.ReadToken(s.Login(s.bob))
	require.NoError(t, err)
	assert.Equal(t, rbac.Undecided, person.Identity(time.Now()).Can("organization.auditLogs.get", rbac.Resource{Organization: clienttest.Organization}).Outcome)
	assert.Equal(t, rbac.Denied, person.Identity(time.Now().AddDate(1, 0, 0)).Can("organization.auditLogs.get", rbac.Resource{}).Outcome)
	assert.Empty(t, s.Requests())
}
