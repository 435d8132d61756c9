package yamltree

import (
	"strings"
	"testing"
)

// editSeeds are small documents in every layout that the edits know.
var editSeeds = []string{
	"a: 1\nb: two # c\n# head\nc:\n  d: 'x'\n  e: \"y\"\n",
	"a:\n    b: 1\n    c:\n        - x\n        - y: 1\n          z: 2\n    d: {}\n    e: []\n",
	"l:\n- a: 1 # one\n  b: 2\n\n- c: 3\n- - n\n  - m\n",
	"# top\r\na: 1\r\n# about b\r\nb: |\r\n  text\r\n    more\r\n\r\nc: 2",
	"a: {b: 1, \"c\": 'd', e: , f}\ng: [1, two, {h: i}, [j: k]]\n",
	"a: {\n  # first\n  b: 1, # one\n  c: 2,\n  d: [\n    1,\n    2 # last\n  ] # end\n}\n",
	"a: |+\n  keep\n\nb: >-\n  fold\n  ed\n\n  x\nc: plain\n  more\nd: \"quo\n  ted\"\ne: |2-\n   in\n",
	"a:\n  b:\n    # nothing\nc: ~\nd: null\ne:\n-\n- # none\n- x\n",
	"---\n# head\nk: v 😀\nl: \"é😀\" # 😀\n...\n",
	"a: &x\n  b: 1\nc: *x\nd:\n  <<: *x\n  e: 2\n",
	"? k\n: v\n!!str t: !!int 5\n&n m: &o n\n",
	"    a: 1\n    b:\n    - 2\n",
	"{a: 1, b: {c: [x, 'y']}}\n",
	"\ufeffa: 1\nb: 2\n",
	"a: 1\u2028b: 2\n",
	"z: |\n  x\na: 1\n  # deep\nb: 2\n",
	"x:\n  y: 1\n  z:\n    w: |\n      t",
	"0::", "?", "? \n 0", ": \n|", "  &0:: ", "{!}", "{\n\t&00:x,0}", "0: &x\n: <<: *x", "0:\n  0: 0\nl:\n  - 1:",
	"{: [{\n\t0,\n\t1\n\"}  ],\n\t00}", "?\n>",
}

var editJSONSeeds = []string{
	"{\n  \"a\": 1,\n  \"b\": {\n    \"c\": [\n      1,\n      \"x\"\n    ],\n    \"d\": {}\n  },\n  \"e\": [{\"f\": true}]\n}\n",
	"{\n\t\"a\": [\n\t\t{\n\t\t\t\"b\": \"😀\",\n\t\t\t\"c\": null\n\t\t}\n\t],\n\t\"d\": []\n}",
	`{"a":1,"b":{"c":"x","d":[1,2,{"e":"f"}]},"g":[]}`,
	`{ "a" : 1 , "b" : [ 1 , "2" ] }`,
	"{\r\n    \"a\": \"1\",\r\n    \"b\": {\r\n        \"c\": 2\r\n    }\r\n}\r\n",
	"{\"a\": 1, // no\n \"b\": [1,],}",
}

// FuzzEdits states that an edit changes what it says and nothing else, on whatever text.
func FuzzEdits(f *testing.F) {
	for _, seed := range editSeeds {
		f.Add(seed, false)
	}
	for _, seed := range editJSONSeeds {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, src string, isJSON bool) {
		if len(src) > 300 || strings.LastIndex(src, byteOrderMark) > 0 {
			return // a second byte order mark is one no longer when the text before it goes
		}
		name := "x.yaml"
		if isJSON {
			name = "x.json"
		}
		newEditCheck(t).all(name, []byte(src))
	})
}
