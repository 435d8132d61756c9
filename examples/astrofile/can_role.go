package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/rbac"
)

// grants is a flag that gives one role each time.
type grants []rbac.Grant

func (g *grants) String() string { return fmt.Sprintf("%d roles", len(*g)) }

// Set reads ROLE@SCOPE:ID; a role for a Dag has the Deployment too, DEPLOYMENT/DAG, and so has one for a tag.
func (g *grants) Set(text string) error {
	role, object, bound := strings.Cut(text, "@")
	scope, id, _ := strings.Cut(object, ":")
	if !bound && strings.HasPrefix(role, string(rbac.ScopeOrganization)+"_") {
		scope = string(rbac.ScopeOrganization)
	}
	grant := rbac.Grant{Role: role, Scope: rbac.Scope(strings.ToUpper(scope)), ID: id}
	switch grant.Scope {
	case rbac.ScopeOrganization:
	case rbac.ScopeWorkspace, rbac.ScopeDeployment:
		if id == "" {
			return fmt.Errorf("for which %s: write ROLE@%s:ID", strings.ToLower(scope), grant.Scope)
		}
	case rbac.ScopeDag, tagScope:
		deployment, dag, ok := strings.Cut(id, "/")
		if !ok || deployment == "" || dag == "" {
			return fmt.Errorf("for which Dag or tag of which Deployment: write ROLE@%s:DEPLOYMENT/ID", grant.Scope)
		}
		grant.Tag = grant.Scope == tagScope
		grant.Scope, grant.Deployment, grant.ID = rbac.ScopeDag, deployment, dag
	default:
		return fmt.Errorf("%q is no scope: write ROLE@SCOPE:ID with ORGANIZATION, WORKSPACE, DEPLOYMENT, DAG or DAG_TAG", scope)
	}
	if role == "" {
		return errors.New("which role: write ROLE@SCOPE:ID")
	}
	*g = append(*g, grant)
	return nil
}

// tagScope is how roles for all Dags with a tag are written.
const tagScope rbac.Scope = "DAG_TAG"
