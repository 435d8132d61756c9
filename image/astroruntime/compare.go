package astroruntime

import (
	"cmp"
	"strings"
)

// Compare returns -1 if a is older than b, +1 if it is newer and 0 if they are equal: the zero Version comes first, then
// the old form, then the new one; inside a form numbers decide (3.10-1 is newer than 3.9-1), then a pre-release comes
// before its final build. Variants of one build, such as 3.1-13 and 3.1-13-base, are ordered by their text: use
// [Version.WithoutSuffix] to compare builds.
func Compare(a, b Version) int {
	if c := cmp.Compare(a.form, b.form); c != 0 {
		return c
	}
	if c := cmp.Compare(a.major, b.major); c != 0 {
		return c
	}
	if c := cmp.Compare(a.minor, b.minor); c != 0 {
		return c
	}
	if c := cmp.Compare(a.patch, b.patch); c != 0 {
		return c
	}
	if a.suffix == b.suffix {
		return 0
	}
	if c := comparePrereleases(a.prerelease(), b.prerelease()); c != 0 {
		return c
	}
	return strings.Compare(a.suffix, b.suffix)
}

// comparePrereleases follows Semantic Versioning: parts between dots, numbers by value and before words, and fewer
// parts first. None at all is newest.
func comparePrereleases(a, b string) int {
	if a == "" || b == "" {
		return cmp.Compare(len(b), len(a))
	}
	for {
		x, restA, moreA := strings.Cut(a, ".")
		y, restB, moreB := strings.Cut(b, ".")
		if c := comparePart(x, y); c != 0 {
			return c
		}
		if !moreA || !moreB {
			return cmp.Compare(btoi(moreA), btoi(moreB))
		}
		a, b = restA, restB
	}
}

func comparePart(a, b string) int {
	numA, numB := isNumber(a), isNumber(b)
	if numA != numB {
		return btoi(numB) - btoi(numA)
	}
	if !numA {
		return strings.Compare(a, b)
	}
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}

func isNumber(s string) bool { return s != "" && strings.TrimLeft(s, "0123456789") == "" }

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
