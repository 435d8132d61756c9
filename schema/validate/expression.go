package validate

import (
	"regexp"
	"sync"
)

// expression is a regular expression that is compiled when it is first needed: most of a schema is about fields that a
// file does not have.
type expression struct {
	compiled func() *regexp.Regexp
}

func newExpression(text string) *expression {
	return &expression{compiled: sync.OnceValue(func() *regexp.Regexp {
		compiled, err := regexp.Compile(text)
		if err != nil { // the library has refused the schema before
			return nil
		}
		return compiled
	})}
}

func (e *expression) matches(text string) bool {
	compiled := e.compiled()
	return compiled != nil && compiled.MatchString(text)
}
