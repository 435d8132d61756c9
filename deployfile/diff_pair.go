package deployfile

import "slices"

// pairing says which entries of two lists are the same, by what identifies them.
type pairing struct {
	of                   []int // for each entry of the file the index of the live one, or one of the constants below
	gone                 []int // indexes of live entries that the file leaves out
	twiceLive, twiceWant []string
}

const (
	newEntry     = -1
	unsureEntry  = -2 // its name stands twice on one side: nothing is said about it
	unmatched    = -1
	matchedTwice = -2
)

// pair matches the entries of two lists by name.
func pair(live, want int, liveName, wantName func(int) string) pairing {
	p := pairing{of: make([]int, want)}
	index := make(map[string]int, live)
	by := make([]int, live) // for each live entry: that of the file which has its name
	for i := range live {
		name := liveName(i)
		if first, again := index[name]; again {
			by[i], by[first] = matchedTwice, matchedTwice
			p.twiceLive = append(p.twiceLive, name)
			continue
		}
		by[i] = unmatched
		index[name] = i
	}
	var fresh map[string]int // names of the file that are not live, with the entry that has it
	for i := range want {
		name := wantName(i)
		at, known := index[name]
		p.of[i] = newEntry
		switch {
		case known && by[at] == matchedTwice:
			p.of[i] = unsureEntry
		case known && by[at] == unmatched:
			p.of[i], by[at] = at, i
		case known:
			p.of[i], p.of[by[at]] = unsureEntry, unsureEntry
			p.twiceWant = append(p.twiceWant, name)
		default:
			if first, again := fresh[name]; again {
				p.of[i], p.of[first] = unsureEntry, unsureEntry
				p.twiceWant = append(p.twiceWant, name)
				continue
			}
			if fresh == nil {
				fresh = make(map[string]int, want-i)
			}
			fresh[name] = i
		}
	}
	for i, entry := range by {
		if entry == unmatched {
			p.gone = append(p.gone, i)
		}
	}
	slices.Sort(p.twiceLive)
	slices.Sort(p.twiceWant)
	p.twiceLive, p.twiceWant = slices.Compact(p.twiceLive), slices.Compact(p.twiceWant)
	return p
}
