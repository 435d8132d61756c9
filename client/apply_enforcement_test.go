package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
)

// TestCreationWithoutWordOnEnforcement holds that a file which is silent about CI/CD enforcement says in the plan what that
// means where the Workspace turns it on, and that the plan afterwards is empty.
func TestCreationWithoutWordOnEnforcement(t *testing.T) {
	const line = "        ci_cd_enforcement: false\n"
	for name, test := range map[string]struct {
		enforced bool
		with     string
		notes    int
	}{
		"silent":                    {enforced: true, notes: 1},
		"said":                      {enforced: true, with: line},
		"silent where it is unused": {},
	} {
		t.Run(name, func(t *testing.T) {
			s := newPlane(t)
			s.AddWorkspace(client.Workspace{Name: "data", CICDEnforcedDefault: test.enforced})
			want := parsed(t, etlFile, line, test.with)
			result, err := s.c.Apply(t.Context(), client.Target{}, want)
			require.NoError(t, err)
			require.Len(t, result.Plan.Notes, test.notes)
			for _, n := range result.Plan.Notes {
				assert.Contains(t, n.Message, `Workspace "data" turns it on`)
			}
			assert.False(t, result.Deployment.IsCICDEnforced)
			result, err = s.c.Plan(t.Context(), client.Target{}, want)
			require.NoError(t, err)
			for _, c := range result.Plan.Changes {
				assert.NotContains(t, c.Path, "ci_cd_enforcement")
			}
		})
	}
}
