package bridge

import (
	"bytes"
	"errors"
	"math/bits"
	"strconv"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/schema"
)

// validate reports everything that is wrong with the document.
func validate(r *Request, a *reply) error {
	o, problem := r.validateOptions()
	_, a.found = deployfile.Check(r.name, r.Source, o)
	a.add(problem)
	return nil
}

// validateOptions returns what the rules go by, and what is wrong with the live Deployment: without it the document is
// judged alone.
func (r *Request) validateOptions() (o deployfile.ValidateOptions, problem *diag.Diagnostic) {
	o = deployfile.ValidateOptions{Mode: r.mode, Strict: r.is(optionStrict), KeepIgnored: r.is(optionKeepIgnored)}
	if !r.hasLive() {
		return o, nil
	}
	file, found := deployfile.Parse("", r.Live)
	for _, d := range found {
		if d.Severity == diag.SeverityError && d.Ignored == "" {
			return o, &diag.Diagnostic{
				Severity: diag.SeverityError, Code: CodeRequestInvalid, Hint: "repair the live Deployment",
				Message: "the live Deployment cannot be read, line " + strconv.Itoa(d.Range.Start.Line) + ": " + d.Message,
			}
		}
	}
	o.Live = &file.Deployment
	return o, nil
}

func (r *Request) hasLive() bool { return len(bytes.TrimSpace(r.Live)) > 0 }

// add adds a finding that the document has no place for.
func (a *reply) add(d *diag.Diagnostic) {
	if d != nil {
		a.found = append(diag.List{*d}, a.found...)
	}
}

// fix applies every fix that needs no judgement.
func fix(r *Request, a *reply) error {
	o, problem := r.validateOptions()
	var file *deployfile.File
	file, a.found, a.applied = deployfile.Fix(r.name, r.Source, o)
	a.text = written(file.Source())
	a.add(problem)
	return nil
}

func fixMembers(dst []byte, a *reply) []byte {
	return appendInt(appendMember(textMembers(dst, a), "applied"), a.applied)
}

// format writes the canonical layout.
func format(r *Request, a *reply) error {
	out, found := deployfile.Format(r.name, r.Source)
	a.found = found
	if found.Err() == nil {
		a.text = written(out)
	}
	return nil
}

// template makes a template of the document.
func template(r *Request, a *reply) error {
	file, found := deployfile.Parse(r.name, r.Source)
	a.found = found
	if found.Err() != nil {
		return nil
	}
	out, err := deployfile.Marshal(deployfile.Template(file.Deployment), file.Syntax())
	if err != nil {
		return err
	}
	a.text = written(schema.WithModeline(out, schema.ModelineOf(r.Source)))
	return nil
}

// set writes or removes one value. Every other byte stays as it was.
func set(r *Request, a *reply) error {
	if n := bits.OnesCount32(uint32(r.given&optionValue | r.on&(optionNull|optionRemove))); n != 1 {
		return errors.New("the operation set needs exactly one of the options value, null and remove")
	}
	file, found := deployfile.Parse(r.name, r.Source)
	edit := file.Edit()
	var err error
	switch {
	case r.is(optionRemove):
		err = edit.Delete(r.path)
	case r.is(optionNull):
		err = edit.SetNull(r.path)
	default:
		err = edit.Set(r.path, r.value)
	}
	a.found = found
	if err != nil {
		a.add(&diag.Diagnostic{Severity: diag.SeverityError, Code: CodeEditRefused, Path: r.path, Message: err.Error()})
		return nil
	}
	a.text, a.edits = written(edit.Bytes()), edit.Edits()
	return nil
}

func setMembers(dst []byte, a *reply) []byte {
	return appendEdits(appendMember(textMembers(dst, a), "edits"), a.edits)
}

// share makes the text that may leave the machine.
func share(r *Request, a *reply) error {
	file, found := deployfile.Parse(r.name, r.Source)
	a.found = found
	if redacted, ok := file.Redact(r.is(optionComments)); ok {
		a.text, a.removed = written(redacted.Text), redacted
	}
	return nil
}

func shareMembers(dst []byte, a *reply) []byte {
	dst = append(appendMember(textMembers(dst, a), "removed"), `{"values":`...)
	dst = appendInt(dst, a.removed.Values)
	return append(appendInt(appendMember(dst, "comments"), a.removed.Comments), '}')
}

func textMembers(dst []byte, a *reply) []byte {
	return appendDocument(appendMember(dst, "text"), a.text)
}

// written returns a text for an answer, nil when JSON cannot hold it.
func written(text []byte) []byte {
	switch {
	case !exact(text):
		return nil
	case text == nil:
		return []byte{}
	}
	return text
}
