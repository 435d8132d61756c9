package rbac

import (
	"slices"
	"strings"
)

// TokenRule says what holds for the API tokens that are made for one kind of object.
type TokenRule struct {
	Scope     Scope
	OwnRoles  []string // built-in roles it can have for what it is made for, weakest first; it has exactly one, or a custom one
	Custom    bool     // that role can be a custom one
	AlsoHolds []Scope  // what further roles of it can be for; never for more than the token is made for
	Creators  []TokenCreator
	// ManagedIn is the kind of object where it is rotated, changed and deleted, even when it has roles elsewhere.
	ManagedIn Scope
	Rotation  string
	Deletion  string
}

// TokenCreator is who can make a token, and manage it: the holder of a role, or of a custom role with a permission.
type TokenCreator struct {
	Role       string     // built-in; "" for custom roles
	Scope      Scope      // of what Role is for
	Permission Permission // that a custom role has to have
	Outcome    Outcome
	Confidence Confidence
	Note       string
}

const (
	rotation = "the token keeps its ID, name and roles; the old secret stops working at once, and the new one is shown once"
	deletion = "final: whatever uses the token stops working at once, and a new one of the same name is another token"
)

// TokenRules returns what holds for tokens that are made for an Organization, a Workspace or a Deployment; there are no
// others.
func TokenRules(scope Scope) (TokenRule, bool) {
	r := TokenRule{Scope: scope, ManagedIn: scope, Rotation: rotation, Deletion: deletion}
	switch scope {
	case ScopeOrganization:
		r.AlsoHolds = []Scope{ScopeWorkspace, ScopeDeployment, ScopeDag}
		r.Creators = []TokenCreator{{Role: "ORGANIZATION_OWNER", Scope: ScopeOrganization, Outcome: Allowed, Confidence: Documented}}
	case ScopeWorkspace:
		r.AlsoHolds = []Scope{ScopeDeployment, ScopeDag}
		r.Creators = []TokenCreator{
			{Role: "WORKSPACE_OWNER", Scope: ScopeWorkspace, Outcome: Allowed, Confidence: Documented},
			{
				Role: "WORKSPACE_OPERATOR", Scope: ScopeWorkspace, Outcome: Allowed, Confidence: Documented,
				Note: "one page of the documentation says so, another one asks for WORKSPACE_OWNER",
			},
		}
	case ScopeDeployment:
		r.AlsoHolds, r.Custom = []Scope{ScopeDag}, true
		r.Creators = []TokenCreator{
			{Role: "WORKSPACE_OWNER", Scope: ScopeWorkspace, Outcome: Allowed, Confidence: Documented},
			{Scope: ScopeDeployment, Permission: "deployment.apiTokens.create", Outcome: Allowed, Confidence: Documented},
			{
				Role: "DEPLOYMENT_ADMIN", Scope: ScopeDeployment, Outcome: Undecided, Confidence: Unknown,
				Note: "the documentation reserves it for WORKSPACE_OWNER and lets custom roles do it",
			},
		}
	default:
		return TokenRule{}, false
	}
	for _, role := range Builtin().Roles(scope) {
		r.OwnRoles = append(r.OwnRoles, role.Name)
	}
	return r, true
}

// MayHold reports whether a token that is made for one kind of object can have a role for another, or the same, kind.
func (r TokenRule) MayHold(scope Scope) bool {
	return scope == r.Scope && scope != "" || slices.Contains(r.AlsoHolds, scope)
}

// creatorsOf names who can certainly make a token.
func creatorsOf(scope Scope) string {
	rule, _ := TokenRules(scope)
	var names []string
	for _, c := range rule.Creators {
		switch {
		case c.Outcome != Allowed || c.Note != "":
		case c.Role != "":
			names = append(names, "a "+c.Role)
		default:
			names = append(names, "a custom role with "+string(c.Permission))
		}
	}
	return strings.Join(names, " or ")
}
