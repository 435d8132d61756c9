package main

import (
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

// byPurpose returns what a Deployment has to say for the sake of what the file is for. A file of unknown purpose may be
// a template by its shape.
func (w *writer) byPurpose() []node {
	switch w.mode {
	case deployfile.ModeTemplate:
		return nil
	case deployfile.ModeAny:
		return []node{{"if": templateShape(), "else": w.completed(spec.LevelAt("deployment"))}}
	default:
		return []node{w.completed(spec.LevelAt("deployment"))}
	}
}

// templateShape matches a Deployment without a name of its own and with nothing in its metadata.
func templateShape() node {
	name := placeholderForms()
	name["type"], name["pattern"] = []string{"null", "string", "array"}, "^$|"+placeholder
	return node{"properties": members{
		{"configuration", node{"properties": members{{"name", name}}}},
		{"metadata", silent(spec.LevelAt("deployment.metadata"))},
	}}
}

// silent matches a mapping none of whose known keys has a value.
func silent(level *spec.Level) node {
	var keys members
	for _, f := range level.Fields {
		if f.Level != nil {
			keys = append(keys, member{f.Key(), silent(f.Level)})
			continue
		}
		keys = append(keys, member{f.Key(), empty()})
	}
	return node{"properties": keys}
}

// few is up to how many fields looking at each is faster than first asking whether all values are ordinary.
const few = 3

// completed is what a level of a file that is no template has to say: every placeholder is filled in, and what a
// template leaves open is there. It is nil when there is nothing to say.
func (w *writer) completed(level *spec.Level) node {
	var all []node
	if here := filledKeys(level); len(here) > few {
		all = append(all, mostly(node{"additionalProperties": ordinaryForms()}, node{"properties": here}))
	} else if len(here) > 0 {
		all = append(all, node{"properties": here})
	}
	switch level.Path {
	case "deployment":
		all = append(all, queuesWithKubernetes())
	case "deployment.configuration":
		all = append(all, clustered())
		if !w.needs(level.Field("name")) {
			all = append(all, named())
		}
	case "deployment.environment_variables[]":
		return w.valued(filledKeys(level)) // entries of a list: editors would offer one for each member of allOf
	}
	below := w.completedSections(level)
	switch {
	case len(all) == 0 && len(below) == 0:
		return nil
	case len(all) == 1 && len(below) == 0:
		return all[0]
	}
	n := node{}
	if len(below) > 0 {
		n = rules(below)
	}
	if len(all) > 0 {
		n["allOf"] = all
	}
	return n
}

// filledKeys refuses placeholders in the fields of a level.
func filledKeys(level *spec.Level) (keys members) {
	for _, f := range level.Fields {
		if takesPlaceholder(f) && f.Item == nil && f.Level == nil {
			keys = append(keys, member{f.Key(), ref("filled")})
		}
	}
	return keys
}

// completedSections is completed for what is inside the mappings and lists of a level.
func (w *writer) completedSections(level *spec.Level) (keys members) {
	for _, f := range level.Fields {
		var n node
		switch {
		case f.Status != spec.Current:
		case f.Item != nil:
			n = node{"items": ref("filled")}
		case f.Level != nil:
			n = w.completed(f.Level)
			if n != nil && f.Type == spec.Mappings {
				n = node{"items": n}
			}
		}
		if n != nil {
			keys = append(keys, member{f.Key(), n})
		}
	}
	return keys
}

func named() node {
	return demand("name", empty(), fault{deployfile.CodeNameMissing, "name is missing: write the name of the Deployment"})
}

func clustered() node {
	bad := fault{deployfile.CodeClusterNameMissing, "cluster_name is missing: a Deployment of this type runs on a cluster of the Organization"}
	given := having(members{{"cluster_name", node{"pattern": nonEmpty, "not": ofType("null")}}})
	return mostly(given, node{"if": kindIs("DEDICATED", "HYBRID"), "then": demand("cluster_name", empty(), bad)})
}

// valued puts rules on a variable and demands its value. An update keeps the stored value of a secret that has none in
// the file, and would blank it with an empty one.
func (w *writer) valued(keys members) node {
	missing := fault{deployfile.CodeEnvValueMissing, `no value is given, and only a secret keeps the stored one: write the value, or value: "" for an empty text`}
	n := rules(keys)
	n["if"], n["else"] = having(members{{"is_secret", truth(true)}}), demand("value", ofType("null"), missing)
	switch w.mode {
	case deployfile.ModeCreate:
		bad := fault{deployfile.CodeSecretValueMissing, "no value is given for the secret, and a new Deployment has no stored one to keep"}
		n["then"] = demand("value", ofType("null"), bad)
	case deployfile.ModeUpdate:
		bad := fault{deployfile.CodeSecretBlank, "an update overwrites the stored secret with the empty value: delete value, which keeps the stored one"}
		n["then"] = inside("value", refuse(node{"type": "string", "maxLength": 0}, bad))
	}
	return n
}
