package clienttest

import (
	"maps"
	"slices"
	"time"

	"github.com/astrofile/astrofile/client"
)

// stamp is who did something, and when.
type stamp struct {
	at time.Time
	by client.Profile
}

// objectAnswer is an environment object on its way out; the content stands under the key of its type.
type objectAnswer map[string]any

// answer returns the object as it is kept, links and all.
func (o *environmentObject) answer(secrets bool) objectAnswer {
	out := o.base(o.content, secrets)
	out["id"] = o.id
	if o.scope == client.EnvironmentObjectScopeWorkspace {
		out["autoLinkDeployments"] = o.autoLink
		out["links"] = o.linkAnswers(secrets)
		out["excludeLinks"] = excludeAnswers(o.excluded)
	}
	return out
}

func (o *environmentObject) base(content objectContent, secrets bool) objectAnswer {
	part := o.shown(content, secrets)
	if _, ok := part["value"]; !ok && isVariable(o.kind) {
		part["value"] = ""
	}
	return objectAnswer{
		"objectKey": o.key, "objectType": o.kind, "description": o.description, "scope": o.scope, "scopeEntityId": o.entity,
		"setFields": o.setFields(content), partOf(o.kind): part,
		"createdAt": o.created.at.Format(timeLayout), "createdBy": o.created.by,
		"updatedAt": o.updated.at.Format(timeLayout), "updatedBy": o.updated.by,
	}
}

func isVariable(kind client.EnvironmentObjectType) bool {
	return kind == client.EnvironmentObjectTypeAirflowVariable || kind == client.EnvironmentObjectTypeEnvironmentVariable
}

func (o *environmentObject) linkAnswers(secrets bool) []map[string]any {
	out := []map[string]any{}
	for _, l := range o.links {
		link := map[string]any{
			"scope": client.EnvironmentObjectScopeDeployment, "scopeEntityId": l.deployment, "setFields": o.setFields(l.overrides),
		}
		if len(l.overrides) > 0 {
			link[partOf(o.kind)+"Overrides"] = o.shown(l.overrides, secrets)
		}
		out = append(out, link)
	}
	return out
}

func excludeAnswers(deployments []string) []map[string]any {
	out := []map[string]any{}
	for _, id := range deployments {
		out = append(out, map[string]any{"scope": client.EnvironmentObjectScopeDeployment, "scopeEntityId": id})
	}
	return out
}

// resolved returns what a Deployment gets of the object: nothing, or the content with the overrides of its link. The ID
// is blank, as in Astro, and the source says where the object is kept.
func (o *environmentObject) resolved(d *deployment, secrets bool) (objectAnswer, bool) {
	content := o.content
	if o.scope == client.EnvironmentObjectScopeWorkspace {
		n := slices.IndexFunc(o.links, func(l objectLink) bool { return l.deployment == d.ID })
		switch {
		case o.entity != d.WorkspaceID || slices.Contains(o.excluded, d.ID):
			return nil, false
		case n >= 0:
			content = maps.Clone(content)
			maps.Copy(content, o.links[n].overrides)
		case !o.autoLink:
			return nil, false
		}
	} else if o.entity != d.ID {
		return nil, false
	}
	out := o.base(content, secrets)
	out["id"] = ""
	out["scope"], out["scopeEntityId"] = client.EnvironmentObjectScopeDeployment, d.ID
	out["sourceScope"], out["sourceScopeEntityId"] = o.scope, o.entity
	return out, true
}
