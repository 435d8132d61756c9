package diag_test

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
)

// mark is a finding of a golden archive: one JSON object a line, with the place as the text to be found in the source.
type mark struct {
	At       *string // nil: no range
	Severity diag.Severity
	Code     diag.Code
	Path     diag.Path
	Message  string
	Hint     string
	Fix      string
	Ignored  string
	Related  []struct {
		At      *string
		Path    diag.Path
		Message string
	}
}

func TestText(t *testing.T) {
	golden.Run(t, "testdata/text/*.txtar", func(t *testing.T, a *golden.Archive) {
		src := string(a.Input("prod.yaml"))
		settings := a.Options("prod.yaml", "width", "color", "redact", "excerpts")
		o := diag.TextOptions{Source: []byte(src), Color: settings["color"] == "true"}
		if settings["excerpts"] == "false" {
			o.Source = nil
		}
		if settings["width"] != "" {
			width, err := strconv.Atoi(settings["width"])
			require.NoError(t, err)
			o.Width = width
		}
		for value := range strings.FieldsSeq(settings["redact"]) {
			r := at(t, src, value)
			o.Redact = append(o.Redact, diag.Span{Start: r.Start.Offset, End: r.End.Offset})
		}
		a.Want("text", []byte(text(t, marks(t, src, a.Input("findings")), o)))
	})
}

func marks(t *testing.T, src string, data []byte) diag.List {
	t.Helper()
	find := func(part *string) *diag.Range {
		if part == nil {
			return nil
		}
		return at(t, src, *part)
	}
	var l diag.List
	for line := range strings.Lines(string(data)) {
		var m mark
		require.NoError(t, json.Unmarshal([]byte(line), &m), line)
		d := diag.Diagnostic{
			Severity: m.Severity, Code: m.Code, File: "prod.yaml", Path: m.Path, Range: find(m.At),
			Message: m.Message, Hint: m.Hint, Ignored: m.Ignored,
		}
		if m.Fix != "" {
			d.Fix = &diag.Fix{Title: m.Fix}
		}
		for _, r := range m.Related {
			d.Related = append(d.Related, diag.Related{Path: r.Path, Range: find(r.At), Message: r.Message})
		}
		l = append(l, d)
	}
	return l
}

// caret returns what stands above the marks of the only excerpt in s.
func caret(t *testing.T, s string) string {
	t.Helper()
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if before, marks, ok := strings.Cut(line, "^"); ok && strings.Trim(marks, "^") == "" {
			above := []rune(lines[i-1])
			return string(above[len(before):min(len(above), len(before)+1+len(marks))])
		}
	}
	require.Fail(t, "no marks", s)
	return ""
}

func TestExcerptFitsEverywhereInALongLine(t *testing.T) {
	words := make([]string, 100)
	for i := range words {
		words[i] = "word" + strconv.Itoa(i)
	}
	src := "key: " + strings.Join(words, " ") + "\n"
	for width := range 130 {
		for _, word := range []string{"key", "word0 ", "word1 ", "word50", "word98", "word99"} {
			got := text(t, diag.List{{Message: "m", Range: at(t, src, word)}}, diag.TextOptions{Source: []byte(src), Width: width})
			assert.Equal(t, word, caret(t, got), "width %d", width)
			if width >= 27 {
				for line := range strings.SplitSeq(got, "\n") {
					assert.LessOrEqual(t, len([]rune(line)), width, line)
				}
			}
		}
	}
}

func TestExcerptOfRangesThatDoNotFit(t *testing.T) {
	src := "a: 1\r\nb: ä\r\n\nc: 2"
	for _, test := range []struct {
		name       string
		start, end int
		want       string
	}{
		{"at the end of a line", 4, 4, "   1 | a: 1\n     |     ^\n"},
		{"between the halves of a line end", 5, 5, "   1 | a: 1\n     |     ^\n"},
		{"over several lines", 3, 14, "   1 | a: 1\n     |    ^\n"},
		{"inside a character", 10, 11, "   1 | b: ä\n     |    ^\n"},
		{"an empty line", 13, 13, ""},
		{"at the end of the text", len(src), len(src), "   1 | c: 2\n     |     ^\n"},
		{"behind the text", len(src) + 1, len(src) + 2, ""},
		{"before the text", -1, 2, ""},
		{"backwards", 3, 0, "   1 | a: 1\n     |    ^\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := diag.Range{Start: diag.Position{Line: 1, Column: 1, Offset: test.start}, End: diag.Position{Offset: test.end}}
			got := text(t, diag.List{{Message: "m", Range: &r}}, diag.TextOptions{Source: []byte(src)})
			assert.Equal(t, "1:1: m\n"+test.want, got)
		})
	}
}

func TestRedactedRangesInAnyOrder(t *testing.T) {
	src := "a: secret1 secret2\nb: |\n  secret3\n  secret4\nc: x\n"
	all := []diag.Span{{Start: 11, End: 18}, {Start: 900, End: 999}, {Start: 26, End: 43}, {Start: 3, End: 10}, {Start: 5, End: 7}, {Start: -5, End: 0}, {Start: 9, End: 8}}
	for _, test := range []struct{ part, want string }{
		{"secret1", "   1 | a: ••• •••\n     |    ^^^\n"},
		{"cret2", "   1 | a: ••• •••\n     |        ^^^\n"},
		{"b", "   2 | b: |\n     | ^\n"},
		{"secret3", "   3 |   •••\n     |   ^^^\n"},
		{"secret4", "   4 | •••\n     | ^^^\n"}, // its indentation is part of the range
		{"c: x", "   5 | c: x\n     | ^^^^\n"},
	} {
		got := text(t, diag.List{{Range: at(t, src, test.part)}}, diag.TextOptions{Source: []byte(src), Redact: all})
		assert.Equal(t, test.want, got[strings.Index(got, "\n")+1:], test.part)
	}
}

func TestRedactedRangesThatTouch(t *testing.T) {
	src := "a: |\n\n  s1\r\n\r\n  s2 x\n"
	start := strings.Index(src, "|") + 1
	redact := []diag.Span{{Start: start, End: len(src) - 6}, {Start: len(src) - 6, End: len(src) - 3}}
	for part, want := range map[string]string{
		"s1": "   3 | •••\n     | ^^^\n",
		"s2": "   5 | ••• x\n     | ^^^\n",
		"x":  "   5 | ••• x\n     |     ^\n",
	} {
		got := text(t, diag.List{{Range: at(t, src, part)}}, diag.TextOptions{Source: []byte(src), Redact: redact})
		assert.Equal(t, want, got[strings.Index(got, "\n")+1:], part)
	}
}

func TestByteOrderMarkIsNotShown(t *testing.T) {
	src := "\uFEFFkey: 1\n"
	got := text(t, diag.List{{Message: "m", Range: at(t, src, "1")}}, diag.TextOptions{Source: []byte(src)})
	assert.Contains(t, got, "   1 | key: 1\n     |      ^\n")
}

func TestDotsDoNotTellTheLength(t *testing.T) {
	render := func(secret string) string {
		src := "value: " + secret + " # comment\n"
		r := at(t, src, secret)
		o := diag.TextOptions{Source: []byte(src), Redact: []diag.Span{{Start: r.Start.Offset, End: r.End.Offset}}, Width: 40}
		return text(t, diag.List{{Message: "m", Range: r}}, o)
	}
	assert.Equal(t, render("x"), render(strings.Repeat("x", 5000)))
}

func TestTextReturnsTheErrorOfTheWriter(t *testing.T) {
	broken := errors.New("disk full")
	l := diag.List{{Message: "m"}}
	assert.Equal(t, broken, l.Text(failingWriter{broken}, diag.TextOptions{}))
	assert.Equal(t, broken, l.GitHub(failingWriter{broken}))
	assert.Equal(t, broken, diag.SARIF(failingWriter{broken}, diag.Run{}))
}

func FuzzText(f *testing.F) {
	f.Add(queueFile, 141, 156, "message", "hint", 80, 10, 20)
	f.Add("a: \x1b[31m\u202e\tä😀\u0301\r\nb", 3, 9, "\x07", "\x9b", 0, 4, 5)
	f.Add("\uFEFFkey: \xff\xfe", 3, 4, "m", "", 30, -3, 999)
	f.Add(strings.Repeat("\u0301", 3000), 1500, 1502, "m", "h", 25, 0, 0)
	f.Fuzz(func(t *testing.T, src string, start, end int, message, hint string, width, from, to int) {
		r := &diag.Range{Start: diag.Position{Line: 1, Column: 1, Offset: start}, End: diag.Position{Line: 1, Column: 1, Offset: end}}
		l := diag.List{{
			Severity: diag.SeverityError, Code: diag.Code(hint), File: message, Range: r, Message: message, Hint: hint,
			Fix: &diag.Fix{Title: hint}, Related: []diag.Related{{Path: diag.Path(src), Message: hint}},
		}}
		o := diag.TextOptions{Source: []byte(src), Width: width % 200, Redact: []diag.Span{{Start: from, End: to}, {Start: to, End: from}}}
		harmless(t, text(t, l, o))
		harmless(t, l[0].String())
		harmless(t, github(t, l))
		coloured := o
		coloured.Color = true
		plain := strings.NewReplacer(
			"\x1b[0m", "", "\x1b[1m", "", "\x1b[2m", "", "\x1b[34m", "", "\x1b[1;31m", "",
		).Replace(text(t, l, coloured))
		assert.Equal(t, text(t, l, o), plain, "colours change nothing else")
	})
}

func TestMarginGrowsWithTheLineNumber(t *testing.T) {
	src := strings.Repeat("\n", 12344) + "a: 1\n"
	l := diag.List{{Message: "far down", Hint: "go up", Range: at(t, src, "a: 1"), Fix: &diag.Fix{Title: "none"}}}
	want := "12345:1: far down\n12345 | a: 1\n      | ^^^^ go up\n      = fix: none\n"
	assert.Equal(t, want, text(t, l, diag.TextOptions{Source: []byte(src)}))
}

func TestWidthIsBounded(t *testing.T) {
	src := strings.Repeat("x", 1<<20)
	l := diag.List{{Range: from(1 << 19)}}
	l[0].Range.Start.Line = 1
	assert.Less(t, len(text(t, l, diag.TextOptions{Source: []byte(src), Width: math.MaxInt})), 2100)
	assert.Less(t, len(text(t, l, diag.TextOptions{Source: []byte(src), Width: math.MinInt})), 300)
}
