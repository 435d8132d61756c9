package main

import (
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// fault is what is wrong about a value: the code of the finding, in the comment of the schema that refuses it, and a
// sentence for people.
type fault struct {
	code    diag.Code
	message string
}

// on puts the fault on a schema, as what it says when it is not met.
func (f fault) on(n node) node {
	n["$comment"], n["errorMessage"] = string(f.code), f.message
	return n
}

// refuse refuses what matches, which is never a mapping. Editors show the message of a type and ignore that of not.
func refuse(matching node, f fault) node {
	return node{"if": matching, "then": f.on(node{"type": "object"})}
}

// having matches a mapping that has all of the keys with these values.
func having(keys members) node {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.name
	}
	return node{"type": "object", "required": names, "properties": keys}
}

// inside puts a rule on a member of a mapping, when there is one.
func inside(key string, n node) node { return rules(members{{key, n}}) }

// eachItem puts a rule on the entries of a list of the Deployment.
func eachItem(list string, n node) node { return inside(list, node{"items": n}) }

// rules puts rules on members of a mapping. Editors would offer the keys once more without the mark.
func rules(keys members) node {
	for _, k := range keys {
		if n, ok := k.schema.(node); ok && n["$ref"] == nil {
			n["doNotSuggest"] = true
		}
	}
	return node{"properties": keys}
}

// demand refuses a mapping without a key, and with one whose value means the same as none.
func demand(key string, none node, f fault) node {
	n := inside(key, refuse(none, f))
	n["required"] = []string{key}
	return f.on(n)
}

func either(options ...node) node { return node{"anyOf": options} }

func ref(name string) node { return node{"$ref": "#/definitions/" + name} }

// empty matches what means the same as nothing at all.
func empty() node { return node{"type": []string{"null", "string"}, "maxLength": 0} }

// chosen matches every spelling of the named members of the set of a key of the configuration. It refers to a
// definition, which is made from the name.
func chosen(key string, names ...string) node { return ref(key + "." + strings.Join(names, ".")) }

// spellingsOf makes the definition that chosen refers to.
func spellingsOf(definition string) node {
	parts := strings.Split(definition, ".")
	e := spec.Lookup("deployment.configuration." + parts[0]).Enum
	return node{"type": "string", "pattern": "^" + spellings(e, parts[1:]...) + "$"}
}

// kindIs matches a configuration of these deployment types.
func kindIs(names ...string) node {
	return having(members{{"deployment_type", chosen("deployment_type", names...)}})
}

// executorIs matches a configuration with these executors.
func executorIs(names ...string) node {
	return having(members{{"executor", chosen("executor", names...)}})
}

// isRemote matches a configuration with remote execution.
func isRemote() node { return ref("remote_execution.enabled") }

// configured matches a Deployment by its configuration.
func configured(n node) node { return having(members{{"configuration", n}}) }

// truth matches a truth value in the notations of YAML 1.1. Editors would show the values of an enum.
func truth(value bool) node {
	words := no
	if value {
		words = yes
	}
	return node{"type": []string{"boolean", "string"}, "pattern": "^(?:" + words + ")$", "not": node{"const": !value}}
}
