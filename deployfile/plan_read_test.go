package deployfile_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
)

// resealed gives a changed document the digest that fits it, as somebody would who knows how.
func resealed(doc string) string {
	body, _, _ := strings.Cut(doc, `,"digest"`)
	sum := sha256.Sum256([]byte(body + "}"))
	return body + `,"digest":"sha256:` + hex.EncodeToString(sum[:]) + `"}`
}

// TestReadPlanRefuses changes one thing in a good plan that holds c4n4ry wherever a value can stand.
func TestReadPlanRefuses(t *testing.T) {
	good := string(marshalPlan(t, deployfile.Plan{
		Deployment: deployfile.PlanTarget{Name: "c4n4ry"},
		Changes: []deployfile.Change{{
			Action: deployfile.ActionUpdate, Path: "deployment.environment_variables[key=A].value",
			Impact: []deployfile.Impact{deployfile.ImpactRestart}, Before: `"c4n4ry"`, After: `{"value":"c4n4ry"}`, Reason: "c4n4ry",
		}},
		Kept:         []deployfile.Kept{{Path: "p", Reason: "c4n4ry"}},
		Fingerprints: map[string]string{"A": "c4n4ry"},
	}))
	_, err := deployfile.ReadPlan([]byte(good))
	require.NoError(t, err)

	replace := func(old, with string) string {
		require.Contains(t, good, old)
		return strings.Replace(good, old, with, 1)
	}
	const changed = "digest: does not fit: the plan was changed after it was made; make a new one"
	for _, c := range []struct{ name, doc, want string }{
		{"nothing", "", "it is empty"},
		{"blank", " \n\t", "it is empty"},
		{"a list", "[]", "an object belongs at byte 1"},
		{"a text", `"c4n4ry"`, "an object belongs at byte 1"},
		{"no JSON", "version: 1", "an object belongs at byte 1"},
		{"not UTF-8", replace("c4n4ry", "\xff"), "it is not UTF-8"},
		{"other object", `{"a":"c4n4ry"}`, "version: is missing, so this is not a plan"},
		{"later version", replace(`"version":1`, `"version":2`), "version: is 2, and only version 1 can be read"},
		{"later version with new members", `{"c4n":[{"x":null}],"version":2,"changes":7}`, "version: is 2, and only version 1 can be read"},
		{"version as text", replace(`"version":1`, `"version":"c4n4ry"`), "version: is not a whole number"},
		{"long version", replace(`"version":1`, `"version":`+strings.Repeat("1", 100)), "version: is another one than 1, the only one that can be read"},
		{"version 1.0", replace(`"version":1`, `"version":1.0`), "version: is 1.0, and only version 1 can be read"},
		{"version twice", replace(`"version":1`, `"version":1,"version":2`), "version: stands there twice"},
		{"cut", good[:len(good)-20], "digest: a text that starts at byte"},
		{"cut in a list", good[:strings.Index(good, `"impact"`)+11], "changes[0].impact[0]: a text that starts at byte"},
		{"text behind", good + "c4n4ry", fmt.Sprintf("more text follows the plan at byte %d", len(good)+1)},
		{"second plan", good + "\n" + good, "more text follows the plan"},
		{"unknown key", replace(`"kept"`, `"c4n":1,"kept"`), "c4n: is not a key of a plan"},
		{"unknown key inside", replace(`"reason"`, `"x y":1,"reason"`), `changes[0]["x y"]: is not a key of a plan`},
		{"key in other case", replace(`"kept"`, `"Kept"`), "Kept: is not a key of a plan"},
		{"long key", replace(`"kept"`, `"`+strings.Repeat("k", 1000)+`"`), strings.Repeat("k", 100) + "…: is not a key of a plan"},
		{"key twice", replace(`"kept":`, `"notes":[],"kept":`), "notes: stands there twice"},
		{"key twice in a value", replace(`{"value"`, `{"value":1,"value"`), "changes[0].after.value: stands there twice"},
		{"action", replace(`"action":"update"`, `"action":"c4n4ry"`), "changes[0].action: is neither create nor update nor delete"},
		{"action in capitals", replace(`"action":"update"`, `"action":"UPDATE"`), "changes[0].action: is neither create nor update nor delete"},
		{"no action", replace(`"action":"update",`, ``), "changes[0].action: is missing"},
		{"impact", replace(`"restart"`, `"c4n4ry"`), "changes[0].impact[0]: is no impact that this version knows"},
		{"path as number", replace(`"path":"p"`, `"path":7`), "kept[0].path: a text in quotes belongs at byte"},
		{"null", replace(`"changes":[`, `"changes":null,"x":[`), "changes: a list belongs at byte"},
		{"flag as text", replace(`"path":"p"`, `"path":"p","secret":"yes"`), "kept[0].secret: true or false belongs at byte"},
		{"count as text", replace(`"keep":1`, `"keep":"c4n4ry"`), "summary.keep: a number belongs at byte"},
		{"half a count", replace(`"keep":1`, `"keep":1.5`), "summary.keep: is not a count"},
		{"huge number", replace(`"minCPU":0`, `"minCPU":1e999`), "scale.before.minCPU: is too large a number"},
		{"literal", replace(`"minCPU":0`, `"minCPU":c4n4ry`), "scale.before.minCPU: a number belongs at byte"},
		{"value", replace(`"before":"c4n4ry"`, `"before":c4n4ry`), "changes[0].before: a value belongs at byte"},
		{"escape", replace(`"before":"c4n4ry"`, `"before":"c4n4ry\x"`), "changes[0].before: an escape at byte"},
		{"half a pair", replace(`"before":"c4n4ry"`, `"before":"\ud83dc4n4ry"`), "changes[0].before: an escape at byte"},
		{"newline", replace(`"before":"c4n4ry"`, "\"before\":\"c4n4ry\n\""), "changes[0].before: a control character at byte"},
		{"comma", replace(`,"after"`, `"after"`), "changes[0]: a comma or } belongs at byte"},
		{"comma at the end", replace(`,"digest"`, `,,"digest"`), "a key in quotes belongs at byte"},
		{"colon", replace(`"kept":`, `"kept"`), "kept: a colon belongs at byte"},
		{"deep", replace(`"before":"c4n4ry"`, `"before":`+strings.Repeat("[", 100_000)), "is nested more than 64 levels deep"},
		{"deep in front of the version", `{"x":` + strings.Repeat(`{"y":`, 100_000), "is nested more than 64 levels deep"},
		{"no digest", strings.Split(good, `,"digest"`)[0] + "}", "digest: is missing"},
		{"other digest", replace(`"sha256:`, `"sha512:`), changed},
		{"value changed", replace(`"before":"c4n4ry"`, `"before":"C4n4ry"`), changed},
		{"secret flag added", replace(`"path":"p"`, `"path":"p","secret":true`), changed},
		{"member left out", replace(`"kept":[{"path":"p","reason":"c4n4ry"}],`, ``), changed},
		{"summary changed", replace(`"keep":1`, `"keep":2`), changed},
		{"fingerprint changed", replace(`{"A":"c4n4ry"}`, `{"A":"c4n4rz"}`), changed},
		{"summary contradicts", resealed(replace(`"keep":1`, `"keep":2`)), "summary: contradicts the lists of the plan"},
		{"destructive denied", resealed(strings.Replace(replace(`"restart"`, `"data-loss"`), `"destructive":true`, `"destructive":false`, 1)), "summary: contradicts the lists of the plan"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := deployfile.ReadPlan([]byte(c.doc))
			require.Error(t, err)
			assert.Contains(t, err.Error(), c.want)
			assert.True(t, strings.HasPrefix(err.Error(), "reading the plan: "))
			assert.NotContains(t, err.Error(), "4n4ry", "an error repeats a value")
			assert.NotContains(t, err.Error(), "\n")
			assert.Less(t, len(err.Error()), 1000)
			assert.Equal(t, deployfile.Plan{}, p)
		})
	}
	t.Run("resealed", func(t *testing.T) {
		p, err := deployfile.ReadPlan([]byte(resealed(replace(`"reason":"c4n4ry"}],"blocked"`, `"reason":"another"}],"blocked"`))))
		require.NoError(t, err, "the digest shows accidents and edits; it is no signature")
		assert.Equal(t, "another", p.Changes[0].Reason)
	})
}

func TestReadPlanLimit(t *testing.T) {
	_, err := deployfile.ReadPlan(bytes.Repeat([]byte(" "), 64<<20+1))
	require.EqualError(t, err, "reading the plan: it takes 67108865 bytes, more than the 67108864 that a plan can have")
	big := deployfile.Plan{Deployment: deployfile.PlanTarget{Name: strings.Repeat("x", 64<<20)}}
	_, err = big.MarshalJSON()
	require.ErrorContains(t, err, "no more than 67108864 can be read back")
}

// FuzzReadPlan states what holds for every text: a plan that is accepted writes down to one that reads the same, and
// one byte more or less, anywhere, is noticed or means nothing.
func FuzzReadPlan(f *testing.F) {
	goldenPlans(f, func(_ string, p deployfile.Plan) {
		data := marshalPlan(f, p)
		f.Add(data, 200, byte('x'))
		f.Add(data, len(data)-10, byte('0'))
	})
	f.Add([]byte(resealed(`{"version":1,"digest"`)), 1, byte('{'))
	f.Fuzz(func(t *testing.T, data []byte, at int, b byte) {
		p, err := deployfile.ReadPlan(data)
		if err != nil { // a changed body gets further with the digest that fits it
			data = []byte(resealed(string(data)))
			p, err = deployfile.ReadPlan(data)
		}
		if err != nil {
			require.Equal(t, deployfile.Plan{}, p)
			require.NotContains(t, err.Error(), "\n")
			require.Less(t, len(err.Error()), 8000)
			return
		}
		again := marshalPlan(t, p)
		read, err := deployfile.ReadPlan(again)
		require.NoError(t, err)
		require.Equal(t, p, read)
		require.Equal(t, string(again), string(marshalPlan(t, read)))
		if len(data) == 0 {
			return
		}
		changed := bytes.Clone(data)
		changed[((at%len(data))+len(data))%len(data)] = b
		if other, err := deployfile.ReadPlan(changed); err == nil {
			require.Equal(t, p, other)
		}
	})
}

// TestReadPlanNoticesEveryByte changes each byte of a plan.
func TestReadPlanNoticesEveryByte(t *testing.T) {
	p := deployfile.Plan{
		Creation: true,
		Changes: []deployfile.Change{{Action: deployfile.ActionDelete, Path: "p", Secret: true, Impact: []deployfile.Impact{deployfile.ImpactDataLoss},
			Before: `{"a":[1.50,true,"\u202e"]}`, Factor: 1.5}},
		Kept:         []deployfile.Kept{{Path: "k"}},
		Fingerprints: map[string]string{"A": "1"},
	}
	data := marshalPlan(t, p)
	want, err := deployfile.ReadPlan(data)
	require.NoError(t, err)
	for i := range data {
		for _, b := range []byte{data[i] ^ 1, data[i] ^ 0x20, ' '} {
			changed := bytes.Clone(data)
			changed[i] = b
			if read, err := deployfile.ReadPlan(changed); err == nil {
				require.Equal(t, want, read, "byte %d", i)
			}
		}
	}
}
