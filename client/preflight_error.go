package client

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/rbac"
)

// PreflightError says that somebody may not do what was asked for, which permission is missing, and what to grant. It is
// an [ErrForbidden], and an [ErrTokenScope] when no role helps and it takes another token. [Client.Preflight] returns it,
// and after a refusal by the API it is the cause of the [APIError].
type PreflightError struct {
	Who       string          // such as: the Workspace token "ci"
	Decisions []rbac.Decision // what is refused, at least one
	Least     []rbac.Least    // what to grant for each of them, in the same order

	said  error  // what the token says about a refusal by the API, nil before any
	never []bool // for each of the decisions whether no role that the token can be given helps
}

// Error names what is missing for each intent, and the least that suffices for it.
func (e *PreflightError) Error() string {
	var parts []string
	if e.said != nil {
		parts = append(parts, e.said.Error())
	}
	for i := range e.Decisions {
		parts = append(parts, e.line(i))
	}
	return strings.Join(parts, "; ")
}

func (e *PreflightError) line(i int) string {
	d := e.Decisions[i]
	what := fmt.Sprintf("%s needs %s for %s", d.Operation, d.Permission, objectOf(d))
	switch {
	case e.said != nil:
	case i < len(e.never) && e.never[i]:
		what += ", which no role of " + e.Who + " can allow"
	case d.Reason == rbac.ReasonNoRole || d.Reason == rbac.ReasonNotInRole:
		what += ", which no role of " + e.Who + " allows"
	default:
		_, why, _ := strings.Cut(d.Explain(), ": ")
		return d.Operation + ": " + why
	}
	if i >= len(e.Least) {
		return what
	}
	_, grant, _ := strings.Cut(e.Least[i].Explain(), ": ")
	return what + "; " + grant
}

// Is reports whether target is [ErrForbidden], or [ErrTokenScope] and one of the decisions calls for another token.
func (e *PreflightError) Is(target error) bool {
	return target == ErrForbidden || target == ErrTokenScope && e.said == nil && slices.Contains(e.never, true)
}

// Unwrap returns what the token says about a refusal by the API.
func (e *PreflightError) Unwrap() error { return e.said }

// add notes a decision and what to grant for it.
func (e *PreflightError) add(who *Identity, d rbac.Decision) {
	target := d.Resource.Scope()
	if target == rbac.ScopeOrganization { // or the path of a request does not say what it is about
		target = ""
	}
	catalogue := who.Catalogue
	if catalogue == nil {
		catalogue = rbac.Builtin()
	}
	least, _ := catalogue.Least(target, d.Operation) // of what is no operation there is none
	e.Decisions, e.Least = append(e.Decisions, d), append(e.Least, least)
	most := who.most.CanCall(d.Operation, d.Resource)
	e.never = append(e.never, most.Outcome == rbac.Denied && d.Reason != rbac.ReasonCICDEnforced)
}

// Decide says whether the identity may do it. What is not known beforehand is undecided.
func (i *Identity) Decide(in Intent) rbac.Decision {
	return i.settle(i.subject.CanCall(in.Operation, i.at(in.Resource)))
}

// Check returns a [*PreflightError] if something is denied. What is undecided is not.
func (i *Identity) Check(intents ...Intent) error {
	decisions := make([]rbac.Decision, len(intents))
	for n, in := range intents {
		decisions[n] = i.Decide(in)
	}
	return i.refusal(decisions)
}

// at completes a resource.
func (i *Identity) at(r rbac.Resource) rbac.Resource {
	if r.Organization == "" {
		r.Organization = i.organization
	}
	return r
}

// settle takes back what was allowed by roles that are only supposed.
func (i *Identity) settle(d rbac.Decision) rbac.Decision {
	if i.Known || d.Outcome != rbac.Allowed {
		return d
	}
	d.Outcome, d.Reason, d.Confidence = rbac.Undecided, rbac.ReasonUnknownRole, rbac.Unknown
	d.Role, d.Scope, d.ID, d.Via = "", "", "", ""
	return d
}

// refusal is the error of what is denied among the decisions, nil if nothing is.
func (i *Identity) refusal(decisions []rbac.Decision) error {
	e := &PreflightError{Who: i.what}
	for _, d := range decisions {
		if d.Outcome == rbac.Denied {
			e.add(i, d)
		}
	}
	if len(e.Decisions) == 0 {
		return nil
	}
	return e
}

// objectOf names what a permission is missing for.
func objectOf(d rbac.Decision) string {
	scope, r := d.Permission.Scope(), d.Resource
	switch {
	case scope == rbac.ScopeOrganization:
		return "the Organization"
	case scope != rbac.ScopeWorkspace && r.Deployment != "":
		return "Deployment " + strconv.Quote(shorten(r.Deployment, 100))
	case r.Workspace != "":
		return "Workspace " + strconv.Quote(shorten(r.Workspace, 100))
	case scope == rbac.ScopeWorkspace:
		return "the Workspace"
	}
	return "the Deployment"
}
