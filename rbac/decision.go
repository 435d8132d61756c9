package rbac

// Reason says why a [Decision] is what it is.
type Reason string

// The reasons, by outcome: allowed, undecided, denied.
const (
	ReasonGranted Reason = "granted"

	ReasonUnknownFact       Reason = "unknown-fact"       // nobody says whether the role allows it
	ReasonUnknownPermission Reason = "unknown-permission" // newer than the catalogue
	ReasonUnknownWorkspace  Reason = "unknown-workspace"  // it depends on where the Deployment is
	ReasonUnknownCheck      Reason = "unknown-check"      // let in by a gate, and what is asked behind it is not known
	ReasonUnknownOperation  Reason = "unknown-operation"

	ReasonNoRole              Reason = "no-role"      // nothing was given for the object or what contains it
	ReasonNotInRole           Reason = "not-in-role"  // something was, but it does not allow this
	ReasonUnknownRole         Reason = "unknown-role" // role not known, and there is no other
	ReasonExpired             Reason = "expired"      // the token
	ReasonOtherOrganization   Reason = "other-organization"
	ReasonOtherWorkspace      Reason = "other-workspace" // the Deployment is not where the question says
	ReasonMalformedPermission Reason = "malformed-permission"
)

// Decision is the answer to one question, with what it rests on. Making one costs no memory; [Decision.Explain] does.
type Decision struct {
	Outcome    Outcome    `json:"outcome"`
	Reason     Reason     `json:"reason"`
	Operation  string     `json:"operation,omitempty"` // of [Subject.CanCall]
	Permission Permission `json:"permission,omitempty"`
	Resource   Resource   `json:"resource"`
	Role       string     `json:"role,omitempty"` // that decided: the one that allows it, or may
	Scope      Scope      `json:"scope,omitempty"`
	ID         string     `json:"id,omitempty"`  // of what the role was given for
	Via        string     `json:"via,omitempty"` // the Team that gave the role; empty: the principal has it itself
	Confidence Confidence `json:"confidence,omitempty"`

	subject *Subject
}

// Allowed reports whether the answer is yes. An undecided one is not.
func (d Decision) Allowed() bool { return d.Outcome == Allowed }

// Missing returns the permission that stands in the way, "" if none does.
func (d Decision) Missing() Permission {
	if d.Outcome == Allowed {
		return ""
	}
	return d.Permission
}
