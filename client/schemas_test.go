package client

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// schemas is testdata/schemas.json: the fields of every schema of the API, each with its type, a question mark when it
// may be null and an exclamation mark when it is required; and the unions, by the value that tells the members apart.
type schemas struct {
	Fields map[string]map[string]string `json:"fields"`
	Unions map[string]struct {
		Property string            `json:"property"`
		Members  map[string]string `json:"members"`
	} `json:"unions"`
}

// schemaWalk compares schemas with Go types from the roots down, and collects everything that differs.
type schemaWalk struct {
	schemas
	constants map[string][]string // Go type → values of its constants
	enums     map[string][]string // Go type → values that the API documents for it anywhere
	property  map[string]string   // member of a union → the property that tells it apart
	visited   map[string]bool
	differ    map[string]string
}

func newSchemaWalk(t *testing.T) *schemaWalk {
	t.Helper()
	w := &schemaWalk{constants: constantsOf(t), enums: map[string][]string{}, property: map[string]string{}, visited: map[string]bool{}, differ: map[string]string{}}
	text, err := os.ReadFile("testdata/schemas.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &w.schemas))
	require.Len(t, w.Fields, 167-len(w.Unions))
	for _, u := range w.Unions {
		for _, member := range u.Members {
			w.property[member] = u.Property
		}
	}
	return w
}

// constantsOf returns the values of the package's string constants by the name of their type.
func constantsOf(t *testing.T) map[string][]string {
	t.Helper()
	values := map[string][]string{}
	names, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, name := range names {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		ast.Inspect(f, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok || v.Type == nil || len(v.Values) != 1 {
				return true
			}
			kind, isName := v.Type.(*ast.Ident)
			literal, isLiteral := v.Values[0].(*ast.BasicLit)
			if isName && isLiteral && literal.Kind == token.STRING {
				text, err := strconv.Unquote(literal.Value)
				require.NoError(t, err)
				values[kind.Name] = append(values[kind.Name], text)
			}
			return true
		})
	}
	return values
}

type jsonField struct {
	kind     reflect.Type
	omitted  bool // when empty
	embedded int  // depth
}

// jsonFields returns the fields that encoding/json writes for a struct: those of embedded structs count unless one
// further out has the same name.
func jsonFields(t reflect.Type) map[string]jsonField {
	fields := map[string]jsonField{}
	var collect func(t reflect.Type, depth int)
	collect = func(t reflect.Type, depth int) {
		for f := range t.Fields() {
			tag := f.Tag.Get("json")
			name, options, _ := strings.Cut(tag, ",")
			switch {
			case f.Anonymous && tag == "":
				collect(f.Type, depth+1)
			case !f.IsExported() || tag == "-":
			default:
				if name == "" {
					name = f.Name
				}
				if known, ok := fields[name]; !ok || depth < known.embedded {
					fields[name] = jsonField{f.Type, options != "", depth}
				}
			}
		}
	}
	collect(t, 0)
	return fields
}

func (w *schemaWalk) note(at, format string, args ...any) {
	w.differ[at] = fmt.Sprintf(format, args...)
}

func (w *schemaWalk) walk(schema string, t reflect.Type, isRequest bool) {
	if u, ok := w.Unions[schema]; ok {
		w.note(t.Name()+": "+schema, "is a union of %d", len(u.Members))
		return
	}
	fields, ok := w.Fields[schema]
	if !ok {
		w.note(t.Name()+": "+schema, "is no schema")
		return
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	key := fmt.Sprint(schema, t, isRequest)
	if w.visited[key] {
		return
	}
	w.visited[key], w.visited[schema] = true, true
	if t.Kind() != reflect.Struct {
		w.note(t.Name()+": "+schema, "is not a struct")
		return
	}
	ours := jsonFields(t)
	for name, text := range fields {
		at := fmt.Sprintf("%s: %s.%s", t.Name(), schema, name)
		f, ok := ours[name]
		if !ok {
			w.note(at, "is missing")
			continue
		}
		kind, required := strings.CutSuffix(text, "!")
		kind, nullable := strings.CutSuffix(kind, "?")
		w.compare(at, kind, f.kind, isRequest)
		switch {
		case !isRequest:
		case required && f.omitted:
			w.note(at, "is required, but not sent when empty")
		case !required && !f.omitted && w.property[schema] != name:
			w.note(at, "is optional, but always sent")
		case required && !nullable && f.kind.Kind() == reflect.Pointer:
			w.note(at, "is required, but may be null")
		}
	}
	for name := range ours {
		if _, ok := fields[name]; !ok {
			w.note(fmt.Sprintf("%s: %s.%s", t.Name(), schema, name), "is invented")
		}
	}
}

// compare checks the Go type of one field, or of the items of a list.
func (w *schemaWalk) compare(at, kind string, t reflect.Type, isRequest bool) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	item, isList := strings.CutPrefix(kind, "[]")
	values, isEnum := strings.CutPrefix(kind, "enum(")
	switch {
	case isList && t.Kind() == reflect.Slice:
		w.compare(at, item, t.Elem(), isRequest)
	case isEnum:
		w.compareEnum(at, strings.Split(strings.TrimSuffix(values, ")"), "|"), t)
	case kind == "string(date-time)" && t == reflect.TypeFor[time.Time]():
	case kind == "string" && (t.Kind() == reflect.String || t == reflect.TypeFor[Secret]()):
	case kind == "boolean" && t.Kind() == reflect.Bool:
	case kind == "integer" && t.Kind() == reflect.Int:
	case kind == "number" && t.Kind() == reflect.Float64:
	case kind == "map<string,string>" && t.Kind() == reflect.Map && (t.Elem().Kind() == reflect.String || t.Elem() == reflect.TypeFor[Secret]()):
	case kind == "object" && (t == reflect.TypeFor[map[string]any]() || t == reflect.TypeFor[SecretMap]()):
	case w.Fields[kind] != nil:
		w.walk(kind, t, isRequest)
	default:
		w.note(at, "is %s, not %s", kind, t)
	}
}

func (w *schemaWalk) compareEnum(at string, values []string, t reflect.Type) {
	if t.Kind() != reflect.String || t.Name() == "string" {
		w.note(at, "is an enumeration, not %s", t)
		return
	}
	for _, v := range values {
		if !slices.Contains(w.constants[t.Name()], v) {
			w.note(at, "has no constant of %s for %q", t.Name(), v)
		}
	}
	w.enums[t.Name()] = append(w.enums[t.Name()], values...)
}

// TestTypesMatchSchemas walks everything that is sent and answered. Whatever differs stands in schemaExceptions.
func TestTypesMatchSchemas(t *testing.T) {
	w := newSchemaWalk(t)
	for schema, v := range answerRoots() {
		w.walk(schema, reflect.TypeOf(v), false)
	}
	for _, root := range requestRoots() {
		v := root.value
		if s, ok := v.(wired); ok {
			v = s.wire()
		}
		before := len(w.differ)
		w.walk(root.schema, reflect.TypeOf(v), true)
		// An anonymous wire form has no name: its findings are those of the type it is made from.
		if reflect.TypeOf(v).Name() == "" && len(w.differ) > before {
			for at, what := range w.differ {
				if rest, ok := strings.CutPrefix(at, ": "+root.schema); ok {
					delete(w.differ, at)
					w.differ[reflect.TypeOf(root.value).Name()+": "+root.schema+rest] = what
				}
			}
		}
	}
	for kind, values := range w.constants {
		for _, v := range values {
			if w.enums[kind] != nil && !slices.Contains(w.enums[kind], v) {
				w.note("constant of "+kind+": "+v, "is not in the API")
			}
		}
	}
	exceptions := schemaExceptions()
	for at, what := range w.differ {
		assert.Contains(t, exceptions, at, what)
	}
	for at := range exceptions {
		assert.Contains(t, w.differ, at, "exception without need")
	}
	assert.Empty(t, missing(w.Fields, func(name string) bool { return w.visited[name] }), "schemas without a type")
}

// TestRequiredFieldsAreNeverNull sends requests that nobody filled in.
func TestRequiredFieldsAreNeverNull(t *testing.T) {
	w := newSchemaWalk(t)
	for _, root := range requestRoots() {
		if checked, ok := root.value.(interface{ check() error }); ok && checked.check() != nil {
			continue // not sent
		}
		text, err := encode(root.value)
		require.NoError(t, err)
		var sent map[string]any
		require.NoError(t, json.Unmarshal(text, &sent))
		for name, kind := range w.Fields[root.schema] {
			if !strings.HasSuffix(kind, "!") {
				continue
			}
			value, ok := sent[name]
			assert.True(t, ok, "%T: %s is required", root.value, name)
			if !strings.HasSuffix(kind, "?!") {
				assert.NotNil(t, value, "%T: %s is null", root.value, name)
			}
		}
	}
}
