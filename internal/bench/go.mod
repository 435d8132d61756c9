// Benchmarks that compare with other libraries, apart from the library so that its go.mod stays short.
module github.com/astrofile/astrofile/internal/bench

go 1.26.0

require (
	github.com/astrofile/astrofile v0.0.0
	sigs.k8s.io/yaml v1.6.0
)

require (
	github.com/hashicorp/errwrap v1.0.0 // indirect
	github.com/hashicorp/go-multierror v1.1.1 // indirect
	go.yaml.in/yaml/v2 v2.4.2 // indirect
	go.yaml.in/yaml/v4 v4.0.0 // indirect
)

replace github.com/astrofile/astrofile => ../..
