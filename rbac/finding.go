package rbac

// Severity says what a [Finding] means. The words are those of the module's other findings.
type Severity string

// The severities.
const (
	SeverityError   Severity = "error"   // Astro would refuse it, or it would not do what was meant
	SeverityWarning Severity = "warning" // it can be done; the author should look
	SeverityInfo    Severity = "info"    // worth knowing
)

// Finding is something to say about a planned API token or about a description of who has access. Its members have the
// names that the module's findings about Deployment files have in JSON.
type Finding struct {
	Severity Severity    `json:"severity"`
	Code     FindingCode `json:"code"`
	Path     string      `json:"path"`           // where in the model: users[0].workspaceRoles[1].role
	Message  string      `json:"message"`        // what is wrong, in lower case, without a full stop
	Hint     string      `json:"hint,omitempty"` // what to do, as an imperative
}

// String returns the finding in one line.
func (f Finding) String() string {
	return f.Path + ": " + string(f.Severity) + ": " + f.Message + " (" + string(f.Code) + ")"
}

// HasErrors reports whether any finding is an error.
func HasErrors(found []Finding) bool {
	for _, f := range found {
		if f.Severity == SeverityError {
			return true
		}
	}
	return false
}
