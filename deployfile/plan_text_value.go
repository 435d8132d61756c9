package deployfile

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// redactions are the values that stand for one that must not be shown, and the words for them.
var redactions = [...]struct {
	value Value
	words string
}{
	{secretStored, "secret"},
	{secretSet, "secret, set"},
	{secretChanged, "secret, changed"},
	{secretBlanked, "secret, blanked"},
	{valueHidden, "hidden value"},
	{hiddenSet, "hidden value, set"},
	{hiddenChanged, "hidden value, changed"},
}

// redactedWords returns the words for a value that stands for another.
func redactedWords(v Value) (words string, ok bool) {
	if !strings.HasPrefix(string(v), `"(`) {
		return "", false
	}
	for i := range redactions {
		if redactions[i].value == v {
			return redactions[i].words, true
		}
	}
	return "", false
}

// shown is a value, or the step from one to another, ready to print.
type shown struct {
	before, after string // with both, the value goes from one to the other
}

// showStep shows what a change does to one value. An entry that comes or goes has one side only.
func showStep(before, after Value, secret bool) shown {
	was, hidden := redactedWords(before)
	is, also := redactedWords(after)
	hidden, also = hidden && secret, also && secret
	switch {
	case before == "" && after == "":
		return shown{}
	case hidden && after == "":
		return shown{after: was + ", deleted"}
	case hidden && also && before == after:
		return shown{after: is + ", kept"}
	case also && (hidden || before == ""):
		return shown{after: is}
	}
	old, text := textIn(before)
	now, texts := textIn(after)
	at := 0
	if text && texts {
		at = commonPrefix(old, now)
	}
	var s shown
	switch {
	case hidden:
		s.before = was
	case text:
		s.before = quoteValue(before, old, at)
	default:
		s.before = literal(before)
	}
	switch {
	case also:
		s.after = is
	case texts:
		s.after = quoteValue(after, now, at)
	default:
		s.after = literal(after)
	}
	return s
}

// textIn returns the text of a value that is one.
func textIn(v Value) (string, bool) {
	if len(v) < 2 || v[0] != '"' {
		return "", false
	}
	if strings.IndexByte(string(v[1:]), '"') == len(v)-2 && strings.IndexByte(string(v), '\\') < 0 {
		return string(v[1 : len(v)-1]), true
	}
	c := jsonCursor{text: string(v)}
	s, err := c.string()
	return s, err == nil && c.end() == nil
}

// literal shows a value that is no text: a number, a truth value, or a list as JSON.
func literal(v Value) string {
	if v == "" {
		return "none"
	}
	return harmless(ellipsis(string(v), maxShown))
}

// quoteValue quotes the text of a value; most have the same quoted form in JSON and in Go.
func quoteValue(v Value, text string, at int) string {
	if len(v) <= maxShown && len(text) == len(v)-2 && harmless(text) == text {
		return string(v)
	}
	return quoteShort(text, at)
}

// quoteShort quotes a text. Of a long one it shows both ends, the part that starts just before the character with offset
// at, where it begins to differ from another, and the length.
func quoteShort(s string, at int) string {
	const head, window, tail = 16, 24, 12
	if len(s) <= maxShown || utf8.RuneCountInString(s) <= maxShown {
		return strconv.Quote(s)
	}
	first, last := runeOffset(s, head), len(s)-runeTail(s, tail)
	start := at - runeTail(s[:at], min(4, utf8.RuneCountInString(s[max(0, at-16):at])))
	var short string
	if start <= first || start >= last {
		short = s[:runeOffset(s, head+window)] + "…" + s[last:]
	} else {
		end := start + runeOffset(s[start:], min(window, utf8.RuneCountInString(s[start:last])))
		short = s[:first] + "…" + s[start:end]
		if end < last {
			short += "…"
		}
		short += s[last:]
	}
	return strconv.Quote(short) + " (" + grouped(utf8.RuneCountInString(s)) + " characters)"
}

// commonPrefix returns how many bytes two texts have in common at their start, whole characters only.
func commonPrefix(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			n = i
			break
		}
	}
	for n > 0 && n < len(a) && !utf8.RuneStart(a[n]) {
		n--
	}
	return n
}

// valueMember is one key of an object and its value.
type valueMember struct {
	key   string
	value Value
}

// membersOf takes an object apart; anything else has no members.
func membersOf(v Value) []valueMember {
	if !strings.HasPrefix(string(v), "{") {
		return nil
	}
	members := make([]valueMember, 0, 8)
	c := jsonCursor{text: string(v)}
	err := c.object(func(key string) error {
		c.peek()
		start := c.at
		err := c.skip()
		members = append(members, valueMember{key, v[start:c.at]})
		return err
	})
	if err != nil {
		return nil
	}
	return members
}
