package yamltree

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shown lists the problems of a tree as "code line:column text: message", the text being what the range shows.
func shown(t *Tree) []string {
	var lines []string
	for _, p := range t.Problems {
		line, column := t.Position(p.Start)
		lines = append(lines, fmt.Sprintf("%s %d:%d %q: %s", p.Code, line, column, t.Source[p.Start:p.End], p.Message))
	}
	return lines
}

// apply returns the source with the edits of a fix made.
func apply(src []byte, fix *Fix) string {
	var b strings.Builder
	at := 0
	for _, e := range fix.Edits {
		b.Write(src[at:e.Start])
		b.WriteString(e.Text)
		at = e.End
	}
	b.Write(src[at:])
	return b.String()
}

func codes(t *Tree) []string {
	var list []string
	for _, p := range t.Problems {
		list = append(list, p.Code)
	}
	return list
}

func TestSyntaxOf(t *testing.T) {
	for _, test := range []struct {
		name, src string
		want      Syntax
	}{
		{"a.json", "a: 1", JSON},
		{"A.JSON", "", JSON},
		{"a.yaml", "{}", YAML},
		{"a.YML", "{}", YAML},
		{"", "{}", JSON},
		{"-", "\xef\xbb\xbf \r\n\t{", JSON},
		{"a.txt", "a: {}", YAML},
		{"", "[]", YAML},
		{"", "", YAML},
		{"json", "a", YAML},
	} {
		assert.Equal(t, test.want, SyntaxOf(test.name, []byte(test.src)), "%q %q", test.name, test.src)
	}
}

func TestSyntaxErrors(t *testing.T) {
	tests := []struct {
		name string
		src  string
		want []string // problems
		tree []string // what can be read nevertheless
	}{
		{"unclosed double quote", "a: 1\nb: \"x\nc: 2\n",
			[]string{`yaml-syntax 2:4 "\"x": the quote opened on line 2 is not closed`}, []string{"a = 1", "c = 2"}},
		{"unclosed single quote", "a: 'x\nb: 2",
			[]string{`yaml-syntax 1:4 "'x": the quote opened on line 1 is not closed`}, []string{"b = 2"}},
		{"unclosed quote before a marker", "a: 'x\n---\nb: 2\n",
			[]string{`yaml-syntax 1:4 "'x": the quote opened on line 1 is not closed`}, []string{"b = 2"}},
		{"quote within quotes", "a: 'it's'\nb: 2\n",
			[]string{`yaml-syntax 1:8 "s'": text behind the end of the value`}, []string{"b = 2"}},
		{"unclosed bracket", "a: [1,\nb: 2\nc: 3\n",
			[]string{`yaml-syntax 1:4 "[1,": the "[" opened on line 1 is not closed`}, []string{"b = 2", "c = 3"}},
		{"unclosed brace", "a: {b: 1\nc: 3\n",
			[]string{`yaml-syntax 1:4 "{b: 1": the "{" opened on line 1 is not closed`}, []string{"c = 3"}},
		{"value that begins with a bracket", "a: [1] x\nb: 2\n",
			[]string{`yaml-syntax 1:8 "x": text behind the end of the value`}, []string{"b = 2"}},
		{"comma missing", "a: [\"x\" \"y\"]\nb: 2\n",
			[]string{`yaml-syntax 1:9 "\"y\"": a comma or "]" is expected here, because of the "[" opened on line 1`}, []string{"b = 2"}},
		{"bracket at the end", "a: 1\nb: [\n",
			[]string{`yaml-syntax 2:4 "[": the text ends in a bracket that is not closed`}, []string{"a = 1"}},
		{"no blank behind the colon", "a: 1\nkey:value\nb: 2\n",
			[]string{`yaml-syntax 2:1 "key:value": no blank behind the colon`}, []string{"a = 1", "b = 2"}},
		{"no blank behind the first colon", "key:value\nb: 2\n",
			[]string{`yaml-syntax 1:1 "key:value": no blank behind the colon`}, []string{"b = 2"}},
		{"no blank behind the last colon", "a: 1\nkey:value\n",
			[]string{`yaml-syntax 2:1 "key:value": no blank behind the colon`}, []string{"a = 1"}},
		{"no colon", "a: 1\nkey\nb: 2\n",
			[]string{`yaml-syntax 2:1 "key": a line without a colon where an entry is expected`}, []string{"a = 1", "b = 2"}},
		{"two colons", "a: b: c\nd: e\n",
			[]string{`yaml-syntax 1:5 ":": a second colon in one entry`}, []string{"d = e"}},
		{"two colons in a list", "- a: b: c\n- d\n",
			[]string{`yaml-syntax 1:7 ":": a second colon in one entry`}, []string{"[0] = d"}},
		{"indented too deep", "a: 1\n  b: 2\nc: 3\n",
			[]string{`yaml-syntax 2:3 "b: 2": the line is indented deeper than the entry before it, which already has a value`},
			[]string{"a = 1", "c = 3"}},
		{"indented between", "a:\n    b: 1\n  c: 2\nd: 3\n",
			[]string{`yaml-syntax 3:3 "c: 2": the line does not fit into the mapping that begins on line 1`},
			[]string{"a = b: 1", "a.b = 1", "d = 3"}},
		{"item indented between", "a:\n    - b\n  - c\nd: 3\n",
			[]string{`yaml-syntax 3:3 "- c": a list item between the entries of the mapping that begins on line 1`},
			[]string{"a = - b", "a[0] = b", "d = 3"}},
		{"entry in a list", "a:\n  - b\n  c: 1\nd: 3\n",
			[]string{`yaml-syntax 3:3 "c: 1": the line does not fit into the list that begins on line 2`},
			[]string{"a = - b", "a[0] = b", "d = 3"}},
		{"item on the line of the key", "a: - b\nc: 1\n",
			[]string{`yaml-syntax 1:4 "-": a list item is not expected here`}, []string{"c = 1"}},
		{"character that begins no value", "a: @x\nb: `y`\nc: 1\n",
			[]string{`yaml-syntax 1:4 "@x": a value cannot begin with "@"`, "yaml-syntax 2:4 \"`y`\": a value cannot begin with \"`\""},
			[]string{"c = 1"}},
		{"percent sign", "a: %x\nb: 1\n", []string{`yaml-syntax 1:4 "%x": a value cannot begin with "%"`}, []string{"b = 1"}},
		{"escape", "a: \"\\q\"\nb: 1\n",
			[]string{`yaml-syntax 1:5 "\\q": an escape that double quotes do not have`}, []string{"b = 1"}},
		{"Windows path", "a: \"C:\\xyz\"\nb: 1\n",
			[]string{`yaml-syntax 1:7 "\\x": an escape that double quotes do not have`}, []string{"b = 1"}},
		{"comment without blank", "a: 'x'#c\nb: 1\n", []string{`yaml-syntax 1:7 "#c": no blank before "#"`}, []string{"b = 1"}},
		{"block header", "a: |3x\nb: 1\n", []string{`yaml-syntax 1:6 "x": text behind the header of a block text`}, []string{"b = 1"}},
		{"tab behind a dash", "-\ta: 1\n  b: 2\n",
			[]string{`yaml-syntax 1:2 "\t": a tab where only spaces may stand`}, []string{"b = 2"}},
		{"closing bracket alone", "a: ]\nb: 1\n", []string{`yaml-syntax 1:4 "]": a value is expected here`}, []string{"b = 1"}},
		{"unknown alias", "a: *x\nb: [*y, 1]\n",
			[]string{`yaml-syntax 1:4 "*x": alias without an anchor on line 1`, `yaml-syntax 2:5 "*y": alias without an anchor on line 2`},
			[]string{"a = *x", "b = [*y, 1]", "b[0] = *y", "b[1] = 1"}},
		{"tag outside the core schema", "a: !foo x\nb: !!binary eA==\nc: !!set {a}\n",
			[]string{`yaml-syntax 1:4 "!foo": tag outside the core schema`,
				`yaml-syntax 2:4 "!!binary": tag outside the core schema`,
				`yaml-syntax 3:4 "!!set": tag outside the core schema`},
			[]string{"a = x", "b = eA==", "c = {a}", "c.a = "}},
		{"undefined tag handle", "a: !x!y z\nb: 1\n", []string{`yaml-syntax 1:4 "!x!y": a tag with an unknown prefix`}, []string{"b = 1"}},
		{"unknown directive", "%FOO\n---\na: 1\n", []string{`yaml-syntax 1:1 "%FOO": a directive that YAML does not have`}, []string{"a = 1"}},
		{"root indented", "  a: 1\nb: 2\n",
			[]string{`yaml-syntax 2:1 "b:": text behind the end of the document`}, []string{"a = 1"}},
		{"text behind a flow mapping", "{a: 1}\nb: 2\n",
			[]string{`yaml-syntax 2:1 "b:": text behind the end of the document`}, []string{"a = 1"}},
		{"merge of a scalar", "<<: 1\na: 2\n",
			[]string{`yaml-syntax 1:5 "1": the merge key "<<" takes a mapping or a list of mappings`}, []string{"a = 2"}},
		{"several errors", "a: b: c\nd: 'x\ne: 1\nf: @\ng: 2\n", []string{
			`yaml-syntax 1:5 ":": a second colon in one entry`, `yaml-syntax 2:4 "'x": the quote opened on line 2 is not closed`,
			`yaml-syntax 4:4 "@": a value cannot begin with "@"`}, []string{"e = 1", "g = 2"}},
		{"error at the end", "a: 1\n\"b", []string{`yaml-syntax 2:1 "\"b": the quote opened on line 2 is not closed`}, []string{"a = 1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree := checkTree(t, "x.yaml", []byte(test.src))
			assert.Equal(t, test.want, shown(tree))
			assert.Equal(t, test.tree, flatten(tree))
		})
	}
}

func TestDashHint(t *testing.T) {
	for _, src := range []string{
		"a:\n  - name: b\n    - name: c\n", "a:\n    - name: b\n  - name: c\n", "a:\n  - name: b\n   - name: c\n", "- name: b\n - name: c\n",
	} {
		tree := checkTree(t, "x.yaml", []byte(src))
		require.NotEmpty(t, tree.Problems, src)
		assert.Equal(t, "align the dashes of the list", tree.Problems[0].Hint, src)
	}
}

// The line that would open the second mapping is left out, so that its entries fall into the first.
func TestNoDuplicatesOfRecovery(t *testing.T) {
	tree := checkTree(t, "x.yaml", []byte("a:\n  name: b\n @\n  name: c\nx: 1\n"))
	assert.True(t, tree.Partial)
	assert.NotContains(t, codes(tree), "duplicate-key")
}

// A secret that was not quoted may look like an alias or a tag.
func TestUnknownValues(t *testing.T) {
	for _, src := range []string{"a: *CANARY\n", "a: !CANARY x\n", "a: !CANARY\n", "a: !CANARY [1]\n", "a: &x !CANARY y\nb: *x\n"} {
		tree := checkTree(t, "x.yaml", []byte(src))
		require.Equal(t, []string{"yaml-syntax"}, codes(tree), src)
		assert.NotContains(t, tree.Problems[0].Message+tree.Problems[0].Hint, "CANARY")
		for _, m := range tree.Root.Members {
			assert.True(t, m.Value.Unknown, "%s: %s", src, m.Key.Text)
		}
	}
	for _, m := range checkTree(t, "x.yaml", []byte("a: &x 1\nb: *x\nc: !!str 1\nd: ! 1\n")).Root.Members {
		assert.False(t, m.Value.Unknown, m.Key.Text)
	}
}

func TestErrorsThatLeaveNothingOut(t *testing.T) {
	assert.False(t, Parse("x.yaml", []byte("a: *x\nb: !foo y\n")).Partial)
	assert.True(t, Parse("x.yaml", []byte("a: 'x\nb: y\n")).Partial)
	assert.True(t, Parse("x.yaml", []byte("  a: 1\nb: y\n")).Partial)
}

// More errors than the parser is run for: the lines before the first are read.
func TestManySyntaxErrors(t *testing.T) {
	tree := checkTree(t, "x.yaml", []byte("a: 1\nb: 2\n"+strings.Repeat("c: d: e\n", 20)+"f: 3\n"))
	assert.Len(t, tree.Problems, maxRounds+1)
	assert.Equal(t, []string{"a = 1", "b = 2"}, flatten(tree))
	assert.True(t, tree.Partial)
}

func TestDocuments(t *testing.T) {
	tests := []struct {
		name string
		src  string
		want []string
		tree []string
	}{
		{"leading marker", "---\na: 1\n", nil, []string{"a = 1"}},
		{"trailing markers", "a: 1\n---\n", nil, []string{"a = 1"}},
		{"end marker", "a: 1\n...\n# c\n", nil, []string{"a = 1"}},
		{"empty first", "# c\n---\n...\n---\nnull\n---\na: 1\n", []string{`multiple-documents 6:1 "---": the file has 2 documents, ` +
			`the second on line 6; the official CLI applies the first and ignores the rest`}, []string{"a = 1"}},
		{"two", "a: 1\n---\nb: 2\n", []string{`multiple-documents 2:1 "---": the file has 2 documents, the second on line 2; ` +
			`the official CLI applies the first and ignores the rest`}, []string{"a = 1"}},
		{"three, one empty", "---\na: 1\n---\n---\nb: 2\n---\nc\n", []string{`multiple-documents 4:1 "---": the file has 3 documents, ` +
			`the second on line 4; the official CLI applies the first and ignores the rest`}, []string{"a = 1"}},
		{"end of one, begin of the next", "a: 1\n...\n--- b\n", []string{`multiple-documents 3:1 "--- b": the file has 2 documents, ` +
			`the second on line 3; the official CLI applies the first and ignores the rest`}, []string{"a = 1"}},
		{"error in the second", "a: 1\n---\nb: 'x\n", []string{`yaml-syntax 3:4 "'x": the quote opened on line 3 is not closed`},
			[]string{"a = 1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree := checkTree(t, "x.yaml", []byte(test.src))
			assert.Equal(t, test.want, shown(tree))
			assert.Equal(t, test.tree, flatten(tree))
			assert.False(t, tree.Partial)
		})
	}
}

func TestEmpty(t *testing.T) {
	for _, src := range []string{"", " \n\t\n", "# c\n", "---\n", "---\n...\n", "null\n", "~", "--- ~\n---\n", "\xef\xbb\xbf", "!!null\n"} {
		tree := checkTree(t, "prod.yaml", []byte(src))
		assert.Nil(t, tree.Root, "%q", src)
		assert.Equal(t, []string{`file-empty 1:1 "": file "prod.yaml" is empty`}, shown(tree), "%q", src)
	}
	for _, src := range []string{"", " \n", "null", " null\n"} {
		tree := checkTree(t, "prod.json", []byte(src))
		assert.Nil(t, tree.Root, "%q", src)
		assert.Equal(t, []string{"file-empty"}, codes(tree), "%q", src)
	}
	assert.Equal(t, "the file is empty", Parse("", nil).Problems[0].Message)
}

func TestEncoding(t *testing.T) {
	for _, test := range []struct {
		name, src string
		want      []string
	}{
		{"invalid byte", "a: 1\nb: \xff\n", []string{`encoding-invalid 2:4 "\xff": byte 0xff at offset 8 on line 2 is not UTF-8`}},
		{"bad byte inside no character", " #\x80\xa8", []string{`encoding-invalid 1:3 "\x80": byte 0x80 at offset 2 on line 1 is not UTF-8`}},
		{"cut character", "a: \xe2\x82", []string{`encoding-invalid 1:4 "\xe2": byte 0xe2 at offset 3 on line 1 is not UTF-8`}},
		{"surrogate", "a: \xed\xa0\x80", []string{`encoding-invalid 1:4 "\xed": byte 0xed at offset 3 on line 1 is not UTF-8`}},
		{"NUL", "a: \x00\n", []string{`encoding-invalid 1:4 "\x00": byte 0x00 at offset 3 on line 1 is a control character, ` +
			`which the file may not contain`}},
		{"control character in a comment", "a: 1 # \x1b[0m\n", []string{`encoding-invalid 1:8 "\x1b": byte 0x1b at offset 7 on line 1 ` +
			`is a control character, which the file may not contain`}},
		{"noncharacter", "a: \uffff", []string{`encoding-invalid 1:4 "\xef": byte 0xef at offset 3 on line 1 is a control character, ` +
			`which the file may not contain`}},
		{"half a UTF-16 unit", "\xff\xfea\x00b", []string{`encoding-invalid 1:1 "": byte 0x62 at offset 4 is not UTF-16`}},
		{"half a surrogate pair", "\xfe\xff\xd8\x3d\x00a", []string{`encoding-invalid 1:1 "": byte 0xd8 at offset 2 is not UTF-16`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			tree := checkTree(t, "x.yaml", []byte(test.src))
			assert.Equal(t, test.want, shown(tree))
			assert.Nil(t, tree.Root)
			assert.Equal(t, []string{"encoding-invalid"}, codes(checkTree(t, "x.json", []byte(test.src))))
		})
	}
	for _, src := range []string{"\xff\xfea\x00:\x00 \x00=\xd8\x00\xde\n\x00", "\xfe\xff\x00a\x00:\x00 \xd8=\xde\x00\x00\n"} {
		tree := checkTree(t, "x.yaml", []byte(src))
		assert.Empty(t, tree.Problems)
		assert.Equal(t, "a: 😀\n", string(tree.Source))
		assert.Equal(t, []string{"a = 😀"}, flatten(tree))
	}
	tree := checkTree(t, "", []byte("\xff\xfe{\x00\"\x00a\x00\"\x00:\x001\x00}\x00"))
	assert.Equal(t, JSON, tree.Syntax)
	assert.Equal(t, []string{`a "a" = 1`}, flatten(tree))
}
