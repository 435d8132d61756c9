package yamltree

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// editWriter writes a small random document in a random layout.
type editWriter struct {
	r     *rand.Rand
	b     strings.Builder
	eol   string
	step  int // indentation
	keys  int
	notes int // comments, each with its own text
	calm  bool
}

func newEditWriter(seed uint64) *editWriter {
	r := rand.New(rand.NewPCG(seed, 1))
	return &editWriter{
		r: r, eol: []string{"\n", "\n", "\r\n"}[r.IntN(3)], step: 1 + r.IntN(4), calm: r.IntN(3) == 0,
	}
}

func (w *editWriter) oneIn(n int) bool { return w.r.IntN(n) == 0 }

func (w *editWriter) pick(of ...string) string { return of[w.r.IntN(len(of))] }

func (w *editWriter) note() string {
	w.notes++
	return fmt.Sprintf("# note %d 😀", w.notes)
}

func (w *editWriter) key() string {
	w.keys++
	return fmt.Sprintf(w.pick("k%d", "k%d", "k%d", "k%d", `"k%d"`, "'k%d'", "k é%d", "%d"), w.keys)
}

// between writes what may stand above an entry.
func (w *editWriter) between(indent int) {
	for !w.calm && w.oneIn(4) {
		switch w.r.IntN(4) {
		case 0:
			w.b.WriteString(w.eol)
		case 1:
			w.b.WriteString(spaces(w.r.IntN(8)) + w.eol)
		case 2:
			w.b.WriteString(spaces(w.r.IntN(8)) + w.note() + w.eol)
		default:
			w.b.WriteString(spaces(indent) + w.note() + w.eol)
		}
	}
}

func (w *editWriter) endLine() {
	if !w.calm && w.oneIn(5) {
		w.b.WriteString(w.pick(" ", "  ", "") + w.pick(" ", "\t") + w.note())
	}
	w.b.WriteString(w.eol)
}

// yaml writes a whole document.
func (w *editWriter) yaml() string {
	if w.oneIn(10) {
		w.b.WriteString(byteOrderMark)
	}
	w.between(0)
	if w.oneIn(8) {
		w.b.WriteString("---" + w.eol)
	}
	indent := 0
	if w.oneIn(6) {
		indent = w.step
	}
	w.between(indent)
	w.block(0, indent, false)
	if w.oneIn(3) {
		w.between(0)
	}
	if w.oneIn(8) {
		w.b.WriteString("..." + w.eol)
	}
	if w.oneIn(4) {
		return strings.TrimSuffix(w.b.String(), w.eol)
	}
	return w.b.String()
}

// block writes a collection in block style; inline says that the first entry goes on in a line that is begun.
func (w *editWriter) block(depth, indent int, inline bool) {
	isList := depth > 0 && w.oneIn(2)
	for i := range 1 + w.r.IntN(3) {
		if i > 0 {
			w.between(indent)
		}
		if i > 0 || !inline {
			w.b.WriteString(spaces(indent))
		}
		if isList {
			gap := 1
			if w.oneIn(4) {
				gap = 1 + w.r.IntN(3)
			}
			w.b.WriteString("-")
			w.blockValue(depth+1, indent, indent+1+gap, spaces(gap), true)
			continue
		}
		w.b.WriteString(w.key() + w.pick(":", ":", ":", " :"))
		w.blockValue(depth+1, indent, indent+w.step, w.pick(" ", " ", " ", "   "), false)
	}
}

// blockValue writes a value behind a dash or colon that stands at indent.
func (w *editWriter) blockValue(depth, indent, deeper int, gap string, item bool) {
	if w.oneIn(12) {
		w.b.WriteString(gap + w.pick("!!str", "&anchor"))
	}
	switch kind := w.r.IntN(10); {
	case depth < 4 && kind < 3 && item && !w.hasProperty():
		w.b.WriteString(gap)
		w.block(depth, deeper, true)
	case depth < 4 && kind < 4 && !strings.HasSuffix(w.b.String(), "!!str"):
		w.endLine()
		if !item && w.oneIn(2) {
			deeper = indent + 1 + w.r.IntN(4)
		}
		w.between(deeper)
		w.block(depth, max(deeper, indent+1), false)
	case kind < 6:
		w.blockScalar(indent, gap)
	case kind == 6 && !strings.HasSuffix(w.b.String(), "!!str"):
		w.b.WriteString(gap)
		w.flow(depth, indent+1+w.r.IntN(4), w.oneIn(2))
		w.endLine()
	case kind == 7:
		cont := w.eol + spaces(indent+1+w.r.IntN(5))
		w.b.WriteString(gap + w.pick("plain"+cont+"goes on", "'single"+cont+"it''s'", `"double`+cont+`\"on\" \`+cont+`on"`, `"`+w.eol+cont+`x"`))
		w.endLine()
	default:
		if v := w.scalar(); v != "" {
			w.b.WriteString(gap + v)
		}
		w.endLine()
	}
}

func (w *editWriter) hasProperty() bool {
	return strings.HasSuffix(w.b.String(), "!!str") || strings.HasSuffix(w.b.String(), "&anchor")
}

func (w *editWriter) scalar() string {
	return w.pick("", "", "text", "two words", "5", "yes", "~", "null", "'quoted'", `"quoted"`, `"5"`, "'no'", `"a: b"`,
		"http://x.io/a?b=c&d", "it's", `a "b" c`, `C:\x`, "1.10", `""`, "''", `"😀 \u00e9"`, "a,b", "[]", "{}", "[ ]", `'it''s "x"'`, "-1", `"-1"`, `"- x"`)
}

func (w *editWriter) blockScalar(indent int, gap string) {
	content := indent + 1 + w.r.IntN(4)
	header := w.pick("|", ">", "|-", ">-", "|+", ">+")
	if w.oneIn(4) {
		header = w.pick(fmt.Sprintf("|%d", content-indent), fmt.Sprintf(">%d-", content-indent), fmt.Sprintf("|+%d", content-indent))
	}
	w.b.WriteString(gap + header)
	w.endLine()
	for i := range w.r.IntN(4) {
		if i > 0 && w.oneIn(3) {
			w.b.WriteString(w.pick("", spaces(content), spaces(content+2)) + w.eol)
		}
		w.b.WriteString(spaces(content) + w.pick("line", "# no comment", "  deeper", "- x", "k: v", "😀") + w.eol)
	}
}

// flow writes a collection in brackets, over several lines if spread.
func (w *editWriter) flow(depth, indent int, spread bool) {
	isList := w.oneIn(2)
	w.b.WriteString(map[bool]string{true: "[", false: "{"}[isList])
	pad := w.pick("", "", " ")
	comma := w.pick(", ", ", ", " , ", ",")
	count := w.r.IntN(4)
	for i := range count {
		if spread && !w.oneIn(5) {
			w.endLine()
			if !w.calm && w.oneIn(4) {
				w.b.WriteString(spaces(indent) + w.note() + w.eol)
			}
			w.b.WriteString(spaces(indent))
		} else {
			w.b.WriteString(pad)
		}
		if !isList {
			w.b.WriteString(w.key() + ": ")
		}
		if depth < 4 && w.oneIn(4) {
			w.flow(depth+1, indent+2, spread)
		} else {
			w.b.WriteString(w.pick("a", "5", "'x'", `"y, z"`, "two words", "~", "{}", "[]"))
		}
		if i+1 < count || w.oneIn(6) {
			w.b.WriteString(comma)
		}
	}
	if spread && !w.oneIn(4) {
		w.endLine()
		w.b.WriteString(spaces(max(indent-1, 1)))
	} else {
		w.b.WriteString(pad)
	}
	w.b.WriteString(map[bool]string{true: "]", false: "}"}[isList])
}

// json writes a whole JSON document, pretty, compact or in between.
func (w *editWriter) json() string {
	style := w.r.IntN(4)
	unit := w.pick("  ", "    ", "\t")
	w.jsonValue(0, style, unit, w.eol)
	return w.b.String() + w.pick("", w.eol)
}

func (w *editWriter) jsonValue(depth, style int, unit, margin string) {
	kind := w.r.IntN(4)
	if depth == 0 {
		kind = 0
	}
	if kind > 1 || depth > 3 {
		w.b.WriteString(w.pick("1", "true", "null", `"x"`, `"5"`, `"true"`, `""`, `"a\n\"b\" 😀"`, "-1.5e3", "[]", "{}"))
		return
	}
	w.b.WriteString([]string{"{", "["}[kind])
	pretty := style > 1 && (style != 3 || depth <= 1)
	count := w.r.IntN(4)
	for i := range count {
		switch {
		case pretty:
			w.b.WriteString(margin + unit)
		case i > 0 && style != 0:
			w.b.WriteString(" ")
		}
		if kind == 0 {
			w.keys++
			fmt.Fprintf(&w.b, `"k%d":`, w.keys)
			if style > 0 {
				w.b.WriteString(" ")
			}
		}
		w.jsonValue(depth+1, style, unit, margin+unit)
		if i+1 < count {
			w.b.WriteString(",")
		}
	}
	if pretty && count > 0 {
		w.b.WriteString(margin)
	}
	w.b.WriteString([]string{"}", "]"}[kind])
}

// TestEditsOfGenerated makes every edit on random documents in all layouts.
func TestEditsOfGenerated(t *testing.T) {
	seeds := uint64(100)
	if testing.Short() {
		seeds = 30
	}
	c := newEditCheck(t)
	valid := 0
	for seed := range seeds {
		src := newEditWriter(seed).yaml()
		if c.all("x.yaml", []byte(src)); len(c.tree.Problems) == 0 {
			valid++
		}
		src = newEditWriter(seed).json()
		if c.all("x.json", []byte(src)); len(c.tree.Problems) == 0 {
			valid++
		}
	}
	assert.Greater(t, valid, int(seeds)*3/2, "most documents should be valid")
	for op, done := range c.done {
		t.Logf("%-14s made %6d, refused %6d", op, done, c.nils[op])
		assert.Positive(t, done, op)
	}
}
