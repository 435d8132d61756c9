package bridge

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/sample"
	"github.com/astrofile/astrofile/schema"
)

// answerTypes names the interface of every operation's answer.
var answerTypes = map[string]string{
	"validate": "Answer", "fix": "Fixed", "format": "Rewritten", "set": "Edited", "plan": "Planned", "template": "Rewritten",
	"share": "Shared", "hover": "Hover", "complete": "Completions", "schema": "Schema", "version": "VersionAnswer",
}

// observer holds JSON against the types of TypeScript and notes what it sees of every member.
type observer struct {
	typescript
	t             *testing.T
	seen, missing map[string]bool
}

// The types that JavaScript sees and the answers say the same: nothing is there that the types do not have, of the type
// that they say; and every member occurs, an optional one not always.
func TestTypesMatchAnswers(t *testing.T) {
	text, err := os.ReadFile("../npm/src/types.ts")
	require.NoError(t, err)
	o := observer{typescript: readTypes(t, string(text)), t: t, seen: map[string]bool{}, missing: map[string]bool{}}
	for about, r := range variety(t) {
		var answer any
		require.NoError(t, json.Unmarshal(Answer(r), &answer), about)
		if problem := o.fits(answer, answerTypes[r.Op], answerTypes[r.Op]); problem != "" {
			require.Fail(t, problem, about)
		}
	}
	// What the answers leave out, but the wire forms have.
	for of, v := range map[string]any{
		"Related": diag.Related{Message: "elsewhere"},
		"Plan": deployfile.Plan{
			Notes: []deployfile.Note{{}}, Fingerprints: map[string]string{"A": "b"},
			Scale: deployfile.Scale{Cost: &deployfile.Cost{Currency: "USD", Unpriced: []string{"A5"}}},
		},
	} {
		assert.Empty(t, o.fits(generic(t, v), of, of))
	}
	for name, members := range o.interfaces {
		if !o.seen[name] {
			continue // not an answer
		}
		for _, m := range members {
			at := name + "." + m.name
			assert.True(t, o.seen[at], "no answer has %s", at)
			if m.optional {
				assert.True(t, o.missing[at], "%s is never left out", at)
			}
		}
	}
	for _, name := range slices.Concat(slices.Collect(maps.Values(answerTypes)), []string{
		"Position", "Range", "Edit", "Fix", "Related", "Diagnostic", "Counts", "Completion", "Plan", "PlanChange", "PlanBlocked", "VersionInfo",
	}) {
		assert.True(t, o.seen[name], "no answer has a %s", name)
	}
}

// fits returns how a value differs from a type, or "".
func (o *observer) fits(v any, of, at string) string {
	if full, ok := o.aliases[of]; ok {
		of = full
	}
	if union := split(of, '|'); len(union) > 1 {
		var problem string
		for _, part := range union {
			if part = strings.TrimSpace(part); part == "" {
				continue
			}
			if problem = o.fits(v, part, at); problem == "" {
				return ""
			}
		}
		return problem
	}
	if item, ok := strings.CutSuffix(of, "[]"); ok {
		list, ok := v.([]any)
		if !ok {
			return fmt.Sprintf("%s is no list: %v", at, v)
		}
		for i := range list {
			if problem := o.fits(list[i], item, at+"[]"); problem != "" {
				return problem
			}
		}
		return ""
	}
	if strings.ContainsAny(of, "{&") {
		var members []member
		for _, part := range split(of, '&') {
			part = strings.TrimSpace(part)
			if body, ok := strings.CutPrefix(part, "{"); ok {
				members = append(members, membersOf(o.t, strings.TrimSuffix(body, "}"))...)
			} else {
				members = append(members, o.interfaces[part]...)
			}
		}
		return o.object(v, members, at, at)
	}
	if members, ok := o.interfaces[of]; ok {
		return o.object(v, members, of, at)
	}
	ok := false
	switch w := v.(type) {
	case nil:
		ok = of == "null"
	case string:
		ok = of == "string" || of == "'"+w+"'"
	case bool:
		ok = of == "boolean" || of == strconv.FormatBool(w)
	case float64:
		ok = of == "number" || of == strconv.FormatFloat(w, 'f', -1, 64)
	case map[string]any:
		ok = strings.HasPrefix(of, "Record<string, ")
		if item := strings.TrimSuffix(strings.TrimPrefix(of, "Record<string, "), ">"); ok {
			for key, inner := range w {
				if problem := o.fits(inner, item, at+"."+key); problem != "" {
					return problem
				}
			}
		}
	}
	if !ok && of != "unknown" {
		return fmt.Sprintf("%s is no %s: %v", at, of, v)
	}
	return ""
}

// object holds an object against the members of a type called name.
func (o *observer) object(v any, members []member, name, at string) string {
	object, ok := v.(map[string]any)
	if !ok {
		return fmt.Sprintf("%s is no object: %v", at, v)
	}
	o.seen[name] = true
	left := maps.Clone(object)
	for _, m := range members {
		inner, there := object[m.name]
		delete(left, m.name)
		switch key := name + "." + m.name; {
		case !there && !m.optional:
			return at + " has no " + m.name
		case !there:
			o.missing[key] = true
		default:
			o.seen[key] = true
			if problem := o.fits(inner, m.of, at+"."+m.name); problem != "" {
				return problem
			}
		}
	}
	for key := range left {
		return at + " has " + key + ", which the type does not"
	}
	return ""
}

// variety returns requests of every operation whose answers have every member.
func variety(t *testing.T) map[string]Request {
	t.Helper()
	all := map[string]Request{}
	golden := goldenInputs(t)
	for name, src := range golden { // findings of every kind
		all["validate "+name] = request(t, "validate", string(src), "keepIgnored", "true")
	}
	for name, src := range map[string]string{
		"live": live, "empty": "", "half": live[:len(live)/2], "small": string(sample.Small()), "broken": "deployment: [",
		"many findings": "deployment:\n" + strings.Repeat("  a: 1\n", 300), "new": edited("value: null", "value: x"),
		"without queues": live[:strings.Index(live, "    worker_queues:")],
	} {
		for i := range operations {
			op := &operations[i]
			r := Request{Op: op.name, Source: []byte(src)}
			options := map[option][2]string{
				optionOffset: {"offset", decimal(len(src) / 3)}, optionPath: {"path", "deployment.configuration.name"},
				optionValue: {"value", "x"}, optionKeepIgnored: {"keepIgnored", "true"}, optionDelete: {"delete", "GONE"},
			}
			for which, o := range options {
				if op.takes&which != 0 {
					require.NoError(t, r.Set(o[0], o[1]))
				}
			}
			all[op.name+" of "+name+" alone"] = r
			r.Live = []byte(live)
			all[op.name+" of "+name] = r
		}
	}
	for at := 0; at < len(live); at += 11 {
		for _, op := range []string{"hover", "complete"} {
			all[fmt.Sprint(op, " at ", at)] = request(t, op, live, "offset", decimal(at))
			all[fmt.Sprint(op, " up to ", at)] = request(t, op, live[:at], "offset", decimal(at))
		}
	}
	flow := `{"deployment": {"configuration": {"name": "a" `
	all["complete in brackets"] = request(t, "complete", flow, "offset", decimal(len(flow)))
	for name, src := range golden {
		if strings.Contains(name, "/plans/") || strings.Contains(name, "/secrets/") {
			r := request(t, "plan", string(src))
			all["plan of "+name] = r
			r.Source, r.Live = []byte(live), src
			all["plan from "+name] = r
		}
	}
	r := request(t, "plan", live)
	r.Live = []byte(edited("worker_type: A5", "worker_type: HUGE"))
	all["plan from a machine that is not known"] = r
	for i := range operations {
		r := Request{Op: operations[i].name}
		_ = r.Set("mode", "wrong")
		all["wrong "+r.Op] = r
	}
	return all
}

func TestTypesHaveTheWordsOfGo(t *testing.T) {
	text, err := os.ReadFile("../npm/src/types.ts")
	require.NoError(t, err)
	ts := readTypes(t, string(text))
	union := func(of string) []string {
		words, ok := ts.literals(of)
		assert.True(t, ok, of)
		return words
	}
	memberOf := func(of, name string) string {
		for _, m := range ts.interfaces[of] {
			if m.name == name {
				return m.of
			}
		}
		assert.Fail(t, of+" has no "+name)
		return ""
	}
	names := make([]string, len(operations))
	for i := range operations {
		names[i] = operations[i].name
	}
	assert.ElementsMatch(t, names, union(memberOf("RawRequest", "op")))
	assert.ElementsMatch(t, slices.Collect(maps.Keys(answerTypes)), names)
	var modes []string
	for _, m := range []deployfile.Mode{deployfile.ModeAny, deployfile.ModeCreate, deployfile.ModeUpdate, deployfile.ModeTemplate} {
		modes = append(modes, m.String())
	}
	assert.ElementsMatch(t, modes, union("Mode"))
	assert.ElementsMatch(t, []string{string(diag.SeverityError), string(diag.SeverityWarning), string(diag.SeverityInfo)}, union("Severity"))
	assert.ElementsMatch(t, []string{string(schema.CompletionKey), string(schema.CompletionValue), string(schema.CompletionSnippet)}, union(memberOf("Completion", "kind")))

	given := map[string]string{
		"ValidateOptions": "validate", "SetOptions": "set", "PlanOptions": "plan", "ShareOptions": "share", "CompleteOptions": "complete", "SchemaOptions": "schema",
	}
	positional := []string{"path", "value", "null", "offset"} // arguments of the methods
	for of, name := range given {
		op := operationOf(name)
		want := []string{"mode"}
		if name != "schema" {
			want = append(want, "name")
		}
		for i := range optionNames {
			if op.takes&(1<<i) != 0 && !slices.Contains(positional, optionNames[i]) {
				want = append(want, optionNames[i])
			}
		}
		assert.ElementsMatch(t, want, ts.names(of, "signal", "live"), of)
	}
}
