package rbac

import "strings"

// Permission is one thing that a role can allow, such as "deployment.deploys.create". Those that begin with "org." or
// "ws.", and dag.view, dag.edit and dag.delete, are names of this package for what Astro documents only in words.
type Permission string

// permission is one row of the table: [Permission], what it means, and whether the name is ours.
type permission struct {
	name  Permission
	label string
	slug  bool
}

// Scope returns the kind of object that the permission is about, "" if the name does not begin with one.
func (p Permission) Scope() Scope { return p.tier().scope() }

func (p Permission) tier() tier {
	first, _, _ := strings.Cut(string(p), ".")
	switch first {
	case "organization", "org", "system":
		return tierOrganization
	case "workspace", "ws":
		return tierWorkspace
	case "deployment":
		return tierDeployment
	case "dag":
		return tierDag
	}
	return tierNone
}

// Valid reports whether the permission has the form that the API uses: a scope, at least one object in camelCase or
// none, and one of the actions get, create, update, delete, rotate and access. It says nothing about whether the API
// knows it; of the names of this package's own only dag.delete is of that form.
func (p Permission) Valid() bool {
	scope, rest, ok := strings.Cut(string(p), ".")
	switch scope {
	case "organization", "workspace", "deployment", "dag":
	default:
		return false
	}
	for ok {
		var word string
		word, rest, ok = strings.Cut(rest, ".")
		switch {
		case !ok:
			return action(word)
		case !camelCase(word):
			return false
		}
	}
	return false
}

func action(word string) bool {
	switch word {
	case "get", "create", "update", "delete", "rotate", "access":
		return true
	}
	return false
}

func camelCase(word string) bool {
	for i := range len(word) {
		c := word[i]
		if lower := 'a' <= c && c <= 'z'; !lower && (i == 0 || c < 'A' || c > 'Z') {
			return false
		}
	}
	return word != ""
}

// inDeployment returns the permission on a Deployment that covers one on its Dags: who edits all Dags edits each. It is
// "" where nothing is known to.
func (p Permission) inDeployment() Permission {
	switch p {
	case "dag.view":
		return "deployment.airflow.dag.get"
	case "dag.edit":
		return "deployment.airflow.dag.update"
	case "dag.delete":
		return "deployment.airflow.dag.delete"
	}
	if rest, ok := strings.CutPrefix(string(p), "dag.airflow."); ok {
		return Permission("deployment.airflow." + rest)
	}
	return ""
}
