package deployfile

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

const (
	longestSuggestion = 64 // bytes; longer words get no suggestion
	farthest          = 2  // edits
)

// nearest returns the candidate that s most likely means: the one that is equal when letter case, underscores, hyphens
// and blanks do not count; else the one with the fewest edits, at most two and at most a third of the shorter
// word, letter case not counted. Characters that cannot be seen, such as a zero-width space, do not count at all. Without
// a single nearest candidate there is no suggestion.
func nearest(s string, candidates []string) (string, bool) {
	if len(s) > longestSuggestion {
		return "", false
	}
	if s = visible(s); s == "" {
		return "", false
	}
	if found, unique := sameLetters(s, candidates); unique {
		return found, true
	} else if found != "" {
		return "", false
	}
	letters := letterSet(s)
	best, distance, unique := "", farthest+1, false
	for _, candidate := range candidates {
		limit := min(farthest, distance, min(len(s), len(candidate))/3)
		if len(candidate) > longestSuggestion {
			continue
		}
		if bits.OnesCount64(letters^letterSet(candidate)) > 2*limit {
			continue // an edit changes at most two letters of the set
		}
		switch d := editDistance(s, candidate, limit); {
		case d > limit || candidate == best:
		case d < distance:
			best, distance, unique = candidate, d, true
		default:
			unique = false
		}
	}
	if !unique {
		return "", false
	}
	return best, true
}

// similar returns the candidates between which [nearest] cannot decide: those with the fewest edits.
func similar(s string, candidates []string) []string {
	var found []string
	distance := farthest
	for _, candidate := range candidates {
		limit := min(distance, min(len(s), len(candidate))/3)
		if max(len(s), len(candidate)) > longestSuggestion {
			continue
		}
		switch d := editDistance(s, candidate, limit); {
		case d > limit:
		case d < distance:
			found, distance = []string{candidate}, d
		default:
			found = append(found, candidate)
		}
	}
	return found
}

// visible returns s without the format characters beyond ASCII. It is never longer than s.
func visible(s string) string {
	if runOf(s, func(b byte) bool { return b < utf8.RuneSelf }) == len(s) {
		return s
	}
	kept := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.Is(unicode.Cf, r) {
			kept = append(kept, s[i:i+size]...)
		}
		i += size
	}
	return string(kept)
}

// sameLetters returns the first candidate with the letters and digits of s, and whether it is the only one.
func sameLetters(s string, candidates []string) (found string, unique bool) {
	for _, candidate := range candidates {
		switch {
		case candidate == found || !equalLetters(s, candidate):
		case found != "":
			return found, false
		default:
			found, unique = candidate, candidate != ""
		}
	}
	return found, unique
}

// equalLetters compares a and b without letter case, underscores, hyphens and blanks.
func equalLetters(a, b string) bool {
	i, j := 0, 0
	for {
		for i < len(a) && keySeparator(a[i]) {
			i++
		}
		for j < len(b) && keySeparator(b[j]) {
			j++
		}
		if i == len(a) || j == len(b) {
			return i == len(a) && j == len(b)
		}
		if lowerASCII(a[i]) != lowerASCII(b[j]) {
			return false
		}
		i, j = i+1, j+1
	}
}

// editDistance counts insertions, deletions, replacements and swaps of neighbours between a and b (Damerau-Levenshtein
// in its restricted form) in the diagonal band that limit, at most 2, leaves. A result above limit means too
// far. Neither word may be longer than longestSuggestion.
func editDistance(a, b string, limit int) int {
	if max(len(a)-len(b), len(b)-len(a)) > limit {
		return limit + 1
	}
	var store [3][longestSuggestion + 1]uint8
	before, above, row := &store[0], &store[1], &store[2]
	tooFar := uint8(limit + 1)
	for j := range len(b) + 1 {
		above[j] = uint8(j)
	}
	for i := 1; i <= len(a); i++ {
		first, last := max(1, i-limit), min(len(b), i+limit)
		row[first-1] = tooFar
		if first == 1 {
			row[0] = uint8(i)
		}
		least := row[first-1]
		for j := first; j <= last; j++ {
			x, y := lowerASCII(a[i-1]), lowerASCII(b[j-1])
			d := above[j-1]
			if x != y {
				d++
			}
			d = min(d, row[j-1]+1)
			if j < i+limit {
				d = min(d, above[j]+1)
			}
			if i > 1 && j > 1 && x == lowerASCII(b[j-2]) && y == lowerASCII(a[i-2]) {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least >= tooFar {
			return limit + 1
		}
		before, above, row = above, row, before
	}
	return int(above[len(b)])
}

// letterSet has a bit for every letter and digit of s.
func letterSet(s string) uint64 {
	var set uint64
	for i := range len(s) {
		set |= 1 << (lowerASCII(s[i]) & 63)
	}
	return set
}

func keySeparator(c byte) bool { return c == '_' || c == '-' || asciiBlank(c) }
