package clienttest

import (
	"iter"
	"slices"
)

// rows keeps objects by ID in the order in which they came.
type rows[T any] struct {
	byID map[string]*T
	ids  []string
	list []*T // in the order of ids
}

func (r *rows[T]) get(id string) (*T, bool) {
	v, ok := r.byID[id]
	return v, ok
}

// put adds an object, or replaces the one of the same ID in its place.
func (r *rows[T]) put(id string, v *T) {
	if r.byID == nil {
		r.byID = map[string]*T{}
	}
	if _, ok := r.byID[id]; ok {
		r.list[slices.Index(r.ids, id)] = v
	} else {
		r.ids, r.list = append(r.ids, id), append(r.list, v)
	}
	r.byID[id] = v
}

func (r *rows[T]) remove(id string) {
	if _, ok := r.byID[id]; !ok {
		return
	}
	delete(r.byID, id)
	i := slices.Index(r.ids, id)
	r.ids, r.list = slices.Delete(r.ids, i, i+1), slices.Delete(r.list, i, i+1)
}

func (r *rows[T]) len() int { return len(r.ids) }

// all goes through the objects in order. The loop body may remove the one it has.
func (r *rows[T]) all() iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for i := 0; i < len(r.list); {
			v := r.list[i]
			if !yield(v) {
				return
			}
			if i < len(r.list) && r.list[i] == v {
				i++
			}
		}
	}
}
