package deployfile_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
)

func TestOmittedResets(t *testing.T) {
	complete := standardModel()
	complete.Configuration.Description = new("")
	complete.Configuration.CICDEnforcement = new(false)
	complete.Configuration.IsHighAvailability = new(false)
	complete.AlertEmails = []string{}
	complete.EnvironmentVariables = []deployfile.EnvironmentVariable{}
	complete.HibernationSchedules = []deployfile.HibernationSchedule{}
	tests := []struct {
		name    string
		without func(*deployfile.Deployment)
		says    []string
		not     []string
	}{
		{"nothing", func(*deployfile.Deployment) {}, nil, nil},
		{"description", func(d *deployfile.Deployment) { d.Configuration.Description = nil }, []string{"clears description,"}, []string{"resets"}},
		{"enforcement", func(d *deployfile.Deployment) { d.Configuration.CICDEnforcement = nil }, []string{"resets ci_cd_enforcement to false,"}, []string{"clears"}},
		{"variables", func(d *deployfile.Deployment) { d.EnvironmentVariables = nil }, []string{"environment_variables (secrets too)"}, nil},
		{"lists", func(d *deployfile.Deployment) { d.AlertEmails, d.HibernationSchedules = nil, nil },
			[]string{"clears alert_emails and hibernation_schedules,"}, nil},
		{"hosted only", func(d *deployfile.Deployment) {
			d.Configuration.DeploymentType = "SHARED"
			d.Configuration.IsHighAvailability, d.HibernationSchedules = nil, nil
		}, nil, nil},
		{"both", func(d *deployfile.Deployment) {
			d.Configuration.IsHighAvailability, d.AlertEmails = nil, nil
		}, []string{"clears alert_emails, and resets is_high_availability to false,"}, nil},
	}
	for _, test := range tests {
		d := complete
		test.without(&d)
		found := only(d.Validate(deployfile.ValidateOptions{Mode: deployfile.ModeUpdate}), deployfile.CodeOmittedResets)
		if test.says == nil {
			assert.Empty(t, found, test.name)
			continue
		}
		require.Len(t, found, 1, test.name)
		assert.EqualValues(t, "deployment", found[0].Path)
		for _, part := range test.says {
			assert.Contains(t, found[0].Message, part, test.name)
		}
		for _, part := range test.not {
			assert.NotContains(t, found[0].Message, part, test.name)
		}
		for _, mode := range []deployfile.Mode{deployfile.ModeAny, deployfile.ModeCreate, deployfile.ModeTemplate} {
			assert.Empty(t, only(d.Validate(deployfile.ValidateOptions{Mode: mode}), deployfile.CodeOmittedResets), test.name)
		}
	}
}

// TestOmittedResetsOfUnreadableText: what cannot be read may well be there.
func TestOmittedResetsOfUnreadableText(t *testing.T) {
	for _, src := range []string{
		"deployment:\n    configuration: []\n",
		"deployment: none\n",
		"deployment:\n    configuration:\n        name: etl\n    \"alert_emails\n",
	} {
		_, found := deployfile.Check("a.yaml", []byte(src), deployfile.ValidateOptions{Mode: deployfile.ModeUpdate})
		assert.NotEmpty(t, found, src)
		assert.Empty(t, only(found, deployfile.CodeOmittedResets), src)
	}
}
