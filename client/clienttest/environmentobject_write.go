package clienttest

import (
	"fmt"
	"maps"
	"slices"

	"github.com/astrofile/astrofile/client"
)

// objectTarget names the Deployment of a link or of its exclusion.
type objectTarget struct {
	Entity string `json:"scopeEntityId"`
}

// objectRequest is the body of a create or an update beside the content, which is read from the checked fields.
type objectRequest struct {
	Key         string                        `json:"objectKey"`
	Kind        client.EnvironmentObjectType  `json:"objectType"`
	Scope       client.EnvironmentObjectScope `json:"scope"`
	Entity      string                        `json:"scopeEntityId"`
	Description *string                       `json:"description"`
	AutoLink    *bool                         `json:"autoLinkDeployments"`
	Excluded    []objectTarget                `json:"excludeLinks"`
	Links       []struct {
		objectTarget
		Overrides map[string]any `json:"overrides"`
	} `json:"links"`
}

// createObject answers CreateEnvironmentObject with the ID alone.
func createObject(c *call) (any, error) {
	var r objectRequest
	if err := c.read(&r); err != nil {
		return nil, err
	}
	if err := c.objectScope(r.Scope, r.Entity); err != nil {
		return nil, err
	}
	var p problems
	o := &environmentObject{
		key: r.Key, kind: r.Kind, scope: r.Scope, entity: r.Entity, organization: c.org.ID,
		created: stamp{c.at, c.profile()}, updated: stamp{c.at, c.profile()},
	}
	if r.Key == "" {
		p.add("objectKey", "required", "objectKey is empty")
	}
	o.content = c.contentOf(o.kind, true, &p)
	if isVariable(o.kind) && o.content["isSecret"] == nil {
		o.content["isSecret"] = false
	}
	set(&o.description, r.Description)
	c.configureLinks(o, &r, &p)
	if err := p.err(); err != nil {
		return nil, err
	}
	for other := range c.objects.all() {
		if other.entity == o.entity && other.kind == o.kind && other.key == o.key {
			return nil, conflict("%s %q has a %s with the key %q already", o.scope, o.entity, o.kind, o.key)
		}
	}
	o.id = c.newID("env")
	c.objects.put(o.id, o)
	return map[string]string{"id": o.id}, nil
}

// objectScope finds what is to keep an object.
func (c *call) objectScope(scope client.EnvironmentObjectScope, entity string) error {
	if scope == client.EnvironmentObjectScopeWorkspace {
		if _, err := c.workspace(entity); err != nil {
			return err
		}
	} else if d, ok := c.deployments.get(entity); !ok || d.OrganizationID != c.org.ID {
		return notFound("Deployment", entity)
	}
	return c.authorize(c.objectResource(scope, entity))
}

// contentOf reads the part of the body that belongs to the type; the other parts are refused.
func (c *call) contentOf(kind client.EnvironmentObjectType, required bool, p *problems) objectContent {
	for _, name := range parts {
		if c.has(name) && name != partOf(kind) {
			p.add(name, "excluded", "an object of type %s has no %s", kind, name)
		}
	}
	part, ok := c.fields[partOf(kind)].(map[string]any)
	if !ok && required {
		p.add(partOf(kind), "required", "an object of type %s needs %s", kind, partOf(kind))
	}
	return flatten(part)
}

// updateObject answers UpdateEnvironmentObject. A secret that is blank or absent keeps its value. Of a connection the
// other fields are replaced as a whole, of an export of metrics those that are given; which of the two Astro does is not
// documented.
func updateObject(c *call) (any, error) {
	o, err := c.object()
	if err != nil {
		return nil, err
	}
	var r objectRequest
	if err := c.read(&r); err != nil {
		return nil, err
	}
	var p problems
	next := *o
	if given := c.contentOf(o.kind, false, &p); c.has(partOf(o.kind)) {
		next.content = o.merged(o.content, given, o.kind == client.EnvironmentObjectTypeConnection)
	}
	set(&next.description, r.Description)
	c.configureLinks(&next, &r, &p)
	if err := p.err(); err != nil {
		return nil, err
	}
	*o = next
	o.updated = stamp{c.at, c.profile()}
	return o.answer(false), nil
}

// merged returns live content after an update.
func (o *environmentObject) merged(live, given objectContent, whole bool) objectContent {
	out := objectContent{}
	for name, value := range live {
		inMap := slices.ContainsFunc(mapsOf, func(m string) bool { return isIn(name, m) && given.hasMap(m) })
		if o.secretField(name) && !inMap || !whole && !inMap {
			out[name] = value
		}
	}
	for name, value := range given {
		if old, known := live[name]; known && value == "" && o.secretField(name) {
			value = old
		}
		out[name] = value
	}
	return out
}

// hasMap reports whether the content holds any field of a map.
func (f objectContent) hasMap(m string) bool {
	for name := range f {
		if isIn(name, m) {
			return true
		}
	}
	return false
}

// configureLinks takes links over. A list that is given replaces the one before, entry by entry keeping overrides that an
// entry does not name. What an omitted list means is disputed: it removes all, unless [WithKeptLinks] says otherwise.
func (c *call) configureLinks(o *environmentObject, r *objectRequest, p *problems) {
	given := c.has("links") || c.has("excludeLinks") || c.has("autoLinkDeployments")
	if o.scope != client.EnvironmentObjectScopeWorkspace {
		if given {
			p.add("links", "excluded", "only objects of a Workspace are linked")
		}
		return
	}
	if c.has("autoLinkDeployments") || !c.conf.keptLinks {
		o.autoLink = r.AutoLink != nil && *r.AutoLink
	}
	if c.has("excludeLinks") || !c.conf.keptLinks {
		o.excluded = nil
		for i, t := range r.Excluded {
			c.checkTarget(o, fmt.Sprintf("excludeLinks[%d]", i), t.Entity, p)
			o.excluded = append(o.excluded, t.Entity)
		}
	}
	if c.has("links") || !c.conf.keptLinks {
		c.replaceLinks(o, r, p)
	}
}

func (c *call) checkTarget(o *environmentObject, field, deployment string, p *problems) {
	if !c.isDeploymentOf(o.entity, deployment) {
		p.add(field+".scopeEntityId", "unknown", "the Workspace has no Deployment %q", deployment)
	}
}

func (c *call) replaceLinks(o *environmentObject, r *objectRequest, p *problems) {
	var links []objectLink
	seen := map[string]bool{}
	for i, l := range r.Links {
		field := fmt.Sprintf("links[%d]", i)
		c.checkTarget(o, field, l.Entity, p)
		if seen[l.Entity] {
			p.add(field+".scopeEntityId", "unique", "Deployment %q is linked twice", l.Entity)
		}
		seen[l.Entity] = true
		link := objectLink{deployment: l.Entity, overrides: objectContent{}}
		if n := slices.IndexFunc(o.links, func(old objectLink) bool { return old.deployment == l.Entity }); n >= 0 {
			link.overrides = maps.Clone(o.links[n].overrides)
		}
		o.override(&link, field+".overrides", l.Overrides, p)
		links = append(links, link)
	}
	o.links = links
}

// override sets and unsets overrides of a link. No field may stand in both.
func (o *environmentObject) override(link *objectLink, field string, asked map[string]any, p *problems) {
	for _, name := range parts {
		if asked[name] != nil && name != partOf(o.kind) {
			p.add(field+"."+name, "excluded", "an object of type %s has no %s", o.kind, name)
		}
	}
	part, _ := asked[partOf(o.kind)].(map[string]any)
	given := flatten(part)
	unset, _ := asked["unsetFields"].([]any)
	for i, u := range unset {
		name, _ := u.(string)
		if _, both := given[name]; both {
			p.add(fmt.Sprintf("%s.unsetFields[%d]", field, i), "excluded", "%q is set and unset at once", name)
		}
		delete(link.overrides, name)
	}
	for name, value := range given {
		if _, known := link.overrides[name]; known && value == "" && o.secretField(name) {
			continue
		}
		link.overrides[name] = value
	}
}
