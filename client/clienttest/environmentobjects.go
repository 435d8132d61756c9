package clienttest

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/astrofile/astrofile/client"
)

func environmentHandlers() map[string]handler {
	return map[string]handler{
		"ListEnvironmentObjects":          listObjects,
		"GetEnvironmentObject":            getObject,
		"CreateEnvironmentObject":         createObject,
		"UpdateEnvironmentObject":         updateObject,
		"DeleteEnvironmentObject":         deleteObject,
		"ExcludeLinkingEnvironmentObject": excludeObject,
	}
}

// object returns the one that the path names.
func (c *call) object() (*environmentObject, error) {
	id := c.id("environmentObjectId")
	o, ok := c.objects.get(id)
	if !ok || o.organization != c.org.ID {
		return nil, notFound("environment object", id)
	}
	return o, nil
}

// environmentResource says where an object is kept.
func (c *call) environmentResource(id string) (resource, bool) {
	o, ok := c.objects.get(id)
	if !ok || o.organization != c.org.ID {
		return resource{}, false
	}
	return c.objectResource(o.scope, o.entity), true
}

func (a *Astro) objectResource(scope client.EnvironmentObjectScope, entity string) resource {
	if scope == client.EnvironmentObjectScopeWorkspace {
		return resource{workspace: entity}
	}
	return a.deploymentResource(entity)
}

func getObject(c *call) (any, error) {
	o, err := c.object()
	if err != nil {
		return nil, err
	}
	return o.answer(false), nil
}

// listObjects answers ListEnvironmentObjects, for one Workspace or one Deployment.
func listObjects(c *call) (any, error) {
	workspace, id := c.query.Get("workspaceId"), c.query.Get("deploymentId")
	secrets, _ := strconv.ParseBool(c.query.Get("showSecrets"))
	resolve, _ := strconv.ParseBool(c.query.Get("resolveLinked"))
	if secrets && c.conf.hiddenSecrets {
		return nil, refuse(http.StatusForbidden, "the Organization does not let secrets be shown")
	}
	switch {
	case workspace == "" && id == "":
		return nil, invalid("workspaceId", "required", "workspaceId or deploymentId is required")
	case id != "":
		return c.objectsOfDeployment(id, resolve, secrets)
	}
	if _, err := c.workspace(workspace); err != nil {
		return nil, err
	}
	var found []objectAnswer
	for o := range c.objects.all() {
		if o.scope == client.EnvironmentObjectScopeWorkspace && o.entity == workspace && c.wantsObject(o) {
			found = append(found, o.answer(secrets))
		}
	}
	return page(c, "environmentObjects", found)
}

func (c *call) objectsOfDeployment(id string, resolve, secrets bool) (any, error) {
	d, ok := c.deployments.get(id)
	if !ok || d.OrganizationID != c.org.ID {
		return nil, notFound("Deployment", id)
	}
	var found []objectAnswer
	for o := range c.objects.all() {
		if !c.wantsObject(o) {
			continue
		}
		if resolve {
			if answer, ok := o.resolved(d, secrets); ok {
				found = append(found, answer)
			}
		} else if o.entity == d.ID {
			found = append(found, o.answer(secrets))
		}
	}
	return page(c, "environmentObjects", found)
}

// wantsObject applies the filters of a list.
func (c *call) wantsObject(o *environmentObject) bool {
	return wants(c.query.Get("objectType"), string(o.kind)) && wants(c.query.Get("objectKey"), o.key)
}

func deleteObject(c *call) (any, error) {
	o, err := c.object()
	if err != nil {
		return nil, err
	}
	c.objects.remove(o.id)
	return nil, nil
}

// excludeObject answers ExcludeLinkingEnvironmentObject: a Deployment no longer gets an object of its Workspace.
func excludeObject(c *call) (any, error) {
	o, err := c.object()
	if err != nil {
		return nil, err
	}
	var r objectTarget
	if err := c.read(&r); err != nil {
		return nil, err
	}
	if o.scope != client.EnvironmentObjectScopeWorkspace {
		return nil, invalid("scope", "excluded", "only objects of a Workspace are linked")
	}
	if !c.isDeploymentOf(o.entity, r.Entity) {
		return nil, notFound("Deployment", r.Entity)
	}
	o.links = slices.DeleteFunc(slices.Clone(o.links), func(l objectLink) bool { return l.deployment == r.Entity })
	if !slices.Contains(o.excluded, r.Entity) {
		o.excluded = append(slices.Clone(o.excluded), r.Entity)
	}
	o.updated = stamp{c.at, c.profile()}
	return nil, nil
}

// isDeploymentOf reports whether a Deployment is in a Workspace.
func (a *Astro) isDeploymentOf(workspace, id string) bool {
	d, ok := a.deployments.get(id)
	return ok && d.WorkspaceID == workspace
}

// forgetWorkspace removes the objects of a Workspace that is gone.
func (a *Astro) forgetWorkspace(id string) {
	a.forgetObjects(client.EnvironmentObjectScopeWorkspace, id)
}

// forgetDeploymentObjects removes the objects of a Deployment that is gone, and all links to it.
func (a *Astro) forgetDeploymentObjects(id string) {
	a.forgetObjects(client.EnvironmentObjectScopeDeployment, id)
	for o := range a.objects.all() {
		o.links = slices.DeleteFunc(slices.Clone(o.links), func(l objectLink) bool { return l.deployment == id })
		o.excluded = slices.DeleteFunc(slices.Clone(o.excluded), func(other string) bool { return other == id })
	}
}

func (a *Astro) forgetObjects(scope client.EnvironmentObjectScope, entity string) {
	for o := range a.objects.all() {
		if o.scope == scope && o.entity == entity {
			a.objects.remove(o.id)
		}
	}
}
