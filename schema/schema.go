package schema

import (
	"embed"
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
)

//go:generate go run -C internal/generate . -o ../../documents

//go:embed documents
var documents embed.FS

// Document returns the JSON Schema of Deployment files for one purpose, draft-07 and free of references to other
// documents; the error names a mode that does not exist. [For] can tailor it to an Organization.
func Document(mode deployfile.Mode) ([]byte, error) {
	text, err := documents.ReadFile("documents/" + mode.String() + ".schema.json")
	if err != nil {
		return nil, fmt.Errorf("unknown mode %q: it is any, create, update or template", string(mode))
	}
	return text, nil
}
