package validate

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// mistake is one thing that an author has to change.
type mistake struct {
	*failure
	at    diag.Path // where the finding stands; of something missing, where it should
	here  diag.Path // where the value stands that the schema refuses
	name  string    // the key that is missing or should not be there
	value any       // what stands at the place of the failure
}

// mistakes returns one mistake for each thing that an author has to change, in the order of their paths.
func (d *document) mistakes(root any, e *jsonschema.ValidationError) []mistake {
	failures := d.flatten(e)
	var all []mistake
	for i := range failures {
		all = append(all, failures[i].expand(root)...)
	}
	slices.SortStableFunc(all, compare)
	return d.distinct(all)
}

// expand makes a mistake of each key that a failure is about.
func (f *failure) expand(root any) []mistake {
	at, value := diag.Path(""), root
	for _, token := range f.instance {
		if items, ok := value.([]any); ok {
			i, _ := strconv.Atoi(token)
			at = at.Index(i)
			value = items[min(max(i, 0), len(items)-1)]
			continue
		}
		at = at.Field(token)
		value = step(value, token)
	}
	one := mistake{failure: f, at: at, here: at, value: value}
	var names []string
	switch f.keyword {
	case "required":
		names = f.missing(value)
	case "additionalProperties":
		if f.argument == false {
			names = f.extra(value)
		}
	case "false", "not":
		one.name = last(f.instance)
	}
	if names == nil {
		return []mistake{one}
	}
	all := make([]mistake, len(names))
	for i, name := range names {
		all[i] = one
		all[i].name, all[i].at = name, at.Field(name)
	}
	return all
}

// missing returns the required keys that the value does not have.
func (f *failure) missing(value any) []string {
	var names []string
	object, _ := value.(map[string]any)
	for _, name := range list(f.argument) {
		if name, ok := name.(string); ok {
			if _, there := object[name]; !there {
				names = append(names, name)
			}
		}
	}
	return names
}

// extra returns the keys of the value that its schema does not know.
func (f *failure) extra(value any) []string {
	object, _ := value.(map[string]any)
	properties, _ := f.node()["properties"].(map[string]any)
	patterns, _ := f.node()["patternProperties"].(map[string]any)
	var matchers []*regexp.Regexp
	for pattern := range patterns {
		if m, err := regexp.Compile(pattern); err == nil { // the compiler has compiled it before
			matchers = append(matchers, m)
		}
	}
	var names []string
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if _, known := properties[name]; known {
			continue
		}
		if !slices.ContainsFunc(matchers, func(m *regexp.Regexp) bool { return m.MatchString(name) }) {
			names = append(names, name)
		}
	}
	return names
}

func compare(a, b mistake) int {
	return slices.CompareFunc(a.instance, b.instance, func(x, y string) int {
		i, err := strconv.Atoi(x)
		k, err2 := strconv.Atoi(y)
		if err == nil && err2 == nil {
			return i - k
		}
		return strings.Compare(x, y)
	})
}

// strange reports whether the mistake is a key that its level does not know.
func (m *mistake) strange() bool { return m.keyword == "additionalProperties" && m.argument == false }

// known reports whether the mapping with the mistake has a key of its level.
func (m *mistake) known() bool {
	object, _ := m.value.(map[string]any)
	properties, _ := m.node()["properties"].(map[string]any)
	for name := range object {
		if properties[name] != nil {
			return true
		}
	}
	return false
}

func last(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

// number returns an argument of a keyword as a reader writes it.
func number(argument any) string {
	text, err := json.Marshal(argument)
	if err != nil {
		return ""
	}
	return string(text)
}
