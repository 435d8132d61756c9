package deployfile

import (
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// emailRules are about who is told when the Deployment has a problem.
var emailRules = []rule{
	{code: CodeEmailFormat, level: always(failure),
		summary: "An alert e-mail is not a bare e-mail address.", check: checkEmailFormat},
	{code: CodeEmailDomain, level: always(warning),
		hint:    "write the full domain",
		summary: "The domain of an alert e-mail has no dot.", check: checkEmailDomain},
}

func checkEmailFormat(c *check) {
	var listed map[string]struct{}
	for i, text := range c.AlertEmails {
		_, bare, reason := checkEmail(text)
		if reason == "" {
			continue
		}
		p := sectionEmails.Index(i)
		f := c.report(p, "alert e-mail %s %s", diag.Quote(text), reason)
		if bare == "" {
			f.Hint = "write a bare address, such as " + spec.Lookup(string(sectionEmails)+"[]").Example
			continue
		}
		if listed == nil {
			listed = foldedDomains(c.AlertEmails)
		}
		if _, twice := listed[foldDomain(bare)]; twice {
			f.Hint = "delete it: " + bare + " is in the list"
			f.Fix = c.remove(p)
			continue
		}
		f.Hint = "write " + bare
		if domain, _, _ := checkEmail(bare); strings.IndexByte(domain, '.') < 0 {
			f.Hint += ", with its full domain"
			continue
		}
		f.Fix = c.replace(p, bare)
	}
}

func foldedDomains(addresses []string) map[string]struct{} {
	set := make(map[string]struct{}, len(addresses))
	for _, address := range addresses {
		set[foldDomain(address)] = struct{}{}
	}
	return set
}

func checkEmailDomain(c *check) {
	for i, text := range c.AlertEmails {
		domain, _, reason := checkEmail(text)
		if reason == "" && strings.IndexByte(domain, '.') < 0 {
			c.report(sectionEmails.Index(i), "alert e-mail %s has a domain without a dot", diag.Quote(text))
		}
	}
}
