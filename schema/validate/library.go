package validate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// location is what a document without an $id is known as.
const location = "https://github.com/astrofile/astrofile/schema/document.json"

// compileDocument compiles a document with the library, given as it is read and as it is written.
func compileDocument(root any, text []byte, ours bool) (*jsonschema.Schema, error) {
	if compiled := compileLean(root, ours); compiled != nil {
		return compiled, nil
	}
	compiled, err := compile(text) // whose error names places that the author knows
	if err != nil {
		return nil, fmt.Errorf("the schema cannot be used: %w", err)
	}
	return compiled, nil
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
