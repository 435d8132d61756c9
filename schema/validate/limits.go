package validate

import (
	"math"
	"slices"
)

// newRule returns a rule that admits everything.
func newRule() *rule {
	return &rule{
		minLength: -1, maxLength: -1, minItems: -1, maxItems: -1,
		least: math.Inf(-1), above: math.Inf(-1), most: math.Inf(1), below: math.Inf(1),
	}
}

// limits sets what a keyword without schemas says, and reports whether rules know it.
func (q *quickener) limits(r *rule, word string, argument any) bool {
	switch word {
	case "type":
		return r.admit(list(argument))
	case "enum":
		r.enum, _ = argument.([]any)
		return !slices.ContainsFunc(r.enum, func(v any) bool { return !simple(v) })
	case "const":
		r.enum = []any{argument}
		return simple(argument)
	case "pattern":
		text, ok := argument.(string)
		r.pattern = q.expression(text)
		return ok
	case "required":
		names, ok := argument.([]any)
		r.required = make([]string, len(names))
		for i := range names {
			r.required[i], _ = names[i].(string)
		}
		return ok
	case "minLength":
		return count(&r.minLength, argument)
	case "maxLength":
		return count(&r.maxLength, argument)
	case "minItems":
		return count(&r.minItems, argument)
	case "maxItems":
		return count(&r.maxItems, argument)
	case "minimum":
		return bound(&r.least, argument)
	case "exclusiveMinimum":
		return bound(&r.above, argument)
	case "maximum":
		return bound(&r.most, argument)
	case "exclusiveMaximum":
		return bound(&r.below, argument)
	}
	return false
}

// admit sets the types that a value may have.
func (r *rule) admit(names []any) bool {
	for _, name := range names {
		switch name {
		case "null":
			r.types |= isNull
		case "boolean":
			r.types |= isBoolean
		case "string":
			r.types |= isText
		case "integer":
			r.types |= isInteger
		case "number":
			r.types |= isInteger | isFraction
		case "array":
			r.types |= isList
		case "object":
			r.types |= isMapping
		default:
			return false
		}
	}
	return len(names) > 0
}

// simple reports whether a value can be compared with others as it is: no list, no mapping and no number that a
// float64 might not hold exactly.
func simple(v any) bool {
	switch v := v.(type) {
	case nil, bool, string:
		return true
	case float64:
		return exact(v)
	}
	return false
}

// exact reports whether a number is an integer that is not too large for a float64.
func exact(f float64) bool { return f == math.Trunc(f) && math.Abs(f) < 1<<53 }

func bound(to *float64, argument any) bool {
	f, ok := argument.(float64)
	*to = f
	return ok && exact(f)
}

func count(to *int, argument any) bool {
	f, ok := argument.(float64)
	*to = int(f)
	return ok && exact(f) && f >= 0 && f <= math.MaxInt32
}
