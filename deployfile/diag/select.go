package diag

import (
	"fmt"
	"strconv"
	"strings"
)

// Entry returns the path of the entry of list p whose field has the value: p[name=large]. A value that is not a plain
// word is quoted: p[name="a b"].
func (p Path) Entry(field, value string) Path {
	if !plainSelector(value) {
		value = strconv.Quote(value)
	}
	return p + Path("["+field+"="+value+"]")
}

// And narrows an entry further, by a second field: p[hibernate_at="0 18 * * *",wake_at="0 6 * * *"].
func (p Path) And(field, value string) Path {
	if !plainSelector(value) {
		value = strconv.Quote(value)
	}
	return p[:len(p)-1] + Path(","+field+"="+value+"]")
}

// Element returns the path of the scalar in list p that equals the value: p["ops@example.com"].
func (p Path) Element(value string) Path { return p + Path("["+strconv.Quote(value)+"]") }

func plainSelector(value string) bool { return plainKey(value) && !strings.ContainsAny(value, "=,") }

// Step is one element of a path. Exactly one of the forms is used: a key, an index, or conditions on the fields of an
// entry. The quoted form ["text"] is Key with Quoted: a key in a mapping, an element in a list.
type Step struct {
	Key    string
	Quoted bool
	Index  int         // -1 unless the step is an index
	Match  [][2]string // fields and their values
}

// Steps takes a path apart. The error names what cannot be understood and where.
func (p Path) Steps() ([]Step, error) {
	var steps []Step
	rest := string(p)
	for rest != "" {
		at := len(p) - len(rest)
		var step Step
		var err error
		switch key, dotted := strings.CutPrefix(rest, "."); {
		case rest[0] == '[':
			step, rest, err = bracket(rest[1:])
		case len(steps) == 0:
			step, rest, err = plainStep(rest)
		case dotted:
			step, rest, err = plainStep(key)
		default:
			return nil, fmt.Errorf("path %s: a dot or a bracket belongs at character %d", Quote(string(p)), at+1)
		}
		if err != nil {
			return nil, fmt.Errorf("path %s, character %d: %w", Quote(string(p)), at+1, err)
		}
		steps = append(steps, step)
	}
	return steps, nil
}

// plainStep reads a key up to the next dot or bracket.
func plainStep(text string) (step Step, rest string, err error) {
	end := strings.IndexAny(text, ".[")
	if end < 0 {
		end = len(text)
	}
	key, rest := text[:end], text[end:]
	if !plainKey(key) {
		return step, "", fmt.Errorf("%s is not a key", Quote(key))
	}
	return Step{Key: key, Index: -1}, rest, nil
}

// bracket reads what follows an opening bracket, to behind the closing one.
func bracket(text string) (step Step, rest string, err error) {
	step.Index = -1
	if n := leadingDigits(text); n > 0 && n < len(text) && text[n] == ']' {
		step.Index, err = strconv.Atoi(text[:n])
		return step, text[n+1:], err
	}
	if strings.HasPrefix(text, `"`) {
		if step.Key, rest, err = word(text); err != nil {
			return step, "", err
		}
		step.Quoted = true
		if !strings.HasPrefix(rest, "]") {
			return step, "", errBracket
		}
		return step, rest[1:], nil
	}
	for {
		field, value, ok := strings.Cut(text, "=")
		if !ok || !plainKey(field) {
			return step, "", errBracket
		}
		if value, rest, err = word(value); err != nil {
			return step, "", err
		}
		step.Match = append(step.Match, [2]string{field, value})
		switch {
		case strings.HasPrefix(rest, "]"):
			return step, rest[1:], nil
		case strings.HasPrefix(rest, ","):
			text = rest[1:]
		default:
			return step, "", errBracket
		}
	}
}

var errBracket = fmt.Errorf("brackets hold an index, a condition such as name=default, or a quoted text")

// word reads a quoted text, or what stands before the next comma or bracket.
func word(text string) (value, rest string, err error) {
	if !strings.HasPrefix(text, `"`) {
		end := strings.IndexAny(text, ",]")
		if end < 0 {
			return "", "", errBracket
		}
		return text[:end], text[end:], nil
	}
	quoted, err := strconv.QuotedPrefix(text)
	if err != nil {
		return "", "", fmt.Errorf("the quoted text does not end")
	}
	value, err = strconv.Unquote(quoted)
	return value, text[len(quoted):], err
}

func leadingDigits(s string) int {
	n := 0
	for n < len(s) && digit(s[n]) {
		n++
	}
	return n
}
