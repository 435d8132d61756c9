package rbac

import "strings"

// Explain says the decision and its ground in one sentence, in lower case and without a full stop.
func (d Decision) Explain() string {
	var b strings.Builder
	b.WriteString(string(d.Outcome) + ": ")
	if d.subject != nil && d.subject.name != "" {
		b.WriteString(quote(d.subject.name))
	} else {
		b.WriteString("the principal")
	}
	b.WriteString(" " + d.ground())
	if d.Outcome == Denied && (d.Reason == ReasonNoRole || d.Reason == ReasonNotInRole) && d.subject != nil && d.subject.c != nil {
		b.WriteString(d.subject.c.advice(d.Permission, d.Resource.tier()))
	}
	return b.String()
}

// ground is the part of the sentence behind the name.
func (d Decision) ground() string {
	what, where := d.what(), object(d.Resource.Scope(), d.Resource.id())
	switch d.Reason {
	case ReasonGranted:
		if d.Role == "" {
			return "may call " + d.Operation + ", as everybody who is signed in"
		}
		if len(required()[d.Operation]) > 1 {
			what = "all that " + d.Operation + " needs, the least certain being " + string(d.Permission)
		}
		return "has " + what + " for " + d.about() + " through " + d.given() + " (" + string(d.Confidence) + ")"
	case ReasonUnknownCheck:
		return "passes the gate " + what + " but what is asked behind it for " + where + " is not known"
	case ReasonUnknownFact:
		return "may have " + what + " for " + d.about() + " through " + d.given() + ", nobody says whether that allows it"
	case ReasonUnknownPermission:
		return "may have " + what + " for " + where + ": the permission is newer than the table"
	case ReasonUnknownWorkspace:
		return "has " + what + " for " + where + " only if " + d.given() + " covers it, which depends on where a Deployment is"
	case ReasonUnknownOperation:
		return "may or may not call " + quote(d.Operation) + ": the operation is not known"
	case ReasonUnknownRole:
		return "has only roles that are not known"
	case ReasonCICDEnforced:
		return "may not deploy to " + where + ": CI/CD enforcement is on, which lets only API tokens"
	case ReasonExpired:
		return "is a token that has expired"
	case ReasonOtherOrganization:
		return "belongs to another Organization than " + quote(d.Resource.Organization)
	case ReasonOtherWorkspace:
		return "cannot be asked about " + object(ScopeDeployment, d.Resource.Deployment) + " in " +
			object(ScopeWorkspace, d.Resource.Workspace) + ", it is in another one"
	case ReasonMalformedPermission:
		return "cannot have " + quote(string(d.Permission)) + ", which is no permission"
	case ReasonNotInRole:
		return "lacks " + what + " for " + d.about() + ": no role there allows it"
	}
	return "lacks " + strings.TrimSuffix(what, ",") + ": no role for " + d.about()
}

// about names what the permission is held for, which contains the resource if the permission is about something wider.
func (d Decision) about() string {
	at := d.Permission.Scope()
	switch {
	case at.tier() >= d.Resource.tier() || at.tier() == tierNone:
		return object(d.Resource.Scope(), d.Resource.id())
	case at == ScopeOrganization:
		return object(at, d.Resource.Organization)
	case at == ScopeWorkspace:
		return object(at, d.Resource.Workspace)
	}
	return object(at, d.Resource.Deployment)
}

func (d Decision) what() string {
	what := string(d.Permission)
	if len(what) > 120 {
		what = what[:120] + "…"
	}
	if d.Operation != "" {
		what += ", which " + d.Operation + " needs,"
	}
	return what
}

// given names the role that decided, and where it comes from.
func (d Decision) given() string {
	text := d.Role + " of "
	if d.Scope == ScopeDag && d.ID != d.Resource.Dag {
		text += "Dags with tag " + quote(d.ID)
	} else {
		text += object(d.Scope, d.ID)
	}
	if d.Via != "" {
		text += " by way of team " + quote(d.Via)
	}
	return text
}

// advice names the weakest built-in roles that would do, for the object itself and for what contains it.
func (c *Catalogue) advice(p Permission, at tier) string {
	i, ok := c.index[p]
	if !ok {
		return ""
	}
	var names []string
	for ; at >= tierOrganization; at-- {
		for _, r := range c.order {
			if r.scope.tier() == at && c.find(r.scope, r.name) == r && c.look(r, i, p).kind() == cellAllowed && !disputed(r, p) {
				names = append(names, r.name)
				break
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "; the least that does: " + strings.Join(names, " or ")
}

func object(s Scope, id string) string {
	if id == "" {
		return "the " + s.word()
	}
	return s.word() + " " + quote(id)
}

// Explain says in one sentence what to grant.
func (l Least) Explain() string {
	var b strings.Builder
	if len(l.Operations) > 0 {
		b.WriteString(strings.Join(l.Operations, ", ") + ": ")
	}
	switch {
	case l.Role != "":
		b.WriteString(l.Role + " of the " + l.Scope.word() + " suffices (" + string(l.Confidence) + ")")
	case len(l.Undecided) == 0 && len(l.Missing) == 0:
		b.WriteString("whoever is signed in may")
	default:
		b.WriteString("no built-in role is known to suffice")
	}
	if l.Custom != nil {
		b.WriteString(", or a custom " + l.Custom.Scope.word() + " role with " + join(l.Custom.Permissions))
	}
	switch {
	case len(l.Undecided) == 0:
	case l.Role != "":
		b.WriteString("; a weaker role may, if it has " + join(l.Undecided))
	default:
		b.WriteString("; nobody says what comes with " + join(l.Undecided))
	}
	if len(l.Missing) > 0 {
		b.WriteString("; nothing allows " + join(l.Missing))
	}
	return b.String()
}

func join(all []Permission) string {
	words := make([]string, len(all))
	for i, p := range all {
		words[i] = string(p)
	}
	return strings.Join(words, " ")
}
