package yamltree

import "testing"

func TestDeleteMember(t *testing.T) {
	runEdits(t, "x.yaml", []editCase{
		{"middle", "a: 1\nb: 2 # c\nc: 3\n", remove("b"), "a: 1\nc: 3\n"},
		{"comment above stays", "a: 1\n# head\nb: 2\n# foot\nc: 3\n", remove("b"), "a: 1\n# head\n# foot\nc: 3\n"},
		{"four blanks", "m:\n    a: 1\n    b:\n        - x\n        - y\n    c: 3\n", remove("m.b"), "m:\n    a: 1\n    c: 3\n"},
		{"no final newline", "a: 1\nb: 2", remove("b"), "a: 1\n"},
		{"block scalar", "a: |+\n  x\n\n  y\nb: 2\n", remove("a"), "b: 2\n"},
		{"lines", "a: x\n  y\nb: \"x\n  y\" # c\nc: 3\n", remove("b"), "a: x\n  y\nc: 3\n"},
		{"null", "a:\nb: 2\n", remove("a"), "b: 2\n"},
		{"null with comment", "a: # c\nb: 2\n", remove("a"), "b: 2\n"},
		{"behind a dash", "- a: 1 # one\n  b: 2\n", remove("[0].a"), "- b: 2\n"},
		{"behind a dash, comment below", "- a: 1\n\n  # two\n  b: 2\n", remove("[0].a"), "- # two\n  b: 2\n"},
		{"second behind a dash", "- a: 1\n  b: 2\n- c: 3\n", remove("[0].b"), "- a: 1\n- c: 3\n"},
		{"only one behind a dash", "- a: 1 # c\n- b\n", remove("[0].a"), "- {} # c\n- b\n"},
		{"only one below a dash", "-\n  a: 1\n- b\n", remove("[0].a"), "- {}\n- b\n"},
		{"only one", "m: # c\n  # head\n  a: 1\nn: 2\n", remove("m.a"), "m: {} # c\n  # head\nn: 2\n"},
		{"only one with anchor", "m: &x !!map\n  a: 1\nn: 2\n", remove("m.a"), "m: &x !!map {}\nn: 2\n"},
		{"only one of the root", "# top\na: 1 # c\n", remove("a"), "# top\n{} # c\n"},
		{"merge is left", "x: &x {a: 1}\nm:\n  b: 2\n  <<: *x\n", remove("m.b"), "x: &x {a: 1}\nm:\n  <<: *x\n"},
		{"first key is a merge", "x: &x {a: 1}\nm:\n  - <<: *x\n    b: 2\n", remove("m[0].b"), "x: &x {a: 1}\nm:\n  - <<: *x\n"},
		{"byte order mark", "\ufeffa: 1\nb: 2\n", remove("a"), "\ufeffb: 2\n"},
		{"anchor that nobody needs", "a: &x 1\nb: 2\n", remove("a"), "b: 2\n"},
		{"ampersand in the text", "a: x&y\nb: &z 1\nc: *z\n", remove("a"), "b: &z 1\nc: *z\n"},
		{"anchor", "a: [&x 1]\nb: *x\n", remove("a"), ""},
		{"below a block scalar", "a: |\n  x\nb: 1\nc: 2\n", remove("b"), "a: |\n  x\nc: 2\n"},
		{"would grow a block scalar", "a: |\n  x\nb: 1\n  # deep\nc: 2\n", remove("b"), ""},
		{"would lengthen a block scalar", "a: |+\n  x\nb: 1\n\nc: 2\n", remove("b"), ""},
		{"question mark", "? a\n: 1\nb: 2\n", remove("a"), ""},
		{"tagged key", "!!str a: 1\nb: 2\n", remove("a"), ""},
	})
}

func TestDeleteMemberOfFlow(t *testing.T) {
	runEdits(t, "x.yaml", []editCase{
		{"first", "{a: 1, b: 2, c: 3} # c\n", remove("a"), "{b: 2, c: 3} # c\n"},
		{"middle", "{a: 1, b: [2, 3], c: 3}\n", remove("b"), "{a: 1, c: 3}\n"},
		{"last", "{ a: 1, b: 2 }\n", remove("b"), "{ a: 1 }\n"},
		{"last with a comma", "{ a: 1, b: 2, }\n", remove("b"), "{ a: 1, }\n"},
		{"only one", "m: { a: 1 }\n", remove("m.a"), "m: {}\n"},
		{"key alone", "{a, b, c}\n", remove("b"), "{a, c}\n"},
		{"own lines, first", "{\n  # one\n  a: 1, # c\n  b: 2 # d\n}\n", remove("a"), "{\n  # one\n  b: 2 # d\n}\n"},
		{"own lines, last", "{\n  a: 1, # c\n  b: 2 # d\n}\n", remove("b"), "{\n  a: 1 # c\n}\n"},
		{"own lines, last, no comments", "{\n  a: 1,\n  b: 2\n}\n", remove("b"), "{\n  a: 1\n}\n"},
		{"own lines, last with a comma", "{\n  a: 1,\n  b: 2, # d\n}\n", remove("b"), "{\n  a: 1,\n}\n"},
		{"own lines, only one", "{\n  # head\n  a: 1\n  # foot\n}\n", remove("a"), "{\n  # head\n  # foot\n}\n"},
		{"two in a line", "{\n  a: 1, b: 2, # c\n  c: 3\n}\n", remove("b"), "{\n  a: 1, # c\n  c: 3\n}\n"},
		{"pair", "[a: 1]\n", remove("[0].a"), ""},
		{"anchor", "{&x a: 1, b: 2}\n", remove("a"), ""},
	})
	runEdits(t, "x.json", []editCase{
		{"json compact", `{"a":1,"b":{"c":2},"d":3}`, remove("b"), `{"a":1,"d":3}`},
		{"json compact, only one", `{"a":1,"b":{"c":2},"d":3}`, remove("b.c"), `{"a":1,"b":{},"d":3}`},
		{"json first", "{\n    \"a\": 1,\n    \"b\": 2\n}\n", remove("a"), "{\n    \"b\": 2\n}\n"},
		{"json last", "{\n\t\"a\": 1,\n\t\"b\": {\n\t\t\"c\": 2\n\t}\n}", remove("b"), "{\n\t\"a\": 1\n}"},
		{"json only one", "{\n\t\"a\": 1,\n\t\"b\": {\n\t\t\"c\": 2\n\t}\n}", remove("b.c"), "{\n\t\"a\": 1,\n\t\"b\": {}\n}"},
		{"json blanks", `{ "a" : 1 , "b" : 2 }`, remove("a"), `{ "b" : 2 }`},
		{"json emoji", `{"a": "😀", "b": "😀"}`, remove("a"), `{"b": "😀"}`},
		{"json comment", "{\"a\": 1, // c\n\"b\": 2}", remove("b"), ""},
	})
}

func TestDeleteItem(t *testing.T) {
	runEdits(t, "x.yaml", []editCase{
		{"first", "l:\n- a # c\n# head\n- b\n", remove("l[0]"), "l:\n# head\n- b\n"},
		{"mapping", "l:\n  - a: 1\n    b: 2\n\n  - c: 3\n", remove("l[0]"), "l:\n\n  - c: 3\n"},
		{"last", "l:\n  - a\n  - b: |\n      x\nm: 1\n", remove("l[1]"), "l:\n  - a\nm: 1\n"},
		{"only one", "l: # c\n- a\nm: 1\n", remove("l[0]"), "l: [] # c\nm: 1\n"},
		{"only one of the root", "- a", remove("[0]"), "[]"},
		{"nothing", "-\n- a\n", remove("[0]"), "- a\n"},
		{"list in a list", "- - a\n  - b\n- c\n", remove("[0][0]"), "- - b\n- c\n"},
		{"only one of a list in a list", "- - a\n- c\n", remove("[0][0]"), "- []\n- c\n"},
		{"flow", "l: [a, b, c]\n", remove("l[1]"), "l: [a, c]\n"},
		{"flow, only one", "l: [\n  a\n]\n", remove("l[0]"), "l: []\n"},
		{"flow lines", "l: [\n  a, # c\n  b\n]\n", remove("l[0]"), "l: [\n  b\n]\n"},
		{"flow, pair", "[a: 1, b]\n", remove("[0]"), "[b]\n"},
	})
	runEdits(t, "x.json", []editCase{
		{"json", "{\n  \"l\": [\n    1,\n    {\n      \"a\": 2\n    }\n  ]\n}\n", remove("l[1]"), "{\n  \"l\": [\n    1\n  ]\n}\n"},
		{"json compact", `{"l":[1,2,3]}`, remove("l[0]"), `{"l":[2,3]}`},
	})
}
