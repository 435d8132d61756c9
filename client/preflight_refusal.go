package client

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/rbac"
)

// refusedBy adds to what the token says about a 403 which permission the operation needs, and the least that has it. It
// asks nobody: the roles of the token are not known.
func (t TokenInfo) refusedBy(organizationID, method string, segments []string) error {
	said := t.outside(segments)
	operation := operationOf(method, segments)
	if operation == "" {
		return said
	}
	who := t.bound(organizationID, nil)
	needs, _ := rbac.Required(operation)
	at := t.likely(needs, resourceOf(segments))
	d := who.Decide(Intent{Operation: operation, Resource: at})
	if d.Permission == "" {
		return said
	}
	for _, n := range needs {
		if d.Outcome != rbac.Denied && n.Behind && n.AppliesTo(at.Scope()) { // what it passed is not what was missing
			d.Permission, said = n.Permission, t.lacking()
		}
	}
	if t.Kind == TokenKindPerson && strings.HasPrefix(string(d.Permission), "deployment.deploys.") && method != http.MethodGet {
		said = fmt.Errorf("%w, or CI/CD is enforced, which keeps people from deploying", said)
	}
	e := &PreflightError{Who: who.what, said: said}
	e.add(who, d)
	return e
}

// likely is what an operation acts on where its path does not tell and what it needs depends on that: what the token is for.
func (t TokenInfo) likely(needs []rbac.Requirement, r rbac.Resource) rbac.Resource {
	if r.Scope() != rbac.ScopeOrganization || !slices.ContainsFunc(needs, func(n rbac.Requirement) bool { return n.Gate }) {
		return r
	}
	if len(t.WorkspaceIDs) == 1 {
		r.Workspace = t.WorkspaceIDs[0]
	}
	if len(t.DeploymentIDs) == 1 {
		r.Deployment = t.DeploymentIDs[0]
	}
	return r
}

// operationOf returns the ID of the operation that a request is, "" for one that is none.
func operationOf(method string, segments []string) string {
	found, fixed := "", -1
	for _, e := range rbac.Endpoints() {
		if e.Method != method {
			continue
		}
		if n := fits(strings.Split(strings.TrimPrefix(e.Path, "/"), "/"), segments); n > fixed { // a fixed segment wins over a variable
			found, fixed = e.Operation, n
		}
	}
	return found
}

// fits returns how many segments of a path the pattern names, -1 when it is the pattern of another path.
func fits(pattern, segments []string) int {
	if len(pattern) != len(segments) {
		return -1
	}
	n := 0
	for i, p := range pattern {
		switch {
		case strings.HasPrefix(p, "{"):
		case p != segments[i]:
			return -1
		default:
			n++
		}
	}
	return n
}

// resourceOf is what a path is about.
func resourceOf(segments []string) rbac.Resource {
	var r rbac.Resource
	if len(segments) > 1 && segments[0] == "organizations" {
		r.Organization = segments[1]
	}
	if len(segments) > 3 {
		switch segments[2] {
		case "workspaces":
			r.Workspace = segments[3]
		case "deployments":
			r.Deployment = segments[3]
		}
	}
	return r
}
