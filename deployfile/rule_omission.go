package deployfile

import (
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// omissionRules are about what an update does with what the file leaves out.
var omissionRules = []rule{
	{code: CodeOmittedResets, level: onUpdate(notice), needs: theWhole | noLive,
		hint:    "write the values that shall stay; write [], false or empty text where the reset is meant",
		summary: "The file leaves out fields that an update clears or resets; one finding lists them all.", check: checkOmittedResets},
}

func checkOmittedResets(c *check) {
	if c.isLost("deployment") || c.isLost("deployment.configuration") {
		return
	}
	var cleared, reset []string
	cfg := &c.Configuration
	for _, it := range []struct {
		path   diag.Path
		absent bool
	}{
		{configuration("description"), cfg.Description == nil},
		{configuration("ci_cd_enforcement"), cfg.CICDEnforcement == nil},
		{configuration("is_high_availability"), cfg.IsHighAvailability == nil},
		{sectionEmails, c.AlertEmails == nil},
		{sectionVariables, c.EnvironmentVariables == nil},
		{sectionSchedules, c.HibernationSchedules == nil},
	} {
		field := spec.Lookup(string(it.path))
		switch {
		case !it.absent, field.Kinds == spec.Hosted && !c.hosted(), c.isLost(it.path):
		case field.Omitted == spec.Reset:
			reset = append(reset, field.Key()+" to "+field.ResetTo)
		case it.path == sectionVariables:
			cleared = append(cleared, field.Key()+" (secrets too)")
		default:
			cleared = append(cleared, field.Key())
		}
	}
	const reason = "because the file does not say otherwise"
	switch {
	case len(cleared) > 0 && len(reset) > 0:
		c.report("deployment", "an update clears %s, and resets %s, %s", allOf(cleared), allOf(reset), reason)
	case len(cleared) > 0:
		c.report("deployment", "an update clears %s, %s", allOf(cleared), reason)
	case len(reset) > 0:
		c.report("deployment", "an update resets %s, %s", allOf(reset), reason)
	}
}
