package validate

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// copier makes the maps and slices of encoding/json of a decoded document.
type copier struct{ values int }

// plainValue returns the value in the types of encoding/json. What goes round in circles ends at the limits that a
// text has.
func plainValue(value any) (any, error) {
	var c copier
	return c.value(value, "", 0)
}

func (c *copier) value(value any, at diag.Path, depth int) (any, error) {
	c.values++
	switch {
	case depth > yamltree.MaxDepth:
		return nil, fmt.Errorf("%s: nested deeper than %d", place(at), yamltree.MaxDepth)
	case c.values > yamltree.MaxNodes:
		return nil, fmt.Errorf("more than %d values", yamltree.MaxNodes)
	}
	switch v := value.(type) {
	case nil, bool, string:
		return v, nil
	case json.Number:
		return c.number(v, at)
	}
	v := reflect.ValueOf(value)
	switch {
	case v.CanInt():
		return v.Int(), nil
	case v.CanUint():
		return v.Uint(), nil
	case v.CanFloat():
		f := v.Float()
		if math.IsNaN(f) || math.IsInf(f, 0) {
			return nil, fmt.Errorf("%s: %v is no number of JSON", place(at), f)
		}
		return f, nil
	}
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool(), nil
	case reflect.String:
		return v.String(), nil
	case reflect.Map:
		return c.mapping(v, at, depth)
	case reflect.Slice, reflect.Array:
		list := make([]any, v.Len())
		for i := range list {
			var err error
			if list[i], err = c.value(v.Index(i).Interface(), at.Index(i), depth+1); err != nil {
				return nil, err
			}
		}
		return list, nil
	default:
		return nil, fmt.Errorf("%s: a %T is no value of JSON", place(at), value)
	}
}

func (c *copier) mapping(m reflect.Value, at diag.Path, depth int) (any, error) {
	out := make(map[string]any, m.Len())
	for entries := m.MapRange(); entries.Next(); {
		key := entries.Key()
		if key.Kind() == reflect.Interface {
			key = key.Elem()
		}
		if key.Kind() != reflect.String {
			return nil, fmt.Errorf("%s: a key is no text", place(at))
		}
		name := key.String()
		value, err := c.value(entries.Value().Interface(), at.Field(name), depth+1)
		if err != nil {
			return nil, err
		}
		out[name] = value
	}
	return out, nil
}

// number reads a number whose text the caller may have made up.
func (c *copier) number(n json.Number, at diag.Path) (any, error) {
	if !json.Valid([]byte(n)) || n == "" || n[0] != '-' && (n[0] < '0' || n[0] > '9') {
		return nil, fmt.Errorf("%s: a json.Number holds something else", place(at))
	}
	return readNumber(string(n)), nil
}

func place(at diag.Path) string {
	if at == "" {
		return "the document"
	}
	return string(at)
}
