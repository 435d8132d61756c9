package clienttest

import (
	"maps"
	"slices"

	"github.com/astrofile/astrofile/client"
)

// environmentObject is one connection, variable or export of metrics as it is kept, with the values of its secrets.
type environmentObject struct {
	id, key      string
	kind         client.EnvironmentObjectType
	description  string
	scope        client.EnvironmentObjectScope
	entity       string // the Workspace or Deployment
	organization string
	content      objectContent
	autoLink     bool
	links        []objectLink
	excluded     []string // Deployments
	created      stamp
	updated      stamp
}

// objectLink hands an object to a Deployment.
type objectLink struct {
	deployment string
	overrides  objectContent // what differs there
}

// objectContent is what an object holds, as flat fields by their dotted names within the object's own part: "host",
// "password", "extra.region", "headers.X-Key". Values are texts, numbers, booleans and, within extra, anything.
type objectContent map[string]any

// secretField reports whether answers withhold the value of a field. What a connection's extra holds is taken for secret
// as a whole, because which of it is depends on the kind of authentication.
func (o *environmentObject) secretField(name string) bool {
	switch o.kind {
	case client.EnvironmentObjectTypeConnection:
		return name == "password" || isIn(name, "extra")
	case client.EnvironmentObjectTypeMetricsExport:
		return name == "password" || name == "basicToken" || isIn(name, "headers")
	default:
		secret, _ := o.content["isSecret"].(bool)
		return name == "value" && secret
	}
}

// isIn reports whether a dotted name lies within a map.
func isIn(name, m string) bool {
	return len(name) > len(m) && name[:len(m)] == m && name[len(m)] == '.'
}

// mapsOf are the fields of a part that hold fields of their own.
var mapsOf = []string{"extra", "headers", "labels"}

// flatten takes a part of a body apart. Null means absent.
func flatten(part map[string]any) objectContent {
	flat := objectContent{}
	for name, value := range part {
		inner, isMap := value.(map[string]any)
		switch {
		case value == nil:
		case isMap && slices.Contains(mapsOf, name):
			for k, v := range inner {
				flat[name+"."+k] = v
			}
		default:
			flat[name] = value
		}
	}
	return flat
}

// nested is the reverse of flatten.
func (f objectContent) nested() map[string]any {
	out := map[string]any{}
	for name, value := range f {
		placed := false
		for _, m := range mapsOf {
			if !isIn(name, m) {
				continue
			}
			inner, ok := out[m].(map[string]any)
			if !ok {
				inner = map[string]any{}
				out[m] = inner
			}
			inner[name[len(m)+1:]], placed = value, true
		}
		if !placed {
			out[name] = value
		}
	}
	return out
}

// shown returns the fields as answers have them: secrets blank, unless they were asked for.
func (o *environmentObject) shown(f objectContent, secrets bool) map[string]any {
	out := maps.Clone(f)
	delete(out, "authTypeId") // answers have the whole type instead, which is not known here
	for name := range out {
		if o.secretField(name) && !secrets {
			out[name] = ""
		}
	}
	return out.nested()
}

// setFields names the secret fields that have a value.
func (o *environmentObject) setFields(f objectContent) []string {
	names := []string{}
	for name, value := range f {
		if o.secretField(name) && value != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// part is the key of the content in bodies and answers.
func partOf(kind client.EnvironmentObjectType) string {
	switch kind {
	case client.EnvironmentObjectTypeConnection:
		return "connection"
	case client.EnvironmentObjectTypeAirflowVariable:
		return "airflowVariable"
	case client.EnvironmentObjectTypeEnvironmentVariable:
		return "environmentVariable"
	default:
		return "metricsExport"
	}
}

// parts are the keys that content can have.
var parts = []string{"connection", "airflowVariable", "environmentVariable", "metricsExport"}
