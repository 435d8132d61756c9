package bridge

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWrongRequests(t *testing.T) {
	const offset, set = "offset", "set"
	for name, c := range map[string]struct {
		op      string
		options []string // name and value in turn
		want    string
	}{
		"no operation":         {"", nil, `unknown operation "": it is one of validate, fix, format, set, plan, template, share, hover, complete, schema, version`},
		"unknown operation":    {"delete", nil, `unknown operation "delete": it is one of`},
		"unknown option":       {"validate", []string{"colour", "x"}, `unknown option "colour": it is one of name, mode,`},
		"option twice":         {"validate", []string{"mode", "any", "mode", "any"}, "the option mode is given twice"},
		"false flag twice":     {"validate", []string{"strict", "false", "strict", "true"}, "the option strict is given twice"},
		"option of another":    {"format", []string{"strict", "true"}, "the operation format has no option strict"},
		"bad mode":             {"validate", []string{"mode", "delete"}, `unknown mode "delete": it is any, create, update or template`},
		"empty mode":           {"validate", []string{"mode", ""}, `unknown mode ""`},
		"bad flag":             {"validate", []string{"strict", "1"}, `the option strict is "1": it is true or false`},
		"first problem counts": {"validate", []string{"strict", "1", "mode", "x"}, "the option strict"},
		"no offset":            {"hover", nil, "the operation hover needs the option offset"},
		"negative offset":      {"hover", []string{offset, "-1"}, `the option offset is "-1": it is a number of bytes, from 0`},
		"word for offset":      {"complete", []string{offset, "end"}, `the option offset is "end"`},
		"huge offset":          {"complete", []string{offset, "99999999999999999999"}, "it is a number of bytes"},
		"offset outside":       {"hover", []string{offset, "15"}, "the option offset is 15, and the document has 14 bytes"},
		"small width":          {"plan", []string{"width", "39"}, `the option width is "39": it is a number of columns, from 40 to 1000`},
		"large width":          {"plan", []string{"width", "1001"}, "from 40 to 1000"},
		"no path":              {set, []string{"value", "x"}, "the operation set needs the option path"},
		"no value":             {set, []string{"path", "deployment.configuration.name"}, "the operation set needs exactly one of the options value, null and remove"},
		"two values":           {set, []string{"path", "deployment.configuration.name", "value", "x", "null", "true"}, "exactly one"},
		"value and remove":     {set, []string{"path", "deployment.configuration.name", "value", "x", "remove", "true"}, "exactly one"},
		"bad organization":     {"schema", []string{"organization", `{"workspaces": []}`}, "the option organization cannot be read: line 1"},
		"half an organization": {"complete", []string{offset, "0", "organization", "{"}, "the option organization cannot be read: "},
	} {
		t.Run(name, func(t *testing.T) {
			r := Request{Op: c.op, Source: []byte("deployment: {}")}
			for i := 0; i < len(c.options); i += 2 {
				_ = r.Set(c.options[i], c.options[i+1])
			}
			e, members := read(t, Answer(r))
			require.Len(t, e.Diagnostics, 1)
			assert.Equal(t, CodeRequestInvalid, e.Diagnostics[0].Code)
			assert.Contains(t, e.Diagnostics[0].Message, c.want)
			assert.Nil(t, e.Diagnostics[0].Range)
			assert.False(t, e.Valid)
			if op := operationOf(c.op); op != nil {
				_, there := members[firstMember(op)]
				assert.True(t, there || firstMember(op) == "", "the members of the operation are missing")
			}
		})
	}
}

// firstMember returns the name of the first member that an operation adds.
func firstMember(op *operation) string {
	names := map[string]string{
		"validate": "", "plan": "plan", "hover": "hover", "complete": "completions", "schema": "schema", "version": "validator",
	}
	if name, ok := names[op.name]; ok {
		return name
	}
	return "text"
}

func TestSetReturnsWhatAnswerReports(t *testing.T) {
	var r Request
	err := r.Set("width", "x")
	require.Error(t, err)
	assert.Equal(t, err, r.bad)
	require.NoError(t, r.Set("strict", "false"))
	require.Error(t, r.Set("strict", "y"))
	assert.Equal(t, err, r.bad)
}

func TestEveryOptionHasANameAndAnOperation(t *testing.T) {
	var taken option
	for i := range operations {
		taken |= operations[i].takes
		assert.Zero(t, operations[i].needs&^operations[i].takes)
	}
	for i, name := range optionNames {
		assert.Equal(t, option(1)<<i, optionOf(name))
		assert.NotZero(t, (taken|optionName|optionMode)&(1<<i), "no operation takes %s", name)
		assert.Equal(t, name, firstOf(1<<i))
	}
	assert.Zero(t, (taken|optionName|optionMode)>>len(optionNames))
	assert.Empty(t, firstOf(0))
}

func TestPanicsAreFindings(t *testing.T) {
	const canary = "c4n4ry"
	for i := range operations {
		op := operations[i]
		r := request(t, op.name, canary, "name", "a.yaml", "mode", "update")
		r.given |= op.needs
		breaks := func() { panic(errors.New(canary)) }
		running, writing := op, op
		running.run = func(_ *Request, a *reply) error {
			a.text = []byte(canary)
			breaks()
			return nil
		}
		wrote := false
		writing.run = func(*Request, *reply) error { return nil }
		writing.members = func(dst []byte, a *reply) []byte {
			if !wrote {
				wrote = true
				breaks()
			}
			return op.members(dst, a)
		}
		for _, broken := range []*operation{&running, &writing} {
			out := guarded(&r, broken)
			e, _ := read(t, out)
			require.Len(t, e.Diagnostics, 1)
			assert.Equal(t, CodeInternalError, e.Diagnostics[0].Code)
			assert.Equal(t, "the operation "+op.name+" failed inside the validator, version (devel)", e.Diagnostics[0].Message)
			assert.Equal(t, "a.yaml", e.File)
			assert.Equal(t, "update", e.Mode)
			assert.NotContains(t, string(out), canary)
		}
	}
}
