package client

import "strings"

// PreviewObjects says what becomes of the connections and variables that Astro's environment manager hands to the base
// Deployment. An object is handed on whole or not at all: what cannot be is in [Preview].Missing.
//
// An object of the Workspace that is linked to the base is linked to the preview with the same overrides, and one that
// excludes the base excludes the preview; what is linked to all Deployments needs nothing. Objects of the base itself,
// and those of its Workspace when the preview is in another one, are created once more for the preview alone. Exports of
// metrics are left out on purpose.
type PreviewObjects struct {
	From string // the Deployment to take them from; "": the source of the preview, none for a template
	Skip bool   // give the preview none

	// Values gives the value that a secret has in the preview. The field is spelled as in SetFields of the object:
	// "value", "password", "extra.private_key".
	Values func(o EnvironmentObject, field string) (value string, ok bool)
	// ShowSecrets asks the API for the secrets that Values does not give, which an Organization may forbid.
	ShowSecrets bool
}

// MissingObject is a connection or variable that the base Deployment has and its preview has not.
type MissingObject struct {
	ObjectType EnvironmentObjectType
	ObjectKey  string   // "": none of them could be read
	Fields     []string // secrets without a value, spelled as in SetFields of the object
	Reason     string
}

// String returns type, key, reason and fields in one line.
func (m MissingObject) String() string {
	name := "environment objects"
	if m.ObjectKey != "" {
		name = string(m.ObjectType) + " " + m.ObjectKey
	}
	if len(m.Fields) == 0 {
		return name + ": " + m.Reason
	}
	return name + ": " + m.Reason + ": " + strings.Join(m.Fields, ", ")
}

// copied reports whether previews get objects of the type.
func copied(t EnvironmentObjectType) bool {
	return t == EnvironmentObjectTypeConnection || t == EnvironmentObjectTypeAirflowVariable || t == EnvironmentObjectTypeEnvironmentVariable
}
