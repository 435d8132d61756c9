package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// node is a JSON Schema: keywords and what they hold.
type node map[string]any

// members is a mapping from names to schemas in the order in which they are written.
type members []member

type member struct {
	name   string
	schema any // node, or a bool
}

// keywords is the order in which the keywords of a schema are written: what a reader looks for first, first.
var keywords = strings.Fields(`
	$schema $id $comment $ref label title description markdownDescription type const enum enumDescriptions markdownEnumDescriptions
	deprecated deprecationMessage doNotSuggest default examples
	pattern patternErrorMessage minLength maxLength minimum exclusiveMinimum maximum errorMessage
	required properties patternProperties additionalProperties propertyNames dependencies
	items minItems maxItems contains
	if then else not anyOf allOf
	defaultSnippets definitions
	suggestionKind body`)

// render writes a schema with tabs, which keep it small, and a line break at the end.
func render(root node) ([]byte, error) {
	var b bytes.Buffer
	if err := write(&b, root, ""); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

func write(b *bytes.Buffer, value any, indent string) error {
	switch v := value.(type) {
	case node:
		list, err := v.ordered()
		if err != nil {
			return err
		}
		return writeObject(b, list, indent)
	case members:
		return writeObject(b, v, indent)
	case []node:
		return writeList(b, v, indent)
	case []members:
		return writeList(b, v, indent)
	case []any:
		return writeList(b, v, indent)
	case []string:
		return writeList(b, v, indent)
	default:
		return writeScalar(b, v)
	}
}

// ordered returns the keywords of a schema in the order to write them.
func (n node) ordered() (members, error) {
	list := make(members, 0, len(n))
	for name, value := range n {
		if !slices.Contains(keywords, name) {
			return nil, fmt.Errorf("keyword %q has no place in the order of keywords", name)
		}
		list = append(list, member{name, value})
	}
	slices.SortFunc(list, func(a, b member) int {
		return slices.Index(keywords, a.name) - slices.Index(keywords, b.name)
	})
	return list, nil
}

// width is how long a line may be that holds a whole schema.
const width = 120

func writeObject(b *bytes.Buffer, list members, indent string) error {
	flat := !slices.ContainsFunc(list, func(m member) bool {
		return m.name == "description" || m.name == "markdownDescription" || m.name == "properties"
	})
	start := b.Len()
	if flat {
		if err := writeMembers(b, list, "", " ", ""); err != nil {
			return err
		}
		if text := b.Bytes()[start:]; len(text)+len(indent) <= width && !bytes.ContainsRune(text, '\n') {
			return nil
		}
		b.Truncate(start)
	}
	return writeMembers(b, list, "\n"+indent+"\t", "\n"+indent+"\t", "\n"+indent)
}

// writeMembers writes first in front of the first member, between in front of the others, and last behind them.
func writeMembers(b *bytes.Buffer, list members, first, between, last string) error {
	b.WriteByte('{')
	for i, m := range list {
		lead := first
		if i > 0 {
			lead = "," + between
		}
		b.WriteString(lead)
		if err := writeScalar(b, m.name); err != nil {
			return err
		}
		b.WriteString(": ")
		if err := write(b, m.schema, strings.TrimPrefix(between, "\n")); err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
	}
	if len(list) > 0 {
		b.WriteString(last)
	}
	b.WriteByte('}')
	return nil
}

// writeList writes a list on one line when it fits.
func writeList[T any](b *bytes.Buffer, list []T, indent string) error {
	start := b.Len()
	if err := writeItems(b, list, "", " ", ""); err != nil {
		return err
	}
	text := b.Bytes()[start:]
	if len(text)+len(indent) <= width && !bytes.ContainsRune(text, '\n') {
		return nil
	}
	b.Truncate(start)
	return writeItems(b, list, "\n"+indent+"\t", "\n"+indent+"\t", "\n"+indent)
}

func writeItems[T any](b *bytes.Buffer, list []T, first, between, last string) error {
	b.WriteByte('[')
	for i, v := range list {
		lead := first
		if i > 0 {
			lead = "," + between
		}
		b.WriteString(lead)
		if err := write(b, v, strings.TrimPrefix(between, "\n")); err != nil {
			return err
		}
	}
	b.WriteString(last)
	b.WriteByte(']')
	return nil
}

func writeScalar(b *bytes.Buffer, value any) error {
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // the line break of the encoder
	return nil
}
