package schema

import (
	"bytes"
	"errors"

	"github.com/astrofile/astrofile/internal/yamltree"
)

// object is a JSON object that keeps the order of its keys, which editors show. Values are *object, []any, string and
// literal.
type object struct {
	keys   []string
	values map[string]any
}

// literal is a JSON number, true, false or null as it is written.
type literal string

// pairs makes an object of keys and values in turn.
func pairs(all ...any) *object {
	o := &object{values: make(map[string]any, len(all)/2)}
	for i := 0; i+1 < len(all); i += 2 {
		if key, ok := all[i].(string); ok {
			o.set(key, all[i+1])
		}
	}
	return o
}

func (o *object) set(key string, value any) {
	if _, ok := o.values[key]; !ok {
		o.keys = append(o.keys, key)
	}
	o.values[key] = value
}

func (o *object) remove(key string) {
	if _, ok := o.values[key]; !ok {
		return
	}
	delete(o.values, key)
	for i, k := range o.keys {
		if k == key {
			o.keys = append(o.keys[:i], o.keys[i+1:]...)
			return
		}
	}
}

// object returns the object at a key, or nil. Nil has none.
func (o *object) object(key string) *object {
	if o == nil {
		return nil
	}
	v, _ := o.values[key].(*object)
	return v
}

// list returns the list at a key, or nil.
func (o *object) list(key string) []any {
	v, _ := o.values[key].([]any)
	return v
}

// add adds values to the list at a key.
func (o *object) add(key string, values ...any) { o.set(key, append(o.list(key), values...)) }

// readObject reads a JSON object.
func readObject(text []byte) (*object, error) {
	tree := yamltree.Parse("schema.json", text)
	if len(tree.Problems) > 0 {
		return nil, errors.New(tree.Problems[0].Message)
	}
	o, ok := valueOf(tree.Root).(*object)
	if !ok {
		return nil, errors.New("this is no JSON object")
	}
	return o, nil
}

func valueOf(n *yamltree.Node) any {
	switch {
	case n.Kind == yamltree.Mapping:
		o := &object{keys: make([]string, 0, len(n.Members)), values: make(map[string]any, len(n.Members))}
		for i := range n.Members {
			o.set(n.Members[i].Key.Text, valueOf(n.Members[i].Value))
		}
		return o
	case n.Kind == yamltree.Sequence:
		list := make([]any, len(n.Items))
		for i, item := range n.Items {
			list[i] = valueOf(item)
		}
		return list
	case n.Style == yamltree.DoubleQuoted:
		return n.Text
	default:
		return literal(n.Text)
	}
}

// writeJSON writes an object in the layout of the documents: indented by tabs, on one line what is short and describes
// nothing.
func writeJSON(o *object) []byte {
	var b bytes.Buffer
	appendJSON(&b, o, "")
	b.WriteByte('\n')
	return b.Bytes()
}

// width is how long a line may be that holds a whole object or list.
const width = 120

func appendJSON(b *bytes.Buffer, v any, margin string) {
	start := b.Len()
	if appendFlat(b, v, start+width-len(margin)) {
		return
	}
	b.Truncate(start)
	switch v := v.(type) {
	case *object:
		for i, key := range v.keys {
			open(b, "{", i, margin)
			b.WriteString(yamltree.Quoted(key, yamltree.JSON))
			b.WriteString(": ")
			appendJSON(b, v.values[key], margin+"\t")
		}
		b.WriteString("\n" + margin + "}")
	case []any:
		for i, item := range v {
			open(b, "[", i, margin)
			appendJSON(b, item, margin+"\t")
		}
		b.WriteString("\n" + margin + "]")
	}
}

// open begins the line of member i.
func open(b *bytes.Buffer, bracket string, i int, margin string) {
	if i > 0 {
		bracket = ","
	}
	b.WriteString(bracket + "\n" + margin + "\t")
}

// appendFlat writes a value on one line. It reports false when that gets longer than the buffer may become, or the
// value describes something; scalars may be of any length.
func appendFlat(b *bytes.Buffer, v any, most int) bool {
	switch v := v.(type) {
	case *object:
		b.WriteByte('{')
		for i, key := range v.keys {
			switch key {
			case "description", "markdownDescription", "properties":
				return false
			}
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(yamltree.Quoted(key, yamltree.JSON))
			b.WriteString(": ")
			if !appendFlat(b, v.values[key], most) || b.Len() >= most {
				return false
			}
		}
		b.WriteByte('}')
		return b.Len() <= most
	case []any:
		b.WriteByte('[')
		for i, item := range v {
			if i > 0 {
				b.WriteString(", ")
			}
			if !appendFlat(b, item, most) || b.Len() >= most {
				return false
			}
		}
		b.WriteByte(']')
		return b.Len() <= most
	case string:
		b.WriteString(yamltree.Quoted(v, yamltree.JSON))
	case literal:
		b.WriteString(string(v))
	}
	return true
}
