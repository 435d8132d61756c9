package yamltree

import "testing"

func TestAddMember(t *testing.T) {
	runEdits(t, "x.yaml", []editCase{
		{"last", "m:\n  a: 1 # c\nn: 2\n", addMember("m", 0, "k", "v"), "m:\n  a: 1 # c\n  k: v\nn: 2\n"},
		{"middle", "m:\n    a: 1\n    b: 2\n", addMember("m", 0, "k", "v"), "m:\n    a: 1\n    k: v\n    b: 2\n"},
		{"first", "m:\n  # about a\n  a: 1\n", addMember("m", -1, "k", "v"), "m:\n  k: v\n  # about a\n  a: 1\n"},
		{"first of the file", "# file\na: 1\n", addMember("", -1, "k", "v"), "# file\nk: v\na: 1\n"},
		{"first, two comments", "# file\n\n# a\n# b\na: 1\n", addMember("", -1, "k", "v"), "# file\n\nk: v\n# a\n# b\na: 1\n"},
		{"first behind a dash", "- a: 1\n  b: 2\n", addMember("[0]", -1, "k", "v"), "- k: v\n  a: 1\n  b: 2\n"},
		{"behind the dash", "-   a: 1\n    b: 2\n", addMember("[0]", 0, "k", "v"), "-   a: 1\n    k: v\n    b: 2\n"},
		{"no final newline", "m:\n  a: 1", addMember("m", 0, "k", "v"), "m:\n  a: 1\n  k: v"},
		{"no final newline, one line", "a: 1", addMember("", 0, "k", "v"), "a: 1\nk: v"},
		{"below a list", "m:\n  a:\n  - 1\n  - b: 2\n", addMember("m", 0, "k", "v"), "m:\n  a:\n  - 1\n  - b: 2\n  k: v\n"},
		{"below a block scalar", "a: |\n  x\n\nb: 1\n", addMember("", 0, "k", "v"), "a: |\n  x\nk: v\n\nb: 1\n"},
		{"below a block scalar that keeps", "a: |+\n  x\n\nb: 1\n", addMember("", 0, "k", "v"), "a: |+\n  x\n\nk: v\nb: 1\n"},
		{"below an open block scalar", "a: |\n  x", addMember("", 0, "k", "v"), ""},
		{"below an open block scalar without breaks", "a: |-\n  x", addMember("", 0, "k", "v"), "a: |-\n  x\nk: v"},
		{"below lines", "a: x\n  y\nb: 1\n", addMember("", 0, "k", "v"), "a: x\n  y\nk: v\nb: 1\n"},
		{"before merged ones", "x: &x {a: 1}\nm:\n  b: 1\n  <<: *x\n", addMember("m", 7, "k", "v"), "x: &x {a: 1}\nm:\n  b: 1\n  k: v\n  <<: *x\n"},
		{"no value", "a: 1\n", addMember("", 0, "k", ""), "a: 1\nk:\n"},
		{"key in quotes", "a: 1\n", addMember("", 0, "no", "v"), "a: 1\n\"no\": v\n"},
		{"keys in quotes", "\"a\": 1\n", addMember("", 0, "k", "v"), "\"a\": 1\n\"k\": v\n"},
		{"key exists", "a: 1\n", addMember("", 0, "a", "v"), ""},
		{"null", "m:\nn: 1\n", addMember("m", 0, "k", "v"), ""},
		{"empty", "m: {} # c\n", addMember("m", -1, "k", "v"), "m: {k: v} # c\n"},
		{"flow", "{a: 1, b: 2}\n", addMember("", 0, "k", "v"), "{a: 1, k: v, b: 2}\n"},
		{"flow, first", "{a: 1}\n", addMember("", -1, "k", "v"), "{k: v, a: 1}\n"},
		{"flow lines", "{\n  a: 1, # c\n  b: 2\n}\n", addMember("", 0, "k", "v"), "{\n  a: 1, # c\n  k: v,\n  b: 2\n}\n"},
		{"flow lines, last", "{\n  a: 1,\n  b: 2 # c\n}\n", addMember("", 1, "k", "v"), "{\n  a: 1,\n  b: 2, # c\n  k: v\n}\n"},
		{"flow, null not written", "{a: }\n", addMember("", 0, "k", "v"), ""},
		{"flow, value does not fit", "{a: 1}\n", addMember("", 0, "k", "v, w"), ""},
		{"flow, no value", "{a: 1}\n", addMember("", 0, "k", ""), ""},
	})
	runEdits(t, "x.json", []editCase{
		{"json", "{\n    \"a\": 1\n}\n", addMember("", 0, "k", "2"), "{\n    \"a\": 1,\n    \"k\": 2\n}\n"},
		{"json tabs", "{\n\t\"a\": {\n\t\t\"b\": 1\n\t},\n\t\"c\": 1\n}", addMember("", 0, "k", "2"), "{\n\t\"a\": {\n\t\t\"b\": 1\n\t},\n\t\"k\": 2,\n\t\"c\": 1\n}"},
		{"json first", "{\n\t\"a\": 1\n}", addMember("", -1, "k", "2"), "{\n\t\"k\": 2,\n\t\"a\": 1\n}"},
		{"json empty", `{"a": {}}`, addMember("a", -1, "k", "2"), `{"a": {"k": 2}}`},
		{"json compact", `{"a":1,"b":2}`, addMember("", 1, "k", "2"), `{"a":1,"b":2,"k":2}`},
		{"json compact, one", `{"a":1}`, addMember("", 0, "k", "2"), `{"a":1,"k":2}`},
		{"json one line", `{ "a": 1, "b": 2 }`, addMember("", 1, "k", "2"), `{ "a": 1, "b": 2, "k": 2 }`},
		{"json no value", `{"a":1}`, addMember("", 0, "k", ""), ""},
	})
}

func TestAddItem(t *testing.T) {
	runEdits(t, "x.yaml", []editCase{
		{"last", "l:\n  - a # c\nm: 1\n", addItem("l", 0, "b"), "l:\n  - a # c\n  - b\nm: 1\n"},
		{"first", "l:\n# head\n- a\n", addItem("l", -1, "b"), "l:\n- b\n# head\n- a\n"},
		{"wide dashes", "l:\n  -   a\n", addItem("l", 0, "b"), "l:\n  -   a\n  -   b\n"},
		{"list in a list", "- - a\n- b\n", addItem("[0]", 0, "c"), "- - a\n  - c\n- b\n"},
		{"first of a list in a list", "- - a\n- b\n", addItem("[0]", -1, "c"), "- - c\n  - a\n- b\n"},
		{"below a mapping", "- a: 1\n  b: 2", addItem("", 0, "c"), "- a: 1\n  b: 2\n- c"},
		{"nothing before", "-\n", addItem("", 0, "c"), "-\n- c\n"},
		{"empty", "l: []\n", addItem("l", -1, "x@y.co"), "l: [x@y.co]\n"},
		{"flow", "l: [a, b]\n", addItem("l", 1, "c"), "l: [a, b, c]\n"},
		{"flow, value does not fit", "l: [a]\n", addItem("l", 0, "c]"), ""},
		{"null", "l:\n", addItem("l", 0, "c"), ""},
	})
	runEdits(t, "x.json", []editCase{
		{"json", "{\"l\": [\n  1\n]}", addItem("l", 0, "2"), "{\"l\": [\n  1,\n  2\n]}"},
		{"json compact", `{"l":[1,2]}`, addItem("l", -1, `"x"`), `{"l":["x",1,2]}`},
	})
}

func TestAddItemLines(t *testing.T) {
	one, two := [2]string{"name", "x"}, [2]string{"size", "5"}
	runEdits(t, "x.yaml", []editCase{
		{"compact", "l:\n- name: y\nm: 1\n", addItemLines("l", 0, one, two), "l:\n- name: y\n- name: x\n  size: 5\nm: 1\n"},
		{"wide", "l:\n    -   name: y # c\n", addItemLines("l", 0, one, two), "l:\n    -   name: y # c\n    -   name: x\n        size: 5\n"},
		{"first", "l:\n  - name: y", addItemLines("l", -1, one, two), "l:\n  - name: x\n    size: 5\n  - name: y"},
		{"first of a list in a list", "- - a\n", addItemLines("[0]", -1, one, two), "- - name: x\n    size: 5\n  - a\n"},
		{"flow", "l: [{name: y}]\n", addItemLines("l", 0, one, two), "l: [{name: y}, {name: x, size: 5}]\n"},
		{"empty", "l: []\n", addItemLines("l", 0, one, two), "l: [{name: x, size: 5}]\n"},
	})
	one[1] = `"x"`
	runEdits(t, "x.json", []editCase{
		{
			"json", "{\n\t\"l\": [\n\t\t{\n\t\t\t\"name\": \"y\"\n\t\t}\n\t]\n}", addItemLines("l", 0, one, two),
			"{\n\t\"l\": [\n\t\t{\n\t\t\t\"name\": \"y\"\n\t\t},\n\t\t{\n\t\t\t\"name\": \"x\",\n\t\t\t\"size\": 5\n\t\t}\n\t]\n}",
		},
		{"json compact", `{"l":[{"name":"y"}]}`, addItemLines("l", -1, one, two), `{"l":[{"name":"x","size":5},{"name":"y"}]}`},
		{"json empty", `{"l": []}`, addItemLines("l", 0, one, two), `{"l": [{"name": "x", "size": 5}]}`},
	})
}
