package rbac

import (
	"iter"
	"strings"
)

// Fact is one row of the table: what is known about one permission of one role.
type Fact struct {
	Scope      Scope
	Role       string // a role that can be given, or the name of a template, recipe or list of what can be granted
	Permission Permission
	Answer     Outcome
	Source     string
	Label      string // what the permission means, in words
	Slug       bool   // the permission's name is this package's own, unknown to the API
	Confidence Confidence
}

type tableRole struct {
	scope Scope
	name  string
}

// assignable tells roles from the lists that share the table with them: templates of custom roles, recipes, and what
// custom roles can be made of.
func (r tableRole) assignable() bool {
	return !strings.ContainsAny(strings.TrimPrefix(r.name, apcPrefix), "(:")
}

const (
	apcPrefix      = "APC:"
	templatePrefix = "template:"
	grantableName  = "(grantable to custom role)"
)

type evidence struct {
	answer     Outcome
	confidence Confidence
	source     string
}

// Facts yields the rows of the compiled-in table that the catalogue is built on, each with its source. Roles added with
// [Catalogue.With] have none.
func (c *Catalogue) Facts() iter.Seq[Fact] {
	return func(yield func(Fact) bool) {
		for _, f := range tableFacts {
			r, p, e := tableRoles[f[0]], permissions[f[1]], evidences[f[2]]
			if r.scope.private() == c.private && !yield(Fact{r.scope, r.name, p.name, e.answer, e.source, p.label, p.slug, e.confidence}) {
				return
			}
		}
	}
}

// Label says in words what a permission of the table allows, "" for one that it lacks.
func (p Permission) Label() string {
	for i := range permissions {
		if permissions[i].name == p {
			return permissions[i].label
		}
	}
	return ""
}
