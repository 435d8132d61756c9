// The generator of the JSON Schema, apart from the library so that its go.mod stays short.
module github.com/astrofile/astrofile/schema/internal/generate

go 1.26.0

require (
	github.com/astrofile/astrofile v0.0.0-00010101000000-000000000000
	github.com/invopop/jsonschema v0.14.0
	github.com/stretchr/testify v1.12.1
)

require (
	github.com/bahlo/generic-list-go v0.2.0 // indirect
	github.com/buger/jsonparser v1.1.2 // indirect
	github.com/hashicorp/errwrap v1.0.0 // indirect
	github.com/hashicorp/go-multierror v1.1.1 // indirect
	github.com/pb33f/ordered-map/v2 v2.3.1 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	go.yaml.in/yaml/v4 v4.0.0 // indirect
)

replace github.com/astrofile/astrofile => ../../..
