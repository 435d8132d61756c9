package rbac

import (
	"slices"
	"sync"
)

// Requirement is a permission that an operation needs.
type Requirement struct {
	Permission Permission `json:"permission"`
	Scope      Scope      `json:"scope"` // of what the permission has to be held for
	// Gate is set when the permission only lets the call in: one more, of the scope that the call is about, decides.
	Gate bool `json:"gate,omitempty"`
	// Behind is set for those that stand behind a gate: of them only the one whose scope the call is about is needed.
	Behind     bool       `json:"behind,omitempty"`
	Note       string     `json:"note,omitempty"`
	Confidence Confidence `json:"confidence"` // that the operation needs it
}

// Required returns what an operation of the API needs, by its operation ID, or a [Job] by its name; each permission once.
// None at all means that everybody who is signed in may do it. It reports false for an operation that it does not know.
func Required(operation string) ([]Requirement, bool) {
	needs, ok := required()[operation]
	return slices.Clone(needs), ok
}

// AppliesTo reports whether the requirement counts for a call that is about such an object.
func (r Requirement) AppliesTo(scope Scope) bool { return !r.Behind || r.Scope == scope }

var required = sync.OnceValue(func() map[string][]Requirement {
	all := make(map[string][]Requirement, len(endpoints)+len(jobs))
	for _, e := range endpoints {
		var needs []Requirement
		if e.Permission != "" {
			needs = append(needs, Requirement{
				Permission: e.Permission, Scope: e.Permission.Scope(), Gate: e.gate(), Note: e.Note, Confidence: Documented,
			})
		}
		all[e.Operation] = append(needs, behind(e.Operation)...)
	}
	for _, j := range jobs {
		var needs []Requirement
		for _, operation := range j.operations {
			for _, n := range all[operation] {
				needs = merge(needs, n)
			}
		}
		for _, p := range j.besides {
			needs = merge(needs, Requirement{Permission: p, Scope: p.Scope(), Confidence: Derived})
		}
		all[string(j.job)] = needs
	}
	return all
})

// merge adds a requirement unless the list has its permission already.
func merge(needs []Requirement, n Requirement) []Requirement {
	if slices.ContainsFunc(needs, func(o Requirement) bool { return o.Permission == n.Permission && o.Scope == n.Scope }) {
		return needs
	}
	return append(needs, n)
}
