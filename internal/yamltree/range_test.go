package yamltree

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// flatten lists the entries of a tree as "path = source text of the value", each key that is not spelled like its text
// with its own source text behind the path.
func flatten(t *Tree) []string {
	var lines []string
	var walk func(n *Node, path []step)
	walk = func(n *Node, path []step) {
		line := pathOf(path) + " = " + string(t.Source[n.Start:n.End])
		if len(path) > 0 {
			if key := path[len(path)-1].key; key != nil {
				if text := string(t.Source[key.Start:key.End]); text != key.Text {
					line = pathOf(path) + " " + text + " = " + string(t.Source[n.Start:n.End])
				}
			}
		}
		lines = append(lines, line)
		if n.Alias {
			return
		}
		for _, m := range n.Members {
			if !m.Merged {
				walk(m.Value, append(slices.Clip(path), step{key: m.Key}))
			}
		}
		for i, item := range n.Items {
			walk(item, append(slices.Clip(path), step{index: i}))
		}
	}
	if t.Root != nil {
		walk(t.Root, nil)
	}
	if len(lines) < 2 {
		return nil
	}
	return lines[1:]
}

func TestRanges(t *testing.T) {
	tests := []struct {
		name string
		src  string
		want []string
	}{
		{"plain", "a: 1\nbc:  two words  # c\n", []string{"a = 1", "bc = two words"}},
		{"no line end", "a: 1", []string{"a = 1"}},
		{"byte order mark", "\xef\xbb\xbfa: é\nb: 1\n", []string{"a = é", "b = 1"}},
		{"emoji and CJK", "é😀: 日本 語\nz: [😀, 日: 本]\n", []string{
			"é😀 = 日本 語", "z = [😀, 日: 本]", "z[0] = 😀", "z[1] = 日: 本", "z[1].日 = 本",
		}},
		{"quoted", "'a b': \"x\\\"y\"\n\"c\": 'it''s' # d\n", []string{`["a b"] 'a b' = "x\"y"`, `c "c" = 'it''s'`}},
		{"quoted over lines", "a: \"one\n  two\\\n  # three\" # c\nb: 'x\n\n  y'\n", []string{
			"a = \"one\n  two\\\n  # three\"", "b = 'x\n\n  y'",
		}},
		{"plain over lines", "a: one\n  two\n\n  three # c\nb: x\n", []string{"a = one\n  two\n\n  three", "b = x"}},
		{"plain below its key", "a:\n  one\n  two\nb: x\n", []string{"a = one\n  two", "b = x"}},
		{"CRLF", "a: one\r\n  two\r\nb: |\r\n  x\r\n  y\r\nc: 1\r\n", []string{
			"a = one\r\n  two", "b = |\r\n  x\r\n  y", "c = 1",
		}},
		{"CR", "a: 1\rb:\r  - x\r", []string{"a = 1", "b = - x", "b[0] = x"}},
		{"literal", "a: |\n  x\n   y\n\n  z\nb: 1\n", []string{"a = |\n  x\n   y\n\n  z", "b = 1"}},
		{"literal without content", "a: |\nb: |- # c\n\nc: 1\n", []string{"a = |", "b = |-", "c = 1"}},
		{"literal keeps line ends", "a: |+\n  x\n\n\nb: 1\n", []string{"a = |+\n  x", "b = 1"}},
		{"literal strips line ends", "a: |-\n  x\n\n\nb: 1\n", []string{"a = |-\n  x", "b = 1"}},
		{"literal with indentation", "a:\n  b: |2-\n      x\n    y\n  c: 1\n", []string{
			"a = b: |2-\n      x\n    y\n  c: 1", "a.b = |2-\n      x\n    y", "a.c = 1",
		}},
		{"literal with number signs", "a: | # c\n  # x\n  y # z\n # c\nb: 1\n", []string{"a = | # c\n  # x\n  y # z", "b = 1"}},
		{"literal of blanks", "a: |1-\n    \n x\nb: |1+\n    \nc: 1\n", []string{"a = |1-\n    \n x", "b = |1+\n    ", "c = 1"}},
		{"literal at the end", "a: |\n  x", []string{"a = |\n  x"}},
		{"folded", "a: >\n  one\n  two\n\n    more  \n  end\n\n# c\nb: >-\n\n  x\n", []string{
			"a = >\n  one\n  two\n\n    more  \n  end", "b = >-\n\n  x",
		}},
		{"list", "- a\n-  b # c\n-\n- - c\n  - d\n", []string{
			"[0] = a", "[1] = b", "[2] = ", "[3] = - c\n  - d", "[3][0] = c", "[3][1] = d",
		}},
		{"list of mappings", "q:\n- a: 1\n  b: 2\n# c\n- a: 3\nr: 1\n", []string{
			"q = - a: 1\n  b: 2\n# c\n- a: 3", "q[0] = a: 1\n  b: 2", "q[0].a = 1", "q[0].b = 2", "q[1] = a: 3", "q[1].a = 3",
			"r = 1",
		}},
		{"flow", "a: [x, \"y\", {b: c, d}, e: f, ] # g\nh: {\n  i: 1, # j\n  k: []\n  }\n", []string{
			`a = [x, "y", {b: c, d}, e: f, ]`, "a[0] = x", `a[1] = "y"`, "a[2] = {b: c, d}", "a[2].b = c", "a[2].d = ",
			"a[3] = e: f", "a[3].e = f", "h = {\n  i: 1, # j\n  k: []\n  }", "h.i = 1", "h.k = []",
		}},
		{"flow with brackets in comments", "a: [x # ]\n ]\nb: {c: d # }\n }\n", []string{
			"a = [x # ]\n ]", "a[0] = x", "b = {c: d # }\n }", "b.c = d",
		}},
		{"pair with a mapping as key", "[{x: y}: z, ? q : r]", []string{
			"[0] = {x: y}: z", `[0][""] {x: y} = z`, "[1] = ? q : r", "[1].q = r",
		}},
		{"anchors and tags", "a: &x 1\nb: !!str &y 2\nc: &z !!map\n  d: !!seq\n  - 1\ne: !<tag:yaml.org,2002:str> f\n", []string{
			"a = 1", "b = 2", "c = d: !!seq\n  - 1", "c.d = - 1", "c.d[0] = 1", "e = f",
		}},
		{"anchor on a key", "&k a: 1\n&l b: 2\n", []string{"a = 1", "b = 2"}},
		{"alias", "a: &x [1]\nb: *x\nc: [*x, *x ]\n", []string{"a = [1]", "a[0] = 1", "b = *x", "c = [*x, *x ]", "c[0] = *x", "c[1] = *x"}},
		{"explicit keys", "? a\n? b\n: c\n? d\n:\n? |\n  e\n: - f\n", []string{
			"a = ", "b = c", "d = ", `["e\n"] |` + "\n  e = - f", `["e\n"][0] = f`,
		}},
		{"document markers", "%YAML 1.2\n---\na: 1\n...\n", []string{"a = 1"}},
		{"value on the marker's line", "--- {a: 1}\n", []string{"a = 1"}},
		{"comments everywhere", "# a\n\na: # b\n  # c\n  b: 1 # d\n  # e\n# f\nc: 2\n# g", []string{"a = b: 1", "a.b = 1", "c = 2"}},
		{"line ends of Unicode", "- a\u2028- b\u0085- é c\u2029", []string{"[0] = a", "[1] = b", "[2] = é c"}},
		{"signs within words", "a: x#y\nb: it's\nc: a:b\nd: -x\n", []string{"a = x#y", "b = it's", "c = a:b", "d = -x"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree := checkTree(t, "x.yaml", []byte(test.src))
			require.Empty(t, tree.Problems)
			assert.Equal(t, test.want, flatten(tree))
			assert.Equal(t, test.want, flatten(parseSlow("x.yaml", []byte(test.src))))
		})
	}
}

func TestRangesOfAbsentValues(t *testing.T) {
	for src, want := range map[string]int{
		"a:\nb: 1\n":           2,
		"a:   # c\nb: 1\n":     2,
		"a:":                   2,
		"? a\n? b\n":           3,
		"? a\n:\n":             5,
		"a: &x\nb: 1\n":        5,
		"a: !!null &x\nb: 1\n": 12,
		"{a: , b: 1}":          3,
		"{a , b: 1}":           2,
		"{a: }":                3,
		"{\"a\":}":             5,
		"[a: , b]":             3,
		"x: 1\na:\n":           7,
		"? a:\n: b\n":          4,
	} {
		tree := checkTree(t, "x.yaml", []byte(src))
		require.Empty(t, tree.Problems, "%q", src)
		require.Equal(t, flatten(parseSlow("x.yaml", []byte(src))), flatten(tree), "%q", src)
		var null *Node
		tree.arena.each(func(n *Node) {
			if n.Kind == Null && null == nil {
				null = n
			}
		})
		require.NotNil(t, null, "%q", src)
		assert.Equal(t, []int{want, want}, []int{null.Start, null.End}, "%q", src)
	}
}

func TestNodes(t *testing.T) {
	src := "a: 1\nb: 'x'\nc: \"\\u00e9\"\nd: |\n  l\ne: >-\n  f\n  g\nf: ~\ng: null\nh: 'null'\ni: !!str null\nj: ! 1\nk: [x]\nl: {}\nm: {y: 1}\nn:\n- 1\no:\n  p: 1\nq: !!int '3'\nr: !!str\ns: !!null x\n"
	tree := checkTree(t, "x.yaml", []byte(src))
	require.Empty(t, tree.Problems)
	for path, want := range map[string]Node{
		"a": {Kind: Scalar, Style: Plain, Text: "1"},
		"b": {Kind: Scalar, Style: SingleQuoted, Text: "x"},
		"c": {Kind: Scalar, Style: DoubleQuoted, Text: "é"},
		"d": {Kind: Scalar, Style: Literal, Text: "l\n"},
		"e": {Kind: Scalar, Style: Folded, Text: "f g"},
		"f": {Kind: Null, Style: Plain, Text: "~"},
		"g": {Kind: Null, Style: Plain, Text: "null"},
		"h": {Kind: Scalar, Style: SingleQuoted, Text: "null"},
		"i": {Kind: Scalar, Style: Plain, Text: "null", Tag: "!!str"},
		"j": {Kind: Scalar, Style: Plain, Text: "1", Tag: "!!str"},
		"k": {Kind: Sequence, Style: Flow},
		"l": {Kind: Mapping, Style: Flow},
		"m": {Kind: Mapping, Style: Flow},
		"n": {Kind: Sequence, Style: Block},
		"o": {Kind: Mapping, Style: Block},
		"q": {Kind: Scalar, Style: SingleQuoted, Text: "3", Tag: "!!int"},
		"r": {Kind: Scalar, Style: Plain, Tag: "!!str"},
		"s": {Kind: Null, Style: Plain, Text: "x", Tag: "!!null"},
	} {
		_, n := tree.Find(path)
		require.NotNil(t, n, path)
		assert.Equal(t, want, Node{Kind: n.Kind, Style: n.Style, Text: n.Text, Tag: n.Tag}, path)
	}
}
