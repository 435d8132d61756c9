package deployfile_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
)

func TestEmails(t *testing.T) {
	for text, hint := range map[string]string{
		"On Call <oncall@example.com>": "write oncall@example.com",
		" oncall@example.com":          "write oncall@example.com",
		"On Call <oncall@mail>":        "write oncall@mail, with its full domain",
		"<first@example.com>":          "delete it: first@example.com is in the list",
		"<first@EXAMPLE.com>":          "delete it: first@EXAMPLE.com is in the list",
		"oncall":                       "write a bare address, such as oncall@example.com",
		"":                             "write a bare address, such as oncall@example.com",
	} {
		d := standardModel()
		d.AlertEmails = []string{"first@example.com", text}
		found := only(d.Validate(deployfile.ValidateOptions{}), deployfile.CodeEmailFormat)
		require.Len(t, found, 1, text)
		assert.Equal(t, hint, found[0].Hint)
		assert.EqualValues(t, "deployment.alert_emails[1]", found[0].Path)
	}
}

func TestEmailFormatHidesEmailDomain(t *testing.T) {
	d := standardModel()
	d.AlertEmails = []string{"On Call <oncall@mail>", "oncall@mail.example.com", "oncall@mail"}
	found := only(d.Validate(deployfile.ValidateOptions{}), deployfile.CodeEmailDomain)
	require.Len(t, found, 1)
	assert.EqualValues(t, "deployment.alert_emails[2]", found[0].Path)
}
