package golden

import (
	"strings"

	"golang.org/x/tools/txtar"
)

// arrange returns the archive with these outputs in place of the ones it has: each behind the input that it belongs
// to and that input's options, the others at the end.
func arrange(file *txtar.Archive, outputs []output) *txtar.Archive {
	var given []txtar.File
	for _, s := range file.Files {
		if !strings.HasPrefix(s.Name, wantPrefix) {
			given = append(given, s)
		}
	}
	var names []string
	for _, s := range given {
		names = append(names, strings.TrimSuffix(s.Name, quotedSuffix))
	}
	behind := map[int][]txtar.File{} // by index of the given section that they follow
	for _, o := range outputs {
		at := owner(names, o.name)
		behind[at] = append(behind[at], section(wantPrefix+o.name, o.data))
	}
	after := &txtar.Archive{Comment: file.Comment}
	for i, s := range given {
		after.Files = append(after.Files, s)
		after.Files = append(after.Files, behind[i]...)
	}
	after.Files = append(after.Files, behind[len(given)]...)
	return after
}

// owner returns the index of the section that an output follows: the input of the longest name that the output's
// name is or continues behind a dot, or its options when they come next; len(names) when there is none.
func owner(names []string, name string) int {
	best := len(names)
	for i, n := range names {
		if (name == n || strings.HasPrefix(name, n+".")) && (best == len(names) || len(n) > len(names[best])) {
			best = i
		}
	}
	if best+1 < len(names) && names[best+1] == names[best]+optionsSuffix {
		best++
	}
	return best
}
