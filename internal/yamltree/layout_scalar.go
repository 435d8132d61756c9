package yamltree

import (
	"strings"
	"time"
)

// form is a text that a scalar of a known shape gets.
type form struct {
	node *Node  // for Encode; nil when raw is known
	raw  string // one line
}

// scalar chooses the form of a text of a known shape. Block scalars, and texts of several lines that stand on one,
// stay as they are.
func (a *arranger) scalar(r *row, shape Shape) {
	n := r.value
	if isBlockScalar(n) && hasContent(n) {
		return
	}
	node := shape.Scalar(n.Text)
	switch {
	case node == nil:
		return
	case strings.ContainsAny(n.Text, "\n\r\u0085\u2028\u2029"):
		if !a.tree.hasBreak(n) {
			return
		}
		a.forms = append(a.forms, form{raw: doubleQuoted(n.Text)})
	default:
		raw, known := quickForm(node)
		if known && raw == string(a.tree.Source[n.Start:n.End]) {
			return
		}
		if known {
			node = nil
		}
		a.forms = append(a.forms, form{node: node, raw: raw})
	}
	r.form = len(a.forms)
}

// quickForm returns what Encode makes of most texts.
func quickForm(n *Node) (raw string, known bool) {
	switch text := n.Text; {
	case text == "" || !isASCIILine(text):
		return "", false
	case n.Tag == "!!timestamp":
		return text, true
	case n.Style == DoubleQuoted:
		return `"` + text + `"`, strings.IndexByte(text, '"') < 0 && strings.IndexByte(text, '\\') < 0
	case text[0] == '{' || text[0] == '[' || text[0] == '*':
		return "'" + strings.ReplaceAll(text, "'", "''") + "'", text[len(text)-1] != ' '
	case isDigit(text[0]) && len(text) == len("2006-01-02T15:04:05Z"):
		_, err := time.Parse(time.RFC3339, text)
		return `"` + text + `"`, err == nil
	default:
		return text, isBare(text)
	}
}

func isASCIILine(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// isBare tells whether text, which is ASCII, is longer than the words that mean something in YAML, starts with a letter
// and has no mark of YAML in it.
func isBare(text string) bool {
	const longest = len("false")
	if len(text) <= longest || !isLetter(text[0]) {
		return false
	}
	for i := range len(text) {
		if c := text[i]; c != ' ' && c != ':' {
			continue
		}
		if i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '#' {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// encoded returns every form as a line of text; one that Encode would write with escapes is empty.
func (a *arranger) encoded() []string {
	list := &Node{Kind: Sequence}
	for _, f := range a.forms {
		if f.node != nil {
			list.Items = append(list.Items, f.node)
		}
	}
	var lines []string
	if len(list.Items) > 0 {
		text, err := Encode(list, YAML)
		if lines = strings.Split(string(text), "\n"); err != nil || len(lines) != len(list.Items)+1 {
			lines = make([]string, len(list.Items)+1)
		}
	}
	raws := make([]string, len(a.forms))
	for i, f := range a.forms {
		if f.node == nil {
			raws[i] = f.raw
			continue
		}
		raws[i] = strings.TrimPrefix(lines[0], "- ")
		lines = lines[1:]
		if strings.HasPrefix(raws[i], `"`) && strings.IndexByte(raws[i], '\\') >= 0 {
			raws[i] = ""
		}
	}
	return raws
}
