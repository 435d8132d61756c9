package validate

import (
	"fmt"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/yamltree"
	"github.com/astrofile/astrofile/schema"
)

// Of returns the validator of a mode.
func Of(mode deployfile.Mode) (*Validator, error) { return of(mode) }

// New returns a validator of a mode that nobody has used yet.
func New(mode deployfile.Mode) (*Validator, error) {
	document, err := schema.Document(mode)
	if err != nil {
		return nil, err
	}
	return newValidator(document, true)
}

// Quick says what the short way says about a value; there may be none for a schema.
func (v *Validator) Quick(value any) (accepts, there bool) {
	plain, err := plainValue(value)
	return v.quick != nil && err == nil && v.quick.accepts(plain), v.quick != nil
}

// Prepared returns what keeps the library from running the schema.
func (v *Validator) Prepared() error {
	_, err := v.library()
	return err
}

// Library says what the library says about a value, given the document as it is.
func Library(mode deployfile.Mode, value any) (bool, error) {
	compiled := libraries()[mode]
	if compiled == nil {
		return false, fmt.Errorf("the document of mode %s does not compile", mode)
	}
	return compiled.Validate(value) == nil, nil
}

// LibraryOf says what the library says about a value, given any document.
func LibraryOf(document []byte, value any) (bool, error) {
	compiled, err := compile(document)
	if err != nil {
		return false, err
	}
	plain, err := plainValue(value)
	return err == nil && compiled.Validate(plain) == nil, err
}

var libraries = sync.OnceValue(func() map[deployfile.Mode]*jsonschema.Schema {
	all := map[deployfile.Mode]*jsonschema.Schema{}
	for _, mode := range []deployfile.Mode{deployfile.ModeAny, deployfile.ModeCreate, deployfile.ModeUpdate, deployfile.ModeTemplate} {
		if text, err := schema.Document(mode); err == nil {
			all[mode], _ = compile(text)
		}
	}
	return all
})

// ValueOf returns what a text holds.
func ValueOf(name string, src []byte) (any, bool) {
	tree := yamltree.Parse(name, src)
	_, readable := textFindings(tree)
	if !readable {
		return nil, false
	}
	r := reader{tree: tree}
	return r.value(tree.Root, 0, "", ""), len(r.found) == 0
}
