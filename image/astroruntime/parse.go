package astroruntime

import "strings"

// maxNumber bounds each number of a version: one more digit still fits into 32 bits.
const maxNumber = 99_999_999

// Parse reads a version in the old form MAJOR.MINOR.PATCH or the new form X.Y-N, either with a suffix: a pre-release,
// build metadata, or the variant of an image tag. A leading v is dropped. It returns a [*ParseError] for all else; that
// the version exists is not asked.
func Parse(s string) (Version, error) {
	v, ok := scan(strings.TrimPrefix(s, "v"))
	if !ok {
		return Version{}, explain(s)
	}
	return v, nil
}

// scan reads a version without a leading v.
func scan(s string) (v Version, ok bool) {
	if v.major, s, ok = number(s); !ok {
		return Version{}, false
	}
	if s, ok = strings.CutPrefix(s, "."); !ok {
		return Version{}, false
	}
	if v.minor, s, ok = number(s); !ok || s == "" {
		return Version{}, false
	}
	opens := "-+" // what may start a suffix
	switch s[0] {
	case '.':
		v.form = oldForm
	case '-':
		v.form, opens = newForm, ".-"
	default:
		return Version{}, false
	}
	if v.patch, s, ok = number(s[1:]); !ok || !isSuffix(s, opens) {
		return Version{}, false
	}
	v.suffix = s
	return v, true
}

// number reads the digits at the start of s.
func number(s string) (n uint32, rest string, ok bool) {
	i := 0
	for i < len(s) && isDigit(s[i]) {
		if n = n*10 + uint32(s[i]-'0'); n > maxNumber {
			return 0, s, false
		}
		i++
	}
	return n, s[i:], i > 0
}

func isSuffix(s, opens string) bool {
	if s == "" {
		return true
	}
	if len(s) == 1 || strings.IndexByte(opens, s[0]) < 0 {
		return false
	}
	for i := range len(s) {
		if !isDigit(s[i]) && !isLetter(s[i]) && s[i] != '.' && s[i] != '+' && s[i] != '-' {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
