package validate

import (
	"math"
	"math/big"
	"regexp"
	"slices"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// quicken returns the rule of a schema, or nil when the schema has a keyword that only the library knows.
func quicken(s *jsonschema.Schema) *rule {
	q := quickener{rules: map[*jsonschema.Schema]*rule{}, complete: true}
	if r := q.rule(s); q.complete {
		return r
	}
	return nil
}

type quickener struct {
	rules    map[*jsonschema.Schema]*rule
	complete bool
}

func (q *quickener) rule(s *jsonschema.Schema) *rule {
	if s == nil {
		return nil
	}
	if r, ok := q.rules[s]; ok {
		return r
	}
	r := &rule{least: math.Inf(-1), above: math.Inf(-1), most: math.Inf(1), below: math.Inf(1)}
	q.rules[s] = r // before what is inside: it may refer to itself
	q.complete = q.complete && common(s)
	r.never = s.Always != nil && !*s.Always
	for _, t := range s.Types {
		r.types |= kindNamed(t)
	}
	r.enum = slices.Concat(s.Enum, s.Constant)
	q.complete = q.complete && !slices.ContainsFunc(r.enum, func(v any) bool { return !scalar(v) && v != nil }) &&
		(len(s.Enum) == 0 || len(s.Constant) == 0)
	r.pattern, r.minLength, r.maxLength, r.minItems, r.maxItems = s.Pattern, s.MinLength, s.MaxLength, s.MinItems, s.MaxItems
	q.bound(&r.least, s.Minimum)
	q.bound(&r.above, s.ExclusiveMinimum)
	q.bound(&r.most, s.Maximum)
	q.bound(&r.below, s.ExclusiveMaximum)
	r.required = s.Required
	if s.Properties != nil {
		r.properties = make(map[string]*rule, len(s.Properties))
		for name, child := range s.Properties {
			r.properties[name] = q.rule(child)
		}
	}
	for pattern, child := range s.PatternProperties {
		if r.patterned == nil {
			r.patterned = map[*regexp.Regexp]*rule{}
		}
		r.patterned[pattern] = q.rule(child)
	}
	switch other := s.AdditionalProperties.(type) {
	case bool:
		r.closed = !other
	case *jsonschema.Schema:
		r.other = q.rule(other)
	}
	switch items := s.Items.(type) {
	case nil:
	case *jsonschema.Schema:
		r.items = q.rule(items)
	default:
		q.complete = false
	}
	for name, dependency := range s.Dependencies {
		child, ok := dependency.(*jsonschema.Schema)
		q.complete = q.complete && ok
		if r.dependent == nil {
			r.dependent = map[string]*rule{}
		}
		r.dependent[name] = q.rule(child)
	}
	r.names, r.contains, r.not = q.rule(s.PropertyNames), q.rule(s.Contains), q.rule(s.Not)
	r.when, r.then, r.otherwise = q.rule(s.If), q.rule(s.Then), q.rule(s.Else)
	r.all, r.any, r.one = q.list(s.AllOf), q.list(s.AnyOf), q.list(s.OneOf)
	if s.Ref != nil {
		r.all = append(r.all, q.rule(s.Ref))
	}
	return r
}

func (q *quickener) list(schemas []*jsonschema.Schema) []*rule {
	rules := make([]*rule, len(schemas))
	for i, s := range schemas {
		rules[i] = q.rule(s)
	}
	return rules
}

// bound sets a limit, which a float64 must hold exactly.
func (q *quickener) bound(to *float64, limit *big.Rat) {
	if limit == nil {
		return
	}
	f, exact := limit.Float64()
	*to = f
	q.complete = q.complete && exact && math.Abs(f) < 1<<53
}

// common reports whether a schema has only keywords that a rule stands for.
func common(s *jsonschema.Schema) bool {
	return s.Format == "" && s.RecursiveRef == nil && s.DynamicRef == nil && s.MinProperties == -1 && s.MaxProperties == -1 &&
		!s.RegexProperties && len(s.DependentRequired) == 0 && len(s.DependentSchemas) == 0 &&
		s.UnevaluatedProperties == nil && !s.UniqueItems && s.AdditionalItems == nil && s.PrefixItems == nil && s.Items2020 == nil &&
		s.MinContains == 1 && s.MaxContains == -1 && s.UnevaluatedItems == nil && s.ContentEncoding == "" && s.ContentMediaType == "" &&
		s.MultipleOf == nil && len(s.Extensions) == 0
}

func kindNamed(name string) kindSet {
	switch name {
	case "null":
		return isNull
	case "boolean":
		return isBoolean
	case "string":
		return isText
	case "integer":
		return isInteger
	case "number":
		return isInteger | isFraction
	case "array":
		return isList
	default:
		return isMapping
	}
}
