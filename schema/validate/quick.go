package validate

import (
	"math"
	"slices"
	"unicode/utf8"
)

// rule answers whether a value satisfies a schema, and nothing else. The library words an error for every condition
// that does not apply and every alternative that does not fit, which is most of the work on a file without mistakes.
type rule struct {
	never                         bool
	types                         kindSet // 0 is any
	enum                          []any
	pattern                       *expression
	minLength, maxLength          int
	minItems, maxItems            int
	least, above, most, below     float64
	required                      []string
	properties                    map[string]*rule
	patterned                     []patterned
	dependent                     map[string]*rule
	closed                        bool
	names, other, items, contains *rule
	not, when, then, otherwise    *rule
	all, any, one                 []*rule
}

// patterned is the rule of the members whose names match.
type patterned struct {
	name *expression
	rule *rule
}

type kindSet uint8

const (
	isNull kindSet = 1 << iota
	isBoolean
	isText
	isInteger
	isFraction
	isList
	isMapping
)

// accepts reports whether the value, in the types of encoding/json, satisfies the rule.
func (r *rule) accepts(value any) bool {
	if r.never || len(r.enum) > 0 && !slices.ContainsFunc(r.enum, func(v any) bool { return same(v, value) }) {
		return false
	}
	var is kindSet
	switch v := value.(type) {
	case nil:
		is = isNull
	case bool:
		is = isBoolean
	case string:
		is = isText
		if !r.acceptsText(v) {
			return false
		}
	case []any:
		is = isList
		if !r.acceptsList(v) {
			return false
		}
	case map[string]any:
		is = isMapping
		if !r.acceptsMapping(v) {
			return false
		}
	default:
		n := float(v)
		if is = isInteger; n != math.Trunc(n) {
			is = isFraction
		}
		if n < r.least || n <= r.above || n > r.most || n >= r.below {
			return false
		}
	}
	return (r.types == 0 || r.types&is != 0) && r.applies(value)
}

// applies follows the schemas that speak of the same value.
func (r *rule) applies(value any) bool {
	if r.not != nil && r.not.accepts(value) {
		return false
	}
	for _, rule := range r.all {
		if !rule.accepts(value) {
			return false
		}
	}
	if len(r.any) > 0 && !slices.ContainsFunc(r.any, func(rule *rule) bool { return rule.accepts(value) }) {
		return false
	}
	if len(r.one) > 0 {
		fit := 0
		for _, rule := range r.one {
			if rule.accepts(value) {
				fit++
			}
		}
		if fit != 1 {
			return false
		}
	}
	if r.when == nil || r.then == nil && r.otherwise == nil {
		return true
	}
	branch := r.otherwise
	if r.when.accepts(value) {
		branch = r.then
	}
	return branch == nil || branch.accepts(value)
}

func (r *rule) acceptsText(text string) bool {
	if r.minLength > 0 || r.maxLength >= 0 {
		n := utf8.RuneCountInString(text)
		if n < r.minLength || r.maxLength >= 0 && n > r.maxLength {
			return false
		}
	}
	return r.pattern == nil || r.pattern.matches(text)
}

func (r *rule) acceptsList(list []any) bool {
	if len(list) < r.minItems || r.maxItems >= 0 && len(list) > r.maxItems {
		return false
	}
	if r.items != nil {
		for _, item := range list {
			if !r.items.accepts(item) {
				return false
			}
		}
	}
	return r.contains == nil || slices.ContainsFunc(list, r.contains.accepts)
}

func (r *rule) acceptsMapping(mapping map[string]any) bool {
	for _, name := range r.required {
		if _, ok := mapping[name]; !ok {
			return false
		}
	}
	for name, rule := range r.dependent {
		if _, ok := mapping[name]; ok && !rule.accepts(mapping) {
			return false
		}
	}
	if r.other == nil && r.names == nil && r.patterned == nil && !r.closed && len(r.properties) < len(mapping) {
		for name, rule := range r.properties {
			if value, ok := mapping[name]; ok && !rule.accepts(value) {
				return false
			}
		}
		return true
	}
	for name, value := range mapping {
		if !r.acceptsMember(name, value) {
			return false
		}
	}
	return true
}

func (r *rule) acceptsMember(name string, value any) bool {
	if r.names != nil && !r.names.accepts(name) {
		return false
	}
	rule, known := r.properties[name]
	if known && !rule.accepts(value) {
		return false
	}
	for _, p := range r.patterned {
		if p.name.matches(name) {
			known = true
			if !p.rule.accepts(value) {
				return false
			}
		}
	}
	return known || !r.closed && (r.other == nil || r.other.accepts(value))
}

// same compares a member of an enumeration with a scalar.
func same(member, value any) bool {
	switch v := value.(type) {
	case nil, bool, string:
		return member == v
	case []any, map[string]any:
		return false
	}
	number, ok := member.(float64)
	return ok && number == float(value)
}

func float(number any) float64 {
	switch n := number.(type) {
	case int64:
		return float64(n)
	case uint64:
		return float64(n)
	case float64:
		return n
	}
	return math.NaN()
}
