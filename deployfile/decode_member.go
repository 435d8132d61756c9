package deployfile

import (
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
)

const (
	smallMapping = 16 // members up to which looking at each is cheap
	maxMoves     = 50 // fixes of a file that copy a part of it
)

// member is [yamltree.Node.Member] with an index for large mappings, which strange keys ask again and again.
func (d *decoder) member(n *yamltree.Node, key string) *yamltree.Member {
	if len(n.Members) <= smallMapping {
		return n.Member(key)
	}
	first := &n.Members[0] // aliases share the members
	index, ok := d.index[first]
	if !ok {
		index = make(map[string]*yamltree.Member, smallMapping)
		for i := range n.Members {
			m := &n.Members[i]
			if _, there := index[m.Key.Text]; !there || !m.Merged {
				index[m.Key.Text] = m
			}
		}
		if d.index == nil {
			d.index = map[*yamltree.Member]map[string]*yamltree.Member{}
		}
		d.index[first] = index
	}
	return index[key]
}

// home returns the value at the path of a level, found once for every level.
func (d *decoder) home(path string) *yamltree.Node {
	n, ok := d.homes[path]
	if !ok {
		_, n = d.file.tree.Find(path)
		if d.homes == nil {
			d.homes = map[string]*yamltree.Node{}
		}
		d.homes[path] = n
	}
	return n
}

// kept reports whether a finding is more than counted, so that somebody will read it.
func kept(f *diag.Diagnostic) bool { return f.Code != "" }

// fixable reports whether a fix of a finding about the key at this step would be kept: building one takes time that
// grows with its mapping.
func (d *decoder) fixable(f *diag.Diagnostic, at *step) bool {
	return kept(f) && (len(d.file.twice) == 0 || !d.file.twice.has(at.path()))
}

// delete completes a finding about a key that has no use.
func (d *decoder) delete(f *diag.Diagnostic, n *yamltree.Node, i int, at *step) {
	if d.fixable(f, at) {
		f.Fix = fix("delete "+clip(at.key), d.file.tree.DeleteMember(n, i))
	}
}
