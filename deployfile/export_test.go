package deployfile

import "github.com/astrofile/astrofile/deployfile/diag"

// Severity is the row of a rule for tests outside the package.
type Severity struct {
	Code                     diag.Code
	Create, Update, Template diag.Severity
	Summary                  string
	MustStay                 bool
}

// Severities lists every rule.
func Severities() []Severity {
	var all []Severity
	for _, r := range catalogue() {
		all = append(all, Severity{r.code, r.level.create, r.level.update, r.level.template, r.summary, r.needs&mustStay != 0})
	}
	return all
}
