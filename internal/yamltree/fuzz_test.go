package yamltree

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzParse states what holds for every text.
func FuzzParse(f *testing.F) {
	for _, seed := range seeds() {
		f.Add("x.yaml", seed)
		f.Add("x.json", seed)
	}
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		checkTree(t, name, src)
	})
}

// checkTree parses src and asserts what holds for every text.
func checkTree(t *testing.T, name string, src []byte) *Tree {
	t.Helper()
	tree := Parse(name, src)
	require.NotNil(t, tree)
	require.Equal(t, tree, Parse(name, src), "the same text gives the same tree")

	inside := func(what string, start, end int) {
		if start < 0 || start > end || end > len(tree.Source) {
			require.Failf(t, "range outside the source", "%s [%d,%d) of %d", what, start, end, len(tree.Source))
		}
	}
	codes := map[string]int{}
	last := 0
	for _, p := range tree.Problems {
		inside(p.Code, p.Start, p.End)
		require.GreaterOrEqual(t, p.Start, last, "problems stand in order")
		last = p.Start
		codes[p.Code]++
		require.LessOrEqual(t, codes[p.Code], maxKept)
		require.NotEmpty(t, p.Message)
		for _, r := range p.Related {
			inside("related", r.Start, r.End)
		}
		if p.Fix != nil {
			end := 0
			for _, e := range p.Fix.Edits {
				inside("edit", e.Start, e.End)
				require.GreaterOrEqual(t, e.Start, end, "edits do not overlap")
				end = e.End
			}
		}
		if (p.Code == "yaml-syntax" || p.Code == "json-syntax") && len(strings.TrimSpace(string(tree.Source))) > 0 {
			require.Less(t, p.Start, p.End, "%s: %q shows nothing", p.Code, p.Message)
		}
	}
	if tree.Root == nil {
		require.NotEmpty(t, tree.Problems, "a text without a tree has a problem")
	} else {
		checkNode(t, tree, tree.Root, 0, len(tree.Source), 0, inside)
		checkGaps(t, tree)
	}
	end := 0
	for _, c := range tree.Comments() {
		inside("comment", c.Start, c.End)
		require.GreaterOrEqual(t, c.Start, end)
		require.Equal(t, byte('#'), tree.Source[c.Start])
		end = c.End
	}
	checkPositions(t, tree)
	return tree
}

func checkNode(t *testing.T, tree *Tree, n *Node, from, to, depth int, inside func(string, int, int)) {
	t.Helper()
	require.LessOrEqual(t, depth, MaxDepth)
	inside("node", n.Start, n.End)
	if n.Start < from || n.End > to {
		require.Failf(t, "child outside its parent", "[%d,%d) in [%d,%d)", n.Start, n.End, from, to)
	}
	if n.Alias {
		return
	}
	text := string(tree.Source[n.Start:n.End])
	switch {
	case n.Kind == Scalar && n.Style == Plain && !strings.ContainsAny(text, "\r\n\u0085\u2028\u2029"):
		require.Equal(t, text, n.Text)
	case n.Style == DoubleQuoted && !tree.Partial:
		require.Regexp(t, `(?s)^".*"$`, text)
	case n.Style == SingleQuoted && !tree.Partial:
		require.Regexp(t, `(?s)^'.*'$`, text)
	case n.Style == Literal:
		require.Regexp(t, `^\|`, text)
	case n.Style == Folded:
		require.Regexp(t, `^>`, text)
	}
	if n.Kind == Mapping || n.Kind == Sequence {
		depth++
	}
	end := n.Start
	child := func(c *Node) {
		if c.Start < end {
			require.Failf(t, "children overlap", "%d before %d", c.Start, end)
		}
		checkNode(t, tree, c, n.Start, n.End, depth, inside)
		end = c.End
	}
	for _, m := range n.Members {
		if m.Merged {
			continue
		}
		child(m.Key)
		child(m.Value)
	}
	for _, item := range n.Items {
		child(item)
	}
}

// betweenScalars is all that may stand between the scalars of a text that was read as a whole.
var betweenScalars = regexp.MustCompile(`^(?:[\s\x{feff}\x{85}\x{2028}\x{2029}:,?\[\]{}-]|\.\.\.|&[^\s,\[\]{}]+|!<[^>]*>|![^\s,\[\]{}]*|(?m:^%.*$))*$`)

// checkGaps asserts that scalars and comments leave nothing over.
func checkGaps(t *testing.T, tree *Tree) {
	t.Helper()
	if !tree.whole {
		return
	}
	rest := append([]byte(nil), tree.Source...)
	tree.arena.each(func(n *Node) {
		if n.Kind == Scalar || n.Kind == Null || n.Alias {
			clear(rest[n.Start:n.End])
		}
	})
	for _, c := range tree.Comments() {
		clear(rest[c.Start:c.End])
	}
	rest = bytes.ReplaceAll(rest, []byte{0}, nil)
	require.Regexp(t, betweenScalars, string(rest))
}

func checkPositions(t *testing.T, tree *Tree) {
	t.Helper()
	step := len(tree.Source)/200 + 1
	lastLine, lastColumn := 1, 1
	for offset := -1; offset <= len(tree.Source)+1; offset += step {
		line, column := tree.Position(offset)
		if line < lastLine || line == lastLine && column < lastColumn {
			assert.Failf(t, "positions go back", "offset %d is at %d:%d, behind %d:%d", offset, line, column, lastLine, lastColumn)
		}
		lastLine, lastColumn = line, column
	}
}

func seeds() [][]byte {
	texts := []string{
		"", "null", "{}", "[", "\xef\xbb\xbfa: 1", "\xff\xfea\x00:\x00 \x001\x00",
		"a: 1\nb: 'it''s'\né😀: \"x\\\"y\" # c\n", "c: &x !!str\n  foo\n   bar\n\n   baz\nd: *x\n",
		"d: |2-\n   lit\n  x\n # foo\n\ne: >+ # cc\n  folded\n  text\n\n    more  \n  \n\nf:\n",
		"g: [a, {b: c, d}, \"x\", e: f, ]\nh: !!map\n  ? k\n  : - 1\n    -\n    - - x\n",
		"j: &m\n  q: 1\n  <<: {z: 3}\nk:\n  <<: [*m, *m]\n  q: 2\n", "a:\n\tb: 1\n\tc:\n\t\t- x\nd: 2\n",
		"a: b: c\nkey:value\n- x\n@\n", "---\n...\n---\na: 1\n--- b\n", "%YAML 1.2\n---\n!<tag:yaml.org,2002:str> a\n",
		`{"a": [1, 2,], // c` + "\n" + `b: 'x', "c": tru, "d": "\u00e9\ud83d\ude00" "e": 1}} x`,
		"a: |\r\n  x\r\nb: \"l1\r\n  l2\"\r\n", "a\u0085b: 1\n\u2028c: 2", "? a\n? b\n: \n: x\n",
		"a: \"x\\\n  y\"\nb: 'l1\n\n  l2'\nc: - d\n", "{a, b: , ? c, d: !!str, : e}", "[a: b, {x: y}: z, ? q : r, &k k1: v, : w]",
	}
	out := make([][]byte, 0, len(texts))
	for _, text := range texts {
		out = append(out, []byte(text))
	}
	return out
}
