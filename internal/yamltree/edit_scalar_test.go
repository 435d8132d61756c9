package yamltree

import (
	"strings"
	"testing"
)

func TestRename(t *testing.T) {
	runEdits(t, "x.yaml", []editCase{
		{"plain", "Name: x # c\n", rename("Name", "name"), "name: x # c\n"},
		{"double quotes", `"Name" : x`, rename("Name", "na\"me"), `"na\"me" : x`},
		{"single quotes", `'Name': x`, rename("Name", "it's"), `'it''s': x`},
		{"quotes needed", "a: x\n", rename("a", "yes"), "\"yes\": x\n"},
		{"behind a dash", "- a: 1\n  b: 2\n", rename("[0].a", "c"), "- c: 1\n  b: 2\n"},
		{"flow", "{a: 1, b}\n", rename("b", "c, d"), "{a: 1, \"c, d\"}\n"},
		{"value is an alias", "a: &x 1\nb: *x\n", rename("b", "c"), "a: &x 1\nc: *x\n"},
		{"emoji", "😀: 1\n😀😀: 2\n", rename("😀😀", "b"), "😀: 1\nb: 2\n"},
		{"key exists", "a: 1\nb: 2\n", rename("a", "b"), ""},
		{"too long", "a: 1\n", rename("a", strings.Repeat("x", 2000)), ""},
	})
	runEdits(t, "x.json", []editCase{
		{"json", `{"a":1,"b":2}`, rename("b", `c"d`), `{"a":1,"c\"d":2}`},
	})
}

func TestSetText(t *testing.T) {
	runEdits(t, "x.yaml", []editCase{
		{"plain", "a: x # c\n", setText("a", "CELERY"), "a: CELERY # c\n"},
		{"keeps double quotes", `a: "x"`, setText("a", "y"), `a: "y"`},
		{"keeps single quotes", `a: 'x'`, setText("a", "it's"), `a: 'it''s'`},
		{"single quotes cannot hold it", `a: 'x'`, setText("a", "\n"), `a: "\n"`},
		{"quotes needed", "a: x\n", setText("a", "12.10"), "a: \"12.10\"\n"},
		{"null not written", "a:\nb: 1\n", setText("a", "x"), "a: x\nb: 1\n"},
		{"null not written, comment", "a: # c\nb: 1\n", setText("a", "x"), "a: x # c\nb: 1\n"},
		{"null not written, anchor", "a: &x\nb: 1\n", setText("a", "x"), "a: &x x\nb: 1\n"},
		{"null not written, tag", "a: !!str\nb: 1\n", setText("a", "x"), "a: !!str x\nb: 1\n"},
		{"null item", "-\n- 1\n", setText("[0]", "x"), "- x\n- 1\n"},
		{"null", "a: ~\n", setText("a", "x"), "a: x\n"},
		{"null in flow", "{a: , b}\n", setText("a", "x"), "{a: x , b}\n"},
		{"key alone", "{a, b}\n", setText("a", "x"), "{a: x, b}\n"},
		{"flow", "[a, b]\n", setText("[1]", "x, y"), "[a, \"x, y\"]\n"},
		{"url in flow", "[a, b]\n", setText("[1]", "http://x"), "[a, \"http://x\"]\n"},
		{"block scalar", "a: | # c\n  x\n\n  y\n# d\nb: 1\n", setText("a", "z"), "a: z # c\n# d\nb: 1\n"},
		{"empty block scalar", "a: >-\nb: 1\n", setText("a", "z"), "a: z\nb: 1\n"},
		{"lines", "a: x\n  y\nb: 'x\n  y'\n", setText("a", "z"), "a: z\nb: 'x\n  y'\n"},
		{"quoted lines", "a: x\n  y\nb: 'x\n  y'\n", setText("b", "z"), "a: x\n  y\nb: 'z'\n"},
		{"below its key", "a:\n  # c\n  x\n", setText("a", "z"), "a:\n  # c\n  z\n"},
		{"number tag", "a: !!int 5\n", setText("a", "x"), ""},
		{"own tag", "a: !mine x\n", setText("a", "y"), ""},
		{"collection", "a: [b]\n", setText("a", "x"), ""},
		{"key with a question mark", "? a\n", setText("a", "x"), ""},
	})
	runEdits(t, "x.json", []editCase{
		{"json string", `{"a":"x"}`, setText("a", "y\n"), `{"a":"y\n"}`},
		{"json number", `{"a": 5}`, setText("a", "5"), `{"a": "5"}`},
		{"json null", `{"a": null}`, setText("a", "x"), `{"a": "x"}`},
	})
}

func TestSetLiteral(t *testing.T) {
	runEdits(t, "x.yaml", []editCase{
		{"quoted", `a: "yes" # c`, setLiteral("a", "true"), `a: true # c`},
		{"not written", "a:\n", setLiteral("a", "5"), "a: 5\n"},
		{"block scalar", "a: |\n  5\n", setLiteral("a", "5"), "a: 5\n"},
		{"tag", "a: !!str 5\n", setLiteral("a", "5"), ""},
		{"lines", "a: 5\n", setLiteral("a", "5\nb: 6"), ""},
		{"nothing", "a: 5\n", setLiteral("a", " "), ""},
	})
	runEdits(t, "x.json", []editCase{
		{"json", "{\n\t\"a\": \"5\"\n}", setLiteral("a", "5"), "{\n\t\"a\": 5\n}"},
	})
}

func TestQuote(t *testing.T) {
	runEdits(t, "x.yaml", []editCase{
		{"number", "a: 12.10 # c\n", quote("a"), "a: \"12.10\" # c\n"},
		{"apostrophe", "a: it's\n", quote("a"), "a: \"it's\"\n"},
		{"both quotes", "a: it's \"5\"\n", quote("a"), "a: 'it''s \"5\"'\n"},
		{"backslash", `a: C:\dir`, quote("a"), `a: 'C:\dir'`},
		{"flow", "{a: [yes, no]}\n", quote("a[1]"), "{a: [yes, \"no\"]}\n"},
		{"null", "a: null\n", quote("a"), "a: \"null\"\n"},
		{"nothing", "a:\n", quote("a"), ""},
		{"lines", "a: x\n  y\n", quote("a"), ""},
		{"quoted", "a: 'x'\n", quote("a"), ""},
		{"tag", "a: !!int 5\n", quote("a"), ""},
	})
	runEdits(t, "x.json", []editCase{
		{"json", `{"a":12.10,"b":true}`, quote("a"), `{"a":"12.10","b":true}`},
		{"json true", `{"a":12.10,"b":true}`, quote("b"), `{"a":12.10,"b":"true"}`},
	})
}

func TestUnquote(t *testing.T) {
	runEdits(t, "x.yaml", []editCase{
		{"number", "a: \"5\" # c\n", unquote("a"), "a: 5 # c\n"},
		{"single", "a: 'true'\n", unquote("a"), "a: true\n"},
		{"negative", "a: '-5'\n", unquote("a"), "a: -5\n"},
		{"flow", "{a: 'x'}\n", unquote("a"), "{a: x}\n"},
		{"not in flow", "{a: 'x, y'}\n", unquote("a"), ""},
		{"escape", `a: "\x35"`, unquote("a"), ""},
		{"two quotes", `a: 'it''s'`, unquote("a"), ""},
		{"colon", `a: "b: c"`, unquote("a"), ""},
		{"empty", `a: ""`, unquote("a"), ""},
		{"null", `a: "null"`, unquote("a"), ""},
		{"tag", `a: !!str "5"`, unquote("a"), ""},
		{"plain", `a: 5`, unquote("a"), ""},
	})
	runEdits(t, "x.json", []editCase{
		{"json number", `{"a":"5"}`, unquote("a"), `{"a":5}`},
		{"json false", `{"a": "false" }`, unquote("a"), `{"a": false }`},
		{"json text", `{"a":"x"}`, unquote("a"), ""},
		{"json octal", `{"a":"010"}`, unquote("a"), ""},
	})
}

func TestWrapInList(t *testing.T) {
	runEdits(t, "x.yaml", []editCase{
		{"plain", "a: x@y.co # c\n", wrapInList("a"), "a: [x@y.co] # c\n"},
		{"quoted", "a: 'x, y'\n", wrapInList("a"), "a: ['x, y']\n"},
		{"unsafe", "a: x, y\n", wrapInList("a"), ""},
		{"block scalar", "a: |\n  x\n", wrapInList("a"), ""},
		{"null", "a: null\n", wrapInList("a"), ""},
		{"anchor", "a: &x y\n", wrapInList("a"), ""},
		{"list", "a: [x]\n", wrapInList("a"), ""},
	})
	runEdits(t, "x.json", []editCase{
		{"json", `{"a": "x:y"}`, wrapInList("a"), `{"a": ["x:y"]}`},
	})
}
