package clienttest

import (
	_ "embed" // the tables
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

//go:embed requests.json
var requestsJSON []byte

// schemas are the bodies that operations take.
type schemas struct {
	Fields map[string]map[string]field `json:"fields"`
	Unions map[string]union            `json:"unions"`
}

// field is what a body may hold under one key.
type field struct {
	Type      string `json:"type"`
	Required  bool   `json:"required"`
	Nullable  bool   `json:"nullable"`
	Minimum   *int64 `json:"minimum"`
	Maximum   *int64 `json:"maximum"`
	MinLength int    `json:"minLength"`
	MaxLength int    `json:"maxLength"`
	MinItems  int    `json:"minItems"`
	MaxItems  int    `json:"maxItems"`
}

// union is a body whose schema one of its fields decides.
type union struct {
	Property string            `json:"property"`
	Members  map[string]string `json:"members"`
}

// requestSchemas reads the table once.
var requestSchemas = sync.OnceValue(func() schemas {
	var s schemas
	if json.Unmarshal(requestsJSON, &s) != nil {
		return schemas{}
	}
	return s
})

// checker compares a decoded body with its schema and collects every objection.
type checker struct {
	schemas
	lenient bool
	bad     problems
}

// object checks one object; at is the path before its keys. A lenient checker takes out what it does not know.
func (c *checker) object(schema, at string, body map[string]any) {
	fields := c.Fields[schema]
	for _, name := range slices.Sorted(maps.Keys(body)) {
		if _, ok := fields[name]; ok {
			continue
		}
		if c.lenient {
			delete(body, name)
			continue
		}
		c.bad.add(at+name, "unknown", "%s%s is not a field of %s", at, name, schema)
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		f := fields[name]
		value, present := body[name]
		switch {
		case value != nil:
			c.value(f, at+name, value)
		case f.Required && (!present || !f.Nullable):
			c.bad.add(at+name, "required", "%s%s is required", at, name)
		}
	}
}

func (c *checker) value(f field, at string, value any) {
	if item, ok := strings.CutPrefix(f.Type, "[]"); ok {
		c.list(f, item, at, value)
		return
	}
	switch {
	case strings.HasPrefix(f.Type, "enum("):
		c.enum(strings.Split(strings.TrimSuffix(f.Type[len("enum("):], ")"), "|"), at, value)
	case c.Fields[f.Type] != nil:
		if body, ok := value.(map[string]any); ok {
			c.object(f.Type, at+".", body)
		} else {
			c.wrongType(at, "an object", value)
		}
	default:
		c.scalar(f, at, value)
	}
}

func (c *checker) list(f field, item, at string, value any) {
	items, ok := value.([]any)
	switch {
	case !ok:
		c.wrongType(at, "a list", value)
		return
	case len(items) < f.MinItems:
		c.bad.add(at, "min", "%s holds %d items, fewer than %d", at, len(items), f.MinItems)
	case f.MaxItems > 0 && len(items) > f.MaxItems:
		c.bad.add(at, "max", "%s holds %d items, more than %d", at, len(items), f.MaxItems)
		return
	}
	for i, v := range items {
		where := fmt.Sprintf("%s[%d]", at, i)
		if v == nil {
			c.wrongType(where, "a value", v)
			continue
		}
		c.value(field{Type: item}, where, v)
	}
}

func (c *checker) enum(values []string, at string, value any) {
	text, ok := value.(string)
	if !ok {
		c.wrongType(at, "text", value)
		return
	}
	if !slices.Contains(values, text) {
		c.bad.add(at, "oneof", "%s is %q, not one of %s", at, text, strings.Join(values, ", "))
	}
}

func (c *checker) scalar(f field, at string, value any) {
	switch f.Type {
	case "string", "string(date-time)":
		text, ok := value.(string)
		if !ok {
			c.wrongType(at, "text", value)
			return
		}
		c.text(f, at, text)
	case "boolean":
		if _, ok := value.(bool); !ok {
			c.wrongType(at, "a boolean", value)
		}
	case "integer":
		c.integer(f, at, value)
	case "number":
		if _, ok := value.(json.Number); !ok {
			c.wrongType(at, "a number", value)
		}
	default: // object and map<string,string>
		m, ok := value.(map[string]any)
		if !ok {
			c.wrongType(at, "an object", value)
			return
		}
		for _, key := range slices.Sorted(maps.Keys(m)) {
			if _, isText := m[key].(string); !isText && f.Type != "object" && m[key] != nil {
				c.wrongType(at+"."+key, "text", m[key])
			}
		}
	}
}

func (c *checker) text(f field, at, text string) {
	switch n := utf8.RuneCountInString(text); {
	case f.Type == "string(date-time)":
		if _, err := time.Parse(time.RFC3339, text); err != nil {
			c.bad.add(at, "datetime", "%s is not an RFC 3339 time", at)
		}
	case n < f.MinLength || n == 0 && f.Required && strings.HasSuffix(at, "name"):
		c.bad.add(at, "min", "%s is empty", at)
	case f.MaxLength > 0 && n > f.MaxLength:
		c.bad.add(at, "max", "%s is %d characters long, more than %d", at, n, f.MaxLength)
	}
}

func (c *checker) integer(f field, at string, value any) {
	number, ok := value.(json.Number)
	n, err := number.Int64()
	switch {
	case !ok || err != nil:
		c.wrongType(at, "an integer", value)
	case f.Minimum != nil && n < *f.Minimum:
		c.bad.add(at, "min", "%s is %d, below %d", at, n, *f.Minimum)
	case f.Maximum != nil && n > *f.Maximum:
		c.bad.add(at, "max", "%s is %d, above %d", at, n, *f.Maximum)
	}
}

// wrongType names the type of the value and not the value, which may be a secret.
func (c *checker) wrongType(at, want string, got any) {
	kind := "null"
	switch got.(type) {
	case string:
		kind = "text"
	case bool:
		kind = "a boolean"
	case json.Number:
		kind = "a number"
	case []any:
		kind = "a list"
	case map[string]any:
		kind = "an object"
	}
	c.bad.add(at, "type", "%s is %s, not %s", at, kind, want)
}
