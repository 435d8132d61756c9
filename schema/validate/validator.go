package validate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// location is what a document without an $id is known as.
const location = "https://github.com/astrofile/astrofile/schema/document.json"

// Validator is a compiled schema. It is safe for concurrent use.
type Validator struct {
	compiled *jsonschema.Schema
	quick    *rule            // nil when the schema has rare keywords
	document func() *document // read when the first value fails
}

// Compile prepares a schema document, such as one that a platform team made with package schema and publishes. The
// error says what is wrong with the document: it is no JSON, breaks the rules of its draft, or refers to another
// document.
func Compile(text []byte) (*Validator, error) { return newValidator(text, false) }

// newValidator compiles a document. Of ours it is known which parts are there for editors only.
func newValidator(text []byte, ours bool) (*Validator, error) {
	var root any
	if err := json.Unmarshal(text, &root); err != nil {
		return nil, fmt.Errorf("the schema is not JSON: %w", err)
	}
	compiled := compileLean(root, ours)
	if compiled == nil {
		var err error
		if compiled, err = compile(text); err != nil { // which names places that the author knows
			return nil, fmt.Errorf("the schema cannot be used: %w", err)
		}
	}
	return &Validator{
		compiled: compiled,
		quick:    quicken(compiled),
		document: sync.OnceValue(func() *document { return newDocument(root) }),
	}, nil
}

// compileLean compiles the rewritten schema, or returns nil when that does not work.
func compileLean(root any, ours bool) *jsonschema.Schema {
	rewritten, ok := lean(root, ours)
	if !ok {
		return nil
	}
	text, err := json.Marshal(rewritten)
	if err != nil {
		return nil
	}
	compiled, err := compile(text)
	if err != nil {
		return nil
	}
	return compiled
}

func compile(text []byte) (*jsonschema.Schema, error) {
	compiler := jsonschema.NewCompiler()
	compiler.Draft = jsonschema.Draft7
	compiler.LoadURL = refuse
	if err := compiler.AddResource(location, bytes.NewReader(text)); err != nil {
		return nil, err
	}
	return compiler.Compile(location)
}

func refuse(url string) (io.ReadCloser, error) {
	return nil, fmt.Errorf("it refers to %s, and nothing outside the document is loaded", url)
}

// Value holds a decoded document against the schema, as the function [Value] does.
func (v *Validator) Value(value any) (diag.List, error) {
	plain, err := plainValue(value)
	if err != nil {
		return nil, err
	}
	failures, err := v.run(plain)
	if err != nil {
		return nil, err
	}
	if failures == nil {
		return nil, nil
	}
	found := v.document().findings(plain, failures)
	found.Sort()
	return found, nil
}

// File holds a file against the schema, as the function [File] does.
func (v *Validator) File(f *deployfile.File) (diag.List, error) {
	if f == nil {
		return nil, errors.New("there is no file to validate")
	}
	tree := yamltree.Parse(f.Name, f.Source())
	found, readable := textFindings(tree)
	if !readable {
		return finish(f, tree, found), nil
	}
	r := reader{tree: tree, found: found}
	value := r.value(tree.Root, 0, "", "")
	failures, err := v.run(value)
	if err != nil {
		return nil, err
	}
	if failures != nil {
		r.found = append(r.found, v.document().findings(value, failures)...)
	}
	if r.found == nil {
		return nil, nil
	}
	return finish(f, tree, r.found, r.cut), nil
}

// run returns what the schema refuses, nil when nothing.
func (v *Validator) run(value any) (*jsonschema.ValidationError, error) {
	if v.quick != nil && v.quick.accepts(value) {
		return nil, nil
	}
	err := v.compiled.Validate(value)
	if err == nil {
		return nil, nil
	}
	var failures *jsonschema.ValidationError
	if !errors.As(err, &failures) {
		return nil, fmt.Errorf("the schema cannot be run: %w", err)
	}
	return failures, nil
}
