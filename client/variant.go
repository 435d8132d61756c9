package client

import "reflect"

// absent reports whether a request variant is nil, or a nil pointer to one of the variants.
func absent(in any) bool {
	v := reflect.ValueOf(in)
	return !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil()
}
