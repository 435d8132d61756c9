package client

import (
	"time"

	"github.com/astrofile/astrofile/rbac"
)

// Identity says who the token belongs to as far as its own text tells: what kind of token it is, what it is for, and
// whether it is expired at the given moment. It asks nobody, so the roles are not known: see [Identity].Known.
func (t TokenInfo) Identity(now time.Time) *Identity {
	who := t.bound(t.OrganizationID, nil)
	if t.Expired(now) {
		facts := rbac.TokenFacts{Expired: true}
		if who.Principal.Token != nil {
			facts.Scope = who.Principal.Token.Scope
		}
		who.Principal.Token = &facts
		who.subject, _ = who.Catalogue.Subject(who.Principal) // allowed nothing, whatever its roles
	}
	return who
}

// Can says whether the identity has a permission. What is not known beforehand is undecided.
func (i *Identity) Can(p rbac.Permission, r rbac.Resource) rbac.Decision {
	return i.settle(i.subject.Can(p, i.at(r)))
}
