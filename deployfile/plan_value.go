package deployfile

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/astrofile/astrofile/internal/yamltree"
)

// The values of secrets and of variables whose value must not be shown, as a plan writes them.
const (
	secretStored  Value = `"(secret)"`
	secretSet     Value = `"(secret, set)"`
	secretChanged Value = `"(secret, changed)"`
	secretBlanked Value = `"(secret, blanked)"`
	valueHidden   Value = `"(hidden)"`
	hiddenSet     Value = `"(hidden, set)"`
	hiddenChanged Value = `"(hidden, changed)"`
)

// textValue writes a text as JSON. What is not UTF-8 becomes U+FFFD.
func textValue(s string) Value {
	if isPlainText(s) {
		return Value(`"` + s + `"`)
	}
	return Value(yamltree.AppendJSONText(nil, s, false))
}

// isPlainText reports whether s stands in JSON as it is, between quotes.
func isPlainText(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf || c == 0x7f {
			return false
		}
	}
	return true
}

// joiner makes many small strings in few pieces of memory, for the paths and values of a large plan.
type joiner struct{ b strings.Builder }

func (j *joiner) join(first, second, third string) string {
	const piece = 4096
	n := len(first) + len(second) + len(third)
	if j.b.Cap()-j.b.Len() < n {
		j.b = strings.Builder{}
		j.b.Grow(max(n, piece))
	}
	start := j.b.Len()
	_, _ = j.b.WriteString(first)
	_, _ = j.b.WriteString(second)
	_, _ = j.b.WriteString(third)
	return j.b.String()[start:]
}

func (j *joiner) textValue(s string) Value {
	if isPlainText(s) {
		return Value(j.join(`"`, s, `"`))
	}
	return textValue(s)
}

func numberValue(n int) Value { return Value(strconv.Itoa(n)) }

func boolValue(b bool) Value { return Value(strconv.FormatBool(b)) }

// entryValue collects the fields of an entry as a JSON object.
type entryValue struct{ text []byte }

func (e *entryValue) add(key string, v Value) {
	if v == "" {
		return
	}
	separator := byte(',')
	if e.text == nil {
		separator = '{'
	}
	e.text = append(e.text, separator, '"')
	e.text = append(e.text, key...)
	e.text = append(e.text, '"', ':')
	e.text = append(e.text, v...)
}

func (e *entryValue) addText(key, s string) {
	if s != "" {
		e.add(key, textValue(s))
	}
}

func (e *entryValue) addNumber(key string, n *int) {
	if n != nil {
		e.add(key, numberValue(*n))
	}
}

func (e *entryValue) value() Value {
	if e.text == nil {
		return "{}"
	}
	return Value(append(e.text, '}'))
}
