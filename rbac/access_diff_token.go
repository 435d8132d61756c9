package rbac

func (d *differ) token(live, want *TokenAccess, path string) {
	switch {
	case live == nil:
		d.createToken(*want, path)
	case want == nil && !d.prunes(KindToken):
		d.keep(path, unnamed)
		d.after.Tokens = append(d.after.Tokens, *live)
	case want == nil:
		d.deleteToken(*live, path)
	default:
		d.changeToken(*live, *want, path)
	}
}

func (d *differ) createToken(next TokenAccess, path string) {
	next.AccessRoles = d.normal(next.AccessRoles, false)
	reason := "is made, with " + next.words()
	if next.ExpiryDays == nil {
		reason += "; it never expires"
	}
	d.plan.Changes = append(d.plan.Changes, AccessChange{
		Action: AccessCreate, Path: path, Impact: []AccessImpact{ImpactGranted, ImpactSecret}, After: value(next), Reason: reason,
	})
	d.plan.Tokens = append(d.plan.Tokens, AccessStep[TokenAccess]{Action: AccessCreate, Path: path, Want: next})
	d.after.Tokens = append(d.after.Tokens, next)
}

func (d *differ) deleteToken(live TokenAccess, path string) {
	live.AccessRoles = d.normal(live.AccessRoles, false)
	d.plan.Changes = append(d.plan.Changes, AccessChange{
		Action: AccessDelete, Path: path, Impact: []AccessImpact{ImpactRemoved, ImpactRevoked, ImpactIrreversible}, Before: value(live),
		Reason: "whatever uses it stops working: the file does not name the token",
	})
	d.plan.Tokens = append(d.plan.Tokens, AccessStep[TokenAccess]{Action: AccessDelete, Path: path, Live: live})
}

func (d *differ) changeToken(live, next TokenAccess, path string) {
	before := len(d.plan.Changes)
	if next.Scope == "" {
		next.Scope, next.EntityID = live.Scope, live.EntityID
	}
	if next.Scope != live.Scope || next.entity() != live.entity() {
		d.block(CodeTokenScopeFixed, path, "the token is made for "+madeFor(live)+", the file says "+madeFor(next),
			"leave the ID out, to make another token, and delete this one")
		d.after.Tokens = append(d.after.Tokens, live)
		return
	}
	if next.ExpiryDays != nil && (live.ExpiryDays == nil || *live.ExpiryDays != *next.ExpiryDays) {
		d.block(CodeTokenExpiryFixed, path+".expiryDays", "no update changes when a token expires",
			"leave expiryDays out to keep the token, or make one of another name")
	}
	next.ID, next.EntityID, next.ExpiryDays = live.ID, live.EntityID, live.ExpiryDays
	d.named(path, live.Name, &next.Name, live.Description, &next.Description)
	live.AccessRoles, next.AccessRoles = d.normal(live.AccessRoles, false), d.normal(next.AccessRoles, false)
	d.roles(path, live.AccessRoles, next.AccessRoles, notListed)
	d.after.Tokens = append(d.after.Tokens, next)
	if len(d.plan.Changes) > before {
		d.plan.Tokens = append(d.plan.Tokens, AccessStep[TokenAccess]{AccessUpdate, path, live, next})
	}
}

// madeFor says what a token is made for.
func madeFor(t TokenAccess) string {
	if t.entity() == "" {
		return string(t.Scope)
	}
	return string(t.Scope) + " " + quote(t.EntityID)
}
