package validate

import "strings"

// nearest returns the candidate that a word most likely means: one with the same letters and digits, else the only one
// within two edits, and within a third of the shorter word. Without a single one there is no suggestion.
func nearest(word string, candidates []string) string {
	const longest = 64
	best, distance, unique := "", 3, false
	if len(word) > longest {
		return ""
	}
	for _, candidate := range candidates {
		if candidate == "" || len(candidate) > longest {
			continue
		}
		d := 0
		if a, b := letters(word), letters(candidate); a != b {
			d = edits(a, b)
			if d > 2 || 3*d > min(len(a), len(b)) {
				continue
			}
		}
		switch {
		case d < distance:
			best, distance, unique = candidate, d, true
		case d == distance && candidate != best:
			unique = false
		}
	}
	if !unique {
		return ""
	}
	return best
}

// letters returns the word without letter case, underscores, hyphens and blanks.
func letters(word string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(word))
}

// edits counts insertions, deletions, replacements and swaps of neighbours that turn a into b.
func edits(a, b string) int {
	before, above := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range above {
		above[j] = j
	}
	for i := range len(a) {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range len(b) {
			d := above[j]
			if a[i] != b[j] {
				d++
			}
			d = min(d, row[j]+1, above[j+1]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, before[j-1]+1)
			}
			row[j+1] = d
		}
		before, above = above, row
	}
	return above[len(b)]
}
