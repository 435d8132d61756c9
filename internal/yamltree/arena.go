package yamltree

// arena hands out nodes, members and items from a few large slabs. A file has thousands of them, and one allocation
// for each would cost more than everything else that is done with them.
type arena struct {
	chunk   int
	count   int // nodes handed out
	nodes   [][]Node
	free    []Node // the rest of the last of them
	members []Member
	items   []*Node
}

const (
	minChunk = 16
	maxChunk = 256 // a slab of so many nodes is still one of the allocator's small objects
)

func newArena(size int) arena {
	return arena{chunk: min(max(size/16, minChunk), maxChunk)}
}

func (a *arena) node() *Node {
	a.count++
	if len(a.free) == 0 {
		a.free = make([]Node, a.chunk)
		a.nodes = append(a.nodes, a.free)
	}
	n := &a.free[0]
	a.free = a.free[1:]
	return n
}

// memberSlice returns an empty slice with room for n members; appending more than n moves it elsewhere.
func (a *arena) memberSlice(n int) []Member {
	return take(&a.members, n, a.chunk)
}

// itemSlice returns an empty slice with room for n items.
func (a *arena) itemSlice(n int) []*Node {
	return take(&a.items, n, a.chunk)
}

func take[T any](slab *[]T, n, chunk int) []T {
	if n == 0 {
		return nil
	}
	if n > chunk/4 {
		return make([]T, 0, n)
	}
	if cap(*slab)-len(*slab) < n {
		*slab = make([]T, 0, chunk)
	}
	from := len(*slab)
	*slab = (*slab)[:from+n]
	return (*slab)[from : from : from+n]
}

// each calls f for every node in the order in which they were handed out.
func (a *arena) each(f func(*Node)) {
	for i, slab := range a.nodes {
		if i == len(a.nodes)-1 {
			slab = slab[:len(slab)-len(a.free)]
		}
		for i := range slab {
			f(&slab[i])
		}
	}
}
