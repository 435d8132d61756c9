package bridge

import (
	"errors"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/schema"
)

// Protocol is the version of the agreement between this package and the loader that asks it: operations, options and the
// members of answers. A loader refuses a binary of another one.
const Protocol = 1

// The codes of findings that are about a request, beside those of [deployfile].
const (
	CodeRequestInvalid diag.Code = "request-invalid" // an operation or an option that does not exist or is wrong
	CodeEditRefused    diag.Code = "edit-refused"    // a value that set cannot write to its path
	CodeInternalError  diag.Code = "internal-error"  // a mistake of the validator
)

// operation is one thing that can be asked.
type operation struct {
	name    string
	takes   option // beside name and mode
	needs   option // of these
	run     func(*Request, *reply) error
	members func([]byte, *reply) []byte
}

// operations are the things that can be asked, by name.
var operations = [...]operation{
	{name: "validate", takes: optionStrict | optionKeepIgnored, run: validate, members: noMembers},
	{name: "fix", takes: optionStrict | optionKeepIgnored, run: fix, members: fixMembers},
	{name: "format", run: format, members: textMembers},
	{name: "set", takes: optionPath | optionValue | optionNull | optionRemove, needs: optionPath, run: set, members: setMembers},
	{name: "plan", takes: optionDelete | optionExpose | optionStrictSecrets | optionWidth, run: plan, members: planMembers},
	{name: "template", run: template, members: textMembers},
	{name: "share", takes: optionComments, run: share, members: shareMembers},
	{name: "hover", takes: optionOffset, needs: optionOffset, run: hover, members: hoverMembers},
	{name: "complete", takes: optionOffset | optionOrganization, needs: optionOffset, run: complete, members: completeMembers},
	{name: "schema", takes: optionOrganization, run: document, members: schemaMembers},
	{name: "version", run: tell, members: versionMembers},
}

// reply is what an operation found out. Its zero value is the reply to a request that is wrong.
type reply struct {
	file  string
	mode  deployfile.Mode
	found diag.List

	text        []byte // nil: there is none
	applied     int
	edits       []diag.Edit
	removed     deployfile.Redacted
	plan        []byte // JSON; nil: there is none
	live        diag.List
	hover       *schema.Hover
	completions []schema.Completion
	schema      []byte // nil: there is none
}

// Answer carries out the request and returns one line of JSON without its end: the findings in the form of
// [diag.Envelope], and behind its members those of the operation. It never fails: what is wrong with the request is a
// finding, and so is a mistake of the validator. Nobody else holds the slice that it returns, which keeps nothing of the
// request.
func Answer(r Request) []byte {
	op := operationOf(r.Op)
	if op == nil {
		return refuse(&r, nil, errors.New("unknown operation "+diag.Quote(r.Op)+": it is one of "+operationNames()))
	}
	return guarded(&r, op)
}

// guarded carries out the operation. A panic becomes a finding.
func guarded(r *Request, op *operation) (out []byte) {
	defer func() {
		if recover() != nil { // what it says may hold text of the document
			out = broken(r, op)
		}
	}()
	if err := r.check(op); err != nil {
		return refuse(r, op, err)
	}
	a := reply{file: r.name, mode: r.mode}
	if err := op.run(r, &a); err != nil {
		return refuse(r, op, err)
	}
	return a.append(op)
}

// check refuses a request that cannot be carried out.
func (r *Request) check(op *operation) error {
	if r.bad != nil {
		return r.bad
	}
	if other := r.given &^ (op.takes | optionName | optionMode); other != 0 {
		return errors.New("the operation " + op.name + " has no option " + firstOf(other))
	}
	if missing := op.needs &^ r.given; missing != 0 {
		return errors.New("the operation " + op.name + " needs the option " + firstOf(missing))
	}
	return nil
}

// refuse answers a request that is wrong.
func refuse(r *Request, op *operation, why error) []byte {
	return failed(r, op, diag.Diagnostic{Code: CodeRequestInvalid, Message: why.Error()})
}

// broken answers a request that the validator cannot bear.
func broken(r *Request, op *operation) []byte {
	return failed(r, op, diag.Diagnostic{
		Code:    CodeInternalError,
		Message: "the operation " + op.name + " failed inside the validator, version " + version,
		Hint:    "report it with the version and, if it may be shown, the document",
	})
}

func failed(r *Request, op *operation, d diag.Diagnostic) []byte {
	d.Severity = diag.SeverityError
	a := reply{file: r.name, mode: r.mode, found: diag.List{d}}
	return a.append(op)
}

// append returns the answer.
func (a *reply) append(op *operation) []byte {
	size := 512 + 400*len(a.found) + len(a.text) + len(a.text)/8 + len(a.plan) + len(a.schema)
	out := diag.NewEnvelope(a.file, a.mode.String(), a.found).AppendJSON(make([]byte, 0, size))
	if op == nil {
		return out
	}
	return append(op.members(out[:len(out)-1], a), '}')
}

func operationOf(name string) *operation {
	for i := range operations {
		if operations[i].name == name {
			return &operations[i]
		}
	}
	return nil
}

func operationNames() string {
	names := make([]string, len(operations))
	for i := range operations {
		names[i] = operations[i].name
	}
	return strings.Join(names, ", ")
}

func noMembers(dst []byte, _ *reply) []byte { return dst }
