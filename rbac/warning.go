package rbac

import "strconv"

// WarningCode names one kind of [Warning]. Codes are never renamed.
type WarningCode string

// What [Catalogue.With] warns of. The first two keep the permission, the others leave it or the role out.
const (
	UnknownPermission   WarningCode = "unknown-permission"
	UnknownRoleScope    WarningCode = "unknown-role-scope"
	MalformedPermission WarningCode = "malformed-permission"
	ForeignPermission   WarningCode = "foreign-permission" // about more than the role is for
	UnusableRole        WarningCode = "unusable-role"
	DuplicateRole       WarningCode = "duplicate-role"
)

// What [Catalogue.Subject] warns of. Such grants count for nothing, but for the last one.
const (
	UnknownRole       WarningCode = "unknown-role"
	UnknownScope      WarningCode = "unknown-scope"
	MissingID         WarningCode = "missing-id"
	OtherOrganization WarningCode = "other-organization"
	BeyondToken       WarningCode = "beyond-token" // a token never holds a role for more than it is made for
	RestrictedRole    WarningCode = "restricted-role"
	EmptyTeam         WarningCode = "empty-team"
	CyclicTeam        WarningCode = "cyclic-team"
	DagRoleAlone      WarningCode = "dag-role-alone" // without a role for the Deployment
)

// Warning is something about roles or a principal that the caller should look at.
type Warning struct {
	Code    WarningCode `json:"code"`
	Message string      `json:"message"`
}

// String returns the message and the code.
func (w Warning) String() string { return w.Message + " (" + string(w.Code) + ")" }

// quote bounds what a message repeats of its input.
func quote(s string) string {
	const most = 120
	if len(s) > most {
		s = s[:most] + "…"
	}
	return strconv.Quote(s)
}
