package schema

import (
	"fmt"
	"strings"
)

// document is a JSON Schema as something to find places in.
type document struct{ root *object }

// at returns every schema that the document has for a path of the table of fields, such as
// deployment.worker_queues[].worker_type: the first is the one that stands below properties and items all the way, the
// others come in through references and conditions. No schema at all is an error.
func (d document) at(path string) ([]*object, error) {
	found := []*object{d.root}
	for step := range strings.SplitSeq(strings.ReplaceAll(path, "[]", ".[]"), ".") {
		var next []*object
		for _, s := range d.spread(found) {
			if step == "[]" {
				next = appendObject(next, s.object("items"))
			} else if properties := s.object("properties"); properties != nil {
				next = appendObject(next, properties.object(step))
			}
		}
		found = next
	}
	found = d.spread(found)
	if len(found) == 0 {
		return nil, fmt.Errorf("it has no place for %s", path)
	}
	return found, nil
}

// spread adds to schemas those that they are made of, each once.
func (d document) spread(schemas []*object) []*object {
	var all []*object
	seen := map[*object]bool{}
	for todo := schemas; len(todo) > 0; {
		s := todo[0]
		todo = todo[1:]
		if s == nil || seen[s] {
			continue
		}
		seen[s] = true
		all = append(all, s)
		for _, key := range [...]string{"allOf", "anyOf", "oneOf"} {
			for _, v := range s.list(key) {
				if o, ok := v.(*object); ok {
					todo = append(todo, o)
				}
			}
		}
		for _, key := range [...]string{"not", "then", "else"} {
			todo = append(todo, s.object(key))
		}
		if ref, ok := s.values["$ref"].(string); ok {
			todo = append(todo, d.definition(ref))
		}
	}
	return all
}

// definition returns what a reference within the document names, or nil.
func (d document) definition(ref string) *object {
	name, ok := strings.CutPrefix(ref, "#/definitions/")
	if !ok {
		return nil
	}
	definitions := d.root.object("definitions")
	if definitions == nil {
		return nil
	}
	return definitions.object(name)
}

func appendObject(list []*object, o *object) []*object {
	if o == nil {
		return list
	}
	return append(list, o)
}
