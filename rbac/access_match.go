package rbac

import (
	"cmp"
	"slices"
)

// identity is what a subject is known by: the ID or, without one, the key.
type identity struct{ id, key string }

func (u UserAccess) identity() identity { return identity{u.ID, foldEmail(u.Email)} }
func (t TeamAccess) identity() identity { return identity{t.ID, t.Name} }

func (t TokenAccess) identity() identity {
	if t.Name == "" {
		return identity{t.ID, ""}
	}
	return identity{t.ID, string(t.Scope) + "\x00" + t.entity() + "\x00" + t.Name}
}

// accessSubject is what the kinds of subjects have in common.
type accessSubject interface {
	UserAccess | TeamAccess | TokenAccess
	identity() identity
	path() string
}

// pair is a live subject and the one of the file that is about it; either can be missing.
type pair[T any] struct {
	live, want *T
	path, id   string
	problem    FindingCode
}

// pairUp finds who is who, whatever the order of the lists. The pairs are sorted.
func pairUp[T accessSubject](live, want []T) []pair[T] {
	byID, byKey := map[string][]int{}, map[string][]int{}
	for i := range live {
		is := live[i].identity()
		if is.id != "" {
			byID[is.id] = append(byID[is.id], i)
		}
		if is.key != "" {
			byKey[is.key] = append(byKey[is.key], i)
		}
	}
	pairs := make([]pair[T], len(want), len(want)+len(live))
	at := make([]int, len(want)) // places in live
	claims, created, named := make([]int, len(live)), map[string]int{}, make([]bool, len(live))
	for j := range want {
		p, is := &pairs[j], want[j].identity()
		p.want = &want[j]
		candidates := byKey[is.key]
		switch {
		case is.id != "":
			if candidates = byID[is.id]; len(candidates) == 0 {
				p.problem = CodeSubjectUnknown
			}
		case is.key == "":
			p.problem = CodeNameMissing
		case len(candidates) == 0:
			created[is.key]++
		}
		for _, i := range candidates {
			named[i] = true
		}
		switch len(candidates) {
		case 0:
		case 1:
			at[j] = candidates[0]
			p.live = &live[at[j]]
			claims[at[j]]++
		default:
			p.problem = CodeSubjectAmbiguous
		}
	}
	for j := range pairs {
		p, is := &pairs[j], want[j].identity()
		if p.problem == "" && (p.live == nil && created[is.key] > 1 || p.live != nil && claims[at[j]] > 1) {
			p.problem = CodeSubjectDuplicate
		}
	}
	for i := range live {
		if !named[i] {
			pairs = append(pairs, pair[T]{live: &live[i]})
		}
	}
	return arrange(pairs)
}

// arrange names the pairs and sorts them.
func arrange[T accessSubject](pairs []pair[T]) []pair[T] {
	for i := range pairs {
		p := &pairs[i]
		of := p.live
		if of == nil {
			of = p.want
		}
		p.path, p.id = (*of).path(), (*of).identity().id
	}
	slices.SortStableFunc(pairs, func(a, b pair[T]) int {
		return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(a.id, b.id), cmp.Compare(a.problem, b.problem))
	})
	return pairs
}
