package schema

import (
	_ "embed" // for the documents
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
)

//go:generate go run -C internal/generate . -o ../../documents

// The documents are texts and not an embed.FS, which would bring package io/fs into the browser.
var (
	//go:embed documents/any.schema.json
	anyDocument string
	//go:embed documents/create.schema.json
	createDocument string
	//go:embed documents/update.schema.json
	updateDocument string
	//go:embed documents/template.schema.json
	templateDocument string
)

// Document returns the JSON Schema of Deployment files for one purpose, draft-07 and free of references to other
// documents; the error names a mode that does not exist. [For] can tailor it to an Organization.
func Document(mode deployfile.Mode) ([]byte, error) {
	switch mode {
	case deployfile.ModeAny:
		return []byte(anyDocument), nil
	case deployfile.ModeCreate:
		return []byte(createDocument), nil
	case deployfile.ModeUpdate:
		return []byte(updateDocument), nil
	case deployfile.ModeTemplate:
		return []byte(templateDocument), nil
	}
	return nil, fmt.Errorf("unknown mode %q: it is any, create, update or template", string(mode))
}
