package yamltree

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestJSONRanges(t *testing.T) {
	src := "\xef\xbb\xbf {\r\n\t\"a\" : [1, -2.5e+3, true , null, \"é😀\\n\"],\n\"b\": { }, \"\\u0062\":{\"c\":[[]]} }\n"
	tree := checkTree(t, "x.json", []byte(src))
	assert.Equal(t, []string{"duplicate-key"}, codes(tree))
	assert.Equal(t, []string{
		`a "a" = [1, -2.5e+3, true , null, "é😀\n"]`, "a[0] = 1", "a[1] = -2.5e+3", "a[2] = true", "a[3] = null", `a[4] = "é😀\n"`,
		`b "b" = { }`, `b "\u0062" = {"c":[[]]}`, `b.c "c" = [[]]`, "b.c[0] = []",
	}, flatten(tree))
	_, n := tree.Find("a[4]")
	assert.Equal(t, Node{Kind: Scalar, Style: DoubleQuoted, Text: "é😀\n", Start: n.Start, End: n.End}, *n)
	_, n = tree.Find("a[1]")
	assert.Equal(t, Node{Kind: Scalar, Style: Plain, Text: "-2.5e+3", Start: n.Start, End: n.End}, *n)
	_, n = tree.Find("a[3]")
	assert.Equal(t, Null, n.Kind)
	_, n = tree.Find("a")
	assert.Equal(t, Flow, n.Style)
}

func TestJSONErrors(t *testing.T) {
	tests := []struct {
		name  string
		src   string
		want  []string
		fixed string // "" if there is no fix
		tree  []string
	}{
		{"trailing comma in an object", `{"a": 1,}`, []string{`json-syntax 1:8 ",": a comma behind the last value`}, `{"a": 1}`, []string{`a "a" = 1`}},
		{"trailing comma in a list", "[1,\n2 , ]", []string{`json-syntax 2:3 ",": a comma behind the last value`}, "[1,\n2  ]", []string{"[0] = 1", "[1] = 2"}},
		{"two commas", `[1,,2]`, []string{`json-syntax 1:4 ",": a comma without a value before it`}, `[1,2]`, []string{"[0] = 1", "[1] = 2"}},
		{"leading comma", `{,"a":1}`, []string{`json-syntax 1:2 ",": a comma without a value before it`}, `{"a":1}`, []string{`a "a" = 1`}},
		{"comma alone", `[,]`, []string{`json-syntax 1:2 ",": a comma without a value before it`}, `[]`, nil},
		{"missing comma", `{"a":1 "b":2}`, []string{`json-syntax 1:7 " ": a comma is missing between two values`}, `{"a":1, "b":2}`, []string{`a "a" = 1`, `b "b" = 2`}},
		{"text behind", "{\"a\":1}\n x: y \n", []string{`json-syntax 2:2 "x: y": text behind the value`}, "", []string{`a "a" = 1`}},
		{"second value", "{\"a\":1}{}", []string{`json-syntax 1:8 "{}": text behind the value`}, "", []string{`a "a" = 1`}},
		{"bracket too many", "{\"a\":1} },]\n", []string{`json-syntax 1:9 "},]": text behind the value`}, "{\"a\":1} \n", []string{`a "a" = 1`}},
		{"bracket too early", `{"a":1}, "b": 2 }`, []string{`json-syntax 1:8 ", \"b\": 2 }": text behind the value`}, "", []string{`a "a" = 1`}},
		{"line comment", "{ // no\n\"a\":1}", []string{`json-syntax 1:3 "// no": a comment, which JSON does not have`}, "{ \n\"a\":1}", []string{`a "a" = 1`}},
		{"block comment", `{"a":/* b */1}`, []string{`json-syntax 1:6 "/* b */": a comment, which JSON does not have`}, `{"a":1}`, []string{`a "a" = 1`}},
		{"number sign", "# b\n{\"a\":1}", []string{`json-syntax 1:1 "# b": a comment, which JSON does not have`}, "\n{\"a\":1}", []string{`a "a" = 1`}},
		{"unquoted key", `{a-b: 1}`, []string{`json-syntax 1:2 "a-b": a key without quotes`}, `{"a-b": 1}`, []string{"a-b = 1"}},
		{"single quotes", `{'a"': 'it'}`, []string{`json-syntax 1:2 "'a\"'": a string in single quotes`, `json-syntax 1:8 "'it'": a string in single quotes`},
			`{"a\"": "it"}`, []string{`["a\""] 'a"' = 'it'`}},
		{"tab in a string", "[\"a\tb\"]", []string{`json-syntax 1:4 "\t": a tab inside a string`}, `["a\tb"]`, []string{"[0] = \"a\tb\""}},
		{"leading zero", `[01]`, []string{`json-syntax 1:2 "01": a number in a notation that JSON does not have`}, "", []string{"[0] = 01"}},
		{"plus", `[+1, .5, 1., 0x10, 1e]`, nil, "", nil},
		{"literal", `{"a": True, "b": 1}`, []string{`json-syntax 1:7 "True": a value without quotes that is neither a number nor true, false or null`},
			"", []string{`a "a" = True`, `b "b" = 1`}},
		{"escape", `["\q", "\u00g0"]`, []string{`json-syntax 1:3 "\\q": an escape that JSON does not have`,
			`json-syntax 1:9 "\\u": an escape \u without four hexadecimal digits behind it`}, "", []string{`[0] = "\q"`, `[1] = "\u00g0"`}},
		{"unclosed string", "{\"a\": \"b\n}", []string{`json-syntax 1:7 "\"b": the string opened on line 1 is not closed`}, "", []string{`a "a" = "b`}},
		{"unclosed object", "{\"a\": 1\n", []string{`json-syntax 1:1 "{": the bracket opened on line 1 is not closed`}, "", []string{`a "a" = 1`}},
		{"unclosed list", "{\"a\":\n [1, 2", []string{`json-syntax 2:2 "[": the bracket opened on line 2 is not closed`}, "",
			[]string{"a \"a\" = [1, 2", "a[0] = 1", "a[1] = 2"}},
		{"wrong bracket", `{"a": [1}`, []string{`json-syntax 1:9 "}": the bracket opened on line 1 is closed by another kind of bracket`}, "",
			[]string{`a "a" = [1`, "a[0] = 1"}},
		{"no colon", `{"a" 1}`, []string{`json-syntax 1:6 "1": a colon is expected behind the key`}, "", []string{`a "a" = `}},
		{"no value", `{"a": }`, []string{`json-syntax 1:7 "}": a value is expected here`}, "", []string{`a "a" = `}},
		{"text ends", `{"a":`, []string{`json-syntax 1:5 ":": the text ends where a value is expected`}, "", []string{`a "a" = `}},
		{"no key", `{1: 2, ?}`, nil, "", nil},
		{"nothing of it", `@`, []string{`json-syntax 1:1 "@": a value is expected here`}, "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree := checkTree(t, "x.json", []byte(test.src))
			require.NotEmpty(t, tree.Problems)
			for _, code := range codes(tree) {
				assert.Equal(t, "json-syntax", code)
			}
			if test.want == nil {
				return
			}
			assert.Equal(t, test.want, shown(tree))
			assert.Equal(t, test.tree, flatten(tree))
			if test.fixed == "" {
				return
			}
			assert.False(t, tree.Partial)
			var all Fix
			for _, p := range tree.Problems {
				require.NotNil(t, p.Fix)
				all.Edits = append(all.Edits, p.Fix.Edits...)
			}
			assert.Equal(t, test.fixed, apply(tree.Source, &all))
			assert.True(t, json.Valid([]byte(test.fixed)))
		})
	}
}

// A bracket too many does not offer to delete the rest of the file.
func TestJSONRestIsKept(t *testing.T) {
	for src, hint := range map[string]string{
		`{"a":1}},"b":[1]}`: "remove the bracket that closes too early",
		`{"a":1}, "b":[1]}`: "remove the bracket that closes too early",
		`{"a":1} {"b":1}`:   "keep one value in a file",
	} {
		tree := checkTree(t, "x.json", []byte(src))
		require.Equal(t, []string{"json-syntax"}, codes(tree), src)
		assert.Nil(t, tree.Problems[0].Fix, src)
		assert.Equal(t, hint, tree.Problems[0].Hint, src)
		assert.True(t, tree.Partial, src)
	}
}

func TestYAMLNamedJSON(t *testing.T) {
	for _, src := range []string{"deployment:\n  a: [1, 'x']\n  b: {c: d}\n", "# c\n---\na-b : 1\n", "\xef\xbb\xbfa:\n- b"} {
		tree := checkTree(t, "x.json", []byte(src))
		require.Equal(t, []string{"json-syntax"}, codes(tree), src)
		p := tree.Problems[0]
		assert.Equal(t, "the file is YAML, not JSON", p.Message)
		assert.Equal(t, "name it .yaml", p.Hint)
		assert.Nil(t, p.Fix)
		assert.Nil(t, tree.Root)
		assert.True(t, tree.Partial)
	}
}

// What the standard library takes for JSON has no syntax problem, and the other way round.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2.5e-3,-0,true,null,"\u00e9\ud83d\ude00\/\b"]}`, `[01]`, `[1,]`, `"a" "b"`, "[\"\t\"]", `{"a"}`, "\"\\ud800\"", "1.", "-", "[1e]", `""`, strings.Repeat("6", 320)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		tree := checkTree(t, "x.json", []byte(src))
		for _, code := range []string{"encoding-invalid", "input-limit", "file-empty"} {
			if slices.Contains(codes(tree), code) {
				return
			}
		}
		var value any
		err := json.Unmarshal([]byte(strings.TrimPrefix(src, byteOrderMark)), &value)
		_, tooLarge := errors.AsType[*json.UnmarshalTypeError](err) // a number that no float64 holds
		refused := false
		for _, code := range codes(tree) {
			refused = refused || code == "json-syntax"
		}
		require.Equal(t, err != nil && !tooLarge, refused, "%v", err)
		if s, ok := value.(string); ok && err == nil {
			require.Equal(t, s, tree.Root.Text)
		}
	})
}
