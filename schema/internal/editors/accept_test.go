package editors

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// filler gives the text of a tab stop of a snippet; what it gets is the text that the snippet proposes there.
type filler func(proposed string) string

func asProposed(proposed string) string { return proposed }

// accept returns what an editor makes of a text when one of the completions is taken, with the cursor behind what was
// written.
func accept(t testing.TB, text string, c completion, fill filler) string {
	t.Helper()
	require.NotNil(t, c.TextEdit, "%s has no edit", c.Label)
	text, _ = cut(t, text)
	start, end := offset(text, c.TextEdit.Range.Start), offset(text, c.TextEdit.Range.End)
	line := text[strings.LastIndexByte(text[:start], '\n')+1 : start]
	indent := line[:len(line)-len(strings.TrimLeftFunc(line, unicode.IsSpace))]
	written, err := expand(c.TextEdit.NewText, fill)
	require.NoError(t, err)
	return text[:start] + strings.ReplaceAll(written, "\n", "\n"+indent) + cursor + text[end:]
}

// expand replaces the tab stops of a snippet by what fill makes of them: $1, ${1}, ${1:proposal} and ${1|one,two|}, of
// which the first choice is proposed. A tab stop that comes again gets the same text.
func expand(snippet string, fill filler) (string, error) {
	x := expansion{rest: snippet, fill: fill, filled: map[int]string{}}
	return x.text("")
}

type expansion struct {
	rest   string
	fill   filler
	filled map[int]string
}

// text reads up to one of the bytes of ends, which it takes away, or to the end.
func (x *expansion) text(ends string) (string, error) {
	var b strings.Builder
	for x.rest != "" {
		first := x.rest[0]
		x.rest = x.rest[1:]
		switch {
		case strings.IndexByte(ends, first) >= 0:
			return b.String(), nil
		case first == '\\' && x.rest != "" && strings.IndexByte(`$}\,|`, x.rest[0]) >= 0:
			b.WriteByte(x.rest[0])
			x.rest = x.rest[1:]
		case first == '$':
			stop, err := x.stop()
			if err != nil {
				return "", err
			}
			b.WriteString(stop)
		default:
			b.WriteByte(first)
		}
	}
	if ends != "" {
		return "", strconv.ErrSyntax
	}
	return b.String(), nil
}

// stop reads a tab stop behind its dollar sign.
func (x *expansion) stop() (string, error) {
	after, braces := strings.CutPrefix(x.rest, "{")
	digits := after[:len(after)-len(strings.TrimLeft(after, "0123456789"))]
	n, err := strconv.Atoi(digits)
	if err != nil {
		return "", err
	}
	x.rest = after[len(digits):]
	proposed := ""
	if braces {
		if x.rest == "" {
			return "", strconv.ErrSyntax
		}
		sign := x.rest[0]
		x.rest = x.rest[1:]
		switch sign {
		case '}':
		case ':':
			proposed, err = x.text("}")
		case '|':
			var choices string
			choices, err = x.text("|")
			proposed, _, _ = strings.Cut(choices, ",")
			x.rest = strings.TrimPrefix(x.rest, "}")
		default:
			err = strconv.ErrSyntax
		}
		if err != nil {
			return "", err
		}
	}
	if _, ok := x.filled[n]; !ok {
		x.filled[n] = x.fill(proposed)
	}
	return x.filled[n], nil
}

func TestExpand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ snippet, want string }{
		{"name: ${1:etl}", "name: etl"},
		{"name: $1\ntype: ${2|A5,A10|}", "name: \ntype: A5"},
		{"${1:a}-$1-${2}", "a-a-"},
		{`\$HOME \} \\ a\b`, `$HOME } \ a\b`},
		{"${1:outer ${2:inner}}", "outer inner"},
	} {
		got, err := expand(c.snippet, asProposed)
		require.NoError(t, err, c.snippet)
		assert.Equal(t, c.want, got, c.snippet)
	}
	for _, bad := range []string{"$", "${1", "${1:a", "${x}", "${1|a", "${1/a/b/}"} {
		_, err := expand(bad, asProposed)
		require.Error(t, err, bad)
	}
	got, err := expand("${1:a} $2 $1", func(proposed string) string { return "<" + proposed + ">" })
	require.NoError(t, err)
	assert.Equal(t, "<a> <> <a>", got)
}

func TestAccept(t *testing.T) {
	t.Parallel()
	c := completion{Label: "queue"}
	require.NoError(t, unmarshal(`{"range": {"start": {"line": 1, "character": 4}, "end": {"line": 1, "character": 6}}, "newText": "- name: ${1:ü}\n  worker_type: A5"}`, &c.TextEdit))
	assert.Equal(t, "a: ü\n    - name: ü\n      worker_type: A5‸ # end\n", accept(t, "a: ü\n    - ‸ # end\n", c, asProposed))
}

func unmarshal(text string, into any) error { return json.Unmarshal([]byte(text), into) }
