package clienttest

import (
	"fmt"
	"slices"

	"github.com/astrofile/astrofile/client"
)

var (
	organizationRoles = []client.OrganizationRole{
		client.OrganizationRoleOwner, client.OrganizationRoleBillingAdmin, client.OrganizationRoleMember,
		client.OrganizationRoleObserveAdmin, client.OrganizationRoleObserveMember,
	}
	workspaceRoles = []client.WorkspaceRoleName{
		client.WorkspaceRoleOwner, client.WorkspaceRoleOperator, client.WorkspaceRoleAuthor, client.WorkspaceRoleMember,
		client.WorkspaceRoleAccessor,
	}
)

// readRoles reads the body of a request that replaces the roles of a person or Team. Lists that it omits are empty, or as
// before with [WithKeptRoles]; the role in the Organization stays where a person's is omitted. Who gets a role in a
// Deployment or for a Dag and has none in the Workspace becomes an accessor of it.
func (c *call) readRoles(old client.SubjectRoles) (client.SubjectRoles, error) {
	var in client.SubjectRoles
	if err := c.read(&in); err != nil {
		return in, err
	}
	if !c.has("organizationRole") && (len(in.WorkspaceRoles) > 0 || len(in.DeploymentRoles) > 0) {
		return in, invalid("organizationRole", "required_with", "organizationRole is required with roles in Workspaces or Deployments")
	}
	in.OrganizationRole = or(in.OrganizationRole, old.OrganizationRole)
	if c.conf.keepRoles {
		in.WorkspaceRoles = kept(c, "workspaceRoles", in.WorkspaceRoles, old.WorkspaceRoles)
		in.DeploymentRoles = kept(c, "deploymentRoles", in.DeploymentRoles, old.DeploymentRoles)
		in.DagRoles = kept(c, "dagRoles", in.DagRoles, old.DagRoles)
	}
	in.WorkspaceRoles, in.DeploymentRoles, in.DagRoles = notNil(in.WorkspaceRoles), notNil(in.DeploymentRoles), notNil(in.DagRoles)
	if err := c.checkRoles(in); err != nil {
		return in, err
	}
	if err := c.authorizeGrants(old.Grants(c.org.ID), in.Grants(c.org.ID)); err != nil {
		return in, err
	}
	for _, d := range in.DeploymentRoles {
		c.accessor(&in, d.DeploymentID)
	}
	for _, d := range in.DagRoles {
		c.accessor(&in, d.DeploymentID)
	}
	return in, nil
}

func kept[T any](c *call, name string, list, old []T) []T {
	if c.has(name) {
		return list
	}
	return old
}

func (c *call) checkRoles(r client.SubjectRoles) error {
	var bad problems
	if !slices.Contains(organizationRoles, r.OrganizationRole) {
		bad.add("organizationRole", "oneof", "organizationRole is %q, no role of Organizations", r.OrganizationRole)
	}
	seen := map[string]bool{}
	unique := func(at, kind, id string) {
		if key := kind + " " + id; seen[key] {
			bad.add(at, "unique", "%s: %s %q has a role already", at, kind, id)
		} else {
			seen[key] = true
		}
	}
	for i, w := range r.WorkspaceRoles {
		at := fmt.Sprintf("workspaceRoles[%d]", i)
		if _, err := c.workspace(w.WorkspaceID); err != nil {
			bad.add(at+".workspaceId", "exists", "Workspace %q does not exist", w.WorkspaceID)
		}
		unique(at, "Workspace", w.WorkspaceID)
	}
	for i, d := range r.DeploymentRoles {
		at := fmt.Sprintf("deploymentRoles[%d]", i)
		c.checkDeploymentRole(&bad, at, d.DeploymentID, d.Role)
		unique(at, "Deployment", d.DeploymentID)
	}
	for i, d := range r.DagRoles {
		at := fmt.Sprintf("dagRoles[%d]", i)
		if (d.DagID == "") == (d.DagTag == "") {
			bad.add(at, "excluded_with", "%s names either a Dag or a tag", at)
		}
		c.checkDagRole(&bad, at, d.DeploymentID, d.Role)
		unique(at, "Dag", d.DeploymentID+" "+d.DagID+" "+d.DagTag)
	}
	return bad.err()
}

func (c *call) checkDeploymentRole(bad *problems, at, deploymentID, name string) {
	if org, _, ok := c.deploymentScope(deploymentID); !ok || org != c.org.ID {
		bad.add(at+".deploymentId", "exists", "Deployment %q does not exist", deploymentID)
	}
	if !c.hasRoleName(client.RoleScopeDeployment, name) {
		bad.add(at+".role", "oneof", "%q is no role of Deployments", name)
	}
}

func (c *call) checkDagRole(bad *problems, at, deploymentID, name string) {
	if org, _, ok := c.deploymentScope(deploymentID); !ok || org != c.org.ID {
		bad.add(at+".deploymentId", "exists", "Deployment %q does not exist", deploymentID)
	}
	if !c.hasRoleName(client.RoleScopeDag, name) {
		bad.add(at+".role", "oneof", "%q is no role for Dags", name)
	}
}

// accessor adds the least role in the Workspace of a Deployment.
func (c *call) accessor(r *client.SubjectRoles, deploymentID string) {
	_, workspace, ok := c.deploymentScope(deploymentID)
	if !ok || slices.ContainsFunc(r.WorkspaceRoles, func(w client.WorkspaceRole) bool { return w.WorkspaceID == workspace }) {
		return
	}
	r.WorkspaceRoles = append(r.WorkspaceRoles, client.WorkspaceRole{WorkspaceID: workspace, Role: client.WorkspaceRoleAccessor})
}

// checkDagFilter refuses a query for the roles of Dags that does not say of which Deployment.
func (c *call) checkDagFilter() error {
	if (c.query.Get("dagId") != "" || len(c.query["dagTags"]) > 0) && c.query.Get("deploymentId") == "" {
		return invalid("deploymentId", "required_with", "dagId and dagTags need deploymentId")
	}
	return nil
}

// hasRole reports whether the query lets the owner of the roles through.
func (c *call) hasRole(r client.SubjectRoles) bool {
	workspace, deployment := c.query.Get("workspaceId"), c.query.Get("deploymentId")
	dag, tags := c.query.Get("dagId"), c.query["dagTags"]
	if workspace != "" && !slices.ContainsFunc(r.WorkspaceRoles, func(w client.WorkspaceRole) bool { return w.WorkspaceID == workspace }) {
		return false
	}
	if dag != "" || len(tags) > 0 {
		return slices.ContainsFunc(r.DagRoles, func(d client.DagRole) bool {
			return d.DeploymentID == deployment && (dag != "" && d.DagID == dag || d.DagTag != "" && slices.Contains(tags, d.DagTag))
		})
	}
	return deployment == "" || slices.ContainsFunc(r.DeploymentRoles, func(d client.DeploymentRole) bool { return d.DeploymentID == deployment })
}

// grantWorkspace gives the principal of the call a role in a Workspace.
func (c *call) grantWorkspace(workspaceID string, role client.WorkspaceRoleName) {
	if u, ok := c.users.get(c.principal.id); ok {
		r := u.roles[c.org.ID]
		r.WorkspaceRoles = append(slices.Clone(r.WorkspaceRoles), client.WorkspaceRole{WorkspaceID: workspaceID, Role: role})
		u.roles[c.org.ID] = r
	}
	if t, ok := c.tokens.get(c.principal.id); ok {
		t.Roles = append(t.Roles, client.APITokenRole{EntityType: client.TokenRoleEntityWorkspace, EntityID: workspaceID, Role: string(role)})
	}
}

// forgetEntity takes away everything that referred to a Workspace or Deployment that is gone.
func (a *Astro) forgetEntity(scope client.TokenScope, id string) {
	for t := range a.tokens.all() {
		if t.Scope == scope && t.entity == id {
			a.removeToken(t)
			continue
		}
		t.Roles = slices.DeleteFunc(t.Roles, func(r client.APITokenRole) bool { return r.EntityID == id || r.DeploymentID == id })
	}
	for u := range a.users.all() {
		for org, r := range u.roles {
			u.roles[org] = withoutEntity(r, id)
		}
	}
	for t := range a.teams.all() {
		t.roles = withoutEntity(t.roles, id)
	}
	for w := range a.clusters.all() {
		w.WorkspaceIDs = slices.DeleteFunc(w.WorkspaceIDs, func(other string) bool { return other == id })
	}
}

// forgetDeployment is [Astro.forgetEntity] for a Deployment.
func (a *Astro) forgetDeployment(id string) { a.forgetEntity(client.TokenScopeDeployment, id) }

func withoutEntity(r client.SubjectRoles, id string) client.SubjectRoles {
	r.WorkspaceRoles = slices.DeleteFunc(slices.Clone(r.WorkspaceRoles), func(w client.WorkspaceRole) bool { return w.WorkspaceID == id })
	r.DeploymentRoles = slices.DeleteFunc(slices.Clone(r.DeploymentRoles), func(d client.DeploymentRole) bool { return d.DeploymentID == id })
	r.DagRoles = slices.DeleteFunc(slices.Clone(r.DagRoles), func(d client.DagRole) bool { return d.DeploymentID == id })
	return r
}
