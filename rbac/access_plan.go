package rbac

import (
	"encoding/json"
	"slices"
)

// accessPlanVersion is the version of the wire form.
const accessPlanVersion = 1

// AccessPlan says what has to be done so that an Organization has the access that a file describes. Nothing of it may be
// done as long as anything is Blocked.
type AccessPlan struct {
	Changes []AccessChange
	Blocked []AccessBlocked
	Kept    []AccessKept
	// The subjects that change, with all that each has and shall have. These are no part of the wire form. Updates of
	// roles replace every list, so that Want is what to send: it holds all roles, and of Teams all members.
	Users  []AccessStep[UserAccess]
	Teams  []AccessStep[TeamAccess]
	Tokens []AccessStep[TokenAccess]
}

// AccessStep is one subject that changes. Live is zero when it is created and Want when it is deleted; Want has the ID
// of the live one. The members of Teams are IDs, but for users that are invited by the same plan.
type AccessStep[T any] struct {
	Action AccessAction
	Path   string
	Live   T
	Want   T
}

// AccessAction is what happens to a subject or to one of its roles. The words are those of plans for Deployments.
type AccessAction string

// The actions.
const (
	AccessCreate AccessAction = "create"
	AccessUpdate AccessAction = "update"
	AccessDelete AccessAction = "delete"
)

// AccessImpact is a class of consequences.
type AccessImpact string

// The impacts. They are part of the wire form.
const (
	ImpactGranted      AccessImpact = "access-granted" // somebody may do more
	ImpactRemoved      AccessImpact = "access-removed" // somebody may do less
	ImpactOwner        AccessImpact = "owner-changed"  // somebody becomes or was an owner of the Organization
	ImpactInvitation   AccessImpact = "invitation"     // an e-mail invites a user, who has no role until it is accepted
	ImpactSecret       AccessImpact = "secret-issued"  // the secret of a new token is shown once
	ImpactRevoked      AccessImpact = "token-revoked"  // whatever uses the token stops working at once
	ImpactIrreversible AccessImpact = "irreversible"   // a new one of the same name is another one
)

// AccessChange is one difference. The path names entries by what identifies them:
// users[email=ann@example.com].workspaceRoles[workspaceId=w1].
type AccessChange struct {
	Action AccessAction   `json:"action"`
	Path   string         `json:"path"`
	Impact []AccessImpact `json:"impact"`
	Before AccessValue    `json:"before"`
	After  AccessValue    `json:"after"`
	Reason string         `json:"reason"` // what the change does, in one line
}

// AccessValue is a value in JSON, of a field or of a whole subject; "" is none.
type AccessValue string

// MarshalJSON returns the value as it is, and null for none.
func (v AccessValue) MarshalJSON() ([]byte, error) {
	if v == "" {
		return []byte("null"), nil
	}
	return []byte(v), nil
}

// AccessBlocked is a difference that cannot or must not be applied.
type AccessBlocked struct {
	Code    FindingCode `json:"code"`
	Path    string      `json:"path"`
	Message string      `json:"message"`
	Hint    string      `json:"hint"` // the way that works
}

// AccessKept is something that the file does not describe and that stays as it is.
type AccessKept struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// AccessSummary counts what is in a plan.
type AccessSummary struct {
	Create      int  `json:"create"`
	Update      int  `json:"update"`
	Delete      int  `json:"delete"`
	Keep        int  `json:"keep"`
	Blocked     int  `json:"blocked"`
	Destructive bool `json:"destructive"` // something is deleted, or somebody may do less
}

// Summary counts the changes by action.
func (p AccessPlan) Summary() AccessSummary {
	s := AccessSummary{Keep: len(p.Kept), Blocked: len(p.Blocked)}
	for _, c := range p.Changes {
		switch c.Action {
		case AccessCreate:
			s.Create++
		case AccessUpdate:
			s.Update++
		case AccessDelete:
			s.Delete++
		}
		s.Destructive = s.Destructive || c.Destructive()
	}
	return s
}

// Destructive reports whether somebody may do less after the change, or something is gone.
func (c AccessChange) Destructive() bool {
	return c.Action == AccessDelete || slices.Contains(c.Impact, ImpactRemoved)
}

// Empty reports whether there is nothing to do and nothing in the way.
func (p AccessPlan) Empty() bool { return len(p.Changes) == 0 && len(p.Blocked) == 0 }

// MarshalJSON returns version 1 of the wire form. Equal plans give equal bytes.
func (p AccessPlan) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Version int             `json:"version"`
		Summary AccessSummary   `json:"summary"`
		Changes []AccessChange  `json:"changes"`
		Blocked []AccessBlocked `json:"blocked"`
		Kept    []AccessKept    `json:"kept"`
	}{accessPlanVersion, p.Summary(), some(p.Changes), some(p.Blocked), some(p.Kept)})
}

// some returns the list, which in JSON is never null.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
