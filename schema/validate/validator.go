package validate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
	"github.com/astrofile/astrofile/schema"
)

// Validator is a compiled schema. It is safe for concurrent use.
type Validator struct {
	quick    *rule // nil when the schema has rare keywords
	library  func() (*jsonschema.Schema, error)
	document func() *document // read when the first value fails
}

// Compile prepares a schema document, such as one that a platform team made with package schema and publishes. The
// error says what is wrong with the document: it is no JSON, breaks the rules of its draft, or refers to another
// document.
func Compile(text []byte) (*Validator, error) {
	for _, mode := range []deployfile.Mode{deployfile.ModeAny, deployfile.ModeCreate, deployfile.ModeUpdate, deployfile.ModeTemplate} {
		if document, err := schema.Document(mode); err == nil && bytes.Equal(text, document) {
			return of(mode)
		}
	}
	return newValidator(text, false)
}

// newValidator compiles a document. Ours need no proof that they can be used, and it is known which of their parts are
// there for editors only: the library, which takes most of the time, is left until a value fails.
func newValidator(text []byte, ours bool) (*Validator, error) {
	var root any
	if err := json.Unmarshal(text, &root); err != nil {
		return nil, fmt.Errorf("the schema is not JSON: %w", err)
	}
	v := &Validator{
		library:  sync.OnceValues(func() (*jsonschema.Schema, error) { return compileDocument(root, text, ours) }),
		document: sync.OnceValue(func() *document { return newDocument(root) }),
	}
	if !ours {
		if _, err := v.library(); err != nil {
			return nil, err
		}
	}
	v.quick = quicken(root, ours)
	return v, nil
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
	library, err := v.library()
	if err != nil {
		return nil, err
	}
	if err = library.Validate(value); err == nil {
		return nil, nil
	}
	var failures *jsonschema.ValidationError
	if !errors.As(err, &failures) {
		return nil, fmt.Errorf("the schema cannot be run: %w", err)
	}
	return failures, nil
}
