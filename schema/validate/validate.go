package validate

import (
	"fmt"
	"sync"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/schema"
)

// Value holds a decoded document against the schema of a mode. The value is what a decoder makes of JSON: maps with
// text as keys, slices, texts, numbers, booleans and nil, of any Go type that stands for one of these. The findings
// have paths but no ranges. The error is about a value that JSON has no place for, such as NaN, a [time.Time] or a map
// inside itself, or about an unknown mode.
func Value(mode deployfile.Mode, value any) (diag.List, error) {
	v, err := of(mode)
	if err != nil {
		return nil, err
	}
	return v.Value(value)
}

// File holds a file that [deployfile.Parse] has read against the schema of a mode. Numbers are read in every notation
// that deployfile accepts, other scalars as YAML 1.2 does.
func File(mode deployfile.Mode, f *deployfile.File) (diag.List, error) {
	v, err := of(mode)
	if err != nil {
		return nil, err
	}
	return v.File(f)
}

// of returns the validator of a mode, made when it is first asked for.
func of(mode deployfile.Mode) (*Validator, error) {
	switch mode {
	case deployfile.ModeAny:
		return forAny()
	case deployfile.ModeCreate:
		return forCreate()
	case deployfile.ModeUpdate:
		return forUpdate()
	case deployfile.ModeTemplate:
		return forTemplate()
	}
	return nil, fmt.Errorf("unknown mode %q: it is any, create, update or template", string(mode))
}

var (
	forAny      = once(deployfile.ModeAny)
	forCreate   = once(deployfile.ModeCreate)
	forUpdate   = once(deployfile.ModeUpdate)
	forTemplate = once(deployfile.ModeTemplate)
)

func once(mode deployfile.Mode) func() (*Validator, error) {
	return sync.OnceValues(func() (*Validator, error) {
		document, err := schema.Document(mode)
		if err != nil {
			return nil, err
		}
		return newValidator(document, true)
	})
}
