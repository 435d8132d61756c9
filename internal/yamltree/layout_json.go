package yamltree

import (
	"sort"
)

// json writes a value as it stands in the text, its members in the order of the shape.
func (s *sheet) json(n *Node, shape Shape, indent int) {
	if shape != nil && !shape.Fits(n) {
		shape = nil
	}
	switch n.Kind {
	case Mapping:
		s.jsonList('{', '}', len(n.Members), indent, s.jsonMembers(n, shape, indent+len(indentation)))
	case Sequence:
		s.jsonList('[', ']', len(n.Items), indent, func(i int) {
			var below Shape
			if shape != nil {
				below = shape.Item(n.Items[i])
			}
			s.json(n.Items[i], below, indent+len(indentation))
		})
	default:
		s.out = append(s.out, s.tree.Source[n.Start:n.End]...)
	}
}

// jsonMembers returns what writes member i in the order of the shape.
func (s *sheet) jsonMembers(n *Node, shape Shape, indent int) func(i int) {
	type placed struct {
		place  int
		shape  Shape
		member *Member
	}
	all := make([]placed, len(n.Members))
	for i := range n.Members {
		p := placed{member: &n.Members[i]}
		if shape != nil {
			p.place, p.shape = shape.Member(p.member)
		}
		all[i] = p
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].place < all[j].place })
	return func(i int) {
		key := all[i].member.Key
		s.out = append(s.out, s.tree.Source[key.Start:key.End]...)
		s.out = append(s.out, ": "...)
		s.json(all[i].member.Value, all[i].shape, indent)
	}
}

func (s *sheet) jsonList(open, end byte, n, indent int, entry func(i int)) {
	s.out = append(s.out, open)
	for i := range n {
		if len(s.out) > MaxBytes {
			return
		}
		if i > 0 {
			s.out = append(s.out, ',')
		}
		s.out = append(s.out, s.eol...)
		s.spaces(indent + len(indentation))
		entry(i)
	}
	if n > 0 {
		s.out = append(s.out, s.eol...)
		s.spaces(indent)
	}
	s.out = append(s.out, end)
}
