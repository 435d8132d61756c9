package client

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxDescription is how long the API lets the description of a Deployment be, in characters.
const maxDescription = 1000

// A mark is a line of text that says whose a Deployment is: the API has no labels, so it stands as the last line of the
// description. It begins with a kind and a version, two words: astrofile-fleet v1 label=etl. Marks of other kinds and
// versions are text like any other.

// appendMark returns the description with the mark as its last line, in place of one of the same kind and version if
// the description ends in that.
func appendMark(description, mark string) (string, error) {
	if strings.ContainsFunc(mark, func(r rune) bool { return r < ' ' || r == utf8.RuneError }) {
		return "", fmt.Errorf("%w: mark %q is not one line of text", ErrInvalid, mark)
	}
	if _, rest, ok := findMark(description, markKind(mark)); ok {
		description = rest
	}
	marked := mark
	if description != "" {
		marked = description + "\n" + mark
	}
	if n := utf8.RuneCountInString(marked); n > maxDescription {
		room := maxDescription - utf8.RuneCountInString(mark) - 1
		return "", fmt.Errorf("%w: the description has %d characters, and with the line %q only %d have room",
			ErrInvalid, utf8.RuneCountInString(description), mark, max(0, room))
	}
	return marked, nil
}

// findMark returns the last line of the description if it begins with the words of prefix, and the text before that
// line. White space at the end, which an editor may have left there, does not count.
func findMark(description, prefix string) (mark, rest string, ok bool) {
	mark = strings.TrimRight(description, " \t\r\n")
	if i := strings.LastIndexByte(mark, '\n'); i >= 0 {
		rest, mark = mark[:i], mark[i+1:]
	}
	if after, found := strings.CutPrefix(mark, prefix); found && (after == "" || after[0] == ' ') {
		return mark, rest, true
	}
	return "", description, false
}

// markKind returns the first two words of a mark.
func markKind(mark string) string {
	kind, rest, _ := strings.Cut(mark, " ")
	version, _, _ := strings.Cut(rest, " ")
	return strings.TrimSuffix(kind+" "+version, " ")
}
