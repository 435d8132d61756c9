package validate_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/schema/validate"
)

// TestMessages runs small schemas, one idea each: what is found, in which words, and how many times.
func TestMessages(t *testing.T) {
	for _, c := range []struct {
		name, document, value string
		want                  []string // finding, then its hint
	}{
		{"fits", `{"type":"object"}`, `{}`, nil},
		{"root", `{"type":"object"}`, `[1]`, []string{"error: the file holds a list instead of a mapping [root-not-mapping]", "write the key deployment with everything else below it"}},
		{"integer", `{"properties":{"n":{"type":"integer"}}}`, `{"n":5.5}`, []string{"n: error: n 5.5 is not an integer [wrong-type]", "write an integer"}},
		{"whole float", `{"properties":{"n":{"type":"integer"}}}`, `{"n":5.0}`, nil},
		{"quoted number", `{"properties":{"n":{"type":["integer","null"]}}}`, `{"n":"5"}`, []string{`n: error: n "5" is text because of its quotes, where an integer belongs [quoted-scalar]`, "remove the quotes"}},
		{"quoted truth", `{"properties":{"b":{"type":"boolean"}}}`, `{"b":"True"}`, []string{`b: error: b "True" is text because of its quotes, where true or false belongs [quoted-scalar]`, "remove the quotes"}},
		{"list for text", `{"properties":{"s":{"type":["string","number","boolean"]}}}`, `{"s":[]}`, []string{"s: error: s is a list instead of text [wrong-type]", "write text"}},
		{"null", `{"properties":{"s":{"type":"string"}}}`, `{"s":null}`, []string{"s: error: s is empty instead of text [field-required]", "write text"}},
		{"null entry", `{"properties":{"l":{"items":{"type":"string"}}}}`, `{"l":["a",null]}`, []string{"l[1]: error: the entry is empty instead of text [wrong-type]", "write text"}},
		{"enumeration", `{"properties":{"e":{"enum":["CELERY","ASTRO",null]}}}`, `{"e":"CELRY"}`, []string{`e: error: e "CELRY" is not CELERY or ASTRO [unknown-value]`, `did you mean "CELERY"?`}},
		{"constant", `{"properties":{"e":{"const":7}}}`, `{"e":8}`, []string{"e: error: e 8 is not 7 [unknown-value]", "write 7"}},
		{
			"alternatives of spelling", `{"properties":{"e":{"anyOf":[{"enum":["AWS","GCP"]},{"type":"string","pattern":"^[aA][wW][sS]$"}]}}}`, `{"e":"azure"}`,
			[]string{`e: error: e "azure" is not AWS or GCP [unknown-value]`, "write AWS or GCP"},
		},
		{
			"alternatives of type", `{"properties":{"e":{"anyOf":[{"type":"boolean"},{"type":"integer"}]}}}`, `{"e":{}}`,
			[]string{"e: error: e is a mapping instead of true or false or an integer [wrong-type]", "write true or false or an integer"},
		},
		{
			"the alternative that fits best", `{"properties":{"e":{"oneOf":[{"type":"object","required":["a"]},{"type":"string"}]}}}`, `{"e":{}}`,
			[]string{"e.a: error: a is missing [field-required]", "add a"},
		},
		{
			"words or truth", `{"properties":{"b":{"anyOf":[{"type":"boolean"},{"type":"string","pattern":"^(yes|no)$"}]}}}`, `{"b":"maybe"}`,
			[]string{`b: error: b "maybe" is not true or false [wrong-type]`, "write true or false"},
		},
		{"missing", `{"required":["a","b"]}`, `{"b":1}`, []string{"a: error: a is missing [field-required]", "add a"}},
		{"misspelt", `{"required":["name"],"properties":{"name":{}},"additionalProperties":false}`, `{"nmae":1}`, []string{`nmae: error: unknown field "nmae" [unknown-field]`, `did you mean "name"?`}},
		{"other case", `{"properties":{"name":{}},"additionalProperties":false}`, `{"Name":1}`, []string{`Name: error: key "Name" must be written "name" [field-case]`, "write name"}},
		{
			"misplaced", `{"properties":{"a":{"properties":{"inside":{}}},"b":{"additionalProperties":false}},"additionalProperties":false}`, `{"b":{"inside":1}}`,
			[]string{`b.inside: error: "inside" belongs to a [misplaced-field]`, "move it to a"},
		},
		{"allowed by pattern", `{"patternProperties":{"^x-":{}},"additionalProperties":false}`, `{"x-a":1,"y":2}`, []string{`y: error: unknown field "y" [unknown-field]`, "delete it, or correct its spelling"}},
		{"key with a value", `{"additionalProperties":false}`, `{"KEY=hunter2":1}`, []string{`KEY=…: error: unknown field "KEY=…" [unknown-field]`, "delete it, or correct its spelling"}},
		{"too long", `{"properties":{"s":{"maxLength":3}}}`, `{"s":"äöüß"}`, []string{"s: error: s has 4 characters, more than 3 [text-too-long]", "shorten it"}},
		{"empty", `{"properties":{"s":{"minLength":1}}}`, `{"s":""}`, []string{"s: error: s is empty [field-required]", "write a text"}},
		{"maximum", `{"properties":{"n":{"maximum":4}}}`, `{"n":5}`, []string{"n: error: n 5 is above 4 [schema]", "write 4 or less"}},
		{"32 bits", `{"properties":{"n":{"maximum":2147483647}}}`, `{"n":2147483648}`, []string{"n: error: n 2147483648 is above 2147483647 [wrong-type]", "write 2147483647 or less"}},
		{"above", `{"properties":{"n":{"exclusiveMinimum":0}}}`, `{"n":0}`, []string{"n: error: n 0 is not above 0 [schema]", "write more than 0"}},
		{"too many", `{"properties":{"l":{"maxItems":1}}}`, `{"l":[1,2]}`, []string{"l: error: l has more than 1 entries [schema]", "delete entries"}},
		{"equal entries", `{"properties":{"l":{"uniqueItems":true}}}`, `{"l":[1,1]}`, []string{"l: error: l has two equal entries [schema]", "delete one of them"}},
		{"multiple", `{"properties":{"n":{"multipleOf":2}}}`, `{"n":3}`, []string{"n: error: n 3 is not a multiple of 2 [schema]", ""}},
		{"words of the schema", `{"properties":{"s":{"pattern":"^a","patternErrorMessage":"s begins with a"}}}`, `{"s":"b"}`, []string{"s: error: s begins with a [schema]", ""}},
		{"code of the schema", `{"properties":{"s":{"pattern":"^a","$comment":"cron-format"}}}`, `{"s":"b"}`, []string{`s: error: s "b" does not match "^a" [cron-format]`, ""}},
		{"unknown code", `{"properties":{"s":{"pattern":"^a","$comment":"see the wiki"}}}`, `{"s":"b"}`, []string{`s: error: s "b" does not match "^a" [schema]`, ""}},
		{
			"condition", `{"if":{"properties":{"t":{"const":"HYBRID"}},"required":["t"]},"then":{"required":["c"],"errorMessage":"HYBRID needs a cluster","$comment":"cluster-name-missing"}}`, `{"t":"HYBRID"}`,
			[]string{"c: error: HYBRID needs a cluster [cluster-name-missing]", ""},
		},
		{
			"condition on a value", `{"allOf":[{"errorMessage":"no queues here","if":{"properties":{"t":{"const":"K"}}},"then":{"properties":{"q":false}}}]}`, `{"t":"K","q":[]}`,
			[]string{"q: error: no queues here [schema]", "delete it"},
		},
		{
			"condition that rests on a mistake", `{"properties":{"t":{"enum":["S","H"]}},"if":{"properties":{"t":{"const":"S"}}},"else":{"required":["c"]}}`, `{"t":"X"}`,
			[]string{`t: error: t "X" is not S or H [unknown-value]`, "write S or H"},
		},
		{
			"condition of the value itself", `{"properties":{"s":{"if":{"type":"number"},"else":{"type":"string","pattern":"^a"},"errorMessage":"s is a number or begins with a"}}}`, `{"s":"b"}`,
			[]string{"s: error: s is a number or begins with a [schema]", ""},
		},
		{
			"an entry of the list", `{"properties":{"l":{"contains":{"const":"default"},"errorMessage":"none is the default","$comment":"queue-default-missing"}}}`, `{"l":["a"]}`,
			[]string{"l: error: none is the default [queue-default-missing]", ""},
		},
		{"forbidden", `{"properties":{"old":{"not":{},"errorMessage":"old is gone"}}}`, `{"old":1}`, []string{"old: error: old is gone [schema]", ""}},
		{"nothing", `false`, `{}`, []string{"error: the document has no place here [schema]", "delete it"}},
		{"names of keys", `{"propertyNames":{"pattern":"^[a-z]+$","errorMessage":"a key is in lower case"}}`, `{"Ab":1}`, []string{"Ab: error: a key is in lower case [schema]", ""}},
		{"dependency", `{"dependencies":{"a":["b"]}}`, `{"a":1}`, []string{"b: error: b is missing [field-required]", "add b"}},
		{
			"entry", `{"properties":{"deployment":{"properties":{"worker_queues":{"items":{"properties":{"n":{"maximum":3}}}}}}}}`, `{"deployment":{"worker_queues":[{"name":"heavy","n":4}]}}`,
			[]string{`deployment.worker_queues[0].n: error: worker queue "heavy": n 4 is above 3 [schema]`, "write 3 or less"},
		},
		{
			"escaped key", `{"properties":{"a/b~c%d":{"type":"integer"}}}`, `{"a/b~c%d":"x"}`,
			[]string{`a/b~c%d: error: a/b~c%d "x" is not an integer [wrong-type]`, "write an integer"},
		},
		{
			"shared parts", `{"definitions":{"n":{"type":"integer","errorMessage":"a whole one"}},"properties":{"a":{"$ref":"#/definitions/n"},"b":{"$ref":"#/definitions/n"},"c":{"type":"integer"},"d":{"type":"integer","errorMessage":"other words"}}}`,
			`{"b":"x","c":"x","d":"x"}`,
			[]string{"b: error: a whole one [wrong-type]", "", `c: error: c "x" is not an integer [wrong-type]`, "write an integer", "d: error: other words [wrong-type]", ""},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, err := validate.Compile([]byte(c.document))
			require.NoError(t, err)
			var value any
			decoder := json.NewDecoder(strings.NewReader(c.value))
			decoder.UseNumber()
			require.NoError(t, decoder.Decode(&value))
			found, err := v.Value(value)
			require.NoError(t, err)
			var got []string
			for _, d := range found {
				got = append(got, d.String(), d.Hint)
			}
			assert.Equal(t, c.want, got)
		})
	}
}
