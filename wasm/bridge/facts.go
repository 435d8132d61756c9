package bridge

import (
	"errors"
	"runtime"
	"strconv"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/schema"
)

// version is that of the module. The build of the binary sets it:
//
//	go build -ldflags "-X github.com/astrofile/astrofile/wasm/bridge.version=v1.2.3"
var version = "(devel)"

// tell says what answers.
func tell(*Request, *reply) error { return nil }

func versionMembers(dst []byte, _ *reply) []byte {
	dst = appendText(append(appendMember(dst, "validator"), `{"version":`...), version)
	dst = appendInt(appendMember(dst, "protocol"), Protocol)
	return append(appendText(appendMember(dst, "go"), runtime.Version()), '}')
}

// hover describes the word at the offset.
func hover(r *Request, a *reply) error {
	file, err := r.at(a)
	if err != nil {
		return err
	}
	if h, ok := schema.DescribeAt(file, r.offset); ok {
		a.hover = &h
	}
	return nil
}

func hoverMembers(dst []byte, a *reply) []byte {
	dst = appendMember(dst, "hover")
	if a.hover == nil {
		return append(dst, "null"...)
	}
	dst = appendText(append(dst, `{"path":`...), a.hover.Path)
	dst = appendRange(appendMember(dst, "range"), a.hover.Range)
	return append(appendText(appendMember(dst, "markdown"), a.hover.Markdown), '}')
}

// complete lists what may be written at the offset.
func complete(r *Request, a *reply) error {
	file, err := r.at(a)
	if err != nil {
		return err
	}
	a.completions = schema.Complete(file, r.offset, schema.CompleteOptions{Mode: r.mode, Organization: r.existing})
	return nil
}

func completeMembers(dst []byte, a *reply) []byte {
	return appendList(appendMember(dst, "completions"), a.completions, appendCompletion)
}

// at reads the document, which the offset has to be in.
func (r *Request) at(a *reply) (*deployfile.File, error) {
	file, found := deployfile.Parse(r.name, r.Source)
	if size := len(file.Source()); r.offset > size {
		return nil, errors.New("the option offset is " + strconv.Itoa(r.offset) + ", and the document has " + strconv.Itoa(size) + " bytes")
	}
	a.found = found
	return file, nil
}

// document returns the JSON Schema for the mode, with the names of the Organization.
func document(r *Request, a *reply) error {
	text, err := schema.For(r.mode, r.existing.Options()...)
	a.schema = text
	return err
}

func schemaMembers(dst []byte, a *reply) []byte {
	dst = appendMember(dst, "schema")
	if a.schema == nil {
		return append(dst, "null"...)
	}
	return appendCompact(dst, a.schema)
}

// appendCompact appends a JSON document without the white space between its tokens.
func appendCompact(dst, text []byte) []byte {
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case quoted && c == '\\':
			dst = append(dst, c)
			i++
		case !quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r'):
			continue
		}
		dst = append(dst, text[i])
	}
	return dst
}
