package yamltree

import "testing"

func TestMoveMember(t *testing.T) {
	runEdits(t, "x.yaml", []editCase{
		{"up", "m:\n  a: 1\n  # head\n  b: # c\n    - 2\nn: 3\n", move("m.b", ""), "m:\n  a: 1\n  # head\nn: 3\nb: # c\n  - 2\n"},
		{"down", "m:\n    a: 1\nb:\n  - 2 # c\n\n  # d\n  - 3\nn: 3\n", move("b", "m"), "m:\n    a: 1\n    b:\n      - 2 # c\n\n      # d\n      - 3\nn: 3\n"},
		{"same depth", "m:\n  a: 1\n  b: 2\nn:\n  c: 3\n", move("m.a", "n"), "m:\n  b: 2\nn:\n  c: 3\n  a: 1\n"},
		{"only one", "m:\n  a: 1\nn:\n  c: 3\n", move("m.a", "n"), "m: {}\nn:\n  c: 3\n  a: 1\n"},
		{"behind a dash", "- a: 1\n  b: 2\n- c: 3\n", move("[0].a", "[1]"), "- b: 2\n- c: 3\n  a: 1\n"},
		{"literal", "m:\n  t: |\n    x\n\n      y\n  a: 1\n", move("m.t", ""), "m:\n  a: 1\nt: |\n  x\n\n    y\n"},
		{"literal with indentation", "t: |2\n   x\nm:\n    a: 1\n", move("t", "m"), "m:\n    a: 1\n    t: |2\n       x\n"},
		{"quoted lines", "m:\n    t: \"x\n      y\"\n    b: 1\n", move("m.t", ""), "m:\n    b: 1\nt: \"x\n  y\"\n"},
		{"no final newline", "m:\n  a: 1\n  b: 2", move("m.b", ""), "m:\n  a: 1\nb: 2"},
		{"into the last line", "b: 2\nm:\n  a: 1", move("b", "m"), "m:\n  a: 1\n  b: 2"},
		{"literal into the last line", "b: |\n  x\nm:\n  a: 1", move("b", "m"), "m:\n  a: 1\n  b: |\n    x\n"},
		{"key exists", "m:\n  a: 1\n  b: 2\na: 3\n", move("m.a", ""), ""},
		{"into itself", "m:\n  a: 1\nn: 2\n", move("m", "m"), ""},
		{"keeps line breaks", "m:\n  t: |+\n    x\n\n  b: 1\n", move("m.t", ""), ""},
		{"open literal", "m:\n  b: 1\n  t: |\n    x", move("m.t", ""), ""},
		{"alias", "x: &x 1\nm:\n  a: *x\n  b: 1\n", move("m.a", ""), ""},
		{"anchor", "m:\n  a: &x 1\n  b: 1\n", move("m.a", ""), ""},
		{"flow", "m: {a: 1}\nn:\n  b: 1\n", move("m.a", "n"), ""},
		{"into flow", "m: {a: 1}\nn: 2\n", move("n", "m"), ""},
		{"too far left", "m:\n    a: [\n  1]\n    b: 2\n", move("m.a", ""), ""},
	})
	runEdits(t, "x.json", []editCase{
		{
			"json", "{\n\t\"m\": {\n\t\t\"a\": {\n\t\t\t\"b\": \"😀\"\n\t\t},\n\t\t\"c\": 1\n\t}\n}", move("m.a", ""),
			"{\n\t\"m\": {\n\t\t\"c\": 1\n\t},\n\t\"a\": {\n\t\t\"b\": \"😀\"\n\t}\n}",
		},
		{"json down", "{\n  \"a\": [\n    1\n  ],\n  \"m\": {\n    \"b\": 2\n  }\n}\n", move("a", "m"), "{\n  \"m\": {\n    \"b\": 2,\n    \"a\": [\n      1\n    ]\n  }\n}\n"},
		{"json compact", `{"m":{"a":1,"b":2},"c":3}`, move("m.b", ""), `{"m":{"a":1},"c":3,"b":2}`},
		{"json into nothing", `{"m": {}, "c": 3}`, move("c", "m"), `{"m": {"c": 3}}`},
	})
}

func TestMappingToList(t *testing.T) {
	runEdits(t, "x.yaml", []editCase{
		{"block", "v:\n  A: 1 # c\n  # head\n  B : 'x' \n  C:\nw: 1\n", mappingToList("v"), "v:\n  - key: A\n    value: 1 # c\n  # head\n  - key: B\n    value: 'x' \n  - key: C\n    value:\nw: 1\n"},
		{"literal", "v:\n    A: |-\n      x\n\n        y\n    B: \"x\n     y\"", mappingToList("v"), "v:\n    - key: A\n      value: |-\n        x\n\n          y\n    - key: B\n      value: \"x\n       y\""},
		{"behind a dash", "- A: 1\n  B: 2\n", mappingToList("[0]"), "- - key: A\n    value: 1\n  - key: B\n    value: 2\n"},
		{"alias", "x: &x 1\nv:\n  A: *x\n", mappingToList("v"), "x: &x 1\nv:\n  - key: A\n    value: *x\n"},
		{"flow", "v: {A: 1, \"B\": 'x'} # c\n", mappingToList("v"), "v: [{key: A, value: 1}, {\"key\": \"B\", \"value\": 'x'}] # c\n"},
		{"flow lines", "v: {\n  A: 1, # c\n  B: 2\n}\n", mappingToList("v"), "v: [\n  {key: A, value: 1}, # c\n  {key: B, value: 2}\n]\n"},
		{"empty", "v: {}\n", mappingToList("v"), "v: []\n"},
		{"collection", "v:\n  A: [1]\n", mappingToList("v"), ""},
		{"anchor", "v: &x\n  A: 1\n", mappingToList("v"), ""},
		{"merge", "x: &x {a: 1}\nv:\n  A: 1\n  <<: *x\n", mappingToList("v"), ""},
		{"value below its key", "v:\n  A:\n   1\n", mappingToList("v"), ""},
		{"question mark", "v:\n  ? A\n  : 1\n", mappingToList("v"), ""},
		{"key alone", "v: {A}\n", mappingToList("v"), ""},
	})
	runEdits(t, "x.json", []editCase{
		{"json", "{\"v\": {\n\t\"A\": 1,\n\t\"B\": \"x\"\n}}", mappingToList("v"), "{\"v\": [\n\t{\"key\": \"A\", \"value\": 1},\n\t{\"key\": \"B\", \"value\": \"x\"}\n]}"},
		{"json compact", `{"v":{"A":1,"B":null}}`, mappingToList("v"), `{"v":[{"key":"A","value":1},{"key":"B","value":null}]}`},
	})
}

func TestWrapRoot(t *testing.T) {
	runEdits(t, "x.yaml", []editCase{
		{"block", "a: 1\n# b\nb:\n- 2 # c\n", wrapRoot, "deployment:\n    a: 1\n    # b\n    b:\n    - 2 # c\n"},
		{"comments", "# file\n\n# a\na: 1\n\n# end\n", wrapRoot, "# file\n\ndeployment:\n    # a\n    a: 1\n\n    # end\n"},
		{"file comment", "# file\na: 1\n", wrapRoot, "# file\ndeployment:\n    a: 1\n"},
		{"markers", "%YAML 1.2\n---\n# a\na: 1\n...\n# end\n", wrapRoot, "%YAML 1.2\n---\ndeployment:\n    # a\n    a: 1\n...\n# end\n"},
		{"literal", "a: |\n  x\n\n  y\n# c\nb: >2\n    z", wrapRoot, "deployment:\n    a: |\n      x\n\n      y\n    # c\n    b: >2\n        z"},
		{"lines", "a: [\n1,\n2]\nb: \"x\n  y\"\n", wrapRoot, "deployment:\n    a: [\n    1,\n    2]\n    b: \"x\n      y\"\n"},
		{"indented", "  a: 1\n  b: 2\n", wrapRoot, "  deployment:\n      a: 1\n      b: 2\n"},
		{"byte order mark", "\ufeffa: 1\nb: 😀\n", wrapRoot, "\ufeffdeployment:\n    a: 1\n    b: 😀\n"},
		{"merge", "a: &x {b: 1}\n<<: *x\n", wrapRoot, "deployment:\n    a: &x {b: 1}\n    <<: *x\n"},
		{"flow", "{a: 1, b: 2} # c\n", wrapRoot, "{deployment: {a: 1, b: 2}} # c\n"},
		{"list", "- a\n", wrapRoot, ""},
		{"anchored", "&x\na: 1\n", wrapRoot, ""},
	})
	runEdits(t, "x.json", []editCase{
		{"json", "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ]\n}\n", wrapRoot, "{\n  \"deployment\": {\n    \"a\": 1,\n    \"b\": [\n      2\n    ]\n  }\n}\n"},
		{"json tabs", "{\n\t\"a\": 1\n}", wrapRoot, "{\n\t\"deployment\": {\n\t\t\"a\": 1\n\t}\n}"},
		{"json compact", `{"a":1}`, wrapRoot, `{"deployment":{"a":1}}`},
		{"json one line", `{ "a": 1 }`, wrapRoot, `{"deployment": { "a": 1 }}`},
	})
}
