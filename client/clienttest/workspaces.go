package clienttest

import (
	"net/http"

	"github.com/astrofile/astrofile/client"
)

func workspaceHandlers() map[string]handler {
	return map[string]handler{
		"ListWorkspaces":  listWorkspaces,
		"GetWorkspace":    getWorkspace,
		"CreateWorkspace": createWorkspace,
		"UpdateWorkspace": updateWorkspace,
		"DeleteWorkspace": deleteWorkspace,
	}
}

// AddWorkspace makes a Workspace in the Organization it names, else in the first, and returns its ID.
func (a *Astro) AddWorkspace(w client.Workspace) (id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	w.OrganizationID = a.seedOrganization(w.OrganizationID)
	return a.addWorkspace(w, a.seeder(w.OrganizationID)).ID
}

func (a *Astro) addWorkspace(w client.Workspace, by client.Profile) *client.Workspace {
	w.ID = orNew(w.ID, func() string { return a.newID("wks") })
	w.Name = or(w.Name, w.ID)
	w.CreatedAt, w.UpdatedAt, w.CreatedBy, w.UpdatedBy = a.now(), a.now(), &by, &by
	a.workspaces.put(w.ID, &w)
	return &w
}

// workspace finds one of the Organization of the call.
func (c *call) workspace(id string) (*client.Workspace, error) {
	w, ok := c.workspaces.get(id)
	if !ok || w.OrganizationID != c.org.ID {
		return nil, notFound("Workspace", id)
	}
	return w, nil
}

func (c *call) workspaceAnswer(w *client.Workspace) client.Workspace {
	out := *w
	out.OrganizationName = c.org.Name
	return out
}

func listWorkspaces(c *call) (any, error) {
	items := []client.Workspace{}
	for w := range c.workspaces.all() {
		if w.OrganizationID == c.org.ID && c.sees("GetWorkspace", resource{workspace: w.ID}) &&
			wantsAny(c.query["workspaceIds"], w.ID) && wantsAny(c.query["names"], w.Name) {
			items = append(items, c.workspaceAnswer(w))
		}
	}
	return page(c, "workspaces", items)
}

func getWorkspace(c *call) (any, error) {
	w, err := c.workspace(c.id("workspaceId"))
	if err != nil {
		return nil, err
	}
	return c.workspaceAnswer(w), nil
}

func createWorkspace(c *call) (any, error) {
	var in client.CreateWorkspace
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if err := c.checkPlacement(in.DefaultCloudProvider, in.DefaultRegion, in.DefaultClusterID); err != nil {
		return nil, err
	}
	w := c.addWorkspace(client.Workspace{
		Name: in.Name, Description: in.Description, OrganizationID: c.org.ID, CICDEnforcedDefault: in.CICDEnforcedDefault,
		DefaultCloudProvider: in.DefaultCloudProvider, DefaultRegion: in.DefaultRegion, DefaultClusterID: in.DefaultClusterID,
	}, c.profile())
	c.grantWorkspace(w.ID, client.WorkspaceRoleOwner)
	return c.workspaceAnswer(w), nil
}

func updateWorkspace(c *call) (any, error) {
	w, err := c.workspace(c.id("workspaceId"))
	if err != nil {
		return nil, err
	}
	var in client.UpdateWorkspace
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if err := c.checkPlacement(in.DefaultCloudProvider, in.DefaultRegion, in.DefaultClusterID); err != nil {
		return nil, err
	}
	w.Name, w.Description, w.CICDEnforcedDefault = in.Name, in.Description, in.CICDEnforcedDefault
	switch { // the two kinds of default exclude each other; what is absent stays
	case in.DefaultClusterID != "":
		w.DefaultClusterID, w.DefaultCloudProvider, w.DefaultRegion = in.DefaultClusterID, "", ""
	case in.DefaultRegion != "":
		w.DefaultClusterID, w.DefaultCloudProvider, w.DefaultRegion = "", in.DefaultCloudProvider, in.DefaultRegion
	}
	w.UpdatedAt, w.UpdatedBy = c.at, new(c.profile())
	return c.workspaceAnswer(w), nil
}

// checkPlacement refuses defaults that say half of a place, or two places.
func (c *call) checkPlacement(provider client.CloudProvider, region, clusterID string) error {
	var bad problems
	switch {
	case clusterID != "" && (provider != "" || region != ""):
		bad.add("defaultClusterId", "excluded_with", "defaultClusterId excludes defaultCloudProvider and defaultRegion")
	case provider != "" && region == "":
		bad.add("defaultRegion", "required_with", "defaultCloudProvider needs defaultRegion")
	case provider == "" && region != "":
		bad.add("defaultCloudProvider", "required_with", "defaultRegion needs defaultCloudProvider")
	}
	if _, err := c.cluster(clusterID); clusterID != "" && err != nil {
		bad.add("defaultClusterId", "exists", "cluster %q does not exist", clusterID)
	}
	return bad.err()
}

func deleteWorkspace(c *call) (any, error) {
	w, err := c.workspace(c.id("workspaceId"))
	if err != nil {
		return nil, err
	}
	if c.deploymentsIn(func(_, workspace, _ string) bool { return workspace == w.ID }) > 0 {
		return nil, refuse(http.StatusBadRequest, "Workspace %q still has Deployments", w.Name)
	}
	c.workspaces.remove(w.ID)
	c.forgetWorkspace(w.ID)
	c.forgetEntity(client.TokenScopeWorkspace, w.ID)
	return nil, nil
}
