package rbac

import (
	"strconv"
	"unicode/utf8"
)

// Limits of API tokens.
const (
	MaxTokenName        = 256 // characters
	MaxTokenDescription = 500 // characters
	MinTokenDays        = 1
	MaxTokenDays        = 3650
)

// TokenPlan is an API token that somebody wants to make.
type TokenPlan struct {
	Name        string
	Description string
	Scope       Scope  // what it is made for: an Organization, a Workspace or a Deployment
	EntityID    string // of that Workspace or Deployment
	Roles       []Grant
	ExpiryDays  *int              // nil: it never expires
	Workspaces  map[string]string // in which Workspace a Deployment is, by their IDs, as far as known
}

// CheckToken finds what is wrong with a planned API token. A nil catalogue is [Builtin]. The creator is who is to make
// the token; without one, nothing is said about permissions.
func CheckToken(plan TokenPlan, c *Catalogue, creator *Subject) []Finding {
	k := newChecker(c, plan.Workspaces)
	k.token(plan, tokenPaths{name: "name", description: "description", scope: "scope", entity: "entityId", expiry: "expiryDays", roles: "roles",
		role: func(i int) string { return index("roles", i) }})
	k.creator(plan, creator, "scope", func(i int) string { return index("roles", i) })
	return k.found
}

// tokenPaths are where findings about a token belong.
type tokenPaths struct {
	name, description, scope, entity, expiry, roles string
	role                                            func(int) string
}

func (k *checker) token(p TokenPlan, at tokenPaths) {
	if n := utf8.RuneCountInString(p.Name); n == 0 || n > MaxTokenName {
		k.fail(CodeTokenName, at.name, "the name of a token has 1 to "+strconv.Itoa(MaxTokenName)+" characters, not "+strconv.Itoa(n), "choose another name")
	}
	about := "token " + quote(p.Name)
	if n := utf8.RuneCountInString(p.Description); n > MaxTokenDescription {
		k.fail(CodeTokenDescription, at.description,
			about+": a description has at most "+strconv.Itoa(MaxTokenDescription)+" characters, not "+strconv.Itoa(n), "shorten it")
	}
	switch days := p.ExpiryDays; {
	case days == nil:
		k.warn(CodeTokenNeverExpires, at.expiry, about+" never expires", "let it expire and rotate it")
	case *days < MinTokenDays || *days > MaxTokenDays:
		k.fail(CodeTokenExpiry, at.expiry, about+": an expiry of "+strconv.Itoa(*days)+" days is not within "+
			strconv.Itoa(MinTokenDays)+" to "+strconv.Itoa(MaxTokenDays), "choose a number of days in that range, or none")
	}
	switch p.Scope {
	case ScopeOrganization:
	case ScopeWorkspace, ScopeDeployment:
		if p.EntityID == "" {
			k.fail(CodeTokenEntity, at.entity, about+" is made for no "+p.Scope.word(), "name the "+p.Scope.word()+" by its ID")
		}
	default:
		k.fail(CodeTokenScope, at.scope, about+": unknown scope "+quote(string(p.Scope)), "use ORGANIZATION, WORKSPACE or DEPLOYMENT")
	}
	k.tokenRoles(p, at)
}
