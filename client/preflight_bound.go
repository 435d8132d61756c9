package client

import (
	"cmp"
	"slices"

	"github.com/astrofile/astrofile/rbac"
)

// anyRole stands for whatever role a token for a Deployment may have.
const anyRole = "any role"

// bound is the identity of a token whose roles cannot be read: it has all that its text does not rule out.
func (t TokenInfo) bound(organizationID string, builtin []DefaultRole) *Identity {
	who := &Identity{organization: organizationID, Catalogue: catalogueOf(builtin), what: t.what(), Principal: rbac.Principal{
		Name: cmp.Or(t.ID, "the token"), Kind: rbac.KindToken, Organization: cmp.Or(t.OrganizationID, organizationID),
		Token: &rbac.TokenFacts{Scope: rbac.Scope(t.Kind)},
	}}
	if ids := slices.Concat(t.WorkspaceIDs, t.DeploymentIDs); len(ids) == 1 {
		who.Principal.Token.ID = ids[0]
	}
	judged, p := who.Catalogue, &who.Principal
	switch t.Kind {
	case TokenKindDeployment:
		judged, _ = judged.With(rbac.Role{Name: anyRole, Scope: rbac.ScopeDeployment, Permissions: judged.Grantable(rbac.ScopeDeployment)})
		for _, id := range t.DeploymentIDs {
			p.Grants = append(p.Grants, rbac.Grant{Role: anyRole, Scope: rbac.ScopeDeployment, ID: id})
		}
	case TokenKindWorkspace:
		for _, id := range t.WorkspaceIDs {
			p.Grants = append(p.Grants, rbac.Grant{Role: string(WorkspaceRoleOwner), Scope: rbac.ScopeWorkspace, ID: id})
		}
	default:
		p.Grants = []rbac.Grant{{Role: string(OrganizationRoleOwner), Scope: rbac.ScopeOrganization}}
	}
	if t.Kind == TokenKindPerson {
		p.Kind, p.Token, p.Name = rbac.KindPerson, nil, "the person"
	}
	who.subject, _ = judged.Subject(*p)
	who.most = who.subject
	return who
}

// what names the token in sentences.
func (t TokenInfo) what() string {
	switch t.Kind {
	case TokenKindDeployment:
		return "the API token for Deployment " + enumerate(t.DeploymentIDs)
	case TokenKindWorkspace:
		return "the API token for Workspace " + enumerate(t.WorkspaceIDs)
	case TokenKindOrganization:
		return "the API token for the Organization"
	}
	return "the person"
}

func nameOfToken(t APIToken) string {
	kind := map[TokenScope]string{TokenScopeOrganization: "Organization", TokenScopeWorkspace: "Workspace", TokenScopeDeployment: "Deployment"}[t.Scope]
	return "the " + cmp.Or(kind, "API") + " token " + quoteName(t.Name)
}
