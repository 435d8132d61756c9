package deployfile

import (
	"reflect"
	"strconv"
	"time"

	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// Syntax is a notation of Deployment files.
type Syntax uint8

const (
	SyntaxYAML Syntax = iota
	SyntaxJSON
)

// Marshal writes a Deployment file in the layout and order of the official CLI's inspect: indented by four, enumerations
// in their canonical spelling, text that YAML readers take for numbers in quotes. What is nil in the model is not
// written. The values of secret environment variables are written: this is the door to them.
func Marshal(d Deployment, s Syntax) ([]byte, error) {
	root := mappingNode(reflect.ValueOf(document{d}), spec.LevelAt(""))
	syntax := yamltree.YAML
	if s == SyntaxJSON {
		syntax = yamltree.JSON
	}
	return yamltree.Encode(root, syntax)
}

func mappingNode(from reflect.Value, level *spec.Level) *yamltree.Node {
	n := &yamltree.Node{Kind: yamltree.Mapping}
	for _, f := range level.Fields {
		if value := valueNode(from.Field(bindings()[f]), f); value != nil {
			key := &yamltree.Node{Kind: yamltree.Scalar, Text: f.Key()}
			n.Members = append(n.Members, yamltree.Member{Key: key, Value: value})
		}
	}
	return n
}

// valueNode returns nil for what is not written.
func valueNode(v reflect.Value, f *spec.Field) *yamltree.Node {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			if f.Go == "EnvironmentVariable.Value" {
				return &yamltree.Node{Kind: yamltree.Null}
			}
			return nil
		}
		v = v.Elem()
	} else if f.Type != spec.Boolean && v.IsZero() && !f.AlwaysWrite && f.Path != "deployment" {
		return nil
	}
	switch f.Type {
	case spec.Mapping:
		return mappingNode(v, f.Level)
	case spec.Mappings, spec.Texts:
		if v.IsNil() {
			return nil
		}
		n := &yamltree.Node{Kind: yamltree.Sequence}
		for i := range v.Len() {
			if f.Type == spec.Mappings {
				n.Items = append(n.Items, mappingNode(v.Index(i), f.Level))
			} else {
				n.Items = append(n.Items, textNode(v.Index(i).String()))
			}
		}
		return n
	case spec.Integer:
		return &yamltree.Node{Kind: yamltree.Scalar, Tag: "!!int", Text: strconv.FormatInt(v.Int(), 10)}
	case spec.Boolean:
		return &yamltree.Node{Kind: yamltree.Scalar, Tag: "!!bool", Text: strconv.FormatBool(v.Bool())}
	case spec.Time:
		return timeNode(v.String())
	default:
		text := v.String()
		if name, ok := f.Enum.Canonical(text); ok {
			text = name
		}
		return textNode(text)
	}
}

// timeNode writes a time of the metadata without quotes: inspect holds these as times, not as texts.
func timeNode(text string) *yamltree.Node {
	n := &yamltree.Node{Kind: yamltree.Scalar, Text: text}
	if _, err := time.Parse(time.RFC3339, text); err == nil {
		n.Tag = "!!timestamp"
	}
	return n
}

// textNode quotes what a reader of YAML 1.1 would take for something else than text.
func textNode(text string) *yamltree.Node {
	n := &yamltree.Node{Kind: yamltree.Scalar, Text: text}
	if _, typed := retyped(text); typed {
		n.Style = yamltree.DoubleQuoted
	}
	return n
}
