package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

// shape is the type that the model has for a field, in the words of JSON Schema.
type shape string

// reflectModel returns the shape of the Go model, by path, after it has held it against the table of fields.
func reflectModel() (map[string]shape, error) {
	root := newReflector().Reflect(struct{ Deployment deployfile.Deployment }{})
	shapes := map[string]shape{}
	return shapes, errors.Join(match(root, spec.LevelAt(""), shapes)...)
}

func newReflector() *jsonschema.Reflector {
	return &jsonschema.Reflector{Anonymous: true, DoNotReference: true, ExpandedStruct: true, Mapper: bare}
}

// bare reflects the fields of a struct that writes itself as JSON, which would tell nothing about them.
func bare(t reflect.Type) *jsonschema.Schema {
	if t.Kind() != reflect.Struct || !t.Implements(reflect.TypeFor[json.Marshaler]()) {
		return nil
	}
	fields := slices.DeleteFunc(reflect.VisibleFields(t), func(f reflect.StructField) bool { return !f.IsExported() })
	return newReflector().ReflectFromType(reflect.StructOf(fields))
}

// match holds the fields of one struct against the rows of one level, and goes down.
func match(s *jsonschema.Schema, level *spec.Level, shapes map[string]shape) (faults []error) {
	rows := map[string]*spec.Field{}
	for _, f := range level.Fields {
		_, name, _ := strings.Cut(f.Go, ".")
		rows[name] = f
	}
	for pair := s.Properties.Oldest(); pair != nil; pair = pair.Next() {
		f := rows[pair.Key]
		if f == nil {
			faults = append(faults, fmt.Errorf("the table of fields has no row for field %s of %q", pair.Key, level.Path))
			continue
		}
		delete(rows, pair.Key)
		faults = append(faults, matchField(pair.Value, f, shapes)...)
	}
	for name, f := range rows {
		faults = append(faults, fmt.Errorf("the model has no field %q for %s", name, f.Path))
	}
	return faults
}

func matchField(s *jsonschema.Schema, f *spec.Field, shapes map[string]shape) []error {
	if want := jsonType(f.Type); s.Type != want {
		return []error{fmt.Errorf("%s: the model holds %s, the table says %s", f.Path, s.Type, f.Type)}
	}
	shapes[f.Path] = shape(s.Type)
	switch f.Type {
	case spec.Mapping:
		return match(s, f.Level, shapes)
	case spec.Mappings:
		return match(s.Items, f.Level, shapes)
	default:
		return nil
	}
}

// jsonType returns the type that the model has for values of the type of a field.
func jsonType(t spec.Type) string {
	switch t {
	case spec.Mapping:
		return "object"
	case spec.Mappings, spec.Texts:
		return "array"
	case spec.Integer:
		return "integer"
	case spec.Boolean:
		return "boolean"
	default:
		return "string"
	}
}
