package diag

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
)

// Apply returns src with the edits carried out; src itself stays as it is. All offsets count in src. It refuses edits
// that reach outside of src or overlap. Insertions at one place come in the order given, in front of a replacement that
// starts there.
func Apply(src []byte, edits []Edit) ([]byte, error) {
	sorted, err := sortEdits(src, edits)
	if err != nil {
		return nil, err
	}
	return splice(src, sorted), nil
}

// sortEdits returns the edits by position, or an error when they cannot be carried out.
func sortEdits(src []byte, edits []Edit) ([]Edit, error) {
	sorted := slices.Clone(edits)
	sort.SliceStable(sorted, func(i, j int) bool { return compareEdits(sorted[i], sorted[j]) < 0 })
	for i, e := range sorted {
		if e.Start < 0 || e.Start > e.End || e.End > len(src) {
			return nil, fmt.Errorf("edit of bytes %d to %d does not fit a text of %d bytes", e.Start, e.End, len(src))
		}
		if i > 0 && e.Start < sorted[i-1].End {
			return nil, fmt.Errorf("edits of bytes %d to %d and %d to %d overlap",
				sorted[i-1].Start, sorted[i-1].End, e.Start, e.End)
		}
	}
	return sorted, nil
}

func compareEdits(a, b Edit) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// splice carries out edits that are known to be in order.
func splice(src []byte, edits []Edit) []byte {
	size := len(src)
	for _, e := range edits {
		size += len(e.Text) - (e.End - e.Start)
	}
	out := make([]byte, 0, size)
	done := 0
	for _, e := range edits {
		out = append(out, src[done:e.Start]...)
		out = append(out, e.Text...)
		done = e.End
	}
	return append(out, src[done:]...)
}

// ApplyFixes returns src with the fixes of the findings carried out, and how many these were. It takes them in the
// order of l and leaves out those that touch what an earlier one changes, those whose edits [Apply] refuses, and those
// of ignored findings. What was left out may be possible on the result: check that text again.
func ApplyFixes(src []byte, l List) (out []byte, applied int) {
	var accepted []Edit
	for i := range l {
		fix := l[i].Fix
		if fix == nil || len(fix.Edits) == 0 || l[i].Ignored != "" {
			continue
		}
		edits, err := sortEdits(src, fix.Edits)
		if err != nil || slices.ContainsFunc(edits, func(e Edit) bool { return collides(accepted, e) }) {
			continue
		}
		for _, e := range edits {
			accepted = insert(accepted, e)
		}
		applied++
	}
	return splice(src, accepted), applied
}

// collides reports whether e overlaps one of the edits, which are in order. An insertion also collides with an edit
// that it touches: which of the two texts should come first is unknown.
func collides(edits []Edit, e Edit) bool {
	i := sort.Search(len(edits), func(i int) bool { return edits[i].End >= e.Start })
	for ; i < len(edits) && edits[i].Start <= e.End; i++ {
		other := edits[i]
		overlap := other.Start < e.End && e.Start < other.End
		insertion := other.Start == other.End || e.Start == e.End
		if overlap || insertion {
			return true
		}
	}
	return false
}

// insert returns the edits, which are in order, with e behind those at the same place.
func insert(edits []Edit, e Edit) []Edit {
	i := sort.Search(len(edits), func(i int) bool { return compareEdits(edits[i], e) > 0 })
	return slices.Insert(edits, i, e)
}
