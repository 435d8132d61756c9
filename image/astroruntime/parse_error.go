package astroruntime

import (
	"strconv"
	"strings"
)

// Reason says what is wrong with a text that is no version.
type Reason string

const (
	ReasonEmpty         Reason = "empty"
	ReasonFloating      Reason = "floating"       // 3.1, 3, latest: names a line, and another build from week to week
	ReasonMisplacedDash Reason = "misplaced-dash" // 3-0.1 where 3.0-1 is meant
	ReasonSyntax        Reason = "syntax"         // anything else
)

// ParseError is the error of [Parse].
type ParseError struct {
	Text   string // what was given
	Reason Reason

	// Suggestion is the version that was probably meant: for a floating tag, the newest build that it stood for on
	// [TableDate]. It is zero if there is none.
	Suggestion Version
}

// Error quotes the text, shortened if it is long, and ends with the suggestion.
func (e *ParseError) Error() string {
	var rule string
	switch e.Reason {
	case ReasonEmpty:
		return "runtime version is empty"
	case ReasonFloating:
		rule = " is a floating tag, which names no single build"
	case ReasonMisplacedDash:
		rule = " has its separators exchanged"
	default:
		rule = " has neither the form MAJOR.MINOR.PATCH nor X.Y-N"
	}
	s := "runtime version " + quote(e.Text) + rule
	if !e.Suggestion.IsZero() {
		s += `; did you mean "` + e.Suggestion.String() + `"?`
	}
	return s
}

// quote keeps messages short, however long the input is.
func quote(s string) string {
	const most = 64
	if len(s) > most {
		return strconv.Quote(s[:most]) + "..."
	}
	return strconv.Quote(s)
}

// explain finds the reason why s is no version.
func explain(s string) *ParseError {
	t := strings.TrimPrefix(s, "v")
	if t == "" {
		return &ParseError{Text: s, Reason: ReasonEmpty}
	}
	if line := t[:len(t)-len(imageSuffix(t))]; isFloating(line) {
		return &ParseError{Text: s, Reason: ReasonFloating, Suggestion: resolve(line)}
	}
	if v, ok := exchangeSeparators(t); ok {
		return &ParseError{Text: s, Reason: ReasonMisplacedDash, Suggestion: v}
	}
	return &ParseError{Text: s, Reason: ReasonSyntax}
}

// isFloating reports whether s is "latest", one number, or two with a dot between them.
func isFloating(s string) bool {
	if s == "latest" {
		return true
	}
	_, s, ok := number(s)
	if !ok {
		return false
	}
	if s == "" {
		return true
	}
	_, s, ok = number(strings.TrimPrefix(s, "."))
	return ok && s == ""
}

// resolve returns the newest build in the table that a floating tag stands for, the new form first.
func resolve(tag string) Version {
	for i := len(builds) - 1; i >= 0; i-- {
		v := builds[i].version()
		if builds[i].yanked == 0 && (tag == "latest" || startsWith(v, tag)) {
			return v
		}
	}
	return Version{}
}

// startsWith reports whether the numbers of v begin with the one or two numbers of a tag.
func startsWith(v Version, tag string) bool {
	major, rest, _ := number(tag)
	if rest == "" {
		return v.major == major
	}
	minor, _, _ := number(rest[1:])
	return v.major == major && v.minor == minor
}

// exchangeSeparators reads X-Y.N as the version that was meant: the new form, unless X is a major of the old form only.
func exchangeSeparators(s string) (Version, bool) {
	major, rest, ok := strings.Cut(s, "-")
	if !ok {
		return Version{}, false
	}
	minor, patch, ok := strings.Cut(rest, ".")
	if !ok {
		return Version{}, false
	}
	v, ok := scan(major + "." + minor + "-" + patch)
	if !ok {
		return Version{}, false
	}
	if old, ok := scan(major + "." + minor + "." + patch); ok && !hasMajor(newForm, v.major) && hasMajor(oldForm, v.major) {
		return old, true
	}
	return v, true
}
